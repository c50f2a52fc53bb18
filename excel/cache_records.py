"""The records of a pivot cache: `xl/pivotCache/pivotCacheRecordsN.xml`, a batch of rows at a time."""

from collections.abc import Mapping, Sequence
from datetime import date

from excel import markup
from excel.cells import Content
from excel.contents import moment, number
from excel.markup import DECLARATION, MAIN, RELATIONS

END = "</pivotCacheRecords>"


def start(rows: int) -> str:
    """What stands before the records; their number must be known."""
    return f'{DECLARATION}<pivotCacheRecords xmlns="{MAIN}" xmlns:r="{RELATIONS}" count="{rows}">'


def batch(contents: Sequence[Sequence[Content]], indexes: Mapping[int, Sequence[int]]) -> str:
    """The records of some rows.

    contents: for each field the value of each row; indexes: for each field with items the item of each row.
    """
    columns = [
        [f'<x v="{index}"/>' for index in indexes[number]] if number in indexes else _inline(values)
        for number, values in enumerate(contents)
    ]
    return "".join(f"<r>{''.join(children)}</r>" for children in zip(*columns, strict=True))


def _inline(values: Sequence[Content]) -> list[str]:
    known = {value: child(value) for value in dict.fromkeys(values)}
    return [known[value] for value in values]


def child(value: Content) -> str:
    """A value in a record, or as an item of its field."""
    match value:
        case None:
            return "<m/>"
        case str():
            return f'<s v="{markup.attribute(value)}"/>'
        case bool():
            return f'<b v="{value:d}"/>'
        case date():
            return f'<d v="{moment(value)}"/>'
        case _:
            return f'<n v="{number(value)}"/>'
