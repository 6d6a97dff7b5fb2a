"""A release opened for reading, whatever it is given as: a folder, its DuckDB file, or a release archive.

Belongs here: finding the tables and refusing what is no release, damaged or hostile. Does not belong here: comparing.
Nothing is ever unpacked to disk, so that no name in an archive can point anywhere.
"""

import hashlib
import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet

from pipeline.release import layout

Row = Mapping[str, Any]

#: What a comparison looks at, and what a release must hold to be one.
TABLES_READ = (
    "documents", "claims", "country_year", "exchange_rates", "deflators", "grants", "victims", "victim_claims",
)  # fmt: skip
TABLES_NEEDED = ("documents", "claims", "country_year")
#: Columns without which two releases cannot be compared.
_COLUMNS_NEEDED = {
    "documents": ("document_id", "sha256", "read_status"),
    "claims": ("claim_id", "document_id", "country_iso3", "sentence", "funding_year", "review"),
    "country_year": ("country_iso3", "funding_year", "purpose_group", "currency", "best", "claim_ids"),
}
#: No table of ours comes near this; a file that unpacks to more is a trap.
MOST_BYTES = 512 * 1024 * 1024
#: What the standard library raises for an archive that is damaged, encrypted or packed in a way that it does not know.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, EOFError, UnicodeDecodeError,
)  # fmt: skip
#: A release made before releases carried a version.
UNVERSIONED = "unversioned"


class UnusableRelease(Exception):
    """What was named is no release, or a damaged one; the message is one line."""


@dataclass(frozen=True, slots=True)
class OpenRelease:
    """The tables of a release as rows; a table that the release does not hold is missing here too."""

    label: str
    version: str
    tables: Mapping[str, tuple[Row, ...]]

    def rows(self, table: str) -> tuple[Row, ...]:
        """Rows of a table; none if the release does not hold it."""
        return self.tables.get(table, ())


def open_release(path: Path) -> OpenRelease:
    """Read what a comparison needs of a release.

    Args:
        path: a release's folder, its DuckDB file, or an archive made by `reintegration release`.

    Raises:
        UnusableRelease: there is nothing there, or it is no release, or it is damaged; one line.
    """
    try:
        if path.is_dir():
            return _checked(path, _of_folder(path))
        if not path.is_file():
            raise UnusableRelease(f"{path}: not found; name a release's folder, .duckdb file or .zip archive")
        if zipfile.is_zipfile(path):
            return _checked(path, _of_archive(path))
        if path.suffix == ".zip":
            raise UnusableRelease(f"{path}: damaged, no zip archive; fetch or make it again")
        return _checked(path, OpenRelease(str(path), UNVERSIONED, _of_database(path)))
    except OSError as error:
        raise UnusableRelease(f"{path}: cannot be read ({error.strerror or error})") from error


def _checked(path: Path, release: OpenRelease) -> OpenRelease:
    for table in TABLES_NEEDED:
        if table not in release.tables:
            raise UnusableRelease(f"{path}: holds no table {table}; this is no release of ours")
        held = release.tables[table][0].keys() if release.tables[table] else None
        missing = [c for c in _COLUMNS_NEEDED[table] if held is not None and c not in held]
        if missing:
            raise UnusableRelease(f"{path}: table {table} has no column {', '.join(missing)}; it cannot be compared")
    return release


def _of_folder(path: Path) -> OpenRelease:
    files = {name: path / "parquet" / f"{name}.parquet" for name in TABLES_READ}
    version = path / layout.VERSION
    label = version.read_text(encoding="utf-8").strip() if version.is_file() else UNVERSIONED
    held = {name: _rows(file, str(file)) for name, file in files.items() if file.is_file()}
    if not held and (path / layout.DATABASE).is_file():
        held = _of_database(path / layout.DATABASE)
    if not held:
        raise UnusableRelease(f"{path}: no release in this folder (no parquet/ and no {layout.DATABASE})")
    return OpenRelease(str(path), label, held)


def _rows(source: Path | io.BytesIO, place: str) -> tuple[Row, ...]:
    try:
        return tuple(pyarrow.parquet.read_table(source).to_pylist())
    except (pa.ArrowException, ValueError) as error:
        raise UnusableRelease(f"{place}: damaged, no Parquet file ({str(error).splitlines()[0]})") from error


def _of_database(path: Path) -> dict[str, tuple[Row, ...]]:
    """Tables of a DuckDB file; with access to other files barred, since a view may name any file."""
    try:
        with duckdb.connect(str(path), read_only=True, config={"enable_external_access": "false"}) as connection:
            held = {row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
            found = {}
            for name in TABLES_READ:
                if name in held:
                    rows = connection.sql(f'SELECT * FROM main."{name}" ORDER BY rowid')  # noqa: S608 - names of ours
                    found[name] = tuple(rows.to_arrow_table().to_pylist())
            return found
    except duckdb.Error as error:
        raise UnusableRelease(f"{path}: no DuckDB file that can be read ({str(error).splitlines()[0]})") from error


def _of_archive(path: Path) -> OpenRelease:
    try:
        with zipfile.ZipFile(path) as archive:
            members = _members(path, archive)
            read: Callable[[str], bytes] = lambda name: _read(path, archive, members[name])  # noqa: E731
            sums = _checksums(read(layout.CHECKSUMS).decode("utf-8")) if layout.CHECKSUMS in members else {}
            version = read(layout.VERSION).decode("utf-8").strip() if layout.VERSION in members else UNVERSIONED
            held = {}
            for name in TABLES_READ:
                member = f"parquet/{name}.parquet"
                if member in members:
                    content = read(member)
                    if member in sums and hashlib.sha256(content).hexdigest() != sums[member]:
                        raise UnusableRelease(f"{path}: damaged, {member} does not have the checksum that it states")
                    held[name] = _rows(io.BytesIO(content), f"{path}, {member}")
    except _DAMAGE as error:
        raise UnusableRelease(f"{path}: damaged archive ({str(error).splitlines()[0]}); make it again") from error
    if not held:
        raise UnusableRelease(f"{path}: no release in this archive (no parquet/ in it)")
    return OpenRelease(str(path), version, held)


def _members(path: Path, archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Members by their place in the release; an archive with a name that could mislead is refused whole."""
    found: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        name = info.orig_filename
        place = PurePosixPath(name)
        odd = any(character in name for character in "\\:\0")
        if odd or place.is_absolute() or ".." in place.parts or stat.S_ISLNK(info.external_attr >> 16):
            raise UnusableRelease(f"{path}: refused, {name!a} in it points outside the archive")
        if name in found:
            raise UnusableRelease(f"{path}: refused, it holds {name!a} twice")
        found[name] = info
    marker = "parquet/country_year.parquet"
    top = next((name.removesuffix(marker) for name in sorted(found, key=len) if name.endswith(marker)), "")
    return {name.removeprefix(top): info for name, info in found.items() if name.startswith(top)}


def _read(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as member:
        content = member.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UnusableRelease(f"{path}: refused, {info.filename!a} unpacks to more than {MOST_BYTES >> 20} MB")
    return content


def _checksums(text: str) -> dict[str, str]:
    """File names and their checksums as `sha256sum` writes them."""
    pairs = (line.split(maxsplit=1) for line in text.splitlines() if line and not line.startswith("#"))
    return {pair[1].lstrip("*"): pair[0] for pair in pairs if len(pair) == 2}
