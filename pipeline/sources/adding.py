"""An address given by hand becomes part of the catalogue.

Belongs here: what an address tells of source, edition, number and country, and which entry it belongs to. Does not belong here:
asking it; `fetch` does, and the report itself then says what it is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from pipeline.reports.countries import country_name, iso3_of, known_codes
from pipeline.sources.addresses import NotAllowed, allowed_by, https_of, page_key, shown
from pipeline.sources.catalogue import Catalogue, Entry
from pipeline.sources.edit import with_entry, with_fields
from pipeline.sources.links import number_in

_TIP_WORDS = re.compile(r"trafficking[-_ ]in[-_ ]persons|tiprpt|(?<![a-z])tip[-_ ]?report", re.I)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)|(?<!\d)(20\d\d)(?=[01]\d[0-3]\d(?!\d))")
_OF_SOURCE = {
    "tip": ("US Department of State", "us-government-work"),
    "greta": ("Council of Europe, GRETA", "council-of-europe"),
}


class NotAdded(Exception):
    """An address that is not added; the message is one line of why and what to do."""


@dataclass(frozen=True, slots=True)
class Addition:
    """The catalogue's text with the address in it, the entry it went to, and a line about it; `text` is None if it was known."""

    text: str | None
    entry_id: str
    line: str


def add(
    url: str,
    text: str,
    catalogue: Catalogue,
    today: str,
    *,
    source: str | None = None,
    edition: int | None = None,
    country: str | None = None,
) -> Addition:
    """Puts an address into the text of a catalogue.

    Args:
        url: the address.
        text: the text of sources.yaml.
        catalogue: the same, read.
        today: the day, ISO 8601, for `verified_by`.
        source: `tip` or `greta`; else from the address.
        edition: year; else from the address.
        country: ISO 3166-1 alpha-3; else from the address.

    Raises:
        NotAdded: the address may not be asked, or does not tell enough.
    """
    try:
        url = allowed_by(catalogue.hosts).check(https_of(url.strip()))
    except (NotAllowed, ValueError) as problem:
        raise NotAdded(f"{problem}; only a publisher's own pages are fetched") from None
    if known := _known(url, catalogue):
        return Addition(None, known.id, f"{shown(url)} is already in the catalogue: {known.id}")
    path = unquote(urlsplit(url).path)
    source = source or _source_of(url, path)
    if source is None:
        raise NotAdded(f"{shown(url)} does not tell what it is; say --source tip or --source greta")
    number = number_in(path)
    years = [int(a or b) for a, b in _YEAR.findall(path)]
    if edition is None:
        edition = int(number[6:10]) if number else (_edition_of(path, years) if source == "tip" else None)
    code = country or _country_of(path)
    if code is not None and code not in known_codes():
        raise NotAdded(f"--country {country}: no such country code; give ISO 3166-1 alpha-3, XKX for Kosovo")
    if source == "tip":
        return _add_tip(url, text, catalogue, today, edition, code)
    return _add_greta(url, text, catalogue, today, edition, code, number)


def _known(url: str, catalogue: Catalogue) -> Entry | None:
    key = page_key(url, catalogue.hosts)
    for entry in catalogue:
        for one in (
            entry.pdf_url,
            entry.landing_url,
            entry.data_url,
            *re.findall(r"https?://[^\s;,)]+", entry.country_pages or ""),
        ):
            if one and "{" not in one and page_key(one, catalogue.hosts) == key:
                return entry
    return None


def _source_of(url: str, path: str) -> str | None:
    host = urlsplit(url).hostname or ""
    if host.endswith("coe.int"):
        return "greta"
    return "tip" if _TIP_WORDS.search(path) else None


def _edition_of(path: str, years: list[int]) -> int | None:
    """The year beside the report's name, else the only year of the address: folders of uploads bear the year of the upload."""
    beside = re.search(
        r"(20\d\d)[-_ ]trafficking|tiprpt/(?:countries/)?(20\d\d)|tip[-_ ]?report[-_ ]?(20\d\d)|report[-_ ](20\d\d)",
        path,
        re.I,
    )
    if beside:
        return int(next(g for g in beside.groups() if g))
    return years[-1] if years and len(set(years)) == 1 else None


def _country_of(path: str) -> str | None:
    for part in reversed(path.strip("/").split("/")):
        name = re.sub(r"\.\w+$", "", part).replace("-", " ").replace("_", " ")
        if code := iso3_of(name):
            return code
        words = name.split()
        for size in (4, 3, 2, 1):
            if len(words) > size and (code := iso3_of(" ".join(words[-size:]))):
                return code
    return None


def _add_tip(url: str, text: str, catalogue: Catalogue, today: str, edition: int | None, code: str | None) -> Addition:
    if edition is None:
        raise NotAdded(f"{shown(url)} does not tell its edition; say --edition")
    entry = next((e for e in catalogue if e.source == "tip" and e.edition_year == edition), None)
    field = "country_pages" if code else "pdf_url" if url.lower().endswith(".pdf") else "landing_url"
    what = f"page of {country_name(code)}" if code else field.replace("_", " ").replace("url", "address")
    if entry:
        value = f"{entry.country_pages} ; {url}" if code and entry.country_pages else url
        return _changed(text, entry, {field: value}, what, today)
    title = f"Trafficking in Persons Report {edition}"
    period = {"period_start": f"{edition - 1}-04-01", "period_end": f"{edition}-03-31"}
    return _new(
        text,
        catalogue,
        "tip",
        f"tip-{edition}",
        title,
        {"edition_year": edition, **period, field: url},
        today,
        list(period),
    )


def _add_greta(
    url: str, text: str, catalogue: Catalogue, today: str, edition: int | None, code: str | None, number: str | None
) -> Addition:
    if code is None and number is None:
        raise NotAdded(f"{shown(url)} does not tell its country; say --country")
    same = [e for e in catalogue if e.source == "greta" and (code is None or e.country_iso3 == code)]
    entry = next((e for e in same if number and e.number == number), None) or next(
        (
            e
            for e in same
            if edition and e.edition_year == edition and not (number and e.number and "number" not in e.unverified)
        ),
        None,
    )
    field = "pdf_url" if urlsplit(url).hostname == "rm.coe.int" else "landing_url"
    if entry:
        return _changed(text, entry, {field: url}, field.replace("_", " ").replace("url", "address"), today)
    if code is None:
        raise NotAdded(f"{shown(url)} does not tell its country; say --country")
    name = number[6:].replace(")", "-") if number else str(edition or "undated")
    fields = {"edition_year": edition, "country_iso3": code, "number": number, field: url}
    title = f"Evaluation report on {country_name(code)}"
    return _new(
        text, catalogue, "greta", f"greta-{name}-{code.lower()}", title, fields, today, ["number"] if number else []
    )


def _changed(text: str, entry: Entry, fields: Mapping[str, Any], what: str, today: str) -> Addition:
    verified = f"{entry.verified_by}; {what} given by hand on {today}"
    left = [n for n in entry.unverified if n not in fields or n == "country_pages"]
    changed = {**fields, "verified_by": verified, "unverified": left}
    return Addition(with_fields(text, entry.id, changed), entry.id, f"{entry.id}: {what} added")


def _new(
    text: str,
    catalogue: Catalogue,
    source: str,
    wanted: str,
    title: str,
    fields: Mapping[str, Any],
    today: str,
    guessed: list[str],
) -> Addition:
    publisher, licence = _OF_SOURCE[source]
    if licence not in catalogue.licences:
        raise NotAdded(f"the catalogue has no licence {licence}; add it to data/raw/sources.yaml first")
    name, n = wanted, 2
    while name in catalogue.entries:
        name, n = f"{wanted}-{n}", n + 1
    entry = {
        "id": name,
        "source": source,
        **fields,
        "title": title,
        "publisher": publisher,
        "licence": licence,
        "verified_by": f"address given by hand on {today}; the report itself was not seen",
        "unverified": guessed,
    }
    return Addition(with_entry(text, entry), name, f"{name}: new in the catalogue; fetch it with `reintegration fetch`")
