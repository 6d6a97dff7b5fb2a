"""When: the year, period and role of each amount in a sentence.

Belongs here: the year rule of DESIGN (explicit years win, a comparison names an earlier year, otherwise the year that
the report describes; a fiscal year counts under the year in which it starts). No money, no purposes.
"""

import re
from dataclasses import replace

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
_PLAN_BEFORE = Phrase(
    r"\b(?:plan|strategy|program(?:me)?|NAP)s?\s*(?:,|\(|for|of|from|covering|in)?\s*(?:the\s+)?(?:period\s+|years\s+)?$"
)
_PLAN_AFTER = re.compile(r"\s+(?:[\w-]+\s+){0,3}(?:plan|strategy|program(?:me)?|NAP)\b", re.I)
_RESPECTIVELY = Phrase(r"\brespectively\b")
_TURNS = Phrase(r"\b(?:while|whereas|but)\b")
#: "…, which it had not funded in 2017": the year of what was not done.
_DENIED = Phrase(r"\b(?:(?:had|did|does|was|were|has)\s+not|never|no\s+longer|unlike|without)\b")
_AND_NEXT = re.compile(r",\s+and\s")
_HAD_BEEN = Phrase(
    r"\bhad\s+(?:only\s+|still\s+)?(?:been|stood|\w+ed|cost|come\s+to|paid|spent|given|put|set\s+aside)\s+(?:\w+\s+){0,3}$"
)
_REPORTING = Phrase(
    r"\b(?:in|during|over|throughout|for)\s+(?:the|this)\s+(?:current\s+)?(?:reporting|review)\s+(?:period|year)\b"
)
_WHICH = re.compile(r",\s(?:which|who|where|when)\s", re.I)
_WHICH_OPEN = re.compile(r",\s(?:which|who|whose|where)\b[^,;]*$", re.I)
_COMMA_IN = re.compile(r"\s*(?:\([^)]*\)\s*)?,\s*(?:in|for|during)\s+", re.I)
_WORD = re.compile(r"\s+[^\W\d]")
_AND_IN = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:,|and|,\s*and|but)\s+(?:(?:in|for|during)\s+)?", re.I)
_AND_PLAIN = re.compile(r"\s*(?:\([^)]*\)\s*)?,?\s*(?:and|but)\s+(?:in|for|during)\s+", re.I)
_WAS_ONLY = re.compile(
    r"\s*(?:[–—:,-]|it\s+was|was|were|the\s+\w+\s+was)?\s*(?:(?:approximately|about|around|some|only|just)\s+)?", re.I
)
_ONLY_LINK = re.compile(r"[^,;]*,?\s*(?:in|for|during|of)?\s*$")
_AND_ONLY = re.compile(r"\s*(?:,|and|,\s*and)\s*$")
_CHAIN = re.compile(r"[^a-z]*(?:in\s+\d{4}\s*)?,?\s*(?:and|,)\s*(?:(?:approximately|about|around)\s+)?$", re.I)
_TO = re.compile(r"\s*to\b")


def date_amounts(clause: Clause, context: Context, inherited_year: int | None = None) -> list[When]:
    """The time of every amount in a sentence, in order.

    `inherited_year` is the year that an earlier sentence of the paragraph set as its topic.
    """
    named = find_spans(clause.text)
    spans = [replace(s, bracketed=True) if _in_foreign_bracket(clause, s) else s for s in named]
    usable = [
        s
        for s in spans
        if not clause.in_money(s.start)
        and not _LIKENED.search(clause.text, max(0, s.start - 24), s.start)
        and not _dates_a_plan(clause, s)
    ]
    told = _reporting_periods(clause.text, usable, context)
    usable = sorted([*usable, *told], key=lambda s: s.start)
    own = _respectively(clause, usable) or [_own_span(clause, n, usable) for n in range(len(clause.money))]
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
    fiscal = span is not None and span.kind in ("fiscal", "months") and when.year == context.main_year - 1
    if fiscal and when.role == "current" and any(s.kind == span.kind and s.first > span.first for s in named):
        return replace(when, role="prior_year")
    return when


def _dates_a_plan(clause: Clause, span: Span) -> bool:
    """ "its plan for 2021-2023 and allocated 4 million": years of a plan that another clause stands between and the money."""
    if span.kind != "span" or not (
        _PLAN_BEFORE.search(clause.text, max(0, span.start - 30), span.start)
        or _PLAN_AFTER.match(clause.text, span.end)
    ):
        return False
    return not any(m.end <= span.start or clause.passes(span.end, m.start) > 0.55 for m in clause.money)


def _in_foreign_bracket(clause: Clause, span: Span) -> bool:
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
        if led and (opens or _WHICH.search(gap)):
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
    return bool(_AND_PLAIN.fullmatch(gap) or (_AND_IN.fullmatch(gap) and _WAS_ONLY.fullmatch(text, end, next_start)))


def _in_an_aside(text: str, start: int, span: Span, end: int) -> bool:
    """ "the city, which gave nothing in 2017, added B": a year in a clause closed before the amount."""
    return _WHICH_OPEN.search(text, start, span.start) is not None and "," in text[span.end : end]


def _compared_away(text: str, start: int, span: Span, end: int) -> bool:
    """ "A, more than in 2017, and B": the year is that of a comparison without an amount."""
    compared = strongly(text, start, span.start) or says_same(text, start, span.start)
    return compared and _AND_NEXT.match(text, span.end, end) is not None


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
        role = "prior_year" if inherited < main else "current"
        when = When(inherited, "explicit", role, rule="paragraph_year", flags=("year_assumed",))
    elif context.source == "greta":
        when = When(None, "reporting_period", "current", rule="no_year", flags=("year_doubtful",))
    else:
        when = When(main, "reporting_period", "current", flags=("year_assumed",))
    return further_years(clause, place, when, context)


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
        if spans and _TO.match(tail) and not _AND_NEXT.search(clause.text, after, spans[0].start):
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
