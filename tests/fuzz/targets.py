"""What is tried: each target takes one input and raises where something is wrong."""

from __future__ import annotations

import html
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import strategies as st
from markdown import markdown
from tests.fuzz import inputs
from tests.fuzz import pages as written

from sourcebook import analysis, clean, compare, export, link, pages, read
from sourcebook.annotate.language import MODEL
from sourcebook.errors import ReadError
from sourcebook.pages import escape
from sourcebook.read.folder import READERS, SIDECARS
from sourcebook.records import Corpus, Record, Seed

# Time an input may take, in seconds of this processor, and what each thousand of its characters adds; a pattern that
# goes back and forth takes many times that.
LEAST_SECONDS = 10.0
SECONDS_A_THOUSAND = 3.0
# Tags whose ends are ends of words, too.
_PARTS = re.compile(r"</?(?:p|div|h\d|li|dt|dd|ul|dl|section|header|summary|details)\b[^>]*>")


class LateError(AssertionError):
    """An input took longer than any input of its length may."""


def reader(given: tuple[str, bytes]) -> None:
    """Read a file's bytes in a format: drafts or a `ReadError`, nothing else."""
    suffix, data = given
    try:
        drafts, errors = READERS[suffix](data, f"a{suffix}")
    except ReadError:
        return
    assert all(isinstance(draft.text, str) for draft in drafts)
    assert all(isinstance(error, ReadError) for error in errors)


def folder(given: tuple[str, bytes, str, bytes]) -> None:
    """Read a folder with an article and what stands beside it: nothing is raised, ids are unique."""
    suffix, data, beside, sidecar = given
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / f"a{suffix}").write_bytes(data)
        (Path(name) / f"a{beside}").write_bytes(sidecar)
        seeds, _ = read.read_folder(Path(name))
    assert len({seed.id for seed in seeds}) == len(seeds)


def cleaning(text: str) -> None:
    """Segment a text: in order, apart, within it, and nothing that can be seen between them."""
    end = 0
    for span in clean.segment(text):
        assert end <= span.start < span.end <= len(text)
        assert not any(char.isprintable() and not char.isspace() for char in text[end : span.start])
        end = span.end
    clean.furniture(text)


def article(texts: list[str]) -> None:
    """Take texts through the whole chain: spans in range, ids unique, exports encode, pages show every sentence."""
    analysed = [analysis.analyse_one(_seed(n, text)) for n, text in enumerate(texts)]
    corpus = compare.compare(link.link(analysed))
    lengths = {a.id: len(a.text) for a in corpus.articles}
    for each in _records(corpus):
        start, end = getattr(each, "start", None), getattr(each, "end", None)
        if start is not None and end is not None:
            assert 0 <= start <= end <= lengths.get(getattr(each, "article", ""), max(lengths.values())), each
    for each in (*corpus.quantities, *corpus.dates):
        whole = next(a.text for a in corpus.articles if a.id == each.article)
        assert " ".join(each.text.split()) == " ".join(whole[each.start : each.end].split()), each
    for name in ("entities", "quotes", "quantities", "dates", "sources", "authenticity", "reuse", "comparisons"):
        twice = [key for key, count in Counter(each.id for each in getattr(corpus, name)).items() if count > 1]
        assert not twice, (name, twice)
    export.make(corpus, model=MODEL, options=export.Options())
    _shown(corpus)


def _seed(nth: int, text: str) -> Seed:
    return Seed(id=f"a{nth}", path=f"a{nth}.txt", sha256="", key="", text=text)


def _records(value: Any) -> Iterator[Record]:
    if isinstance(value, msgspec.Struct):
        yield value  # type: ignore[misc]
        value = msgspec.structs.asdict(value).values()
    if isinstance(value, str):
        return
    if isinstance(value, dict):
        value = value.values()
    if hasattr(value, "__iter__"):
        for part in value:
            yield from _records(part)


def _shown(corpus: Corpus) -> None:
    """Hold every sentence against the text of its article's page, as Markdown makes it."""
    made = {page.path: page.content for page in pages.build(corpus, options=pages.Options())}
    assert len(made) > len(corpus.articles)
    for each in corpus.articles:
        body = markdown(made[f"articles/{each.id}.md"].split("---\n", 2)[2])
        text = " ".join(html.unescape(re.sub(r"<[^>]+>", "", _PARTS.sub(" ", body))).split())
        for span in each.sentences:
            assert escape.one_line(each.text[span.start : span.end]) in text, each.text[span.start : span.end]


SUFFIXES = st.sampled_from(sorted(READERS))
TARGETS: dict[str, tuple[Any, Any]] = {
    "reader": (st.tuples(SUFFIXES, inputs.files), reader),
    "folder": (st.tuples(SUFFIXES, inputs.files, st.sampled_from(SIDECARS), inputs.sidecars), folder),
    "cleaning": (inputs.texts, cleaning),
    "article": (st.lists(inputs.texts, min_size=1, max_size=2), article),
    "pages": (st.lists(inputs.words | inputs.texts, min_size=1, max_size=40), written.check),
}


def timed(name: str, given: Any) -> None:
    """Try a target on one input within the time that an input of its length may take.

    Raises:
        LateError: it took longer.
    """
    start = time.process_time()
    TARGETS[name][1](given)
    taken = time.process_time() - start
    if taken > LEAST_SECONDS + SECONDS_A_THOUSAND * len(repr(given)) / 1000:
        raise LateError(f"{name}: {taken:.1f} s")
