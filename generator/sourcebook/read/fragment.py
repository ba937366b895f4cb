"""Article texts that are a piece of HTML inside another format."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_TAG = re.compile(r"</p>|<p>|<p\s[^<>]*>|<br\s*/?>|</div>|</a>", re.IGNORECASE)
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "hr"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "pre", "section", "table", "tr", "ul"),
    }
)
_UNSEEN = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg", "head"})
_SPACES = re.compile(r"\s+")


def is_html(text: str) -> bool:
    """Tell whether `text` holds the tags of paragraphs, breaks or links."""
    return _TAG.search(text) is not None


def plain_text(fragment: str) -> str:
    """Return the text of a piece of HTML, a blank line between its paragraphs; scripts and styles are left out."""
    collector = _Collector()
    collector.feed(fragment)
    collector.close()
    paragraphs = (_SPACES.sub(" ", "".join(parts)).strip() for parts in collector.paragraphs)
    return "\n\n".join(text for text in paragraphs if text)


class _Collector(HTMLParser):
    """Gathers the words of each paragraph."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[list[str]] = [[]]
        self._unseen: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's
        if self._unseen is None and tag in _UNSEEN:
            self._unseen = tag
        if tag in _BLOCKS:
            self.paragraphs.append([])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's
        if tag in _BLOCKS:
            self.paragraphs.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag == self._unseen:
            self._unseen = None
        if tag in _BLOCKS:
            self.paragraphs.append([])

    def handle_data(self, data: str) -> None:
        if self._unseen is None:
            self.paragraphs[-1].append(data)
