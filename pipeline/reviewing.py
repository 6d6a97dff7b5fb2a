"""The `review` command: doubtful claims on the screen, decisions into data/raw/review/decisions.csv.

Belongs here: asking and writing. What a decision does is in claims/review.py, the page is in review_page.py.
"""

import csv
import datetime as dt
import hashlib
import io
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import typer
from filelock import FileLock
from rich.console import Console

from pipeline.claims.review import DECISION_COLUMNS, apply_decisions, check_decision
from pipeline.claims.worklist import worklist
from pipeline.screen import escape, money
from pipeline.sources.tables import read_table


class NoRelease(Exception):
    """There is no release to review; the message is a plain sentence."""


class PortTaken(Exception):
    """The page cannot listen on its port; the message is a plain sentence."""


@dataclass(frozen=True)
class Pending:
    """What waits for a person: claims in the order of `worklist`, decisions made, and decisions that do not apply."""

    claims: pd.DataFrame
    made: int
    problems: tuple[str, ...]


def released(release: Path, table: str) -> pd.DataFrame:
    """A table of the release.

    Raises:
        NoRelease: it is not there.
    """
    path = release / "parquet" / f"{table}.parquet"
    if not path.is_file():
        raise NoRelease(f"{path}: no release there; run `reintegration build` first")
    return pd.read_parquet(path, dtype_backend="numpy_nullable")


def pending(release: Path, decisions: Path) -> Pending:
    """Doubtful and conflicting claims of a release without a decision, the most valuable first.

    Raises:
        NoRelease: no release in the folder.
    """
    made = (
        read_table(decisions, set(DECISION_COLUMNS)) if decisions.is_file() else pd.DataFrame(columns=DECISION_COLUMNS)
    )
    applied = apply_decisions(released(release, "claims"), made)
    rates = released(release, "exchange_rates")
    imf = rates[(rates["source"] == "imf") & rates["units_per_usd"].notna()]
    keys = zip(imf["currency"].astype(str), imf["year"].astype(int), strict=True)
    per_usd = dict(zip(keys, imf["units_per_usd"].astype(float), strict=True))
    return Pending(worklist(applied.claims, released(release, "restatements"), per_usd), len(made), applied.problems)


def review_claims(release: Path, decisions: Path, limit: int, decide: bool, reviewer: str | None, out: Console) -> None:
    """Lists what waits for a decision and, if asked, takes decisions.

    Raises:
        NoRelease: no release in the folder.
    """
    waiting = pending(release, decisions)
    for problem in waiting.problems:
        out.print(f"[yellow]{escape(problem)}[/yellow]", highlight=False)
    out.print(
        f"{len(waiting.claims)} doubtful or conflicting claims, {waiting.made} decisions made; the most valuable first."
    )
    name = reviewer or (os.environ.get("USER") if decide else None)
    for row in waiting.claims.head(limit).to_dict("records"):
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
        f"  confidence {value['confidence']:.2f}; {escape(str(value['rule']))}",
        highlight=False,
    )
    for reason in str(value["why"]).splitlines():
        out.print(f"  [yellow]why:[/yellow] {escape(reason)}", highlight=False)
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
    """Adds one decision to the file."""
    write_decisions(path, [entry])


def write_decisions(path: Path, entries: Sequence[Mapping[str, object]]) -> None:
    """Adds decisions to the file, all or none; the file is made with its header line if it is missing.

    The new file is written aside and moved into place. A lock keeps the page and the terminal apart; it stands outside
    the project, whose inputs it must not change.
    """
    path = path.absolute()
    path.parent.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(str(path).encode()).hexdigest()[:16]
    with FileLock(Path(tempfile.gettempdir()) / f"reintegration-decisions-{name}.lock", timeout=30):
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        buffer = io.StringIO(newline="")
        writer = csv.DictWriter(buffer, DECISION_COLUMNS, lineterminator="\n")
        if not before.strip():
            before = ""
            writer.writeheader()
        elif not before.endswith("\n"):
            before += "\n"
        writer.writerows({k: entry.get(k) for k in DECISION_COLUMNS} for entry in entries)
        aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            with aside.open("w", encoding="utf-8", newline="") as file:
                file.write(before + buffer.getvalue())
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
