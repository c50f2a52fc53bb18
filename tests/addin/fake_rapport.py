"""A small server that keeps the pane's contract; what it knows and what it refuses is set by the tests."""

import json
import secrets
from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.security import safe_join
from werkzeug.utils import redirect, send_file
from werkzeug.wrappers import Request, Response

from server.security import headers
from tests.addin.sign_in_pages import done_page, start_page

ADDIN = Path(__file__).parents[2] / "addin"
PERSON = {
    "person": {"name": "Anna Berg", "email": "anna@nordlys.example"},
    "organisation": {"name": "Nordlys"},
}
REGISTRATION = {
    "client_id": "6731de76-14a6-49ae-97bc-6eba6914391e",
    "authority": "https://login.microsoftonline.com/organizations",
    "scope": "api://rapport.example/6731de76-14a6-49ae-97bc-6eba6914391e/access_as_user",
}
POLICY = (
    "default-src 'none'; script-src 'self' https://appsforoffice.microsoft.com https://ajax.aspnetcdn.com "
    f"{headers.MSAL_BROWSER}; "
    "style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors https://outlook.office.com"
)
SECOND_FACTOR = "Nordlys takes sign-ins only with a second factor. Press Sign in, and Microsoft asks for it."
Json = dict[str, Any]


@dataclass(frozen=True)
class Refusal:
    """What the server answers instead; without a sentence it is no JSON, as from a broken proxy."""

    status: int
    sentence: str | None = None


@dataclass
class FakeRapport:
    """The server's knowledge, and what it was told."""

    origin: str = ""
    surveys: list[Json] = field(default_factory=list)
    people: dict[str, Json] = field(default_factory=dict)
    histories: dict[str, Json] = field(default_factory=dict)
    refusals: dict[str, list[Refusal]] = field(default_factory=dict)
    sign_in: str = "plain"  # or: problem, opener_policy, strange
    invitations: dict[str, Json] = field(default_factory=dict)
    received: list[tuple[str, Json]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    codes: dict[str, str] = field(default_factory=dict)
    microsoft: Json | None = field(default_factory=lambda: dict(REGISTRATION))
    people_at_microsoft: dict[str, Json] = field(default_factory=dict)
    """By access token: who may come in with it, what the token lacks ("claims"), or why they are refused."""

    def told(self, path: str) -> list[Json]:
        """The bodies that arrived at paths with that end, in order."""
        return [body for seen, body in self.received if seen.endswith(path)]

    def left_by_an_earlier_pane(self) -> str:
        """A script after which the pane finds itself signed in, because it was so before it was closed."""
        token = secrets.token_hex(16)
        self.tokens.add(token)
        return f"if (location.origin === '{self.origin}') sessionStorage.setItem('rapport.token', '{token}')"

    def forget_sessions(self) -> None:
        """Every sign-in has ended."""
        self.tokens.clear()

    def refuse(self, path: str, *refusals: Refusal) -> None:
        """The next calls of that path are answered so, once each."""
        self.refusals.setdefault(path, []).extend(refusals)

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """The WSGI application."""
        request = Request(environ)
        try:
            endpoint, values = ROUTES.bind_to_environ(environ).match()
            response: Any = getattr(self, endpoint)(request, **values)
        except HTTPException as refused:
            response = refused.get_response(environ)
        if isinstance(response, Response):
            response.headers["Content-Security-Policy"] = POLICY
        return response(environ, start_response)

    def addin_file(self, request: Request, name: str) -> Response:
        path = safe_join(str(ADDIN), name)
        if path is None or not Path(path).is_file():
            raise NotFound
        return send_file(path, environ=request.environ)

    def dialog_start(self, request: Request) -> Response:
        page = Response(start_page(request.args["nonce"]), mimetype="text/html")
        if self.sign_in == "opener_policy":
            page.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        return page

    def dialog_finish(self, request: Request) -> Response:
        code = secrets.token_hex(8)
        self.codes[code] = request.form["nonce"]
        return redirect(f"/dialog/done?code={code}", 303)

    def dialog_done(self, request: Request) -> Response:
        messages: dict[str, Json] = {
            "problem": {"problem": "Your account is switched off. Ask your Rapport administrator."},
            "strange": {"code": "1", "token": "2"},
        }
        message = messages.get(self.sign_in, {"code": request.args["code"]})
        return Response(done_page(message), mimetype="text/html")

    def session(self, request: Request) -> Response:
        if request.method == "POST":
            return self._exchange(_body(request))
        if not self._is_known(request):
            return _problem(401, "Sign in again.")
        if request.method == "DELETE":
            self.tokens.discard(_bearer(request))
            return Response(status=204)
        return _json(200, {"expires_at": "2026-11-24T09:00:00Z", **PERSON})

    def ways(self, request: Request) -> Response:
        self.received.append((request.path, {}))
        return _json(200, {"microsoft": self.microsoft})

    def microsoft_session(self, request: Request) -> Response:
        self.received.append((request.path, {}))
        found = self.people_at_microsoft[_bearer(request)]
        if "refused" in found:
            return _problem(403, found["refused"])
        if "claims" in found:
            challenge = b64encode(found["claims"].encode()).decode()
            answer = _problem(401, SECOND_FACTOR)
            answer.headers["WWW-Authenticate"] = f'Bearer error="insufficient_claims", claims="{challenge}"'
            return answer
        return self._begun(found)

    def _begun(self, somebody: Json) -> Response:
        token = secrets.token_hex(16)
        self.tokens.add(token)
        return _json(201, {"token": token, "expires_at": "2026-11-24T09:00:00Z", **somebody})

    def _exchange(self, body: Json) -> Response:
        if self.codes.pop(body["code"], None) != body["nonce"]:
            return _problem(403, "This sign-in has been used already. Sign in again.")
        return self._begun(PERSON)

    def outlook(self, request: Request, step: str, id: str = "") -> Response:
        """A call with a bearer: refused where a test wants it, else answered by the method of that name."""
        body = _body(request) if request.method == "POST" else {}
        self.received.append((request.path, body))
        refusals = self.refusals.get(request.path.rsplit("/", 1)[1])
        if not self._is_known(request):
            return _problem(401, "Sign in again.")
        if refusals:
            return _refused(refusals.pop(0))
        answer: Response = getattr(self, f"_{step}")(body, id)
        return answer

    def _surveys(self, body: Json, id: str) -> Response:
        return _json(200, {"surveys": self.surveys})

    def _preview(self, body: Json, id: str) -> Response:
        return _json(200, {"recipients": [self._known(one) for one in body["recipients"]]})

    def _known(self, recipient: Json) -> Json:
        unknown = {
            "may_be_asked": True,
            "reason": None,
            "account": None,
            "language": "en",
            "last_asked_on": None,
            "last_score": None,
        }
        return recipient | unknown | self.people.get(recipient["email"], {})

    def _invitations(self, body: Json, id: str) -> Response:
        first = self.invitations.get(body["request_id"])
        if first is None:
            marker = f"/r/{secrets.token_urlsafe(16)}"
            first = _fragment(self.origin, marker) | {
                "id": f"i{len(self.invitations) + 1}",
                "email": body["email"],
            }
            self.invitations[body["request_id"]] = first
        return _json(201, first)

    def _inserted(self, body: Json, id: str) -> Response:
        return Response(status=204)

    def _withdrawn(self, body: Json, id: str) -> Response:
        return Response(status=204)

    def _send(self, body: Json, id: str) -> Response:
        return _json(202, {"state": "queued"})

    def _history(self, body: Json, id: str) -> Response:
        nobody: Json = {"contact": None, "responses": [], "last_asked_on": None}
        return _json(200, self.histories.get(body["email"], nobody))

    def _is_known(self, request: Request) -> bool:
        return _bearer(request) in self.tokens


ROUTES = Map(
    [
        Rule("/addin/<path:name>", endpoint="addin_file"),
        Rule("/dialog/start", endpoint="dialog_start"),
        Rule("/dialog/finish", endpoint="dialog_finish", methods=["POST"]),
        Rule("/dialog/done", endpoint="dialog_done"),
        Rule("/api/pane/session", endpoint="session"),
        Rule("/api/pane/session/microsoft", endpoint="microsoft_session", methods=["POST"]),
        Rule("/api/pane/sign-in", endpoint="ways"),
        Rule("/api/outlook/surveys", endpoint="outlook", methods=["GET"], defaults={"step": "surveys"}),
        Rule("/api/outlook/<any(preview, invitations, history):step>", endpoint="outlook", methods=["POST"]),
        Rule(
            "/api/outlook/invitations/<id>/<any(inserted, withdrawn, send):step>",
            endpoint="outlook",
            methods=["POST"],
        ),
    ]
)


def _fragment(origin: str, marker: str) -> Json:
    links = [f"{origin}{marker}?s={score}" for score in range(11)]
    cells = "".join(f'<td><a href="{link}">{score}</a></td>' for score, link in enumerate(links))
    question = "How likely are you to recommend us?"
    return {
        "marker": marker,
        "html": f"<div><p>{question}</p><table><tr>{cells}</tr></table></div>",
        "text": "\n".join([question, *links]),
    }


def _body(request: Request) -> Json:
    body: Json = request.get_json()
    return body


def _bearer(request: Request) -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ")


def _json(status: int, body: Json) -> Response:
    response = Response(status=status, mimetype="application/json")
    response.set_data(json.dumps(body))
    return response


def _problem(status: int, sentence: str) -> Response:
    response = _json(
        status, {"type": "about:blank", "title": "Refused", "status": status, "detail": sentence}
    )
    response.mimetype = "application/problem+json"
    return response


def _refused(refusal: Refusal) -> Response:
    if refusal.sentence is None:
        return Response("<h1>Bad gateway</h1>", status=refusal.status, mimetype="text/html")
    return _problem(refusal.status, refusal.sentence)
