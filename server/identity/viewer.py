"""On whose behalf a transaction runs."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Reason(StrEnum):
    """The few reasons to look across organisations; each is named in tests/identity/test_everything.py."""

    SIGN_IN = "somebody signs in, and their organisation is yet to be found"
    PERSONAL_LINK = "a customer opened a personal link, and its organisation is yet to be found"
    MANIFEST = "Outlook fetches a manifest by its address alone"
    WORKER = "the worker looks for organisations that have mail waiting"
    KEYS = "keys are wrapped anew, given new versions or destroyed"
    BACKUP = "all rows are written into an archive, sealed as they are"
    RESTORE = "all rows are taken from an archive, sealed as they are"
    FOUNDING = "an organisation is being made, or looked up by the operator's command"


@dataclass(frozen=True)
class Viewer:
    """Whose eyes a transaction sees with; the default sees nothing."""

    organisation_id: UUID | None = None
    person_id: UUID | None = None
    every_account: bool = False
    """Sees all of the organisation's accounts, not only those that the person owns."""
    everything: Reason | None = None
    """Sees the unsealed columns of every organisation, for this reason."""


NOBODY = Viewer()


def everything(reason: Reason) -> Viewer:
    """Sees all organisations: only to find out whose turn it is. Sealed columns stay closed."""
    return Viewer(everything=reason)


def service(organisation_id: UUID) -> Viewer:
    """Rapport itself, at work for one organisation."""
    return Viewer(organisation_id=organisation_id, every_account=True)
