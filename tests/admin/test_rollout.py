"""Rolling out the add-in: what an admin enters becomes a checked manifest at a stable address."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from lxml import etree
from sqlalchemy import select

import manifest
from server.admin.model import Rollout
from server.tenancy.transaction import reading
from tests.builders import House, Somebody
from tests.people import Browser

CLIENT_ID = "6f9619ff-8b86-4011-b42d-00cf4fc964ff"


@pytest.fixture
def bob(house: House, browser: Browser) -> Browser:
    return browser.sign_in(house.bob)


def kept(somebody: Somebody) -> Rollout:
    with reading(somebody.viewer) as session:
        return session.scalars(select(Rollout)).one()


def test_the_host_name_becomes_a_manifest_that_outlook_takes(house: House, bob: Browser) -> None:
    assert (
        bob.submit("/admin/outlook", {"host": "rapport.example", "client_id": CLIENT_ID}).status_code == 302
    )
    page = bob.get("/admin/outlook").text
    assert "are as Outlook wants them" in page
    downloaded = bob.get("/admin/outlook/manifest.xml")
    assert "rapport-manifest.xml" in downloaded.headers["Content-Disposition"]
    assert manifest.check(downloaded.data) == ()
    assert b"https://rapport.example/addin/pane.html" in downloaded.data


def test_outlook_fetches_the_same_manifest_without_a_sign_in(house: House, bob: Browser, app: Flask) -> None:
    bob.submit("/admin/outlook", {"host": "rapport.example", "client_id": ""})
    shown = re.search(r"https://rapport\.example(/manifest/[^<\s]+\.xml)", bob.get("/admin/outlook").text)
    assert shown
    outlook = Browser(app.test_client())
    fetched = outlook.get(shown.group(1))
    assert fetched.data == bob.get("/admin/outlook/manifest.xml").data
    unchanged = outlook.get(shown.group(1), headers={"If-None-Match": fetched.headers["ETag"]})
    assert unchanged.status_code == 304


def test_the_version_rises_only_when_something_changed(house: House, bob: Browser) -> None:
    fields = {"host": "rapport.example", "client_id": ""}
    bob.submit("/admin/outlook", fields)
    first = kept(house.bob)
    bob.submit("/admin/outlook", fields)
    assert kept(house.bob).version == first.version == 1
    bob.submit("/admin/outlook", {**fields, "host": "https://other.example/"})
    second = kept(house.bob)
    assert (second.version, second.addin_id, second.host) == (2, first.addin_id, "https://other.example")
    root = etree.fromstring(bob.get("/admin/outlook/manifest.xml").data)
    assert root.findtext("{*}Version") == "1.0.2.0"


@pytest.mark.parametrize(
    ("host", "client_id", "sentence"),
    [
        ("http://rapport.example", "", "host must be https"),
        ("rapport.example/path", "", "Give the host name alone"),
        ("", "", "host must be https"),
        ("rapport.example", "not a guid", "32 hexadecimal digits"),
    ],
)
def test_what_no_manifest_can_be_made_from_is_refused_and_kept_on_the_page(
    house: House, bob: Browser, host: str, client_id: str, sentence: str
) -> None:
    answer = bob.submit("/admin/outlook", {"host": host, "client_id": client_id})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{client_id}"' in answer.text
    with reading(house.bob.viewer) as session:
        assert session.scalars(select(Rollout)).all() == []


def test_only_admins_roll_out(house: House, browser: Browser) -> None:
    assert browser.get("/admin/outlook").status_code == 401
    browser.sign_in(house.alice)
    for path in ("/admin/outlook", "/admin/outlook/manifest.xml", "/admin/people", "/admin/first-steps"):
        assert browser.get(path).status_code == 403
    assert browser.submit("/admin/outlook", {"host": "evil.example"}).status_code == 403


def test_another_organisation_has_a_roll_out_of_its_own(house: House, bob: Browser, app: Flask) -> None:
    bob.submit("/admin/outlook", {"host": "rapport.example", "client_id": ""})
    charlie = Browser(app.test_client()).sign_in(house.charlie)
    assert charlie.get("/admin/outlook/manifest.xml").status_code == 404
    assert "rapport.example/manifest" not in charlie.get("/admin/outlook").text
    charlie.submit("/admin/outlook", {"host": "south.example", "client_id": ""})
    assert kept(house.bob).host == "https://rapport.example"


def test_an_address_of_no_manifest_is_not_found(house: House, browser: Browser) -> None:
    assert browser.get(f"/manifest/{uuid4()}.xml").status_code == 404
    assert browser.get("/manifest/nonsense.xml").status_code == 404


def test_the_manifest_names_only_addresses_that_are_there(house: House, bob: Browser) -> None:
    bob.submit("/admin/outlook", {"host": "rapport.example", "client_id": ""})
    named = re.findall(
        rb"https://rapport\.example(/addin/[^\"<]+)", bob.get("/admin/outlook/manifest.xml").data
    )
    assert {Path(path.decode()).suffix for path in named} == {".html", ".png"}
    for path in named:
        answer = bob.get(path.decode())
        assert answer.status_code == 200
        if path.endswith(b".png"):
            assert answer.mimetype == "image/png"
            assert "no-store" not in answer.headers.get("Cache-Control", "")
