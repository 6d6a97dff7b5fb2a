"""SHA256SUMS: the checksum of every file, as `sha256sum --check` reads it.

Belongs here: writing that list. The database's bytes differ from build to build though its content does not, so in a
folder it is named in a comment; an archive, which is made once, lists it like any other file.
"""

import hashlib
from pathlib import Path

from pipeline.release import layout


def sha256(path: Path) -> str:
    """SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def checksums(directory: Path, *, database: bool) -> str:
    """The lines for all files of a folder in order of their names.

    Args:
        directory: the folder.
        database: whether the DuckDB file is listed too.
    """
    names = sorted(p.relative_to(directory).as_posix() for p in directory.rglob("*") if p.is_file())
    listed = [n for n in names if n != layout.CHECKSUMS and (database or n != layout.DATABASE)]
    lines = [f"{sha256(directory / name)}  {name}\n" for name in listed]
    if not database:
        lines.insert(
            0, f"# {layout.DATABASE} is not listed: its bytes differ from build to build, its tables do not.\n"
        )
    return "".join(lines)


def write_checksums(directory: Path, *, database: bool = False) -> None:
    """Write SHA256SUMS for a folder."""
    (directory / layout.CHECKSUMS).write_text(checksums(directory, database=database), encoding="utf-8")
