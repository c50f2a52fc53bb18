"""With own data from an empty beginning: contacts, a survey in two languages, and the main job with them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pyotp
import pytest
from openpyxl import Workbook
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from tests.journey import pages
from tests.journey.conftest import NewContext, Rapport

pytestmark = [pytest.mark.browser, pytest.mark.node]

PASSWORD = "seven slow otters"


def begin(context: BrowserContext, rapport: Rapport) -> Page:
    """Olga makes an organisation and is its admin."""
    page = context.new_page()
    page.goto(f"{rapport.origin}/start")
    page.get_by_label("Name of your organisation").fill("Own & Co")
    page.get_by_label("Short name").fill("own")
    page.get_by_label("Your name").fill("Olga Own")
    page.get_by_label("Your address").fill("olga@own.example")
    page.get_by_label("A password").fill(PASSWORD)
    page.get_by_role("button", name="Begin").click()
    secret = page.locator(".secret").inner_text()
    page.get_by_label("Six digits").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("heading", name="Welcome, Olga Own")).to_be_visible()
    return page


def approve_operator(page: Page, origin: str) -> None:
    """Olga lets an operator change her organisation's data, since the shell is theirs."""
    page.goto(f"{origin}/admin/audit")
    page.get_by_role("link", name="operators and approvals").click()
    page.get_by_label("Operator's name").fill("Otto Operator")
    page.get_by_label("Operator's address").fill("otto@rapport.example")
    page.get_by_label("Reason").fill("Our first contacts")
    page.get_by_label("look at data and change them").check()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Otto Operator may work with your data from now on")).to_be_visible()


def import_contacts(rapport: Rapport, folder: Path) -> str:
    """Import a workbook with one good row and one without an address, from a shell, while the server runs."""
    workbook = Workbook()
    assert workbook.active is not None
    workbook.active.append(["Navn", "E-mail", "Firma", "Ansvarlig", "Sprog"])
    workbook.active.append(["Karen Kunde", "karen@kunde.example", "Kunde A/S", "olga@own.example", "da"])
    workbook.active.append(["Ingen Adresse", "", "Kunde A/S", "olga@own.example", "da"])
    file = folder / "contacts.xlsx"
    workbook.save(file)
    options = ["--organisation", "own", "--operator", "Otto Operator"]
    command = [sys.executable, "-m", "server", "import", "contacts", str(file), *options]
    environ = {**os.environ, "RAPPORT_HOME": str(rapport.home)}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def write_survey(page: Page, origin: str) -> None:
    """A survey in English and Danish, published."""
    page.goto(f"{origin}/surveys/new")
    page.get_by_label("Title").fill("After delivery")
    page.get_by_label("Add a language").select_option("Dansk")
    page.get_by_role("button", name="Add", exact=True).click()
    danish = page.get_by_role("group", name="Dansk")
    danish.get_by_label("Question, answered by 0 to 10").fill("Hvor gerne vil du anbefale os?")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("“After delivery” can be asked, in version 1.")).to_be_visible()


def pane_signed_in(desk: Page) -> FrameLocator:
    """The pane, after the dialog."""
    pane = pages.open_pane(desk)
    with desk.expect_popup() as opened:
        pane.get_by_role("button", name="Sign in").click()
    opened.value.get_by_role("button", name="Continue as Olga Own").click()
    return pane


def test_from_an_empty_beginning_to_the_first_answer(
    rapport: Rapport, new_context: NewContext, tmp_path: Path
) -> None:
    page = begin(new_context(), rapport)
    approve_operator(page, rapport.origin)
    printed = import_contacts(rapport, tmp_path)
    assert "Row 3 was not taken: It has no mail address." in printed
    write_survey(page, rapport.origin)

    page.goto(f"{rapport.origin}/desk")
    pages.compose(page, "karen@kunde.example", "Tak for ordren", "Kære Karen,")
    pane = pane_signed_in(page)
    expect(pane.get_by_label("Language")).to_have_value("da")
    pane.get_by_role("button", name="Insert question").click()
    expect(pane.get_by_role("heading", name="The question is in your mail")).to_be_visible()
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("link", name="Customers’ inbox").click()
    page.get_by_role("link", name=re.compile("Tak for ordren")).first.click()
    mail = page.frame_locator("#sheet iframe")
    expect(mail.get_by_text("Hvor gerne vil du anbefale os?")).to_be_visible()
    link = mail.get_by_role("link", name="8").get_attribute("href")
    assert link

    karen = new_context().new_page()
    karen.goto(link)
    expect(karen.get_by_text("Hvor gerne vil du anbefale os?")).to_be_visible()
    karen.get_by_role("button").click()
    expect(karen.locator(".given")).to_have_text("8")

    page.goto(f"{rapport.origin}/report")
    expect(page.get_by_text("Too few answers to tell").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    assert download.value.suggested_filename.startswith("rapport-own-")
