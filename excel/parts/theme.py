"""The theme `xl/theme/theme1.xml`: fonts, and the colours that Table and pivot styles are painted with."""

from excel.markup import DECLARATION

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COLOURS = {
    "dk1": '<a:sysClr val="windowText" lastClr="000000"/>',
    "lt1": '<a:sysClr val="window" lastClr="FFFFFF"/>',
    "dk2": '<a:srgbClr val="1F3A54"/>',
    "lt2": '<a:srgbClr val="EEF1F4"/>',
    "accent1": '<a:srgbClr val="2F6690"/>',
    "accent2": '<a:srgbClr val="D97B29"/>',
    "accent3": '<a:srgbClr val="7A8794"/>',
    "accent4": '<a:srgbClr val="E0B03A"/>',
    "accent5": '<a:srgbClr val="5B9BA8"/>',
    "accent6": '<a:srgbClr val="5E8C4A"/>',
    "hlink": '<a:srgbClr val="0563C1"/>',
    "folHlink": '<a:srgbClr val="7B4F8C"/>',
}
_SOLID = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_NO_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def xml() -> str:
    """The whole part. The schema asks for three fills, lines and effects each; plain ones will do."""
    colours = "".join(f"<a:{name}>{colour}</a:{name}>" for name, colour in _COLOURS.items())
    lines = "".join(f'<a:ln w="{width}">{_SOLID}</a:ln>' for width in (6350, 12700, 19050))
    return (
        f'{DECLARATION}<a:theme xmlns:a="{_DRAWING}" name="Workbook"><a:themeElements>'
        f'<a:clrScheme name="Workbook">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Workbook">{_font("major")}{_font("minor")}</a:fontScheme>'
        f'<a:fmtScheme name="Workbook"><a:fillStyleLst>{_SOLID * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{_NO_EFFECT * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_SOLID * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def _font(name: str) -> str:
    return f'<a:{name}Font><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/></a:{name}Font>'
