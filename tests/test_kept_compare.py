"""What is kept of the last comparison: the result is that of one from nothing, and little is made again."""

from __future__ import annotations

import dataclasses
import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from tests.bench.recombined import FORMS, made, pieces
from tests.conftest import STORY
from tests.large import encoded
from tests.test_kept_corpus import CURATION

from sourcebook import analysis, kept_corpus, pipeline, read
from sourcebook.compare import compare, folder, parts, reuse, scenes, vocabulary
from sourcebook.compare.kept import MOST_UNUSED, Kept, Trace
from sourcebook.link import link
from sourcebook.records import Analysed, Article, Corpus, Event, Facts, Form, Span, gists_of
from sourcebook.spilled import Room

ARTICLES = 24
CHANGES = 8


@pytest.fixture(scope="module")
def stories() -> Callable[[int], list[Analysed]]:
    """Return what makes so many articles of the sentences of a story, the same for the same number."""
    story = pieces(analysis.analyse(read.read_folder(STORY)[0])[0])
    return lambda size: made([story], size, dataclasses.replace(FORMS["life"], story=4))


def _bytes(made: object) -> bytes:
    return msgspec.msgpack.encode(made)


def _again(found: Sequence[Analysed], last: tuple[Corpus, Trace], room: Room) -> tuple[Corpus, Trace]:
    """Compare with what was kept of the last time, as it comes back from a file."""
    corpus, trace = last
    if not room.is_large:
        corpus, trace = (msgspec.msgpack.decode(_bytes(each), type=type(each)) for each in last)
    kept = Kept(corpus, trace)
    linked = link(room.of(Analysed, found), room=room)
    return compare(linked, kept=kept, room=room), kept.trace(room=room)


def _cut(one: Analysed, sentences: int) -> Analysed:
    """Return an article without its last sentences, its findings in them left out."""
    end = one.article.sentences[-1 - sentences].end
    article: Article = replace(
        one.article,
        text=one.article.text[:end],
        sentences=one.article.sentences[:-sentences],
        blocks=one.article.blocks[:-sentences],
        gists=gists_of(gist for gist in one.article.gists.all() if gist.end <= end),
    )
    entities = tuple(replace(e, mentions=tuple(m for m in e.mentions if m.end <= end)) for e in one.facts.entities)
    facts = Facts(
        article=one.facts.article,
        entities=tuple(e for e in entities if e.mentions),
        quotes=tuple(q for q in one.facts.quotes if max(s.end for s in _spans(q.content, q.cue, q.source)) <= end),
        quantities=tuple(q for q in one.facts.quantities if q.end <= end),
        dates=tuple(d for d in one.facts.dates if d.end <= end),
    )
    return Analysed(article=article, facts=facts)


def _spans(content: Sequence[Span], *others: Span | None) -> list[Span]:
    return [*content, *(span for span in others if span)]


def _changed(found: list[Analysed], others: Sequence[Analysed], chance: random.Random) -> list[Analysed]:
    """Return the articles with one of them gone, put in, exchanged, cut, or come out on another day; or as they are."""
    at = chance.randrange(len(found))
    other = replace(chance.choice(others))
    how = chance.choice(["gone", "new", "exchanged", "cut", "day", "none"])
    if how == "gone":
        return found[:at] + found[at + 1 :]
    if how == "new":
        return [*found, other] if other.article.id not in {one.article.id for one in found} else found
    if how == "exchanged":
        return [other if one.article.id == other.article.id else one for one in found]
    if how == "cut" and len(found[at].article.sentences) > 5:
        return [_cut(one, chance.randint(1, 4)) if n == at else one for n, one in enumerate(found)]
    if how == "day":
        return [
            replace(one, article=replace(one.article, published=other.article.published)) if n == at else one
            for n, one in enumerate(found)
        ]
    return found


def _by_number(events: Sequence[Event]) -> tuple[Event, ...]:
    """Return events of four articles each."""
    articles = sorted(article for event in events for article in event.articles)
    groups = [tuple(articles[at : at + 4]) for at in range(0, len(articles), 4)]
    return tuple(Event(id=group[0], label="a story", articles=group) for group in groups)


@pytest.mark.parametrize("exact", [vocabulary.EXACT_SENTENCES, 50])
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.usefixtures("where_records_lie")
def test_after_random_changes_the_comparison_is_that_from_nothing(
    stories: Callable[[int], list[Analysed]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exact: int, seed: int
) -> None:
    """Whatever changes, every byte is the same as without what was kept; in small folders and in large ones."""
    monkeypatch.setattr(vocabulary, "EXACT_SENTENCES", exact)
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    found, others = stories(ARTICLES), stories(ARTICLES + 5)
    room = Room(ARTICLES, tmp_path)
    last = _again(found, (compare(link([])), Trace()), room)
    assert last[0].comparisons
    assert last[0].reuse
    for _ in range(CHANGES):
        found = _changed(found, others, chance)
        last = _again(found, last, room)
        assert encoded(last[0]) == encoded(compare(link(found)))


def test_a_change_in_one_event_leaves_the_others_as_they_are(
    stories: Callable[[int], list[Analysed]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a change in one article only that is read anew, and of the events few are compared again."""
    monkeypatch.setattr(vocabulary, "EXACT_SENTENCES", 50)
    found = stories(2 * ARTICLES)
    kept = Kept()
    first = compare(link(found), kept=kept, regroup=_by_number)
    runs: Counter[str] = Counter()

    def counted(home: object, name: str) -> None:
        made = getattr(home, name)
        monkeypatch.setattr(home, name, lambda *given: (runs.update([name]), made(*given))[1])

    counted(scenes, "compared")
    counted(reuse.Finder, "between")
    counted(folder.name_rows, "rows")
    monkeypatch.setattr(
        "sourcebook.compare.kept.part_of", lambda *given: (runs.update(["part"]), parts.part_of(*given))[1]
    )
    same = Kept(first, kept.trace())
    assert _bytes(compare(link(found), kept=same, regroup=_by_number)) == _bytes(first)
    assert not runs
    found[7] = _cut(found[7], 1)
    compare(link(found), kept=Kept(first, kept.trace()), regroup=_by_number)
    assert runs["part"] == 1
    assert 0 < runs["compared"] < len(first.events) / 2
    assert 0 < runs["between"] < len(kept.trace().pairs) / 2
    assert runs["rows"] < len(kept.trace().bearers)
    # What nobody asked for any more is dropped.
    assert len(same.trace().parts) == len(found)


def test_a_trace_of_another_comparison_is_not_believed(stories: Callable[[int], list[Analysed]]) -> None:
    """Where the numbers of passages or rows are not those of the corpus, everything is made anew."""
    found = stories(ARTICLES)
    kept = Kept()
    corpus = compare(link(found), kept=kept)
    less = replace(corpus, reuse=corpus.reuse[1:], comparisons=corpus.comparisons[:3])
    assert _bytes(compare(link(found), kept=Kept(less, kept.trace()))) == _bytes(corpus)


def test_passages_are_marked_with_the_misspellings_of_this_time(stories: Callable[[int], list[Analysed]]) -> None:
    """Though nothing else of them changed: a word becomes a misspelt name, another one, and none again."""
    corpus = link(stories(ARTICLES))
    last = compare(corpus), Trace()
    (passage, *_) = [p for p in last[0].reuse if p.direction == "undetermined" and p.a.article != p.b.article]
    text = {article.id: article.text for article in corpus.articles}[passage.a.article]
    marked = []
    for word in (*sorted(text[passage.a.start : passage.a.end].split(), key=len)[-2:], None):
        forms = (Form(form=word, articles=(), count=1, why="one letter from any"),) if word else ()
        (entity, *others) = corpus.entities
        told = replace(corpus, entities=(replace(entity, aliases=forms), *others))
        kept = Kept(*last)
        last = compare(told, kept=kept), kept.trace()
        assert _bytes(last[0]) == _bytes(compare(told))
        marked.append({p.direction_why for p in last[0].reuse if "misspelling" in p.direction_why})
    assert len(marked[0]) == len(marked[1]) == 1
    assert marked[0] != marked[1]
    assert not marked[2]


def test_terms_of_articles_that_are_gone_are_dropped(stories: Callable[[int], list[Analysed]]) -> None:
    """What is kept does not grow with all that was ever read; the result is that from nothing."""
    found = stories(ARTICLES)
    kept = Kept()
    corpus = compare(link(found), kept=kept)
    trace = kept.trace()
    for left in (found[:-1], found[: ARTICLES // 4], found):
        kept = Kept(corpus, trace)
        corpus = compare(link(left), kept=kept)
        trace = kept.trace()
        assert _bytes(corpus) == _bytes(compare(link(left)))
        alone = Kept()
        compare(link(left), kept=alone)
        assert set(trace.terms) >= set(alone.trace().terms)
        assert len(trace.terms) <= len(alone.trace().terms) / (1 - MOST_UNUSED)


@pytest.mark.usefixtures("where_records_lie")
def test_damaged_and_foreign_files_are_ignored(story: Path, tmp_path: Path) -> None:
    """A file with a wrong byte, one cut short, and one of another build's corpus change nothing."""
    cache = tmp_path / "cache"

    def after_a_change() -> None:
        article = story / "late-edition.txt"
        article.write_text(article.read_text(encoding="utf-8") + "\n\nDivers found 7 boxes.\n", encoding="utf-8")
        with_nothing_changed()

    def with_nothing_changed() -> None:
        kept = pipeline.analyse_folder(story, cache=cache).corpus
        assert encoded(kept) == encoded(pipeline.analyse_folder(story).corpus)

    after_a_change()
    (traced,) = cache.rglob("*.traced")
    (found,) = cache.rglob("*.compared")
    each = [path for kind in ("articles", "reuse", "parts") for path in cache.rglob(f"*.{kind}")]
    assert len(each) == 3
    for path in (traced, found, *each):
        data = bytearray(path.read_bytes())
        data[-1] ^= 1
        path.write_bytes(data)
        after_a_change()
        path.write_bytes(path.read_bytes()[:-10])
        with_nothing_changed()
        after_a_change()
    for path in (found, *each):
        last = path.read_bytes()
        after_a_change()
        path.write_bytes(last)
        with_nothing_changed()
    shelf = kept_corpus.Shelf(cache, Trace, "traced")
    trace = shelf.load(traced.stem)
    assert trace is not None
    shelf.save(traced.stem, replace(trace, key="of another build"))
    after_a_change()


@pytest.mark.usefixtures("where_records_lie")
def test_corrections_leave_the_rest_kept(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With corrections findings are linked at each build, and only what they touch is compared again."""
    (story / "curation.yml").write_text(CURATION, encoding="utf-8")
    runs: list[int] = []
    made = scenes.compared
    monkeypatch.setattr(scenes, "compared", lambda scene: (runs.append(1), made(scene))[1])

    def analysed() -> bytes:
        return encoded(pipeline.analyse_folder(story, cache=tmp_path / "cache").corpus)

    first = analysed()
    assert runs
    runs.clear()
    assert analysed() == first
    assert not runs
    assert first == encoded(pipeline.analyse_folder(story).corpus)
    (story / "curation.yml").unlink()
    assert analysed() == encoded(pipeline.analyse_folder(story).corpus) != first
