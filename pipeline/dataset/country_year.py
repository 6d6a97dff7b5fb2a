"""One figure for a country, year and purpose group, with its range, method and caveats.

Belongs here: adding up streams and saying how it was done (rules 1 to 5 of DESIGN.md). Does not belong
here: recognising the same money (`streams`), or which claims may be added at all (`tellings`).

Where a report gives a range, best is its low end: the report states that number, it does not overstate, and
a reader who follows the figure to its sentence finds it there; a midpoint stands in no source. The upper
end goes into high.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

import pandas as pd

from pipeline.dataset.cells import Cell, cells
from pipeline.dataset.checks import conversion_gaps, parts_and_totals
from pipeline.dataset.context import with_context
from pipeline.dataset.frames import each_group, each_row
from pipeline.dataset.home import home_currency
from pipeline.dataset.rates import MissingRate, Rates
from pipeline.dataset.streams import other_money
from pipeline.dataset.tellings import NEVER_SUMMED, Telling, joined, why_not_counted
from schemas import empty_frame, model_of
from schemas.codes import FunderType, Method, Modality, Review, Source, Status

#: A restated amount that differs by more than this share is flagged (rule 3).
RESTATED = 0.05
#: A figure more than this many times the year before, or less than one such part of it, is flagged.
JUMP = 3.0

_PLANNED = frozenset({Modality.BUDGETED.value, Modality.ALLOCATED.value})
_SPENT = frozenset({Modality.DISBURSED.value, Modality.SPENT.value})
_OTHER_FUNDERS = frozenset(
    {
        FunderType.SUBNATIONAL_GOVERNMENT.value,
        FunderType.FOREIGN_GOVERNMENT.value,
        FunderType.INTERNATIONAL_ORGANISATION.value,
        FunderType.PRIVATE.value,
    }
)


def country_year(
    claims: pd.DataFrame,
    documents: pd.DataFrame,
    narratives: pd.DataFrame,
    rates: Rates,
    countries: pd.DataFrame | None = None,
    deflators: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The `country_year` table, sorted by its key; money of all funders, each grant once.

    Args:
        claims: the reviewed claims.
        documents: for the edition that tells a year last.
        narratives: for the tier.
        rates: annual averages; without one the dollars and euros are NULL and the row is flagged no_rate.
        countries: the `countries` table, for the Correlates of War code; without it that code is NULL.
        deflators: the `deflators` table, for constant prices; without it they are NULL.

    Raises:
        pandera.errors.SchemaErrors: a row breaks the model.
    """
    context = _Context.of(claims, rates)
    rows = [_row(cell, rates, context) for cell in cells(claims, documents, rates)]
    told = {(r["country_iso3"], r["funding_year"], r["purpose_group"]) for r in rows}
    rows += [
        row
        for row in _stated_nothing(claims)
        if (row["country_iso3"], row["funding_year"], row["purpose_group"]) not in told
    ]
    tiers = _tiers(documents, narratives)
    for row in rows:
        row["tier"] = tiers.get((row["country_iso3"], row["funding_year"] + 1))
    _flag_jumps(rows)
    for row in rows:
        row["flags"] = joined(row["flags"])
    columns = list(empty_frame("country_year").columns)
    table = pd.DataFrame(rows, columns=columns) if rows else empty_frame("country_year")
    table = table.sort_values(["country_iso3", "funding_year", "purpose_group"], kind="stable", ignore_index=True)
    table = with_context(table, claims, countries, deflators)
    return model_of("country_year").validate(table, lazy=True)


@dataclass(frozen=True)
class _Context:
    """What a cell has to know of claims outside it: their purpose groups, which are totals, what checks found."""

    group_of: dict[str, str]
    totals: frozenset[str]
    found: dict[str, set[str]]

    @classmethod
    def of(cls, claims: pd.DataFrame, rates: Rates) -> "_Context":
        found: dict[str, set[str]] = {}
        for claim in conversion_gaps(claims, rates)["claim_id"]:
            found.setdefault(str(claim), set()).add("conversion_gap")
        for row in parts_and_totals(claims).itertuples(index=False):
            found.setdefault(str(row.claim_id), set()).add(str(row.finding))
        groups = dict(zip(claims["claim_id"], claims["purpose_group"], strict=True))
        return cls(groups, frozenset(claims["part_of"].dropna()), found)


def _row(cell: Cell, rates: Rates, context: _Context) -> dict[str, Any]:
    country, year, group = cell.key
    used = [cell.streams[place].latest for place in cell.roots]
    currency = _common_currency(used, home_currency(country, year), year, rates)
    flags: set[str] = set()

    def money(amount: float, of: str) -> float | None:
        try:
            return rates.convert(amount, of, currency, year)
        except MissingRate:
            flags.add("no_rate")
            return None

    possible = [p for p in cell.roots if money(cell.streams[p].latest.low, cell.streams[p].latest.currency) is not None]
    counted = [p for p in possible if cell.tells(cell.fullest_document, p)]
    for place in possible:
        others = [cell.streams[p].latest for p in counted if p != place]
        if place not in counted and all(other_money(cell.streams[place].latest, other) for other in others):
            counted.append(place)
    counted.sort()
    best = sum(_at(money, cell.streams[p].latest) for p in counted)
    low = min(best, _surely(cell, _firm(cell, counted) or counted, money))
    high = max(best, sum(_highest(cell, p, money) for p in possible))
    claims_used = [cell.streams[p].latest for p in counted]
    flags |= _flags(cell, counted, context)
    if counted != possible or not all(cell.is_firm(p) for p in counted):
        flags.add("carried_over")
    if any(t.currency != currency for t in claims_used):
        flags.add("currency_converted")
    in_usd = _in(rates, "USD", (best, low, high), currency, year)
    in_eur = _in(rates, "EUR", (best,), currency, year)
    if None in (*in_usd, *in_eur):
        flags.add("no_rate")
    return {
        "country_iso3": country, "funding_year": year, "purpose_group": group, "currency": currency,
        "best": best, "low": low, "high": high,
        "best_usd": in_usd[0], "low_usd": in_usd[1], "high_usd": in_usd[2], "best_eur": in_eur[0],
        "method": _method(cell, counted, context).value,
        "n_claims": sum(len(t.claim_ids) for t in claims_used),
        "n_documents": len(cell.documents),
        "claim_ids": ";".join(sorted(chain.from_iterable(t.claim_ids for t in claims_used))),
        "flags": flags,
    }  # fmt: skip


def _common_currency(used: list[Telling], home: str | None, year: int, rates: Rates) -> str:
    """The currency of a cell: the one that all its claims share, else the country's own.

    Where rates are missing, the currency into which most claims can be converted.
    """
    present = sorted({t.currency for t in used})
    if len(present) == 1:
        return present[0]

    def convertible(to: str) -> int:
        count = 0
        for telling in used:
            try:
                rates.convert(telling.low, telling.currency, to, year)
            except MissingRate:
                continue
            count += 1
        return count

    return max([*([home] if home else []), "USD", *present], key=convertible)


def _at(money: Any, telling: Telling) -> float:
    return float(money(telling.low, telling.currency))


def _known(money: Any, amounts: Iterable[tuple[float, str]]) -> list[float]:
    return [m for m in (money(amount, currency) for amount, currency in amounts) if m is not None]


def _firm(cell: Cell, counted: list[int]) -> list[int]:
    """What the lowest figure rests on: the latest document's streams; its totals alone where it states a total.

    Money told beside a stated total may already be inside it, and an earlier document's money may have been withdrawn.
    """
    firm = [p for p in counted if cell.is_firm(p)]
    totals = [p for p in firm if cell.children(p)]
    return totals or firm


def _surely(cell: Cell, places: list[int], money: Any) -> float:
    """The lowest sum: of what one kind of funder planned and what it spent, which may be the same, only the larger."""
    sums: defaultdict[tuple[str, str], float] = defaultdict(float)
    for place in places:
        latest = cell.streams[place].latest
        sums[latest.funder_type, _stage(latest)] += _lowest(cell, place, money)
    return sum(
        sums[funder, "other"] + max(sums[funder, "planned"], sums[funder, "spent"])
        for funder in sorted({funder for funder, _ in sums})
    )


def _stage(telling: Telling) -> str:
    if telling.modality in _PLANNED:
        return "planned"
    return "spent" if telling.modality in _SPENT else "other"


def _lowest(cell: Cell, place: int, money: Any) -> float:
    return min(_known(money, ((t.low, t.currency) for t in cell.streams[place].tellings)))


def _highest(cell: Cell, place: int, money: Any) -> float:
    told = max(_known(money, ((t.high, t.currency) for t in cell.streams[place].tellings)))
    parts = [
        _highest(cell, child, money)
        for child in cell.children(place)
        if _known(money, ((t.high, t.currency) for t in cell.streams[child].tellings))
    ]
    return max(told, sum(parts))


def _method(cell: Cell, counted: list[int], context: _Context) -> Method:
    if len(counted) > 1:
        return Method.SUM_OF_PARTS
    if set(cell.streams[counted[0]].latest.claim_ids) & context.totals or cell.children(counted[0]):
        return Method.STATED_TOTAL
    if len({t.document_id for t in cell.streams[counted[0]].tellings}) > 1:
        return Method.LATEST_RESTATEMENT
    return Method.SINGLE_STATEMENT


def _flags(cell: Cell, counted: list[int], context: _Context) -> set[str]:
    used = [cell.streams[p].latest for p in counted]
    group = cell.key[2]
    flags = set(chain.from_iterable(t.flags for t in used))
    flags |= set(chain.from_iterable(context.found.get(t.claim_id, ()) for t in used))
    if any(t.broader for t in used):
        flags.add("mixed_scope")
    if any(context.group_of.get(t.part_of, group) != group for t in used if t.part_of):
        flags.add("part_of_other_group")
    stages = {(t.funder_type, _stage(t)) for t in used}
    if any((funder, "planned") in stages and (funder, "spent") in stages for funder, _ in stages):
        flags.add("stages_mixed")
    for stream in cell.streams:
        latest = stream.latest
        if any(
            t.currency == latest.currency and abs(t.low - latest.low) > RESTATED * latest.low for t in stream.tellings
        ):
            flags.add("restated_over_5pct")
    return flags


def _in(rates: Rates, to: str, amounts: tuple[float, ...], currency: str, year: int) -> tuple[float | None, ...]:
    try:
        return tuple(rates.convert(amount, currency, to, year) for amount in amounts)
    except MissingRate:
        return (None,) * len(amounts)


def _stated_nothing(claims: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Zeros: the report says there was no money, and nothing at all says that there was some (rule 5).

    A rise, a rate per victim or money without an amount are all money, so they rule out a zero. That a donor or
    a municipality paid nothing is no zero of the country.
    """
    held = claims[(claims["review"] != Review.REJECTED.value) & claims["funding_year"].notna()]
    keys = ["country_iso3", "funding_year", "purpose_group"]
    some = held[held["status"].isin([Status.FUNDED.value, Status.INCREASED.value, Status.DECREASED.value])]
    paid = set(some[keys].itertuples(index=False, name=None))
    none = held[(held["status"] == Status.NONE.value) & ~held["funder_type"].isin(_OTHER_FUNDERS)]
    for (country, year, group), rows in each_group(none, keys):
        if (country, year, group) in paid:
            continue
        flags = set(chain.from_iterable(f.split(";") for f in rows["flags"].dropna())) - NEVER_SUMMED
        yield {
            "country_iso3": country, "funding_year": int(year), "purpose_group": group, "currency": None,
            "best": 0.0, "low": 0.0, "high": 0.0, "best_usd": 0.0, "low_usd": 0.0, "high_usd": 0.0, "best_eur": 0.0,
            "method": Method.STATED_NONE.value,
            "n_claims": len(rows), "n_documents": rows["document_id"].nunique(),
            "claim_ids": ";".join(sorted(rows["claim_id"])),
            "flags": flags,
        }  # fmt: skip


def _tiers(documents: pd.DataFrame, narratives: pd.DataFrame) -> dict[tuple[str, int], str]:
    """Tier by country and edition of the TIP Report."""
    tip = documents[documents["source"] == Source.TIP.value][["document_id", "edition_year"]]
    rows = narratives.dropna(subset=["tier"]).merge(tip.dropna(), on="document_id")
    return {(str(r.country_iso3), int(r.edition_year)): str(r.tier) for r in each_row(rows)}


def _flag_jumps(rows: list[dict[str, Any]]) -> None:
    """Mark figures that leap from the year before, in one currency where both years have it, else in dollars."""
    by_key = {(r["country_iso3"], r["purpose_group"], r["funding_year"]): r for r in rows}
    for row in rows:
        before = by_key.get((row["country_iso3"], row["purpose_group"], row["funding_year"] - 1))
        if before is None:
            continue
        same = row["currency"] == before["currency"]
        now, then = (row["best"], before["best"]) if same else (row["best_usd"], before["best_usd"])
        if now and then and not 1 / JUMP <= now / then <= JUMP:
            row["flags"].add("jump")


def uncounted(claims: pd.DataFrame) -> pd.DataFrame:
    """Claims with an amount that enter no country-year, with the reason; columns claim_id, reason."""
    reasons = why_not_counted(claims)
    rows = reasons.notna() & claims["amount_low"].notna()
    return pd.DataFrame({"claim_id": claims.loc[rows, "claim_id"], "reason": reasons[rows]}).reset_index(drop=True)
