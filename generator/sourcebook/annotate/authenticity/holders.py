"""Who holds a stance: whoever takes it, whoever is quoted with it, else the article itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.attributed import attributions
from sourcebook.annotate.authenticity import grammar
from sourcebook.annotate.authenticity.claims import claimant
from sourcebook.annotate.lexicon_file import groups
from sourcebook.annotate.stretches import Stretches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sourcebook.annotate.authenticity.finding import Finding
    from sourcebook.parsed import Doc, Token
    from sourcebook.records import Article, Quote, Source

_BACK = 8  # tokens between a claim and its clause


def _in_own_words(finding: Finding) -> bool:
    """Tell whether a recording is named as that of whoever speaks in it: "in his message he says"."""
    first: str = finding.anchor.doc[finding.cue[0]].pos_
    return first == "ADP"


class Holders:
    """Looks up the source that stands behind a stretch of an article."""

    def __init__(
        self, article: Article, doc: Doc, quotes: Sequence[Quote], sources: Sequence[Source], at: Mapping[int, str]
    ) -> None:
        self._cited = Stretches((c.start, c.end, s.id) for s in sources for c in s.citations if c.article == article.id)
        self._by_quote = {q: s.id for s in sources for c in s.citations for q in c.quotes}
        by_entity = {s.entity: s.id for s in sources if s.entity is not None}
        for quote in quotes:
            if quote.id not in self._by_quote and quote.speaker in by_entity:
                self._by_quote[quote.id] = by_entity[quote.speaker]
        self._quotes = Stretches((p.start, p.end, q.id) for q in quotes for p in q.content)
        said = []
        for each in attributions(doc):
            head, (start, end) = doc[each.head], each.content
            source = self._at(head)
            if end > start and source is not None and each.shape in {"says", "according", "maker"}:
                last = doc[end - 1]
                said.append((doc[start].idx, last.idx + len(last), source))
        self._said = Stretches(said)
        self._named = {i: by_entity[e] for i, e in at.items() if e in by_entity}

    def of(self, finding: Finding) -> str | None:
        """Return the id of the source that holds a finding's stance, ``None`` for the article's own voice."""
        taker = finding.holder
        if taker is not None:
            own = self._at(taker) or self._named.get(taker.i)
            if own is not None:
                return own
            pronoun = taker.lower_ in {"he", "she", "they", "it", "i", "we", "that", "who"}
            if (finding.rule in {"claimed", "claiming"} and taker.lower_ != "i") or (not pronoun and taker.ent_type_):
                return None
        if finding.rule == "scare-quoted" or (finding.rule == "provenance" and _in_own_words(finding)):
            return None
        at = finding.anchor.idx
        # Who publishes a recording is told by the article, or by whom it cites for it, not in what is quoted from it.
        quotes = self._quotes.at(at) if finding.rule != "provenance" else ()
        quoted = [(e - s, self._by_quote[q]) for s, e, q in quotes if q in self._by_quote]
        said = [(e - s, source) for s, e, source in self._said.at(at)]
        if quoted or said:
            return min(quoted + said)[1]
        return self._above(finding)

    def _above(self, finding: Finding) -> str | None:
        """Return the source whose word of saying or claiming governs the clause of a finding."""
        words, below = groups("sources"), finding.anchor
        if finding.rule == "provenance":
            return None
        for each in grammar.up(finding.anchor, 4):
            below, link = each, below.dep_
            if link not in {"ccomp", "xcomp", "acl", "acomp", "attr", "advmod", "conj", "nsubj", "oprd"}:
                return None
            if link in {"ccomp", "xcomp"} and each.pos_ == "VERB" and each.lemma_.lower() in words["say"]:
                about = grammar.subject(each)
                return self._at(about) if about is not None and about.i != finding.anchor.i else None
            if each.pos_ == "NOUN" and each.lemma_.lower() in words["made"] | groups("authenticity")["claim"]:
                whose = claimant(each)
                return self._at(whose) if whose is not None else None
        return self._claimed_by(finding)

    def _claimed_by(self, finding: Finding) -> str | None:
        """Return the maker in "claims by the army that they had", where the parse hangs the clause on another word."""
        first, _ = grammar.clause(finding.anchor)
        doc, start = finding.anchor.doc, finding.anchor.sent.start
        if doc[first].lower_ != "that":
            return None
        for noun in reversed(doc[max(start, first - _BACK) : first]):
            if noun.pos_ == "NOUN" and noun.lemma_.lower() in groups("sources")["made"]:
                by = (c for c in noun.children if c.lower_ in {"by", "from"} and c.right_edge.i == first - 1)
                return next(filter(None, (self._at(m) for b in by for m in b.children)), None)
        return None

    def _at(self, token: Token) -> str | None:
        """Return the source whose words cover a token."""
        covering = [(end - start, source) for start, end, source in self._cited.at(token.idx)]
        return min(covering, default=(0, None))[1]
