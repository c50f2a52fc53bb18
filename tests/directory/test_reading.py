"""What is read from workbooks and text files, and what is said of files that can't be read."""

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.directory import table, workbook
from server.directory.columns import Row
from server.errors import Problem
from tests.directory import files

HEADER = ("Name", "E-mail", "Company")
CARLA = ("Carla", "carla@acme.example", "Acme")


def rows_of(stream: BytesIO) -> list[Row]:
    with table.opened(stream) as found:
        return list(found.rows)


def problem_with(stream: BytesIO) -> str:
    with pytest.raises(Problem) as caught:
        rows_of(stream)
    assert caught.value.status == 422
    return caught.value.detail


def test_a_workbook_is_read_with_its_own_row_numbers() -> None:
    assert rows_of(files.workbook(HEADER, CARLA, (), ("Bert", "bert@brixton.example", "Brixton"))) == [
        Row(2, "carla@acme.example", "Carla", account="Acme"),
        Row(4, "bert@brixton.example", "Bert", account="Brixton"),
    ]


def test_a_title_above_the_header_does_no_harm() -> None:
    assert [row.number for row in rows_of(files.workbook(("Our customers",), (), HEADER, CARLA))] == [4]


def test_the_sheet_with_the_header_is_found() -> None:
    stream = files.workbook(("Cover",), People=[HEADER, CARLA])
    assert [row.name for row in rows_of(stream)] == ["Carla"]


def test_a_hidden_sheet_is_not_read() -> None:
    stream = files.workbook(("Cover",), Hidden=[HEADER, CARLA])
    book = ZipFile(stream).read("xl/workbook.xml")
    hidden = book.replace(
        b'name="Hidden" sheetId="2" state="visible"', b'name="Hidden" sheetId="2" state="hidden"'
    )
    assert hidden != book
    assert "no column for the mail address" in problem_with(
        files.with_part(stream, "xl/workbook.xml", hidden)
    )


def test_texts_that_cells_share_are_read_and_a_wrong_dimension_is_not_believed() -> None:
    stream = files.workbook()
    types = ZipFile(stream).read("[Content_Types].xml")
    shared = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + shared + b'"/></Types>'
    main = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    texts = b"".join(b"<si><t>%s</t></si>" % text for text in (b"E-mail", b"Firma", b"a@b.example", b"Acme"))
    cells = [
        b'<row r="%d"><c t="s"><v>%d</v></c><c t="s"><v>%d</v></c></row>' % row
        for row in ((1, 0, 1), (2, 2, 3))
    ]
    sheet = b'<worksheet %s><dimension ref="A1"/><sheetData>%s</sheetData></worksheet>' % (
        main,
        b"".join(cells),
    )
    stream = files.with_part(stream, "[Content_Types].xml", types.replace(b"</Types>", override))
    stream = files.with_part(stream, "xl/sharedStrings.xml", b"<sst %s>%s</sst>" % (main, texts))
    stream = files.with_part(stream, "xl/worksheets/sheet1.xml", sheet)
    assert rows_of(stream) == [Row(2, "a@b.example", account="Acme")]


def test_cells_that_are_no_texts_are_read_as_they_look() -> None:
    row = ("#N/A", "carla@acme.example", 3.0, datetime(2026, 5, 4), True)
    (found,) = rows_of(files.workbook((*HEADER, "Segment", "Country"), row))
    assert (found.name, found.account, found.segment, found.country) == (
        "",
        "3",
        "2026-05-04T00:00:00",
        "yes",
    )


def test_blanks_and_signs_that_nobody_sees_are_dropped() -> None:
    (found,) = rows_of(
        files.workbook(HEADER, ("  Carla\nCustomer ", "\u200bcarla@acme.example\u00a0", "A\tB"))
    )
    assert found == Row(2, "carla@acme.example", "Carla Customer", account="A B")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_texts_are_read_in_every_encoding_and_with_every_delimiter(encoding: str, delimiter: str) -> None:
    lines = (delimiter.join(cells) for cells in (HEADER, ("Søren Ågård", "soren@acme.example", "Æble A/S")))
    found = rows_of(files.text("\r\n".join(lines), encoding))
    assert found == [Row(2, "soren@acme.example", "Søren Ågård", account="Æble A/S")]


def test_quoted_cells_may_hold_delimiters_and_line_ends() -> None:
    stream = files.text('Name,E-mail,Company\n"Customer, Carla",carla@acme.example,"Acme\nLimited"\n')
    assert rows_of(stream) == [Row(2, "carla@acme.example", "Customer, Carla", account="Acme Limited")]


def test_excels_line_that_names_the_delimiter_is_heeded() -> None:
    assert [row.number for row in rows_of(files.text("sep=;\nE-mail;Company\na,b@c.example;Acme, Inc"))] == [
        3
    ]


def test_a_quotation_mark_that_is_never_closed_costs_only_lines_that_are_named() -> None:
    good, bad = rows_of(files.text('E-mail,Company\na@b.example,Acme\n"c@d.example,Acme\ne@f.example,Acme\n'))
    assert good.email == "a@b.example"
    assert bad == Row(3, fault="Its quotation marks don't match, so that lines 3 to 4 weren't read.")


@pytest.mark.parametrize(
    ("stream", "sentence"),
    [
        (files.text(""), "The file is empty"),
        (files.text("\n\n"), "The file is empty"),
        (files.workbook(), "The file is empty"),
        (files.text("Name,Phone\nCarla,1"), "no column for the mail address and none for the company"),
        (files.text("Name,Mail\nCarla,1"), "no column for the company. Row 1 says “Name”, “Mail”"),
        (BytesIO(b"\x89PNG\r\n\x1a\n\0\0\0"), "neither a workbook"),
        (BytesIO(b"PK\x03\x04 and then something else"), "damaged"),
        (BytesIO(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)), "old Office"),
        (
            BytesIO(bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")),
            "protected by a password",
        ),
    ],
)
def test_what_is_no_table_is_told_apart(stream: BytesIO, sentence: str) -> None:
    assert sentence in problem_with(stream)


def test_another_archive_is_not_taken_for_a_workbook() -> None:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "not a workbook of Excel" in problem_with(stream)


def test_a_workbook_that_unpacks_to_too_much_is_refused_unread() -> None:
    stream = files.workbook(HEADER, CARLA)
    with (
        ZipFile(stream, "a", ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/media/a.bin", "w") as part,
    ):
        for _ in range(workbook.MOST_UNPACKED_BYTES // 2**22 + 1):
            part.write(bytes(2**22))
    assert "unpacks to more than 300 MB" in problem_with(stream)


def test_entities_that_multiply_are_refused() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    sheet = f"""<!DOCTYPE worksheet [<!ENTITY e0 "ha">{entities}]>
        <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>&e11;</t></is></c></row></sheetData></worksheet>"""
    stream = files.with_part(files.workbook(HEADER), "xl/worksheets/sheet1.xml", sheet.encode())
    assert "damaged" in problem_with(stream)


def test_a_file_beyond_the_limits_is_refused() -> None:
    assert "larger than 20 MB" in problem_with(BytesIO(bytes(table.MOST_BYTES + 1)))
    lines = "E-mail,Company\n" + "a@b.example,Acme\n" * (table.MOST_ROWS + 1)
    assert "more than 200,000 rows" in problem_with(files.text(lines))


GOOD = files.workbook(HEADER, CARLA, (1.5, True, datetime(2026, 1, 1))).getvalue()
PARTS = [
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/styles.xml",
    "[Content_Types].xml",
]


@settings(max_examples=60)
@given(
    part=st.sampled_from(PARTS), where=st.floats(0, 1), length=st.integers(0, 20), put=st.binary(max_size=5)
)
def test_a_spoilt_workbook_is_read_or_refused_but_never_breaks(
    part: str, where: float, length: int, put: bytes
) -> None:
    good = BytesIO(GOOD)
    content = ZipFile(good).read(part)
    start = int(where * len(content))
    try:
        rows_of(files.with_part(good, part, content[:start] + put + content[start + length :]))
    except Problem as problem:
        assert problem.status == 422


@settings(max_examples=200)
@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        rows_of(BytesIO(b"E-mail;Company\n" + content))
    except Problem as problem:
        assert problem.status == 422
