"""Workbooks that others wrote: nothing false is said of them, and damage ends as a sentence."""

import codecs
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.table import Table

from excel.check import check
from excel.checks import reading
from tests.excel.books import survey_book, written
from tests.excel.breaking import edited, packed, parts_of


def foreign(header: bool = True) -> bytes:
    """A workbook with a Table, a total, formulas that nobody computed and a plain chart."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Name", "Number"], ["a", 1], ["b", 2.5], ["Total", "=SUM(B2:B3)"]):
        sheet.append(row)
    table = Table(displayName="Things", ref="A1:B4", totalsRowCount=1)
    table.headerRowCount = 1 if header else 0
    sheet.add_table(table)
    chart = BarChart()
    chart.add_data(Reference(sheet, 2, 1, 2, 3), titles_from_data=True)
    sheet.add_chart(chart, "D2")
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_of_another_library_has_no_findings() -> None:
    assert check(foreign()) == []


def test_a_table_without_a_header_has_none_to_compare() -> None:
    assert check(edited(foreign(), "xl/tables/table1.xml", 'headerRowCount="1"', 'headerRowCount="0"')) == []


def test_a_text_in_runs_with_its_pronunciation_is_its_text() -> None:
    runs = "<is><r><t>Na</t></r><r><t>me</t></r><rPh sb='0' eb='1'><t>neemu</t></rPh></is>"
    assert check(edited(foreign(), "xl/worksheets/sheet1.xml", "<is><t>Name</t></is>", runs)) == []


def test_a_workbook_cut_off_or_damaged_is_told() -> None:
    whole = foreign()
    assert check(whole[: len(whole) // 2]) == [
        "This is no workbook that Excel could open: File is not a zip file."
    ]
    at = whole.index(b"xl/workbook.xml") + 60
    (said,) = check(whole[:at] + bytes(30) + whole[at + 30 :])
    assert said.startswith("This is no workbook that Excel could open")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"hello.txt": "world"}, "[Content_Types].xml is missing"),
        ({"[Content_Types].xml": "<Types"}, "is no well-formed XML"),
        (
            {"[Content_Types].xml": '<!DOCTYPE a [<!ENTITY b "c">]><Types>&d;</Types>'},
            "is no well-formed XML",
        ),
    ],
)
def test_a_zip_that_is_no_workbook_is_told(content: dict[str, str], sentence: str) -> None:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, text in content.items():
            package.writestr(name, text)
    assert sentence in check(file.getvalue())[0]


RECORDS, SHEET = "xl/pivotCache/pivotCacheRecords1.xml", "xl/worksheets/sheet1.xml"


def test_records_that_hold_more_than_is_known_are_left_alone() -> None:
    broken = edited(written(survey_book()), SHEET, "<v>150</v>", "<v>151</v>")
    assert "shows 151.0" in check(broken)[0]
    # A member of a cube, with its tuples.
    cube = edited(broken, RECORDS, r'<r>(<s v="[^"]*")/>', r'<r>\1><tpls><tpl fld="0" item="0"/></tpls></s>')
    assert check(cube) == []


def test_of_error_values_no_flags_are_asked() -> None:
    broken = edited(written(survey_book()), RECORDS, '<r><s v="[^"]*"/>', '<r><e v="#N/A"/>')
    assert check(broken) == []


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE)],
)
def test_a_second_list_of_extensions_is_found_in_any_encoding(encoding: str, mark: bytes) -> None:
    parts = {name: content.encode() for name, content in parts_of(foreign()).items()}
    sheet = parts[SHEET].decode().replace("</worksheet>", "<extLst/><extLst/></worksheet>")
    parts[SHEET] = mark + sheet.encode(encoding)
    assert check(packed(parts)) == [f"{SHEET} has an element with more than one extLst."]


@pytest.mark.parametrize("block", [1, 2, 5, 7])
def test_a_list_of_extensions_is_found_across_blocks(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_BLOCK", block)
    broken = edited(foreign(), SHEET, "</worksheet>", "<extLst/><extLst/></worksheet>")
    assert check(broken) == [f"{SHEET} has an element with more than one extLst."]
