"""The `countries` table: names and the codes under which other data sets know a country.

Belongs here: joining codes and names. Does not belong here: recognising a country's name in a report
(`pipeline.reports.countries`).
"""

import pandas as pd

from schemas import empty_frame, model_of
from schemas.countries import ALPHA2_OF, FORMER, english_name


class UnusableCodes(ValueError):
    """codes.csv does not fit the list of countries; the message is one line."""


def countries(codes: pd.DataFrame) -> pd.DataFrame:
    """The `countries` table, sorted by ISO3, with English names from CLDR through babel.

    A former country may share the COW code of the state that continues its membership; no two others may.

    Args:
        codes: data/raw/countries/codes.csv as text: country_iso3, iso_numeric (three digits), cow_code.

    Raises:
        UnusableCodes: a country of `schemas.countries` has no line, or a line no country, or two lines one code.
        pandera.errors.SchemaErrors: a code has the wrong form.
    """
    listed = set(codes["country_iso3"])
    if strange := sorted(listed ^ set(ALPHA2_OF)):
        raise UnusableCodes(
            f"data/raw/countries/codes.csv and schemas/countries.py differ in {', '.join(strange)}; list each in both"
        )
    of_today = codes[~codes["country_iso3"].isin(list(FORMER))]
    for column, lines in (("country_iso3", codes), ("iso_numeric", codes), ("cow_code", of_today)):
        held = lines[column].dropna()
        if len(twice := sorted(set(held[held.duplicated()]))):
            raise UnusableCodes(
                f"data/raw/countries/codes.csv: {column} {', '.join(twice)} stands twice; keep one line"
            )
    table = codes.assign(
        name=[english_name(str(code)) for code in codes["country_iso3"]],
        cow_code=pd.to_numeric(codes["cow_code"]).astype("Int64"),
    )
    table = table.reindex(columns=list(empty_frame("countries").columns))
    return model_of("countries").validate(
        table.sort_values("country_iso3", kind="stable", ignore_index=True), lazy=True
    )
