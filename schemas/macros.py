"""The macros of the DuckDB file: sums that users do again and again, with the release's own tables.

Belongs here: their SQL and what they give. Does not belong here: figures that are not in a table.

The SQL keeps to what DuckDB 1.0 knows. A macro puts the caller's words into its text, so the columns it reads carry
names no caller uses ("rate year"): with plain names `in_usd(best, currency, funding_year)` would compare the rate's
own currency with itself.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Macro:
    """A scalar macro: parameters in order, the expression it stands for, what it gives."""

    name: str
    description: str
    parameters: tuple[str, ...]
    expression: str


def _at_rate(column: str) -> str:
    return f"""(amount / (
  SELECT "rate units" FROM (
    SELECT currency AS "rate currency", year AS "rate year", {column} AS "rate units"
    FROM exchange_rates WHERE source = 'imf'
  ) AS "annual rates" WHERE "rate currency" = currency_code AND "rate year" = in_year
))"""  # noqa: S608 - a column name of ours


_IN = (
    "in_{0}(amount, currency_code, in_year): the amount in {1} at the year's average rate, as in country_year; NULL without "
    "a rate. currency_code is ISO 4217 [{2}]"
)

MACROS = (
    Macro(
        "in_usd", _IN.format("usd", "current US dollars", "USD"), ("amount", "currency_code", "in_year"),
        _at_rate("units_per_usd"),
    ),
    Macro(
        "in_eur", _IN.format("eur", "euro", "EUR"), ("amount", "currency_code", "in_year"),
        _at_rate("units_per_eur"),
    ),
    Macro(
        "per_identified_victim",
        "per_identified_victim(amount, iso3, in_year): the amount divided by the victims identified in the country that "
        "year; NULL where no count is held, it is zero, or its flags say that it is no sure number of the whole country "
        "(potential, includes_potential, by_ngo, one_body, year_doubtful, low_confidence). Not what help for one person "
        "costs [the amount's currency]",
        ("amount", "iso3", "in_year"),
        """(amount / nullif((
  SELECT "victims identified" FROM (
    SELECT country_iso3 AS "victims country", year AS "victims year", identified AS "victims identified" FROM victims
    WHERE flags IS NULL OR NOT list_has_any(string_split(flags, ';'),
      ['potential', 'includes_potential', 'by_ngo', 'one_body', 'year_doubtful', 'low_confidence'])
  ) AS "victims counted" WHERE "victims country" = iso3 AND "victims year" = in_year
), 0))""",
    ),
)  # fmt: skip
