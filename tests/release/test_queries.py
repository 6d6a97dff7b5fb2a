"""Every query of docs/queries.md runs on the release in data/curated and answers."""

import duckdb
import pytest

from tests.release.clients import ROOT
from tests.release.queries_page import Question, questions

DATABASE = ROOT / "data" / "curated" / "reintegration_funding.duckdb"


def test_the_page_holds_twenty_questions_in_order() -> None:
    assert [q.number for q in questions()] == list(range(1, 21))


@pytest.mark.parametrize("asked", questions(), ids=lambda q: str(q.number))
def test_a_query_of_the_page_answers(asked: Question) -> None:
    with duckdb.connect(str(DATABASE), read_only=True) as connection:
        rows = connection.execute(asked.sql).fetchall()
    assert bool(rows) != asked.may_be_empty
    assert "Caveat:" in asked.reading
