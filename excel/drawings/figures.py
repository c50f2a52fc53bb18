"""Single figures of PivotTables: GETPIVOTDATA with its number already there."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time

from excel import references
from excel.book import Figure, Item, SummarySheet
from excel.data.contents import Content, number
from excel.layout.axes import Axis, AxisField, Key
from excel.layout.grid import SheetCell
from excel.layout.items import found
from excel.layout.lines import Line
from excel.layout.picture import Picture
from excel.markup import utf16_units
from excel.problems import LayoutProblem
from excel.styles import Look

# A formula holds no longer text.
_LONGEST = 255
LAST_COLUMN = 2


def cells(sheet: SummarySheet, pictures: Mapping[str, tuple[str, Picture]]) -> Iterator[SheetCell]:
    """The title, and a label and a number for each figure.

    pictures: the sheet's name and the placed picture of each pivot, by the pivot's name.
    Raises: LayoutProblem when a pivot doesn't show the cell of a figure.
    """
    if sheet.title:
        yield SheetCell(1, 1, sheet.title, Look("title"))
    for row, figure in enumerate(sheet.figures, first_row(sheet)):
        yield SheetCell(row, 1, figure.label, Look())
        yield _figure(row, figure, *pictures[figure.pivot])


def first_row(sheet: SummarySheet) -> int:
    """The row of the first figure; below a title one stays empty."""
    return 3 if sheet.title else 1


def _figure(row: int, figure: Figure, sheet: str, picture: Picture) -> SheetCell:
    captions = [measure.caption.casefold() for measure in picture.measures]
    measure = captions.index(figure.value.casefold())
    keys = _key(figure, picture.rows), _key(figure, picture.columns)
    across, down = (
        _line(figure, lines, key, measure)
        for lines, key in ((picture.column_lines, keys[1]), (picture.row_lines, keys[0]))
    )
    shown = picture.shown[down][across]
    own = picture.measures[measure]
    arguments = [_text(own.caption), _corner(sheet, picture), *_pairs(picture, keys)]
    look = Look(number_format=figure.number_format or own.value.number_format)
    return SheetCell(row, LAST_COLUMN, shown, look, f"GETPIVOTDATA({','.join(arguments)})")


def _key(figure: Figure, axis: Axis) -> Key:
    """The items that a figure names on one axis: of its outermost fields, without a gap.

    Raises: LayoutProblem when one between them isn't named, for then no single cell is meant.
    """
    items: dict[str, Item] = {name.casefold(): item for name, item in figure.items.items()}
    where = f"The figure {figure.label!r}"
    key: list[int] = []
    for level, one in enumerate(axis.fields):
        if one.field.name.casefold() in items:
            if level > len(key):
                raise _missing(figure)
            key += found(one.field, (items[one.field.name.casefold()],), where)
    return tuple(key)


def _line(figure: Figure, lines: Sequence[Line], key: Key, measure: int) -> int:
    for place, line in enumerate(lines):
        if line.key == key and line.shown and line.value in (None, measure):
            return place
    raise _missing(figure)


def _missing(figure: Figure) -> LayoutProblem:
    items = ", ".join(f"{name} {item!r}" for name, item in figure.items.items()) or "everything"
    return LayoutProblem(
        [
            f"The figure {figure.label!r} asks for {figure.value!r} of {items}, which pivot {figure.pivot!r} "
            "doesn't show in a cell of its own: show that total, or name other items."
        ]
    )


def _corner(sheet: str, picture: Picture) -> str:
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!${references.letters(picture.left)}${picture.top}"


def _pairs(picture: Picture, keys: tuple[Key, Key]) -> Iterator[str]:
    """Field and item of each level."""
    for axis, key in zip((picture.rows, picture.columns), keys, strict=True):
        for one, index in zip(axis.fields, key, strict=False):
            yield _text(one.name)
            yield item_argument(one, index)


def item_argument(one: AxisField, index: int) -> str:
    """An item as GETPIVOTDATA wants it.

    Groups of dates are asked for by number: 2026, quarters 1 to 4, months 1 to 12, and days 1 to 366, where
    1 March is always the 61st; these are the items' places, since the first place is for what lies before.
    """
    label = one.label(index)
    if one.field.part is not None and 0 < index < len(one.field.items) - 1:
        return str(label) if one.field.part == "years" else str(index)
    return _constant(label)


def _constant(label: Content) -> str:
    match label:
        case bool():
            return str(label).upper()
        case datetime():
            day = f"DATE({label.year},{label.month},{label.day})"
            return f"{day}+{_constant(label.time())}" if label.time() != time() else day
        case date():
            return f"DATE({label.year},{label.month},{label.day})"
        case time():
            return f"TIME({label.hour},{label.minute},{label.second})"
        case int() | float():
            return number(label)
        case _:
            return _text(str(label))


def _text(value: str) -> str:
    if utf16_units(value) > _LONGEST:
        raise LayoutProblem(
            [f"A figure can't name {value[:40]!r}…: Excel's formulas hold 255 characters of text."]
        )
    doubled = value.replace('"', '""')
    return f'"{doubled}"'
