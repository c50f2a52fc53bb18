"""What the answer page itself says, in each language; the survey's own words are not here."""

from datetime import date

from babel.dates import format_date

from server.answering.phrases import da, de, en, es, fr, nl
from server.answering.phrases.phrases import Phrases

BY_LANGUAGE = {
    "en": en.PHRASES,
    "da": da.PHRASES,
    "nl": nl.PHRASES,
    "de": de.PHRASES,
    "fr": fr.PHRASES,
    "es": es.PHRASES,
}

_LOCALES = {"en": "en_GB"}

__all__ = ["BY_LANGUAGE", "Phrases", "day_in_words"]


def day_in_words(day: date, language: str) -> str:
    """Such as *3 November 2026*, as one writes it in `language`."""
    return format_date(day, "long", _LOCALES.get(language, language))
