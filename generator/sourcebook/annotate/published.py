"""When an article came out, as far as its own text pins that down; never a guess."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from sourcebook.annotate import named_days
from sourcebook.annotate.named_days import Clue
from sourcebook.annotate.timex import calendar, expressions, stamps, tense
from sourcebook.annotate.timex.calendar import Day
from sourcebook.annotate.timex.lexicon import words
from sourcebook.annotate.timex.values import day_number, month_number, year_number
from sourcebook.records import Article, Published, Span
from sourcebook.text import fold

if TYPE_CHECKING:
    from sourcebook.annotate.timex.matches import Expression
    from sourcebook.parsed import Doc

_Precision = Literal["day", "month", "year"]
_READ = frozenset({"title", "heading", "body", "caption", "highlight"})
_COPYRIGHT = re.compile(r"\bCopyright(?: \(c\)| ©)? (?P<year>(?:19|20)\d\d)(?! ?[-–]|\d)", re.IGNORECASE)
_OWN_NOTICE = re.compile(r"\breprint|\bpermission\b|\bmay not be (?:published|reproduced)\b", re.IGNORECASE)
_BRACKETED = re.compile(r"\((?P<year>(?:19|20)\d\d)\)\s*$")
_FILED = re.compile(r"\b(?:file|archive|undated|handout)\b", re.IGNORECASE)
# Embedded messages tell the year when at least so many bear dates within so many days of each other.
_STAMPS, _STAMPS_APART = 2, 60
# After this month an article may well be of the next year; a month later where several messages are of the last day.
_LAST_SAFE_MONTH = 10
# A bare weekday in a report is one of the last days.
_WEEK = 7
_LEAST_SHARED = 4
_SHARED = 0.6


def infer(article: Article, doc: Doc) -> Published | None:
    """Return when the article came out, by what its text says.

    Args:
        article: an article whose date of publication is neither stated nor supplied.
        doc: the parse of its text.

    Returns:
        Year, month or day of publication with the clues it rests on, `None` where they leave more than one year open or
        contradict each other.
    """
    found = expressions.find(doc, (Span(b.start, b.end) for b in article.blocks if b.kind in _READ))
    clues = [
        *_stamps(article.text),
        *_notices(article.text),
        *_same_video(article),
        *_years_ago(found, doc),
        *_bounds(found, doc),
        *_months(found, doc),
        *_today(found, doc),
        *named_days.clues(article, doc, found),
    ]
    return _combined([*clues, *_weekday_of_stamps(clues, found, doc)])


def _combined(clues: list[Clue]) -> Published | None:
    """The year must be told outright; month and day are given only where all clues leave just one."""
    exact = {c.first for c in clues if c.first is not None and c.first == c.last}
    years = {c.year for c in clues if c.year is not None} | {d.year for d in exact if d is not None}
    if len(years) != 1 or len(exact) > 1:
        return None
    year = years.pop()
    first = max([Day(year, 1, 1), *(c.first for c in clues if c.first is not None)])
    last = min([Day(year, 12, 31), *(c.last for c in clues if c.last is not None)])
    months = {c.month for c in clues if c.month is not None}
    if len(months) > 1 or first > last or first.year != year:
        return None
    if months:
        month = months.pop()
        first = max(first, Day(year, month, 1))
        last = min(last, Day(year, month, 31))
        if first > last:
            return None
    telling = [c for c in clues if c.year or c.month or c.last or c.first == first]
    value, precision = _narrowest(first, last)
    reasoning = "; ".join(dict.fromkeys(c.reasoning for c in telling))
    evidence = tuple(dict.fromkeys(c.span for c in telling))
    return Published(value=value, precision=precision, basis="inferred", evidence=evidence, reasoning=reasoning)


def _narrowest(first: Day, last: Day) -> tuple[str, _Precision]:
    if first == last:
        return first.value, "day"
    if first.month == last.month:
        return Day(first.year, first.month).value, "month"
    return str(first.year), "year"


def _day(e: Expression) -> Day | None:
    """Return the full date that `e` names."""
    if e.kind != "full_date":
        return None
    year, month = year_number(e.group("year", "year2")), month_number(e.group("month", "month2"))
    return calendar.make(year, month, day_number(e.group("day", "day2")))


def _stamps(text: str) -> list[Clue]:
    """Embedded messages with dates: published no earlier; where several are of the same weeks, in their year."""
    clues = [
        Clue(Span(start, end), f"an embedded message is of {day.value}", first=day)
        for start, end, day in stamps.find(text)
    ]
    if not clues:
        return []
    latest = max(clues, key=lambda c: c.first or Day(1))
    newest = latest.first
    near = [c for c in clues if _apart(c.first, newest) <= _STAMPS_APART]
    last_month = _LAST_SAFE_MONTH + (sum(c.first == newest for c in near) >= _STAMPS)
    if newest is not None and len(near) >= _STAMPS and newest.month <= last_month:
        clues.append(Clue(latest.span, "the embedded messages are of that year", year=newest.year))
    return clues


def _apart(a: Day | None, b: Day | None) -> int:
    return abs((a.date - b.date).days) if a and b and a.date and b.date else _STAMPS_APART + 1


def _notices(text: str) -> list[Clue]:
    """A copyright line that grants or forbids reprinting is the article's own; a page's footer is of any later year."""
    clues = []
    for match in _COPYRIGHT.finditer(text):
        end = text.find("\n", match.end())
        line = text[text.rfind("\n", 0, match.start()) + 1 : end if end >= 0 else len(text)]
        if _OWN_NOTICE.search(line):
            year = int(match["year"])
            clues.append(Clue(Span(match.start(), match.end()), f"its copyright line is of {year}", year=year))
    return clues


def _same_video(article: Article) -> list[Clue]:
    """A video line with a year in brackets that has the words of the article's title is about the same news."""
    title = set(fold(article.title or "").split())
    clues = []
    for block in article.blocks:
        line = article.text[block.start : block.end]
        match = _BRACKETED.search(line)
        if match is None or block.kind in {"title", "body"}:
            continue
        own = set(fold(line[: match.start()]).split())
        if len(own) >= _LEAST_SHARED and len(own & title) >= _SHARED * len(own):
            span = Span(block.start + match.start(), block.start + match.end())
            year = int(match["year"])
            clues.append(Clue(span, f"a video on the same news bears the year {year}", year=year))
    return clues


def _years_ago(found: list[Expression], doc: Doc) -> list[Clue]:
    """The words 'Two years ago' and a stated year, both said of the same deed by or to somebody of the same name."""
    kinds = {"year", "month_year", "full_date"}
    stated = [(e, year_number(e.group("year", "year2"))) for e in found if e.kind in kinds]
    clues = []
    for e in found:
        count = _whole_years(e)
        if not count:
            continue
        deed, names = _deed(doc, e)
        years = {y + count: s for s, y in stated if y and deed and _same(deed, names, *_deed(doc, s))}
        if len(years) == 1:
            year, said = years.popitem()
            reason = f"{e.match.group()} is said of {year - count}"
            clues += [Clue(Span(x.start, x.end), reason, year=year) for x in (e, said)]
    return clues


def _whole_years(e: Expression) -> int:
    if e.kind != "ago" or not (e.group("unit") or "").startswith("year"):
        return 0
    value = words().numbers.get(e.group("count") or "", 0)
    exact = re.match(r"(?:\w+|\d+) years? ago", e.match.group(), re.IGNORECASE)
    return int(value or (e.group("count") or "0") if str(e.group("count")).isdigit() or value else 0) if exact else 0


def _deed(doc: Doc, e: Expression) -> tuple[str, frozenset[str]]:
    """Return the class of the verb or noun that `e` dates, and the names in its sentence."""
    sentence = doc[e.token].sent
    names = frozenset(t.lemma_.lower() for t in sentence if t.pos_ == "PROPN" and t.ent_type_ not in {"DATE", "TIME"})
    token = doc[e.token]
    for _ in range(6):
        deed = words().deeds.get(token.lemma_.lower())
        if deed or token.head is token:
            break
        token = token.head
    nearby = doc[max(token.i - 8, sentence.start) : min(token.i + 8, sentence.end)]
    return deed or next((d for t in nearby if (d := words().deeds.get(t.lemma_.lower()))), ""), names


def _same(deed: str, names: frozenset[str], other: str, others: frozenset[str]) -> bool:
    return deed == other and bool(names & others)


def _bounds(found: list[Expression], doc: Doc) -> list[Clue]:
    """What is told as past bounds the day from below, what is told as to come from above."""
    clues = []
    for e in found:
        if e.kind not in {"full_date", "month_year", "year"} or (e.kind == "year" and e.group("fiscal")):
            continue
        if re.search(r"\(@\w{1,20}\)\s{1,3}$", doc.text[max(e.start - 30, 0) : e.start]):
            continue
        year = year_number(e.group("year", "year2"))
        day = _day(e) or calendar.make(year, month_number(e.group("month"))) if year else None
        if day is None:
            continue
        direction = tense.direction(doc, e.token)
        span = Span(e.start, e.end)
        if direction == "past":
            low = Day(day.year, day.month or 1, day.day or 1)
            clues.append(Clue(span, f"{e.match.group()} is past", first=low))
        elif direction == "future" and e.kind == "full_date":
            clues.append(Clue(span, f"{e.match.group()} is to come", last=day))
    return clues


def _months(found: list[Expression], doc: Doc) -> list[Clue]:
    """The words 'This month, on October 5': the month of publication."""
    clues = []
    for e in found:
        rel = e.group("rel")
        if e.kind != "rel_unit" or e.group("unit") != "month" or rel not in {"this", "last"}:
            continue
        beside = [d for d in found if d.kind in {"month_day", "full_date"} and _beside(e, d, doc)]
        if len(beside) != 1:
            continue
        month = month_number(beside[0].group("month", "month2", "month3"))
        month = month if rel == "this" else month % 12 + 1
        reason = f"{beside[0].match.group()} is called {rel} month"
        clues.append(Clue(Span(min(e.start, beside[0].start), max(e.end, beside[0].end)), reason, month=month))
    return clues


def _beside(a: Expression, b: Expression, doc: Doc) -> bool:
    """Return whether the two stand side by side, with nothing but a comma, a bracket or "on" between them."""
    between = doc.text[min(a.end, b.end) : max(a.start, b.start)]
    return re.fullmatch(r"[\s,(]*(?:on\s|-+\s?)?", between) is not None


def _today(found: list[Expression], doc: Doc) -> list[Clue]:
    """The words 'Today, 5 May 2014': the day of publication itself."""
    clues = []
    for e in found:
        if e.kind != "day_word" or e.group("word") not in {"today", "tonight", "yesterday", "tomorrow"}:
            continue
        step = {"yesterday": 1, "tomorrow": -1}.get(e.group("word") or "", 0)
        for other in found:
            day = _day(other)
            moved = calendar.shift_days(day, step) if day and _beside(e, other, doc) else None
            if moved:
                reason = f"{other.match.group()} is called {e.group('word')}"
                clues.append(Clue(Span(e.start, e.end), reason, first=moved, last=moved))
    return clues


def _weekday_of_stamps(clues: list[Clue], found: list[Expression], doc: Doc) -> list[Clue]:
    """Messages of one day and a bare weekday, told as past, that fits that day: published within the week after it."""
    days = [c for c in clues if c.reasoning.startswith("an embedded message")]
    newest = max((c.first for c in days if c.first), default=None)
    if newest is None or newest.date is None or sum(c.first == newest for c in days) < _STAMPS:
        return []
    for e in found:
        bare = e.kind == "weekday" and not e.group("plural", "parts", "week") and e.group("rel") in {None, "on"}
        fits = words().weekdays.get(e.group("weekday") or "") == newest.date.isoweekday()
        if bare and fits and tense.direction(doc, e.token) == "past":
            end = calendar.shift_days(newest, _WEEK - 1)
            return [Clue(Span(e.start, e.end), f"{e.match.group()} is that day", year=newest.year, last=end)]
    return []
