"""One file from one address, politely, whole or not at all.

Belongs here: requests, redirects, retries, resuming, limits of size and time. Does not belong here: which addresses to ask, what
the file is, where it goes.

requests and urllib3 speak HTTP, tenacity retries; every redirect is checked here before it is followed.
"""

import gzip
import random
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import requests
import tenacity
import urllib3.exceptions

from pipeline.printable import printable
from pipeline.sources.addresses import Allowed, NotAllowed, shown
from pipeline.sources.answers import as_sent, innermost, number_in, seconds_in, start_of
from pipeline.sources.connection import Watch, session
from pipeline.sources.partial import Note

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})


class NotFetched(Exception):
    """A file that was not fetched; the message is one line of why. `kind` is a word for the record."""

    def __init__(self, message: str, kind: str = "failed") -> None:
        """Keep the kind."""
        super().__init__(message)
        self.kind = kind


class Unreachable(NotFetched):
    """No connection to the host: it is gone, or there is no network."""

    def __init__(self, message: str) -> None:
        """The kind is `unreachable`."""
        super().__init__(message, "unreachable")


class _Again(NotFetched):
    """A fault that may pass; `after` is the pause in seconds that the server asks for."""

    def __init__(self, message: str, kind: str = "failed", after: float | None = None) -> None:
        super().__init__(message, kind)
        self.after = after


def user_agent(contact: str | None = None) -> str:
    """Who asks: state.gov answers 403 to agents that begin otherwise; the rest says honestly who it is.

    Args:
        contact: an address of the maintainer, `contact` of the catalogue.
    """
    who = f"+{contact}" if contact else "public data set on funding of help for victims of trafficking"
    return f"Mozilla/5.0 (compatible; reintegration-funding/{version('reintegration-funding')}; {who})"


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one download: bytes, seconds, redirects and tries.

    `stall` is the longest silence of the server, `pause` the shortest time between two requests to one host, `longest_wait`
    the longest pause a server may ask for.
    """

    bytes: int = 400_000_000
    seconds: float = 1200
    stall: float = 30
    connect: float = 15
    redirects: int = 5
    tries: int = 5
    pause: float = 2
    longest_wait: float = 300


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A file that is whole on disk, and what the server said of it."""

    path: Path
    url: str
    etag: str | None
    last_modified: str | None


class Downloader:
    """Fetches files one after the other.

    Args:
        allowed: what may be asked.
        limits: of every download.
        contact: where the maintainer can be reached, for the agent's name.
        authorities: file of certificate authorities to trust instead of the system's.
        tell: called with the bytes that are there and the bytes expected, if the server says so.
        sleep, clock, now, chance: time and chance, so that they can be replaced.
    """

    def __init__(
        self,
        allowed: Allowed,
        limits: Limits = Limits(),
        *,
        contact: str | None = None,
        authorities: Path | None = None,
        tell: Callable[[int, int | None], None] = lambda done, total: None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Opens a session; nothing is asked yet."""
        self.allowed, self.limits, self.tell = allowed, limits, tell
        self._sleep, self._clock, self._now, self._chance = sleep, clock, now, chance
        self._asked: dict[str, float] = {}
        self._watch = Watch()
        self._session = session(user_agent(contact), self._watch)
        self._verify: str | bool = str(authorities) if authorities else True

    def get(self, url: str, part: Path, etag: str | None = None, last_modified: str | None = None) -> Downloaded | None:
        """Fetches an address into `part`, going on where an earlier try was cut off.

        Args:
            url: the address.
            part: where the bytes go; kept on failure, for the next try. A note `part`.json beside it says what it is part of.
            etag: what the server said of the file that is held; asks only for something newer.
            last_modified: likewise.

        Returns:
            The file, or None if the server says that what is held is unchanged.

        Raises:
            NotAllowed: the address or a redirect may not be asked.
            NotFetched: in the end it did not work; one line says why.
        """
        self.allowed.check(url)
        deadline = self._clock() + self.limits.seconds
        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self.limits.tries),
            wait=self._wait,
            retry=tenacity.retry_if_exception_type(_Again),
            sleep=self._sleep,
            reraise=True,
        )
        return retrying(self._once, url, part, etag, last_modified, deadline)

    def _wait(self, state: tenacity.RetryCallState) -> float:
        problem = state.outcome.exception() if state.outcome else None
        if isinstance(problem, _Again) and problem.after is not None:
            return problem.after + self._chance()
        backoff: float = min(60.0, 2.0 ** (state.attempt_number - 1))
        return backoff * (0.5 + self._chance())

    def _once(
        self, url: str, part: Path, etag: str | None, last_modified: str | None, deadline: float
    ) -> Downloaded | None:
        note = Note.of(part, url)
        headers = {}
        if note.have:
            headers = {"Range": f"bytes={note.have}-", "If-Range": note.validator}
        else:
            headers |= {"If-None-Match": etag} if etag else {}
            headers |= {"If-Modified-Since": last_modified} if last_modified else {}
        try:
            with self._watch.until(deadline - self._clock()), self._ask(url, headers, deadline) as response:
                return self._receive(response, url, part, note, deadline, bool(headers))
        except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError) as problem:
            if isinstance(problem, OSError) and problem.filename is not None:
                raise  # a disk that is full or cannot be written
            raise self._told(problem, url, part) from None

    def _told(self, problem: Exception, url: str, part: Path) -> NotFetched:
        """What a fault of the network is called; whether it may pass."""
        address, said = shown(url), innermost(problem)
        if self._watch.fired:
            return self._too_slow(url, part.stat().st_size if part.is_file() else 0)
        if isinstance(problem, requests.exceptions.SSLError):
            return NotFetched(f"{address}: its certificate is not trusted ({said})", "certificate")
        silent = (requests.exceptions.ReadTimeout, urllib3.exceptions.ReadTimeoutError)
        if isinstance(problem, silent) or "Read timed out" in str(problem):
            return _Again(f"{address}: the server fell silent for {self.limits.stall:g} seconds", "stalled")
        if isinstance(problem, requests.exceptions.ConnectionError) and (
            isinstance(problem, requests.exceptions.ProxyError)
            or any(isinstance(a, urllib3.exceptions.MaxRetryError) for a in problem.args)
        ):
            return Unreachable(f"{urlsplit(url).hostname}: no connection ({said})")
        return _Again(f"{address}: cut off ({said})", "cut off")

    def _too_slow(self, url: str, done: int) -> NotFetched:
        come = f", {done:,} bytes came; the next fetch goes on from there" if done else ""
        return NotFetched(f"{shown(url)}: not there after {self.limits.seconds:g} seconds{come}", "too slow")

    def _ask(self, url: str, headers: dict[str, str], deadline: float) -> requests.Response:
        seen = {url}
        for _ in range(self.limits.redirects + 1):
            self._polite(urlsplit(url).hostname or "")
            if self._clock() > deadline:
                raise self._too_slow(url, 0)
            response = self._send(url, headers)
            if response.status_code not in _REDIRECTS or "Location" not in response.headers:
                return response
            location = response.headers["Location"]
            response.close()
            url = self.allowed.redirected(url, as_sent(location))
            if url in seen:
                raise NotFetched(f"{shown(url)}: redirects go round in a circle", "redirects")
            seen.add(url)
        raise NotFetched(f"{shown(url)}: more than {self.limits.redirects} redirects", "redirects")

    def _send(self, url: str, headers: dict[str, str]) -> requests.Response:
        try:
            return self._session.get(
                url,
                headers=headers,
                stream=True,
                allow_redirects=False,
                verify=self._verify,  # given here, since requests lets the environment overrule a session
                timeout=(self.limits.connect, self.limits.stall),
            )
        except requests.exceptions.InvalidHeader as problem:
            raise _Again(f"{shown(url)}: an answer that contradicts itself ({innermost(problem)})", "cut off") from None
        except ValueError:
            raise NotAllowed(f"{shown(url)} is no address") from None

    def _polite(self, host: str) -> None:
        last = self._asked.get(host)
        if last is not None and (rest := self.limits.pause - (self._clock() - last)) > 0:
            self._sleep(rest)
        self._asked[host] = self._clock()

    def _receive(
        self, response: requests.Response, url: str, part: Path, note: Note, deadline: float, asked: bool
    ) -> Downloaded | None:
        """The answer as a file; None where the server says, and was asked, that what is held is unchanged."""
        status = response.status_code
        if status == 304 and asked and not note.have:
            return None
        if status == 416:
            note.drop()
            raise _Again(f"{shown(url)}: the server no longer has what was begun", "changed meanwhile")
        self._complain(status, response, url)
        start = 0
        if status == 206:
            start = start_of(response.headers.get("Content-Range", ""))
            if start != note.have or start == 0:
                note.drop()
                raise _Again(f"{shown(url)}: the server sent another part than the one asked for", "wrong part")
        packed = response.headers.get("Content-Encoding", "identity").strip().lower()
        if packed not in ("identity", "", "gzip", "x-gzip"):
            raise NotFetched(
                f"{shown(url)}: comes packed as {printable(packed)[:40]}, which nobody asked for", "packed"
            )
        encoded = packed.endswith("gzip")
        length = number_in(response.headers.get("Content-Length"))
        total = start + length if length is not None else None
        if total is not None and total > self.limits.bytes:
            raise NotFetched(f"{shown(url)}: {total:,} bytes, more than the {self.limits.bytes:,} allowed", "too large")
        etag, changed = response.headers.get("ETag"), response.headers.get("Last-Modified")
        note.begin(None if encoded else (etag if etag and not etag.startswith("W/") else changed))
        done = self._copy(response, url, part, start, total, deadline)
        if total is not None and done != total:
            raise _Again(f"{shown(url)}: cut off after {done:,} of {total:,} bytes", "cut off")
        if encoded:
            self._unpack(part, url, deadline)
        note.forget()
        return Downloaded(part, response.url or url, etag, changed)

    def _complain(self, status: int, response: requests.Response, url: str) -> None:
        if status in (200, 206):
            return
        if status in _LATER:
            after = seconds_in(response.headers.get("Retry-After"), self._now())
            if after is not None and after > self.limits.longest_wait:
                raise NotFetched(
                    f"{shown(url)}: the server ({status}) asks to wait {after / 60:.0f} minutes; try again then",
                    "later",
                )
            raise _Again(f"{shown(url)}: the server cannot answer now (status {status})", f"status {status}", after)
        if status in (404, 410):
            raise NotFetched(f"{shown(url)}: nothing there (status {status})", "missing")
        if status in (401, 403, 451):
            raise NotFetched(
                f"{shown(url)}: the server refuses (status {status}); fetch it with a browser and put it into data/raw/inbox",
                "refused",
            )
        raise NotFetched(f"{shown(url)}: unexpected answer (status {status})", f"status {status}")

    def _copy(
        self, response: requests.Response, url: str, part: Path, start: int, total: int | None, deadline: float
    ) -> int:
        done = start
        part.parent.mkdir(parents=True, exist_ok=True)
        with part.open("ab" if start else "wb") as file:
            # read1 hands over what is there: a server that drips a byte at a time is noticed
            while chunk := response.raw.read1(1 << 16, decode_content=False):
                done += len(chunk)
                self._within_limits(url, done, deadline)
                file.write(chunk)
                self.tell(done, total)
        if self._watch.fired:  # its end was ours
            raise self._too_slow(url, done)
        return done

    def _within_limits(self, url: str, done: int, deadline: float) -> None:
        if done > self.limits.bytes:
            raise NotFetched(f"{shown(url)}: more than the {self.limits.bytes:,} bytes allowed", "too large")
        if self._clock() > deadline:
            raise self._too_slow(url, done)

    def _unpack(self, part: Path, url: str, deadline: float) -> None:
        """Unpacks what came packed, a piece at a time: a few bytes may hold more than memory and disk do."""
        aside = part.with_name(part.name + ".unpacked")
        try:
            with gzip.open(part) as packed, aside.open("wb") as file:
                done = 0
                while chunk := packed.read(1 << 16):
                    done += len(chunk)
                    self._within_limits(url, done, deadline)
                    file.write(chunk)
            aside.replace(part)
        except (EOFError, gzip.BadGzipFile, zlib.error) as problem:
            raise _Again(f"{shown(url)}: cut off ({innermost(problem)})", "cut off") from None
        finally:
            aside.unlink(missing_ok=True)


__all__ = ["Downloaded", "Downloader", "Limits", "NotAllowed", "NotFetched", "Unreachable", "user_agent"]
