"""Attributions that a verb makes: who says, reports, thinks or wants what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.attributed import inverted, only_described
from sourcebook.annotate.quotes import complements, extents, lexicon, trees, who
from sourcebook.annotate.quotes.model import Frame

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from sourcebook.parsed import Doc, Token
    from sourcebook.records import Span

_POST_FORMS = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_PASSIVE = frozenset({"clause", "to"})
# "to" and a verb alone say nothing of what is meant.
_BARE_INFINITIVE = 2
# "A video last month showing ...": the image stands so many words before its verb at most.
_CLOSE = 4
_PAUSES = frozenset({",", '"', "-", "–", "—", "--"})
_FORESAID = frozenset({"as", "also", "later", "then"})
# Adverbials before a verb of saying are not what is said.
_ADVERBIALS = frozenset(
    {"advcl", "prep", "npadvmod", "advmod", "mark", "cc", "punct", "nsubj", "nsubjpass", "aux", "neg"}
)


def find(doc: Doc, quoted: Container[int]) -> Iterator[Frame]:
    """Yield the attributions made by verbs, in the order of their verbs.

    Args:
        doc: the parse of a whole article.
        quoted: indices of the tokens in quotation marks.
    """
    for token in doc:
        takes = _takes(token) if token.pos_ in {"VERB", "AUX"} else {}
        if takes and not _adjectival(token) and not only_described(token):
            frame = _frame(token, takes, quoted)
            if frame is not None:
                yield frame


def _adjectival(verb: Token) -> bool:
    """Whether a participle only describes ("the self-proclaimed capital", "when asked about it")."""
    when = any(c.lower_ in {"when", "if", "once"} for c in verb.children)
    if verb.tag_ == "VBN" and verb.dep_ == "advcl" and when and trees.own_subject(verb) is None:
        return True
    return verb.dep_ == "amod" or (
        verb.i > 0 and verb.doc[verb.i - 1].text == "-" and not verb.doc[verb.i - 1].whitespace_
    )


def _takes(verb: Token) -> dict[str, str]:
    words = lexicon.load().verbs
    particle = next((c for c in verb.children if c.dep_ == "prt" and c.i > verb.i), None)
    lemma = verb.lemma_.lower()
    if lemma == "hop" and "pp" not in verb.lower_:
        # the model's lemma of "hoped" and "hoping"
        lemma = "hope"
    if particle is not None:
        return words.get(f"{lemma} {particle.lower_}", {})
    return words.get(lemma, {})


def _frame(verb: Token, takes: dict[str, str], quoted: Container[int]) -> Frame | None:
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children) or who.agent(verb) is not None
    if "post" in takes and inverted(verb):
        return _parenthetical(verb, takes["post"], quoted)
    for complement, tokens in complements.of_verb(verb):
        if complement in takes and tokens and (not passive or complement in _PASSIVE):
            head = who.agent(verb) if passive else who.speaker(verb, quoted)
            if head is not None and head.i in {t.i for t in tokens}:
                head = None
            content = extents.around(verb, tokens, head, complement, quoted)
            if content and _sound(verb, head, complement, tokens):
                return _made(verb, head, content, takes[complement], f"verb-{complement}")
    if passive:
        return _passive(verb, takes)
    if "post" in takes:
        return _parenthetical(verb, takes["post"], quoted)
    return _bare(verb, takes.get("quote", "stance"), quoted)


def _sound(verb: Token, head: Token | None, complement: str, tokens: list[Token]) -> bool:
    """Whether somebody or something that can speak stands by the cue."""
    bare = complement == "to" and len([t for t in tokens if not t.is_punct]) <= _BARE_INFINITIVE
    if head is None or bare:
        return complement == "clause"
    lists = lexicon.load().lists
    if any(c.lower_ == "as" and any(p.dep_ == "pcomp" for p in c.children) for c in verb.children):
        return False
    if complement == "object" and any(t.head == verb and _speaks_itself(t) for t in tokens):
        return False
    if verb.tag_ == "VBG" and any(
        t.lemma_.lower() in lists["images"] for t in verb.doc[max(0, verb.i - _CLOSE) : verb.i]
    ):
        return False
    named = (trees.antecedent(head) or head) if head.pos_ == "PRON" else head
    if named.lemma_.lower() in lists["images"]:
        return False
    return not any(t.lower_.endswith(("self", "selves")) and t.dep_ in trees.SUBJECTS for t in tokens[:1])


def _speaks_itself(noun: Token) -> bool:
    """Whether the object is a text, or the claim of somebody named with it: then the act on it is not what is said."""
    if noun.lemma_.lower() in lexicon.load().texts:
        return True
    held = any(c.dep_ == "poss" and c.pos_ != "PRON" for c in noun.children)
    return held and noun.lemma_.lower() in lexicon.load().nouns and any(c.dep_ == "acl" for c in noun.children)


def _made(verb: Token, head: Token | None, content: tuple[Span, ...], force: str, rule: str) -> Frame:
    doc = verb.doc
    source = None
    if head is not None:
        source = trees.tidy(doc.text, trees.chars(doc, *trees.noun_phrase(head, verb.i)))
    cue = trees.chars(doc, *trees.auxiliaries(verb))
    return Frame(verb.i, cue, source, None if head is None else head.i, content, force, rule)


def _passive(verb: Token, takes: dict[str, str]) -> Frame | None:
    """A passive: the agent is the source, the subject is what it is about."""
    agent = who.agent(verb)
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if agent is None or subject is None or not ({"object", "naming"} & takes.keys()):
        return None
    doc = verb.doc
    rest = [c for c in verb.children if c.dep_ == "oprd" or (c.dep_ == "prep" and c.lower_ in {"as", "with"})]
    spans = [trees.chars(doc, *trees.noun_phrase(subject, verb.i))]
    spans.extend(trees.chars(doc, *trees.extent(c.subtree)) for c in rest)
    force = takes.get("object", takes.get("naming", "statement"))
    return _made(verb, agent, tuple(spans), force, "verb-passive")


def _parenthetical(verb: Token, force: str, quoted: Container[int]) -> Frame | None:
    """A verb of saying without a complement in the parse that stands behind or inside what is said."""
    head = who.speaker(verb, quoted)
    complete = any(c.dep_ in {"xcomp", "ccomp"} or (c.dep_ == "dobj" and c != head) for c in verb.children)
    own = trees.own_subject(verb)
    if (
        head is None
        or complete
        or verb.dep_ == "relcl"
        or verb.tag_ not in _POST_FORMS
        or (own is None and head.i < verb.i)
    ):
        return _bare(verb, force, quoted)
    doc = verb.doc
    low, high = extents.bounds(verb, head)
    while low > verb.sent.start and doc[low - 1].lower_ in _FORESAID:
        low -= 1
    low = trees.title_before(doc, low)
    first, last = extents.sentence_part(verb, low, high)
    content: list[Span | None] = []
    if low > first and doc[low - 1].text in _PAUSES and not _adverbial(verb, first, low):
        content.append(trees.tidy(doc.text, trees.chars(doc, first, low)))
        if high < last and doc[high].text == ",":
            content.append(trees.tidy(doc.text, trees.chars(doc, high, last)))
    kept = tuple(s for s in content if s is not None)
    return _made(verb, head, kept, force, "verb-post") if kept else _bare(verb, force, quoted)


def _adverbial(verb: Token, first: int, low: int) -> bool:
    """Whether what stands before the cue only says when, where or how it was said."""
    for token in verb.doc[first:low]:
        top = token
        while top.head.i != verb.i and top.head != top:
            top = top.head
        if top.head.i != verb.i or top.dep_ not in _ADVERBIALS:
            return False
    return True


def _bare(verb: Token, force: str, quoted: Container[int]) -> Frame:
    """A cue that only a passage in quotation marks beside it can fill."""
    return _made(verb, who.speaker(verb, quoted), (), force, "verb-bare")
