"""The embedded question: a piece of mail with eleven buttons, and its twin in plain text.

Word writes mails in classic Outlook and knows little HTML, other editors rewrite what they are given, and
both recolour it in dark mode. So the look stands in attributes and inline CSS repeats it; nothing is needed
that any of them drops.
"""

from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from server.invitations.letter_words import BY_LANGUAGE, LetterWords
from server.surveys.definition import Words

BUTTON = "#0B8383"
"""Dark enough for white digits and light enough for black ones, should a client turn the text's colour."""
BORDER = "#075E5E"
_FONT = "font-family:Calibri,Arial,sans-serif;font-size:11pt"
_ROWS = (range(0, 6), range(6, 11))
_CELL = f"background-color:{BUTTON};border:1px solid {BORDER};{_FONT};line-height:40px"
_LINK = "color:#FFFFFF;text-decoration:none;display:block"


@dataclass(frozen=True)
class Fragment:
    """What is put into a mail; `marker` stands in `html` and `text` alike, to be found when read back."""

    html: str
    text: str
    marker: str


def fragment(address: str, words: Words, language: str) -> Fragment:
    """The question for one personal link; `language` is that of `words`."""
    fixed = BY_LANGUAGE[language]
    html = _html(escape(address), words, fixed, language)
    return Fragment(html, _text(address, words, fixed), marker=urlsplit(address).path)


def _html(address: str, words: Words, fixed: LetterWords, language: str) -> str:
    rows = "\n".join(
        "<tr>\n" + "\n".join(_button(address, score, fixed) for score in row) + "\n</tr>" for row in _ROWS
    )
    return (
        f'<div lang="{language}">\n'
        f"{_paragraph(f'<b>{escape(words.question)}</b>', '12px 0 4px 0')}\n"
        f"{_paragraph(escape(_scale(words)), '0 0 4px 0')}\n"
        f'<table role="presentation" border="0" cellpadding="0" cellspacing="4">\n{rows}\n</table>\n'
        f"{_paragraph(_page_link(address, fixed), '4px 0 4px 0')}\n"
        f"{_paragraph(escape(fixed.closing), '0 0 12px 0')}\n"
        "</div>\n"
    )


def _paragraph(content: str, margin: str) -> str:
    return f'<p style="margin:{margin};{_FONT}">{content}</p>'


def _button(address: str, score: int, fixed: LetterWords) -> str:
    # LPNoLP is the id by which Outlook's editor leaves a link alone instead of showing a preview of it.
    return (
        f'<td width="40" height="40" align="center" valign="middle" bgcolor="{BUTTON}" style="{_CELL}">'
        f'<a id="LPNoLP" href="{address}?s={score}" aria-label="{fixed.score.format(score=score)}" '
        f'style="{_LINK}"><font color="#FFFFFF"><b>&nbsp;{score}&nbsp;</b></font></a></td>'
    )


def _page_link(address: str, fixed: LetterWords) -> str:
    return f'<a id="LPNoLP" href="{address}">{escape(fixed.page)}</a>'


def _scale(words: Words) -> str:
    return f"0 = {words.low}, 10 = {words.high}"


def _text(address: str, words: Words, fixed: LetterWords) -> str:
    return f"{words.question}\n{_scale(words)}\n\n{fixed.answer_here} {address}\n"
