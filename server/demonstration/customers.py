"""Nordwind Supply's customers, drawn from a seed: accounts with owners and segments, and contacts there."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from random import Random

from server.demonstration.accounts import COUNTRIES, SEGMENTS, Country, each
from server.demonstration.people import ACCOUNT_MANAGERS, NEWCOMER, Colleague

CONTACTS = 300
NEWCOMERS_CONTACTS = 9
_NEVER_ASKED, _LEFT_ALONE, _OPTED_OUT = 6, 50, 8
_DAYS_LEFT_ALONE = (40, 160)

_ANNA, _JONAS, _SOFIE, _PIETER, _CAMILLE, _DIEGO = ACCOUNT_MANAGERS
_OWNERS: dict[str, tuple[Colleague, ...]] = {
    "Denmark": (_SOFIE, _SOFIE, _ANNA),
    "Netherlands": (_PIETER, _PIETER, _SOFIE),
    "Germany": (_JONAS, _JONAS, _ANNA),
    "France": (_CAMILLE,),
    "Spain": (_DIEGO,),
    "United Kingdom": (_ANNA,),
}
_SEGMENT_CHARM = dict(zip(SEGMENTS, (0.0, 0.3, 0.15, -0.5), strict=True))
_SPELT = {"ø": "o", "æ": "ae", "ü": "ue", "ö": "oe", "ä": "ae"}
_HINTS = {
    "Food & beverage": "mejeri|zuivel|bakker|molkerei|brau|laiterie|conserv|aceite|dairies|foods",
    "Healthcare": "medico|zorg|klinik|clini|clíni|care",
    "Logistics": "transport|logisti|overslag|sped|lager|haulage",
}


@dataclass(frozen=True)
class PlannedAccount:
    """A company, and how much its people like us: points added on the scale of 0 to 10."""

    name: str
    country: Country
    segment: str
    owner: Colleague
    charm: float

    @cached_property
    def domain(self) -> str:
        """Where its people get mail."""
        return re.sub(r"[^a-z]+", "-", _plain(self.name)).strip("-") + ".example"


@dataclass(frozen=True)
class PlannedContact:
    """Somebody at an account.

    asked_until: how many days ago they were asked last, at most; None for somebody never asked.
    opted_out: whether they asked to be left in peace soon after that.
    """

    account: PlannedAccount
    name: str
    charm: float
    asked_until: int | None = 0
    opted_out: bool = False

    @cached_property
    def email(self) -> str:
        """Their address, told from the name."""
        first, _, last = self.name.partition(" ")
        return f"{_plain(first)}.{re.sub('[^a-z]', '', _plain(last))}@{self.account.domain}"


def accounts(random: Random) -> list[PlannedAccount]:
    """Every company of every country."""
    found = []
    for country in COUNTRIES:
        owners = _OWNERS[country.name]
        for number, name in enumerate(each(country.companies)):
            owner = owners[number % len(owners)]
            segment = _segment(name)
            charm = owner.charm + _SEGMENT_CHARM[segment] + random.gauss(0, 0.45)
            found.append(PlannedAccount(name, country, segment, owner, charm))
    last = found[-1]
    return [*found[:-1], PlannedAccount(last.name, last.country, last.segment, NEWCOMER, NEWCOMER.charm)]


def contacts(of: list[PlannedAccount], random: Random) -> list[PlannedContact]:
    """`CONTACTS` people, a few more at some accounts than at others; some are not to be asked any more."""
    names = {country.name: _names(country, random) for country in COUNTRIES}
    weights = [random.uniform(0.5, 2.0) for _ in of[:-1]]
    first_of_each = list(of[:-1]) + [of[-1]] * NEWCOMERS_CONTACTS
    others = random.choices(of[:-1], weights, k=CONTACTS - len(first_of_each))
    where = sorted(first_of_each + others, key=of.index)
    people = [PlannedContact(a, next(names[a.country.name]), random.gauss(0, 0.5)) for a in where]
    return _with_quiet_ones(people, random)


def _with_quiet_ones(people: list[PlannedContact], random: Random) -> list[PlannedContact]:
    """Some were never asked, some not lately, and some don't want to be asked again."""
    established = [number for number, person in enumerate(people) if person.account.owner is not NEWCOMER]
    chosen = random.sample(established, _NEVER_ASKED + _LEFT_ALONE + _OPTED_OUT)
    for place, number in enumerate(chosen):
        person = people[number]
        asked_until = None if place < _NEVER_ASKED else random.randint(*_DAYS_LEFT_ALONE)
        opted_out = place >= _NEVER_ASKED + _LEFT_ALONE
        people[number] = PlannedContact(person.account, person.name, person.charm, asked_until, opted_out)
    return people


def _names(country: Country, random: Random) -> Iterator[str]:
    """Full names, each once."""
    pairs = [
        f"{first} {last}" for first, last in product(each(country.first_names), each(country.last_names))
    ]
    random.shuffle(pairs)
    return iter(pairs)


def _segment(company: str) -> str:
    return next((name for name, hint in _HINTS.items() if re.search(hint, company.casefold())), SEGMENTS[0])


def _plain(text: str) -> str:
    """In the letters a to z, as in addresses."""
    spelt = text.casefold()
    for letter, letters in _SPELT.items():
        spelt = spelt.replace(letter, letters)
    return unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
