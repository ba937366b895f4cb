"""Changes as text, as Markdown for a pull request, and as JSON."""

from __future__ import annotations

from collections import Counter
from typing import Literal

import msgspec

from sourcebook.records import Change, Changes

Format = Literal["text", "markdown", "json"]
FORMATS: tuple[Format, ...] = ("text", "markdown", "json")
_SIGNS = {"gained": "+", "lost": "-", "changed": "~"}
# A comment on a pull request may hold 65,536 characters.
_MOST_ROWS = 150
_HOWS = ("gained", "lost", "changed")


def shown(changes: Changes, form: Format) -> str:
    """Return changes in a form, ending in a line feed."""
    if form == "json":
        return msgspec.json.format(msgspec.json.encode(changes), indent=2).decode("utf-8") + "\n"
    return _markdown(changes) if form == "markdown" else _text(changes)


def summary(changes: Changes) -> str:
    """Return how much changed, in one line."""
    counted: Counter[str] = Counter(change.how for change in changes.changes)
    parts = [f"{counted[how]} {how}" for how in _HOWS if counted[how]]
    parts += [f"{len(changes.orphaned)} corrections orphaned"] if changes.orphaned else []
    return "; ".join(parts) or "nothing changed"


def _text(changes: Changes) -> str:
    lines = [f"{_SIGNS[c.how]} {c.kind} {_where(c)}{_plain(c.words)!r}: {_told(c)}" for c in changes.changes]
    lines += [f"! orphaned: {_plain(text)}" for text in changes.orphaned]
    return "\n".join([*lines, summary(changes)]) + "\n"


def _where(change: Change) -> str:
    place = "" if change.start is None else f":{change.start}-{change.end}"
    return "" if change.article is None else f"{_plain(change.article)}{place} "


def _told(change: Change) -> str:
    told = f"{change.was} -> {change.says}" if change.how == "changed" else change.was or change.says
    return _plain(told)


def _plain(text: str) -> str:
    """Return text on one line without control characters, which would drive a terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def _markdown(changes: Changes) -> str:
    lines = ["### What this changes in the findings", "", f"**{summary(changes)}**", ""]
    rows = sorted(changes.changes, key=lambda c: _HOWS.index(c.how))
    if rows:
        lines += ["| | kind | article | words | says |", "|---|---|---|---|---|"]
        lines += [
            f"| {c.how} | {c.kind} | {_code(c.article or '')} | {_code(c.words)} | {_code(_told(c))} |"
            for c in rows[:_MOST_ROWS]
        ]
    if len(rows) > _MOST_ROWS:
        lines += ["", f"and {len(rows) - _MOST_ROWS} more"]
    if changes.orphaned:
        lines += ["", "Corrections that lost their place:", ""]
        lines += [f"- {_code(text)}" for text in changes.orphaned[:_MOST_ROWS]]
    return "\n".join(lines) + "\n"


def _code(text: str) -> str:
    """Return text as a code span of a table's cell, in which nothing is a link, a mention or markup."""
    plain = _plain(text).replace("`", "'").replace("|", "¦").strip()
    return f"`{plain}`" if plain else ""
