"""Which Outlook and which Exchange take the add-in."""

from collections.abc import Iterator

from manifest.checks.parts import name
from manifest.finding import Finding, error, warning
from manifest.namespaces import APP
from manifest.tree import Element

_EXCHANGE_STOPS_AT = (1, 5)


def findings(app: Element) -> Iterator[Finding]:
    """The add-in names the Mailbox set, and asks for no newer one than Exchange itself has."""
    for requirements in app.iter("*"):
        if name(requirements) == "Requirements":
            yield from _of_requirements(requirements)


def _of_requirements(requirements: Element) -> Iterator[Finding]:
    mailboxes = [
        element
        for element in requirements.iter("*")
        if name(element) == "Set" and element.get("Name", "").lower() == "mailbox"
    ]
    if not mailboxes and requirements.tag == f"{{{APP}}}Requirements":
        yield error(
            requirements, "mailbox-missing", "<Requirements> must name the set Mailbox and its minimum."
        )
    for mailbox in mailboxes:
        version = _minimum(mailbox)
        if version > _EXCHANGE_STOPS_AT:
            yield warning(
                mailbox,
                "mailbox-too-new",
                f"Mailbox {version[0]}.{version[1]} as minimum keeps the add-in out of Exchange on own "
                "servers, which stops at 1.5. Ask for newer features when the add-in runs.",
            )


def _minimum(mailbox: Element) -> tuple[int, int]:
    """The version asked for, by the set or for all sets of the list; the format's own default is 1.1."""
    sets = mailbox.getparent()
    for_all = sets.get("DefaultMinVersion", "1.1") if sets is not None else "1.1"
    major, _dot, minor = mailbox.get("MinVersion", for_all).partition(".")
    return (int(major), int(minor)) if major.isdecimal() and minor.isdecimal() else (0, 0)
