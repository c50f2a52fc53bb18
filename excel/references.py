"""Cells and ranges by the names that Excel gives them; rows and columns count from 1."""

import re

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d*)")


def letters(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def cell(row: int, column: int) -> str:
    return f"{letters(column)}{row}"


def area(top: int, left: int, bottom: int, right: int) -> str:
    return f"{cell(top, left)}:{cell(bottom, right)}"


def parse_cell(reference: str) -> tuple[int, int]:
    """Row and column of a reference such as "B7".

    Raises: ValueError when it is none.
    """
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(f"{reference!r} is no cell reference")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def parse_area(reference: str) -> tuple[int, int, int, int]:
    """Top, left, bottom and right of a range such as "A6:E15"; a single cell is a range of one.

    Raises: ValueError when it is none.
    """
    first, _, last = reference.partition(":")
    return (*parse_cell(first), *parse_cell(last or first))
