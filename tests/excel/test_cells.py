"""What a cell can hold, and how text survives XML."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from excel import markup
from excel.book import Kind, Raw
from excel.data.contents import Content
from excel.data.fitting import Reason, fit, serial
from excel.markup import utf16_units
from excel.names import wrong_label, wrong_sheet_name, wrong_table_name
from excel.parts.sheet_cells import inline
from excel.references import area, letters, parse_area


@pytest.mark.parametrize(
    ("kind", "value", "content", "reasons"),
    [
        ("text", "", None, ()),
        ("text", "=1+1", "=1+1", ()),
        ("text", "x" * 32_768, "x" * 32_767, (Reason.CUT,)),
        ("text", "😀" * 16_384, "😀" * 16_383, (Reason.CUT,)),
        ("text", "a" + "😀" * 16_383, "a" + "😀" * 16_383, ()),
        ("text", "half \ud83d", "half \ufffd", (Reason.BROKEN_CHARACTER,)),
        ("text", "pair \ud83d\ude00", "pair 😀", (Reason.BROKEN_CHARACTER,)),
        ("integer", 10**15 - 1, 10**15 - 1, ()),
        ("integer", -(10**15), "-1000000000000000", (Reason.LONG_INTEGER,)),
        ("integer", 10**400, None, (Reason.NOT_A_NUMBER,)),
        ("decimal", float("nan"), None, (Reason.NOT_A_NUMBER,)),
        ("decimal", float("-inf"), None, (Reason.NOT_A_NUMBER,)),
        ("decimal", 1e308, None, (Reason.NOT_A_NUMBER,)),
        ("decimal", 1e300, 1e300, ()),
        ("decimal", Decimal("NaN"), None, (Reason.NOT_A_NUMBER,)),
        ("decimal", Decimal("1E+999999"), None, (Reason.NOT_A_NUMBER,)),
        ("decimal", Decimal("1.10"), 1.1, ()),
        ("decimal", Decimal("0.1234567890123456789"), 0.12345678901234568, (Reason.ROUNDED,)),
        ("decimal", Decimal("1234567890123456"), "1234567890123456", (Reason.LONG_INTEGER,)),
        ("date", date(1900, 2, 28), "1900-02-28", (Reason.EARLY_DATE,)),
        ("date", date(1900, 3, 1), date(1900, 3, 1), ()),
        ("datetime", datetime(1850, 1, 1, 8, 30), "1850-01-01 08:30:00", (Reason.EARLY_DATE,)),
        ("time", time(8, 30), time(8, 30), ()),
        ("duration", timedelta(hours=36), 1.5, ()),
    ],
)
def test_a_value_fits_or_is_changed_for_a_named_reason(
    kind: Kind, value: Raw, content: Content, reasons: tuple[Reason, ...]
) -> None:
    assert fit(kind, value) == (content, reasons)


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        (date(1900, 3, 1), 61),
        (date(1970, 1, 1), 25_569),
        (datetime(2024, 2, 29, 12, 0), 45_351.5),
        (datetime(2024, 2, 29, 0, 0, 1), 45_351.000011574),
        (time(18, 0), 0.75),
    ],
)
def test_dates_and_times_are_counted_as_excel_counts_them(moment: date | time, number: float) -> None:
    assert serial(moment) == number


@pytest.mark.parametrize(
    "text",
    [
        "a & b < c > d",
        "tab\there",
        "two\nlines",
        "\r",
        "\x00\x1f\ufffe",
        "_x0041_",
        "_x_",
        '"q"',
        " in ",
        "_x005F_x0041_",
    ],
)
def test_text_survives_cells_and_attributes(text: str) -> None:
    cell = ElementTree.fromstring(inline(text))
    assert markup.unescape("".join(cell.itertext())) == text
    attribute = ElementTree.fromstring(markup.element("s", {"v": text})).attrib["v"]
    assert markup.unescape(attribute) == text


def test_blanks_at_the_ends_of_a_cell_are_kept() -> None:
    assert 'xml:space="preserve"' in inline(" in ")
    assert "xml:space" not in inline("in")


def test_an_emoji_counts_two_units() -> None:
    assert utf16_units("a😀") == 3


def test_columns_have_their_letters() -> None:
    assert [letters(n) for n in (1, 26, 27, 702, 703, 16_384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert parse_area(area(6, 1, 15, 28)) == (6, 1, 15, 28)


@pytest.mark.parametrize("name", ["Data", "_x", "Größe.2", "Umsatz2024", "ABCD1"])
def test_good_table_names_pass(name: str) -> None:
    assert wrong_table_name(name) is None


@pytest.mark.parametrize("name", ["", "1a", "A1", "XFD12", "R", "c", "R1C1", "a b", "a-b", "x" * 256])
def test_names_that_are_no_table_names_are_told(name: str) -> None:
    assert wrong_table_name(name)


@pytest.mark.parametrize("name", ["", "x" * 32, "😀" * 16, "a/b", "a[b]", "'a", "a'", "History", "a\nb"])
def test_names_that_are_no_sheet_names_are_told(name: str) -> None:
    assert wrong_sheet_name(name)


@pytest.mark.parametrize("name", ["", " a", "a ", "a\nb", "x" * 256])
def test_labels_are_one_line_without_blanks_around(name: str) -> None:
    assert wrong_label(name)
