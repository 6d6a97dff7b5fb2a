"""What an amount is for: where it is said decides, in a fixed order."""

import pytest

from pipeline.claims.extract import extract
from pipeline.claims.model import Context, Finding

CONTEXT = Context("ALB", 2020)


def purposes(text: str) -> list[str]:
    return [f.purpose for f in _amounts(text)]


def _amounts(text: str) -> list[Finding]:
    return [f for f in extract(text, CONTEXT) if f.ordinal is not None]


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("The police paid $12,345 for a poster campaign.", "prevention"),
        ("The shelter's budget of $12,345 went on legal aid.", "legal_aid"),
        ("The government allocated $12,345 to the coordinating committee to repatriate 14 women.", "repatriation"),
        ("The task force spent $12,345 on training police.", "training"),
    ],
)
def test_the_phrase_behind_an_amount_beats_the_body_before_it(text: str, purpose: str) -> None:
    assert purposes(text) == [purpose]


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("Salaries at two NGO shelters took $12,345.", "staff_salaries"),
        ("Citing high staff costs elsewhere, the ministry cut its budget for legal aid to $12,345.", "legal_aid"),
        ("Flying 23 women home cost the ministry $12,345.", "repatriation"),
        ("The coordinating committee's budget grew to $12,345.", "coordination"),
        ("The anti-trafficking police unit received $12,345.", "law_enforcement"),
        ("The anti-trafficking committee spent $12,345 in 2019.", "anti_trafficking_general"),
    ],
)
def test_without_such_a_phrase_the_words_before_and_then_the_body_tell(text: str, purpose: str) -> None:
    assert purposes(text) == [purpose]


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("The government allocated $12,345 for victim protection, including repatriation.", "victim_assistance"),
        ("Victim protection, including a shelter's costs, was allocated $12,345.", "victim_assistance"),
        ("The government allocated $12,345 to NGOs, including for food.", "food"),
        ("The government gave $12,345 for its action plan, such as awareness campaigns.", "anti_trafficking_general"),
    ],
)
def test_parts_tell_only_where_the_whole_does_not(text: str, purpose: str) -> None:
    assert purposes(text) == [purpose]


@pytest.mark.parametrize(
    ("use", "purpose"),
    [
        ("legal and psychological assistance", "victim_assistance"),
        ("medical and psychological care", "health_psych"),
        ("food for two shelters", "food"),
        ("psychological care at the shelter", "health_psych"),
        ("repatriation and seven shelters", "shelter"),
        ("shelter and other victim assistance", "victim_assistance"),
        ("identifying and assisting victims", "victim_assistance"),
        ("a campaign against trafficking", "prevention"),
        ("training police to identify victims", "training"),
        ("awareness campaigns, police training, and investigations", "anti_trafficking_general"),
        ("the prevention of trafficking and victim support", "victim_assistance"),
        ("rehabilitation of victims", "reintegration"),
        ("the rehabilitation of a shelter", "shelter"),
    ],
)
def test_several_uses_in_one_phrase(use: str, purpose: str) -> None:
    assert purposes(f"The government spent $12,345 on {use}.") == [purpose]


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("An NGO runs the only refuge for women. It received $12,345 from the state.", "shelter"),
        ("An NGO runs the only refuge for women. The state gave it $12,345.", "shelter"),
        (
            "Through its reintegration program the agency gave legal, medical, and other help. "
            "The government allocated $12,345 to implement this program.",
            "reintegration",
        ),
        ("Victims stayed in two shelters. The government spent $12,345 on radio spots.", "prevention"),
    ],
)
def test_the_sentence_before_tells_only_what_a_sentence_leaves_open(text: str, purpose: str) -> None:
    assert purposes(text) == [purpose]


def test_each_of_two_items_has_its_own_purpose() -> None:
    text = "The ministry financed a hotline with $12,345 and a school campaign with $23,456."
    assert purposes(text) == ["identification", "prevention"]


def test_an_earlier_year_is_about_the_same_money() -> None:
    text = "The government allocated $12,345 for legal aid in 2019, compared with $11,111 for victims in 2018."
    assert purposes(text) == ["legal_aid", "legal_aid"]


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("Each victim living in the shelter received $123 a month.", "victim_assistance"),
        ("The state paid a lump sum of $123 to each victim.", "compensation"),
    ],
)
def test_what_a_person_gets_is_help_to_that_person(text: str, purpose: str) -> None:
    assert purposes(text) == [purpose]


def test_a_purpose_read_from_a_body_is_doubtful() -> None:
    (said,) = _amounts("The government allocated $12,345 for legal aid.")
    (guessed,) = _amounts("The coordinating committee's budget was $12,345.")
    assert "purpose_doubtful" not in said.flags
    assert "purpose_doubtful" in guessed.flags


@pytest.mark.parametrize(
    "text",
    [
        "The state targeted social programme foresaw spending of $12,345.",
        "The committee met once. The five-year national programme had $12,345 at its disposal.",
        "The ministry gave $12,345 to anti-trafficking efforts, victims' lodging included.",
        "Lawmakers voted $12,345 for the prevention and suppression of trafficking.",
        "The budget for suppressing and preventing trafficking was $12,345.",
        "The government set aside $12,345 for anti-trafficking work, notably for a shelter.",
    ],
)
def test_a_programme_as_a_whole_is_the_response_as_a_whole(text: str) -> None:
    assert purposes(text) == ["anti_trafficking_general"]


def test_what_a_programme_contains_tells_more_than_the_programme() -> None:
    assert purposes("Victim services under the national programme cost $12,345.") == ["victim_assistance"]
    assert purposes("The national reintegration programme received $12,345.") == ["reintegration"]


@pytest.mark.parametrize(
    "text",
    [
        "The national authority against trafficking was budgeted $12,345.",
        "The ministry gave $12,345 to a coalition that steers anti-trafficking work.",
        "The office leading the national response against trafficking was assigned $12,345.",
        "The authority in charge of trafficking had a budget of $12,345.",
        "The National Authority received its first budget, $12,345.",
        "The anti-trafficking working group had a budget line of $12,345.",
        "The national committee for counter trafficking had $12,345.",
        "The ministry approved $12,345 for the anti-trafficking secretariat, and nothing for victim services.",
    ],
)
def test_money_for_the_body_that_steers_the_work_is_coordination(text: str) -> None:
    assert purposes(text) == ["coordination"]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry of social welfare got $12,345 in support of a shelter run by a charity.",
        "The social welfare ministry was given $12,345 to support an NGO shelter.",
        "The ministry of labour and social services paid $12,345 to a refuge.",
    ],
)
def test_what_a_ministry_is_named_after_is_not_what_it_pays_for(text: str) -> None:
    assert purposes(text) == ["shelter"]


@pytest.mark.parametrize(
    "text",
    [
        "Residents received a monthly allowance of $12.",
        "Each resident was handed $12 a month.",
        "Women in the shelter received pocket money of $12 a week.",
        "Benefits of $12 were paid to those staying in shelters.",
        "Out of its fund $12,345 went to victims as living allowances and for vocational training.",
    ],
)
def test_money_in_the_hand_of_residents_is_assistance(text: str) -> None:
    assert purposes(text) == ["victim_assistance"]


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("The ministry made a single payment of $12,345 to an NGO shelter.", "shelter"),
        ("A radio station got a one-time payment of $12,345 for its awareness series.", "prevention"),
        ("Every survivor was due a lump sum of $123.", "compensation"),
    ],
)
def test_a_payment_at_once_compensates_only_persons(text: str, purpose: str) -> None:
    assert purposes(text) == [purpose]


@pytest.mark.parametrize(
    "text",
    [
        "By law the ministry coordinates services; it had for its duties towards victims $12,345.",
        "The ministry spent $12,345 for the benefit of victims.",
    ],
)
def test_duties_towards_victims_are_assistance(text: str) -> None:
    assert purposes(text) == ["victim_assistance"]


def test_what_the_sentence_before_found_passes_on_where_its_words_do_not_tell() -> None:
    text = "Two houses take in victims. In 2019 A-House had $12,345. A bonus of $1,234 was split equally among them."
    assert purposes(text)[-1] == "shelter"


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("The Victim Assistance Centre was paid for its hotline $12,345.", "identification"),
        ("A sum of $12,345 was spent by the welfare services on the refuge for women.", "shelter"),
        ("At the home $12,345 was spent on the wages of those working there.", "staff_salaries"),
        (
            "The anti-trafficking council, which the migration office chairs, approved projects of $12,345.",
            "anti_trafficking_general",
        ),
    ],
)
def test_a_use_tells_more_than_the_name_beside_it(text: str, purpose: str) -> None:
    assert purposes(text) == [purpose]


def test_an_amount_taken_out_of_another_is_for_what_is_told_behind_it() -> None:
    told = "For victim protection officials used $1,234 of the $12,345 paid into the fund to furnish two shelters."
    assert purposes(told) == ["shelter", "shelter"]
    assert purposes("NGOs got $1,234 for food out of the $12,345 promised for awareness campaigns.")[0] == "food"
