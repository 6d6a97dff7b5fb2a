"""The examples of README.md and docs/using.md that can run here run, in a new process, from the root of the repository."""

import re
import subprocess
import sys

import duckdb
import pytest

from tests.release.clients import ROOT

PAGE = (ROOT / "docs" / "using.md").read_text(encoding="utf-8")
FRONT = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.+?)```", PAGE, re.DOTALL)
SQL = re.findall(r"```sql\n(.+?)```", PAGE + FRONT, re.DOTALL)


def test_the_page_has_examples_for_every_client() -> None:
    assert len(PYTHON) == 3
    for name in ("pandas", "polars", "import delimited", "library(duckdb)", "arrow::read_parquet", "Excel"):
        assert name in PAGE


@pytest.mark.parametrize("example", PYTHON, ids=["duckdb", "pandas", "polars"])
def test_a_python_example_runs(example: str) -> None:
    run = subprocess.run([sys.executable, "-c", example], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    assert len(run.stdout.splitlines()) > 10


def test_the_first_answer_of_the_readme_is_one() -> None:
    """With duckdb alone: whoever follows the README has nothing of ours installed."""
    (example,) = re.findall(r"```python\n(.+?)```", FRONT, re.DOTALL)
    assert re.findall(r"import (\w+)", example) == ["duckdb"]
    run = subprocess.run([sys.executable, "-c", example], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    lines = run.stdout.splitlines()
    assert "usage_warnings" in run.stdout
    assert sum(bool(re.match(r"│ +\d{4} │", line)) for line in lines) > 1


@pytest.mark.parametrize("example", SQL)
def test_an_sql_example_runs(example: str) -> None:
    with duckdb.connect(str(ROOT / "data/curated/reintegration_funding.duckdb"), read_only=True) as connection:
        assert connection.execute(example).fetchall()


def test_columns_named_in_the_r_and_stata_examples_exist() -> None:
    header = (ROOT / "data/curated/csv/country_year.csv").read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    named = {
        "purpose_group",
        "method",
        "country_iso3",
        "funding_year",
        "usage_warnings",
        "best_usd",
        "tier",
        "cow_code",
    }
    assert named <= set(header)
    assert all(name in PAGE.partition("## R\n")[2] for name in named)
