"""People: named persons of the annotated articles, alias pairs over each folder, and person mentions of a corpus."""

from __future__ import annotations

import functools
import itertools
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from tests.articles import bare
from tests.measure.row import Row, prf

from sourcebook import clean
from sourcebook.annotate import language, names
from sourcebook.annotate.names.lexicon import words
from sourcebook.link import link
from sourcebook.name_forms import key, tidy
from sourcebook.records import Analysed, Article, Block, Entity, Facts, Seed, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sourcebook.records import Corpus

FOLDERS = ("seeds", "rehana")
PEER = "84 F (model alone)"


def measure(shared: Path) -> list[Row]:
    """Return the rows on people; a row without gold items where the data is missing.

    Args:
        shared: the folder that holds gold/ and corpora/.
    """
    rows = [row for folder in FOLDERS for row in (_people(shared, folder), _pairs(shared, folder))]
    return [*rows, *_mentions(shared / "corpora/entities/meantime_dev.jsonl")]


@dataclass
class Tally:
    """Counts of one comparison, with what went wrong for a person to read."""

    found: int = 0
    right: int = 0
    gold: int = 0
    hit: int = 0
    notes: list[str] = field(default_factory=list)

    def row(self, measure_: str, data: str, target: str, peer: str = "") -> Row:
        """Return the table's row."""
        p, r, f = prf(self.found, self.right, self.gold, self.hit)
        return Row(measure_, data, self.gold, p, r, f, peer=peer, target=target)


def _people(shared: Path, folder: str) -> Row:
    return people(shared, folder).row("people", f"gold/{folder}", "97 P, 97 R", PEER)


def people(shared: Path, folder: str) -> Tally:
    """Compare the persons found in each annotated article with the named ones of its annotation."""
    tally = Tally()
    for annotation, path in _annotations(shared, folder):
        analysed = _analysed(path)
        gold = [p for p in annotation["people"] if _is_named(p) and not p.get("in_noise_only")]
        noise = [p for p in annotation["people"] if p.get("in_noise_only")]
        found = [e for e in analysed.facts.entities if e.type == "person"]
        _compare(tally, path.stem, gold, noise, found)
    return tally


def _compare(tally: Tally, article: str, gold: list[Any], noise: list[Any], found: list[Entity]) -> None:
    """Count the persons of one article; a second entity of one gold person is a split and wrong."""
    forms = {p["canonical"]: _gold_forms(p) for p in gold}
    taken: dict[str, str] = {}
    tally.gold += len(gold)
    tally.found += len(found)
    for entity in found:
        matches = [name for name, keys in forms.items() if keys & _forms(entity)]
        if len(matches) > 1:
            tally.notes.append(f"{article}: merge {entity.name}: {matches}")
        if not matches:
            why = "only in noise" if any(_gold_forms(p) & _forms(entity) for p in noise) else "nobody"
            tally.notes.append(f"{article}: {why}: {entity.name}")
            continue
        if matches[0] in taken:
            tally.notes.append(f"{article}: split: {entity.name} / {taken[matches[0]]}")
        else:
            tally.right += 1
            tally.hit += 1
        taken.setdefault(matches[0], entity.name)
    tally.notes += [f"{article}: missed: {name}" for name in forms if name not in taken]


def _is_named(person: dict[str, Any]) -> bool:
    """Say whether the article names the person; "the prophet" and "a journalist" are no names."""
    forms = person.get("surface_forms") or [person["canonical"]]
    return bool(person.get("named", True)) and any(re.search(r"[A-Z]", form) for form in forms)


def _gold_forms(person: dict[str, Any]) -> set[tuple[str, ...]]:
    forms = [person["canonical"], *person.get("surface_forms", ())]
    return {k for form in forms if (k := key(re.sub(r"\([^)]*\)", "", form).strip(" #@'‘’")))}


def _forms(entity: Entity) -> set[tuple[str, ...]]:
    return {key(entity.name), *(key(form.form) for form in entity.aliases)}


def _pairs(shared: Path, folder: str) -> Row:
    return pairs(shared, folder).row("alias pairs", f"gold/{folder}/cross.yml", "0.98 P")


def pairs(shared: Path, folder: str) -> Tally:
    """Compare pairs of forms (form and article) that the folder's entities join with the annotation's clusters.

    A found pair counts where both its forms are the annotation's; precision is the share of such pairs that one cluster
    holds.
    """
    tally = Tally()
    cross = shared / "gold" / folder / "cross.yml"
    if not cross.exists():
        return tally
    clusters = yaml.safe_load(cross.read_text(encoding="utf-8"))["alias_clusters"]
    corpus = _corpus(shared, folder)
    owner: dict[tuple[str, tuple[str, ...], str], str] = {}
    for cluster in clusters:
        for member in cluster["members"]:
            for form in member["forms"]:
                kind = cluster["type"].split()[0]
                owner[member["article"], key(form.strip("#@'‘’ ")), kind] = cluster["id"]
    places = _places(corpus, {(a, k): c for (a, k, _), c in owner.items()}, owner)
    for one, other in itertools.combinations(sorted(places), 2):
        same = places[one][0] == places[other][0]
        together = bool(places[one][1] & places[other][1])
        tally.gold += same
        tally.found += together
        tally.right += same and together
        if same != together:
            tally.notes.append(f"{'apart' if same else 'joined'}: {one} / {other}")
    tally.hit = tally.right
    _count_merges(tally, corpus, yaml.safe_load(cross.read_text(encoding="utf-8")).get("do_not_merge", ()))
    return tally


def _count_merges(tally: Tally, corpus: Corpus, apart: Iterable[list[str]]) -> None:
    """Count as wrongly found every pair of names that the annotation keeps apart and one entity holds."""
    for entry in apart:
        sides = [{key(form) for form in re.sub(r"\([^)]*\)", "", side).split(" / ")} for side in entry[:2]]
        for entity in corpus.entities if sides[0].isdisjoint(sides[1]) else ():
            if all(side & _forms(entity) for side in sides):
                tally.found += 1
                tally.notes.append(f"merged: {entry[0]} / {entry[1]} in {entity.name}")


def _places(
    corpus: Corpus, by_form: dict[tuple[str, tuple[str, ...]], str], owner: dict[tuple[str, tuple[str, ...], str], str]
) -> dict[tuple[str, tuple[str, ...], str], tuple[str, frozenset[str]]]:
    """Return for each annotated form that was found its cluster and the entities that hold it in that article."""
    del by_form
    held: dict[tuple[str, tuple[str, ...], str], set[str]] = {}
    texts = {a.id: a.text for a in corpus.articles}
    for entity in corpus.entities:
        for mention in entity.mentions:
            form = key(tidy(texts[mention.article][mention.start : mention.end]))
            held.setdefault((_short(mention.article), form, entity.type), set()).add(entity.id)
    return {spot: (cluster, frozenset(held[spot])) for spot, cluster in owner.items() if spot in held}


def _short(article: str) -> str:
    """Return the annotation's short name of an article: the number in its file name."""
    return article.rsplit("_", 1)[-1] if article.startswith("fnc1") else article.split("_", maxsplit=1)[0]


def _annotations(shared: Path, folder: str) -> Iterable[tuple[dict[str, Any], Path]]:
    root = shared / "gold" / folder
    texts = root / "seeds" if (root / "seeds").is_dir() else shared / folder
    for file in sorted(root.glob("*.yml")):
        if file.name != "cross.yml":
            annotation = yaml.safe_load(file.read_text(encoding="utf-8"))
            yield annotation, texts / annotation["file"]


def _corpus(shared: Path, folder: str) -> Corpus:
    return link([_analysed(path) for _, path in _annotations(shared, folder)])


@functools.cache
def _analysed(path: Path) -> Analysed:
    seed = Seed(id=path.stem, path=path.name, sha256="", key="", text=path.read_bytes().decode("utf-8-sig"))
    segments = clean.segment(seed.text)
    doc = language.parse(seed.text, segments)
    article = clean.classify(seed, segments, doc)
    return Analysed(article=article, facts=Facts(article=article.id, entities=names.find(article, doc)))


def _mentions(path: Path) -> list[Row]:
    target = ""
    if not path.exists():
        return [Row("person mentions", "corpora/entities", 0, target=target)]
    spans, whole = mentions(path)
    return [
        spans.row("person mentions", "corpora/entities/meantime_dev.jsonl", target),
        whole.row("people", "corpora/entities/meantime_dev.jsonl", "97 P, 97 R"),
    ]


def mentions(path: Path) -> tuple[Tally, Tally]:
    """Compare person mentions and persons with a corpus of annotated noun phrases, by the names in them.

    The corpus leaves many persons unannotated, those further down above all, so precision is over what it annotates:
    found mentions in person phrases are right, in phrases of another type wrong.
    """
    spans, whole = Tally(), Tally()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = _named(row)
        found = [
            (m.start, m.end, e.id)
            for e in names.find(*_parsed(row["id"], row["text"]))
            if e.type == "person"
            for m in e.mentions
            if _is_judged(row, m.start, m.end)
        ]
        right = _compare_spans(spans, row, gold, found)
        whole.gold += len({c for _, _, c in gold})
        whole.hit += len({c for a, b, c in gold if any(x < b and a < y for x, y, _ in found)})
        whole.found += len({i for _, _, i in found})
        whole.right += len({i for _, _, i in right})
    return spans, whole


def _is_judged(row: dict[str, Any], start: int, end: int) -> bool:
    return any(m["start"] < end and start < m["end"] for m in row["mentions"])


def _compare_spans(
    tally: Tally, row: dict[str, Any], gold: list[tuple[int, int, str]], found: list[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """Count the mentions of one article and return the right ones: in a person's phrase, in no smaller other one."""
    text = row["text"]
    tally.gold += len(gold)
    tally.found += len(found)
    for a, b, _ in gold:
        hit = any(x < b and a < y for x, y, _ in found)
        tally.hit += hit
        if not hit:
            tally.notes.append(f"{row['id']}: missed {text[a:b]!r} in {text[max(0, a - 40) : b + 30]!r}")
    right = []
    for x, y, entity in found:
        phrases = [m for m in row["mentions"] if m["start"] < y and x < m["end"]]
        if min(phrases, key=lambda m: m["end"] - m["start"])["type"] == "PER":
            right.append((x, y, entity))
        else:
            tally.notes.append(f"{row['id']}: wrong {text[x:y]!r} in {text[max(0, x - 40) : y + 30]!r}")
    tally.right += len(right)
    return right


# A stretch this long, in characters, without any annotated mention is beyond what was annotated.
_LONGEST_GAP = 300
_RUN = re.compile(r"(?:(?:[A-Z][\w.'-]*|de|van|von|bin|al) )*[A-Z][\w.'-]*$")


_OWNERS = frozenset({"his", "her", "their"})
_PREPOSITIONS = frozenset({"of", "from", "for", "in", "at", "on", "to", "by", "with"})
_QUANTIFIERS = frozenset({"the", "a", "an", "all", "most", "many", "some", "several", "few", "both", "other"})


def _annotated_end(row: dict[str, Any]) -> int:
    """Return where the annotated top of the article ends; mentions further down are strays."""
    end = 0
    for mention in sorted(row["mentions"], key=lambda m: m["start"]):
        if mention["start"] > end + _LONGEST_GAP:
            break
        end = max(end, mention["end"])
    return end


def _named(row: dict[str, Any]) -> list[tuple[int, int, str]]:
    """Return the annotated persons' names: the last run of capitalised words of each phrase that ends in one.

    The corpus marks whole noun phrases, of which the innermost is looked at. No name is what follows a preposition ("a
    delegate of Norway"), an article or a quantity ("all Norwegians"), nor what ends in an office ("Shell CEO").
    """
    text = row["text"]
    end = _annotated_end(row)
    people = [(m["start"], m["end"]) for m in row["mentions"] if m["type"] == "PER"]
    others = [(m["start"], m["end"]) for m in row["mentions"] if m["type"] != "PER"]
    found: dict[tuple[int, int], str] = {}
    for mention in row["mentions"]:
        a, b = mention["start"], mention["end"]
        run = _RUN.search(text[a:b])
        if mention["type"] != "PER" or not run or b > end or any(a < x and y == b for x, y in people):
            continue
        start = a + run.start()
        inside = any((x <= start and b <= y) or y == b for x, y in others)
        if _is_name(run.group(), text[a:start]) and not inside:
            found[start, b] = mention["chain"]
    return [(a, b, found[a, b]) for a, b in sorted(found)]


def _is_name(run: str, before: str) -> bool:
    """Say whether capitalised words are a name, by the words `before` them in their phrase."""
    offices = words("titles") | words("roles")
    named = [w for w in re.findall(r"\w+", run.lower()) if w not in offices | words("demonyms") | words("not_names")]
    if not any(len(w) > 1 for w in named) or run.lower().split()[-1] in offices or named[0] in _OWNERS:
        return False
    last = before.lower().split()[-1:]
    return not last or last[0] not in _PREPOSITIONS | _QUANTIFIERS


@functools.cache
def _parsed(name: str, text: str) -> tuple[Article, Any]:
    lines = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    kinds = ["title", *["body"] * len(lines)]
    blocks = tuple(
        Block(start=s.start, end=s.end, kind=k, why="")  # type: ignore[arg-type]
        for s, k in zip(lines, kinds, strict=False)
    )
    article = bare(name, text, blocks=blocks)
    return article, language.parse(text, lines)
