"""The zip file: pieces deflated on their own are one part, and every reader finds it."""

import struct
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from excel.package import zip_format
from excel.package.archive import archive
from excel.package.deflating import deflate
from excel.package.spool import Spool
from excel.package.zip_format import Member, directory_end, directory_entry, local_header

GIGABYTE = 1 << 30


def test_parts_are_read_as_they_were_written(tmp_path: Path) -> None:
    with archive(tmp_path / "out.zip") as opened, Spool() as spool:
        opened.add("small.xml", "<é/>")
        for number in range(3):
            spool.add(deflate([f"<row>{number}</row>".encode()]))
        opened.add_spooled("deep/large.xml", "<all>", spool, "</all>")
        opened.add("empty.xml", b"")
    with ZipFile(tmp_path / "out.zip") as read:
        assert read.testzip() is None
        assert read.namelist() == ["small.xml", "deep/large.xml", "empty.xml"]
        assert read.read("small.xml").decode() == "<é/>"
        assert read.read("deep/large.xml") == b"<all><row>0</row><row>1</row><row>2</row></all>"
        assert {one.date_time for one in read.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_file_that_can_not_seek_gets_the_same(tmp_path: Path) -> None:
    class Stream(BytesIO):
        def seek(self, *_: object) -> int:
            raise OSError("no seeking here")

    stream = Stream()
    for target in (stream, tmp_path / "out.zip"):
        with archive(target) as opened:
            opened.add("a.xml", "<a/>")
    assert stream.getvalue() == (tmp_path / "out.zip").read_bytes()


def test_what_fails_half_way_leaves_no_file_and_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "out.zip"
    target.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), archive(target) as opened:
        opened.add("a.xml", "<a/>")
        raise ZeroDivisionError
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("out.zip", b"old")]


def test_pieces_join_to_one_stream() -> None:
    pieces = [deflate([b"a" * 100]), deflate([]), deflate([b"b" * 100], last=True)]
    joined = b"".join(piece.deflated for piece in pieces)
    assert zlib.decompress(joined, wbits=-15) == b"a" * 100 + b"b" * 100


def test_members_beyond_4_gigabytes_have_their_sizes_in_64_bits() -> None:
    member = Member("big.xml", 7, 6 * GIGABYTE, 5 * GIGABYTE, 4 * GIGABYTE)
    header, entry = local_header(member), directory_entry(member)
    assert struct.unpack_from("<HHQQ", header, 30 + 7) == (1, 16, 6 * GIGABYTE, 5 * GIGABYTE)
    assert struct.unpack_from("<HHQQQ", entry, 46 + 7) == (1, 24, 6 * GIGABYTE, 5 * GIGABYTE, 4 * GIGABYTE)
    end = directory_end(3, 200, 5 * GIGABYTE)
    assert end.startswith(b"PK\6\6") and b"PK\6\7" in end and end[-22:-18] == b"PK\5\6"
    assert struct.unpack_from("<QQQQ", end, 24) == (3, 3, 200, 5 * GIGABYTE)


def test_a_directory_beyond_its_limits_is_read_by_another_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the limits lowered every size stands in 64 bits, and zipfile still finds all."""
    file = BytesIO()
    monkeypatch.setattr(zip_format, "_FULL_SHORT", 1)
    with archive(file) as opened:
        opened.add("a.xml", "<a/>")
        opened.add("b.xml", "<b/>")
    assert b"PK\6\6" in file.getvalue()


def test_small_files_use_no_64_bits() -> None:
    file = BytesIO()
    with archive(file) as opened:
        opened.add("a.xml", "<a/>")
    assert b"PK\6\6" not in file.getvalue()
    assert struct.unpack_from("<H", file.getvalue(), 4) == (20,)
