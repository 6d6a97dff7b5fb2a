"""The command line `reintegration`.

Belongs here: arguments, what is printed, exit statuses. Dagster, pandas and pandera are imported only by the commands
that need them: `extract` must start in a moment.
"""

import csv
import io
import json
import sys
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from pipeline import commands_catalogue, commands_release, commands_review, commands_sources
from pipeline.printable import printable
from pipeline.release.cells import safe_text

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="What is spent on helping people recover from trafficking, figure by figure.",
)
out = Console(soft_wrap=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)


class SourceOption(StrEnum):
    """Series that extract can read."""

    TIP = "tip"
    GRETA = "greta"


class FormatOption(StrEnum):
    """Formats of extract."""

    CSV = "csv"
    JSON = "json"


EXTRACT_COLUMNS = [
    "file",
    "country_iso3",
    "ordinal",
    "is_funding",
    "reason",
    "status",
    "amount_low",
    "amount_high",
    "currency",
    "stated_usd",
    "qualifier",
    "funding_year",
    "year_basis",
    "role",
    "periodicity",
    "funder_type",
    "recipient_type",
    "purpose",
    "modality",
    "scope",
    "part_of",
    "confidence",
    "flags",
    "amount_text",
    "page",
    "paragraph",
    "section",
    "rule",
    "sentence",
]


#: First letters that a spreadsheet, or the mark against it, may stand behind.
_MAY_BE_FORMULA = tuple("=+-@\t\r'")


def fail(message: str) -> None:
    """One line on standard error."""
    err.print(f"[red]error[/red] {_plain(message)}")


def _plain(text: str) -> str:
    return printable(text).replace("[", r"\[")


@app.command()
def build(
    force: Annotated[bool, typer.Option(help="Run even if nothing has changed.")] = False,
    root: Annotated[Path, typer.Option(help="Folder of the project.", hidden=True)] = Path(),
    release: Annotated[str, typer.Option(help="Where the release goes.")] = "data/curated",
    workers: Annotated[
        int, typer.Option(help="Processes that read documents; worth it from some thousand pages on.")
    ] = 1,
    dask: Annotated[str | None, typer.Option(help="Address of a Dask scheduler whose workers read documents.")] = None,
) -> None:
    """Read what has changed, extract, reconcile, validate and publish to data/curated."""
    if not (root / "data" / "raw" / "sources.yaml").is_file():
        fail(f"{root / 'data/raw/sources.yaml'}: not found; run this from the top of the repository")
        raise typer.Exit(2)
    _reading_limits()
    from pipeline.sources.freshness import unchanged_since

    left = commands_sources.receive(root)
    note = None if force else unchanged_since(root.absolute(), root.absolute() / release)
    if note is not None:
        lines, problems = (
            ["Nothing has changed since the last build; the release stays.", *note["lines"]],
            note["problems"],
        )
    else:
        lines, problems = _run_build(root, release, workers, dask)
    for line in lines:
        out.print(_plain(line), highlight=False, soft_wrap=True)
    for line in (problems := [*left, *problems]):
        fail(line)
    raise typer.Exit(1 if problems else 0)


def _run_build(root: Path, release: str, workers: int = 1, dask: str | None = None) -> tuple[list[str], list[str]]:
    """Runs the job; lines to print and problems."""
    from pipeline.sources.catalogue import UnusableCatalogue

    with err.status("starting") as status:
        from pipeline.build import build as run

        try:
            report = run(root, release, lambda text: status.update(text), workers, dask)
        except UnusableCatalogue as problem:
            return [], list(problem.problems)
    if not report.ok and not report.problems:
        return report.lines, ["the build failed; see the run with `make dev`"]
    return report.lines, report.problems


def _reading_limits() -> None:
    """Ends with one line where a limit on reading is no number."""
    from pipeline.reading.limits import UnusableLimit, limits_from

    try:
        limits_from()
    except UnusableLimit as problem:
        fail(str(problem))
        raise typer.Exit(2) from None


@dataclass(frozen=True)
class _Read:
    """Findings of one file with what belongs in the rows."""

    file: str
    country_iso3: str
    finding: Any
    page: int | None


@app.command()
def extract(
    files: Annotated[list[Path], typer.Argument(help="PDF, HTML or text files.")],
    source: Annotated[SourceOption, typer.Option(help="Series of the report.")],
    edition: Annotated[int, typer.Option(help="Year of the edition.", min=1995, max=2100)],
    country: Annotated[
        str | None, typer.Option(help="ISO 3166-1 alpha-3 code if the file is about one country.")
    ] = None,
    all_amounts: Annotated[
        bool, typer.Option("--all-amounts", help="Also amounts judged not to be funding, with the reason.")
    ] = False,
    format: Annotated[FormatOption, typer.Option(help="Format of standard output.")] = FormatOption.CSV,
) -> None:
    """Print the claims of any report file on standard output, and nothing else there."""
    from pipeline.reports.countries import known_codes

    _reading_limits()
    code = country.upper() if country else None
    if code is not None and code not in known_codes():
        fail(f"--country {country}: no such country code; give ISO 3166-1 alpha-3, XKX for Kosovo")
        raise typer.Exit(2)
    rows: list[_Read] = []
    bad = 0
    for path in files:
        found, problems = _extract_file(path, source.value, edition, code)
        rows += found
        for problem in problems:
            fail(problem)
            bad = 1
    shown = [_extract_row(r) for r in rows if r.finding.is_funding or all_amounts]
    sys.stdout.write(_as_json(shown) if format is FormatOption.JSON else _as_csv(shown))
    raise typer.Exit(bad)


def _extract_file(path: Path, source: str, edition: int, country: str | None) -> tuple[list[_Read], list[str]]:
    from pipeline.reading import UnreadableDocument, read_document

    try:
        reading = read_document(path)
    except UnreadableDocument as problem:
        return [], [str(problem)]
    from pipeline.claims.failing import ExtractionFailed, said
    from pipeline.claims.findings import place_findings
    from pipeline.reports import split_report

    try:
        split = split_report(reading, source, edition, country)
    except Exception as problem:  # one file never stops the others, whatever is in it
        return [], [f"{path}: it could not be split ({said(problem)}); report this as a bug with the file"]
    problems = [f"{path}: {p}" for p in (*reading.problems, *split.problems)]
    if not split.narratives:
        why = "no passage of a report was found in it" if country else "no country heading was found; pass --country"
        problems.append(f"{path}: {why}")
    rows: list[_Read] = []
    for narrative in split.narratives:
        try:
            placed = place_findings(narrative, edition, source)
        except ExtractionFailed as problem:
            problems.append(f"{path}: {problem}; report this as a bug with the file")
            continue
        rows += [_Read(str(path), narrative.country_iso3, p.finding, p.paragraph.source.page) for p in placed]
    return rows, problems


def _extract_row(read: _Read) -> dict[str, Any]:
    values = asdict(read.finding)
    values |= {"file": read.file, "country_iso3": read.country_iso3, "page": read.page}
    values["is_funding"] = "yes" if read.finding.is_funding else "no"
    values["flags"] = ";".join(read.finding.flags) or None
    return {name: values[name] for name in EXTRACT_COLUMNS}


def _as_json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _as_csv(rows: list[dict[str, Any]]) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, EXTRACT_COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({k: _cell(v) for k, v in row.items()})
    return buffer.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if value == int(value) and abs(value) < 1e15 else value
    if isinstance(value, str):
        return safe_text(value)
    return "" if value is None else value


@app.command()
def show(
    iso3: Annotated[str, typer.Argument(help="ISO 3166-1 alpha-3 code, XKX for Kosovo.")],
    year: Annotated[int | None, typer.Argument(help="Funding year.")] = None,
    directory: Annotated[Path, typer.Option("--release", help="Folder of the release.")] = Path("data/curated"),
) -> None:
    """Print a country's figures with their sentences and places."""
    from pipeline.release.show import NothingToShow
    from pipeline.release.show import show as figures_of
    from pipeline.screen import print_country

    try:
        figures = figures_of(iso3, year, directory)
    except NothingToShow as problem:
        fail(str(problem))
        raise typer.Exit(1) from None
    print_country(figures, out)


@app.command()
def evaluate(
    files: Annotated[list[Path] | None, typer.Argument(help="Labelled passages, JSON lines.")] = None,
    errors: Annotated[
        int, typer.Option(help="How many differences to print; those of a frozen file are never printed.")
    ] = 0,
    against: Annotated[
        bool, typer.Option(help="Also count amounts with quantulum3 and price-parser, if installed.")
    ] = True,
) -> None:
    """Score the extraction against labelled passages."""
    from pipeline.claims.evaluation import evaluate as score
    from pipeline.screen import print_score

    paths = files or sorted(Path("tests/evaluation").glob("gold_*.jsonl"))
    if not paths:
        fail("tests/evaluation: no labelled passages there; name a file")
        raise typer.Exit(1)
    for path in paths:
        if not path.is_file():
            fail(f"{path}: not found; name a file of labelled passages")
            raise typer.Exit(1)
        passages = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        print_score(path.name, score(passages), passages, out, 0 if "frozen" in path.name else errors, against)


commands_review.register(app)


commands_sources.register(app)
commands_catalogue.register(app)


commands_release.register(app)


def main() -> None:
    """Entry point of the console script."""
    app()


if __name__ == "__main__":
    main()
