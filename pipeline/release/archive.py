"""A release as one archive, ready for Zenodo or a GitHub release.

Belongs here: the ZIP file and the files in it that a folder in git does not need (.zenodo.json, checksums with the
database). Does not belong here: deciding that there is a release.

The same files give the same bytes: names in order, one fixed time, one compression.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

from pipeline.release import layout
from pipeline.release.descriptor import CREATOR, DESCRIPTION, KEYWORDS, LICENCE, SOURCES, TITLE

#: Files of the repository that go with the data.
COMPANIONS = ("CHANGELOG.md", "CITATION.cff", "LICENSE", "LICENSE-DATA.md", "README.md")
ZENODO = ".zenodo.json"
_TIME = (1980, 1, 1, 0, 0, 0)


def archive_name(version: str) -> str:
    """File name of the archive of a version."""
    return f"reintegration-funding-{version}.zip"


def zenodo(version: str, released_on: str) -> str:
    """What Zenodo takes as the description of an upload, as JSON."""
    described = {
        "title": TITLE,
        "upload_type": "dataset",
        "description": DESCRIPTION,
        "version": version,
        "publication_date": released_on,
        "creators": [{"name": CREATOR}],
        "access_right": "open",
        "license": LICENCE["name"].lower(),
        "keywords": KEYWORDS,
        "language": "eng",
        "notes": "Sources and their terms: " + " ".join(f"{s['title']}: {s['licence']}." for s in SOURCES),
        "related_identifiers": [
            {"identifier": s["path"].removeprefix("https://doi.org/"), "relation": "references", "scheme": "doi"}
            for s in SOURCES
            if s["path"].startswith("https://doi.org/")
        ],
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def write_archive(directory: Path, root: Path, version: str, released_on: str, target: Path) -> Path:
    """Write the archive of a release aside and move it into place.

    Args:
        directory: the release's folder.
        root: the repository, for licences and citation.
        version: the release's version.
        released_on: its day, ISO 8601.
        target: folder for the archive; made if missing.

    Returns:
        The archive's path.

    Raises:
        OSError: a file is missing, or the disk is full; nothing is left behind.
    """
    files = {p.relative_to(directory).as_posix(): p.read_bytes() for p in directory.rglob("*") if p.is_file()}
    files |= {name: (root / name).read_bytes() for name in COMPANIONS}
    files[ZENODO] = zenodo(version, released_on).encode()
    files[layout.CHECKSUMS] = _checksums(files).encode()
    target.mkdir(parents=True, exist_ok=True)
    path = target / archive_name(version)
    aside = path.with_name(f".{path.name}.new")
    try:
        _pack(files, aside, path.stem)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return path


def _checksums(files: Mapping[str, bytes]) -> str:
    """The checksums of all files, the database's too: an archive is made once."""
    listed = sorted(files.keys() - {layout.CHECKSUMS})
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in listed)


def _pack(files: Mapping[str, bytes], path: Path, top: str) -> None:
    with path.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name in sorted(files):
                info = zipfile.ZipInfo(f"{top}/{name}", _TIME)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system = 3  # Unix, wherever it is made
                info.external_attr = 0o100644 << 16
                archive.writestr(info, files[name])
        file.flush()
        os.fsync(file.fileno())
