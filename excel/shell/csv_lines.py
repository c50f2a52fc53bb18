"""The lines of a CSV file, before anybody looks at values: what belongs together, and whether it is whole.

Polars fills up short lines and takes some stray quotes as they come, in silence; so every line is looked at
here first. A record is one row of data: a line, or several when quotes hold line breaks. It is a pair: the
number of its first line, counted from 1, and the text with its line end.
"""

import re
from collections.abc import Iterable, Iterator

from excel.problems import DataProblem

Record = tuple[int, str]

_CANDIDATES = (",", ";", "\t")
_BLANK = frozenset({"", "\n", "\r\n", "\r"})
_ENDS = r"\r?\n?"


def records(lines: Iterable[str]) -> Iterator[Record]:
    """The records that the lines make up, blank ones too.

    lines: with their ends.
    Raises: DataProblem when the last one's quotes are never closed.
    """
    first, pieces = 0, list[str]()
    for number, line in enumerate(lines, 1):
        if not pieces and line.count('"') % 2 == 0:
            yield number, line
            continue
        first = first if pieces else number
        pieces.append(line)
        if len(pieces) > 1 and line.count('"') % 2:
            yield first, "".join(pieces)
            pieces = []
    if pieces:
        raise DataProblem(f"line {first}: a quote is opened and never closed.")


def is_blank(record: Record) -> bool:
    """Whether there is nothing, not even a delimiter."""
    return record[1] in _BLANK


def counted(found: Iterable[Record], delimiter: str, width: int) -> int:
    """How many rows there are, once each has its values and sound quotes. Blank lines at the end don't count.

    found: behind the header; width: the number of values that each must have.
    Raises: DataProblem naming the first line that has not.
    """
    field = _field(delimiter)
    sound = re.compile(f"(?:{field}{re.escape(delimiter)}){{{width - 1}}}{field}{_ENDS}")
    rows, blank = 0, list[int]()
    for line, text in found:
        if text in _BLANK:
            blank.append(line)
            continue
        if blank and width > 1:
            raise DataProblem(f"line {blank[0]} is blank, with more data below it.")
        if not (sound.fullmatch(text) if '"' in text else text.count(delimiter) == width - 1):
            raise DataProblem(_unsound(line, text, delimiter, width))
        rows += 1 + len(blank)
        blank.clear()
    return rows


def delimiter_of(header: Record) -> str:
    """Which of comma, semicolon and tab the first line has most of; a comma when it has none."""
    unquoted = "".join(header[1].split('"')[::2])
    return max(_CANDIDATES, key=unquoted.count)


def values_of(record: Record, delimiter: str) -> list[str]:
    """The values of one record.

    Raises: DataProblem when its quotes are unsound.
    """
    line, text = record[0], record[1].removesuffix("\n").removesuffix("\r")
    one = re.compile(rf"({_field(delimiter)})({re.escape(delimiter)}|\Z)")
    values, at = list[str](), 0
    while match := one.match(text, at):
        quoted = match[1].startswith('"')
        values.append(match[1][1:-1].replace('""', '"') if quoted else match[1])
        if not match[2]:
            return values
        at = match.end()
    raise DataProblem(_unsound(line, text, delimiter, 0))


def _field(delimiter: str) -> str:
    """A pattern for one value; its plus signs keep what doesn't match from being tried in many ways."""
    return f'(?:[^"{re.escape(delimiter)}]*+(?!")|"(?:[^"]++|"")*+")'


def _unsound(line: int, text: str, delimiter: str, width: int) -> str:
    field = _field(delimiter)
    if re.fullmatch(f"(?:{field}{re.escape(delimiter)})*+{field}{_ENDS}", text) is None:
        return (
            f"line {line}: a quote stands inside a value that doesn't begin with one, or something follows a "
            "closing quote; put the whole value in quotes and double those inside it."
        )
    has = "".join(text.split('"')[::2]).count(delimiter) + 1
    return f"line {line} has {has} {'value' if has == 1 else 'values'}; the header has {width}."
