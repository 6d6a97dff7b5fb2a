"""What a country's page shows.

Belongs here: choosing and ordering what the template prints. Does not belong here: HTML, or computing a figure: ends
of a range in euros and in constant prices are those in dollars, moved by the ratio of the two best figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.site import evidence, words
from pipeline.site.amounts import amount
from pipeline.site.gaps import Known, YearKnown, in_words, stretches
from pipeline.site.tables import Release, Row

Images = Mapping[str, tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class View:
    """A way to show money: its code in the page's data, the currency, and what the reader is told."""

    code: str
    currency: str
    label: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as the page shows it."""

    row: Row
    anchor: str
    group: str
    text: str
    range: str
    method: str
    tier: str
    zero: bool
    warnings: tuple[str, ...]
    values: dict[str, tuple[float, float, float]]
    statements: tuple[evidence.Statement, ...]
    tellings: tuple[evidence.Telling, ...]
    citation: str


@dataclass(frozen=True, slots=True)
class Country:
    """Everything of one country's page."""

    code: str
    name: str
    figures: tuple[Shown, ...]
    others: tuple[evidence.Statement, ...]
    victims: tuple[evidence.Victims, ...]
    years: tuple[YearKnown, ...]
    years_in_words: str
    views: tuple[View, ...]
    start: str
    tiers: dict[int, str]
    read: tuple[tuple[str, bool, int], ...]


def anchor(figure: Row) -> str:
    """Where a figure stands on its country's page."""
    return f"f-{figure['funding_year']}-{figure['purpose_group']}"


def views(figures: list[Row], base_years: list[int]) -> tuple[View, ...]:
    """The ways to show a country's money: currencies stated, dollars, euros, and constant prices where they are held."""
    stated = sorted({f["currency"] for f in figures} - {None, "USD", "EUR"})
    made = [View(code, code, f"{words.currency_name(code)}, as stated") for code in stated]
    made += [View("usd", "USD", "US dollars"), View("eur", "EUR", "euros")]
    if any(f["best_usd_constant"] for f in figures):
        prices = f"prices of {base_years[0]}" if len(base_years) == 1 else "constant prices"
        made.append(View("usd_constant", "USD", f"US dollars, {prices}"))
    return tuple(made)


def values(figure: Row) -> dict[str, tuple[float, float, float]]:
    """Best, low and high of a figure in each view that it can be shown in; a stated zero is zero in all, and has none."""
    if figure["method"] == "stated_none":
        return {}
    best, low, high = figure["best"], figure["low"], figure["high"]
    found = {}
    if figure["currency"] not in (None, "USD", "EUR"):
        found[figure["currency"]] = (best, low, high)
    if figure["best_usd"] is not None:
        found["usd"] = (figure["best_usd"], figure["low_usd"], figure["high_usd"])
    for view, column in (("eur", "best_eur"), ("usd_constant", "best_usd_constant")):
        moved = figure[column]
        if moved is not None:
            ratio = moved / best if best else 0.0
            found[view] = (moved, low * ratio, high * ratio)
    return found


def shown(figure: Row, name: str, release: Release, images: Images) -> Shown:
    """A row of country_year with everything behind it."""
    zero = figure["method"] == "stated_none"
    return Shown(
        row=figure,
        anchor=anchor(figure),
        group=words.GROUPS[figure["purpose_group"]][0],
        text=amount(figure, release),
        range=words.span(figure["low"], figure["high"], figure["currency"]) if figure["low"] != figure["high"] else "",
        method=words.METHODS[figure["method"]],
        tier=words.TIERS.get(figure["tier"] or "", ""),
        zero=zero,
        warnings=evidence.cautions(figure, release.warnings),
        values=values(figure),
        statements=tuple(
            evidence.statement(release.claims[i], release, _image(i, images)) for i in figure["claim_ids"].split(";")
        ),
        tellings=evidence.tellings(figure, release),
        citation=evidence.citation(figure, name, release),
    )


def _image(claim_id: str, images: Images) -> tuple[str, int, int] | None:
    found = images.get(claim_id)
    return (f"evidence/{found[0]}", *found[1:]) if found else None


def country(code: str, release: Release, images: Images, known: list[YearKnown]) -> Country:
    """The page of one country; figures from the latest year back, then in order of purpose."""
    name, order = release.countries[code], list(words.GROUPS)
    rows = [r for r in release.rows("country_year") if r["country_iso3"] == code]
    rows.sort(key=lambda r: (-r["funding_year"], order.index(r["purpose_group"])))
    used = {claim_id for r in rows for claim_id in r["claim_ids"].split(";")}
    rest = [c for c in release.rows("claims") if c["country_iso3"] == code and c["claim_id"] not in used]
    rest.sort(key=lambda c: (-(c["funding_year"] or 0), c["document_id"], c["claim_id"]))
    ways = views(rows, release.base_years)
    coverage = [c for c in release.rows("coverage") if c["country_iso3"] == code and c["narrative_found"]]
    return Country(
        code=code,
        name=name,
        figures=tuple(shown(r, name, release, images) for r in rows),
        others=tuple(evidence.statement(c, release, _image(c["claim_id"], images)) for c in rest),
        victims=evidence.victims(code, release),
        years=tuple(known),
        years_in_words=in_words(known),
        views=ways,
        start=_start(rows),
        tiers=_tiers(code, release),
        read=tuple(
            (d["title"] or d["document_id"], d["kind"] == "abridged", c["n_claims"])
            for c in sorted(coverage, key=lambda c: (c["edition_year"], c["source"]))
            for d in [release.documents[c["document_id"]]]
        ),
    )


def _start(rows: list[Row]) -> str:
    """The view to begin with: euros where most figures are stated in them, dollars otherwise."""
    return "eur" if 2 * sum(r["currency"] == "EUR" for r in rows) > len(rows) else "usd"


def _tiers(code: str, release: Release) -> dict[int, str]:
    """Tier by the year that a report describes: the one before its edition."""
    found = {}
    for row in release.rows("narratives"):
        document = release.documents[row["document_id"]]
        if row["country_iso3"] == code and row["tier"] and document["edition_year"]:
            found[document["edition_year"] - 1] = row["tier"]
    return found


def page_data(page: Country, columns: list[str]) -> dict[str, Any]:
    """What the page's script needs: figures in every view, years, and the rows to download."""
    return {
        "code": page.code,
        "name": page.name,
        "start": page.start,
        "views": [{"code": v.code, "currency": v.currency, "label": v.label} for v in page.views],
        "figures": [
            {
                "id": f.anchor, "year": f.row["funding_year"], "group": f.group, "zero": f.zero, "text": f.text, "method": f.method,
                "values": f.values,
            }
            for f in page.figures
        ],
        "years": [[y.year, y.known, page.tiers.get(y.year, "")] for y in page.years],
        "columns": columns,
        "rows": [[f.row[c] for c in columns] for f in page.figures],
    }  # fmt: skip


def summary(page: Country) -> str:
    """One sentence on what is known of the country."""
    by = {k: [y.year for y in page.years if y.known == k] for k in Known}
    parts = []
    if by[Known.SUM]:
        parts.append(f"Sums are reported for {', '.join(stretches(by[Known.SUM]))}")
    if by[Known.ZERO]:
        parts.append(f"reports say there was no money for some purpose in {', '.join(stretches(by[Known.ZERO]))}")
    if by[Known.WORDS]:
        parts.append(f"money is mentioned without a sum for {', '.join(stretches(by[Known.WORDS]))}")
    text = "; ".join(parts) or "No report that was read tells a sum"
    return (
        text[:1].upper() + text[1:] + f". For {len(by[Known.NOT_HELD])} of {len(page.years)} years no report was read."
    )
