"""The part of one chart, `xl/charts/chartN.xml`: tied to its PivotTable, with the numbers that it shows.

Excel keeps what a user changes about a series in `pivotFmts` here and `chartFormats` in the pivot. Neither is
written: series have the theme's accents in turn, the colours that Excel gives them anyway when it draws anew.
"""

from collections.abc import Sequence

from excel.book import Chart
from excel.drawings.charting import Categories, Series, categories, series
from excel.layout.picture import Picture
from excel.markup import DECLARATION, RELATIONS, element, text
from excel.parts import chart_axes, chart_data
from excel.parts.drawing import CHART, DRAWING

_GROUPINGS = {"none": "standard", "stacked": "stacked", "percent": "percentStacked"}
# Bars side by side have a word of their own.
_BAR_GROUPINGS = _GROUPINGS | {"none": "clustered"}
_ROUND = ("pie", "doughnut")


def xml(chart: Chart, picture: Picture, sheet: str) -> str:
    """The whole part; sheet: the name of the pivot's sheet."""
    along, shown = categories(picture, sheet), series(picture, sheet, chart)
    # The book's own name is left out, since a file may be renamed; readers look at the sheet and the pivot.
    source = f"<c:name>{text(f'[]{sheet}!{picture.pivot.name}')}</c:name>" + _value("fmtId", 0)
    content = (
        _value("date1904", 0),
        _value("roundedCorners", 0),
        element("c:pivotSource", {}, source),
        element("c:chart", {}, _chart(chart, along, shown)),
    )
    spaces = {"xmlns:c": CHART, "xmlns:a": DRAWING, "xmlns:r": RELATIONS}
    return DECLARATION + element("c:chartSpace", spaces, "".join(content))


def _value(name: str, value: str | int) -> str:
    return element(f"c:{name}", {"val": value})


def _chart(chart: Chart, along: Categories | None, shown: Sequence[Series]) -> str:
    legend = chart.legend
    if legend is None:
        legend = len(shown) > 1 or chart.kind in _ROUND
    axes = "" if chart.kind in _ROUND else chart_axes.xml(chart, shown)
    content = (
        _title(chart.title) if chart.title else "",
        _value("autoTitleDeleted", 0 if chart.title else 1),
        element("c:plotArea", {}, "<c:layout/>" + _plot(chart, along, shown) + axes),
        element("c:legend", {}, _value("legendPos", "r") + _value("overlay", 0)) if legend else "",
        _value("plotVisOnly", 1),
        _value("dispBlanksAs", "zero" if chart.kind == "area" else "gap"),
    )
    return "".join(content)


def _title(title: str) -> str:
    run = f'<a:r><a:rPr lang="en-US" sz="1400" b="1"/><a:t>{chart_data.plain(title)}</a:t></a:r>'
    rich = f'<a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1400" b="1"/></a:pPr>{run}</a:p>'
    return element("c:title", {}, f"<c:tx><c:rich>{rich}</c:rich></c:tx>" + _value("overlay", 0))


def _plot(chart: Chart, along: Categories | None, shown: Sequence[Series]) -> str:
    """The element of the chart's kind, which holds the series."""
    listed = "".join(chart_data.series(chart.kind, n, one, along) for n, one in enumerate(shown))
    axes = _value("axId", chart_axes.CATEGORIES) + _value("axId", chart_axes.NUMBERS)
    plain = _value("varyColors", 0) + listed
    match chart.kind:
        case "column" | "bar":
            direction = _value("barDir", "col" if chart.kind == "column" else "bar")
            grouping = _value("grouping", _BAR_GROUPINGS[chart.stacking])
            overlap = "" if chart.stacking == "none" else _value("overlap", 100)
            return element(
                "c:barChart", {}, f"{direction}{grouping}{plain}{_value('gapWidth', 80)}{overlap}{axes}"
            )
        case "line":
            grouping = _value("grouping", _GROUPINGS[chart.stacking])
            return element("c:lineChart", {}, f"{grouping}{plain}{_value('marker', 1)}{axes}")
        case "area":
            return element("c:areaChart", {}, _value("grouping", _GROUPINGS[chart.stacking]) + plain + axes)
        case "pie":
            return element("c:pieChart", {}, _value("varyColors", 1) + listed + _value("firstSliceAng", 0))
        case "doughnut":
            hole = _value("firstSliceAng", 0) + _value("holeSize", 50)
            return element("c:doughnutChart", {}, _value("varyColors", 1) + listed + hole)
