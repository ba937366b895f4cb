"""The templates, and how a page is put together."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sourcebook.records import Page

from . import escape, words


@cache
def environment() -> Environment:
    """Return the environment of the templates, one a process."""
    made = Environment(
        loader=PackageLoader("sourcebook.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Every value that a template shows passes the one function that makes text safe, unless it is markup already.
        finalize=_safe,
    )
    made.globals["words"] = words
    made.filters["day"] = words.timex
    made.filters["listed"] = words.listed
    made.filters["number"] = words.number
    made.filters["upper_first"] = words.upper_first
    made.globals["count"] = words.count
    return made


def _safe(value: object) -> Markup:
    if isinstance(value, Markup):
        return value
    return escape.text("" if value is None else str(value))


def page(path: str, title: str, template: str, /, *, meta: tuple[str, ...] = (), **values: Any) -> Page:
    """Return a page: front matter and the body that a template makes.

    Args:
        path: file below the docs folder.
        title: the page's title, unescaped.
        template: file name in ``templates/``, without suffix.
        meta: further lines of front matter, written by us.
        values: what the template shows.
    """
    head = ["---", f"title: {escape.front_matter_string(title)}", "generator: sourcebook", *meta, "---"]
    body = fragment(template, path=path, title=title, **values)
    return Page(path=path, content="\n".join(head) + "\n\n" + body)


def fragment(template: str, /, **values: Any) -> str:
    """Return what a template makes, without indentation; a blank line ends each block, as Markdown wants it."""
    made = environment().get_template(f"{template}.jinja").render(**values)
    return "\n".join(line.strip() for line in made.split("\n")).strip("\n") + "\n"
