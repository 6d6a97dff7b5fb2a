"""Fetching the reports that the catalogue lists and taking them in.

Belongs here: what becomes of what the addresses show. Does not belong here: which to try (`plan`), the request
(`download`), what a file is (`recognise`), where it goes (`intake`), tables of rates (`series`).
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pipeline.sources.addresses import NotAllowed, other_hosts, page_key, shown
from pipeline.sources.catalogue import UnusableCatalogue, load, sha256_of
from pipeline.sources.download import Downloaded, Downloader, NotFetched, Unreachable
from pipeline.sources.intake import NotTaken, copy_whole, place, take, why_not
from pipeline.sources.links import Link, country_pages, links_in, reports_on, whole_volumes
from pipeline.sources.originals import (
    ASIDE,
    ORIGINALS,
    Attempt,
    Originals,
    Pin,
    exclusive,
    is_held,
    read_originals,
    write_originals,
)
from pipeline.sources.plan import Wanted, wanted
from pipeline.sources.recognise import NotRecognised, Recognised, kind_of, recognise

Status = Literal["taken in", "unchanged", "changed", "not there", "failed", "would fetch", "no address"]

#: Links of a landing page that are tried before it is given up.
_MOST_LINKS = 6


OFFLINE = "no host answers: this machine seems to be offline; nothing was changed"


class Offline(Exception):
    """No host could be reached at all; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document, in a word and in a line."""

    document_id: str
    status: Status
    line: str

    @property
    def ok(self) -> bool:
        """Whether nothing is left to do."""
        return self.status in ("taken in", "unchanged", "would fetch")


def fetch(
    root: Path,
    downloader: Downloader,
    *,
    source: str | None = None,
    edition: int | None = None,
    country: str | None = None,
    dry_run: bool = False,
    tell: Callable[[str], None] = lambda _: None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> list[Outcome]:
    """Fetches what fits and takes it in.

    Args:
        root: folder of the project.
        downloader: how to ask.
        source: `tip` or `greta`; both if not given.
        edition: year of the edition.
        country: ISO 3166-1 alpha-3.
        dry_run: say what would be fetched, ask nothing, change nothing.
        tell: called with the document that is being fetched.
        now: the time, for `documents.retrieved_at`.

    Returns:
        One outcome a document.

    Raises:
        Offline: nothing could be reached; nothing was changed.
        UnusableCatalogue, UnusableOriginals: an input cannot be used; nothing was changed.
    """
    catalogue, originals = load(root / "data" / "raw" / "sources.yaml"), read_originals(root)
    plan = list(wanted(catalogue, originals, source, edition, country, downloader.allowed))
    if dry_run:
        return [_would(w, originals, root) for w in plan]
    with exclusive(root):
        return list(_Run(root, downloader, tell, now).all(plan))


def _would(want: Wanted, originals: Originals, root: Path) -> Outcome:
    pin = originals.pins.get(want.document_id)
    first = next(iter((*want.urls, *((want.landing,) if want.landing else ()))), None)
    if first is None:
        return Outcome(want.document_id, "no address", f"{want.document_id}: no address that may be asked")
    held = "look whether it has changed at" if pin and is_held(root, pin) else "fetch"
    mark = " (unverified)" if want.unverified and not pin else ""
    more = f" and {len(want.urls) - 1} more" if len(want.urls) > 1 else ""
    lead = "by way of " if not want.urls else ""
    return Outcome(
        want.document_id, "would fetch", f"{want.document_id}: would {held} {lead}{shown(first)}{more}{mark}"
    )


class _Run:
    """One run: what is known so far, and which hosts did not answer."""

    def __init__(
        self, root: Path, downloader: Downloader, tell: Callable[[str], None], now: Callable[[], datetime]
    ) -> None:
        self.root, self.downloader, self.tell, self.now = root, downloader, tell, now
        self.dead: dict[str, str] = {}
        self.answered = False
        self.unsaved: list[Attempt] = []
        self.load()

    def load(self) -> None:
        self.catalogue = load(self.root / "data" / "raw" / "sources.yaml")
        self.originals = read_originals(self.root)

    def all(self, plan: list[Wanted]) -> Iterator[Outcome]:
        """Outcomes of a plan; a document whose edition has country pages only becomes a document a country."""
        for want in plan:
            self.tell(want.document_id)
            yield from self.one(want)
        if self.dead and not self.answered:
            raise Offline(OFFLINE)

    def one(self, want: Wanted) -> Iterable[Outcome]:
        pin = self.originals.pins.get(want.document_id)
        reasons: list[str] = []
        for url in self._variants(want):
            outcome = self._try(want, url, pin, reasons)
            if outcome:
                return [outcome]
        if want.landing and not pin:
            found = self._by_way_of(want, want.landing, reasons)
            if found:
                return found
        if not reasons:
            line = f"{want.document_id}: no address that may be asked is known; fetch it by hand into data/raw/inbox"
            return [Outcome(want.document_id, "no address", line)]
        missing = all("nothing there" in r for r in reasons)
        told = "; ".join(dict.fromkeys(reasons))
        return [Outcome(want.document_id, "not there" if missing else "failed", f"{want.document_id}: {told}")]

    def _variants(self, want: Wanted) -> Iterator[str]:
        """The addresses, then the same pages on the hosts that keep the edition's years."""
        yield from want.urls
        for url in want.urls:
            for other in other_hosts(url, self.catalogue.hosts, want.entry.edition_year):
                if other not in want.urls:
                    yield other

    def _get(self, url: str, part: Path, reasons: list[str], pin: Pin | None = None) -> Downloaded | None:
        """The download; None with a reason added if it failed, without one if nothing has changed."""
        host = url.split("/")[2]
        if host in self.dead:
            reasons.append(self.dead[host])
            return None
        held = pin if pin and pin.url == url and is_held(self.root, pin) else None
        try:
            got = self.downloader.get(url, part, held.etag if held else None, held.last_modified if held else None)
            self._reached()
            return got
        except Unreachable as problem:
            self.dead[host] = str(problem)
            if not self.answered and len(self.dead) >= 2:
                raise Offline(OFFLINE) from None
            reasons.append(str(problem))
        except (NotFetched, NotAllowed) as problem:
            if isinstance(problem, NotFetched):
                self._reached()
            self._note(url, pin.document_id if pin else part.stem, str(problem))
            reasons.append(str(problem))
        return None

    def _reached(self) -> None:
        self.answered = True

    def _try(self, want: Wanted, url: str, pin: Pin | None, reasons: list[str]) -> Outcome | None:
        """Outcome of one address; None if it did not lead to the document."""
        part = self.root / ORIGINALS / f"{want.document_id}.part"
        before = len(reasons)
        got = self._get(url, part, reasons, pin)
        if got is None:
            if len(reasons) > before:
                return None
            return Outcome(want.document_id, "unchanged", f"{want.document_id}: unchanged at {shown(url)}")
        try:
            return self._judge(want, url, got, pin)
        except (NotRecognised, NotTaken) as problem:
            why = f"{shown(url)} {problem}"
            self._note(url, want.document_id, why)
            reasons.append(why)
            return None
        except (OSError, KeyboardInterrupt):
            raise
        except Exception as problem:  # one file never stops the others, whatever is in it
            reasons.append(f"what {shown(url)} sent could not be looked through ({problem!r}); report this as a bug")
            return None
        finally:
            part.unlink(missing_ok=True)

    def _judge(self, want: Wanted, url: str, got: Downloaded, pin: Pin | None) -> Outcome:
        if pin:
            return self._compare(want, url, got, pin)
        found = recognise(got.path)
        placement = place(found, self.catalogue, self.root)
        self._is_what_was_wanted(want, found, placement.entry_id)
        if why := why_not(got.path, placement, self.catalogue, self.originals, self.root):
            raise NotTaken(why)
        text = (self.root / "data" / "raw" / "sources.yaml").read_text(encoding="utf-8")
        try:
            new, _, self.originals = take(
                got.path,
                found,
                placement,
                self.root,
                text,
                self.originals,
                origin="fetch",
                now=self._stamp(),
                url=url,
                etag=got.etag,
                last_modified=got.last_modified,
            )
        except UnusableCatalogue as problem:
            raise NotTaken(f"its entry cannot be written: {problem.problems[0]}") from None
        self._note(url, new.document_id, f"taken in: {found.summary}")
        self.load()
        line = f"{new.document_id}: {found.summary}, {new.bytes:,} bytes, from {shown(url)}"
        return Outcome(new.document_id, "taken in", line)

    def _is_what_was_wanted(self, want: Wanted, found: Recognised, entry_id: str) -> None:
        if entry_id != want.entry.id:
            raise NotRecognised(f"shows another report: {found.summary}")
        if found.source == "tip" and want.document_id != want.entry.id and found.countries != (want.country_iso3,):
            raise NotRecognised(f"shows {', '.join(found.countries[:4])} and not {want.country_iso3}")

    def _compare(self, want: Wanted, url: str, got: Downloaded, pin: Pin) -> Outcome:
        """What is there now beside what was pinned: restored, unchanged, or changed and kept aside."""
        digest = sha256_of(got.path)
        if digest == pin.sha256:
            restored = not is_held(self.root, pin)
            if restored:
                copy_whole(got.path, self.root / pin.path)
            marks = replace(pin, url=url, etag=got.etag, last_modified=got.last_modified)
            if marks != pin:
                self.originals = self.originals.with_pin(marks)
                write_originals(self.root, self.originals)
            what: Status = "taken in" if restored else "unchanged"
            return Outcome(
                pin.document_id, what, f"{pin.document_id}: {'the file that is pinned' if restored else what}"
            )
        kind = kind_of(got.path.open("rb").read(4096)) or "bin"
        aside = self.root / ASIDE / f"{pin.document_id}.{digest[:12]}.{kind}"
        copy_whole(got.path, aside)
        self._note(url, want.document_id, f"changed: now sha256 {digest}")
        return Outcome(
            pin.document_id,
            "changed",
            f"{pin.document_id}: the file at {shown(url)} is no longer the one pinned on {pin.retrieved_at[:10]}; the new one is "
            f"kept as {aside.relative_to(self.root)}, the data set stays with the pinned one. To take it: look at it, remove "
            f"{pin.document_id} from data/raw/originals.lock.yaml and move it into data/raw/inbox",
        )

    def _by_way_of(self, want: Wanted, landing: str, reasons: list[str]) -> list[Outcome]:
        """Outcomes by way of the links of a landing page; none if it leads nowhere."""
        part = self.root / ORIGINALS / f"{want.document_id}.landing.part"
        got = self._get(landing, part, reasons)
        if got is None:
            return []
        try:
            with suppress(NotRecognised, NotTaken):  # some landing addresses are the report itself
                return [self._judge(want, landing, got, None)]
            links = [k for k in links_in(got.path, got.url) if self.downloader.allowed.allows(k.url)]
        finally:
            part.unlink(missing_ok=True)
        if want.entry.source == "tip" and want.document_id == want.entry.id:
            return self._volume_or_pages(want, links, reasons)
        if want.entry.source == "tip":
            pages = country_pages(links, want.entry.edition_year or 0)
            urls = [pages[want.country_iso3]] if want.country_iso3 in pages else []
        else:
            urls = reports_on(links, want.country_iso3, want.entry.number)
        for url in urls[:_MOST_LINKS]:
            if outcome := self._try(want, url, None, reasons):
                return [outcome]
        if not urls:
            reasons.append(f"{shown(landing)} leads to no report")
        return []

    def _volume_or_pages(self, want: Wanted, links: list[Link], reasons: list[str]) -> list[Outcome]:
        edition = want.entry.edition_year or 0
        for url in whole_volumes(links, edition)[:_MOST_LINKS]:
            if outcome := self._try(want, url, None, reasons):
                return [outcome]
        outcomes: list[Outcome] = []
        tried = {page_key(u, self.catalogue.hosts) for u in want.urls}
        for code, url in country_pages(links, edition).items():
            if page_key(url, self.catalogue.hosts) in tried:
                continue
            name = f"{want.entry.id}-{code.lower()}"
            page = Wanted(name, want.entry, code, (url,), None, False)
            self.tell(name)
            outcomes += self.one(page)
        if not outcomes:
            reasons.append(f"{shown(want.landing or '')} leads to no volume and no country page")
        return outcomes

    def _note(self, url: str, document_id: str, result: str) -> None:
        """Records what came of an address, once it is sure that there is a network."""
        self.unsaved.append(Attempt(url, document_id, self._stamp()[:10], result))
        if not self.answered:
            return
        for attempt in self.unsaved:
            self.originals = self.originals.with_attempt(attempt)
        self.unsaved.clear()
        write_originals(self.root, self.originals)

    def _stamp(self) -> str:
        return self.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
