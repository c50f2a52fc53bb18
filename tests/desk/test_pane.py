"""The desk's part of Outlook: the add-in's own page, and the stand-in for Office.js."""

import re

import pytest

from server.desk.office_routes import adapted
from server.outlook.routes import FOLDER
from tests.builders import House
from tests.people import Browser


def test_the_pane_is_the_add_ins_page_but_for_its_office_js(house: House, browser: Browser) -> None:
    served = browser.sign_in(house.alice).get("/desk/pane?mode=read").text
    own = (FOLDER / "pane.html").read_text(encoding="utf-8")
    undone = served.replace('\n<base href="/addin/">', "").replace(
        "/desk/office.js", "https://appsforoffice.microsoft.com/lib/1/hosted/office.js"
    )
    assert undone == own != served


def test_all_that_the_pane_loads_is_there(house: House, browser: Browser) -> None:
    page = browser.sign_in(house.alice).get("/desk/pane?mode=read").text
    assert page.index("<base") < page.index("<link")
    loaded = re.findall(r'(?:src|href)="([^"]+\.(?:js|css|png))"', page)
    assert len(loaded) > 10
    for path in loaded:
        assert browser.get(path if path.startswith("/") else f"/addin/{path}").status_code == 200, path


def test_the_pane_may_only_stand_in_our_own_page(house: House, browser: Browser) -> None:
    policy = browser.sign_in(house.alice).get("/desk/pane?mode=read").headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "microsoft" not in policy


def test_a_page_that_is_not_the_pane_is_refused() -> None:
    with pytest.raises(ValueError, match="Office"):
        adapted("<html><head></head></html>")


def test_the_sign_in_window_loads_the_stand_in_before_anybody_is_signed_in(browser: Browser) -> None:
    answer = browser.get("/desk/office.js")
    assert answer.status_code == 200
    assert answer.mimetype == "text/javascript"
    assert "messageParent" in answer.text
