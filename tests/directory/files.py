"""Files as people would choose them, made in memory."""

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook


def workbook(*rows: Sequence[object], **more_sheets: Sequence[Sequence[object]]) -> BytesIO:
    """A real .xlsx with `rows` on its first sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for title, its_rows in more_sheets.items():
        sheet = book.create_sheet(title)
        for row in its_rows:
            sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    stream.seek(0)
    return stream


def text(content: str, encoding: str = "utf-8") -> BytesIO:
    """A text file."""
    return BytesIO(content.encode(encoding))


def with_part(stream: BytesIO, name: str, content: bytes) -> BytesIO:
    """The archive with one of its parts replaced."""
    changed = BytesIO()
    with ZipFile(stream) as old, ZipFile(changed, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    changed.seek(0)
    return changed
