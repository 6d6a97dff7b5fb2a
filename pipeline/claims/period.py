"""When: the year, period and role of each amount in a sentence.

Belongs here: the year rule of DESIGN (explicit years win, a comparison names an earlier year, otherwise the year that
the report describes; a fiscal year counts under the year in which it starts). No money, no purposes.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.claims.clauses import Clause
from pipeline.claims.model import Context
from pipeline.claims.parts import totals_in_sentence

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
_YEAR = r"(?:19[89]\d|20[0-4]\d)"
_DASH = r"(?:-|–|—|‐|‑|/|\s+to\s+|\s+through\s+|\s*–\s*|\s*-\s*)"

_PERIODS = re.compile(
    rf"\b(?=[\d’'a-zA-Z])(?:(?P<months>(?:(?:from|between)\s+)?(?P<m1>{_MONTH})(?:\s+\d{{1,2}},?)?(?:\s+(?P<my1>{_YEAR}))?\s*(?:to|through|until|and|-|–|—)\s*(?:the\s+end\s+of\s+)?(?P<m2>{_MONTH})(?:\s+\d{{1,2}},?)?\s+(?P<my2>{_YEAR}))"
    rf"|(?P<fiscal>\b(?:F\.?Y\.?|(?:fiscal|financial|budget(?:ary)?|tax)\s+years?|AY)\s*:?\s*(?P<fy1>{_YEAR}|[’']?\d{{2}})(?:{_DASH}(?P<fy2>{_YEAR}|\d{{2}}))?(?!\d))"
    rf"|(?P<fiscal_after>(?P<ga1>{_YEAR})(?:{_DASH}(?P<ga2>{_YEAR}|\d{{2}}))?\s+(?:fiscal|financial|budget)\s+year)"
    rf"|(?P<span>(?:(?:from|between|over|during|for(?:\s+the\s+(?:period|years))?)\s+)?(?<![\d/.,-])(?P<s1>{_YEAR})(?P<sd>{_DASH}|\s+and\s+)(?P<s2>{_YEAR}|\d{{2}})(?!\d|[/.,]\d)(?!\s*(?:percent|%|people|victims)))"
    rf"|(?P<year>(?<![\d/.,€$£-])(?P<y>{_YEAR})(?![\d/]|[.,]\d)))",
    re.IGNORECASE,
)
_HAS_YEAR = re.compile(rf"{_YEAR}|F\.?Y\.?\s*[’']?\d\d")
_RELATIVE = re.compile(
    r"(?P<previous>\b(?:(?:in|during|for|from|than|of|on|over|to|as|with)\s+)?(?:the\s+)?(?:previous|prior|preceding|last|past|earlier)\s+(?:\w+\s+)?(?:year|reporting\s+(?:period|year)|period|fiscal\s+year|year['’]s|cycle)\b(?:['’]s)?|\b(?:the\s+|a\s+|one\s+)?year\s+(?:before|earlier|prior|previously|ago)\b|\b(?:previously|formerly)\b)"
    r"|(?P<two>\btwo\s+years\s+(?:before|earlier|ago|prior)\b)"
    r"|(?P<same>\b(?:in|during|for)\s+(?:the\s+)?same\s+(?:year|period)\b|\bthat\s+year\b)"
    r"|(?P<next>\b(?:for\s+|in\s+|during\s+)?(?:the\s+)?(?:next|coming|following|upcoming|subsequent)\s+(?:fiscal\s+)?year\b)",
    re.IGNORECASE,
)
#: Words before an amount that make it the earlier half of a comparison.
_COMPARES = re.compile(
    r"(?:\bcompar(?:ed|ing)\s+(?:to|with|against)|\bin\s+comparison\s+(?:to|with)|\bversus\b|\bvs\.?|\bas\s+against\b|(?<=,\s)against\b|(?<=\)\s)against\b|\bas\s+opposed\s+to|\brelative\s+to|\b(?:up|down)\s+(?:sharply\s+|slightly\s+|significantly\s+|markedly\s+)?from|"
    r"\b(?:increas\w*|ris\w*|rose|grew|growth|decreas\w*|drop\w*|fall\w*|fell|reduc\w*|declin\w*|cut|down|jump\w*|gain|improvement|expand\w*|doubl\w*|tripl\w*|change)\s+(?:\w+\s+){0,4}?(?:over|from|on|above|compared)\b|"
    r"\b(?:more|less|higher|lower|greater|fewer|larger|smaller|better)\s+than(?:\s+(?:the|its|in))?\b(?!\s*(?:€|\$|£|\d|[A-Z]{3}\s?\d))|\bexceed(?:ed|ing|s)\s+the\b|\bfrom\s+(?:the\s+|a\s+)?(?:previous|prior|preceding|earlier|last)|\binstead\s+of|\brather\s+than|\b(?:double|twice|triple|half|quadruple)\s+(?:the|its|what|that)\b|\bafter\b|\bfollowing\b|\bthan\s+(?:the|in)\b|\bhad\s+(?:been|allocated|provided|spent|received|given|budgeted|paid|granted|earmarked|set|contributed|stood)\b|\bfrom\b)",
    re.IGNORECASE,
)
#: Comparisons that cannot be read otherwise; a bare "from" or "after" can ("from the labour ministry in 2015").
_STRONG_COMPARES = re.compile(
    r"\bcompar(?:ed|ing|ison)\b|\bversus\b|\bvs\b|\bas\s+against\b|\b(?:up|down)\s+(?:\w+\s+)?from\b|\b(?:increase|decrease|rise|drop|fall|reduction|decline|growth)\s+(?:\w+\s+)*?(?:over|from|on|of)\b|\b(?:more|less|higher|lower|greater|fewer)\s+than\b|\brelative\s+to\b|\b(?:double|twice|triple|half|quadruple)\s+(?:the|its|what|that)\b|\bfrom\s+(?:the\s+)?(?:\w+\s+)?level\b|\bsince\b|\binstead\b|\bwhen\s+it\b|\bfrom\s*$",
    re.IGNORECASE,
)
_STOPS_COMPARISON = re.compile(
    r"\b(?:and\s+(?:the|an?|its?|they|also|provided|allocated|spent|gave|another|\w+ed)\b|while|whereas|;|to\s*(?:approximately\s*|about\s*|over\s*|nearly\s*)?$)",
    re.IGNORECASE,
)
_HEDGE = re.compile(r"\b(?:more|less|fewer)\s+than\s*(?:an?\s+(?:total|additional)\s+(?:of\s+)?)?$", re.IGNORECASE)
#: "fell to A from B": the verb stands before A.
_MOVED_TO = re.compile(
    r"\b(?:increas|ris|rose|gr[eo]w|fell|fall|decreas|declin|drop|reduc|cut|went|rais|jump|climb|shr[aiu]nk|expand|boost|lower|slash|trim|halv|swell|mov|edg)\w*\b[^.;]{0,50}\bto\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
#: "As in 2015, …": a year that the amount is likened to is not the amount's own.
_LIKENED = re.compile(r"\b(?:as|like|unlike)\s+(?:it\s+(?:had|did)\s+)?(?:in\s+)?$", re.IGNORECASE)
_TO_AFTER_FROM = re.compile(
    r"\bto\s+(?:(?:approximately|about|around|some|over|nearly|almost|more\s+than|a\s+total\s+of)\s+)*$", re.IGNORECASE
)

#: "the same as in 2018", "unchanged from the previous year": the amount stands for another year too.
_SAME = re.compile(
    r"\b(?:the\s+|an?\s+)?(?:very\s+)?(?:same|identical|equal|equivalent|unchanged|level|constant|flat|steady|stable|similar)\b(?:\s+(?:amount|sum|level|figure|budget|allocation|funding|total|one|grant|as|to|with|from|in|that|had\s+been|it|was|were|provided|allocated|given|spent|received|the|of|by|for|over|during|on|government|compared|at|a|held|stayed|remained|had|also)){0,9}\s*"
    r"|\bno\s+(?:different|change[sd]?)\s+(?:from|in|since|on)\s+|\bas\s+much\s+as\s+in\s+|\bas\s+it\s+(?:had|did)\s+in\s+|\bas\s+in\s+|\b(?:did\s+not|without)\s+chang\w*\s+(?:from|since|on|between)?\s*|\bmatching\s+(?:the\s+)?|\brepeating\s+(?:the\s+)?|\bon\s+a\s+par\s+with\s+|\b(?:remained|stayed|held|kept)\s+(?:at|steady|level|the\s+same|unchanged|constant|flat)\b[^.;,]{0,30}",
    re.IGNORECASE,
)
_SIMILAR_ONLY = re.compile(r"\bsimilar\b", re.IGNORECASE)
_NUMBERS = {
    w: n for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
}
_ORDINALS = {
    w: n
    for n, w in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1
    )
}
_RUNNING = re.compile(
    rf"\b(?:for|in)\s+(?:the|a)\s+(?P<nth>{'|'.join(_ORDINALS)})\s+(?:consecutive|straight|successive|year\s+(?:running|in\s+a\s+row))(?:\s+year)?|\b(?:unchanged|same|level|constant|steady|held|stayed|remained)\b[^.;]{{0,50}}\b(?P<nth2>{'|'.join(_ORDINALS)})\s+(?:consecutive\s+|straight\s+|successive\s+)?year",
    re.IGNORECASE,
)
_PAST_N = re.compile(
    r"\b(?:unchanged|same|level|constant|steady|as\s+in|as\s+much\s+as|equal|held|identical)\b[^.;]{0,60}\b(?:previous|prior|past|preceding|last|earlier|each\s+of\s+the)\s+(?:previous\s+|prior\s+|past\s+|last\s+|preceding\s+)?(?P<n>two|three|four|five|six|\d)\s+years",
    re.IGNORECASE,
)
_BOTH = re.compile(
    rf"\b(?:in\s+)?(?:both|each\s+of|in\s+each\s+of)\s+(?:(?:fiscal\s+years?|in)\s+)?(?P<a>{_YEAR})\s*(?:,\s*(?P<b0>{_YEAR})\s*,?\s*)?(?:and|,)\s*(?:in\s+)?(?P<b>{_YEAR})",
    re.IGNORECASE,
)
_ANNUALLY_UNTIL = re.compile(
    rf"\b(?:annually|per\s+year|a\s+year|each\s+year|every\s+year|yearly)\b[^.;,]{{0,20}}\b(?:until|through|to|up\s+to|till)\s+{_YEAR}",
    re.IGNORECASE,
)
_NOT_FUNDING_YEAR_BEFORE = re.compile(
    r"\b(?:law|act|decree|code|constitution|convention|protocol|resolution|regulation|ordinance|since|established\s+in|created\s+in|opened\s+in|founded\s+in|passed\s+in|adopted\s+in|enacted\s+in|launched\s+in|signed\s+in|began\s+in|started\s+in|until|by|before|no\.?|report|amended\s+in|identified\s+in|convicted\s+in)\s*(?:of\s+)?$",
    re.IGNORECASE,
)
_NOT_FUNDING_YEAR_AFTER = re.compile(
    r"^(?:['’]s)?\s*(?:(?!(?:to|and|for|in|on|of|under|was|were|with|a|an|it|the)\b)[\w-]+\s+){0,4}?(?:law|act|decree|code|ordinance|regulations?|resolution|amendments?|constitution|plans?|strateg(?:y|ies)|NAP|action\s+plan|program\s+of\s+action|agreement|memorandum|convention|protocol|report|census|study|survey|elections?|world\s+cup|olympics)\b",
    re.IGNORECASE,
)


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


@dataclass(frozen=True, slots=True)
class When:
    """The year an amount is for. `also` are further years that the same amount is said to stand for."""

    year: int | None
    basis: str
    role: str
    multi_year: bool = False
    period: tuple[str, str] | None = None
    also: tuple[int, ...] = ()
    rule: str = "default_year"
    flags: tuple[str, ...] = ()


def _two_digit(first: int, tail: str) -> int:
    year = int(tail.lstrip("’'"))
    return year if year > 99 else first // 100 * 100 + year + (100 if first % 100 > year else 0)


def find_spans(text: str) -> list[Span]:
    """Every year, fiscal year, span of years and span of months that a sentence names and that can be a funding year."""
    found: list[Span] = []
    if not _HAS_YEAR.search(text):
        return found
    for match in _PERIODS.finditer(text):
        span = _span(match)
        if span is None:
            continue
        before = text[max(0, match.start() - 30) : match.start()]
        after = text[match.end() : match.end() + 60]
        if span.kind in ("year", "span") and (
            (_NOT_FUNDING_YEAR_BEFORE.search(before) and not re.search(r"\bby\s*$", before))
            or _NOT_FUNDING_YEAR_AFTER.match(after)
        ):
            continue
        found.append(span)
    return found


def _span(match: re.Match[str]) -> Span | None:
    start, end = match.span()
    if match["months"]:
        last = int(match["my2"])
        m1, m2 = _MONTHS[match["m1"].lower().rstrip(".")], _MONTHS[match["m2"].lower().rstrip(".")]
        first = int(match["my1"]) if match["my1"] else (last if m1 <= m2 else last - 1)
        months = (last - first) * 12 + m2 - m1 + 1
        period = (f"{first}-{m1:02d}-01", _last_day(last, m2))
        return Span(start, end, first, last if months > 12 else first, "months", period)
    if match["fiscal"] or match["fiscal_after"]:
        raw1, raw2 = (match["fy1"], match["fy2"]) if match["fiscal"] else (match["ga1"], match["ga2"])
        first = int(raw1.lstrip("’'"))
        first = first if first > 99 else 2000 + first
        last = _two_digit(first, raw2) if raw2 else first
        if last - first > 1:
            return Span(start, end, first, last, "span", (f"{first}-01-01", f"{last}-12-31"))
        return Span(start, end, first, first, "fiscal")
    if match["span"]:
        first, tail, dash = int(match["s1"]), match["s2"], match["sd"].strip().lower()
        last = _two_digit(first, tail)
        if dash == "and" and len(tail) == 4 and 0 < abs(last - first) <= 3:
            lead = match.group()[: match.start("s1") - start].strip().lower()
            if lead not in ("between",):
                return Span(start, end, first, last, "pair")
        if last <= first or last - first > 12:
            return Span(match.start("s1"), match.end("s1"), first, first, "year")
        if (dash == "/" or len(tail) == 2) and last == first + 1:
            return Span(start, end, first, first, "fiscal")
        return Span(start, end, first, last, "span", (f"{first}-01-01", f"{last}-12-31"))
    return Span(start, end, int(match["y"]), int(match["y"]), "year")


def _last_day(year: int, month: int) -> str:
    days = 29 if month == 2 and year % 4 == 0 else (28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)
    return f"{year}-{month:02d}-{days}"


def date_amounts(clause: Clause, context: Context, inherited_year: int | None = None) -> list[When]:
    """The time of every amount in a sentence, in order.

    `inherited_year` is the year that an earlier sentence of the paragraph set as its topic.
    """
    spans = [replace(s, bracketed=_in_foreign_bracket(clause, s.start)) for s in find_spans(clause.text)]
    usable = [
        s
        for s in spans
        if not any(m.start <= s.start < m.end for m in clause.money)
        and not _LIKENED.search(clause.text, max(0, s.start - 24), s.start)
    ]
    own = _respectively(clause, usable) or [_own_span(clause, n, usable) for n in range(len(clause.money))]
    topic = _topic_span(clause, usable, own)
    parts = totals_in_sentence(clause)
    dated: list[When] = []
    for place in range(len(clause.money)):
        when = _date(clause, place, own[place], topic, dated, context, inherited_year)
        dated.append(_total_repeats(clause, place, parts, when))
    return dated


_OF_THE_TOTAL = re.compile(r"\b(?:total|overall|whole|sum|entire)\b[^.;]{0,60}?$", re.IGNORECASE)


def _total_repeats(clause: Clause, place: int, parts: dict[int, int], when: When) -> When:
    """ "A, including B; the total was the same as in 2015": the repeat belongs to A, not to B that stands nearer."""
    if not parts or when.year is None:
        return when
    tail_start = clause.money[-1].end
    for match in _SAME.finditer(clause.text, tail_start):
        if not _OF_THE_TOTAL.search(clause.text[tail_start : match.start()]):
            continue
        years = _years_right_after(clause.text[match.end() : match.end() + 60])
        if place in parts:
            return replace(when, also=())
        if place in parts.values() and years:
            return replace(when, also=tuple(y for y in years if y != when.year), rule=when.rule + "+total_same_as")
    return when


def _in_foreign_bracket(clause: Clause, at: int) -> bool:
    """True for a year inside a bracket that holds no amount: it dates a count ("105 in 2017")."""
    opened = clause.text.rfind("(", 0, at)
    if opened < 0 or clause.text.find(")", opened, at) >= 0:
        return False
    closed = clause.text.find(")", at)
    return not any(opened <= m.start and m.end <= (closed if closed >= 0 else len(clause.text)) for m in clause.money)


def _respectively(clause: Clause, spans: list[Span]) -> list[Span | None] | None:
    """ "A and B in 2017 and 2018, respectively": amounts and years pair off in order."""
    said = re.search(r"\brespectively\b", clause.text, re.IGNORECASE)
    if not said:
        return None
    flat: list[Span] = []
    for span in spans:
        if span.bracketed:
            continue
        if span.kind == "pair":
            years = [int(y) for y in re.findall(_YEAR, clause.text[span.start : span.end])]
            flat += [Span(span.start, span.end, y, y, "year") for y in years]
        else:
            flat.append(span)
    count = len(clause.money)
    near = [s for s in flat if s.kind in ("year", "fiscal")]
    if len(near) == count and count > 1:
        return list(near)
    tail = [s for s in near if abs(s.start - said.start()) < 80]
    if len(tail) >= 2 and count >= len(tail) and count % len(tail) == 0:
        return [tail[n % len(tail)] for n in range(count)]
    return None


def _own_span(clause: Clause, place: int, spans: list[Span]) -> Span | None:
    """The year that stands with one amount: right behind it, or before it in its own stretch."""
    money = clause.money[place]
    zone_start, zone_end = clause.zone(place)
    next_start = clause.money[place + 1].start if place + 1 < len(clause.money) else len(clause.text)
    for span in spans:
        if span.bracketed or not money.end <= span.start < next_start:
            continue
        gap = clause.text[money.end : span.start]
        if _STRONG_COMPARES.search(gap) or _SAME.search(gap) or re.search(r"[;(]", gap):
            break
        if re.search(r"\b(?:while|whereas|but)\b", gap) or (re.search(r",\s+and\s", gap) and len(gap) > 12):
            break
        crosses = clause.passes(money.end, span.start) < 0.45
        if (span.start < zone_end and not crosses) or len(gap) < 16:
            return span
        if re.match(r"^[^,;]*,?\s*(?:in|for|during|of)?\s*$", gap) and len(gap) < 90:
            return span
        break
    before_end = clause.money[place - 1].end if place else 0
    best: Span | None = None
    for span in spans:
        if span.bracketed or not before_end <= span.start < money.start:
            continue
        if place and clause.split_between(place - 1) > span.start:
            continue
        best = span
    if best is not None and (place == 0 or best.start >= zone_start or money.start - best.end <= 3):
        gap = clause.text[best.end : money.start]
        if place == 0 and re.search(r"\b(?:compared\s+(?:to|with)|up\s+from|down\s+from)\b", gap):
            return best
        return best
    return None


def _topic_span(clause: Clause, spans: list[Span], own: list[Span | None]) -> Span | None:
    """A year at the head or the end of the sentence that dates every amount without one of its own."""
    if not clause.money:
        return None
    first = clause.money[0].start
    leads = [s for s in spans if s.end <= first and not s.bracketed]
    if leads:
        return leads[-1] if own[0] is leads[-1] else leads[0]
    last = own[-1]
    if last is not None and last.start > clause.money[-1].end and not any(own[:-1]):
        gap_texts = [clause.text[clause.money[n].end : clause.money[n + 1].start] for n in range(len(clause.money) - 1)]
        if not any(_COMPARES.search(g) for g in gap_texts):
            return last
    return None


def _compares_before(clause: Clause, place: int) -> bool:
    """Whether the words before an amount make it the earlier half of a comparison."""
    money = clause.money[place]
    start = clause.money[place - 1].end if place else max(0, money.start - 90)
    gap = clause.text[start : money.start]
    if money.qualifier in ("more_than", "less_than"):
        gap = _HEDGE.sub("", gap)
    matches = list(_COMPARES.finditer(gap))
    if not matches:
        return False
    marker = matches[-1]
    word = marker.group().lower()
    rest = gap[marker.end() :]
    if (
        _TO_AFTER_FROM.search(gap)
        and not re.search(r"\b(?:compared|relative)\s+to\s*(?:\w+\s+){0,2}$", gap, re.IGNORECASE)
        and word.split()[-1] in ("from", "over")
        and re.search(r"\d", rest)
    ):
        return False
    if word in ("after", "following") and (place == 0 or len(rest) > 25):
        return False
    if (
        word.startswith("had ")
        and place == 0
        and not re.search(r"\b(?:while|whereas|when|previous|earlier|before)\b|\bin\s+(?:19|20)\d\d\b", gap)
    ):
        return False
    if (
        word == "from"
        and place
        and len(gap) < 26
        and _MOVED_TO.search(clause.text, max(0, clause.money[place - 1].start - 70), clause.money[place - 1].start)
    ):
        return True
    if word == "from":
        lead = gap[: marker.start()][-60:]
        moved = re.search(
            r"\b(?:increas|ris|rose|gr[eo]w|fell|fall|decreas|declin|drop|reduc|cut|up|down|went|doubl|rais|chang|jump|climb|shr[aiu]nk|expand|boost|lower|slash|trim|halv|scal|swell|mov)\w*\b[^.;]*$",
            lead,
            re.IGNORECASE,
        )
        if not moved or len(rest.split()) > 8:
            return False
    stop = _STOPS_COMPARISON.search(rest)
    return not (stop and stop.start() > 0 and stop.group().strip().lower() != "to")


def _date(
    clause: Clause,
    place: int,
    own: Span | None,
    topic: Span | None,
    dated: list[When],
    context: Context,
    inherited: int | None,
) -> When:
    main = context.main_year
    money = clause.money[place]
    after = clause.text[
        money.end : clause.money[place + 1].start if place + 1 < len(clause.money) else len(clause.text)
    ]
    compares = _compares_before(clause, place)
    chained = bool(
        place
        and dated
        and dated[-1].basis == "comparison"
        and own is not None
        and re.match(
            r"^[^a-z]*(?:in\s+\d{4}\s*)?,?\s*(?:and|,)\s*(?:(?:approximately|about|around)\s+)?$",
            clause.text[clause.money[place - 1].end : money.start],
            re.I,
        )
    )
    compares = compares or chained
    relative = _relative(clause, place, after)
    if relative == "previous" or relative == "two":
        anchor = (
            next((d.year for d in reversed(dated) if d.role == "current" and d.year), None)
            or (topic.first if topic and own is not topic else None)
            or inherited
            or main
        )
        if own is not None and own is not topic:
            return _from_span(own, context, "comparison" if compares else "explicit", compares)
        if place == 0 and not compares:
            anchor = main if inherited is None else inherited
        return When(anchor - (2 if relative == "two" else 1), "comparison", "prior_year", rule="previous_year")
    if own is not None and not (
        compares and own is topic and place == 0 and own.start < money.start and own.first >= main
    ):
        when = _from_span(own, context, "comparison" if compares else "explicit", compares)
        lead = clause.text[clause.money[place - 1].end if place else 0 : money.start]
        if (
            compares
            and _STRONG_COMPARES.search(lead)
            and any(d.role == "current" and d.year and d.year > own.first for d in dated)
        ):
            when = replace(when, role="prior_year", basis="comparison")
        if compares and when.year is not None and when.year > main and place == 0:
            when = replace(when, role="current")
    elif compares:
        later = _next_current_year(clause, place, topic, context)
        base = (
            next((d.year for d in reversed(dated) if d.year and d.role == "current"), None)
            or later
            or (topic.first if topic else None)
            or inherited
            or main
        )
        when = When(base - 1, "comparison", "prior_year", rule="comparison_without_year", flags=("year_assumed",))
    elif relative == "next":
        when = When(main + 1, "explicit", "current", rule="next_year", flags=("commitment",))
    elif topic is not None and not topic.bracketed:
        when = _from_span(topic, context, "explicit", False, rule="topic_year")
    elif (
        dated
        and dated[-1].basis == "comparison"
        and dated[-1].role == "prior_year"
        and place >= 2
        and re.match(r"^\s*(?:,|and|,\s*and)\s*$", clause.text[clause.money[place - 1].end : money.start])
    ):
        when = replace(dated[-1], also=())
    elif inherited is not None:
        role = "prior_year" if inherited < main else "current"
        when = When(inherited, "explicit", role, rule="paragraph_year", flags=("year_assumed",))
    elif context.source == "greta":
        when = When(None, "reporting_period", "current", rule="no_year", flags=("year_doubtful",))
    else:
        when = When(main, "reporting_period", "current", flags=("year_assumed",))
    return _also(clause, place, when, after, context)


def _next_current_year(clause: Clause, place: int, topic: Span | None, context: Context) -> int | None:
    """ "from A to B in 2016": the year of B dates A."""
    tail = clause.text[clause.money[place].end :]
    if place + 1 < len(clause.money):
        spans = [s for s in find_spans(clause.text) if s.start >= clause.money[place + 1].end]
        if spans and re.match(r"^\s*to\b", tail):
            return spans[0].first
    return None


def _relative(clause: Clause, place: int, after: str) -> str | None:
    money = clause.money[place]
    match = _RELATIVE.search(after[:70])
    if (
        match
        and not _SAME.search(after[: match.end()])
        and not re.search(
            r"\b(?:compared|than|increase|decrease|up|down|from|over|same|rise|drop|unchanged)\b|[;]",
            after[: match.start() + 4],
            re.I,
        )
        and clause.passes(money.end, money.end + match.start()) > 0.45
    ):
        return match.lastgroup
    start = clause.money[place - 1].end if place else 0
    gap = clause.text[max(start, money.start - 60) : money.start]
    last = None
    for match in _RELATIVE.finditer(gap):
        last = match
    if last and re.search(r"\b(?:level|same|unchanged|steady|constant|par)\b", gap[: last.start()]):
        return None
    if last and re.search(r",\s*and\b|;", gap[last.end() :]):
        return None
    if (
        last
        and len(gap) - last.end() < 45
        and not re.search(r"\bto\s*(?:\w+\s+){0,2}$", gap[last.end() :])
        and not (place == 0 and re.search(r"\b(?:compared|increase\w*|more|less|decrease\w*)\b", gap[: last.start()]))
        and not re.search(r"\b(?:as|than|same)\b", gap[max(0, last.start() - 8) : last.start() + 5])
    ):
        return last.lastgroup
    return None


def _from_span(span: Span, context: Context, basis: str, compares: bool, rule: str = "named_year") -> When:
    main = context.main_year
    earlier = (
        span.first < main
        and not (span.kind in ("fiscal", "months") and span.first == main - 1 and not compares)
        and not (span.last >= main and not compares)
    )
    role = "prior_year" if (compares or earlier) and span.first < main else "current"
    if compares and role == "current":
        basis = "explicit"
    if context.source == "greta" and not compares:
        role = "current" if span.first >= main - 4 else role
    if span.kind == "pair":
        return _pair(span, context, basis, compares, rule)
    multi = (span.kind == "span" and span.last > span.first) or (span.kind == "months" and span.last > span.first)
    flags = ("multi_year",) if multi else (("commitment",) if span.first > context.edition_year else ())
    period = span.period
    return When(span.first, basis, role, multi, period, rule=rule, flags=flags)


def _pair(span: Span, context: Context, basis: str, compares: bool, rule: str) -> When:
    """ "in 2015 and 2014": the amount stands for each of the two years."""
    later, earlier = max(span.first, span.last), min(span.first, span.last)
    role = "prior_year" if compares or later < context.main_year else "current"
    return When(later, basis, role, also=(earlier,), rule=rule + "+pair")


def _also(clause: Clause, place: int, when: When, after: str, context: Context) -> When:
    """Further years for which the text says the amount was the same."""
    if when.year is None:
        return when
    zone_start, zone_end = clause.zone(place)
    tail = after
    both = _BOTH.search(clause.text)
    if both and (
        len(clause.money) == 1
        or clause.money[place].end <= both.start() <= clause.money[place].end + 60
        or zone_start <= both.start() < zone_end
    ):
        years = sorted({int(y) for y in (both["a"], both["b"], both["b0"]) if y}, reverse=True)
        return replace(
            when,
            year=years[0],
            also=tuple(years[1:]),
            basis="explicit",
            role="current" if years[0] >= context.main_year else "prior_year",
            multi_year=False,
            period=None,
            flags=(),
            rule="both_years",
        )
    past = _PAST_N.search(tail)
    if past:
        count = _NUMBERS.get(past["n"].lower()) or int(past["n"])
        return replace(when, also=tuple(when.year - n for n in range(1, count + 1)), rule=when.rule + "+past_years")
    running = _RUNNING.search(tail)
    if running and re.search(
        r"\b(?:same|unchanged|level|constant|steady|held|stayed|remained|identical)\b", tail, re.I
    ):
        nth = _ORDINALS[(running["nth"] or running["nth2"]).lower()]
        return replace(when, also=tuple(when.year - n for n in range(1, nth)), rule=when.rule + "+running")
    window = tail if place == len(clause.money) - 1 else tail[: max(0, zone_end - clause.money[place].end) or len(tail)]
    if place + 1 < len(clause.money):
        window = tail
    lead = (
        clause.text[max(zone_start, clause.money[place].start - 70) : clause.money[place].start] if place == 0 else ""
    )
    for _where, text in (("after", window), ("before", lead)):
        for match in _SAME.finditer(text):
            if _SIMILAR_ONLY.search(match.group()):
                continue
            rest = text[match.end() : match.end() + 60]
            if re.match(r"\s*(?:\w+\s+){0,2}[€$£\d]*\d[\d,.]*\s*(?:million|thousand|€|\$)", rest) and not re.match(
                rf"\s*(?:in\s+)?{_YEAR}", rest
            ):
                continue
            years = _years_right_after(rest)
            if years:
                return replace(when, also=tuple(y for y in years if y != when.year), rule=when.rule + "+same_as")
            if _RELATIVE.match(rest.lstrip()) or _RELATIVE.search(match.group() + rest[:40]):
                return replace(when, also=(when.year - 1,), rule=when.rule + "+same_as_previous")
    return when


def _years_right_after(rest: str) -> list[int]:
    match = re.match(
        rf"[\s,]*(?:(?:the|it|was|as|in|for|of|from|to|with|by|during|amount|sum|level|fiscal|year|provided|allocated|had|been)\s+)*(?P<years>{_YEAR}(?:\s*(?:,|and|,\s*and|or)\s*(?:in\s+)?{_YEAR})*)",
        rest,
        re.IGNORECASE,
    )
    return [int(y) for y in re.findall(_YEAR, match["years"])] if match else []
