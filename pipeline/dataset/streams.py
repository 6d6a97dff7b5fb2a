"""Which claims speak of the same money: within a document, and from one document to the next.

Belongs here: recognising repeats, restatements and parts of totals (rules 2 and 3 of DESIGN.md).
Does not belong here: amounts of a country-year; `country_year` adds up what is found here.

A *stream* is money that one funder gives one kind of recipient for one purpose in one year. A report
tells several streams of a year; the next report often tells only some of them again, as the earlier year.
So restatements are matched stream by stream, and a stream that the later report passes over is kept.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.dataset.tellings import Telling
from schemas.codes import FunderType, Purpose, RecipientType

#: Two amounts this close are one amount, told exactly and rounded.
SAME_AMOUNT = 0.99
#: Claims that agree only in part (one says "government", the other names nobody) must come this close.
NEAR_AMOUNT = 0.75
#: Purpose, funder and recipient all agree: only then may a restated amount differ at will.
_FULL = 6

_GENERAL_FUNDERS = frozenset({FunderType.UNSPECIFIED.value, FunderType.MIXED.value})
_STATE = frozenset({FunderType.NATIONAL_GOVERNMENT.value, FunderType.SUBNATIONAL_GOVERNMENT.value})
_DONORS = frozenset(
    {FunderType.FOREIGN_GOVERNMENT.value, FunderType.INTERNATIONAL_ORGANISATION.value, FunderType.PRIVATE.value}
)
_RELATED_RECIPIENTS = (
    frozenset({RecipientType.NGO.value, RecipientType.NGO_SHELTER.value}),
    frozenset({RecipientType.AGENCY.value, RecipientType.STATE_SHELTER.value}),
)
#: Capitalised words that many bodies share and that tell none apart.
_COMMON_WORDS = frozenset(
    [
        "A",
        "An",
        "The",
        "Ministry",
        "Minister",
        "Department",
        "Office",
        "National",
        "State",
        "Government",
        "Governments",
        "Federal",
        "Central",
        "Center",
        "Centre",
        "Agency",
        "Directorate",
        "Commission",
        "Committee",
        "Board",
        "Service",
        "Services",
        "Fund",
        "Social",
        "Affairs",
        "NGO",
        "NGOs",
        "Shelter",
        "Shelters",
    ]
)
_NAME = re.compile(r"\b[A-Z][\w'’-]+")


@dataclass(frozen=True, slots=True)
class Stream:
    """Money as told by one or more documents, the latest first; `parent` is the index of the total it is part of."""

    tellings: tuple[Telling, ...]
    parent: int | None = None

    @property
    def latest(self) -> Telling:
        """The telling that counts: that of the latest document."""
        return self.tellings[0]

    @property
    def label(self) -> str:
        """Which money: purpose, recipient type and funder type."""
        return f"{self.latest.purpose} / {self.latest.recipient_type} / {self.latest.funder_type}"


def streams(tellings: Iterable[Telling]) -> tuple[Stream, ...]:
    """The streams of one cell, from its tellings with the latest document first.

    The order is that of the tellings given, so the same input gives the same streams.
    """
    found: list[list[Telling]] = []
    by_document: dict[str, list[Telling]] = {}
    for telling in tellings:
        by_document.setdefault(telling.document_id, []).append(telling)
    for told in by_document.values():
        once = without_repeats(told)
        matches = _match(found, once)
        for number, telling in enumerate(once):
            if number in matches:
                found[matches[number]].append(telling)
            else:
                found.append([telling])
    return _with_parents([tuple(stream) for stream in found])


def without_repeats(told: list[Telling]) -> list[Telling]:
    """One document's tellings with what is said twice merged into its first saying.

    A sentence does not say one sum twice: two equal amounts in one sentence are two sums, two equal amounts in two
    sentences with the same or compatible parties are one. A foreign grant and the equal sum that the
    state passes on are one.
    """
    kept: list[Telling] = []
    for telling in told:
        for place, other in enumerate(kept):
            if _is_repeat(other, telling):
                kept[place] = replace(other, repeats=(*other.repeats, telling.claim_id))
                break
        else:
            kept.append(telling)
    return kept


def _is_repeat(a: Telling, b: Telling) -> bool:
    if a.sentence == b.sentence or a.claim_id == b.part_of or b.claim_id == a.part_of:
        return False
    return closeness(a, b) >= SAME_AMOUNT and affinity(a, b, same_amount=True) is not None


def closeness(a: Telling, b: Telling) -> float:
    """The smaller amount as a share of the larger, 0 where they cannot be compared.

    Across currencies dollars are compared, as printed where they are printed.
    """
    left, right = (a.low, b.low) if a.currency == b.currency else (a.usd, b.usd)
    if left is None or right is None:
        return 0.0
    if left == right:
        return 1.0
    return min(left, right) / max(left, right)


def affinity(a: Telling, b: Telling, *, same_amount: bool) -> int | None:
    """How far two claims agree on purpose, funder and recipient: 2 points each, or None where they contradict.

    With the same amount, money of a donor and of the state is taken for money passed on.
    """
    purpose = _alike(a.purpose, b.purpose, frozenset({Purpose.VICTIM_ASSISTANCE.value}))
    funder = _alike(a.funder_type, b.funder_type, _GENERAL_FUNDERS)
    if (
        funder is None
        and same_amount
        and {a.funder_type, b.funder_type} & _STATE
        and {a.funder_type, b.funder_type} & _DONORS
    ):
        funder = 0
    elif _names_differ(a.funder, b.funder):
        funder = None
    recipient = _alike(a.recipient_type, b.recipient_type, frozenset({RecipientType.UNSPECIFIED.value}))
    if recipient is None and any({a.recipient_type, b.recipient_type} <= pair for pair in _RELATED_RECIPIENTS):
        recipient = 1
    if _names_differ(a.recipient, b.recipient):
        recipient = None
    if purpose is None or funder is None or recipient is None:
        return None
    return purpose + funder + recipient


def _alike(a: str, b: str, general: frozenset[str]) -> int | None:
    if a == b:
        return 2
    return 1 if a in general or b in general else None


def _names(text: str | None) -> frozenset[str]:
    return frozenset(_NAME.findall(text or "")) - _COMMON_WORDS


def _names_differ(a: str | None, b: str | None) -> bool:
    """Both name somebody, and nobody is named by both."""
    left, right = _names(a), _names(b)
    return bool(left and right and not left & right)


def other_money(a: Telling, b: Telling) -> bool:
    """Whether two claims are surely not the same money: a donor's and a state's, or with names that differ."""
    one, two = {a.funder_type}, {b.funder_type}
    sides = (one <= _DONORS and two <= _STATE) or (one <= _STATE and two <= _DONORS)
    return sides or _names_differ(a.funder, b.funder) or _names_differ(a.recipient, b.recipient)


def _match(found: list[list[Telling]], told: list[Telling]) -> dict[int, int]:
    """Which stream each telling of an earlier document restates, one to one, the surest pairs first."""
    pairs = []
    for number, telling in enumerate(told):
        for place, stream in enumerate(found):
            sure = max((s for s in (_sureness(other, telling) for other in stream) if s), default=None)
            if sure:
                pairs.append((sure, -place, -number))
    matches: dict[int, int] = {}
    for _, place, number in sorted(pairs, reverse=True):
        if -number not in matches and -place not in matches.values():
            matches[-number] = -place
    return matches


def _sureness(later: Telling, earlier: Telling) -> tuple[bool, int, int, float] | None:
    close = closeness(later, earlier)
    same = close >= SAME_AMOUNT
    points = affinity(later, earlier, same_amount=same)
    if points is None and (same or _both_whole(later, earlier)):
        # one sum, or one country's whole anti-trafficking money: another wording of who got it makes no second sum
        points = 1 if later.purpose == earlier.purpose and not _names_differ(later.funder, earlier.funder) else None
    if points is None:
        return None
    if _both_whole(later, earlier):
        return (same, points, 0, close)
    shared = len(_words(later.recipient) & _words(earlier.recipient))
    surely_one = points == _FULL and (shared or not later.recipient or not earlier.recipient)
    return (same, points, shared, close) if same or surely_one or close >= NEAR_AMOUNT else None


def _both_whole(a: Telling, b: Telling) -> bool:
    """Both tell a state's money against trafficking as a whole: there is one such sum a year, and the later one counts."""
    whole = Purpose.ANTI_TRAFFICKING_GENERAL.value
    payers = _STATE | _GENERAL_FUNDERS
    return a.purpose == b.purpose == whole and {a.funder_type, b.funder_type} <= payers and not (a.part_of or b.part_of)


def _words(text: str | None) -> frozenset[str]:
    """Words of a name without plural endings and the smallest words."""
    words = re.findall(r"\w{3,}", (text or "").lower())
    return frozenset(word.rstrip("s") for word in words) - {"the", "and", "for", "it", "two", "three", "four", "five"}


def _with_parents(found: list[tuple[Telling, ...]]) -> tuple[Stream, ...]:
    place_of = {claim: place for place, told in enumerate(found) for t in told for claim in t.claim_ids}
    parents: list[int | None] = []
    for place, told in enumerate(found):
        above = (place_of.get(t.part_of) for t in told if t.part_of)
        parents.append(next((p for p in above if p is not None and p != place), None))
    for place in [place for place in range(len(found)) if _in_a_circle(place, parents)]:
        parents[place] = None
    return tuple(Stream(told, parents[place]) for place, told in enumerate(found))


def _in_a_circle(start: int, parents: list[int | None]) -> bool:
    seen, at = set(), parents[start]
    while at is not None and at not in seen:
        if at == start:
            return True
        seen.add(at)
        at = parents[at]
    return False
