"""Countries and their regions that give money, named as such: "250,000 euros from Italy", "Ontario contributed".

Belongs here: telling from a place name who pays. Names of countries are the closed list of reports/countries.py, names of
regions are those of ISO 3166-2 (pycountry).
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

import pycountry

from pipeline.claims.clauses import Clause
from pipeline.claims.cues import Cue
from pipeline.reports.countries import iso3_of

_NAME = r"[A-Z][\w.’'-]+(?:\s+(?:of\s+|and\s+)?[A-Z][\w.’'-]+){0,3}"
_GIVES = (
    r"donated|gave|contributed|funded|financed|provided|paid|added|granted|supplied|earmarked|committed|allocated|allotted|spent|"
    r"budgeted|appropriated|invested|disbursed|awarded|covered|dedicated|devoted|released|transferred|set\s+aside|put"
)
_GIVING = re.compile(
    rf"\b(?:from|by|of)\s+(?:the\s+)?(?P<from>{_NAME})(?=[\s,.;)]|$)"
    rf"|(?<![\w’'])(?P<region>{_NAME})(?:[’']s\b|\s+(?:had|has|(?:state\s+|provincial\s+|regional\s+)?(?:government|authorities|department|province|region|county|canton)\b))"
    rf"|(?<![\w’'])(?P<gives>{_NAME})\s+(?:(?:also|each|together|alone|separately|and\s+\w+)\s+){{0,2}}(?:{_GIVES})\b"
)
_WEIGHT = 2.6
#: Bodies of the state by the words of their names, and offices known by their letters, which reports spell out once.
_STATES_OWN = re.compile(
    r"\b(?:National|Federal|State|Royal|Service|Board|Authority|Administration|Institute|Agency|Bureau|Secretariat|Police|Ministry|Ministries|"
    r"Department|Directorate|Inspectorate|Commission|Committee|Council|Office|Treasury|Parliament|Court)\b|^(?:The\s+)?[A-Z]{3,}$"
)
#: Words that open a sentence and are written large for that alone.
_NOT_NAMES = frozenset(
    [
        "It",
        "They",
        "This",
        "That",
        "These",
        "Those",
        "He",
        "She",
        "Government",
        "Authorities",
        "Officials",
        "Parliament",
        "Congress",
        "Cabinet",
        "Which",
        "Funds",
        "Money",
    ]
)


def giving_places(clause: Clause) -> tuple[Cue, ...]:
    """Funder cues for the places of a clause that give: other states, the report's own state, its regions."""
    return _giving_places(clause.text, clause.country_iso3)


@lru_cache(maxsize=8)
def _giving_places(text: str, own: str | None) -> tuple[Cue, ...]:
    found = []
    for match in _GIVING.finditer(text):
        group = match.lastgroup or "gives"
        name = match[group]
        code = _payer(_bare(name), own, gives=group == "gives")
        if code is None and " and " in name:  # "Norway and UNICEF gave"
            name = name.split(" and ")[0]
            code = _payer(_bare(name), own, gives=group == "gives")
        if group == "region" and code != "subnational_government":
            continue
        if code:
            found.append(Cue(match.start(group), match.start(group) + len(name), "funder", code, _WEIGHT))
    return tuple(found)


def gives_unknown(text: str, own: str | None) -> bool:
    """Whether somebody gives whose name is neither a state's nor a region's: a foundation, a city, a person."""
    return any(
        match["gives"]
        and match["gives"] not in _NOT_NAMES
        and not _STATES_OWN.search(match["gives"])
        and not _payer(_bare(match["gives"]), own, gives=True)
        for match in _GIVING.finditer(text)
    )


def _bare(name: str) -> str:
    return name.removeprefix("The ")


def _payer(name: str, own: str | None, *, gives: bool) -> str | None:
    country = iso3_of(name)
    if country is not None and country != own:
        return "foreign_government"
    if country is not None:
        return "national_government" if gives else None
    if own and _plain(name) in _regions(own):
        return "subnational_government"
    return None


@cache
def _regions(iso3: str) -> frozenset[str]:
    """Names of a country's regions, plain; none for a code that ISO 3166 does not have."""
    country = pycountry.countries.get(alpha_3=iso3)
    regions: Any = pycountry.subdivisions.get(country_code=country.alpha_2) or [] if country else []  # type: ignore[no-untyped-call]
    return frozenset(_plain(part) for r in regions for part in re.split(r"\s*[/(,\[]\s*", r.name) if len(part) > 3)


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in decomposed if c.isalnum())
