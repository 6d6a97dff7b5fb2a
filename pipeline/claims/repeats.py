"""Further years that one amount stands for: "the same as in 2018", "in both 2019 and 2018", "unchanged for the third year".

Belongs here: finding those years. The amount's own year is period.py's.
"""

import re
from dataclasses import replace

from pipeline.claims.clauses import Clause
from pipeline.claims.comparison import names_previous
from pipeline.claims.model import Context
from pipeline.claims.phrases import Phrase
from pipeline.claims.spans import YEAR, years_right_after
from pipeline.claims.when import When

#: "the same as in 2018", "unchanged from the previous year": the amount stands for another year too.
_SAME = Phrase(
    r"\b(?:the\s+|an?\s+)?(?:very\s+)?(?:same|identical|equal|equivalent|unchanged|level|constant|flat|steady|stable|similar)\b(?:\s+(?:amount|sum|level|figure|budget|allocation|funding|total|one|grant|as|to|with|from|in|that|had\s+been|it|was|were|provided|allocated|given|spent|received|the|of|by|for|over|during|on|government|compared|at|a|held|stayed|remained|had|also|they|gave|spent|paid|got|put|granted|set|aside|\w+ed)){0,9}\s*"
    r"|\bno\s+(?:different|change[sd]?)\s+(?:from|in|since|on)\s+|\bas\s+much\s+as\s+in\s+|\bas\s+(?:it|they)\s+(?:had|did)\s+(?:in\s+|(?=the\s+(?:year|previous|prior|preceding)))|\bas\s+(?=(?:the|a)\s+year\s+(?:before|earlier))|\bas\s+in\s+|\b(?:did\s+not|without)\s+chang\w*\s+(?:from|since|on|between)?\s*|\bmatching\s+(?:the\s+)?|\brepeating\s+(?:the\s+)?|\bon\s+a\s+par\s+with\s+|\b(?:remained|stayed|held|kept)\s+(?:at|steady|level|the\s+same|unchanged|constant|flat)\b[^.;,\d]{0,30}"
)
_SIMILAR_ONLY = Phrase(r"\bsimilar\b")
_NUMBERS = {
    w: n for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
}
_ORDINALS = {
    w: n
    for n, w in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1
    )
}
_RUNNING = Phrase(
    rf"\b(?:for|in)\s+(?:the|a)\s+(?P<nth>{'|'.join(_ORDINALS)})\s+(?:consecutive|straight|successive|year\s+(?:running|in\s+a\s+row))(?:\s+year)?|\b(?:unchanged|same|level|constant|steady|held|stayed|remained)\b[^.;]{{0,50}}\b(?P<nth2>{'|'.join(_ORDINALS)})\s+(?:consecutive\s+|straight\s+|successive\s+)?year"
)
_PAST_N = Phrase(
    r"\b(?:unchanged|same|level|constant|steady|as\s+in|as\s+much\s+as|equal|held|identical)\b[^.;]{0,60}\b(?:previous|prior|past|preceding|last|earlier|each\s+of\s+the)\s+(?:previous\s+|prior\s+|past\s+|last\s+|preceding\s+)?(?P<n>two|three|four|five|six|\d)\s+years"
    r"|\b(?:unchanged|same|level|constant|steady|as\s+in|as\s+much\s+as|equal|held|identical)\b[^.;]{0,60}?\b(?P<n2>two|three|four|five|six)\s+(?:previous|prior|past|preceding|last|earlier)\s+years"
)
_BOTH = Phrase(
    rf"\b(?:in\s+)?(?:both|each\s+of|in\s+each\s+of)\s+(?:(?:fiscal\s+years?|in)\s+)?(?P<a>{YEAR})\s*(?:,\s*(?P<b0>{YEAR})\s*,?\s*)?(?:and|,)\s*(?:in\s+)?(?P<b>{YEAR})"
)
#: "in both years", the two that the sentence names.
_BOTH_NAMED = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:in|for|during)\s+(?:both|each\s+of\s+(?:the|these)\s+(?:two\s+)?|either\s+of\s+the)\s*years\b",
    re.I,
)
_NAMED = re.compile(rf"\b{YEAR}\b")
_CHANGES = Phrase(r"\b(?:increas|decreas|rais|rose|fell|cut|reduc|more|less|grew|doubl|expand|lower|boost)\w*")
#: Verbs right before an amount that a sentence gives for the nth year running.
_GIVEN = Phrase(
    r"\b(?:allott?ed|allocated|provided|gave|given|granted|budgeted|received|got|awarded|paid|spent|earmarked|appropriated|set\s+aside)\s+(?:\w+\s+){0,3}$"
)
_OF_THE_TOTAL = Phrase(r"\b(?:total|overall|whole|sum|entire)\b[^.;]{0,60}?$")


_STAYED = Phrase(r"\b(?:same|unchanged|level|constant|steady|held|stayed|remained|identical)\b")
#: "the same amount, 3 million": a new figure follows, no year.
_FIGURE_FOLLOWS = re.compile(r"\s*(?:\w+\s+){0,2}[€$£\d]*\d[\d,.]*\s*(?:million|thousand|€|\$)")
_THAT_YEARS = re.compile(
    r"(?:the\s+)?(?:previous|prior|preceding|last)\s+(?:\w+\s+)?(?:year|period|cycle)['’]s\s+(?:\w+\s+){0,2}", re.I
)
#: "the same amount in 2013 as in 2012"
_AS_IN = re.compile(rf"\bas\s+(?:in|for|during)\s+({YEAR})\b", re.I)
_YEAR_WITH_FIGURE = re.compile(rf"\b{YEAR}\s*\($")
_YEAR_FOLLOWS = re.compile(rf"\s*(?:in\s+)?{YEAR}")


def says_same(text: str, start: int, end: int) -> bool:
    """Whether a stretch likens an amount to that of another year."""
    return _SAME.search(text, start, end) is not None


def total_repeats(clause: Clause, place: int, parts: dict[int, int], when: When) -> When:
    """ "A, including B; the total was the same as in 2015": the repeat belongs to A, not to B that stands nearer."""
    if not parts or when.year is None:
        return when
    tail_start = clause.money[-1].end
    for match in _SAME.finditer(clause.text, tail_start):
        if not _OF_THE_TOTAL.search(clause.text, tail_start, match.start()):
            continue
        years = years_right_after(clause.text, match.end())
        if place in parts:
            return replace(when, also=())
        if place in parts.values() and years:
            return replace(when, also=tuple(y for y in years if y != when.year), rule=when.rule + "+total_same_as")
    return when


def further_years(clause: Clause, place: int, when: When, context: Context) -> When:
    """The amount's time with the further years for which the text says that it was the same."""
    if when.year is None:
        return when
    text, money = clause.text, clause.money[place]
    tail = (money.end, clause.money[place + 1].start if place + 1 < len(clause.money) else len(text))
    both = _BOTH.search(text)
    zone_start, zone_end = clause.zone(place)
    if both and (
        len(clause.money) == 1
        or money.end <= both.start() <= min(money.end + 60, tail[1])
        or zone_start <= both.start() < zone_end
    ):
        years = sorted({int(y) for y in (both["a"], both["b"], both["b0"]) if y}, reverse=True)
        series = context.source == "greta" and years[0] >= context.main_year - 4
        return replace(
            when,
            year=years[0],
            also=tuple(years[1:]),
            basis="explicit",
            role="current" if series or years[0] >= context.main_year else "prior_year",
            multi_year=False,
            period=None,
            flags=(),
            rule="both_years+series" if series else "both_years",
        )
    told_years = sorted({int(y) for y in _NAMED.findall(text[: money.start])}, reverse=True)
    if len(told_years) == 2 and _BOTH_NAMED.match(text, money.end):
        later, earlier = told_years
        series = context.source == "greta" and later >= context.main_year - 4
        role = "current" if series or later >= context.main_year else "prior_year"
        rule = "both_years+series" if series else "both_years"
        return replace(
            when,
            year=later,
            also=(earlier,),
            basis="explicit",
            role=role,
            multi_year=False,
            period=None,
            flags=(),
            rule=rule,
        )
    past = _PAST_N.search(text, *tail)
    if past:
        word = (past["n"] or past["n2"]).lower()
        count = _NUMBERS.get(word) or int(word)
        return replace(when, also=tuple(when.year - n for n in range(1, count + 1)), rule=when.rule + "+past_years")
    ahead = (zone_start, money.start)
    running = _RUNNING.search(text, *tail) or (_RUNNING.search(text, *ahead) if _STAYED.search(text, *ahead) else None)
    alone = len(clause.money) == 1 and not _CHANGES.search(text)
    again = (
        _RUNNING.search(text, *ahead)
        if alone and _GIVEN.search(text, max(ahead[0], money.start - 60), money.start)
        else None
    )
    if again and again["nth"] and when.role == "current":
        nth = _ORDINALS[again["nth"].lower()]
        return replace(when, also=tuple(when.year - n for n in range(1, nth)), rule=when.rule + "+running")
    if running and (_STAYED.search(text, *tail) or _STAYED.search(text, *ahead)):
        nth = _ORDINALS[(running["nth"] or running["nth2"]).lower()]
        return replace(when, also=tuple(when.year - n for n in range(1, nth)), rule=when.rule + "+running")
    lead = (max(zone_start, money.start - 70), money.start) if place == 0 else (0, 0)
    for stretch in (tail, lead):
        for match in _SAME.finditer(text, *stretch):
            if _SIMILAR_ONLY.search(text, match.start(), match.end()):
                continue
            end = min(match.end() + 60, stretch[1])
            if _THAT_YEARS.fullmatch(text, match.end(), stretch[1]) or _YEAR_WITH_FIGURE.search(
                text, match.end(), stretch[1]
            ):
                continue  # "the same as the previous year's two million": the next amount is that year's
            if _FIGURE_FOLLOWS.match(text, match.end(), end) and not _YEAR_FOLLOWS.match(text, match.end(), end):
                continue
            told = years_right_after(text[:end], match.end())
            other = _AS_IN.search(text, match.end(), end) if told == [when.year] else None
            years = [int(other[1])] if other else [y for y in told if y != when.year]
            if told:
                return replace(when, also=tuple(years), rule=when.rule + "+same_as")
            if names_previous(text, match.start(), min(match.end() + 40, end)):
                return replace(when, also=(when.year - 1,), rule=when.rule + "+same_as_previous")
    return when
