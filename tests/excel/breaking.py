"""Ways to break a finished workbook."""

import re
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile


def parts_of(workbook: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(workbook)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def packed(parts: Mapping[str, str | bytes], *more: tuple[str, str]) -> bytes:
    """A workbook of these parts; `more` may repeat an entry."""
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in (*parts.items(), *more):
            archive.writestr(name, content)
    return file.getvalue()


def edited(workbook: bytes, part: str, pattern: str, replacement: str) -> bytes:
    """The workbook with the first match of a regular expression in one part replaced."""
    parts = parts_of(workbook)
    changed, times = re.subn(pattern, replacement, parts[part], count=1)
    assert times == 1, f"{pattern} is not in {part}"
    assert changed != parts[part], f"{pattern} changes nothing in {part}"
    return packed(parts | {part: changed})


def without(workbook: bytes, part: str) -> bytes:
    return packed({name: content for name, content in parts_of(workbook).items() if name != part})
