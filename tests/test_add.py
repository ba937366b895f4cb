"""Bringing an article in, against a server on this machine: politely, within limits, never over another file."""

from __future__ import annotations

import functools
import gzip
import hashlib
import re
import socket
import threading
import time
import urllib.error
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from sourcebook import addresses, fetch
from sourcebook.add import add as add_article
from sourcebook.errors import FetchError
from sourcebook.read import read_folder

PAGE = (Path(__file__).parent / "reading" / "linked_data.html").read_bytes()
UNTITLED = (
    b"<html><body><p>" + b"The ferry left the harbour at noon, the master said on Friday. " * 8 + b"</p></body></html>"
)
SLOW_SECONDS = 0.4
# The server of these tests is on this machine.
add = functools.partial(add_article, allow_private=True)


class Handler(BaseHTTPRequestHandler):
    """Answers as the sites do that we must cope with."""

    robots = b"User-agent: *\nDisallow: /private/\n\nUser-agent: sourcebook\nDisallow: /not-us/\nDisallow: /private/\n"
    robots_status = 200
    asked: list[tuple[str, str]]

    def do_GET(self) -> None:
        """Answer by the path that is asked for."""
        self.asked.append((self.path, self.headers["User-Agent"]))
        answer = {
            "/robots.txt": lambda: self.send(self.robots, status=self.robots_status, kind="text/plain"),
            "/gone": lambda: self.send(b"<p>not here</p>", status=404),
            "/pdf": lambda: self.send(b"%PDF-1.7", kind="application/pdf"),
            "/moved": lambda: self.send(b"", status=301, location="/news/bridge.html"),
            "/moved-to-private": lambda: self.send(b"", status=302, location="/private/page"),
            "/moved-inside": lambda: self.send(
                b"", status=302, location=f"http://127.0.0.2:{self.server.server_port}/a"
            ),
            "/moved-to-file": lambda: self.send(b"", status=302, location="file:///etc/hostname"),
            "/circle": lambda: self.send(b"", status=302, location="/circle"),
            "/zipped": lambda: self.send(gzip.compress(PAGE), coding="gzip"),
            "/bomb": lambda: self.send(gzip.compress(b"0" * (fetch.LARGEST + 1)), coding="gzip"),
            "/large": lambda: self.send(b"<p>" + b"x" * fetch.LARGEST),
            "/slow": lambda: time.sleep(SLOW_SECONDS * 2),
            "/drip": self.drip,
            "/drip-head": self.drip_head,
            "/endless": self.endless,
            "/broken-off": lambda: self.send(PAGE[:500], length=len(PAGE)),
            "/empty": lambda: self.send(b""),
            "/shell": lambda: self.send(b"<html><body><div id=app></div><script>x</script></body></html>"),
            "/2020/some-long-story_about-a-ferry.php": lambda: self.send(UNTITLED),
            "/12345": lambda: self.send(UNTITLED),
        }
        answer.get(self.path.split("?")[0], lambda: self.send(PAGE))()

    def send(
        self,
        data: bytes,
        *,
        status: int = 200,
        kind: str = "text/html; charset=utf-8",
        location: str | None = None,
        coding: str | None = None,
        length: int | None = None,
    ) -> None:
        """Send one answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        for name, value in (("Location", location), ("Content-Encoding", coding)):
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def drip(self) -> None:
        """Send a page so slowly that no single wait is too long, but all of them are."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(20):
            self.wfile.write(b"<p>")
            self.wfile.flush()
            time.sleep(SLOW_SECONDS / 5)

    def drip_head(self) -> None:
        """Send a header so slowly that no single wait is too long, but all of them are."""
        self.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
        for _ in range(40):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(SLOW_SECONDS / 5)

    def endless(self) -> None:
        """Send packed data that gives nothing, for ever: empty blocks, each of five bytes (RFC 1951, 3.2.4)."""
        self.send_response(200)
        for name, value in (("Content-Type", "text/html"), ("Content-Encoding", "gzip")):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(gzip.compress(b"")[:10])
        while True:
            self.wfile.write(b"\x00\x00\x00\xff\xff" * 20_000)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Does not report clients that hang up, as ours does by design."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def handler(monkeypatch: pytest.MonkeyPatch) -> type[Handler]:
    """Return a handler of this test's own, and no proxy in between."""
    monkeypatch.setenv("no_proxy", "*")
    return type("ThisHandler", (Handler,), {"asked": []})


@pytest.fixture
def site(handler: type[Handler]) -> Iterator[str]:
    """Serve made-up pages on a free port of this machine."""
    server = Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page_is_kept_as_it_came_beside_its_sidecar(site: str, tmp_path: Path) -> None:
    """The bytes are the server's; address, time and digest stand beside them, and reading finds nothing wrong."""
    made = add(f"{site}/news/bridge.html?a=1#top", tmp_path / "seeds")
    assert made.name == "harbour-bridge-closed-after-inspectors-find-deep-cracks.html"
    assert made.read_bytes() == PAGE
    beside = yaml.safe_load(made.with_suffix(".yml").read_text(encoding="utf-8"))
    assert beside["url"] == f"{site}/news/bridge.html?a=1"
    assert beside["sha256"] == hashlib.sha256(PAGE).hexdigest()
    seeds, errors = read_folder(tmp_path / "seeds")
    assert errors == []
    assert seeds[0].notes == ()
    assert seeds[0].metadata.url == beside["url"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", seeds[0].metadata.retrieved or "")
    assert seeds[0].metadata.outlet == "The Norvale Courier"


def test_a_second_add_refuses_and_changes_nothing(site: str, tmp_path: Path) -> None:
    """Neither article nor sidecar is written over; another name helps."""
    made = add(f"{site}/a", tmp_path)
    made.write_bytes(b"edited")
    made.with_suffix(".yml").write_text("outlet: Mine\n", encoding="utf-8")
    with pytest.raises(FetchError, match="is there already and was left as it is; give a --name"):
        add(f"{site}/a", tmp_path)
    assert made.read_bytes() == b"edited"
    assert made.with_suffix(".yml").read_text(encoding="utf-8") == "outlet: Mine\n"
    assert add(f"{site}/a", tmp_path, name="../Second: one!").name == "second-one.html"
    assert len(list(tmp_path.iterdir())) == 4


@pytest.mark.parametrize("there", ["x.txt", "x.yml", "x.md"])
def test_a_file_of_another_suffix_is_in_the_way_too(site: str, tmp_path: Path, there: str) -> None:
    """It would be the same article, or give the page another's sidecar."""
    (tmp_path / there).write_text("text", encoding="utf-8")
    with pytest.raises(FetchError, match=re.escape(there)):
        add(f"{site}/a", tmp_path, name="x")
    assert [path.name for path in tmp_path.iterdir()] == [there]


def test_robots_are_asked_first_and_by_our_name(site: str, tmp_path: Path, handler: type[Handler]) -> None:
    """The page is not asked for where robots.txt forbids it, to all or to us."""
    for path in ("/private/page", "/not-us/page"):
        with pytest.raises(
            FetchError, match=r"robots.txt does not allow .* save the page in a browser and add the file"
        ):
            add(f"{site}{path}", tmp_path)
    assert {path for path, _ in handler.asked} == {"/robots.txt"}
    assert all(agent.startswith("sourcebook/") for _, agent in handler.asked)


def test_robots_hold_after_a_redirect(site: str, tmp_path: Path, handler: type[Handler]) -> None:
    """A redirect is no way around them."""
    with pytest.raises(FetchError, match=r"robots.txt does not allow"):
        add(f"{site}/moved-to-private", tmp_path)
    assert "/private/page" not in {path for path, _ in handler.asked}


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (503, False)])
def test_missing_robots_allow_and_failing_ones_forbid(
    site: str, tmp_path: Path, handler: type[Handler], status: int, *, allowed: bool
) -> None:
    """As RFC 9309 says."""
    handler.robots_status = status
    handler.robots = b"User-agent: *\nDisallow: /\n"
    if allowed:
        assert add(f"{site}/a", tmp_path).is_file()
    else:
        with pytest.raises(FetchError, match="try again later"):
            add(f"{site}/a", tmp_path)


def test_a_redirect_is_followed_and_the_last_address_kept(site: str, tmp_path: Path) -> None:
    """The sidecar names the page that was read."""
    made = add(f"{site}/moved", tmp_path)
    assert yaml.safe_load(made.with_suffix(".yml").read_text(encoding="utf-8"))["url"] == f"{site}/news/bridge.html"


def test_a_zipped_answer_is_unpacked(site: str, tmp_path: Path) -> None:
    """Servers compress what they send."""
    assert add(f"{site}/zipped", tmp_path).read_bytes() == PAGE


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/gone", "the site answered 404 Not Found; check the address in a browser"),
        ("/pdf", "this is not an HTML page but application/pdf"),
        ("/circle", "more than 5 redirects"),
        ("/moved-to-file", r"not the address of a web page \(redirected to file:///etc/hostname\)"),
        ("/large", "larger than 10 MB"),
        ("/bomb", "larger than 10 MB"),
        ("/slow", "no answer in time; try again with a longer --timeout"),
        ("/drip", "no answer in time"),
        ("/drip-head", "no answer in time"),
        ("/endless", "larger than 10 MB"),
        ("/broken-off", "broke off half way"),
        ("/empty", "the page is empty"),
        ("/shell", "no article text was found in this page"),
    ],
)
def test_what_goes_wrong_is_one_line_and_leaves_no_file(site: str, tmp_path: Path, path: str, message: str) -> None:
    """The error says what is wrong with which address and what to do."""
    seeds = tmp_path / "seeds"
    with pytest.raises(FetchError, match=message) as caught:
        add(f"{site}{path}", seeds, timeout=SLOW_SECONDS if path in {"/slow", "/drip", "/drip-head"} else 10)
    assert site in str(caught.value)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
    assert not seeds.exists() or not list(seeds.iterdir())


@pytest.mark.parametrize(
    "address",
    [
        "ftp://x.example/a",
        "file:///etc/passwd",
        "http://",
        "http://user:pass@x.example/",
        "http://x:99999/",
        "http://[::1",
        "http://127%2e0%2e0%2e1:9/",
        "http://%31%32%37.0.0.1:9/",
        "http://[fe80::1%25lo]:9/",
    ],
)
def test_only_web_addresses_are_fetched(tmp_path: Path, address: str) -> None:
    """Nothing else is opened."""
    with pytest.raises(FetchError, match="address"):
        add(address, tmp_path)


def test_a_site_that_cannot_be_reached_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback of a socket."""
    monkeypatch.setenv("no_proxy", "*")
    with pytest.raises(FetchError, match=r"the page cannot be fetched: .* check the address and the connection"):
        add("http://127.0.0.1:9/", tmp_path, timeout=2)


def test_a_page_without_title_is_named_by_its_address(site: str, tmp_path: Path) -> None:
    """By the words of its last part, or by the site where these say nothing."""
    assert add(f"{site}/2020/some-long-story_about-a-ferry.php", tmp_path).stem == "some-long-story-about-a-ferry"
    assert add(f"{site}/12345", tmp_path).stem.startswith("127-0-0-1-")


@pytest.mark.parametrize(
    ("name", "made"), [("con", "con-article"), ("Curation", "curation-article"), ("Ünïcode “x”", "unicode-x")]
)
def test_names_are_safe_on_every_system(site: str, tmp_path: Path, name: str, made: str) -> None:
    """No device of Windows, no file of our own."""
    assert add(f"{site}/a", tmp_path, name=name).stem == made


def test_a_file_is_copied_with_its_sidecar(tmp_path: Path) -> None:
    """Byte for byte, and refused where one of its name is there."""
    given = tmp_path / "My Article.txt"
    given.write_bytes(b"Title\r\n\r\nText\r\n")
    given.with_suffix(".yml").write_text("outlet: The Fen Echo\n", encoding="utf-8")
    made = add(str(given), tmp_path / "seeds")
    assert made == tmp_path / "seeds" / "my-article.txt"
    assert made.read_bytes() == given.read_bytes()
    assert read_folder(tmp_path / "seeds")[0][0].metadata.outlet == "The Fen Echo"
    with pytest.raises(FetchError, match="there already"):
        add(str(given), tmp_path / "seeds")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.pdf", b"%PDF", "articles cannot be read from such a file; save it as one of .txt"),
        ("none.txt", None, "No such file or directory; check the name, or begin an address with https://"),
        ("a.txt", bytes(range(256)), "not text in any encoding"),
        ("a.json", b"{", "a.json:1: this is not JSON"),
        ("a.txt", b" \n", "there is no article text in it"),
    ],
)
def test_a_file_that_cannot_be_read_is_not_added(tmp_path: Path, name: str, data: bytes | None, message: str) -> None:
    """The seeds stay as they are."""
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(FetchError, match=message):
        add(str(tmp_path / name), tmp_path / "seeds")
    assert not (tmp_path / "seeds").exists()


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    """A file where the folder should be, for one."""
    (tmp_path / "seeds").write_text("x", encoding="utf-8")
    (tmp_path / "a.txt").write_text("text", encoding="utf-8")
    with pytest.raises(FetchError, match="cannot be written"):
        add(str(tmp_path / "a.txt"), tmp_path / "seeds")


PRIVATE = (
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f.1",
    "0.0.0.0",  # noqa: S104 - an address to be refused
    "10.1.2.3",
    "172.16.0.1",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[64:ff9b::a00:1]",
    "[2002:7f00:1::]",
    "[fd00::1]",
    "[fe80::1]",
    "localhost",
    "0177.0.0.1",
    "0",
    "１２７.0.0.1",
    "127。0。0。1",
    "[::127.0.0.1]",
    "[::ffff:0:127.0.0.1]",
    "[64:ff9b:1::a00:1]",
    "[fec0::1]",
    "[3fff::1]",
    "[::]",
    "198.18.0.1",
    "255.255.255.255",
)


@pytest.mark.parametrize("host", PRIVATE)
def test_private_addresses_are_refused(tmp_path: Path, host: str) -> None:
    """However it is written, an address of this machine or of a private network is not asked for a page."""
    with pytest.raises(FetchError, match=r"private network.*--allow-private"):
        add_article(f"http://{host}:9/page", tmp_path, timeout=2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_public_addresses_are_known_as_such(address: str) -> None:
    """Addresses of the internet at large pass."""
    assert addresses.is_public(address)


def test_a_name_with_one_private_address_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One public address beside it helps nothing."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.7")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(FetchError, match=r"news\.example is at 10\.0\.0\.7.*private network"):
        add_article("http://news.example/a", tmp_path)


def test_a_host_in_escapes_is_checked_where_it_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    """What unescapes a host on the way to the connection does not pass for a proxy."""
    monkeypatch.setenv("no_proxy", "*")
    opened = addresses.opener(private=False, deadline=time.monotonic() + 5)
    with pytest.raises(urllib.error.URLError, match="private network"):
        opened.open("http://127%2e0%2e0%2e1:9/")


def test_a_redirect_into_a_private_network_is_refused(
    site: str, tmp_path: Path, handler: type[Handler], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address after a redirect is looked at like the first one, and nothing is asked there."""
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(FetchError, match=r"127\.0\.0\.2.*private network"):
        add_article(f"{site}/moved-inside", tmp_path)
    assert [path for path, _ in handler.asked] == ["/robots.txt", "/moved-inside"]


def test_a_name_that_leads_elsewhere_the_second_time_is_refused(
    site: str, tmp_path: Path, handler: type[Handler], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is connected to is checked itself; a name's earlier address counts for nothing."""
    monkeypatch.setattr(addresses, "check_host", lambda _: None)
    with pytest.raises(FetchError, match="private network"):
        add_article(f"{site}/a", tmp_path)
    assert handler.asked == []
