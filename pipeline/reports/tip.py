"""TIP Reports: country headings and sections of every edition.

The forms are listed in docs/reading.md. Belongs here: what is particular to the State Department's reports; no money.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from pipeline.reading.model import Paragraph, Reading
from pipeline.reports.countries import iso3_of, known_codes, names_of
from pipeline.reports.locator import cut_locator
from pipeline.reports.model import Narrative, NarrativeParagraph, SetAside, SplitReport

_TIER = r"(?:tier\s*(?P<tier>1|2\s*watch\s*list|2\s*wl|2|3)(?:\s*watch\s*list)?|(?P<special>special\s+cases?)|(?P<unranked>not\s+(?:assigned\s+a\s+tier|ranked)))"
#: Name, optional colon, optional break, optional bracket, tier in any case, optional addition such as (Auto-Downgrade).
_HEADING = re.compile(
    rf"^(?P<name>[^\W\d_][^\d:\[\]]{{1,60}}?\*?)\s*[:,–—-]?\s*[(\[]?\s*{_TIER}\s*[)\]]?\s*(?:\([^)]*\)|\*)?\s*$",
    re.I,
)
_TIER_ALONE = re.compile(rf"^\s*[(\[]?\s*{_TIER}\s*[)\]]?\s*(?:\([^)]*\)|\*)?\s*$", re.I)
_ANY_TIER = re.compile(rf"[(\[]?\s*{_TIER}\s*[)\]]?|\bwatch\s+list\b\s*[)\]]?", re.I)
_SPEAKS_OF_TIER = re.compile(r"\btier\s*[123]\b", re.I)
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
_SECTIONS = {
    "prosecution": "prosecution",
    "protection": "protection",
    "prevention": "prevention",
    "trafficking profile": "profile",
    "recommendations": "recommendations",
    "prioritized recommendations": "recommendations",
    "prioritised recommendations": "recommendations",
    "country profile": "profile",
    "overview": "overview",
}
_SECTION_ALONE = re.compile(
    r"^(?P<name>prosecution|protection|prevention|trafficking profile|(?:prioriti[sz]ed )?recommendations)(?:\s+(?:for|to)\s+[^.]{2,60})?\s*[:.]?\s*$",
    re.I,
)
_RUN_IN = re.compile(
    r"^(?P<name>PROSECUTION|PROTECTION|PREVENTION|TRAFFICKING PROFILE|(?:PRIORITIZED )?RECOMMENDATIONS(?: FOR [A-ZÀ-Ž' .’-]+)?|Prosecution|Protection|Prevention|Trafficking [Pp]rofile|(?:Prioritized )?Recommendations for [A-Z][^:.]{2,50})\s*(?::\s+|\n+|\s(?=[A-Z][a-z])|\s-+\s)"
)


@dataclass
class _Open:
    """A narrative that is being filled."""

    country_iso3: str
    heading: str | None
    tier: str | None
    section: str = "overview"
    paragraphs: list[NarrativeParagraph] = field(default_factory=list)


def split_tip(reading: Reading, country: str | None = None) -> SplitReport:
    """Narratives of a TIP volume or country page.

    Args:
        reading: the file as read.
        country: code of the country where the whole file is one narrative; its own headings are then sections only.

    Returns:
        Narratives in order; everything between headings belongs to the narrative before, everything before the first
        heading is set aside. Headings in the form of a country heading with a name that is not in the list are
        problems, and their text is set aside.
    """
    narratives: list[_Open] = [_Open(country, None, None)] if country else []
    aside: list[SetAside] = []
    problems: list[str] = []
    lost: str | None = None
    paragraphs = list(reading.paragraphs)
    at = 0
    while at < len(paragraphs):
        paragraph = paragraphs[at]
        at += 1
        if paragraph.kind in ("furniture", "untrusted", "callout"):
            if paragraph.kind == "callout" and _is_like_heading(paragraph.text):
                problems.append(
                    f"page {paragraph.page}: '{paragraph.text}' is set aside as a call-out but reads as a country heading; which country the text under it is about is not certain"
                )
            aside.append(SetAside(paragraph.text, paragraph.page, paragraph.reason or paragraph.kind))
            continue
        if _is_strip(paragraph.text):
            aside.append(SetAside(paragraph.text, paragraph.page, "strip of tiers by year"))
            continue
        heading = _country_heading(paragraphs, at - 1)
        if heading is not None:
            name, tier, used = heading
            code = iso3_of(name)
            text = " ".join(p.text for p in paragraphs[at - 1 : at - 1 + used])
            at += used - 1
            if country and (code == country or code is None):
                if tier and code == country and narratives[0].heading is None:
                    aside += [
                        SetAside(p.text, p.source.page, "before the country heading") for p in narratives[0].paragraphs
                    ]
                    narratives[0].paragraphs.clear()
                narratives[0].heading, narratives[0].tier = narratives[0].heading or text, narratives[0].tier or tier
                aside.append(SetAside(text, paragraph.page, "country heading"))
            elif code is None:
                lost = text
                problems.append(
                    f"page {paragraph.page}: '{text}' looks like a country heading but is in no list of countries; add it to pipeline/reports/countries.yaml"
                )
                aside.append(SetAside(text, paragraph.page, "unknown country heading"))
            else:
                lost = None
                if (
                    narratives
                    and code != narratives[-1].country_iso3
                    and any(n.country_iso3 == code for n in narratives)
                ):
                    problems.append(
                        f"page {paragraph.page}: '{text}' heads a country a second time; which country the text under it is about is not certain"
                    )
                narratives.append(_Open(code, text, tier))
                aside.append(SetAside(text, paragraph.page, "country heading"))
            continue
        if paragraph.kind == "heading" and _SPEAKS_OF_TIER.search(paragraph.text):
            problems.append(
                f"page {paragraph.page}: '{paragraph.text}' speaks of a tier but is no country heading that is known; which country the text under it is about is not certain"
            )
        if lost is not None or not narratives:
            aside.append(
                SetAside(
                    paragraph.text,
                    paragraph.page,
                    f"under the unknown heading '{lost}'" if lost else "before the first country heading",
                )
            )
            continue
        _take(narratives[-1], paragraph, aside)
    if not narratives and paragraphs:
        problems.append(
            "no country heading was found; the whole text is set aside (pass --country where it is one narrative)"
        )
    merged = _merge(narratives)
    return SplitReport(tuple(merged), tuple(aside), tuple(problems))


def _is_like_heading(text: str) -> bool:
    """Whether a text is a country heading, maybe with a number before it that was printed over it."""
    match = _HEADING.match(re.sub(r"^[\W\d]+", "", " ".join(text.split())))
    return match is not None and iso3_of(match["name"]) is not None


def _is_strip(text: str) -> bool:
    """Whether a paragraph is the strip of a country's tiers: its title, its tiers, or two years or more with them."""
    if _TIERS_ALONE.match(text):
        return True
    years = len(re.findall(r"\b(?:19|20)\d\d\b", text))
    return len(text) < 200 and (years > 1 or bool(_STRIP_TITLE.match(text))) and bool(_STRIP.match(text.strip()))


def _country_heading(paragraphs: Sequence[Paragraph], at: int) -> tuple[str, str | None, int] | None:
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
    if paragraph.kind != "heading" or _SECTION_ALONE.match(text):
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
    name = names_without_blanks().get(_letters(match["name"])) if match else None
    if match is None or name is None:
        return None
    tier = match["tier"].lower()
    return name, "special" if tier.startswith("special") else tier[4:5] + ("WL" if "watch" in tier else ""), 1


@cache
def names_without_blanks() -> dict[str, str]:
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


def _take(narrative: _Open, paragraph: Paragraph, aside: list[SetAside]) -> None:
    alone = _SECTION_ALONE.match(" ".join(paragraph.text.split()))
    if alone and len(paragraph.text) < 90:
        narrative.section = _SECTIONS[alone["name"].lower()]
        aside.append(SetAside(paragraph.text, paragraph.page, "section heading"))
        return
    run_in = _RUN_IN.match(paragraph.text)
    start = 0
    if run_in:
        narrative.section = next(code for name, code in _SECTIONS.items() if run_in["name"].lower().startswith(name))
        start = run_in.end()
        aside.append(SetAside(paragraph.text[:start], paragraph.page, "section heading"))
    body = _from(paragraph, start) if start else paragraph
    text, locator, rest = cut_locator(body.text)
    if rest:
        aside.append(SetAside(rest, paragraph.page, "locator of the abridgement"))
    if text:
        number = str(len(narrative.paragraphs) + 1)
        narrative.paragraphs.append(NarrativeParagraph(text, narrative.section, number, locator, body))


def _from(paragraph: Paragraph, start: int) -> Paragraph:
    lines = tuple(
        ln._replace(start=max(0, ln.start - start), end=ln.end - start) for ln in paragraph.lines if ln.end > start
    )
    return replace(paragraph, text=paragraph.text[start:], lines=lines)


def _merge(narratives: list[_Open]) -> list[Narrative]:
    """One narrative a country; a heading that comes twice (running text of one country in two places) goes on."""
    merged: dict[str, _Open] = {}
    for narrative in narratives:
        known = merged.get(narrative.country_iso3)
        if known is None:
            merged[narrative.country_iso3] = narrative
        else:
            shift = len(known.paragraphs)
            known.paragraphs += [replace(p, number=str(shift + n)) for n, p in enumerate(narrative.paragraphs, start=1)]
    return [
        Narrative(n.country_iso3, n.heading, n.tier, tuple(n.paragraphs))
        for n in merged.values()
        if n.paragraphs or n.heading
    ]
