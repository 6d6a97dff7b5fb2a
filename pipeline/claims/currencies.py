"""Which currency is meant: signs, codes and names in a text, read by country and year.

Belongs here: the vocabulary of `currencies.yaml` and CLDR (babel). Does not belong here: amounts and rates.
"""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel.core import Locale
from babel.numbers import get_territory_currencies

from schemas.countries import ALPHA2_OF

#: Codes that are also English words in capitals: read as money only in a country that uses them.
_WORD_CODES = frozenset(
    ["ALL", "TOP", "MOP", "CUP", "GEL", "PEN", "SOS", "TRY", "MAD", "ANG", "BAM", "LAK", "BAD", "ESP", "XXX"]
)


@dataclass(frozen=True, slots=True)
class Named:
    """A currency as found beside a number: ISO code, or None where several are possible; where the name ends or starts."""

    code: str | None
    edge: int
    assumed: bool = False


@dataclass(frozen=True)
class _Vocabulary:
    nouns: dict[str, tuple[str, ...]]
    phrases: dict[str, tuple[str, ...]]
    adjectives: frozenset[str]
    signs: dict[str, tuple[str, ...]]
    only_at_home: frozenset[str]
    territories: dict[str, list[list[Any]]]
    codes: frozenset[str]
    sign_before: re.Pattern[str]
    sign_after: re.Pattern[str]


def _as_codes(value: str | list[str]) -> tuple[str, ...]:
    return tuple(value.split("|")) if isinstance(value, str) else tuple(value)


@cache
def vocabulary() -> _Vocabulary:
    """The currency vocabulary, loaded once: our list laid over the English names of CLDR."""
    raw = yaml.safe_load((Path(__file__).parent / "currencies.yaml").read_text(encoding="utf-8"))
    nouns: dict[str, tuple[str, ...]] = {}
    for words, codes in raw["nouns"].items():
        for word in str(words).split():
            nouns[word] = tuple(dict.fromkeys([*nouns.get(word, ()), *codes]))
    phrases: dict[str, tuple[str, ...]] = {}
    locale = Locale.parse("en")
    regional = {"XOF", "XAF", "XCD", "XPF"}
    codes = frozenset(c for c in map(str, locale.currencies) if len(c) == 3 and (c[0] != "X" or c in regional))
    plurals = locale._data["currency_names_plural"]
    for code in sorted(codes):
        names = {str(locale.currencies[code])} | {str(v) for v in dict(plurals.get(code, {})).values()}
        for name in names:
            if "(" in name:
                continue
            low = name.lower()
            phrases.setdefault(low, (code,))
            if not low.endswith("s"):
                phrases.setdefault(low + "s", (code,))
    phrases.update({str(p): _as_codes(v) for p, v in raw["phrases"].items()})
    signs = {str(s): _as_codes(v) for s, v in raw["signs"].items()}
    ordered = "|".join(re.escape(s) for s in sorted(signs, key=len, reverse=True))
    return _Vocabulary(
        nouns=nouns,
        phrases=phrases,
        adjectives=frozenset(raw["adjectives"]),
        signs=signs,
        only_at_home=frozenset(str(s) for s in raw["only_at_home"]),
        territories=raw["territories"],
        codes=codes,
        sign_before=re.compile(rf"(?<![A-Za-z0-9$])(?P<sign>{ordered}|[A-Z]{{3}})[\s\u00a0\u2009\u202f]?-?$"),
        sign_after=re.compile(rf"[\s\u00a0\u2009\u202f]?(?P<sign>{ordered}|[A-Z]{{3}})(?![A-Za-z0-9])"),
    )


@cache
def local_currencies(iso3: str | None, year: int) -> tuple[str, ...]:
    """Currencies in use in a country in the middle of a year, the main one first; () where the country is not known.

    Source: CLDR's supplemental currency data through babel, corrected by `territories` in currencies.yaml.
    """
    if iso3 is None:
        return ()
    known = [code for since, code in vocabulary().territories.get(iso3, []) if since <= year]
    if known:
        return (str(known[-1]),)
    alpha2 = ALPHA2_OF.get(iso3)
    if alpha2 is None:
        return ()
    day = dt.date(min(max(year, dt.MINYEAR), dt.MAXYEAR), 7, 1)
    return tuple(get_territory_currencies(alpha2, day, day, tender=True))


@cache
def _ever_local(iso3: str | None) -> frozenset[str]:
    """Every currency a country used since 1995: reports go on naming a currency that has been replaced."""
    if iso3 is None:
        return frozenset()
    fixed = {str(code) for _, code in vocabulary().territories.get(iso3, [])}
    alpha2 = ALPHA2_OF.get(iso3)
    from_cldr = (
        get_territory_currencies(alpha2, dt.date(1995, 1, 1), dt.date(2030, 1, 1), tender=True) if alpha2 else []
    )
    return frozenset(fixed | set(from_cldr))


def choose(codes: tuple[str, ...], iso3: str | None, year: int) -> str | None:
    """The one currency of several that the country uses in the year, else that it ever used; None if still open."""
    if len(codes) == 1:
        return codes[0]
    for code in local_currencies(iso3, year):
        if code in codes:
            return code
    ever = [c for c in codes if c in _ever_local(iso3)]
    if len(ever) == 1:
        return ever[0]
    if "USD" in codes:  # "dollars" in a report of the US State Department
        return "USD"
    return "GBP" if codes[:1] == ("GBP",) else None


_TOKEN = re.compile(r"[^\W\d_]+|[^\w\s,.;:()%'\"’-]")


@cache
def _marks() -> frozenset[str]:
    """Every word, code and sign of which a text about money holds one, in the forms in which they are printed."""
    words = vocabulary()
    names = {*words.nouns, *(phrase.rpartition(" ")[2] for phrase in words.phrases)}
    forms = {form for name in names for form in (name, name.capitalize(), name.upper())}
    found = {token for form in forms for token in _TOKEN.findall(form) if len(token) > 2}
    return frozenset(found | set(words.codes) | {token for sign in words.signs for token in _TOKEN.findall(sign)})


def names_money(text: str) -> bool:
    """Whether a text holds any name, code or sign of a currency; without one it holds no amount of money."""
    return not _marks().isdisjoint(_TOKEN.findall(text))


def before(text: str, start: int, iso3: str | None, year: int) -> Named | None:
    """The currency sign or code that ends where a number starts, if there is one."""
    words = vocabulary()
    match = words.sign_before.search(text, max(0, start - 8), start)
    if match:
        return _from_sign(match["sign"], match.start("sign"), iso3, year)
    return _noun_before(text, start, iso3, year)


#: A currency's name before its amount ("Rupees 500,000", "Euro 200,000"): with a capital, and behind no number of its own.
_NAME_BEFORE = re.compile(r"(?:^|[^\w\s.,'’-]|[a-z)]\s)\s?(?P<noun>[A-Z][a-zé]{3,9})\s$")
#: Names of currencies that are names of people and places too.
_OTHER_NAMES = frozenset(
    ["mark", "marks", "real", "colon", "dong", "franc", "crown", "dollar", "sterling", "balboa", "rand"]
)


def _noun_before(text: str, start: int, iso3: str | None, year: int) -> Named | None:
    if not text[max(0, start - 2) : start - 1].isalpha():
        return None
    match = _NAME_BEFORE.search(text[max(0, start - 14) : start])
    if not match:
        return None
    noun = match["noun"].lower()
    codes = vocabulary().nouns.get(noun)
    if not codes or noun in _OTHER_NAMES:
        return None
    return Named(choose(codes, iso3, year), start - len(match["noun"]) - 1)


def _from_sign(sign: str, edge: int, iso3: str | None, year: int) -> Named | None:
    words = vocabulary()
    codes = words.signs.get(sign)
    if codes is None:
        if sign not in words.codes or (sign in _WORD_CODES and sign not in _ever_local(iso3)):
            return None
        return Named(sign, edge)
    if sign in words.only_at_home and not set(codes) & _ever_local(iso3):
        return None
    return Named(choose(codes, iso3, year), edge)


_WORD = re.compile(r"[\s\u00a0\u2009\u202f]?-?(?P<word>(?:[A-Z]\.){2,}|[^\W\d_](?:[\w’'.-]*\w)?)")


def after(text: str, end: int, iso3: str | None, year: int) -> Named | None:
    """The currency name, code or sign that begins where a number ends, if there is one.

    Names may have up to four words ("Bosnia-Herzegovina convertible marks", "new Israeli shekels").
    """
    words = vocabulary()
    sign = words.sign_after.match(text, end)
    by_sign = _from_sign(sign["sign"], sign.end("sign"), iso3, year) if sign else None
    by_name = _from_name(text, end, iso3, year)
    if by_sign and by_name:
        return by_name if by_name.edge > by_sign.edge else by_sign
    return by_sign or by_name


def _from_name(text: str, end: int, iso3: str | None, year: int) -> Named | None:
    words = vocabulary()
    tokens: list[str] = []
    edges: list[int] = []
    foreign = False
    at = end
    for _ in range(4):
        match = _WORD.match(text, at)
        if not match or (tokens and text[at : match.start("word")] not in (" ", "\u00a0", "\u2009", "\u202f")):
            break
        if not tokens and match["word"].lower().replace("’", "'") not in _first_words():
            # "Guyanese dollars": a people's name that CLDR's currency names do not know
            if foreign or not match["word"][0].isupper() or not match["word"][1:].islower():
                return None
            foreign, at = True, match.end("word")
            continue
        tokens.append(match["word"].lower().replace("’", "'"))
        at = match.end("word")
        edges.append(at)
    for size in range(len(tokens), 0, -1):
        codes = words.phrases.get(" ".join(tokens[:size]))
        if codes:
            code = choose(codes, iso3, year)
            if code and size > 1 and tokens[0] not in ("new", "old"):
                code = _then_called(code, tokens[size - 1], iso3, year)
            return Named(code, edges[size - 1])
    for size, token in enumerate(tokens, start=1):
        codes = words.nouns.get(token)
        if codes:
            lead = tokens[: size - 1]
            if lead and not _adjectival(lead, codes):
                return None
            narrowed = _by_adjective(lead, codes) or codes
            if foreign and len(narrowed) > 1:  # only at home is it known whose money that is
                home = next((c for c in local_currencies(iso3, year) if c in narrowed), None)
                return Named(home, edges[size - 1], assumed=True)
            code = choose(narrowed, iso3, year)
            return Named(
                code,
                edges[size - 1],
                assumed=len(narrowed) > 1 and code == "USD" and iso3 != "USA" and token.startswith("dollar"),
            )
        if token not in words.adjectives and token not in _adjectives():
            return None
    return None


@cache
def _then_called(code: str, noun: str, iso3: str | None, year: int) -> str:
    """The country's money of the year where it bore the name of a later one ("Belarusian rubles" in 2010 were BYR)."""
    local = local_currencies(iso3, year)
    if code in local or code not in _ever_local(iso3):
        return code
    return next((c for c in local if c in vocabulary().nouns.get(noun, ())), code)


@cache
def _first_words() -> frozenset[str]:
    """Words that a currency's name can begin with."""
    words = vocabulary()
    heads = {phrase.partition(" ")[0] for phrase in words.phrases}
    return frozenset(heads | set(words.nouns) | set(words.adjectives))


@cache
def _adjectives() -> dict[str, frozenset[str]]:
    """First words of CLDR's currency names ("Serbian", "Swiss") with the codes they name."""
    table: dict[str, set[str]] = {}
    for phrase, codes in vocabulary().phrases.items():
        head, _, tail = phrase.partition(" ")
        if tail:
            table.setdefault(head, set()).update(codes)
    return {word: frozenset(codes) for word, codes in table.items()}


def _adjectival(lead: list[str], codes: tuple[str, ...]) -> bool:
    known = _adjectives()
    return all(w in vocabulary().adjectives or w in known for w in lead)


def _by_adjective(lead: list[str], codes: tuple[str, ...]) -> tuple[str, ...]:
    named: set[str] = set()
    for word in lead:
        named |= _adjectives().get(word, frozenset())
    return tuple(c for c in codes if c in named)


def usual_currency(iso3: str | None, year: int) -> str | None:
    """The currency an unnamed amount of a country is taken to be in; None where the country is not known."""
    return next(iter(local_currencies(iso3, year)), None)


def is_home_dollar(iso3: str | None, year: int) -> str | None:
    """The country's own dollar or peso that a bare "$" can stand for, if it has one."""
    own = usual_currency(iso3, year)
    return (
        own
        if own
        in {
            "AUD",
            "CAD",
            "NZD",
            "TWD",
            "HKD",
            "SGD",
            "NAD",
            "JMD",
            "TTD",
            "BBD",
            "BZD",
            "BSD",
            "GYD",
            "SRD",
            "FJD",
            "SBD",
            "LRD",
            "BND",
            "XCD",
            "MXN",
            "ARS",
            "CLP",
            "COP",
        }
        else None
    )
