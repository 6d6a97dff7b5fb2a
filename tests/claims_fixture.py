"""Small tables to test with: every column has a plain default, a test names only what it is about."""

import hashlib
from typing import Any

import pandas as pd

from schemas import empty_frame, model_of
from schemas.codes import PURPOSE_GROUP, Purpose

_CLAIM: dict[str, Any] = {
    "document_id": "tip-2018",
    "country_iso3": "ALB",
    "status": "funded",
    "currency": "ALL",
    "qualifier": "exact",
    "funding_year": 2017,
    "year_basis": "reporting_period",
    "role": "current",
    "periodicity": "annual",
    "funder_type": "national_government",
    "recipient_type": "ngo_shelter",
    "purpose": "shelter",
    "scope": "trafficking_specific",
    "modality": "allocated",
    "confidence": 0.9,
    "rule": "test",
    "review": "unreviewed",
    "section": "protection",
    "paragraph": "1",
}


def claims(*rows: dict[str, Any]) -> pd.DataFrame:
    """A valid claims table. A row may give `amount` for both ends and leaves out what the test is not about.

    Rows without `claim_id` are named c1, c2 …; rows without `sentence` stand in sentences of their own.
    """
    made = []
    for number, row in enumerate(rows, start=1):
        full = {**_CLAIM, "claim_id": f"c{number}", "sentence": f"Sentence {number}.", **row}
        if "amount" in full:
            amount = full.pop("amount")
            full = {**full, "amount_low": amount, "amount_high": amount}
            full.setdefault("amount_text", None if amount is None else f"{amount:,.0f} {full['currency']}")
        if full.get("amount_low") is None:
            full |= {"currency": None, "qualifier": None, "periodicity": None}
        full["purpose_group"] = PURPOSE_GROUP[Purpose(full["purpose"])].value
        source, edition = str(full["document_id"]).split("-")[:2]
        full = {
            "source": source,
            "edition_year": int(edition),
            "citation": f"{source.upper()} {edition}, page 1",
            **full,
        }
        full.setdefault("sentence_sha", hashlib.sha256(full["sentence"].encode()).hexdigest()[:16])
        made.append(full)
    return _table("claims", made)


def victim_claims(*rows: dict[str, Any]) -> pd.DataFrame:
    """Valid victim counts. A row may give `count` for both ends; those without an identifier are named v1, v2 …."""
    made = []
    for number, row in enumerate(rows, start=1):
        full = {
            "victim_claim_id": f"v{number}", "document_id": "tip-2018", "country_iso3": "ALB", "section": "protection",
            "sentence": f"Count {number}.", "qualifier": "exact", "year": 2017, "year_basis": "reporting_period",
            "role": "current", "confidence": 0.9, "rule": "test", "citation": f"TIP, page {number}", "licence": "CC BY 4.0", **row,
        }  # fmt: skip
        if "count" in full:
            count = full.pop("count")
            full |= {"count_low": count, "count_high": count}
        full.setdefault("count_text", f"{full['count_low']} victims")
        full.setdefault("sentence_sha", hashlib.sha256(full["sentence"].encode()).hexdigest()[:16])
        made.append(full)
    return _table("victim_claims", made)


def documents(*ids: str, **more: Any) -> pd.DataFrame:
    """Documents such as tip-2018 or greta-2012-2-rou, read without trouble; `more` sets columns of all of them."""
    rows = []
    for document_id in ids:
        source, year = document_id.split("-")[:2]
        country = document_id[-3:].upper() if source == "greta" else None
        rows.append(
            {
                "document_id": document_id,
                "source": source,
                "edition_year": int(year),
                "title": f"{source.upper()} {year}",
                "country_iso3": country,
                "kind": "abridged",
                "read_status": "ok",
                "sha256": hashlib.sha256(document_id.encode()).hexdigest(),
                **more,
            }
        )
    return _table("documents", rows)


def narratives(*rows: tuple[str, str] | tuple[str, str, str]) -> pd.DataFrame:
    """Narratives from (document, country) or (document, country, tier)."""
    made = [
        {
            "document_id": r[0],
            "country_iso3": r[1],
            "tier": r[2] if len(r) > 2 else None,
            "characters": 100,
            "text_sha": "0" * 16,
        }
        for r in rows
    ]
    return _table("narratives", made)


def set_aside(*rows: dict[str, Any]) -> pd.DataFrame:
    """Amounts that are no funding."""
    default = {
        "document_id": "tip-2018",
        "country_iso3": "ALB",
        "sentence": "A fine of 5,000 lek.",
        "amount_text": "5,000 lek",
        "reason": "fine",
    }
    return _table("amounts_set_aside", [{**default, "ordinal": n, **row} for n, row in enumerate(rows, start=1)])


def _table(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    if not rows:
        return empty_frame(name)
    frame = pd.DataFrame(rows).reindex(columns=list(empty_frame(name).columns))
    return model_of(name).validate(frame, lazy=True)
