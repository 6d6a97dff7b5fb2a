"""The calendar version of a release: YYYY.MM.N, N counted from 0 within a month.

Belongs here: what `data/release.yaml` declares, and which version the tables at hand have. Does not belong here:
deciding to release, or today's date: a build takes the version from the file, so that it makes the same bytes on any day.

A version belongs to a content, the hash of all tables. Tables that differ from those released under the declared
version carry it with `+unreleased`: nobody can mistake them for the release.
"""

import hashlib
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from pipeline.release import layout

#: Version of tables where no release was ever declared.
NEVER_RELEASED = "unreleased"
_VERSION = re.compile(r"(\d{4})\.(0[1-9]|1[0-2])\.(0|[1-9]\d*)")
_CONTENT = re.compile(r"[0-9a-f]{64}")
_KEYS = {"version", "released_on", "content", "known_quarantined"}
_HEADER = """\
# The last release: its version, its day and the hash of its tables. `reintegration release` writes this file; do not
# edit the first three entries by hand. `known_quarantined` names documents that cannot be read and may be missing from a
# release, each with the reason (docs/releasing.md).
"""


class UnusableVersion(Exception):
    """`data/release.yaml` or a VERSION file cannot be used; the message is one line."""


@dataclass(frozen=True, slots=True)
class Declared:
    """The last release: version, day (ISO 8601), hash of its tables; all None before the first one."""

    version: str | None = None
    released_on: str | None = None
    content: str | None = None
    known_quarantined: Mapping[str, str] = field(default_factory=dict)


def declaration_of(root: Path) -> Path:
    """The file that declares the version."""
    return root / "data" / "release.yaml"


def declared(root: Path) -> Declared:
    """What `data/release.yaml` declares; nothing if there is no such file.

    Raises:
        UnusableVersion: the file is damaged or says what makes no sense.
    """
    path = declaration_of(root)
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Declared()
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise UnusableVersion(f"{path}: cannot be read ({str(error).splitlines()[0]})") from error
    if said is None:
        return Declared()
    problem = _problem(said)
    if problem:
        raise UnusableVersion(f"{path}: {problem}")
    texts = {k: None if said.get(k) is None else str(said[k]) for k in ("version", "released_on", "content")}
    return Declared(**texts, known_quarantined=dict(said.get("known_quarantined") or {}))


def _problem(said: Any) -> str | None:
    if not isinstance(said, dict) or set(said) - _KEYS:
        return f"only {', '.join(sorted(_KEYS))} may stand here"
    version, day, content = (said.get(k) for k in ("version", "released_on", "content"))
    if not (version is None and day is None and content is None):
        if not _VERSION.fullmatch(str(version)):
            return f"version {version} is none of the form YYYY.MM.N"
        if not _is_day(str(day)):
            return f"released_on {day} is no day (YYYY-MM-DD)"
        if not _CONTENT.fullmatch(str(content)):
            return "content is no SHA-256; `reintegration release` writes it"
    known = said.get("known_quarantined") or {}
    if not isinstance(known, dict) or not all(isinstance(r, str) and r.strip() for r in known.values()):
        return "known_quarantined needs a reason for each document (document_id: reason)"
    return None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def declaration(said: Declared) -> str:
    """The text of `data/release.yaml`."""
    entries = {
        "version": said.version,
        "released_on": said.released_on,
        "content": said.content,
        "known_quarantined": dict(said.known_quarantined),
    }
    return _HEADER + yaml.safe_dump(entries, sort_keys=False, allow_unicode=True, width=120)


def content_hash(directory: Path) -> str:
    """Hash of all tables of a release: of its CSV files, whose bytes depend on no library version."""
    digest = hashlib.sha256()
    for path in sorted((directory / "csv").glob("*.csv")):
        digest.update(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n".encode())
    return digest.hexdigest()


def version_of(said: Declared, content: str) -> str:
    """The version of tables with this content: the declared one, or that with `+unreleased`."""
    if said.version is None:
        return NEVER_RELEASED
    return said.version if content == said.content else f"{said.version}+unreleased"


def next_version(last: str | None, day: date) -> str:
    """The version after `last` on a day.

    Raises:
        UnusableVersion: the last version is of a later month; the clock or the file is wrong.
    """
    month = f"{day:%Y.%m}"
    if last is None:
        return f"{month}.0"
    year, number, count = last.split(".")
    if (year, number) > (f"{day:%Y}", f"{day:%m}"):
        raise UnusableVersion(f"the last version is {last}, but today is {day}; set the clock right")
    return f"{month}.{int(count) + 1}" if f"{year}.{number}" == month else f"{month}.0"


def release_version(directory: Path) -> str:
    """The version of the release in a folder, as its VERSION file says.

    Raises:
        UnusableVersion: there is no such file.
    """
    try:
        return (directory / layout.VERSION).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise UnusableVersion(f"{directory}: no release with a version ({error.strerror})") from error


def write_version(directory: Path, said: Declared) -> str:
    """Write VERSION for the tables of a release and return it."""
    version = version_of(said, content_hash(directory))
    (directory / layout.VERSION).write_text(f"{version}\n", encoding="utf-8")
    return version


def changes_of(root: Path) -> Path:
    """Folder of what changed with the last release; `reintegration release` writes it, every build takes it over."""
    return root / "data" / "changes"


def add_changes(root: Path, directory: Path) -> None:
    """Put what changed with the last release into a release, if there was one."""
    for name in layout.CHANGES:
        if (changes_of(root) / name).is_file():
            shutil.copyfile(changes_of(root) / name, directory / name)
