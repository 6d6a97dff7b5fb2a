"""Lists the licences of everything that requirements.lock installs: `python -m tests.supply.licences [--check]`.

Writes docs/dependencies.md from what pip-licenses finds; with --check it only says whether a licence is not allowed.
"""

import argparse
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "dependencies.md"
#: What a licence's name must hold: permissive ones, and those that ask nothing of who only uses a library.
ALLOWED = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|LGPL|Lesser|HPND|Unlicense|Zlib|CC0|0BSD|Public Domain|Artistic",
    re.I,
)


#: Packages whose metadata name no licence, with that of the LICENSE file they or their repository carry.
READ = {
    "axe-playwright-python": "MIT License",
    "currencyconverter": "Apache License 2.0",
    "mlcroissant": "Apache License 2.0",
}


def normal(name: str) -> str:
    """A package's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, str]:
    """Packages of the lock file with their versions."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return {normal(m[1]): m[2] for m in re.finditer(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)", lock, re.M)}


def installed() -> dict[str, dict[str, str]]:
    """What pip-licenses says of every installed package, by name."""
    command = [sys.executable, "-m", "piplicenses", "--format=json", "--with-urls", "--from=mixed"]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    rows = {normal(row["Name"]): row for row in found}
    for name, licence in READ.items():
        if name in rows and rows[name]["License"] == "UNKNOWN":
            rows[name]["License"] = licence
    return rows


def direct() -> set[str]:
    """Packages that pyproject.toml asks for to run, not to test."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {normal(re.split(r"[<>=!~\[; ]", line)[0]) for line in project["dependencies"]}


def page(rows: dict[str, dict[str, str]]) -> str:
    """The page as text."""
    asked = direct()
    lines = [
        "# Dependencies and their licences",
        "",
        "Everything that `requirements.lock` installs, pinned with hashes. Made by `python -m tests.supply.licences`; `make audit` checks it.",
        "**Bold**: what the pipeline itself imports; the rest comes with these or serves development.",
        "",
        "| package | licence |",
        "|---|---|",
    ]
    for name in sorted(locked()):
        licence = rows[name]["License"].splitlines()[0].strip()[:80] if name in rows else "not installed on this system"
        lines.append(f"| {f'**{name}**' if name in asked else name} | {licence.replace('|', '/')} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Writes or checks."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    rows = installed()
    odd = [
        f"{n}: {rows[n]['License']}" for n in sorted(locked()) if n in rows and not ALLOWED.search(rows[n]["License"])
    ]
    for line in odd:
        print(f"licence not known to be allowed: {line[:200]}", file=sys.stderr)
    if not given.check:
        PAGE.write_text(page(rows), encoding="utf-8")
    return int(bool(odd))


if __name__ == "__main__":
    sys.exit(main())
