"""Commands on the sources: `fetch`, `sources`, `inbox`.

Belongs here: arguments, what is printed, exit statuses. What they do is in `pipeline.sources`.
"""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    from pipeline.sources.download import Downloader

#: Changes of a proposed table that are printed.
_MOST_CHANGES = 20
_out = Console(soft_wrap=True, highlight=False)
_err = Console(stderr=True, soft_wrap=True, highlight=False)
Root = Annotated[Path, typer.Option(help="Folder of the project.", hidden=True)]


def fail(message: str) -> None:
    """One line on standard error."""
    _err.print(f"[red]error[/red] {escape(message)}")


def not_written(problem: OSError, root: Path) -> str:
    """Where a disk is full or a folder cannot be written."""
    return f"{problem.filename or root}: {problem.strerror or problem}"


def receive(root: Path) -> list[str]:
    """Takes in what lies in the inbox, for a build; prints what was taken and returns a line for each file that stays.

    A catalogue that cannot be used is left to the build to report.
    """
    from pipeline.sources.catalogue import UnusableCatalogue
    from pipeline.sources.inbox import take_in
    from pipeline.sources.originals import UnusableOriginals

    try:
        results = take_in(root)
    except (UnusableCatalogue, UnusableOriginals) as problem:
        return str(problem).splitlines()
    except OSError as problem:
        return [f"{not_written(problem, root)}; nothing more was taken in from the inbox"]
    for result in results:
        if result.taken:
            _out.print(escape(result.line))
    return [f"{result.line}; it stays in the inbox" for result in results if not result.taken]


def inbox(root: Root = Path()) -> None:
    """Take in the reports that lie in data/raw/inbox."""
    from pipeline.sources.inbox import INBOX, waiting

    if not (root / "data" / "raw" / "sources.yaml").is_file():
        fail(f"{root / 'data/raw/sources.yaml'}: not found; run this from the top of the repository")
        raise typer.Exit(2)
    if not waiting(root):
        _out.print(f"{INBOX} is empty.")
        return
    stay = receive(root)
    for line in stay:
        fail(line)
    raise typer.Exit(1 if stay else 0)


class SourceOption(StrEnum):
    """What can be fetched."""

    TIP = "tip"
    GRETA = "greta"
    FX = "fx"
    GRANTS = "grants"
    DEFLATORS = "deflators"


def fetch(
    source: Annotated[SourceOption | None, typer.Option(help="Only this source.")] = None,
    edition: Annotated[int | None, typer.Option(help="Only this edition.", min=1995, max=2100)] = None,
    country: Annotated[
        str | None, typer.Option(help="ISO 3166-1 alpha-3: its page of a TIP edition, its GRETA reports.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be fetched; ask nothing.")] = False,
    root: Root = Path(),
) -> None:
    """Download the originals that the catalogue lists, and take them in."""
    from pipeline.reports.countries import known_codes
    from pipeline.sources.addresses import allowed_by
    from pipeline.sources.catalogue import UnusableCatalogue, load
    from pipeline.sources.download import Downloader
    from pipeline.sources.fetch import Offline
    from pipeline.sources.originals import UnusableOriginals

    code = country.upper() if country else None
    if code and code not in known_codes():
        fail(f"--country {country}: no such country code; give ISO 3166-1 alpha-3, XKX for Kosovo")
        raise typer.Exit(2)
    try:
        catalogue = load(root / "data" / "raw" / "sources.yaml")
        downloader = Downloader(allowed_by(catalogue.hosts), contact=catalogue.contact)
        good = run_fetch(root, downloader, source.value if source else None, edition, code, dry_run)
    except (Offline, UnusableOriginals) as problem:
        fail(str(problem))
        raise typer.Exit(1) from None
    except UnusableCatalogue as problem:
        for line in problem.problems:
            fail(line)
        raise typer.Exit(2) from None
    except OSError as problem:  # disk full, a folder that cannot be written
        fail(f"{not_written(problem, root)}; what was whole before still is")
        raise typer.Exit(1) from None
    raise typer.Exit(0 if good else 1)


def run_fetch(
    root: Path, downloader: "Downloader", source: str | None, edition: int | None, country: str | None, dry_run: bool
) -> bool:
    """Fetches with a progress bar and prints the outcomes; whether nothing is left to do.

    Raises:
        Offline: nothing could be reached.
    """
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    from pipeline.sources.fetch import fetch as fetch_reports

    good = True
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=_err, transient=True, disable=not _err.is_terminal) as progress:
        task = progress.add_task("", total=None)
        downloader.tell = lambda done, total: progress.update(task, completed=done, total=total)

        def begins(name: str) -> None:
            progress.reset(task, description=name, total=None)

        if source in (None, "tip", "greta"):
            outcomes = fetch_reports(
                root, downloader, source=source, edition=edition, country=country, dry_run=dry_run, tell=begins
            )
            if not outcomes and source:
                fail(f"{source}: no such report in the catalogue; see `reintegration sources`")
                good = False
            for outcome in outcomes:
                if outcome.ok:
                    _out.print(escape(outcome.line))
                else:
                    fail(outcome.line)
            good = good and all(o.ok for o in outcomes)
        if source not in ("tip", "greta") and edition is None and country is None:
            good = _propose(root, downloader, source, dry_run, begins) and good
    return good


def _propose(
    root: Path, downloader: "Downloader", source: str | None, dry_run: bool, begins: Callable[[str], None]
) -> bool:
    from pipeline.sources.catalogue import load
    from pipeline.sources.download import Unreachable
    from pipeline.sources.fetch import OFFLINE, Offline
    from pipeline.sources.series import propose, series_of

    proposals, unreachable = [], []
    for entry in series_of(load(root / "data" / "raw" / "sources.yaml"), source):
        if dry_run:
            _out.print(escape(f"{entry.id}: would fetch {entry.data_url} and propose a table in build/proposed"))
            continue
        begins(entry.id)
        try:
            proposals.append(propose(entry, root, downloader))
        except Unreachable as problem:
            unreachable.append(f"{entry.id}: {problem}")
    if unreachable and not proposals:
        raise Offline(OFFLINE)
    for proposal in proposals:
        if not proposal.ok:
            fail(proposal.line)
            continue
        _out.print(escape(proposal.line))
        for change in proposal.changes[:_MOST_CHANGES]:
            _out.print(f"  {escape(change)}")
        if len(proposal.changes) > _MOST_CHANGES:
            _out.print(f"  and {len(proposal.changes) - _MOST_CHANGES} more")
    for line in unreachable:
        fail(line)
    return not unreachable and all(p.ok for p in proposals)


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(fetch)
    app.command()(inbox)
