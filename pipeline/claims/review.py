"""Human decisions on claims: accept, correct or reject, each tied to the sentence it was made on.

Belongs here: what a decision does to a claim, and which claims need one. Reading and writing the decisions file is
done by the command line and the assets.
"""

from dataclasses import dataclass
from typing import Any, cast

import pandas as pd

from schemas import TABLES, codes

#: Columns of data/raw/review/decisions.csv. `field` and `value` are filled for a correction, one row a field.
DECISION_COLUMNS = ["claim_id", "sentence_sha", "decision", "field", "value", "reason", "reviewer", "decided_on"]
DECISIONS = ("accept", "correct", "reject")
#: Fields a person may correct, with how the value is read.
CORRECTABLE: dict[str, type] = {
    "status": str,
    "amount_low": float,
    "amount_high": float,
    "currency": str,
    "qualifier": str,
    "stated_usd": float,
    "funding_year": int,
    "year_basis": str,
    "role": str,
    "periodicity": str,
    "funder_type": str,
    "funder": str,
    "recipient_type": str,
    "recipient": str,
    "purpose": str,
    "scope": str,
    "modality": str,
    "part_of": str,
}
_REVIEW_OF = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}


@dataclass(frozen=True)
class Applied:
    """Claims with the decisions applied, and one line for every decision that was not: stale, unknown or invalid."""

    claims: pd.DataFrame
    problems: tuple[str, ...]


def check_decision(row: dict[str, object]) -> str | None:
    """What is wrong with a decision, in one line; None if it can be applied."""
    decision, name, value = row.get("decision"), row.get("field"), row.get("value")
    if decision not in DECISIONS:
        return f"decision '{decision}' is none of {', '.join(DECISIONS)}"
    if not row.get("reason") or pd.isna(row.get("reason")):  # type: ignore[call-overload]
        return "a reason is missing"
    if not row.get("reviewer") or pd.isna(row.get("reviewer")):  # type: ignore[call-overload]
        return "the reviewer is missing"
    if decision != "correct":
        return None
    if name not in CORRECTABLE:
        return f"field '{name}' cannot be corrected; one of {', '.join(CORRECTABLE)}"
    try:
        _value(str(name), value)
    except ValueError as problem:
        return str(problem)
    return None


def _value(name: str, value: object) -> object:
    if value is None or (not isinstance(value, str) and pd.isna(value)):  # type: ignore[call-overload]
        return None
    text = str(value).strip()
    if not text:
        return None
    kind = CORRECTABLE[name]
    try:
        typed = kind(float(text)) if kind is int else kind(text)
    except ValueError as problem:
        raise ValueError(f"'{text}' is no value for {name}") from problem
    enum = (TABLES["claims"].columns[name].metadata or {}).get("enum")
    if enum and text not in [m.value for m in getattr(codes, enum)]:
        raise ValueError(f"'{text}' is no code of {name}")
    if name == "currency" and not (len(text) == 3 and text.isupper()):
        raise ValueError(f"'{text}' is no ISO 4217 code")
    return typed


def apply_decisions(claims: pd.DataFrame, decisions: pd.DataFrame) -> Applied:
    """Applies decisions to claims.

    A decision whose claim is gone or whose sentence has changed (other sentence_sha) is reported and not applied.

    Args:
        claims: table `claims`.
        decisions: rows with DECISION_COLUMNS; may be empty.

    Returns:
        The claims with `review` and corrected fields set, and the problems.
    """
    result = claims.copy()
    problems: list[str] = []
    at = {identifier: n for n, identifier in zip(result.index, result["claim_id"], strict=True)}
    for number, row in enumerate(decisions.to_dict("records"), start=2):
        where = f"decisions.csv, line {number}, claim {row.get('claim_id')}"
        wrong = check_decision({str(k): v for k, v in row.items()})
        if wrong:
            problems.append(f"{where}: {wrong}; mend the line")
            continue
        index = at.get(row["claim_id"])
        if index is None:
            problems.append(
                f"{where}: stale, no such claim any more; the source text has changed, decide again with `reintegration review`"
            )
            continue
        if result.at[index, "sentence_sha"] != row["sentence_sha"]:
            problems.append(
                f"{where}: stale, the sentence has changed; not applied, decide again with `reintegration review`"
            )
            continue
        result.at[index, "review"] = _REVIEW_OF[str(row["decision"])]
        if row["decision"] == "correct":
            value = _value(str(row["field"]), row["value"])
            result.at[index, row["field"]] = cast(Any, pd.NA if value is None else value)
            if row["field"] == "purpose":
                result.at[index, "purpose_group"] = codes.PURPOSE_GROUP[codes.Purpose(str(value))].value
    return Applied(result, tuple(problems))


#: Flags that call for a person.
_DOUBTS = (
    "impossible_number",
    "currency_unknown",
    "funding_doubtful",
    "year_doubtful",
    "conversion_gap",
    "low_confidence",
    "parts_exceed_total",
    "equals_component",
)


def doubtful(claims: pd.DataFrame, below: float = 0.7) -> pd.DataFrame:
    """Unreviewed claims that need a person, the most valuable first (dollars at stake times doubt).

    Args:
        claims: table `claims`.
        below: confidence under which a claim is doubtful.
    """
    flags = claims["flags"].fillna("")
    marked = flags.map(lambda f: any(flag in _DOUBTS for flag in f.split(";")))
    pending = claims[(claims["review"] == "unreviewed") & ((claims["confidence"] < below) | marked)].copy()
    worth = pending["stated_usd"].fillna(pending["amount_high"]).fillna(0).astype(float)
    pending["_stake"] = (worth + 1) * (1.02 - pending["confidence"].astype(float))
    return pending.sort_values(["_stake", "claim_id"], ascending=[False, True]).drop(columns="_stake")
