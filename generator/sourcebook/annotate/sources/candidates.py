"""Every place where an article leans on something: from quotations, from the parse, from credits and datelines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.attributed import CLAUSES, PRONOUNS, Attribution, attributions, phrase
from sourcebook.annotate.lexicon_file import groups
from sourcebook.annotate.sources.cited_for import of_attribution, published
from sourcebook.annotate.sources.credits import from_credits
from sourcebook.annotate.sources.speech import from_quotes
from sourcebook.annotate.sources.view import NAMED, Candidate, Context, entity_named, may_speak
from sourcebook.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sourcebook.parsed import Token

# Reports whose maker is the source; a study or a statement is a document of its own.
_NEWS = frozenset({"report", "story", "article", "editorial", "op-ed", "dispatch"})


def candidates(view: Context) -> list[Candidate]:
    """Return the candidates of an article in text order."""
    found = [*from_quotes(view), *_from_parse(view), *from_credits(view)]
    found = [c for c in found if not _made_by_another(c, found)]
    return sorted(found, key=lambda c: (c.start, c.end))


def _made_by_another(report: Candidate, found: Sequence[Candidate]) -> bool:
    """Tell whether "a report in X" stands beside X, which is the source."""
    if report.entity is not None or report.head is None or report.head.lemma_.lower() not in _NEWS:
        return False
    return any(
        c.shape in {"maker", "news report"} and report.start < c.start and c.end <= report.end and c.entity is not None
        for c in found
    )


def _from_parse(view: Context) -> Iterator[Candidate]:
    for each in attributions(view.doc):
        head = view.doc[each.head]
        if view.prose(head.idx):
            made = _of_attribution(view, each)
            if made is not None:
                yield made
    publish = groups("sources")["publish"]
    for token in view.doc:
        on = token.dep_ == "prep" and token.lower_ in {"on", "in"}
        if on and token.head.lemma_.lower() in publish and view.prose(token.idx):
            yield from _published_on(view, token)


def _of_attribution(view: Context, each: Attribution) -> Candidate | None:
    head = view.doc[each.head]
    if head.lower_ in PRONOUNS:
        return _pronoun(view, head, each)
    if head.lemma_.lower() in groups("sources")["document"] and _whose(view, head) is not None:
        return _report_of(view, head, each)
    return _of_name(view, head, each) if _tells(view, each) else None


def _of_name(view: Context, head: Token, each: Attribution) -> Candidate | None:
    cue, (start, end) = view.doc[each.cue], _bounds(view, each)
    entity = entity_named(view, head)
    in_paper = each.shape == "maker" and cue.lemma_.lower() in _NEWS and cue.i < head.i and head.head.lower_ == "in"
    shape = "news report" if in_paper else each.shape
    made = Candidate(start, end, head, entity, shape, of_attribution(view.doc, each))
    if each.shape == "told":
        return made if _is_outlet(view, made) else None
    if entity is not None or may_speak(head, each.shape):
        return made
    named = head.pos_ == "PROPN" and each.shape not in {"maker", "agent"} and head.ent_type_ in NAMED
    return made if named else None


def _tells(view: Context, each: Attribution) -> bool:
    """Tell whether an attribution tells what is said, or who brought something before the public."""
    cue = view.doc[each.cue]
    if each.shape == "agent":
        return _public(cue, view.doc[each.head]) and not _does_to(cue)
    return each.shape != "says" or _asserts(view, each)


def _does_to(verb: Token) -> bool:
    """Tell whether a passive tells what its agent did to a thing: "contested by scholars", not "described by them"."""
    words = groups("sources")
    tells = words["told"] | words["publish"] | {"identify", "describe", "announce", "record"}
    return verb.lemma_.lower() in words["does"] - tells


def _asserts(view: Context, each: Attribution) -> bool:
    """Tell whether something is said: with nothing but a thing as object only some verbs do, unless it is quoted.

    "Denied the report" leans on who denied it; "declared a holiday", "threatened the town" tell what somebody did.
    """
    cue, words = view.doc[each.cue], groups("sources")
    thing = any(c.dep_ == "dobj" for c in cue.children) and not any(c.dep_ in CLAUSES for c in cue.children)
    if not thing or cue.lemma_.lower() in words["opinion"] or cue.lemma_.lower() not in words["does"]:
        return True
    return any(t.is_quote for t in view.doc[each.content[0] : each.content[1]])


def _whose(view: Context, report: Token) -> str | None:
    """Return the body whose report it is: "an X report", "a report in X"."""
    near = [c for c in report.children if c.dep_ in {"compound", "nmod", "poss"}]
    near += [c for p in report.children if p.lower_ in {"in", "by"} and p.dep_ == "prep" for c in p.children]
    if report.lemma_.lower() not in _NEWS:
        return None
    found = [view.at[c.i] for c in near if c.i in view.at and c.pos_ == "PROPN"]
    return next((e for e in found if view.entities[e].type == "organisation"), None)


def _report_of(view: Context, report: Token, each: Attribution) -> Candidate:
    start, end = _bounds(view, each)
    return Candidate(start, end, report, _whose(view, report), "news report", of_attribution(view.doc, each))


def _public(verb: Token, maker: Token) -> bool:
    """Tell whether what is done by `maker` is saying, or bringing something before the public."""
    words = groups("sources")
    if verb.lemma_.lower() not in words["publish"] or verb.lemma_.lower() == "report":
        return True
    if maker.lemma_.lower() in words["arm-own"] | words["follower"]:
        return True
    return any(t.lemma_.lower() in words["made-public"] for t in verb.doc[verb.sent.start : verb.i])


def _pronoun(view: Context, head: Token, each: Attribution) -> Candidate | None:
    """Return what a pronoun stands for where a quotation has settled it."""
    for quote in view.quotes:
        if (
            quote.source
            and quote.speaker
            and quote.source.start <= head.idx < quote.source.end
            and not quote.in_recording
        ):
            return Candidate(
                head.idx, head.idx + len(head), head, quote.speaker, each.shape, of_attribution(view.doc, each)
            )
    return None


def _bounds(view: Context, each: Attribution) -> tuple[int, int]:
    last = view.doc[each.end - 1]
    return view.doc[each.start].idx, last.idx + len(last)


def _is_outlet(view: Context, made: Candidate) -> bool:
    """Tell whether who was told something is an outlet rather than a person, a place or a body of state."""
    entity = view.entities.get(made.entity or "")
    name = fold(entity.name if entity else view.article.text[made.start : made.end])
    if view.article.outlet and fold(view.article.outlet) in {name, name.removeprefix("the ")}:
        return False
    if set(name.split()) & groups("sources")["state"]:
        return False
    if set(name.split()) & groups("sources")["outlet"] and (entity is None or entity.type != "person"):
        return True
    return entity.type == "organisation" if entity else bool(made.head and made.head.ent_type_ == "ORG")


def _published_on(view: Context, prep: Token) -> Iterator[Candidate]:
    """Yield a side's own website or accounts: "posted on a militant website"."""
    words = groups("sources")
    for head in prep.children:
        if head.dep_ == "pobj" and head.lemma_.lower() in words["arm"]:
            start, end = phrase(head)
            inside = {t.lemma_.lower() for t in view.doc[start:end]}
            if inside & (words["party"] - {"group"}):
                last = view.doc[end - 1]
                yield Candidate(view.doc[start].idx, last.idx + len(last), head, None, "agent", published(prep.head))
