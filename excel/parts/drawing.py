"""What floats above a sheet, `xl/drawings/drawingN.xml`: the frames of its slicers and charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from excel.book import Chart, Slicer
from excel.drawings.anchors import Anchor, Point
from excel.markup import DECLARATION, RELATIONS, attribute, element

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_SHEET_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_A14 = "http://schemas.microsoft.com/office/drawing/2010/main"
_SLICER = "http://schemas.microsoft.com/office/drawing/2010/slicer"
# English Metric Units in a pixel.
_EMU = 9525
_NOWHERE = '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/>'
_FALLBACK = "This shape represents a slicer. Slicers are supported in Excel 2010 or later."


@dataclass(frozen=True)
class Frame:
    """A slicer or a chart at its place; link: the relationship to the chart's part."""

    drawn: Slicer | Chart
    anchor: Anchor
    link: str | None = None


def xml(frames: Sequence[Frame]) -> str:
    """The whole part. Each frame takes two numbers of its own, the second for a slicer's stand-in."""
    anchors = "".join(_anchored(frame, 2 * place) for place, frame in enumerate(frames, 1))
    spaces = {"xmlns:xdr": _SHEET_DRAWING, "xmlns:a": DRAWING, "xmlns:r": RELATIONS}
    return DECLARATION + element("xdr:wsDr", spaces, anchors)


def _anchored(frame: Frame, number: int) -> str:
    """Moved with its cells, but not stretched: pivots change the widths of their columns."""
    shape = _slicer(frame.drawn, number) if isinstance(frame.drawn, Slicer) else _chart(frame, number)
    ends = _end("from", frame.anchor.start) + _end("to", frame.anchor.end)
    return element("xdr:twoCellAnchor", {"editAs": "oneCell"}, f"{ends}{shape}<xdr:clientData/>")


def _end(name: str, point: Point) -> str:
    return (
        f"<xdr:{name}><xdr:col>{point.column - 1}</xdr:col><xdr:colOff>{point.across * _EMU}</xdr:colOff>"
        f"<xdr:row>{point.row - 1}</xdr:row><xdr:rowOff>{point.down * _EMU}</xdr:rowOff></xdr:{name}>"
    )


def _named(number: int, name: str, description: str) -> str:
    """Number, name and alternative text; they are plain XML strings, without Excel's escapes."""
    return f'<xdr:cNvPr id="{number}" name={quoteattr(name)} descr={quoteattr(description)}/>'


def _frame(named: str, kind: str, content: str) -> str:
    return (
        f'<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>{named}<xdr:cNvGraphicFramePr/>'
        f"</xdr:nvGraphicFramePr><xdr:xfrm>{_NOWHERE}</xdr:xfrm>"
        f'<a:graphic><a:graphicData uri="{kind}">{content}</a:graphicData></a:graphic></xdr:graphicFrame>'
    )


def _chart(frame: Frame, number: int) -> str:
    named = _named(number, f"Chart {number // 2}", described(frame.drawn))
    return _frame(named, CHART, element("c:chart", {"xmlns:c": CHART, "r:id": frame.link}))


def _slicer(slicer: Slicer, number: int) -> str:
    shown = f'<sle:slicer xmlns:sle="{_SLICER}" name="{attribute(slicer.name)}"/>'
    own = _frame(_named(number, slicer.name, described(slicer)), _SLICER, shown)
    return (
        f'<mc:AlternateContent xmlns:mc="{_COMPATIBILITY}"><mc:Choice xmlns:a14="{_A14}" Requires="a14">{own}'
        f"</mc:Choice><mc:Fallback>{_stand_in(slicer, number + 1)}</mc:Fallback></mc:AlternateContent>"
    )


def _stand_in(slicer: Slicer, number: int) -> str:
    """What programs show that know no slicers."""
    named = _named(number, slicer.name, described(slicer))
    return (
        f'<xdr:sp macro="" textlink=""><xdr:nvSpPr>{named}<xdr:cNvSpPr><a:spLocks noTextEdit="1"/>'
        f"</xdr:cNvSpPr></xdr:nvSpPr><xdr:spPr><a:xfrm>{_NOWHERE}</a:xfrm>"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:prstClr val="white"/></a:solidFill>'
        '<a:ln w="1"><a:solidFill><a:prstClr val="green"/></a:solidFill></a:ln></xdr:spPr><xdr:txBody>'
        '<a:bodyPr vertOverflow="clip" horzOverflow="clip"/><a:lstStyle/>'
        f'<a:p><a:r><a:rPr lang="en-US" sz="1100"/><a:t>{_FALLBACK}</a:t></a:r></a:p></xdr:txBody></xdr:sp>'
    )


def described(drawn: Slicer | Chart) -> str:
    """The alternative text."""
    if isinstance(drawn, Slicer):
        return f"Slicer: filters {', '.join(drawn.pivots)} by {drawn.field}"
    if drawn.alternative_text is not None:
        return drawn.alternative_text
    return drawn.title or f"{drawn.kind.capitalize()} chart of {drawn.pivot}"
