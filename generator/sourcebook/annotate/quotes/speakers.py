"""Who is meant: names, pronouns and noun phrases in the place of a speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.quotes import memory, people, recordings, trees
from sourcebook.annotate.quotes.memory import Speaker
from sourcebook.annotate.quotes.words import among
from sourcebook.text import fold

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from sourcebook.annotate.quotes.model import Frame
    from sourcebook.parsed import Doc, Token
    from sourcebook.records import Article, Block, Entity

_BRINGING = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "agent", "conj"})
_DEFINITE = frozenset({"the", "this", "that", "his", "her", "its", "their"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_NOBODY = frozenset({"i", "we", "you", "this", "these", "those", "there"})
# What stands in these blocks is not between a pronoun and whom it stands for.
_ASIDE = frozenset({"caption", "highlight"})


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
        self._at = _by_token(doc, self._entities.values())
        self._sentences = _numbers(doc, blocks)
        self._memory = memory.Memory(self._entities)
        self._labels: list[tuple[str, str]] = []
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

    def _read(self, heads: dict[int, Frame]) -> None:
        """Go through the prose once, noting who is meant where and who speaks."""
        for token in self._doc:
            sentence = self._sentences.get(token.i)
            if sentence is None:
                continue
            if token.tag_ == "NN" or token.i in self._at or people.pronoun_gender(token.lower_) is not None:
                self._note(token, sentence)
            frame = heads.get(token.i)
            if frame is not None:
                self._resolved[frame.anchor] = speaker = self._of(frame)
                self._memory.spoke(speaker, sentence)

    def _note(self, token: Token, sentence: int) -> None:
        key = self._at.get(token.i)
        gender = people.pronoun_gender(token.lower_)
        if gender is not None and token.i not in self._quoted:
            self._pronouns[token.i] = speaker = self._memory.person(gender, sentence)
            key = speaker.key()
        elif key is None:
            key = self._unnamed_person(token)
        elif self._at.get(token.i + 1) == key:
            return
        if key in self._entities and token.i:
            titled = people.of_words([self._doc[token.i - 1].lower_.rstrip(".")])
            if titled is not None:
                self._memory.learn(key, titled)
        if key is not None:
            self._memory.meet(key, sentence, memory.weight(token, self._quoted))

    def _unnamed_person(self, token: Token) -> str | None:
        """Return a key for somebody a common noun brings in ("another friend"), where no name stands with it."""
        if token.tag_ != "NN" or token.i in self._quoted or token.dep_ not in _BRINGING:
            return None
        if not people.is_person_noun(token.lemma_.lower()):
            return None
        start, end = trees.noun_phrase(token)
        if any(self._at.get(i) and self._doc[i].dep_ in {"appos", "compound"} for i in range(start, end)):
            return None
        return self._named(token, start, end).key()

    def _of(self, frame: Frame) -> Speaker:
        head = self._doc[frame.head if frame.head is not None else frame.anchor]
        word = head.lower_
        sentence = self._sentences.get(head.i, 0)
        if word in _RELATIVE and head.pos_ in {"PRON", "DET", "SCONJ"}:
            antecedent = trees.antecedent(head)
            return Speaker() if antecedent is None else self._named(antecedent, *trees.noun_phrase(antecedent, head.i))
        if people.pronoun_gender(word) is not None:
            return self._pronouns.get(head.i) or Speaker()
        if word in {"they", "their", "them"}:
            return self._memory.several(sentence)
        if word in {"it", "its"}:
            return self._memory.thing(sentence)
        if head.pos_ == "PRON" and word in _NOBODY:
            return Speaker()
        return self._named(head, *trees.noun_phrase(head, frame.anchor))

    def _named(self, head: Token, start: int, end: int) -> Speaker:
        """Return the entity a noun phrase names, or the label it gives."""
        entity = self._entity_of(head, start, end)
        if entity is not None:
            return Speaker(entity)
        if self.voice and recordings.is_recording(head.lemma_.lower(), spoken=True):
            return Speaker(self.voice)
        span = trees.chars(self._doc, start, end)
        # A full stop without a space behind it sticks to the next word (".It said").
        label = " ".join(self._text[span.start : span.end].split()).strip(" ,").lstrip(".;:")
        if head.pos_ == "NOUN":
            known = self._repeated(head, start)
            if known is not None:
                return known
            if people.is_person_noun(head.lemma_.lower()) or head.tag_ == "NNS":
                self._labels.append((head.lower_, label))
        return Speaker(None, label or None)

    def _entity_of(self, head: Token, start: int, end: int) -> str | None:
        direct = self._at.get(head.i)
        if direct is not None:
            # two people who say the same are not one speaker
            joined = any(c.dep_ == "conj" and self._at.get(c.i, direct) != direct for c in head.children)
            return None if joined else direct
        last = self._at.get(end - 1)
        if last is not None and self._memory.is_person(last) and self._apposed(last, start, end):
            return last
        for child in head.children:
            found = self._at.get(child.i)
            if found is None or not start <= child.i < end:
                continue
            if child.dep_ == "appos" and self._memory.is_person(found):
                return found
            if child.dep_ in {"compound", "nmod", "flat"} and child.i == head.i - 1 and head.pos_ == "PROPN":
                return found
        return None

    def _apposed(self, key: str, start: int, end: int) -> bool:
        """Whether a phrase ends in a comma and the name of the person it describes, with titles."""
        at = end
        while at > start and (self._at.get(at - 1) == key or self._doc[at - 1].dep_ == "compound"):
            at -= 1
        return at > start and self._doc[at - 1].text == ","

    def _repeated(self, head: Token, start: int) -> Speaker | None:
        """Return whom a definite noun phrase takes up again: by a role, an earlier label, or as the body at hand."""
        first = self._doc[start].lower_
        definite = first in _DEFINITE or any(t.dep_ == "poss" for t in head.children)
        if not definite:
            return None
        known = self._by_role(head)
        if known is None and first in {"the", "this", "that"} and head.i - start == 1:
            same = [label for word, label in self._labels if word == head.lower_]
            if same:
                return Speaker(None, same[-1])
            if among("bodies", head.lower_):
                return self._memory.body(head.lower_, self._sentences.get(head.i, 0))
            if among("bodies_by_name", head.lower_):
                return self._of_that_name(head)
        return known

    def _of_that_name(self, head: Token) -> Speaker | None:
        """Return the one organisation named so far whose name holds the noun ("the ministry")."""
        word = head.lower_
        named = [e for e in self._entities.values() if e.type != "person" and e.id in self._memory.named]
        fits = [e.id for e in named if word in fold(e.name).split()]
        return Speaker(fits[0]) if len(fits) == 1 else None

    def _by_role(self, head: Token) -> Speaker | None:
        """Return the one person whose role the noun repeats ("the spokesman"), named before."""
        word = head.lemma_.lower()
        if head.tag_ in {"NNS", "NNPS"}:
            return None
        sentence = self._sentences.get(head.i, 0)
        before = self._memory.named
        owners = {self._at[c.i] for c in head.children if c.dep_ == "poss" and c.i in self._at}
        named = [e for e in self._entities.values() if e.type == "person" and e.id in before and e.id not in owners]
        told = {fold(c.text) for c in head.children if c.i < head.i and c.text[0].isupper() and c.dep_ != "det"}
        fits = [e.id for e in named if any(_takes_up(role.text, word, told) for role in e.roles)]
        if not fits and not owners and people.is_person_noun(word):
            return self._memory.only_person(sentence)
        if len(fits) > 1:
            fits = [key for key in fits if sentence - before[key] <= memory.CLOSE]
        return Speaker(fits[0]) if len(fits) == 1 else None


def _takes_up(role: str, noun: str, told: set[str]) -> bool:
    """Say whether a role holds the noun and none but the names `told` with it: a Tory nominee is no Labour nominee."""
    words = fold(role).split()
    names = {fold(word) for word in role.split() if word[0].isupper()} - {noun}
    return noun in words and (not told or not names or bool(told & names))


def _by_token(doc: Doc, entities: Iterable[Entity]) -> dict[int, str]:
    """Return the entity of each token that a mention covers."""
    found: dict[int, str] = {}
    for start, end, entity in sorted((m.start, m.end, e.id) for e in entities for m in e.mentions):
        for i in doc.within(start, end):
            found.setdefault(i, entity)
    return found


def _numbers(doc: Doc, blocks: Sequence[Block]) -> dict[int, int]:
    """Return the running number of the sentence of each token of the prose."""
    numbers: dict[int, int] = {}
    count = 0
    for block in blocks:
        if block.kind in _ASIDE:
            continue
        for token in doc.char_span(block.start, min(block.end, len(doc.text)), alignment_mode="expand") or ():
            count += bool(token.is_sent_start)
            numbers[token.i] = count
    return numbers
