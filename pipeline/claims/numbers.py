"""Printed numbers to values: digits in any separator style, number words, scale words.

Belongs here: what a string of digits or words is worth. Does not belong here: currencies and what a number counts.
"""

import re
from typing import NamedTuple

from pipeline.claims.phrases import lowered

#: Blanks that typesetters put between groups of digits.
BLANKS = " \u00a0\u2009\u202f"

SCALES: dict[str, float] = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "lakh": 1e5,
    "lakhs": 1e5,
    "lac": 1e5,
    "million": 1e6,
    "millions": 1e6,
    "mil": 1e6,
    "mill": 1e6,
    "mio": 1e6,
    "mln": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "crore": 1e7,
    "crores": 1e7,
    "billion": 1e9,
    "billions": 1e9,
    "bln": 1e9,
    "bn": 1e9,
    "milliard": 1e9,
    "milliards": 1e9,
    "b": 1e9,
    "trillion": 1e12,
}
#: Scale abbreviations that are also other words; they count only when glued to the digits or beside a currency sign.
SHORT_SCALES = frozenset({"k", "m", "b", "mn", "bn", "mil", "mill"})

#: Abbreviations written with a full stop ("5.5 mio. DKK").
_DOTTED = frozenset({"mio", "mln", "mill", "bln"})

_UNITS = {
    w: n
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    w: 10 * n
    for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
_MULTIPLIERS = {
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
_NUMBER_WORDS = "|".join(sorted([*_UNITS, *_TENS, *_MULTIPLIERS, "half"], key=len, reverse=True))

#: Digits with one kind of separator between groups of three, Indian groups of two, or none; then an optional decimal part.
#: The first group is tried at every length the language uses, so "2016 500,000" is two numbers and "1 200 000" one.
DIGITS_RE = re.compile(
    rf"(?<![\d.,'’])(?:"
    rf"\d{{1,3}}(?P<sep>[,.'’{BLANKS}])\d{{3}}(?:(?P=sep)\d{{3}})*(?!\d)(?:(?![{BLANKS}])[.,]\d{{1,4}}(?![\d])(?![.,]\d))?"
    rf"|\d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?!\d)(?:\.\d{{1,2}}(?!\d))?"
    rf"|\d+(?:[.,]\d{{1,6}}(?!\d))?"
    rf")"
)

WORDS_RE = re.compile(
    rf"\b(?:an?\s+(?:half\s+(?:an?\s+)?)?(?=hundred|thousand|lakh|million|crore|billion|trillion|quarter))?"
    rf"(?:three[\s-]quarters\s+of\s+an?\s+(?P<tq>million|billion)|quarter\s+of\s+an?\s+(?P<q>million|billion)"
    rf"|(?:{_NUMBER_WORDS})(?:(?:\s+and\s+an?\s+|\s+and\s+|\s+an?\s+|[\s-]+)(?:{_NUMBER_WORDS})){{0,14}})\b"
)

SCALE_RE = re.compile(
    r"[\s\u00a0\u2009\u202f]?-?(?P<scale>millions?|milliards?|billions?|trillion|thousand|hundred|crores?|lakhs?|lac|mio|mln|bln|mill?|mn|bn|m|k|b)\b\.?(?=\b|\W|$)",
    re.IGNORECASE,
)
#: A short scale directly followed by a currency sign ("1.5M€"): no word boundary stands there in every alphabet.
GLUED_SCALE_RE = re.compile(r"(?P<scale>[kKmMbB]|mn|bn)(?=[€$£¥])")


class Number(NamedTuple):
    """A number in a text: its place, its value before scaling, its scale factor, and whether its digits are doubtful."""

    start: int
    end: int
    value: float
    scale: float = 1.0
    malformed: bool = False
    decimals: bool = False
    words: bool = False

    @property
    def scaled(self) -> float:
        """Value times scale, rounded to cents so that 1.1 million is exactly 1,100,000."""
        return round(self.value * self.scale, 2)


_NO_BLANKS = str.maketrans("", "", f"'’{BLANKS}")


def digits_value(text: str, scaled: bool) -> tuple[float, bool, bool]:
    """Value of a digit string, whether it has decimals, and whether it contradicts every separator style.

    `scaled` says that a scale word follows, which makes a single dot before three digits a decimal point
    ("1.234 million"), where without it the dot separates thousands ("450.000 EUR").
    """
    plain = text if text.isdigit() else text.translate(_NO_BLANKS)
    dots, commas = plain.count("."), plain.count(",")
    if not dots and not commas:
        return float(plain), False, False
    if dots and commas:
        decimal = "." if plain.rfind(".") > plain.rfind(",") else ","
        whole, _, part = plain.rpartition(decimal)
        whole = whole.replace("," if decimal == "." else ".", "")
        if not whole.isdigit():
            return float(re.sub(r"\D", "", whole) or 0), True, True
        return float(f"{whole}.{part}"), True, False
    mark = "." if dots else ","
    groups = plain.split(mark)
    tail = groups[-1]
    if len(groups) > 2:
        return float("".join(groups)), False, any(len(g) not in (2, 3) for g in groups[1:])
    if len(tail) == 3 and groups[0] != "0" and len(groups[0]) <= 3 and not (mark == "." and scaled):
        return float("".join(groups)), False, False
    return float(f"{groups[0]}.{tail}"), True, False


def words_value(text: str) -> float | None:
    """Value of number words such as "two and a half million" or "Five Hundred Thousand"; None if there is none."""
    total = 0.0
    current = 0.0
    seen = False
    tokens = re.findall(r"[a-z]+", text.lower())
    for place, token in enumerate(tokens):
        if token in _UNITS:
            current += _UNITS[token]
        elif token in _TENS:
            current += _TENS[token]
        elif token == "half":
            current += 0.5
        elif token == "quarter":
            current += 0.25
        elif token == "quarters":
            current = current * 0.25 if current else 0.75
        elif token in _MULTIPLIERS:
            factor = _MULTIPLIERS[token]
            if factor == 100:
                if current >= 100:
                    return None  # "hundred hundred" is no number
                current = (current or 1) * factor
            else:
                total += (current or (1 if not total or tokens[place - 1] in {"a", "an"} else 0)) * factor
                current = 0.0
        elif token in {"and", "a", "an", "of"}:
            continue
        else:
            return None
        seen = True
    return total + current if seen else None


def find_numbers(text: str) -> list[Number]:
    """All numbers in a text, in order, with their scale words taken in. Linear in the length of the text."""
    found: list[Number] = []
    for match in DIGITS_RE.finditer(text):
        start, end = match.span()
        if not _is_whole(text, start, match.group()):
            continue
        scale = 1.0
        scale_match = GLUED_SCALE_RE.match(text, end) or SCALE_RE.match(text, end)
        if scale_match:
            word = scale_match["scale"].lower()
            glued = scale_match.start("scale") == end
            if word not in SHORT_SCALES or glued or _money_sign_before(text, start):
                scale = SCALES[word]
                end = scale_match.end("scale")
                if word in _DOTTED and text[end : end + 1] == "." and text[end + 1 : end + 2].isspace():
                    end += 1
                # "12 hundred thousand" and "500 thousand million" do not occur; "3.5 thousand million" does in Spain
                more = SCALE_RE.match(text, end)
                if more and more["scale"].lower() in ("million", "crore") and scale in (1e3, 1e5):
                    scale *= SCALES[more["scale"].lower()]
                    end = more.end("scale")
        value, decimals, malformed = digits_value(match.group(), scale > 1)
        found.append(Number(start, end, value, scale, malformed, decimals))
    low = lowered(text)
    for match in WORDS_RE.finditer(low if len(low) == len(text) else text):
        worth = words_value(match.group())
        if worth is None:
            continue
        start, end = match.span()
        if found and any(n.start <= start < n.end for n in found):
            continue
        found.append(Number(start, end, worth, 1.0, words=True))
    found.sort(key=lambda n: n.start)
    return found


#: What is longer, separators included, is a row of figures and no sum of anything.
_LONGEST = 36


def _is_whole(text: str, start: int, digits: str) -> bool:
    """Whether digits are a number as the reports print them, and not the end of one: "٥٬٠٠٠", "1e400", "000" behind a cut."""
    noughts = len(digits) > 4 and not digits.strip("0.,")
    exponent = text[start - 1 : start].lower() == "e" and text[start - 2 : start - 1].isdigit()
    return (
        digits.translate(_NO_BLANKS).isascii()
        and not digits.startswith("00")
        and not noughts
        and not exponent
        and len(digits) <= _LONGEST
    )


def _money_sign_before(text: str, start: int) -> bool:
    return bool(re.search(r"(?:[$€£¥₹₱₦]|\b[A-Z]{3})\s?$", text[max(0, start - 5) : start]))
