"""Country headings to ISO 3166-1 alpha-3 codes, by a closed list.

Fuzzy matching is wrong here ("Indiana" must not become India): a name is in countries.yaml or it is unknown.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

import yaml


@cache
def _forms() -> dict[str, list[str]]:
    raw = yaml.safe_load((Path(__file__).parent / "countries.yaml").read_text(encoding="utf-8"))
    return {str(code): [str(f) for f in forms] for code, forms in raw.items()}


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]+", " ", plain.lower().replace("&", " and ")).strip()


@cache
def _codes() -> dict[str, str]:
    return {_key(form): code for code, forms in _forms().items() for form in forms}


def iso3_of(name: str) -> str | None:
    """Code of a country named as a heading names it, any case and accents; None for a name that is not in the list."""
    return _codes().get(_key(name))


def country_name(iso3: str) -> str:
    """Our English name of a country; the code itself where it is unknown."""
    return _forms().get(iso3, [iso3])[0]


def known_codes() -> frozenset[str]:
    """Every code in the list."""
    return frozenset(_forms())


def names_of(iso3: str) -> list[str]:
    """Every name that editions gave a country, ours first; empty where the code is unknown."""
    return list(_forms().get(iso3, []))
