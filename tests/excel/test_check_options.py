"""The checks of groups, slicers, formats, charts and figures find what was broken on purpose."""

import pytest

from excel.check import check
from tests.excel.books import written
from tests.excel.breaking import edited
from tests.excel.everything import everything_book

BOOK, CACHE = "xl/workbook.xml", "xl/pivotCache/pivotCacheDefinition1.xml"
COMPACT, OUTLINE, TABULAR, LARGEST, FORMATS = (f"xl/pivotTables/pivotTable{n}.xml" for n in (1, 2, 3, 8, 11))
SLICER, SLICERS = "xl/slicerCaches/slicerCache1.xml", "xl/slicers/slicer11.xml"
SHAPES, CHART = "xl/drawings/drawing11.xml", "xl/charts/chart1.xml"
FORMATTED, SUMMARY = "xl/worksheets/sheet11.xml", "xl/worksheets/sheet12.xml"

GROUPS = [
    (CACHE, r'<s v="Qtr3"/>', '<s v="Q3"/>', "its groups don't follow from its bounds"),
    (CACHE, r'endNum="100"', 'endNum="200"', "its groups don't follow from its bounds"),
    (CACHE, r'(<discretePr count="\d+">)<x[^>]*>', r"\1", "items into groups, but there are"),
    (CACHE, r'(<discretePr count="\d+">)<x[^>]*>', r'\1<x v="77"/>', "puts an item into group 77"),
    (CACHE, r'par="\d+"', 'par="99"', "its groups are in field 99, which is not there"),
    (CACHE, r'base="2"', 'base="99"', "groups field 99, which is no column"),
    (CACHE, r'(<fieldGroup base=")3', r"\g<1>1", "puts 11 items into groups, but there are 4"),
    (CACHE, r'(<fieldGroup base=")4', r"\g<1>0", "groups texts by their size, which Excel can't"),
    (CACHE, r'(<fieldGroup base=")4', r"\g<1>2", "holds something that can't be read"),
    (CACHE, r' formula="Amount\*2"', "", "has neither values nor groups nor a formula"),
    (
        CACHE,
        r'(groupBy="years"[^>]* endDate=")2026-03-16([^>]*><groupItems[^>]*>(?:<s [^>]*>){2}).*?</gr[^>]*>',
        r'\g<1>2024-12-31\2<s v="&gt;12/31/2024"/></groupItems>',
        "holds values for which it has no group",
    ),
]
PIVOTS = [
    (LARGEST, r'<filter fld="\d+"', '<filter fld="5"', "has a filter of field 5"),
    (LARGEST, r'iMeasureFld="0"', 'iMeasureFld="7"', "filters by value 7"),
    (LARGEST, r'(<autoSortScope>.*?<x v=")0', r"\g<1>9", "by a value that it doesn't have"),
    (OUTLINE, r'("difference"[^>]*baseItem=")\d', r"\g<1>99", "compares with item 99"),
    (OUTLINE, r'("difference"[^>]*baseField=")\d', r"\g<1>99", "compares along field 99, which is not there"),
    (COMPACT, r'firstDataCol="1"', 'firstDataCol="2"', "label"),
    (TABULAR, r'<i t="default"><x/></i>', '<i t="default" r="1"><x/></i>', "is a subtotal of 'City'"),
    (COMPACT, r'<item x="', '<item h="1" x="', "which is hidden"),
]
SLICED = [
    (
        BOOK,
        r"<definedName name=\"Slicer_Area\">#N/A</definedName>",
        "",
        "no defined name with the value #N/A",
    ),
    (SLICER, r'pivotCacheId="1"', 'pivotCacheId="5"', "states pivotCacheId=5"),
    (SLICER, r'tabId="\d+"', 'tabId="77"', "on sheet 77, which is not there"),
    (SLICER, r'sourceName="Region"', 'sourceName="Land"', "filters by 'Land'"),
    (SLICER, r'<i x="\d"', '<i x="1"', "its items are not those of 'Region'"),
    (SLICER, r' s="1"', "", "what is switched on isn't what"),
    (SLICER, r"<pivotTables>.*</pivotTables>", "<pivotTables/>", "filters no pivot"),
    (SLICER, r'name="Slicer_\w+"', 'name="slicer_years"', "more than one slicer cache 'slicer_years'"),
    (SLICER, r'sourceName="Region"', 'sourceName="Took"', "lists no items"),
    (SLICERS, r'cache="Slicer_Area"', 'cache="Slicer_Other"', "the cache 'Slicer_Other', which is not there"),
    (SHAPES, r'<sle:slicer([^>]*)name="Area"', r'<sle:slicer\1name="Region"', "has 0 shapes on its sheet"),
]
DRAWN = [
    (FORMATTED, r'(<cfRule [^>]*priority=")1"', r'\g<1>9"', "stands in the"),
    (FORMATS, r'(<conditionalFormat [^>]*priority=")2', r"\g<1>1", "formats of pivots have the priority 1"),
    (FORMATTED, r'(pivot="1" sqref=")[^"]*', r"\g<1>A1:A2", "outside of its body"),
    (FORMATS, r"(<references[^>]*>).*?</references>", r"\1</references>", "an empty list of references"),
    (CHART, r"!Formats<", "!Other<", "shows pivot 'Other'"),
    (CHART, r"(<c:numRef>.*?<c:v>)[^<]*", r"\g<1>12345", "that its cells don't show"),
    (CHART, r"(<c:numRef><c:f>[^<]*)\$\d+<", r"\g<1>$9999<", "which isn't in the body"),
    (SUMMARY, r"(GETPIVOTDATA\([^<]*?\$)A(\$\d+)", r"\1ZZ\2", "where no pivot is"),
    (SUMMARY, r'GETPIVOTDATA\("[^"]*', 'GETPIVOTDATA("Other', "which 'Functions' doesn't show"),
]


@pytest.fixture(scope="module")
def everything() -> bytes:
    return written(everything_book())


def test_the_workbook_that_the_others_spoil_is_sound(everything: bytes) -> None:
    assert check(everything) == []


@pytest.mark.parametrize(("part", "pattern", "replacement", "sentence"), [*GROUPS, *PIVOTS, *SLICED, *DRAWN])
def test_a_broken_fact_is_found(
    everything: bytes, part: str, pattern: str, replacement: str, sentence: str
) -> None:
    found = check(edited(everything, part, pattern, replacement))
    assert any(sentence in finding for finding in found), found
