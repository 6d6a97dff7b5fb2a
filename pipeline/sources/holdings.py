"""What exists, what is held and what is missing, entry by entry, with licence and terms.

Belongs here: rows about the catalogue and the files, and which announced reports are new. Does not belong here: printing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.sources.addresses import NotAllowed, page_key
from pipeline.sources.catalogue import Catalogue, Entry, Index
from pipeline.sources.download import Downloader, NotFetched
from pipeline.sources.links import Announced, announced, links_in
from pipeline.sources.originals import Originals, with_originals

Held = Literal["original", "abridged", "table", "nothing"]


@dataclass(frozen=True, slots=True)
class Holding:
    """One document, list or series: what is held of it and on which terms it is published.

    `address` is the best one known, `address_seen` whether it is more than a guess, `last_try` what came of asking it.
    """

    id: str
    source: str
    edition_year: int | None
    country_iso3: str | None
    title: str
    held: Held
    file: str | None
    retrieved_at: str | None
    licence: str
    terms: str
    terms_url: str
    address: str | None
    address_seen: bool
    last_try: str | None


def holdings(catalogue: Catalogue, originals: Originals, root: Path) -> list[Holding]:
    """Every entry in the order of the catalogue; country pages and parts that are held stand as documents of their own."""
    held = with_originals(catalogue, originals, root)
    tries = {a.document_id: f"{a.on}: {a.result}" for a in sorted(originals.attempts.values(), key=lambda a: a.on)}
    return [_holding(held, entry, tries, root) for entry in held]


def _holding(catalogue: Catalogue, entry: Entry, tries: dict[str, str], root: Path) -> Holding:
    order = {"original": 0, "abridged": 1, "table": 2}
    files = sorted((f for f in entry.bundled if (root / f.path).is_file()), key=lambda f: order[f.kind])
    licence = catalogue.licences[entry.licence]
    address = entry.data_url or entry.url
    guessed = next((n for n in ("data_url", "pdf_url", "landing_url") if getattr(entry, n) == address), "")
    return Holding(
        entry.id,
        entry.source,
        entry.edition_year,
        entry.country_iso3,
        entry.title,
        files[0].kind if files else "nothing",
        str(files[0].path) if files else None,
        catalogue.retrieved.get(entry.id),
        entry.licence,
        licence.name,
        licence.terms_url,
        address,
        bool(address) and guessed not in entry.unverified,
        tries.get(entry.id),
    )


@dataclass(frozen=True, slots=True)
class News:
    """What an index page announces that the catalogue lacks, or in `problem` why the page could not be read."""

    index: Index
    new: tuple[Announced, ...] = ()
    seen: int = 0
    problem: str | None = None


def news(catalogue: Catalogue, downloader: Downloader, folder: Path, source: str | None = None) -> Iterator[News]:
    """What the index pages announce; nothing is taken over.

    Raises:
        Unreachable: a host does not answer.
    """
    for number, index in enumerate(i for i in catalogue.indexes if source in (None, i.source)):
        part = folder / f"index-{number}.part"
        try:
            got = downloader.get(index.url, part)
            links = links_in(got.path, got.url) if got else []
        except NotFetched as problem:
            if problem.kind == "unreachable":
                raise
            yield News(index, problem=str(problem))
            continue
        except NotAllowed as problem:
            yield News(index, problem=str(problem))
            continue
        finally:
            part.unlink(missing_ok=True)
        found = list(announced(links, index.source))
        if not found:
            yield News(index, problem=f"{index.url}: no link on it names a report; the page may have moved or changed")
            continue
        yield News(index, tuple(unknown(found, catalogue)), len(found))


def unknown(found: Iterable[Announced], catalogue: Catalogue) -> Iterator[Announced]:
    """Those reports that the catalogue lacks: another edition, another number, or an address of a country nobody knows."""
    known = {page_key(u, catalogue.hosts) for e in catalogue for u in (e.pdf_url, e.landing_url) if u}
    editions = {e.edition_year for e in catalogue if e.source == "tip"}
    numbers = {e.number for e in catalogue if e.number}
    for report in found:
        if report.source == "tip":
            fresh = report.edition_year not in editions
        else:
            fresh = report.number not in numbers if report.number else True
        if fresh and page_key(report.url, catalogue.hosts) not in known:
            yield report
