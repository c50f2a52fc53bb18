"""The origins that Outlook may open, and the address where people find help."""

from collections.abc import Iterator

from manifest.checks.parts import own_origin
from manifest.finding import Finding, error
from manifest.namespaces import APP
from manifest.tree import Element
from manifest.web_address import is_https, origin


def findings(app: Element) -> Iterator[Finding]:
    """Outlook on the web opens a dialog only when the add-in's own origin is listed too."""
    domains = list(app.iter(f"{{{APP}}}AppDomain"))
    for domain in domains:
        if not is_https((domain.text or "").strip()):
            yield error(domain, "app-domain-not-https", "An <AppDomain> must be https:// and a host name.")
    own = own_origin(app)
    if own is not None and own not in [origin((domain.text or "").strip()) for domain in domains]:
        yield error(
            app,
            "own-origin-not-listed",
            f"<AppDomains> must contain {own}: without it Outlook on the web refuses to open dialogs.",
        )
    if app.find(f"{{{APP}}}SupportUrl") is None:
        yield error(app, "support-url-missing", "<SupportUrl> is missing: say where people find help.")
