"""What the page says itself: in every language, with the same places left open."""

from dataclasses import asdict
from datetime import date
from string import Formatter

import pytest

from server.answering.phrases import BY_LANGUAGE, day_in_words
from server.answering.rules import Ending, Fault
from server.surveys.definition import LANGUAGES


def places(phrase: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(phrase) if name}


def test_every_language_of_surveys_is_spoken() -> None:
    assert BY_LANGUAGE.keys() == LANGUAGES.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_leave_the_same_places_open_in_every_language(language: str) -> None:
    english = asdict(BY_LANGUAGE["en"])
    for name, phrase in asdict(BY_LANGUAGE[language]).items():
        assert places(phrase) == places(english[name]), name
        assert language == "en" or phrase != english[name], name


def test_every_fault_and_every_ending_has_its_phrase() -> None:
    phrases = asdict(BY_LANGUAGE["en"])
    assert set(Fault) <= phrases.keys()
    for ending in set(Ending) - {Ending.ANSWERED}:
        assert {ending, f"{ending}_title"} <= phrases.keys()


def test_days_are_written_as_people_write_them() -> None:
    assert [day_in_words(date(2026, 11, 3), language) for language in LANGUAGES] == [
        "3 November 2026",
        "3. november 2026",
        "3 november 2026",
        "3. November 2026",
        "3 novembre 2026",
        "3 de noviembre de 2026",
    ]
