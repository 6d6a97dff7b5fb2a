"""When: the year, period and role of each amount in a sentence.

Belongs here: the year rule of DESIGN (explicit years win, a comparison names an earlier year, otherwise the year that
the report describes; a fiscal year counts under the year in which it starts). No money, no purposes.
"""

import re
from dataclasses import replace

from pipeline.claims.beside import dates_a_plan, in_foreign_bracket, own_spans
from pipeline.claims.clauses import Clause
from pipeline.claims.comparison import compares_before, relative_year, strongly, years_back
from pipeline.claims.model import Context
from pipeline.claims.parts import totals_in_sentence
from pipeline.claims.phrases import Phrase
from pipeline.claims.repeats import further_years, says_same, total_repeats
from pipeline.claims.spans import Span, find_spans
from pipeline.claims.terms import open_term, summed_years
from pipeline.claims.topic import is_listed, topic_spans
from pipeline.claims.when import When

#: "As in 2015, …": a year that the amount is likened to is not the amount's own.
_LIKENED = Phrase(r"\b(?:as|like|unlike)\s+(?:it\s+(?:had|did)\s+)?(?:in\s+)?$")
_HAD_BEEN = Phrase(
    r"\bhad\s+(?:only\s+|still\s+)?(?:been|stood|\w+ed|cost|come\s+to|paid|spent|given|put|set\s+aside)\s+(?:\w+\s+){0,3}$"
)
_TWO_BEFORE = Phrase(r"\bthe\s+two\s+(?:years\s+(?:before|earlier)|(?:previous|preceding|prior)\s+years)\b")
_FOLLOWING = Phrase(
    r"\s*(?:\([^)]*\)\s*)?(?:in|for|during)\s+each\s+of\s+the\s+(?:following|next|subsequent)\s+(?P<n>two|three|four)\s+years\b"
)
_REPORTING = Phrase(
    r"\b(?:in|during|over|throughout|for)\s+(?:the|this)\s+(?:current\s+)?(?:reporting|review)\s+(?:period|year)\b"
)
_AND_ONLY = re.compile(r"\s*(?:,|and|,\s*and)\s*$")
_CHAIN = re.compile(r"[^a-z]*(?:in\s+\d{4}\s*)?,?\s*(?:and|,)\s*(?:(?:approximately|about|around)\s+)?$", re.I)
_TO = re.compile(r"\s*to\b")
_NEW_ACT = re.compile(r",\s+and\s")


def date_amounts(clause: Clause, context: Context, inherited_year: int | None = None) -> list[When]:
    """The time of every amount in a sentence, in order.

    `inherited_year` is the year that an earlier sentence of the paragraph set as its topic.
    """
    named = find_spans(clause.text)
    spans = [replace(s, bracketed=True) if in_foreign_bracket(clause, s) else s for s in named]
    usable = [
        s
        for s in spans
        if not clause.in_money(s.start)
        and not _LIKENED.search(clause.text, max(0, s.start - 24), s.start)
        and not dates_a_plan(clause, s)
    ]
    told = _reporting_periods(clause.text, usable, context)
    usable = sorted([*usable, *told], key=lambda s: s.start)
    own = own_spans(clause, usable)
    topics = topic_spans(clause, usable, own, context.main_year)
    parts = totals_in_sentence(clause)
    dated: list[When] = []
    for place in range(len(clause.money)):
        when = _date(clause, place, own[place], topics[place], dated, context, inherited_year)
        dated.append(total_repeats(clause, place, parts, when))
    dated = [open_term(clause, place, when, context) for place, when in enumerate(dated)]
    dated = [replace(w, basis="reporting_period") if own[n] in told else w for n, w in enumerate(dated)]
    dated = [_before_a_later_one(when, own[place], named, context) for place, when in enumerate(dated)]
    return [_looking_back(clause, place, when, context) for place, when in enumerate(dated)]


def _looking_back(clause: Clause, place: int, when: When, context: Context) -> When:
    """ "In 2017 the share had been X": a GRETA report has no main year; the tense tells that the figure is an earlier one."""
    start, _ = clause.zone(place)
    if context.source == "greta" and when.year and _HAD_BEEN.search(clause.text, start, clause.money[place].start):
        return replace(when, role="prior_year")
    return when


def _reporting_periods(text: str, named: list[Span], context: Context) -> list[Span]:
    """ "during the reporting period" beside other years: the main year, as if it were named."""
    if context.source != "tip" or not named:
        return []
    main = context.main_year
    return [Span(m.start(), m.end(), main, main, "year") for m in _REPORTING.finditer(text)]


def _before_a_later_one(when: When, span: Span | None, named: list[Span], context: Context) -> When:
    """A fiscal year begun in the year before last is the latest told of, unless the sentence names a later one."""
    if span is None or span.kind not in ("fiscal", "months") or when.year != context.main_year - 1:
        return when
    if when.role == "current" and any(s.kind == span.kind and s.first > span.first for s in named):
        return replace(when, role="prior_year")
    return when


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
    following = clause.money[place + 1].start if place + 1 < len(clause.money) else len(clause.text)
    compares = compares_before(clause, place)
    chained = bool(
        place
        and dated
        and dated[-1].basis == "comparison"
        and own is not None
        and _CHAIN.match(clause.text[clause.money[place - 1].end : money.start])
    )
    compares = compares or chained
    relative = relative_year(clause, place, says_same(clause.text, money.end, min(money.end + 70, following)))
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
        if own.kind == "pair" and summed_years(clause, place, own):
            first, last = min(own.years), max(own.years)
            whole = replace(own, first=first, last=last, kind="span", period=(f"{first}-01-01", f"{last}-12-31"))
            when = _from_span(whole, context, "explicit", False)
        if (
            compares
            and strongly(clause.text, clause.money[place - 1].end if place else 0, money.start)
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
        back = years_back(clause.text, clause.money[place - 1].end if place else 0, min(money.end + 60, following))
        when = When(
            base - 1,
            "comparison",
            "prior_year",
            also=tuple(base - n for n in range(2, back + 1)),
            rule="comparison_without_year",
            flags=("year_assumed",),
        )
    elif _carried(dated) and is_listed(clause.text, clause.money[place - 1].end, money.start):
        when = replace(dated[-1], also=(), flags=(*dated[-1].flags, "year_assumed"))
    elif _years_on(clause, place) and dated and dated[-1].year is not None:
        first = dated[-1].year + 1
        rest = tuple(first + n for n in range(1, _years_on(clause, place)))
        when = replace(dated[-1], year=first, also=rest, multi_year=False, period=None, rule="years_on")
    elif _listed_further_back(clause, place, dated):
        when = replace(dated[-1], year=(dated[-1].year or main) - 1, also=())
    elif relative == "same" and dated and dated[-1].year is not None:
        when = replace(dated[-1], also=(), multi_year=False, rule="same_year")
    elif relative == "next":
        told = next((d.year for d in reversed(dated) if d.year and d.rule == "named_year"), None)
        year = (told or main) + 1
        when = When(year, "explicit", "current", rule="next_year", flags=("commitment",) if year > main else ())
    elif topic is not None and not topic.bracketed:
        when = _from_span(topic, context, "explicit", False, rule="topic_year")
    elif (
        dated
        and dated[-1].basis == "comparison"
        and dated[-1].role == "prior_year"
        and place >= 2
        and _AND_ONLY.match(clause.text[clause.money[place - 1].end : money.start])
    ):
        when = replace(dated[-1], also=())
    elif inherited is not None:
        since = main - 4 if context.source == "greta" else main
        role = "prior_year" if inherited < since else "current"
        when = When(inherited, "explicit", role, rule="paragraph_year", flags=("year_assumed",))
    elif context.source == "greta" and dated and dated[-1].year is not None and dated[-1].basis == "explicit":
        when = replace(dated[-1], also=(), multi_year=False, period=None, rule="same_sentence", flags=("year_assumed",))
    elif context.source == "greta":
        when = When(None, "reporting_period", "current", rule="no_year", flags=("year_doubtful",))
    else:
        when = When(main, "reporting_period", "current", flags=("year_assumed",))
    return further_years(clause, place, when, context)


def _years_on(clause: Clause, place: int) -> int:
    """How many later years an amount is said to be for: "A in 2013 and B in each of the following two years"."""
    end = clause.money[place].end
    match = _FOLLOWING.match(clause.text, end, end + 80)
    return {"two": 2, "three": 3, "four": 4}[match["n"].lower()] if match else 0


def _listed_further_back(clause: Clause, place: int, dated: list[When]) -> bool:
    """B in "in the two years before, A and B"."""
    if (
        not dated
        or dated[-1].rule != "previous_year"
        or not is_listed(clause.text, clause.money[place - 1].end, clause.money[place].start)
    ):
        return False
    start = clause.money[place - 2].end if place > 1 else 0
    return _TWO_BEFORE.search(clause.text, start, clause.money[place - 1].start) is not None


def _carried(dated: list[When]) -> bool:
    """Whether the amount before is dated by words that stand before it, so that the year reaches the next of a list."""
    return bool(dated) and dated[-1].rule in ("named_year", "topic_year") and not dated[-1].multi_year


def _next_current_year(clause: Clause, place: int, topic: Span | None, context: Context) -> int | None:
    """ "from A to B in 2016": the year of B dates A."""
    tail = clause.text[clause.money[place].end :]
    if place + 1 < len(clause.money):
        after = clause.money[place + 1].end
        third = clause.money[place + 2].start if place + 2 < len(clause.money) else len(clause.text)
        spans = [s for s in find_spans(clause.text) if after <= s.start < third]
        if spans and _TO.match(tail) and not _NEW_ACT.search(clause.text, after, spans[0].start):
            return spans[0].first
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
    later, *others = sorted(span.years, reverse=True)
    series = context.source == "greta" and not compares and later >= context.main_year - 4
    role = "prior_year" if compares or (later < context.main_year and not series) else "current"
    return When(later, basis, role, also=tuple(others), rule=rule + ("+series" if series else "+pair"))
