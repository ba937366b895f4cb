"""Who is meant: names, pronouns and noun phrases in the place of a speaker.

Pronouns are read in text order, each by the person that fits it and speaks, acts or was named last; so a pronoun
resolved earlier counts as a mention for later ones. Where two persons fit about equally well, none is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sourcebook.annotate.quotes import people, recordings, trees
from sourcebook.annotate.quotes.words import among
from sourcebook.text import fold

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from spacy.tokens import Doc, Token

    from sourcebook.annotate.quotes.model import Frame
    from sourcebook.records import Article, Block, Entity

# A person named longer ago than this many sentences of prose is not what a pronoun stands for.
_MEMORY = 8
# Within so many sentences the last speaker, or an organisation, is at hand.
_CLOSE = 2
# By so much the best candidate must lead the second.
_LEAD = 0.75
_LABEL = "\x00"
_BRINGING = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "agent", "conj"})
_DEFINITE = frozenset({"the", "this", "that", "his", "her", "its", "their"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_LISTENING = frozenset({"dobj", "dative", "pobj"})


@dataclass(frozen=True)
class Speaker:
    """Who a source stands for: an entity, or a label where the text names nobody."""

    entity: str | None = None
    label: str | None = None


@dataclass(frozen=True)
class _Trace:
    """A place where an entity is meant: sentence of the prose, and the weight its role in the sentence gives."""

    entity: str
    sentence: int
    weight: float
    at: int


def _speaker(key: str) -> Speaker:
    return Speaker(None, key[len(_LABEL) :]) if key.startswith(_LABEL) else Speaker(key)


def is_person_noun(word: str) -> bool:
    """Return whether a common noun stands for one person."""
    return any(among(group, word) for group in ("male", "female", "persons"))


class Resolver:
    """Resolves the sources of one article to its entities, reading it once from the top."""

    def __init__(
        self,
        article: Article,
        doc: Doc,
        blocks: Sequence[Block],
        entities: Sequence[Entity],
        frames: Sequence[Frame],
        quoted: Container[int],
    ) -> None:
        self._text = article.text
        self._doc = doc
        self._quoted = quoted
        self._entities = {e.id: e for e in entities if e.type != "place"}
        self._genders = {e.id: people.gender(e) for e in entities}
        self._spans = sorted((m.start, m.end, e.id) for e in self._entities.values() for m in e.mentions)
        self._at = self._by_token()
        self._sentences = self._number(blocks)
        self._traces: list[_Trace] = []
        self._labels: list[tuple[int, str, str]] = []
        self._last: tuple[int, Speaker] | None = None
        self._pronouns: dict[int, Speaker] = {}
        self._resolved: dict[int, Speaker] = {}
        named = {i: e for i, e in self._at.items() if self._entities[e].type == "person"}
        self.voice = recordings.voice(doc, named, self._sentences)
        self._read({f.head: f for f in frames if f.head is not None})

    def resolve(self, frame: Frame | None) -> Speaker:
        """Return who speaks by `frame`; a recording speaks for the person whose voice it is said to be."""
        if frame is None or frame.head is None:
            return Speaker()
        return self._resolved.get(frame.anchor) or self._of(frame)

    def _by_token(self) -> dict[int, str]:
        """Return the entity of each token that a mention covers."""
        found: dict[int, str] = {}
        at = 0
        for token in self._doc:
            while at < len(self._spans) and self._spans[at][1] <= token.idx:
                at += 1
            if at < len(self._spans) and self._spans[at][0] <= token.idx < self._spans[at][1]:
                found[token.i] = self._spans[at][2]
        return found

    def _number(self, blocks: Sequence[Block]) -> dict[int, int]:
        """Return the running number of the sentence of each token of the prose."""
        numbers: dict[int, int] = {}
        count = 0
        for block in blocks:
            if block.kind in {"caption", "highlight"}:
                continue
            span = self._doc.char_span(block.start, min(block.end, len(self._doc.text)), alignment_mode="expand")
            for token in span or ():
                if token.is_sent_start:
                    count += 1
                numbers[token.i] = count
        return numbers

    def _read(self, heads: dict[int, Frame]) -> None:
        """Go through the prose once, noting who is meant where and who speaks."""
        for token in self._doc:
            sentence = self._sentences.get(token.i)
            if sentence is None:
                continue
            self._note(token, sentence)
            frame = heads.get(token.i)
            if frame is not None:
                speaker = self._of(frame)
                self._resolved[frame.anchor] = speaker
                if speaker.entity or speaker.label:
                    self._last = (sentence, speaker)

    def _note(self, token: Token, sentence: int) -> None:
        entity = self._at.get(token.i)
        gender = people.pronoun_gender(token.lower_)
        if gender is not None and token.i not in self._quoted:
            speaker = self._pronoun(gender, sentence)
            self._pronouns[token.i] = speaker
            entity = speaker.entity
        if entity is None and gender is None:
            entity = self._unnamed_person(token)
        if entity is not None and (self._at.get(token.i + 1) != entity or entity.startswith(_LABEL)):
            self._traces.append(_Trace(entity, sentence, self._weight(token), token.i))

    def _unnamed_person(self, token: Token) -> str | None:
        """Return a key for somebody a common noun brings in ("another friend"), where no name stands with it."""
        if token.pos_ != "NOUN" or token.tag_ != "NN" or token.i in self._quoted or token.dep_ not in _BRINGING:
            return None
        if not is_person_noun(token.lemma_.lower()):
            return None
        start, end = trees.noun_phrase(token)
        if any(self._at.get(i) and self._doc[i].dep_ in {"appos", "compound"} for i in range(start, end)):
            return None
        speaker = self._named(token, start, end)
        return speaker.entity or (f"{_LABEL}{speaker.label}" if speaker.label else None)

    def _weight(self, token: Token) -> float:
        """Return how much a mention draws later pronouns: subjects most, names inside speech least."""
        if token.i in self._quoted:
            return 0.2
        head = token
        while head.dep_ in {"compound", "appos", "flat"} and head.head != head:
            head = head.head
        if head.dep_ in _SUBJECT:
            return 2.0 if head.head.dep_ in {"ROOT", "conj"} else 1.6
        if head.dep_ == "poss":
            return 0.8
        return 1.0

    def _pronoun(self, gender: people.Gender, sentence: int) -> Speaker:
        """Return the person that `he` or `she` in this sentence stands for, if one clearly leads."""
        scores: dict[str, float] = {}
        for trace in self._traces:
            gone = sentence - trace.sentence
            known = self._gender(trace.entity)
            if gone > _MEMORY or not self._is_person(trace.entity) or known not in {gender, None}:
                continue
            score = trace.weight * 2.0**-gone + (0.3 if known == gender else 0.0)
            if gone == 0:
                score = trace.weight * 0.9 + (0.3 if known == gender else 0.0)
            scores[trace.entity] = max(scores.get(trace.entity, 0.0), score) + 0.02
        last = None if self._last is None else self._last[1].entity or f"{_LABEL}{self._last[1].label}"
        if self._last is not None and last in scores and sentence - self._last[0] <= _CLOSE:
            scores[last] += 0.8
        ranked = sorted(scores.items(), key=lambda item: -item[1])
        if not ranked:
            return Speaker()
        if (
            len(ranked) > 1
            and ranked[0][1] < ranked[1][1] * (1 + _LEAD / 4)
            and ranked[0][1] - ranked[1][1] < _LEAD / 4
        ):
            return Speaker()
        return _speaker(ranked[0][0])

    def _is_person(self, key: str) -> bool:
        return key.startswith(_LABEL) or self._entities[key].type == "person"

    def _gender(self, key: str) -> people.Gender | None:
        if key.startswith(_LABEL):
            return people.of_words(key[len(_LABEL) :].lower().split())
        return self._genders.get(key)

    def _of(self, frame: Frame) -> Speaker:
        head = self._doc[frame.head if frame.head is not None else frame.anchor]
        if head.lower_ in _RELATIVE and head.pos_ in {"PRON", "DET", "SCONJ"}:
            antecedent = self._antecedent(head)
            if antecedent is None:
                return Speaker()
            return self._named(antecedent, *trees.noun_phrase(antecedent, head.i))
        if people.pronoun_gender(head.lower_) is not None:
            return self._pronouns.get(head.i) or Speaker()
        if head.lower_ in {"they", "it", "their", "its"}:
            return self._body(head)
        if head.pos_ == "PRON" and head.lower_ in {"i", "we", "you", "this", "these", "those", "there"}:
            return Speaker()
        bounds = trees.noun_phrase(head, frame.anchor)
        return self._named(head, *bounds)

    def _antecedent(self, pronoun: Token) -> Token | None:
        verb = pronoun.head
        while verb.dep_ in {"ccomp", "conj", "aux", "xcomp"} and verb.head != verb:
            verb = verb.head
        if verb.dep_ not in {"relcl", "acl"}:
            return None
        found = verb.head
        while any(c.dep_ == "case" for c in found.children) and found.dep_ in {"pobj", "poss"}:
            # "a friend of hers who": the parse hangs the clause on the possessor
            found = found.head.head if found.dep_ == "pobj" else found.head
        return found

    def _body(self, head: Token) -> Speaker:
        """Return who "they" or "it" is: the last speaker that is one, else the subject of the sentence before."""
        sentence = self._sentences.get(head.i, 0)
        several = head.lower_ in {"they", "their"}
        if self._last is not None and sentence - self._last[0] <= _CLOSE and self._fits(self._last[1], several=several):
            return self._last[1]
        for trace in reversed(self._traces):
            if trace.entity.startswith(_LABEL):
                continue
            entity = self._entities[trace.entity]
            if sentence - trace.sentence > 1:
                break
            if entity.type != "person" and trace.weight > 1.0 and trace.sentence < sentence:
                return Speaker(trace.entity)
        return Speaker()

    def _fits(self, speaker: Speaker, *, several: bool) -> bool:
        if speaker.entity is not None:
            return self._entities[speaker.entity].type != "person"
        words = (speaker.label or "").lower().split()
        plural = any(among("plural", w) for w in words) or any(w.endswith("s") and not w.endswith("ss") for w in words)
        return plural if several else not plural

    def _named(self, head: Token, start: int, end: int) -> Speaker:
        """Return the entity a noun phrase names, or the label it gives."""
        entity = self._entity_of(head, start, end)
        label = self._label(start, end)
        if entity is not None:
            return Speaker(entity)
        if self.voice and recordings.is_recording(head.lemma_.lower(), spoken=True):
            return Speaker(self.voice)
        if head.pos_ == "NOUN":
            known = self._role(head, start) or self._earlier(head, start) or self._the_body(head, start)
            if known is not None:
                return known
            if is_person_noun(head.lemma_.lower()) or head.tag_ == "NNS":
                self._labels.append((head.i, head.lower_, label))
        return Speaker(None, label)

    def _entity_of(self, head: Token, start: int, end: int) -> str | None:
        direct = self._at.get(head.i)
        if direct is not None and not any(c.dep_ == "conj" and self._at.get(c.i) for c in head.children):
            return direct
        if direct is not None:
            return None
        for child in head.children:
            if child.dep_ == "appos" and start <= child.i < end:
                found = self._at.get(child.i)
                if found is not None and self._entities[found].type == "person":
                    return found
        for child in head.children:
            if child.dep_ in {"compound", "nmod", "flat"} and child.i == head.i - 1 and head.pos_ == "PROPN":
                return self._at.get(child.i)
        return None

    def _role(self, head: Token, start: int) -> Speaker | None:
        """Return the one person whose role the noun repeats ("the spokesman"), if the phrase is definite."""
        if head.tag_ in {"NNS", "NNPS"}:
            return None
        word = head.lemma_.lower()
        before = {t.entity: t.at for t in self._traces}
        if self._doc[start].lower_ not in _DEFINITE and not any(t.dep_ == "poss" for t in head.children):
            return None
        fits = [
            e.id
            for e in self._entities.values()
            if e.type == "person" and e.id in before and any(word in fold(r.text).split() for r in e.roles)
        ]
        if not fits and is_person_noun(word):
            return self._salient(head)
        if len(fits) > 1:
            near = [i for i in fits if self._sentences.get(head.i, 0) - self._sentences.get(before[i], 0) <= _CLOSE]
            fits = near if len(near) == 1 else []
        return Speaker(fits[0]) if len(fits) == 1 else None

    def _the_body(self, head: Token, start: int) -> Speaker | None:
        """Return the organisation behind "the group" or "the ministry": the one named last, and only if close by."""
        if self._doc[start].lower_ not in _DEFINITE or head.i - start > 1 or not among("bodies", head.lower_):
            return None
        sentence = self._sentences.get(head.i, 0)
        near = [
            t
            for t in self._traces
            if t.at < head.i and sentence - t.sentence <= _CLOSE and t.weight > 1 and not t.entity.startswith(_LABEL)
        ]
        bodies = [t for t in near if self._entities[t.entity].type in {"organisation", "group"}]
        if not bodies:
            return None
        last = bodies[-1]
        rivals = {t.entity for t in bodies if t.sentence == last.sentence}
        return Speaker(last.entity) if len(rivals) == 1 else None

    def _salient(self, head: Token) -> Speaker | None:
        """Return the person of whom no role is told, if nobody else of the last sentences could be meant."""
        sentence = self._sentences.get(head.i, 0)
        recent = {t.entity for t in self._traces if sentence - t.sentence <= _MEMORY and t.at < head.i}
        named = {e for e in recent if not e.startswith(_LABEL) and self._entities[e].type == "person"}
        free = [e for e in named if not self._entities[e].roles]
        return Speaker(free[0]) if len(free) == 1 and len(named) == 1 else None

    def _earlier(self, head: Token, start: int) -> Speaker | None:
        """Return the label of the same noun used earlier with more words ("the official" after "a defense official")."""
        if self._doc[start].lower_ not in {"the", "this", "that"} or head.i - start > 1:
            return None
        word = head.lower_
        same = [label for at, lemma, label in self._labels if lemma == word and at < head.i]
        return Speaker(None, same[-1]) if same else None

    def _label(self, start: int, end: int) -> str:
        span = trees.chars(self._doc, start, end)
        return " ".join(self._text[span.start : span.end].split()).strip(" ,")
