"""Domain checks: what looks wrong in the figures themselves.

Belongs here: pure functions that take tables and return a table of findings. Does not belong here: types and
code lists (schemas), comparison with the hand-read facts (`agreement`). A finding is work for a reviewer, it
changes nothing.
"""

from dataclasses import dataclass

import pandas as pd

from pipeline.dataset.frames import each_group, each_row, is_null
from pipeline.dataset.rates import MissingRate, Rates
from pipeline.dataset.tellings import flags_of, has_flag, joined, why_not_counted

#: Money rule of DESIGN.md: the report's own dollars may be this far from the year's average rate.
CONVERSION_GAP = 0.20


def conversion_gaps(claims: pd.DataFrame, rates: Rates) -> pd.DataFrame:
    """Claims whose stated dollars are more than 20 % away from the funding year's average rate.

    A gap usually means a misread digit, a wrong currency or a wrong year. Returns columns claim_id, document_id,
    country_iso3, funding_year, amount, currency, stated_usd, usd_at_average, gap_pct.
    """
    rows = []
    stated = claims.dropna(subset=["amount_low", "currency", "stated_usd", "funding_year"])
    for claim in each_row(stated):
        try:
            usd = rates.to_usd(float(claim.amount_low), str(claim.currency), int(claim.funding_year))
        except MissingRate:
            continue
        if not usd:
            continue
        gap = float(claim.stated_usd) / usd - 1
        if abs(gap) > CONVERSION_GAP:
            rows.append(
                (claim.claim_id, claim.document_id, claim.country_iso3, int(claim.funding_year), float(claim.amount_low),
                 claim.currency, float(claim.stated_usd), round(usd, 2), round(gap * 100, 1))
            )  # fmt: skip
    columns = [
        "claim_id",
        "document_id",
        "country_iso3",
        "funding_year",
        "amount",
        "currency",
        "stated_usd",
        "usd_at_average",
        "gap_pct",
    ]
    return pd.DataFrame(rows, columns=columns)


def with_flag(claims: pd.DataFrame, claim_ids: set[str], flag: str) -> pd.DataFrame:
    """The claims with a flag added to those named; for example `conversion_gap` to those of `conversion_gaps`."""
    flags = [
        joined(flags_of(held) | {flag}) if claim in claim_ids else held
        for claim, held in zip(claims["claim_id"], claims["flags"], strict=True)
    ]
    return claims.assign(flags=pd.array([None if is_null(f) else f for f in flags], dtype="string"))


def missing_rates(claims: pd.DataFrame, rates: Rates) -> pd.DataFrame:
    """Currencies and years that claims need and no rate is held for; columns currency, year, n_claims."""
    needed = claims.dropna(subset=["amount_low", "currency", "funding_year"])
    rows = []
    for (currency, year), group in each_group(needed, ["currency", "funding_year"]):
        try:
            rates.units_per_usd(str(currency), int(year))
        except MissingRate:
            rows.append((currency, int(year), len(group)))
    return pd.DataFrame(rows, columns=["currency", "year", "n_claims"])


def jumps(country_year: pd.DataFrame) -> pd.DataFrame:
    """Figures more than threefold or less than a third of the year before, as flagged in `country_year`.

    Returns columns country_iso3, purpose_group, funding_year, before_usd, best_usd, times.
    """
    held = country_year[has_flag(country_year, {"jump"})]
    before = country_year.assign(funding_year=country_year["funding_year"] + 1)
    keys = ["country_iso3", "purpose_group", "funding_year"]
    both = held.merge(before, on=keys, suffixes=("", "_before"))
    result = both[[*keys, "best_usd_before", "best_usd"]].rename(columns={"best_usd_before": "before_usd"})
    return result.assign(times=(result["best_usd"] / result["before_usd"]).round(2)).reset_index(drop=True)


def parts_and_totals(claims: pd.DataFrame) -> pd.DataFrame:
    """Stated totals beside their parts where the parts are more than the total, or where one part alone equals it.

    Only parts in the total's currency and year with an amount that can be added, times its recipients, are compared. Returns columns
    claim_id, document_id, country_iso3, total, parts, currency, finding (`parts_exceed_total` or `equals_component`).
    """
    parts = claims[claims["part_of"].notna() & why_not_counted(claims).isna()]
    parts = parts.assign(amount_low=parts["amount_low"] * parts["multiplier"].fillna(1))
    by_id = claims.set_index("claim_id")
    rows = []
    for (total_id,), group in each_group(parts, ["part_of"]):
        if total_id not in by_id.index:
            continue
        total = by_id.loc[total_id]
        same = group[(group["currency"] == total["currency"]) & (group["funding_year"] == total["funding_year"])]
        if same.empty or is_null(total["amount_high"]):
            continue
        place = (total_id, total["document_id"], total["country_iso3"], float(total["amount_high"]))
        if same["amount_low"].sum() > total["amount_high"]:
            rows.append((*place, float(same["amount_low"].sum()), total["currency"], "parts_exceed_total"))
        if len(same) > 1 and (same["amount_low"] == total["amount_low"]).any():
            rows.append((*place, float(total["amount_low"]), total["currency"], "equals_component"))
    columns = ["claim_id", "document_id", "country_iso3", "total", "parts", "currency", "finding"]
    return pd.DataFrame(rows, columns=columns)


@dataclass(frozen=True)
class DomainFindings:
    """All domain checks of a build; each table may be empty."""

    conversion_gaps: pd.DataFrame
    jumps: pd.DataFrame
    parts_and_totals: pd.DataFrame
    missing_rates: pd.DataFrame

    def counts(self) -> dict[str, int]:
        """Number of findings by check."""
        return {name: len(getattr(self, name)) for name in self.__dataclass_fields__}


def domain_findings(claims: pd.DataFrame, country_year: pd.DataFrame, rates: Rates) -> DomainFindings:
    """Run every domain check."""
    return DomainFindings(
        conversion_gaps(claims, rates), jumps(country_year), parts_and_totals(claims), missing_rates(claims, rates)
    )
