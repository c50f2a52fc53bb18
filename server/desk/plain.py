"""The plain-text twin of a mail that was written in rich text, as mail servers make it."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {"address", "blockquote", "div", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol"}
    | {"p", "pre", "table", "tr", "ul"}
)
_SILENT = frozenset({"head", "script", "style", "title"})


def from_html(html: str) -> str:
    """The words of `html`; links are followed by their address in angle brackets."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in "".join(reader.words).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


class _Reader(HTMLParser):
    """Collects words. The parser of the standard library works by overriding its methods."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silence = 0
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silence += 1
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
        elif tag == "br" or tag in _BLOCKS:
            self.words.append("\n")
        elif tag in ("td", "th"):
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silence = max(0, self._silence - 1)
        elif tag == "a" and self._links:
            address = self._links.pop()
            self.words.append(f" <{address}>" if address else "")
        elif tag in _BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silence:
            self.words.append(re.sub(r"\s+", " ", data))
