"""What a user must know before using a country-year figure: codes from the closed list `codes.UsageWarning`.

Belongs here: deriving the codes from flags and claims. Does not belong here: their meaning, which is in `schemas.codes`,
or any change of a figure.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from pipeline.claims.spans import find_spans
from pipeline.dataset.frames import each_row, is_null
from pipeline.dataset.home import home_currency
from pipeline.dataset.tellings import flags_of, joined
from schemas.codes import (
    WARNING_OF_FLAG,
    WHOLE_PURPOSES,
    Method,
    Modality,
    Periodicity,
    PurposeGroup,
    Qualifier,
    RecipientType,
    Scope,
    UsageWarning,
)

_PLANNED = frozenset({Modality.BUDGETED.value, Modality.ALLOCATED.value, Modality.PLEDGED.value})
_BOUNDS = frozenset(
    {Qualifier.MORE_THAN.value, Qualifier.AT_LEAST.value, Qualifier.LESS_THAN.value, Qualifier.UP_TO.value}
)
_ANYONE = frozenset({None, RecipientType.UNSPECIFIED.value, RecipientType.VICTIMS.value})
#: A part above its total by less than this is rounding.
_ROUNDING = 1.01


def usage_warnings(country_year: pd.DataFrame, claims: pd.DataFrame) -> pd.Series:
    """The warnings of each row, sorted and joined with ';', NULL for none.

    Args:
        country_year: rows with their key, currency, best_usd, method, claim_ids and flags.
        claims: every claim that a row names.
    """
    by_id = {str(c.claim_id): c for c in each_row(claims)}
    groups: dict[tuple[str, int], dict[str, Any]] = {}
    for row in each_row(country_year):
        groups.setdefault((row.country_iso3, row.funding_year), {})[row.purpose_group] = row.best_usd
    total = PurposeGroup.ANTI_TRAFFICKING_TOTAL.value
    values = []
    for row in each_row(country_year):
        used = [by_id[c] for c in str(row.claim_ids).split(";") if c in by_id]
        found = {WARNING_OF_FLAG[f] for f in flags_of(row.flags) if f in WARNING_OF_FLAG}
        found |= {w for claim in used for w in _of_claim(claim, str(row.country_iso3), int(row.funding_year))}
        if len(beside := groups[row.country_iso3, row.funding_year]) > 1 and total in beside:
            found.add(UsageWarning.OVERLAPS_OTHER_ROW)
            if _contradict(row.purpose_group, beside, total):
                found.add(UsageWarning.EXCEEDS_TOTAL)
        if row.method == Method.STATED_NONE.value:
            kept = {UsageWarning.DOUBTFUL_READING, UsageWarning.YEAR_ASSUMED, UsageWarning.EXCEEDS_TOTAL}
            found = (found & kept) | {UsageWarning.STATED_ZERO}
            if not any(_of_whole_group(claim) for claim in used):
                found.add(UsageWarning.ZERO_OF_PART)
        values.append(joined(w.value for w in found))
    return pd.Series(values, index=country_year.index, dtype="string")


def _of_claim(claim: Any, country: str, year: int) -> Iterable[UsageWarning]:
    if _code(claim.periodicity) == Periodicity.ONE_OFF.value:
        yield UsageWarning.ONE_OFF
    if _code(claim.modality) in _PLANNED:
        yield UsageWarning.PLANNED_NOT_SPENT
    if _code(claim.scope) == Scope.BROADER.value:
        yield UsageWarning.BROADER_SCOPE
    if _code(claim.currency) == "USD" and home_currency(country, year) != "USD":
        yield UsageWarning.DOLLARS_ONLY
    if _code(claim.qualifier) in _BOUNDS:
        yield UsageWarning.BOUND
    if not is_null(claim.amount_low) and claim.amount_low != claim.amount_high:
        yield UsageWarning.RANGE
    if _irregular(claim, year):
        yield UsageWarning.IRREGULAR_YEAR


def _contradict(group: str, beside: Mapping[str, Any], total: str) -> bool:
    """The row is a part that exceeds the total, or the total that a part exceeds; rounding is no contradiction."""
    parts = [usd for other, usd in beside.items() if other != total and (group in (other, total)) and not is_null(usd)]
    return not is_null(beside[total]) and any(part > _ROUNDING * beside[total] for part in parts)


def _of_whole_group(claim: Any) -> bool:
    """The claim denies money for the whole purpose group, whoever would have received it."""
    return _code(claim.purpose) in WHOLE_PURPOSES and _code(claim.recipient_type) in _ANYONE


def _code(value: Any) -> str | None:
    return None if is_null(value) else str(value)


def _irregular(claim: Any, year: int) -> bool:
    """The money covers a fiscal year or another stretch that is no calendar year."""
    if not is_null(claim.period_start) and not is_null(claim.period_end):
        return (str(claim.period_start)[4:], str(claim.period_end)[4:]) != ("-01-01", "-12-31")
    return any(span.kind == "fiscal" and span.first == year for span in find_spans(str(claim.sentence)))
