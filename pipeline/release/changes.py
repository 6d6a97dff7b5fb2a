"""A comparison of two releases for readers: lines for a terminal, Markdown, CSV and a page.

Belongs here: words and escaping. Does not belong here: deciding what differs or why.

Sentences come from reports and are never trusted: the page escapes them and allows no script, CSV cells cannot become
formulas, and characters that reorder or hide text are shown by their number.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.release.cells import safe_text
from pipeline.release.diff import Change, Diff
from schemas.codes import CHANGE_REASONS, ChangeKind
from schemas.countries import english_name

#: Tables of figures as readers call them.
TABLE_NAMES = {"country_year": "figures", "victims": "counts of victims", "grants": "grants"}
_KIND_NAMES = {
    ChangeKind.ADDED: "new", ChangeKind.REMOVED: "gone", ChangeKind.CHANGED: "changed",
    ChangeKind.NOTED: "same amount, other statements or warnings",
}  # fmt: skip
#: Columns of codes joined with ';'.
_LISTS = frozenset({"flags", "usage_warnings", "claim_ids", "victim_claim_ids"})
#: Markdown is read by people; the whole list stands in the CSV.
_MOST_IN_MARKDOWN = 100

COLUMNS = (
    "table", "key", "kind", "country_iso3", "year", "reasons", "evidence", "columns_changed", "currency_before", "before",
    "currency_now", "now", "documents_before", "documents_now", "claims_before", "claims_now", "sentences_now",
)  # fmt: skip


def visible(text: str) -> str:
    """Text in which nothing hides: control, format and direction characters are shown by their number."""
    return "".join(
        rf"\u{ord(c):04x}" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") else c for c in " ".join(text.split())
    )


def country(code: str | None) -> str:
    """English name of a country, or its code."""
    if code is None:
        return "no one country"
    return english_name(code)


def amount(value: float | None, currency: str | None) -> str:
    """An amount with its currency, in full digits."""
    if value is None:
        return "no amount"
    digits = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
    return f"{digits} {visible(currency)}" if currency else digits


def title(change: Change) -> str:
    """What the figure is about."""
    if change.table == "grants":
        return visible(f"{change.key[0]}, {country(change.country_iso3)}")
    rest = " ".join(change.key[2:]).replace("_", " ")
    return visible(f"{country(change.country_iso3)} {change.year}{f', {rest}' if rest else ''}")


def movement(change: Change) -> str:
    """The figure before and now."""
    if change.kind is ChangeKind.ADDED:
        return f"new: {amount(change.new, change.new_currency)}"
    if change.kind is ChangeKind.REMOVED:
        return f"gone: {amount(change.old, change.old_currency)}"
    before, now = amount(change.old, change.old_currency), amount(change.new, change.new_currency)
    if before != now:
        return f"{before} → {now}"
    return f"{now}; {'; '.join(_field(*field) for field in change.fields)}"


def _field(name: str, old: Any, new: Any) -> str:
    """What differs in a column: of a list of codes those that came (+) and went (-)."""
    if name not in _LISTS:
        return visible(f"{name} {'nothing' if old is None else old} → {'nothing' if new is None else new}")
    before, now = (set(str(value).split(";")) if value else set() for value in (old, new))
    signs = [f"+{code}" for code in sorted(now - before)] + [f"-{code}" for code in sorted(before - now)]
    return visible(f"{name} {' '.join(signs)}")


def summary(diff: Diff) -> list[str]:
    """The comparison in a few lines."""
    lines = [
        f"Documents: {len(diff.documents_added)} new, {len(diff.documents_removed)} gone, "
        f"{len(diff.documents_changed)} with another file.",
        f"Statements: {diff.claims_added} new, {diff.claims_removed} gone, {diff.claims_changed} told otherwise.",
    ]
    for table, name in TABLE_NAMES.items():
        told = [
            f"{diff.counts[table, kind]} {_KIND_NAMES[kind]}" for kind in ChangeKind if diff.counts.get((table, kind))
        ]
        if told:
            lines.append(f"{name.capitalize()}: {', '.join(told)}.")
    lines.append(f"Figures that are the same: {diff.figures_same}.")
    if diff.by_reason:
        lines.append("Reasons: " + ", ".join(f"{r.replace('_', ' ')} {n}" for r, n in diff.by_reason.items()) + ".")
    lines += [f"Not compared: {what}." for what in diff.not_compared]
    return lines


def text_lines(diff: Diff) -> Iterator[str]:
    """The whole comparison in plain lines."""
    yield f"{diff.old_version} ({diff.old_label}) → {diff.new_version} ({diff.new_label})"
    yield from summary(diff)
    for change in diff.changes:
        yield ""
        yield f"{TABLE_NAMES[change.table]}: {title(change)}: {movement(change)}"
        yield f"  why: {', '.join(r.replace('_', ' ') for r in change.reasons)}"
        for line in change.evidence:
            yield f"  {visible(line)}"
        if change.kind is not ChangeKind.NOTED:
            for statement in change.statements_after or change.statements_before:
                page = f", p. {visible(statement.page)}" if statement.page else ""
                yield f"  “{visible(statement.sentence)}” ({visible(statement.document_id)}{page})"


def as_csv(diff: Diff) -> str:
    """Every change as a row, for spreadsheets and scripts; NULL is an empty cell."""
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for c in diff.changes:
        row = (
            c.table, "/".join(c.key), c.kind.value, c.country_iso3, c.year, ";".join(c.reasons), "; ".join(c.evidence),
            ";".join(name for name, _, _ in c.fields), c.old_currency, c.old, c.new_currency, c.new,
            ";".join(dict.fromkeys(s.document_id for s in c.statements_before)),
            ";".join(dict.fromkeys(s.document_id for s in c.statements_after)),
            ";".join(s.claim_id for s in c.statements_before), ";".join(s.claim_id for s in c.statements_after),
            " | ".join(s.sentence for s in c.statements_after),
        )  # fmt: skip
        writer.writerow([_cell(value) for value in row])
    return buffer.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else repr(value)
    return safe_text(visible(value)) if isinstance(value, str) else str(value)


def _markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|#~&])", r"\\\1", text)


def as_markdown(diff: Diff, heading: str = "#") -> str:
    """The comparison as Markdown, with at most a hundred figures; all of them stand in the CSV."""
    lines = [f"{heading} Changes from {diff.old_version} to {diff.new_version}", ""]
    lines += [f"- {_markdown(line)}" for line in summary(diff)]
    shown = [c for c in diff.changes if c.kind is not ChangeKind.NOTED]
    for kind in (ChangeKind.CHANGED, ChangeKind.ADDED, ChangeKind.REMOVED):
        of_kind = [c for c in shown[:_MOST_IN_MARKDOWN] if c.kind is kind]
        if of_kind:
            lines += ["", f"{heading}# {_KIND_NAMES[kind].capitalize()}", ""]
            for change in of_kind:
                why = ", ".join(r.replace("_", " ") for r in change.reasons)
                lines.append(f"- {_markdown(title(change))}: {_markdown(movement(change))} ({why})")
    if len(shown) > _MOST_IN_MARKDOWN:
        lines += ["", f"{len(shown) - _MOST_IN_MARKDOWN} more in CHANGES.csv."]
    return "\n".join(lines) + "\n"


def as_page(diff: Diff) -> str:
    """The comparison as one self-contained page without scripts."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        loader=FileSystemLoader(Path(__file__).parent),
    )  # fmt: skip
    environment.filters |= {"visible": visible, "title_of": title, "movement": movement}
    groups = [
        (TABLE_NAMES[table], _KIND_NAMES[kind], [c for c in diff.changes if c.table == table and c.kind is kind])
        for table in TABLE_NAMES
        for kind in (ChangeKind.CHANGED, ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.NOTED)
    ]
    return environment.get_template("changes.html.j2").render(
        diff=diff, lines=summary(diff), groups=[g for g in groups if g[2]], meaning=CHANGE_REASONS
    )
