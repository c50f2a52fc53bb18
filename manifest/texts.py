"""What people read in Outlook's ribbon, in the languages that Rapport speaks."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from manifest import limits

LOCALES: Mapping[str, str] = MappingProxyType(
    {"en": "en-US", "da": "da-DK", "nl": "nl-NL", "de": "de-DE", "fr": "fr-FR", "es": "es-ES"}
)
"""Outlook's name of each language, by ours."""


@dataclass(frozen=True)
class Texts:
    """The words of one language; a button's label is also the heading of its tip."""

    display_name: str
    description: str
    group: str
    read_button: str
    read_tip: str
    compose_button: str
    compose_tip: str


LENGTHS: Mapping[str, int] = MappingProxyType(
    {
        field.name: limits.LONG if field.name.endswith(("description", "tip")) else limits.SHORT
        for field in fields(Texts)
    }
)
"""The longest each text may be."""


def built_in(display_name: str = "Rapport") -> Mapping[str, Texts]:
    """Our texts by language, under the name that the organisation gives the add-in."""
    return MappingProxyType({language: Texts(display_name, *words) for language, words in _WORDS.items()})


_WORDS = {
    "en": (
        "Ask your customers how likely they are to recommend you, in the mail you are writing anyway.",
        "Customer loyalty",
        "Customer score",
        "See what this customer answered before, and what is still open.",
        "Ask for a score",
        "Put the question into this mail. Your customer answers with one click.",
    ),
    "da": (
        "Spørg dine kunder, om de ville anbefale jer, i den mail du alligevel skriver.",
        "Kundeloyalitet",
        "Kundens score",
        "Se, hvad kunden har svaret før, og hvad der stadig er åbent.",
        "Bed om en score",
        "Indsæt spørgsmålet i denne mail. Kunden svarer med ét klik.",
    ),
    "nl": (
        "Vraag klanten hoe waarschijnlijk het is dat ze u aanbevelen, in de mail die u toch al schrijft.",
        "Klantloyaliteit",
        "Klantscore",
        "Bekijk wat deze klant eerder antwoordde en wat nog openstaat.",
        "Vraag om een score",
        "Zet de vraag in deze mail. Uw klant antwoordt met één klik.",
    ),
    "de": (
        "Fragen Sie Ihre Kunden, ob sie Sie weiterempfehlen, in der Mail, die Sie ohnehin gerade schreiben.",
        "Kundenloyalität",
        "Kundenwertung",
        "Zeigt, was dieser Kunde früher geantwortet hat und was noch offen ist.",
        "Um Wertung bitten",
        "Fügt die Frage in diese Mail ein. Ihr Kunde antwortet mit einem Klick.",
    ),
    "fr": (
        "Demandez à vos clients s'ils vous recommanderaient, dans le message que vous écrivez.",
        "Fidélité des clients",
        "Note du client",
        "Voyez ce que ce client a déjà répondu et ce qui reste ouvert.",
        "Demander une note",
        "Insère la question dans ce message. Votre client répond en un clic.",
    ),
    "es": (
        "Pregunte a sus clientes si le recomendarían, en el mensaje que ya está escribiendo.",
        "Lealtad de clientes",
        "Nota del cliente",
        "Vea qué respondió antes este cliente y qué sigue pendiente.",
        "Pedir una nota",
        "Inserta la pregunta en este mensaje. Su cliente responde con un clic.",
    ),
}
