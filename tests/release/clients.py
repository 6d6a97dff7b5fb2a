"""DuckDB clients of the versions that a release must open in, each in an environment of its own under build/clients."""

import json
import statistics
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

from filelock import FileLock

VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4")
ROOT = Path(__file__).parents[2]
_ENVIRONMENTS = ROOT / "build" / "clients"


class NoClient(Exception):
    """A client could not be installed; the message is one line."""


def python_with(version: str, environments: Path = _ENVIRONMENTS, index: str | None = None) -> Path:
    """The Python of an environment with the newest duckdb of a minor version, made at first use.

    Args:
        version: such as "1.0".
        environments: where environments are kept.
        index: package index to ask instead of the configured one.

    Raises:
        NoClient: the package registry cannot be reached or has no wheel for this Python.
    """
    place = environments / f"{version}-{sys.implementation.cache_tag}"
    python = place / "bin" / "python"
    environments.mkdir(parents=True, exist_ok=True)
    with FileLock(environments / f"{place.name}.lock"):
        if not (place / "installed").exists():
            venv.create(place, clear=True, with_pip=False)
            asked = [f"duckdb=={version}.*", "--only-binary", ":all:", *(["--index-url", index] if index else [])]
            pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--retries", "2"]
            run = subprocess.run([*pip, "--disable-pip-version-check", *asked], capture_output=True, text=True)
            if run.returncode:
                reason = next((x for x in reversed(run.stderr.splitlines()) if x.startswith("ERROR")), "pip failed")
                raise NoClient(f"duckdb {version} cannot be installed ({reason}); this test needs a package registry")
            (place / "installed").touch()
    return python


def answers(python: Path, database: Path, queries: dict[str, str], folder: Path) -> dict[str, Any]:
    """What a client says: its version, seconds from connecting to a first answer, and the rows of each query."""
    asked = folder / "queries.json"
    asked.write_text(json.dumps(queries), encoding="utf-8")
    script = Path(__file__).with_name("client_answers.py")
    run = subprocess.run([python, script, database, asked], capture_output=True, text=True, check=False)
    if run.returncode:
        raise AssertionError(f"{python}: {run.stderr.strip().splitlines()[-1]}")
    said: dict[str, Any] = json.loads(run.stdout)
    return said


def measured(database: Path, folder: Path, times: int = 5) -> list[tuple[str, float]]:
    """Version and median seconds from connecting to a first answer, each in a new process; the current client last."""
    pythons = [*(python_with(version) for version in VERSIONS), Path(sys.executable)]
    said = [[answers(python, database, {}, folder) for _ in range(times)] for python in pythons]
    return [(of[0]["version"], statistics.median(one["seconds_to_open"] for one in of)) for of in said]


if __name__ == "__main__":  # python -m tests.release.clients: the figures of docs/using.md
    release = ROOT / "data" / "curated" / "reintegration_funding.duckdb"
    print(f"{release.name}: {release.stat().st_size / 1e6:.1f} MB")
    with tempfile.TemporaryDirectory() as scratch:
        for name, seconds in measured(release, Path(scratch)):
            print(f"duckdb {name}: {1000 * seconds:.0f} ms from opening to a first answer")
