"""The command `sources`: what exists, what is held, what is new; and `sources add`.

Belongs here: arguments, what is printed, exit statuses.
"""

import csv
import json
import sys
from collections import Counter
from dataclasses import asdict, fields
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.commands_sources import Root, fail, not_written

if TYPE_CHECKING:
    from pipeline.sources.download import Downloader
    from pipeline.sources.holdings import Holding

_out = Console(soft_wrap=True, highlight=False)
_group = typer.Typer(help="What reports and series exist, what is held and what is missing.", add_completion=False)


class Format(StrEnum):
    """How the list is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class ReportSource(StrEnum):
    """Series of reports."""

    TIP = "tip"
    GRETA = "greta"


#: From this width on the list shows files and addresses too.
_WIDE = 120
_COLOURS = {"original": "green", "abridged": "yellow", "table": "green", "nothing": "red"}


@_group.callback(invoke_without_command=True)
def sources(
    context: typer.Context,
    source: Annotated[
        str | None, typer.Option(help="Only this source: tip, greta, grant, fx, deflators, facts.")
    ] = None,
    missing: Annotated[bool, typer.Option("--missing", help="Only what is not held.")] = False,
    new: Annotated[
        bool, typer.Option("--new", help="Look at the sources' index pages for reports not listed.")
    ] = False,
    format: Annotated[Format, typer.Option(help="How the list is printed.")] = Format.TABLE,
    root: Root = Path(),
) -> None:
    """List what exists, what is held (original, abridged, nothing), what is missing, and the terms of each."""
    if context.invoked_subcommand:
        return
    from pipeline.sources.catalogue import UnusableCatalogue, load
    from pipeline.sources.holdings import holdings
    from pipeline.sources.originals import UnusableOriginals, problems, read_originals

    try:
        catalogue = load(root / "data" / "raw" / "sources.yaml")
        originals = read_originals(root)
    except (UnusableCatalogue, UnusableOriginals) as problem:
        for line in str(problem).splitlines():
            fail(line)
        raise typer.Exit(2) from None
    if new:
        _look_for_new(root, source)
        return
    rows = [h for h in holdings(catalogue, originals, root) if source in (None, h.source)]
    if source and not rows:
        fail(f"--source {source}: no such source in the catalogue")
        raise typer.Exit(2)
    rows = [h for h in rows if h.held == "nothing"] if missing else rows
    if format is Format.JSON:
        sys.stdout.write(json.dumps([asdict(h) for h in rows], ensure_ascii=False, indent=1) + "\n")
    elif format is Format.CSV:
        _as_csv(rows)
    else:
        _as_table(rows)
    wrong = problems(root, originals)
    for line in wrong:
        fail(line)
    raise typer.Exit(1 if wrong else 0)


def _as_csv(rows: "list[Holding]") -> None:
    from pipeline.sources.holdings import Holding

    writer = csv.DictWriter(sys.stdout, [f.name for f in fields(Holding)], lineterminator="\n")
    writer.writeheader()
    writer.writerows({k: "" if v is None else v for k, v in asdict(h).items()} for h in rows)


def _as_table(rows: "list[Holding]") -> None:
    out = _out if _out.is_terminal else Console(width=160, soft_wrap=True, highlight=False)
    names = ["document", "edition", "country", "held", "licence"]
    table = Table(box=None, pad_edge=False)
    for name in names:
        table.add_column(name, no_wrap=True)
    if out.width >= _WIDE:
        names.append("file or address")
        table.add_column(names[-1], no_wrap=True, max_width=out.width - 82)
    for h in rows:
        guess = "" if h.address_seen or h.file else " [dim](unverified)[/dim]"
        cells = [
            escape(h.id),
            str(h.edition_year or ""),
            h.country_iso3 or "",
            f"[{_COLOURS[h.held]}]{h.held}[/]",
            escape(h.licence),
            escape(h.file or h.address or "no address known") + guess,
        ]
        table.add_row(*cells[: len(names)])
    out.print(table)
    counts: Counter[tuple[str, str]] = Counter((h.source, h.held) for h in rows)
    for source in dict.fromkeys(h.source for h in rows):
        told = ", ".join(f"{counts[source, held]} {held}" for held in _COLOURS if counts[source, held])
        _out.print(f"{source}: {told}")
    _out.print("\nTerms")
    for name, terms, url in dict.fromkeys((h.licence, h.terms, h.terms_url) for h in rows):
        _out.print(f"  {escape(name)}: {escape(terms)}\n    {escape(url)}")


def _look_for_new(root: Path, source: str | None) -> None:
    from pipeline.sources.addresses import allowed_by
    from pipeline.sources.catalogue import load
    from pipeline.sources.download import Downloader

    catalogue = load(root / "data" / "raw" / "sources.yaml")
    raise typer.Exit(print_news(root, Downloader(allowed_by(catalogue.hosts), contact=catalogue.contact), source))


def print_news(root: Path, downloader: "Downloader", source: str | None = None) -> int:
    """Prints what the index pages announce; 0 if all were read, else 1."""
    from pipeline.sources.catalogue import load
    from pipeline.sources.download import Unreachable
    from pipeline.sources.fetch import OFFLINE
    from pipeline.sources.holdings import news
    from pipeline.sources.inbox import printable

    catalogue = load(root / "data" / "raw" / "sources.yaml")
    status = read = 0
    try:
        for told in news(catalogue, downloader, root / "build", source):
            if told.problem:
                fail(told.problem + (" (the address is unverified)" if told.index.unverified else ""))
                status = 1
                continue
            read += 1
            _out.print(
                f"{told.index.source}: {told.seen} reports on {escape(told.index.url)}, {len(told.new)} not in the catalogue"
            )
            for report in told.new:
                what = report.number or report.edition_year or report.country_iso3
                _out.print(f"  {what}  {escape(printable(report.text))}  {escape(printable(report.url))}")
            if told.new:
                _out.print("  Add one with `reintegration sources add ADDRESS`.")
    except Unreachable as problem:
        fail(str(problem) if read or status else OFFLINE)
        return 1
    except OSError as problem:
        fail(not_written(problem, root))
        return 1
    return status


@_group.command()
def add(
    url: Annotated[str, typer.Argument(help="Address of a report, of its landing page or of a country's page.")],
    source: Annotated[ReportSource | None, typer.Option(help="If the address does not tell.")] = None,
    edition: Annotated[int | None, typer.Option(help="If the address does not tell.", min=1995, max=2100)] = None,
    country: Annotated[str | None, typer.Option(help="ISO 3166-1 alpha-3, if the address does not tell.")] = None,
    root: Root = Path(),
) -> None:
    """Add an address to the catalogue."""
    from pipeline.sources.adding import NotAdded
    from pipeline.sources.adding import add as addition
    from pipeline.sources.catalogue import UnusableCatalogue, load
    from pipeline.sources.edit import save

    path = root / "data" / "raw" / "sources.yaml"
    try:
        catalogue = load(path)
        done = addition(
            url,
            path.read_text(encoding="utf-8"),
            catalogue,
            datetime.now(UTC).strftime("%Y-%m-%d"),
            source=source.value if source else None,
            edition=edition,
            country=country.upper() if country else None,
        )
        if done.text is not None:
            save(path, done.text)
    except NotAdded as problem:
        fail(str(problem))
        raise typer.Exit(2) from None
    except UnusableCatalogue as problem:
        for line in problem.problems:
            fail(line)
        raise typer.Exit(2) from None
    except OSError as problem:
        fail(f"{not_written(problem, root)}; the catalogue is as it was")
        raise typer.Exit(1) from None
    _out.print(escape(done.line))


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(_group, name="sources")
