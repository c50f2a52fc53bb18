"""The embedded question: what it looks like to the byte, and what mail programs need it to be."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from server.invitations import letter_words
from server.invitations.letter import BUTTON, fragment
from server.surveys.definition import LANGUAGES, Words
from tests.asking import DANISH, ENGLISH

GOLDEN = Path(__file__).parent / "golden"
ADDRESS = "https://rapport.example/r/AbCdEfGhIjKlMnOpQrStUv"
VOID = {"br", "img", "input", "meta", "link", "hr"}


class Parts(HTMLParser):
    """Elements with their attributes, and whether each end tag closes the element that is open."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[tuple[tuple[str, ...], str]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open, f"never closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip(" \n"):
            self.words.append((tuple(self._open), data))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
def parts() -> Parts:
    return Parts(fragment(ADDRESS, ENGLISH, "en").html)


@pytest.mark.parametrize(("language", "words"), [("en", ENGLISH), ("da", DANISH)])
def test_the_question_is_the_one_in_the_files(language: str, words: Words) -> None:
    made = fragment(ADDRESS, words, language)
    assert made.html == (GOLDEN / f"{language}.html").read_text(encoding="utf-8")
    assert made.text == (GOLDEN / f"{language}.txt").read_text(encoding="utf-8")


def test_eleven_buttons_stand_in_two_rows_of_one_table_for_looks(parts: Parts) -> None:
    [table] = parts.named("table")
    assert table == {"role": "presentation", "border": "0", "cellpadding": "0", "cellspacing": "4"}
    assert [tag for tag, _ in parts.elements if tag in ("tr", "td")] == ["tr", *["td"] * 6, "tr", *["td"] * 5]
    for cell in parts.named("td"):
        assert (cell["width"], cell["height"]) == ("40", "40")
        assert (cell["align"], cell["valign"]) == ("center", "middle")
        assert cell["bgcolor"] == BUTTON
        assert "border:1px solid" in (cell["style"] or "")


def test_each_button_is_a_white_digit_that_leads_to_its_score(parts: Parts) -> None:
    links = [link for link in parts.named("a") if "aria-label" in link]
    assert [link["href"] for link in links] == [f"{ADDRESS}?s={score}" for score in range(11)]
    assert [link["aria-label"] for link in links] == [f"{score} of 10" for score in range(11)]
    assert all(link["id"] == "LPNoLP" for link in links)
    assert [font["color"] for font in parts.named("font")] == ["#FFFFFF"] * 11
    digits = [text for where, text in parts.words if where[-4:] == ("td", "a", "font", "b")]
    assert digits == [f"\N{NO-BREAK SPACE}{score}\N{NO-BREAK SPACE}" for score in range(11)]


def test_question_and_scale_come_before_the_buttons_and_a_link_and_a_paragraph_after(parts: Parts) -> None:
    around = [text for where, text in parts.words if "td" not in where]
    assert around == [
        "How likely are you to recommend North & Sons to a colleague?",
        "0 = not at all likely, 10 = extremely likely",
        "Answer on a page instead",
        "A number opens a page, where you can add a comment and send your answer.",
    ]
    tags = [tag for tag, _ in parts.elements]
    assert tags.index("table") > tags.index("p")
    assert tags[-3:] == ["p", "a", "p"]
    assert parts.named("a")[-1]["href"] == ADDRESS
    assert parts.named("div") == [{"lang": "en"}]


def test_nothing_is_in_it_that_mail_programs_drop() -> None:
    html = fragment(ADDRESS, ENGLISH, "en").html
    for unwanted in ("<style", "<img", "<!--", "v:", "flex", "grid", "<form", "<script", "url(", "var("):
        assert unwanted not in html.replace("valign", "")
    assert len(html.encode()) < 12 * 1024


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2) of `#RRGGBB`."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("text", ["#FFFFFF", "#000000"])
def test_digits_can_be_read_in_white_and_in_black_should_the_client_turn_them(text: str) -> None:
    lighter, darker = sorted((luminance(text), luminance(BUTTON)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_the_marker_is_found_in_html_and_text() -> None:
    made = fragment(ADDRESS, ENGLISH, "en")
    assert made.marker == "/r/AbCdEfGhIjKlMnOpQrStUv"
    assert made.marker in made.html
    assert made.marker in made.text


def test_the_plain_text_has_question_scale_and_one_link() -> None:
    lines = fragment(ADDRESS, DANISH, "da").text.splitlines()
    assert lines == [
        DANISH.question,
        "0 = slet ikke sandsynligt, 10 = yderst sandsynligt",
        "",
        f"Svar her: {ADDRESS}",
    ]


def test_words_cannot_break_out_of_the_fragment() -> None:
    words = ENGLISH.model_copy(update={"question": '<script>x</script> & "y"', "low": "</td><b>"})
    parts = Parts(fragment(ADDRESS, words, "en").html)
    assert len(parts.named("td")) == 11
    assert not parts.named("script")
    assert parts.words[0][1] == '<script>x</script> & "y"'


def test_every_language_of_surveys_has_its_fixed_parts() -> None:
    assert letter_words.BY_LANGUAGE.keys() == LANGUAGES.keys()
    for language in LANGUAGES:
        assert 'lang="' + language in fragment(ADDRESS, ENGLISH, language).html
    labels = [words.score.format(score=7) for words in letter_words.BY_LANGUAGE.values()]
    assert labels == ["7 of 10", "7 af 10", "7 van 10", "7 von 10", "7 sur 10", "7 de 10"]
