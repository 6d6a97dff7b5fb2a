"""Findings of a whole narrative, each with the paragraph it stands in. Needs no tables, so that it starts fast."""

from dataclasses import dataclass, replace
from typing import Any, cast

from pipeline.claims.extract import extract
from pipeline.claims.failing import told_where
from pipeline.claims.model import Context, Finding
from pipeline.reports.model import Narrative, NarrativeParagraph


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with the paragraph it stands in."""

    finding: Finding
    paragraph: NarrativeParagraph


def findings_of(narrative: Narrative, edition_year: int, source: str) -> list[Finding]:
    """All findings of a narrative in order; amounts are numbered through the whole narrative."""
    return [placed.finding for placed in place_findings(narrative, edition_year, source)]


def place_findings(narrative: Narrative, edition_year: int, source: str) -> list[Placed]:
    """All findings of a narrative with their paragraphs.

    Raises:
        ExtractionFailed: an error of ours; it tells the paragraph.
    """
    placed: list[Placed] = []
    ordinal = 1
    for paragraph in narrative.paragraphs:
        context = Context(narrative.country_iso3, edition_year, cast(Any, source), paragraph.section)
        with told_where(narrative.country_iso3, paragraph):
            found = extract(paragraph.text, context, ordinal)
        ordinal = max((f.ordinal for f in found if f.ordinal), default=ordinal - 1) + 1
        placed += [Placed(replace(f, paragraph=paragraph.number, section=paragraph.section), paragraph) for f in found]
    return placed
