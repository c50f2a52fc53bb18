"""Headers of every page: what it may load, who may frame it, and that nothing is guessed."""

from flask import Flask, Response, g, request

OFFICE_JS = "https://appsforoffice.microsoft.com"
OFFICE_JS_ADDRESS = f"{OFFICE_JS}/lib/1/hosted/office.js"
_OFFICE_FRAMES = (
    "https://outlook.office.com https://outlook.office365.com https://outlook.live.com "
    "https://*.cloud.microsoft https://*.office.com https://*.office365.com"
)


def allow_in_office() -> None:
    """Let Outlook frame the page being answered, and let it load Office.js."""
    g.page_in_office = True


def install(app: Flask, secure: bool) -> None:
    """Put the headers on every answer; HSTS only where people reach us over TLS."""

    @app.after_request
    def add(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", _policy(g.get("page_in_office", False)))
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store")
        if secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response


def _policy(in_office: bool) -> str:
    office = f" {OFFICE_JS} https://ajax.aspnetcdn.com" if in_office else ""
    frames = f"'self' {_OFFICE_FRAMES}" if in_office else "'self'"
    return (
        f"default-src 'none'; script-src 'self'{office}; style-src 'self'; img-src 'self' data:; "
        f"font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
        f"frame-ancestors {frames}"
    )
