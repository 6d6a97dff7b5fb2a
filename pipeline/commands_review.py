"""The commands about how far a figure can be trusted: `review` and `agreement`.

Belongs here: arguments, what is printed, exit statuses. Heavy imports stand inside the commands.
"""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

out = Console(soft_wrap=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)
_RELEASE = Path("data/curated")


class AgreementFormat(StrEnum):
    """Formats of agreement."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Adds the commands of this module to the command line."""
    app.command()(review)
    app.command()(agreement)


def _fail(message: str, status: int = 1) -> typer.Exit:
    err.print("[red]error[/red] " + message.replace("[", r"\["))
    return typer.Exit(status)


def review(
    decide: Annotated[bool, typer.Option("--decide", help="Ask for a decision on each claim shown.")] = False,
    page: Annotated[bool, typer.Option("--page", help="Review in the browser, on this machine only.")] = False,
    port: Annotated[int, typer.Option(help="Port of the page; 0 takes any free one.", min=0, max=65535)] = 8770,
    limit: Annotated[int, typer.Option(help="How many claims to show.", min=1)] = 20,
    reviewer: Annotated[str | None, typer.Option(help="Your name, for the decisions file.")] = None,
    directory: Annotated[Path, typer.Option("--release", help="Folder of the release.")] = _RELEASE,
    decisions: Annotated[Path, typer.Option(help="The decisions file.")] = Path("data/raw/review/decisions.csv"),
    root: Annotated[Path, typer.Option(help="Folder of the project.", hidden=True)] = Path(),
) -> None:
    """List doubtful and conflicting claims, most valuable first, and write decisions on them."""
    from pipeline.reviewing import NoRelease, PortTaken, review_claims

    try:
        if page:
            from pipeline.review_page import serve

            serve(root, directory, decisions, port, reviewer, lambda line: out.print(line, highlight=False))
        else:
            review_claims(directory, decisions, limit, decide, reviewer, out)
    except NoRelease as problem:
        raise _fail(str(problem)) from None
    except PortTaken as problem:
        raise _fail(str(problem), 2) from None


def agreement(
    format: Annotated[AgreementFormat, typer.Option(help="Format of standard output.")] = AgreementFormat.TABLE,
    country: Annotated[str | None, typer.Option(help="Only this country, ISO 3166-1 alpha-3.")] = None,
    edition: Annotated[int | None, typer.Option(help="Only this edition.")] = None,
    outcome: Annotated[
        str | None, typer.Option(help="Only found, found_with_differences, missed or new; several with a comma.")
    ] = None,
    directory: Annotated[Path, typer.Option("--release", help="Folder of the release.")] = _RELEASE,
) -> None:
    """Print, figure by figure, what the extraction found again, missed or has new."""
    from pipeline.reviewing import NoRelease, released
    from pipeline.screen import print_agreement
    from schemas.codes import Outcome

    wanted = outcome.split(",") if outcome else [o.value for o in Outcome]
    if unknown := sorted(set(wanted) - {o.value for o in Outcome}):
        raise _fail(f"--outcome {unknown[0]}: none of {', '.join(o.value for o in Outcome)}", 2)
    try:
        table = released(directory, "agreement")
    except NoRelease as problem:
        raise _fail(str(problem)) from None
    table = table[table["outcome"].isin(wanted)]
    if country:
        table = table[table["country_iso3"] == country.upper()]
    if edition:
        table = table[table["edition_year"] == edition]
    if format is AgreementFormat.CSV:
        sys.stdout.write(table.to_csv(index=False, lineterminator="\n"))
    elif format is AgreementFormat.JSON:
        sys.stdout.write(table.to_json(orient="records", force_ascii=False, indent=1) + "\n")
    else:
        print_agreement(table, out)
