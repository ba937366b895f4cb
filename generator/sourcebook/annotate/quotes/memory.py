"""Who was named, acted or spoke last: what pronouns and noun phrases refer back to.

Scores fall by half a sentence back; subjects weigh twice as much as other mentions, whoever spoke last weighs more,
and where two candidates come close to each other none is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sourcebook.annotate.lexicon_file import groups
from sourcebook.annotate.quotes import people
from sourcebook.annotate.quotes.words import among
from sourcebook.text import fold

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from sourcebook.parsed import Token
    from sourcebook.records import Entity

# A person named longer ago than this many sentences of prose is not what a pronoun stands for.
_REACH = 8
# Within so many sentences the last speaker, or an organisation, is at hand.
CLOSE = 2
# What a trace weighs by its place in the sentence.
_SUBJECT_OF_SENTENCE, _SUBJECT_OF_CLAUSE, _OTHER, _POSSESSOR, _IN_SPEECH = 2.0, 1.6, 1.0, 0.8, 0.2
# In the pronoun's own sentence a mention draws a little less than in the one before.
_SAME_SENTENCE = 0.9
# What a known gender, a further mention, and having spoken last add.
_GENDER_KNOWN, _AGAIN, _SPOKE = 0.3, 0.02, 0.8
# The best candidate must lead the second by this share or this difference.
_LEAD = 0.19
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
# Nouns for a body of people of any kind, which the name of one may hold and another be used for.
_ANY = frozenset({"group", "organisation", "organization", "network", "association"})
_LABEL = "\x00"


@dataclass(frozen=True)
class Speaker:
    """Who a source stands for: an entity, or a label where the text names nobody."""

    entity: str | None = None
    label: str | None = None

    def key(self) -> str | None:
        """Return one string for the speaker, ``None`` for nobody."""
        return self.entity or (f"{_LABEL}{self.label}" if self.label else None)


@dataclass(frozen=True)
class _Trace:
    key: str
    sentence: int
    weight: float


def speaker_of(key: str) -> Speaker:
    """Return the speaker that `Speaker.key` made the string of."""
    return Speaker(None, key[len(_LABEL) :]) if key.startswith(_LABEL) else Speaker(key)


def weight(token: Token, quoted: Container[int]) -> float:
    """Return how much a mention draws later pronouns: subjects most, names inside speech least."""
    if token.i in quoted:
        return _IN_SPEECH
    head = token
    while head.dep_ in {"compound", "appos", "flat"} and head.head != head:
        head = head.head
    if head.dep_ in _SUBJECT:
        return _SUBJECT_OF_SENTENCE if head.head.dep_ in {"ROOT", "conj"} else _SUBJECT_OF_CLAUSE
    return _POSSESSOR if head.dep_ == "poss" else _OTHER


class Memory:
    """The traces of an article read so far."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self._entities = entities
        self._genders = {key: people.gender(entity) for key, entity in entities.items()}
        self._traces: list[_Trace] = []
        self._last: tuple[int, Speaker] | None = None
        self.named: dict[str, int] = {}

    def meet(self, key: str, sentence: int, weight: float) -> None:
        """Note that somebody is meant in a sentence."""
        self._traces.append(_Trace(key, sentence, weight))
        self.named[key] = sentence

    def spoke(self, speaker: Speaker, sentence: int) -> None:
        """Note who speaks in a sentence."""
        if speaker.key() is not None:
            self._last = (sentence, speaker)

    def learn(self, key: str, gender: people.Gender) -> None:
        """Note that a title tells the gender of an entity that nothing told before."""
        if self._genders.get(key) is None:
            self._genders[key] = gender

    def is_person(self, key: str) -> bool:
        """Return whether a key stands for a person, named or not."""
        return key.startswith(_LABEL) or self._entities[key].type == "person"

    def person(self, gender: people.Gender, sentence: int) -> Speaker:
        """Return the person that "he" or "she" in this sentence stands for, if one clearly leads."""
        scores: dict[str, float] = {}
        for trace in self._recent(sentence, _REACH):
            known = self._gender(trace.key)
            if not self.is_person(trace.key) or known not in {gender, None}:
                continue
            gone = sentence - trace.sentence
            score = trace.weight * (2.0**-gone if gone else _SAME_SENTENCE) + (_GENDER_KNOWN if known else 0.0)
            scores[trace.key] = max(scores.get(trace.key, 0.0), score) + _AGAIN
        last = self._at_hand(sentence)
        key = last.key() if last is not None else None
        if key is not None and key in scores and not self._relieved(key, scores, sentence):
            scores[key] += _SPOKE
        found = _leading(scores)
        if found.entity is not None and self._genders.get(found.entity) is None:
            # who was "she" once is not "he" later
            self._genders[found.entity] = gender
        return found

    def _relieved(self, speaker: str, rivals: Container[str], sentence: int) -> bool:
        """Return whether somebody else has become the subject of a sentence since the last one spoke."""
        return any(
            t.key in rivals and t.key != speaker and t.weight >= _SUBJECT_OF_SENTENCE
            for t in self._recent(sentence, CLOSE)
            if self._last is not None and self._last[0] < t.sentence < sentence
        )

    def several(self, sentence: int) -> Speaker:
        """Return who "they" are: the last speaker, if that is several people or a body, else a body just named."""
        return self._body(sentence, several=True)

    def thing(self, sentence: int) -> Speaker:
        """Return what "it" is: the last speaker, if that is no person, else the body that was the subject before."""
        return self._body(sentence, several=False)

    def body(self, noun: str, sentence: int) -> Speaker | None:
        """Return the organisation behind "the group": the subject last named close by, if no other was named since.

        Args:
            noun: what it is called, in lower case; a body whose own name calls it something else is not meant.
            sentence: the number of the sentence.
        """
        near = [t for t in self._recent(sentence, CLOSE) if not self.is_person(t.key) and self._may_be(t.key, noun)]
        named = [t for t in near if noun in self._words(t.key)] or near
        bodies = [t for t in named if t.weight > _OTHER]
        if not bodies:
            return None
        rivals = {t.key for t in named if t.sentence >= bodies[0].sentence and t.weight > _IN_SPEECH}
        return Speaker(bodies[0].key) if len(rivals) == 1 else None

    def _words(self, key: str) -> set[str]:
        return set(fold(self._entities[key].name).split())

    def _may_be(self, key: str, noun: str) -> bool:
        """Return whether a body may be called by a noun: the Ministry of Trade is no "group"."""
        words = self._words(key)
        if among("outlets", noun) and words.isdisjoint(groups("sources")["outlet"]):
            # "The station" is no company, unless nobody else has been named.
            return all(self.is_person(other) or other == key for other in self.named)
        called = {w for w in words if among("bodies", w) or among("bodies_by_name", w)}
        return not called or noun in called or (noun in _ANY and called <= _ANY)

    def only_person(self, sentence: int) -> Speaker | None:
        """Return the one named person of the last sentences, if no role is told of them that would bar another."""
        near = {t.key for t in self._recent(sentence, _REACH) if self.is_person(t.key) and t.key in self._entities}
        free = [key for key in near if not self._entities[key].roles]
        return Speaker(free[0]) if len(free) == 1 == len(near) else None

    def _recent(self, sentence: int, reach: int) -> Iterator[_Trace]:
        for trace in reversed(self._traces):
            if sentence - trace.sentence > reach:
                return
            yield trace

    def _at_hand(self, sentence: int) -> Speaker | None:
        return self._last[1] if self._last is not None and sentence - self._last[0] <= CLOSE else None

    def _gender(self, key: str) -> people.Gender | None:
        if key.startswith(_LABEL):
            return people.of_words(key[len(_LABEL) :].lower().split())
        return self._genders.get(key)

    def _body(self, sentence: int, *, several: bool) -> Speaker:
        last = self._at_hand(sentence)
        if last is not None and self._fits(last, several=several):
            return last
        for trace in self._recent(sentence, 1):
            if not self.is_person(trace.key) and trace.weight > _OTHER and trace.sentence < sentence:
                return Speaker(trace.key)
        return Speaker()

    def _fits(self, speaker: Speaker, *, several: bool) -> bool:
        if speaker.entity is not None:
            return self._entities[speaker.entity].type != "person"
        return several == _is_plural((speaker.label or "").lower().split())


def _is_plural(words: Iterable[str]) -> bool:
    return any(
        among("plural", word) or (word.endswith("s") and not word.endswith(("ss", "'s", "’s"))) for word in words
    )


def _leading(scores: Mapping[str, float]) -> Speaker:
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked:
        return Speaker()
    if len(ranked) > 1:
        first, second = ranked[0][1], ranked[1][1]
        if first < second * (1 + _LEAD) and first - second < _LEAD:
            return Speaker()
    return speaker_of(ranked[0][0])
