"""Conditional formats: which cells, told twice, and tied by priority."""

from lxml import etree

from tests.excel.drawn import drawn_book, found, trees


def sheet(number: int) -> etree._Element:
    return next(trees(drawn_book(), f"xl/worksheets/sheet{number}.xml"))


def pivot(number: int) -> etree._Element:
    return next(trees(drawn_book(), f"xl/pivotTables/pivotTable{number}.xml"))


def test_a_format_is_for_the_leaves_of_its_value_alone() -> None:
    bar, scale, icons = found(sheet(1), "conditionalFormatting")
    runs = [(5, 7), (9, 11), (13, 15), (17, 19), (21, 23), (25, 27), (29, 31)]
    assert bar.get("sqref") == " ".join(f"B{top}:B{bottom}" for top, bottom in runs)
    assert scale.get("sqref") == icons.get("sqref") == " ".join(f"C{top}:C{bottom}" for top, bottom in runs)


def test_both_halves_have_the_same_priorities() -> None:
    on_sheet = [rule.get("priority") for rule in found(sheet(1), "cfRule")]
    in_pivot = [one.get("priority") for one in found(pivot(1), "conditionalFormat")]
    assert on_sheet == in_pivot == ["1", "2", "3"]


def test_the_pivot_names_the_value_and_the_innermost_items() -> None:
    _, scale, _ = found(pivot(1), "conditionalFormat")
    told = [(one.get("field"), [x.get("v") for x in one]) for one in found(scale, "reference")]
    assert told == [("4294967294", ["1"]), ("3", ["0", "1", "2"])]


def test_collapsed_items_are_not_coloured_as_if_they_were_inner_ones() -> None:
    # Row 4 is the first segment with its two members below it, row 7 the collapsed one, row 8 the last.
    (scale,) = found(sheet(6), "conditionalFormatting")
    assert scale.get("sqref") == "B5:B6 B9:B10"


def test_two_colours_have_no_middle_and_icons_share_the_range_evenly() -> None:
    _, scale, icons = found(sheet(1), "conditionalFormatting")
    assert [one.get("type") for one in found(scale, "cfvo")] == ["min", "max"]
    assert [one.get("rgb") for one in found(scale, "color")] == ["FFFFFFFF", "FF63BE7B"]
    assert [one.get("val") for one in found(icons, "cfvo")] == ["0", "20", "40", "60", "80"]
