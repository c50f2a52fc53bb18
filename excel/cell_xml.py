"""Cells as XML, the same for data sheets and pivot sheets."""

from datetime import date

from excel import markup
from excel.cells import Content, serial
from excel.contents import number


def tail(content: Content, style: int) -> str:
    """A cell from behind its reference on, to follow `<c r="A1"`."""
    styled = f' s="{style}"' if style else ""
    match content:
        case None:
            return f"{styled}/>"
        case str():
            return f"{styled}{inline(content)}"
        case bool():
            return f'{styled} t="b"><v>{content:d}</v></c>'
        case date():
            return f"{styled}><v>{number(serial(content))}</v></c>"
        case _:
            return f"{styled}><v>{number(content)}</v></c>"


def inline(text: str) -> str:
    """A text as a cell's own string; blanks at its ends and line breaks are kept."""
    keep = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f' t="inlineStr"><is><t{keep}>{markup.text(text)}</t></is></c>'
