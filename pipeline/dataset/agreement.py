"""How many of the hand-read figures the extraction found again, and what it published beyond them.

Belongs here: comparing claims with facts, field by field. Does not belong here: correcting either.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.dataset.frames import each_row, is_null

_KEY = ["document_id", "country_iso3", "funding_year", "currency", "role"]
_FIELDS = (
    "status",
    "qualifier",
    "year_basis",
    "stated_usd",
    "purpose",
    "modality",
    "scope",
    "funder_type",
    "recipient_type",
)


@dataclass(frozen=True)
class Agreement:
    """Counts of a comparison, and the rows that do not agree.

    `misses` are facts with an amount that no claim carries, with the nearest claim's difference; `extra` are published
    amounts that no fact holds; `fields` has field, compared, agreed; `statement_misses` are facts without amount
    whose status no claim states. `pairs` has fact_id and claim_id of everything found, amounts and statements;
    `new_statements` are published statements without amount that no fact holds.
    """

    n_facts: int
    n_found: int
    n_claims: int
    n_statements: int
    n_statements_found: int
    misses: pd.DataFrame
    extra: pd.DataFrame
    fields: pd.DataFrame
    field_differences: pd.DataFrame
    statement_misses: pd.DataFrame
    statement_differences: pd.DataFrame
    new_statements: pd.DataFrame
    pairs: pd.DataFrame

    def summary(self) -> str:
        """One paragraph for the end of a build."""
        fields = ", ".join(f"{f.field} {f.agreed} of {f.compared}" for f in each_row(self.fields) if f.compared)
        return (
            f"Agreement with the figures read by hand: {self.n_found} of {self.n_facts} amounts found again with country, "
            f"edition, year, amount, currency and role{_percent(self.n_found, self.n_facts)}; {len(self.extra)} of "
            f"{self.n_claims} published amounts are in no hand-read figure; {self.n_statements_found} of "
            f"{self.n_statements} statements without amount found with their status"
            f"{_percent(self.n_statements_found, self.n_statements)}."
            + (f" Of the amounts found: {fields}." if fields else "")
        )


def _percent(part: int, whole: int) -> str:
    return f" ({part / whole:.1%})" if whole else ""


def agreement(claims: pd.DataFrame, facts: pd.DataFrame) -> Agreement:
    """Compare the claims with the facts of the documents that were read.

    Every fact counts, whether its document was read or not: a lost document must show. An amount is found again if one
    claim, used for one fact only, has document, country, funding year, currency, role and amount the same.
    """
    held = claims[claims["review"] != "rejected"]
    priced_facts, priced = facts[facts["amount"].notna()], held[held["amount_low"].notna()]
    pairs = _pair(priced_facts, priced)
    misses = priced_facts[~priced_facts.index.isin(pairs)]
    extra = priced[~priced.index.isin(pairs.values())]
    told, silent = facts[facts["amount"].isna()], held[held["amount_low"].isna()]
    statements = _pair_statements(told, silent)
    differences = _differences(priced_facts, priced, pairs)
    compared = [
        (field, n, n - int((differences["field"] == field).sum()))
        for field in _FIELDS
        if (n := int(priced_facts.loc[list(pairs), field].notna().sum()))
    ]
    return Agreement(
        n_facts=len(priced_facts),
        n_found=len(pairs),
        n_claims=len(priced),
        n_statements=len(told),
        n_statements_found=len(statements),
        misses=misses.assign(
            nearest=pd.array([_nearest(f, priced) for f in each_row(misses)], dtype="string")
        ).reset_index(drop=True),
        extra=extra.reset_index(drop=True),
        fields=pd.DataFrame(compared, columns=["field", "compared", "agreed"]),
        field_differences=differences,
        statement_misses=told[~told.index.isin(statements)].reset_index(drop=True),
        statement_differences=_differences(told, silent, statements),
        new_statements=silent[~silent.index.isin(statements.values())].reset_index(drop=True),
        pairs=pd.DataFrame(
            [
                (facts.loc[fact, "fact_id"], held.loc[claim, "claim_id"])
                for fact, claim in (*pairs.items(), *statements.items())
            ],
            columns=["fact_id", "claim_id"],
        ),
    )


def _pair(facts: pd.DataFrame, claims: pd.DataFrame) -> dict[Any, Any]:
    """Index of each fact found to the index of its claim; among equals the claim that agrees in most fields."""
    by_key: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for claim in each_row(claims, index=True):
        by_key[tuple(getattr(claim, k) for k in _KEY)].append(claim)
    options = []
    for fact in each_row(facts, index=True):
        for claim in by_key.get(tuple(getattr(fact, k) for k in _KEY), []):
            if _same_amount(float(fact.amount), claim):
                alike = sum(_same(getattr(fact, f), getattr(claim, f)) for f in _FIELDS)
                options.append((-alike, fact.fact_id, claim.claim_id, fact.Index, claim.Index))
    return _one_to_one(options)


def _one_to_one(options: list[tuple[Any, ...]]) -> dict[Any, Any]:
    pairs: dict[Any, Any] = {}
    taken: set[Any] = set()
    for *_, fact, claim in sorted(options):
        if fact not in pairs and claim not in taken:
            pairs[fact] = claim
            taken.add(claim)
    return pairs


def _same_amount(amount: float, claim: Any) -> bool:
    return abs(float(claim.amount_low) - amount) < 0.005


def _same(fact: Any, claim: Any) -> bool:
    if is_null(fact) or is_null(claim):
        return False
    if isinstance(fact, float):
        return abs(fact - float(claim)) < 0.005
    return bool(fact == claim)


def _differences(facts: pd.DataFrame, claims: pd.DataFrame, pairs: dict[Any, Any]) -> pd.DataFrame:
    rows = []
    for fact, claim in pairs.items():
        for field in _FIELDS:
            wanted, got = facts.loc[fact, field], claims.loc[claim, field]
            if not is_null(wanted) and not _same(wanted, got):
                rows.append(
                    (
                        facts.loc[fact, "fact_id"],
                        claims.loc[claim, "claim_id"],
                        field,
                        str(wanted),
                        None if is_null(got) else str(got),
                    )
                )
    columns = ["fact_id", "claim_id", "field", "fact", "claim"]
    return pd.DataFrame(rows, columns=columns).sort_values(["field", "fact_id"], ignore_index=True)


def _pair_statements(facts: pd.DataFrame, claims: pd.DataFrame) -> dict[Any, Any]:
    key = ["document_id", "country_iso3", "status", "funding_year"]
    by_key: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for claim in each_row(claims, index=True):
        by_key[tuple(getattr(claim, k) for k in key)].append(claim)
    options = [
        (-(fact.purpose == claim.purpose), fact.fact_id, claim.claim_id, fact.Index, claim.Index)
        for fact in each_row(facts, index=True)
        for claim in by_key.get(tuple(getattr(fact, k) for k in key), [])
    ]
    return _one_to_one(options)


def _nearest(fact: Any, claims: pd.DataFrame) -> str | None:
    """What differs in the claim of the same document and country that comes nearest to a missed fact."""
    same = claims[(claims["document_id"] == fact.document_id) & (claims["country_iso3"] == fact.country_iso3)]
    best: tuple[int, str, str] | None = None
    for claim in each_row(same):
        differs = [
            f"{f} {getattr(claim, f)}"
            for f in ("funding_year", "currency", "role")
            if getattr(claim, f) != getattr(fact, f)
        ]
        if not _same_amount(float(fact.amount), claim):
            differs.append(f"amount {claim.amount_low:g}")
        option = (
            len(differs),
            claim.claim_id,
            f"{claim.claim_id} has {', '.join(differs) or 'the same, used for another fact'}",
        )
        best = option if best is None or option < best else best
    return None if best is None or best[0] > 2 else best[2]
