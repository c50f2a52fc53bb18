"""What stops a workbook from being written."""

from collections.abc import Iterable


class LayoutProblem(ValueError):
    """The description asks for what can't be had; nothing has been written.

    `sentences` holds one sentence for each thing to change.
    """

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__(" ".join(self.sentences))


class DataProblem(ValueError):
    """A row doesn't fit its columns, or there is more than a sheet holds; no file is left behind."""
