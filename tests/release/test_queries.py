"""Every query of docs/queries.md runs on the release in data/curated and answers."""

import duckdb
import pytest

from tests.release.clients import ROOT
from tests.release.queries_page import PAGE, Question, questions

DATABASE = ROOT / "data" / "curated" / "reintegration_funding.duckdb"


def test_the_page_numbers_its_questions_and_every_query_is_found() -> None:
    held = questions()
    assert [q.number for q in held] == list(range(1, len(held) + 1))
    assert len(held) >= 20
    assert PAGE.read_text(encoding="utf-8").count("```sql") == len(held)


@pytest.mark.parametrize("asked", questions(), ids=lambda q: str(q.number))
def test_a_query_of_the_page_answers(asked: Question) -> None:
    with duckdb.connect(str(DATABASE), read_only=True) as connection:
        rows = connection.execute(asked.sql).fetchall()
    assert bool(rows) != asked.may_be_empty
    assert "Caveat:" in asked.reading
