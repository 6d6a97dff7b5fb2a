"""The currency a country uses in a year, for cells of mixed currencies.

Belongs here: country and year to currency. Does not belong here: rates, or reading currencies in text.
"""

import datetime as dt
from functools import cache

from babel.numbers import get_territory_currencies

from schemas.countries import ALPHA2_OF

#: Where CLDR lists the replacement of a currency by another later or otherwise than in the country itself, or not at all.
_CORRECTED = {
    "XKX": ((2002, "EUR"),),
    "MNE": ((2002, "EUR"),),
    "SRB": ((2003, "RSD"),),
    "SCG": ((2003, "CSD"),),
    "ANT": ((1990, "ANG"),),
}


@cache
def home_currency(country_iso3: str, year: int) -> str | None:
    """ISO 4217 code of the main legal tender in the middle of a year; None for an unknown country.

    Where two currencies are legal tender the country's own comes before a neighbour's or the dollar.
    Source: CLDR's supplemental currency data through babel.
    """
    for since, code in reversed(_CORRECTED.get(country_iso3, ())):
        if since <= year:
            return code
    alpha2 = ALPHA2_OF.get(country_iso3)
    if alpha2 is None:
        return None
    day = dt.date(year, 7, 1)
    codes = get_territory_currencies(alpha2, day, day, tender=True)
    own = [code for code in codes if code.startswith(alpha2)]
    return str((own or codes)[0]) if codes else None
