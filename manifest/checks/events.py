"""Functions and events: known to Outlook, with a file to run, and no harm to older clients."""

from collections.abc import Iterator

from manifest.checks.parts import all_overrides, kind, name, own_elements
from manifest.finding import Finding, error, warning
from manifest.tree import Element

KNOWN_EVENTS = frozenset(
    {
        "OnNewMessageCompose",
        "OnNewAppointmentOrganizer",
        "OnMessageAttachmentsChanged",
        "OnAppointmentAttachmentsChanged",
        "OnMessageRecipientsChanged",
        "OnAppointmentAttendeesChanged",
        "OnAppointmentTimeChanged",
        "OnAppointmentRecurrenceChanged",
        "OnInfoBarDismissClicked",
        "OnMessageSend",
        "OnAppointmentSend",
        "OnMessageCompose",
        "OnAppointmentOrganizer",
        "OnMessageFromChanged",
        "OnAppointmentFromChanged",
        "OnSensitivityLabelChanged",
        "OnMessageReadWithCustomAttachment",
        "OnMessageReadWithCustomHeader",
    }
)
_WITH_SEND_MODE = ("OnMessageSend", "OnAppointmentSend")


def findings(app: Element) -> Iterator[Finding]:
    """What each VersionOverrides says about running without a pane."""
    for overrides in all_overrides(app):
        elements = list(own_elements(overrides))
        runtimes = [element for element in elements if name(element) == "Runtimes"]
        events = [element for element in elements if name(element) == "LaunchEvent"]
        for event in events:
            yield from _of_event(event)
        if events and not runtimes:
            yield error(
                events[0], "runtimes-missing", "Events need <Runtimes>, which says where their script is."
            )
        for element in runtimes:
            yield warning(
                element,
                "runtimes-on-older-outlook",
                "<Runtimes> makes Outlook builds before 16.0.13530 show every pane in Internet Explorer 11.",
            )
        yield from _without_function_file(elements)


def _of_event(event: Element) -> Iterator[Finding]:
    event_type = event.get("Type", "")
    if event_type not in KNOWN_EVENTS:
        yield error(event, "event-unknown", f"Outlook knows no event “{event_type}”.")
    if "SendMode" in event.attrib and event_type not in _WITH_SEND_MODE:
        yield error(event, "send-mode-without-send", f"SendMode is only for {' and '.join(_WITH_SEND_MODE)}.")


def _without_function_file(elements: list[Element]) -> Iterator[Finding]:
    if any(name(element) == "FunctionFile" for element in elements):
        return
    for element in elements:
        if kind(element) == "ExecuteFunction":
            yield error(
                element, "function-file-missing", "A button that runs a function needs a <FunctionFile>."
            )
