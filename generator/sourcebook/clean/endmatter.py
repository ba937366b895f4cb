"""Another story that was appended after the end of this one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from sourcebook.clean.lines import Line
from sourcebook.clean.page import Page

# What ends a story stands in its second half.
EARLIEST_END = 0.4
# Names that make up a story are named so often, and so many of the most frequent are looked for.
LEAST_MENTIONS = 3
CENTRAL_NAMES = 3
LEAST_PARAGRAPHS = 2


def judge(page: Page) -> None:
    """Mark the paragraphs after the story's end that tell of other people, and of none of this story's."""
    end = _end_mark(page)
    if end is None:
        return
    before = [ln for ln in page.lines[:end] if page.kind(ln.number) == "body"]
    after = [ln for ln in page.lines[end + 1 :] if page.kind(ln.number) == "body"]
    if len(after) < LEAST_PARAGRAPHS or len(before) < LEAST_PARAGRAPHS:
        return
    people = {t.text for ln in [*before, *after] for t in ln.tokens if t.pos_ == "PROPN" and t.ent_type_ == "PERSON"}
    ours, theirs = _count(people, before), _count(people, after)
    central = [name for name, count in ours.most_common(CENTRAL_NAMES) if count >= LEAST_MENTIONS][:CENTRAL_NAMES]
    main = central[0] if central else None
    new = [name for name, count in theirs.items() if count >= LEAST_MENTIONS and name not in ours]
    if main is None or main in theirs or not new:
        return
    for line in after:
        page.verdicts[line.number] = ("related", "another story, appended after the end of this one")


def _end_mark(page: Page) -> int | None:
    """The last appeal to readers or credit in the second half that prose follows."""
    marks = [
        line.number
        for line in page.lines
        if page.kind(line.number) == "credit" and line.number >= EARLIEST_END * len(page.lines)
    ]
    return marks[0] if marks else None


def _count(people: AbstractSet[str], lines: Sequence[Line]) -> Counter[str]:
    """Count the words of people's names, also where the parse takes them for something else."""
    return Counter(t.text for line in lines for t in line.tokens if t.text in people)
