"""Fuzzes the targets: `python -m tests.fuzz --seconds 60 [TARGET…]`; what breaks one is kept under tests/fuzz/crashers.

With atheris, which watches which code an input reaches, where it is installed (`pip install atheris`, Linux); else with
hypothesis. Exit status 1 if anything was found.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

CRASHERS = Path(__file__).parent / "crashers"
_CORPUS = Path("build") / "fuzz"


def seeds(target: str) -> list[bytes]:
    """Inputs to begin with."""
    from tests.hostile import files

    text = f"ALBANIA (Tier 2)\n\n{files.SENTENCE} It spent 20.2 million lek ($182,640), compared to €1,5 in 2016.\n\n1. GRETA notes"
    found: dict[str, list[bytes]] = {
        "reader": [files.plain(), files.html_page(f"<p>{text}</p>"), text.encode()],
        "mutated_pdf": [b"12345678abcdef", b"seedseed<< >> /"],
        "page_content": [files.printed(files.SENTENCE)],
        "web_page": [files.html_page(f"<h2>Albania</h2><p>{text}</p>")],
        "catalogue": [Path("data/raw/sources.yaml").read_bytes()[:4000], b"licences: {}\nsources: []\n"],
        "table": [b"a,b\n1,2\n", b'\xef\xbb\xbf"a","b"\r\n"1,0","=2"\r\n'],
    }
    return found.get(target, [b"A" + text.encode()])


def with_atheris(target: str, seconds: int) -> None:
    """Never returns: the fuzzer ends the process."""
    import atheris

    with atheris.instrument_imports(include=["pipeline"]):
        from tests.fuzz.targets import TARGETS

    corpus = _CORPUS / target
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(target)):
        (corpus / f"seed-{number}").write_bytes(seed)
    kept = CRASHERS / target
    kept.mkdir(parents=True, exist_ok=True)
    options = [
        f"-max_total_time={seconds}",
        "-timeout=25",
        "-rss_limit_mb=3000",
        "-max_len=6000",
        f"-artifact_prefix={kept}/",
    ]
    atheris.Setup([sys.argv[0], str(corpus), *options, "-print_final_stats=1", "-verbosity=0"], TARGETS[target])
    atheris.Fuzz()


def with_hypothesis(target: str, seconds: int) -> int:
    """Random inputs and mixtures of the seeds until the time is up; the number of inputs that broke the target."""
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    from tests.fuzz.targets import TARGETS

    parts = [seed[at : at + 60] for seed in seeds(target) for at in range(0, len(seed), 30)]
    broken: list[bytes] = []
    until = time.monotonic() + seconds

    @settings(max_examples=500, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.one_of(st.sampled_from(parts), st.binary(max_size=40)), max_size=40).map(b"".join))
    def one(data: bytes) -> None:
        try:
            TARGETS[target](data)
        except Exception:
            broken.append(data)
            raise

    while time.monotonic() < until and not broken:
        try:
            one()
        except Exception as problem:
            print(f"{target}: {problem!r}", file=sys.stderr)
    if broken:
        kept = CRASHERS / target
        kept.mkdir(parents=True, exist_ok=True)
        (kept / f"hypothesis-{len(broken[-1])}").write_bytes(broken[-1])
    return len(broken)


def main() -> int:
    """Runs each target in a process of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("targets", nargs="*", help="all by default")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    # the targets are imported later: what is imported before the fuzzer is not watched by it
    try:
        import atheris  # noqa: F401

        engine = "atheris"
    except ImportError:
        engine = "hypothesis"
    if given.here:
        if engine == "atheris":
            with_atheris(given.targets[0], given.seconds)
        return int(bool(with_hypothesis(given.targets[0], given.seconds)))
    from tests.fuzz.targets import TARGETS

    failed = []
    for target in given.targets or list(TARGETS):
        begun = time.monotonic()
        command = [sys.executable, "-m", "tests.fuzz", target, "--seconds", str(given.seconds), "--here"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        runs = [ln.split()[-1] for ln in done.stderr.splitlines() if "number_of_executed_units" in ln]
        print(f"{target}: {engine}, {time.monotonic() - begun:.0f} s, {runs[0] if runs else 'no count of'} runs, "
              f"{'nothing found' if done.returncode == 0 else 'BROKEN'}", flush=True)  # fmt: skip
        if done.returncode:
            failed.append(target)
            print("\n".join(done.stderr.splitlines()[-25:]), file=sys.stderr, flush=True)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
