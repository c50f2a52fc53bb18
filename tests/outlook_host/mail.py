"""What lies in the simulated Outlook: mails that are written or read, and the ways in which it misbehaves."""

from dataclasses import dataclass
from typing import Literal

GROUP, USER, EXTERNAL = 1, 2, 3
CURSOR = "|"

Call = Literal[
    "recipients",
    "body_type",
    "body",
    "subject",
    "insert_at_cursor",
    "insert_at_top",
]


@dataclass(frozen=True)
class Address:
    """A recipient or sender; `email` is empty where Outlook could not resolve the name."""

    email: str
    name: str = ""
    kind: int = EXTERNAL


@dataclass(frozen=True)
class Mail:
    """An item of the mailbox; `cursor` is an offset in `body`, None when it never was there."""

    compose: bool
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    subject: str = ""
    body: str = ""
    body_type: Literal["html", "text"] = "html"
    cursor: int | None = None
    sender: Address | None = None
    appointment: bool = False


@dataclass(frozen=True)
class Fault:
    """How one call of Office goes wrong.

    lie: success is reported and nothing happens; late: it happens 0.3 seconds after success was reported;
    silence: nothing happens and no answer comes; done_silently: it happens and no answer comes; held: the
    answer comes when the test releases it; error: the call fails with `code`; none: that call goes well, so
    that with `times` the next fault of the same call comes later. `times` None means always.
    """

    call: Call
    kind: Literal["lie", "late", "silence", "done_silently", "held", "error", "none"]
    code: int = 0
    times: int | None = None


def draft(
    to: tuple[Address, ...],
    *,
    cc: tuple[Address, ...] = (),
    bcc: tuple[Address, ...] = (),
    subject: str = "Our project",
    body: str = "<p>Hello,</p><p>|</p><p>Kind regards<br>Anna</p>",
    body_type: Literal["html", "text"] = "html",
) -> Mail:
    """A mail that is being written; a `|` in `body` is where the cursor stands."""
    cursor = body.find(CURSOR)
    return Mail(
        compose=True,
        to=to,
        cc=cc,
        bcc=bcc,
        subject=subject,
        body=body.replace(CURSOR, "", 1),
        body_type=body_type,
        cursor=None if cursor < 0 else cursor,
    )


def received(sender: Address | None, subject: str = "Our project", *, appointment: bool = False) -> Mail:
    """A mail that is being read."""
    return Mail(compose=False, sender=sender, subject=subject, appointment=appointment)
