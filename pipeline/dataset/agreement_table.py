"""The published table `agreement`: figure by figure what was found again, missed or new.

Belongs here: laying out what `agreement` compared. Does not belong here: how figures are paired.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pipeline.dataset.agreement import Agreement, agreement
from pipeline.dataset.facts import FACT_COLUMNS
from pipeline.dataset.frames import is_null
from schemas import TABLES, empty_frame, model_of
from schemas.codes import Comparison, Outcome

#: Column of the table behind `expected_` and `found_`, and its name in facts and in claims.
_SHOWN = {
    "status": ("status", "status"),
    "amount": ("amount", "amount_low"),
    "currency": ("currency", "currency"),
    "year": ("funding_year", "funding_year"),
    "role": ("role", "role"),
    "purpose": ("purpose", "purpose"),
}
_Place = tuple[str, str]


def as_facts(claims: pd.DataFrame) -> pd.DataFrame:
    """Claims of an abridgement as figures that its original must carry; rejected ones are none."""
    held = claims[claims["review"] != "rejected"]
    return held.assign(fact_id=held["claim_id"], amount=held["amount_low"])[FACT_COLUMNS].reset_index(drop=True)


def by_volume(claims: pd.DataFrame, parts: Mapping[str, str]) -> pd.DataFrame:
    """The claims of a volume's parts under the volume."""
    return claims.assign(document_id=claims["document_id"].replace(dict(parts))) if parts else claims


def agreement_table(
    claims: pd.DataFrame,
    facts: pd.DataFrame,
    abridged: pd.DataFrame,
    originals: frozenset[str],
    parts: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Compares the claims with the hand-read figures and, where an original was read, with its abridgement's claims.

    Of a document read from its original only those countries can hold something new that the yardstick tells of: an
    original speaks of 190 countries, the figures read by hand of a few.

    Args:
        claims: table `claims`.
        facts: hand-read figures, as made by `facts`.
        abridged: claims of the abridgements of those documents whose original was read, in the form of `claims`.
        originals: documents that were read from their original.
        parts: documents that are one country's page, or some countries, of a volume, with that volume: hand-read figures
            and abridgements name the volume.

    Returns:
        Table `agreement`, ordered by its key.
    """
    yardstick = as_facts(abridged)
    from_original = claims["document_id"].isin(originals)
    first_hand = frozenset(claims.loc[from_original, "claim_id"])
    claims = by_volume(claims, parts or {})
    of_originals = claims[from_original & claims["document_id"].isin(set(abridged["document_id"]))]
    rows = [
        *_rows(Comparison.HAND_READ, agreement(claims, facts), claims, facts, first_hand),
        *_rows(
            Comparison.ABRIDGEMENT,
            agreement(of_originals, yardstick),
            of_originals,
            yardstick,
            first_hand,
            _places(abridged),
        ),
    ]
    if not rows:
        return empty_frame("agreement")
    table = pd.DataFrame(rows, columns=list(TABLES["agreement"].columns))
    table["edition_year"] = table["document_id"].str.extract(r"-(\d{4})\b", expand=False).astype("Int64")
    return model_of("agreement").validate(table.sort_values(TABLES["agreement"].keys, ignore_index=True), lazy=True)


def _rows(
    comparison: Comparison,
    result: Agreement,
    claims: pd.DataFrame,
    facts: pd.DataFrame,
    first_hand: frozenset[str],
    places: dict[str, str | None] | None = None,
) -> list[dict[str, Any]]:
    held = {str(c["claim_id"]): _plain(c) for c in claims.to_dict("records")}
    claim_of = dict(zip(result.pairs["fact_id"], result.pairs["claim_id"], strict=True))
    nearest = dict(zip(result.misses["fact_id"], result.misses["nearest"], strict=True))
    told: dict[str, list[tuple[str, str]]] = {}
    for d in pd.concat([result.field_differences, result.statement_differences]).to_dict("records"):
        got = "none" if is_null(d["claim"]) else d["claim"]
        told.setdefault(str(d["fact_id"]), []).append((str(d["field"]), f"{d['field']}: {d['fact']} expected, {got}"))
    claim_places = _places(claims)
    rows = []
    for fact in map(_plain, facts.to_dict("records")):
        name = str(fact["fact_id"])
        claim = held.get(str(claim_of.get(name)))
        differs = sorted(told.get(name, []))
        outcome = Outcome.MISSED if claim is None else Outcome.FOUND_WITH_DIFFERENCES if differs else Outcome.FOUND
        place = (places or {}).get(name) or (claim_places.get(str(claim["claim_id"])) if claim else None)
        row = _row(comparison, name, outcome, fact, claim, place)
        row["fields_that_differ"] = ";".join(field for field, _ in differs) or None
        row["differences"] = "; ".join(text for _, text in differs) or _text(nearest.get(name))
        rows.append(row)
    covered = set(facts[["document_id", "country_iso3"]].itertuples(index=False, name=None))
    for name in [*result.extra["claim_id"], *result.new_statements["claim_id"]]:
        claim = held[str(name)]
        if name not in first_hand or (claim["document_id"], claim["country_iso3"]) in covered:
            rows.append(_row(comparison, str(name), Outcome.NEW, None, claim, claim_places[str(name)]))
    return rows


def _row(
    comparison: Comparison,
    name: str,
    outcome: Outcome,
    fact: dict[str, Any] | None,
    claim: dict[str, Any] | None,
    place: str | None,
) -> dict[str, Any]:
    told = fact or claim or {}
    row = {
        "comparison": comparison.value,
        "item_id": name,
        "outcome": outcome.value,
        "document_id": told["document_id"],
        "country_iso3": told["country_iso3"],
        "place": place,
        "found_claim_id": claim["claim_id"] if claim else None,
    }
    for column, (in_fact, in_claim) in _SHOWN.items():
        row[f"expected_{column}"] = fact[in_fact] if fact else None
        row[f"found_{column}"] = claim[in_claim] if claim else None
    return row


def _places(claims: pd.DataFrame) -> dict[str, str | None]:
    """Where each claim stands: the place in the original, else the printed page, else the page of the file."""
    places = {}
    for c in map(_plain, claims.to_dict("records")):
        page = c["page_label"] if c["page_label"] is not None else c["pdf_page"]
        places[str(c["claim_id"])] = c["locator"] or (None if page is None else f"p. {page}")
    return places


def _plain(row: dict[Any, Any]) -> dict[str, Any]:
    return {str(k): None if is_null(v) else v for k, v in row.items()}


def _text(value: object) -> str | None:
    return None if is_null(value) else str(value)


def shares(table: pd.DataFrame) -> dict[str, int | float]:
    """Counts of the table for a chart over time: figures with amount expected, found and new, for each comparison.

    A share is of the figures with an amount that were to be found; it is left out where there are none.
    """
    result: dict[str, int | float] = {}
    for comparison in Comparison:
        rows = table[(table["comparison"] == comparison.value)]
        expected = rows[rows["expected_amount"].notna()]
        found = int(expected["found_claim_id"].notna().sum())
        name = comparison.value.replace("_", "-")
        result |= {
            f"{name} amounts expected": len(expected),
            f"{name} amounts found": found,
            f"{name} amounts new": int(((rows["outcome"] == "new") & rows["found_amount"].notna()).sum()),
        }
        if len(expected):
            result[f"{name} share found"] = found / len(expected)
    return result
