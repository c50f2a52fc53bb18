"""One column on its way into a workbook: its values are made to fit, and numbered where a pivot needs it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from excel.axes import BLANK
from excel.book import Column, Kind, Raw
from excel.cells import Content, Reason, accepts, fit
from excel.contents import Contents
from excel.problems import DataProblem

# Values of just these types need no closer look; a datetime may have a time zone, a Decimal be a signal.
_PLAIN_TYPES: dict[Kind, set[type]] = {
    "text": {str, type(None)},
    "integer": {int, type(None)},
    "decimal": {int, float, type(None)},
    "boolean": {bool, type(None)},
    "date": {date, type(None)},
    "datetime": {type(None)},
}


@dataclass
class ColumnReader:
    """What is known of a column after the rows read so far.

    listed: whether a pivot has the column on an axis, so that its distinct values become items.
    items: the items in order of first appearance, each with its index; empty unless listed.
    """

    column: Column
    listed: bool
    contents: Contents = field(default_factory=Contents)
    items: dict[Content, int] = field(default_factory=dict)
    changes: Counter[Reason] = field(default_factory=Counter)
    _spellings: dict[str, str] = field(default_factory=dict)

    def read(self, values: Sequence[Raw], first_row: int) -> list[Content]:
        """The values as cells hold them.

        first_row: the number of the first value's row among all rows, counted from 1, for the sentence.
        Raises: DataProblem when a value is not of the column's kind.
        """
        self._refuse_strangers(values, first_row)
        fitted = {value: fit(self.column.kind, value) for value in dict.fromkeys(values)}
        contents = {value: self._spelling(one.content) for value, one in fitted.items()}
        reasons = {value: one.reasons for value, one in fitted.items() if one.reasons}
        for value, content in contents.items():
            if content != fitted[value].content:
                why = Reason.LIKE_BLANK if content is None else Reason.CASE_TWIN
                reasons[value] = (*fitted[value].reasons, why)
        if reasons:
            self.changes.update(reason for value in values for reason in reasons.get(value, ()))
        self.contents.add(contents.values())
        if self.listed:
            for content in contents.values():
                self.items.setdefault(content, len(self.items))
        return [contents[value] for value in values]

    def _refuse_strangers(self, values: Sequence[Raw], first_row: int) -> None:
        kind = self.column.kind
        if set(map(type, values)) <= _PLAIN_TYPES[kind]:
            return
        for number, value in enumerate(values, first_row):
            if not accepts(kind, value):
                raise DataProblem(
                    f"Row {number}, column {self.column.name!r}: {value!r} is no {kind}"
                    f"{' without a time zone' if kind == 'datetime' else ''}; convert it, or change the kind."
                )

    def _spelling(self, content: Content) -> Content:
        """The first spelling of a text among its case twins; for Excel they are one item."""
        if not self.listed or not isinstance(content, str):
            return content
        if content.casefold() == BLANK:
            return None
        return self._spellings.setdefault(content.casefold(), content)

    def indexes(self, values: Sequence[Content]) -> list[int]:
        """The item of each value; only for a listed column and values that it has read."""
        return [self.items[value] for value in values]
