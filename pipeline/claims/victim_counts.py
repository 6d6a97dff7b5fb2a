"""Numbers in a sentence that may count people, with the words they stand with.

Belongs here: notation, hedges, ranges, the noun a number counts, and what is no count (years, shares, money). Does not
belong here: whether the people were identified, by whom and when.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.claims.money import find_money
from pipeline.claims.numbers import Number, find_numbers

_VICTIM = r"(?:victims?|survivors?|VoTs?)\b"
_PERSON = r"(?:persons?|people|individuals|nationals|citizens|foreigners|migrants|workers)\b"
_PART = r"(?:women|woman|men|man|girls?|boys?|children|child|minors|adults?|females?|males?)\b(?![\s ]+(?:[\w’-]+[\s ]+){0,2}?victims?\b)"
#: Words that may stand between a number and its noun: no verb, no preposition, no conjunction, no place, no other number.
_BETWEEN = (
    r"(?:(?!(?:of|in|on|at|by|to|for|from|with|among|and|or|who|that|which|where|when|whose|how|while|after|before|into|through|were|was|are|is|had|have|has|as|than|the|"
    r"percent|per|cases?|times|years?|months?|days?|million|calls?|euros?|dollars?|states|provinces|regions|districts|cities|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|hundred|thousand|\d[\d,]*)\b)[\w’'/-]+[\s ]+){0,6}?"
)
_NOUN = re.compile(
    rf"[\s ]+(?P<words>{_BETWEEN})(?:(?P<victim>{_VICTIM})|(?P<person>{_PERSON})|(?P<part>{_PART}))", re.IGNORECASE
)
#: "one confirmed and 183 potential trafficking victims": the first number shares the second one's noun.
_SHARED = re.compile(r"[\s ]*(?P<words>(?:(?!(?:and|or)\b)[\w’'/-]+[\s ]+){0,4}?)(?:and|or)[\s ]+$", re.IGNORECASE)
_CRIME = re.compile(
    r"[\s ]+of[\s ]+(?:the[\s ]+)?(?!(?:(?!\band\b)[^,;.]){0,60}?(?:traffic|THB|exploit|slavery|servitude|forced|begging|labou?r|bond))",
    re.IGNORECASE,
)
_HEDGES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, re.compile(rf"\b(?:{words})[\s ]+(?:a[\s ]+total[\s ]+of[\s ]+)?$", re.IGNORECASE))
    for code, words in (
        ("at_least", r"at[\s ]+least|no[\s ]+fewer[\s ]+than|a[\s ]+minimum[\s ]+of"),
        ("less_than", r"(?:fewer|less)[\s ]+than|under|below"),
        ("more_than", r"(?:more|greater)[\s ]+than|over|above|in[\s ]+excess[\s ]+of"),
        ("up_to", r"up[\s ]+to|as[\s ]+many[\s ]+as|at[\s ]+most"),
        ("approximately", r"approximately|about|around|nearly|almost|some|roughly|close[\s ]+to|an?[\s ]+estimated"),
    )
)
_NOT_A_COUNT_AFTER = re.compile(
    r"[\s ]*(?:%|percent|per[\s ]+cent|percentage|times\b|years?[\s ]+(?:old|of)|[-–][\s ]?years?\b|°|/\d)",
    re.IGNORECASE,
)
_NOT_A_COUNT_BEFORE = re.compile(
    r"\b(?:article|articles|section|sections|paragraph|law|act|no\.|number|tier|age[ds]?|chapter|page|order|decree|"
    r"under|protocol|resolution)[\s ]+$",
    re.IGNORECASE,
)
_UNDER = re.compile(r"\bunder[\s ]+$", re.IGNORECASE)
_MONTH_BESIDE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)[\s ]+$", re.IGNORECASE
)
_MONTH_AFTER = re.compile(
    r"[\s ]+(?:January|February|March|April|May|June|July|August|September|October|November|December)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number at [start, end) that may count people; `noun_end` is where its noun ends, `end` without one.

    `noun` is "victim", "person" (people in general), "part" (women, children …) or None; `words` are the words between,
    in lower case but for names.
    """

    start: int
    end: int
    low: float
    high: float
    qualifier: str
    words: tuple[str, ...] = ()
    noun: str | None = None
    noun_end: int = 0


def find_counts(text: str) -> list[Count]:
    """All numbers of a sentence that may count people, in order; years, shares, money and references are left out."""
    numbers = list(_plain_numbers(text))
    counts: list[Count] = []
    place = 0
    while place < len(numbers):
        number = numbers[place]
        high = number
        if place + 1 < len(numbers) and _is_range(text, number, numbers[place + 1]):
            high = numbers[place + 1]
            place += 1
        counts.append(_count(text, number, high))
        place += 1
    return list(_with_shared_nouns(text, counts))


def _plain_numbers(text: str) -> Iterator[Number]:
    taken = [(m.start, m.end) for m in find_money(text)] if re.search(r"[$€£¥]|[A-Z]{3}|\d", text) else []
    for number in find_numbers(text):
        value = number.scaled
        if value != int(value) or number.malformed or any(s <= number.start < e for s, e in taken):
            continue
        if not number.words and 1900 <= value <= 2100 and re.fullmatch(r"\d{4}", text[number.start : number.end]):
            continue
        if _NOT_A_COUNT_AFTER.match(text, number.end):
            continue
        before = text[max(0, number.start - 30) : number.start]
        if _NOT_A_COUNT_BEFORE.search(before) and not _UNDER.search(before):
            continue
        if _MONTH_BESIDE.search(before) or _MONTH_AFTER.match(text, number.end):
            continue
        if re.search(r"[\d/–-]$", text[: number.start]) or re.match(r"[-–/]\d", text[number.end : number.end + 2]):
            continue
        yield number


def _is_range(text: str, low: Number, high: Number) -> bool:
    between = text[low.end : high.start].strip().lower()
    before = text[max(0, low.start - 12) : low.start].strip().lower()
    ordered = high.scaled > low.scaled
    return ordered and (
        (between == "and" and before.endswith("between"))
        or (between in ("to", "–", "-") and not before.endswith("from"))
    )


def _count(text: str, low: Number, high: Number) -> Count:
    qualifier = next(
        (code for code, hedge in _HEDGES if hedge.search(text[max(0, low.start - 40) : low.start])), "exact"
    )
    start = low.start
    if high is not low:
        qualifier = "range"
    noun = _NOUN.match(text, high.end, high.end + 120)
    if not noun or (noun["victim"] and _CRIME.match(text, noun.end(), noun.end() + 80)):
        return Count(start, high.end, low.scaled, high.scaled, qualifier, (), None if not noun else "crime", high.end)
    kind = "victim" if noun["victim"] else "person" if noun["person"] else "part"
    return Count(start, high.end, low.scaled, high.scaled, qualifier, _words(noun["words"]), kind, noun.end())


def _words(text: str) -> tuple[str, ...]:
    return tuple(w if w[:1].isupper() and not w.isupper() else w.lower() for w in re.findall(r"[\w’'/-]+", text))


def _with_shared_nouns(text: str, counts: list[Count]) -> Iterator[Count]:
    for place, count in enumerate(counts):
        follower = counts[place + 1] if place + 1 < len(counts) else None
        if count.noun is None and follower is not None and follower.noun == "victim":
            shared = _SHARED.fullmatch(text, count.end, follower.start)
            if shared:
                words = _words(shared["words"])
                # "34 and 41 victims": nothing stands between, so the second one's words hold for both
                yield Count(
                    count.start, count.end, count.low, count.high, count.qualifier,
                    words or follower.words, "victim", count.end + len(shared["words"]),
                )  # fmt: skip
                continue
        yield count
