"""What an article's page tells to programs: elements for its head, handed to the host in the front matter."""

from __future__ import annotations

from sourcebook.records import Reference

from . import escape

# The front matter's key; the plugin puts what stands under it into the page's head.
KEY = "head"
_ADDRESSES = frozenset({"citation_public_url"})


def front_matter(reference: Reference | None) -> tuple[str, ...]:
    """Return the line of front matter with the elements for reference managers and search engines.

    Args:
        reference: what is told of an article; nothing is where there is none.
    """
    if reference is None:
        return ()
    told = [(name, content) for name, content in reference.meta if name not in _ADDRESSES or escape.url(content)]
    made = [f'<meta name="{escape.encoded(name)}" content="{escape.encoded(content)}">' for name, content in told]
    # The JSON is made to stand in a script element as it is; no browser runs this type.
    made.append(f'<script type="application/ld+json">{reference.jsonld}</script>')
    return (f"{KEY}: {escape.yaml_string(''.join(made))}",)
