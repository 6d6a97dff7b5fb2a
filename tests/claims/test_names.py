"""Bodies named in full: what their name says of the money that they have."""

import pytest

from pipeline.claims.names import named_bodies


@pytest.mark.parametrize(
    ("name", "purpose"),
    [
        ("National Office to Combat Human Trafficking", "coordination"),
        ("Coordination Office for Prevention of Trafficking in Persons", "coordination"),
        ("National Council", "coordination"),
        ("Center for the Protection of Trafficking Victims", "victim_assistance"),
        ("Victim Assistance Center", "victim_assistance"),
        ("Northern Crisis Center", "shelter"),
        ("Interim Security Facility", "shelter"),
        ("Human Trafficking Fund", "anti_trafficking_general"),
        ("Crime Victims Compensation Fund", "compensation"),
        ("Anti-Trafficking Police Unit", "law_enforcement"),
        ("Ministry of Labor and Social Affairs", None),
        ("Human Rights Commission", None),
        ("Council of Europe", None),
        ("Office of the Prime Minister", None),
    ],
)
def test_a_name_says_what_the_body_is_for(name: str, purpose: str | None) -> None:
    (body,) = named_bodies(f"In 2019 the {name} received $12,345.")
    assert body.purpose == purpose


def test_plans_and_people_are_not_bodies() -> None:
    assert named_bodies("The National Action Plan and Maria Smith received $12,345.") == ()


def test_a_name_does_not_reach_back_to_the_first_word_of_a_sentence() -> None:
    (body,) = named_bodies("From the Office against Trafficking the home received $12,345.")
    assert body.start == len("From the ")
