"""What an answer says, read with suspicion: numbers, dates, addresses and faults.

Belongs here: pure functions on headers and errors. Does not belong here: asking (`download`).
"""

from datetime import datetime
from email.utils import parsedate_to_datetime

from pipeline.printable import printable


def start_of(content_range: str) -> int:
    """First byte of a `Content-Range: bytes 5-9/10`; -1 if it is none."""
    first = content_range.removeprefix("bytes ").split("-")[0].strip()
    number = number_in(first)
    return -1 if number is None else number


def number_in(text: str | None) -> int | None:
    """A number in a header; None for anything else, such as digits of other scripts or thousands of them."""
    plain = (text or "").strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 19 else None


def as_sent(location: str) -> str:
    """A Location with letters beyond ASCII as UTF-8, which servers send and the libraries take for Latin-1."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def seconds_in(retry_after: str | None, now: datetime) -> float | None:
    """A Retry-After in seconds, given as a number or as a date."""
    if not retry_after:
        return None
    if (seconds := number_in(retry_after)) is not None:
        return float(seconds)
    try:
        return max(0.0, (parsedate_to_datetime(retry_after) - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def innermost(problem: BaseException) -> str:
    """The innermost reason of a chain of network errors, on one line."""
    reason: BaseException = problem
    while True:
        inner = getattr(reason, "reason", None) or next((a for a in reason.args if isinstance(a, BaseException)), None)
        if not isinstance(inner, BaseException):
            break
        reason = inner
    text = " ".join(str(reason).split())
    return printable(text.rsplit(": ", 1)[-1][:120])
