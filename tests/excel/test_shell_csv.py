"""CSV is read as it is meant, and what has no meaning is refused with its line."""

import csv
import io
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from excel.book import Kind
from excel.problems import DataProblem
from excel.shell.csv_file import CsvFile, csv_file
from excel.shell.csv_kinds import kinds_of, values
from excel.shell.layout import CsvForm


@pytest.fixture
def opened(tmp_path: Path) -> Any:
    """Looks through a CSV file with these bytes."""

    def looked_through(raw: bytes, **form: Any) -> CsvFile:
        path, room = tmp_path / "data.csv", tmp_path / "room"
        path.write_bytes(raw)
        room.mkdir(exist_ok=True)
        return csv_file(path, CsvForm(**form), room)

    return looked_through


@pytest.fixture
def column(opened: Any) -> Any:
    """The kind and the values of a column with these cells."""

    def read(*cells: str, kind: Kind | None = None, **form: Any) -> tuple[Kind, list[Any]]:
        text = "".join(f'"{cell}",\n' for cell in ("x", *cells)).replace(",", ",y", 1)
        file = opened(text.encode(), delimiter=",", **form)
        kinds = kinds_of(file, {"x": kind})
        return kinds["x"], values(file, kinds).collect()["x"].to_list()

    return read


@pytest.mark.parametrize(
    ("cells", "kind", "read"),
    [
        (("1", "", "-3", " 4 "), "integer", [1, None, -3, 4]),
        (("1", "2.50", "1e-05"), "decimal", [1.0, 2.5, 1e-05]),
        (("true", "FALSE", "False"), "boolean", [True, False, False]),
        (("2026-01-14", "1899-12-31"), "date", [date(2026, 1, 14), date(1899, 12, 31)]),
        (
            ("2026-01-14 09:30", "2026-01-14T09:30:05.25", "2026-01-15"),
            "datetime",
            [datetime(2026, 1, 14, 9, 30), datetime(2026, 1, 14, 9, 30, 5, 250_000), datetime(2026, 1, 15)],
        ),
        (("09:30", "23:59:59"), "time", [time(9, 30), time(23, 59, 59)]),
        (("1", "x"), "text", ["1", "x"]),
        (("007", "8"), "text", ["007", "8"]),
        (("12E5", "3"), "text", ["12E5", "3"]),
        (("1234567890123456", "1"), "text", ["1234567890123456", "1"]),
        (("2026-02-30", "2026-02-01"), "text", ["2026-02-30", "2026-02-01"]),
        (("2026-01-14 09:30Z",), "text", ["2026-01-14 09:30Z"]),
        (("1,5", "2"), "text", ["1,5", "2"]),
        (("yes", "no"), "text", ["yes", "no"]),
        (("36:15",), "text", ["36:15"]),
        (("", ""), "text", ["", ""]),
        ((), "text", []),
    ],
)
def test_a_column_is_what_all_of_its_values_read_like(
    column: Any, cells: tuple[str, ...], kind: Kind, read: list[Any]
) -> None:
    assert column(*cells) == (kind, read)


def test_a_stranger_far_down_makes_the_whole_column_text(column: Any) -> None:
    kind, read = column(*["1"] * 5_000, "1.5")
    assert (kind, read[0], read[-1]) == ("decimal", 1.0, 1.5)
    assert column(*["1"] * 5_000, "1.5", "x")[0] == "text"


@pytest.mark.parametrize(
    ("kind", "cells", "read"),
    [
        ("text", ("1", ""), ["1", ""]),
        ("integer", ("007", "+5", ""), [7, 5, None]),
        ("decimal", ("1", "12E5", ".5"), [1.0, 1_200_000.0, 0.5]),
        ("boolean", ("1", "0", "True"), [True, False, True]),
        ("datetime", ("2026-01-14",), [datetime(2026, 1, 14)]),
        (
            "duration",
            ("36:15", "-0:00:20.5", ""),
            [timedelta(hours=36, minutes=15), -timedelta(seconds=20.5), None],
        ),
    ],
)
def test_a_kind_in_the_layout_is_taken(column: Any, kind: Kind, cells: Any, read: list[Any]) -> None:
    assert column(*cells, kind=kind) == (kind, read)


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("integer", "1.5"),
        ("integer", "1" * 19),
        ("decimal", "1,5"),
        ("decimal", "NaN"),
        ("decimal", "٣"),
        ("boolean", "yes"),
        ("date", "14.01.2026"),
        ("date", "2026-1-5"),
        ("date", "0000-01-01"),
        ("datetime", "2026-01-14 24:00"),
        ("datetime", "2026-01-14 09:30+01:00"),
        ("time", "9:30"),
        ("duration", "1:60"),
    ],
)
def test_a_value_of_another_kind_is_refused_with_its_line(column: Any, kind: Kind, cell: str) -> None:
    with pytest.raises(DataProblem, match=r"^data.csv: line 4, column 'x': '.*' is not "):
        column("", "", cell, "", "neither", kind=kind)


def test_decimal_commas_are_read_where_they_are_asked_for(column: Any) -> None:
    assert column("1,5", "2", decimal_comma=True) == ("decimal", [1.5, 2.0])
    assert column("1.5", decimal_comma=True)[0] == "text"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_delimiter_line_ends_and_byte_order_mark_are_found_out(
    opened: Any, delimiter: str, end: str, mark: bytes
) -> None:
    lines = ("name|comment", 'Zoë|"a, b; ""c"""', "|", "", "")
    file = opened(mark + end.join(lines).replace("|", delimiter).encode())
    assert (file.delimiter, file.header) == (delimiter, ("name", "comment"))
    assert file.scan().collect().rows() == [("Zoë", 'a, b; "c"'), (None, None)]


def test_a_blank_line_is_an_empty_value_where_there_is_one_column(opened: Any) -> None:
    file = opened(b"a\n1\n\n\n2\n\n3\n\n\n")
    assert (file.rows, file.scan().collect()["a"].to_list()) == (6, ["1", None, None, "2", None, "3"])


def test_a_header_that_looks_like_a_pattern_is_a_name_like_any_other(opened: Any) -> None:
    file = opened(b"*,^a.*$,ab\n1,x,2.5\n")
    kinds = kinds_of(file, dict.fromkeys(file.header))
    assert kinds == {"*": "integer", "^a.*$": "text", "ab": "decimal"}
    assert values(file, kinds).collect().rows() == [(1, "x", 2.5)]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-8-sig", "UTF8"])
def test_other_encodings_are_read_where_they_are_named(opened: Any, encoding: str) -> None:
    file = opened("é,b\n€,1\n".encode(encoding), encoding=encoding)
    assert (file.header, file.scan().collect().rows()) == (("é", "b"), [("€", "1")])


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "it is empty; its first line must name the columns."),
        (b"\n\r\n", "it is empty; its first line must name the columns."),
        (b"a,b\n1,2\n3\n", "line 3 has 1 value; the header has 2."),
        (b"a,b\n1,2,3\n", "line 2 has 3 values; the header has 2."),
        (b'a,b\n"1\n2",3\n4,5,6\n', "line 4 has 3 values; the header has 2."),
        (b'a,b\n1,2,"3"\n', "line 2 has 3 values; the header has 2."),
        (b"a,b\n1,2\n\n3,4\n", "line 3 is blank, with more data below it."),
        (b'a,b\n1,"2\n', "line 2: a quote is opened and never closed."),
        (b"a,b,a\n", "the first line has the column 'a' twice; Excel doesn't tell case apart."),
        (b"Name,NAME\n", "the first line has the column 'NAME' twice; Excel doesn't tell case apart."),
        (b"a,,c\n", "column 2 has no name in the first line."),
        (b"a\n1\n\xff\n", "line 3 isn't UTF-8; say its encoding, such as --encoding cp1252 or utf-16."),
        (b"," * 16_384, "it has 16,385 columns; a sheet holds 16,384."),
    ],
)
def test_a_file_that_is_not_whole_is_refused(opened: Any, raw: bytes, sentence: str) -> None:
    with pytest.raises(DataProblem) as problem:
        opened(raw)
    assert str(problem.value) == f"data.csv: {sentence}"


@pytest.mark.parametrize("line", [b'5" pipe,"x"', b'"x"y,1', b'1,"x" '])
def test_a_stray_quote_is_refused(opened: Any, line: bytes) -> None:
    with pytest.raises(DataProblem, match=r"^data.csv: line 3: a quote "):
        opened(b"a,b\n1,2\n" + line + b"\n")


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"encoding": "latin-99"}, "there is no text encoding named 'latin-99'."),
        ({"encoding": "rot13"}, "there is no text encoding named 'rot13'."),
        ({"encoding": "ascii"}, "its text isn't encoded in ascii."),
        ({"delimiter": ";;"}, "values can't be delimited by ';;'; it must be one ASCII character."),
        ({"delimiter": '"'}, "values can't be delimited by '\"'; it must be one ASCII character."),
    ],
)
def test_a_form_that_no_file_has_is_refused(opened: Any, form: Any, sentence: str) -> None:
    with pytest.raises(DataProblem) as problem:
        opened("é,b\n".encode(), **form)
    assert str(problem.value) == f"data.csv: {sentence}"


def test_a_line_is_counted_where_quotes_hold_line_breaks(opened: Any) -> None:
    file = opened(b'\n"a\n1",b\n"x\n\ny",1\n,2\n"z\n",q\n')
    with pytest.raises(DataProblem, match=r"^data.csv: line 8, column 'b': 'q' is not an integer"):
        kinds_of(file, {"b": "integer"})


texts = st.text(st.sampled_from('a1,;"\n\r\t é#'), max_size=5)
tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(texts, min_size=width, max_size=width), min_size=1, max_size=6)
)


@settings(max_examples=200)
@given(
    tables, st.sampled_from(["\n", "\r\n"]), st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]), st.data()
)
def test_whatever_another_writer_puts_into_a_file_is_read_from_it(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    end: str,
    quoting: Any,
    data: st.DataObject,
) -> None:
    # That writer leaves a lone carriage return without quotes, where it ends a line for readers.
    assume(quoting == csv.QUOTE_ALL or not any("\r" in cell for row in rows for cell in row))
    delimiter = data.draw(st.sampled_from(",;\t"))
    written = io.StringIO()
    writer = csv.writer(written, lineterminator=end, quoting=quoting, delimiter=delimiter)
    writer.writerows([[f"c{n}" for n in range(len(rows[0]))], *rows])
    folder = tmp_path_factory.mktemp("csv")
    (folder / "data.csv").write_bytes(written.getvalue().encode())
    file = csv_file(folder / "data.csv", CsvForm(delimiter), folder)
    assert [[cell or "" for cell in row] for row in file.scan().collect().rows()] == rows
