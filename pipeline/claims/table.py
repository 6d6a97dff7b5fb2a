"""Narratives to the tables `claims` and `amounts_set_aside`.

Belongs here: paragraphs in, rows out, identifiers, places on the page. The reading of a text is in extract.py.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

import pandas as pd

from pipeline.claims.citation import Origin, cite_paragraph
from pipeline.claims.findings import Placed, findings_of, place_findings
from pipeline.reading.model import Box
from pipeline.reports.model import Narrative
from schemas import TABLES
from schemas.codes import PURPOSE_GROUP, Purpose

__all__ = ["Placed", "claim_id", "claims_of", "findings_of", "place_findings", "sentence_sha"]


def claim_id(document_id: str, country_iso3: str, sentence: str, ordinal: int, year_ordinal: int) -> str:
    """Short hash that survives a rerun and changes only when the source text changes.

    `ordinal` is the place of the amount (or statement) within its sentence; `year_ordinal` tells apart the several
    years that one amount stands for. The sentence is hashed with its blanks folded.
    """
    text = " ".join(sentence.split())
    key = "|".join((document_id, country_iso3, text, str(ordinal), str(year_ordinal)))
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def sentence_sha(sentence: str) -> str:
    """First 16 hexadecimal digits of the SHA-256 of a sentence with its blanks folded."""
    return hashlib.sha256(" ".join(sentence.split()).encode()).hexdigest()[:16]


def claims_of(
    narratives: Sequence[Narrative], document_id: str, edition_year: int, source: str, origin: Origin | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables `claims` and `amounts_set_aside` of one document, in the order of the document.

    Args:
        narratives: the document's narratives.
        document_id: identifier of the document.
        edition_year: its edition.
        source: `tip` or `greta`.
        origin: how the document is cited and under which terms it stands; by default series and edition alone.

    Returns:
        Two frames with the columns and types of their schemas.

    Raises:
        ExtractionFailed: an error of ours; it tells the paragraph.
    """
    origin = origin or Origin(source, edition_year or None)
    claims: list[dict[str, Any]] = []
    aside: list[dict[str, Any]] = []
    for narrative in narratives:
        placed = place_findings(narrative, edition_year, source)
        ids = _identify(placed, document_id, narrative.country_iso3)
        totals = _totals(placed, ids)
        for item, identifier in zip(placed, ids, strict=True):
            finding = item.finding
            if finding.is_funding:
                part_of = totals.get((finding.part_of, finding.funding_year), totals.get((finding.part_of, None)))
                claims.append(
                    _claim(
                        item,
                        identifier,
                        part_of if part_of != identifier else None,
                        document_id,
                        narrative.country_iso3,
                        origin,
                    )
                )
            elif finding.ordinal is not None:
                aside.append(_aside(item, document_id, narrative.country_iso3, origin))
    return _frame("claims", claims), _frame("amounts_set_aside", aside)


def _totals(placed: list[Placed], ids: list[str]) -> dict[tuple[int | None, int | None], str]:
    """Identifier of an amount by its ordinal and year, and by its ordinal alone (the year told first).

    A total that stands for several years is several claims; a part belongs to that of its own year.
    """
    found: dict[tuple[int | None, int | None], str] = {}
    for item, identifier in zip(placed, ids, strict=True):
        ordinal = item.finding.ordinal
        if ordinal is not None:
            found.setdefault((ordinal, item.finding.funding_year), identifier)
            found.setdefault((ordinal, None), identifier)
    return found


def _identify(placed: list[Placed], document_id: str, country_iso3: str) -> list[str]:
    ids: list[str] = []
    counters: dict[str, int] = {}
    seen: dict[tuple[str, object], tuple[int, int]] = {}
    for n, item in enumerate(placed):
        finding = item.finding
        key = (finding.sentence, finding.ordinal if finding.ordinal is not None else f"s{n}")
        if key in seen:
            place, years = seen[key]
            seen[key] = (place, years + 1)
        else:
            counters[finding.sentence] = counters.get(finding.sentence, 0) + 1
            seen[key] = (counters[finding.sentence], 0)
        ids.append(claim_id(document_id, country_iso3, finding.sentence, *seen[key]))
    return ids


def _claim(
    item: Placed, identifier: str, part_of: str | None, document_id: str, country_iso3: str, origin: Origin
) -> dict[str, Any]:
    finding, paragraph = item.finding, item.paragraph
    boxes = paragraph.source.boxes(*_sentence_span(item))
    flags = list(finding.flags) + (["low_confidence"] if finding.confidence < 0.7 else [])
    return {
        "claim_id": identifier,
        "document_id": document_id,
        "country_iso3": country_iso3,
        "page_label": paragraph.source.page_label,
        "pdf_page": boxes[0][0] if boxes else paragraph.source.page,
        "paragraph": paragraph.number,
        "section": paragraph.section,
        "sentence": finding.sentence,
        "sentence_sha": sentence_sha(finding.sentence),
        "bbox": _box_text(boxes),
        "locator": paragraph.locator,
        "status": finding.status,
        "amount_low": finding.amount_low,
        "amount_high": finding.amount_high,
        "multiplier": finding.multiplier if finding.multiplier and finding.multiplier > 1 else None,
        "currency": finding.currency,
        "qualifier": finding.qualifier,
        "stated_usd": finding.stated_usd,
        "amount_text": finding.amount_text,
        "funding_year": finding.funding_year,
        "period_start": finding.period_start,
        "period_end": finding.period_end,
        "year_basis": finding.year_basis,
        "role": finding.role,
        "periodicity": finding.periodicity,
        "funder_type": finding.funder_type,
        "funder": finding.funder,
        "recipient_type": finding.recipient_type,
        "recipient": finding.recipient,
        "purpose": finding.purpose,
        "purpose_group": PURPOSE_GROUP[Purpose(finding.purpose)].value,
        "scope": finding.scope,
        "modality": finding.modality,
        "part_of": part_of,
        "confidence": finding.confidence,
        "rule": finding.rule,
        "review": "unreviewed",
        "flags": ";".join(flags) or None,
        "source": origin.source,
        "edition_year": origin.edition_year,
        "citation": cite_paragraph(origin, paragraph, boxes[0][0] if boxes else paragraph.source.page),
        "licence": origin.terms,
    }


def _aside(item: Placed, document_id: str, country_iso3: str, origin: Origin) -> dict[str, Any]:
    finding = item.finding
    boxes = item.paragraph.source.boxes(*_sentence_span(item))
    return {
        "document_id": document_id,
        "country_iso3": country_iso3,
        "paragraph": item.paragraph.number,
        "ordinal": finding.ordinal,
        "pdf_page": boxes[0][0] if boxes else item.paragraph.source.page,
        "sentence": finding.sentence,
        "amount_text": finding.amount_text,
        "amount_low": finding.amount_low,
        "amount_high": finding.amount_high,
        "currency": finding.currency,
        "stated_usd": finding.stated_usd,
        "reason": finding.reason,
        "citation": cite_paragraph(origin, item.paragraph, boxes[0][0] if boxes else item.paragraph.source.page),
        "licence": origin.terms,
    }


def _sentence_span(item: Placed) -> tuple[int, int]:
    """Where the sentence stands in the paragraph."""
    start = item.paragraph.text.rfind(item.finding.sentence, 0, item.finding.end + len(item.finding.sentence))
    if start < 0:
        return item.finding.start, item.finding.end
    return start, start + len(item.finding.sentence)


def _box_text(boxes: list[tuple[int, Box]]) -> str | None:
    return ";".join(f"{page}:" + ",".join(f"{v:.1f}" for v in box) for page, box in boxes) or None


def _frame(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    columns = TABLES[name].columns
    return pd.DataFrame({c: pd.Series([r[c] for r in rows], dtype=str(col.dtype)) for c, col in columns.items()})
