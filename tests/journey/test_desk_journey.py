"""The main job end to end: ask on the desk, answer as a customer, read as an analyst, compare in Excel."""

import re
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import BrowserContext, Page, expect

from server.demonstration import people
from tests.journey import pages
from tests.journey.conftest import NewContext, Rapport

pytestmark = [pytest.mark.browser, pytest.mark.node]

ANNA = people.ACCOUNT_MANAGERS[0]
COMMENT = "Your driver waited for us twice. Thank you!"


def ask_on_the_desk(context: BrowserContext, rapport: Rapport) -> Page:
    """Anna asks somebody who may be asked; gives the desk."""
    desk = pages.sign_in(context, rapport.origin, ANNA)
    desk.goto(f"{rapport.origin}/desk")
    contacts = desk.evaluate("fetch('/desk/contacts').then(answer => answer.json())")
    free: str = next(one["email"] for one in contacts if one["may_be_asked"])
    pages.compose(desk, free, "Our meeting", "Dear customer, thank you for today.")
    pane = pages.open_pane(desk)
    pages.sign_in_to_pane(desk, pane, ANNA)
    expect(pane.get_by_text("May be asked", exact=True)).to_be_visible()
    pane.get_by_role("button", name="Insert question").click()
    expect(pane.get_by_role("heading", name="The question is in your mail")).to_be_visible()
    desk.get_by_role("button", name="Send", exact=True).click()
    return desk


def mail_received(desk: Page) -> bytes:
    """The newest mail of the customers' inbox, as the file that Save as .eml gives."""
    desk.get_by_role("link", name="Customers’ inbox").click()
    desk.get_by_role("link", name=re.compile("Our meeting")).first.click()
    expect(desk.frame_locator("#sheet iframe").get_by_role("link", name="9")).to_be_visible()
    with desk.expect_download() as saved:
        desk.get_by_role("link", name="Save as .eml").click()
    return Path(saved.value.path()).read_bytes()


def answer(customer: BrowserContext, link: str) -> None:
    """Click 9, change it to 10, say something, send; then try to answer again by every way there is."""
    page = customer.new_page()
    page.goto(link)
    expect(page.locator("input[name=score][value='9']")).to_be_checked()
    page.locator("#s10").check()
    page.get_by_role("textbox").fill(COMMENT)
    page.get_by_role("button").click()
    given = page.locator(".given")
    expect(given).to_have_text("10")
    page.reload()
    expect(given).to_have_text("10")
    page.go_back()
    page.goto(link.replace("s=9", "s=0"))
    expect(given).to_have_text("10")
    expect(page.get_by_role("button")).to_have_count(0)


def report_of(context: BrowserContext, rapport: Rapport) -> Page:
    """The report, opened by the analyst."""
    page = pages.sign_in(context, rapport.origin, people.ANALYST)
    page.goto(f"{rapport.origin}/report")
    return page


def answers_shown(report: Page) -> int:
    """How many answers the score stands on."""
    found = re.search(r"([\d,]+) answers\)", report.locator(".known").first.inner_text())
    assert found
    return int(found.group(1).replace(",", ""))


def workbook_of(report: Page) -> Worksheet:
    """The sheet with the PivotTable, as it lies in the downloaded file: nothing is refreshed."""
    with report.expect_download() as download:
        report.get_by_role("link", name="Excel").click()
    content = Path(download.value.path()).read_bytes()
    return load_workbook(BytesIO(content), data_only=True)["Report"]


def pivot_column(sheet: Worksheet, caption: str) -> dict[str, float]:
    """A value of the PivotTable by the label of its row."""
    header = next(row for row in sheet.iter_rows() if caption in [cell.value for cell in row])
    column = next(cell.column for cell in header if cell.value == caption)
    below = sheet.iter_rows(min_row=header[0].row + 1)
    return {str(row[0].value): float(row[column - 1].value) for row in below if row[0].value}


def test_from_the_pane_to_the_pivot(rapport: Rapport, new_context: NewContext) -> None:
    report = report_of(new_context(), rapport)
    before = answers_shown(report)

    desk = ask_on_the_desk(new_context(), rapport)
    eml = message_from_bytes(mail_received(desk), policy=default)
    assert [part.get_content_type() for part in eml.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert eml["From"].addresses[0].addr_spec == ANNA.email
    link = desk.frame_locator("#sheet iframe").get_by_role("link", name="9").get_attribute("href")
    assert link
    answer(new_context(), link)

    report.reload()
    assert answers_shown(report) == before + 1
    expect(report.get_by_text(COMMENT)).to_be_visible()
    score = float(str(report.locator("#score").get_attribute("value")))
    sheet = workbook_of(report)
    assert pivot_column(sheet, "NPS")["Grand Total"] == pytest.approx(score, abs=0.05)
    assert pivot_column(sheet, "NPS, calculated")["Grand Total"] == pytest.approx(score, abs=0.05)
    assert pivot_column(sheet, "Responses")["Grand Total"] == before + 1
    assert pivot_column(sheet, "NPS").keys() == {one.name for one in people.ACCOUNT_MANAGERS} | {
        people.NEWCOMER.name,
        "Grand Total",
    }


def test_the_command_says_where_it_answers_and_who_signs_in(rapport: Rapport) -> None:
    printed = "\n".join(rapport.printed)
    assert f"Rapport answers at {rapport.origin}" in printed
    assert people.PASSWORD in printed
    for somebody in (ANNA, people.ANALYST, people.ADMIN):
        assert somebody.email in printed
