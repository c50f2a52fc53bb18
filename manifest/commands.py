"""The buttons in Outlook's ribbon: the VersionOverrides part of the manifest."""

from urllib.parse import urlsplit

from manifest.namespaces import OVERRIDES_1_0, OVERRIDES_1_1, RESOURCES
from manifest.resources import ICON_SIZES, add_resources
from manifest.settings import Settings
from manifest.tree import Element, add, add_in_namespace

MAILBOX_MINIMUM = "1.5"
"""Exchange on the organisation's own servers stops at this set."""


def add_commands(app: Element, settings: Settings) -> None:
    """Appends VersionOverrides 1.0 and, inside it, 1.1, which inherits nothing and so repeats everything."""
    older = add_in_namespace(app, "VersionOverrides", OVERRIDES_1_0, kind="VersionOverridesV1_0")
    _add_requirements(older)
    _add_host(older, pinning=False, shared_folders=False)
    add_resources(older, settings)
    newer = add_in_namespace(older, "VersionOverrides", OVERRIDES_1_1, kind="VersionOverridesV1_1")
    _add_requirements(newer)
    _add_host(newer, pinning=settings.pinning, shared_folders=True)
    add_resources(newer, settings)
    if settings.client_id is not None:
        _add_registration(newer, settings.host, settings.client_id)


def _add_registration(overrides: Element, host: str, client_id: str) -> None:
    """For which resource Office's own sign-in gives the pane Microsoft's token."""
    registration = add(overrides, "WebApplicationInfo")
    add(registration, "Id", client_id)
    add(registration, "Resource", f"api://{urlsplit(host).netloc}/{client_id}")
    scopes = add(registration, "Scopes")
    for scope in ("openid", "profile"):
        add(scopes, "Scope", scope)


def _add_requirements(overrides: Element) -> None:
    sets = add(add(overrides, "Requirements"), f"{{{RESOURCES}}}Sets")
    add(sets, "Set", Name="Mailbox", MinVersion=MAILBOX_MINIMUM)


def _add_host(overrides: Element, *, pinning: bool, shared_folders: bool) -> None:
    host = add(add(overrides, "Hosts"), "Host", kind="MailHost")
    desktop = add(host, "DesktopFormFactor")
    if shared_folders:
        add(desktop, "SupportsSharedFolders", "true")
    _add_button(desktop, "Read", pinning=pinning)
    _add_button(desktop, "Compose", pinning=False)


def _add_button(desktop: Element, mode: str, *, pinning: bool) -> None:
    """A button that opens the pane, in Outlook's own tab; Outlook has no pinning while composing."""
    surface = add(desktop, "ExtensionPoint", kind=f"Message{mode}CommandSurface")
    group = add(add(surface, "OfficeTab", id="TabDefault"), "Group", id=f"{mode}.Group")
    add(group, "Label", resid="Group.Label")
    button = add(group, "Control", kind="Button", id=f"{mode}.Button")
    add(button, "Label", resid=f"{mode}.Label")
    tip = add(button, "Supertip")
    add(tip, "Title", resid=f"{mode}.Label")
    add(tip, "Description", resid=f"{mode}.Tip")
    icon = add(button, "Icon")
    for size in ICON_SIZES:
        add(icon, f"{{{RESOURCES}}}Image", size=str(size), resid=f"Icon.{size}")
    action = add(button, "Action", kind="ShowTaskpane")
    add(action, "SourceLocation", resid="Pane.Url")
    if pinning:
        add(action, "SupportsPinning", "true")
