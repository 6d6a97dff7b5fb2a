"""Reads documents in a process of their own, within limits: no file can hang, crash or exhaust the one that asks.

Belongs here: starting that process, asking it, ending it. child.py is the other side.
One warm process serves the documents of a thread one after another, since starting it costs a quarter of a second. It
is a plain child and not of multiprocessing, whose workers (Dask's are such) may have no children of their own.
"""

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
import weakref
from pathlib import Path
from typing import Any

from pipeline.reading.limits import Limits, limits_from
from pipeline.reading.model import Reading, ReadingStopped, UnreadableDocument
from pipeline.reading.wire import from_bytes

_TOP = Path(__file__).resolve().parents[2]
#: A reading has at most so many bytes for each character and its place; a reply beyond it is no reading.
_BYTES_A_CHARACTER = 20

_ADVICE = "take the file out, or raise the limit (docs/reliability.md) and build with --force"


class _Gone(Exception):
    """The process ended, or was ended, before it answered."""


class _Reader:
    """The process that reads, from its start to its end."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(_TOP), *_given_path()])}
        # one thread is enough, and each more would map address space that counts against the limit
        environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "pipeline.reading.child"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=environment, start_new_session=True, bufsize=0,
        )  # fmt: skip
        self.owner = os.getpid()
        self.end = weakref.finalize(self, _end, self.process, self.owner)

    @property
    def usable(self) -> bool:
        """Whether it runs and belongs to this process, not to the one that this was forked from."""
        return self.owner == os.getpid() and self.process.poll() is None

    def ask(self, request: dict[str, Any], wall: float, most: int) -> tuple[dict[str, Any], bytes]:
        """The answer to one request.

        Raises:
            TimeoutError: none came within `wall` seconds.
            _Gone: the process ended, or what it sent is no answer.
        """
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        until = time.monotonic() + wall
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
        except BrokenPipeError:
            raise _Gone from None
        received = bytearray()
        end = size = -1
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            while end < 0 or len(received) < end + size:
                if not selector.select(max(0.0, until - time.monotonic())):
                    raise TimeoutError
                part = os.read(self.process.stdout.fileno(), 1 << 20)
                if not part or len(received) > most:
                    raise _Gone
                received += part
                if end < 0 and (found := received.find(b"\n")) >= 0:
                    end = found + 1
                    try:
                        head = dict(json.loads(received[:found]))
                        size = int(head["bytes"])
                    except (ValueError, KeyError, TypeError):
                        raise _Gone from None
        return head, bytes(received[end:])


def _given_path() -> list[str]:
    return [p for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if p]


def _end(process: subprocess.Popen[bytes], owner: int) -> None:
    """Ends the process with all that it may have started; a fork of its owner leaves it alone."""
    if owner != os.getpid():
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
    process.wait()


_MINE = threading.local()


def _reader() -> _Reader:
    reader: _Reader | None = getattr(_MINE, "reader", None)
    if reader is None or not reader.usable:
        reader = _MINE.reader = _Reader()
    return reader


def get_ready() -> None:
    """Starts the process that reads, so that it is warm when the first document comes."""
    _reader()


def read_document(path: Path, limits: Limits | None = None) -> Reading:
    """Paragraphs of a PDF, HTML or text file in reading order, read in another process.

    Args:
        path: the file.
        limits: what reading it may take; those of the environment by default.

    Raises:
        UnreadableDocument: the file is missing, empty, encrypted, cut short or of an unknown kind; one line says which and
            what to do.
        ReadingStopped: reading it crashed, took too long or too much memory.
        UnusableLimit: a limit in the environment is no number.
    """
    limits = limits or limits_from()
    path = Path(path)
    try:
        size = path.stat().st_size
    except OSError:
        size = 0  # the reader says what is wrong with it
    processor, wall = limits.processor_seconds(size), limits.wall_seconds(size)
    request = {
        "path": os.fsencode(path).decode("utf-8", "surrogateescape"), "folder": str(Path.cwd()),
        "memory": limits.memory_mb, "processor": processor, "wall": wall, "text": limits.text_mb, "numbers": limits.numbers,
    }  # fmt: skip
    reader = _reader()
    try:
        answer, body = reader.ask(request, wall, int(_BYTES_A_CHARACTER * limits.text_mb * 1e6))
        if answer["is"] == "reading":
            return from_bytes(body)
    except TimeoutError:
        reader.end()
        raise ReadingStopped(f"{path}: reading took more than {wall:.0f} seconds and was stopped; {_ADVICE}") from None
    except (_Gone, ValueError):
        with contextlib.suppress(subprocess.TimeoutExpired):
            reader.process.wait(timeout=2)
        code = reader.process.poll()
        reader.end()
        raise ReadingStopped(f"{path}: {_cause(code, limits, processor)}; {_ADVICE}") from None
    if answer["is"] == "unreadable":
        raise UnreadableDocument(str(answer["why"]))
    reader.end()  # who knows in what state it is
    if answer["is"] == "memory":
        raise ReadingStopped(f"{path}: {_memory(limits)}; {_ADVICE}")
    said = " ".join(str(answer.get("why")).split())[:200]
    raise UnreadableDocument(f"{path}: the reader failed on it ({said}); report this as a bug with the file")


def _memory(limits: Limits) -> str:
    return f"reading takes more than {limits.memory_mb:.0f} MB of memory and was stopped"


def _cause(code: int | None, limits: Limits, processor: float) -> str:
    """Why the process ended, from its exit status."""
    if code == -signal.SIGXCPU:
        return f"reading took more than {processor:.0f} seconds of processor time and was stopped"
    if code == -signal.SIGALRM:
        return "reading took too long and was stopped"
    if code in (-signal.SIGABRT, -signal.SIGTRAP, -signal.SIGILL):  # how PDFium ends when it is refused memory
        return f"{_memory(limits)}, or the reader crashed"
    if code is not None and code < 0:
        return f"the reader crashed on it ({signal.Signals(-code).name})"
    return "the reader ended without an answer"
