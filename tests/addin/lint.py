"""Finds what Internet Explorer 11 lacks, beyond the syntax and library that es-check and tsc see.

tsc knows the DOM of today only, so these names are our own list: what is tempting, not all that is missing.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """A line that would not work, and the word in it."""

    line: int
    word: str


def any_of(*patterns: str) -> re.Pattern[str]:
    """Matches where one of the patterns does."""
    return re.compile("|".join(patterns))


GLOBALS = (
    "fetch|URLSearchParams|AbortController|IntersectionObserver|ResizeObserver|structuredClone|queueMicrotask"
)
METHODS = (
    "closest|matches|append|prepend|before|after|remove|replaceWith|replaceChildren|toggleAttribute|randomUUID"
    "|finally|reportValidity|requestSubmit"
)
MISSING_IN_SCRIPTS = any_of(
    rf"\b(?:{GLOBALS})\b",
    r"\bnew (?:URL|Event|CustomEvent)\(",
    rf"\.(?:{METHODS})\(",
    r"\bdocument\.currentScript\b",
    r"\.isConnected\b",
)

# Where data could become markup or code.
DANGEROUS = any_of(
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|eval)\b", r"\bdocument\.write\b", r"\bnew Function\b"
)

# What layout or colour would depend on. Enhancements that may be ignored (accent-color, sticky) are not here.
PROPERTIES = (
    r"gap|row-gap|column-gap|inset|aspect-ratio|object-fit|place-items|(?:margin|padding)-(?:inline|block)"
)
MISSING_IN_STYLES = any_of(
    r"\bvar\(",
    r"--[a-z][\w-]*\s*:",
    r"\bdisplay:\s*(?:grid|inline-grid|contents|flow-root)",
    rf"(?<![\w-])(?:{PROPERTIES})\s*:",
    r"\b(?:clamp|min|max)\(",
    r":(?:is|where|has|focus-visible|focus-within)\b",
    r"\b(?:unset|revert)\s*;",
    r"@(?:supports|layer|container)\b",
    r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{4})\b",
)

COMMENT = re.compile(r"/\*.*?\*/|(?<![:'\"])//[^\n]*", re.DOTALL)


def without_comments(text: str) -> str:
    """The code; lines keep their numbers."""
    return COMMENT.sub(lambda comment: "\n" * comment.group().count("\n"), text)


def findings(text: str, pattern: re.Pattern[str]) -> list[Finding]:
    """Every place in the code where the pattern stands."""
    return [
        Finding(number, found.group())
        for number, line in enumerate(without_comments(text).split("\n"), 1)
        for found in pattern.finditer(line)
    ]
