"""The year that stands beside an amount: right behind it, before it in its own stretch, or paired off in a list.

Belongs here: which of a sentence's years is one amount's own. What that makes of its year and role is period.py's, years
that reach several amounts are topic.py's.
"""

import re

from pipeline.claims.clauses import Clause
from pipeline.claims.comparison import strongly
from pipeline.claims.phrases import Phrase
from pipeline.claims.repeats import says_same
from pipeline.claims.spans import Span
from pipeline.claims.topic import is_listed

_PLAN_BEFORE = Phrase(
    r"\b(?:plan|strategy|program(?:me)?|NAP)s?\s*(?:,|\(|for|of|from|covering|in)?\s*(?:the\s+)?(?:period\s+|years\s+)?$"
)
_PLAN_AFTER = re.compile(r"\s+(?:[\w-]+\s+){0,3}(?:plan|strategy|program(?:me)?|NAP)\b", re.I)
_RESPECTIVELY = Phrase(r"\brespectively\b")
_TURNS = Phrase(r"\b(?:while|whereas|but)\b")
#: "…, which it had not funded in 2017": the year of what was not done.
_DENIED = Phrase(r"\b(?:(?:had|did|does|was|were|has)\s+not|never|no\s+longer|unlike|without)\b")
_AND_NEXT = re.compile(r",\s+and\s")
#: "none of it used by March 2018": when the report looked, not what the money was for.
_AS_OF = Phrase(
    r"\b(?:as\s+of|by|until)\s+(?:the\s+end\s+of\s+|early\s+|mid-|late\s+)?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+(?:\d{1,2},?\s+)?)?$"
)
_WHICH = re.compile(r",\s(?:which|who|where|when)\s", re.I)
_WHICH_OPEN = re.compile(r",\s(?:which|who|whose|where)\b[^,;]*$", re.I)
_COMMA_IN = re.compile(r"\)?\s*(?:\([^)]*\)\s*)?,\s*(?:in|for|during)\s+", re.I)
_WORD = re.compile(r"\s+[^\W\d]")
_AND_IN = re.compile(r"\)?\s*(?:\([^)]*\)\s*)?(?:,|and|,\s*and|but)\s+(?:(?:in|for|during)\s+)?", re.I)
#: "and the 2018 budget law grants B"
_AND_THE = re.compile(r"\b(?:and|but)\s+(?:the|its|their|a)\s+$", re.I)
_AND_PLAIN = re.compile(r"\)?\s*(?:\([^)]*\)\s*)?,?\s*(?:and|but)\s+(?:in|for|during)\s+", re.I)
_WAS_ONLY = re.compile(
    r"\s*(?:[–—:,-]|it\s+was|was|were|the\s+\w+\s+was)?\s*\(?\s*(?:(?:approximately|about|around|some|only|just)\s+)?",
    re.I,
)
_ONLY_LINK = re.compile(r"[^,;]*,?\s*(?:in|for|during|of)?\s*$")


def own_spans(clause: Clause, spans: list[Span]) -> list[Span | None]:
    """For each amount the year that stands with it, None where none does."""
    return _respectively(clause, spans) or [_own_span(clause, n, spans) for n in range(len(clause.money))]


def dates_a_plan(clause: Clause, span: Span) -> bool:
    """ "its plan for 2021-2023 and allocated 4 million": years of a plan that another clause stands between and the money."""
    if span.kind != "span" or not (
        _PLAN_BEFORE.search(clause.text, max(0, span.start - 30), span.start)
        or _PLAN_AFTER.match(clause.text, span.end)
    ):
        return False
    return not any(m.end <= span.start or clause.passes(span.end, m.start) > 0.55 for m in clause.money)


def in_foreign_bracket(clause: Clause, span: Span) -> bool:
    """True for a year inside a bracket that holds no amount: it dates a count ("105 in 2017").

    A bracket with nothing but the year dates what stands before it: "for its first year (2013)".
    """
    at = span.start
    opened = clause.text.rfind("(", 0, at)
    if opened < 0 or clause.text.find(")", opened, at) >= 0:
        return False
    closed = clause.text.find(")", at)
    if closed == span.end and clause.text[opened + 1 : at].strip().lower() in ("", "in", "for"):
        return False
    return not any(opened <= m.start and m.end <= (closed if closed >= 0 else len(clause.text)) for m in clause.money)


def _respectively(clause: Clause, spans: list[Span]) -> list[Span | None] | None:
    """ "A and B in 2017 and 2018, respectively": amounts and years pair off in order."""
    said = _RESPECTIVELY.search(clause.text)
    if not said:
        return _listed_alike(clause, spans)
    flat: list[Span] = []
    for span in spans:
        if span.bracketed:
            continue
        if span.kind == "pair":
            flat += [Span(span.start, span.end, y, y, "year") for y in span.years]
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


def _listed_alike(clause: Clause, spans: list[Span]) -> list[Span | None] | None:
    """ "A, B and C in 2015, 2016 and 2017": lists of equal length pair off without the word too."""
    count = len(clause.money)
    lists = [s for s in spans if s.kind == "pair" and not s.bracketed and len(s.years) == count]
    if count < 2 or len(lists) != 1 or len(spans) != 1:
        return None
    gaps = [(clause.money[n].end, clause.money[n + 1].start) for n in range(count - 1)]
    if not all(is_listed(clause.text, *gap) for gap in gaps):
        return None
    span = lists[0]
    return [Span(span.start, span.end, y, y, "year") for y in span.years]


def _own_span(clause: Clause, place: int, spans: list[Span]) -> Span | None:
    """The year that stands with one amount: right behind it, or before it in its own stretch."""
    money = clause.money[place]
    zone_start, zone_end = clause.zone(place)
    next_start = clause.money[place + 1].start if place + 1 < len(clause.money) else len(clause.text)
    before_end = clause.money[place - 1].end if place else 0
    led = any(before_end <= s.start < money.start and not s.bracketed for s in spans)
    for span in spans:
        if span.bracketed or not money.end <= span.start < next_start:
            continue
        between = (clause.text, money.end, span.start)
        gap = clause.text[money.end : span.start]
        if strongly(*between) or says_same(*between) or ";" in gap or "(" in gap.rstrip("( "):
            break
        if _heads_next(clause.text, gap, span.end, next_start if place + 1 < len(clause.money) else -1):
            break
        opens = place + 1 < len(clause.money) and _COMMA_IN.fullmatch(gap) and _WORD.match(clause.text, span.end)
        if led and (opens or _AS_OF.search(clause.text, money.end, span.start) or _WHICH.search(gap)):
            break
        if _TURNS.search(*between) or _DENIED.search(*between) or (len(gap) > 12 and _AND_NEXT.search(gap)):
            break
        crosses = clause.passes(money.end, span.start) < 0.45
        if (span.start < zone_end and not crosses) or len(gap) < 16:
            return span
        if len(gap) < 90 and _ONLY_LINK.match(gap):
            return span
        break
    best: Span | None = None
    for span in spans:
        if span.bracketed or not before_end <= span.start < money.start:
            continue
        if (
            place
            and clause.split_between(place - 1) > span.start
            and (money.start - span.end > 3 or ";" in clause.text[span.end : money.start])
        ):
            continue
        if place and _compared_away(clause.text, before_end, span, money.start):
            continue
        if _in_an_aside(clause.text, before_end, span, money.start):
            continue
        best = span
    if best is not None and (place == 0 or best.start >= zone_start or money.start - best.end <= 3):
        return best
    return None


def _heads_next(text: str, gap: str, end: int, next_start: int) -> bool:
    """ "A and in 2020 – B": the year stands at the head of the next amount."""
    if next_start < 0:
        return False
    if _AND_THE.search(gap):
        return True
    return bool(_AND_PLAIN.fullmatch(gap) or (_AND_IN.fullmatch(gap) and _WAS_ONLY.fullmatch(text, end, next_start)))


def _in_an_aside(text: str, start: int, span: Span, end: int) -> bool:
    """ "the city, which gave nothing in 2017, added B": a year in a clause closed before the amount."""
    return _WHICH_OPEN.search(text, start, span.start) is not None and "," in text[span.end : end]


def _compared_away(text: str, start: int, span: Span, end: int) -> bool:
    """ "A, more than in 2017, and B": the year is that of a comparison without an amount."""
    compared = strongly(text, start, span.start) or says_same(text, start, span.start)
    return compared and _AND_NEXT.match(text, span.end, end) is not None
