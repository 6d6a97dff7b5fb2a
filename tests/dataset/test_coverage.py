"""Coverage tells a gap from a zero: not held, not read, read and silent, read and found."""

import pandas as pd

from pipeline.dataset.coverage import coverage
from tests.claims_fixture import claims, documents, narratives, set_aside

KNOWN = pd.DataFrame(
    [
        ("tip-2001", "tip", 2001, None),
        ("tip-2018", "tip", 2018, None),
        ("greta-2020-9-alb", "greta", 2020, "ALB"),
        ("greta-round-1-geo", "greta", None, "GEO"),
        ("fx-imf", "fx", None, None),
    ],
    columns=["document_id", "source", "edition_year", "country_iso3"],
).astype({"edition_year": "Int64"})


def table(**more: pd.DataFrame) -> pd.DataFrame:
    given = {
        "known": KNOWN,
        "documents": documents("tip-2018"),
        "narratives": narratives(("tip-2018", "ALB"), ("tip-2018", "MKD")),
        "claims": claims(),
        "amounts_set_aside": set_aside(),
        **more,
    }
    return coverage(**given).set_index(["country_iso3", "edition_year", "source"])


def test_a_volume_not_held_is_a_gap_for_every_country() -> None:
    rows = table()
    assert not rows.loc[("ALB", 2001, "tip"), "held"]
    assert pd.isna(rows.loc[("ALB", 2001, "tip"), "document_id"])
    assert not rows.loc[("MKD", 2001, "tip"), "narrative_found"]


def test_a_country_report_is_a_row_of_its_own_country_only() -> None:
    rows = table().reset_index()
    assert rows[rows["source"] == "greta"]["country_iso3"].tolist() == ["ALB"]


def test_a_read_document_without_claims_is_found_silent() -> None:
    row = table(claims=claims({"amount": 1, "country_iso3": "MKD", "currency": "MKD"})).loc[("ALB", 2018, "tip")]
    assert row["held"]
    assert row["narrative_found"]
    assert (row["money_sentences"], row["n_claims"], row["n_claims_with_amount"]) == (0, 0, 0)


def test_sentences_are_counted_once_and_fines_mention_money_too() -> None:
    row = table(
        claims=claims(
            {"amount": 1, "sentence": "One."}, {"amount": 2, "sentence": "One."}, {"amount": None, "status": "none"}
        ),
        amounts_set_aside=set_aside({}, {"sentence": "One."}),
    ).loc[("ALB", 2018, "tip")]
    assert (row["money_sentences"], row["n_claims"], row["n_claims_with_amount"]) == (3, 3, 2)


def test_a_quarantined_document_is_held_and_not_read() -> None:
    row = table(
        documents=documents("tip-2018", read_status="quarantined"), narratives=narratives(), countries=["ALB"]
    ).loc[("ALB", 2018, "tip")]
    assert row["held"]
    assert row["read_status"] == "quarantined"
    assert not row["narrative_found"]


def test_a_country_asked_for_has_its_rows_though_no_document_names_it() -> None:
    assert ("USA", 2018, "tip") in table(countries=["USA"]).index


def test_a_document_that_the_catalogue_lacks_is_reported_too() -> None:
    rows = table(documents=documents("tip-2018", "tip-2019"), narratives=narratives(("tip-2019", "ALB")))
    assert rows.loc[("ALB", 2019, "tip"), "narrative_found"]


def test_of_two_reports_of_one_year_the_one_held_is_shown() -> None:
    known = pd.concat(
        [KNOWN, KNOWN[KNOWN["document_id"] == "greta-2020-9-alb"].assign(document_id="greta-2020-alb-other")]
    )
    rows = table(
        known=known, documents=documents("greta-2020-9-alb"), narratives=narratives(("greta-2020-9-alb", "ALB"))
    )
    assert rows.loc[("ALB", 2020, "greta"), "document_id"] == "greta-2020-9-alb"
