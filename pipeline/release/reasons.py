"""Why a figure differs between two releases, decided by what the two releases hold.

Belongs here: evidence, from the closed list `schemas.codes.ChangeReason`. Does not belong here: finding what differs
(`diff`), or words for readers beyond the line that states a piece of evidence.

Evidence is looked for in the statements behind the figure first, then in those of its country and year, then in those of
its country: a warning such as "more than threefold" depends on the year before. Only where all of that is the same,
what differs is the code.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.release.opened import OpenRelease, Row
from schemas.codes import ChangeReason, ReadStatus, Review

#: What a machine or a person reads in a sentence; a column that one of the releases lacks is not compared.
_READING = (
    "status", "amount_low", "amount_high", "multiplier", "currency", "qualifier", "stated_usd", "funding_year",
    "period_start", "period_end", "role", "periodicity", "funder_type", "recipient_type", "purpose", "scope", "modality",
    "part_of", "flags", "count_low", "count_high", "year",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """A table whose rows are figures, and the table of the statements behind them.

    `values` are the figure; `notes` are what is told about it. A currency stands in the column `currency`.
    """

    table: str
    keys: tuple[str, ...]
    year: str
    values: tuple[str, ...]
    notes: tuple[str, ...]
    main: str
    claims: str | None = None
    claim_id: str = ""
    claim_ids: str = ""
    claim_year: str = ""


FIGURES = Subject(
    "country_year", ("country_iso3", "funding_year", "purpose_group"), "funding_year",
    ("currency", "best", "low", "high", "best_usd", "low_usd", "high_usd", "best_eur", "best_usd_constant"),
    ("method", "claim_ids", "flags", "usage_warnings"), "best", "claims", "claim_id", "claim_ids", "funding_year",
)  # fmt: skip
VICTIMS = Subject(
    "victims", ("country_iso3", "year"), "year", ("identified", "low", "high"), ("victim_claim_ids", "flags"),
    "identified", "victim_claims", "victim_claim_id", "victim_claim_ids", "year",
)  # fmt: skip
GRANTS = Subject(
    "grants", ("grant_id",), "year_start", ("amount", "currency", "stated_usd", "country_iso3", "kind"),
    ("donor", "programme", "recipient", "year_start", "year_end", "purpose", "flags"), "amount",
)  # fmt: skip
SUBJECTS = (FIGURES, VICTIMS, GRANTS)


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same; figures to twelve digits, since a sum may be added in another order."""
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= 1e-12 * max(abs(one), abs(other))
    return bool(one == other)


def differing(old: Row, new: Row, names: Iterable[str]) -> tuple[str, ...]:
    """The columns, held by both rows, in which they differ."""
    return tuple(n for n in names if n in old and n in new and not same(old[n], new[n]))


@dataclass(frozen=True)
class Evidence:
    """Two releases, indexed for the questions that reasons ask."""

    old: OpenRelease
    new: OpenRelease

    @cached_property
    def documents(self) -> tuple[Mapping[str, Row], Mapping[str, Row]]:
        """Documents that could be read, by identifier, of the old and the new release."""
        one, other = (
            {str(r["document_id"]): r for r in release.rows("documents") if r["read_status"] == ReadStatus.OK}
            for release in (self.old, self.new)
        )
        return one, other

    @cached_property
    def _claims(self) -> dict[str, tuple[Mapping[str, Row], Mapping[str, Row]]]:
        return {
            s.claims: (
                {str(r[s.claim_id]): r for r in self.old.rows(s.claims)},
                {str(r[s.claim_id]): r for r in self.new.rows(s.claims)},
            )
            for s in SUBJECTS
            if s.claims
        }

    def claims(self, subject: Subject) -> tuple[Mapping[str, Row], Mapping[str, Row]]:
        """Statements by identifier, of the old and the new release."""
        return self._claims[subject.claims] if subject.claims else ({}, {})

    @cached_property
    def _changed_claims(self) -> dict[str, dict[tuple[str, Any], list[str]]]:
        """Statements that are new, gone or read otherwise, by country and year, and by country with year None."""
        found: dict[str, dict[tuple[str, Any], list[str]]] = {}
        for subject in SUBJECTS:
            if subject.claims:
                old, new = self.claims(subject)
                by_place = found.setdefault(subject.claims, {})
                for claim_id in sorted(old.keys() | new.keys()):
                    rows = [side[claim_id] for side in (old, new) if claim_id in side]
                    if len(rows) == 2 and not differing(rows[0], rows[1], (*_READING, "review")):
                        continue
                    years = {None, *(row.get(subject.claim_year) for row in rows)}
                    for country in {str(row["country_iso3"]) for row in rows}:
                        for year in years:
                            by_place.setdefault((country, year), []).append(claim_id)
        return found

    def near(self, subject: Subject, country: str, year: Any) -> list[str]:
        """Identifiers of changed statements of a country, in one year or (None) in any."""
        return self._changed_claims.get(subject.claims or "", {}).get((country, year), [])

    @cached_property
    def sentences(self) -> frozenset[tuple[str, str]]:
        """(document, sentence) of every claim of the old release."""
        return frozenset((str(r["document_id"]), folded(r["sentence"])) for r in self.old.rows("claims"))

    @cached_property
    def rates(self) -> frozenset[tuple[str, Any]]:
        """(currency, year) whose exchange rates differ."""
        return _differing_rows(self.old, self.new, "exchange_rates")

    @cached_property
    def deflators(self) -> frozenset[tuple[str, Any]]:
        """(currency, year) whose price index differs."""
        return _differing_rows(self.old, self.new, "deflators")


def _differing_rows(old: OpenRelease, new: OpenRelease, table: str) -> frozenset[tuple[str, Any]]:
    one, other = (
        {(*(r[k] for k in ("currency", "year")), r.get("source")): r for r in release.rows(table)}
        for release in (old, new)
    )
    return frozenset(
        (key[0], key[1])
        for key in one.keys() | other.keys()
        if key not in one or key not in other or differing(one[key], other[key], one[key].keys())
    )


def folded(sentence: Any) -> str:
    """A sentence with its blanks folded, as identifiers see it."""
    return " ".join(str(sentence).split())


def identifiers(row: Row | None, subject: Subject) -> tuple[str, ...]:
    """Identifiers of the statements behind a figure."""
    told = row.get(subject.claim_ids) if row is not None and subject.claim_ids else None
    return tuple(str(told).split(";")) if told else ()


Finding = tuple[ChangeReason, str]


def reasons(evidence: Evidence, subject: Subject, old: Row | None, new: Row | None) -> tuple[Finding, ...]:
    """Why a figure differs: reasons with the line of evidence for each, the most telling first.

    Args:
        evidence: the two releases.
        subject: the table of the figure.
        old: the figure in the old release, None if it was not there.
        new: the figure in the new release, None if it is gone.

    Returns:
        At least one finding.
    """
    if subject.claims is None:
        return ((ChangeReason.GRANT_LIST, "the row of the list differs"),)
    held = new if new is not None else old
    assert held is not None  # a change has a row on one side
    country, year = str(held["country_iso3"]), held[subject.year]
    behind = sorted({*identifiers(old, subject), *identifiers(new, subject)})
    found = [*_moved(evidence, subject, old, new), *_of_claims(evidence, subject, behind)]
    found += _of_rates(evidence, old, new, _currencies(evidence, subject, behind))
    for where, nearby in (("of the same country and year", year), ("of the same country", None)):
        if not found:
            found = [
                (reason, f"{line} (a statement {where})")
                for reason, line in _of_claims(evidence, subject, evidence.near(subject, country, nearby))
            ]
    if not found:
        found = [(ChangeReason.CODE, "documents, statements and rates are the same; they are put together otherwise")]
    order = list(ChangeReason)
    return tuple(dict.fromkeys(sorted(found, key=lambda f: (order.index(f[0]), f[1]))))


def _documents_of(evidence: Evidence, subject: Subject, row: Row | None, side: int) -> set[str]:
    claims = evidence.claims(subject)[side]
    return {str(claims[i]["document_id"]) for i in identifiers(row, subject) if i in claims}


def _moved(evidence: Evidence, subject: Subject, old: Row | None, new: Row | None) -> Iterator[Finding]:
    """A figure in both releases that rests on another document than before."""
    if old is None or new is None:
        return
    before, after = _documents_of(evidence, subject, old, 0), _documents_of(evidence, subject, new, 1)
    if before - after and after - before:
        line = f"{', '.join(sorted(after - before))} tells it in place of {', '.join(sorted(before - after))}"
        yield ChangeReason.RESTATEMENT, line


def _of_claims(evidence: Evidence, subject: Subject, claim_ids: Iterable[str]) -> Iterator[Finding]:
    old, new = evidence.claims(subject)
    for claim_id in claim_ids:
        before, after = old.get(claim_id), new.get(claim_id)
        if before is not None and after is not None:
            yield from _read_otherwise(evidence, claim_id, before, after)
        elif after is not None:
            yield _appeared(evidence, claim_id, after)
        elif before is not None:
            yield _vanished(evidence, claim_id, before)


def _read_otherwise(evidence: Evidence, claim_id: str, before: Row, after: Row) -> Iterator[Finding]:
    fields = differing(before, after, _READING)
    reviewed = differing(before, after, ("review",))
    if reviewed:
        what = f" ({', '.join(fields)})" if fields else ""
        yield ChangeReason.CORRECTION, f"{claim_id}: {after['review']}, was {before['review']}{what}"
    elif fields and after.get("review") == Review.CORRECTED:
        yield ChangeReason.CORRECTION, f"{claim_id}: corrected once more ({', '.join(fields)})"
    elif fields and _file_changed(evidence, str(after["document_id"])):
        yield (
            ChangeReason.SOURCE_FILE,
            f"{after['document_id']}: another file; {claim_id} differs in {', '.join(fields)}",
        )
    elif fields:
        yield ChangeReason.CODE, f"{claim_id}: same sentence, other reading ({', '.join(fields)})"


def _appeared(evidence: Evidence, claim_id: str, after: Row) -> Finding:
    document = str(after["document_id"])
    if document not in evidence.documents[0]:
        return ChangeReason.NEW_REPORT, f"{document} was not held before"
    if _file_changed(evidence, document):
        return ChangeReason.SOURCE_FILE, f"{document}: another file; {claim_id} is new"
    known = (document, folded(after["sentence"])) in evidence.sentences
    return ChangeReason.CODE, f"{claim_id}: {'a known sentence' if known else 'a sentence of a known file'}, newly read"


def _vanished(evidence: Evidence, claim_id: str, before: Row) -> Finding:
    document = str(before["document_id"])
    if document not in evidence.documents[1]:
        return ChangeReason.REPORT_GONE, f"{document} is no longer held"
    if _file_changed(evidence, document):
        return ChangeReason.SOURCE_FILE, f"{document}: another file; {claim_id} is gone"
    return ChangeReason.CODE, f"{claim_id}: no longer read from the same file"


def _file_changed(evidence: Evidence, document: str) -> bool:
    old, new = evidence.documents
    return document in old and document in new and old[document]["sha256"] != new[document]["sha256"]


def _currencies(evidence: Evidence, subject: Subject, claim_ids: Iterable[str]) -> set[str]:
    sides = evidence.claims(subject)
    told = (side[i].get("currency") for i in claim_ids for side in sides if i in side)
    return {str(currency) for currency in told if currency}


def _of_rates(evidence: Evidence, old: Row | None, new: Row | None, currencies: set[str]) -> Iterator[Finding]:
    if old is None or new is None or "funding_year" not in new:
        return
    year = new["funding_year"]
    used = sorted({*currencies, *(str(r["currency"]) for r in (old, new) if r["currency"]), "USD", "EUR"})
    if differing(old, new, ("best", "low", "high", "best_usd", "low_usd", "high_usd", "best_eur")):
        changed = [c for c in used if (c, year) in evidence.rates]
        if changed:
            yield ChangeReason.EXCHANGE_RATE, f"rates of {', '.join(changed)} in {year} differ"
    only_constant = not differing(old, new, ("best", "currency", "best_usd"))
    if only_constant and differing(old, new, ("best_usd_constant",)):
        changed = [c for c in used if (c, year) in evidence.deflators]
        if changed:
            yield ChangeReason.DEFLATOR, f"price index of {', '.join(changed)} in {year} differs"
