"""Headers of every page: what it may load, who may frame it, and that nothing is guessed."""

from flask import Flask, Response, g, request

OFFICE_JS = "https://appsforoffice.microsoft.com"
OFFICE_JS_ADDRESS = f"{OFFICE_JS}/lib/1/hosted/office.js"
MSAL_BROWSER = "https://cdn.jsdelivr.net/npm/@azure/msal-browser@5.30.0/lib/msal-browser.min.js"
"""Microsoft's script for nested app authentication, which the pane loads with the hash in addin/nested.js."""
_OFFICE_FRAMES = (
    "https://outlook.office.com https://outlook.office365.com https://outlook.live.com "
    "https://*.cloud.microsoft https://*.office.com https://*.office365.com"
)


def allow_in_office() -> None:
    """Let Outlook frame the page being answered, and let it load Office.js."""
    g.scripts_in_office = (OFFICE_JS, "https://ajax.aspnetcdn.com")


def allow_as_pane() -> None:
    """Beside what `allow_in_office` lets, load this one script of a host that holds everybody's."""
    allow_in_office()
    g.scripts_in_office += (MSAL_BROWSER,)


def install(app: Flask, secure: bool) -> None:
    """Put the headers on every answer; HSTS only where people reach us over TLS."""

    @app.after_request
    def add(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", _policy(g.get("scripts_in_office", ())))
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store")
        if secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response


def _policy(scripts: tuple[str, ...]) -> str:
    """`scripts` of other hosts are only for pages in Outlook."""
    allowed = " ".join(("'self'", *scripts))
    frames = f"'self' {_OFFICE_FRAMES}" if scripts else "'self'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'self'; img-src 'self' data:; "
        f"font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
        f"frame-ancestors {frames}"
    )
