"""Tells whether anything has changed since the last build, without starting one.

Belongs here: hashes of inputs, code, libraries and release, and the note of the last build. Nothing of Dagster: a build
with nothing to do must not pay for its start.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

#: Libraries whose version can change what a release holds.
_LIBRARIES = (
    "pandas", "pandera", "duckdb", "pyarrow", "pypdfium2", "babel", "currencyconverter",
    "altair", "jinja2", "pdfplumber", "pillow", "vl-convert-python",
)  # fmt: skip


@cache
def code_fingerprint(*packages: str) -> str:
    """Hash of the code and data files of some packages or modules: what was made by other code is made anew."""
    digest = hashlib.sha256()
    top = Path(__file__).resolve().parents[2]
    for package in packages:
        named = top / package
        for path in [named] if named.is_file() else sorted(named.rglob("*")):
            suffixes = (".py", ".yaml", ".csv", ".j2", ".html", ".css", ".js")
            if path.suffix in suffixes and "__pycache__" not in path.parts:
                digest.update(str(path.relative_to(top)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:24]


def fingerprint(root: Path, release: Path) -> str:
    """Hash of everything a release is made from, and of the release itself."""
    digest = hashlib.sha256(code_fingerprint("pipeline", "schemas").encode())
    for name in _LIBRARIES:
        digest.update(f"{name}={version(name)}".encode())
    declaration = root / "data" / "release.yaml"
    if declaration.is_file():
        digest.update(declaration.read_bytes())
    for folder in (root / "data" / "raw", root / "data" / "changes", release):
        for path in sorted(folder.rglob("*")):
            parts = path.relative_to(folder).parts
            # what waits in the inbox is no input yet, and may be anything under any name
            if parts[0] != "inbox" and "src" not in parts and path.is_file():
                digest.update(os.fsencode(path.relative_to(folder)))
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _note(root: Path) -> Path:
    return root / "build" / "state.json"


def remember(root: Path, mark: str, lines: Sequence[str], problems: Sequence[str]) -> None:
    """Notes what the last build was made from and what it said."""
    path = _note(root)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".tmp")
    aside.write_text(json.dumps({"fingerprint": mark, "lines": [*lines], "problems": [*problems]}), encoding="utf-8")
    aside.replace(path)


def unchanged_since(root: Path, release: Path) -> dict[str, Any] | None:
    """What the last build said, if nothing has changed since; None if there is something to do."""
    try:
        note = dict(json.loads(_note(root).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None
    return note if note.get("fingerprint") == fingerprint(root, release) else None
