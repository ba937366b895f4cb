"""What an article brings into the comparison by itself: its words, the terms of its sentences, what it spells out."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from sys import intern
from typing import Final, NamedTuple, Protocol, TypeVar

import msgspec

from sourcebook.compare import date_rows, gloss_rows, name_rows, reuse, variants
from sourcebook.compare.terms import Sentence, Weights, sentences_in
from sourcebook.compare.vocabulary import Terms, Vocabulary, column, is_large, rounded
from sourcebook.compare.words import Words, words_of
from sourcebook.records import Article, Authenticity, Corpus, DateMention, Quantity, Quote
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


class _OfArticle(Protocol):
    @property
    def article(self) -> str: ...


_T = TypeVar("_T", bound=_OfArticle)


def own_of(corpus: Corpus) -> list[Own]:
    """Return the articles of a corpus, each with its findings."""
    named: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for entity in corpus.entities:
        for mention in entity.mentions:
            named[mention.article].append((mention.start, mention.end, entity.id))
    quotes, quantities = _by_article(corpus.quotes), _by_article(corpus.quantities)
    dates, authenticity = _by_article(corpus.dates), _by_article(corpus.authenticity)
    return [
        Own(
            article,
            tuple(quotes.get(article.id, ())),
            tuple(quantities.get(article.id, ())),
            tuple(dates.get(article.id, ())),
            tuple(authenticity.get(article.id, ())),
            tuple(sorted(named.get(article.id, ()))),
        )
        for article in corpus.articles
    ]


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
    numbers, held = column([part.vocabulary for part in parts]), column([part.held for part in parts])
    return Terms(names, numbers, held.values, sum(len(part.said) for part in parts))


def days_of(parts: Sequence[Part]) -> Weights:
    """Return how telling each day is: its inverse frequency over the days that the folder names."""
    seen = Counter(day for part in parts for day in part.days)
    if is_large(sum(len(part.said) for part in parts)):
        return Weights(rounded(seen.total()), {day: rounded(number) for day, number in seen.items()})
    return Weights(seen.total(), seen)


def _column(numbers: Iterable[int]) -> bytes:
    return array(_COUNT, numbers).tobytes()


def _numbers(packed: bytes) -> list[int]:
    return memoryview(packed).cast(_COUNT).tolist()


def _by_article(found: Iterable[_T]) -> dict[str, list[_T]]:
    split: dict[str, list[_T]] = defaultdict(list)
    for each in found:
        split[each.article].append(each)
    return split
