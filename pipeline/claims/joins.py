"""Puts numbers and amounts of a text together: ranges, conversions in brackets, repeats without a currency.

Belongs here: what neighbours say of each other. The notation of one amount is read in money.py.
"""

import re

from pipeline.claims import currencies
from pipeline.claims.amount import ABOUT, Money
from pipeline.claims.numbers import SCALE_RE, SCALES

#: What may stand between an amount and its conversion.
_OPENS_CONVERSION = re.compile(
    rf"^\s*(?:(?:per|a|each|every)\s+\w+\s*|annually\s*|monthly\s*)?(?:\((?P<code>[A-Z]{{3,4}})\)\s*)?[(\[]\s*(?:(?:{ABOUT}|equivalent\s+to|equal\s+to|the\s+equivalent\s+of|or|or\s+{ABOUT}|i\.e\.,?|worth|=|which\s+is|nearly|almost|over|more\s+than|just\s+over|just\s+under|under|less\s+than)\s*)*(?:[A-Z]{{3}}:?\s*)?$",
    re.I,
)
_SAYS_EQUIVALENT = re.compile(
    rf"^\s*,?\s*(?:\(\s*)?(?:or\s+(?:{ABOUT}\s*)?|(?:which\s+is\s+|that\s+is\s+)?(?:the\s+)?(?:equivalent\s+(?:to|of)|equal\s+to|equalling)\s*(?:{ABOUT}\s*)?|/\s*|=\s*(?:{ABOUT}\s*)?|i\.e\.,?\s*)$",
    re.I,
)
_CLOSES = re.compile(
    r"\s*(?:(?:US\s+)?dollars\s*)?(?:at\s+(?:the\s+)?(?:time|current|prevailing|official|exchange)[^)]{0,40}|(?:approximately|approx\.?)|each|per\s+\w+|a\s+year|annually|in\s+US\s+dollars)?\s*[)\]]"
)
_RANGE_GAP = re.compile(rf"^\s*(?:to|through|and|or|[-\u2010-\u2015])\s*(?:{ABOUT}\s*)?$", re.I)
_TIGHT_DASH = re.compile(r"[-\u2010-\u2015]")
#: Between the two statements of one amount in a bracket: "(S/ 13,500,000; $3.6 million)".
_AND_CONVERSION = re.compile(rf"\s*(?:[;,/=]|or)\s*(?:(?:or|{ABOUT}|equivalent\s+to)\s*)*$", re.I)
_YEAR_BEFORE = re.compile(r"\b(?:19|20)\d\d\s?[-/\u2010-\u2015]\s?$")
_FROM_BEFORE = re.compile(
    rf"\b(?P<lead>from|between|ranging(?:\s+from)?|ranges?\s+from|ranged\s+from)\s+(?:{ABOUT}\s*)?$", re.I
)
#: A verb of change before "from A to B" makes two figures of it; without one it is a range.
_CHANGE = re.compile(
    r"\b(?:increas|rais|rose\b|ris(?:e|es|en|ing)\b|gr[eo]w|doubl|tripl|quadrupl|fell\b|fall|decreas|declin|drop|reduc|cut\b|cuts\b|cutting|lower|expand|boost|jump|climb|went\b|go(?:es|ing)\b|chang|shr[aiu]nk|slash|scal|swell|swelled|mov|up\b|down\b|improv|surg|slip|trim|halv|plung|downgrad|upgrad|augment|shift|revis|rebound|recover)",
    re.I,
)
#: "raised it by two million to nine million": a change and a level.
_RAISED_BY = re.compile(
    rf"\b(?:by|rose|fell|grew|increased|decreased|declined|dropped|climbed|jumped|shrank)\s+(?:an?\s+additional\s+)?(?:{ABOUT}\s*)?$",
    re.I,
)
_COUNTED = re.compile(
    r"[\s\u00a0-]*(?:(?:\w+[\s-]+){0,3})?(?:people|persons?|children|women|men|girls?|boys?|migrants?|refugees?|victims?|workers?|visitors?|calls?|residents?|citizens?|households?|families|students?|pupils?|"
    r"users?|viewers?|copies|leaflets|brochures|cases?|inspections?|interviews?|individuals?|hours?|days?|weeks?|months?|years?|percent|per\s?cent|%|kilometers?|km\b|metres?|meters?|hectares?|tons?|tonnes?|"
    r"officers?|officials?|teachers?|participants?|beneficiaries|asylum|employees|passengers|travell?ers|times|followers|views|listeners|inhabitants|euros?-denominated|square|farmers|fishers|fishermen|slaves|laborers|labourers|travelers|posters|shelters?|beds|posts|staff|employers|companies|complaints|visits|units)\b",
    re.I,
)
#: "2 950 000 RON in 2016 (about EUR 650 000)": the year or span between an amount and its conversion.
_TIME_BETWEEN = re.compile(
    rf"\s+(?:a\s+year|per\s+year|annually|(?:in|for|over|during)\s+(?:the\s+)?[\w/-]+(?:\s+[\w/-]+){{0,2}})\s*[(\[]\s*(?:(?:{ABOUT}|equivalent\s+to|the\s+equivalent\s+of|or|=)\s*)*$",
    re.I,
)
#: A number without a currency counts as a repeat of the currency before it only right behind one of these.
_REPEAT_LEAD = re.compile(
    rf"(?:compared\s+(?:to|with)|up\s+from|down\s+from|(?:increase|decrease|rise|drop|fall)\s+(?:from|over)|than(?:\s+the)?|versus|vs\.?|against|from|to|and|,|another|additional|further|only|with|or|(?:and|but)\s+(?:were\s+)?(?:got|received|paid|gave|spent|kept|given))\s+(?:{ABOUT}\s*)?$",
    re.I,
)
#: "House A got EUR 120 000, House B 140 000 and House C 90 000".
_NAMED_ITEM = re.compile(r"(?:,|\band|;)\s+(?:and\s+)?(?:the\s+)?(?:[A-Z][\w’'.-]*\s+){1,4}$")
#: "200 crowns (then 400)".
_THEN = re.compile(r"^\s*\((?:then|now|later|today|previously|formerly|before|earlier)\s+$", re.I)
#: "a thousand bricks": a number in words before a noun counts things.
_COUNTS_ON = re.compile(
    r"\s+(?!(?:in|for|the|a|per|during|and|to|respectively|from|was|were|had|of|more|less|which|that|went|as|by|on|at|or|than|last|a|each)\b)[a-z]{3,}"
)
_PREPOSITION = re.compile(r"\s+(?:from|for|in|per|by|on|each|a|to|at)\b")


def join(text: str, raw: list[Money], iso3: str | None, year: int) -> list[Money]:
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
        elif joined and _is_late_conversion(text, joined[-1], item):
            joined[-1] = _late_conversion(joined[-1], item)
            at += used
            continue
        if item is not None and not (item.bare and item.currency is None):
            joined.append(item)
        at += used
    return _spread_pair_conversions(text, _join_converted_ranges(text, joined))


def _take_range(text: str, raw: list[Money], at: int, iso3: str | None, year: int, item: Money) -> tuple[Money, int]:
    if at + 1 >= len(raw):
        return item, 0
    nxt = raw[at + 1]
    gap = text[item.end : nxt.start]
    if len(gap) > 20 or not _RANGE_GAP.match(gap):
        return item, 0
    if nxt.currency is None:  # "Rs. 10,000-30,000": one sign for both ends
        dashed = _TIGHT_DASH.fullmatch(gap) is not None
        spelled = gap == " to " and item.low >= 100 and nxt.low <= 20 * item.low and not _counts(text, nxt)
        if item.currency is None or item.end != item.core_end or nxt.low <= item.low or not (dashed or spelled):
            return item, 0
        nxt = nxt._replace(currency=item.currency, bare=False)
    if item.currency is not None and nxt.currency != item.currency:
        return item, 0
    lead = _FROM_BEFORE.search(text, max(0, item.start - 24), item.start)
    dash = gap.strip() in ("-", "–", "—", "‐", "‑", "‒")
    word = gap.strip().split(" ")[0].lower() if gap.strip() else ""
    if word == "to" and _RAISED_BY.search(text, max(0, item.start - 40), item.start):
        return item, 0
    if word in ("and", "or") and not (lead and lead["lead"].lower() == "between"):
        return item, 0
    if item.currency is None and not (dash or lead or word == "to"):
        return item, 0
    low = item.low
    if item.currency is None and low < 1000 <= nxt.low:
        factor = _scale_of(text, nxt)
        low = round(low * factor, 2)
    elif low < 100 and low < nxt.low and _scale_of(text, item) == 1.0 and _scale_of(text, nxt) >= 1e5:
        low = round(low * _scale_of(text, nxt), 2)  # "EUR 5-6 million"
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


def _join_converted_ranges(text: str, found: list[Money]) -> list[Money]:
    """ "ranging from 500,000 ($10,090) to 2.2 million pesos ($44,400)": a range of which each end has its own dollars."""
    joined: list[Money] = []
    for item in found:
        first = joined[-1] if joined else None
        if (
            first is not None
            and first.end > first.core_end
            and first.qualifier != "range"
            and first.currency == item.currency
            and first.low < item.low
            and _is_span(text, first, item)
        ):
            joined[-1] = first._replace(
                end=item.end,
                high=item.high,
                qualifier="range",
                core_end=item.core_end,
                usd_high=item.stated_usd,
                flags=tuple(dict.fromkeys(first.flags + item.flags)),
            )
        else:
            joined.append(item)
    return joined


def _is_span(text: str, first: Money, item: Money) -> bool:
    """Whether "from", "ranging from" or "between" make a span of two amounts, and no verb of change makes them two levels."""
    gap = text[first.end : item.start]
    lead = _FROM_BEFORE.search(text, max(0, first.start - 24), first.start)
    if lead is None or len(gap) > 20 or not _RANGE_GAP.match(gap):
        return False
    word = gap.split()[0].lower()
    if lead["lead"].lower() == "between":
        return word == "and"
    if word == "and":
        return False
    return not (lead["lead"].lower() == "from" and _CHANGE.search(text, max(0, lead.start() - 90), lead.start()))


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


def _is_late_conversion(text: str, first: Money, item: Money) -> bool:
    """Whether a bracket behind a year only converts the amount before the year."""
    return (
        item.currency in ("USD", "EUR")
        and first.currency not in ("USD", "EUR", None)
        and first.end == first.core_end
        and item.qualifier != "range"
        and text[item.end : item.end + 1] in (")", "]")
        and item.start - first.end < 60
        and _TIME_BETWEEN.match(text[first.end : item.start]) is not None
    )


def _late_conversion(first: Money, item: Money) -> Money:
    """The earlier amount with the dollars or euros of the bracket; its place in the text stays its own."""
    if item.currency == "USD":
        return first._replace(stated_usd=item.low)
    return first._replace(stated_other=(item.currency or "", item.low))


def _counts(text: str, item: Money) -> bool:
    """Whether a number without a currency counts the things that the words behind it name."""
    if _PREPOSITION.match(text, item.end):
        return False
    return _COUNTED.match(text, item.end) is not None or _COUNTS_ON.match(text, item.end) is not None


def _repeat_of(text: str, joined: list[Money], item: Money) -> Money:
    """ "40 million denars in 2016, compared with 35 million in 2015": the currency of the amount before it in the sentence."""
    scaled = bool(re.search(r"[A-Za-z]", text[item.start : item.end]))
    small = item.low < 1000 and not (joined and joined[-1].high < 20_000 and item.low >= 5)
    if not joined or (not scaled and small) or _COUNTED.match(text, item.end):
        return item
    if item.words and _COUNTS_ON.match(text, item.end):
        return item
    prior = joined[-1]
    between = text[prior.end : item.start]
    if len(between) > 160 or re.search(r"[.;]\s+[A-Z]", between):
        return item
    listed = _NAMED_ITEM.search(between) is not None and item.low >= 1000
    earlier = _THEN.search(between) is not None and text[item.end : item.end + 1] == ")"
    if not scaled and not earlier:
        if (
            1990 <= item.low <= 2035
            or not (listed or _REPEAT_LEAD.search(between))
            or not 0.05 <= item.low / (prior.high or 1) <= 20
        ):
            return item
        if re.match(r"\s*[a-z]{3,}", text[item.end : item.end + 12]) and not re.match(
            r"\s*(?:in|for|the|a|per|during|and|to|respectively|from|was|were|had|of)\b", text[item.end : item.end + 14]
        ):
            return item
    return item._replace(currency=prior.currency, bare=False, flags=(*item.flags, "currency_assumed"))
