"""The views of the DuckDB file: answers to common questions, kept with the tables they are made of.

Belongs here: their SQL and what each of their columns means. Does not belong here: figures that are not in a table.
The SQL keeps to what DuckDB 1.0 knows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.codes import PurposeGroup


@dataclass(frozen=True)
class View:
    """A view: its query, what a row is, and the meaning of each column in order, with the unit in brackets."""

    name: str
    description: str
    columns: dict[str, str]
    query: str


#: Short names of the purpose groups, which begin the column names of `funding_by_country_year`.
_SHORT = {
    PurposeGroup.REINTEGRATION: "reintegration",
    PurposeGroup.VICTIM_ASSISTANCE: "victim_assistance",
    PurposeGroup.OTHER_ANTI_TRAFFICKING: "other",
    PurposeGroup.ANTI_TRAFFICKING_TOTAL: "stated_total",
}
_MONEY = {
    "usd": ("best_usd", "best figure, current US dollars at the funding year's average rate [USD]"),
    "low_usd": ("low_usd", "lowest figure that the sources allow [USD]"),
    "high_usd": ("high_usd", "highest figure that the sources allow [USD]"),
    "eur": ("best_eur", "best figure, euro at the funding year's average rate [EUR]"),
    "usd_constant": ("best_usd_constant", "best figure in prices of the base year, see deflators [constant USD]"),
}


def _united(column: str) -> str:
    """The different codes of a column of lists joined with ';', over the rows of a group; NULL if there are none."""
    lists = f"list(string_split({column}, ';')) FILTER (WHERE {column} IS NOT NULL)"
    return f"array_to_string(list_sort(list_distinct(flatten({lists}))), ';')"


def _group_columns() -> Iterable[tuple[str, str, str]]:
    for group, short in _SHORT.items():
        for suffix, (column, meaning) in _MONEY.items():
            sql = f"max(y.{column}) FILTER (WHERE y.purpose_group = '{group}')"
            yield f"{short}_{suffix}", sql, f"{group}: {meaning}; NULL if the reports state no sum"
        sql = f"max(y.method) FILTER (WHERE y.purpose_group = '{group}')"
        yield f"{short}_method", sql, f"{group}: how the figure was made; stated_none is a zero that a report states"


_COUNTRY = {
    "country_iso3": "Country, ISO 3166-1 alpha-3, XKX for Kosovo",
    "country": "Short English name of the country, from CLDR",
}
_YEAR = {
    "funding_year": "Calendar year the money is for; a fiscal year counts under the year in which it starts [year]"
}

FUNDING_BY_COUNTRY_YEAR = View(
    "funding_by_country_year",
    "One row per country and year, purpose groups side by side. Never add the groups: stated_total may hold the others",
    _COUNTRY
    | {"cow_code": "Correlates of War country code"}
    | _YEAR
    | {"tier": "Tier in the TIP Report of the following year, which describes this year"}
    | {name: meaning for name, _, meaning in _group_columns()}
    | {
        "n_groups": "Purpose groups with a figure or a stated zero [count]",
        "usage_warnings": "Usage warnings of all the row's figures, joined with ';'; NULL if none",
        "flags": "Flags of all the row's figures, joined with ';'; NULL if none",
        "claim_ids": "Claims behind the row's figures, joined with ';'",
        "citation": "Editions and pages behind each figure, the purpose group named first, joined with ' | '",
        "licence": "Terms of the sources behind the figures",
    },
    f"""
SELECT
  y.country_iso3, c.name AS country, c.cow_code, y.funding_year, max(y.tier) AS tier,
  {", ".join(f"{sql} AS {name}" for name, sql, _ in _group_columns())},
  count(*) AS n_groups,
  {_united("y.usage_warnings")} AS usage_warnings,
  {_united("y.flags")} AS flags,
  {_united("y.claim_ids")} AS claim_ids,
  string_agg(y.purpose_group || ': ' || y.citation, ' | ' ORDER BY y.purpose_group) AS citation,
  string_agg(DISTINCT y.licence, ' | ' ORDER BY y.licence) AS licence
FROM country_year y LEFT JOIN countries c ON c.country_iso3 = y.country_iso3
GROUP BY y.country_iso3, c.name, c.cow_code, y.funding_year
""",  # noqa: S608 - column names of ours
)


def _why_not(whole: str, what: str, *others: str) -> str:
    """Why a figure for reintegration cannot be compared with another: the first reason that applies, else NULL."""
    return "\n      ".join(
        (
            "CASE",
            "WHEN reintegration_usd IS NULL AND reintegration_method IS NOT NULL THEN 'no exchange rate for the year'",
            "WHEN reintegration_usd IS NULL AND said_funded",
            "THEN 'reintegration is said to be funded, but not with how much'",
            "WHEN reintegration_usd IS NULL THEN 'no report states a sum for reintegration'",
            f"WHEN {whole}_usd IS NULL AND {whole}_method IS NOT NULL THEN 'no exchange rate for the year'",
            f"WHEN {whole}_usd IS NULL THEN 'no report states {what}'",
            f"WHEN list_contains(reintegration_flags || {whole}_flags, 'mixed_scope')",
            "THEN 'some of the money also serves people who were not trafficked'",
            f"WHEN list_contains(reintegration_warnings || {whole}_warnings, 'zero_of_part')",
            "THEN 'a zero is stated for one purpose or recipient only'",
            *others,
            "END",
        )
    )


def _of_group(group: PurposeGroup, name: str) -> str:
    own = f"FILTER (WHERE purpose_group = '{group}')"
    flags = f"max(string_split(coalesce(flags, ''), ';')) {own}"
    warnings = f"max(string_split(coalesce(usage_warnings, ''), ';')) {own}"
    return (
        f"max(best_usd) {own} AS {name}_usd, max(method) {own} AS {name}_method, {flags} AS {name}_flags, "
        f"{warnings} AS {name}_warnings"
    )


RE_INTEGRATION_SHARE = View(
    "re_integration_share",
    "What part of the stated money is for reintegration, where the figures can be compared; else the reason why not",
    _COUNTRY
    | _YEAR
    | {
        "reintegration_usd": "Best figure for reintegration; NULL if no sum is stated [USD]",
        "victim_assistance_usd": "Best figure for victim assistance other than reintegration; NULL if none [USD]",
        "stated_total_usd": "Best figure for anti-trafficking work as a whole; NULL if none [USD]",
        "share_of_assistance_pct": "Reintegration as part of reintegration and victim assistance together [percent]",
        "why_no_share_of_assistance": "Why share_of_assistance_pct is NULL; NULL where it is not",
        "share_of_total_pct": "Reintegration as part of the stated anti-trafficking total [percent]",
        "why_no_share_of_total": "Why share_of_total_pct is NULL; NULL where it is not",
        "flags": "Flags of all figures of the year, joined with ';'; NULL if none",
    },
    f"""
WITH figures AS (
  SELECT
    country_iso3, funding_year, {_united("flags")} AS flags,
    {_of_group(PurposeGroup.REINTEGRATION, "reintegration")},
    {_of_group(PurposeGroup.VICTIM_ASSISTANCE, "victim_assistance")},
    {_of_group(PurposeGroup.ANTI_TRAFFICKING_TOTAL, "stated_total")}
  FROM country_year GROUP BY country_iso3, funding_year
), said AS (
  SELECT DISTINCT country_iso3, funding_year, true AS said_funded FROM claims
  WHERE purpose_group = 'reintegration' AND funding_year IS NOT NULL
    AND status IN ('funded', 'increased', 'decreased') AND review <> 'rejected'
), judged AS (
  SELECT f.* EXCLUDE (country_iso3, funding_year),
    coalesce(f.country_iso3, s.country_iso3) AS country_iso3,
    coalesce(f.funding_year, s.funding_year) AS funding_year,
    {
        _why_not(
            "victim_assistance",
            "a sum for other victim assistance",
            "WHEN list_contains(reintegration_flags || victim_assistance_flags, 'part_of_other_group')",
            "THEN 'one of the figures may be inside the other'",
            "WHEN reintegration_usd + victim_assistance_usd = 0 THEN 'both are stated to be zero'",
        )
    } AS why_no_share_of_assistance,
    {
        _why_not(
            "stated_total",
            "an anti-trafficking total",
            "WHEN stated_total_usd = 0 THEN 'the total is stated to be zero'",
            "WHEN reintegration_usd > stated_total_usd THEN 'the figure for reintegration exceeds the stated total'",
        )
    } AS why_no_share_of_total
  FROM figures f FULL JOIN said s ON s.country_iso3 = f.country_iso3 AND s.funding_year = f.funding_year
)
SELECT
  j.country_iso3, c.name AS country, j.funding_year,
  j.reintegration_usd, j.victim_assistance_usd, j.stated_total_usd,
  CASE WHEN j.why_no_share_of_assistance IS NULL
    THEN 100 * j.reintegration_usd / (j.reintegration_usd + j.victim_assistance_usd) END AS share_of_assistance_pct,
  j.why_no_share_of_assistance,
  CASE WHEN j.why_no_share_of_total IS NULL
    THEN 100 * j.reintegration_usd / j.stated_total_usd END AS share_of_total_pct,
  j.why_no_share_of_total, j.flags
FROM judged j LEFT JOIN countries c ON c.country_iso3 = j.country_iso3
""",  # noqa: S608 - texts of ours
)

REPORTED_VS_SILENT = View(
    "reported_vs_silent",
    "One row per country and year: whether money is reported, denied, not told, or nothing was read. A gap is no zero",
    _COUNTRY
    | _YEAR
    | {
        "answer": "amount: country_year holds a sum; stated_zero: a report says there was none, for some purpose or recipient at least; said_no_amount: money is "
        "said to be there, with no sum for the year; not_reported: a report says that nothing was reported; silent: a "
        "narrative was read and says nothing of the year; not_held: no narrative that covers the year was read",
        "groups_with_amount": "Purpose groups with a sum in country_year, joined with ';'",
        "groups_stated_zero": "Purpose groups with a stated zero, joined with ';'",
        "n_claims": "Statements about the year's money in all documents [count]",
        "tip_document_id": "TIP Report of the following year, which describes the year, if a narrative of it was read",
        "tip_kind": "Original or abridgement; an abridgement restates funding passages only, so its silence weighs less",
    },
    """
WITH figures AS (
  SELECT country_iso3, funding_year,
    string_agg(purpose_group, ';' ORDER BY purpose_group) FILTER (WHERE method <> 'stated_none') AS groups_with_amount,
    string_agg(purpose_group, ';' ORDER BY purpose_group) FILTER (WHERE method = 'stated_none') AS groups_stated_zero
  FROM country_year GROUP BY country_iso3, funding_year
), statements AS (
  SELECT country_iso3, funding_year, count(*) AS n_claims,
    count(*) FILTER (WHERE status IN ('funded', 'increased', 'decreased')) AS n_money
  FROM claims WHERE funding_year IS NOT NULL AND review <> 'rejected' GROUP BY country_iso3, funding_year
), editions AS (
  SELECT country_iso3, edition_year - 1 AS funding_year,
    max(document_id) FILTER (WHERE narrative_found) AS tip_document_id,
    max(kind) FILTER (WHERE narrative_found) AS tip_kind
  FROM coverage WHERE source = 'tip' GROUP BY country_iso3, edition_year
), years AS (
  SELECT country_iso3, funding_year FROM figures
  UNION SELECT country_iso3, funding_year FROM statements
  UNION SELECT country_iso3, funding_year FROM editions
)
SELECT
  y.country_iso3, c.name AS country, y.funding_year,
  CASE
    WHEN f.groups_with_amount IS NOT NULL THEN 'amount'
    WHEN f.groups_stated_zero IS NOT NULL THEN 'stated_zero'
    WHEN s.n_money > 0 THEN 'said_no_amount'
    WHEN s.n_claims > 0 THEN 'not_reported'
    WHEN e.tip_document_id IS NOT NULL THEN 'silent'
    ELSE 'not_held'
  END AS answer,
  f.groups_with_amount, f.groups_stated_zero, coalesce(s.n_claims, 0) AS n_claims, e.tip_document_id, e.tip_kind
FROM years y
LEFT JOIN figures f ON f.country_iso3 = y.country_iso3 AND f.funding_year = y.funding_year
LEFT JOIN statements s ON s.country_iso3 = y.country_iso3 AND s.funding_year = y.funding_year
LEFT JOIN editions e ON e.country_iso3 = y.country_iso3 AND e.funding_year = y.funding_year
LEFT JOIN countries c ON c.country_iso3 = y.country_iso3
""",
)

WHAT_CHANGED = View(
    "what_changed",
    "What successive documents say of one year's money, each telling beside the one before it",
    _COUNTRY
    | _YEAR
    | {
        "purpose_group": "Group of purposes",
        "series": "Which money within the group: purpose, recipient and funder type",
        "telling": "Place of this telling among those of the year, 1 for the first document [count]",
        "document_id": "Document that tells it",
        "edition_year": "Edition of that document [year]",
        "amount": "What this document says of the year, in `currency` [currency]",
        "currency": "ISO 4217 code",
        "previous_document_id": "Document of the telling before; NULL for the first",
        "previous_amount": "What the telling before says, in its own currency [currency]",
        "change_pct": "Change from the telling before; NULL for the first, and where the currencies differ [percent]",
        "used": "Whether country_year uses this telling",
        "claim_ids": "Claims of this telling, joined with ';'",
    },
    """
WITH told AS (
  SELECT *,
    row_number() OVER telling AS telling,
    lag(document_id) OVER telling AS previous_document_id,
    lag(amount) OVER telling AS previous_amount,
    lag(currency) OVER telling AS previous_currency
  FROM restatements
  WINDOW telling AS (
    PARTITION BY country_iso3, funding_year, purpose_group, series ORDER BY edition_year, document_id
  )
)
SELECT
  t.country_iso3, c.name AS country, t.funding_year, t.purpose_group, t.series, t.telling, t.document_id, t.edition_year,
  t.amount, t.currency, t.previous_document_id, t.previous_amount,
  CASE WHEN t.currency = t.previous_currency AND t.previous_amount > 0
    THEN 100 * (t.amount - t.previous_amount) / t.previous_amount END AS change_pct,
  t.used, t.claim_ids
FROM told t LEFT JOIN countries c ON c.country_iso3 = t.country_iso3
""",
)

VIEWS = (FUNDING_BY_COUNTRY_YEAR, RE_INTEGRATION_SHARE, REPORTED_VS_SILENT, WHAT_CHANGED)
