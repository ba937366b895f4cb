"""What an article brings into the comparison by itself: its words, the terms of its sentences, what it spells out."""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from sys import intern
from typing import Final, NamedTuple, overload

import msgspec
import numpy as np

from sourcebook.compare import date_rows, gloss_rows, name_rows, reuse, variants
from sourcebook.compare.counted import KEY_BYTES
from sourcebook.compare.terms import Sentence, Weights, sentences_in
from sourcebook.compare.vocabulary import Terms, Vocabulary, bounds_of, column, is_large, rounded
from sourcebook.compare.words import Words, words_of
from sourcebook.records import Article, Authenticity, Corpus, DateMention, Quantity, Quote
from sourcebook.spilled import by_article, by_id, encoded_at, encoded_under
from sourcebook.text import normalise

# A whole number in a column of bytes.
_COUNT: Final = "i"
_COLUMNS = ("starts", "ends", "blocks", "capitals")
Named = tuple[tuple[int, int, str], ...]
Place = tuple[str, int, int]


class Own(NamedTuple):
    """An article with its findings, and where it names the entities of the folder: start, end and id, in order."""

    article: Article
    quotes: tuple[Quote, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]
    authenticity: tuple[Authenticity, ...]
    named: Named


class Said(msgspec.Struct, frozen=True, array_like=True):
    """The sentences of an article in columns, each as bytes: as objects they took most of a comparison's memory.

    Attributes:
        starts: where each begins, in characters.
        ends: where each ends.
        kinds: in what kind of block each stands, parted by spaces.
        sizes: how many terms each has.
        terms: the terms of all, by their numbers in the article's vocabulary.
        places: where each of these stands.
    """

    starts: bytes
    ends: bytes
    kinds: str
    sizes: bytes
    terms: bytes
    places: bytes

    def __len__(self) -> int:
        return len(self.sizes) // array(_COUNT).itemsize


class Part(msgspec.Struct, frozen=True, array_like=True):
    """What the comparison asks of an article, made of its `Own` alone.

    Attributes:
        forms: its words by the numbers of their forms, as bytes.
        columns: where these stand, a column each, as bytes.
        vocabulary: the different terms of its sentences and quotations, by their numbers in that of the folder.
        held: in how many of its sentences each of them stands, as bytes.
        said: its sentences.
        quoted: where stretches within quotation marks begin, and where they end.
        glosses: what it spells out: a short name, and where its long form begins and ends.
        sorts: of which name it says what sort of place it is, and where.
        days: the days that its sentences name, as often as they do.
    """

    forms: bytes
    columns: tuple[bytes, ...]
    vocabulary: bytes
    held: bytes
    said: Said
    quoted: tuple[list[int], list[int]]
    glosses: list[Place]
    sorts: list[Place]
    days: list[str]

    def words(self) -> Words:
        """Return the article's words."""
        found = Words()
        found.forms.frombytes(self.forms)
        for name, numbers in zip(_COLUMNS, self.columns, strict=True):
            getattr(found, name).frombytes(numbers)
        return found

    def terms(self, names: Sequence[str]) -> list[str]:
        """Return the different terms of its sentences and quotations, given the names of the folder's terms."""
        return [names[number] for number in _numbers(self.vocabulary)]

    def sentences(self, article: str, names: Sequence[str]) -> list[Sentence]:
        """Return the sentences of the article with this id that say something, in text order.

        Args:
            article: the id.
            names: of the folder's terms.
        """
        said = self.said
        vocabulary = self.terms(names)
        terms = [vocabulary[number] for number in _numbers(said.terms)]
        places = _numbers(said.places)
        found = []
        last = 0
        columns = (_numbers(said.starts), _numbers(said.ends), said.kinds.split(), _numbers(said.sizes))
        for start, end, kind, size in zip(*columns, strict=True):
            first, last = last, last + size
            found.append(Sentence(article, start, end, tuple(terms[first:last]), kind, tuple(places[first:last])))
        return found


class Names:
    """Where the articles of a corpus name its entities, in columns: as objects they took most of what it held.

    Args:
        corpus: the findings.
    """

    def __init__(self, corpus: Corpus) -> None:
        number = {article: nth for nth, article in enumerate(corpus_ids(corpus))}
        told: array[int] = array("q")
        ids: list[str] = []
        for nth, entity in enumerate(corpus.entities):
            ids.append(entity.id)
            for mention in entity.mentions:
                if mention.article in number:
                    told.extend((number[mention.article], mention.start, mention.end, nth))
        rows = np.frombuffer(told, np.int64).reshape(-1, 4).astype(np.int32)
        rank = np.empty(len(ids), dtype=np.int32)
        rank[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
        rows = rows[np.lexsort((rank[rows[:, 3]], rows[:, 2], rows[:, 1], rows[:, 0]))]
        self._ids = ids
        self._bounds = bounds_of(np.bincount(rows[:, 0], minlength=len(number)))
        self._rows = rows[:, 1:]

    def of(self, article: int) -> Named:
        """Return where the nth article names entities: start, end and id, in order."""
        inside = self._rows[self._bounds[article] : self._bounds[article + 1]].tolist()
        return tuple((start, end, self._ids[nth]) for start, end, nth in inside)


class Owned(Sequence[Own]):
    """The articles of a corpus, each with its findings, put together when one is asked for.

    Args:
        corpus: the findings.

    Attributes:
        ids: of the articles.
        names: where they name entities.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.ids = corpus_ids(corpus)
        self.names = Names(corpus)
        self._articles = corpus.articles
        self._quotes, self._quantities = by_article(corpus.quotes), by_article(corpus.quantities)
        self._dates, self._authenticity = by_article(corpus.dates), by_article(corpus.authenticity)

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, at: int) -> Own: ...
    @overload
    def __getitem__(self, at: slice) -> list[Own]: ...
    def __getitem__(self, at: int | slice) -> Own | list[Own]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        article = self.ids[at]
        return Own(
            self._articles[at],
            tuple(self._quotes.get(article, ())),
            tuple(self._quantities.get(article, ())),
            tuple(self._dates.get(article, ())),
            tuple(self._authenticity.get(article, ())),
            self.names.of(at),
        )

    def keys(self) -> list[bytes]:
        """Return for each article a digest of all that stands under its number."""
        tables = (self._quotes, self._quantities, self._dates, self._authenticity)
        made = []
        for number, article in enumerate(self.ids):
            key = hashlib.blake2b(encoded_at(self._articles, number), digest_size=KEY_BYTES)
            for table in tables:
                key.update(encoded_under(table, article))
            key.update(msgspec.msgpack.encode(self.names.of(number)))
            made.append(key.digest())
        return made


def corpus_ids(corpus: Corpus) -> list[str]:
    """Return the ids of a corpus' articles."""
    return list(by_id(corpus.articles))


def part_of(own: Own, numbers: Vocabulary) -> Part:
    """Return what the comparison asks of an article; its terms get numbers that have none yet."""
    plain = normalise(own.article.text)
    words = words_of(own.article, plain)
    sentences = sentences_in(own.article, words, plain, [(a, b, intern(f"@{entity}")) for a, b, entity in own.named])
    held = Counter(term for sentence in sentences for term in set(sentence.terms))
    # In text order: a set has another order in each process.
    vocabulary = dict.fromkeys(term for sentence in sentences for term in sentence.terms)
    for clause in (c for quote in own.quotes if quote.kind != "indirect" for c in variants.clauses(plain, quote)):
        vocabulary.update(dict.fromkeys(sorted(clause.stems)))
    number = {term: n for n, term in enumerate(vocabulary)}
    return Part(
        forms=words.forms.tobytes(),
        columns=tuple(getattr(words, name).tobytes() for name in _COLUMNS),
        vocabulary=_column(numbers[term] for term in vocabulary),
        held=_column(held[term] for term in vocabulary),
        said=Said(
            starts=_column(s.start for s in sentences),
            ends=_column(s.end for s in sentences),
            kinds=" ".join(s.kind for s in sentences),
            sizes=_column(len(s.terms) for s in sentences),
            terms=_column(number[term] for s in sentences for term in s.terms),
            places=_column(at for s in sentences for at in s.starts),
        ),
        quoted=reuse.quoted(plain, own.quotes),
        glosses=list(gloss_rows.glosses(own.article, plain)),
        sorts=list(name_rows.sorts(plain)),
        days=[day for _, _, day in date_rows.days(sentences, own.dates)],
    )


def terms_of(parts: Sequence[Part], names: Sequence[str]) -> Terms:
    """Return the terms of a folder's articles, given the names of all."""
    told = [(part.vocabulary, part.held, len(part.said)) for part in parts]
    numbers, held = column([each[0] for each in told]), column([each[1] for each in told])
    return Terms(names, numbers, held.values, sum(each[2] for each in told))


def days_of(parts: Sequence[Part]) -> Weights:
    """Return how telling each day is: its inverse frequency over the days that the folder names."""
    seen: Counter[str] = Counter()
    sentences = 0
    for part in parts:
        seen.update(part.days)
        sentences += len(part.said)
    if is_large(sentences):
        return Weights(rounded(seen.total()), {day: rounded(number) for day, number in seen.items()})
    return Weights(seen.total(), seen)


def _column(numbers: Iterable[int]) -> bytes:
    return array(_COUNT, numbers).tobytes()


def _numbers(packed: bytes) -> list[int]:
    return memoryview(packed).cast(_COUNT).tolist()
