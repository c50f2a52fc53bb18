"""The pivot caches: they must match their Tables, and their records their fields."""

from collections.abc import Iterable, Iterator

from excel.checks import flags, groups
from excel.checks.caches import Cache, Field, Value, caches
from excel.checks.reading import Opened, children, miscounted, needed, repeated, whole
from excel.checks.records import RecordColumn
from excel.checks.sheets import Table, tables
from excel.formula import fields_in, parse
from excel.parts.paths import WORKBOOK


def findings(workbook: Opened) -> Iterator[str]:
    """What is wrong with the workbook's Tables and pivot caches."""
    by_name = {table.name: table for table in tables(workbook)}
    for table in by_name.values():
        yield from _table(table)
    listed = caches(workbook)
    for number in repeated([str(cache.id) for cache in listed]):
        yield f"The workbook lists more than one pivot cache with cacheId={number}."
    for cache in listed:
        yield from _source(cache, by_name)
        yield from _fields(cache)
        yield from groups.findings(cache)
        if cache.has_records:
            yield from _records(cache)


def _table(table: Table) -> Iterator[str]:
    if list(table.columns) != table.header:
        yield f"Table {table.name}: its columns are {list(table.columns)}, its headers {table.header}."
    for name in repeated([column.casefold() for column in table.columns]):
        yield f"Table {table.name} has the column {name!r} twice, without regard to case."
    if table.rows < 1:
        yield f"Table {table.name} has no row below its header."


def _source(cache: Cache, by_name: dict[str, Table]) -> Iterator[str]:
    if cache.source is None:
        # It reads a range, another workbook or a database.
        return
    table = by_name.get(cache.source)
    if table is None and cache.source in _defined(cache.workbook):
        return
    if table is None:
        yield f"{cache.definition} reads {cache.source!r}, which is no Table of the workbook."
        return
    names = [field.name for field in cache.database_fields]
    if names != list(table.columns):
        yield f"{cache.definition}: its fields are {names}, the Table has {list(table.columns)}."
    if not cache.has_records:
        return
    stated = {
        "recordCount": whole(cache.root, "recordCount"),
        "count of its records": whole(cache.workbook.opening(cache.records_part), "count"),
        "number of its records": cache.records.count,
    }
    for what, number in stated.items():
        if number != table.rows:
            yield f"{cache.definition}: the {what} is {number}, the rows of its Table are {table.rows}."


def _defined(workbook: Opened) -> list[str]:
    """The names that the workbook defines: ranges of cells, among others."""
    return [needed(one, "name") for one in children(workbook.root(WORKBOOK), "definedNames", "definedName")]


def _fields(cache: Cache) -> Iterator[str]:
    yield from miscounted(cache.definition, cache.root, "cacheFields")
    names = [field.name.casefold() for field in cache.fields]
    for name in repeated(names):
        yield f"{cache.definition} has the field {name!r} twice, without regard to case."
    for field in cache.fields:
        where = f"{cache.definition}, field {field.name!r}"
        if field.stated is not None and field.stated != str(len(field.items)):
            yield f"{where}: states {field.stated} items, but lists {len(field.items)}."
        if field.items and field.stated is None:
            yield f"{where}: lists items without stating their count."
        for label in repeated([_label(item) for item in field.items]):
            yield f"{where}: has the item {label!r} twice, without regard to case and type."
        if field.formula is not None:
            yield from _formula(where, field.formula, names)


def _label(item: Value) -> str:
    kind, text = item
    return {"m": "(blank)", "b": "true" if text == "1" else "false"}.get(kind, text.casefold())


def _formula(where: str, formula: str, names: list[str]) -> Iterator[str]:
    try:
        unknown = [name for name in fields_in(parse(formula)) if name.casefold() not in names]
    except ValueError as problem:
        yield f"{where}: its formula {formula!r} {problem}."
        return
    for name in unknown:
        yield f"{where}: its formula names {name!r}, which is no field."


def _records(cache: Cache) -> Iterator[str]:
    records, fields = cache.records, cache.database_fields
    if not records.understood:
        return
    if records.uneven is not None:
        number, size = records.uneven
        yield f"{cache.records_part}: record {number} has {size} values for {len(fields)} fields."
        return
    wrong = [one for one in map(_disagreement, fields, records.columns) if one is not None]
    if wrong:
        row, what = min(wrong)
        yield f"{cache.records_part}: record {row + 1} {what}."
        return
    for field, column in zip(fields, records.columns, strict=True):
        yield from _flags(cache, field, field.items or column.distinct())


def _disagreement(field: Field, column: RecordColumn) -> tuple[int, str] | None:
    """The first record, counted from 0, whose value doesn't fit its field, and what is wrong with it."""
    listed = column.kinds == "x"
    if (row := (listed != bool(field.items)).arg_max()) is not None and listed[row] != bool(field.items):
        return row, f"and the items of {field.name!r} disagree"
    beyond = column.codes >= len(field.items) if field.items else listed
    if (row := beyond.arg_max()) is not None and beyond[row]:
        return row, f"refers to item {column.texts[row]} of {field.name!r}"
    return None


def _flags(cache: Cache, field: Field, values: Iterable[Value]) -> Iterator[str]:
    where, values = f"{cache.definition}, field {field.name!r}", set(values)
    if any(kind == "e" for kind, _ in values):
        # Of error values it isn't known which flags they need.
        return
    wanted, written = flags.expected(values), flags.without_bounds(field.flags)
    if wanted is None:
        yield f"{where}: holds numbers and dates at once."
    elif wanted != written:
        yield f"{where}: its values need the flags {wanted}, but it has {written}."
    elif flags.wrong_bounds(values, field.flags):
        yield f"{where}: its smallest and largest values are not those stated."
