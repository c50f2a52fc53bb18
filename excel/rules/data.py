"""What a data sheet's description must fulfil: its Table, its columns, its groups and its formulas."""

from collections.abc import Iterator, Sized

from excel import references
from excel.book import DataSheet, DateGroups, Kind, ManualGroups, NumberBands
from excel.formula import fields_in, parse
from excel.names import twins, wrong_label, wrong_table_name
from excel.rules.repeated import repeated

NUMBERS: tuple[Kind, ...] = ("integer", "decimal", "duration")
_LONGEST_FORMULA = 1_000
_WIDEST_COLUMN = 255
_MOST_BANDS = 1_000
_DATE_PARTS = ("years", "quarters", "months", "days")


def wrong_in_data(sheet: DataSheet) -> Iterator[str]:
    """A sentence for each thing that the sheet can't have."""
    where = f"on sheet {sheet.name!r}"
    if wrong := wrong_table_name(sheet.table):
        yield f"The Table name {sheet.table!r} {wrong}."
    if not 1 <= len(sheet.columns) <= references.LAST_COLUMN:
        yield f"The Table {where} has {len(sheet.columns):,} columns; 1 to {references.LAST_COLUMN:,} fit."
    for column in sheet.columns:
        if wrong := wrong_label(column.name):
            yield f"The column name {column.name!r} {where} {wrong}."
        if column.width is not None and not 0 < column.width <= _WIDEST_COLUMN:
            yield f"The width of column {column.name!r} {where} must be above 0 and at most {_WIDEST_COLUMN}."
        if column.number_format is not None and (wrong := wrong_label(column.number_format)):
            yield f"The number format of column {column.name!r} {where} {wrong}."
    yield from repeated(f"field {where}", sheet.field_names)
    if isinstance(sheet.data, Sized) and len(sheet.data) >= references.LAST_ROW:
        yield f"{len(sheet.data):,} rows don't fit {where}; {references.LAST_ROW - 1:,} do."
    yield from _wrong_in_groups(sheet)
    yield from _wrong_in_calculated(sheet)


def _wrong_in_groups(sheet: DataSheet) -> Iterator[str]:
    kinds = {column.name.casefold(): column.kind for column in sheet.columns}
    for name in twins([group.column for group in sheet.groups]):
        yield f"The column {name!r} on sheet {sheet.name!r} is grouped twice; make a copy of it to group by."
    for group in sheet.groups:
        kind = kinds.get(group.column.casefold())
        if kind is None:
            yield f"Table {sheet.table!r} has no column {group.column!r} to group."
            continue
        match group:
            case DateGroups():
                yield from _wrong_in_dates(group, kind)
            case NumberBands():
                yield from _wrong_in_bands(group, kind)
            case ManualGroups():
                yield from _wrong_by_hand(group, kind)


def _wrong_in_dates(group: DateGroups, kind: Kind) -> Iterator[str]:
    if kind not in ("date", "datetime"):
        yield f"{group.column!r} holds {kind} values; only dates have years, quarters, months and days."
    places = [_DATE_PARTS.index(part) for part in group.by]
    if not places or places != sorted(set(places)):
        yield f"The parts of {group.column!r} must be some of {', '.join(_DATE_PARTS)}, in this order."
    if group.names and len(group.names) != len(group.by) - 1:
        yield f"{group.column!r} needs {len(group.by) - 1} names, for all parts but the finest, or none."
    for name in group.upper_names:
        if wrong := wrong_label(name):
            yield f"The group field name {name!r} {wrong}."


def _wrong_in_bands(group: NumberBands, kind: Kind) -> Iterator[str]:
    if kind not in ("integer", "decimal"):
        yield f"{group.column!r} holds {kind} values; only integers and decimals have bands."
    # Asked this way round, what is not a number fails too.
    if not (group.start < group.end and group.interval > 0):
        yield f"The bands of {group.column!r} must end above their start, and have a width above 0."
    elif not (group.end - group.start) / group.interval <= _MOST_BANDS:
        yield f"{group.column!r} would have more than {_MOST_BANDS:,} bands; make them wider."
    elif kind == "integer" and any(n % 1 for n in (group.start, group.end, group.interval)):
        yield f"The bands of {group.column!r} must begin, end and step by whole numbers, as its values are."


def _wrong_by_hand(group: ManualGroups, kind: Kind) -> Iterator[str]:
    if kind not in ("text", "integer", "boolean", "date"):
        yield f"{group.column!r} holds {kind} values; only texts, integers, booleans and dates go together."
    if wrong := wrong_label(group.name):
        yield f"The group field name {group.name!r} {wrong}."
    labels = [label for label, _ in group.groups]
    for label in labels:
        if wrong := wrong_label(label):
            yield f"The group {label!r} of {group.name!r} {wrong}."
    yield from repeated(f"group of {group.name!r}", labels)
    for label, members in group.groups:
        if not members:
            yield f"The group {label!r} of {group.name!r} has no items."
    items = [(type(item) is bool, item) for _, members in group.groups for item in members]
    folded = [(b, item.casefold() if isinstance(item, str) else item) for b, item in items]
    if len(set(folded)) < len(folded):
        yield f"{group.name!r} puts an item of {group.column!r} into more than one group."


def _wrong_in_calculated(sheet: DataSheet) -> Iterator[str]:
    numbers = {c.name.casefold() for c in sheet.columns if c.kind in NUMBERS}
    for field in sheet.calculated:
        if wrong := wrong_label(field.name):
            yield f"The calculated field name {field.name!r} {wrong}."
        if len(field.formula) > _LONGEST_FORMULA:
            yield f"The formula of {field.name!r} is longer than {_LONGEST_FORMULA:,} characters."
            continue
        try:
            tree = parse(field.formula)
        except ValueError as problem:
            yield f"The formula of {field.name!r} {problem}."
            continue
        for name in dict.fromkeys(fields_in(tree)):
            if name.casefold() not in numbers:
                yield f"The formula of {field.name!r} names {name!r}, which is no column of numbers."
