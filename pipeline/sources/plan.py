"""Which addresses to try for which document.

Belongs here: what the catalogue's addresses and patterns come to. Does not belong here: asking them (`fetch`).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.reports.countries import names_of
from pipeline.sources.addresses import Allowed, https_of
from pipeline.sources.catalogue import Catalogue, Entry
from pipeline.sources.originals import Originals

_ADDRESS = re.compile(r"https?://[^\s;,)]+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document to fetch: where it may be, the likeliest address first, and the page that leads to it."""

    document_id: str
    entry: Entry
    country_iso3: str | None
    urls: tuple[str, ...]
    landing: str | None
    unverified: bool


def wanted(
    catalogue: Catalogue,
    originals: Originals,
    source: str | None = None,
    edition: int | None = None,
    country: str | None = None,
    allowed: Allowed | None = None,
) -> Iterator[Wanted]:
    """Documents of the catalogue that fit, in its order, with the addresses that may be asked.

    A country asked for means the country's page of a TIP edition, or the country's GRETA reports.
    """
    for entry in catalogue.reports:
        if source not in (None, entry.source) or edition not in (None, entry.edition_year):
            continue
        if entry.source == "greta" and country not in (None, entry.country_iso3):
            continue
        part = country if entry.source == "tip" else None
        document = f"{entry.id}-{part.lower()}" if part else entry.id
        urls = [] if part else [u for u in (entry.pdf_url,) if u]
        if part:
            urls = list(page_addresses(entry, part))
        pin = originals.pins.get(document)
        if pin and pin.url:
            urls.insert(0, pin.url)
        guessed = any(n in entry.unverified for n in (("country_pages",) if part else ("pdf_url", "landing_url")))
        ready = (https_of(u) for u in urls)
        asked = tuple(dict.fromkeys(u for u in ready if allowed is None or allowed.allows(u)))
        landing = https_of(entry.landing_url) if entry.landing_url else None
        leads = landing if landing and (allowed is None or allowed.allows(landing)) else None
        yield Wanted(document, entry, country or entry.country_iso3, asked, leads, guessed)


def page_addresses(entry: Entry, country: str) -> Iterator[str]:
    """Addresses at which the page of a country may stand, by the patterns that the catalogue holds.

    A country is tried under each name that editions gave it. Numbered pages cannot be guessed; the landing page lists them.
    """
    slugs = list(dict.fromkeys(_slug(name) for name in names_of(country)))
    found: list[str] = []
    for address in _ADDRESS.findall(entry.country_pages or ""):
        if "{slug}" in address:
            found += [address.replace("{slug}", slug) for slug in slugs]
        elif "{" not in address and address.rstrip("/").rsplit("/", 1)[-1] in slugs:
            found.insert(0, address)
    yield from dict.fromkeys(found)


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("&", "and").replace("'", "")).strip("-")
