"""Names and addresses that the exports give to things."""

from __future__ import annotations

import hashlib
import uuid
from urllib.parse import quote, urljoin

from .options import Options

# Any fixed name does; this one was drawn once.
_SPACE = uuid.UUID("5d1f5a9e-3c64-5b0e-9f0b-7f8c2a4f6e11")


def urn(options: Options, *content: str) -> str:
    """Return a UUID of version 5 (RFC 9562) as an IRI: equal content on one site has one name, on every machine."""
    site = options.site_url or options.site_name
    made = hashlib.sha1(_SPACE.bytes + "\x1f".join((site, *content)).encode(), usedforsecurity=False).hexdigest()
    # Written here: one is made for each finding, and the library takes four times as long. Version 5, variant 10.
    variant = "89ab"[int(made[16], 16) % 4]
    return f"urn:uuid:{made[:8]}-{made[8:12]}-5{made[13:16]}-{variant}{made[17:20]}-{made[20:32]}"


def address(options: Options, path: str, *, up: int = 0) -> str:
    """Return the address of a file of the site, relative to a file `up` folders deep where the site's is not known."""
    made = quote(path, safe="/-_.~")
    if options.site_url:
        return urljoin(options.site_url.rstrip("/") + "/", made)
    return "../" * up + made
