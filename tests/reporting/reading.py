"""Reads a report as people do: its page, and its workbook."""

from io import BytesIO

from lxml import html
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from werkzeug.test import TestResponse


def score(page: TestResponse) -> float:
    """The score in the page's headline, with its one decimal."""
    [found] = html.fromstring(page.text).xpath('//data[@id="score"]/@value')
    return float(found)


def figures(page: TestResponse, heading: str) -> dict[str, list[str]]:
    """The rows of the table whose first column has this heading: the other cells' texts by the first."""
    [table] = [
        t
        for t in html.fromstring(page.text).xpath("//table")
        if heading == t.xpath("string(.//thead//th[1])").strip()
    ]
    return {
        row.xpath("string(th)").strip(): [cell.text_content().strip() for cell in row.xpath("td")]
        for row in table.xpath(".//tbody/tr | .//tfoot/tr")
    }


def number(text: str) -> float:
    """A number as the page writes it."""
    return float(text.replace("\u2212", "-").replace(",", ""))


def workbook(answer: TestResponse) -> Workbook:
    """The workbook that was sent."""
    assert answer.status_code == 200, answer.text
    # Read-only leaves the pivot caches alone, which openpyxl takes seconds for.
    return load_workbook(BytesIO(answer.data), read_only=True)


def pivot_rows(book: Workbook, sheet: str) -> dict[str, dict[str, float]]:
    """The computed cells of a sheet's PivotTable: by row label, by heading."""
    rows = [list(row) for row in book[sheet].iter_rows(values_only=True)]
    top = next(place for place, row in enumerate(rows) if "Responses" in row)
    return {
        str(row[0]): dict(zip(rows[top][1:], row[1:], strict=True))
        for row in rows[top + 1 :]
        if row[0] is not None
    }


def data_rows(book: Workbook) -> list[dict[str, object]]:
    """The rows of the Table Responses."""
    header, *rows = book["Responses"].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows if any(cell is not None for cell in row)]
