"""Who pays, who is paid, and how far the money had come."""

import pytest

from pipeline.claims.extract import extract
from pipeline.claims.model import Context, Finding


def one(text: str, country: str = "ALB") -> Finding:
    return next(f for f in extract(text, Context(country, 2020)) if f.ordinal is not None)


@pytest.mark.parametrize(
    ("text", "country", "funder"),
    [
        ("Sindh's women's department gave $12,345 to a shelter.", "PAK", "subnational_government"),
        ("The CTU spent $12,345 on victim assistance.", "TTO", "national_government"),
        ("The Legal Aid Board spent $12,345 on lawyers for victims.", "IRL", "national_government"),
        ("It gave an international organization $12,345 for repatriation.", "JPN", "national_government"),
        ("A home run by a charity was given $12,345 by the ministry.", "ALB", "national_government"),
        ("Each shelter received $12,345 from the federal budget, the cantons, and private donors.", "CHE", "mixed"),
        ("Norway and UNICEF together gave $12,345 for shelters.", "ALB", "mixed"),
        ("A foundation donated $12,345 to a shelter.", "ALB", "private"),
    ],
)
def test_who_pays(text: str, country: str, funder: str) -> None:
    assert one(text, country).funder_type == funder


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("The committee's budget was $12,345.", "agency"),
        ("The government spent $12,345 on the women's refuge.", "state_shelter"),
        ("The state spent $12,345 on the refuge of the nuns.", "ngo_shelter"),
        ("Two shelters for victims received $12,345.", "state_shelter"),
        ("The state paid each of them $123 in compensation.", "victims"),
    ],
)
def test_who_is_paid(text: str, recipient: str) -> None:
    assert one(text).recipient_type == recipient


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The government allocated $12,345 to provide shelter.", "allocated"),
        ("The government increased its budget to provide shelter to $12,345.", "budgeted"),
        ("The ministry provided a grant of $12,345 to an NGO.", "granted"),
        ("The ministry allocated $12,345 in grants for projects.", "granted"),
        ("The government paid out $12,345 to shelters.", "disbursed"),
        ("The allocation for housing victims stood at $12,345.", "allocated"),
        ("Officials said that $12,345 in the state budget had been allocated to helping victims.", "allocated"),
        ("Running the shelter cost the ministry of labour $12,345.", "spent"),
        ("The fund was tapped and $12,345 were used to support four women.", "spent"),
        ("The programme envisages expenditure of $12,345 on shelters.", "budgeted"),
        ("Of the costs of shelters, $12,345 should come from the state budget.", "budgeted"),
        ("The office set aside $12,345 for two shelters that it subsidizes.", "allocated"),
        ("The centre was allocated $12,345 to reimburse municipalities for victims' lodging.", "allocated"),
        ("Parliament set aside $12,345 in grants to shelters.", "allocated"),
        ("A dedicated shelter was finished with $12,345 from the council for children.", "provided"),
    ],
)
def test_how_far_the_money_had_come(text: str, modality: str) -> None:
    assert one(text).modality == modality
