"""The notebook runs on the release as it is and draws every amount of the article; what is committed carries no output."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

from tests.release.clients import ROOT

NOTEBOOK = ROOT / "examples" / "article_table_1.ipynb"


@cache
def executed() -> Any:
    """The notebook after a run, with one more cell that tells what the charts hold."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    told = nbformat.v4.new_code_cell(
        "print(article_chart.to_json(indent=None))\nprint(years_chart.to_json(indent=None))"
    )
    notebook.cells.append(told)
    folder = {"metadata": {"path": str(NOTEBOOK.parent)}}
    return NotebookClient(notebook, timeout=120, kernel_name="python3", resources=folder).execute()


def charts() -> list[dict[str, Any]]:
    said = "".join(output["text"] for output in executed().cells[-1]["outputs"])
    return [json.loads(line) for line in said.splitlines()]


def drawn(chart: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for rows in chart["datasets"].values():
        yield from rows


def test_the_notebook_draws_what_the_article_tells_beside_ours() -> None:
    table, _ = charts()
    article = pd.read_csv(ROOT / "data/curated/csv/article_table_1.csv", encoding="utf-8-sig")
    told = [row for row in drawn(table) if row["teller"] == "article"]
    assert sum(row["usd"] for row in told) == pytest.approx(article["article_amount"].sum())
    assert len(told) == len(article[["country_iso3", "funding_year"]].drop_duplicates())


def test_both_charts_are_drawn_without_the_network() -> None:
    kinds = [kind for cell in executed().cells for o in cell.get("outputs", []) for kind in o.get("data", {})]
    assert kinds.count("image/svg+xml") == 2
    assert "cdn." not in str(executed())


def test_the_notebook_carries_the_table_on_and_tells_gaps_from_zeros() -> None:
    _, years = charts()
    rows = list(drawn(years))
    answers = {row["answer"] for row in rows if "answer" in row}
    assert {"amount", "not_held"} <= answers
    countries = {row["country"] for row in rows}
    assert len(countries) == 5
    last = {c: max(r["funding_year"] for r in rows if r["country"] == c) for c in countries}
    assert min(last.values()) > 2012


def test_what_is_committed_holds_no_output_no_time_and_no_path() -> None:
    text = NOTEBOOK.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    for cell in notebook.cells:
        assert not cell.metadata
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
    assert not re.search(r"/(home|root|tmp|work|Users)/|[A-Z]:\\\\", text)
