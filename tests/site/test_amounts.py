"""A stated zero says what it covers: a newspaper must not read the whole from a part."""

from typing import Any

import pytest

from pipeline.site.amounts import amount, is_narrow
from pipeline.site.evidence import cautions, citation
from pipeline.site.tables import Release
from schemas.codes import FLAGS, USAGE_WARNINGS

LEGAL_AID = {"purpose": "legal_aid", "recipient_type": "victims"}
NGOS = {"purpose": "victim_assistance", "recipient_type": "ngo"}
ANYONE = {"purpose": "victim_assistance", "recipient_type": "unspecified"}
MEANINGS = {**FLAGS, **USAGE_WARNINGS}


def release(*claims: dict[str, Any]) -> Release:
    rows = [{"claim_id": f"c{n}", **claim} for n, claim in enumerate(claims, start=1)]
    return Release({"claims": rows}, {}, MEANINGS)


def figure(claims: int = 1, **changed: Any) -> dict[str, Any]:
    row = {
        "method": "stated_none", "usage_warnings": "stated_zero;zero_of_part", "flags": None, "best": 0.0, "currency": None,
        "claim_ids": ";".join(f"c{n}" for n in range(1, claims + 1)), "funding_year": 2017, "citation": "TIP Report 2018",
        "purpose_group": "victim_assistance",
    }  # fmt: skip
    return row | changed


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ([LEGAL_AID], "none for legal aid"),
        ([NGOS, NGOS], "none to NGOs"),
        ([NGOS, LEGAL_AID], "none to NGOs and for legal aid"),
        ([{"purpose": "shelter", "recipient_type": "ngo"}], "none to NGOs for shelter"),
    ],
)
def test_a_zero_of_a_part_names_the_part(claims: list[dict[str, Any]], said: str) -> None:
    assert amount(figure(len(claims)), release(*claims)) == said
    assert said in citation(figure(len(claims)), "Atlantis", release(*claims))


def test_a_zero_of_the_whole_group_and_a_sum_stay_as_they_are() -> None:
    whole = figure(usage_warnings="stated_zero")
    assert amount(whole, release(ANYONE)) == "none, as stated"
    assert citation(whole, "Atlantis", release(ANYONE)).startswith(
        "Atlantis, 2017, help for victims: none, as the report"
    )
    assert not is_narrow(whole)
    assert amount(figure(method="single_statement", best=5.0, currency="EUR"), release(ANYONE)) == "€5"


def test_each_thing_to_beware_of_is_told_once_the_gravest_first() -> None:
    told = figure(
        usage_warnings="break_in_series;exceeds_total;year_assumed", flags="currency_converted;jump;year_assumed"
    )
    codes = ("exceeds_total", "year_assumed", "break_in_series", "currency_converted")
    assert [c.lower() for c in cautions(told, MEANINGS)] == [MEANINGS[code].lower() for code in codes]
