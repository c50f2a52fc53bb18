"""The heading of a value, as Excel words it."""

from excel.book import Value

_WORDS = {"count_numbers": "Count of numbers in", "stdev": "StdDev of", "stdevp": "StdDevp of"}


def caption(value: Value) -> str:
    """Its own, or the one that its function gives."""
    words = _WORDS.get(value.function, f"{value.function.capitalize()} of")
    return value.caption if value.caption is not None else f"{words} {value.field}"
