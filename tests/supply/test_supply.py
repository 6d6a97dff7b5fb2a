"""What is installed is what was pinned; the user interface listens on this machine only; nothing needs a secret."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_locked_package_has_a_hash_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = re.split(r"\n(?=\S)", lock.strip())
    assert len(packages) > 50
    for package in packages:
        assert re.match(r"[A-Za-z0-9_.-]+==", package), package[:60]
        assert "--hash=sha256:" in package, package[:60]
    assert "://" not in lock


def test_the_installation_takes_nothing_without_a_hash() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (line,) = [ln for ln in makefile.splitlines() if "-r requirements.lock" in ln and "pip install" in ln]
    assert "--require-hashes" in line
    assert "--no-deps" in line


def test_the_user_interface_listens_on_this_machine_only() -> None:
    done = subprocess.run(["make", "-n", "dev"], capture_output=True, text=True, cwd=ROOT, check=True)
    (line,) = [ln for ln in done.stdout.splitlines() if "dagster dev" in ln or "dagster-webserver" in ln]
    assert re.search(r"(--host|-h) (127\.0\.0\.1|localhost)\b", line)


def test_every_package_of_the_lock_is_on_the_page_of_licences() -> None:
    from tests.supply.licences import PAGE, locked

    listed = set(re.findall(r"^\| \**([a-z0-9-]+)\** \|", PAGE.read_text(encoding="utf-8"), re.M))
    assert set(locked()) - listed == set()


def test_no_key_or_password_is_in_the_repository() -> None:
    pattern = re.compile(
        rb"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|gh[pousr]_[A-Za-z0-9]{36}|xox[bap]-[0-9A-Za-z-]{20}"
    )
    files = subprocess.run(["git", "ls-files", "-z"], capture_output=True, cwd=ROOT, check=True).stdout.split(b"\0")
    found = [
        f for f in files if f and (ROOT / f.decode()).is_file() and pattern.search((ROOT / f.decode()).read_bytes())
    ]
    assert found == []
