"""What slicers, charts, conditional formats and figures must fulfil, as far as a description alone tells."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import get_args

from excel.book import (
    Book,
    Chart,
    ChartKind,
    ColourScale,
    DataBar,
    DataSheet,
    Figure,
    IconSet,
    Pivot,
    Slicer,
    Stacking,
    SummarySheet,
)
from excel.book.formats import Icons
from excel.drawings.slicing import cache_names
from excel.layout.measures import caption
from excel.names import twins, wrong_label
from excel.rules.places import wrong_place

_STYLE = re.compile(r"SlicerStyle(Light[1-6]|Dark[1-6]|Other[12])")
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_LEAST, _MOST = 20, 10_000
_MOST_COLUMNS = 20_000
_MOST_ARGUMENTS = 126


def wrong_in_slicers(book: Book) -> Iterator[str]:
    """A sentence for each thing that the book's slicers can't have."""
    for name in twins([slicer.name for slicer in book.slicers]):
        yield f"The name {name!r} is given to more than one slicer; Excel doesn't tell case apart."
    tables = {sheet.table.casefold() for sheet in book.data_sheets}
    for name, cache in cache_names(book.slicers).items():
        if cache.casefold() in tables:
            yield f"Slicer {name!r} needs the name {cache!r}, which a Table has: rename one of them."
    for slicer in book.slicers:
        yield from _wrong_in_slicer(slicer, book)
    for one, other in combinations(book.slicers, 2):
        shared = {pivot.casefold() for pivot in one.pivots} & {pivot.casefold() for pivot in other.pivots}
        if shared and one.field.casefold() == other.field.casefold():
            yield f"Slicers {one.name!r} and {other.name!r} filter one pivot by {one.field!r}: drop one."


def _wrong_in_slicer(slicer: Slicer, book: Book) -> Iterator[str]:
    where = f"Slicer {slicer.name!r}"
    for text in (slicer.name, slicer.caption):
        if text is not None and (wrong := wrong_label(text)):
            yield f"{where}: the text {text!r} {wrong}."
    if _STYLE.fullmatch(slicer.style) is None:
        yield f"{where}: {slicer.style!r} is none of Excel's slicer styles."
    if not 1 <= slicer.columns <= _MOST_COLUMNS:
        yield f"{where} must have 1 to {_MOST_COLUMNS:,} columns of buttons."
    yield from _wrong_frame(where, slicer)
    yield from _wrong_pivots(where, slicer, book)


def _wrong_pivots(where: str, slicer: Slicer, book: Book) -> Iterator[str]:
    known = {pivot.name: pivot for pivot in book.pivots}
    if not slicer.pivots:
        yield f"{where} filters no pivot: name some, since its sheet has none."
    for name in slicer.pivots:
        if name not in known:
            yield f"{where} filters pivot {name!r}, which the book doesn't have."
    for name in twins(list(slicer.pivots)):
        yield f"{where} names pivot {name!r} twice."
    found = [known[name] for name in slicer.pivots if name in known]
    sources = list(dict.fromkeys(pivot.source for pivot in found))
    if len(sources) > 1:
        yield f"{where} filters pivots of the Tables {', '.join(sources)}: it can filter those of one only."
    for sheet in book.data_sheets:
        if sheet.table in sources:
            yield from _wrong_field(where, slicer, sheet)


def _wrong_field(where: str, slicer: Slicer, sheet: DataSheet) -> Iterator[str]:
    folded = slicer.field.casefold()
    kinds = {column.name.casefold(): column.kind for column in sheet.columns}
    if folded not in {name.casefold() for name in sheet.field_names}:
        yield f"{where}: Table {sheet.table!r} has no field {slicer.field!r}."
    elif folded in {field.name.casefold() for field in sheet.calculated}:
        yield f"{where}: {slicer.field!r} is a calculated field, which has no items to filter by."
    elif kinds.get(folded) == "duration":
        yield f"{where}: {slicer.field!r} holds durations, which can't be items."


def _wrong_frame(where: str, drawn: Slicer | Chart) -> Iterator[str]:
    if not (_LEAST <= drawn.width <= _MOST and _LEAST <= drawn.height <= _MOST):
        yield f"{where} must be {_LEAST} to {_MOST:,} pixels wide and high."
    yield from wrong_place(where, drawn.at)


def wrong_in_charts(book: Book) -> Iterator[str]:
    """A sentence for each thing that the book's charts can't have."""
    known = {pivot.name for pivot in book.pivots}
    for sheet in book.drawing_sheets:
        for chart in sheet.charts:
            where = f"The chart of pivot {chart.pivot!r} on sheet {sheet.name!r}"
            if chart.pivot not in known:
                yield f"{where}: the book doesn't have this pivot."
            yield from _wrong_kind(where, chart)
            for text in (chart.title, chart.alternative_text):
                if text is not None and (wrong := wrong_label(text)):
                    yield f"{where}: the text {text!r} {wrong}."
            yield from _wrong_frame(where, chart)


def _wrong_kind(where: str, chart: Chart) -> Iterator[str]:
    if chart.kind not in get_args(ChartKind):
        yield f"{where}: its kind must be one of {', '.join(get_args(ChartKind))}."
    if chart.stacking not in get_args(Stacking):
        yield f"{where}: its stacking must be one of {', '.join(get_args(Stacking))}."
    elif chart.kind in ("pie", "doughnut") and chart.stacking != "none":
        yield f"{where}: a {chart.kind} can't be stacked."


def wrong_in_formats(pivot: Pivot) -> Iterator[str]:
    """A sentence for each thing that the pivot's conditional formats can't have."""
    where = f"Pivot {pivot.name!r}"
    captions = {caption(value).casefold() for value in pivot.values}
    for one in pivot.formats:
        if one.value.casefold() not in captions:
            yield f"{where}: a format is for the value {one.value!r}, which the pivot doesn't have."
        match one:
            case ColourScale(_, colours):
                if len(colours) not in (2, 3):
                    yield f"{where}: the colour scale of {one.value!r} must have two or three colours."
                yield from _wrong_colours(where, colours)
            case DataBar(_, colour):
                yield from _wrong_colours(where, (colour,))
            case IconSet(_, icons):
                if icons not in get_args(Icons):
                    yield f"{where}: {icons!r} is none of Excel's icon sets."


def _wrong_colours(where: str, colours: tuple[str, ...]) -> Iterator[str]:
    for colour in colours:
        if _COLOUR.fullmatch(colour) is None:
            yield f"{where}: the colour {colour!r} must be six hexadecimal digits, such as 63BE7B."


def wrong_in_figures(book: Book) -> Iterator[str]:
    """A sentence for each thing that the figures of summary sheets can't have."""
    known = {pivot.name: pivot for pivot in book.pivots}
    for sheet in [sheet for sheet in book.sheets if isinstance(sheet, SummarySheet)]:
        if sheet.title is not None and (wrong := wrong_label(sheet.title)):
            yield f"The title {sheet.title!r} of sheet {sheet.name!r} {wrong}."
        for figure in sheet.figures:
            yield from _wrong_in_figure(figure, known.get(figure.pivot))


def _wrong_in_figure(figure: Figure, pivot: Pivot | None) -> Iterator[str]:
    where = f"The figure {figure.label!r}"
    for text in (figure.label, figure.number_format):
        if text is not None and (wrong := wrong_label(text)):
            yield f"{where}: the text {text!r} {wrong}."
    if pivot is None:
        yield f"{where} is one of pivot {figure.pivot!r}, which the book doesn't have."
        return
    if figure.value.casefold() not in {caption(value).casefold() for value in pivot.values}:
        yield f"{where}: pivot {pivot.name!r} has no value {figure.value!r}."
    on_axes = {one.name.casefold() for one in (*pivot.row_fields, *pivot.column_fields)}
    for name in figure.items:
        if name.casefold() not in on_axes:
            yield f"{where}: pivot {pivot.name!r} doesn't have {name!r} on rows or columns."
    for name in twins(list(figure.items)):
        yield f"{where} names the field {name!r} twice."
    if len(figure.items) > _MOST_ARGUMENTS:
        yield f"{where} names more than {_MOST_ARGUMENTS} items."
