"""On whose behalf a transaction runs."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Reason(StrEnum):
    """The few reasons to look across organisations; each is named in tests/tenancy/test_everything.py."""

    SIGN_IN = "somebody signs in, and their organisation is yet to be found"
    PERSONAL_LINK = "a customer opened a personal link, and its organisation is yet to be found"
    CONSENT = "a Microsoft tenant's admin opened a link, and its organisation is yet to be found"
    MANIFEST = "Outlook fetches a manifest by its address alone"
    WORKER = "the worker looks for organisations that have mail waiting"
    API_KEY = "a program calls with a key, and its organisation is yet to be found"
    NETWORKS = "the operator renders the approved networks of all organisations for the database"
    KEYS = "keys are wrapped anew, given new versions or destroyed"
    BACKUP = "all rows are written into an archive, sealed as they are"
    RESTORE = "all rows are taken from an archive, sealed as they are"
    ISOLATION = "isolation is proved on invented rows, in a transaction that is rolled back"
    FOUNDING = "an organisation is being made, or looked up by the operator's command"
    AUDIT = "audit trails are verified, whose organisation's key may be destroyed; no sealed column is opened"


@dataclass(frozen=True)
class Viewer:
    """Whose eyes a transaction sees with; the default sees nothing."""

    organisation_id: UUID | None = None
    person_id: UUID | None = None
    every_account: bool = False
    """Sees all of the organisation's accounts, not only those that the person or their team owns."""
    team: str | None = None
    """Sees the accounts of everybody in this team."""
    filtered: bool = False
    """Sees the accounts that the person's filters let through, whoever owns them."""
    everything: Reason | None = None
    """Sees the unsealed columns of every organisation, for this reason."""
    operator: str | None = None
    """The operator of Rapport who works here, by an approval of the organisation's admin."""


NOBODY = Viewer()


def everything(reason: Reason) -> Viewer:
    """Sees all organisations: only to find out whose turn it is. Sealed columns stay closed."""
    return Viewer(everything=reason)


def service(organisation_id: UUID, person_id: UUID | None = None) -> Viewer:
    """Rapport itself, at work for one organisation; on behalf of one of its people, if named."""
    return Viewer(organisation_id=organisation_id, person_id=person_id, every_account=True)


def by_operator(organisation_id: UUID, name: str) -> Viewer:
    """Rapport at work for one organisation on the command of an operator whom its admin has approved."""
    return Viewer(organisation_id=organisation_id, every_account=True, operator=name)
