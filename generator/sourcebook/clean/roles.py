"""What a line is by its place: headline, deck, standfirst, highlights, names of videos, copies of the prose."""

from __future__ import annotations

from rapidfuzz import fuzz

from sourcebook.clean import alone, between, neighbours, shapes
from sourcebook.clean.lines import Line
from sourcebook.clean.overlap import repeats
from sourcebook.clean.page import Page

# Where fewer of the longer lines close with a stop, a missing stop tells nothing.
LEAST_SHARE_STOPPED = 0.5
LONG = 12
FEWEST_TO_TELL = 3
LEAST_WORDS_OF_A_TITLE = 4
SAME_TITLE = 92.0
MOST_HIGHLIGHTS = 8
# The standfirst stands so near the top.
TOP_LINES = 3


def judge(page: Page) -> None:
    """Give every line of `page` its verdict."""
    for line in page.lines:
        verdict = alone.judge(line)
        may_be_title = line.number == 0 and shapes.is_headline(line) and line.count > LEAST_WORDS_OF_A_TITLE
        if verdict is not None and not (may_be_title and verdict[0] in {"related", "video"} and line.label):
            page.verdicts[line.number] = verdict
    _posts_without_author(page)
    _repeated_in_folder(page)
    neighbours.bylines(page)
    _title(page)
    _video_titles(page)
    neighbours.captions(page)
    _highlights(page)
    copies = repeats(list(page.lines))
    _copies(page, copies)
    _top(page)
    neighbours.boxes(page)
    stops_tell = _stops_tell(page)
    for line in list(page.open()):
        page.verdicts[line.number] = between.judge(page, line, stops_tell=stops_tell)
    neighbours.headings_above_nothing(page)


def _posts_without_author(page: Page) -> None:
    """A line that stands before or after an embedded post and says the same is the post once more."""
    posts = {line.number: line for line in page.lines if alone.is_embed(line)}
    for number, post in posts.items():
        for other in page.lines[max(0, number - 1) : number + 2]:
            if other.number not in page.verdicts and other.count > 2 and other.folded and other.folded in post.folded:  # noqa: PLR2004
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
        open_above = above.number not in page.verdicts and not above.stopped
        is_length = page.kind(line.number) == "video" and line.text[:1].isdigit()
        if is_length and open_above and above.count <= shapes.MOST_WORDS_OF_A_HEADLINE:
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
        elif page.title is not None and number <= opens + 1 and _is_standfirst_of(line, other):
            page.verdicts[number] = ("highlight", "a standfirst: the first paragraph says the same")


def _is_standfirst_of(line: Line, other: Line) -> bool:
    near = line.number < other.number <= line.number + 2 * TOP_LINES
    return near and other.stopped and fuzz.token_set_ratio(line.folded, other.folded) >= SAME_TITLE


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
    sentence = line.full_stop and line.count > 3  # noqa: PLR2004 - fewer are a notice
    long = line.count > 2 * shapes.MOST_WORDS_OF_A_HEADLINE
    return (sentence or long) and not shapes.is_caption_anyway(line)


def _stops_tell(page: Page) -> bool:
    long = [line for line in page.open() if line.count >= LONG]
    stopped = sum(line.stopped or line.leads_in for line in long)
    return len(long) < FEWEST_TO_TELL or stopped >= LEAST_SHARE_STOPPED * len(long)
