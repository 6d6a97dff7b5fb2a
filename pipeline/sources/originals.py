"""Originals: the publishers' own files under data/raw/originals, and the checksums pinned for them.

Belongs here: the file data/raw/originals.lock.yaml, whether an original is the one that was pinned, and the catalogue with the
originals that are held. Does not belong here: downloading (`fetch`) or recognising a file (`recognise`).

The files are not in git, their checksums are: whoever fetches a report again gets the same bytes or is told so.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from filelock import FileLock, Timeout

from pipeline.reports.countries import country_name
from pipeline.sources.catalogue import BundledFile, Catalogue, Entry, sha256_of
from pipeline.sources.strict import UnusableYaml, load_yaml

ORIGINALS = Path("data/raw/originals")
LOCK = Path("data/raw/originals.lock.yaml")
#: Where a file goes whose content is not the one that was pinned; its name carries its checksum.
ASIDE = ORIGINALS / "aside"

_HEAD = """\
# Checksums of the originals, pinned when each was first seen, and what came of addresses that were tried.
# Written by `reintegration fetch` and `reintegration inbox`; commit it. To take a changed file, remove its entry here first.
"""


class UnusableOriginals(Exception):
    """The file of checksums cannot be used; the message is one line saying what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Pin:
    """One original as it was first seen.

    `countries` is empty for a whole report, else the countries that this file holds (a country page, a part of a volume).
    `etag` and `last_modified` are what the server said, for asking whether it has changed.
    """

    document_id: str
    entry: str
    path: str
    sha256: str
    bytes: int
    retrieved_at: str
    origin: str
    countries: tuple[str, ...] = ()
    url: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of an address that was tried, and when (a day)."""

    url: str
    document_id: str
    on: str
    result: str


@dataclass(frozen=True)
class Originals:
    """Pins by document id and attempts by address."""

    pins: Mapping[str, Pin] = field(default_factory=dict)
    attempts: Mapping[str, Attempt] = field(default_factory=dict)

    def with_pin(self, pin: Pin) -> "Originals":
        """The same with a pin added or replaced."""
        return replace(self, pins={**self.pins, pin.document_id: pin})

    def with_attempt(self, attempt: Attempt) -> "Originals":
        """The same with the result of an address added or replaced."""
        return replace(self, attempts={**self.attempts, attempt.url: attempt})

    def of_content(self, sha256: str) -> Pin | None:
        """The pin of a file with this content."""
        return next((p for p in self.pins.values() if p.sha256 == sha256), None)


@contextmanager
def exclusive(root: Path, wait: float = 60) -> Iterator[None]:
    """Holds the originals of a project for one process, so that a sensor and a person do not take in one file twice.

    Raises:
        UnusableOriginals: another process holds them for longer than `wait` seconds.
    """
    (root / "build").mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(root / "build" / "originals.lock", timeout=wait):
            yield
    except Timeout:
        raise UnusableOriginals(
            f"{root / ORIGINALS}: another fetch or inbox is at work; try again when it is done"
        ) from None


def read_originals(root: Path) -> Originals:
    """Pins and attempts of a project; none where there is no file.

    Raises:
        UnusableOriginals: the file is no YAML or a pin breaks a rule.
    """
    path = root / LOCK
    try:
        raw = load_yaml(path)
    except FileNotFoundError:
        return Originals()
    except UnusableYaml as problem:
        raise UnusableOriginals(str(problem)) from None
    if raw is None:
        return Originals()
    if not isinstance(raw, dict) or not set(raw) <= {"documents", "tried"}:
        raise UnusableOriginals(f"{path}: may hold documents and tried at the top, nothing else; restore it from git")
    pins = {name: _pin(path, name, item) for name, item in _mapping(path, raw, "documents")}
    tried = {url: _attempt(path, url, item) for url, item in _mapping(path, raw, "tried")}
    return Originals(pins, tried)


def _mapping(path: Path, raw: dict[str, Any], name: str) -> list[tuple[str, Any]]:
    items = raw.get(name) or {}
    if not isinstance(items, dict):
        raise UnusableOriginals(f"{path}: {name} is no mapping; restore it from git")
    return list(items.items())


def _pin(path: Path, name: str, item: object) -> Pin:
    try:
        if not isinstance(item, dict):
            raise TypeError
        pin = Pin(**{**item, "document_id": name, "countries": tuple(item.get("countries", ()))})
    except TypeError:
        raise UnusableOriginals(f"{path}: {name}: unknown or missing fields; restore it from git") from None
    place = Path(str(pin.path))
    if place.is_absolute() or ".." in place.parts or place.parts[:3] != ORIGINALS.parts:
        raise UnusableOriginals(f"{path}: {name}: path {pin.path!r} is not in {ORIGINALS}; restore it from git")
    if not isinstance(pin.sha256, str) or len(pin.sha256) != 64 or not isinstance(pin.bytes, int):
        raise UnusableOriginals(f"{path}: {name}: sha256 or bytes is none; restore it from git")
    if not all(isinstance(v, str) for v in (pin.entry, pin.retrieved_at, pin.origin, *pin.countries)):
        raise UnusableOriginals(f"{path}: {name}: a field is no text; restore it from git")
    return pin


def _attempt(path: Path, url: str, item: object) -> Attempt:
    if not isinstance(item, dict) or set(item) != {"document_id", "on", "result"}:
        raise UnusableOriginals(f"{path}: {url}: needs document_id, on and result; restore it from git")
    return Attempt(url, str(item["document_id"]), str(item["on"]), str(item["result"]))


def write_originals(root: Path, originals: Originals) -> None:
    """Writes the file aside and moves it into place; the same content gives the same bytes."""
    documents = {
        name: {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(pin).items() if v and k != "document_id"}
        for name, pin in sorted(originals.pins.items())
    }
    tried = {
        url: {k: v for k, v in asdict(attempt).items() if k != "url"}
        for url, attempt in sorted(originals.attempts.items())
    }
    content = {k: v for k, v in (("documents", documents), ("tried", tried)) if v}
    text = _HEAD + (yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=120) if content else "")
    write_aside(root / LOCK, text.encode())


def write_aside(path: Path, content: bytes) -> None:
    """Writes a file beside its place, makes sure that it is on disk, and moves it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def checksum(path: Path) -> str:
    """SHA-256 of a file, computed again only when its size or time has changed."""
    stat = path.stat()
    return _checksum(path, stat.st_mtime_ns, stat.st_size, stat.st_ino)


@lru_cache(maxsize=4096)
def _checksum(path: Path, changed: int, size: int, inode: int) -> str:
    return sha256_of(path)


def is_held(root: Path, pin: Pin) -> bool:
    """Whether the file of a pin is there and is the one that was pinned."""
    path = root / pin.path
    return path.is_file() and not path.is_symlink() and checksum(path) == pin.sha256


def problems(root: Path, originals: Originals) -> list[str]:
    """One line for every file in the folder of originals that is not the one pinned, or not pinned at all.

    An original that is pinned and not there is no problem: the files are not in git.
    """
    found = [
        f"{pin.path}: not the file that was pinned for {name}; it is not read. Restore it (`reintegration fetch`), or remove "
        f"{name} from {LOCK} and put the file into data/raw/inbox if the change is meant"
        for name, pin in originals.pins.items()
        if (root / pin.path).is_file() and not is_held(root, pin)
    ]
    pinned = {pin.path for pin in originals.pins.values()}
    for path in sorted((root / ORIGINALS).glob("*")):
        name = str(path.relative_to(root))
        if path.is_file() and not path.name.startswith(".") and ".part" not in path.suffixes and name not in pinned:
            found.append(f"{name}: no checksum is pinned for it, so it is not read; move it to data/raw/inbox")
    return found


def with_originals(catalogue: Catalogue, originals: Originals, root: Path) -> Catalogue:
    """The catalogue with the originals that are held and are the ones pinned.

    A whole report stands before the abridgement of its entry. A country page or part of a volume is an entry of its own,
    `tip-2023-bih`, and what it holds is left out of other files of the edition: each country is read once, from the file
    with the most countries, and from the abridgement only if no original has it.
    """
    held = [p for p in originals.pins.values() if p.entry in catalogue.entries and is_held(root, p)]
    entries: dict[str, Entry] = {}
    elsewhere: dict[str, frozenset[str]] = {}
    retrieved: dict[str, str] = {}
    part_of: dict[str, str] = {}
    for entry in catalogue:
        entries[entry.id] = entry
        own = [p for p in held if p.entry == entry.id]
        whole = next((p for p in own if not p.countries), None)
        if whole:
            file = BundledFile(Path(whole.path), "original", whole.sha256)
            entries[entry.id] = replace(entry, bundled=(file, *entry.bundled))
            if whole.url:
                entries[entry.id] = replace(entries[entry.id], landing_url=whole.url, pdf_url=None, unverified=())
            retrieved[entry.id] = whole.retrieved_at
            continue
        taken: frozenset[str] = frozenset()
        for pin in sorted(own, key=lambda p: (-len(p.countries), p.document_id)):
            if set(pin.countries) <= taken:
                continue
            entries[pin.document_id] = _part(entry, pin)
            part_of[pin.document_id] = entry.id
            elsewhere[pin.document_id] = taken & set(pin.countries)
            retrieved[pin.document_id] = pin.retrieved_at
            taken |= set(pin.countries)
        if taken:
            elsewhere[entry.id] = taken
    return replace(
        catalogue,
        entries=entries,
        read_elsewhere={k: v for k, v in elsewhere.items() if v},
        retrieved=retrieved,
        part_of=part_of,
    )


def _part(entry: Entry, pin: Pin) -> Entry:
    names = [country_name(c) for c in pin.countries]
    what = names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"
    return replace(
        entry,
        id=pin.document_id,
        title=f"{entry.title}: {what}",
        country_iso3=pin.countries[0] if len(pin.countries) == 1 else None,
        pdf_url=None,
        landing_url=pin.url or entry.landing_url,
        unverified=tuple(f for f in entry.unverified if f not in ("pdf_url", "landing_url")) if pin.url else (),
        bundled=(BundledFile(Path(pin.path), "original", pin.sha256),),
    )
