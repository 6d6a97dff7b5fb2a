"""Which claims may enter a sum, and what each tells about a country's money in a year.

Belongs here: rule 1 of DESIGN.md (what never enters a sum) and the claim as the reconciliation sees it.
Does not belong here: deciding which claims speak of the same money (`streams`) or adding (`country_year`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.dataset.frames import each_row, is_null
from pipeline.dataset.rates import Rates
from schemas.codes import Modality, Periodicity, Review, Scope, Status

#: Country, funding year, purpose group.
CellKey = tuple[str, int, str]

#: A claim with one of these flags has an amount that is not one year's level of funding.
NEVER_SUMMED = frozenset({"change", "share", "multi_year", "commitment", "impossible_number", "currency_unknown"})
_RATES_PER_UNIT = frozenset({Periodicity.PER_DAY.value, Periodicity.PER_MONTH.value, Periodicity.PER_VICTIM.value})


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim that counts: what one document says of some money in one year.

    Amounts are in whole units of `currency`, in its present unit, for all recipients that get the stated amount each; `repeats` are further claims of the same
    document that say the same again, and count nothing.
    """

    claim_id: str
    document_id: str
    edition_year: int
    low: float
    high: float
    currency: str
    usd: float | None
    purpose: str
    funder_type: str
    funder: str | None
    recipient_type: str
    recipient: str | None
    broader: bool
    modality: str | None
    sentence: tuple[str, str | None, str | None]
    part_of: str | None
    flags: frozenset[str]
    repeats: tuple[str, ...] = ()

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """The claim and its repeats, sorted."""
        return tuple(sorted((self.claim_id, *self.repeats)))


def flags_of(value: object) -> frozenset[str]:
    """The flags of a cell: text joined with ';', or NULL."""
    return frozenset() if is_null(value) else frozenset(str(value).split(";"))


def joined(flags: Iterable[str]) -> str | None:
    """Flags as a cell: sorted and joined with ';', NULL for none."""
    return ";".join(sorted(set(flags))) or None


def has_flag(table: pd.DataFrame, flags: Collection[str]) -> pd.Series:
    """Which rows of a table with `flags` carry one of those given."""
    return pd.Series([not flags_of(f).isdisjoint(flags) for f in table["flags"]], index=table.index, dtype="bool")


def why_not_counted(claims: pd.DataFrame) -> pd.Series:
    """For each claim the reason why its amount enters no sum; NULL where it does.

    Reasons: rejected, no_amount, no_currency, no_year, the periodicity, pledged, each_of_unknown_number, or the flag
    that forbids it.
    """
    reasons = pd.Series(pd.NA, index=claims.index, dtype="string")

    def mark(rows: pd.Series, reason: str) -> None:
        reasons[rows.fillna(False) & reasons.isna()] = reason

    mark(claims["review"] == Review.REJECTED.value, "rejected")
    mark(claims["status"] != Status.FUNDED.value, "not_funded")
    mark(claims["amount_low"].isna() & claims["amount_high"].isna(), "no_amount")
    mark(claims["currency"].isna(), "no_currency")
    mark(claims["funding_year"].isna(), "no_year")
    for periodicity in sorted(_RATES_PER_UNIT | {Periodicity.MULTI_YEAR.value}):
        mark(claims["periodicity"] == periodicity, periodicity)
    mark(claims["modality"] == Modality.PLEDGED.value, "pledged")
    mark(has_flag(claims, {"multiplied"}) & claims["multiplier"].isna(), "each_of_unknown_number")
    for flag in sorted(NEVER_SUMMED):
        mark(has_flag(claims, {flag}), flag)
    return reasons


def tellings(claims: pd.DataFrame, documents: pd.DataFrame, rates: Rates) -> Iterator[tuple[CellKey, list[Telling]]]:
    """Cells in order of their key, each with its countable claims, the latest document first.

    Old currencies are redenominated. `usd` is the report's own dollars, or the amount at the year's average rate;
    it serves only to recognise the same money told in two currencies.
    """
    editions = dict(zip(documents["document_id"], documents["edition_year"], strict=True))
    by_cell: defaultdict[CellKey, list[Telling]] = defaultdict(list)
    for row in each_row(claims[why_not_counted(claims).isna()]):
        key = (str(row.country_iso3), int(row.funding_year), str(row.purpose_group))
        by_cell[key].append(_telling(row, editions.get(row.document_id), key[1], rates))
    for key in sorted(by_cell):
        yield key, sorted(by_cell[key], key=lambda t: (-t.edition_year, t.document_id, -t.low, t.claim_id))


def _telling(row: Any, edition: object, year: int, rates: Rates) -> Telling:
    ends = [float(a) for a in (row.amount_low, row.amount_high) if not is_null(a)]
    times = 1 if is_null(row.multiplier) else int(row.multiplier)
    low, currency = rates.redenominated(times * min(ends), str(row.currency))
    high, _ = rates.redenominated(times * max(ends), str(row.currency))
    return Telling(
        claim_id=str(row.claim_id),
        document_id=str(row.document_id),
        edition_year=0 if is_null(edition) else int(str(edition)),
        low=low,
        high=high,
        currency=currency,
        usd=_dollars(None if is_null(row.stated_usd) else times * float(row.stated_usd), low, currency, year, rates),
        purpose=str(row.purpose),
        funder_type=str(row.funder_type),
        funder=_known(row.funder),
        recipient_type=str(row.recipient_type),
        recipient=_known(row.recipient),
        broader=row.scope == Scope.BROADER.value,
        modality=_known(row.modality),
        sentence=(str(row.sentence_sha), _known(row.section), _known(row.paragraph)),
        part_of=_known(row.part_of),
        flags=flags_of(row.flags) | ({"old_currency"} if currency != row.currency else frozenset()),
    )


def _known(value: object) -> str | None:
    return None if is_null(value) else str(value)


def _dollars(stated: object, low: float, currency: str, year: int, rates: Rates) -> float | None:
    if currency == "USD":
        return low
    if not is_null(stated):
        return float(str(stated))
    try:
        return rates.to_usd(low, currency, year)
    except LookupError:
        return None
