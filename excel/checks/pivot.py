"""The PivotTables: they must match their caches, and their parts one another."""

from collections.abc import Iterator

from excel.checks import filters, lines, locations
from excel.checks.caches import caches
from excel.checks.pivots import VALUES, PivotPart, pivots
from excel.checks.reading import LINK_ID, Opened, children, miscounted, needed, repeated, tag, whole
from excel.checks.sheets import sheets
from excel.parts.paths import STYLES

_LISTS = ("pivotFields", "rowFields", "rowItems", "colFields", "colItems", "pageFields", "dataFields")
# Number formats below are Excel's own.
_FIRST_OWN_FORMAT = 164


def findings(workbook: Opened) -> Iterator[str]:
    """What is wrong with the workbook's PivotTables."""
    listed = caches(workbook)
    found = pivots(workbook, list(sheets(workbook).values()), listed)
    parts = {pivot.part for pivot in found}
    for sheet in sheets(workbook).values():
        for part in workbook.targets(sheet, "pivotTable"):
            if part not in parts:
                yield f"{part} leads to no pivot cache that the workbook lists."
    for name in repeated([pivot.name.casefold() for pivot in found]):
        yield f"The workbook has more than one PivotTable {name!r}, without regard to case."
    for pivot in found:
        yield from _pivot(pivot)
    yield from locations.overlaps(found)


def _pivot(pivot: PivotPart) -> Iterator[str]:
    where = f"PivotTable {pivot.name!r}"
    if whole(pivot.root, "cacheId") != pivot.cache.id:
        yield f"{where} states cacheId={pivot.root.get('cacheId')}, but its cache is {pivot.cache.id}."
    if pivot.root.get(LINK_ID) is not None:
        yield f"{where} has r:id on its root, which no Excel writes."
    for name in _LISTS:
        yield from miscounted(where, pivot.root, name)
    if len(pivot.fields) != len(pivot.cache.fields):
        yield f"{where} has {len(pivot.fields)} fields, its cache has {len(pivot.cache.fields)}."
        return
    named = {*pivot.axis("row"), *pivot.axis("col"), *pivot.pages}
    named |= {whole(one, "fld") for one in pivot.data_fields}
    if not named - {VALUES} <= set(range(len(pivot.fields))):
        yield f"{where} names fields by {sorted(named)}, but has only {len(pivot.fields)}."
        return
    yield from _fields(where, pivot)
    yield from _values_axis(where, pivot)
    yield from _data_fields(where, pivot)
    yield from filters.findings(where, pivot)
    yield from lines.findings(where, pivot)
    yield from locations.findings(where, pivot)


def _fields(where: str, pivot: PivotPart) -> Iterator[str]:
    members = {"axisRow": pivot.axis("row"), "axisCol": pivot.axis("col"), "axisPage": pivot.pages}
    on_axes = [number for fields in members.values() for number in fields if number != VALUES]
    for number in repeated(on_axes):
        yield f"{where} has {pivot.field_name(number)} on its axes more than once."
    shown = {whole(one, "fld") for one in pivot.data_fields}
    for number, field in enumerate(pivot.fields):
        name, cached = pivot.field_name(number), pivot.cache.fields[number]
        for axis, fields in members.items():
            if (field.axis == axis) != (number in fields):
                yield f"{where}, field {name}: its axis {field.axis} and the fields of {axis} disagree."
        if field.shown != (number in shown):
            yield f"{where}, field {name}: its dataField flag and the data fields disagree."
        if field.axis is not None and cached.formula is not None:
            yield f"{where}, field {name}: a calculated field can't be on an axis."
        if (field.axis is not None or field.items) and sorted(field.items) != list(range(len(cached.shown))):
            yield f"{where}, field {name}: its items are not those of the cache, each once."
        if field.items and field.subtotals < field.default_subtotal:
            yield f"{where}, field {name}: its subtotals and their items are out of step."
    for number, element in enumerate(children(pivot.root, "pivotFields", "pivotField")):
        yield from miscounted(f"{where}, field {pivot.field_name(number)}", element, "items")


def _values_axis(where: str, pivot: PivotPart) -> Iterator[str]:
    """Several values make an axis of their own, one value never does."""
    times = (*pivot.axis("row"), *pivot.axis("col")).count(VALUES)
    if times != (len(pivot.data_fields) > 1):
        yield f"{where} has {len(pivot.data_fields)} values, but the field -2 on its axes {times} times."


def _data_fields(where: str, pivot: PivotPart) -> Iterator[str]:
    names = [needed(one, "name").casefold() for one in pivot.data_fields]
    fields = {field.name.casefold() for field in pivot.cache.fields}
    for name in repeated(names):
        yield f"{where} has the value {name!r} more than once, without regard to case."
    for name in fields.intersection(names):
        yield f"{where} has a value named like the field {name!r}."
    own = children(pivot.workbook.root(STYLES), "numFmts", "numFmt")
    known = {whole(one, "numFmtId") for one in own}
    formatted = [*pivot.data_fields, *pivot.root.iter(tag("pivotField"))]
    for used in sorted({whole(one, "numFmtId", 0) for one in formatted}):
        if used >= _FIRST_OWN_FORMAT and used not in known:
            yield f"{where} uses the number format {used}, which the styles don't define."
