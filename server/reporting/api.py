"""The data API: scores and answers for programs with a key. Its fields are documented in docs/api.md."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from server import clock
from server.access import caller
from server.access.scopes import Scope
from server.errors import invalid
from server.reporting import as_json, filters, pages, queries, report
from server.reporting import scores as scoring
from server.reporting.as_json import Names
from server.reporting.scores import Part
from server.tenancy.transaction import reading

scores = Blueprint("scores_api", __name__, url_prefix="/api/v1")
scores.before_request(partial(caller.require, Scope.READ_SCORES))

responses = Blueprint("responses_api", __name__, url_prefix="/api/v1")
responses.before_request(partial(caller.require, Scope.EXPORT))

MOST_RESPONSES = 1000
"""On one page."""
_FILTERS = ("survey", "manager", "from", "to")


@scores.get("/scores")
def show_scores() -> ResponseReturnValue:
    """Scores, split as the parameter `by` says."""
    _refuse_unknown(*_FILTERS, "by")
    chosen, by = filters.read(request.args), scoring.parts(request.args.get("by", "survey"))
    among = scoring.periods_of(by, chosen, clock.now().date())
    with reading(caller.current().viewer) as session:
        names = _names(session, chosen, accounts=Part.ACCOUNT in by)
        found = scoring.scores(session, chosen, by, among)
    return jsonify(scores=sorted((as_json.of_score(one, by, names) for one in found), key=as_json.order))


@responses.get("/responses")
def show_responses() -> ResponseReturnValue:
    """A page of answers, oldest first."""
    _refuse_unknown(*_FILTERS, "cursor", "limit")
    chosen, cursor = filters.read(request.args), request.args.get("cursor", "")
    after, limit = pages.read_cursor(cursor) if cursor else None, _limit(request.args)
    with reading(caller.current().viewer) as session:
        names = _names(session, chosen, accounts=False)
        found = pages.page(session, chosen, after, limit)
    return jsonify(
        responses=[as_json.of_answer(one, names) for one in found.answers],
        cursor=found.answers[-1].cursor.text if found.answers else cursor or None,
        more=found.more,
    )


def _names(session: Session, chosen: filters.Filters, accounts: bool) -> Names:
    offered = report.choices(session, chosen)
    found: Mapping[UUID, str] = queries.accounts(session) if accounts else {}
    return Names(offered.surveys, offered.managers, found)


def _limit(parameters: Mapping[str, Any]) -> int:
    text = parameters.get("limit", "200")
    if not text.isdecimal() or not 1 <= int(text) <= MOST_RESPONSES:
        raise invalid(f"limit: a number from 1 to {MOST_RESPONSES}.")
    return int(text)


def _refuse_unknown(*known: str) -> None:
    """A mistyped filter must not look like one that has found everything."""
    if unknown := sorted(set(request.args) - set(known)):
        raise invalid(f"{unknown[0]!r} is no parameter here: there are {', '.join(known)}.")
