"""The work behind `reintegration release`: build, refuse or compare, declare the version, build again, pack.

Belongs here: the order of these steps, and what stops them. Does not belong here: building, comparing or packing.

`data/release.yaml` is written last of all inputs: it is the moment of the release. A run that is cut short before it has
released nothing and can be repeated; one cut short after it is finished by the next run, which packs what was declared.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

from pipeline.release import changes, layout
from pipeline.release.archive import COMPANIONS, archive_name, write_archive
from pipeline.release.diff import Diff, compare
from pipeline.release.opened import TABLES_NEEDED, OpenRelease, UnusableRelease, open_release
from pipeline.release.version import (
    Declared,
    UnusableVersion,
    changes_of,
    content_hash,
    declaration,
    declaration_of,
    declared,
    next_version,
    release_version,
)


class ReleaseNotMade(Exception):
    """Why there is no release, one line per problem in `problems`; the last release is as it was."""

    def __init__(self, problems: Sequence[str]) -> None:
        """Keep the lines as `problems`."""
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class Report(Protocol):
    """What a build tells (`pipeline.build.BuildReport`)."""

    lines: list[str]
    problems: list[str]
    published: bool


@dataclass(frozen=True, slots=True)
class Made:
    """What was released: version, archive (None for a dry run), lines to print, and the comparison if there was one."""

    version: str
    archive: Path | None
    lines: tuple[str, ...]
    diff: Diff | None = None


def make_release(
    root: Path,
    output: Path,
    day: date,
    build: Callable[[], Report],
    against: Path | None = None,
    dry_run: bool = False,
) -> Made:
    """Make a release of what the inputs give.

    Args:
        root: the repository.
        output: folder of the archives.
        day: day of the release.
        build: brings data/curated up to date; called twice, the second time under the new version.
        against: the last release, where its archive is not in `output`.
        dry_run: build and compare, but declare and write nothing else.

    Raises:
        ReleaseNotMade: a check fails, a document cannot be read, nothing has changed, the last release is not found, an
            identifier changed its meaning, or something could not be written.
    """
    curated = root / "data" / "curated"
    with _problems_told(), _alone(root):
        said = declared(root)
        missing = [
            f"{root / name}: not found; it belongs into every archive"
            for name in COMPANIONS
            if not (root / name).is_file()
        ]
        if missing:
            raise ReleaseNotMade(missing)
        notes = _built(build, curated, said)
        if content_hash(curated) == said.content:
            return _finished(root, output, curated, said, dry_run)
        diff = compare(_last(output, said, against), open_release(curated))
        if diff.broken:
            raise ReleaseNotMade(diff.broken)
        version = next_version(said.version, day)
        diff = replace(diff, new_version=version)
        lines = (*notes, *changes.summary(diff))
        if dry_run:
            return Made(version, None, lines, diff)
        now = replace(said, version=version, released_on=day.isoformat(), content=content_hash(curated))
        with _put_back_on_failure(root):
            _declare(root, now, diff)
            _built(build, curated, now)
            _verify(curated, now)
            path = write_archive(curated, root, version, day.isoformat(), output)
        return Made(version, path, lines, diff)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    lock = root / "build" / ".release.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(lock, timeout=0):
            yield
    except Timeout:
        raise ReleaseNotMade([f"{root}: another release is being made; try again when it is done"]) from None


@contextmanager
def _problems_told() -> Iterator[None]:
    """What the steps raise, as lines of a release that was not made."""
    try:
        yield
    except (UnusableVersion, UnusableRelease) as problem:
        raise ReleaseNotMade([str(problem)]) from problem
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise ReleaseNotMade([f"{where}{error.strerror or error}; the last release is as it was"]) from error


def _built(build: Callable[[], Report], curated: Path, said: Declared) -> tuple[str, ...]:
    """Run the build; notes on documents whose absence is known.

    Raises:
        ReleaseNotMade: the build failed or told of a problem that nobody has declared known.
    """
    report = build()
    known = {f"{document} quarantined:": reason for document, reason in said.known_quarantined.items()}
    open_problems = [p for p in report.problems if not p.startswith(tuple(known))] if known else list(report.problems)
    if open_problems or not report.published:
        raise ReleaseNotMade([*(open_problems or ["the build failed"]), "no release is made while this stands"])
    if not (curated / layout.VERSION).is_file():
        raise ReleaseNotMade([f"{curated}: the build left no release there"])
    told = [p for p in report.problems if p.startswith(tuple(known))] if known else []
    notes = [
        f"Left out, as declared: {p} (known: {known[p.split(' quarantined:')[0] + ' quarantined:']})" for p in told
    ]
    gone = sorted(d for d in said.known_quarantined if not any(p.startswith(f"{d} quarantined:") for p in told))
    return (*notes, *(f"known_quarantined names {d}, which is not quarantined; remove it" for d in gone))


def _finished(root: Path, output: Path, curated: Path, said: Declared, dry_run: bool) -> Made:
    """The tables are those of the declared version: pack them if that was not done, or refuse."""
    assert said.version is not None  # a declared content has both
    assert said.released_on is not None
    if (output / archive_name(said.version)).is_file():
        raise ReleaseNotMade([f"nothing has changed since {said.version}; there is nothing to release"])
    line = f"{said.version} is declared, but {archive_name(said.version)} is not in {output}"
    if dry_run:
        return Made(said.version, None, (f"{line}; it would be packed.",))
    _verify(curated, said)
    path = write_archive(curated, root, said.version, said.released_on, output)
    return Made(said.version, path, (f"{line}; packed it.",))


def _last(output: Path, said: Declared, against: Path | None) -> OpenRelease:
    """The last release, to compare with; nothing before the first one."""
    if against is None and said.version is None:
        return OpenRelease("nothing", "nothing", dict.fromkeys(TABLES_NEEDED, ()))
    path = against or output / archive_name(str(said.version))
    if not path.exists():
        raise ReleaseNotMade(
            [
                f"{path}: not found; fetch the archive of the last release, {said.version}, or name it or its folder with --against"
            ]
        )
    last = open_release(path)
    if said.version is not None and last.version != said.version:
        raise ReleaseNotMade([f"{path}: is version {last.version}, but the last release is {said.version}"])
    return last


def _inputs(root: Path) -> tuple[Path, ...]:
    """Files that a release writes beside data/curated, the declaration last."""
    told = (changes_of(root) / name for name in layout.CHANGES)
    return (*told, root / "CITATION.cff", root / "CHANGELOG.md", declaration_of(root))


@contextmanager
def _put_back_on_failure(root: Path) -> Iterator[None]:
    before = {path: path.read_bytes() if path.is_file() else None for path in _inputs(root)}
    try:
        yield
    except BaseException:
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            elif path.read_bytes() != content:
                _write(path, content.decode("utf-8"))
        raise


def _declare(root: Path, now: Declared, diff: Diff) -> None:
    assert now.version is not None  # set by make_release
    assert now.released_on is not None
    citation = (root / "CITATION.cff").read_text(encoding="utf-8")
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    texts = (
        changes.as_markdown(diff),
        changes.as_csv(diff),
        changes.as_page(diff),
        cited(citation, now.version, now.released_on),
        logged(changelog, now.version, now.released_on, diff),
        declaration(now),
    )
    for path, text in zip(_inputs(root), texts, strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, text)


def _write(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}.new")
    try:
        aside.write_text(text, encoding="utf-8", newline="")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _verify(curated: Path, said: Declared) -> None:
    if release_version(curated) != said.version or content_hash(curated) != said.content:
        raise ReleaseNotMade([f"{curated}: holds {release_version(curated)}, not {said.version}; build again"])


def cited(text: str, version: str, day: str) -> str:
    """CITATION.cff with another version and day.

    Raises:
        ReleaseNotMade: it has no line, or more than one, for either.
    """
    for name, value in (("version", version), ("date-released", day)):
        text, found = re.subn(rf"(?m)^{name}:.*$", f"{name}: {value}", text)
        if found != 1:
            raise ReleaseNotMade([f"CITATION.cff: needs one line '{name}:', has {found}"])
    return text


def logged(text: str, version: str, day: str, diff: Diff) -> str:
    """The changelog with a section for the release at the top; `## Unreleased` becomes part of it."""
    sections = re.split(r"(?m)^(?=## )", text)
    head, rest = sections[0], [s for s in sections[1:] if not s.startswith(f"## {version},")]
    written = ""
    if rest and rest[0].startswith("## Unreleased"):
        written = rest.pop(0).split("\n", 1)[1].strip()
    told = "\n".join(f"- {line}" for line in changes.summary(diff))
    parts = [
        f"## {version}, {day}",
        *([written] if written else []),
        f"Figures, compared with {diff.old_version}:",
        told,
    ]
    return head.rstrip() + "\n\n" + "\n\n".join(parts) + "\n\n" + "".join(rest)
