"""Operators of Rapport see an organisation's data only while an approval by its admin is running.

Whoever has the server's shell has the machine; what is promised here is that no command of Rapport itself
gives or takes an organisation's data without an approval, and that each use stands in its audit trail.
"""

import getpass
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from server import clock
from server.audit import trail
from server.audit.model import AuditEntry
from server.audit.trail import About, Happening
from server.errors import conflict, forbidden, invalid, not_found
from server.identity.actions import normal_address
from server.identity.approval_model import OperatorApproval, Scope
from server.tenancy.transaction import transaction
from server.tenancy.viewer import Viewer, by_operator, service

LONGEST_DAYS = 30
SCOPES = {
    Scope.LOOK: "look at data",
    Scope.EXPORT: "look at data and take them away as files",
    Scope.CHANGE: "look at data and change them",
}
"""What an admin can approve, in words."""
_KIND = "approval"
_SOMEBODY_WAS_HERE = (Happening.TRAIL_BEGUN, Happening.SIGNED_IN, Happening.PANE_SIGNED_IN)


def approve(
    session: Session, admin: Viewer, name: str, email: str, reason: str, scope: str, days: str
) -> OperatorApproval:
    """Let an operator work with the data of the admin's organisation from now on, for so many days.

    Raises:
        Problem: 422 with what has to be entered.
    """
    name, reason = " ".join(name.split()), reason.strip()
    if not name or not reason:
        raise invalid("Enter the operator's name and the reason.")
    if scope not in set(Scope):
        raise invalid("Choose what the operator may do.")
    if not (days.strip().isdecimal() and 1 <= int(days) <= LONGEST_DAYS):
        raise invalid(f"An approval runs for 1 to {LONGEST_DAYS} days. Approve again when it has ended.")
    now = clock.now()
    approval = OperatorApproval(
        organisation_id=admin.organisation_id,
        operator_name=name,
        operator_email=normal_address(email),
        reason=reason,
        scope=scope,
        approved_by_id=admin.person_id,
        made_at=now,
        ends_at=now + timedelta(days=int(days)),
    )
    session.add(approval)
    session.flush()
    _note(session, Happening.OPERATOR_APPROVED, approval, {"reason": reason}, days=int(days))
    return approval


def end(session: Session, admin: Viewer, approval_id: UUID) -> OperatorApproval:
    """End an approval at once.

    Raises:
        Problem: 404 when it isn't there, 409 when it isn't running any more.
    """
    found = session.scalars(
        select(OperatorApproval).where(OperatorApproval.id == approval_id).with_for_update()
    ).one_or_none()
    if found is None:
        raise not_found()
    if not found.running:
        raise conflict("This approval has ended already.")
    found.ended_at, found.ended_by_id = clock.now(), admin.person_id
    session.flush()
    _note(session, Happening.APPROVAL_ENDED, found)
    return found


def listed(session: Session) -> list[OperatorApproval]:
    """Every approval of the viewer's organisation, newest first."""
    return list(session.scalars(select(OperatorApproval).order_by(OperatorApproval.made_at.desc())))


def at_work(organisation_id: UUID, operator: str, scope: Scope, doing: str) -> Viewer:
    """The eyes with which `operator`, named by name or address, may do this once; noted before they open.

    Raises:
        Problem: 403 without a running approval of this scope; that is noted as well.
    """
    with transaction(service(organisation_id)) as session:
        approval = running(session, operator, scope)
        open_yet = approval is None and not _somebody_was_here(session)
        name = approval.operator_name if approval else " ".join(operator.split())
    viewer = by_operator(organisation_id, name)
    allowed = approval is not None or open_yet
    with transaction(viewer) as session:
        trail.note(
            session,
            Happening.OPERATOR_WORKED if allowed else Happening.OPERATOR_REFUSED,
            About(_KIND, approval.id) if approval else None,
            facts={"doing": doing, "needed": scope.value, "before anybody signed in": open_yet},
            personal={"account on the server": getpass.getuser()},
        )
    if not allowed:
        raise forbidden(
            f"No approval for {name or 'an operator without a name'} to {_WORDS[scope]} is running. "
            "An admin of the organisation can give one on the page Operators."
        )
    return viewer


_WORDS = {
    Scope.LOOK: "look at this organisation's data",
    Scope.EXPORT: "take this organisation's data away",
    Scope.CHANGE: "change this organisation's data",
}


def running(session: Session, operator: str, scope: Scope) -> OperatorApproval | None:
    """The approval by which `operator`, named by name or address, may do this now, if there is one."""
    called = " ".join(operator.casefold().split())
    for one in listed(session):
        names = (one.operator_name.casefold(), one.operator_email.casefold())
        if one.running and called in names and scope in (one.scope, Scope.LOOK):
            return one
    return None


def _somebody_was_here(session: Session) -> bool:
    """Whether the organisation has an admin who could be asked, or may hold what is theirs alone.

    Until somebody signs in for the first time, all that an organisation holds came from the operator who made
    it. Trails that were begun later can't tell, so their organisations count as taken over.
    """
    found = exists().where(AuditEntry.happening.in_(_SOMEBODY_WAS_HERE))
    return bool(session.scalar(select(found)))


def _note(
    session: Session,
    happening: Happening,
    approval: OperatorApproval,
    personal: Mapping[str, str] | None = None,
    **facts: int,
) -> None:
    trail.note(
        session,
        happening,
        About(_KIND, approval.id),
        facts={"to": approval.scope, **facts},
        personal={"whom": f"{approval.operator_name}, {approval.operator_email}", **(personal or {})},
    )
