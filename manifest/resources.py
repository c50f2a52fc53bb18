"""The pictures, addresses and texts that the commands refer to, and the translations of any text."""

from collections.abc import Callable

from manifest.namespaces import RESOURCES
from manifest.settings import Settings
from manifest.texts import LOCALES, Texts
from manifest.tree import Element, add

ICON_SIZES = (16, 32, 80)


def pane_address(settings: Settings) -> str:
    """The page that the buttons open."""
    return f"{settings.host}/addin/pane.html"


def icon_address(settings: Settings, size: int) -> str:
    """The picture of that many pixels squared."""
    return f"{settings.host}/addin/icons/icon-{size}.png"


def add_text(
    parent: Element, name: str, settings: Settings, pick: Callable[[Texts], str], **ids: str
) -> None:
    """Appends a text in the default language and the translations that differ from it."""
    default = pick(settings.texts[settings.default_language])
    element = add(parent, name, **ids, DefaultValue=default)
    for language, locale in LOCALES.items():
        if language in settings.texts and pick(settings.texts[language]) != default:
            add(element, "Override", Locale=locale, Value=pick(settings.texts[language]))


def add_resources(overrides: Element, settings: Settings) -> None:
    """Appends the Resources that both buttons need."""
    resources = add(overrides, "Resources")
    images = add(resources, f"{{{RESOURCES}}}Images")
    for size in ICON_SIZES:
        add(images, "Image", id=f"Icon.{size}", DefaultValue=icon_address(settings, size))
    urls = add(resources, f"{{{RESOURCES}}}Urls")
    add(urls, "Url", id="Pane.Url", DefaultValue=pane_address(settings))
    labels = add(resources, f"{{{RESOURCES}}}ShortStrings")
    add_text(labels, "String", settings, lambda texts: texts.group, id="Group.Label")
    add_text(labels, "String", settings, lambda texts: texts.read_button, id="Read.Label")
    add_text(labels, "String", settings, lambda texts: texts.compose_button, id="Compose.Label")
    tips = add(resources, f"{{{RESOURCES}}}LongStrings")
    add_text(tips, "String", settings, lambda texts: texts.read_tip, id="Read.Tip")
    add_text(tips, "String", settings, lambda texts: texts.compose_tip, id="Compose.Tip")
