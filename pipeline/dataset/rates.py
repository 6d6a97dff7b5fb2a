"""Exchange rates: the table of annual averages, and looking a rate up.

Belongs here: rates, conversion, old currencies. Does not belong here: claims, or deciding which
figure to convert. Rates are annual averages of the funding year; the dollars a report prints are
evidence and never a rate (see DESIGN.md, exchange_rates).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from pipeline.dataset.frames import each_row, is_null
from schemas import empty_frame, model_of

#: The series that conversions use; the others are cross-checks and named conventions.
USED_SOURCE = "imf"


class MissingRate(LookupError):
    """No annual average for a currency and year; the message is one line."""

    def __init__(self, currency: str, year: int) -> None:
        """Name the currency (ISO 4217) and the calendar year."""
        super().__init__(f"no exchange rate for {currency} in {year}; add it to data/raw/fx/annual_average.csv")
        self.currency = currency
        self.year = year


@dataclass(frozen=True, slots=True)
class Succession:
    """A currency that another one replaces or is pegged to: `old_per_new` units of old make one of new."""

    old: str
    new: str
    old_per_new: float
    from_year: int
    kind: str


@dataclass(frozen=True)
class Rates:
    """Annual average rates with the currencies that stand for older ones.

    `per_usd` maps (currency, year) to units of the currency per US dollar.
    """

    per_usd: Mapping[tuple[str, int], float]
    successions: Mapping[str, Succession] = field(default_factory=dict)

    @classmethod
    def from_tables(cls, exchange_rates: pd.DataFrame, redenominations: pd.DataFrame) -> "Rates":
        """Lookup over the used series of `exchange_rates` and the rows of redenominations.csv."""
        used = exchange_rates[exchange_rates["source"] == USED_SOURCE].dropna(subset=["units_per_usd"])
        per_usd = {
            (str(row.currency), int(row.year)): float(row.units_per_usd)
            for row in each_row(used[["currency", "year", "units_per_usd"]])
        }
        successions = {
            str(row.old): Succession(
                str(row.old), str(row.new), float(row.old_per_new), int(row.from_year), str(row.kind)
            )
            for row in each_row(redenominations)
        }
        return cls(per_usd, successions)

    def redenominated(self, amount: float, currency: str) -> tuple[float, str]:
        """The amount in the currency's present unit: 10,000 ROL are 1 RON, in every year.

        Only redenominations count; a national currency before the euro stays what it was.
        """
        step = self.successions.get(currency)
        if step is None or step.kind != "redenomination":
            return amount, currency
        return self.redenominated(amount / step.old_per_new, step.new)

    def units_per_usd(self, currency: str, year: int) -> float:
        """Units of a currency per US dollar, annual average of a calendar year.

        Without a rate of its own, a redenominated or pegged currency takes the rate of the one that stands for it,
        and one that the euro replaced takes the fixed conversion rate from the year of the change on.

        Raises:
            MissingRate: neither the currency nor one that stands for it has a rate in that year.
        """
        if currency == "USD":
            return 1.0
        rate = self.per_usd.get((currency, year))
        if rate is not None:
            return rate
        step = self.successions.get(currency)
        if step is None or (step.kind == "euro" and year < step.from_year):
            raise MissingRate(currency, year)
        try:
            return self.units_per_usd(step.new, year) * step.old_per_new
        except MissingRate:
            raise MissingRate(currency, year) from None

    def units_per_eur(self, currency: str, year: int) -> float:
        """Units of a currency per euro, from the dollar rates of both.

        Raises:
            MissingRate: a rate is missing for the currency or for the euro.
        """
        return self.units_per_usd(currency, year) / self.units_per_usd("EUR", year)

    def convert(self, amount: float, currency: str, to: str, year: int) -> float:
        """An amount in another currency at the year's average rate.

        Raises:
            MissingRate: one of the two rates is missing.
        """
        if currency == to:
            return amount
        return amount / self.units_per_usd(currency, year) * self.units_per_usd(to, year)

    def to_usd(self, amount: float, currency: str, year: int) -> float:
        """US dollars at the year's average rate; raises MissingRate."""
        return self.convert(amount, currency, "USD", year)

    def to_eur(self, amount: float, currency: str, year: int) -> float:
        """Euros at the year's average rate; raises MissingRate."""
        return self.convert(amount, currency, "EUR", year)


def exchange_rates(
    imf: pd.DataFrame, relabelled: pd.DataFrame, conventions: pd.DataFrame, ecb: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The `exchange_rates` table.

    Args:
        imf: annual_average.csv: currency, year, units_per_usd.
        relabelled: rows of the source filed under a wrong code or unit: what they mean, or nothing where they are unusable.
        conventions: named fixed rates, each for a span of years.
        ecb: cross-check with units_per_eur, from `pipeline.sources.ecb`.

    Raises:
        pandera.errors.SchemaErrors: a rate is missing, not positive or told twice.
    """
    used = _relabel(imf.astype({"year": "int64", "units_per_usd": "float64"}), relabelled)
    per_euro = used[used["currency"] == "EUR"].set_index("year")["units_per_usd"]
    used["units_per_eur"] = used["units_per_usd"] / used["year"].map(per_euro)
    used["source"] = USED_SOURCE
    parts = [used, _by_year(conventions)]
    if ecb is not None and len(ecb):
        parts.append(ecb)
    order = list(empty_frame("exchange_rates").columns)
    table = pd.concat([part.reindex(columns=order) for part in parts], ignore_index=True)
    table = table.sort_values(["currency", "year", "source"], kind="stable", ignore_index=True)
    return model_of("exchange_rates").validate(table, lazy=True)


def _relabel(imf: pd.DataFrame, relabelled: pd.DataFrame) -> pd.DataFrame:
    table = imf.copy()
    for row in each_row(relabelled):
        hit = (
            (imf["currency"] == row.currency)
            & (imf["year"] >= int(row.year_start))
            & (imf["year"] <= int(row.year_end))
        )
        table.loc[hit, "currency"] = row.means
        if not is_null(row.means):
            table.loc[hit, "units_per_usd"] /= float(row.divide_by)
    return table.dropna(subset=["currency"]).reset_index(drop=True)


def _by_year(conventions: pd.DataFrame) -> pd.DataFrame:
    rows = [
        {
            "currency": row.currency,
            "year": year,
            "source": row.source,
            "units_per_usd": float(row.units_per_usd),
            "units_per_eur": float(row.units_per_eur),
        }
        for row in each_row(conventions)
        for year in range(int(row.year_start), int(row.year_end) + 1)
    ]
    return pd.DataFrame(rows)


def rate_differences(table: pd.DataFrame, tolerance: float = 0.01) -> pd.DataFrame:
    """Where the used series and the ECB's differ in units per euro by more than `tolerance` (a share, 0.01 = 1 %).

    Returns columns currency, year, imf, ecb, difference_pct; sorted by currency and year.
    """
    wide = table.pivot_table(index=["currency", "year"], columns="source", values="units_per_eur")
    wide = wide.reindex(columns=[USED_SOURCE, "ecb"]).dropna().reset_index()
    wide.columns.name = None
    wide["difference_pct"] = (wide["ecb"] / wide[USED_SOURCE] - 1) * 100
    return wide[wide["difference_pct"].abs() > tolerance * 100].reset_index(drop=True)
