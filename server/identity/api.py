"""The pane's session: exchanged for the dialog's code or Microsoft's token, looked at, ended."""

from uuid import UUID

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from server.errors import not_signed_in
from server.identity import entra_tokens, queries, sign_ins
from server.identity.speaker import speaker
from server.web import Body, as_utc, read_json

api = Blueprint("pane_session", __name__, url_prefix="/api/pane")


class Exchange(Body):
    """The code that the dialog gave, and the nonce with which the pane had opened it."""

    code: str
    nonce: str


@api.post("/session")
def begin() -> ResponseReturnValue:
    """Give the pane its bearer, once."""
    body = read_json(Exchange)
    taken = sign_ins.take_over(body.code, body.nonce)
    if taken is None:
        raise not_signed_in("This sign-in was used already or took too long. Please sign in again.")
    return _begun(*taken)


@api.post("/session/microsoft")
def begin_with_microsoft() -> ResponseReturnValue:
    """Give the pane its bearer for an access token that Outlook got from Microsoft, without a dialog."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind != "Bearer":
        raise not_signed_in("Microsoft's token is missing. Please sign in with the button instead.")
    return _begun(*entra_tokens.person_of(entra_tokens.identity_in(token), token))


@api.get("/sign-in")
def ways() -> ResponseReturnValue:
    """How the pane may sign in here; `microsoft` is null where only the dialog is left."""
    return jsonify(microsoft=entra_tokens.for_the_pane())


def _begun(organisation_id: UUID, person_id: UUID) -> ResponseReturnValue:
    token, running = sign_ins.sign_in(organisation_id, person_id, purpose="pane")
    found = queries.signed_in("pane", token)
    if found is None:
        raise not_signed_in("Your account was closed just now.")
    return jsonify(
        token=token,
        expires_at=as_utc(running.ends_at),
        person={"name": found.person.name, "email": found.person.email},
        organisation={"name": found.organisation.name},
    ), 201


@api.get("/session")
def look() -> ResponseReturnValue:
    """Who the pane speaks for."""
    me = speaker()
    return jsonify(
        expires_at=as_utc(me.signed_in_until),
        person={"name": me.name, "email": me.email},
        organisation={"name": me.organisation_name},
    )


@api.delete("/session")
def end() -> ResponseReturnValue:
    """Sign out of the pane."""
    _, _, token = request.headers.get("Authorization", "").partition(" ")
    sign_ins.sign_out(speaker().viewer, token)
    return "", 204
