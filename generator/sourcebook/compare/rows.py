"""The rows of the comparison: a topic, what each report says on it, and whether that agrees."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from sourcebook.compare import figures as fig
from sourcebook.compare.claims import Group
from sourcebook.compare.origins import independent
from sourcebook.compare.terms import Sentence, stem
from sourcebook.records import (
    Article,
    Authenticity,
    Cell,
    Comparison,
    Corpus,
    DateMention,
    Entity,
    Event,
    Origin,
    Quote,
    Span,
)
from sourcebook.text import digest, fold, normalise

Kind = Literal["quantity", "date", "stance", "name", "wording", "claim"]
_NEGATION = re.compile(r"\b(?:not|no|never|n't|without|denied|denies|deny|refuted|untrue|false)\b|n't\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", re.IGNORECASE)
# Stances from the strongest assent to dissent; rows whose stances stand on both sides of the middle conflict.
ASSENT = frozenset({"confirmed", "deemed-authentic", "no-reason-to-doubt"})
DISSENT = frozenset({"disputed"})
# Words around a date, in characters each side, by which dates of two reports are matched to one happening.
AROUND = 60
# So many words of content around two dates must be alike; one alone is chance.
LEAST_AROUND = 2
# A topic is named by so many words at most.
TOPIC_WORDS = 12
# Reasons of an alias by which the text itself says that it is a name of the person.
STATED_NAMES = frozenset({"given as the real name", "given as another name"})
# What two reports say of a person is compared only where both speak of the same office or deed.
MOST_ROLES = 6


class Maker:
    """Makes rows: fills in silent articles, independent origins and stable ids."""

    def __init__(self, corpus: Corpus, events: Sequence[Event], origins: Sequence[Origin]) -> None:
        self.articles: dict[str, Article] = {a.id: a for a in corpus.articles}
        self.events = {a: e for e in events for a in e.articles}
        self.origins = origins

    def row(  # noqa: PLR0913 - a row has so many parts
        self,
        kind: Kind,
        topic: str,
        status: Literal["agree", "differ", "conflict"],
        cells: Iterable[Cell],
        *,
        why: str,
        possible: bool = False,
        across_events: bool = False,
    ) -> Comparison:
        """Return a row; `why` is the rule by which its status was given."""
        kept = sorted(set(cells), key=lambda c: (c.article, c.evidence.start, c.value))
        told = {cell.article for cell in kept}
        event = None if across_events else self.events[kept[0].article]
        silent = () if event is None else tuple(a for a in event.articles if a not in told)
        texts = [self.articles[c.article].text[c.evidence.start : c.evidence.end] for c in kept]
        return Comparison(
            id=f"c-{digest(kind, *(f'{c.article}:{t}:{c.value}' for c, t in zip(kept, texts, strict=True)))}",
            topic=topic,
            kind=kind,
            status=status,
            independent=independent(told, self.origins),
            cells=tuple(kept),
            possible=possible,
            event=event.id if event else None,
            why=why,
            silent=silent,
        )

    def shown(self, article: str, start: int, end: int) -> str:
        """Return a stretch of an article on one line."""
        return " ".join(self.articles[article].text[start:end].split())


def figure_rows(maker: Maker, groups: Iterable[tuple[list[fig.Figure], bool]]) -> list[Comparison]:
    """Return a row a group of comparable figures, of two articles and more."""
    rows = []
    for figures, sure in groups:
        if len(fig.articles_of(figures)) < 2:  # noqa: PLR2004 - a row needs two reports
            continue
        status = fig.status(figures)
        why = {
            "agree": "the same figure",
            "differ": "different figures or bounds that can all hold",
            "conflict": "two of the figures cannot both hold",
        }[status]
        cells = [
            Cell(
                article=f.quantity.article,
                evidence=f.sentence.span,
                value=fig.value_of(f.quantity),
                source=f.quantity.attributed_to,
                hedge=None if f.quantity.bound == "exact" else f.quantity.bound,
            )
            for f in figures
        ]
        rows.append(
            maker.row("quantity", fig.topic(figures, maker.articles), status, cells, why=why, possible=not sure)
        )
    return rows


def date_rows(maker: Maker, groups: Iterable[Group], dates: Iterable[DateMention]) -> list[Comparison]:
    """Return rows of the days that reports give for one happening: dates in sentences that say the same."""
    by_article: dict[str, list[DateMention]] = defaultdict(list)
    for date in dates:
        if date.type in {"DATE", "TIME"} and _day(date):
            by_article[date.article].append(date)
    rows = []
    for group in groups:
        found = [(s, d) for s in group.sentences for d in by_article[s.article] if s.start <= d.start < s.end]
        rows += [_date_row(maker, group, kept) for kept in _matching(found, maker)]
    return rows


def _date_row(maker: Maker, group: Group, found: Sequence[tuple[Sentence, DateMention]]) -> Comparison:
    days = {_day(d) for _, d in found}
    status: Literal["agree", "differ", "conflict"] = "agree"
    if len(days) > 1:
        status = "differ" if _one_holds_other(days) else "conflict"
    cells = [Cell(article=d.article, evidence=s.span, value=d.text, source=None) for s, d in found]
    why = {"agree": "the same day", "differ": "one date is contained in the other", "conflict": "different days"}
    topic = "when: " + topic_of(group, maker)
    return maker.row("date", topic, status, cells, why=why[status], possible=not group.sure)


def claim_rows(maker: Maker, groups: Iterable[Group]) -> list[Comparison]:
    """Return a row a group of sentences that say the same."""
    rows = []
    for group in groups:
        cells = [
            Cell(article=s.article, evidence=s.span, value=maker.shown(s.article, s.start, s.end), source=None)
            for s in group.sentences
        ]
        texts = {fold(cell.value) for cell in cells}
        denied = {bool(_NEGATION.search(normalise(cell.value))) for cell in cells}
        if len(texts) == 1:
            status, why = "agree", "the same words"
        elif len(denied) > 1:
            status, why = "differ", "one report negates a sentence that the other does not"
        else:
            status, why = "agree", "the same statement in other words"
        rows.append(
            maker.row(
                "claim",
                topic_of(group, maker),
                status,  # type: ignore[arg-type]
                cells,
                why=why,
                possible=not group.sure or len(denied) > 1,
            )
        )
    return rows


def stance_rows(maker: Maker, statements: Sequence[Authenticity]) -> list[Comparison]:
    """Return a row an event and object: who takes which stance on it."""
    groups: dict[tuple[str, str], list[Authenticity]] = defaultdict(list)
    for statement in statements:
        thing = statement.object.split(" of ")[0] if statement.object.startswith("date of") else statement.object
        groups[maker.events[statement.article].id, stem(fold(thing))].append(statement)
    rows = []
    for group in groups.values():
        if len({s.article for s in group}) < 2:  # noqa: PLR2004 - a row needs two reports
            continue
        stances = {s.stance for s in group}
        if stances & ASSENT and stances & DISSENT:
            status, why = "conflict", "one holds it for genuine or true, another disputes it"
        elif len(stances) > 1:
            status, why = "differ", "different stances, none of which contradicts another outright"
        else:
            status, why = "agree", "the same stance"
        first = {(s.article, s.stance, s.holder): s for s in reversed(group)}
        cells = [
            Cell(
                article=s.article,
                evidence=Span(s.start, s.end),
                value=s.stance,
                source=s.holder,
                hedge=maker.shown(s.article, s.cue.start, s.cue.end),
            )
            for s in first.values()
        ]
        topic = f"authenticity: {min((s.object for s in group), key=lambda o: (len(o), o))}"
        rows.append(maker.row("stance", topic, status, cells, why=why))  # type: ignore[arg-type]
    return rows


def name_rows(maker: Maker, entities: Sequence[Entity]) -> list[Comparison]:
    """Return rows of names that reports write or give differently, and of what they call the same person."""
    rows = []
    for entity in entities:
        rows += _given_names(maker, entity)
        if entity.type in {"person", "organisation"}:
            rows += _roles(maker, entity)
    return rows


def told_apart(maker: Maker, quotes: Sequence[Quote], sentences: Sequence[Sentence]) -> list[Comparison]:
    """Return conflicts that one article reports itself: two sources in a sentence that contrasts what they say."""
    by_article: dict[str, list[Quote]] = defaultdict(list)
    for quote in quotes:
        by_article[quote.article].append(quote)
    rows = []
    for sentence in sentences:
        text = normalise(maker.articles[sentence.article].text[sentence.start : sentence.end])
        inside = [q for q in by_article[sentence.article] if q.source and _within(q.content, sentence)]
        sources = {maker.shown(q.article, q.source.start, q.source.end).casefold() for q in inside if q.source}
        if len(sources) < 2 or not re.search(r"\b(?:while|whereas|although|but|however)\b", text, re.IGNORECASE):  # noqa: PLR2004
            continue
        if not re.search(
            r"\b(?:other|others|another|contradict\w*|dispute\w*|conflicting|instead)\b", text, re.IGNORECASE
        ):
            continue
        cells = [
            Cell(
                article=q.article,
                evidence=sentence.span,
                value=maker.shown(q.article, q.content[0].start, q.content[-1].end),
                source=None,
                hedge=maker.shown(q.article, q.source.start, q.source.end),
            )
            for q in inside
            if q.source
        ]
        rows.append(
            maker.row(
                "claim",
                f"told in two ways: {cells[0].value}",
                "conflict",
                cells,
                why="the article itself sets two sources against each other",
            )
        )
    return rows


def topic_of(group: Group, maker: Maker) -> str:
    """Return what sentences have in common, in words of the shortest of them."""
    shortest = min(group.sentences, key=lambda s: (s.end - s.start, s.article))
    words = maker.shown(shortest.article, shortest.start, shortest.end).strip("\"'“”‘’ ").split()
    return " ".join(words[:TOPIC_WORDS]) + (" …" if len(words) > TOPIC_WORDS else "")


def _day(date: DateMention) -> str | None:
    if date.value and re.match(r"\d{4}-\d\d-\d\d", date.value):
        return date.value[:10]
    weekday = _WEEKDAY.search(date.text)
    if weekday and not date.value:
        return weekday[1].casefold()
    return date.value if date.value and re.fullmatch(r"(?:\d{4}|XXXX)(?:-\d\d)?(?:-\d\d)?", date.value) else None


def _one_holds_other(days: set[str | None]) -> bool:
    known = sorted((d for d in days if d), key=len)
    return all(known[-1].startswith(d) or (known[-1][4:] == d[4:] and d.startswith("XXXX")) for d in known)


def _matching(found: Sequence[tuple[Sentence, DateMention]], maker: Maker) -> list[list[tuple[Sentence, DateMention]]]:
    """Return groups of dates of different articles whose surroundings are most like each other."""
    around = [_around(d, maker) for _, d in found]
    best: dict[tuple[int, str], tuple[int, int]] = {}
    for n, (_, date) in enumerate(found):
        for m, (_, other) in enumerate(found):
            score = len(around[n] & around[m])
            if (
                date.article != other.article
                and score >= LEAST_AROUND
                and score > best.get((n, other.article), (0, 0))[0]
            ):
                best[n, other.article] = (score, m)
    parents = list(range(len(found)))
    for (n, _), (_, m) in best.items():
        if best.get((m, found[n][1].article), (0, -1))[1] == n and _of_a_kind(found[n][1], found[m][1]):
            low, high = sorted((parents[n], parents[m]))
            parents = [low if p == high else p for p in parents]
    groups: dict[int, list[tuple[Sentence, DateMention]]] = defaultdict(list)
    for n, pair in enumerate(found):
        groups[parents[n]].append(pair)
    return [g for g in groups.values() if len({d.article for _, d in g}) > 1]


def _of_a_kind(one: DateMention, other: DateMention) -> bool:
    """Return whether two dates can be of one happening: of one precision, or one within the other."""
    a, b = _day(one) or "", _day(other) or ""
    if a.isalpha() or b.isalpha():
        return a.isalpha() and b.isalpha()
    return len(a) == len(b) or a.startswith(b) or b.startswith(a)


def _around(date: DateMention, maker: Maker) -> set[str]:
    text = maker.articles[date.article].text
    near = text[max(0, date.start - AROUND) : date.start] + " " + text[date.end : date.end + AROUND]
    return {stem(word) for word in fold(near).split() if len(word) > 3}  # noqa: PLR2004 - function words are short


def _within(spans: Sequence[Span], sentence: Sentence) -> bool:
    return bool(spans) and sentence.start <= spans[0].start and spans[-1].end <= sentence.end


def _given_names(maker: Maker, entity: Entity) -> list[Comparison]:
    """Return a row of real and assumed names that the articles state, where they state more than one."""
    stated = [form for form in entity.aliases if form.why in STATED_NAMES]
    if len({fold(form.form) for form in stated}) < 2 or entity.type != "person":  # noqa: PLR2004
        return []
    cells = []
    for form in stated:
        for article in form.articles:
            text = maker.articles[article].text
            at = text.find(form.form)
            if at >= 0:
                cells.append(
                    Cell(article=article, evidence=Span(at, at + len(form.form)), value=form.form, source=None)
                )
    if len({c.article for c in cells}) < 2:  # noqa: PLR2004
        return []
    why = "names that the reports themselves give for one person"
    return [maker.row("name", f"names of {entity.name}", "differ", cells, why=why, across_events=True)]


def _roles(maker: Maker, entity: Entity) -> list[Comparison]:
    first: dict[str, tuple[str, Cell]] = {}
    for role in entity.roles:
        said = fold(role.text)
        if said and role.article not in first:
            cell = Cell(article=role.article, evidence=Span(role.start, role.end), value=role.text, source=None)
            first[role.article] = (said, cell)
    values = Counter(said for said, _ in first.values())
    if len(first) < 2 or len(first) > MOST_ROLES * 4 or len(values) < 2:  # noqa: PLR2004
        return []
    cells = [cell for _, cell in first.values()]
    return [
        maker.row(
            "wording", f"who {entity.name} is", "differ", cells, why="described in other words", across_events=True
        )
    ]


def event_of(events: Iterable[Event]) -> Mapping[str, str]:
    """Return each article's event by id."""
    return {article: event.id for event in events for article in event.articles}
