"""The pages on which admins write surveys."""

import re
from uuid import UUID, uuid4

import pytest

from server.surveys import queries
from server.surveys.form import FIELDS, Form, blank, with_language
from server.tenancy.transaction import reading
from tests.builders import House
from tests.people import Browser
from tests.surveys.test_survey_actions import ONE, asked, new_survey

ENGLISH = Form("Relationship", blank("North").texts)


def fields(typed: Form, do: str = "save", **more: str) -> dict[str, str | list[str]]:
    """What a browser sends for `typed` when the button `do` is pressed."""
    texts = {f"{code}.{field}": words[field] for code, words in typed.texts.items() for field in FIELDS}
    return {"title": typed.title, "language": list(typed.texts), **texts, "do": do, **more}


def every_address(survey_id: UUID) -> list[tuple[str, str]]:
    of_one = f"/surveys/{survey_id}"
    return [
        ("get", "/surveys"),
        ("get", "/surveys/new"),
        ("submit", "/surveys/new"),
        ("get", f"{of_one}/edit"),
        ("submit", f"{of_one}/edit"),
        ("submit", f"{of_one}/publish"),
        ("submit", f"{of_one}/delete"),
    ]


def statuses(browser: Browser, survey_id: UUID) -> list[int]:
    return [getattr(browser, how)(path).status_code for how, path in every_address(survey_id)]


def test_nobody_is_asked_to_sign_in(house: House, browser: Browser) -> None:
    assert statuses(browser, new_survey(house, ONE)) == [401] * 7


def test_an_account_manager_may_not_write_surveys(house: House, browser: Browser) -> None:
    assert statuses(browser.sign_in(house.alice), new_survey(house, ONE)) == [403] * 7
    assert asked(house) == [("Relationship", 1)]


def test_charlie_does_not_find_surveys_of_others(house: House, browser: Browser) -> None:
    survey_id = new_survey(house, ONE, title="Secret of the North")
    browser.sign_in(house.charlie)
    of_one = [path for _, path in every_address(survey_id)[3:]]
    assert browser.get(of_one[0]).status_code == 404
    for path in of_one:
        answer = browser.submit(path, fields(ENGLISH, "publish"))
        assert (
            answer.status_code
            == browser.submit(path.replace(str(survey_id), str(uuid4()))).status_code
            == 404
        )
    assert "Secret" not in browser.get("/surveys").text
    assert asked(house) == [("Secret of the North", 1)]


def test_an_empty_house_is_told_how_to_begin(house: House, browser: Browser) -> None:
    assert "Write the first survey" in browser.sign_in(house.bob).get("/surveys").text


def test_a_survey_in_two_languages_is_written_and_published(house: House, browser: Browser) -> None:
    browser.sign_in(house.bob)
    typed = Form("Relationship", {"en": {**ENGLISH.texts["en"], "low": "Never ever"}})
    page = browser.submit("/surveys/new", fields(typed, "add", add="da")).text
    assert "Never ever" in page
    assert "Hvor sandsynligt er det, at du vil anbefale North" in page
    both = with_language(typed, "da", "North")
    answer = browser.submit("/surveys/new", fields(both, "publish"))
    assert answer.location == "/surveys"
    page = browser.get("/surveys").text
    assert "can be asked, in version 1" in page
    assert "Version 1, being asked" in page
    with reading(house.alice.viewer) as session:
        (survey,) = queries.asking(session)
    assert survey.definition.languages == ("en", "da")
    assert survey.definition.words["en"].low == "Never ever"


def test_a_saved_draft_is_asked_only_once_it_is_published(house: House, browser: Browser) -> None:
    browser.sign_in(house.bob)
    edit = browser.submit("/surveys/new", fields(ENGLISH)).location
    assert "Nobody is asked this way until you publish it." in browser.get(edit).text
    assert "Draft, not asked yet" in browser.get("/surveys").text
    assert asked(house) == []
    assert browser.submit(edit.replace("/edit", "/publish")).status_code == 302
    assert asked(house) == [("Relationship", 1)]


def test_a_changed_draft_says_so_until_it_is_published(house: House, browser: Browser) -> None:
    survey_id = new_survey(house, ONE)
    browser.sign_in(house.bob)
    assert "Version 1 is being asked" in browser.get(f"/surveys/{survey_id}/edit").text
    changed = Form("New title", {"en": {**ENGLISH.texts["en"], "high": "Always"}})
    browser.submit(f"/surveys/{survey_id}/edit", fields(changed))
    assert "Version 1, with changes to publish" in browser.get("/surveys").text
    browser.submit(f"/surveys/{survey_id}/edit", fields(changed, "publish"))
    browser.submit(f"/surveys/{survey_id}/publish")
    assert asked(house) == [("New title", 2)]


@pytest.mark.parametrize("do", ["save", "publish"])
def test_faults_are_told_and_nothing_typed_is_lost(house: House, browser: Browser, do: str) -> None:
    texts = {"en": {**ENGLISH.texts["en"], "question": "", "thanks": "My <own> thanks"}}
    answer = browser.sign_in(house.bob).submit("/surveys/new", fields(Form("", texts), do))
    assert answer.status_code == 422
    assert "Give the survey a title" in answer.text
    assert 'id="en.question-fault"' in answer.text
    assert "My &lt;own&gt; thanks" in answer.text
    assert asked(house) == []


def test_a_language_is_removed_and_another_made_the_default_without_saving(
    house: House, browser: Browser
) -> None:
    survey_id = new_survey(house, ONE)
    three = with_language(with_language(ENGLISH, "da", "North"), "fr", "North")
    edit = f"/surveys/{survey_id}/edit"
    browser.sign_in(house.bob)
    page = browser.submit(edit, fields(three, "remove da")).text
    assert re.findall(r'name="language" value="(\w+)"', page) == ["en", "fr"]
    page = browser.submit(edit, fields(three, "first fr")).text
    assert re.findall(r'name="language" value="(\w+)"', page) == ["fr", "en", "da"]
    assert "Not saved yet" in page
    assert re.findall(r'name="language" value="(\w+)"', browser.get(edit).text) == ["en"]


def test_the_preview_shows_what_was_typed_with_all_eleven_scores(house: House, browser: Browser) -> None:
    typed = Form("", {"en": {**ENGLISH.texts["en"], "question": "Would you?"}})
    page = browser.sign_in(house.bob).submit("/surveys/new", fields(typed, "look")).text
    assert "<strong>Would you?</strong>" in page
    assert re.findall(r"<span>(\d+)</span>", page) == [str(score) for score in range(11)]


def test_enter_in_a_field_saves_the_draft(house: House, browser: Browser) -> None:
    page = browser.sign_in(house.bob).get("/surveys/new").text
    form = page[page.index('action="/surveys/new"') :]
    assert 'name="do" value="save"' in form[form.index("<button") : form.index("</button>")]


def test_a_deleted_survey_is_gone_from_the_pages(house: House, browser: Browser) -> None:
    survey_id = new_survey(house, ONE)
    browser.sign_in(house.bob)
    assert browser.submit(f"/surveys/{survey_id}/delete").location == "/surveys"
    assert "Its responses stay." in browser.get("/surveys").text
    assert asked(house) == []
    for how, path in every_address(survey_id)[3:]:
        assert getattr(browser, how)(path).status_code == 404
