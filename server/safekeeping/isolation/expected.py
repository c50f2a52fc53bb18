"""Who should see which row, in plain Python: what the databases' answers are compared with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from server.delivery.model import of_the_sender
from server.directory.model import of_the_account, of_the_owner
from server.safekeeping.isolation.scratch import ANALYST, MATE, OTHER, OWNER, TEAM, Place, Row
from server.tenancy import row_rights
from server.tenancy.organisation import Organisation
from server.tenancy.row_rights import Rule
from server.tenancy.viewer import NOBODY, Reason, Viewer, by_operator, everything, service


@dataclass(frozen=True)
class Kind:
    """A kind of viewer: `sees` are the accounts whose rows they see, `person` is who they are."""

    name: str
    viewer: Viewer
    sees: frozenset[Any] = frozenset()
    without_settings: bool = False
    """On PostgreSQL, the transaction isn't told at all whose eyes it has."""

    def should_see(self, rule: Rule, row: Row) -> bool:
        """Whether this row is theirs.

        Raises:
            KeyError: for a rule that isn't known here.
        """
        known = _KNOWN[rule]
        return bool(self.viewer.everything) or known(self, row)

    def of_theirs(self, row: Row) -> bool:
        """Whether the row belongs to their organisation, if they have one."""
        mine = self.viewer.organisation_id
        return mine is not None and row["organisation_id"] == mine


def kinds(near: Place, far: Place, unapproved: Viewer) -> list[Kind]:
    """Every kind of viewer; `unapproved` is what an operator without an approval gets."""
    here, there = near.organisation_id, far.organisation_id
    owns, other = near.accounts[OWNER], near.accounts[OTHER]
    both = frozenset({owns, other})
    analyst = Viewer(here, near.people[ANALYST], filtered=True)
    mate = Viewer(here, near.people[MATE], team=TEAM)
    return [
        Kind("nobody", NOBODY),
        Kind("no setting at all", NOBODY, without_settings=True),
        Kind("another organisation", service(there, far.people[OTHER]), frozenset(far.accounts.values())),
        Kind("account manager", Viewer(here, near.people[OWNER]), frozenset({owns})),
        Kind("team", mate, frozenset({owns})),
        Kind("filtered analyst", analyst, frozenset({other})),
        Kind("analyst or admin", service(here, near.people[ANALYST]), both),
        Kind("Rapport for one organisation", service(here), both),
        Kind("operator with approval", by_operator(here, "An operator"), both),
        Kind("operator without approval", unapproved),
        Kind("everything, for a reason", everything(Reason.ISOLATION)),
    ]


def _of_the_person(kind: Kind, row: Row) -> bool:
    return kind.of_theirs(row) and row["person_id"] == kind.viewer.person_id


def _of_the_sender(kind: Kind, row: Row) -> bool:
    return kind.of_theirs(row) and (kind.viewer.every_account or row["person_id"] == kind.viewer.person_id)


_KNOWN: dict[Rule, Callable[[Kind, Row], bool]] = {
    row_rights.of_the_organisation: Kind.of_theirs,
    row_rights.of_the_person: _of_the_person,
    of_the_sender: _of_the_sender,
    of_the_owner: lambda kind, row: row["id"] in kind.sees,
    of_the_account: lambda kind, row: row["account_id"] in kind.sees,
    Organisation.__row_rights__: lambda kind, row: row["id"] == kind.viewer.organisation_id,
}
