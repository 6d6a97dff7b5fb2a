"""Old money of one name: "400 million kwacha in 2012" is not the kwacha of 2013.

Belongs here: which of two currencies that share a name an amount of an earlier year is in. What they are worth in each other
is the rates' work.
"""

import re
from collections.abc import Sequence

from pipeline.claims.amount import Money
from pipeline.claims.clauses import Clause
from pipeline.claims.currencies import local_currencies, vocabulary
from pipeline.claims.model import Context
from pipeline.claims.when import When

#: Times another year's figure beyond which an earlier one is in old money; a tenth of it is the smallest cut so far.
_OLD_MONEY = 5.0
_CODE = re.compile(r"\b[A-Z]{3}\b")


def in_their_years(clause: Clause, dates: Sequence[When], context: Context) -> tuple[Money, ...]:
    """The amounts of a sentence, those of years before a redenomination in the currency of that year.

    A report may tell an earlier year's figure in the new money: it is left so where it is of the size of the figure
    beside it, and where the text prints the currency's code.
    """
    now = local_currencies(context.country_iso3, context.main_year)[:1]
    if not now or all(when.year is None or when.year >= context.main_year for when in dates):
        return clause.money
    told = []
    for money, when in zip(clause.money, dates, strict=True):
        then = local_currencies(context.country_iso3, when.year)[:1] if when.year is not None else now
        named = not _CODE.search(clause.text, money.start, money.end)
        if money.currency == now[0] and named and then and then != now and _share_a_name(then[0], now[0]):
            beside = [
                m.low
                for m, w in zip(clause.money, dates, strict=True)
                if m.currency == now[0] and w.year and local_currencies(context.country_iso3, w.year)[:1] == now
            ]
            if all(money.low > _OLD_MONEY * other for other in beside):
                money = money._replace(currency=then[0])
        told.append(money)
    return tuple(told)


def _share_a_name(one: str, other: str) -> bool:
    return any(one in codes and other in codes for codes in vocabulary().nouns.values())
