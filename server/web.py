"""Between Flask and the rest: problems as pages or JSON, and JSON bodies as checked values."""

from datetime import UTC, datetime
from typing import TypeVar

from flask import Flask, Response, jsonify, render_template, request
from pydantic import BaseModel, ConfigDict, ValidationError
from werkzeug.exceptions import HTTPException

from server.errors import Problem, invalid, without_values


class Body(BaseModel):
    """What a JSON request may hold: nothing beside the declared fields."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


B = TypeVar("B", bound=Body)


def read_json(kind: type[B]) -> B:
    """The request's JSON body as `kind`.

    Raises:
        Problem: 422 with a sentence for every field that doesn't fit; 400 or 415 when it isn't JSON.
    """
    try:
        return kind.model_validate(request.get_json())
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, e['loc'])) or 'body'}: {e['msg']}" for e in error.errors())
        raise invalid("; ".join(faults) + ".") from error


def as_utc(moment: datetime) -> str:
    """ISO 8601 in UTC with a Z, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def wants_json() -> bool:
    """Whether the request was made by a program rather than by somebody's browser."""
    return request.path.startswith("/api/")


def install_problems(app: Flask) -> None:
    """Answer every problem, foreseen or not, in words, as a page or as RFC 9457 JSON."""

    @app.errorhandler(Problem)
    def foreseen(problem: Problem) -> tuple[Response, int]:
        return _answer(problem)

    @app.errorhandler(HTTPException)
    def of_http(error: HTTPException) -> tuple[Response, int] | HTTPException:
        if error.code is None or error.code < 400:
            return error
        return _answer(
            Problem(error.code, error.name, _WORDS.get(error.code, error.description or error.name))
        )

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> tuple[Response, int]:
        app.logger.error("Unforeseen error on %s: %s", request.endpoint, without_values(error))
        return _answer(
            Problem(500, "Something broke", "It is our fault, and it has been noted. Please try again.")
        )


_WORDS = {
    404: "There is nothing here. The address may be mistyped, or the thing is gone.",
    405: "This address can't be used that way.",
    413: "That is too large.",
}


def _answer(problem: Problem) -> tuple[Response, int]:
    if not wants_json():
        page = Response(render_template("problem.html", problem=problem), mimetype="text/html")
        page.headers.update(problem.headers)
        return page, problem.status
    response = jsonify(type="about:blank", title=problem.title, status=problem.status, detail=problem.detail)
    response.mimetype = "application/problem+json"
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    response.headers.update(problem.headers)
    return response, problem.status
