"""Connections to public addresses only, so that a page cannot make us read what stands inside somebody's network."""

from __future__ import annotations

import http.client
import ipaddress
import math
import socket
import ssl
import time
import urllib.request
from collections.abc import Callable
from functools import partial
from typing import Any

# RFC 6052, 2.1: an IPv4 address within IPv6, translated on its way.
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_V4 = 0xFFFFFFFF
# IANA's registry of IPv6: addresses at large are given out of the first alone; of it the second, RFC 9637, is for
# documentation, which older versions of Python do not know.
_GIVEN_OUT = ipaddress.IPv6Network("2000::/3")
_DOCUMENTED = ipaddress.IPv6Network("3fff::/20")


class PrivateAddressError(OSError):
    """A host's address belongs to this machine or to a private network."""


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the internet at large (IANA's special-purpose registries).

    Args:
        address: an IPv4 or IPv6 address as text, perhaps with a zone.
    """
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        within = ip.ipv4_mapped or ip.sixtofour
        if ip in _TRANSLATED:
            within = ipaddress.IPv4Address(int(ip) & _V4)
        if within is not None:
            return is_public(str(within))
        if ip not in _GIVEN_OUT or ip in _DOCUMENTED:
            return False
    return ip.is_global and not ip.is_multicast


def check_host(host: str) -> None:
    """Look a host up, as far as it can be from here.

    Raises:
        PrivateAddressError: one of its addresses is not public.
    """
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return
    for *_, place in found:
        _check(host, str(place[0]))


def opener(
    *handlers: type[urllib.request.BaseHandler], private: bool, deadline: float
) -> urllib.request.OpenerDirector:
    """Return what opens web addresses; with `private` those of private networks too.

    Args:
        handlers: further handlers.
        private: whether addresses of this machine and of private networks are opened.
        deadline: when every answer must have come, in seconds of `time.monotonic`.
    """
    connecting = partial(_connect, private=private, deadline=deadline)
    return urllib.request.build_opener(*handlers, _Http(connecting), _Https(connecting))


def _check(host: str, address: str) -> None:
    if not is_public(address):
        raise PrivateAddressError(f"{host} is at {address}, on this machine or in a private network")


class _Timed:
    """A socket whose every wait ends at one deadline: an answer that comes byte by byte is late all the same."""

    deadline = math.inf

    def recv_into(self, *given: Any, **named: Any) -> int:
        """Receive, within what is left of the time."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.settimeout(left)  # type: ignore[attr-defined]
        return super().recv_into(*given, **named)  # type: ignore[misc,no-any-return]


class _Open(_Timed, socket.socket):
    pass


class _Sealed(_Timed, ssl.SSLSocket):
    pass


def _connect(host: str, port: int, *, private: bool, deadline: float) -> _Open:
    """Connect to the very address that was checked: a name may lead elsewhere when it is looked up again."""
    failed: OSError = OSError("the host has no address")
    for family, kind, protocol, _, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not private:
            _check(host, str(place[0]))
        made = _Open(family, kind, protocol)
        made.deadline = deadline
        try:
            made.settimeout(max(0.01, deadline - time.monotonic()))
            made.connect(place)
        except OSError as error:
            made.close()
            failed = error
        else:
            return made
    raise failed


Connecting = Callable[[str, int], _Open]


class _Plain(http.client.HTTPConnection):
    def __init__(self, host: str, *, connecting: Connecting, **given: Any) -> None:
        super().__init__(host, **given)
        self._connecting = connecting

    def connect(self) -> None:
        self.sock = self._connecting(self.host, self.port)


class _Secure(http.client.HTTPSConnection):
    def __init__(self, host: str, *, connecting: Connecting, **given: Any) -> None:
        super().__init__(host, **given)
        self._connecting = connecting

    def connect(self) -> None:
        context = ssl.create_default_context()
        context.sslsocket_class = _Sealed
        made = self._connecting(self.host, self.port)
        try:
            sealed = context.wrap_socket(made, server_hostname=self.host)
        except BaseException:
            made.close()
            raise
        sealed.deadline = made.deadline  # type: ignore[attr-defined]
        self.sock = sealed


def _is_direct(request: urllib.request.Request) -> bool:
    """Return whether no proxy stands in between; a proxy has an address of the user's own network, rightly."""
    return not request.has_proxy() and getattr(request, "_tunnel_host", None) is None


class _Http(urllib.request.HTTPHandler):
    def __init__(self, connecting: Connecting) -> None:
        super().__init__()
        self._ours = partial(_Plain, connecting=connecting)

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._ours if _is_direct(req) else http.client.HTTPConnection, req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, connecting: Connecting) -> None:
        super().__init__()
        self._ours = partial(_Secure, connecting=connecting)

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._ours if _is_direct(req) else http.client.HTTPSConnection, req)
