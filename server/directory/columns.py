"""Which column of a file holds what: the headings that people use, in the languages of their files."""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

HEADINGS = {
    "email": """
        email emailaddress mailaddress mail contactemail workemail primaryemail
        emailadresse mailadresse epost emailadres mailadres adressemail adresseemail courriel
        correoelectronico correo address adresse adres
        """,
    "name": """
        fullname contactname contact name fuldenavn kontaktperson kontakt navn
        volledigenaam contactpersoon naam ansprechpartner nomcomplet nombrecompleto nombreyapellidos
        """,
    "first_name": "firstname givenname forename fornavn voornaam vorname prenom nombre",
    "last_name": """
        lastname surname familyname efternavn achternaam nachname familienname
        nomdefamille nom apellidos apellido
        """,
    "account": """
        company companyname account accountname customer customername organisation organization
        firma firmanavn virksomhed virksomhedsnavn kunde kundenavn bedrijf bedrijfsnaam klant klantnaam
        firmenname unternehmen kundenname societe entreprise client empresa cliente
        """,
    "owner": """
        owner owneremail accountowner accountmanager keyaccountmanager responsible
        kundeansvarlig ansvarlig ejer accounteigenaar eigenaar verantwoordelijke kundenbetreuer betreuer
        verantwortlich responsable proprietaire propietario
        """,
    "language": "language lang sprog taal sprache langue idioma",
    "country": "country land pays pais",
    "segment": "segment industry branche secteur sector segmento",
}
"""By the field of `Row`, its headings as `squeezed` writes them, the surest first."""

LANGUAGES = {
    "en": "english engelsk engels englisch anglais ingles",
    "da": "danish dansk deens danisch danois danes",
    "nl": "dutch hollandsk nederlandsk nederlands niederlandisch neerlandais neerlandes",
    "de": "german tysk duits deutsch allemand aleman",
    "fr": "french fransk frans franzosisch francais frances",
    "es": "spanish spansk spaans spanisch espagnol espanol castellano",
}
"""By its code, what a language is called; all other languages are known by their codes alone."""


@dataclass(frozen=True)
class Row:
    """A row of somebody's file, field by field; what it doesn't say is empty."""

    number: int
    email: str = ""
    name: str = ""
    first_name: str = ""
    last_name: str = ""
    account: str = ""
    owner: str = ""
    language: str = ""
    country: str = ""
    segment: str = ""
    fault: str = ""
    """Why the row couldn't be read."""


@dataclass(frozen=True)
class Columns:
    """Where a file's fields stand."""

    positions: dict[str, int]
    """By the field of `Row`, counted from 0."""
    unused: tuple[str, ...]
    """Headings of columns that nothing is taken from."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields without which no row can be taken, as far as there is no column for them."""
        return tuple(field for field in ("email", "account") if field not in self.positions)

    def row(self, number: int, cells: Sequence[str]) -> Row:
        """The fields of a row, which may be shorter than its header."""
        found = {field: cells[place] for field, place in self.positions.items() if place < len(cells)}
        return Row(number, **found)


def find(headings: Sequence[str]) -> Columns:
    """Match a header row; of two columns for one field the surer heading wins, then the left one."""
    plain = [squeezed(heading) for heading in headings]
    positions = {
        field: plain.index(heading)
        for field, known in HEADINGS.items()
        for heading in reversed(known.split())
        if heading in plain
    }
    taken = positions.values()
    return Columns(
        positions, tuple(text for place, text in enumerate(headings) if text and place not in taken)
    )


def squeezed(heading: str) -> str:
    """A heading without regard to case, blanks, accents, and signs such as the hyphen in e-mail."""
    return "".join(sign for sign in normalize("NFKD", heading).casefold() if sign.isalnum())


def language_code(text: str) -> str | None:
    """The two-letter code that `en`, `en-GB`, `English` or `Engelsk` mean; None when it is none of them."""
    name = squeezed(text)
    for code, names in LANGUAGES.items():
        if name in names.split():
            return code
    code = text.strip().casefold().replace("_", "-").partition("-")[0]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def language_name(code: str) -> str:
    """What the language is called in English, where we know; else its code."""
    return LANGUAGES[code].split()[0].capitalize() if code in LANGUAGES else code
