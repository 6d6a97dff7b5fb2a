"""What changed between two releases: figures added, removed and changed, each with the reason.

Belongs here: comparing two opened releases, as pure functions over rows. Does not belong here: opening them
(`opened`), why a figure differs (`reasons`), or how a comparison is shown (`changes`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.release.opened import OpenRelease, Row
from pipeline.release.reasons import (
    FIGURES,
    SUBJECTS,
    VICTIMS,
    Evidence,
    Subject,
    differing,
    folded,
    identifiers,
    reasons,
)
from schemas.codes import ChangeKind, ChangeReason


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim behind a figure: where it stands and what it says."""

    claim_id: str
    document_id: str
    page: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that differs. `key` holds the values of the key columns; amounts are in `currency`, in whole units.

    `fields` are the columns that differ as (name, old value, new value); none for a figure that is new or gone.
    """

    table: str
    key: tuple[str, ...]
    kind: ChangeKind
    country_iso3: str | None
    year: int | None
    old_currency: str | None
    old: float | None
    new_currency: str | None
    new: float | None
    reasons: tuple[ChangeReason, ...]
    evidence: tuple[str, ...]
    fields: tuple[tuple[str, Any, Any], ...]
    statements_before: tuple[Statement, ...]
    statements_after: tuple[Statement, ...]

    @property
    def what(self) -> str:
        """The figure's key in words, without the table."""
        return " ".join(part.replace("_", " ") for part in self.key)


@dataclass(frozen=True, slots=True)
class Diff:
    """Everything that differs between two releases; `broken` are identifiers that changed their meaning, a line each."""

    old_label: str
    old_version: str
    new_label: str
    new_version: str
    documents_added: tuple[str, ...]
    documents_removed: tuple[str, ...]
    documents_changed: tuple[str, ...]
    claims_added: int
    claims_removed: int
    claims_changed: int
    figures_same: int
    not_compared: tuple[str, ...]
    changes: tuple[Change, ...]
    broken: tuple[str, ...]

    @property
    def counts(self) -> dict[tuple[str, ChangeKind], int]:
        """Number of changes by table and kind."""
        return dict(Counter((c.table, c.kind) for c in self.changes))

    @property
    def by_reason(self) -> dict[ChangeReason, int]:
        """Number of changes by reason, most frequent first; a change with two reasons counts under both."""
        return dict(Counter(r for c in self.changes for r in c.reasons).most_common())


def compare(old: OpenRelease, new: OpenRelease) -> Diff:
    """Compare two releases.

    Args:
        old: the release of before.
        new: the release of now.

    Returns:
        Every figure that differs with the reasons, in order of table and key.
    """
    evidence = Evidence(old, new)
    compared = [s for s in SUBJECTS if s.table in old.tables and s.table in new.tables]
    missing = [
        f"{s.table} (not in {'the old' if s.table not in old.tables else 'the new'} release)"
        for s in SUBJECTS
        if s not in compared and (s.table in old.tables or s.table in new.tables)
    ]
    changes = tuple(change for subject in compared for change in _changes(evidence, subject))
    before, after = evidence.documents
    told, tells = evidence.claims(FIGURES)
    both = told.keys() & tells.keys()
    figures = {_key(FIGURES, r) for r in new.rows(FIGURES.table)} & {_key(FIGURES, r) for r in old.rows(FIGURES.table)}
    differ = sum(c.table == FIGURES.table and c.kind in (ChangeKind.CHANGED, ChangeKind.NOTED) for c in changes)
    return Diff(
        old_label=old.label,
        old_version=old.version,
        new_label=new.label,
        new_version=new.version,
        documents_added=tuple(sorted(after.keys() - before.keys())),
        documents_removed=tuple(sorted(before.keys() - after.keys())),
        documents_changed=tuple(
            sorted(d for d in before.keys() & after.keys() if before[d]["sha256"] != after[d]["sha256"])
        ),
        claims_added=len(tells.keys() - told.keys()),
        claims_removed=len(told.keys() - tells.keys()),
        claims_changed=sum(bool(differing(told[i], tells[i], told[i].keys())) for i in both),
        figures_same=len(figures) - differ,
        not_compared=tuple(missing),
        changes=changes,
        broken=tuple(_broken(evidence)),
    )


def _key(subject: Subject, row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in subject.keys)


def _changes(evidence: Evidence, subject: Subject) -> Iterator[Change]:
    before = {_key(subject, r): r for r in evidence.old.rows(subject.table)}
    after = {_key(subject, r): r for r in evidence.new.rows(subject.table)}
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        kind, fields = _kind(subject, old, new)
        if kind is not None:
            yield _change(evidence, subject, key, kind, fields, old, new)


def _kind(subject: Subject, old: Row | None, new: Row | None) -> tuple[ChangeKind | None, tuple[str, ...]]:
    if old is None or new is None:
        return (ChangeKind.ADDED if old is None else ChangeKind.REMOVED), ()
    values, notes = differing(old, new, subject.values), differing(old, new, subject.notes)
    if values:
        return ChangeKind.CHANGED, (*values, *notes)
    return (ChangeKind.NOTED if notes else None), notes


def _change(
    evidence: Evidence,
    subject: Subject,
    key: tuple[Any, ...],
    kind: ChangeKind,
    fields: Iterable[str],
    old: Row | None,
    new: Row | None,
) -> Change:
    found = reasons(evidence, subject, old, new)
    held: Row = new or old or {}
    year = held.get(subject.year)
    return Change(
        table=subject.table,
        key=tuple(map(str, key)),
        kind=kind,
        country_iso3=held.get("country_iso3"),
        year=None if year is None else int(year),
        old_currency=old.get("currency") if old else None,
        old=old.get(subject.main) if old else None,
        new_currency=new.get("currency") if new else None,
        new=new.get(subject.main) if new else None,
        reasons=tuple(dict.fromkeys(reason for reason, _ in found)),
        evidence=tuple(dict.fromkeys(line for _, line in found)),
        fields=tuple((name, (old or {}).get(name), (new or {}).get(name)) for name in fields),
        statements_before=_statements(evidence.claims(subject)[0], subject, old),
        statements_after=_statements(evidence.claims(subject)[1], subject, new),
    )


def _statements(claims: Mapping[str, Row], subject: Subject, row: Row | None) -> tuple[Statement, ...]:
    told = [claims[i] for i in identifiers(row, subject) if i in claims]
    return tuple(
        Statement(
            claim_id=str(claim[subject.claim_id]),
            document_id=str(claim["document_id"]),
            page=claim.get("page_label") or (str(claim["pdf_page"]) if claim.get("pdf_page") else None),
            sentence=str(claim["sentence"]),
        )
        for claim in told
    )


def _broken(evidence: Evidence) -> Iterator[str]:
    """Identifiers that stand for another country, document or sentence than before."""
    for subject in (FIGURES, VICTIMS):
        old, new = evidence.claims(subject)
        for claim_id in sorted(old.keys() & new.keys()):
            before, after = old[claim_id], new[claim_id]
            changed = list(differing(before, after, ("country_iso3", "document_id")))
            if folded(before["sentence"]) != folded(after["sentence"]):
                changed.append("sentence")
            if changed:
                yield (
                    f"{subject.claim_id} {claim_id} changed its meaning: {', '.join(changed)} "
                    f"({before['document_id']} {before['country_iso3']}, now {after['document_id']} {after['country_iso3']})"
                )
