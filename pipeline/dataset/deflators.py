"""Deflators: the table of price indices, and figures in prices of the base year.

Belongs here: rebasing an index. Does not belong here: exchange rates. Dollars at the year's average rate are brought to
the base year with the prices of the United States, so that figures of all countries stay comparable in one money.
"""

import pandas as pd

from schemas import empty_frame, model_of

#: The series of data/raw/deflators/us_cpi_u.csv, named in every row.
SERIES = "US CPI-U, all items, US city average, not seasonally adjusted (BLS CUUR0000SA0)"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


class UnusableIndex(ValueError):
    """The price index cannot be used; the message is one line."""


def base_year(index: pd.DataFrame) -> int:
    """The latest year whose twelve months were all published.

    Raises:
        UnusableIndex: there is no such year.
    """
    whole = index[index[_MONTHS].notna().all(axis="columns")]
    if whole.empty:
        raise UnusableIndex("data/raw/deflators/us_cpi_u.csv: no year has all twelve months; restore the file")
    return int(whole["year"].astype("int64").max())


def deflators(index: pd.DataFrame) -> pd.DataFrame:
    """The `deflators` table: the annual average of each year as a share of the base year's, times 100.

    Args:
        index: us_cpi_u.csv as text: year, annual_average and the months, empty where a month was not published.

    Raises:
        UnusableIndex: no year is complete.
        pandera.errors.SchemaErrors: an index is missing, not positive or told twice.
    """
    base = base_year(index)
    table = index[["year", "annual_average"]].astype({"year": "int64", "annual_average": "float64"})
    of_base = float(table.loc[table["year"] == base, "annual_average"].iloc[0])
    table = table.assign(
        currency="USD",
        index_value=(100 * table["annual_average"] / of_base).round(4),
        base_year=base,
        source=SERIES,
    )
    table = table.reindex(columns=list(empty_frame("deflators").columns))
    return model_of("deflators").validate(table.sort_values("year", kind="stable", ignore_index=True), lazy=True)


def in_constant_usd(usd: pd.Series, years: pd.Series, table: pd.DataFrame) -> pd.Series:
    """Dollars of each year in dollars of the base year, to the cent; NULL where the dollars or the year's index are.

    Args:
        usd: nominal US dollars.
        years: the year of each.
        table: the `deflators` table.
    """
    per_year = table[table["currency"] == "USD"].set_index("year")["index_value"]
    index = years.astype("Int64").map(per_year).astype("Float64")
    return (usd.astype("Float64") * 100 / index).round(2)
