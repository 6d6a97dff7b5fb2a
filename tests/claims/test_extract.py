"""What a passage says of funding: judged, dated, and its fields read. Figures here are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.claims.extract import extract
from pipeline.claims.model import Context, Finding


def read(
    text: str, country: str = "SRB", edition: int = 2018, section: str | None = "protection", source: str = "tip"
) -> list[Finding]:
    return extract(text, Context(country, edition, source, section))  # type: ignore[arg-type]


def amounts(text: str, **more: object) -> list[Finding]:
    return [f for f in read(text, **more) if f.ordinal is not None]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The law prescribes five to 15 years in prison and a fine of up to 123,450 dinars ($1,234).", "fine"),
        ("The court ordered two traffickers to pay 12,345 euros in restitution.", "restitution"),
        ("A judge awarded three victims 11,111 euros in damages.", "court_compensation"),
        ("Inspectors helped workers recover 22,222 euros in unpaid wages.", "wages"),
        ("Police seized assets worth 1.23 million euros from the group.", "seized_assets"),
        ("Brokers charged migrants recruitment fees of 4,567 euros.", "recruitment_fee"),
        ("Families sold girls for as little as 321 euros.", "price"),
        ("Workers owed debts of 7,654 euros to their employer.", "debt"),
        ("The officer took bribes of 543 euros.", "bribe"),
        ("The network generated 9.87 million euros in profits.", "profit"),
        ("The center would need 1,230,000 dinars a year to stay open.", "other"),
    ],
)
def test_money_that_is_no_funding_is_told_apart_with_its_reason(text: str, reason: str) -> None:
    (found,) = amounts(text)
    assert (found.is_funding, found.reason) == (False, reason)


@pytest.mark.parametrize(
    "text",
    [
        "The government spent 1.23 million dinars on shelters.",
        "The victim compensation fund disbursed 1,234,500 dinars to victims.",
        "Proceeds of seized assets paid for services: the fund provided 123,450 euros to NGOs assisting victims.",
        "Staff salaries of the state shelter were covered with 2,345,000 dinars.",
    ],
)
def test_public_money_for_victims_is_funding_whatever_words_stand_near(text: str) -> None:
    (found,) = amounts(text)
    assert found.is_funding


def test_one_sentence_can_hold_a_fine_and_a_grant() -> None:
    fine, grant = amounts(
        "Courts fined the agency 12,300 euros, and the ministry granted 45,600 euros to an NGO shelter."
    )
    assert (fine.is_funding, grant.is_funding) == (False, True)


def test_a_comparison_names_an_earlier_year() -> None:
    now, before = amounts(
        "The government allocated 2.2 million dinars ($20,000) to shelters, compared with 1.1 million dinars ($10,000) in 2016."
    )
    assert (now.funding_year, now.role, now.year_basis) == (2017, "current", "reporting_period")
    assert (before.funding_year, before.role, before.year_basis, before.purpose) == (
        2016,
        "prior_year",
        "comparison",
        "shelter",
    )


def test_several_earlier_years_in_a_row_are_each_dated() -> None:
    found = amounts("NGOs received 300 euros, compared to 200 euros in 2016 and 100 euros in 2015.")
    assert [f.funding_year for f in found] == [2017, 2016, 2015]


def test_respectively_pairs_amounts_with_years() -> None:
    found = amounts("The ministry spent 111,000 euros and 222,000 euros on care in 2016 and 2017, respectively.")
    assert [f.funding_year for f in found] == [2016, 2017]


@pytest.mark.parametrize(
    ("phrase", "years"),
    [
        (", the same amount as in 2016", [2017, 2016]),
        (", unchanged from the previous year", [2017, 2016]),
        (", unchanged over the previous three years", [2017, 2016, 2015, 2014]),
        (", as much as in 2016", [2017, 2016]),
    ],
)
def test_an_amount_said_to_be_the_same_stands_for_the_other_years_too(phrase: str, years: list[int]) -> None:
    found = amounts(f"In 2017 the government allocated 85,000 euros to housing{phrase}.")
    assert [f.funding_year for f in found] == years
    assert {f.ordinal for f in found} == {1}


@pytest.mark.parametrize(
    ("when", "year"),
    [
        ("in fiscal year 2016-2017", 2016),
        ("in FY 2016/17", 2016),
        ("from July 2016 to June 2017", 2016),
        ("in 2016", 2016),
        ("for FY16/17", 2016),
    ],
)
def test_a_fiscal_year_counts_under_the_year_in_which_it_starts(when: str, year: int) -> None:
    (found,) = amounts(f"The department allocated 1,230,000 euros {when} for shelters.")
    assert found.funding_year == year


def test_a_sum_over_several_years_is_marked_and_not_one_years_level() -> None:
    (found,) = amounts("The government allocated 1,230,000 euros for 2018-2020 to implement the national action plan.")
    assert (found.funding_year, found.periodicity) == (2018, "multi_year")
    assert "multi_year" in found.flags


def test_a_change_is_no_level() -> None:
    (found,) = amounts("The ministry increased funding for shelters by 1.8 million dinars.")
    assert found.status == "increased"
    assert "change" in found.flags


@pytest.mark.parametrize(
    ("text", "periodicity"),
    [
        ("Each victim received a stipend of 123 euros from the state.", "per_victim"),
        ("The state paid victims 123 euros a month.", "per_month"),
        ("The ministry paid shelters 15 euros per day for each resident.", "per_day"),
        ("The government gave the center 12,300 euros annually.", "annual"),
    ],
)
def test_rates_are_told_from_totals(text: str, periodicity: str) -> None:
    (found,) = amounts(text)
    assert found.periodicity == periodicity


def test_a_part_points_to_its_total() -> None:
    total, part = amounts(
        "The government allocated 4.9 million euros to protection, including 2 million euros for NGO shelters."
    )
    assert part.part_of == total.ordinal
    assert total.part_of is None


def test_parts_that_add_up_are_parts_without_a_word_for_it() -> None:
    found = amounts(
        "The budget was 1,606,036 dinars in 2015: 1,061,036 dinars in 2015 for the shelter and 545,000 dinars in 2015 for care."
    )
    assert [f.part_of for f in found] == [None, 1, 1]


def test_each_of_several_recipients_is_counted() -> None:
    (found,) = amounts("The government gave each of the three specialized shelters approximately 430,000 euros.")
    assert (found.multiplier, found.qualifier) == (3, "approximately")


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("The state spent 1,230 euros on reintegration of victims.", "reintegration"),
        ("The state spent 1,230 euros on legal aid for victims.", "legal_aid"),
        ("The state spent 1,230 euros on food for shelters.", "food"),
        ("The state spent 1,230 euros on salaries of shelter staff.", "staff_salaries"),
        ("The state spent 1,230 euros on repatriating victims.", "repatriation"),
        ("The state spent 1,230 euros on awareness campaigns.", "prevention"),
        ("The state spent 1,230 euros on training of police.", "training"),
        ("The state spent 1,230 euros on its national action plan.", "anti_trafficking_general"),
        ("The state spent 1,230 euros on shelter, medical care and legal aid for victims.", "victim_assistance"),
        ("The state spent 1,230 euros on assistance to victims.", "victim_assistance"),
    ],
)
def test_the_purpose_is_as_narrow_as_the_text(text: str, purpose: str) -> None:
    (found,) = amounts(text)
    assert found.purpose == purpose


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The government did not provide any funding to NGOs.", "none"),
        ("NGOs received no government funding.", "none"),
        ("The government no longer funded the shelter.", "none"),
        ("The ministry suspended its grants to NGOs.", "none"),
        ("The government eliminated its budget for shelters.", "none"),
        ("The government did not report how much it spent on victim assistance.", "not_reported"),
        ("Regional governments provided an unspecified amount of funding.", "not_reported"),
        ("Funding for victim services increased.", "increased"),
        ("The budget of the national coordinator was doubled.", "increased"),
        ("The government decreased funding for NGO shelters.", "decreased"),
        ("The government funded two NGO-run shelters.", "funded"),
        ("The city gave the NGO a building rent-free.", "funded"),
    ],
)
def test_statements_without_an_amount_have_a_status(text: str, status: str) -> None:
    (found,) = read(text)
    assert (found.ordinal, found.status, found.amount_low) == (None, status, None)


@pytest.mark.parametrize(
    "text",
    [
        "Increase funding for shelters.",
        "GRETA urges the authorities to allocate at least EUR 1 200 000 to NGOs.",
        "The authorities should fund specialised shelters.",
    ],
)
def test_recommendations_state_no_funding(text: str) -> None:
    assert not [f for f in read(text, section="recommendations", source="greta") if f.is_funding]
    assert not [f for f in read(text) if f.is_funding]


def test_inadequate_money_is_not_no_money() -> None:
    assert "none" not in [f.status for f in read("The government did not provide adequate funding for shelters.")]


def test_a_greta_report_has_no_default_year() -> None:
    (found,) = amounts("The State budget provided EUR 1 200 000 for grants to NGOs.", source="greta")
    assert (found.amount_low, found.funding_year) == (1_200_000, None)


def test_ordinals_count_every_amount_in_order() -> None:
    found = amounts(
        "The fine is 1,000 euros. The state gave 2,000 euros ($2,200) to NGOs. It set aside 3,000 euros for care."
    )
    assert [(f.ordinal, f.amount_low) for f in found] == [(1, 1_000), (2, 2_000), (3, 3_000)]


@given(st.text(alphabet=st.sampled_from("aA1.,;:()$€ \n-–'%\u00a0million in2016to"), max_size=600))
@settings(max_examples=200, deadline=None)
def test_no_text_makes_the_extraction_raise(text: str) -> None:
    read(text)


def test_a_megabyte_without_a_full_stop_is_read_in_linear_steps() -> None:
    from pipeline.claims.sentences import split_sentences

    text = "the state gave 5,000 euros to shelters and " * 24_000
    sentences = split_sentences(text)
    assert max(len(s.text) for s in sentences) <= 2_500
    assert sum(len(s.text) for s in sentences) > 0.99 * len(text)


def test_a_total_that_pays_monthly_stipends_is_no_monthly_rate() -> None:
    (found,) = amounts(
        "The ministry spent 400,000 dinars ($56,740) to support shelters and pay victims' monthly stipends."
    )
    assert found.periodicity == "annual"


def test_a_statement_about_two_years_is_one_for_each() -> None:
    found = read("In 2007 and 2008 the State budget provided funding to NGOs.", edition=2012, source="greta")
    assert [(f.status, f.funding_year) for f in found] == [("funded", 2007), ("funded", 2008)]


def test_a_fall_from_a_year_on_is_dated_in_a_greta_report() -> None:
    (found,) = read("State funding for NGOs was reduced steeply from 2009.", edition=2012, source="greta")
    assert (found.status, found.funding_year) == ("decreased", 2009)


@pytest.mark.parametrize(
    ("text", "country", "funder"),
    [
        ("Some 4.2 million lek went to three shelters for victims in 2019.", "ALB", "national_government"),
        ("The Invented Foundation gave 4.2 million lek to a shelter for victims.", "ALB", "private"),
        ("Zorblax gave 4.2 million lek to a shelter for victims.", "ALB", "unspecified"),
        ("Ontario contributed C$3.4 million to services for victims.", "CAN", "subnational_government"),
        ("Canada contributed C$3.4 million to services for victims.", "CAN", "national_government"),
        ("Canada contributed C$3.4 million to services for victims.", "GHA", "foreign_government"),
        ("The NGO spent $40,000 on its home for victims.", "GHA", "unspecified"),
    ],
)
def test_who_pays_where_a_place_or_nobody_is_named(text: str, country: str, funder: str) -> None:
    (found,) = [f for f in extract(text, Context(country, 2020, "tip")) if f.is_funding]
    assert found.funder_type == funder
    assert ("payer_assumed" in found.flags) == (funder == "national_government" and "Canada" not in text)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The invented victims fund has yet to receive any money.", "none"),
        ("Lawmakers failed to appropriate funds for the shelters of Zorblax.", "none"),
        ("The government did not run shelters or financially support those of NGOs.", "none"),
        ("For lack of funding, no shelter for men was financed.", "none"),
        ("The grant of a donor expired, and the shelter closed.", "none"),
        ("NGOs do not receive state funding.", "none"),
        ("Male victims are not eligible for state subsidies.", "none"),
        ("The ministry subsidized a home for girls, though figures were not available.", "not_reported"),
        ("The ministry supported a shelter but did not provide the cost.", "not_reported"),
        ("How much was spent under the plan could not be established.", "not_reported"),
        ("The NGO depended on overseas donors.", "funded"),
        ("The government maintained its financial assistance to the safe house.", "funded"),
        ("The city lent the NGO the free use of a building.", "funded"),
        ("Donor funding, on which NGOs live, has decreased since.", "decreased"),
        ("Local governments increased what they gave to the halfway houses.", "increased"),
    ],
)
def test_statements_in_other_words(text: str, status: str) -> None:
    assert [f.status for f in extract(text, Context("ALB", 2020, "tip"))] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "Dedicate funds to services for victims in every province.",
        "The agency trained officers who lacked experience.",
        "Many families relied on a son who worked abroad.",
    ],
)
def test_what_only_sounds_like_a_statement_about_funding(text: str) -> None:
    assert extract(text, Context("ALB", 2020, "tip")) == []


def test_the_end_of_a_span_of_years_is_no_amount() -> None:
    text = "The state allotted 19 million rupees to its safe houses for 2023-24, 4 million rupees more than before."
    assert [f.amount_low for f in extract(text, Context("PAK", 2024, "tip"))] == [19e6, 4e6]


def test_a_year_before_a_bracket_is_no_amount() -> None:
    text = "Legal aid was given to 31 victims in 2017 (at a cost of €51 300) and to 42 victims in 2018 (€72 400)."
    assert [f.amount_low for f in extract(text, Context("LTU", 2019, "greta"))] == [51_300, 72_400]


def test_the_dollars_of_a_range_are_no_one_figure() -> None:
    found = amounts("The ministry gave shelters 5 million to 6 million dinars ($50,000 to $60,000).")
    assert [(f.amount_low, f.amount_high, f.stated_usd) for f in found] == [(5e6, 6e6, None)]


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("The ministry spent 5 million dinars ($50,000) on shelters.", True),
        ("For shelters the ministry spent 5 million dinars ($50,000).", True),
        (
            "State funding of the Centre for Protection of Victims in Novi Sad was 5 million dinars ($50,000) in 2017.",
            False,
        ),
        ("For the second consecutive year the ministry allocated 5 million dinars ($50,000) for shelters.", False),
    ],
)
def test_only_what_is_told_at_the_amount_is_sure(text: str, sure: bool) -> None:
    assert [f.confidence >= 0.9 for f in amounts(text)][:1] == [sure]


def test_a_year_assumed_beside_dated_amounts_is_not_sure() -> None:
    first, second = amounts(
        "The ministry spent 5 million dinars ($50,000) on shelters in 2016, and the state gave NGOs 3 million dinars ($30,000) "
        "for shelters."
    )
    assert second.confidence < 0.9 <= first.confidence or second.funding_year == 2016


@pytest.mark.parametrize("edition", [0, 1, 9999, 20_000])
def test_no_year_of_an_edition_makes_the_extraction_raise(edition: int) -> None:
    (finding,) = extract("The government gave 5,000 francs to a shelter.", Context("CHE", edition, "greta"))
    assert finding.amount_low == 5000
