"""Serves review beside the site, to this machine's own browser alone.

Another site's page can make a browser send requests here, and a name it controls can be made to lead here. So every
request must come from this machine, name this server by its own address (Host), come from a page of it (Origin and
Sec-Fetch-Site), and, to change anything, carry a token that only such a page can read.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Callable, Iterable
from importlib.resources import files
from typing import Any

from sourcebook.errors import CurationError
from sourcebook.review.desk import Desk

ROOT = "/__sourcebook/"
SCRIPT = f'<script src="{ROOT}review.js" defer></script>'.encode()
_MOST_BYTES = 64_000
_LOOPBACK = frozenset({"127.0.0.1", "::1", "::ffff:127.0.0.1"})
_NAMES = ("127.0.0.1", "localhost", "[::1]")

Start = Callable[..., Any]
App = Callable[[dict[str, Any], Start], Iterable[bytes]]


class _RefusedError(Exception):
    """A request that is not answered; the message says why."""


def guarded(site: App, desk: Desk, port: int) -> App:
    """Return a WSGI application that serves `site` with the means of review, and what these ask for.

    Args:
        site: serves the site's files.
        desk: takes what is decided.
        port: the port that the server listens on.
    """
    token = secrets.token_urlsafe(32)
    hosts = {f"{name}:{port}" for name in _NAMES} | (set(_NAMES) if port == 80 else set())  # noqa: PLR2004 - HTTP's own

    def serve(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        path = str(environ.get("PATH_INFO", ""))
        if not path.startswith(ROOT):
            return _with_script(site, environ, start) if _is_ours(environ, hosts) else site(environ, start)
        try:
            _check(environ, hosts)
            status, kind, body = _answer(path.removeprefix(ROOT), environ, desk, token)
        except _RefusedError as error:
            status, kind, body = "403 Forbidden", "application/json", _json({"error": str(error)})
        except CurationError as error:
            status, kind, body = "409 Conflict", "application/json", _json({"error": str(error)})
        head = [("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
        start(status, [*head, ("X-Content-Type-Options", "nosniff"), ("Cross-Origin-Resource-Policy", "same-origin")])
        return [body]

    return serve


def _is_ours(environ: dict[str, Any], hosts: set[str]) -> bool:
    return environ.get("REMOTE_ADDR") in _LOOPBACK and environ.get("HTTP_HOST") in hosts


def _check(environ: dict[str, Any], hosts: set[str]) -> None:
    if not _is_ours(environ, hosts):
        raise _RefusedError("review is open to this machine alone")
    origin = environ.get("HTTP_ORIGIN")
    if origin is not None and origin != f"http://{environ['HTTP_HOST']}":
        raise _RefusedError("the request comes from another site")
    if environ.get("HTTP_SEC_FETCH_SITE", "same-origin") != "same-origin":
        raise _RefusedError("the request comes from another site")


def _answer(path: str, environ: dict[str, Any], desk: Desk, token: str) -> tuple[str, str, bytes]:
    method = environ.get("REQUEST_METHOD")
    if method == "GET" and path == "review.js":
        script = (files("sourcebook.review") / "review.js").read_bytes()
        return "200 OK", "text/javascript; charset=utf-8", script
    # A page of another site cannot set this header without asking first, and is not answered when it asks.
    if environ.get("HTTP_X_SOURCEBOOK") != "review":
        raise _RefusedError("this is no request of the review")
    if method == "GET" and path == "session":
        return "200 OK", "application/json", _json({"token": token, **desk.session()})
    if method != "POST" or not environ.get("HTTP_ORIGIN"):
        raise _RefusedError("this is no request of the review")
    if not hmac.compare_digest(str(environ.get("HTTP_X_SOURCEBOOK_TOKEN", "")).encode(), token.encode()):
        raise _RefusedError("the page is of another run of the server; reload it")
    asked = _body(environ)
    if path == "says":
        return "200 OK", "application/json", _json(desk.says(str(asked.get("finding", ""))))
    done = desk.undo() if path == "undo" else desk.decide(asked)
    return "200 OK", "application/json", _json({"done": done})


def _body(environ: dict[str, Any]) -> dict[str, Any]:
    if not str(environ.get("CONTENT_TYPE", "")).startswith("application/json"):
        raise _RefusedError("the request is no JSON")
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if not 0 <= length <= _MOST_BYTES:
            raise _RefusedError("the request is too large")
        asked = json.loads(environ["wsgi.input"].read(length) or b"{}")
    except (ValueError, RecursionError) as error:
        raise _RefusedError("the request is no JSON") from error
    if not isinstance(asked, dict):
        raise _RefusedError("the request is no object")
    return asked


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


def _with_script(site: App, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """Serve the site, its pages with the script of the review."""
    told: list[Any] = []

    def note(status: str, headers: list[tuple[str, str]], *more: Any) -> None:
        told[:] = [status, headers, *more]

    answer = site(environ, note)
    status, headers = told[0], told[1]
    is_page = status.startswith("200") and any(k.lower() == "content-type" and "text/html" in v for k, v in headers)
    if not is_page:
        start(*told)
        return answer
    try:
        body = b"".join(answer)
    finally:
        if close := getattr(answer, "close", None):
            close()
    at = body.rfind(b"</body>")
    body = body if at < 0 else body[:at] + SCRIPT + body[at:]
    start(status, [*((k, v) for k, v in headers if k.lower() != "content-length"), ("Content-Length", str(len(body)))])
    return [body]
