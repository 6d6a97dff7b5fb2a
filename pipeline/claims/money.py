"""Amounts of money in a text: value, currency, hedge, and the report's own conversion in brackets.

Belongs here: one amount's notation. Ranges, conversions and repeats are put together in joins.py; whether an amount is
funding, when, by whom and for what is read elsewhere.
"""

import re

from pipeline.claims import currencies
from pipeline.claims.amount import ABOUT, Money
from pipeline.claims.joins import join
from pipeline.claims.numbers import Number, find_numbers
from pipeline.claims.phrases import Phrase

_QUALIFIERS: tuple[tuple[str, Phrase], ...] = (
    (
        "at_least",
        Phrase(
            r"(?:\bat\s+least|\ba\s+minimum(?:\s+of)?|\bno\s+(?:less|fewer)\s+than|\bnot\s+less\s+than)(?:\s+(?:a\s+total\s+of|an\s+additional|another|some|about))?\s*$"
        ),
    ),
    (
        "up_to",
        Phrase(
            r"(?:\bup\s+to|\bas\s+(?:much|high)\s+as|\ba\s+maximum(?:\s+of)?|\b(?:no|not)\s+more\s+than|\bnot\s+exceed(?:ing)?|\bat\s+most|\ba\s+ceiling\s+of|\bcapped\s+at)(?:\s+(?:a\s+total\s+of|approximately|about))?\s*$"
        ),
    ),
    (
        "less_than",
        Phrase(
            r"(?:(?<!no )(?<!not )\b(?:less|fewer)\s+than|\bunder|\bbelow|\balmost|\bnearly|\bjust\s+short\s+of|\bnot\s+quite)(?:\s+an?\s+(?:total|combined)\s+of)?\s*$",
        ),
    ),
    (
        "more_than",
        Phrase(
            r"(?:(?<!no )(?<!not )\bmore\s+than|\bover|\bexceed(?:s|ed|ing)|\bin\s+excess\s+of|\bupwards?\s+of|\babove|\bwell\s+over|\bgreater\s+than|\bsurpass(?:ed|ing)?)(?:\s+an?\s+(?:total|combined|additional)\s+of)?\s*$",
        ),
    ),
    ("approximately", Phrase(rf"{ABOUT}(?:\s+an?\s+(?:total|additional|further)(?:\s+of)?)?\s*$")),
)
#: "an increase over nine million" and "6 percent more than" compare; they do not hedge the amount.
_COMPARES = Phrase(
    r"(?:increas\w*|rise|rose|growth|gain|decreas\w*|drop|fall|fell|reduction|improvement|up|down|percent|per\s?cent|%|slightly|significantly|substantially|considerably|a\s+little|far|much|double|times|higher|lower|marginally|somewhat)\s+(?:over|more\s+than|less\s+than|above|below|under)\s*(?:an?\s+\w+\s+of\s+)?(?:the\s+)?$",
)
#: "edged up to €27,000" rises to the amount; it is no ceiling.
_ROSE_UP = Phrase(
    r"\b(?:edged|rose|went|grew|crept|inched|jumped|climbed|moved|raised|increased|scaled|stepped|topped|brought|pushed|bringing|is|was)\s+up\s+to\s*$",
)
_OR_MORE = re.compile(r"\s*(?:or\s+more|and\s+(?:above|more)|\(or\s+more\)|\bplus\b)", re.I)

#: "250,000 Utopian dinars (UD) ($80,000)": the sign is told before the conversion.
_SIGN_BRACKET = re.compile(r"\s?\((?:[A-Z]{1,3}\$?|[A-Z][a-z]{1,2}s?\.?|[€£¥₦₹₱₵])\)(?=\s*[(\[])")
_CODE_BRACKET = re.compile(r"\s?\((?P<code>[A-Z]{3})\)")


#: Raised digits are marks of footnotes; each is as long as the blank that stands for it, so that places stay.
_MARKS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", " " * 10)


def find_money(text: str, iso3: str | None = None, year: int = 2020) -> list[Money]:
    """All amounts of money in a text, in order of appearance.

    A local amount with its bracketed conversion is one, a range is one, "rose from A to B" is two.
    `iso3` and `year` tell which dinar, peso or krona is meant. Time is linear in the length of the text.
    """
    text = text.translate(_MARKS)
    numbers = find_numbers(text)
    if not numbers:
        return []
    raw = [m for m in (_priced(text, n, iso3, year) for n in numbers) if m is not None]
    merged = join(text, raw, iso3, year)
    return [_hedged(text, m) for m in merged if m.currency is not None or not m.bare]


def _priced(text: str, number: Number, iso3: str | None, year: int) -> Money | None:
    """A number with the currency beside it; numbers without one stay as bare candidates when they can be a repeat."""
    if text[number.start - 1 : number.start] == "/" and text[number.start - 2 : number.start - 1].isdigit():
        return None  # the second half of "2013/14"
    if number.words and number.scaled == 1 and _NOT_ONE.search(text[max(0, number.start - 16) : number.start]):
        return None
    before = currencies.before(text, number.start, iso3, year)
    after = currencies.after(text, number.end, iso3, year)
    if (
        before
        and after
        and after.code
        and before.code == "USD"
        and text[before.edge] == "$"
        and _dollarlike(after.code)
    ):
        before = currencies.Named(after.code, before.edge)  # "$2.5 million Canadian dollars"
    if after and not before and _is_code_of_next(text, number, after):
        after = None
    named = before if before and before.code else after
    if named is None and (before or after):
        named = before or after
    end = number.end
    if after and (before is None or after.code == before.code or not before.code):
        end = max(end, after.edge)
    flags = _number_flags(text, number)
    if named is None:
        if number.words and number.scaled < 1000:
            return None
        if _is_year(text, number):
            return None
        nxt = text[number.end : number.end + 1]
        if nxt == "%" or (nxt.isalpha() and not text[number.end - 1].isalpha()):
            return None
        return Money(
            number.start,
            end,
            number.scaled,
            number.scaled,
            None,
            flags=flags,
            core_end=end,
            words=number.words,
            bare=True,
        )
    start = before.edge if before else number.start
    if before and before is not named:
        start = number.start
    own = (
        flags + (("currency_unknown",) if named.code is None else ()) + (("currency_assumed",) if named.assumed else ())
    )
    code_bracket = _CODE_BRACKET.match(text, end)
    if code_bracket and code_bracket["code"] in currencies.vocabulary().codes:
        end = code_bracket.end()
        named = currencies.Named(code_bracket["code"], end) if not before or before.code in (None, "USD") else named
        own = tuple(f for f in own if not f.startswith("currency"))
    sign_bracket = _SIGN_BRACKET.match(text, end)
    if sign_bracket and named.code is not None and not code_bracket:
        end = sign_bracket.end()
    return Money(start, end, number.scaled, number.scaled, named.code, flags=own, core_end=end, words=number.words)


def _is_code_of_next(text: str, number: Number, after: currencies.Named) -> bool:
    """True where the sign after a number belongs to the next one: "in 2019 EUR 5,000"."""
    sign = text[number.end : after.edge].strip()
    follows = text[after.edge : after.edge + 2].lstrip()
    is_sign = (bool(sign) and not sign.isalpha()) or (sign.isupper() and len(sign) == 3)
    return is_sign and follows[:1].isdigit() and text[number.end : number.end + 1] in " \u00a0"


_YEAR_LEAD = re.compile(
    r"\b(?:in|of|for|since|by|during|until|year|fiscal|and|to|through|from|early|late|mid|january|february|march|april|may|june|july|august|september|october|november|december)[\s-]+$",
    re.I,
)


#: "got not one riel" tells of no amount.
_NOT_ONE = re.compile(r"\b(?:not|nor|never|without)\s+(?:even\s+)?$", re.I)


def _is_year(text: str, number: Number) -> bool:
    """A plain number of four digits behind "in", "fiscal" or a month's name is a year and no amount to be repeated."""
    digits = text[number.start : number.end]
    return (
        len(digits) == 4
        and digits[:2] in ("19", "20")
        and digits.isdigit()
        and _YEAR_LEAD.search(text[max(0, number.start - 12) : number.start]) is not None
    )


def _dollarlike(code: str) -> bool:
    return code in currencies.vocabulary().nouns["dollar"] or code in currencies.vocabulary().nouns["peso"]


def _number_flags(text: str, number: Number) -> tuple[str, ...]:
    impossible = (
        number.malformed
        or (number.scale >= 1e6 and number.value >= 1e5)
        or (number.scale == 1e3 and number.value >= 1e6)
    )
    return ("impossible_number",) if impossible else ()


def _hedged(text: str, money: Money) -> Money:
    """The amount with the hedge that stands before or behind it."""
    if money.qualifier == "range":
        return money
    left = max(0, money.start - 48)
    for code, pattern in _QUALIFIERS:
        if pattern.search(text, left, money.start):
            compares = code in ("more_than", "less_than") and _COMPARES.search(text, left, money.start)
            rises = code == "up_to" and _ROSE_UP.search(text, left, money.start)
            return money if compares or rises else money._replace(qualifier=code)
    if _OR_MORE.match(text, money.core_end):
        return money._replace(qualifier="at_least")
    return money
