"""TIP Reports: country headings and sections of every edition.

The forms are listed in docs/reading.md. Belongs here: what is particular to the State Department's reports; no money.
"""

import re
from dataclasses import dataclass, field, replace

from pipeline.reading.model import Paragraph, Reading
from pipeline.reports.countries import iso3_of
from pipeline.reports.headings import SECTION_ALONE, SPEAKS_OF_TIER, country_heading, is_like_heading, is_strip
from pipeline.reports.locator import cut_locator
from pipeline.reports.model import Narrative, NarrativeParagraph, SetAside, SplitReport

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
            if paragraph.kind == "callout" and is_like_heading(paragraph.text):
                problems.append(
                    f"page {paragraph.page}: '{paragraph.text}' is set aside as a call-out but reads as a country heading; which country the text under it is about is not certain"
                )
            aside.append(SetAside(paragraph.text, paragraph.page, paragraph.reason or paragraph.kind))
            continue
        if is_strip(paragraph.text):
            aside.append(SetAside(paragraph.text, paragraph.page, "strip of tiers by year"))
            continue
        heading = country_heading(paragraphs, at - 1)
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
        if paragraph.kind == "heading" and SPEAKS_OF_TIER.search(paragraph.text):
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


def _take(narrative: _Open, paragraph: Paragraph, aside: list[SetAside]) -> None:
    alone = SECTION_ALONE.match(" ".join(paragraph.text.split()))
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
