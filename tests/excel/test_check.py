"""The check finds every workbook that was broken on purpose, and says what broke."""

import re
from pathlib import Path

import pytest

from excel.__main__ import main
from excel.check import check
from tests.excel.books import survey_book, written
from tests.excel.breaking import edited, packed, parts_of, without

TYPES, BOOK, STYLES = "[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml"
LINKS, SHEET_LINKS = "xl/_rels/workbook.xml.rels", "xl/worksheets/_rels/sheet1.xml.rels"
SHEET, DATA, TABLE = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml", "xl/tables/table1.xml"
CACHE, RECORDS = "xl/pivotCache/pivotCacheDefinition1.xml", "xl/pivotCache/pivotCacheRecords1.xml"
NESTED, SHORT, ACROSS, WIDE = (f"xl/pivotTables/pivotTable{n}.xml" for n in (1, 2, 3, 4))

PACKAGE = [
    (TYPES, r'<Override PartName="/xl/styles.xml"[^>]*>', "", "gives no type to xl/styles.xml"),
    (TYPES, r"/xl/styles.xml", "/xl/style.xml", "gives a type to xl/style.xml, which is not there"),
    (
        TYPES,
        r'(<Override PartName="/xl/styles.xml"[^>]*>)',
        r"\1\1",
        "gives xl/styles.xml more than one type",
    ),
    (LINKS, r"styles\.xml", "style.xml", "xl/workbook.xml points to xl/style.xml, which is not there"),
    (LINKS, r'"rId2"', '"rId1"', "xl/workbook.xml has more than one relationship rId1"),
    (NESTED, r"</pivotTableDefinition>", "<extLst/></pivotTableDefinition>", "more than one extLst"),
    (NESTED, r"</pivotTableDefinition>", "", "is no well-formed XML"),
]
CACHES = [
    (BOOK, r'(<pivotCache [^>]*"rId)\d+', r"\g<1>99", "refers to rId99, but has no such relationship"),
    (BOOK, r"(<pivotCache [^>]*>)", r"\1\1", "more than one pivot cache with cacheId=1"),
    (CACHE, r"SurveyData", "Other", "reads 'Other', which is no Table"),
    (CACHE, r'recordCount="150"', 'recordCount="149"', "the recordCount is 149"),
    (CACHE, r'recordCount="150"', "", "lacks the attribute recordCount"),
    (CACHE, r'recordCount="150"', 'recordCount="many"', "which is no number"),
    (RECORDS, r'count="150"', 'count="151"', "the count of its records is 151"),
    (RECORDS, r"<r>.*?</r>", "", "the number of its records is 149"),
    (RECORDS, r"<r><s [^>]*>", "<r>", "record 1 has 12 values for 13 fields"),
    (RECORDS, r'<x v="\d+"/>', '<x v="9999"/>', "record 1 refers to item 9999"),
    (RECORDS, r'<x v="\d+"/>', '<d v="2023-01-09T00:00:00"/>', "record 1 and the items of 'Date' disagree"),
    (RECORDS, r"<r><s [^>]*>", '<r><x v="0"/>', "record 1 and the items of 'Response' disagree"),
    (CACHE, r'name="Segment"', 'name="Sector"', "its fields are"),
    (CACHE, r'name="Net promoter score"', 'name="SCORE"', "has the field 'score' twice"),
    (
        CACHE,
        r'<cacheFields count="14"',
        '<cacheFields count="13"',
        "<cacheFields> says count=13 but holds 14",
    ),
    (CACHE, r'count="3"><s', 'count="4"><s', "states 4 items, but lists 3"),
    (CACHE, r' count="3"><s', "><s", "lists items without stating their count"),
    (CACHE, r'<s v="Mid"/>', '<s v="SMALL"/>', "has the item 'small' twice"),
    (CACHE, r' containsInteger="1"', "", "its values need the flags"),
    (CACHE, r' longText="1"', "", "its values need the flags"),
    (CACHE, r' containsBlank="1"', "", "its values need the flags"),
    (CACHE, r' containsSemiMixedTypes="0"', "", "its values need the flags"),
    (CACHE, r'maxValue="10"', 'maxValue="9"', "its smallest and largest values are not those stated"),
    (
        CACHE,
        r'maxDate="2024-1\d-',
        'maxDate="2024-01-',
        "its smallest and largest values are not those stated",
    ),
    (CACHE, r'formula="\(Promoters', 'formula="(Fans', "its formula names 'Fans', which is no field"),
    (CACHE, r'formula="\(Promoters', 'formula="((Promoters', "lacks a closing bracket"),
    (TABLE, r'name="Segment"', 'name="Sector"', "its headers"),
    (TABLE, r'name="Segment"', 'name="DATE"', "has the column 'date' twice"),
    (CACHE, r"<sharedItems/>", '<sharedItems minValue="1"/>', "are not those stated"),
    (CACHE, r' minValue="0"', "", "its smallest and largest values are not those stated"),
    (CACHE, r'<d v="2024-08-04T00:00:00"/>', '<n v="1"/>', "holds numbers and dates at once"),
    (TABLE, r':M151"', ':M150"', "the rows of its Table are 149"),
    (TABLE, r':M151"', ':M1"', "has no row below its header"),
    (DATA, r">Segment<", ">Sector<", "its headers"),
]
PIVOTS = [
    (NESTED, r'cacheId="1"', 'cacheId="2"', "states cacheId=2, but its cache is 1"),
    (NESTED, r'name="ByManager"', 'name="Wide"', "more than one PivotTable 'wide'"),
    (
        NESTED,
        r" name=",
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1" name=',
        "has r:id on its root",
    ),
    (NESTED, r'<pivotField dataField="1" showAll="0"/>', "", "<pivotFields> says count=14 but holds 13"),
    (NESTED, r'(<rowItems count=")\d+', r"\g<1>5", "<rowItems> says count=5"),
    (NESTED, r'(axis="axisRow"[^>]*>)<items .*?</items>', r"\1", "its items are not those of the cache"),
    (NESTED, r'(axis="axisRow".*?<item x=")\d+', r"\g<1>0", "its items are not those of the cache"),
    (NESTED, r'axis="axisRow"', 'axis="axisCol"', "and the fields of axisRow disagree"),
    (NESTED, r' axis="axisPage"', "", "and the fields of axisPage disagree"),
    (NESTED, r'dataField="1" showAll', "showAll", "its dataField flag and the data fields disagree"),
    (NESTED, r'<item t="default"/></items>', "</items>", "its subtotals and their items are out of step"),
    (NESTED, r'(<items count=")\d+', r"\g<1>2", "<items> says count=2"),
    (NESTED, r"<colFields.*</colFields>", "", "has 7 values, but the field -2 on its axes 0 times"),
    (
        SHORT,
        r"<colItems",
        '<colFields count="1"><field x="-2"/></colFields><colItems',
        "field -2 on its axes 1 times",
    ),
    (NESTED, r'<field x="3"/>', '<field x="33"/>', "names fields by"),
    (NESTED, r'<field x="3"/>', '<field x="2"/>', "on its axes more than once"),
    (
        WIDE,
        r'(<pivotField) (dataField="1" drag)',
        r'\1 axis="axisRow" \2',
        "a calculated field can't be on an axis",
    ),
    (NESTED, r'name="Answers"', 'name="NPS"', "has the value 'nps' more than once"),
    (NESTED, r'name="Answers"', 'name="SCORE"', "has a value named like the field 'score'"),
    (NESTED, r'(<dataField [^>]*numFmtId=")\d+', r"\g<1>999", "uses the number format 999"),
    (NESTED, r'<i><x v="1"/></i>', '<i><x v="7"/></i>', "refers to item 7 of 'Account manager'"),
    (NESTED, r'<i><x v="1"/></i>', '<i><x v="1"/><x/><x/></i>', "has 3 labels for 2 fields"),
    (NESTED, r'<i r="1"><x/></i>', '<i r="2"><x/></i>', "has 3 labels for 2 fields"),
    (NESTED, r'<i t="grand"><x/></i>', '<i t="grand"><x/><x/></i>', "must have exactly one label"),
    (NESTED, r'<i t="grand"><x/></i>', "<i><x/></i>", "the rowItems don't end with 1 grand totals"),
    (WIDE, r'<i t="grand" i="1">', '<i t="grand">', "are not one for each value"),
    (NESTED, r'<i i="1"><x v="1"/></i>', '<i i="9"><x v="9"/></i>', "shows value 9, but there are 7"),
    (NESTED, r'<i i="1"><x v="1"/></i>', '<i i="1"><x v="2"/></i>', "labels value 2, but shows value 1"),
    (
        SHORT,
        r'<colItems count="1"><i/>',
        '<colItems count="1"><i t="grand"><x/></i>',
        "no field on that axis",
    ),
    (NESTED, r"<rowItems.*</rowItems>", "", "has no rowItems"),
    (NESTED, r'ref="A6:H(\d+)"', r'ref="A7:H\1"', "headings and row items need another number"),
    (NESTED, r'ref="A6:H', 'ref="A6:G', "labels and column items need another number"),
    (NESTED, r'firstHeaderRow="0"', 'firstHeaderRow="1"', "states heading rows"),
    (NESTED, r'rowPageCount="2"', 'rowPageCount="1"', "states another number of page fields"),
    (NESTED, r'ref="A6:H(\d+)"', 'ref="six"', "'six' is no cell reference"),
    (NESTED, r'ref="A6:H35"', 'ref="A2:H31"', "leaves no room above it for its page fields"),
    (BOOK, r"<pivotCaches>.*</pivotCaches>", "", "leads to no pivot cache that the workbook lists"),
    (SHORT, r'ref="J3:K7"', 'ref="H3:I7"', "The PivotTables 'ByManager' and 'BySegment' overlap"),
]
CELLS = [
    (SHEET, r">Anna Berg<", ">Anne Berg<", "is labelled 'Anne Berg'"),
    (SHEET, r"<v>150</v>", "<v>151</v>", "shows 151.0, but the records give 150"),
    (SHEET, r">Mean score<", ">Score<", "column 3 shows 'Mean score'"),
    (
        "xl/worksheets/sheet2.xml",
        r">Anna Berg<",
        ">Anne<",
        "column 5 shows 'Anna Berg', but is headed 'Anne'",
    ),
    (
        NESTED,
        r'<i r="1"><x/></i>',
        '<i r="1"><x v="1"/></i>',
        "has a line of its rowItems twice",
    ),
    (SHEET, r">Urgent<", ">Calm<", "the label of the page field 'Urgent'"),
    (SHEET, r'(<row r="5")/?>', r'<row r="5"><c r="A5"><v>1</v></c></row><row r="5000">', "is not empty"),
    (SHEET, r'(<row r="4">)', r'\1<c r="L4"><v>1</v></c>', "cells just outside of its range"),
    (RECORDS, r'(<r><s [^>]*><x v="\d+"/><x v=")\d+', r"\g<1>5", "but the records give"),
]


@pytest.mark.parametrize(("part", "pattern", "replacement", "sentence"), [*PACKAGE, *CACHES, *PIVOTS, *CELLS])
def test_a_broken_fact_is_found(
    survey: bytes, part: str, pattern: str, replacement: str, sentence: str
) -> None:
    found = check(edited(survey, part, pattern, replacement))
    assert any(sentence in finding for finding in found), found


def test_rows_that_do_not_occur_are_found(survey: bytes) -> None:
    parts = parts_of(survey)
    of_the_third_segment = r'(<r><s [^>]*>(?:<x v="\d+"/>){2})<x v="2"/>'
    parts[RECORDS] = re.sub(of_the_third_segment, r'\1<x v="0"/>', parts[RECORDS])
    found = check(packed(parts))
    assert "PivotTable 'BySegment': its rows are not those that occur in the records." in found


@pytest.mark.parametrize(
    "part", [TYPES, BOOK, DATA, TABLE, CACHE, RECORDS, NESTED, STYLES, LINKS, SHEET_LINKS]
)
def test_a_missing_part_is_found(survey: bytes, part: str) -> None:
    assert check(without(survey, part))


def test_a_part_that_is_there_twice_is_found(survey: bytes) -> None:
    parts = parts_of(survey)
    with pytest.warns(UserWarning, match="Duplicate name"):
        doubled = packed(parts, (STYLES, parts[STYLES]))
    assert check(doubled) == ["The zip holds the entry xl/styles.xml more than once."]


def test_what_is_no_workbook_is_told() -> None:
    assert check(b"Response,Score") == ["This is no workbook that Excel could open: File is not a zip file."]


def test_the_shell_command_tells_sound_from_broken(
    tmp_path: Path, survey: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    sound, broken = tmp_path / "sound.xlsx", tmp_path / "broken.xlsx"
    sound.write_bytes(survey)
    broken.write_bytes(edited(survey, SHEET, r"<v>150</v>", "<v>151</v>"))
    assert (main(["check", str(sound)]), main(["check", str(broken)])) == (0, 1)
    assert main(["check", str(tmp_path / "missing.xlsx")]) == 2
    out, err = capsys.readouterr()
    assert out.startswith(f"{sound}: nothing found.\nPivotTable 'BySegment': row")
    assert err == f"{tmp_path / 'missing.xlsx'}: No such file or directory.\n"


def test_both_ways_to_name_a_workbook_are_checked_alike(tmp_path: Path) -> None:
    (tmp_path / "survey.xlsx").write_bytes(written(survey_book()))
    assert check(tmp_path / "survey.xlsx") == check(str(tmp_path / "survey.xlsx")) == []
