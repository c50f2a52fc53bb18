"""What is typed into the survey's editor, without a browser or a database."""

import pytest
from werkzeug.datastructures import MultiDict

from server.surveys import form
from server.surveys.definition import LANGUAGES, Words
from server.surveys.form import Form
from server.surveys.wordings import ready_made

SOME = form.with_language(form.blank("North"), "da", "North")


def test_a_new_survey_has_ready_made_words_in_english() -> None:
    assert form.blank("North").texts["en"]["question"] == (
        "How likely are you to recommend North to a friend or colleague?"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_ready_made_words_that_fit(language: str) -> None:
    words = ready_made(language, "Nordwind Supply")
    assert Words.model_validate(words.model_dump()) == words
    assert words.question.count("Nordwind Supply") == 1
    assert "{" not in "".join(words.model_dump().values())


def test_an_organisation_may_be_called_anything() -> None:
    assert "{0} & Sons" in ready_made("en", "{0} & Sons").question


def test_what_was_sent_is_what_is_shown_again() -> None:
    sent = MultiDict(
        [("title", "T"), ("language", "da"), ("language", "en"), ("da.low", "Nej"), ("en.low", " No ")]
    )
    typed = form.read(sent)
    assert list(typed.texts) == ["da", "en"]
    assert (typed.title, typed.texts["da"]["low"], typed.texts["en"]["low"]) == ("T", "Nej", "No")
    assert typed.texts["da"]["question"] == ""


def test_signs_that_nobody_types_are_dropped_and_line_ends_made_plain() -> None:
    typed = form.read(
        MultiDict([("language", "en"), ("en.thanks", "Thank\0s,\r\nbye\x07"), ("title", "A\nB\0")])
    )
    assert (typed.texts["en"]["thanks"], typed.title) == ("Thanks,\nbye", "A B")


def test_unknown_languages_are_not_heeded() -> None:
    assert form.read(MultiDict([("language", "xx"), ("language", "en")])).texts.keys() == {"en"}
    assert form.with_language(SOME, "xx", "North") == SOME


def test_adding_a_language_again_keeps_what_was_typed_in_it() -> None:
    typed = Form("T", {"en": {"question": "Mine?"}})
    assert form.with_language(typed, "en", "North") == typed


def test_the_last_language_can_not_be_removed() -> None:
    left = form.without_language(SOME, "en")
    assert list(left.texts) == ["da"]
    assert form.without_language(left, "da") == left


def test_another_language_can_become_the_default() -> None:
    turned = form.with_default(SOME, "da")
    assert list(turned.texts) == ["da", "en"]
    assert turned.texts["en"] == SOME.texts["en"]
    assert form.with_default(SOME, "fr") == SOME


def test_a_whole_form_has_no_faults_and_is_a_definition() -> None:
    typed = Form("Relationship", SOME.texts)
    assert form.faults(typed) == {}
    assert form.of("Relationship", form.definition(typed)) == typed


def test_each_fault_is_a_sentence_at_its_field() -> None:
    texts = {**SOME.texts, "da": {**SOME.texts["da"], "low": "", "high": "x" * 61}}
    assert form.faults(Form("", texts)) == {
        "title": "Give the survey a title, by which your colleagues find it.",
        "da.low": "Write something here; it can’t be left empty.",
        "da.high": "These are 61 characters; 60 are the most.",
    }


def test_a_title_has_an_end_and_a_survey_a_language() -> None:
    assert form.faults(Form("x" * 121, {})) == {
        "title": "These are 121 characters; 120 are the most.",
        "add": "A survey needs at least one language.",
    }
