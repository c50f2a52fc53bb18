"""Answers the browser's requests: Outlook's and Microsoft's files from here, the pane from its server."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Route

HERE = Path(__file__).parent
NODE_MODULES = HERE.parent / "node_modules"
OFFICE_JS = NODE_MODULES / "@microsoft" / "office-js" / "dist"

OUTLOOK = "https://outlook.office.com"
HOST_PAGE = OUTLOOK + "/mail/"
HOST_SCRIPTS = {HOST_PAGE + name: HERE / name for name in ("identity.js", "host.js")}
OFFICE_CDN = "https://appsforoffice.microsoft.com/lib/1/hosted/"
NPM_CDN = "https://cdn.jsdelivr.net/npm/"
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
    *,
    has_bridge: bool,
) -> None:
    """Routes the whole context, pop-ups and frames included.

    `origins` are passed through to real servers; `page` gives the host page's HTML when it is asked for; what
    is refused is appended to `strays`; for `theme` and `has_bridge` see `renewed`.
    """

    def answer(route: Route) -> None:
        url = route.request.url
        address = url.split("?")[0]
        if address == HOST_PAGE:
            route.fulfill(body=page(), content_type="text/html; charset=utf-8")
        elif address in HOST_SCRIPTS:
            route.fulfill(path=HOST_SCRIPTS[address], content_type="text/javascript")
        elif address == AJAX:
            route.fulfill(path=HERE / "ajax.js", content_type="text/javascript")
        elif address.startswith(OFFICE_CDN) and office_file(address).is_file():
            body = renewed(office_file(address), theme, has_bridge=has_bridge)
            route.fulfill(body=body, content_type="text/javascript")
        elif address.startswith(NPM_CDN) and (file := npm_file(address)):
            open_to_all = {"Access-Control-Allow-Origin": "*"}
            route.fulfill(path=file, content_type="text/javascript", headers=open_to_all)
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


def npm_file(address: str) -> Path | None:
    """The file of an installed npm package for its address on the CDN, if that very version is installed."""
    found = re.fullmatch(r"((?:@[^/]+/)?[^/@]+)@([^/]+)/(.+)", address.removeprefix(NPM_CDN))
    if not found:
        return None
    package, version, file = found.groups()
    settings = NODE_MODULES / package / "package.json"
    if not settings.is_file() or json.loads(settings.read_text(encoding="utf-8"))["version"] != version:
        return None
    return NODE_MODULES / package / file


def renewed(file: Path, theme: str | None, *, has_bridge: bool) -> bytes:
    """A file of Office.js with what newer ones have, since the package is of 2022.

    They tell the `theme` (Mailbox 1.14), and bridge nested app authentication (NestedAppAuth 1.1).
    """
    content = file.read_bytes()
    if not file.name.startswith("outlook-web-"):
        return content
    if theme is not None:
        told = f"{{get: function () {{ return {{bodyBackgroundColor: '{theme}'}}; }}}}"
        content += f"\nObject.defineProperty(OSF.DDA.Context.prototype, 'officeTheme', {told});".encode()
    return content + (HERE / "bridge.js").read_bytes() if has_bridge else content
