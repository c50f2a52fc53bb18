"""What a check says."""

from dataclasses import dataclass
from typing import Literal, cast

from manifest.tree import Element

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Finding:
    """One thing in a manifest: an error to mend before it is handed out, or a warning to think about.

    `line` counts from 1; `code` is a stable name for programs, `sentence` is for people.
    """

    line: int
    code: str
    sentence: str
    severity: Severity = "error"


def error(element: Element, code: str, sentence: str) -> Finding:
    """A finding that must be mended, at the line of an element."""
    return Finding(_line(element), code, sentence)


def warning(element: Element, code: str, sentence: str) -> Finding:
    """A finding to think about, at the line of an element."""
    return Finding(_line(element), code, sentence, "warning")


def _line(element: Element) -> int:
    """The stubs of lxml leave the type of `sourceline` open; elements that were not parsed have none."""
    return cast("int | None", element.sourceline) or 1
