"""People's corrections laid over what the machine found: every action, every failure, and what they outlive."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.conftest import STORY

from sourcebook import analysis, compare, curate, link, pipeline, read
from sourcebook.curate import reading
from sourcebook.curate.anchoring import selector_of
from sourcebook.errors import OrphanError
from sourcebook.records import Analysed, Corpus, Correction, Quantity, Quote, Seed, Span

POST, TIMES, LATE = "harbour-post", "island-times", "late-edition"


@pytest.fixture(scope="session")
def seeds() -> list[Seed]:
    """Return the made-up articles as read."""
    return read.read_folder(STORY)[0]


@pytest.fixture(scope="session")
def machine(seeds: list[Seed]) -> list[Analysed]:
    """Return what the machine finds in them, each article for itself."""
    return analysis.analyse(seeds)[0]


def entry(do: str, what: str, article: str, at: str | dict[str, str] | None, **more: Any) -> dict[str, Any]:
    """Return an entry."""
    made = {"do": do, "what": what, "article": article, "by": "A. Reader", "date": "2026-11-21", "reason": "looked"}
    return made | ({"at": at} if at else {}) | more


def curator(entries: Sequence[dict[str, Any]], seeds: Sequence[Seed]) -> curate.Curator:
    """Return the curator of some entries, which are all well formed."""
    text = yaml.safe_dump({"corrections": list(entries)}, sort_keys=False)
    corrections = reading.parse(text.encode(), file="curation.yml")
    assert corrections.errors == ()
    return curate.Curator(corrections, seeds)


class Laid:
    """The corpus with some entries laid over it."""

    def __init__(self, entries: Sequence[dict[str, Any]], seeds: Sequence[Seed], machine: Sequence[Analysed]) -> None:
        people = curator(entries, seeds)
        linked = people.linked(link.link([people.findings(each) for each in machine], regroup=people.entities))
        self.corpus: Corpus = people.compared(compare.compare(linked, regroup=people.events))
        self.outcomes: list[Correction] = list(self.corpus.curation.entries)
        self.errors = people.problems()
        self.problems = [str(problem) for problem in self.errors]
        self.texts = {seed.id: seed.text for seed in seeds}

    def quote(self, words: str, article: str = POST) -> list[Quote]:
        """Return the quotations of an article that hold some words."""
        text = self.texts[article]
        return [q for q in self.corpus.quotes if q.article == article and words in _said(text, q)]

    def number(self, words: str, article: str = POST) -> list[Quantity]:
        """Return the numbers of an article written so."""
        return [n for n in self.corpus.quantities if n.article == article and words in n.text]


def _said(text: str, quote: Quote) -> str:
    return " ".join(text[s.start : s.end] for s in quote.content)


@pytest.fixture
def lay(seeds: list[Seed], machine: list[Analysed]) -> Any:
    """Return a function that lays entries over the machine's findings."""
    return lambda *entries: Laid(entries, seeds, machine)


BARGES = "two other barges had been anchored in the channel without lights"


def test_without_corrections_all_is_the_machines(lay: Any) -> None:
    """Nothing is confirmed or corrected, nothing rated."""
    corpus = lay().corpus
    found = [*corpus.quotes, *corpus.quantities, *corpus.dates, *corpus.authenticity, *corpus.sources, *corpus.entities]
    assert {each.status for each in found} == {"machine"}
    assert corpus.curation.applied == 0


def test_a_rejected_finding_is_gone(lay: Any) -> None:
    """A number that is none is on no page; its citation of a quotation goes, too."""
    assert lay().number("200")
    laid = lay(entry("reject", "number", POST, "About 200 passengers"), entry("reject", "quote", POST, BARGES))
    assert not laid.number("200")
    gone = {q.id for q in lay().quote("two other barges")}
    assert gone
    assert not laid.quote("two other barges")
    assert not gone & {i for s in laid.corpus.sources for c in s.citations for i in c.quotes}


def test_a_confirmed_finding_says_so(lay: Any) -> None:
    """The finding stays as it is, confirmed."""
    before, after = lay().quote(BARGES)[0], lay(entry("confirm", "quote", POST, BARGES)).quote(BARGES)[0]
    assert after == replace(before, status="confirmed")


def test_a_corrected_speaker_takes_the_citation_along(lay: Any) -> None:
    """Who is quoted changes, and who is leaned on for it."""
    laid = lay(entry("correct", "quote", POST, BARGES, set={"speaker": "Olaf Brekke"}))
    quote = laid.quote(BARGES)[0]
    assert (quote.speaker, quote.status) == ("olaf-brekke", "corrected")
    citing = [s.entity for s in laid.corpus.sources for c in s.citations if quote.id in c.quotes]
    assert citing == ["olaf-brekke"]


def test_a_speaker_that_no_report_names_so_becomes_an_entity(lay: Any) -> None:
    """The text says 'the captain'; a person knows the name."""
    laid = lay(entry("correct", "quote", POST, BARGES, set={"speaker": "Ada Quill"}))
    assert {e.name for e in laid.corpus.entities} >= {"Ada Quill"}
    assert laid.quote(BARGES)[0].speaker == "ada-quill"


def test_values_of_every_kind_can_be_corrected(lay: Any) -> None:
    """A number, a date, a stance with its holder, a source, the extent of a quotation."""
    laid = lay(
        entry("correct", "number", POST, "About 200 passengers", set={"low": 180, "high": 220, "counted": "souls"}),
        entry("correct", "date", POST, "March 3, 2015", set={"value": "2015-03-04"}),
        entry(
            "correct",
            "authenticity",
            TIMES,
            "there was no reason to doubt the authenticity of the tape",
            set={"stance": "unconfirmed", "holder": "The Ministry of Tides", "holder_kind": "organisation"},
        ),
        entry("correct", "source", TIMES, "Transport Minister Henrik Dahl", set={"kind": "named-person"}),
        entry("correct", "quote", POST, BARGES, set={"words": "barges had been anchored in the channel"}),
    )
    assert [c.outcome for c in laid.outcomes if c.what != "authenticity"] == ["applied"] * 4
    assert laid.outcomes[2].outcome in {"applied", "near"}
    number = laid.number("200")[0]
    assert (number.low, number.high, number.bound, number.counted) == (180, 220, "range", "souls")
    assert "2015-03-04" in {d.value for d in laid.corpus.dates if d.article == POST and d.status == "corrected"}
    statement = next(s for s in laid.corpus.authenticity if s.status == "corrected")
    holder = next(s for s in laid.corpus.sources if s.id == statement.holder)
    assert (statement.stance, holder.name, holder.kind) == ("unconfirmed", "The Ministry of Tides", "organisation")
    assert holder.citations
    assert next(s for s in laid.corpus.sources if s.name == "Henrik Dahl").kind == "named-person"
    assert _said(laid.texts[POST], laid.quote("barges had")[0]) == "barges had been anchored in the channel"


def test_missing_findings_of_every_kind_can_be_added(lay: Any) -> None:
    """What the machine overlooked stands beside what it found, on the words that are quoted."""
    laid = lay(
        entry("add", "quote", POST, "has been in hospital since Wednesday", set={"speaker": "Marta Venn"}),
        entry("add", "number", POST, "two other barges", set={"value": 2, "counted": "barges", "unit": "barge"}),
        entry("add", "date", POST, "that night", set={"value": "2015-03-03TNI", "type": "TIME"}),
        entry("add", "authenticity", POST, "It was not clear who made it", set={"stance": "unknown", "object": "tape"}),
        entry("add", "source", POST, "a coast guard officer", set={"name": "coast guard officer", "kind": "official"}),
        entry("add", "name", POST, "coast guard officer", set={"entity": "Olle Strand", "type": "person"}),
    )
    assert {c.outcome for c in laid.outcomes} == {"applied"}
    text = laid.texts[POST]
    added = [q for q in laid.corpus.quotes if q.rule == "added by a person"]
    assert [(_said(text, q), q.speaker, q.status) for q in added] == [
        ("has been in hospital since Wednesday", "marta-venn", "corrected")
    ]
    assert [(n.low, n.text) for n in laid.number("two other")] == [(2, "two other barges")]
    assert any(text[s.start : s.end] == "It was not clear who made it" for s in laid.corpus.authenticity)
    assert any(text[d.start : d.end] == "that night" for d in laid.corpus.dates)
    assert any(s.name == "coast guard officer" for s in laid.corpus.sources)
    named = next(e for e in laid.corpus.entities if e.name == "Olle Strand")
    assert [text[m.start : m.end] for m in named.mentions] == ["coast guard officer"]
    assert (named.type, named.status) == ("person", "corrected")


def test_a_name_that_is_none_takes_its_entity_away(lay: Any) -> None:
    """Where every mention is rejected nobody is left, and a quotation keeps the words for its speaker."""
    places = [m for e in lay().corpus.entities if e.name == "Henrik Dahl" for m in e.mentions]
    text = lay().texts[TIMES]
    entries = [
        entry("reject", "name", TIMES, {"exact": text[m.start : m.end], "suffix": text[m.end : m.end + 20]})
        for m in places
    ]
    laid = lay(*entries)
    assert "henrik-dahl" not in {e.id for e in laid.corpus.entities}
    assert not any(q.speaker == "henrik-dahl" for q in laid.corpus.quotes)
    assert any(q.speaker_label == "Henrik Dahl" for q in laid.corpus.quotes)


def test_a_rating_changes_nothing_else(lay: Any) -> None:
    """Credibility is given by people alone, and says nothing on whether the finding is right."""
    laid = lay(entry("rate", "quote", POST, BARGES, set={"credibility": 2}))
    assert (laid.quote(BARGES)[0].credibility, laid.quote(BARGES)[0].status) == (2, "machine")
    assert [q.credibility for q in laid.corpus.quotes if q.credibility is not None] == [2]


def test_a_note_stands_with_the_words_or_the_article(lay: Any) -> None:
    """A note on a finding knows it; one on an article has no place in it."""
    laid = lay(
        entry("note", "quote", POST, BARGES, note="Told on the radio as well."),
        entry("note", "article", POST, None, note="From the <b>archive</b>."),
    )
    notes = laid.corpus.curation.notes
    assert [(n.text, n.start is not None, n.target is not None) for n in notes] == [
        ("Told on the radio as well.", True, True),
        ("From the <b>archive</b>.", False, False),
    ]


def test_blocks_and_publication_data_are_told_before_the_analysis(seeds: list[Seed]) -> None:
    """A line that is no title is none, a date that a person knows is the article's; the cache knows of both."""
    people = curator(
        [
            entry("correct", "block", LATE, "READ MORE: What we know about the Solvei", set={"kind": "body"}),
            entry("correct", "article", LATE, None, set={"published": "2015-03-07", "agencies": ["Coast Wire"]}),
        ],
        seeds,
    )
    told = people.given(LATE)
    assert told.key
    assert not people.given(POST).key
    seed = next(seed for seed in seeds if seed.id == LATE)
    article = analysis.analyse_one(seed, told=told).article
    last = article.blocks[-1]
    assert (last.kind, last.status) == ("body", "corrected")
    assert "A. Reader" in last.why
    assert article.published is not None
    assert (article.published.value, article.agencies) == ("2015-03-07", ("Coast Wire",))
    assert article.corrected == ("agencies", "published")


def test_two_names_that_a_person_merges_are_one(lay: Any) -> None:
    """Their mentions, quotations and sources go together, over all articles."""
    before = {e.id for e in lay().corpus.entities}
    assert {"marta-venn", "venn"} <= before
    laid = lay(entry("merge", "entity", POST, "Marta Venn", **{"with": [{"article": LATE, "at": "Venn"}]}))
    assert laid.outcomes[0].outcome == "applied"
    after = {e.id: e for e in laid.corpus.entities}
    assert before - after.keys() == {"venn"}
    assert {m.article for m in after["marta-venn"].mentions} == {POST, TIMES, LATE}
    assert after["marta-venn"].status == "corrected"
    assert {s.entity for s in laid.corpus.sources if s.name in {"Marta Venn", "Venn"}} == {"marta-venn"}


def test_a_name_that_a_person_splits_off_is_another(lay: Any) -> None:
    """The name of one article leaves the others; a merge that says otherwise is at odds with it."""
    split = entry("split", "entity", TIMES, "Olaf Brekke")
    one = next(e for e in lay().corpus.entities if e.id == "olaf-brekke")
    assert {m.article for m in one.mentions} >= {POST, TIMES}
    laid = lay(split)
    apart = [{m.article for m in e.mentions} for e in laid.corpus.entities if e.name == one.name]
    assert sorted(map(sorted, apart)) == [[POST], [TIMES]]
    odd = lay(
        split, entry("merge", "entity", TIMES, "Olaf Brekke", **{"with": [{"article": POST, "at": "Olaf Brekke"}]})
    )
    assert [c.outcome for c in odd.outcomes] == ["at-odds", "at-odds"]
    assert one.mentions == next(e for e in odd.corpus.entities if e.id == "olaf-brekke").mentions


def test_an_entity_is_named_described_linked_and_typed(lay: Any) -> None:
    """The id, and with it the address of the page, stays."""
    laid = lay(
        entry("name", "entity", POST, "Olaf Brekke", set={"name": "Captain Olaf Brekke"}),
        entry("describe", "entity", POST, "Marta Venn", set={"description": "spokeswoman", "wikidata": "Q42"}),
        entry("correct", "entity", POST, "Norland", set={"type": "organisation"}),
        entry("confirm", "entity", TIMES, "Transport Minister Henrik Dahl"),
    )
    known = {e.id: e for e in laid.corpus.entities}
    assert (known["olaf-brekke"].name, known["olaf-brekke"].status) == ("Captain Olaf Brekke", "corrected")
    assert "Olaf Brekke" in {form.form for form in known["olaf-brekke"].aliases}
    venn = known["marta-venn"]
    assert (venn.description, venn.wikidata, venn.status) == ("spokeswoman", "Q42", "machine")
    assert known["henrik-dahl"].status == "confirmed"


def test_a_rejected_entity_is_gone_and_its_words_stay(lay: Any) -> None:
    """Nobody is that person; who said it is told in the words of the text."""
    laid = lay(entry("reject", "entity", POST, "Marta Venn"))
    assert "marta-venn" not in {e.id for e in laid.corpus.entities}
    assert "Marta Venn" in {q.speaker_label for q in laid.corpus.quotes}


def test_a_source_is_rated_by_people_alone(lay: Any) -> None:
    """A letter for the source, and none for any other."""
    laid = lay(entry("rate", "source", TIMES, "Transport Minister Henrik Dahl", set={"reliability": "B"}))
    assert {s.name: s.reliability for s in laid.corpus.sources if s.reliability} == {"Henrik Dahl": "B"}


def events(laid: Laid) -> list[tuple[str, ...]]:
    """Return the articles of each event."""
    return sorted(event.articles for event in laid.corpus.events)


def test_articles_join_and_leave_events(lay: Any) -> None:
    """Rows are made by the events that people tell."""
    parted = lay(entry("part", "event", LATE, None))
    assert (LATE,) in events(parted)
    apart = [entry("part", "event", a, None) for a in (LATE, TIMES)]
    assert events(lay(*apart)) == [(POST,), (TIMES,), (LATE,)]
    joined = lay(entry("join", "event", LATE, None, **{"with": [{"article": POST}, {"article": TIMES}]}))
    assert events(joined) == [(POST, TIMES, LATE)]
    named = lay(entry("correct", "event", POST, None, set={"label": "The night of the barge"}))
    assert "The night of the barge" in {e.label for e in named.corpus.events}


def test_rows_are_rejected_confirmed_and_set_right(lay: Any) -> None:
    """A row is told by the words of its cells."""
    row = next(r for r in lay().corpus.comparisons if {c.article for c in r.cells} >= {POST, TIMES})
    places = [{"article": c.article, "at": selector(lay().texts[c.article], c.evidence)} for c in row.cells[:2]]
    of = {"was": {"topic": row.topic, "status": row.status}, "with": places[1:]}
    first = places[0]
    gone = lay(entry("reject", "row", first["article"], first["at"], **of))
    assert gone.outcomes[0].outcome == "applied", gone.problems
    assert row.id not in {r.id for r in gone.corpus.comparisons}
    right = lay(entry("confirm", "row", first["article"], first["at"], **of))
    assert next(r for r in right.corpus.comparisons if r.id == row.id).curated == "confirmed"
    other = lay(entry("correct", "row", first["article"], first["at"], set={"topic": "what was heard"}, **of))
    changed = next(r for r in other.corpus.comparisons if r.id == row.id)
    assert (changed.topic, changed.curated) == ("what was heard", "corrected")


def selector(text: str, span: Span) -> dict[str, str]:
    """Return the selector of a stretch as an entry writes it."""
    made = selector_of(text, span.start, span.end)
    return {"exact": made.exact, "prefix": made.prefix, "suffix": made.suffix}


def test_rows_are_joined_and_parted(lay: Any) -> None:
    """Words that nobody set side by side become a row; cells that do not belong leave it."""
    places = [{"article": TIMES, "at": "We use cookies to improve your experience"}]
    joined = lay(
        entry("join", "row", LATE, "Grieving Ostrand waits for answers", set={"topic": "aftermath"}, **{"with": places})
    )
    assert joined.outcomes[0].outcome == "applied", joined.problems
    made = next(r for r in joined.corpus.comparisons if r.topic == "aftermath")
    assert ({c.article for c in made.cells}, made.curated, made.status) == ({TIMES, LATE}, "corrected", "differ")
    row = next(r for r in lay().corpus.comparisons if len({c.article for c in r.cells}) == 2 and len(r.cells) == 2)
    cell = row.cells[0]
    at = selector(lay().texts[cell.article], cell.evidence)
    parted = lay(entry("part", "row", cell.article, at, was={"topic": row.topic, "status": row.status}))
    assert parted.outcomes[0].outcome == "applied", parted.problems
    assert row.id not in {r.id for r in parted.corpus.comparisons}


def test_an_ambiguous_quote_is_an_orphan(lay: Any) -> None:
    """'barge' stands in several places: none is chosen, the places are told."""
    laid = lay(entry("reject", "number", TIMES, "March 3"), entry("confirm", "quote", POST, "Venn"))
    assert laid.outcomes[1].outcome == "orphaned"
    assert "2 places" in laid.problems[-1]
    assert len(laid.outcomes[1].closest) == 2
    assert laid.corpus.curation.orphaned


def test_a_vanished_sentence_is_an_orphan_with_line_and_remedy(lay: Any) -> None:
    """The words are gone: file, line, what to do."""
    laid = lay(entry("confirm", "quote", POST, "The minister resigned over the affair that evening"))
    assert laid.outcomes[0].outcome == "orphaned"
    assert laid.problems[0].startswith("curation.yml:2: confirm quote in harbour-post: the quoted words do not stand")
    assert "remove the entry" in laid.problems[0]
    assert isinstance(laid.errors[0], OrphanError)


def test_an_article_that_is_gone_orphans_its_entries(lay: Any) -> None:
    """The nearest article's name is offered."""
    laid = lay(entry("confirm", "quote", "harbor-post", BARGES))
    assert laid.outcomes[0].outcome == "orphaned"
    assert "did you mean 'harbour-post'?" in laid.problems[0]


def test_two_entries_at_odds_are_both_left_out(lay: Any) -> None:
    """Rejected and confirmed, or two speakers: neither counts, each names the other's line."""
    laid = lay(
        entry("reject", "quote", POST, BARGES),
        entry("confirm", "quote", POST, BARGES),
        entry("correct", "number", POST, "About 200 passengers", set={"value": 190}),
        entry("correct", "number", POST, "About 200 passengers", set={"value": 210}),
    )
    assert [c.outcome for c in laid.outcomes] == ["at-odds"] * 4
    assert laid.quote(BARGES)[0].status == "machine"
    assert laid.number("200")[0].status == "machine"
    assert "line 9 says otherwise" in laid.problems[0]


def test_two_entries_that_agree_are_both_applied(lay: Any) -> None:
    """A correction and a rating of one quotation go together."""
    laid = lay(
        entry("correct", "quote", POST, BARGES, set={"speaker": "Olaf Brekke"}),
        entry("rate", "quote", POST, BARGES, set={"credibility": 3}),
        entry("confirm", "quote", POST, BARGES),
    )
    quote = laid.quote(BARGES)[0]
    assert (quote.speaker, quote.credibility, quote.status) == ("olaf-brekke", 3, "corrected")


def without(machine: Sequence[Analysed], words: str) -> list[Analysed]:
    """Return the findings of a machine that has overlooked the quotations that hold some words."""
    return [
        replace(
            a,
            facts=replace(a.facts, quotes=tuple(q for q in a.facts.quotes if words not in _said(a.article.text, q))),
        )
        for a in machine
    ]


def test_a_confirmed_finding_outlives_a_machine_that_loses_it(seeds: list[Seed], machine: list[Analysed]) -> None:
    """With its values said, it stands; without, the entry is an orphan and says how to keep it."""
    less = without(machine, BARGES)
    kept = Laid([entry("confirm", "quote", POST, BARGES, set={"speaker": "Marta Venn"})], seeds, less)
    assert [(q.speaker, q.status) for q in kept.quote(BARGES)] == [("marta-venn", "corrected")]
    lost = Laid([entry("confirm", "quote", POST, BARGES)], seeds, less)
    assert lost.outcomes[0].outcome == "orphaned"
    assert "give its values in 'set'" in lost.problems[0]


def test_a_rejection_of_what_the_machine_finds_no_more_is_told_and_fails_nothing(
    seeds: list[Seed], machine: list[Analysed]
) -> None:
    """There is nothing left to reject."""
    laid = Laid([entry("reject", "quote", POST, BARGES)], seeds, without(machine, BARGES))
    assert laid.outcomes[0].outcome == "moot"
    assert laid.corpus.curation.orphaned == ()


def test_an_added_finding_that_the_machine_finds_later_is_there_once(lay: Any) -> None:
    """A newer extractor that finds it too does not double it; the person's values stand."""
    laid = lay(entry("add", "quote", POST, BARGES, set={"speaker": "Olaf Brekke"}))
    assert [q.speaker for q in laid.quote(BARGES)] == ["olaf-brekke"]


def more_of(analysed: Analysed, spans: Sequence[Span]) -> Analysed:
    """Return the findings of a newer extractor, which finds numbers at some more places."""
    model = analysed.facts.quantities[0]
    taken = {(n.start, n.end) for n in analysed.facts.quantities}
    text = analysed.article.text
    found = tuple(
        replace(model, id=f"n-new-{s.start}-{s.end}", start=s.start, end=s.end, text=text[s.start : s.end])
        for s in dict.fromkeys(spans)
        if (s.start, s.end) not in taken
    )
    return replace(analysed, facts=replace(analysed.facts, quantities=(*analysed.facts.quantities, *found)))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_correction_survives_an_extractor_that_finds_more(
    data: st.DataObject, seeds: list[Seed], machine: list[Analysed]
) -> None:
    """Whatever else is found beside, within and around it, the same finding bears the correction."""
    at = machine[0].article.text.index("About 200 passengers")
    starts = st.integers(at - 30, at + 25)
    spans = [Span(a, a + n) for a, n in data.draw(st.lists(st.tuples(starts, st.integers(1, 30)), max_size=8))]
    more = [more_of(machine[0], spans), *machine[1:]]
    laid = Laid([entry("correct", "number", POST, "About 200 passengers", set={"value": 187})], seeds, more)
    assert [n.text for n in laid.corpus.quantities if n.status == "corrected"] == ["About 200 passengers"]
    assert [n.low for n in laid.corpus.quantities if n.status == "corrected"] == [187]


def moved(analysed: Analysed, seed: Seed, before: str, after: str) -> tuple[Analysed, Seed]:
    """Return an article and its findings with text put before and after it."""
    shift = len(before)
    text = before + seed.text + after
    numbers = tuple(replace(n, start=n.start + shift, end=n.end + shift) for n in analysed.facts.quantities)
    facts = replace(analysed.facts, quantities=numbers, quotes=(), dates=(), entities=(), sources=(), authenticity=())
    return Analysed(article=replace(analysed.article, text=text), facts=facts), replace(seed, text=text)


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(codec="utf-8"), max_size=80),
    st.text(st.characters(codec="utf-8"), max_size=80),
    st.permutations([0, 1, 2]),
)
def test_a_correction_survives_edits_elsewhere_and_another_order(
    seeds: list[Seed], machine: list[Analysed], before: str, after: str, order: list[int]
) -> None:
    """Text put before and after the article, and the articles read in another order, change nothing of it."""
    pairs = [
        moved(a, s, f"{before}\n\n", f"\n\n{after}") if s.id == POST else (a, s)
        for a, s in zip(machine, seeds, strict=True)
    ]
    shuffled = [pairs[n] for n in order]
    laid = Laid(
        [entry("correct", "number", POST, "About 200 passengers", set={"value": 187})],
        [s for _, s in shuffled],
        [a for a, _ in shuffled],
    )
    assert [(n.text, n.low) for n in laid.corpus.quantities if n.status == "corrected"] == [
        ("About 200 passengers", 187)
    ]


def test_the_whole_chain_takes_corrections_and_says_what_is_wrong(story: Path, tmp_path: Path) -> None:
    """From the file in the seeds to the export; broken YAML stops it, and no correction of a finding analyses anew."""
    cache = tmp_path / "cache"
    pipeline.analyse_folder(story, cache=cache)
    kept = sorted(path.name for path in cache.rglob("*.facts"))
    entries = [
        entry("reject", "number", POST, "About 200 passengers"),
        entry("confirm", "quote", POST, "no such words stand here"),
    ]
    (story / "curation.yml").write_text(yaml.safe_dump({"corrections": entries}), encoding="utf-8")
    result = pipeline.analyse_folder(story, cache=cache)
    assert not any("200" in n.text for n in result.corpus.quantities if n.article == POST)
    assert result.corpus.curation.applied == 1
    assert any("the quoted words do not stand" in str(error) for error in result.errors)
    assert sorted(path.name for path in cache.rglob("*.facts")) == kept
    (story / "curation.yml").write_text("corrections:\n - do: [\n", encoding="utf-8")
    with pytest.raises(curate.CurationError):
        pipeline.analyse_folder(story, cache=cache)
