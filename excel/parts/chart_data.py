"""The series of a chart, their names, categories and numbers: where they stand, and what stands there now."""

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

from excel.book import ChartKind
from excel.data.contents import number
from excel.drawings.charting import Categories, Labels, Series
from excel.markup import element, text

_ACCENTS = 6
# After six series the accents come again, darker, and then lighter.
_SHADES = ("", '<a:lumMod val="60000"/>', '<a:lumMod val="60000"/><a:lumOff val="40000"/>')
_LINE_WIDTH = 28_575
_UNSPEAKABLE = re.compile("[\x00-\x1f\ufffe\uffff]")


def series(kind: ChartKind, place: int, shown: Series, along: Categories | None) -> str:
    """One series; the order of its children is the schema's."""
    name = element("c:strRef", {}, formula(shown.name_cells) + _strings(((0, shown.name),), 1))
    content = (
        f'<c:idx val="{place}"/><c:order val="{place}"/>',
        element("c:tx", {}, name),
        _look(kind, place),
        '<c:invertIfNegative val="0"/>' if kind in ("column", "bar") else "",
        '<c:marker><c:symbol val="none"/></c:marker>' if kind == "line" else "",
        "" if along is None else element("c:cat", {}, _categories(along)),
        element("c:val", {}, element("c:numRef", {}, formula(shown.cells) + _numbers(shown))),
        '<c:smooth val="0"/>' if kind == "line" else "",
    )
    return element("c:ser", {}, "".join(content))


def plain(value: str) -> str:
    """A text of DrawingML, which doesn't know Excel's escapes: what XML can't carry becomes a blank."""
    return escape(_UNSPEAKABLE.sub(" ", value))


def formula(reference: str) -> str:
    return f"<c:f>{plain(reference)}</c:f>"


def _look(kind: ChartKind, place: int) -> str:
    """A colour of the theme; slices of pies and rings get one each by themselves."""
    if kind in ("pie", "doughnut"):
        return ""
    rounds, accent = divmod(place, _ACCENTS)
    colour = element("a:schemeClr", {"val": f"accent{accent + 1}"}, _SHADES[rounds % len(_SHADES)])
    fill = element("a:solidFill", {}, colour)
    line = element("a:ln", {"w": _LINE_WIDTH, "cap": "rnd"}, fill + "<a:round/>") if kind == "line" else ""
    return element("c:spPr", {}, line or fill)


def _categories(along: Categories) -> str:
    if len(along.levels) == 1:
        return element("c:strRef", {}, formula(along.cells) + _strings(along.levels[0], along.count))
    levels = "".join(element("c:lvl", {}, _points(labels)) for labels in along.levels)
    cached = element("c:multiLvlStrCache", {}, f'<c:ptCount val="{along.count}"/>{levels}')
    return element("c:multiLvlStrRef", {}, formula(along.cells) + cached)


def _strings(labels: Labels, count: int) -> str:
    return element("c:strCache", {}, f'<c:ptCount val="{count}"/>{_points(labels)}')


def _points(labels: Sequence[tuple[int, str]]) -> str:
    return "".join(element("c:pt", {"idx": n}, f"<c:v>{text(label)}</c:v>") for n, label in labels)


def _numbers(shown: Series) -> str:
    """The numbers; a place without one has no point."""
    points = "".join(
        element("c:pt", {"idx": place}, f"<c:v>{number(one)}</c:v>")
        for place, one in enumerate(shown.numbers)
        if one is not None
    )
    start = f"<c:formatCode>{text(shown.number_format)}</c:formatCode>"
    return element("c:numCache", {}, f'{start}<c:ptCount val="{len(shown.numbers)}"/>{points}')
