"""Commands on the sources: `fetch`, `sources`, `inbox`.

Belongs here: arguments, what is printed, exit statuses. What they do is in `pipeline.sources`.
"""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

_out = Console(soft_wrap=True, highlight=False)
_err = Console(stderr=True, soft_wrap=True, highlight=False)
Root = Annotated[Path, typer.Option(help="Folder of the project.", hidden=True)]


def fail(message: str) -> None:
    """One line on standard error."""
    _err.print(f"[red]error[/red] {escape(message)}")


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


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(inbox)
