"""Narratives to the table `victim_claims`: rows, identifiers, places on the page. The reading of a text is in victims.py."""

import hashlib
from collections.abc import Sequence
from typing import Any, cast

import pandas as pd

from pipeline.claims.citation import Origin, cite_paragraph
from pipeline.claims.failing import told_where
from pipeline.claims.model import Context
from pipeline.claims.table import sentence_sha
from pipeline.claims.victims import VictimFinding, find_victims
from pipeline.reports.model import Narrative, NarrativeParagraph
from schemas import TABLES

#: Below this a count is in doubt and says so.
_SURE = 0.7


def victim_claim_id(document_id: str, country_iso3: str, sentence: str, ordinal: int) -> str:
    """Short hash that survives a rerun and changes only when the source text changes; never that of a funding claim."""
    key = "|".join(("victims", document_id, country_iso3, " ".join(sentence.split()), str(ordinal)))
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def victim_claims_of(
    narratives: Sequence[Narrative], document_id: str, edition_year: int, source: str, origin: Origin
) -> pd.DataFrame:
    """Table `victim_claims` of one document, in the order of the document.

    Args:
        narratives: the document's narratives.
        document_id: identifier of the document.
        edition_year: its edition.
        source: `tip` or `greta`.
        origin: the document, for citation and licence of each row.

    Raises:
        ExtractionFailed: an error of ours; it tells the paragraph.
    """
    rows: list[dict[str, Any]] = []
    for narrative in narratives:
        seen: dict[str, int] = {}
        for paragraph in narrative.paragraphs:
            context = Context(narrative.country_iso3, edition_year, cast(Any, source), paragraph.section)
            with told_where(narrative.country_iso3, paragraph):
                found = find_victims(paragraph.text, context)
            ids = []
            for finding in found:
                seen[finding.sentence] = seen.get(finding.sentence, 0) + 1
                ids.append(
                    victim_claim_id(document_id, narrative.country_iso3, finding.sentence, seen[finding.sentence])
                )
            rows += [
                _row(finding, ids[n], ids, paragraph, document_id, narrative.country_iso3, origin)
                for n, finding in enumerate(found)
            ]
    columns = TABLES["victim_claims"].columns
    return pd.DataFrame({c: pd.Series([r[c] for r in rows], dtype=str(col.dtype)) for c, col in columns.items()})


def _row(
    finding: VictimFinding,
    identifier: str,
    ids: list[str],
    paragraph: NarrativeParagraph,
    document_id: str,
    country: str,
    origin: Origin,
) -> dict[str, Any]:
    start = paragraph.text.rfind(finding.sentence, 0, finding.end + len(finding.sentence))
    span = (start, start + len(finding.sentence)) if start >= 0 else (finding.start, finding.end)
    boxes = paragraph.source.boxes(*span)
    flags = sorted({*finding.flags, *(["low_confidence"] if finding.confidence < _SURE else [])})
    return {
        "victim_claim_id": identifier,
        "document_id": document_id,
        "country_iso3": country,
        "page_label": paragraph.source.page_label,
        "pdf_page": boxes[0][0] if boxes else paragraph.source.page,
        "paragraph": paragraph.number,
        "section": paragraph.section,
        "sentence": finding.sentence,
        "sentence_sha": sentence_sha(finding.sentence),
        "bbox": ";".join(f"{page}:" + ",".join(f"{v:.1f}" for v in box) for page, box in boxes) or None,
        "locator": paragraph.locator,
        "count_low": finding.count_low,
        "count_high": finding.count_high,
        "qualifier": finding.qualifier,
        "count_text": finding.count_text,
        "year": finding.year,
        "period_start": finding.period_start,
        "period_end": finding.period_end,
        "year_basis": finding.year_basis,
        "role": finding.role,
        "part_of": ids[finding.part_of] if finding.part_of is not None else None,
        "confidence": finding.confidence,
        "rule": finding.rule,
        "flags": ";".join(flags) or None,
        "citation": cite_paragraph(origin, paragraph, boxes[0][0] if boxes else paragraph.source.page),
        "licence": origin.terms,
    }
