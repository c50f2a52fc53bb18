"""A layout file as it lies there becomes the description of a book."""

import tomllib
from pathlib import Path

from excel.problems import LayoutProblem
from excel.shell.layout import BookLayout
from excel.shell.places import Place
from excel.shell.reading import read


def layout_in(path: Path) -> BookLayout:
    """The layout that a TOML file describes.

    Raises:
        LayoutProblem: it is no TOML, or says what no layout can, with a sentence for each thing.
        OSError: it can't be read.
    """
    try:
        raw = tomllib.loads(path.read_bytes().decode())
    except UnicodeDecodeError:
        raise LayoutProblem([f"{path} isn't written in UTF-8, as TOML is."]) from None
    except RecursionError:
        raise LayoutProblem([f"{path} holds arrays or tables that are too deep in one another."]) from None
    except ValueError as problem:
        # Some values fail as plain ValueErrors: a number of five thousand digits, say.
        raise LayoutProblem([f"{path} is no TOML: {problem}."]) from None
    wrong: list[str] = []
    layout: BookLayout = read(BookLayout, raw, Place(), wrong)
    if wrong:
        raise LayoutProblem(wrong)
    return layout
