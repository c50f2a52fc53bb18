"""The headers of a zip file, after PKWARE's APPNOTE 6.3.10: members deflated already, larger than 4 GB only
where they are. Python's `zipfile` knows no way to add what is compressed already."""

import struct
from dataclasses import dataclass

_DEFLATED = 8
# The first moment that a zip can name, 1 January 1980: the same content gives the same bytes.
_TIME, _DATE = 0, 1 << 5 | 1
_UTF8_NAME = 1 << 11
_VERSION, _VERSION_64 = 20, 45
# What doesn't fit says so, and stands in 64 bits behind the header.
_FULL, _FULL_SHORT = 0xFFFFFFFF, 0xFFFF


@dataclass(frozen=True)
class Member:
    """A member: its sizes in bytes, and the place of its header from the file's beginning."""

    path: str
    crc: int
    size: int
    deflated_size: int
    offset: int


def local_header(member: Member) -> bytes:
    """What stands before the member's content."""
    large = max(member.size, member.deflated_size) >= _FULL
    extra = struct.pack("<HHQQ", 1, 16, member.size, member.deflated_size) if large else b""
    name = member.path.encode()
    sizes = (_FULL, _FULL) if large else (member.deflated_size, member.size)
    return (
        struct.pack("<4s5H3I2H", b"PK\3\4", *_common(large), member.crc, *sizes, len(name), len(extra))
        + name
        + extra
    )


def _common(large: bool) -> tuple[int, int, int, int, int]:
    return _VERSION_64 if large else _VERSION, _UTF8_NAME, _DEFLATED, _TIME, _DATE


def directory_entry(member: Member) -> bytes:
    """The member's entry in the central directory."""
    numbers = (member.size, member.deflated_size, member.offset)
    beyond = [number for number in numbers if number >= _FULL]
    extra = struct.pack(f"<HH{len(beyond)}Q", 1, 8 * len(beyond), *beyond) if beyond else b""
    size, deflated, offset = (min(number, _FULL) for number in numbers)
    name, large = member.path.encode(), bool(beyond)
    head = struct.pack(
        "<4s6H3I5H2I",
        b"PK\1\2",
        _VERSION_64 if large else _VERSION,
        *_common(large),
        member.crc,
        deflated,
        size,
        len(name),
        len(extra),
        0,
        0,
        0,
        0,
        offset,
    )
    return head + name + extra


def directory_end(members: int, size: int, offset: int) -> bytes:
    """What ends the file: how many entries the directory has, its size and its place."""
    whole = b""
    if members >= _FULL_SHORT or size >= _FULL or offset >= _FULL:
        whole = struct.pack(
            "<4sQ2H2I4Q", b"PK\6\6", 44, _VERSION_64, _VERSION_64, 0, 0, members, members, size, offset
        )
        whole += struct.pack("<4sIQI", b"PK\6\7", 0, offset + size, 1)
    count = min(members, _FULL_SHORT)
    return whole + struct.pack(
        "<4s4H2IH", b"PK\5\6", 0, 0, count, count, min(size, _FULL), min(offset, _FULL), 0
    )
