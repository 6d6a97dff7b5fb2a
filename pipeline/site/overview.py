"""What the pages on all countries show: start, comparison, the article's table, all figures.

Belongs here: choosing and ordering. Does not belong here: HTML, or computing a figure.
"""

import json
from dataclasses import dataclass
from typing import Any

from pipeline.reports.countries import names_of
from pipeline.site import words
from pipeline.site.amounts import amount, is_narrow
from pipeline.site.country import anchor, values
from pipeline.site.evidence import cautions
from pipeline.site.gaps import YearKnown, in_words
from pipeline.site.tables import Release, Row
from schemas.codes import WARNING_OF_FLAG, PurposeGroup
from schemas.countries import english_name

_LATEST = 12
#: Columns that a saved comparison takes over, so that each of its rows can be traced.
_TRACED = ("currency", "best", "method", "usage_warnings", "flags", "claim_ids", "citation", "licence")
#: Columns of the list of statements, in order; the release's own files hold all.
_CLAIM_COLUMNS = (
    "claim_id", "country_iso3", "funding_year", "status", "amount_low", "amount_high", "currency", "stated_usd", "purpose",
    "purpose_group", "funder_type", "recipient_type", "modality", "document_id", "edition_year", "page_label", "pdf_page",
    "locator", "citation", "sentence", "confidence", "review", "flags", "licence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Card:
    """A country on the start page."""

    code: str
    name: str
    years: tuple[YearKnown, ...]
    in_words: str
    latest: str
    find: str


def compact(value: Any) -> str:
    """JSON that is the same for the same value and harmless inside a script."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def cards(release: Release, known: dict[str, list[YearKnown]]) -> list[Card]:
    """A card for each country, in order of name."""
    return [
        Card(code, name, tuple(known[code]), in_words(known[code]), _latest_text(code, release), _searched(code, name))
        for code, name in release.countries.items()
    ]


def _searched(code: str, name: str) -> str:
    """What a search finds a country by: its names in all editions ("Turkey" as well as "Türkiye") and its code."""
    return " / ".join(dict.fromkeys((name, *names_of(code), code))).lower()


def _latest_text(code: str, release: Release) -> str:
    """The latest figure for people: re/integration where it is told, help for victims otherwise."""
    order = [PurposeGroup.REINTEGRATION, PurposeGroup.VICTIM_ASSISTANCE]
    rows = [r for r in release.rows("country_year") if r["country_iso3"] == code and r["purpose_group"] in order]
    if not rows:
        return "no sum for victims"
    last = min(rows, key=lambda r: (-r["funding_year"], order.index(r["purpose_group"])))
    return f"{last['funding_year']}: {amount(last, release)}"


def latest(release: Release) -> list[Row]:
    """The figures of the latest years, with names, words and where they stand."""
    rows = sorted(
        release.rows("country_year"),
        key=lambda r: (-r["funding_year"], english_name(r["country_iso3"]), r["purpose_group"]),
    )
    return [
        {
            "year": r["funding_year"], "country": english_name(r["country_iso3"]), "group": words.GROUPS[r["purpose_group"]][0],
            "amount": amount(r, release), "usd": "" if r["best_usd"] is None or r["currency"] in (None, "USD") else words.money(r["best_usd"], "USD"),
            "href": f"country/{r['country_iso3']}.html#{anchor(r)}",
        }
        for r in rows[:_LATEST]
    ]  # fmt: skip


def counts(release: Release) -> dict[str, int]:
    """How much there is."""
    return {
        "countries": len(release.countries),
        "figures": len(release.rows("country_year")),
        "statements": len(release.rows("claims")),
        "documents": sum(d["read_status"] == "ok" for d in release.rows("documents")),
        "abridged": sum(d["kind"] == "abridged" for d in release.rows("documents")),
    }


def compare_data(release: Release) -> dict[str, Any]:
    """Every figure in dollars, with where it stands."""
    figures = [
        {
            "code": r["country_iso3"], "year": r["funding_year"], "group": r["purpose_group"], "zero": r["method"] == "stated_none",
            "id": anchor(r), "values": {k: v for k, v in values(r).items() if k.startswith("usd")},
            "text": amount(r, release), "narrow": is_narrow(r), "cautions": len(cautions(r, release.warnings)),
            **{name: r[name] for name in _TRACED},
        }
        for r in release.rows("country_year")
    ]  # fmt: skip
    constant = any(r["best_usd_constant"] for r in release.rows("country_year"))
    return {
        "countries": release.countries,
        "figures": figures,
        "groups": {code: name for code, (name, _) in words.GROUPS.items()},
        "constant": constant,
        "traced": list(_TRACED),
        "base_year": release.base_years[0] if len(release.base_years) == 1 else None,
    }


def article_cells(release: Release) -> list[dict[str, Any]]:
    """The article's table: for each country and year its amounts beside ours."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for row in release.rows("article_table_1"):
        code, year = row["country_iso3"], row["funding_year"]
        cell = found.setdefault(
            (code, year), {"country": english_name(code), "code": code, "year": year, "amounts": []}
        )
        claim = release.claims.get(row["claim_id"] or "")
        cell["amounts"].append(
            {
                "article": words.money(row["article_amount"], row["currency"]),
                "purpose": _in_words(row["article_purpose"]),
                "source": f"{row['source_edition']}, p. {row['source_page']}",
                "ours": words.money(row["claim_amount"], "USD"),
                "sentence": row["claim_sentence"],
                "href": f"country/{code}.html#c-{row['claim_id']}" if claim else None,
                "best": words.money(row["country_year_best_usd"], "USD"),
                "explanation": row["explanation"],
            }
        )
    return [found[key] for key in sorted(found, key=lambda key: (english_name(key[0]), key[1]))]


def _in_words(purpose: str | None) -> str:
    """A purpose such as `food: shelters`, its code put into words."""
    code, colon, rest = (purpose or "not said").partition(":")
    return words.PURPOSES.get(code, code) + colon + rest


def figures_data(release: Release) -> dict[str, Any]:
    """Every row of country_year as released, and the words of its codes."""
    columns = release.columns["country_year"]
    return {
        "columns": columns,
        "rows": [[r[c] for c in columns] for r in release.rows("country_year")],
        "countries": release.countries,
        "words": {
            "purpose_group": {code: name for code, (name, _) in words.GROUPS.items()},
            "method": words.METHODS,
            "purpose": words.PURPOSES,
            "status": {**words.STATUSES, "funded": "money was given"},
            "review": words.DECISIONS,
        },
        "texts": [amount(r, release) for r in release.rows("country_year")],
        "covered": {flag: warning.value for flag, warning in WARNING_OF_FLAG.items()},
    }


def claims_data(release: Release) -> dict[str, Any]:
    """Every claim with the columns of the list of statements."""
    columns = [c for c in _CLAIM_COLUMNS if c in release.columns["claims"]]
    return {"columns": columns, "rows": [[r[c] for c in columns] for r in release.rows("claims")]}
