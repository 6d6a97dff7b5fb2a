"""Amounts of money in a text: value, currency, hedge, and the report's own conversion in brackets.

Belongs here: notation. Does not belong here: whether an amount is funding, when, by whom and for what.
"""

import re
from typing import NamedTuple

from pipeline.claims import currencies
from pipeline.claims.numbers import SCALE_RE, SCALES, Number, find_numbers
from pipeline.claims.phrases import Phrase


class Money(NamedTuple):
    """An amount as printed at [start, end), brackets with its conversion taken in.

    `low` and `high` are in whole units of `currency` and equal unless a range; `stated_usd` is the report's own conversion.
    """

    start: int
    end: int
    low: float
    high: float
    currency: str | None
    qualifier: str = "exact"
    stated_usd: float | None = None
    stated_other: tuple[str, float] | None = None
    flags: tuple[str, ...] = ()
    core_end: int = 0
    words: bool = False
    bare: bool = False
    usd_high: float | None = None


_ABOUT = r"(?:approximately|approx\.?|about|around|some|roughly|circa|ca\.|an?\s+estimated|estimated(?:\s+at)?|close\s+to|near|~|≈)"
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
    ("approximately", Phrase(rf"{_ABOUT}(?:\s+an?\s+(?:total|additional|further)(?:\s+of)?)?\s*$")),
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

#: What may stand between an amount and its conversion.
_OPENS_CONVERSION = re.compile(
    rf"^\s*(?:(?:per|a|each|every)\s+\w+\s*|annually\s*|monthly\s*)?(?:\((?P<code>[A-Z]{{3}})\)\s*)?[(\[]\s*(?:(?:{_ABOUT}|equivalent\s+to|equal\s+to|the\s+equivalent\s+of|or|or\s+{_ABOUT}|i\.e\.,?|worth|=|which\s+is|nearly|almost|over|more\s+than|just\s+over|just\s+under|under|less\s+than)\s*)*(?:[A-Z]{{3}}:?\s*)?$",
    re.I,
)
_SAYS_EQUIVALENT = re.compile(
    rf"^\s*,?\s*(?:\(\s*)?(?:or\s+(?:{_ABOUT}\s*)?|(?:which\s+is\s+|that\s+is\s+)?(?:the\s+)?(?:equivalent\s+(?:to|of)|equal\s+to|equalling)\s*(?:{_ABOUT}\s*)?|/\s*|=\s*|i\.e\.,?\s*)$",
    re.I,
)
_CLOSES = re.compile(
    r"\s*(?:(?:US\s+)?dollars\s*)?(?:at\s+(?:the\s+)?(?:time|current|prevailing|official|exchange)[^)]{0,40}|(?:approximately|approx\.?)|each|per\s+\w+|a\s+year|annually|in\s+US\s+dollars)?\s*[)\]]"
)
_CODE_BRACKET = re.compile(r"\s?\((?P<code>[A-Z]{3})\)")
_RANGE_GAP = re.compile(rf"^\s*(?:to|through|and|or|[-\u2010-\u2015])\s*(?:{_ABOUT}\s*)?$", re.I)
_TIGHT_DASH = re.compile(r"[-\u2010-\u2015]")
#: Between the two statements of one amount in a bracket: "(S/ 13,500,000; $3.6 million)".
_AND_CONVERSION = re.compile(rf"\s*(?:[;,/=]|or)\s*(?:(?:or|{_ABOUT}|equivalent\s+to)\s*)*$", re.I)
_YEAR = re.compile(r"(?:19[89]|20[0-4])\d")
_YEAR_BEFORE = re.compile(r"\b(?:19|20)\d\d\s?[-/\u2010-\u2015]\s?$")
_FROM_BEFORE = re.compile(
    rf"\b(?P<lead>from|between|ranging(?:\s+from)?|ranges?\s+from|ranged\s+from)\s+(?:{_ABOUT}\s*)?$", re.I
)
#: A verb of change before "from A to B" makes two figures of it; without one it is a range.
_CHANGE = re.compile(
    r"\b(?:increas|rais|rose\b|ris(?:e|es|en|ing)\b|gr[eo]w|doubl|tripl|quadrupl|fell\b|fall|decreas|declin|drop|reduc|cut\b|cuts\b|cutting|lower|expand|boost|jump|climb|went\b|go(?:es|ing)\b|chang|shr[aiu]nk|slash|scal|swell|swelled|mov|up\b|down\b|improv|surg|slip|trim|halv|plung|downgrad|upgrad|augment|shift|revis|rebound|recover)",
    re.I,
)
_RAISED_BY = re.compile(
    rf"\b(?:by|rose|fell|grew|increased|decreased|declined|dropped|climbed|jumped|shrank)\s+(?:an?\s+additional\s+)?(?:{_ABOUT}\s*)?$",
    re.I,
)
_COUNTED = re.compile(
    r"[\s\u00a0-]*(?:(?:\w+[\s-]+){0,3})?(?:people|persons?|children|women|men|girls?|boys?|migrants?|refugees?|victims?|workers?|visitors?|calls?|residents?|citizens?|households?|families|students?|pupils?|"
    r"users?|viewers?|copies|leaflets|brochures|cases?|inspections?|interviews?|individuals?|hours?|days?|weeks?|months?|years?|percent|per\s?cent|%|kilometers?|km\b|metres?|meters?|hectares?|tons?|tonnes?|"
    r"officers?|officials?|teachers?|participants?|beneficiaries|asylum|employees|passengers|travell?ers|times|followers|views|listeners|inhabitants|euros?-denominated|square|farmers|fishers|fishermen|slaves|laborers|labourers|travelers|posters|shelters?|beds|posts|staff|employers|companies|complaints|visits|units)\b",
    re.I,
)


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
    merged = _join(text, raw, iso3, year)
    return [_hedged(text, m) for m in merged if m.currency is not None or not m.bare]


def _priced(text: str, number: Number, iso3: str | None, year: int) -> Money | None:
    """A number with the currency beside it; numbers without one stay as bare candidates when they can be a repeat."""
    if text[number.start - 1 : number.start] == "/" and text[number.start - 2 : number.start - 1].isdigit():
        return None  # the second half of "2013/14"
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
    return Money(start, end, number.scaled, number.scaled, named.code, flags=own, core_end=end, words=number.words)


def _is_code_of_next(text: str, number: Number, after: currencies.Named) -> bool:
    """True where the sign after a number belongs to the next one: "in 2019 EUR 5,000"."""
    sign = text[number.end : after.edge].strip()
    follows = text[after.edge : after.edge + 2].lstrip()
    is_sign = (bool(sign) and not sign.isalpha()) or (sign.isupper() and len(sign) == 3)
    return is_sign and follows[:1].isdigit() and text[number.end : number.end + 1] in " \u00a0"


def _dollarlike(code: str) -> bool:
    return code in currencies.vocabulary().nouns["dollar"] or code in currencies.vocabulary().nouns["peso"]


def _number_flags(text: str, number: Number) -> tuple[str, ...]:
    impossible = (
        number.malformed
        or (number.scale >= 1e6 and number.value >= 1e5)
        or (number.scale == 1e3 and number.value >= 1e6)
    )
    return ("impossible_number",) if impossible else ()


def _join(text: str, raw: list[Money], iso3: str | None, year: int) -> list[Money]:
    """Joins ranges, conversions, word-and-digit doubles and repeats without a currency."""
    joined: list[Money] = []
    at = 0
    while at < len(raw):
        item = raw[at]
        used = 1
        item, took = _take_range(text, raw, at, iso3, year, item)
        used += took
        if took == 0 and item.bare and at + 1 < len(raw):
            item = _from_partner(text, item, raw[at + 1])
        item, took = _take_conversions(text, raw, at + used, item, iso3, year)
        used += took
        if item.bare and item.currency is None:
            item = _repeat_of(text, joined, item)
        if item is not None and not (item.bare and item.currency is None):
            joined.append(item)
        at += used
    return _spread_pair_conversions(text, joined)


def _take_range(text: str, raw: list[Money], at: int, iso3: str | None, year: int, item: Money) -> tuple[Money, int]:
    if at + 1 >= len(raw):
        return item, 0
    nxt = raw[at + 1]
    gap = text[item.end : nxt.start]
    if len(gap) > 20 or not _RANGE_GAP.match(gap):
        return item, 0
    if nxt.currency is None:  # "Rs. 10,000-30,000": one sign for both ends
        if item.currency is None or item.end != item.core_end or not _TIGHT_DASH.fullmatch(gap) or nxt.low <= item.low:
            return item, 0
        nxt = nxt._replace(currency=item.currency, bare=False)
    if item.currency is not None and nxt.currency != item.currency:
        return item, 0
    lead = _FROM_BEFORE.search(text, max(0, item.start - 24), item.start)
    dash = gap.strip() in ("-", "–", "—", "‐", "‑", "‒")
    word = gap.strip().split(" ")[0].lower() if gap.strip() else ""
    if word == "to" and _RAISED_BY.search(text, max(0, item.start - 40), item.start):
        return item, 0  # "raised it by two million to nine million": a change and a level
    if word in ("and", "or") and not (lead and lead["lead"].lower() == "between"):
        return item, 0
    if item.currency is None and not (dash or lead or word == "to"):
        return item, 0
    low = item.low
    if item.currency is None and low < 1000 <= nxt.low:
        factor = _scale_of(text, nxt)
        low = round(low * factor, 2)
    if low > nxt.low and not (lead and lead["lead"].lower() == "from"):
        return item, 0
    if lead and lead["lead"].lower() == "from" and _CHANGE.search(text, max(0, lead.start() - 90), lead.start()):
        return item, 0
    if item.currency is None and 1990 <= item.low <= 2035 and item.low == int(item.low) and nxt.low > 3000:
        return item, 0
    if (
        lead
        and lead["lead"].lower() == "from"
        and re.match(r"[^.;]{0,12}\b(?:in|for)\s+(?:19|20)\d\d", text[nxt.end : nxt.end + 24]) is not None
    ):
        return item, 0
    return item._replace(
        start=item.start,
        end=nxt.end,
        low=low,
        high=nxt.high,
        currency=nxt.currency,
        qualifier="range",
        core_end=nxt.core_end,
        bare=False,
        flags=tuple(dict.fromkeys(item.flags + nxt.flags)),
    ), 1


def _scale_of(text: str, money: Money) -> float:
    match = SCALE_RE.search(text, money.start, money.core_end)
    return SCALES[match["scale"].lower()] if match else 1.0


def _from_partner(text: str, item: Money, nxt: Money) -> Money:
    """ "from 1.2 to 1.5 million euros": the first takes scale and currency of the second when it stands right before it."""
    gap = text[item.end : nxt.start]
    if nxt.currency is None or len(gap) > 14 or not re.match(r"^\s*(?:to|and|or|,)\s*$", gap, re.I):
        return item
    if 1990 <= item.low <= 2035 and item.low == int(item.low):
        return item
    if _YEAR_BEFORE.search(text, max(0, item.start - 6), item.start):  # "2023-24, 4 million rupees"
        return item
    lead = _FROM_BEFORE.search(text, max(0, item.start - 24), item.start)
    factor = _scale_of(text, nxt)
    decimal_pair = item.low < 1000 and factor > 1
    like = item.low >= 1000 and 0.02 <= item.low / (nxt.low or 1) <= 50 and not _COUNTED.match(text, item.end)
    if not (lead or decimal_pair or like):
        return item
    value = round(item.low * factor, 2) if item.low < 1000 else item.low
    return item._replace(low=value, high=value, currency=nxt.currency, bare=False)


def _take_conversions(
    text: str, raw: list[Money], at: int, item: Money, iso3: str | None, year: int
) -> tuple[Money, int]:
    """Takes in the amounts that only say the same in another currency or in words."""
    used = 0
    if item.currency is None and _YEAR.fullmatch(text, item.start, item.end):
        return item, 0  # "in 2016 (EUR 45 000)": a year and its amount
    while at + used < len(raw):
        nxt = raw[at + used]
        gap = text[item.end : nxt.start]
        if len(gap) > 60 or nxt.currency is None:
            break
        opens = _OPENS_CONVERSION.match(gap)
        closes = _CLOSES.match(text, nxt.end) if opens else None
        high = None
        extra = 0
        if opens and not closes and at + used + 1 < len(raw):
            # "(€179,140 to €231,820)": a converted range
            third = raw[at + used + 1]
            if _RANGE_GAP.match(text[nxt.end : third.start]) and _CLOSES.match(text, third.end):
                closes = _CLOSES.match(text, third.end)
                high, extra = third.high, 1
            elif (
                third.currency and _AND_CONVERSION.match(text[nxt.end : third.start]) and nxt.currency != third.currency
            ):
                closes = _CLOSES.match(text, third.end)
                if closes and (nxt.currency != item.currency or _says_same(item, nxt)):
                    item = _converted(item, nxt, closes.end(), iso3, year, None)
                    nxt, extra = third, 1
        inline = not opens and nxt.currency != item.currency and _SAYS_EQUIVALENT.match(gap)
        if not (opens and closes) and not inline:
            break
        same_currency = nxt.currency == item.currency
        if same_currency and not _says_same(item, nxt):
            home = currencies.is_home_dollar(iso3, year)
            if nxt.currency != "USD" or home is None or text[item.start] != "$":
                break
            item = item._replace(currency=home, flags=(*item.flags, "currency_assumed"))
        end = closes.end() if closes else nxt.end
        item = _converted(item, nxt, end, iso3, year, high)
        used += 1 + extra
    return item, used


def _says_same(item: Money, nxt: Money) -> bool:
    """The same sum in words and digits; a slip in one of them is not ours to mend, but it is the same amount."""
    return item.low == nxt.low or item.words


def _converted(item: Money, nxt: Money, end: int, iso3: str | None, year: int, high: float | None) -> Money:
    if item.currency is None:
        home = currencies.usual_currency(iso3, year)
        item = item._replace(
            currency=home if home != nxt.currency else None, bare=False, flags=(*item.flags, "currency_assumed")
        )
        if item.currency is None:
            item = item._replace(currency=nxt.currency if home == nxt.currency else None)
            if item.currency is None:
                item = item._replace(flags=(*item.flags, "currency_unknown"))
    if nxt.currency == item.currency:
        return item._replace(low=nxt.low, high=nxt.high, end=end) if item.words else item._replace(end=end)
    if nxt.currency == "USD":
        return item._replace(stated_usd=nxt.low, usd_high=high, end=end)
    if item.currency == "USD" and nxt.currency in currencies.local_currencies(iso3, year):
        return item._replace(currency=nxt.currency, low=nxt.low, high=nxt.high, stated_usd=item.low, end=end)
    return item._replace(stated_other=(nxt.currency or "", nxt.low), end=end)


def _spread_pair_conversions(text: str, found: list[Money]) -> list[Money]:
    """ "from €170,000 to €220,000 ($179,140 to $231,820)": each of the two gets its own dollars."""
    for place in range(1, len(found)):
        item, first = found[place], found[place - 1]
        if (
            item.usd_high is not None
            and item.qualifier != "range"
            and first.currency == item.currency
            and first.stated_usd is None
        ):
            found[place - 1] = first._replace(stated_usd=item.stated_usd)
            found[place] = item._replace(stated_usd=item.usd_high)
    return found


#: A number without a currency counts as a repeat of the currency before it only right behind one of these.
_REPEAT_LEAD = re.compile(
    rf"(?:compared\s+(?:to|with)|up\s+from|down\s+from|(?:increase|decrease|rise|drop|fall)\s+(?:from|over)|than(?:\s+the)?|versus|vs\.?|against|from|to|and|,|another|additional|further|only|with|or)\s+(?:{_ABOUT}\s*)?$",
    re.I,
)


def _repeat_of(text: str, joined: list[Money], item: Money) -> Money:
    """ "40 million denars in 2016, compared with 35 million in 2015": the currency of the amount before it in the sentence."""
    scaled = bool(re.search(r"[A-Za-z]", text[item.start : item.end]))
    small = item.low < 1000 and not (joined and joined[-1].high < 20_000 and item.low >= 5)
    if not joined or (not scaled and small) or _COUNTED.match(text, item.end):
        return item
    prior = joined[-1]
    between = text[prior.end : item.start]
    if len(between) > 160 or re.search(r"[.;]\s+[A-Z]", between):
        return item
    if not scaled:
        if (
            1990 <= item.low <= 2035
            or not _REPEAT_LEAD.search(between)
            or not 0.05 <= item.low / (prior.high or 1) <= 20
        ):
            return item
        if re.match(r"\s*[a-z]{3,}", text[item.end : item.end + 12]) and not re.match(
            r"\s*(?:in|for|the|a|per|during|and|to|respectively|from|was|were|had|of)\b", text[item.end : item.end + 14]
        ):
            return item
    return item._replace(currency=prior.currency, bare=False, flags=(*item.flags, "currency_assumed"))


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
