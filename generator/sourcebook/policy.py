"""A strict Content-Security-Policy for each page of the site, as a second wall behind the escaping.

Nothing is loaded from another host, no script or style within a page runs except those that the theme itself put
there, known by their hashes, and no event handler in an attribute. A page's own content never gets a hash: what an
article might smuggle through the escaping would stand there, and the browser would refuse it.
See W3C, Content Security Policy Level 3, 4.2.3 and 6.7.3; https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

# Scripts that hold data are never run and need no hash; those with an address are covered by 'self'.
_SCRIPT = re.compile(r"<script(?P<given>[^>]*)>(?P<body>.*?)</script>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style[^>]*>(?P<body>.*?)</style>", re.DOTALL | re.IGNORECASE)
_NEVER_RUN = re.compile(r"\s(?:src\s*=|type\s*=\s*[\"']?(?!module|text/javascript))", re.IGNORECASE)
# Where the policy goes: before anything that it is to hold for.
_HEAD = re.compile(r"<head[^>]*>\s*(?:<meta charset=[^>]*>)?", re.IGNORECASE)
# The theme draws its symbols and small pictures from addresses that hold the data themselves.
_FIXED = (
    "default-src 'none'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
)


def with_policy(page: str, content: str) -> str:
    """Return a finished page with its policy in its head; the page as it is where it has no head.

    Args:
        page: the whole HTML page.
        content: what was made from the page's Markdown; a script or style that stands in it gets no hash.
    """
    head = _HEAD.search(page)
    if head is None:
        return page
    scripts = [m["body"] for m in _SCRIPT.finditer(page) if not _NEVER_RUN.search(m["given"])]
    styles = [m["body"] for m in _STYLE.finditer(page)]
    scripts, styles = ([body for body in found if body not in content] for found in (scripts, styles))
    rules = (*_FIXED, f"script-src 'self'{_hashes(scripts)}", f"style-src 'self'{_hashes(styles)}")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(rules)}">'
    return f"{page[: head.end()]}\n    {meta}{page[head.end() :]}"


def _hashes(bodies: Iterable[str]) -> str:
    made = dict.fromkeys(base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() for body in bodies)
    return "".join(f" 'sha256-{value}'" for value in made)
