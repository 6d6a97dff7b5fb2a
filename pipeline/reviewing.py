"""The `review` command: doubtful claims on the screen, decisions into data/raw/review/decisions.csv.

Belongs here: asking and writing. What a decision does is in claims/review.py.
"""

import csv
import datetime as dt
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import typer
from rich.console import Console

from pipeline.claims.review import DECISION_COLUMNS, apply_decisions, check_decision, doubtful
from pipeline.screen import escape, money
from pipeline.sources.tables import read_table


class NoRelease(Exception):
    """There is no release to review; the message is a plain sentence."""


def review_claims(release: Path, decisions: Path, limit: int, decide: bool, reviewer: str | None, out: Console) -> None:
    """Lists doubtful claims without a decision and, if asked, takes decisions on them.

    Raises:
        NoRelease: no claims table in the release folder.
    """
    path = release / "parquet" / "claims.parquet"
    if not path.is_file():
        raise NoRelease(f"{path}: no release there; run `reintegration build` first")
    made = (
        read_table(decisions, set(DECISION_COLUMNS)) if decisions.is_file() else pd.DataFrame(columns=DECISION_COLUMNS)
    )
    claims = pd.read_parquet(path, dtype_backend="numpy_nullable")
    applied = apply_decisions(claims, made)
    for problem in applied.problems:
        out.print(f"[yellow]{escape(problem)}[/yellow]", highlight=False)
    pending = doubtful(applied.claims)
    out.print(f"{len(pending)} doubtful claims, {len(made)} decisions made; the most valuable first.")
    name = reviewer or (os.environ.get("USER") if decide else None)
    for row in pending.head(limit).to_dict("records"):
        _print({str(k): v for k, v in row.items()}, out)
        if decide and not _decide({str(k): v for k, v in row.items()}, decisions, name, out):
            return


def _print(row: Mapping[str, Any], out: Console) -> None:
    value = {k: None if pd.isna(v) else v for k, v in row.items()}
    amount = money(value["amount_low"], value["currency"]) if value["amount_low"] is not None else value["status"]
    out.print(
        f"\n[bold]{value['claim_id']}[/bold] {value['document_id']} {value['country_iso3']} page {escape(str(value['page_label'] or value['pdf_page']))}, {escape(str(value['section']))}",
        highlight=False,
    )
    out.print(
        f"  {escape(str(amount))} for {value['funding_year']} ({value['role']}), {value['purpose']}, {value['funder_type']} to {value['recipient_type']}",
        highlight=False,
    )
    out.print(
        f"  confidence {value['confidence']:.2f}; {escape(str(value['flags']))}; {escape(str(value['rule']))}",
        highlight=False,
    )
    out.print(f"  “{escape(str(value['sentence']))}”", highlight=False)


def _decide(row: Mapping[str, Any], path: Path, reviewer: str | None, out: Console) -> bool:
    """Asks for one decision and writes it; False ends the session."""
    answer = typer.prompt("  accept, correct, reject, skip or quit", default="skip").strip().lower()
    if answer.startswith("q"):
        return False
    if answer.startswith("s"):
        return True
    decision = next((d for d in ("accept", "correct", "reject") if d.startswith(answer)), answer)
    entry: dict[str, object] = {
        "claim_id": row["claim_id"],
        "sentence_sha": row["sentence_sha"],
        "decision": decision,
        "field": None,
        "value": None,
    }
    if decision == "correct":
        entry["field"] = typer.prompt("  field").strip()
        entry["value"] = typer.prompt("  value").strip()
    entry["reason"] = typer.prompt("  reason").strip()
    entry["reviewer"] = reviewer or typer.prompt("  your name").strip()
    entry["decided_on"] = dt.datetime.now(dt.UTC).date().isoformat()
    wrong = check_decision(entry)
    if wrong:
        out.print(f"  [red]not written:[/red] {escape(wrong)}")
        return True
    write_decision(path, entry)
    out.print("  written")
    return True


def write_decision(path: Path, entry: Mapping[str, object]) -> None:
    """Adds a decision to the file; the file is made with its header line if it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = not path.exists() or not path.stat().st_size
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, DECISION_COLUMNS, lineterminator="\n")
        if new:
            writer.writeheader()
        writer.writerow({k: entry.get(k) for k in DECISION_COLUMNS})
