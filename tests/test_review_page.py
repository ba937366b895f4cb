"""The review page, whose word a finding is on the other pages, and nothing that a person writes breaks a page."""

from __future__ import annotations

import re

from msgspec.structs import replace
from tests.made_up import story

from sourcebook import pages
from sourcebook.pages import queue, review
from sourcebook.pages.site import Site
from sourcebook.records import ArticleSpan, Corpus, Correction, Curation, Note

NASTY = "</p><script>alert(1)</script> {{ 7 * 7 }} {% raw %} [x](javascript:alert(1)) `a` <!-- & \u2028 # *b*"


def correction(do: str, outcome: str = "applied", **more: object) -> Correction:
    """Return an entry's report."""
    made: dict[str, object] = {
        "line": 7,
        "do": do,
        "what": "quote",
        "article": "harbour-post",
        "quoted": NASTY,
        "outcome": outcome,
        "by": NASTY,
        "date": "2026-11-21",
        "reason": NASTY,
        "message": NASTY,
        "remedy": NASTY,
        "says": NASTY,
    }
    return Correction(**(made | more))  # type: ignore[arg-type]


def made(corpus: Corpus) -> dict[str, str]:
    """Return the pages of a corpus by their paths."""
    return {page.path: page.content for page in pages.build(corpus, options=pages.Options())}


def test_what_waits_is_listed_by_what_it_would_change() -> None:
    """A statement on authenticity of low confidence stands before a lone date."""
    corpus = story()
    low = tuple(replace(s, confidence="low") for s in corpus.authenticity)
    waiting = queue.waiting(Site(replace(corpus, authenticity=low), pages.Options()), 1_000)[0]
    assert [w.weight for w in waiting] == sorted((w.weight for w in waiting), reverse=True)
    assert waiting[0].kind == "authenticity"
    kinds = {w.finding.split(":")[0]: w.why for w in waiting}
    assert kinds["date"] == "no day could be found for it"
    assert kinds["quote"] == "low confidence"


def test_what_a_person_has_looked_at_does_not_wait() -> None:
    """Confirmed findings leave the queue."""
    corpus = story()
    looked = replace(corpus, quotes=tuple(replace(q, status="confirmed") for q in corpus.quotes))
    kinds = [w.kind for w in queue.waiting(Site(looked, pages.Options()), 1_000)[0]]
    assert "quote" in [w.kind for w in queue.waiting(Site(corpus, pages.Options()), 1_000)[0]]
    assert "quote" not in kinds


def test_orphans_are_listed_with_line_message_and_the_closest_places() -> None:
    """Whoever mends an entry finds all it takes on the page."""
    place = ArticleSpan(article="harbour-post", start=0, end=20)
    entry = correction("confirm", "orphaned", message="the words are gone", remedy="quote others", closest=(place,))
    page = made(replace(story(), curation=Curation(entries=(entry,))))["review/index.md"]
    for words in ("Line 7", "has no place", "the words are gone", "quote others", "Mayor heard on leake"):
        assert words in page
    assert re.search(r'href="\.\./articles/harbour&#45;post\.html#s|href="\.\./articles/harbour-post\.html#s', page)


def test_nothing_that_a_person_writes_is_markup() -> None:
    """Notes, names, descriptions and reasons are shown as they were written, whatever they hold."""
    corpus = story()
    note = Note(
        article="harbour-post", start=0, end=5, target=None, what="article", text=NASTY, by=NASTY, date="2026-11-21"
    )
    entities = tuple(replace(e, name=NASTY, description=NASTY, status="corrected") for e in corpus.entities)
    curation = Curation(entries=(correction("confirm", "at-odds"),), notes=(note,))
    for path, whole in made(replace(corpus, entities=entities, curation=curation)).items():
        if path.endswith(".md"):
            # The front matter's title is text that MkDocs escapes.
            page = whole.split("\n---\n", 1)[1]
            assert "<script>alert" not in page, path
            assert "{{ 7" not in page, path
            assert "](javascript" not in page, path


def test_machine_confirmed_and_corrected_are_told_apart_on_the_pages() -> None:
    """A badge where a person has spoken, none where nobody has."""
    corpus = story()
    plain = made(corpus)["articles/harbour-post.md"]
    assert "sb-checked" not in plain
    said = replace(
        corpus,
        quotes=tuple(replace(q, status="confirmed", credibility=2) for q in corpus.quotes),
        quantities=tuple(replace(n, status="corrected") for n in corpus.quantities),
        sources=tuple(replace(s, reliability="B", status="confirmed") for s in corpus.sources),
        entities=tuple(replace(e, status="corrected") for e in corpus.entities),
        dates=tuple(replace(d, status="corrected") for d in corpus.dates),
    )
    shown = made(said)
    lists = (
        "people/index.md",
        "people/organisations.md",
        "people/places.md",
        "sources/index.md",
        "compare/timeline.md",
    )
    for path in lists:
        assert ("sb-checked" in shown[path]) == ("<tbody>" in shown[path] or "sb-days" in shown[path]), path
    assert sum("sb-checked" in shown[path] for path in lists) > len(lists) // 2
    page = shown["articles/harbour-post.md"]
    assert "sb-checked-confirmed" in page
    assert "sb-checked-corrected" in page
    assert "credibility 2: probably true" in page.replace("&#58;", ":")
    assert "reliability B: usually reliable" in shown["sources/tom-reyes.md"]
    assert "reliability" not in made(corpus)["sources/tom-reyes.md"]


def test_precision_counts_what_people_looked_at() -> None:
    """Two confirmed, one rejected, one corrected; orphans and additions count for nothing."""
    of = {"target": "q-1", "was": "high"}
    entries = (
        correction("confirm", **of),
        correction("confirm", **of),
        correction("reject", **of),
        correction("correct", **of),
        correction("reject", "orphaned", **of),
        correction("add"),
    )
    assert review.precision(Curation(entries=entries)) == [("quote", "high", 2, 1, 1, "50 %")]
    assert review.precision(Curation()) == []
