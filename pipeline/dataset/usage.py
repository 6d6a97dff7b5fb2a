"""What a user must know before using a country-year figure: codes from the closed list `codes.UsageWarning`.

Belongs here: deriving the codes from flags and claims. Does not belong here: their meaning, which is in `schemas.codes`,
or any change of a figure.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from pipeline.claims.spans import find_spans
from pipeline.dataset.frames import each_row, is_null
from pipeline.dataset.home import home_currency
from pipeline.dataset.tellings import flags_of, joined
from schemas.codes import Method, Modality, Periodicity, PurposeGroup, Qualifier, Scope, UsageWarning

#: A flag of the figure or of one of its claims that makes a warning.
_OF_FLAG: dict[str, UsageWarning] = {
    "part_of_other_group": UsageWarning.OVERLAPS_OTHER_ROW,
    "stages_mixed": UsageWarning.MAY_COUNT_TWICE,
    "carried_over": UsageWarning.MAY_COUNT_TWICE,
    "multi_year": UsageWarning.SEVERAL_YEARS,
    "plan_period": UsageWarning.SEVERAL_YEARS,
    "commitment": UsageWarning.PLANNED_NOT_SPENT,
    "multiplied": UsageWarning.COMPUTED_AMOUNT,
    "mixed_scope": UsageWarning.BROADER_SCOPE,
    "year_assumed": UsageWarning.YEAR_ASSUMED,
    "year_doubtful": UsageWarning.DOUBTFUL_READING,
    "funder_doubtful": UsageWarning.DOUBTFUL_READING,
    "funding_doubtful": UsageWarning.DOUBTFUL_READING,
    "currency_assumed": UsageWarning.DOUBTFUL_READING,
    "conversion_gap": UsageWarning.DOUBTFUL_READING,
    "low_confidence": UsageWarning.DOUBTFUL_READING,
    "purpose_doubtful": UsageWarning.DOUBTFUL_PURPOSE,
    "old_currency": UsageWarning.REDENOMINATED_CURRENCY,
    "no_rate": UsageWarning.NOT_CONVERTED,
    "restated_over_5pct": UsageWarning.SOURCES_DIFFER,
    "conflict": UsageWarning.SOURCES_DIFFER,
    "jump": UsageWarning.BREAK_IN_SERIES,
}
_PLANNED = frozenset({Modality.BUDGETED.value, Modality.ALLOCATED.value, Modality.PLEDGED.value})
_BOUNDS = frozenset(
    {Qualifier.MORE_THAN.value, Qualifier.AT_LEAST.value, Qualifier.LESS_THAN.value, Qualifier.UP_TO.value}
)


def usage_warnings(country_year: pd.DataFrame, claims: pd.DataFrame) -> pd.Series:
    """The warnings of each row, sorted and joined with ';', NULL for none.

    Args:
        country_year: rows with their key, currency, method, claim_ids and flags.
        claims: every claim that a row names.
    """
    by_id = {str(c.claim_id): c for c in each_row(claims)}
    groups: dict[tuple[str, int], set[str]] = {}
    for row in each_row(country_year):
        groups.setdefault((row.country_iso3, row.funding_year), set()).add(row.purpose_group)
    total = PurposeGroup.ANTI_TRAFFICKING_TOTAL.value
    values = []
    for row in each_row(country_year):
        used = [by_id[c] for c in str(row.claim_ids).split(";") if c in by_id]
        found = {_OF_FLAG[f] for f in flags_of(row.flags) if f in _OF_FLAG}
        found |= {w for claim in used for w in _of_claim(claim, str(row.country_iso3), int(row.funding_year))}
        if len(beside := groups[row.country_iso3, row.funding_year]) > 1 and total in beside:
            found.add(UsageWarning.OVERLAPS_OTHER_ROW)
        if row.method == Method.STATED_NONE.value:
            found = (found & {UsageWarning.DOUBTFUL_READING, UsageWarning.YEAR_ASSUMED}) | {UsageWarning.STATED_ZERO}
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


def _code(value: Any) -> str | None:
    return None if is_null(value) else str(value)


def _irregular(claim: Any, year: int) -> bool:
    """The money covers a fiscal year or another stretch that is no calendar year."""
    if not is_null(claim.period_start) and not is_null(claim.period_end):
        return (str(claim.period_start)[4:], str(claim.period_end)[4:]) != ("-01-01", "-12-31")
    return any(span.kind == "fiscal" and span.first == year for span in find_spans(str(claim.sentence)))
