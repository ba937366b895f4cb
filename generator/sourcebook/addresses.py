"""Connections to public addresses only, so that a page cannot make us read what stands inside somebody's network."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import urllib.request
from urllib.parse import urlsplit

# RFC 6052, 2.1: an IPv4 address within IPv6, translated on its way.
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_V4 = 0xFFFFFFFF


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


def opener(*handlers: type[urllib.request.BaseHandler], private: bool) -> urllib.request.OpenerDirector:
    """Return what opens web addresses; with `private` those of private networks too."""
    return urllib.request.build_opener(*handlers, *(() if private else (_Http, _Https)))


def _check(host: str, address: str) -> None:
    if not is_public(address):
        raise PrivateAddressError(f"{host} is at {address}, on this machine or in a private network")


def _connect(host: str, port: int, timeout: float | None) -> socket.socket:
    """Connect to the very address that was checked: a name may lead elsewhere when it is looked up again."""
    failed: OSError = OSError("the host has no address")
    for family, kind, protocol, _, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        _check(host, str(place[0]))
        made = socket.socket(family, kind, protocol)
        try:
            made.settimeout(timeout)
            made.connect(place)
        except OSError as error:
            made.close()
            failed = error
        else:
            return made
    raise failed


class _Plain(http.client.HTTPConnection):
    def connect(self) -> None:
        self.sock = _connect(self.host, self.port, self.timeout)


class _Secure(http.client.HTTPSConnection):
    def connect(self) -> None:
        context = ssl.create_default_context()
        made = _connect(self.host, self.port, self.timeout)
        try:
            self.sock = context.wrap_socket(made, server_hostname=self.host)
        except BaseException:
            made.close()
            raise


def _is_direct(request: urllib.request.Request) -> bool:
    """Return whether no proxy stands in between; a proxy has an address of the user's own network, rightly."""
    return request.host == urlsplit(request.full_url).netloc


class _Http(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Plain if _is_direct(req) else http.client.HTTPConnection, req)


class _Https(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Secure if _is_direct(req) else http.client.HTTPSConnection, req)
