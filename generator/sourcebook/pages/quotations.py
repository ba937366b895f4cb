"""One utterance in different renderings: translations, wordings, excerpts, aligned word by word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from markupsafe import Markup

from sourcebook.records import Page, Quote, QuoteVariant, Record, Span, VariantMember
from sourcebook.spilled import ordered, selected
from sourcebook.text import fold

from . import differing, escape, marks, render, rows
from .comparisons import META, also
from .kept import Making
from .paths import anchor, part
from .portions import portions
from .rows import Report
from .site import QUOTATIONS, Site

# How the renderings of one utterance differ, in words; what tells most comes first.
KINDS: Final = {
    "translation": "in different translations",
    "wording": "in different wordings",
    "excerpt": "one a part of the other",
    "nothing": "in the same words",
}
_LONGEST = 2_000
# Renderings of an utterance, and reports of one, that are shown.
_RENDERINGS = 24
_HOLDERS = 24


class Rendering(Record, frozen=True, kw_only=True):
    """An utterance in one wording, and who has it so."""

    html: Markup
    direct: bool
    holders: tuple[tuple[Report, str, str], ...]
    more: int


class Utterance(Record, frozen=True, kw_only=True):
    """An utterance in all its renderings."""

    id: str
    differs: str
    renderings: tuple[Rendering, ...]
    more: int


def build(making: Making) -> Iterator[Page]:
    """Yield the pages of quotations in more than one report."""
    site = making.site
    order = list(KINDS)

    def rank(variant: QuoteVariant) -> tuple[int, int, str]:
        kind = order.index(variant.differs_in) if variant.differs_in in KINDS else 1
        return kind, -len({member.article for member in variant.members}), variant.id

    variants = ordered(site.corpus.quote_variants, rank)
    between = selected(variants, [number for number, each in enumerate(variants) if _between_reports(each)])
    # A page holds so many lines, not utterances: one may be quoted by hundreds.
    split = portions(between, site.options.rows, name=lambda variant: variant.id, weight=_lines)
    for nth, each in enumerate(split, start=1):
        place = (nth, len(split), len(between) if nth == 1 else 0)
        yield from making.page(part(QUOTATIONS, nth), _page, variants=list(each), place=place)


def _page(site: Site, path: str, variants: list[QuoteVariant], place: tuple[int, int, int]) -> Page:
    nth, pages, total = place
    return render.page(
        path,
        "Quotations in several reports",
        "quotations",
        meta=META,
        utterances=[_utterance(site, path, variant) for variant in variants],
        total=total,
        also=also(site, path),
        pager=site.pager(path, QUOTATIONS, nth, pages),
        nth=nth,
    )


def _lines(variant: QuoteVariant) -> int:
    return min(len(variant.members), _RENDERINGS)


def _between_reports(variant: QuoteVariant) -> bool:
    return len({member.article for member in variant.members}) > 1


def _utterance(site: Site, path: str, variant: QuoteVariant) -> Utterance:
    alike: dict[str, list[VariantMember]] = {}
    for member in variant.members:
        if member.article in site.articles:
            alike.setdefault(fold(_text(site, member)), []).append(member)
    # Most reports first: of an utterance in hundreds of wordings these are shown.
    every = sorted(alike.values(), key=lambda group: -len(group)) if len(alike) > _RENDERINGS else list(alike.values())
    groups = every[:_RENDERINGS]
    texts = [_text(site, group[0]) for group in groups]
    first: set[Span] = set()
    shown: list[Markup] = []
    for text in texts[1:]:
        mine, theirs = differing.stretches(texts[0], text)
        first |= set(mine)
        shown.append(differing.marked(text, theirs, "ins"))
    if texts:
        shown.insert(0, differing.marked(texts[0], first, "del"))
    return Utterance(
        id=anchor(variant.id),
        differs=_differs(variant) if len(groups) > 1 else KINDS["nothing"],
        renderings=tuple(
            Rendering(
                html=html,
                direct=_is_direct(site, group[0]),
                holders=tuple(_holder(site, path, member) for member in group[:_HOLDERS]),
                more=max(0, len(group) - _HOLDERS),
            )
            for html, group in zip(shown, groups, strict=True)
        ),
        more=len(every) - len(groups),
    )


def _differs(variant: QuoteVariant) -> str:
    return KINDS.get(variant.differs_in, f"different {escape.one_line(variant.differs_in)}")


def _is_direct(site: Site, member: VariantMember) -> bool:
    quote = _quote(site, member)
    return quote is not None and quote.kind == "direct"


def _text(site: Site, member: VariantMember) -> str:
    text = site.articles[member.article].text
    start, end = member.start, member.end
    if start >= end:
        quote = _quote(site, member)
        start, end = (quote.content[0].start, quote.content[-1].end) if quote and quote.content else (0, 0)
    return text[start : min(end, start + _LONGEST)]


def _quote(site: Site, member: VariantMember) -> Quote | None:
    return next((quote for quote in site.quotes.get(member.article, ()) if quote.id == member.quote), None)


def _holder(site: Site, path: str, member: VariantMember) -> tuple[Report, str, str]:
    """Return a report that has a rendering, the speaker it names, and through whom it has it."""
    quote = _quote(site, member)
    mediator = escape.shortened(member.mediator or "", 120)
    if not mediator and quote and quote.channel:
        text = site.articles[member.article].text
        mediator = escape.shortened(text[quote.channel.start : quote.channel.end], 120)
    start = member.start if member.start < member.end or not quote or not quote.content else quote.content[0].start
    report = rows.report(site, path, member.article, start)
    return report, marks.speaker(site, quote) if quote else "", mediator
