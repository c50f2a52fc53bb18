"""Whatever is put into the door: the answer is a sound workbook, or a sentence and no workbook at all."""

import copy
import json
import re
import tomllib
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, datetime, time
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from excel.__main__ import main
from excel.check import check

PAGE = (Path(__file__).parents[2] / "docs" / "excel-layout.md").read_text(encoding="utf-8")
DATA, TEXT = (re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)[0] for kind in ("csv", "toml"))
LAYOUT = tomllib.loads(TEXT)
ROWS_ONLY = 'sheets = [{ kind = "data", name = "Rows", table = "Data" }]'
QUICK = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])


def answer(data: bytes, layout: bytes) -> int:
    """The exit status of a build, once what it left behind is as it must be."""
    with (
        TemporaryDirectory() as folder,
        redirect_stdout(StringIO()) as out,
        redirect_stderr(StringIO()) as err,
    ):
        rows, description, workbook = (Path(folder) / name for name in ("d.csv", "l.toml", "w.xlsx"))
        rows.write_bytes(data)
        description.write_bytes(layout)
        status = main(["build", str(rows), str(description), str(workbook)])
        left = sorted(path.name for path in Path(folder).iterdir())
        if status == 0:
            assert (left, err.getvalue()) == (["d.csv", "l.toml", "w.xlsx"], "")
            assert check(workbook) == []
        else:
            assert (status, left, out.getvalue()) == (2, ["d.csv", "l.toml"], "")
            assert re.search(r"[.?]\n\Z", err.getvalue()) is not None
    return status


def toml(value: Any) -> str:
    """A value as TOML writes it, on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value).replace("\x7f", "\\u007f")
        case list():
            return f"[{', '.join(map(toml, value))}]"
        case dict():
            return f"{{{', '.join(f'{toml(key)} = {toml(one)}' for key, one in value.items())}}}"
        case date() | time():
            return value.isoformat()
        case _:
            return repr(value)


def written(layout: dict[str, Any]) -> bytes:
    return "".join(f"{toml(key)} = {toml(value)}\n" for key, value in layout.items()).encode()


def holders(value: Any) -> Iterator[Any]:
    """The tables and arrays in a value, itself among them."""
    if isinstance(value, dict | list):
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from holders(inner)


def texts(value: Any) -> Iterator[str]:
    for holder in holders(value):
        yield from (one for one in [*holder, *getattr(holder, "values", list)()] if isinstance(one, str))


WORDS = sorted({*texts(LAYOUT), "average", "count", "tabular", "outline", "rows", "days", "years", "value"})
strangers = (
    st.sampled_from(["(blank)", "(none)", "(previous)", "", " x", "x" * 300, "'", "A1", "\x00", "😀"])
    | st.sampled_from(WORDS)
    | st.integers(-3, 12)
    | st.sampled_from([10**15, 2**63, 1.5, 1e308, float("inf"), float("nan"), True, False])
    | st.sampled_from([date(2026, 1, 14), date(1, 1, 1), datetime(2026, 1, 14, 9), time(9)])
    | st.sampled_from(
        [[], {}, ["Segment"], [1, 2], {"name": "Score"}, {"kind": "top", "count": 1, "value": "NPS"}]
    )
)


def by(**rule: Any) -> dict[str, Any]:
    """The pivot's fields, when one of them is filtered or arranged by a rule."""
    return {"rows": [{"name": "Account manager", **rule}, "Segment"]}


# What may be said of a table that has the keys in front: a pivot, a value, a chart, a data sheet.
SETTINGS: list[tuple[str, dict[str, Any]]] = [
    ("source", {"form": "outline", "repeat_labels": True}),
    ("source", {"form": "tabular"}),
    ("source", {"values_on": "rows"}),
    ("source", {"row_totals": False, "column_totals": False}),
    ("source", {"columns": ["Years"], "formats": []}),
    ("source", {"columns": [{"name": "Answered on", "hidden": ["Feb"]}], "formats": []}),
    ("source", {"rows": ["Years", "Quarters", "Answered on"]}),
    ("source", {"rows": ["Loyalty", "Score"], "pages": []}),
    ("source", {"pages": [{"name": "Loyalty", "chosen": ["Promoter", "Passive"]}]}),
    ("source", {"style": "(none)", "banded": True, "title": "x", "at": "B3"}),
    ("source", by(hidden=["(blank)"], blank_label="nobody")),
    ("source", by(collapsed=["Anna Berg"], order="descending", subtotals_on_top=False)),
    ("source", by(order_by="Answers", subtotals=False)),
    ("source", by(filter={"kind": "top", "count": 1, "value": "Answers"})),
    ("source", by(filter={"kind": "value", "value": "Answers", "test": "greater", "number": 1})),
    ("source", by(filter={"kind": "label", "test": "begins_with", "text": "a"})),
    ("field number_format", {"function": "stdev"}),
    ("field number_format", {"show_as": "running_total", "base_field": "Segment"}),
    ("field number_format", {"show_as": "difference", "base_field": "Segment", "base_item": "(previous)"}),
    ("pivot kind", {"kind": "line", "stacking": "percent"}),
    ("pivot kind", {"kind": "doughnut", "at": "K2"}),
    ("table", {"refresh_on_open": True, "protected": True}),
    ("table", {"other_columns": False}),
]


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """The page's layout with other settings, and something exchanged, left out, doubled or added."""
    layout: dict[str, Any] = copy.deepcopy(LAYOUT)
    if draw(st.booleans()):
        # Its figures are those of just this pivot, and most changes make them impossible.
        layout["sheets"] = [sheet for sheet in layout["sheets"] if sheet["kind"] != "summary"]
    tables = [one for one in holders(layout) if isinstance(one, dict)]
    for keys, setting in draw(st.lists(st.sampled_from(SETTINGS), max_size=3)):
        described = draw(st.sampled_from([one for one in tables if set(keys.split()) <= one.keys()]))
        described.update(copy.deepcopy(setting))
    for _ in range(draw(st.integers(0, 1))):
        exchange(layout, draw)
    return layout


def exchange(layout: dict[str, Any], draw: st.DrawFn) -> None:
    holder = draw(st.sampled_from([one for one in holders(layout) if one]))
    key = draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
    match draw(st.sampled_from(["exchange", "exchange", "leave out", "double", "add"])):
        case "exchange":
            holder[key] = copy.deepcopy(draw(strangers))
        case "leave out":
            del holder[key]
        case "double" if isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        case _ if isinstance(holder, dict):
            holder[draw(st.sampled_from(WORDS))] = copy.deepcopy(draw(strangers))


@st.composite
def damaged(draw: st.DrawFn, whole: bytes, alphabet: bytes) -> bytes:
    """Bytes with a few of them exchanged, left out or put in."""
    raw = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(raw)))
        raw[at : at + draw(st.integers(0, 2))] = draw(st.lists(st.sampled_from(alphabet), max_size=3))
    return bytes(raw)


def test_the_whole_layout_is_answered_with_a_workbook() -> None:
    assert answer(DATA.encode(), TEXT.encode()) == 0
    assert answer(DATA.encode(), written(LAYOUT)) == 0


@QUICK
@given(st.binary(max_size=60) | st.text('a1,;"\n\r\té. -:', max_size=60).map(str.encode))
def test_any_bytes_are_answered_as_csv(data: bytes) -> None:
    answer(data, ROWS_ONLY.encode())


@QUICK
@given(damaged(DATA.encode(), b'a9,;"\n\r\t -.\xc3\xa9\x00'))
def test_any_damaged_csv_is_answered(data: bytes) -> None:
    answer(data, TEXT.encode())


@QUICK
@given(mutated())
def test_any_mutated_layout_is_answered(layout: dict[str, Any]) -> None:
    answer(DATA.encode(), written(layout))


@QUICK
@given(damaged(TEXT.encode(), b'a9="[]{}\n.#_ \xc3') | st.binary(max_size=60))
def test_any_damaged_layout_file_is_answered(layout: bytes) -> None:
    answer(DATA.encode(), layout)
