"""One web page over HTTP, politely: robots.txt first, limits of time, size and redirects, public addresses only."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable
from email.message import Message
from typing import IO
from urllib.parse import quote, urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from sourcebook import __version__, addresses
from sourcebook.errors import FetchError
from sourcebook.records import Record

LARGEST = 10_000_000
"""The most bytes a page may have."""

AGENT = f"sourcebook/{__version__}"
"""How we name ourselves to sites; robots.txt is asked for ``sourcebook``."""

_REDIRECTS = 5
_CHUNK = 65_536
_DIGITS = 19
# RFC 9309, 2.5: a crawler reads at least 500 kibibytes of robots.txt.
_LARGEST_ROBOTS = 512_000
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_SAVE = "save the page in a browser and add the file"


class Fetched(Record, frozen=True, kw_only=True):
    """A page as it came: its last address after redirects, and its bytes."""

    url: str
    data: bytes


class _Answer(Record, frozen=True, kw_only=True):
    status: int
    headers: dict[str, str]
    data: bytes


def fetch(url: str, *, timeout: float = 20.0, allow_private: bool = False) -> Fetched:
    """Fetch an HTML page.

    Args:
        url: an http or https address.
        timeout: seconds to wait for each answer, and for all of it together.
        allow_private: fetch from this machine and from private networks, too.

    Returns:
        The page's bytes and its last address.

    Raises:
        FetchError: if the address is wrong or private, the site's robots.txt forbids it, the answer is no HTML page,
            or it is too large or too slow.
    """
    deadline = time.monotonic() + timeout
    asked = url
    for _ in range(_REDIRECTS + 1):
        url = _checked(url, asked)
        if not allow_private:
            _check_public(url)
        _ask_robots(url, deadline, private=allow_private)
        answer = _get(url, deadline, limit=LARGEST, private=allow_private)
        if answer.status in {301, 302, 303, 307, 308} and "location" in answer.headers:
            url = urljoin(url, answer.headers["location"])
            continue
        _check_page(url, answer)
        return Fetched(url=url, data=answer.data)
    raise FetchError(f"more than {_REDIRECTS} redirects", file=asked, remedy="give the article's own address")


def _checked(url: str, asked: str) -> str:
    try:
        parts = urlsplit(url.strip())
        parts.port  # noqa: B018 - raises where the port is no number
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise FetchError("this is not a web address", file=asked, remedy="copy it from the browser") from error
    # A host written in escapes is looked up as it stands here and connected to unescaped.
    if parts.scheme not in {"http", "https"} or not host or "%" in host or parts.username is not None:
        where = "" if url == asked else f" (redirected to {url})"
        remedy = "give an address that begins with http:// or https://, without user name"
        raise FetchError(f"this is not the address of a web page{where}", file=asked, remedy=remedy)
    port = f":{parts.port}" if parts.port else ""
    host = f"[{host}]" if ":" in host else host
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~")
    return urlunsplit((parts.scheme, f"{host}{port}", path, query, ""))


def _check_public(url: str) -> None:
    try:
        addresses.check_host(urlsplit(url).hostname or "")
    except addresses.PrivateAddressError as error:
        raise _private(url, error) from error


def _private(url: str, error: Exception) -> FetchError:
    return FetchError(f"not fetched: {error}", file=url, remedy="if that is meant, add --allow-private")


def _ask_robots(url: str, deadline: float, *, private: bool) -> None:
    parts = urlsplit(url)
    address = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
    answer = _get(address, deadline, limit=_LARGEST_ROBOTS, private=private, cut=True)
    # RFC 9309, 2.3.1: no file allows all, a server in trouble forbids all.
    if answer.status >= 500:  # noqa: PLR2004 - the statuses of servers in trouble
        message = f"the site's robots.txt cannot be read now (status {answer.status})"
        raise FetchError(message, file=url, remedy=f"try again later, or {_SAVE}")
    if answer.status != 200:  # noqa: PLR2004 - found
        return
    rules = RobotFileParser(address)
    rules.parse(answer.data.decode("utf-8-sig", "replace").splitlines())
    if not rules.can_fetch(AGENT, url):
        raise FetchError("the site's robots.txt does not allow programs to fetch this page", file=url, remedy=_SAVE)


def _check_page(url: str, answer: _Answer) -> None:
    if answer.status != 200:  # noqa: PLR2004 - found
        reason = http.client.responses.get(answer.status, "unknown status")
        remedy = f"check the address in a browser, or {_SAVE}"
        raise FetchError(f"the site answered {answer.status} {reason}", file=url, remedy=remedy)
    kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind not in _HTML:
        message = f"this is not an HTML page but {kind or 'of no stated type'}"
        raise FetchError(message, file=url, remedy="give the address of the article's page")
    if not answer.data.strip():
        raise FetchError("the page is empty", file=url, remedy=f"try again later, or {_SAVE}")


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Leaves redirects to `fetch`, which asks each site's robots.txt."""

    def redirect_request(
        self,
        req: urllib.request.Request,  # noqa: ARG002
        fp: IO[bytes],  # noqa: ARG002
        code: int,  # noqa: ARG002
        msg: str,  # noqa: ARG002
        headers: http.client.HTTPMessage,  # noqa: ARG002
        newurl: str,  # noqa: ARG002
    ) -> None:
        return None


def _get(url: str, deadline: float, *, limit: int, private: bool, cut: bool = False) -> _Answer:
    headers = {"User-Agent": AGENT, "Accept": "text/html,*/*;q=0.1", "Accept-Encoding": "gzip"}
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - http and https alone come here
    opener = addresses.opener(_NoRedirects, private=private, deadline=deadline)
    try:
        try:
            opened = opener.open(request, timeout=_left(deadline))
        except urllib.error.HTTPError as error:
            opened = error
        with opened:
            given = _lower(opened.headers)
            data = _body(opened.read1, given, url, deadline, limit, cut=cut)
            return _Answer(status=opened.status, headers=given, data=data)
    except TimeoutError as error:
        raise _late(url) from error
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            raise _late(url) from error
        if isinstance(reason, addresses.PrivateAddressError):
            raise _private(url, reason) from error
        remedy = f"check the address and the connection, or {_SAVE}"
        raise FetchError(f"the page cannot be fetched: {reason}", file=url, remedy=remedy) from error


def _body(
    read: Callable[[int], bytes], headers: dict[str, str], url: str, deadline: float, limit: int, *, cut: bool
) -> bytes:
    unpack = (
        zlib.decompressobj(wbits=31)
        if headers.get("content-encoding", "").strip().lower() in {"gzip", "x-gzip"}
        else None
    )
    data = bytearray()
    received = 0
    while chunk := read(_CHUNK):
        received += len(chunk)
        # Unpacked only as far as the limit: a small answer may hold gigabytes of zeros.
        data += chunk if unpack is None else unpack.decompress(chunk, limit + 1 - len(data))
        # Packed data may go on for ever without giving any.
        if len(data) > limit or received > limit:
            if cut:
                return bytes(data[:limit])
            size = f"{limit // 1_000_000} MB"
            raise FetchError(f"the page is larger than {size}", file=url, remedy="save its text as a .txt file")
        _left(deadline)
    if received < _length(headers) or (unpack and received and not unpack.eof):
        raise FetchError("the page broke off half way", file=url, remedy="try again")
    return bytes(data)


def _length(headers: dict[str, str]) -> int:
    stated = headers.get("content-length", "")
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < _DIGITS else 0


def _lower(headers: Message) -> dict[str, str]:
    return {key.lower(): str(value) for key, value in headers.items()}


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _late(url: str) -> FetchError:
    return FetchError("no answer in time", file=url, remedy=f"try again with a longer --timeout, or {_SAVE}")
