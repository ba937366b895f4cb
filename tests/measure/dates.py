"""Time expressions: TIMEX3 values against TimeBank, dates of events in annotated articles, inferred publication."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from tests.articles import bare
from tests.measure.row import Row, prf

from sourcebook.annotate import dates, language, published
from sourcebook.records import Article, Block, DateMention, Published, Span

_PRECISION = {4: "year", 7: "month", 10: "day"}


def measure(shared: Path) -> list[Row]:
    """Return the rows of TimeBank (value, span, type), of the events' dates and of inferred publication."""
    return [*_timebank(shared), *_articles(shared)]


def as_article(text: str, date: str | None) -> Article:
    """Return `text` as an article published on `date`, every line of it prose."""
    blocks = tuple(
        Block(start=m.start(), end=m.end(), kind="body", why="measured as prose") for m in re.finditer(r"[^\n]+", text)
    )
    return bare(
        "measured",
        text,
        title=text.strip().partition("\n")[0],
        published=Published(value=date, precision=_PRECISION[len(date)], basis="sidecar") if date else None,
        blocks=blocks,
    )


def found_in(article: Article) -> tuple[DateMention, ...]:
    """Return the expressions found in `article`."""
    return dates.find(article, language.parse(article.text, [Span(b.start, b.end) for b in article.blocks]))


def _timebank(shared: Path) -> list[Row]:
    file = shared / "corpora" / "dates" / "timebank.jsonl"
    names = ("dates: value", "dates: span", "dates: type")
    data = "corpora/dates/timebank.jsonl"
    if not file.exists():
        return [Row(name, data, 0) for name in names]
    gold = found = spans = types = values = 0
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        mentions = found_in(as_article(row["text"], str(row["published"])[:10]))
        pairs = list(_paired(row["dates"], mentions))
        gold, found, spans = gold + len(row["dates"]), found + len(mentions), spans + len(pairs)
        types += sum(m.type == d["type"] for d, m in pairs)
        values += sum(m.value == d["value"] for d, m in pairs)
    rows = []
    for name, right in zip(names, (values, spans, types), strict=True):
        shares = prf(found, right, gold)
        value = name == names[0]
        rows.append(
            Row(name, data, gold, *shares, peer="81 (HeidelTime)" if value else "", target="82" if value else "")
        )
    return rows


def _paired(
    gold: Sequence[dict[str, Any]], mentions: Sequence[DateMention]
) -> Iterator[tuple[dict[str, Any], DateMention]]:
    """Pair each gold expression with one that overlaps it, the one of equal value first; none is used twice."""
    used: set[str] = set()
    for date in gold:
        over = [m for m in mentions if m.start < date["end"] and date["start"] < m.end and m.id not in used]
        if over:
            best = next((m for m in over if m.value == date["value"]), over[0])
            used.add(best.id)
            yield date, best


def _articles(shared: Path) -> list[Row]:
    """Events with an annotated date and a time expression in their evidence; then publication, its date withheld."""
    events = hits = 0
    inferred = right = dated = 0
    for file, gold in _annotated(shared / "gold"):
        text = _text_of(file, gold)
        if text is None:
            continue
        stated = gold.get("published") or {}
        date = str(stated.get("value") or "")
        date = date if re.fullmatch(r"\d{4}-\d\d-\d\d", date) else ""
        undated = as_article(text, None)
        guess = published.infer(undated, language.parse(text, [Span(b.start, b.end) for b in undated.blocks]))
        mentions = found_in(as_article(text, date or (guess.value if guess else None)))
        for event in gold.get("events") or []:
            wanted = re.match(r"\d{4}(?:-\d\d){0,2}(?!\S)", str(event.get("date")))
            place = _place(text, event.get("evidence"))
            here = [m for m in mentions if place and _within(m, place)]
            if wanted and here:
                events += 1
                hits += any((m.value or "").startswith(wanted.group()) for m in here)
        known = f"{date} {stated.get('precision')} {stated.get('reasoning')}"
        dated += 1
        inferred += guess is not None
        right += guess is not None and guess.value in known
    if not dated:
        return [Row("dates: events", "gold/*/", 0), Row("dates: inferred publication", "gold/*/", 0)]
    share = hits / events if events else 0.0
    return [
        Row("dates: events", "gold/*/", events, None, share, share),
        Row("dates: inferred publication", "gold/*/", dated, *prf(inferred, right, dated)),
    ]


def _annotated(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for file in sorted(folder.glob("*/*.yml")):
        gold = yaml.safe_load(file.read_text(encoding="utf-8"))
        if file.stem != "cross" and isinstance(gold, dict):
            yield file, gold


def _text_of(file: Path, gold: dict[str, Any]) -> str | None:
    """Return the text of an annotated article: beside its annotation, or among the project's own seeds."""
    name = str(gold.get("file") or f"{file.stem}.txt")
    seeds = Path(__file__).resolve().parents[2] / "seeds"
    for folder in (file.parent / "seeds", seeds):
        if (folder / name).exists():
            return (folder / name).read_text(encoding="utf-8-sig")
    return None


def _place(text: str, evidence: object) -> Span | None:
    quoted = evidence[0] if isinstance(evidence, list) and evidence else evidence
    start = text.find(str(quoted)) if quoted else -1
    return Span(start, start + len(str(quoted))) if start >= 0 else None


def _within(mention: DateMention, place: Span) -> bool:
    return mention.start < place.end and place.start < mention.end
