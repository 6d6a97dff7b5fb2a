"""Kills builds at random moments: `python -m tests.faults --times 100 --seed 1`.

After each kill -9 the release must be the old one or the new one, whole, and the next build must succeed without help
and leave nothing beside the release. Exit status 1 if that was ever not so.
"""

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from pipeline.release.database import differences
from tests import small_project as small


class State:
    """A release: its files, and a copy of its database."""

    def __init__(self, folder: Path, keep: Path) -> None:
        self.files = small.release_bytes(folder)
        self.database = Path(shutil.copy(small.database(folder), keep))

    def is_like(self, other: "State") -> bool:
        """Whether it holds the same, file by file."""
        return self.files == other.files and not differences(self.database, other.database)

    def is_in(self, folder: Path) -> bool:
        """Whether the release of a folder is this one."""
        return small.release_bytes(folder) == self.files and not differences(self.database, small.database(folder))


def _tell(text: str) -> None:
    print(text, flush=True)


def switch(folder: Path, on: bool) -> None:
    """Changes the inputs: a line of a report and of a table more, or the first state again."""
    text = "ALBANIA (Tier 2)\n\nProtection\n\nThe government allocated 1.5 million lek to an invented shelter.\n"
    path = folder / "data/raw/abridged/tip-2014.txt"
    path.write_text(text.replace("1.5", "2.5") if on else text, encoding="utf-8")


def run(
    times: int, seed: int, folder: Path, tell: Callable[[str], None] = _tell, built: Path | None = None
) -> Counter[str]:
    """Kills a build so many times; counts of what was found, `broken` among them.

    Args:
        times: how many builds.
        seed: of the moments.
        folder: a place to work in.
        tell: called with each fault and, now and then, the counts.
        built: a project of tip-2013 that is built, to save the first build.
    """
    rng = random.Random(seed)
    project = built or small.make(folder / "project", ("tip-2013",))
    begun = time.monotonic()
    done = small.build(project, "--force")
    seconds = time.monotonic() - begun
    if done.returncode:
        raise SystemExit(f"the build fails without being killed: {done.stdout}{done.stderr}")
    small.hold(project, "tip-2014", b"", "tip-2014.txt")
    old = State(project, folder / "state-0.duckdb")
    known: dict[bool, State] = {}
    counts: Counter[str] = Counter(broken=0)
    for number in range(times):
        on = number % 2 == 0  # from the one state to the other, and back at the next kill
        switch(project, on)
        moment = rng.uniform(0.05, 1.05) * seconds
        process = subprocess.Popen(
            small.command(project), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=project,
            env=small.environment(project),
        )  # fmt: skip
        try:
            process.wait(timeout=moment)
            counts["ended before it was killed"] += 1
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            counts["killed"] += 1
        try:
            left = State(project, folder / "left.duckdb")  # judged by what the next build makes
        except (OSError, ValueError):
            left = None
        done = small.build(project)
        new = known.setdefault(on, State(project, folder / f"state-{on}.duckdb"))
        if old.files == new.files:
            raise SystemExit("the two states do not differ")
        found = next((n for n, s in (("old", old), ("new", new)) if left and left.is_like(s)), "broken")
        counts[f"{found} release afterwards"] += found != "broken"
        beside = [p.name for p in (project / "data").iterdir() if p.name not in ("raw", "curated", ".curated.lock")]
        halves = list((project / "build").rglob("*.tmp"))
        well = done.returncode == 0 and new.is_in(project) and not beside and not halves
        counts["next build right"] += well
        if not well or found == "broken":
            counts["broken"] += 1
            tell(
                f"kill {number} after {moment:.2f} s: {found}; then {done.returncode} {beside} {halves} {done.stderr[-400:]}"
            )
        if number % 10 == 9:
            tell(f"{number + 1} of {times}: {dict(counts)}")
        old = new
    return counts


def main() -> int:
    """Runs and prints the counts."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        counts = run(given.times, given.seed, Path(folder))
    for name, count in sorted(counts.items()):
        print(f"{name}: {count}")
    print(f"seed {given.seed}, {time.monotonic() - begun:.0f} seconds")
    return int(counts["broken"] > 0)


if __name__ == "__main__":
    sys.exit(main())
