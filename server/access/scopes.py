"""What a token may be used for: its holder can't do more, whoever they are."""

from enum import StrEnum


class Scope(StrEnum):
    """A part of what Rapport can do, by which tokens and keys are limited."""

    ASK = "ask"
    READ_SCORES = "read scores"
    EXPORT = "export"
    ADMINISTER = "administer"


FOR_KEYS = (Scope.READ_SCORES, Scope.EXPORT)
"""What an API key may have: programs read. Asking and administering is done by people."""
