"""An https server on loopback that behaves as badly as servers do."""

import re
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import trustme

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers by a table of paths; notes what was asked."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        """Looks the path up."""
        self.server.asked.append((self.path, dict(self.headers)))
        answer = self.server.answers.get(self.path)
        if answer is None:
            self.reply(404, b"nothing")
        else:
            answer(self)

    def reply(self, status: int, body: bytes = b"", length: int | None = None, **headers: str) -> None:
        """An answer; `length` is a lie about the body."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)
        if length is not None:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@dataclass
class Net:
    """The server's address, what it answers, and what it was asked."""

    port: int
    authorities: Path
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str, host: str = "localhost") -> str:
        """An address on this server."""
        return f"https://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """Paths asked for, in order."""
        return [path for path, _ in self.asked]


class Server(ThreadingHTTPServer):
    """Keeps the tables."""

    daemon_threads = True
    answers: dict[str, Answer]
    asked: list[tuple[str, dict[str, str]]]

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is no error here."""


@contextmanager
def loopback(folder: Path) -> Iterator[Net]:
    """Runs the server with a certificate of its own for localhost and 127.0.0.1."""
    authority = trustme.CA()
    file = folder / "authorities.pem"
    authority.cert_pem.write_to_path(str(file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    net = Net(server.server_address[1], file)
    server.answers, server.asked = net.answers, net.asked
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield net
    finally:
        server.shutdown()
        server.server_close()


def raw(*pieces: bytes, endless: bytes = b"", pause: float = 0.0) -> Answer:
    """Bytes as they are, the last ones again and again until the client hangs up, with a pause before each."""

    def answer(handler: Handler) -> None:
        handler.close_connection = True
        for piece in pieces:
            handler.wfile.write(piece)
        while endless:
            time.sleep(pause)
            handler.wfile.write(endless)

    return answer


def serve(body: bytes, **headers: str) -> Answer:
    """The body, whole."""
    return lambda handler: handler.reply(200, body, **headers)


def status(code: int, **headers: str) -> Answer:
    """A status without a body."""
    return lambda handler: handler.reply(code, b"", **headers)


def redirect(location: str, code: int = 302) -> Answer:
    """A redirect."""
    return status(code, Location=location)


def in_turn(*answers: Answer) -> Answer:
    """One answer after the other; the last one goes on."""
    left = list(answers)
    return lambda handler: (left.pop(0) if len(left) > 1 else left[0])(handler)


def cut_at(body: bytes, at: int, **headers: str) -> Answer:
    """Promises the whole body and hangs up in the middle."""
    return lambda handler: handler.reply(200, body[:at], length=len(body), **headers)


def ranged(body: bytes, **headers: str) -> Answer:
    """Knows Range and If-Range (by ETag)."""

    def answer(handler: Handler) -> None:
        asked = re.match(r"bytes=(\d+)-", handler.headers.get("Range", ""))
        if asked and handler.headers.get("If-Range") == headers.get("ETag"):
            start = int(asked[1])
            if start >= len(body):
                handler.reply(416, b"", Content_Range=f"bytes */{len(body)}")
            else:
                handler.reply(206, body[start:], Content_Range=f"bytes {start}-{len(body) - 1}/{len(body)}", **headers)
        else:
            handler.reply(200, body, **headers)

    return answer


class Clock:
    """Time that passes only when somebody sleeps, or by `tick` each time it is looked at."""

    def __init__(self, tick: float = 0.0) -> None:
        """Starts at zero."""
        self.time, self.tick = 0.0, tick
        self.slept: list[float] = []

    def __call__(self) -> float:
        """The time."""
        self.time += self.tick
        return self.time

    def sleep(self, seconds: float) -> None:
        """Passes the time."""
        self.slept.append(seconds)
        self.time += seconds
