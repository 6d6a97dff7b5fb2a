"""Which claims a person should look at first: money at stake times doubt.

Belongs here: choosing and ordering. What a decision does is in `review`.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pipeline.claims.review import doubtful
from schemas.codes import FLAGS

#: Difference between two documents' tellings of one year's money, in percent, from which a person should look.
CONFLICT_PERCENT = 5.0
#: Confidence under which a claim is doubtful whatever its flags say.
SURE = 0.7
#: Even a claim of full confidence can be wrong; without this a certain claim of any size would be worth nothing.
_LEAST_DOUBT = 0.02


def worklist(
    claims: pd.DataFrame, restatements: pd.DataFrame, units_per_usd: Mapping[tuple[str, int], float]
) -> pd.DataFrame:
    """Unreviewed claims that are doubtful or that another document contradicts, the most valuable first.

    Args:
        claims: table `claims` with the decisions applied.
        restatements: table `restatements`.
        units_per_usd: average rate by currency and year.

    Returns:
        Rows of `claims` with `usd` (what the claim is worth, NaN where it cannot be told), `stake` (dollars times
        doubt) and `why` (reasons in words, one per line).
    """
    conflicts = _conflicts(restatements)
    unsure = set(doubtful(claims, SURE)["claim_id"])
    wanted = unsure | {c for c in conflicts if c in set(claims.loc[claims["review"] == "unreviewed", "claim_id"])}
    rows = claims[claims["claim_id"].isin(wanted)].copy()
    worth = [_usd(row, units_per_usd) for row in rows.to_dict("records")]
    rows["usd"] = pd.array(worth, dtype="Float64")
    # a sum in an unknown currency may be anything: it stands in the middle rather than at the end
    middle = float(rows["usd"].median()) if rows["usd"].notna().any() else 1.0
    stated = rows["amount_high"].notna()
    money = rows["usd"].fillna(middle).where(stated, 0.0).astype(float)
    doubt = 1 + _LEAST_DOUBT - rows["confidence"].astype(float)
    apart = rows["claim_id"].map({c: share for c, (share, _) in conflicts.items()}).astype(float).fillna(0.0)
    rows["stake"] = (money + 1) * pd.concat([doubt, apart], axis=1).max(axis=1)
    rows["why"] = [
        "\n".join(_reasons(row, conflicts.get(str(row["claim_id"])), row["claim_id"] in unsure))
        for row in rows.to_dict("records")
    ]
    return rows.sort_values(["stake", "claim_id"], ascending=[False, True], ignore_index=True)


def _usd(row: Mapping[Any, Any], units_per_usd: Mapping[tuple[str, int], float]) -> float | None:
    """The report's own dollars, else the amount at the year's average rate."""
    stated, amount = row["stated_usd"], row["amount_high"]
    if not pd.isna(stated):
        return float(stated)
    if pd.isna(amount) or pd.isna(row["currency"]) or pd.isna(row["funding_year"]):
        return None
    rate = units_per_usd.get((str(row["currency"]), int(row["funding_year"])))
    return None if rate is None else float(amount) / rate


def _conflicts(restatements: pd.DataFrame) -> dict[str, tuple[float, str]]:
    """Claims of one year's money told differently: the share by which they differ, and the tellings in words."""
    found: dict[str, tuple[float, str]] = {}
    for _, tellings in restatements.groupby(["country_iso3", "funding_year", "purpose_group", "series"], sort=True):
        share = tellings["difference_pct"].abs().max()
        if pd.isna(share) or share <= CONFLICT_PERCENT:
            continue
        words = "; ".join(
            f"{t['document_id']} says {t['amount']:,.0f} {'' if pd.isna(t['currency']) else t['currency']}".strip()
            + (" (used)" if t["used"] else "")
            for t in tellings.sort_values("document_id").to_dict("records")
        )
        for claim in tellings["claim_ids"].str.split(";").explode():
            found[str(claim)] = (min(float(share) / 100, 1.0), words)
    return found


def _reasons(row: Mapping[Any, Any], conflict: tuple[float, str] | None, unsure: bool) -> list[str]:
    reasons = []
    if unsure and float(row["confidence"]) < SURE:
        reasons.append(f"the machine is {float(row['confidence']):.0%} sure that every field is right")
    if not pd.isna(row["flags"]):
        reasons += [FLAGS[f] for f in str(row["flags"]).split(";") if f in FLAGS and f != "low_confidence"]
    if conflict:
        reasons.append(f"documents tell this money differently: {conflict[1]}")
    return reasons
