"""Answers the browser's requests: Outlook's and Microsoft's files from here, the pane from its server."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Route

HERE = Path(__file__).parent
OFFICE_JS = HERE.parent / "node_modules" / "@microsoft" / "office-js" / "dist"

OUTLOOK = "https://outlook.office.com"
HOST_PAGE = OUTLOOK + "/mail/"
HOST_SCRIPT = HOST_PAGE + "host.js"
OFFICE_CDN = "https://appsforoffice.microsoft.com/lib/1/hosted/"
AJAX = "https://ajax.aspnetcdn.com/ajax/3.5/MicrosoftAjax.js"


def office_js_is_installed() -> bool:
    """Whether `npm ci` was run in tests/."""
    return (OFFICE_JS / "office.js").is_file()


def intercept(
    context: BrowserContext,
    origins: tuple[str, ...],
    page: Callable[[], str],
    strays: list[str],
    theme: str | None,
) -> None:
    """Routes the whole context, pop-ups and frames included.

    `origins` are passed through to real servers; `page` gives the host page's HTML when it is asked for; what
    is refused is appended to `strays`; `theme` is a colour that Office is made to tell (see `themed`).
    """

    def answer(route: Route) -> None:
        url = route.request.url
        address = url.split("?")[0]
        if address == HOST_PAGE:
            route.fulfill(body=page(), content_type="text/html; charset=utf-8")
        elif address == HOST_SCRIPT:
            route.fulfill(path=HERE / "host.js", content_type="text/javascript")
        elif address == AJAX:
            route.fulfill(path=HERE / "ajax.js", content_type="text/javascript")
        elif address.startswith(OFFICE_CDN) and office_file(address).is_file():
            route.fulfill(body=themed(office_file(address), theme), content_type="text/javascript")
        else:
            strays.append(url)
            route.abort()

    context.route(everything_but(origins), answer)


def everything_but(origins: tuple[str, ...]) -> re.Pattern[str]:
    """Matches all addresses but those of these origins, which then cost no round trip through Python."""
    return re.compile(f"^(?!(?:{'|'.join(map(re.escape, origins))})(?:/|$))")


def office_file(address: str) -> Path:
    """The file of the npm package for an address of Microsoft's CDN; the package has lower-case names."""
    return OFFICE_JS / urlsplit(address).path.removeprefix("/lib/1/hosted/").lower()


def themed(file: Path, theme: str | None) -> bytes:
    """A file of Office.js, with the theme that newer ones tell (Mailbox 1.14; the package is of 2022)."""
    content = file.read_bytes()
    if theme is None or not file.name.startswith("outlook-web-"):
        return content
    told = f"{{get: function () {{ return {{bodyBackgroundColor: '{theme}'}}; }}}}"
    return content + f"\nObject.defineProperty(OSF.DDA.Context.prototype, 'officeTheme', {told});".encode()
