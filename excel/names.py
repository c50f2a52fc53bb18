"""What Excel allows as a name: each rule answers the end of a sentence, or None when the name will do."""

import re

from excel.markup import utf16_units

_TABLE = re.compile(r"[^\W\d][\w.]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*|[Cc]\d*|[Rr]\d+[Cc]\d+|[Rr][Cc]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def wrong_sheet_name(name: str) -> str | None:
    """Why a sheet can't have this name."""
    if not 1 <= utf16_units(name) <= 31:
        return "must have 1 to 31 characters"
    if re.search(r"[:\\/?*\[\]]", name) or _CONTROL.search(name):
        return r"must not contain : \ / ? * [ ] or control characters"
    if name.startswith("'") or name.endswith("'"):
        return "must not begin or end with an apostrophe"
    if name.casefold() == "history":
        return "is kept by Excel for itself"
    return None


def wrong_table_name(name: str) -> str | None:
    """Why a Table can't have this name."""
    if utf16_units(name) > 255:
        return "must not be longer than 255 characters"
    if _TABLE.fullmatch(name) is None:
        return "must begin with a letter or _ and hold only letters, digits, _ and full stops"
    if _LIKE_A_CELL.fullmatch(name):
        return "reads like a cell reference"
    return None


def wrong_label(name: str) -> str | None:
    """Why a column, a calculated field, a pivot or a caption can't have this name."""
    if not 1 <= utf16_units(name) <= 255:
        return "must have 1 to 255 characters"
    if _CONTROL.search(name):
        return "must be one line without control characters"
    if name != name.strip():
        return "must not begin or end with a blank"
    return None


def twins(names: list[str]) -> list[str]:
    """Names that were there before, without regard to case, in the order given."""
    seen: set[str] = set()
    again = []
    for name in names:
        if name.casefold() in seen:
            again.append(name)
        seen.add(name.casefold())
    return again


def plain_in_formula(name: str) -> bool:
    """Whether a field's name can stand in a formula without apostrophes."""
    return re.fullmatch(r"[^\W\d]\w*", name) is not None and _LIKE_A_CELL.fullmatch(name) is None
