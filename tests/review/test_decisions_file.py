"""Decisions are written whole or not at all, one after the other."""

import csv
import threading
from pathlib import Path

import pytest

from pipeline.claims.review import DECISION_COLUMNS
from pipeline.reviewing import write_decision, write_decisions


def entry(number: int = 1) -> dict[str, object]:
    return {"claim_id": f"c{number}", "sentence_sha": "0" * 16, "decision": "accept", "reason": "seen, with a comma"}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_file_is_made_with_its_header_and_grows(tmp_path: Path) -> None:
    path = tmp_path / "review" / "decisions.csv"
    write_decision(path, entry(1))
    write_decisions(path, [entry(2), entry(3)])
    assert path.read_text(encoding="utf-8").splitlines()[0] == ",".join(DECISION_COLUMNS)
    assert [r["claim_id"] for r in rows(path)] == ["c1", "c2", "c3"]
    assert [p.name for p in path.parent.iterdir()] == ["decisions.csv"]


def test_a_last_line_without_end_is_not_run_into(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    write_decision(path, entry(1))
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    write_decision(path, entry(2))
    assert [r["claim_id"] for r in rows(path)] == ["c1", "c2"]


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "decisions.csv"
    write_decision(path, entry(1))
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_decision(path, entry(2))
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["decisions.csv"]


def test_two_reviewers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    threads = [threading.Thread(target=write_decision, args=(path, entry(n))) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(r["claim_id"] for r in rows(path)) == sorted(f"c{n}" for n in range(20))
