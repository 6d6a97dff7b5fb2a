"""Stretches of time that a text names: years, fiscal years, spans of years and of months.

Belongs here: recognising them, and leaving out the years of laws, plans and reports. Which amount they date is period.py's.
"""

import calendar
import re
from dataclasses import dataclass
from typing import Literal

from pipeline.claims.phrases import Phrase

_MONTHS = {
    m: n
    for n, m in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        1,
    )
}
_MONTHS |= {m[:3]: n for m, n in list(_MONTHS.items())} | {"sept": 9}
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
YEAR = r"(?:19[89]\d|20[0-4]\d)"
_DASH = r"(?:-|–|—|‐|‑|/|\s+to\s+|\s+through\s+|\s*–\s*|\s*-\s*)"

_PERIODS = re.compile(
    rf"\b(?=[\d’'a-zA-Z])(?:(?P<months>(?:(?:from|between)\s+)?(?P<m1>{_MONTH})(?:\s+\d{{1,2}},?)?(?:\s+(?P<my1>{YEAR}))?\s*(?:to|through|until|and|-|–|—)\s*(?:the\s+end\s+of\s+)?(?:\d{{1,2}}\s+)?(?P<m2>{_MONTH})(?:\s+\d{{1,2}},?)?\s+(?P<my2>{YEAR}))"
    rf"|(?P<ending>(?:(?:fiscal|financial|budget)\s+)?(?:year|(?:12|twelve)\s+months)\s+(?:(?:that|which)\s+)?(?:ended|ending|ends|to)\s+(?:on\s+|in\s+)?(?:\d{{1,2}}\s+)?(?P<me>{_MONTH})(?:\s+\d{{1,2}},?)?\s+(?P<ye>{YEAR}))"
    rf"|(?P<starting>(?:fiscal|financial|budget)\s+year\s+(?:(?:that|which)\s+)?(?:began|begins|beginning|started|starts|starting|commencing)\s+(?:on\s+|in\s+)?(?:\d{{1,2}}\s+)?(?P<ms>{_MONTH})(?:\s+\d{{1,2}},?)?\s+(?P<ys>{YEAR}))"
    rf"|(?P<local>(?:(?:fiscal|financial|budget|solar|calendar|Afghan|Persian|Iranian|Hijri|Shamsi|Nepali|Nepalese|Buddhist|Thai|B\.?[SE]\.?|A\.?H\.?)\s+)+years?\s+(?P<l1>1[34]\d\d|20[5-9]\d|25[4-7]\d)(?:{_DASH}(?:\d{{2}}(?:\d\d)?))?(?!\d))"
    rf"|(?P<fiscal>\b(?:F\.?Y\.?|(?:fiscal|financial|budget(?:ary)?|tax)\s+years?|AY)\s*:?\s*(?P<fy1>{YEAR}|[’']?\d{{2}})(?:{_DASH}(?P<fy2>{YEAR}|\d{{2}}))?(?!\d))"
    rf"|(?P<fiscal_after>(?P<ga1>{YEAR})(?:{_DASH}(?P<ga2>{YEAR}|\d{{2}}))?\s+(?:(?:fiscal|financial|budget(?:ary)?|funding|Ethiopian|Indian|grant|program(?:me)?)\s+)+(?:year|cycle|period))"
    rf"|(?P<list>(?<![\d/.,-]){YEAR}(?:,\s*{YEAR})+,?\s*(?:and|&)\s*{YEAR}(?!\d|[/.,]\d))"
    rf"|(?P<span>(?:(?:from|between|over|during|for(?:\s+the\s+(?:period|years))?)\s+)?(?<![\d/.,-])(?P<s1>{YEAR})(?P<sd>{_DASH}|\s+and\s+(?:again\s+in\s+)?)(?P<s2>{YEAR}|\d{{2}})(?!\d|[/.,]\d)(?!\s*(?:percent|%|people|victims)))"
    rf"|(?P<year>(?<![\d/.,€$£-])(?P<y>{YEAR})(?![\d/]|[.,]\d)))",
    re.IGNORECASE,
)
_HAS_YEAR = re.compile(rf"{YEAR}|F\.?Y\.?\s*[’']?\d\d|\b(?:1[34]\d\d|20[5-9]\d|25[4-7]\d)\b")
_LOCAL_CALENDAR = re.compile(
    r"\b(?:Afghan|Persian|Iranian|Hijri|Shamsi|solar|fiscal)\b[^.;]{0,20}\byears?\s+1[34]\d\d\b", re.I
)
_SOLAR_YEAR = re.compile(
    r"\b(?:in|for|of|during|than|to|and)\s+(1[34]\d\d)\b(?![.,]?\d|\s+(?:victims?|people|cases?|persons?))"
)
_NOT_FUNDING_YEAR_BEFORE = Phrase(
    r"\b(?:law|act|decree|code|constitution|convention|protocol|resolution|regulation|ordinance|since|established\s+in|created\s+in|opened\s+in|founded\s+in|passed\s+in|adopted\s+in|enacted\s+in|launched\s+in|signed\s+in|began\s+in|started\s+in|until|through|till|up\s+to|by|before|no\.?|report|amended\s+in|identified\s+in|convicted\s+in)\s*(?:of\s+)?$"
    r"|\b(?:until|through|till|up\s+to|opened\s+in|founded\s+in|created\s+in|established\s+in|launched\s+in|inaugurated\s+in|adopted\s+in|passed\s+in|enacted\s+in|signed\s+in)\s+(?:the\s+end\s+of\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+$"
)
_NOT_FUNDING_YEAR_AFTER = Phrase(
    r"(?:['’]s)?\s*(?:(?!(?:to|and|for|in|on|of|under|was|were|with|a|an|it|the)\b)[\w-]+\s+){0,4}?(?:law|act|decree|code|ordinance|regulations?|resolution|amendments?|constitution|plans?|strateg(?:y|ies)|NAP|action\s+plan|program\s+of\s+action|agreement|memorandum|convention|protocol|report|census|study|survey|elections?|world\s+cup|olympics)\b"
)


#: The law that sets the budget dates the money; other laws do not.
_BUDGET_LAW = Phrase(r"\b(?:finance|budget(?:ary)?|appropriations?)\s+(?:law|act|bill|decree)\b")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time named in the text at [start, end)."""

    start: int
    end: int
    first: int
    last: int
    kind: Literal["year", "fiscal", "months", "span", "pair"]
    period: tuple[str, str] | None = None
    bracketed: bool = False
    #: every year of a pair or list ("2015, 2016 and 2017"), in the text's order
    years: tuple[int, ...] = ()


def _two_digit(first: int, tail: str) -> int:
    year = int(tail.lstrip("’'"))
    return year if year > 99 else first // 100 * 100 + year + (100 if first % 100 > year else 0)


def find_spans(text: str) -> list[Span]:
    """Every year, fiscal year, span of years and span of months that a sentence names and that can be a funding year."""
    found: list[Span] = []
    if not _HAS_YEAR.search(text):
        return found
    local = _LOCAL_CALENDAR.search(text) is not None
    for match in _PERIODS.finditer(text):
        span = _span(match)
        if span is None:
            continue
        if span.kind in ("year", "span") and _of_something_else(text, match.start(), match.end()):
            continue
        found.append(span)
    if local:
        found = sorted([*found, *_bare_local_years(text, found)], key=lambda s: s.start)
    return found


def _bare_local_years(text: str, found: list[Span]) -> list[Span]:
    """ "in 1393" where the sentence speaks of the Afghan or Persian year."""
    taken = [(s.start, s.end) for s in found]
    return [
        Span(m.start(), m.end(), in_common_era(int(m[1])), in_common_era(int(m[1])), "fiscal")
        for m in _SOLAR_YEAR.finditer(text)
        if not any(a <= m.start() < b for a, b in taken)
    ]


def _of_something_else(text: str, start: int, end: int) -> bool:
    """Whether a year belongs to a law, a plan, a founding or a report and not to money."""
    if _BUDGET_LAW.search(text, max(0, start - 30), end + 30):
        return False
    before = _NOT_FUNDING_YEAR_BEFORE.search(text, max(0, start - 30), start)
    if before and not text[before.start() : start].rstrip().lower().endswith("by"):
        return True
    return _NOT_FUNDING_YEAR_AFTER.match(text, end, end + 60) is not None


def _span(match: re.Match[str]) -> Span | None:
    start, end = match.span()
    if match["months"]:
        last = int(match["my2"])
        m1, m2 = _month(match["m1"]), _month(match["m2"])
        first = int(match["my1"]) if match["my1"] else (last if m1 <= m2 else last - 1)
        months = (last - first) * 12 + m2 - m1 + 1
        period = (f"{first}-{m1:02d}-01", _last_day(last, m2))
        return Span(start, end, first, last if months > 12 else first, "months", period)
    if match["ending"]:
        return _twelve_months(start, end, int(match["ye"]), _month(match["me"]) % 12 + 1, ends=True)
    if match["starting"]:
        return _twelve_months(start, end, int(match["ys"]), _month(match["ms"]), ends=False)
    if match["local"]:
        year = in_common_era(int(match["l1"]))
        return Span(start, end, year, year, "fiscal")
    if match["fiscal"] or match["fiscal_after"]:
        raw1, raw2 = (match["fy1"], match["fy2"]) if match["fiscal"] else (match["ga1"], match["ga2"])
        first = int(raw1.lstrip("’'"))
        first = first if first > 99 else 2000 + first
        last = _two_digit(first, raw2) if raw2 else first
        if last - first > 1:
            return Span(start, end, first, last, "span", (f"{first}-01-01", f"{last}-12-31"))
        return Span(start, end, first, first, "fiscal")
    if match["list"]:
        years = [int(y) for y in re.findall(YEAR, match.group())]
        return Span(start, end, years[0], years[-1], "pair", years=tuple(years))
    if match["span"]:
        first, tail, dash = int(match["s1"]), match["s2"], match["sd"].strip().lower()
        last = _two_digit(first, tail)
        if dash.startswith("and") and len(tail) == 4 and 0 < abs(last - first) <= 3:
            lead = match.group()[: match.start("s1") - start].strip().lower()
            if lead not in ("between",):
                return Span(start, end, first, last, "pair", years=(first, last))
        if last <= first or last - first > 12:
            return Span(match.start("s1"), match.end("s1"), first, first, "year")
        if (dash == "/" or len(tail) == 2) and last == first + 1:
            return Span(start, end, first, first, "fiscal")
        return Span(start, end, first, last, "span", (f"{first}-01-01", f"{last}-12-31"))
    return Span(start, end, int(match["y"]), int(match["y"]), "year")


def _month(name: str) -> int:
    return _MONTHS[name.lower().rstrip(".")]


def _twelve_months(start: int, end: int, year: int, first_month: int, *, ends: bool) -> Span:
    """A fiscal year by its first month; `ends` tells that `year` is the year in which it ends."""
    first = year - 1 if ends and first_month > 1 else year
    last, last_month = (first, 12) if first_month == 1 else (first + 1, first_month - 1)
    return Span(start, end, first, first, "fiscal", (f"{first}-{first_month:02d}-01", _last_day(last, last_month)))


def in_common_era(year: int) -> int:
    """The year of the common era in which a year of the Solar Hijri, Bikram Sambat or Buddhist calendar begins."""
    if year < 1500:
        return year + 621
    return year - 57 if year < 2500 else year - 543


def _last_day(year: int, month: int) -> str:
    return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]}"


#: Years that follow at once on words such as "the same as".
_YEARS_AFTER = re.compile(
    rf"[\s,]*(?:(?:the|it|was|as|in|for|of|from|to|with|by|during|amount|sum|level|fiscal|financial|FY|year|years|provided|allocated|had|been)\s+)*(?P<years>{YEAR}(?:\s*(?:,|and|,\s*and|or)\s*(?:in\s+)?{YEAR})*)",
    re.IGNORECASE,
)


def years_right_after(text: str, at: int) -> list[int]:
    """The years that a text names within 60 letters behind a place, with nothing but small words before them."""
    match = _YEARS_AFTER.match(text, at, at + 60)
    return [int(y) for y in re.findall(YEAR, match["years"])] if match else []
