"""Statements without an amount: what is said of money, what only sounds like it. The sentences are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.claims.extract import extract
from pipeline.claims.model import Context
from pipeline.claims.wording import inflected, words_of


def statuses(text: str, source: str = "tip") -> list[str]:
    return [f.status for f in extract(text, Context("ALB", 2020, source)) if f.ordinal is None]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "The government did not print the forms or pay for their distribution.",
        "The ministry has not allocated funding for the mechanism since 2015.",
        "The committee did not receive an operating budget.",
        "No municipality set aside money for men.",
        "Not a single province financed a shelter.",
        "The police unit lacked vehicles, trained staff, and funding.",
        "NGOs sheltered victims without financial or in-kind support from the state.",
        "Parliament rejected the request, leaving the fund without money.",
        "The ministry stopped funding the only shelter for boys.",
        "The grant expired in May.",
        "The centre lost its state subsidy.",
        "The ministry paid the NGO no compensation for its work.",
        "The committee received neither staff nor a budget.",
        "The treasury contributed nothing.",
        "Officials did not pay a cent toward the shelter.",
        "There was no budget line for the plan.",
        "The state did not contribute to the costs of the shelter.",
        "None of the money for NGOs was disbursed.",
        "The reserve fund was still without means.",
        "The hotline had no means at its disposal.",
        "It allotted 5 million lek for police, and nothing for shelters.",
        "The ministry supported none of the four refuges.",
        "The city subsidized no hotline.",
        "Support to municipalities that accommodate victims was discontinued.",
        "Aid to the refuges was suspended.",
        "NGO homes got no support whatever from the state.",
        "The home has no regular state funding.",
        "The authorities paid for no legal help.",
    ],
)
def test_money_that_is_denied_is_none(text: str) -> None:
    assert statuses(text) == ["none"]


@pytest.mark.parametrize(
    "text",
    [
        "The government funded repatriation for ten victims.",
        "The ministry continued to operate and fund a shelter.",
        "NGOs relied to a large extent on foreign donors.",
        "The shelter ran on donations.",
        "The government did not provide adequate funding for shelters.",
        "Funding for the secretariat remained insufficient.",
        "The victim program was chronically underfunded.",
        "The city covered the costs of medical exams.",
        "The salaries of two nurses were paid by the city.",
        "The municipality lent the NGO a house.",
        "There was insufficient government funding for long-term care.",
        "The budget of the hotline stayed the same.",
        "Government-funded services included housing and counseling.",
        "Shelters in the capital lived on gifts.",
        "The refuges, which have to rely on donors, took in 40 women.",
        "Its services are entirely foreign-funded.",
        "The home, whose work is donor-funded, was promised 3 million lek.",
        "The federal government pays providers for each bed.",
        "Churches pay for the safe house.",
        "The NGO works in a house of the city without paying rent.",
        "The ministry helped with the rent of the refuge.",
        "A foundation contributed a transit center.",
        "NGO homes were supported by foreign embassies.",
        "The state continued to support two shelters.",
    ],
)
def test_money_that_is_paid_or_too_little_is_funded(text: str) -> None:
    assert statuses(text) == ["funded"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The centre lost half of its subsidy.", "decreased"),
        ("The ministry spent less on shelters.", "decreased"),
        ("The unit's budget was cut, by how much was not said.", "decreased"),
        ("Elbasan spent 3 million lek on shelters; Korça did not supply data.", "not_reported"),
        ("The city spent more on legal aid than before.", "increased"),
        ("Less money was available for training.", "decreased"),
        ("The government did not report its budget for shelters.", "not_reported"),
        ("The government did not report allocating any funding to NGOs.", "not_reported"),
        ("The government did not report whether it provided funding to NGOs.", "not_reported"),
        ("What the state spent on care was not disclosed.", "not_reported"),
        ("How much the agency gave to NGOs was not disclosed.", "not_reported"),
        ("Regions provided an unspecified amount to shelters.", "not_reported"),
        ("It was unclear how much of the budget went to victims.", "not_reported"),
        ("The ministry funded two homes but did not report the amount.", "not_reported"),
        ("No data were available on spending for victims.", "not_reported"),
        (
            "These efforts included opening a shelter, convicting traffickers, and increasing the budget for care.",
            "increased",
        ),
        ("NGO shelters saw their government funding rise.", "increased"),
        ("Funding for shelters kept growing.", "increased"),
        ("The cities increased what they gave to shelters.", "increased"),
        ("NGOs reported a significant decrease in government grants.", "decreased"),
        ("Because of budget cuts two posts were lost.", "decreased"),
        ("The government redirected money for the plan to other ends.", "decreased"),
        ("Donor funding, on which NGOs rely, has fallen since.", "decreased"),
    ],
)
def test_what_is_withheld_or_moved(text: str, status: str) -> None:
    assert statuses(text) == [status]


@pytest.mark.parametrize(
    "text",
    [
        "Train police officers and increase funding for shelters.",
        "Complete data on people helped with this money were not available.",
        "Statistics on victims supported with state funds were not compiled.",
        "Victims were left without means of support.",
        "The police opened a government-funded home.",
        "The ministry had a budget of 752,000 lek and lacked both money and capacity.",
        "Traffickers paid hotels for rooms.",
        "The law required the government to fund shelters.",
        "The law created a fund for victims to be financed through court fines.",
        "NGOs asked the government to raise the subsidy.",
        "The bill foresees a larger budget.",
        "The government should finance a shelter.",
        "The commission was responsible for coordinating policy and allocating funds.",
        "Courts ordered traffickers to compensate victims, but nothing had been paid.",
        "No victims received compensation from their traffickers.",
        "Many workers lost their money to recruiters.",
        "NGOs complained that payments came late.",
        "Employers did not pay domestic workers their salaries.",
        "Traffickers paid border guards to look away.",
        "Landlords advanced money to families.",
        "Victims paid for their own medical care.",
        "The police unit lacked human resources.",
        "The resource center served 900 migrants.",
        "Publicly funded NGOs trained 300 officers.",
        "The government increased support for witnesses by video links.",
        "The government did not provide shelter or medical care to victims.",
        "The government did not report the number of victims it assisted.",
        "The ministry increased the number of inspectors.",
        "The law grants victims access to free legal aid.",
        "Officials reduced the time spent on each case.",
        "The government has devoted sufficient resources to a written plan that, if implemented, would suffice.",
    ],
)
def test_what_tells_no_funding_yields_nothing(text: str) -> None:
    assert statuses(text) == []


def test_a_sentence_says_several_things_stretch_by_stretch() -> None:
    assert statuses("The ministry did not receive a budget and relied on foreign donors.") == ["none", "funded"]
    assert statuses(
        "Although the state allocated no funding to NGOs, it provided some in-kind support, including land."
    ) == ["none", "funded"]
    assert statuses("The state cut its grants; and it financed a new hotline.") == ["decreased", "funded"]


def test_what_is_said_beside_another_subject_stays_its_own() -> None:
    assert statuses("NGOs depended on foreign money after state grants to them had ended.") == ["funded", "none"]
    assert statuses("Refuges lived on donors, and the fund remained empty.") == ["funded", "none"]
    assert statuses("Refuges have no state funding and were helped by donors.") == ["none", "funded"]
    assert statuses("Payments to shelters decreased, whereas those for interpreters increased.") == [
        "decreased",
        "increased",
    ]


def test_one_denial_with_its_cause_is_one_statement() -> None:
    assert statuses("For lack of funding, no shelter for men was financed.") == ["none"]


def test_the_year_in_which_something_ends_or_happens_dates_no_money() -> None:
    (ends,) = extract("Donors funded the teams under an arrangement due to end in 2020.", Context("ALB", 2020))
    (happens,) = extract("The shelter that the state had funded closed in January 2020.", Context("ALB", 2020))
    assert (ends.funding_year, happens.funding_year) == (2019, 2019)


def test_verbs_have_all_their_forms() -> None:
    assert dict(inflected("allot", None, doubled=True)) == {
        "base": "allot",
        "s": "allots",
        "ing": "allotting",
        "past": "allotted",
        "part": "allotted",
    }
    assert dict(inflected("supply", None, doubled=False))["past"] == "supplied"
    assert dict(inflected("give", ["gave", "given"], doubled=False))["part"] == "given"


def test_a_phrase_is_one_word_and_brackets_are_left_out() -> None:
    words = [w.text for w in words_of("It set aside (see below) no funds.")]
    assert words == ["it", "set aside", "no", "funds"]


@given(
    st.lists(
        st.sampled_from(
            [
                "the",
                "government",
                "did",
                "not",
                "fund",
                "or",
                "report",
                "budget,",
                ";",
                "what",
                "nothing",
                "to",
                "for",
                "no",
                "which",
                "paid",
                "by",
            ]
        ),
        max_size=25,
    )
)
@settings(max_examples=200, deadline=None)
def test_no_order_of_these_words_makes_the_reading_raise(words: list[str]) -> None:
    statuses(" ".join(words) + ".")
