"""Names and sources of several articles joined, by cases and by invariants."""

from __future__ import annotations

import random
from pathlib import Path
from time import process_time
from typing import Any

import pytest
import yaml
from msgspec.structs import replace
from tests.articles import bare

from sourcebook.annotate import language, names
from sourcebook.link import link
from sourcebook.records import (
    Analysed,
    Article,
    Authenticity,
    Block,
    Citation,
    Corpus,
    Entity,
    Facts,
    Mention,
    Quantity,
    Quote,
    Source,
    Span,
)

CASES = sorted((Path(__file__).parent / "cases" / "link").glob("*.yml"))


def article(name: str, text: str) -> Article:
    """Return an article of body lines."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        bounds.append((start, start + len(line)))
        start += len(line) + 1
    return bare(name, text, blocks=tuple(Block(start=a, end=b, kind="body", why="case") for a, b in bounds if b > a))


def analysed(name: str, text: str) -> Analysed:
    """Return an article with its names found."""
    made = article(name, text)
    doc = language.parse(text, [Span(b.start, b.end) for b in made.blocks])
    return Analysed(article=made, facts=Facts(article=name, entities=names.find(made, doc)))


def cases() -> list[Any]:
    """Return every case of every file."""
    return [
        pytest.param(case, id=f"{file.stem}-{number}")
        for file in CASES
        for number, case in enumerate(yaml.safe_load_all(file.read_text(encoding="utf-8")))
    ]


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    """The names of a folder come out as its case says."""
    corpus = link([analysed(name, text.strip()) for name, text in case["articles"].items()])
    kind = case.get("type", "person")
    found = {e.id: (e.name, sorted(a.form for a in e.aliases)) for e in corpus.entities if e.type == kind}
    expected = {made: (entry[0], sorted(entry[1:])) for made, entry in case["entities"].items()}
    assert {made: found.get(made) for made in expected} == expected, case["behaviour"]
    if case.get("only", True):
        assert set(found) == set(expected), case["behaviour"]
    for form, why in case.get("why", {}).items():
        assert {a.why for e in corpus.entities for a in e.aliases if a.form == form} == {why}, case["behaviour"]


def local(made: str, name: str, spans: list[tuple[int, int]], where: str, kind: Any = "person") -> Entity:
    """Return an entity of one article."""
    mentions = tuple(Mention(article=where, start=a, end=b) for a, b in spans)
    return Entity(id=made, type=kind, name=name, aliases=(), roles=(), mentions=mentions)


def whole(name: str, said: str = "Nora Feld") -> Analysed:
    """Return an article in which a speaker, a source, a number and a statement hang together by local ids."""
    text = f"{said} said so. Officials agreed."
    quote = Quote(
        id=f"q-{name}",
        article=name,
        kind="indirect",
        content=(Span(0, 4),),
        cue=None,
        source=None,
        speaker="nora-feld",
        speaker_label=None,
        channel=None,
        in_recording=False,
        confidence="high",
    )
    sources = (
        Source(
            id="nora-feld",
            name=said,
            entity="nora-feld",
            kind="named-person",
            citations=(Citation(article=name, start=0, end=9, cited_for=None, quotes=(quote.id,)),),
        ),
        Source(
            id="officials",
            name="Officials",
            entity=None,
            kind="unnamed-official",
            citations=(Citation(article=name, start=19, end=28, cited_for=None),),
        ),
        Source(
            id="harbour-post",
            name="The Harbour Post",
            entity=None,
            kind="outlet",
            citations=(Citation(article=name, start=0, end=4, cited_for=None),),
        ),
    )
    quantity = Quantity(
        id=f"n-{name}",
        article=name,
        start=0,
        end=4,
        text="some",
        low=None,
        high=None,
        bound="vague",
        unit=None,
        dimension="count",
        counted=None,
        attributed_to="officials",
        confidence="low",
    )
    statement = Authenticity(
        id=f"s-{name}",
        article=name,
        start=0,
        end=4,
        cue=Span(0, 4),
        object="video",
        object_span=None,
        stance="unknown",
        holder="nora-feld",
        confidence="low",
    )
    return Analysed(
        article=article(name, text),
        facts=Facts(
            article=name,
            entities=(local("nora-feld", said, [(0, len(said))], name),),
            quotes=(quote,),
            quantities=(quantity,),
            sources=sources,
            authenticity=(statement,),
        ),
    )


def test_ids_are_rewritten_everywhere() -> None:
    """Speakers, sources, attributions and holders point to the joined records."""
    corpus = link([whole("b"), whole("a", "Nora A. Feld")])
    entities = {e.id for e in corpus.entities}
    sources = {s.id: s for s in corpus.sources}
    assert entities in ({"nora-a-feld"}, {"nora-feld"})
    assert {q.speaker for q in corpus.quotes} == entities
    person = next(s for s in corpus.sources if s.kind == "named-person")
    assert person.entity in entities
    assert [c.article for c in person.citations] == ["a", "b"]
    assert {s.holder for s in corpus.authenticity} == {person.id}
    assert all(n.attributed_to in sources for n in corpus.quantities)
    assert [a.id for a in corpus.articles] == ["a", "b"]


def test_unnamed_sources_stay_in_their_article() -> None:
    """The officials of two articles are two sources; an outlet of one name is one."""
    corpus = link([whole("a"), whole("b")])
    assert sorted(s.id for s in corpus.sources) == [
        "harbour-post",
        "nora-feld",
        "officials-a",
        "officials-b",
    ] or sorted(s.name for s in corpus.sources) == ["Nora Feld", "Officials", "Officials", "The Harbour Post"]


def test_order_of_articles_does_not_matter() -> None:
    """Any order gives the same corpus."""
    names_ = ["Ada Brandt", "Ada Brandt", "Ada M. Brandt", "Piet Brandt", "Brandt", "Ada Brandtt", "Anna Keller"]
    made = [
        Analysed(
            article=article(f"x{i}", n),
            facts=Facts(article=f"x{i}", entities=(local("x", n, [(0, len(n))], f"x{i}"),)),
        )
        for i, n in enumerate(names_)
    ]
    first = link(made)
    for seed in range(5):
        random.Random(seed).shuffle(made)  # noqa: S311 - any order will do
        assert link(made) == first


def test_every_mention_is_kept_once() -> None:
    """Joining loses no mention and makes none."""
    made = [whole("a"), whole("b", "Nora A. Feld"), analysed("c", "Nora Feld met Ivo Lasker. Lasker smiled.")]
    corpus = link(made)
    before = sorted((m.article, m.start, m.end) for x in made for e in x.facts.entities for m in e.mentions)
    assert sorted((m.article, m.start, m.end) for e in corpus.entities for m in e.mentions) == before
    assert len({e.id for e in corpus.entities}) == len(corpus.entities)


def test_nothing_at_all() -> None:
    """An empty folder gives an empty corpus."""
    assert link([]) == Corpus(articles=(), entities=(), quotes=(), quantities=(), dates=(), sources=(), authenticity=())


def test_unknown_local_ids_are_left() -> None:
    """An id that no record of the article bears stays as it is."""
    made = whole("a")
    quote = replace(made.facts.quotes[0], speaker="somebody-else")
    corpus = link([replace(made, facts=replace(made.facts, quotes=(quote,)))])
    assert corpus.quotes[0].speaker == "somebody-else"


def test_time_grows_with_the_number_of_articles() -> None:
    """Four times the articles take no more than ten times the time: names are blocked, not compared in pairs."""

    def made(count: int) -> list[Analysed]:
        pick = random.Random(7)  # noqa: S311 - made-up names
        firsts = [f"Given{i}" for i in range(60)]
        lasts = ["Common", *(f"Family{i}" for i in range(count))]
        folder = []
        for i in range(count):
            named = [f"{pick.choice(firsts)} {pick.choice(lasts)}" for _ in range(8)] + [
                f"{pick.choice(firsts)} Common"
            ]
            text = ". ".join(named)
            spans = [(text.index(n), text.index(n) + len(n)) for n in named]
            folder.append(
                Analysed(
                    article=article(f"a{i}", text),
                    facts=Facts(
                        article=f"a{i}",
                        entities=tuple(
                            local(f"e{j}", n, [s], f"a{i}") for j, (n, s) in enumerate(zip(named, spans, strict=True))
                        ),
                    ),
                )
            )
        return folder

    def seconds(count: int) -> float:
        folder = made(count)
        # Of the processor: what else the machine does has no part in it.
        start = process_time()
        link(folder)
        return process_time() - start

    seconds(100)
    assert seconds(2000) < 10 * max(seconds(500), 0.05)
