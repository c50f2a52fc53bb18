"""A manifest is checked: by its schema for form, and by what no schema can say."""

from manifest import structure
from manifest.checks import (
    addresses,
    app_domains,
    events,
    icons,
    ids,
    line_breaks,
    requirements,
    resources,
    sign_in,
)
from manifest.finding import Finding
from manifest.source import parse

_THEMES = (addresses, app_domains, events, icons, ids, line_breaks, requirements, resources, sign_in)


def check(xml: bytes) -> tuple[Finding, ...]:
    """Everything to change in a manifest, by line; nothing when Outlook will take it.

    The bytes may come from anybody: entities are not expanded and nothing is fetched. What can't be read, or
    isn't the manifest of an add-in at all, is a single finding.
    """
    app = parse(xml)
    if isinstance(app, Finding):
        return (app,)
    of_form = tuple(structure.findings(app))
    if any(finding.code == "not-a-mail-add-in" for finding in of_form):
        return of_form
    of_meaning = (finding for theme in _THEMES for finding in theme.findings(app))
    return tuple(sorted({*of_form, *of_meaning, *line_breaks.attribute_findings(xml)}))
