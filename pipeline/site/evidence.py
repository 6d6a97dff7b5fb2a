"""What stands behind a figure: statements with their amount marked, their place, and what to beware of.

Belongs here: claims turned into what a reader sees, and citations. Does not belong here: HTML; the templates escape
every text, because all of it comes from outside.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.release.cautions import cautions as codes
from pipeline.site import words
from pipeline.site.amounts import amount
from pipeline.site.tables import Release, Row

_ADDRESS = re.compile(r"https?://[^\s;,<>\"]+")
#: How locators name the report; the document's own title says it in full.
_SHORT_NAME = re.compile(r"^\s*TIP Report \d{4},?|^\s*GRETA,")


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as the page shows it; `before`, `amount` and `after` together are the sentence."""

    claim_id: str
    before: str
    amount: str
    after: str
    place: str
    link: str | None
    abridged: bool
    page: str | None
    image: str | None
    width: int
    height: int
    facts: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    year: int | None


@dataclass(frozen=True, slots=True)
class Telling:
    """One document's telling of money that several documents tell."""

    title: str
    series: str
    amount: str
    used: bool
    difference: str


def marked(sentence: str, amount: str | None) -> tuple[str, str, str]:
    """The sentence before, at and after the amount; blanks may differ, and without the amount all of it is before."""
    if amount and amount.strip():
        found = re.search(r"\s+".join(map(re.escape, amount.split())), sentence)
        if found:
            return sentence[: found.start()], found.group(), sentence[found.end() :]
    return sentence, "", ""


def safe_link(*texts: str | None) -> str | None:
    """The first http or https address in the texts; never another scheme."""
    for text in texts:
        found = _ADDRESS.search(text or "")
        if found:
            return found.group().rstrip(".)")
    return None


def warnings_of(codes: str | None, meanings: Mapping[str, str]) -> tuple[str, ...]:
    """Warning codes joined with ';' as sentences; an unknown code is shown as it is, never dropped."""
    found = (meanings.get(code, code) for code in (codes or "").split(";") if code)
    return tuple(text[:1].upper() + text[1:] for text in found)


def cautions(figure: Row, meanings: Mapping[str, str]) -> tuple[str, ...]:
    """What to beware of with a figure, each thing once and in words."""
    return warnings_of(";".join(codes(figure.get("usage_warnings"), figure["flags"])), meanings)


def statement(claim: Row, release: Release, image: tuple[str, int, int] | None) -> Statement:
    """A claim as the page shows it.

    Args:
        claim: row of `claims`.
        release: for its document and the meaning of warnings.
        image: path of the picture of its place from the site's folder, with width and height in pixels.
    """
    document = release.documents[claim["document_id"]]
    before, amount, after = marked(claim["sentence"], claim["amount_text"])
    path, width, height = image or (None, 0, 0)
    return Statement(
        claim_id=claim["claim_id"],
        before=before,
        amount=amount,
        after=after,
        place=place(claim, document),
        link=safe_link(claim["locator"], document["url"]),
        abridged=document["kind"] == "abridged",
        page=claim["page_label"] or (str(claim["pdf_page"]) if claim["pdf_page"] else None),
        image=path,
        width=width,
        height=height,
        facts=tuple(_facts(claim)),
        warnings=warnings_of(claim["flags"], release.warnings),
        year=claim["funding_year"],
    )


def place(claim: Row, document: Row) -> str:
    """Where the original says it: title, edition, and page where the locator names one."""
    title = str(document["title"] or document["document_id"])
    if document["edition_year"] and str(document["edition_year"]) not in title:
        title += f" ({document['edition_year']})"
    where = _ADDRESS.sub("", claim["locator"] or "")
    where = _SHORT_NAME.sub("", where).strip(" :;,()")
    if not where and document["kind"] == "original" and (claim["page_label"] or claim["pdf_page"]):
        where = f"p. {claim['page_label'] or claim['pdf_page']}"
    return f"{title}, {where}" if where and where not in title else title


def _facts(claim: Row) -> Iterable[tuple[str, str]]:
    low, high = claim["amount_low"], claim["amount_high"]
    if low is None:
        yield "What it says", words.STATUSES[claim["status"]]
    else:
        told = words.QUALIFIERS.get(claim["qualifier"] or "exact", "") + words.span(low, high, claim["currency"])
        own = (
            f" (the report's own conversion: {words.money(claim['stated_usd'], 'USD')})" if claim["stated_usd"] else ""
        )
        many = f", for each of {claim['multiplier']}" if claim["multiplier"] else ""
        yield "Amount", told + words.PERIODS.get(claim["periodicity"] or "annual", "") + many + own
    if claim["funding_year"]:
        basis = words.YEAR_BASES.get(claim["year_basis"] or "")
        yield "Year", f"{claim['funding_year']}" + (f" ({basis})" if basis else "")
    for name, text, code, known in (
        ("Who pays", claim["funder"], claim["funder_type"], words.FUNDERS),
        ("Who receives", claim["recipient"], claim["recipient_type"], words.RECIPIENTS),
    ):
        if text or code != "unspecified":
            yield name, text or known[code]
    yield "What for", words.PURPOSES[claim["purpose"]]
    if claim["modality"]:
        yield "How far it had come", words.STAGES[claim["modality"]]
    if claim["part_of"]:
        yield "Part of a total", "yes; it is not added to that total"
    yield "Confidence", words.confidence(claim["confidence"])
    if claim["review"] != "unreviewed":
        yield "Checked", words.DECISIONS[claim["review"]]


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence with the words it is quoted for, and where it stands."""

    before: str
    amount: str
    after: str
    place: str
    link: str | None
    abridged: bool


@dataclass(frozen=True, slots=True)
class Victims:
    """How many people a country's reports say were identified as victims in a year."""

    year: int
    identified: str
    range: str
    warnings: tuple[str, ...]
    quotes: tuple[Quote, ...]


def victims(code: str, release: Release) -> tuple[Victims, ...]:
    """Victims identified in a country by year, the latest first, where the release holds such counts."""
    stated = {row["victim_claim_id"]: row for row in release.rows("victim_claims")}
    rows = [row for row in release.rows("victims") if row["country_iso3"] == code]
    return tuple(
        Victims(
            year=row["year"],
            identified="–" if row["identified"] is None else words.number(row["identified"]),
            range=""
            if row["low"] in (None, row["high"])
            else f"{words.number(row['low'])} to {words.number(row['high'])}",
            warnings=warnings_of(row["flags"], release.warnings),
            quotes=tuple(
                _quote(stated[i], release) for i in (row.get("victim_claim_ids") or "").split(";") if i in stated
            ),
        )
        for row in sorted(rows, key=lambda row: -row["year"])
    )


def _quote(claim: Row, release: Release) -> Quote:
    document = release.documents[claim["document_id"]]
    return Quote(
        *marked(claim["sentence"], claim["count_text"]),
        place=place(claim, document),
        link=safe_link(claim["locator"], document["url"]),
        abridged=document["kind"] == "abridged",
    )


def tellings(figure: Row, release: Release) -> tuple[Telling, ...]:
    """How successive documents told a figure's money, in order of edition; reports without any date come last."""
    key = ("country_iso3", "funding_year", "purpose_group")
    rows = [r for r in release.rows("restatements") if all(r[k] == figure[k] for k in key)]
    return tuple(
        Telling(
            title=release.documents[row["document_id"]]["title"] or row["document_id"],
            series=_series(row["series"]),
            amount=words.money(row["amount"], row["currency"]),
            used=row["used"],
            difference="" if row["difference_pct"] is None or row["used"] else f"{row['difference_pct']:+.1f} %",
        )
        for row in sorted(rows, key=lambda r: (r["series"], r["edition_year"] or math.inf, r["document_id"]))
    )


def _series(text: str) -> str:
    known = {**words.PURPOSES, **words.RECIPIENTS, **words.FUNDERS}
    return "; ".join(known.get(part, part) for part in text.split(" / ") if part != "unspecified")


def citation(figure: Row, country: str, release: Release) -> str:
    """One figure's reference: what it is, the data set and version, and the reports behind it."""
    sources = figure.get("citation") or "; ".join(
        dict.fromkeys(_source(release.claims[i], release) for i in figure["claim_ids"].split(";"))
    )
    told = amount(figure, release)
    if figure["method"] == "stated_none":
        told = f"{told.removesuffix(', as stated')}, as the report states"
    group = words.GROUPS[figure["purpose_group"]][0].lower()
    return (
        f"{country}, {figure['funding_year']}, {group}: {told}. Re/integration Funding{words.version(release.version)} "
        f"(CC BY 4.0), from: {sources}."
    )


def _source(claim: Row, release: Release) -> str:
    document = release.documents[claim["document_id"]]
    publisher = f"{document['publisher']}: " if document["publisher"] else ""
    return publisher + place(claim, document)
