"""The queries of docs/queries.md, read from the page itself."""

import re
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "queries.md"
_QUESTION = re.compile(
    r"^## (?P<number>\d+)\. (?P<question>.+?)\n(?P<text>.*?)```sql\n(?P<sql>.+?)```\n(?P<after>.*?)(?=^## |\Z)",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Question:
    """A question of the page with its query."""

    number: int
    question: str
    sql: str
    reading: str
    may_be_empty: bool


def questions(page: Path = PAGE) -> list[Question]:
    """Every question in the page's order."""
    return [
        Question(
            int(m["number"]), m["question"], m["sql"].strip(), m["after"].strip(), "No rows at present:" in m["after"]
        )
        for m in _QUESTION.finditer(page.read_text(encoding="utf-8"))
    ]
