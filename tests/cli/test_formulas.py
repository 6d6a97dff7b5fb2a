"""What the commands print as CSV runs nothing in a spreadsheet."""

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app


def test_extract_prints_no_formula(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "=cmd.txt"
    path.write_text("=The government allocated 1.2 million dinars to shelters.\n", encoding="utf-8")
    arguments = ["extract", "=cmd.txt", "--source", "tip", "--edition", "2018", "--country", "SRB"]
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, arguments)
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert len(rows) == 1
    assert rows[0]["file"] == "'=cmd.txt"
    assert rows[0]["sentence"].startswith("'=The government")
