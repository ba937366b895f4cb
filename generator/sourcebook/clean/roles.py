"""Rules that tell what a line is from its place and its neighbours: title, standfirst, caption, heading, link, prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from sourcebook.clean import alone, shapes
from sourcebook.clean.alone import Verdict
from sourcebook.clean.lines import Line
from sourcebook.clean.overlap import repeats

PROSE: Verdict = ("body", "prose")
# Where fewer of the longer lines close with a stop, a missing stop tells nothing.
LEAST_SHARE_STOPPED = 0.5
LONG = 12
SAME_TITLE = 92.0
MOST_HIGHLIGHTS = 8
# The standfirst stands so near the top.
TOP_LINES = 3


@dataclass
class Page:
    """The lines of an article and what they have been taken for so far."""

    lines: Sequence[Line]
    given_title: str
    repeated: frozenset[str]
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    title: Line | None = None

    def open(self) -> Iterator[Line]:
        """Give the lines that nothing is known of yet."""
        return (line for line in self.lines if line.number not in self.verdicts)

    def kind(self, number: int) -> str | None:
        """Return what a line has been taken for."""
        verdict = self.verdicts.get(number)
        return verdict[0] if verdict else None


def judge(page: Page) -> None:
    """Give every line of `page` its verdict."""
    for line in page.lines:
        verdict = alone.judge(line)
        if verdict is not None:
            page.verdicts[line.number] = verdict
    _posts_without_author(page)
    _repeated_in_folder(page)
    _title(page)
    _video_titles(page)
    _highlights(page)
    copies = repeats(list(page.lines))
    _copies(page, copies)
    _top(page)
    stops_tell = _stops_tell(page)
    for line in list(page.open()):
        page.verdicts[line.number] = _place(page, line, stops_tell=stops_tell)


def _posts_without_author(page: Page) -> None:
    """A line that stands before or after an embedded post and says the same is the post once more."""
    posts = {line.number: line for line in page.lines if alone.is_embed(line)}
    for number, post in posts.items():
        for other in page.lines[max(0, number - 1) : number + 2]:
            if other.number not in page.verdicts and other.count > 2 and other.folded in post.folded:  # noqa: PLR2004
                page.verdicts[other.number] = ("related", "an embedded post once more")


def _repeated_in_folder(page: Page) -> None:
    for line in page.open():
        if line.folded in page.repeated and not (line.full_stop and line.says_something) and line.number > 0:
            page.verdicts[line.number] = ("section-label", "the same line stands in several articles of the folder")


def _title(page: Page) -> None:
    if page.given_title:
        page.title = next((ln for ln in page.open() if _same(ln.folded, page.given_title)), None)
    first = next((ln for ln in page.open()), None)
    if page.title is None and first is not None and not page.given_title:
        before = {page.kind(n) for n in range(first.number)}
        if shapes.is_headline(first) and not before & {"dateline"} - {None}:
            page.title = first
    if page.title is not None:
        page.verdicts[page.title.number] = ("title", "the headline: first line of the text that is one")
        for line in page.open():
            if not line.full_stop and _same(line.folded, page.title.folded):
                page.verdicts[line.number] = ("section-label", "repeats the headline")


def _same(one: str, other: str) -> bool:
    if not one or not other or abs(len(one) - len(other)) > max(len(one), len(other)) // 4:
        return False
    return one == other or fuzz.ratio(one, other) >= SAME_TITLE


def _video_titles(page: Page) -> None:
    """The line above a player's length or source is the name of the video."""
    for line in page.lines[1:]:
        above = page.lines[line.number - 1]
        if page.kind(line.number) == "video" and line.text[:1].isdigit() and above.number not in page.verdicts:
            if not above.stopped and above.count <= shapes.MOST_WORDS_OF_A_HEADLINE:
                page.verdicts[above.number] = ("video", "the name of a video, above its length")


def _highlights(page: Page) -> None:
    for line in page.lines:
        if page.kind(line.number) != "highlight":
            continue
        for below in page.lines[line.number + 1 : line.number + 1 + MOST_HIGHLIGHTS]:
            if below.number in page.verdicts or below.full_stop or below.count > 2 * shapes.MOST_WORDS_OF_A_HEADLINE:
                break
            page.verdicts[below.number] = ("highlight", "a line of the box that sums the story up")


def _copies(page: Page, copies: dict[int, int]) -> None:
    """Captions cut from the prose lack its stop, or stand above the prose as its standfirst."""
    lines = page.lines
    opens = next((line.number for line in page.open()), 0)
    for number, original in copies.items():
        line, other = lines[number], lines[original]
        if number in page.verdicts:
            continue
        credited = _only_credit_added(line, other)
        if credited:
            page.verdicts[number] = ("caption", "a caption with its credit; the line next to it is the same caption")
            if original not in page.verdicts and abs(original - number) == 1:
                page.verdicts[original] = ("caption", "the caption that the next line repeats with a credit")
        elif not line.stopped and not line.leads_in and page.kind(original) in {None, "body"}:
            page.verdicts[number] = ("caption", "repeats a sentence of the text without its full stop")
        elif number <= opens + 1 and number < original <= number + 2 * TOP_LINES and other.stopped:
            if page.title is not None and fuzz.token_set_ratio(line.folded, other.folded) >= SAME_TITLE:
                page.verdicts[number] = ("highlight", "a standfirst: the first paragraph says the same")


def _only_credit_added(line: Line, other: Line) -> bool:
    """Whether `line` is `other` with a word or two of credit after its full stop."""
    added = line.text[len(other.text) :].strip()
    return (
        bool(added)
        and line.text.startswith(other.text)
        and abs(line.number - other.number) == 1
        and other.full_stop
        and not line.full_stop
        and len(added.split()) <= 5  # noqa: PLR2004 - a name or an agency
    )


def _top(page: Page) -> None:
    """Lines without a stop between the headline and the first paragraph: captions, deck, highlights."""
    first = next((ln.number for ln in page.open() if _is_paragraph(ln)), None)
    if first is None:
        return
    start = page.title.number if page.title is not None else -1
    between = [ln for ln in page.open() if start < ln.number < first and not ln.leads_in]
    decks: list[Line] = []
    for line in between:
        if shapes.is_caption_anyway(line):
            page.verdicts[line.number] = ("caption", "describes a picture and names its source")
        elif line.is_person:
            page.verdicts[line.number] = ("caption", "a name alone, above the first paragraph")
        elif not line.stopped and (shapes.is_standfirst(line) or line.count > shapes.MOST_WORDS_OF_A_HEADING):
            decks.append(line)
    one = len(decks) == 1 and page.title is not None and not shapes.is_standfirst(decks[0])
    for line in decks:
        if one:
            page.verdicts[line.number] = ("heading", "the deck: a second headline above the first paragraph")
        else:
            page.verdicts[line.number] = ("highlight", "sums the story up above its first paragraph")


def _is_paragraph(line: Line) -> bool:
    return line.full_stop and line.count > 3 and not shapes.is_caption_anyway(line)  # noqa: PLR2004 - a sentence


def _stops_tell(page: Page) -> bool:
    long = [line for line in page.open() if line.count >= LONG]
    stopped = sum(line.stopped or line.leads_in for line in long)
    return stopped >= LEAST_SHARE_STOPPED * len(long)


def _place(page: Page, line: Line, *, stops_tell: bool) -> Verdict:
    if shapes.is_caption_anyway(line):
        return "caption", "describes a picture and names its source"
    if not line.looked_at or (line.stopped and not _may_be_headline(line)):
        return PROSE
    if shapes.is_list_item(line):
        return "body", "an item of a list"
    if line.leads_in:
        short = line.count <= 4 and not line.finite  # noqa: PLR2004 - a label above a list
        return ("heading", "a label above what follows") if short else ("body", "leads in to what follows")
    before = page.lines[line.number - 1] if line.number else None
    if before is not None and before.leads_in and page.kind(before.number) == "body":
        return "body", "the line above leads in to it"
    return _unstopped(line, stops_tell=stops_tell)


def _may_be_headline(line: Line) -> bool:
    """Whether a stop may be a headline's own: a question, a call, or a quotation without a sentence around it."""
    if line.full_stop or line.opens_quoted or line.sentence_count > 1:
        return False
    return line.shouted or line.title_case or bool(line.label) or shapes.looks_like_heading(line)


def _unstopped(line: Line, *, stops_tell: bool) -> Verdict:
    if line.count <= 4 and line.is_person:  # noqa: PLR2004 - a name
        return "section-label", "a name alone on its line"
    if shapes.looks_like_heading(line):
        return "heading", "short, without a full stop, above a section"
    if not stops_tell:
        return "body", "prose; full stops are left out in this text"
    if line.opens_as_prose and line.finite and not line.title_case:
        return "body", "prose that lost its full stop"
    if line.sentence_count > 1 or line.opens_quoted or line.count > shapes.MOST_WORDS_OF_A_CAPTION:
        return "body", "prose that lost its full stop"
    if shapes.looks_like_caption(line):
        return "caption", "describes a picture: present tense or a label, and no full stop"
    return "related", "worded as a headline, between paragraphs, without a full stop"
