"""How a server is spoken to: requests and urllib3, without what they do unasked, and with a time limit that holds.

Belongs here: the session and its sockets. Does not belong here: what is asked and what becomes of the answer (`download`).
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPSConnectionPool
from urllib3.connection import HTTPSConnection


class Watch:
    """Ends the connections of a session when a time is over, whatever a server makes the libraries wait for.

    A timeout of a socket starts anew with every byte: a head that drips, or one `100 Continue` after the other, never
    reaches it.
    """

    def __init__(self) -> None:
        """Watches nothing yet."""
        self.sockets: list[socket.socket] = []
        self.fired = False

    @contextmanager
    def until(self, seconds: float) -> Iterator[None]:
        """Ends every connection that is open in the block once so many seconds are over; `fired` says whether it did."""
        self.fired = False
        timer = threading.Timer(max(0.0, min(seconds, threading.TIMEOUT_MAX)), self._end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _end(self) -> None:
        self.fired = True
        for one in self.sockets:
            with suppress(OSError):
                socket.socket.shutdown(one, socket.SHUT_RDWR)  # not that of ssl, which takes the connection apart


class _Session(requests.Session):
    """Follows no redirect: even where it is told not to, requests reads the body of one to its end, if it has any."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """None."""


class _Adapter(HTTPAdapter):
    """Tells a watch of every connection that is opened."""

    def __init__(self, watch: Watch) -> None:
        class Connection(HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                watch.sockets[:] = [*(s for s in watch.sockets if s.fileno() >= 0), self.sock]

        class Pool(HTTPSConnectionPool):
            ConnectionCls = Connection

        self._pool = Pool
        super().__init__()

    def init_poolmanager(self, *arguments: Any, **more: Any) -> None:
        """The usual one, with watched connections."""
        super().init_poolmanager(*arguments, **more)
        self.poolmanager.pool_classes_by_scheme = {"https": self._pool}

    def proxy_manager_for(self, *arguments: Any, **more: Any) -> Any:
        """Likewise, by way of a proxy."""
        manager = super().proxy_manager_for(*arguments, **more)
        manager.pool_classes_by_scheme = {**manager.pool_classes_by_scheme, "https": self._pool}
        return manager


def _no_login(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Leaves the request as it is: requests would send what a .netrc holds."""
    return request


def session(agent: str, watch: Watch) -> requests.Session:
    """A session that sends this agent's name and nothing that it was not told to: no cookie, no password, no packing."""
    made = _Session()
    made.mount("https://", _Adapter(watch))
    made.auth = _no_login
    made.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    made.headers.clear()
    made.headers.update({"User-Agent": agent, "Accept": "*/*", "Accept-Encoding": "identity"})
    return made
