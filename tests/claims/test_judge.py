"""Funding is told from every other money by who pays it to whom, not by a word that both share. Figures are invented."""

import pytest

from pipeline.claims.extract import extract
from pipeline.claims.model import Context

FUNDING = [
    "Each identified victim is paid 200 manat once by the fund.",
    "The office used 1.2 million lek in confiscated assets to support three shelters.",
    "The agency paid €2.2 million of seized money into the fund for survivors.",
    "Of confiscated traffickers' assets, 3.3 million lek paid for job training of victims.",
    "The labor ministry compensated 61 rescued workers with 2.2 million dirhams from guarantees that it held.",
    "The Commission for the Protection of Crime Victims paid EUR 11 000 to two victims.",
    "The Domestic Worker Assistance Fund paid 123,000 dollars for shelter stays.",
    "Lawyers were paid 700,000 lei by the state to represent victims.",
    "Salaries of six social workers, 1.9 million lek, were carried by the municipality.",
    "Posters warning of false brokers cost the ministry 60,000 manat.",
    "It dedicated 3 million soms to a campaign against debt bondage and bribes.",
    "The prison service handed over a house and 15,000 euros for its repair to an NGO.",
    "Parents of repatriated children got 30,000 francs from the social service.",
    "The unit's budget was $90,000, less than a tenth of what it had asked for.",
    "Proceeds from a lottery brought the women's shelter 5 million kronur.",
    "The shelter took between 6 and 7 million dollars to run, all of it borne by the ministry.",
    "The ministry's fund bought 82 plane tickets for 23,000 dinars.",
    "The women's institute reported costs of 17.2 million pesos for its services to adult women.",
    "The public scheme may pay a victim up to 60 times the National Insurance base amount (NOK 5 111 000).",
    "Rescued workers received unemployment insurance of 888 reais from the federal government.",
    "Freed bonded laborers may draw up to three lakh rupees from the central rehabilitation scheme.",
]
OTHER = [
    ("Men from the Gulf gave 800 to 5,000 pounds for a summer marriage, while a ministry financed a shelter.", "price"),
    ("A police chief took $250 a month to warn bars of raids.", "bribe"),
    ("Girls had been offered 20,000 forints a night by pimps.", "price"),
    ("A family may spend 40,000 birr to get a daughter abroad.", "recruitment_fee"),
    ("Those excused from the harvest paid 222,000 soum.", "recruitment_fee"),
    ("Every agency had to pay 4,400 dinars as a guarantee.", "price"),
    ("Seamstresses got 5 pesos a garment.", "price"),
    ("The immigrant workers were promised 600,000 pesos a month.", None),
    ("Many arrive owing six months' pay, some 4,000 dollars.", None),
    ("A network charged women 666 rials for jobs that paid 55 rials a month.", "wages"),
    ("A court ordered two men to pay the victim's hospital bills of 38,000 yuan.", "court_compensation"),
    ("The tribunal granted three women 18,000 euros in lost income.", "wages"),
    ("An au pair was awarded €7,777 by the labour court.", "court_compensation"),
    ("Labor inspectors required three spas to return 2.4 million won to masseuses.", "court_compensation"),
    ("Passports were returned only after a payment of 500 dinars.", "price"),
    ("A passeur could make 250,000 francs for each child.", "profit"),
    ("Inspectors sanctioned 99 firms with 222,000 lari.", "fine"),
    ("Prosecutors took possession of estates worth 12 billion pesos.", "seized_assets"),
    ("Police found 1.7 million dinars and three forged visas in the flat.", "seized_assets"),
    ("Some victims had been resold up to four times at $300 to $3,000.", "price"),
    ("Taiwanese textile plants paid below the legal minimum of 531 emalangeni a fortnight.", None),
    ("The ministry asked for 50 million taka.", "other"),
]


def _amounts(text: str) -> list:  # type: ignore[type-arg]
    return [f for f in extract(text, Context(None, 2018, "tip", None)) if f.ordinal is not None]


@pytest.mark.parametrize("text", FUNDING)
def test_money_of_states_and_donors_is_funding_beside_words_of_crime(text: str) -> None:
    found = _amounts(text)
    assert found
    assert all(f.is_funding for f in found), [(f.amount_text, f.reason) for f in found]


@pytest.mark.parametrize(("text", "reason"), OTHER)
def test_money_of_private_hands_and_courts_is_no_funding(text: str, reason: str | None) -> None:
    found = _amounts(text)
    assert found
    assert not any(f.is_funding for f in found)
    if reason:
        assert found[-1].reason == reason


def test_an_amount_that_its_sentence_does_not_explain_continues_the_one_before() -> None:
    text = "The ministry allocated 3 million lek to shelters. In 2016 it was 2 million lek. "
    assert [f.is_funding for f in _amounts(text)] == [True, True]
    text = "Traffickers charged $3,000 for each girl. The sum was $2,000 before that. "
    assert [f.is_funding for f in _amounts(text)] == [False, False]


def test_a_decimal_point_ends_no_clause() -> None:
    (with_point,) = _amounts("The office used 4.7 million lek in seized assets to support programs at three shelters.")
    (without,) = _amounts("The office used 4 million lek in seized assets to support programs at three shelters.")
    assert with_point.is_funding
    assert without.is_funding
