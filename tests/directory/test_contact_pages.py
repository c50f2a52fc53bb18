"""The pages of contacts: who sees whom, searching, and importing in the browser."""

import re
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from server.directory import queries
from server.identity.model import Role
from server.tenancy.transaction import reading
from tests.builders import House, add_account, add_somebody
from tests.directory import files
from tests.people import Browser

HEADER = ("Name", "E-mail", "Company", "Owner")


def upload(browser: Browser, stream: BytesIO, **fields: str) -> TestResponse:
    return browser.submit("/contacts/import", {"file": (stream, "contacts.xlsx"), **fields})


def totals(page: str) -> dict[str, str]:
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page))


@pytest.mark.parametrize("path", ["/contacts", "/contacts/import"])
def test_nobody_is_asked_to_sign_in(house: House, browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 401
    assert upload(browser, files.text("E-mail,Company")).status_code == 401


def test_an_account_manager_sees_their_own_accounts(house: House, browser: Browser) -> None:
    page = browser.sign_in(house.alice).get("/contacts").text
    assert "carla@acme.example" in page
    assert "bert@brixton.example" not in page
    assert "Import contacts" not in page


def test_an_admin_sees_all_accounts_with_their_owners(house: House, browser: Browser) -> None:
    page = browser.sign_in(house.bob).get("/contacts").text
    assert re.search(r"Acme</span>\s*<span>Alice</span>", page)
    assert re.search(r"Brixton</span>\s*<span>Bob</span>", page)


def test_charlie_sees_only_the_contacts_of_their_organisation(house: House, browser: Browser) -> None:
    browser.sign_in(house.charlie)
    page = browser.get("/contacts").text
    assert "zoe@zenith.example" in page
    assert "acme.example" not in page
    assert "Nobody found" in browser.get("/contacts?q=carla").text


def test_an_account_manager_may_not_import(house: House, browser: Browser) -> None:
    browser.sign_in(house.alice)
    assert browser.get("/contacts/import").status_code == 403
    stream = files.workbook(HEADER, ("Nina", "nina@novo.example", "Novo", ""))
    assert upload(browser, stream).status_code == 403
    with reading(house.bob.viewer) as session:
        assert queries.by_addresses(session, ["nina@novo.example"]) == {}


def test_who_owns_nothing_is_told_how_to_begin(house: House, browser: Browser) -> None:
    dora = add_somebody(house.north, "Dora", {Role.ACCOUNT_MANAGER})
    assert "No account is yours yet" in browser.sign_in(dora).get("/contacts").text


@pytest.mark.parametrize("words", ["carla", "ACME", "Customer acme", "carla@acme"])
def test_contacts_are_found_by_name_address_and_company(house: House, browser: Browser, words: str) -> None:
    page = browser.sign_in(house.bob).get("/contacts", query_string={"q": words}).text
    assert "1 found" in page
    assert "carla@acme.example" in page
    assert "bert@brixton.example" not in page


def test_many_contacts_come_on_pages(house: House) -> None:
    add_account(house.north, "Novo", house.bob, [(f"N{n:02}", f"n{n}@novo.example") for n in range(60)])
    with reading(house.bob.viewer) as session:
        pages = [queries.listing(session, "", page) for page in (1, 2, 99)]
        found = queries.listing(session, "novo", 2)
    assert [(len(page.contacts), page.page, page.total) for page in pages] == [
        (50, 1, 62),
        (12, 2, 62),
        (12, 2, 62),
    ]
    assert len({contact.id for page in pages[:2] for contact in page.contacts}) == 62
    assert [account.name for account, _ in pages[0].by_account] == ["Acme", "Brixton", "Novo"]
    assert [contact.name for contact in found.contacts] == [f"N{n}" for n in range(50, 60)]


def test_an_admin_imports_a_file_and_sees_what_was_not_taken(house: House, browser: Browser) -> None:
    browser.sign_in(house.bob)
    stream = files.workbook(
        HEADER, ("Nina", "nina@novo.example", "Novo", "Alice"), ("<b>Bad</b>", "<b>bad</b>", "Novo", "")
    )
    answer = upload(browser, stream)
    assert answer.status_code == 200
    assert totals(answer.text) == {"contacts added": "1", "accounts added": "1", "rows not taken": "1"}
    assert re.search(
        r'<td class="number">3</td><td>&lt;b&gt;bad&lt;/b&gt; is not a mail address', answer.text
    )
    assert "nina@novo.example" in browser.get("/contacts").text


def test_owners_are_added_when_the_admin_ticks_it(house: House, browser: Browser) -> None:
    stream = files.workbook(HEADER, ("Nina", "nina@novo.example", "Novo", "dora@north.example"))
    answer = upload(browser.sign_in(house.bob), stream, add_people="on")
    assert totals(answer.text)["people added"] == "1"


def test_a_file_that_cannot_be_read_is_answered_with_the_reason(house: House, browser: Browser) -> None:
    answer = upload(browser.sign_in(house.bob), files.text("Name,Phone\nCarla,1"))
    assert answer.status_code == 422
    assert "There is no column for the mail address" in answer.text
    assert "Choose a file" in answer.text


def test_no_file_at_all_is_answered_in_words(house: House, browser: Browser) -> None:
    answer = browser.sign_in(house.bob).submit("/contacts/import")
    assert answer.status_code == 422
    assert "Choose a file first." in answer.text


def test_an_upload_beyond_the_limit_is_answered_in_words(house: House, browser: Browser) -> None:
    answer = upload(browser.sign_in(house.bob), BytesIO(bytes(21 * 1024 * 1024)))
    assert answer.status_code == 413
    assert "larger than 20 MB" in answer.text
