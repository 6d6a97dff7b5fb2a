"""The process that reads documents: a request a line on standard input, a reading on standard output.

Belongs here: limits on this process, and the loop. apart.py starts it, talks to it and ends it.
Run as `python -P -m pipeline.reading.child`.
"""

import contextlib
import gc
import json
import os
import re
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from pipeline.reading.model import Reading, UnreadableDocument
from pipeline.reading.wire import to_bytes

_NUMBER = re.compile(r"\d[\d.,]*")


def main() -> None:
    """Answers requests until standard input ends."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # what a library prints must not get between the replies
        os.dup2(nothing, stream)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gc.set_threshold(200_000, 20, 100)  # reading makes many small objects and no circles
    for line in requests:
        answer, body = _answer(json.loads(line))
        head = json.dumps({**answer, "bytes": len(body)}).encode() + b"\n"
        replies.write(head + body)
        replies.flush()


def _answer(request: dict[str, Any]) -> tuple[dict[str, str], bytes]:
    """What is told of one document: a reading, or the line that says why there is none."""
    from pipeline.reading.document import read_document

    path = Path(os.fsdecode(request["path"].encode("utf-8", "surrogateescape")))
    try:
        os.chdir(request["folder"])
        _limit(request["memory"], request["processor"], request["wall"])
        return {"is": "reading"}, to_bytes(_bounded(read_document(path), path, request["text"], request["numbers"]))
    except UnreadableDocument as problem:
        return {"is": "unreadable", "why": str(problem)}, b""
    except MemoryError:
        return {"is": "memory"}, b""
    except Exception as problem:  # whatever a hostile file sets off, the next one must be read
        return {"is": "failed", "why": f"{type(problem).__name__}: {problem}"}, b""
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _bounded(reading: Reading, path: Path, most: float, most_numbers: float) -> Reading:
    characters = sum(len(p.text) for p in reading.paragraphs)
    if characters > most * 1e6:
        raise UnreadableDocument(
            f"{path}: holds {characters / 1e6:.0f} million characters, more than the {most:g} a report may; split it"
        )
    numbers = sum(sum(1 for _ in _NUMBER.finditer(p.text)) for p in reading.paragraphs)
    if numbers > most_numbers:
        raise UnreadableDocument(
            f"{path}: holds {numbers:,} numbers, more than the {most_numbers:,.0f} a report may; split it"
        )
    return reading


def _limit(memory_mb: float, processor: float, wall: float) -> None:
    """Limits for one document; the system ends this process where one is broken, even if nobody watches any more."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + processor) + 1
    for what, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, int(memory_mb * 2**20))):
        with contextlib.suppress(ValueError, OSError):  # macOS does not limit address space
            _, hard = resource.getrlimit(what)
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, wall + 1)


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        sys.exit(0)
