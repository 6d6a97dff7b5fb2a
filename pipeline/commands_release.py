"""The commands `reintegration diff` and `reintegration release`.

Belongs here: arguments, what is printed, exit statuses. Everything heavy is imported by the command that needs it.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from pipeline.printable import printable

if TYPE_CHECKING:
    from pipeline.build import BuildReport

_out = Console(soft_wrap=True, highlight=False, markup=False)
_err = Console(stderr=True, soft_wrap=True, highlight=False)


def _fail(message: str, status: int = 2) -> typer.Exit:
    _complain(message)
    return typer.Exit(status)


def _complain(message: str) -> None:
    _err.print(Text.assemble(("error", "red"), " ", " ".join(message.split())))


def _write(path: Path, text: str) -> None:
    """Write a file aside and move it into place."""
    aside = path.with_name(f".{path.name}.new")
    try:
        aside.write_text(text, encoding="utf-8", newline="")
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise _fail(f"{path}: not written ({error.strerror or error})") from None


def diff(
    old: Annotated[Path, typer.Argument(help="The release of before: folder, .duckdb file or .zip archive.")],
    new: Annotated[Path, typer.Argument(help="The release of now.")] = Path("data/curated"),
    csv: Annotated[Path | None, typer.Option("--csv", help="Also write every change to this CSV file.")] = None,
    page: Annotated[Path | None, typer.Option("--page", help="Also write a page (HTML).")] = None,
    markdown: Annotated[Path | None, typer.Option("--markdown", help="Also write Markdown.")] = None,
) -> None:
    """Show which figures differ between two releases, and why.

    Ends with status 1 if an identifier stands for something else than before, with 2 if a release cannot be read.
    """
    from pipeline.release import changes
    from pipeline.release.diff import compare
    from pipeline.release.opened import UnusableRelease, open_release

    try:
        found = compare(open_release(old), open_release(new))
    except UnusableRelease as problem:
        raise _fail(str(problem)) from None
    for path, form in ((csv, changes.as_csv), (page, changes.as_page), (markdown, changes.as_markdown)):
        if path is not None:
            _write(path, form(found))
    for line in changes.text_lines(found):
        _out.print(line)
    for line in found.broken:
        _complain(changes.visible(line))
    raise typer.Exit(1 if found.broken else 0)


def _built(root: Path) -> "BuildReport":
    """Builds; where nothing has changed since the last build, what that one said."""
    from pipeline.build import BuildReport, build
    from pipeline.sources.freshness import unchanged_since

    if note := unchanged_since(root, root / "data" / "curated"):
        return BuildReport(note["lines"], note["problems"], published=True)
    return build(root)


def release(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Build and compare; declare and pack nothing.")] = False,
    output: Annotated[Path, typer.Option(help="Folder of the archives.")] = Path("releases"),
    against: Annotated[
        Path | None, typer.Option(help="The last release, if its archive is not in that folder.")
    ] = None,
    root: Annotated[Path, typer.Option(help="Folder of the project.", hidden=True)] = Path(),
) -> None:
    """Make a release: build, check, compare with the last one, set the version, pack an archive.

    Ends with status 1, and one line for each reason, if there is something in the way.
    """
    if not (root / "data" / "raw" / "sources.yaml").is_file():
        raise _fail(f"{root / 'data/raw/sources.yaml'}: not found; run this from the top of the repository")
    from pipeline.releasing import ReleaseNotMade, make_release
    from pipeline.sources.catalogue import UnusableCatalogue
    from pipeline.sources.inbox import waiting

    for left in waiting(root):
        _out.print(printable(f"{left.relative_to(root)} is not in this release: it waits in the inbox"))

    try:
        with _err.status("building, comparing"):
            made = make_release(
                root.absolute(),
                output.absolute(),
                datetime.now(UTC).date(),
                lambda: _built(root.absolute()),
                against,
                dry_run,
            )
    except (ReleaseNotMade, UnusableCatalogue) as problem:
        for line in problem.problems:
            _complain(line)
        raise typer.Exit(1) from None
    for line in made.lines:
        _out.print(line)
    if made.archive is None:
        _out.print(f"This would be {made.version}; nothing is released.")
    else:
        _out.print(f"Released {made.version}: {made.archive}")
        _out.print(f"Commit data/, CITATION.cff and CHANGELOG.md, tag v{made.version} and upload the archive.")


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(diff)
    app.command()(release)
