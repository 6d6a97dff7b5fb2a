"""Taking a recognised report in: which document it is, its file, its checksum and its entry in the catalogue.

Belongs here: what `fetch` and `inbox` do alike once a file lies ready. Does not belong here: where the file came from.
The order of the steps is such that a machine switched off between two of them loses nothing: file, entry, checksum.
"""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.reading import UnreadableDocument, read_document
from pipeline.reports import split_report
from pipeline.reports.countries import country_name
from pipeline.sources.catalogue import Catalogue, Entry, sha256_of
from pipeline.sources.edit import save, with_entry, with_fields
from pipeline.sources.originals import ORIGINALS, Originals, Pin, is_held, write_originals
from pipeline.sources.recognise import WHOLE_WORLD, Recognised

_ORDINALS = {1: "First", 2: "Second", 3: "Third", 4: "Fourth", 5: "Fifth", 6: "Sixth"}
_OF_SOURCE = {
    "tip": {"publisher": "US Department of State", "licence": "us-government-work"},
    "greta": {"publisher": "Council of Europe, GRETA", "licence": "council-of-europe"},
}


class NotTaken(Exception):
    """A report that is not taken in; the message is one line of why, without the file's name."""


@dataclass(frozen=True)
class Placement:
    """Which document a file is.

    `countries` is empty for a whole report. `new_entry` is an entry that the catalogue lacks; `corrections` are fields of
    an entry that it has, as the report itself states them.
    """

    document_id: str
    entry_id: str
    countries: tuple[str, ...] = ()
    new_entry: Mapping[str, Any] | None = None
    corrections: Mapping[str, Any] = field(default_factory=dict)


def place(found: Recognised, catalogue: Catalogue, root: Path) -> Placement:
    """The document that a recognised file is, in a catalogue that may not know it yet."""
    entry = _entry_of(found, catalogue)
    new = None if entry else _new_entry(found, catalogue)
    entry_id = entry.id if entry else str(new["id"]) if new else ""
    corrections = _corrections(found, entry) if entry else {}
    if found.source == "greta" or _is_whole(found, entry, root):
        return Placement(entry_id, entry_id, (), new, corrections)
    ends = (found.countries[0], found.countries[-1])[: len(found.countries)]
    return Placement(
        "-".join([entry_id, *(c.lower() for c in ends)]), entry_id, tuple(sorted(found.countries)), new, corrections
    )


def _entry_of(found: Recognised, catalogue: Catalogue) -> Entry | None:
    same = [e for e in catalogue if e.source == found.source]
    if found.source == "tip":
        return next((e for e in same if e.edition_year == found.edition_year), None)
    same = [e for e in same if e.country_iso3 == found.countries[0]]
    of_number = [e for e in same if e.number is not None and e.number == found.number]
    # a number that was seen and is another one belongs to another report of that round
    of_round = [
        e
        for e in same
        if e.round is not None
        and e.round == found.round
        and (found.number in (None, e.number) or e.number is None or "number" in e.unverified)
    ]
    if found.round is not None:
        # a number from memory can be another round's: the round decides between two that bear it
        options = [*(e for e in of_number if e.round in (found.round, None)), *of_round]
    else:
        options = of_number if found.number else [e for e in same if e.edition_year == found.edition_year]
    return options[0] if options else None


def _is_whole(found: Recognised, entry: Entry | None, root: Path) -> bool:
    """Whether a TIP file is the whole volume: all countries, or at least those that the abridgement has."""
    if len(found.countries) >= WHOLE_WORLD:
        return True
    if found.kind == "html" or len(found.countries) == 1:
        return False
    known = [f for f in entry.bundled if f.kind == "abridged"] if entry else []
    try:
        return all(set(found.countries) >= _countries_of(root / file.path, found.edition_year) for file in known)
    except UnreadableDocument:
        return True


def _countries_of(path: Path, edition: int) -> set[str]:
    return {n.country_iso3 for n in split_report(read_document(path), "tip", edition).narratives}


def _new_entry(found: Recognised, catalogue: Catalogue) -> dict[str, Any]:
    year = found.edition_year
    if found.source == "tip":
        wanted = f"tip-{year}"
        title = f"Trafficking in Persons Report {year}"
    else:
        country = found.countries[0]
        wanted = f"greta-{found.number[6:].replace(')', '-') if found.number else year}-{country.lower()}"
        name = f"{_ORDINALS[found.round]}-round evaluation report" if found.round else "Evaluation report"
        title = f"{name} on {country_name(country)}"
    entry_id, n = wanted, 2
    while entry_id in catalogue.entries:
        entry_id, n = f"{wanted}-{n}", n + 1
    terms = dict(_OF_SOURCE[found.source])
    if terms["licence"] not in catalogue.licences:
        raise NotTaken(f"the catalogue has no licence {terms['licence']}; add it to data/raw/sources.yaml")
    period = {"period_start": f"{year - 1}-04-01", "period_end": f"{year}-03-31"} if found.source == "tip" else {}
    return {
        "id": entry_id,
        "source": found.source,
        "edition_year": year,
        "country_iso3": found.countries[0] if found.source == "greta" else None,
        "number": found.number,
        "round": found.round,
        "title": title,
        **terms,
        "published_on": found.published_on,
        **period,
        "verified_by": "the report itself",
        "unverified": list(period),
    }


def _corrections(found: Recognised, entry: Entry) -> dict[str, Any]:
    """Fields that the report itself states and the catalogue lacks or could not verify."""
    told = {"number": found.number, "edition_year": found.edition_year, "published_on": found.published_on}
    changed = {
        name: value
        for name, value in told.items()
        if value is not None and (getattr(entry, name) is None or name in entry.unverified)
    }
    if not changed:
        return {}
    left = [name for name in entry.unverified if name not in changed]
    return {
        **changed,
        "verified_by": f"{entry.verified_by}; read off the report itself: {', '.join(sorted(changed))}",
        "unverified": left,
    }


def why_not(file: Path, placement: Placement, catalogue: Catalogue, originals: Originals, root: Path) -> str | None:
    """Why a file is not to be taken in: it is held already, or is not what was pinned; None if it is."""
    digest = sha256_of(file)
    same = originals.of_content(digest)
    if same and is_held(root, same):
        return f"is already held as {same.document_id}, byte for byte; delete it"
    if bundled := next((e.id for e, f in catalogue.bundled() if f.sha256 == digest), None):
        return f"is already in the repository, for {bundled}; delete it"
    pin = originals.pins.get(placement.document_id)
    if pin and pin.sha256 != digest:
        return (
            f"is {placement.document_id}, but another file is pinned for it since {pin.retrieved_at[:10]}; to take this one "
            f"instead, remove {placement.document_id} from data/raw/originals.lock.yaml"
        )
    for other in originals.pins.values():
        if other.entry != placement.entry_id or other.document_id == placement.document_id or not is_held(root, other):
            continue
        if placement.countries and (not other.countries or set(placement.countries) <= set(other.countries)):
            return f"is {placement.document_id}, which is already held as part of {other.document_id}; delete it"
    return None


def take(
    file: Path,
    found: Recognised,
    placement: Placement,
    root: Path,
    catalogue_text: str,
    originals: Originals,
    *,
    origin: str,
    now: str,
    url: str | None = None,
    etag: str | None = None,
    last_modified: str | None = None,
) -> tuple[Pin, str, Originals]:
    """Copies a file to its place, catalogues and pins it; returns the pin, the catalogue's text and all pins as they are now.

    The place follows from the document, never from a name that came with the file. The file itself stays where it is.
    """
    target = root / ORIGINALS / f"{placement.document_id}.{found.kind}"
    copy_whole(file, target)
    if placement.new_entry:
        catalogue_text = with_entry(catalogue_text, placement.new_entry)
    if placement.corrections:
        catalogue_text = with_fields(catalogue_text, placement.entry_id, placement.corrections)
    if placement.new_entry or placement.corrections:
        save(root / "data" / "raw" / "sources.yaml", catalogue_text)
    pin = Pin(
        placement.document_id,
        placement.entry_id,
        str(target.relative_to(root)),
        sha256_of(target),
        target.stat().st_size,
        now,
        origin,
        placement.countries,
        url,
        etag,
        last_modified,
    )
    originals = originals.with_pin(pin)
    write_originals(root, originals)
    return pin, catalogue_text, originals


def copy_whole(file: Path, target: Path) -> None:
    """Copies a file aside, waits until it is on disk, and moves it to its place: there is never half of one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with file.open("rb") as source, aside.open("wb") as copy:
            shutil.copyfileobj(source, copy, 1 << 20)
            copy.flush()
            os.fsync(copy.fileno())
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
