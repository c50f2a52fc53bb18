"""The axes of a chart: categories and numbers."""

from collections.abc import Sequence

from excel.book import Chart
from excel.drawings.charting import Series
from excel.markup import element

# Numbers by which the chart's parts know its axes.
CATEGORIES, NUMBERS = 111_111_111, 222_222_222
_TICKS = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
_GREY = (
    '<a:ln w="9525"><a:solidFill><a:schemeClr val="tx1"><a:lumMod val="{}"/><a:lumOff val="{}"/>'
    "</a:schemeClr></a:solidFill></a:ln>"
)


def xml(chart: Chart, shown: Sequence[Series]) -> str:
    """Both axes. Lying bars begin with the first category at the top, as their pivot does."""
    lying = chart.kind == "bar"
    share = chart.stacking == "percent"
    number_format = "0%" if share or not shown else shown[0].number_format
    return _categories(lying) + _numbers(lying, number_format, share, chart.kind == "area")


def _categories(lying: bool) -> str:
    start = _start(CATEGORIES, "maxMin" if lying else "minMax", "l" if lying else "b")
    number_format = element("c:numFmt", {"formatCode": "General", "sourceLinked": 1})
    # Labels stand below the numbers that are less than nothing, not across their bars.
    labels = f'{_TICKS}<c:tickLblPos val="low"/>{_line(25_000, 75_000)}'
    end = (
        f'<c:crossAx val="{NUMBERS}"/><c:crosses val="autoZero"/><c:auto val="1"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/>'
    )
    return element("c:catAx", {}, start + number_format + labels + end)


def _numbers(lying: bool, number_format: str, share: bool, area: bool) -> str:
    start = _start(NUMBERS, "minMax", "b" if lying else "l")
    grid = element("c:majorGridlines", {}, _line(15_000, 85_000))
    formatted = element("c:numFmt", {"formatCode": number_format, "sourceLinked": 0 if share else 1})
    labels = f'{_TICKS}<c:tickLblPos val="nextTo"/>'
    # Beside reversed categories, the largest of them is at the bottom.
    crosses = "max" if lying else "autoZero"
    between = "midCat" if area else "between"
    end = f'<c:crossAx val="{CATEGORIES}"/><c:crosses val="{crosses}"/><c:crossBetween val="{between}"/>'
    return element("c:valAx", {}, start + grid + formatted + labels + end)


def _start(number: int, orientation: str, position: str) -> str:
    return (
        f'<c:axId val="{number}"/><c:scaling><c:orientation val="{orientation}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{position}"/>'
    )


def _line(dark: int, light: int) -> str:
    return element("c:spPr", {}, _GREY.format(dark, light))
