"""The year that dates several amounts of a sentence: at its head, at its end, or at the head or end of one of its parts.

Belongs here: which year reaches beyond the amount it stands with. The year beside an amount is period.py's.
"""

import re

from pipeline.claims.clauses import Clause
from pipeline.claims.comparison import compares_before, strongly
from pipeline.claims.phrases import Phrase
from pipeline.claims.spans import Span

_TURNS_BACK = Phrase(
    r"\b(?:after|following|against|above|below|instead|rather\s+than|exceed\w*|had\s+(?:been|\w+ed|spent|given|paid))\b"
)
_LISTED = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:,|and|,\s*and|plus|or)\s*(?:(?:approximately|about|around|some|another|a\s+further|an\s+additional)\s+)*",
    re.I,
)
#: A verb of its own between two amounts: the second is another act, and a year to come is only that act's.
_NEW_ACT = Phrase(
    r"\b(?:and|but|while|whereas)\s+(?:[\w’'-]+\s+){0,4}?(?:approved|pledged|committed|budgeted|allocated|earmarked|planned|promised|appropriated|set\s+aside|announced|intended|requested|proposed|agreed|has|had|will|would)\b"
)


def topic_spans(clause: Clause, spans: list[Span], own: list[Span | None], main_year: int) -> list[Span | None]:
    """For each amount the year of its part of the sentence that may date it; parts are divided by semicolons."""
    if not clause.money:
        return []
    topics: list[Span | None] = [None] * len(clause.money)
    head: Span | None = None
    for number, (first, last) in enumerate(_parts(clause)):
        start = clause.money[first - 1].end if first else 0
        if first:
            start = clause.text.find(";", start)
        end = clause.text.find(";", clause.money[last].end)
        inside = [s for s in spans if start <= s.start < (end if end >= 0 else len(clause.text))]
        topic = _topic(clause, (first, last), inside, own, main_year)
        if number == 0:
            head = topic if topic is not None and topic.end <= clause.money[0].start else None
        for place in range(first, last + 1):
            topics[place] = topic or head
    return topics


def is_listed(text: str, start: int, end: int) -> bool:
    """Whether the words between two amounts only list them ("A and B", "A, and about B")."""
    return _LISTED.fullmatch(text, start, end) is not None


def _parts(clause: Clause) -> list[tuple[int, int]]:
    """First and last amount of each part of the sentence between semicolons."""
    parts: list[tuple[int, int]] = []
    first = 0
    for place in range(1, len(clause.money)):
        if ";" in clause.text[clause.money[place - 1].end : clause.money[place].start]:
            parts.append((first, place - 1))
            first = place
    return [*parts, (first, len(clause.money) - 1)]


def _topic(
    clause: Clause, part: tuple[int, int], spans: list[Span], own: list[Span | None], main_year: int
) -> Span | None:
    first, last = part
    leads = [s for s in spans if s.end <= clause.money[first].start and not s.bracketed]
    if leads:
        return leads[-1] if own[first] is leads[-1] else leads[0]
    trail = own[last]
    if trail is None or trail.start <= clause.money[last].end or any(own[first:last]):
        return None
    gaps = [(clause.money[n].end, clause.money[n + 1].start) for n in range(first, last)]
    if any(_earlier_between(clause.text, *gap) for gap in gaps) or (gaps and compares_before(clause, last)):
        return None
    if trail.kind == "span" and trail.last > trail.first and not all(is_listed(clause.text, *gap) for gap in gaps):
        return None
    if trail.first > main_year and any(_NEW_ACT.search(clause.text, *gap) for gap in gaps):
        return None
    return trail


def _earlier_between(text: str, start: int, end: int) -> bool:
    """Whether a stretch turns to an earlier figure; a bare "from" before a payer does not."""
    return strongly(text, start, end) or _TURNS_BACK.search(text, start, end) is not None
