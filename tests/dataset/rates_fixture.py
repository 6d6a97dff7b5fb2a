"""A handful of round rates: 100 lek, 0.8 euro, 50 denars or 2 lev make a dollar, in every year from 2010 to 2020."""

from pipeline.dataset.rates import Rates, Succession

YEARS = range(2010, 2021)
PER_USD = {"ALL": 100.0, "EUR": 0.8, "MKD": 50.0, "BGN": 2.0, "RON": 4.0, "USD": 1.0}

RATES = Rates(
    {(currency, year): rate for currency, rate in PER_USD.items() for year in YEARS},
    {"ROL": Succession("ROL", "RON", 10_000, 2005, "redenomination")},
)
