"""Slicers: their buttons, their names, and where they stand."""

from itertools import combinations

from excel.book import Chart, Slicer
from excel.drawings.anchors import Anchor, pixels, placed
from excel.drawings.slicing import cache_names, defined_names
from excel.parts.drawing import described
from tests.excel.drawn import drawn_book, found, trees


def test_a_slicer_lists_every_item_once_and_switches_on_the_chosen_ones() -> None:
    slicer = Slicer("Segment", "Segment", ("Nested", "Trend"), chosen=("mid", "Small"))
    cache = next(trees(drawn_book((slicer,)), "xl/slicerCaches/"))
    items = [(item.get("x"), item.get("s")) for item in found(cache, "i")]
    assert sorted(x or "" for x, _ in items) == ["0", "1", "2"]
    assert [on for _, on in items] == [None, "1", "1"]
    assert [pivot.get("tabId") for pivot in found(cache, "pivotTable")] == ["1", "2"]


def test_groups_without_rows_come_last_and_say_that_they_have_no_data() -> None:
    cache = next(trees(drawn_book((Slicer("Month", "Years"),)), "xl/slicerCaches/"))
    items = [(item.get("x"), item.get("nd")) for item in found(cache, "i")]
    assert items == [("1", None), ("2", None), ("0", "1"), ("3", "1")]


def test_names_that_become_alike_are_told_apart() -> None:
    slicers = [Slicer(name, "Segment") for name in ("A b", "a_b", "é 😀.1")]
    assert list(cache_names(slicers).values()) == ["Slicer_A_b", "Slicer_a_b1", "Slicer_é__.1"]


def test_the_workbook_defines_the_name_of_each_cache_as_not_available() -> None:
    defined = '<definedName name="Slicer_x">#N/A</definedName>'
    assert defined_names([Slicer("x", "y")]) == f"<definedNames>{defined}</definedNames>"
    assert defined_names([]) == ""


def test_a_width_in_characters_becomes_the_pixels_of_calibri() -> None:
    assert [pixels(width) for width in (9.140625, 11, 60)] == [64, 77, 420]


def test_drawings_without_a_place_never_touch_each_other_or_one_with_a_place() -> None:
    drawn = [
        *(Slicer(f"{n}", "x") for n in range(7)),
        Chart("p"),
        Chart("p", at="D2"),
        Chart("p", width=2000),
    ]
    anchors = placed(drawn, (1, 3), {1: 30, 4: 20})
    assert all(anchor.start.column >= 3 for anchor in anchors)
    assert (anchors[8].start.row, anchors[8].start.column, anchors[8].start.across) == (2, 4, 0)
    assert not any(_overlap(one, other) for one, other in combinations(anchors, 2))


def _overlap(one: Anchor, other: Anchor) -> bool:
    """Whether two anchors share a point, told by cells and pixels in them."""

    def spans(anchor: Anchor) -> tuple[tuple[int, ...], ...]:
        start, end = anchor.start, anchor.end
        return (
            (start.column, start.across),
            (end.column, end.across),
            (start.row, start.down),
            (end.row, end.down),
        )

    left, right, top, bottom = spans(one)
    other_left, other_right, other_top, other_bottom = spans(other)
    return left < other_right and other_left < right and top < other_bottom and other_top < bottom


def test_drawings_stand_right_of_a_pivot_and_have_alternative_texts() -> None:
    slicer = Slicer("S", "Segment", caption="<Which>")
    drawing = next(trees(drawn_book((slicer,), (Chart("Nested"),)), "xl/drawings/drawing"))
    # The pivot ends in column C; from E on they stand side by side.
    assert [one.text for one in found(drawing, "col")][::2] == ["4", "7"]
    named = found(drawing, "cNvPr")
    assert len({one.get("id") for one in named}) == len(named) == 3
    assert {one.get("descr") for one in named} == {
        "Slicer: filters Nested by Segment",
        "Column chart of Nested",
    }


def test_a_title_is_a_charts_alternative_text_unless_it_has_one_of_its_own() -> None:
    assert described(Chart("p", title="Growth")) == "Growth"
    assert described(Chart("p", title="Growth", alternative_text="It grows.")) == "It grows."
