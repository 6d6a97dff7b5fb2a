"""Narratives as tables: the published `narratives`, and their passages with places for the next step."""

import hashlib
from collections.abc import Sequence
from typing import Any

import pandas as pd

from pipeline.reading.table import COLUMNS, paragraph_of, paragraph_row
from pipeline.reports.model import Narrative, NarrativeParagraph
from schemas import TABLES

PASSAGE_COLUMNS = ["country_iso3", "heading", "tier", "passage", "section", "number", "locator", *COLUMNS]


def narratives_table(narratives: Sequence[Narrative], document_id: str) -> pd.DataFrame:
    """Table `narratives` of one document."""
    rows: list[dict[str, Any]] = []
    for narrative in narratives:
        text = "\n".join(p.text for p in narrative.paragraphs)
        pages = [page for p in narrative.paragraphs for page in ([ln.page for ln in p.source.lines] or [p.source.page])]
        rows.append(
            {
                "document_id": document_id,
                "country_iso3": narrative.country_iso3,
                "heading": narrative.heading,
                "tier": narrative.tier,
                "first_page": min(pages, default=None),
                "last_page": max(pages, default=None),
                "characters": len(text),
                "text_sha": hashlib.sha256(text.encode()).hexdigest(),
            }
        )
    columns = TABLES["narratives"].columns
    return pd.DataFrame({c: pd.Series([r[c] for r in rows], dtype=str(col.dtype)) for c, col in columns.items()})


def passages_table(narratives: Sequence[Narrative]) -> pd.DataFrame:
    """One row a paragraph of every narrative, enough to make the narratives again."""
    rows = [
        {
            "country_iso3": n.country_iso3,
            "heading": n.heading,
            "tier": n.tier,
            "passage": p.text,
            "section": p.section,
            "number": p.number,
            "locator": p.locator,
            **paragraph_row(p.source),
        }
        for n in narratives
        for p in n.paragraphs
    ]
    texts = ["heading", "tier", "section", "locator", "page_label", "reason"]
    return pd.DataFrame(rows, columns=PASSAGE_COLUMNS).astype(dict.fromkeys(texts, "string"))


def from_passages(table: pd.DataFrame) -> list[Narrative]:
    """The narratives that `passages_table` made a table of; those without a paragraph are not in it."""
    found: dict[str, list[NarrativeParagraph]] = {}
    heads: dict[str, tuple[str | None, str | None]] = {}
    for row in table.to_dict("records"):
        code = str(row["country_iso3"])
        text = {k: None if pd.isna(row[k]) else str(row[k]) for k in ("heading", "tier", "section", "locator")}
        heads[code] = (text["heading"], text["tier"])
        found.setdefault(code, []).append(
            NarrativeParagraph(
                str(row["passage"]), text["section"], str(row["number"]), text["locator"], paragraph_of(row)
            )
        )
    return [Narrative(code, *heads[code], tuple(paragraphs)) for code, paragraphs in found.items()]
