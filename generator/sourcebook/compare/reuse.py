"""Shared text: passages that two articles have in common, word for word or nearly.

Seeds are word shingles found in one sorted array (as in the shingling of Broder, 1997); around each pair's seeds the
two texts are aligned. Both steps are near-linear in the number of articles unless nearly all share the same words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np

from sourcebook.compare.spoken import spoken
from sourcebook.compare.words import FUNCTION_WORDS, Word, content_count, quoted_share, words_of
from sourcebook.records import Article, ArticleSpan, Quote, Reuse
from sourcebook.text import Ids, normalise

# The shortest passage that counts, in words that both sides share.
LEAST_WORDS = 8
# A short passage must carry so many words of its own beyond names and function words; titles of bodies and offices,
# and formulas of attribution, recur without copying.
LEAST_CONTENT = 4
SHORT_PASSAGE = 14
# From this length on a passage with a verb form of its own, outside "according to", says something.
CLAUSE_WORDS = 10
AUXILIARIES = frozenset(
    ["has", "have", "had", "is", "are", "was", "were", "been", "will", "would", "could", "can", "may", "might", "must"]
)
# Words either side may have of its own between two shared runs of one passage.
LARGEST_GAP = 5
# Of the words that a passage spans on both sides, so many must be shared; a patchwork of fewer is a paraphrase.
LEAST_SHARED = 0.7
# A passage of several runs must share more words than a verbatim one, and one run that is no formula.
LEAST_NEAR = 9
LEAST_RUN = 6
# Shared runs shorter than this do not join a passage.
SHORTEST_RUN = 2
# How far beyond the outermost seeds a passage may reach, in words.
REACH = 40
# Seeds: short in a small folder, so that reworded passages are found; longer where chance meetings are many.
SEED_WORDS = 4
SEED_WORDS_LARGE = 6
LARGE_FOLDER = 300
# A seed must hold so many words of content, else it meets by chance; a run of the least length needs none.
SEED_CONTENT = 2
# A seed that more articles share is paired with the first of them only, so that the work stays linear.
COMMON_SEED = 30
# A seed that one article repeats is taken at its first places only; words repeated beyond that are a refrain or a list.
SAME_SEED = 3
# Two articles are aligned around so many seeds in vain, at most (news reports: below 200), so that no pair takes long.
MOST_IN_VAIN = 1_000


class Passage(NamedTuple):
    """Shared words: first and last word on both sides (inclusive), and how many are shared."""

    a_first: int
    a_last: int
    b_first: int
    b_last: int
    shared: int


def find(articles: Sequence[Article], quotes: Iterable[Quote] = ()) -> tuple[Reuse, ...]:
    """Find the passages that any two of the articles, or two places of one, share.

    Args:
        articles: in the order of their ids.
        quotes: quotations of all articles; a passage that is mostly a quotation is marked, for a quotation that two
            reports share is not copying.

    Returns:
        Passages, each within one block on both sides, ordered by the articles and the place in the first.
    """
    words = [words_of(article) for article in articles]
    quoted: dict[str, list[tuple[int, int]]] = defaultdict(list)
    texts = {article.id: normalise(article.text) for article in articles}
    for quote in quotes:
        if quote.kind != "indirect":
            for span in quote.content:
                quoted[quote.article] += spoken(texts[quote.article], span.start, span.end)
    found: list[Reuse] = []
    ids = Ids("r", "")
    for (a, b), seeds in sorted(_seeds(words).items()):
        pair = (articles[a], articles[b])
        passages = _passages(words[a], words[b], seeds, same=a == b)
        found.extend(_record(pair, (words[a], words[b]), passage, quoted, ids) for passage in passages)
    return tuple(found)


def shared_share(article: Article, reuse: Iterable[Reuse]) -> float:
    """Return which share (0 to 1) of an article's compared words also stands in another article."""
    words = words_of(article)
    spans = [
        (side.start, side.end)
        for passage in reuse
        if passage.a.article != passage.b.article
        for side in (passage.a, passage.b)
        if side.article == article.id
    ]
    return quoted_share(words, spans)


def _seeds(words: Sequence[Sequence[Word]]) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Return for each pair of articles where equal shingles start; a pair may be an article with itself."""
    numbers: dict[str, int] = {}
    forms = np.array([numbers.setdefault(w.form, len(numbers)) for text in words for w in text], dtype=np.uint64)
    owner = np.repeat(np.arange(len(words)), [len(text) for text in words])
    first = np.concatenate([[0], np.cumsum([len(text) for text in words])])
    function = np.array([form in FUNCTION_WORDS for form in numbers], dtype=np.int64)
    length = SEED_WORDS if len(words) <= LARGE_FOLDER else SEED_WORDS_LARGE
    pairs: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for size, content in ((length, SEED_CONTENT), (LEAST_WORDS, 0)):
        for group in _groups(forms, owner, function, size=size, content=content):
            _pair([(int(owner[p]), int(p - first[owner[p]])) for p in group], pairs)
    return pairs


def _groups(
    forms: np.ndarray, owner: np.ndarray, function: np.ndarray, *, size: int, content: int
) -> Iterable[np.ndarray]:
    """Yield the positions of each shingle of `size` words that stands more than once, in text order."""
    count = len(forms) - size + 1
    if count <= 0:
        return
    hashes = np.zeros(count, dtype=np.uint64)
    plain = np.zeros(count, dtype=np.int64)
    for offset in range(size):
        part = forms[offset : offset + count]
        hashes = hashes * np.uint64(1_000_003) + (part + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        plain += function[part.astype(np.int64)]
    usable = (owner[:count] == owner[size - 1 :]) & (plain <= size - content)
    positions = np.flatnonzero(usable)
    order = positions[np.argsort(hashes[positions], kind="stable")]
    bounds = np.flatnonzero(np.diff(hashes[order])) + 1
    starts, ends = np.concatenate([[0], bounds]), np.concatenate([bounds, [len(order)]])
    for n in np.flatnonzero(ends - starts > 1):
        yield order[starts[n] : ends[n]]


def _pair(places: Sequence[tuple[int, int]], pairs: dict[tuple[int, int], list[tuple[int, int]]]) -> None:
    """Add the pairs of places of one shingle; of a very common one only those with its first place and neighbours."""
    seen: Counter[int] = Counter()
    kept = []
    for place in places:
        seen[place[0]] += 1
        if seen[place[0]] <= SAME_SEED:
            kept.append(place)
    places = kept
    common = len(places) > COMMON_SEED
    for i, (a, at) in enumerate(places):
        others = places[i + 1 :] if not common or i == 0 else places[i + 1 : i + 2]
        for b, there in others:
            pairs[a, b].append((at, there))


def _passages(
    a: Sequence[Word], b: Sequence[Word], seeds: Sequence[tuple[int, int]], *, same: bool
) -> Iterable[Passage]:
    """Yield the passages around the seeds of two articles; each seed belongs to at most one."""
    done: list[Passage] = []
    in_vain = 0
    for at, there in sorted(seeds):
        if any(p.a_first <= at <= p.a_last and p.b_first <= there <= p.b_last for p in done):
            continue
        if in_vain == MOST_IN_VAIN:
            return
        passage = _align(a, b, at, there)
        if passage is None or (same and passage.b_first <= passage.a_last):
            in_vain += 1
        elif not any(
            p.a_first < passage.a_last
            and passage.a_first < p.a_last
            and p.b_first < passage.b_last
            and passage.b_first < p.b_last
            for p in done
        ):
            done.append(passage)
            yield passage
        else:
            in_vain += 1


def _align(a: Sequence[Word], b: Sequence[Word], at: int, there: int) -> Passage | None:
    """Align two articles around equal words, within one block on each side; ``None`` where too little is shared."""
    a_from, a_to = _window(a, at)
    b_from, b_to = _window(b, there)
    if a_to - a_from == b_to - b_from and all(a[a_from + n].form == b[b_from + n].form for n in range(a_to - a_from)):
        # Most shared passages are whole blocks; they need no alignment.
        length = a_to - a_from
        return Passage(a_from, a_to - 1, b_from, b_to - 1, length) if length >= LEAST_WORDS else None
    matcher = SequenceMatcher(None, [w.form for w in a[a_from:a_to]], [w.form for w in b[b_from:b_to]], autojunk=False)
    runs = [
        (run.a + a_from, run.b + b_from, run.size) for run in matcher.get_matching_blocks() if run.size >= SHORTEST_RUN
    ]
    core = next((n for n, (x, y, size) in enumerate(runs) if x <= at < x + size and at - x == there - y), None)
    if core is None:
        return None
    low, high = core, core
    while low > 0 and _near(runs[low - 1], runs[low]):
        low -= 1
    while high + 1 < len(runs) and _near(runs[high], runs[high + 1]):
        high += 1
    while high > low and _share(runs[low : high + 1]) < LEAST_SHARED:
        # The shorter of the outer runs goes first; a verbatim core stays.
        if high > core and (low == core or runs[high][2] <= runs[low][2]):
            high -= 1
        else:
            low += 1
    kept = runs[low : high + 1]
    last = kept[-1]
    passage = Passage(kept[0][0], last[0] + last[2] - 1, kept[0][1], last[1] + last[2] - 1, sum(r[2] for r in kept))
    words = [a[n] for x, _, size in kept for n in range(x, x + size)]
    whole = len(words) == a_to - a_from == b_to - b_from
    return passage if _enough(kept) and (whole or _says_something(words)) else None


def _share(runs: Sequence[tuple[int, int, int]]) -> float:
    """Return which share (0 to 1) of the words between the first and last of some runs is shared, over both sides."""
    first, last = runs[0], runs[-1]
    spanned = last[0] + last[2] - first[0] + last[1] + last[2] - first[1]
    return 2 * sum(size for _, _, size in runs) / spanned


def _enough(runs: Sequence[tuple[int, int, int]]) -> bool:
    """Return whether shared runs are long enough for a passage."""
    sizes = [size for _, _, size in runs]
    return sum(sizes) >= (LEAST_WORDS if len(runs) == 1 else LEAST_NEAR) and max(sizes) >= LEAST_RUN


def _says_something(words: Sequence[Word]) -> bool:
    """Return whether shared words are more than a name, a title or a formula of attribution."""
    if len(words) >= SHORT_PASSAGE or content_count(words) >= LEAST_CONTENT:
        return True
    forms = [word.form for word in words]
    return len(words) >= CLAUSE_WORDS and bool(AUXILIARIES & set(forms)) and "according" not in forms


def _near(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    gaps = (other[0] - one[0] - one[2], other[1] - one[1] - one[2])
    # A long shared run carries over a longer gap than a short one does.
    return max(gaps) <= LARGEST_GAP + min(one[2], other[2]) // 2


def _window(words: Sequence[Word], at: int) -> tuple[int, int]:
    block = words[at].block
    start, end = at, at
    while start > 0 and words[start - 1].block == block and at - start < 4 * REACH:
        start -= 1
    while end < len(words) and words[end].block == block and end - at < 4 * REACH:
        end += 1
    return start, end


def _record(
    pair: tuple[Article, Article],
    words: tuple[Sequence[Word], Sequence[Word]],
    passage: Passage,
    quoted: Mapping[str, Sequence[tuple[int, int]]],
    ids: Ids,
) -> Reuse:
    sides = (words[0][passage.a_first : passage.a_last + 1], words[1][passage.b_first : passage.b_last + 1])
    spans = [
        ArticleSpan(article=article.id, start=side[0].start, end=side[-1].end)
        for article, side in zip(pair, sides, strict=True)
    ]
    forms = [[word.form for word in side] for side in sides]
    similarity = 1.0 if forms[0] == forms[1] else SequenceMatcher(None, forms[0], forms[1], autojunk=False).ratio()
    texts = [article.text[span.start : span.end] for article, span in zip(pair, spans, strict=True)]
    in_quotation = [quoted_share(side, quoted.get(article.id, ())) for article, side in zip(pair, sides, strict=True)]
    return Reuse(
        id=ids.make((pair[0].id, pair[1].id, *texts)),
        a=spans[0],
        b=spans[1],
        words=passage.shared,
        similarity=round(similarity, 3),
        kind="verbatim" if similarity == 1.0 else "near",
        quoted=min(in_quotation) > 0.8,  # noqa: PLR2004 - all but a stray word
    )
