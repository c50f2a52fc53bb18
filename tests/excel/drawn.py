"""A survey with slicers, charts, formats and figures, and its parts as trees to look into."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from excel.book import (
    Book,
    Chart,
    ColourScale,
    Column,
    DataBar,
    DataSheet,
    DateGroups,
    Field,
    Figure,
    IconSet,
    Pivot,
    PivotSheet,
    Slicer,
    SummarySheet,
    Value,
)
from tests.excel.books import COLUMNS, NPS, survey_rows, written

SUM, MEAN = (
    Value("Responses", caption="Answers", number_format="#,##0"),
    Value("NPS points", "average", "Points"),
)
NESTED = Pivot(
    "Nested",
    "Data",
    ("Account manager", "Segment"),
    (SUM, MEAN),
    formats=(DataBar("answers"), ColourScale("Points", ("FFFFFF", "63be7b")), IconSet("Points", "5Arrows")),
)
TREND = Pivot("Trend", "Data", ("Years", "Quarters"), (MEAN,), ("Segment",), form="tabular")
ON_ROWS = Pivot("On rows", "Data", ("Segment",), (SUM, MEAN), values_on="rows", form="outline")
ALONE = Pivot("Alone", "Data", (), (SUM, MEAN))
ACROSS = Pivot("Across", "Data", (), (SUM,), ("Segment", "Urgent"))
FOLDED = Pivot(
    "Folded",
    "Data",
    (Field("Segment", collapsed=("Mid",)), "Urgent"),
    (SUM,),
    formats=(ColourScale("Answers"),),
)
PIVOTS = (NESTED, TREND, ON_ROWS, ALONE, ACROSS, FOLDED)


def drawn_book(
    slicers: tuple[Slicer, ...] = (), charts: tuple[Chart, ...] = (), figures: tuple[Figure, ...] = ()
) -> Book:
    """Each pivot on a sheet of its own, the drawings on the first, the figures on a sheet at the end."""
    first, *others = (PivotSheet(f"It's {pivot.name}", (pivot,)) for pivot in PIVOTS)
    summary = (SummarySheet("Summary", figures, "In short"),) if figures else ()
    data = DataSheet("Rows", "Data", survey_rows(), COLUMNS, (DateGroups("Date"),), (NPS,))
    return Book((PivotSheet(first.name, first.pivots, slicers, charts), *others, *summary, data))


def small(values: tuple[float | None, ...], chart: Chart) -> Book:
    """One pivot with an item for each value, and a chart of it."""
    rows = [(f"item {number}", value) for number, value in enumerate(values)]
    pivot = Pivot("Sums", "Data", ("Item",), (Value("Number", caption="Total"),))
    data = DataSheet("Rows", "Data", rows, (Column("Item"), Column("Number", "decimal")))
    return Book((PivotSheet("Pivot", (pivot,), charts=(chart,)), data))


def trees(book: Book, beginning: str) -> Iterator[etree._Element]:
    """The parts whose path begins so, in the order of the archive."""
    with ZipFile(BytesIO(written(book))) as archive:
        for path in archive.namelist():
            if path.startswith(beginning):
                yield etree.fromstring(archive.read(path))


def found(tree: etree._Element, name: str) -> list[etree._Element]:
    """All elements of a name, in any namespace."""
    return [one for one in tree.iter() if etree.QName(one).localname == name]


def numbers(tree: etree._Element, name: str) -> list[str | None]:
    """The contents of all elements of a name."""
    return [one.text for one in found(tree, name)]
