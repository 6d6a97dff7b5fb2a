"""Sums that cover more than one year without saying so by a span of their own: "since 2015", "through 2025", "together".

Belongs here: telling such sums, so that none is taken for one year's money. Spans such as "2016-2018" are spans.py's, words
such as "over three years" periodicity.py's.
"""

import re
from dataclasses import replace

from pipeline.claims.clauses import Clause
from pipeline.claims.model import Context
from pipeline.claims.phrases import Phrase
from pipeline.claims.spans import YEAR, Span
from pipeline.claims.when import When

_HAS_PAID = Phrase(
    r"\b(?:has|have|had)\s+(?:\w+\s+){0,2}(?:been\s+)?(?:spent|provided|allocated|disbursed|given|paid|invested|contributed|granted|awarded|transferred|received|collected|committed|expended|budgeted|distributed|cost|channell?ed|made\s+available)\b"
)
_SINCE = Phrase(
    rf"\bsince\s+(?:the\s+(?:start|beginning)\s+of\s+|its\s+\w+\s+in\s+|it\s+\w+\s+in\s+|[A-Z][a-z]+\s+)?(?P<y>{YEAR})\b"
)
_UNTIL = Phrase(rf"\b(?:until|through|till|up\s+to|to|by)\s+(?:the\s+end\s+of\s+)?(?:[A-Z][a-z]+\s+)?(?P<y>{YEAR})\b")
#: Words by which a figure of each year and not the sum of all is meant.
_EVERY_YEAR = Phrase(
    r"\b(?:annual(?:ly)?|yearly|(?:each|every|per|a)\s+year|per\s+annum|same|unchanged|level|steady|constant|both|each\s+of)\b"
)
_TOGETHER = Phrase(
    r"\b(?:together|combined|altogether|in\s+total|jointly|cumulative(?:ly)?|a\s+(?:combined\s+|cumulative\s+)?total\s+of|totall?(?:ing|ed)|taken\s+together)\b"
)
_OVER = re.compile(r"(?:over|across|between)\b", re.I)
_SPENT = Phrase(r"\b(?:spent|spends?|spending|expend\w*|disburs\w*|used)\b")
#: "X for its 2016-2020 action plan": the cost of the plan, not of one year of it.
_OF_A_PLAN = Phrase(
    rf"\s*(?:\([^)]*\)\s*)?(?:(?:in\s+funding|from\s+the\s+(?:state\s+|national\s+|central\s+)?budget)\s+)?(?:for|to|toward|towards)\s+"
    rf"(?:(?:(?:the\s+)?implement\w*(?:\s+of)?|carry\s+out|carrying\s+out|fund|finance|support|execute|realize)\s+)?"
    rf"(?:(?:the|its|a|an|new|national|government['’]s|country['’]s|five-year|four-year|three-year|two-year|multi-year)\s+)*"
    rf"(?P<a>{YEAR})\s*(?:-|–|—|‑|to|through|/)\s*(?P<b>{YEAR}|\d\d)\s+(?:[\w-]+\s+){{0,5}}?(?:plans?|strateg(?:y|ies)|program(?:me)?s?|NAP)\b"
)
#: "the 2015-2018 action plan allocated X": likewise.
_PLAN_GIVES = Phrase(
    rf"\b(?P<a>{YEAR})\s*(?:-|–|—|‑|to|through|/)\s*(?P<b>{YEAR}|\d\d)\s+(?:[\w-]+\s+){{0,5}}?(?:plan|strategy|program(?:me)?|NAP)\s*,?\s*(?:(?:which|that|is|was|has|had|with|were)\s+)*(?:allocat|fund|financ|budget|cost|carri|provid|includ|a\s+budget|endow|earmark|set|contain|foresee|foresaw|envisage)[^.;,]{{0,40}}$"
)


def summed_years(clause: Clause, place: int, span: Span) -> bool:
    """Whether a pair of years ("2018 and 2019") holds one sum for both and not the same figure for each."""
    text, money = clause.text, clause.money[place]
    zone = clause.zone(place)
    if _OVER.match(text, span.start):
        return True
    near = (max(zone[0], min(span.start, money.start) - 45), min(zone[1], max(span.end, money.end) + 30))
    return _TOGETHER.search(text, *near) is not None and not _EVERY_YEAR.search(text, *near)


def open_term(clause: Clause, place: int, when: When, context: Context) -> When:
    """The time of a sum that runs since or until another year, or pays for a plan of several years."""
    if when.multi_year or when.also or when.basis == "comparison" or when.year is None:
        return when
    text, money = clause.text, clause.money[place]
    zone_start, zone_end = clause.zone(place)
    # "since" opens a clause of its own for zones, but "since 2014" belongs to the amount before it
    following = clause.money[place + 1].start if place + 1 < len(clause.money) else len(text)
    tail = (money.end, min(following, money.end + 110))
    if _EVERY_YEAR.search(text, max(zone_start, money.start - 40), tail[1]):
        return when
    named = when.rule.startswith("named_year")
    since = _SINCE.search(text, *tail) or _SINCE.last(text, zone_start, money.start)
    if since and not named and int(since["y"]) < context.main_year and _HAS_PAID.search(text, zone_start, money.start):
        return _over_years(when, int(since["y"]), max(context.main_year, int(since["y"])), "since")
    until = _UNTIL.search(text, money.end, min(zone_end, money.end + 45))
    if until and int(until["y"]) > when.year and int(until["y"]) > context.edition_year - 1 and not named:
        return _over_years(when, when.year, int(until["y"]), "until")
    plan = _OF_A_PLAN.match(text, money.end, zone_end) or _PLAN_GIVES.search(text, zone_start, money.start)
    if plan and not named and not _SPENT.search(text, zone_start, money.start):
        first, tail_year = int(plan["a"]), int(plan["b"])
        last = tail_year if tail_year > 99 else first // 100 * 100 + tail_year
        if 1 <= last - first <= 12:
            # the year stays the one in which the money was given; only the period is the plan's
            return replace(_over_years(when, first, last, "plan"), year=when.year, basis=when.basis, role=when.role)
    return when


def part_in_time(part: When, total: When, *, before_total: bool) -> tuple[When, bool]:
    """The time of a part by that of its total, and whether it is a share of a sum for several years.

    A part without a year of its own has its total's. `before_total` tells that it stands before its total: "A of the B for
    2016-2020" was spent in a year of its own.
    """
    if before_total and total.multi_year:
        return part, False
    shares = total.multi_year and not part.rule.startswith(("named_year", "both_years"))
    return (replace(total, also=()) if part.rule in ("default_year", "no_year") else part), shares


def _over_years(when: When, first: int, last: int, rule: str) -> When:
    return replace(
        when,
        year=first,
        basis="explicit",
        role="current",
        multi_year=True,
        period=(f"{first}-01-01", f"{last}-12-31"),
        rule=f"{when.rule}+{rule}",
        flags=tuple(dict.fromkeys([*when.flags, "multi_year"])),
    )
