"""The door: where `/` leads, and whether the server is well."""

from flask import Blueprint, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from server import navigation
from server.tenancy.organisation import Organisation
from server.tenancy.transaction import reading
from server.tenancy.viewer import NOBODY

pages = Blueprint("front", __name__)


@pages.get("/")
def door() -> ResponseReturnValue:
    """People who are signed in want their report, or what else is their first page."""
    return redirect(url_for(navigation.first_page() if g.speaker else "identity.sign_in"))


@pages.get("/health")
def health() -> ResponseReturnValue:
    """Whether pages and database answer; for operators' probes."""
    with reading(NOBODY) as session:
        session.execute(select(Organisation.id).limit(1)).all()
    return {"state": "well"}
