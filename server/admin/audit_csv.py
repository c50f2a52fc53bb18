"""The audit trail as a CSV file in which no text can act as a formula."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from server.identity.audit_reading import Told
from server.web import as_utc

HEADINGS = ("Number", "Moment (UTC)", "Who", "What", "About", "Details")
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def lines(entries: Iterable[Told]) -> Iterator[str]:
    """The file, piece by piece; a mark at its beginning tells Excel that it is UTF-8."""
    yield "\ufeff" + _line(HEADINGS)
    for one in entries:
        yield _line((one.number, as_utc(one.at), one.who, one.happening, one.about, one.details))


def harmless(text: str) -> str:
    """`text`, behind an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_BEGINS_A_FORMULA) else text


def _line(values: Iterable[object]) -> str:
    target = StringIO()
    csv.writer(target).writerow([harmless(value) if isinstance(value, str) else value for value in values])
    return target.getvalue()
