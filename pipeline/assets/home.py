"""Dagster's home folder: made ready before a run, whatever state it is in.

Belongs here: its settings file, and databases of earlier runs that are damaged. They hold the history of runs, nothing
that a release is made from, so a damaged one is set aside and a new one begun.
"""

import contextlib
import os
import shutil
import sqlite3
from pathlib import Path

#: A check of more than this would take longer than the build.
_LARGEST_CHECKED = 100_000_000


def prepare_home(root: Path) -> list[str]:
    """Makes the folder named by DAGSTER_HOME, or .dagster under the project, usable, and sets DAGSTER_HOME.

    Returns:
        One line for each database that was set aside.
    """
    home = Path(os.environ.get("DAGSTER_HOME") or root / ".dagster").absolute()
    home.mkdir(parents=True, exist_ok=True)
    os.environ["DAGSTER_HOME"] = str(home)
    if (root / "dagster.yaml").is_file():
        shutil.copyfile(root / "dagster.yaml", home / "dagster.yaml")
    told = []
    for path in sorted((*home.glob("history/*.db"), *home.glob("history/runs/index.db"), *home.glob("schedules/*.db"))):
        if not _is_sound(path):
            aside = path.with_name(f"{path.name}.damaged")
            path.replace(aside)
            for rest in ("-wal", "-shm", "-journal"):
                path.with_name(path.name + rest).unlink(missing_ok=True)
            told.append(f"Dagster's history in {path} was damaged; it is set aside as {aside.name} and begun anew")
    return told


def _is_sound(path: Path) -> bool:
    if path.stat().st_size == 0:
        return True  # a database that holds nothing yet
    with contextlib.closing(sqlite3.connect(path, timeout=10)) as connection:
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if path.stat().st_size > _LARGEST_CHECKED:
                return True
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
        except sqlite3.OperationalError as problem:
            return "locked" in str(problem) or "busy" in str(problem)
        except sqlite3.DatabaseError:
            return False
