"""What a survey asks, in each of its languages."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

LANGUAGES = {
    "en": "English",
    "da": "Dansk",
    "nl": "Nederlands",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
}


class Words(BaseModel):
    """A survey's texts in one language."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    question: str = Field(min_length=1, max_length=300)
    """The question that is answered by 0 to 10."""
    low: str = Field(min_length=1, max_length=60)
    """What 0 means."""
    high: str = Field(min_length=1, max_length=60)
    """What 10 means."""
    comment: str = Field(min_length=1, max_length=300)
    """The question that is answered in free text."""
    thanks: str = Field(min_length=1, max_length=500)
    """Said after the answer."""


class Definition(BaseModel):
    """A survey's texts by language; the first language is the one for contacts without a known one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: dict[str, Words] = Field(min_length=1)

    @model_validator(mode="after")
    def _known_languages(self) -> "Definition":
        if unknown := self.words.keys() - LANGUAGES.keys():
            raise ValueError(f"unknown language {', '.join(sorted(unknown))}")
        return self

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages, the default first."""
        return tuple(self.words)

    def says_the_same(self, other: "Definition") -> bool:
        """Whether both ask the same, their default language included (`==` heeds no order)."""
        return self == other and self.languages == other.languages

    def language_for(self, wanted: str | None) -> str:
        """`wanted` where the survey has it, else the default."""
        return wanted if wanted in self.words else self.languages[0]

    def as_json(self) -> dict[str, Any]:
        """For the database; `Definition.model_validate` reads it."""
        return self.model_dump()
