"""A survey as somebody is writing it: kept as it was typed, until it can be a `Definition`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from unicodedata import category

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from werkzeug.datastructures import MultiDict

from server.surveys.definition import LANGUAGES, Definition, Words
from server.surveys.wordings import ready_made

FIELDS = {
    "question": "Question, answered by 0 to 10",
    "low": "What 0 means",
    "high": "What 10 means",
    "comment": "Question after the score, answered in words",
    "thanks": "Said after the answer",
}
"""The fields of `Words` and their labels."""

LONGEST_TITLE = 120


@dataclass(frozen=True)
class Form:
    """What stands in the fields now."""

    title: str
    texts: Mapping[str, Mapping[str, str]]
    """By language, the default first, and by the field of `Words`."""

    @property
    def languages_to_add(self) -> dict[str, str]:
        """The languages that the survey doesn't have yet."""
        return {code: name for code, name in LANGUAGES.items() if code not in self.texts}


def blank(organisation: str) -> Form:
    """A new survey with ready-made words in English."""
    return with_language(Form("", {}), "en", organisation)


def of(title: str, definition: Definition) -> Form:
    """A saved survey, to be changed."""
    return Form(title, {language: words.model_dump() for language, words in definition.words.items()})


def read(sent: MultiDict[str, str]) -> Form:
    """What a browser sent: `language` once for each, in their order, and fields such as `en.question`."""
    languages = dict.fromkeys(code for code in sent.getlist("language") if code in LANGUAGES)
    texts = {code: {field: _typed(sent.get(f"{code}.{field}", "")) for field in FIELDS} for code in languages}
    return Form(" ".join(_typed(sent.get("title", "")).split()), texts)


def with_language(form: Form, language: str, organisation: str) -> Form:
    """With ready-made words in one more language; as it is when it has that one, or nobody knows it."""
    if language not in form.languages_to_add:
        return form
    return replace(form, texts={**form.texts, language: ready_made(language, organisation).model_dump()})


def without_language(form: Form, language: str) -> Form:
    """Without what was written in one language; as it is when it has no other."""
    kept = {code: texts for code, texts in form.texts.items() if code != language}
    return replace(form, texts=kept) if kept else form


def with_default(form: Form, language: str) -> Form:
    """With this language as the one for contacts whose language isn't known."""
    if language not in form.texts:
        return form
    return replace(form, texts={language: form.texts[language], **form.texts})


def definition(form: Form) -> Definition:
    """The survey; only when `faults` finds nothing."""
    return Definition.model_validate({"words": form.texts})


def faults(form: Form) -> dict[str, str]:
    """What is wrong, as a sentence by the name of the field."""
    found = {}
    if not form.title:
        found["title"] = "Give the survey a title, by which your colleagues find it."
    elif len(form.title) > LONGEST_TITLE:
        found["title"] = _too_long(len(form.title), LONGEST_TITLE)
    if not form.texts:
        found["add"] = "A survey needs at least one language."
    for language, texts in form.texts.items():
        found |= {f"{language}.{field}": sentence for field, sentence in _faults_of_words(texts).items()}
    return found


def _faults_of_words(texts: Mapping[str, str]) -> dict[str, str]:
    try:
        Words.model_validate(texts)
    except ValidationError as error:
        by_field = {str(fault["loc"][0]): fault for fault in error.errors()}
        return {field: _sentence(texts[field], fault) for field, fault in by_field.items()}
    return {}


def _sentence(text: str, fault: ErrorDetails) -> str:
    if fault["type"] == "string_too_long":
        return _too_long(len(text), fault["ctx"]["max_length"])
    return "Write something here; it can’t be left empty."


def _too_long(length: int, most: int) -> str:
    return f"These are {length} characters; {most} are the most."


def _typed(text: str) -> str:
    """Without signs that nobody types, and with plain line ends."""
    lines = text.replace("\r\n", "\n")
    return "".join(sign for sign in lines if sign == "\n" or category(sign) not in ("Cc", "Cs")).strip()
