"""One mail window of Outlook with the pane open in it, and what a test can do there."""

import json
from collections.abc import Mapping
from dataclasses import asdict

from playwright.sync_api import BrowserContext, ConsoleMessage, FrameLocator, Page, WebError

from tests.outlook_host.identity import TokenAnswer, Way
from tests.outlook_host.mail import Address, Call, Fault, Mail
from tests.outlook_host.network import HERE, HOST_PAGE, intercept

# Outlook 16.0.12527, the oldest that is supported. The versions are texts: as a number 1.10 would be 1.1.
MAILBOX_1_8: Mapping[str, str] = {"Mailbox": "1.8", "DialogApi": "1.1"}


NO_TOKENS: Mapping[Way, TokenAnswer] = {}


class OutlookHost:
    """Outlook on the web in a browser context, beside the pane of the server at `origin`.

    `passed` names further origins that are real servers, such as an identity provider. `theme` is the colour
    of Outlook's panes (#rrggbb), which only hosts of Mailbox 1.14 or newer tell. `scripts` run first in every
    document. `tokens` is what Outlook has from Microsoft; a way that is missing there never answers. Without
    `has_bridge`, Outlook promises nested app authentication and hasn't got it. Several hosts can follow each
    other in one context, when each is closed.
    """

    def __init__(
        self,
        context: BrowserContext,
        origin: str,
        *,
        pane: str = "/addin/pane.html",
        passed: tuple[str, ...] = (),
        requirements: Mapping[str, str] = MAILBOX_1_8,
        faults: tuple[Fault, ...] = (),
        locale: str = "en-US",
        theme: str | None = None,
        scripts: tuple[str, ...] = (),
        tokens: Mapping[Way, TokenAnswer] = NO_TOKENS,
        has_bridge: bool = True,
    ) -> None:
        self.context = context
        self.strays: list[str] = []  # addresses that nobody was meant to ask for
        self.complaints: list[str] = []  # errors of scripts, and of the browser about them
        self._address = origin + pane
        self._scripts = scripts
        self._setup = {
            "pane": self._address,
            "requirements": dict(requirements),
            "faults": [asdict(fault) for fault in faults],
            "locale": locale,
            "tokens": {way: asdict(answer) for way, answer in tokens.items()},
        }
        self._mail: Mail | None = None
        self._page: Page | None = None
        self._earlier = list(context.pages)
        context.on("console", self._note_message)
        context.on("weberror", self._note_error)
        bridge = has_bridge and "NestedAppAuth" in requirements
        intercept(context, (origin, *passed), self._host_page, self.strays, theme, has_bridge=bridge)

    def open(self, mail: Mail) -> FrameLocator:
        """Opens a mail with the pane beside it; gives the pane."""
        self._mail = mail
        self._page = self._new_page()
        self._page.goto(HOST_PAGE, wait_until="commit")
        return self.pane

    def open_outside(self) -> Page:
        """Opens the pane's page by itself, as a browser without Outlook does."""
        page = self._new_page()
        page.goto(self._address, wait_until="commit")
        return page

    def close(self) -> None:
        """Closes its windows and leaves the context as it was found."""
        for page in self.context.pages:
            if page not in self._earlier:
                page.close()
        self.context.unroute_all(behavior="ignoreErrors")
        self.context.remove_listener("console", self._note_message)
        self.context.remove_listener("weberror", self._note_error)

    @property
    def page(self) -> Page:
        """The window of Outlook."""
        assert self._page is not None, "open a mail first"
        return self._page

    @property
    def pane(self) -> FrameLocator:
        """The pane inside that window."""
        return self.page.frame_locator("iframe")

    def body(self) -> str:
        """What the mail holds now, as Outlook would send it."""
        return str(self.page.evaluate("outlook.body()"))

    def calls(self) -> list[str]:
        """The names of the calls that Office has received, in order."""
        return list(self.page.evaluate("outlook.calls()"))

    def asked_for(self) -> list[tuple[Way, str | None]]:
        """By which ways the pane has asked Outlook for a token, and with which claims, in order."""
        return [(one["way"], one["claims"]) for one in self.page.evaluate("outlook.askedFor()")]

    def answer_with(self, tokens: Mapping[Way, TokenAnswer]) -> None:
        """From now on Outlook knows this from Microsoft."""
        given = {way: asdict(answer) for way, answer in tokens.items()}
        self.page.evaluate("tokens => outlook.answerWith(tokens)", given)

    def most_at_once(self) -> int:
        """How many calls of the pane were unanswered at the same time."""
        return int(self.page.evaluate("outlook.mostAtOnce()"))

    def behave(self) -> None:
        """Ends all faults."""
        self.page.evaluate("outlook.behave()")

    def wait_for(self, call: Call) -> None:
        """Waits until Office has received that call."""
        self.page.wait_for_function("name => outlook.calls().includes(name)", arg=call)

    def release(self) -> None:
        """Answers the calls that were held."""
        self.page.evaluate("outlook.release()")

    def change_body(self, body: str) -> None:
        """Replaces what was written, as if by hand."""
        self.page.evaluate("body => outlook.changeBody(body)", body)

    def change_recipients(self, to: tuple[Address, ...], *, told: bool = True) -> None:
        """Replaces the To line; `told` whether Outlook sends its event, which it sometimes forgets."""
        given = {"to": [asdict(one) for one in to]}
        self.page.evaluate("([given, told]) => outlook.changeRecipients(given, told)", [given, told])

    def select(self, mail: Mail | None) -> None:
        """Selects another mail beside a pinned pane, or none."""
        self.page.evaluate("mail => outlook.select(mail)", None if mail is None else asdict(mail))

    def check(self) -> None:
        """Raises AssertionError when something was asked for or complained about that should not be."""
        assert not self.strays, f"asked for addresses that are not ours: {self.strays}"
        assert not self.complaints, f"errors in the browser: {self.complaints}"

    def _new_page(self) -> Page:
        page = self.context.new_page()
        for script in self._scripts:
            page.add_init_script(script)
        return page

    def _host_page(self) -> str:
        assert self._mail is not None
        setup = json.dumps(self._setup | {"mail": asdict(self._mail)}).replace("<", "\\u003c")
        return (HERE / "page.html").read_text(encoding="utf-8").replace("{{setup}}", setup)

    def _note_error(self, error: WebError) -> None:
        self.complaints.append(str(error.error))

    def _note_message(self, message: ConsoleMessage) -> None:
        # A refusal of the server is its answer and no error of a script; unknown addresses are in `strays`.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"{message.text} {message.location.get('url', '')}")
