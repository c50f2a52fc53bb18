"""Beginning and ending sign-ins, and handing a person over from the dialog to the pane.

Each step is a transaction of its own: it must stand before its token leaves the house.
"""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from server import clock
from server.audit import trail
from server.audit.trail import About, Happening
from server.identity.model import HandOver, Person, SignIn
from server.identity.purposes import LONGER_BY, PURPOSES
from server.identity.queries import SignedIn
from server.security import passwords, tokens
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import Reason, Viewer, everything, service

HAND_OVER_SECONDS = 120


def check_password(candidates: list[tuple[UUID, UUID]], password: str) -> tuple[UUID, UUID] | None:
    """Which of these people has this password; takes as long when there is nobody."""
    for organisation_id, person_id in candidates:
        with reading(service(organisation_id)) as session:
            stored = session.scalar(select(Person.password_hash).where(Person.id == person_id))
        if passwords.fits(stored, password):
            if stored is not None and passwords.is_outdated(stored):
                with transaction(service(organisation_id)) as session:
                    _keep_hash(session, person_id, passwords.hashed(password))
            return organisation_id, person_id
    if not candidates:
        passwords.fits(None, password)
    return None


def set_password(organisation_id: UUID, person_id: UUID, password: str) -> None:
    """Keep the hash of a password."""
    password_hash = passwords.hashed(password)
    with transaction(service(organisation_id, person_id)) as session:
        _keep_hash(session, person_id, password_hash)
        trail.note(session, Happening.PASSWORD_SET)


def _keep_hash(session: Session, person_id: UUID, password_hash: str) -> None:
    session.execute(update(Person).where(Person.id == person_id).values(password_hash=password_hash))


def has_password(session: Session, person_id: UUID) -> bool:
    """Whether this person can sign in with a password."""
    return session.scalars(select(Person.password_hash).where(Person.id == person_id)).one() is not None


def sign_in(
    organisation_id: UUID, person_id: UUID, purpose: str, program: str | None = None
) -> tuple[str, SignIn]:
    """Begin a sign-in of a browser or the pane, whole; its token, which is kept nowhere.

    program: what the browser says of itself.
    """
    token, now = tokens.new_token(), clock.now()
    with transaction(Viewer(organisation_id, person_id)) as session:
        session.execute(delete(SignIn).where(SignIn.ends_at < now))
        running = SignIn(
            organisation_id=organisation_id,
            person_id=person_id,
            purpose=purpose,
            scopes=list(PURPOSES[purpose].scopes),
            token_fingerprint=tokens.fingerprint(token),
            program=program,
            made_at=now,
            ends_at=PURPOSES[purpose].end(now, now),
        )
        session.add(running)
        trail.note(session, Happening.PANE_SIGNED_IN if purpose == "pane" else Happening.SIGNED_IN)
    return token, running


def prolong(found: SignedIn) -> None:
    """Let a sign-in that is being used go on, up to its last moment."""
    end = PURPOSES[found.purpose].end(found.made_at, clock.now())
    if end - found.ends_at < LONGER_BY:
        return
    with transaction(Viewer(found.organisation.id, found.person.id)) as session:
        longer = update(SignIn).where(SignIn.id == found.id, SignIn.ends_at < end).values(ends_at=end)
        session.execute(longer, execution_options={"synchronize_session": False})


def note_refusal(candidates: list[tuple[UUID, UUID]]) -> None:
    """Tell the organisations of these people that somebody tried to sign in as them, in vain."""
    for organisation_id, person_id in candidates:
        with transaction(service(organisation_id)) as session:
            trail.note(session, Happening.SIGN_IN_REFUSED, About("person", person_id))


def sign_out(viewer: Viewer, token: str) -> None:
    """End the sign-in with this token."""
    with transaction(viewer) as session:
        ended = session.scalar(
            delete(SignIn)
            .where(SignIn.token_fingerprint == tokens.fingerprint(token))
            .returning(SignIn.purpose),
            execution_options={"synchronize_session": False},
        )
        if ended is not None:
            trail.note(session, Happening.SIGNED_OUT, facts={"from": ended})


def running(session: Session) -> list[SignIn]:
    """The sign-ins of the session's viewer that go on, the newest first."""
    going_on = select(SignIn).where(SignIn.ends_at > clock.now())
    return list(session.scalars(going_on.order_by(SignIn.made_at.desc(), SignIn.id)))


def end(viewer: Viewer, sign_in_id: UUID) -> bool:
    """End one of the viewer's sign-ins; whether there was one."""
    with transaction(viewer) as session:
        ended = session.scalars(
            delete(SignIn).where(SignIn.id == sign_in_id).returning(SignIn.id),
            execution_options={"synchronize_session": False},
        )
        return ended.one_or_none() is not None


def end_all(viewer: Viewer, but: str | None = None) -> None:
    """End all sign-ins of the viewer but the one with this token, and the codes that would become some."""
    with transaction(viewer) as session:
        kept = tokens.fingerprint(but) if but else b""
        session.execute(delete(SignIn).where(SignIn.token_fingerprint != kept))
        session.execute(delete(HandOver))


def hand_over(viewer: Viewer, nonce: str) -> str:
    """A single-use code for the pane that knows `nonce`, good for two minutes."""
    code = tokens.new_token()
    with transaction(viewer) as session:
        session.execute(delete(HandOver).where(HandOver.ends_at < clock.now()))
        session.add(
            HandOver(
                organisation_id=viewer.organisation_id,
                person_id=viewer.person_id,
                code_fingerprint=tokens.fingerprint(code),
                nonce_fingerprint=tokens.fingerprint(nonce),
                ends_at=clock.now() + timedelta(seconds=HAND_OVER_SECONDS),
            )
        )
    return code


def take_over(code: str, nonce: str) -> tuple[UUID, UUID] | None:
    """Use up a hand-over code: (organisation id, person id); None when used, too old, or not yours."""
    with transaction(everything(Reason.SIGN_IN)) as session:
        taken = session.execute(
            update(HandOver)
            .where(
                HandOver.code_fingerprint == tokens.fingerprint(code),
                HandOver.nonce_fingerprint == tokens.fingerprint(nonce),
                HandOver.used_at.is_(None),
                HandOver.ends_at > clock.now(),
            )
            .values(used_at=clock.now())
            .returning(HandOver.organisation_id, HandOver.person_id),
            execution_options={"synchronize_session": False},
        ).one_or_none()
        return (taken.organisation_id, taken.person_id) if taken else None
