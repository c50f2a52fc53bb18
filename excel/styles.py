"""How cells look, and the style sheet that says so.

A pivot's own style is painted by Excel and stored nowhere; cells look alike without it, for previewers.
"""

from dataclasses import dataclass, field
from typing import Literal

from excel.markup import DECLARATION, MAIN, element

Role = Literal["plain", "title", "header", "group", "total", "total_column"]

_BUILT_IN = {
    "General": 0,
    "0": 1,
    "0.00": 2,
    "#,##0": 3,
    "#,##0.00": 4,
    "0%": 9,
    "0.00%": 10,
    "mm-dd-yy": 14,
    "m/d/yy h:mm": 22,
    "@": 49,
}
# Numbers from here on are free for a workbook's own formats.
_FIRST_OWN_FORMAT = 164

_ROLES: tuple[Role, ...] = ("plain", "title", "header", "group", "total", "total_column")
_COLOUR, _NAME = '<color theme="1"/>', '<name val="Calibri"/><family val="2"/><scheme val="minor"/>'
_FONTS = (
    f'<font><sz val="11"/>{_COLOUR}{_NAME}</font>',
    f'<font><b/><sz val="15"/><color theme="3"/>{_NAME}</font>',
    f'<font><b/><sz val="11"/><color theme="0"/>{_NAME}</font>',
    *[f'<font><b/><sz val="11"/>{_COLOUR}{_NAME}</font>'] * 3,
)
_SOLID = (
    '<fill><patternFill patternType="solid"><fgColor theme="4"{}/><bgColor indexed="64"/>'
    "</patternFill></fill>"
)
# Excel takes the first two fills as given, whatever they say.
_FILLS = (
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    _SOLID.format(""),
    _SOLID.format(' tint="0.79998168889431442"'),
)
_FILL_OF: dict[Role, int] = {"plain": 0, "title": 0, "header": 2, "group": 3, "total": 0, "total_column": 0}
_BORDERS = (
    "<border><left/><right/><top/><bottom/><diagonal/></border>",
    '<border><left/><right/><top style="double"><color theme="4"/></top><bottom/><diagonal/></border>',
)


@dataclass(frozen=True)
class Look:
    """How a cell looks.

    indent: None leaves the alignment to Excel; a number aligns to the left with so many steps.
    button: the cell bears a pivot's drop-down button.
    """

    role: Role = "plain"
    number_format: str = "General"
    indent: int | None = None
    button: bool = False


@dataclass
class Styles:
    """The looks that a workbook uses so far; each gets a number, which cells refer to."""

    _looks: dict[Look, int] = field(default_factory=lambda: {Look(): 0})
    _formats: dict[str, int] = field(default_factory=dict)

    def number(self, look: Look) -> int:
        """The number of a look, new or known."""
        self.format_number(look.number_format)
        return self._looks.setdefault(look, len(self._looks))

    def format_number(self, number_format: str) -> int:
        """The number of a number format: Excel's own, or one of the workbook's."""
        if number_format in _BUILT_IN:
            return _BUILT_IN[number_format]
        return self._formats.setdefault(number_format, _FIRST_OWN_FORMAT + len(self._formats))

    def xml(self) -> str:
        """The part `xl/styles.xml`."""
        formats = [element("numFmt", {"numFmtId": n, "formatCode": f}) for f, n in self._formats.items()]
        looks = [self._format_element(look) for look in self._looks]
        plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
        return (
            f'{DECLARATION}<styleSheet xmlns="{MAIN}">{_listed("numFmts", formats) if formats else ""}'
            f"{_listed('fonts', _FONTS)}{_listed('fills', _FILLS)}{_listed('borders', _BORDERS)}"
            f"{_listed('cellStyleXfs', [plain + '/>'])}{_listed('cellXfs', looks)}"
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
            '<dxfs count="0"/><tableStyles count="0" defaultTableStyle="TableStyleMedium2"'
            ' defaultPivotStyle="PivotStyleMedium2"/></styleSheet>'
        )

    def _format_element(self, look: Look) -> str:
        font, fill = _ROLES.index(look.role), _FILL_OF[look.role]
        number, border = self.format_number(look.number_format), int(look.role == "total")
        attributes = {
            "numFmtId": number,
            "fontId": font,
            "fillId": fill,
            "borderId": border,
            "xfId": 0,
            "pivotButton": 1 if look.button else None,
            "applyNumberFormat": 1 if number else None,
            "applyFont": 1 if font else None,
            "applyFill": 1 if fill else None,
            "applyBorder": 1 if border else None,
            "applyAlignment": None if look.indent is None else 1,
        }
        return element("xf", attributes, _alignment(look.indent))


def _alignment(indent: int | None) -> str:
    if indent is None:
        return ""
    return element("alignment", {"horizontal": "left", "indent": indent or None})


def _listed(name: str, elements: list[str] | tuple[str, ...]) -> str:
    return element(name, {"count": len(elements)}, "".join(elements))
