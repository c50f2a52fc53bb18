"""Manifests that Outlook takes: ours, and others with what ours doesn't use."""

from dataclasses import replace

from manifest import build, built_in
from tests.manifest import fragments
from tests.manifest.edits import BASE, SETTINGS, before_end_of_desktop, edited, edited_in_newer

_DESKTOP = "<DesktopFormFactor>"
_END_OF_DESKTOP = "</DesktopFormFactor>"
_END_OF_REGISTRATION = "</WebApplicationInfo>"
_WITH_FUNCTION_FILE = edited(fragments.SHARED, fragments.SHARED + fragments.FUNCTION_FILE)

_OURS = {
    "as we build it": build(SETTINGS),
    "without Microsoft's sign-in": build(replace(SETTINGS, client_id=None)),
    "without pinning": build(replace(SETTINGS, pinning=False)),
    "on a port": build(replace(SETTINGS, host="https://localhost:8443")),
    "Danish first": build(replace(SETTINGS, default_language="da")),
    "in one language": build(replace(SETTINGS, texts={"en": built_in()["en"]})),
    "under an awkward name": build(replace(SETTINGS, texts=built_in("Ärger & <Freude> \"'👍"))),
    "with a byte order mark": b"\xef\xbb\xbf" + BASE.encode(),
    "with Windows line ends": BASE.replace("\n", "\r\n").encode(),
    "with a comment": edited("<Permissions>", "<!-- a = 'b\n' <c d='\n'> --><Permissions>").encode(),
    "with a schema named": edited(
        "<OfficeApp ", '<OfficeApp xsi:schemaLocation="urn:x https://127.0.0.1:9/x" '
    ).encode(),
}

_OTHERS = {
    "with an event": before_end_of_desktop(
        fragments.ON_SEND, edited_in_newer(_DESKTOP, fragments.RUNTIMES + _DESKTOP)
    ),
    "in Latin American Spanish": edited('"es-ES"', '"es-419"'),
    "in Valencian": edited('"es-ES"', '"ca-ES-valencia"'),
    "with a card": before_end_of_desktop(fragments.CARD),
    "with a pane by rule": before_end_of_desktop(fragments.PANE_BY_RULE),
    "with a phone": edited_in_newer(_END_OF_DESKTOP, _END_OF_DESKTOP + fragments.PHONE),
    "with a menu": edited_in_newer("</Control>", "</Control>" + fragments.MENU, _WITH_FUNCTION_FILE),
    "with a tab of its own": edited_in_newer("</OfficeTab>", "</OfficeTab>" + fragments.TAB),
    "with a twin for Windows": edited(_END_OF_REGISTRATION, _END_OF_REGISTRATION + fragments.COM_ADD_IN),
    "with more permissions": edited(
        _END_OF_REGISTRATION, _END_OF_REGISTRATION + fragments.EXTENDED_PERMISSIONS
    ),
    "for appointments": edited_in_newer("MessageReadCommandSurface", "AppointmentAttendeeCommandSurface"),
    "for tablets and phones": edited("</DesktopSettings>", "</DesktopSettings>" + fragments.DEVICES),
    "with every rule": edited('Mode="Or">', 'Mode="Or">' + fragments.RULES),
    "without commands": BASE[: BASE.index("  <VersionOverrides")] + "</OfficeApp>\n",
}

GOOD = _OURS | {name: text.encode() for name, text in _OTHERS.items()}
