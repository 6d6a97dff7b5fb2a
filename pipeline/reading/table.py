"""A reading as a table and back, so that it can wait in a Parquet file between two steps."""

import json
from typing import Any

import msgspec
import pandas as pd

from pipeline.reading.model import Line, Paragraph, Reading

_LINES = msgspec.json.Decoder(tuple[Line, ...])
COLUMNS = ["text", "page", "page_label", "kind", "lines", "bold", "size", "reason"]


def to_table(reading: Reading) -> pd.DataFrame:
    """One row a paragraph; lines as JSON, pages and problems as attributes in every row."""
    rows = [
        {**paragraph_row(p), "pages": reading.pages, "problems": json.dumps(reading.problems)}
        for p in reading.paragraphs
    ]
    return pd.DataFrame(rows, columns=[*COLUMNS, "pages", "problems"]).astype(
        {"page_label": "string", "reason": "string"}
    )


def from_table(table: pd.DataFrame) -> Reading:
    """The reading that `to_table` made a table of."""
    if table.empty:
        return Reading(0, ())
    paragraphs = tuple(paragraph_of(r) for r in table.to_dict("records"))
    return Reading(int(table["pages"].iloc[0]), paragraphs, tuple(json.loads(table["problems"].iloc[0])))


def paragraph_row(paragraph: Paragraph) -> dict[str, Any]:
    """A paragraph as a row with COLUMNS; its lines as JSON."""
    return {
        "text": paragraph.text,
        "page": paragraph.page,
        "page_label": paragraph.page_label,
        "kind": paragraph.kind,
        "lines": msgspec.json.encode(paragraph.lines).decode(),
        "bold": paragraph.bold,
        "size": paragraph.size,
        "reason": paragraph.reason,
    }


def paragraph_of(row: Any) -> Paragraph:
    """A paragraph from a row with COLUMNS."""
    text = {k: None if pd.isna(row[k]) else row[k] for k in ("page_label", "reason", "size")}
    return Paragraph(
        row["text"],
        int(row["page"]),
        text["page_label"],
        row["kind"],
        _LINES.decode(row["lines"]),
        bool(row["bold"]),
        text["size"],
        text["reason"],
    )
