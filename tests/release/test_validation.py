"""What may not be published is refused, every problem at once and each in one line."""

from typing import Any

import pandas as pd
import pytest

from pipeline.release.columns import arrow_table
from pipeline.release.validation import REFERENCES, ReleaseRefused, validated
from schemas import TABLES
from tests.release.tables_fixture import release_tables


def refused(**changed: Any) -> tuple[str, ...]:
    tables = release_tables()
    for name, change in changed.items():
        tables[name] = change(tables[name])
    with pytest.raises(ReleaseRefused) as caught:
        validated(tables)
    return caught.value.problems


def test_good_tables_pass_in_the_order_of_the_schemas() -> None:
    assert list(validated(release_tables())) == list(TABLES)


def test_a_missing_or_unknown_table_is_named() -> None:
    tables = release_tables()
    del tables["coverage"]
    tables["extras"] = pd.DataFrame()
    with pytest.raises(ReleaseRefused) as caught:
        validated(tables)
    assert [line.split(";")[0] for line in caught.value.problems] == [
        "table coverage is missing",
        "table extras is not in schemas.TABLES",
    ]


def test_failures_of_a_row_come_together_with_its_key() -> None:
    problems = refused(
        country_year=lambda t: t.assign(best=t["best"].where(t["funding_year"] != 2017, -1), method="guess")
    )
    hit = [line for line in problems if line.startswith("table country_year, row ALB/2017/victim_assistance: ")]
    assert len(hit) == 1
    assert "best" in hit[0]
    assert "method" in hit[0]


def test_all_tables_are_checked_before_anything_is_said() -> None:
    problems = refused(claims=lambda t: t.assign(status="maybe"), narratives=lambda t: t.assign(tier="9"))
    assert {line.split(",")[0] for line in problems} == {"table claims", "table narratives"}


def test_an_empty_text_is_no_unknown() -> None:
    assert "locator" in refused(claims=lambda t: t.assign(locator=""))[0]


def test_a_key_occurs_once() -> None:
    assert refused(narratives=lambda t: pd.concat([t, t.head(1)], ignore_index=True)) == (
        "table narratives: key tip-2017/ALB occurs more than once",
    )


def test_infinity_is_no_figure() -> None:
    problems = refused(country_year=lambda t: t.assign(best_usd=float("inf")))
    assert problems == ("table country_year: best_usd holds infinity; write NULL for unknown",)


def test_nan_is_published_as_null() -> None:
    zero = pd.array([0.0], dtype="Float64")
    tables = release_tables()
    nothing = pd.array([(zero / zero)[0]] * len(tables["country_year"]), dtype="Float64")
    tables["country_year"] = tables["country_year"].assign(best_eur=nothing)
    table = arrow_table("country_year", validated(tables)["country_year"])
    assert table["best_eur"].null_count == table.num_rows


def test_an_unknown_flag_is_refused() -> None:
    assert refused(claims=lambda t: t.assign(flags="strange")) == (
        "table claims: flag 'strange' is not in schemas.codes.FLAGS; add it there with its meaning",
    )


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("claims", "document_id", "tip-1999"),
        ("claims", "country_iso3", "USA"),
        ("claims", "part_of", "c99"),
        ("narratives", "document_id", "tip-1999"),
        ("amounts_set_aside", "document_id", "tip-1999"),
        ("country_year", "claim_ids", "c1;c99"),
        ("restatements", "claim_ids", "c99"),
        ("restatements", "document_id", "tip-1999"),
        ("coverage", "document_id", "tip-1999"),
    ],
)
def test_a_reference_to_nothing_is_refused(table: str, column: str, value: str) -> None:
    def broken(frame: pd.DataFrame) -> pd.DataFrame:
        changed = frame.copy()
        changed.loc[changed.index[0], column] = value
        return changed

    problems = refused(**{table: broken})
    assert any(line.startswith(f"table {table}: ") and value.split(";")[-1] in line for line in problems)


def test_references_name_columns_that_exist() -> None:
    for reference in REFERENCES:
        assert set(reference.columns) <= set(TABLES[reference.table].columns)
        assert set(reference.target_columns) <= set(TABLES[reference.target].columns)
