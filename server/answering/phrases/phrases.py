"""Which phrases a language must have."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Phrases:
    """Each text with the places that it must leave open, which all languages share.

    `{organisation}` and `{person}` are who asks, `{score}` what was chosen, `{date}` a day in words.
    """

    title: str
    """{organisation}"""
    asks: str
    """{person} {organisation}"""
    clicked: str
    """{score}; said while nothing is sent yet."""
    optional: str
    send: str
    fate: str
    """{organisation}; what happens with the answer."""
    personal: str
    choose_score: str
    too_long: str
    stale: str
    thanks: str
    answered: str
    """{score} {date}"""
    change: str
    unknown_title: str
    unknown: str
    expired_title: str
    expired: str
    """{date} {person}"""
    withdrawn_title: str
    withdrawn: str
    """{person}"""
    deleted_title: str
    deleted: str
    """{person} {organisation}"""
    wrote: str
    sent_by: str
    """{organisation}"""
