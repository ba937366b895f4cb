"""Time and memory of the comparison on many articles, made by recombining sentences of given ones.

`python -m tests.bench.scale FOLDER ...` reads folders of articles, analyses them once, and compares 100, 1,000 and
10,000 articles made of their sentences with the findings in them. Each article keeps to the sentences of one folder, so
that a folder stays one story; every tenth takes a run of sentences from an article made before, as copied reports do.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from sourcebook import link, pipeline, read
from sourcebook.compare import compare
from sourcebook.records import Article, Block, Corpus, Entity, Mention, Quote, Span

SIZES = (100, 1_000, 10_000)
# How many sentences an article has, and how many copied ones follow each other.
SENTENCES = 20
COPIED = 4
# So many of ten sentences are in an article's own words.
OWN = 7
# Articles of one story beyond which another is begun: no story has ten thousand reports.
STORY = 200
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Piece:
    """A sentence with all that was found in it."""

    article: Article
    span: Span
    findings: Corpus


def main() -> int:
    """Measure and print a line a size."""
    parser = argparse.ArgumentParser(prog="scale", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    arguments = parser.parse_args()
    stories = [_pieces(_corpus(folder)) for folder in arguments.folders]
    for size in arguments.sizes:
        corpus = made(stories, size)
        start = time.perf_counter()
        compared = compare(corpus)
        seconds = time.perf_counter() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        sys.stdout.write(
            f"{size:>6} articles {seconds:8.1f} s {1000 * seconds / size:7.1f} ms each {memory:7.0f} MB at most"
            f" {len(compared.reuse):>7} passages {len(compared.events):>5} events {len(compared.comparisons):>6} rows\n"
        )
        sys.stdout.flush()
    return 0


def _corpus(folder: Path) -> Corpus:
    seeds, _ = read.read_folder(folder)
    analysed, _ = pipeline.analyse(seeds)
    return link.link(analysed)


def _pieces(corpus: Corpus) -> list[Piece]:
    return [Piece(article, span, corpus) for article in corpus.articles for span in article.sentences]


def made(stories: Sequence[Sequence[Piece]], size: int) -> Corpus:
    """Return a corpus of `size` articles of recombined sentences; the same for the same input."""
    chance = random.Random(size)  # noqa: S311 - nothing secret
    finder = _Finder()
    parts: list[list[Piece]] = []
    for number in range(size):
        story = stories[(number // STORY) % len(stories)]
        chosen = [chance.choice(story) for _ in range(SENTENCES)]
        if number % 10 == 9:
            source = parts[number - chance.randrange(1, min(number, 9))]
            chosen[:COPIED] = source[:COPIED]
        parts.append(chosen)
    return finder.corpus(parts)


class _Finder:
    """Moves the findings of sentences to where they stand in the articles made of them."""

    def __init__(self) -> None:
        self.found: dict[str, list[object]] = defaultdict(list)
        self.mentions: dict[str, list[Mention]] = defaultdict(list)
        self.entities: dict[str, Entity] = {}
        self.within: dict[tuple[str, int], list[tuple[str, object]]] = {}

    def corpus(self, articles: Iterable[Sequence[Piece]]) -> Corpus:
        """Return the corpus of the articles."""
        made = [self._article(f"made-{number:05}", pieces) for number, pieces in enumerate(articles)]
        entities = tuple(
            msgspec.structs.replace(entity, mentions=tuple(self.mentions[key]), aliases=(), roles=())
            for key, entity in sorted(self.entities.items())
        )
        kinds = ("quotes", "quantities", "dates", "authenticity")
        return Corpus(articles=tuple(made), entities=entities, sources=(), **{k: tuple(self.found[k]) for k in kinds})  # type: ignore[arg-type]

    def _article(self, name: str, pieces: Sequence[Piece]) -> Article:
        text, blocks, sentences = "", [], []
        number = int(name.rsplit("-", 1)[1])
        story = number // STORY
        for n, piece in enumerate(pieces):
            start = len(text)
            told = _told(piece.article.text[piece.span.start : piece.span.end], story)
            own = (7 * number + n) % 10 < OWN and n >= COPIED
            text += _told(told, 1 + number, least=7) if own else told
            sentences.append(Span(start, len(text)))
            blocks.append(Block(start=start, end=len(text), kind="body", why="made"))
            text += "\n\n"
            for kind, finding in self._inside(piece):
                self._move(kind, finding, name, start - piece.span.start, n if kind != "mention" else story)
        return msgspec.structs.replace(
            pieces[0].article,
            id=name,
            path=name,
            title=None,
            title_span=None,
            text=text,
            published=None,
            agencies=(),
            blocks=tuple(blocks),
            sentences=tuple(sentences),
            words=len(text.split()),
        )

    def _inside(self, piece: Piece) -> list[tuple[str, object]]:
        key = (piece.article.id, piece.span.start)
        if key not in self.within:
            findings = [
                (kind, item)
                for kind in ("quantities", "dates", "authenticity")
                for item in getattr(piece.findings, kind)
                if item.article == piece.article.id and piece.span.start <= item.start and item.end <= piece.span.end
            ]
            findings += [
                ("quotes", quote)
                for quote in piece.findings.quotes
                if quote.article == piece.article.id
                and all(piece.span.start <= s.start and s.end <= piece.span.end for s in quote.content)
            ]
            findings += [
                ("mention", (entity, mention))
                for entity in piece.findings.entities
                for mention in entity.mentions
                if mention.article == piece.article.id
                and piece.span.start <= mention.start
                and mention.end <= piece.span.end
            ]
            self.within[key] = findings
        return self.within[key]

    def _move(self, kind: str, finding: object, name: str, by: int, nth: int) -> None:
        if kind == "mention":
            entity, mention = finding  # type: ignore[misc]
            known = msgspec.structs.replace(entity, id=f"{entity.id}-{nth}")
            self.entities.setdefault(known.id, known)
            moved = Mention(article=name, start=mention.start + by, end=mention.end + by)
            self.mentions[known.id].append(moved)
            return
        changes: dict[str, object] = {"article": name, "id": f"{finding.id}-{name}-{nth}"}  # type: ignore[attr-defined]
        if isinstance(finding, Quote):
            changes["content"] = tuple(Span(s.start + by, s.end + by) for s in finding.content)
            changes |= {"cue": None, "source": None, "channel": None}
        else:
            changes |= {"start": finding.start + by, "end": finding.end + by}  # type: ignore[attr-defined]
        if kind == "authenticity":
            cue = finding.cue  # type: ignore[attr-defined]
            changes["cue"] = Span(cue.start + by, cue.end + by)
        self.found[kind].append(msgspec.structs.replace(finding, **changes))  # type: ignore[type-var]


def _told(text: str, story: int, least: int = 5) -> str:
    """Return a sentence in other words: the letters of words of `least` letters moved on, so that offsets stay."""
    moved = str.maketrans(LETTERS, LETTERS[story % 26 :] + LETTERS[: story % 26])
    return re.sub(rf"[^\W\d_]{{{least},}}", lambda m: m.group().translate(moved), text)


if __name__ == "__main__":
    sys.exit(main())
