"""Headings of TIP Reports: countries with and without tier in every form that editions use, strips of tiers, sections.

Belongs here: whether a paragraph is one, and what it names. What stands between headings is in tip.py.
"""

import re
from collections.abc import Sequence
from functools import cache

from pipeline.reading.model import Paragraph
from pipeline.reports.countries import iso3_of, known_codes, names_of

_TIER = r"(?:tier\s*(?P<tier>1|2\s*watch\s*list|2\s*wl|2|3)(?:\s*watch\s*list)?|(?P<special>special\s+cases?)|(?P<unranked>not\s+(?:assigned\s+a\s+tier|ranked)))"
#: Name, optional colon, optional break, optional bracket, tier in any case, optional addition such as (Auto-Downgrade).
_HEADING = re.compile(
    rf"^(?P<name>[^\W\d_][^\d:\[\]]{{1,60}}?\*?)\s*[:,–—-]?\s*[(\[]?\s*{_TIER}\s*[)\]]?\s*(?:\([^)]*\)|\*)?\s*$",
    re.I,
)
_TIER_ALONE = re.compile(rf"^\s*[(\[]?\s*{_TIER}\s*[)\]]?\s*(?:\([^)]*\)|\*)?\s*$", re.I)
_ANY_TIER = re.compile(rf"[(\[]?\s*{_TIER}\s*[)\]]?|\bwatch\s+list\b\s*[)\]]?", re.I)
SPEAKS_OF_TIER = re.compile(r"\btier\s*[123]\b", re.I)
_ADDITION = re.compile(r"\(\s*auto\W*downgrade\s*\)", re.I)
_BARE_HEADING = re.compile(r"^(?P<name>\D+?)\W*(?P<tier>tier(?:2watchlist|[123])|specialcase)\W*(?:\(.*\))?$", re.I)
_NAME_ALONE = re.compile(r"^(?P<name>[^\W\d_][^\d:;.!?\[\]]{2,60}(?:\.[^.]*)?):?\s*\*?$")
#: The strip that tells a country's tiers of some years.
_STRIP = re.compile(
    r"^(?:tier\s+(?:ranking|history|placement)s?\b.*|(?:(?:tier|ranking|by|year|years|watch|list|special|case|history|[12]?\s?wl|auto|dg)\b|[\d\s.,:;*'’()/–-])+)$",
    re.I,
)
_TIERS_ALONE = re.compile(r"^(?:(?:tier\s*)?[123]\s?(?:WL|watch\s+list)?(?:\s+|$)){3,}$", re.I)
_STRIP_TITLE = re.compile(r"^\s*tier\s+(?:ranking|history|placement)s?(?:\s+by\s+year)?\s*:?\s*$", re.I)
SECTION_ALONE = re.compile(
    r"^(?P<name>prosecution|protection|prevention|trafficking profile|(?:prioriti[sz]ed )?recommendations)(?:\s+(?:for|to)\s+[^.]{2,60})?\s*[:.]?\s*$",
    re.I,
)


def is_like_heading(text: str) -> bool:
    """Whether a text is a country heading, maybe with a number before it that was printed over it."""
    match = _HEADING.match(re.sub(r"^[\W\d]+", "", " ".join(text.split())))
    return match is not None and iso3_of(match["name"]) is not None


def is_strip(text: str) -> bool:
    """Whether a paragraph is the strip of a country's tiers: its title, its tiers, or two years or more with them."""
    if _TIERS_ALONE.match(text):
        return True
    years = len(re.findall(r"\b(?:19|20)\d\d\b", text))
    return len(text) < 200 and (years > 1 or bool(_STRIP_TITLE.match(text))) and bool(_STRIP.match(text.strip()))


def country_heading(paragraphs: Sequence[Paragraph], at: int) -> tuple[str, str | None, int] | None:
    """Name, tier and number of paragraphs of a country heading at a place; None if there is none.

    A heading stands alone. With a tier any text form counts; without one only a line that the layout sets apart as a
    heading and that is exactly a country's name.
    """
    paragraph = paragraphs[at]
    text = " ".join(paragraph.text.split())
    if len(text) > 110:
        return None
    match = _HEADING.match(text)
    if match and not text.rstrip().endswith(".") and not _is_sentence(match["name"]):
        known = None if iso3_of(match["name"]) else _of_several(paragraphs, at) or _without_blanks(paragraph)
        return known or (match["name"].strip(" :-–—"), _tier(match), 1)
    if (
        paragraph.kind == "heading"
        and not _is_name(text)
        and (known := _of_several(paragraphs, at) or _without_blanks(paragraph))
    ):
        return known
    if paragraph.kind != "heading" or SECTION_ALONE.match(text):
        return None
    alone = _TIER_ALONE.match(text)
    if (
        alone
        and at + 1 < len(paragraphs)
        and paragraphs[at + 1].kind == "heading"
        and _is_name(paragraphs[at + 1].text)
    ):
        return " ".join(paragraphs[at + 1].text.split()).strip(" :*"), _tier(alone), 2  # the tier stands at the right
    name = _NAME_ALONE.match(text)
    if not name:
        return None
    if at + 1 < len(paragraphs):
        below = _TIER_ALONE.match(" ".join(paragraphs[at + 1].text.split()))
        if below:
            return name["name"].strip(" :"), _tier(below), 2
    if iso3_of(name["name"]) is None or any(_is_name(p.text) for p in paragraphs[max(0, at - 1) : at + 2 : 2]):
        return None  # no country, or one of a list of countries
    return name["name"].strip(" :"), None, 1


def _of_several(paragraphs: Sequence[Paragraph], at: int) -> tuple[str, str | None, int] | None:
    """A country heading of two or three lines that are headings each; a tier at the right stands between those of the name."""
    text = " ".join(paragraphs[at].text.split())
    for used, paragraph in enumerate(paragraphs[at + 1 : at + 3], start=2):
        if paragraph.kind != "heading":
            return None
        text = f"{text} {' '.join(paragraph.text.split())}"
        tier = _ANY_TIER.search(text)
        name = _ADDITION.sub("", " ".join(_ANY_TIER.sub(" ", text).split())).strip(" :-–—")
        if tier and iso3_of(name) is not None:
            watched = tier["tier"] == "2" and re.search(r"watch\s+list", text, re.I)
            return name, "2WL" if watched else _tier(tier), used
    return None


def _without_blanks(paragraph: Paragraph) -> tuple[str, str | None, int] | None:
    """A country heading whose blanks stand at wrong places, as those of spaced-out type may."""
    match = _BARE_HEADING.match(re.sub(r"\s+", "", paragraph.text)) if paragraph.kind == "heading" else None
    name = _names_without_blanks().get(_letters(match["name"])) if match else None
    if match is None or name is None:
        return None
    tier = match["tier"].lower()
    return name, "special" if tier.startswith("special") else tier[4:5] + ("WL" if "watch" in tier else ""), 1


@cache
def _names_without_blanks() -> dict[str, str]:
    """Every name of a country, by its letters alone."""
    return {_letters(name): name for code in known_codes() for name in names_of(code)}


def _letters(name: str) -> str:
    return re.sub(r"[\W\d_]+", "", name).lower()


def _is_name(text: str) -> bool:
    return iso3_of(" ".join(text.split()).strip(" :*")) is not None


def _is_sentence(name: str) -> bool:
    words = name.split()
    return len(words) > 8 or any(
        w in {"is", "was", "were", "from", "on", "to", "placed", "remained", "ranked", "upgraded", "downgraded"}
        for w in words
    )


def _tier(match: re.Match[str]) -> str | None:
    if match["special"]:
        return "special"
    if match["unranked"]:
        return None
    tier = (match["tier"] or "").lower().replace(" ", "")
    if tier.startswith("2") and ("watch" in match.group().lower() or "wl" in tier):
        return "2WL"
    return tier or None
