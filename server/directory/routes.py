"""Pages of the contacts: who is there, and importing more."""

from functools import partial
from io import BytesIO

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from server.directory import imports, queries
from server.directory.columns import language_name
from server.directory.table import MOST_BYTES, MOST_ROWS
from server.errors import Problem, forbidden, invalid
from server.identity import queries as identity_queries
from server.identity.permissions import Permission
from server.identity.speaker import require, speaker
from server.tenancy.transaction import reading, transaction

pages = Blueprint("directory", __name__, template_folder="templates")
pages.before_request(partial(require, Permission.SEE_CONTACTS))


@pages.get("/contacts")
def contacts() -> ResponseReturnValue:
    """The contacts that the reader may see, by account."""
    words = request.args.get("q", "").strip()
    with reading(speaker().viewer) as session:
        listing = queries.listing(session, words, request.args.get("page", 1, type=int))
        owners = {person.id: person.name for person in identity_queries.people(session)}
    return render_template(
        "directory/contacts.html", listing=listing, owners=owners, words=words, language_name=language_name
    )


@pages.get("/contacts/import")
def choose_file() -> ResponseReturnValue:
    """Where somebody chooses a file."""
    require(Permission.IMPORT_CONTACTS)
    return _import_page()


@pages.post("/contacts/import")
def import_file() -> ResponseReturnValue:
    """Take what can be taken from the file, and say what couldn't."""
    require(Permission.IMPORT_CONTACTS)
    me = speaker()
    if me.viewer.filtered:
        raise forbidden("You see only some of the accounts. Somebody who sees all of them has to import.")
    if "add_people" in request.form:
        require(Permission.MANAGE_PEOPLE)
    file = request.files.get("file")
    try:
        if not file or not file.filename:
            raise invalid("Choose a file first.")
        found = imports.read(BytesIO(file.stream.read()))
    except Problem as problem:
        return _import_page(problem.detail), problem.status
    with transaction(me.viewer) as session:
        report = imports.write(session, me.organisation_id, found, "add_people" in request.form)
    return render_template("directory/imported.html", report=report, file_name=file.filename)


@pages.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """The upload was stopped before it was read."""
    return _import_page(
        f"The file is larger than {MOST_BYTES // 2**20} MB. Split it into several files."
    ), 413


def _import_page(problem: str | None = None) -> str:
    return render_template(
        "directory/import.html", problem=problem, most_megabytes=MOST_BYTES // 2**20, most_rows=MOST_ROWS
    )
