"""Links of a source's own pages: which country pages and reports they lead to.

Belongs here: reading links out of a page that was fetched. Does not belong here: fetching it, or believing what a link says: a
report is recognised by its own content.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from lxml import etree, html

from pipeline.reports.countries import iso3_of
from pipeline.sources.addresses import https_of

_NUMBER = re.compile(r"GRETA[\s_-]*\(?(?P<year>20\d\d)\)?[\s_-]*0*(?P<n>\d{1,2})\b", re.I)
_EDITION = re.compile(r"\b(?P<year>20\d\d)[-\s]+trafficking[-\s]+in[-\s]+persons[-\s]+report\b(?!-\d)", re.I)
_EDITION_PATH = re.compile(r"/tiprpt/(?P<year>20\d\d)/")
_REPORT_ON = re.compile(
    r"\b(?:evaluation\s+)?reports?\b.{0,60}?\b(?:on|in|by|concerning)\s+(?:the\s+)?(?P<name>[A-Z][\w .'’&-]{3,40})",
    re.S,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link: where it leads and the words it stands behind."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Announced:
    """A report that a page announces, as far as the link tells."""

    source: str
    url: str
    text: str
    edition_year: int | None = None
    country_iso3: str | None = None
    number: str | None = None


#: No page of links has more bytes; what is parsed here is parsed without the limits of a process of its own.
LARGEST_PAGE = 20_000_000


def links_in(path: Path, base: str) -> list[Link]:
    """Links of a page on disk; none for what is too large to be one."""
    return links_of(path.read_bytes(), base) if path.stat().st_size <= LARGEST_PAGE else []


def links_of(page: bytes, base: str) -> list[Link]:
    """Links of a page in order, each address once, https in place of http; none for what is no page."""
    try:
        tree = html.document_fromstring(page.replace(b"\x00", b""))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    found: dict[str, Link] = {}
    for anchor in tree.iter("a"):
        try:
            url = https_of(urljoin(base, str(anchor.get("href") or "").strip()))
        except ValueError:
            continue
        if url.startswith("https://"):
            text = " ".join(str(anchor.text_content()).split())
            if url not in found or not found[url].text:
                found[url] = Link(url, text)
    return list(found.values())


def country_pages(links: list[Link], edition: int) -> dict[str, str]:
    """Addresses of an edition's country pages, by code: links that are exactly a country's name."""
    pages: dict[str, str] = {}
    for link in links:
        code = iso3_of(link.text)
        if code and (str(edition) in link.url) and code not in pages:
            pages[code] = link.url
    return pages


def whole_volumes(links: list[Link], edition: int) -> list[str]:
    """Addresses of PDFs that may be an edition's whole volume, those that say so first."""
    pdfs = [
        k for k in links if k.url.lower().split("?")[0].endswith(".pdf") and "trafficking" in f"{k.url}{k.text}".lower()
    ]
    of_edition = [k for k in pdfs if str(edition) in k.url or str(edition) in k.text]
    return [
        k.url for k in sorted(of_edition, key=lambda k: not re.search(r"complete|full|entire", k.text + k.url, re.I))
    ]


def reports_on(links: list[Link], country_iso3: str | None, number: str | None) -> list[str]:
    """Addresses of documents of the Council of Europe that may be a report, the likeliest first.

    A link that bears another number is none.
    """
    ranked = []
    for n, link in enumerate(links):
        if not re.match(r"https://rm\.coe\.int/", link.url):
            continue
        told = number_in(f"{link.text} {link.url}")
        if told and number and told != number:
            continue
        words = f"{link.text} {link.url}".lower()
        rank = (told != number if number else told is None, "report" not in words, n)
        ranked.append((rank, link.url))
    return [url for _, url in sorted(ranked)]


def number_in(text: str) -> str | None:
    """A GRETA number in words or in an address, without zeros in front."""
    match = _NUMBER.search(text)
    return f"GRETA({match['year']}){int(match['n'])}" if match else None


def announced(links: list[Link], source: str) -> Iterator[Announced]:
    """Reports that the links of an index page lead to: editions of the TIP Report, reports with a GRETA number or a country."""
    seen: set[object] = set()
    for link in links:
        if source == "tip":
            match = _EDITION.search(link.text) or _EDITION.search(link.url) or _EDITION_PATH.search(link.url)
            key: object = match and int(match["year"])
            found = Announced("tip", link.url, link.text, edition_year=int(match["year"])) if match else None
        else:
            number = number_in(f"{link.text} {link.url}")
            named = _REPORT_ON.search(link.text)
            country = iso3_of(named["name"].strip(" .")) if named else None
            key = number or country
            year = int(number[6:10]) if number else None
            found = Announced("greta", link.url, link.text, year, country, number) if key else None
        if found and key not in seen:
            seen.add(key)
            yield found
