"""Publishing: tables in, a whole release out, or none.

Belongs here: the order of things (check, write aside, read back, swap). Does not belong here: how a format is
written, or any figure.
"""

import filecmp
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
from filelock import FileLock, Timeout

from pipeline.release import database, files, layout
from pipeline.release.checksums import write_checksums
from pipeline.release.columns import arrow_schema, arrow_table
from pipeline.release.croissant import write_croissant
from pipeline.release.dataset import write_dataset
from pipeline.release.descriptor import write_descriptor, write_dictionary, write_flags, write_usage_warnings
from pipeline.release.swap import recover, replace_directory, staging_of
from pipeline.release.validation import ReleaseRefused, validated
from pipeline.release.version import Declared, write_version
from pipeline.release.workbook import write_workbook

_LOCK_SECONDS = 60
NOT_DECLARED = Declared()


class ReleaseNotWritten(Exception):
    """The release could not be written; the message is one line, and the release of before is untouched."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was published: rows per table, size in bytes, and whether it differs from what was there."""

    directory: Path
    changed: bool
    rows: dict[str, int]
    bytes: int


def publish(
    tables: Mapping[str, pd.DataFrame],
    directory: Path,
    additions: Sequence[Callable[[Path], None]] = (),
    declared: Declared = NOT_DECLARED,
) -> Published:
    """Write all tables as DuckDB, Parquet and CSV with their descriptions, and swap them in whole.

    A release with the same content as the one in place is not swapped in, so that its files stay as they are.

    Args:
        tables: every table of `schemas.TABLES` by name.
        directory: where the release stands; made if missing, replaced whole if not.
        additions: functions that add further files to the new release, given its directory.
        declared: the last release, from which the version follows.

    Raises:
        ReleaseRefused: the tables break a rule, or what was written does not read back as it was.
        ReleaseNotWritten: disk full, no permission, or another build is publishing.
    """
    checked = validated(tables)
    arrow = {name: arrow_table(name, frame) for name, frame in checked.items()}
    directory = directory.absolute()
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(directory.with_name(f".{directory.name}.lock"), timeout=_LOCK_SECONDS):
            recover(directory)
            return _write_and_swap(arrow, directory, additions, declared)
    except Timeout:
        raise ReleaseNotWritten(f"{directory}: another build is publishing there; try again when it is done") from None
    except (OSError, duckdb.IOException) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error).splitlines()[0]
        raise ReleaseNotWritten(f"{directory}: not written ({reason}); the release of before is untouched") from error


def _write_and_swap(
    arrow: Mapping[str, pa.Table],
    directory: Path,
    additions: Sequence[Callable[[Path], None]],
    declared: Declared,
) -> Published:
    new = staging_of(directory)
    try:
        write_release(arrow, new, declared)
        read_back(arrow, new)
        for add in additions:
            add(new)
        keep_database(new, directory)
        write_checksums(new)
        changed = not same_release(new, directory)
        if changed:
            replace_directory(directory)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    size = sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())
    return Published(directory, changed, {name: table.num_rows for name, table in arrow.items()}, size)


def write_release(arrow: Mapping[str, pa.Table], directory: Path, declared: Declared = NOT_DECLARED) -> None:
    """Write every file of a release into a new directory; the checksums come last, after all additions."""
    for folder in ("csv", "parquet"):
        (directory / folder).mkdir(parents=True)
    for name, table in arrow.items():
        files.write_csv(table, directory / "csv" / f"{name}.csv")
        files.write_parquet(table, directory / "parquet" / f"{name}.parquet")
    database.write_database(arrow, directory / layout.DATABASE)
    write_dictionary(directory / layout.DICTIONARY)
    write_flags(directory / layout.FLAGS)
    write_usage_warnings(directory / layout.USAGE_WARNINGS)
    version = write_version(directory, declared)
    write_workbook(arrow, directory, version, declared.released_on)
    write_descriptor(directory, version)
    write_croissant(directory, version, declared.released_on)
    write_dataset(directory, version, declared.released_on)


def read_back(arrow: Mapping[str, pa.Table], directory: Path) -> None:
    """Compare every file with the rows it was made of.

    Raises:
        ReleaseRefused: a file does not hold them; one line for each.
    """
    problems = []
    for name, table in arrow.items():
        schema = arrow_schema(name)
        readers: dict[str, Callable[[], pa.Table]] = {
            f"csv/{name}.csv": partial(files.read_csv, directory / "csv" / f"{name}.csv", schema),
            f"parquet/{name}.parquet": partial(files.read_parquet, directory / "parquet" / f"{name}.parquet"),
            f"{layout.DATABASE}, table {name}": partial(database.read_table, directory / layout.DATABASE, name, schema),
        }
        for place, read in readers.items():
            try:
                same = _equal(read(), table)
            except (pa.ArrowException, duckdb.Error):
                same = False
            if not same:
                problems.append(f"{place}: does not read back as it was written")
    if problems:
        raise ReleaseRefused(problems)


def _equal(copy: pa.Table, table: pa.Table) -> bool:
    if copy.column_names != table.column_names or copy.num_rows != table.num_rows:
        return False
    pairs = zip(copy.columns, table.columns, strict=True)
    return all(left.cast(right.type).combine_chunks().equals(right.combine_chunks()) for left, right in pairs)


def keep_database(new: Path, directory: Path) -> None:
    """Take over the database in place where it holds the same: its bytes differ from run to run and would burden git."""
    held = directory / layout.DATABASE
    try:
        same = held.is_file() and database.same_content(new / layout.DATABASE, held)
    except duckdb.Error:  # a damaged database in place is no reason to keep it
        same = False
    if same:
        shutil.copyfile(held, new / layout.DATABASE)


def same_release(one: Path, other: Path) -> bool:
    """Whether two releases hold the same: every file byte for byte, the database by content."""
    if not other.is_dir():
        return False
    names = {p.relative_to(one).as_posix() for p in one.rglob("*") if p.is_file()}
    if names != {p.relative_to(other).as_posix() for p in other.rglob("*") if p.is_file()}:
        return False
    plain = sorted(names - {layout.DATABASE})
    if any(not filecmp.cmp(one / name, other / name, shallow=False) for name in plain):
        return False
    if filecmp.cmp(one / layout.DATABASE, other / layout.DATABASE, shallow=False):
        return True
    try:
        return database.same_content(one / layout.DATABASE, other / layout.DATABASE)
    except duckdb.Error:
        return False
