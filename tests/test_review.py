"""Review in the browser: who is answered, what is written, and that nothing is ever lost."""

from __future__ import annotations

import io
import json
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.made_up import story as made_up

from sourcebook import curate, store
from sourcebook.curate import reading
from sourcebook.errors import CurationError
from sourcebook.review import Desk, guarded, writing

HOST = "127.0.0.1:8000"
ENTRY = {"do": "confirm", "what": "quote", "article": "x", "at": "some words", "by": "A", "date": "2026-11-21"}
ENTRY |= {"reason": "seen: 'yes' # no"}
KEPT = """# yaml-language-server: $schema=curation.schema.json
# Ours. Keep the order.

corrections:
    # the first
    - {do: reject, what: number, article: x, at: "12",   by: B, date: 2026-01-02, reason: "no: none"}

    - do: note      # a remark
      article: x
      note: >-
        Folded
        text
      by: B
      date: 2026-01-02
# the end
"""


def entries(folder: Path) -> list[Any]:
    """Return the entries of a folder's corrections, which are all well formed."""
    read = curate.read(folder)
    assert read.errors == ()
    return list(read.entries)


@pytest.mark.parametrize(
    "old", [None, "", "# nothing\n", "corrections:\n", "corrections: []\n", "corrections: [] # x\n"]
)
def test_the_first_entry_makes_the_list(tmp_path: Path, old: str | None) -> None:
    """Without a file, in an empty one, and where the list is empty; comments stay."""
    if old is not None:
        (tmp_path / "curation.yml").write_text(old, encoding="utf-8")
    writing.append(tmp_path, ENTRY)
    assert [e.reason for e in entries(tmp_path)] == ["seen: 'yes' # no"]
    text = (tmp_path / "curation.yml").read_text(encoding="utf-8")
    assert all(comment in text for comment in ("# nothing", "# x") if old and comment in old)


@pytest.mark.parametrize("ending", ["\n", "", "\n\n"])
def test_comments_order_and_every_byte_stay(tmp_path: Path, ending: str) -> None:
    """What was there stands unchanged before the new entry; undoing gives the same bytes again."""
    path = tmp_path / "curation.yml"
    path.write_bytes((KEPT.rstrip("\n") + ending).encode())
    text = writing.append(tmp_path, ENTRY)
    new = path.read_text(encoding="utf-8")
    assert new.startswith(KEPT.rstrip("\n") + ending)
    assert [e.do for e in entries(tmp_path)] == ["reject", "note", "confirm"]
    writing.remove(tmp_path, text)
    assert path.read_text(encoding="utf-8").rstrip("\n") == KEPT.rstrip("\n")


@pytest.mark.parametrize("broken", ["corrections:\n - do: [\n", "corrections: [{do: note}]\n", "other: 1\n", "- a\n"])
def test_a_file_that_cannot_be_continued_is_left_as_it_is(tmp_path: Path, broken: str) -> None:
    """Broken YAML, a list in brackets, something else: one clear error, not a byte changed."""
    path = tmp_path / "curation.yml"
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(CurationError):
        writing.append(tmp_path, ENTRY)
    assert path.read_text(encoding="utf-8") == broken
    assert [p.name for p in tmp_path.iterdir()] == ["curation.yml"]


def test_a_wrong_entry_is_not_written(tmp_path: Path) -> None:
    """What the reader would refuse never reaches the file."""
    writing.append(tmp_path, ENTRY)
    before = (tmp_path / "curation.yml").read_bytes()
    with pytest.raises(CurationError, match="cannot be added"):
        writing.append(tmp_path, ENTRY | {"do": "correct", "set": {"kind": "loud"}})
    assert (tmp_path / "curation.yml").read_bytes() == before


def test_many_writers_lose_nothing(tmp_path: Path) -> None:
    """Twelve at once: every entry is there, once."""
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda n: writing.append(tmp_path, ENTRY | {"reason": f"r{n}"}), range(12)))
    assert sorted(e.reason for e in entries(tmp_path)) == sorted(f"r{n}" for n in range(12))
    assert not (tmp_path / ".curation.lock").exists()


def test_a_crash_while_writing_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the new file takes the old one's place, or with a full disk: the old one stands, and the lock is gone."""
    writing.append(tmp_path, ENTRY)
    before = (tmp_path / "curation.yml").read_bytes()

    def crash(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.Path, "replace", crash)
    with pytest.raises(CurationError, match="No space left"):
        writing.append(tmp_path, ENTRY)
    monkeypatch.undo()
    assert (tmp_path / "curation.yml").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["curation.yml"]
    writing.append(tmp_path, ENTRY)


def test_a_lock_that_a_crash_left_is_taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is held is waited for, and told."""
    lock = tmp_path / ".curation.lock"
    lock.touch()
    monkeypatch.setattr(writing, "WAIT_SECONDS", 0.05)
    with pytest.raises(CurationError, match="another program"):
        writing.append(tmp_path, ENTRY)
    monkeypatch.setattr(writing, "STALE_SECONDS", 0.01)
    time.sleep(0.02)
    monkeypatch.setattr(writing, "WAIT_SECONDS", 5.0)
    writing.append(tmp_path, ENTRY)
    assert len(entries(tmp_path)) == 1


def page(_: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    """Serve one page."""
    body = b"<html><body>page</body></html>"
    start("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(body)))])
    return [body]


class Browser:
    """Asks a guarded application as a page of the site does, unless told otherwise."""

    def __init__(self, folder: Path) -> None:
        desk = Desk(folder)
        desk.show(made_up())
        self._app = guarded(page, desk, 8000)
        self.token = json.loads(self.ask("GET", "session")[1])["token"]

    def ask(self, method: str, path: str, body: object = None, **changed: str | None) -> tuple[str, bytes]:
        """Return status and body of an answer; ``None`` leaves a header out."""
        data = b"" if body is None else json.dumps(body).encode()
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path if path.startswith("/") else f"/__sourcebook/{path}",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": HOST,
            "HTTP_X_SOURCEBOOK": "review",
            "CONTENT_LENGTH": str(len(data)),
            "wsgi.input": io.BytesIO(data),
        }
        if method == "POST":
            environ |= {"HTTP_ORIGIN": f"http://{HOST}", "CONTENT_TYPE": "application/json"}
            environ["HTTP_X_SOURCEBOOK_TOKEN"] = self.token
        environ = {key: value for key, value in (environ | changed).items() if value is not None}
        told: list[str] = []
        answer = b"".join(self._app(environ, lambda status, _: told.append(status)))
        return told[0], answer


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    """Return a browser on a site whose corrections are empty."""
    return Browser(tmp_path)


QUOTE = made_up().quotes[2].id
CONFIRM = {"finding": f"quote:{QUOTE}", "do": "confirm", "by": "A. Reader"}


def test_a_decision_is_written_with_who_when_and_the_words(browser: Browser, tmp_path: Path) -> None:
    """Confirmed in the browser, found again by the reader."""
    status, body = browser.ask("POST", "decide", CONFIRM)
    assert status == "200 OK", body
    (entry,) = entries(tmp_path)
    assert (entry.do, entry.what, entry.by) == ("confirm", "quote", "A. Reader")
    assert entry.place.at.exact == "The mayor has nothing to hide,"


def test_a_second_thought_takes_the_first_ones_place_and_undo_takes_it_back(browser: Browser, tmp_path: Path) -> None:
    """Confirmed, then rejected: one entry, the last; undone: none."""
    browser.ask("POST", "decide", CONFIRM)
    browser.ask("POST", "decide", CONFIRM | {"do": "reject"})
    assert [e.do for e in entries(tmp_path)] == ["reject"]
    assert browser.ask("POST", "undo", {})[0] == "200 OK"
    assert entries(tmp_path) == []
    assert browser.ask("POST", "undo", {})[0] == "409 Conflict"


@pytest.mark.parametrize("kind", ["quote", "number", "date", "authenticity", "source", "row"])
def test_findings_of_every_kind_can_be_decided_on(browser: Browser, tmp_path: Path, kind: str) -> None:
    """Each kind that the pages name is found and written so that the reader takes it."""
    corpus = made_up()
    source = corpus.sources[0]
    names = {
        "quote": QUOTE,
        "number": corpus.quantities[0].id,
        "date": corpus.dates[0].id,
        "authenticity": corpus.authenticity[0].id,
        "source": f"{source.id}:{source.citations[0].article}:{source.citations[0].start}",
        "row": corpus.comparisons[0].id,
    }
    asked = CONFIRM | {"finding": f"{kind}:{names[kind]}"}
    if kind != "date":
        assert browser.ask("POST", "decide", asked)[0] == "200 OK"
        assert [e.what for e in entries(tmp_path)] == [kind]


def test_values_are_corrected_and_names_merged(browser: Browser, tmp_path: Path) -> None:
    """The value as typed; the mention of one name with that of the other."""
    says = json.loads(browser.ask("POST", "says", {"finding": f"quote:{QUOTE}"})[1])
    assert says == {"speaker": "Tom Reyes", "kind": "direct"}
    assert (
        browser.ask("POST", "decide", CONFIRM | {"do": "correct", "set": {"speaker": "Ines Calloway"}})[0] == "200 OK"
    )
    assert browser.ask("POST", "decide", CONFIRM | {"do": "merge", "other": "Aino Kestrel"})[0] == "200 OK"
    corrected, merged = entries(tmp_path)
    assert corrected.values == {"speaker": "Ines Calloway"}
    assert (merged.do, merged.others[0].at.exact) == ("merge", "Aino Kestrel")
    assert browser.ask("POST", "decide", CONFIRM | {"do": "merge", "other": "Nobody"})[0] == "409 Conflict"


HOSTILE: list[dict[str, str | None]] = [
    {"REMOTE_ADDR": "192.168.1.9"},
    {"HTTP_HOST": "evil.example"},
    {"HTTP_HOST": "127.0.0.1:9"},
    {"HTTP_HOST": None},
    {"HTTP_ORIGIN": "http://evil.example"},
    {"HTTP_ORIGIN": "null"},
    {"HTTP_ORIGIN": None},
    {"HTTP_ORIGIN": "https://127.0.0.1:8000"},
    {"HTTP_SEC_FETCH_SITE": "cross-site"},
    {"HTTP_SEC_FETCH_SITE": "same-site"},
    {"HTTP_X_SOURCEBOOK": None},
    {"HTTP_X_SOURCEBOOK_TOKEN": None},
    {"HTTP_X_SOURCEBOOK_TOKEN": "guess"},
    {"CONTENT_TYPE": "text/plain"},
    {"CONTENT_LENGTH": "999999999"},
    {"CONTENT_LENGTH": "-1"},
    {"CONTENT_LENGTH": "x"},
    {"REQUEST_METHOD": "PUT"},
]


@pytest.mark.parametrize("changed", HOSTILE, ids=lambda c: "=".join(f"{k} {v}" for k, v in c.items()))
def test_requests_of_others_change_nothing(browser: Browser, tmp_path: Path, changed: dict[str, str | None]) -> None:
    """Another machine, another name for this one, another site's page, no token: refused."""
    assert browser.ask("POST", "decide", CONFIRM, **changed)[0] == "403 Forbidden"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("changed", HOSTILE[:6] + HOSTILE[8:11])
def test_the_token_is_read_by_no_other_page(browser: Browser, changed: dict[str, str | None]) -> None:
    """Nobody else gets the session."""
    assert browser.token.encode() not in browser.ask("GET", "session", **changed)[1]


def test_pages_get_the_script_only_under_their_own_address(browser: Browser) -> None:
    """Seen from another machine the site is what is published; the script holds no token."""
    assert b"review.js" in browser.ask("GET", "/index.html")[1]
    assert b"review.js" not in browser.ask("GET", "/index.html", REMOTE_ADDR="192.168.1.9")[1]
    assert browser.token.encode() not in browser.ask("GET", "review.js")[1]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        [],
        {"finding": "quote:none", "do": "confirm", "by": "A"},
        {"finding": 3, "do": [], "by": {}},
        CONFIRM | {"by": " "},
        CONFIRM | {"do": "add"},
        CONFIRM | {"do": "correct"},
        CONFIRM | {"do": "correct", "set": {"speaker": ["x"]}},
        CONFIRM | {"do": "correct", "set": {"other": "x"}},
    ],
)
def test_what_is_not_understood_is_told_and_not_written(browser: Browser, tmp_path: Path, asked: object) -> None:
    """A clear error, no file."""
    status, body = browser.ask("POST", "decide", asked)
    assert status in {"403 Forbidden", "409 Conflict"}
    assert json.loads(body)["error"]
    assert not (tmp_path / "curation.yml").exists()


def test_text_that_looks_like_yaml_stays_text(browser: Browser, tmp_path: Path) -> None:
    """A name or reason may hold anything."""
    nasty = "x: y\n- do: reject\n# {{ 7 }} <script> 'a' \"b\" !!python/name:os.system \u2028 é"
    assert browser.ask("POST", "decide", CONFIRM | {"by": nasty, "reason": nasty})[0] == "200 OK"
    (entry,) = entries(tmp_path)
    assert (entry.by, entry.reason) == (nasty, nasty)
    assert reading.parse((tmp_path / "curation.yml").read_bytes(), file="c").errors == ()


def test_decisions_at_once_are_all_written(browser: Browser, tmp_path: Path) -> None:
    """Several tabs, one file."""
    numbers = [n.id for n in made_up().quantities]
    threads = [
        threading.Thread(target=browser.ask, args=("POST", "decide", CONFIRM | {"finding": f"number:{n}"}))
        for n in numbers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(entries(tmp_path)) == len(numbers)
