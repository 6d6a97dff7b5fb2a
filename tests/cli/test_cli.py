"""The commands as a user types them."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipeline.cli import EXTRACT_COLUMNS, app

ROOT = Path(__file__).parents[2]
runner = CliRunner()
PASSAGE = "The government allocated 1.2 million dinars ($11,000) to shelters, compared with 1 million dinars ($9,000) in 2016. The fine is 5,000 dinars.\n"


def extract(*arguments: str) -> tuple[int, str, str]:
    result = runner.invoke(app, ["extract", *arguments])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def passage(tmp_path: Path) -> Path:
    path = tmp_path / "passage.txt"
    path.write_text(PASSAGE, encoding="utf-8")
    return path


def test_extract_prints_claims_as_csv_and_nothing_else(passage: Path) -> None:
    code, out, _ = extract(str(passage), "--source", "tip", "--edition", "2018", "--country", "SRB")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert list(rows[0]) == EXTRACT_COLUMNS
    assert [
        (r["ordinal"], r["amount_low"], r["currency"], r["stated_usd"], r["funding_year"], r["role"]) for r in rows
    ] == [
        ("1", "1200000", "RSD", "11000", "2017", "current"),
        ("2", "1000000", "RSD", "9000", "2016", "prior_year"),
    ]


def test_all_amounts_adds_what_is_not_funding_with_the_reason(passage: Path) -> None:
    _, out, _ = extract(
        str(passage), "--source", "tip", "--edition", "2018", "--country", "SRB", "--all-amounts", "--format", "json"
    )
    rows = json.loads(out)
    assert [(r["ordinal"], r["is_funding"], r["reason"]) for r in rows] == [
        (1, "yes", None),
        (2, "yes", None),
        (3, "no", "fine"),
    ]


def test_a_bad_file_is_one_line_on_stderr_and_the_others_go_on(passage: Path, tmp_path: Path) -> None:
    code, out, err = extract(
        str(tmp_path / "none.pdf"), str(passage), "--source", "tip", "--edition", "2018", "--country", "SRB"
    )
    assert code == 1
    assert len(out.splitlines()) == 3
    assert "no such file" in err.replace("\n", " ")


def test_what_a_bug_of_ours_keeps_from_being_read_is_one_line_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text(
        "ALBANIA (Tier 2)\n\nIt spent 4 euros on a zwulf.\n\nZAMBIA (Tier 2)\n\nIt spent 5 euros on a shelter.\n"
    )
    second.write_text("ALBANIA (Tier 2)\n\nIt gave a zwelm 6 euros.\n")
    import pipeline.claims.findings
    import pipeline.reports

    whole, split = pipeline.claims.findings.extract, pipeline.reports.split_report

    def broken(text: str, *more: Any) -> Any:
        return whole(text, *more) if "zwulf" not in text else 1 // 0

    def unsplit(reading: Any, *more: Any) -> Any:
        return split(reading, *more) if all("zwelm" not in p.text for p in reading.paragraphs) else 1 // 0

    monkeypatch.setattr(pipeline.claims.findings, "extract", broken)
    monkeypatch.setattr(pipeline.reports, "split_report", unsplit)
    code, out, err = extract(str(first), str(second), "--source", "tip", "--edition", "2018")
    told = " ".join(err.split())
    assert code == 1
    assert [row["amount_low"] for row in csv.DictReader(io.StringIO(out))] == ["5"]
    assert "first.txt: ALB, page 1, paragraph 1: its claims could not be extracted (ZeroDivisionError(" in told
    assert "second.txt: it could not be split (ZeroDivisionError(" in told
    assert told.count("report this as a bug with the file") == 2


def test_an_unknown_country_code_is_refused(passage: Path) -> None:
    code, out, err = extract(str(passage), "--source", "tip", "--edition", "2018", "--country", "ZZZ")
    assert (code, out) == (2, "")
    assert "no such country code" in err


def test_a_file_without_headings_asks_for_the_country(passage: Path) -> None:
    code, _, err = extract(str(passage), "--source", "tip", "--edition", "2018")
    assert code == 1
    assert "--country" in err


def test_the_bundled_pdfs_can_be_extracted_without_a_country() -> None:
    code, out, _ = extract(str(ROOT / "data/raw/abridged/tip-2013.pdf"), "--source", "tip", "--edition", "2013")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert ("ALB", "7280") in {(r["country_iso3"], r["amount_low"]) for r in rows}


def test_extract_does_not_pay_for_the_start_of_dagster_or_pandas(passage: Path) -> None:
    program = (
        "import sys; from typer.testing import CliRunner; from pipeline.cli import app;"
        f"r = CliRunner().invoke(app, ['extract', {str(passage)!r}, '--source', 'tip', '--edition', '2018', '--country', 'SRB']);"
        "assert r.exit_code == 0, r.output; print([m for m in ('dagster', 'pandas', 'pandera', 'duckdb') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_show_prints_figures_sentences_and_places() -> None:
    result = runner.invoke(app, ["show", "alb", "2012", "--release", str(ROOT / "data/curated")])
    assert result.exit_code == 0
    text = " ".join(result.stdout.split())
    assert "288,232 USD" in text
    assert "state reception shelter" in text
    assert "Trafficking in Persons Report 2013" in text


@pytest.mark.parametrize("code", ["ZZZ", "ABW"])
def test_show_says_plainly_that_there_is_nothing(code: str) -> None:
    result = runner.invoke(app, ["show", code, "--release", str(ROOT / "data/curated")])
    assert result.exit_code == 1
    assert "Traceback" not in result.stderr


def test_review_writes_a_decision_that_is_applied(tmp_path: Path) -> None:
    decisions = tmp_path / "decisions.csv"
    arguments = [
        "review",
        "--decide",
        "--limit",
        "1",
        "--reviewer",
        "Invented Person",
        "--decisions",
        str(decisions),
        "--release",
        str(ROOT / "data/curated"),
    ]
    result = runner.invoke(app, arguments, input="reject\nnot funding at all\n")
    assert result.exit_code == 0, result.output
    (row,) = csv.DictReader(decisions.open(encoding="utf-8"))
    assert (row["decision"], row["reason"], row["reviewer"]) == ("reject", "not funding at all", "Invented Person")


def test_build_outside_a_project_is_one_line(tmp_path: Path) -> None:
    result = runner.invoke(app, ["build", "--root", str(tmp_path)])
    assert result.exit_code == 2
    assert "run this from the top of the repository" in " ".join(result.stderr.split())


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project: three documents of the catalogue, two of them bad files."""
    import yaml

    root = tmp_path_factory.mktemp("project")
    shutil.copytree(
        ROOT / "data/raw", root / "data/raw", ignore=shutil.ignore_patterns("tip-20[01]?.pdf", "src", "greta-*")
    )
    catalogue = yaml.safe_load((ROOT / "data/raw/sources.yaml").read_text(encoding="utf-8"))
    for entry in catalogue["sources"]:
        if entry["source"] in ("tip", "greta") and entry["id"] not in ("tip-2013", "tip-2024", "tip-2025"):
            entry.pop("bundled", None)
    (root / "data/raw/sources.yaml").write_text(
        yaml.safe_dump(catalogue, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    shutil.copy(ROOT / "data/raw/abridged/tip-2013.pdf", root / "data/raw/abridged/tip-2013.pdf")
    (root / "data/raw/abridged/tip-2024.pdf").write_bytes(b"")
    (root / "data/raw/abridged/tip-2025.pdf").write_bytes(b"<html>not a report</html>")
    return root


def build(project: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline.cli", "build", "--root", str(project), *more]
    environment = {**os.environ, "DAGSTER_HOME": str(project / ".dagster"), "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, cwd=project, env=environment, check=False)


def test_bad_documents_are_quarantined_and_the_rest_is_published(project: Path) -> None:
    import duckdb

    done = build(project)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "tip-2024 quarantined: data/raw/abridged/tip-2024.pdf: the file is empty" in done.stderr
    with duckdb.connect(str(project / "data/curated/reintegration_funding.duckdb"), read_only=True) as database:
        statuses = dict(database.execute("SELECT document_id, read_status FROM documents").fetchall())
        claims = database.execute(
            "SELECT count(*) FROM claims WHERE document_id = 'tip-2013' AND amount_low IS NOT NULL"
        ).fetchone()
    assert statuses == {"tip-2013": "ok", "tip-2024": "quarantined", "tip-2025": "quarantined"}
    assert claims == (9,)


def test_a_build_without_changes_says_so_and_still_names_what_is_wrong(project: Path) -> None:
    build(project)
    before = {p: p.stat().st_mtime_ns for p in (project / "data/curated").rglob("*") if p.is_file()}
    done = build(project)
    assert "Nothing has changed" in done.stdout, done.stderr
    assert done.returncode == 1
    assert before == {p: p.stat().st_mtime_ns for p in (project / "data/curated").rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("raw", "amounts"),
    [
        ("The ministry gave 3 million dinars to the shelter", ["3 million dinars"]),
        (
            "The ministry gave\r\n3 million dinars to it.\r\n\r\nIt paid 2 million dinars for food.\r\n",
            ["3 million", "2 million"],
        ),
        (
            "https://example.org/reports/2018/serbia/?x=5000\nThe ministry gave 3 million dinars to it.",
            ["3 million dinars"],
        ),
        (
            "The ministry\tgave\t3\u00a0million\u00a0dinars.\n\nPolice fined a bar 100\u202f000 dinars.",
            ["3\u00a0million", "100\u202f000"],
        ),
        ("\ufeffThe ministry gave 3 million\ndinars to the shelter.", ["3 million dinars"]),
    ],
    ids=["no end", "CRLF", "address first", "tabs and hard blanks", "mark and wrapped line"],
)
def test_extract_reads_files_as_editors_and_browsers_save_them(tmp_path: Path, raw: str, amounts: list[str]) -> None:
    path = tmp_path / "passage.txt"
    path.write_bytes(raw.encode())
    code, out, err = extract(
        str(path), "--source", "tip", "--edition", "2018", "--country", "SRB", "--all-amounts", "--format", "json"
    )
    found = [row["amount_text"] for row in json.loads(out) if row["amount_text"]]
    assert (code, err) == (0, "")
    assert len(found) == len(amounts)
    assert all(text.startswith(amount) for text, amount in zip(found, amounts, strict=True))


@pytest.mark.parametrize("raw", ["", "  \n\n\t\n"])
def test_extract_says_that_a_file_is_empty(tmp_path: Path, raw: str) -> None:
    path = tmp_path / "passage.txt"
    path.write_text(raw)
    code, out, err = extract(str(path), "--source", "tip", "--edition", "2018", "--country", "SRB")
    assert code == 1
    assert "empty" in err
    assert len(out.splitlines()) == 1
