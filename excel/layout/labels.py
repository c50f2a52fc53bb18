"""Label filters: whether an item's label passes a test."""

import re
from datetime import date

from excel.book import Filter, LabelFilter
from excel.data.contents import Content


def passes(rule: Filter | None, label: Content) -> bool:
    """Whether an item stays, as far as its label decides."""
    if not isinstance(rule, LabelFilter):
        return True
    negative = rule.test.startswith("not_")
    return negative != _passes(rule.test.removeprefix("not_"), rule, text_of(label).casefold())


def text_of(label: Content) -> str:
    """A label as it is shown, as far as a filter is concerned."""
    if isinstance(label, bool):
        return str(label).upper()
    if isinstance(label, float) and label.is_integer():
        return str(int(label))
    return label.isoformat() if isinstance(label, date) else str(label)


def _passes(test: str, rule: LabelFilter, text: str) -> bool:
    first, second = rule.text.casefold(), (rule.second or "").casefold()
    match test:
        case "greater":
            return text > first
        case "greater_or_equal":
            return text >= first
        case "less":
            return text < first
        case "less_or_equal":
            return text <= first
        case "between":
            return first <= text <= second
        case _:
            before = ".*" if test in ("ends_with", "contains") else ""
            after = ".*" if test in ("begins_with", "contains") else ""
            return re.fullmatch(before + _pattern(first) + after, text, re.DOTALL) is not None


def _pattern(text: str) -> str:
    """Excel's wildcards as a regular expression."""
    wild = {"*": ".*", "?": "."}
    tokens = re.findall(r"~[~*?]|.", text, re.DOTALL)
    return "".join(wild.get(t, re.escape(t[1:] if t[0] == "~" and len(t) > 1 else t)) for t in tokens)
