"""Settings become a manifest."""

from lxml import etree

from manifest.commands import MAILBOX_MINIMUM, add_commands
from manifest.namespaces import APP, INSTANCE, RESOURCES
from manifest.resources import add_text, icon_address, pane_address
from manifest.settings import Settings
from manifest.texts import LOCALES
from manifest.tree import Element, add

MICROSOFT_SIGN_IN = "https://login.microsoftonline.com"

_OUTERMOST = f'<OfficeApp xmlns="{APP}" xmlns:xsi="{INSTANCE}" xmlns:bt="{RESOURCES}" xsi:type="MailApp"/>'
_PANE_HEIGHT = "250"


def build(settings: Settings) -> bytes:
    """The add-in-only XML manifest for reading and composing messages, in UTF-8.

    The same settings give the same bytes. The elements stand in the order that Outlook enforces.
    """
    app = etree.fromstring(_OUTERMOST)
    _add_identity(app, settings)
    _add_domains(app, settings)
    add(add(app, "Hosts"), "Host", Name="Mailbox")
    add(add(add(app, "Requirements"), "Sets"), "Set", Name="Mailbox", MinVersion=MAILBOX_MINIMUM)
    _add_forms(app, settings)
    add(app, "Permissions", "ReadWriteItem")
    _add_rule(app)
    add(app, "DisableEntityHighlighting", "true")
    add_commands(app, settings)
    return etree.tostring(app, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _add_identity(app: Element, settings: Settings) -> None:
    add(app, "Id", settings.add_in_id)
    add(app, "Version", settings.version)
    add(app, "ProviderName", settings.provider_name)
    add(app, "DefaultLocale", LOCALES[settings.default_language])
    add_text(app, "DisplayName", settings, lambda texts: texts.display_name)
    add_text(app, "Description", settings, lambda texts: texts.description)
    add(app, "IconUrl", DefaultValue=icon_address(settings, 64))
    add(app, "HighResolutionIconUrl", DefaultValue=icon_address(settings, 128))
    add(app, "SupportUrl", DefaultValue=settings.support_url)


def _add_domains(app: Element, settings: Settings) -> None:
    """Outlook on the web asks for the own origin too before it opens a dialog of it."""
    domains = add(app, "AppDomains")
    add(domains, "AppDomain", settings.host)
    if settings.client_id is not None:
        add(domains, "AppDomain", MICROSOFT_SIGN_IN)


def _add_forms(app: Element, settings: Settings) -> None:
    """What a client without commands opens."""
    forms = add(app, "FormSettings")
    reading = add(add(forms, "Form", kind="ItemRead"), "DesktopSettings")
    add(reading, "SourceLocation", DefaultValue=pane_address(settings))
    add(reading, "RequestedHeight", _PANE_HEIGHT)
    composing = add(add(forms, "Form", kind="ItemEdit"), "DesktopSettings")
    add(composing, "SourceLocation", DefaultValue=pane_address(settings))


def _add_rule(app: Element) -> None:
    either = add(app, "Rule", kind="RuleCollection", Mode="Or")
    add(either, "Rule", kind="ItemIs", ItemType="Message", FormType="Read")
    add(either, "Rule", kind="ItemIs", ItemType="Message", FormType="Edit")
