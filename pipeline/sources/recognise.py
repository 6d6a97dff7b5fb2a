"""What report a file is, from its own content: source, edition, number and countries.

Belongs here: the signs by which a report names itself (running heads, cover, title of a page). Does not belong here: where the
file goes (`inbox`) or what else is held (`originals`).

Running heads win over the cover: covers of GRETA reports hold hidden template text of another country. A narrative speaks of other
editions and of GRETA; that is no sign.
"""

import re
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from lxml import etree, html

from pipeline.reading import Reading, UnreadableDocument, read_document
from pipeline.reading.model import Paragraph
from pipeline.reports import split_report
from pipeline.reports.countries import iso3_of
from pipeline.reports.greta import country_of, number_of

Kind = Literal["pdf", "html"]

_TIP = r"trafficking\s*in\s*persons\s*report|\btip\s+report"
_TIP_YEAR = re.compile(
    rf"\b(?P<before>(?:19|20)\d\d)\b[^.;\d]{{0,25}}?(?:{_TIP})|(?:{_TIP})[^.;\d]{{0,25}}?\b(?P<after>(?:19|20)\d\d)\b",
    re.I,
)
_TIP_NAME = re.compile(_TIP, re.I)
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DATE = re.compile(rf"\b(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{_MONTHS})\s*,?\s*(?P<year>(?:19|20)\d\d)\b", re.I)
_ROUNDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_ROUND = re.compile(rf"\b({'|'.join(_ROUNDS)})\s+(?:evaluation|monitoring)\s+round", re.I)
_GRETA_NAME = re.compile(r"group\s+of\s+experts\s+on\s+action\s+against\s+trafficking", re.I)
_OTHER_GRETA = re.compile(
    r"\breply\s+from\b|\breplies\s+to\s+the\s+questionnaire|general\s+report\s+on\s+greta|committee\s+of\s+the\s+parties\s+recommendation|\bquestionnaire\s+for\s+the\s+evaluation",
    re.I,
)
_LOCATOR = re.compile(r"\[(?:TIP Report \d{4}|GRETA\b)[^\[\]]*:")
_ABRIDGED = re.compile(r"abridged restatement|this is not the report\.", re.I)
_REFUSALS = re.compile(
    r"access denied|attention required|just a moment|are you a robot|enable javascript|captcha|request (?:unsuccessful|blocked)|"
    r"page not found|404 not found|403 forbidden|service unavailable|temporarily unavailable|bad gateway|sign in to continue",
    re.I,
)
#: Titles stand at the start of a page; so many bytes of it are parsed without the limits of a process of its own.
_TITLES_WITHIN = 2_000_000
#: A volume on the whole world has more narratives than this in every edition.
WHOLE_WORLD = 75


class NotRecognised(Exception):
    """A file that is no report we know; the message is one line of why, without the file's name."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file says it is.

    `countries` are those of its narratives, in order of the text. `number` and `round` are of GRETA reports;
    `published_on` is the date on the cover, ISO 8601 as precise as it stands there.
    """

    source: Literal["tip", "greta"]
    kind: Kind
    edition_year: int
    countries: tuple[str, ...]
    pages: int
    number: str | None = None
    round: int | None = None
    published_on: str | None = None

    @property
    def summary(self) -> str:
        """In a few words."""
        of = self.countries[0] if len(self.countries) == 1 else f"{len(self.countries)} countries"
        name = self.number or f"{'TIP Report' if self.source == 'tip' else 'GRETA report'} {self.edition_year}"
        return f"{name}, {of}, {self.pages} page{'s' if self.pages != 1 else ''}"


def kind_of(head: bytes) -> Kind | None:
    """Whether a file that begins so is a PDF or a page; None for anything else."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    low = head[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "html" if low.startswith((b"<!doctype html", b"<html", b"<?xml", b"<!--", b"<head")) else None


def why_no_content(path: Path) -> str | None:
    """Why a file cannot be a report, judged by its first and last bytes alone; None if it may be one."""
    size = path.stat().st_size
    if size == 0:
        return "is empty"
    with path.open("rb") as file:
        head = file.read(4096)
        file.seek(max(0, size - 4096))
        tail = file.read()
    kind = kind_of(head)
    if kind is None:
        return "is neither a PDF nor an HTML page"
    if kind == "pdf" and b"%%EOF" not in tail:
        return "is cut short: a PDF ends with %%EOF"
    return None


def recognise(path: Path) -> Recognised:
    """What report a file is.

    Raises:
        NotRecognised: it is none, or does not say which; the message says why.
    """
    if why := why_no_content(path):
        raise NotRecognised(why)
    head = path.open("rb").read(4096)
    kind: Kind = kind_of(head) or "pdf"
    reading = _read(path, kind)
    titles = _page_titles(path) if kind == "html" else []
    start = [p for p in reading.paragraphs if p.page <= 2]
    opening = " ".join([*titles, *(p.text for p in start[:40])])
    if _ABRIDGED.search(opening) or sum(bool(_LOCATOR.search(p.text)) for p in reading.paragraphs) > 1:
        raise NotRecognised("is an abridgement of ours and no original")
    if kind == "html" and (refusal := _REFUSALS.search(" ".join([*titles, *(p.text for p in reading.paragraphs[:6])]))):
        raise NotRecognised(f"is no report but the page '{refusal.group()}'; save the report itself")
    if _is_greta(reading, opening):
        return _greta(reading, kind, opening)
    if any(
        _TIP_NAME.search(t) for t in (*titles, "".join(opening.split()), *(_close(p.text) for p in _signs(reading)))
    ):
        return _tip(reading, kind, titles)
    raise NotRecognised("names itself neither a Trafficking in Persons Report nor a report of GRETA")


def _read(path: Path, kind: Kind) -> Reading:
    """The file as read; a page saved under the name of a PDF is read as what it is."""
    try:
        if kind == "pdf" or path.suffix.lower() != ".pdf":
            return read_document(path)
        with TemporaryDirectory() as folder:
            renamed = Path(folder) / "page.html"
            shutil.copyfile(path, renamed)
            return read_document(renamed)
    except UnreadableDocument as problem:
        raise NotRecognised(f"cannot be read: {str(problem).split(': ', 1)[-1]}") from None


def _page_titles(path: Path) -> list[str]:
    """Title, canonical address and headline of a page: read_html keeps the text alone."""
    with path.open("rb") as file:
        start = file.read(_TITLES_WITHIN)
    try:
        tree = html.document_fromstring(start.replace(b"\x00", b""))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    found = tree.xpath("//title//text()") + tree.xpath("//meta[@property='og:title']/@content")
    links = tree.xpath("//link[@rel='canonical']/@href") + tree.xpath("//meta[@property='og:url']/@content")
    found += tree.xpath("//h1//text()") + [re.sub(r"[-/_]+", " ", str(a)) for a in links]
    return [" ".join(str(t).split()) for t in found if str(t).strip()]


def _close(text: str) -> str:
    """Letter-spaced display type closed up: `J U N E 2 0 0 3` and `R EPORT`."""
    return re.sub(r"\b(?:[A-Z0-9]\s){2,}[A-Z0-9]\b", lambda m: m.group().replace(" ", ""), text)


def _signs(reading: Reading) -> list[Paragraph]:
    """Paragraphs by which a report names itself: running heads and short lines, and what stands on the first two pages."""
    return [p for p in reading.paragraphs if p.kind == "furniture" or p.page <= 2 or len(p.text) < 80]


def _is_greta(reading: Reading, opening: str) -> bool:
    heads = any(p.kind == "furniture" and re.search(r"GRETA\s*\(\d{4}\)", p.text) for p in reading.paragraphs)
    return heads or (bool(_GRETA_NAME.search(opening)) and "GRETA" in re.sub(r"(?<=\b[A-Z]) (?=[A-Z]\b)", "", opening))


def _greta(reading: Reading, kind: Kind, opening: str) -> Recognised:
    if other := _OTHER_GRETA.search(opening):
        raise NotRecognised(f"is a paper of GRETA but no evaluation report ('{other.group()}')")
    country = country_of(reading)
    if country is None:
        raise NotRecognised("is a report of GRETA, but its cover names no country we know")
    number = number_of(reading)
    year, published = _cover_date(p.text for p in reading.paragraphs if p.page <= 2)
    if year is None and number is None:
        raise NotRecognised("is a report of GRETA, but shows neither its number nor a date")
    if number and (year is None or not number[0] <= year <= number[0] + 2):
        year, published = number[0], None
    found_round = _ROUND.search(opening)
    return Recognised(
        "greta",
        kind,
        int(year or 0),
        (country,),
        reading.pages,
        f"GRETA({number[0]}){number[1]}" if number else None,
        _ROUNDS[found_round[1].lower()] if found_round else None,
        published,
    )


def _cover_date(texts: Iterable[str]) -> tuple[int | None, str | None]:
    """Year and date of publication on a cover: the date after 'published', else the latest one."""
    dates = []
    for text in texts:
        for m in _DATE.finditer(text):
            month = _MONTHS.split("|").index(m["month"].lower()) + 1
            iso = f"{m['year']}-{month:02d}" + (f"-{int(m['day']):02d}" if m["day"] else "")
            published = bool(re.search(r"publi(?:shed|cation)[^.]{0,20}$", text[: m.start()], re.I))
            dates.append((published, iso))
    if not dates:
        return None, None
    iso = max(dates)[1]
    return int(iso[:4]), iso


def _tip(reading: Reading, kind: Kind, titles: list[str]) -> Recognised:
    split = split_report(reading, "tip")
    front = [(a.page, a.text) for a in split.set_aside if a.reason == "before the first country heading"]
    edition = _tip_edition(reading, titles, front)
    if edition is None:
        raise NotRecognised(
            "is a Trafficking in Persons Report, but shows no year in its heads, on its cover or in its title"
        )
    countries = tuple(n.country_iso3 for n in split.narratives if n.paragraphs)
    if not countries and (country := _country_of_page(titles, reading)):
        countries = (country,)
    if not countries:
        raise NotRecognised("has no country narrative: an introduction, or headings in a form we do not know")
    _, published = _cover_date(text for page, text in front if page == 1 and kind == "pdf")
    same = published if published and published[:4] == str(edition) and len(countries) > 1 else None
    return Recognised("tip", kind, edition, countries, reading.pages, published_on=same)


def _tip_edition(reading: Reading, titles: list[str], front: list[tuple[int, str]]) -> int | None:
    """Year of the edition: of titles and running heads the most frequent, else on the cover, else in the foreword.

    Narratives are never asked: they speak of other editions.
    """
    heads = [_close(p.text) for p in reading.paragraphs if p.kind == "furniture"]
    if year := _most_frequent(titles) or _most_frequent(heads):
        return year
    first = min((page for page, _ in front), default=0)
    # display type is often letter-spaced, and broken anywhere: blanks tell nothing on a cover
    cover = "".join("".join(text.split()) for page, text in front if page == first and len(text) < 200).lower()
    if "traffickinginpersonsreport" in cover:
        years = re.findall(rf"(?:{_MONTHS}),?(20\d\d)", cover) or re.findall(r"(?<!\d)20\d\d(?!\d)", cover)
        if len(set(years)) == 1:
            return int(years[0])
    # a heading of one line, on a country's page that has no running head
    short = [_close(p.text) for p in reading.paragraphs if p.kind == "heading" and p.page == 1]
    if year := _most_frequent(short):
        return year
    told = [int(m["before"] or m["after"]) for _, text in front for m in _TIP_YEAR.finditer(_close(text))]
    return max(told, default=None)


def _most_frequent(texts: Iterable[str]) -> int | None:
    years = Counter(int(m["before"] or m["after"]) for text in texts for m in _TIP_YEAR.finditer(text))
    return max(years.items(), key=lambda kv: (kv[1], kv[0]))[0] if years else None


def _country_of_page(titles: list[str], reading: Reading) -> str | None:
    """Country that a page's title or first heading names, where the text has no heading with a tier."""
    for text in (*titles, *(p.text for p in reading.paragraphs[:8] if p.kind == "heading")):
        for part in re.split(r"\s[-–—|]\s|:", text):
            if code := iso3_of(part.strip()):
                return code
    return None
