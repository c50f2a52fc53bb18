"""The pane's files as Outlook loads them."""

import pytest

from server.outlook.routes import FOLDER
from server.security import headers
from tests.people import Browser


def test_the_pane_may_stand_in_outlook_and_load_office_js(browser: Browser) -> None:
    page = browser.get("/addin/pane.html")
    assert page.status_code == 200
    policy = page.headers["Content-Security-Policy"]
    assert "https://appsforoffice.microsoft.com" in policy
    assert "frame-ancestors 'self' https://outlook.office.com" in policy


def test_only_the_pane_may_load_one_script_from_everybody_s_host(browser: Browser) -> None:
    sources = browser.get("/addin/pane.html").headers["Content-Security-Policy"].split("; ")[1].split(" ")
    assert [source for source in sources if "jsdelivr" in source] == [headers.MSAL_BROWSER]
    for other in ("/sign-in", "/addin/app.js"):
        assert "jsdelivr" not in browser.get(other).headers["Content-Security-Policy"]


def test_every_file_that_the_pane_names_is_served(browser: Browser) -> None:
    for file in FOLDER.rglob("*"):
        if file.suffix in (".js", ".css", ".html", ".png"):
            answer = browser.get(f"/addin/{file.relative_to(FOLDER).as_posix()}")
            assert (answer.status_code, answer.data) == (200, file.read_bytes())


def test_icons_may_be_kept_for_a_day(browser: Browser) -> None:
    control = browser.get("/addin/icons/icon-80.png").headers["Cache-Control"]
    assert "public" in control
    assert "max-age=86400" in control
    assert "no-store" not in control


@pytest.mark.parametrize("file", ["pane.html", "app.js", "pane.css"])
def test_scripts_are_asked_for_again_and_not_sent_again(browser: Browser, file: str) -> None:
    first = browser.get(f"/addin/{file}")
    assert first.headers["Cache-Control"] == "no-cache"
    again = browser.get(f"/addin/{file}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("file", ["", "nothing.js", "../server/app.py", "..%2fsetup.cfg", "icons", "x.map"])
def test_nothing_else_is_served(browser: Browser, file: str) -> None:
    assert browser.get(f"/addin/{file}").status_code == 404
