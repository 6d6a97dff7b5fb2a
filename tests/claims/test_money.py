"""Every notation that reports use is read exactly; what cannot be a number is flagged, not mended."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.claims.currencies import names_money, vocabulary
from pipeline.claims.money import find_money
from pipeline.claims.sentences import split_sentences

NOTATIONS = [
    ("20.2 million lek ($182,640)", "ALB", 20_200_000, "ALL", 182_640),
    ("4,822,000 denars", "MKD", 4_822_000, "MKD", None),
    ("nine million lei", "MDA", 9_000_000, "MDL", None),
    ("half a million euros", "FRA", 500_000, "EUR", None),
    ("two and a half million lari", "GEO", 2_500_000, "GEL", None),
    ("a quarter of a million dollars", "KEN", 250_000, "USD", None),
    ("Five Hundred Thousand Ghana Cedis (GH¢500,000.00)", "GHA", 500_000, "GHS", None),
    ("450.000 EUR", "SRB", 450_000, "EUR", None),
    ("1.5M€", "SRB", 1_500_000, "EUR", None),
    ("R14-million", "ZAF", 14_000_000, "ZAR", None),
    ("Bt3.64bn", "THA", 3_640_000_000, "THB", None),
    ("NT$ 3,5 million", "TWN", 3_500_000, "TWD", None),
    ("N$500,000", "NAM", 500_000, "NAD", None),
    ("C$2 million ($1.5 million)", "CAN", 2_000_000, "CAD", 1_500_000),
    ("€427,00", "ESP", 427, "EUR", None),
    ("2.874.848,29 EUR", "SRB", 2_874_848.29, "EUR", None),
    ("25,970,000 Tenge (KZT) ($77,918)", "KAZ", 25_970_000, "KZT", 77_918),
    ("35 million ($247,160)", "ISL", 35_000_000, "ISK", 247_160),
    ("EUR 1 200 000", "GRC", 1_200_000, "EUR", None),
    ("1\u202f200\u202f000 euros", "FRA", 1_200_000, "EUR", None),
    ("1'200'000 Swiss francs", "CHE", 1_200_000, "CHF", None),
    ("12,50,000 rupees", "IND", 1_250_000, "INR", None),
    ("5 crore rupees", "IND", 50_000_000, "INR", None),
    ("600 million CFA francs ($1 million)", "CMR", 600_000_000, "XAF", 1_000_000),
    ("$1 million (R14 million)", "ZAF", 14_000_000, "ZAR", 1_000_000),
    ("3 million kronur", "ISL", 3_000_000, "ISK", None),
    ("3 million kroner", "DNK", 3_000_000, "DKK", None),
    ("500 dinars", "TUN", 500, "TND", None),
    ("19.7 million Serbian dinars ($168,330)", "SRB", 19_700_000, "RSD", 168_330),
    ("400,000 kunas", "HRV", 400_000, "HRK", None),
    ("1,2 million KM", "BIH", 1_200_000, "BAM", None),
    ("US$55,000", "ARM", 55_000, "USD", None),
    ("¢500,000.00", "GHA", 500_000, "GHS", None),
    ("$52.4 million GYD ($243,907)", "GUY", 52_400_000, "GYD", 243_907),
    ("Rupees 500,000", "NPL", 500_000, "NPR", None),
    ("Euro 200,000", "ITA", 200_000, "EUR", None),
    ("Ksh. 60 million", "KEN", 60_000_000, "KES", None),
    ("5.5 mio. DKK", "DNK", 5_500_000, "DKK", None),
    ("1.2 milliard FCFA", "SEN", 1_200_000_000, "XOF", None),
    ("Rs. 12.5 crore", "IND", 125_000_000, "INR", None),
    ("₱1.5 million", "PHL", 1_500_000, "PHP", None),
    ("Gs. 250 million", "PRY", 250_000_000, "PYG", None),
    ("Frw 2 million", "RWA", 2_000_000, "RWF", None),
    ("250,000 Cabo Verdean escudos", "CPV", 250_000, "CVE", None),
    ("250,000 Kuwaiti dinars (KD) ($830,000)", "KWT", 250_000, "KWD", 830_000),
    ("a 3-million-euro grant", "FRA", 3_000_000, "EUR", None),
]


@pytest.mark.parametrize(("text", "country", "value", "currency", "usd"), NOTATIONS)
def test_a_notation_is_read_as_one_exact_amount(
    text: str, country: str, value: float, currency: str, usd: float | None
) -> None:
    found = find_money(f"The ministry gave {text} to them.", country, 2018)
    assert names_money(text)
    assert [(m.low, m.high, m.currency, m.stated_usd) for m in found] == [(value, value, currency, usd)]


def test_the_euro_equivalent_of_a_local_amount_is_not_a_second_amount() -> None:
    (money,) = find_money("BGN 950,800 (approximately €486,000)", "BGR", 2024)
    assert (money.currency, money.low, money.stated_other) == ("BGN", 950_800, ("EUR", 486_000))


def test_a_change_from_one_level_to_another_is_two_amounts_and_a_span_of_levels_is_one() -> None:
    changed = find_money("funding rose from 1.2 to 1.5 million euros", "FRA", 2018)
    ranged = find_money("grants of between 5 and 6 million pesos", "PHL", 2018)
    assert [m.low for m in changed] == [1_200_000, 1_500_000]
    assert [(m.low, m.high, m.qualifier) for m in ranged] == [(5_000_000, 6_000_000, "range")]


def test_a_converted_pair_gives_each_amount_its_own_dollars() -> None:
    found = find_money("went from €170,000 to €220,000 ($179,140 to $231,820)", "FRA", 2016)
    assert [(m.low, m.stated_usd) for m in found] == [(170_000, 179_140), (220_000, 231_820)]


@pytest.mark.parametrize(
    ("text", "country", "low", "high", "usd"),
    [
        ("a fine of 5 million to 10 million CFA francs (FCFA) ($8,790-$17,590)", "CIV", 5_000_000, 10_000_000, 8_790),
        ("between 10 and 50 million CFA francs (FCFA) ($16,000 and $79,980)", "TGO", 10_000_000, 50_000_000, 16_000),
        ("ranging from 500,000 pesos ($10,090) to 2.2 million pesos ($44,400)", "PHL", 500_000, 2_200_000, 10_090),
        ("EUR 25 000 to 35 000 from each", "ITA", 25_000, 35_000, None),
        ("EUR 5-6 million", "ITA", 5_000_000, 6_000_000, None),
    ],
)
def test_a_range_is_one_amount_however_its_dollars_are_printed(
    text: str, country: str, low: float, high: float, usd: float | None
) -> None:
    found = find_money(text, country, 2018)
    assert [(m.low, m.high, m.qualifier, m.stated_usd) for m in found] == [(low, high, "range", usd)]


def test_a_conversion_may_stand_behind_the_year() -> None:
    found = find_money("from 2 310 000 RON in 2014 to 2 950 000 RON in 2016 (about EUR 650 000)", "ROU", 2017)
    assert [(m.low, m.stated_other) for m in found] == [(2_310_000, None), (2_950_000, ("EUR", 650_000))]


def test_a_sum_for_several_people_is_no_range() -> None:
    (money,) = find_money("gave EUR 500 to 1 200 victims", "ITA", 2018)
    assert (money.low, money.high) == (500, 500)


@pytest.mark.parametrize(
    "text", ["got not one riel", "300 rubles for a thousand bricks", "in 2016 about 20 kilometers"]
)
def test_words_that_count_nothing_or_other_things_are_no_further_money(text: str) -> None:
    assert len(find_money(text, "KHM" if "riel" in text else "RUS", 2018)) == ("rubles" in text)


def test_a_repeat_without_currency_takes_the_one_before_it() -> None:
    found = find_money("40 million denars in 2016, compared with 35 million in 2015", "MKD", 2016)
    assert [(m.low, m.currency) for m in found] == [(40_000_000, "MKD"), (35_000_000, "MKD")]
    assert "currency_assumed" in found[1].flags


def test_a_list_of_names_with_sums_and_an_earlier_sum_in_brackets_repeat_the_currency() -> None:
    found = find_money("House Alpha got EUR 120 000, Beta 140 000 and Casa Gamma 90 000.", "BEL", 2018)
    assert [(m.low, m.currency) for m in found] == [(120_000, "EUR"), (140_000, "EUR"), (90_000, "EUR")]
    assert [m.low for m in find_money("Every victim gets 200 manat (then 400).", "AZE", 2018)] == [200, 400]


def test_an_impossible_number_is_flagged_and_left_as_printed() -> None:
    (money,) = find_money("EUR 4,331,275.56 million", "SRB", 2015)
    assert "impossible_number" in money.flags
    assert money.low == pytest.approx(4_331_275.56e6)


@pytest.mark.parametrize(
    "text", ["66 victims (105 in 2017)", "Article 12 of Law 500", "1,200 people and 14 percent", "in 2016 and 2017"]
)
def test_counts_years_and_articles_are_no_money(text: str) -> None:
    assert find_money(text, "ALB", 2017) == []


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("approximately €5,000", "approximately"),
        ("more than $600,000", "more_than"),
        ("at least 3 million euros", "at_least"),
        ("up to €150,000", "up_to"),
        ("less than 10,000 euros", "less_than"),
        ("no more than $500", "up_to"),
        ("an increase over nine million euros", "exact"),
    ],
)
def test_the_hedge_before_an_amount_is_kept(text: str, qualifier: str) -> None:
    (money,) = find_money(text, "FRA", 2018)
    assert money.qualifier == qualifier


@pytest.mark.parametrize(
    ("year", "country", "noun", "code"),
    [
        (2004, "ROU", "lei", "ROL"),
        (2010, "ROU", "lei", "RON"),
        (2010, "MDA", "lei", "MDL"),
        (2004, "TUR", "lira", "TRL"),
        (2018, "TUR", "lira", "TRY"),
        (2006, "GHA", "cedis", "GHC"),
        (2018, "GHA", "cedis", "GHS"),
        (2022, "HRV", "kuna", "HRK"),
        (2018, "COL", "pesos", "COP"),
        (2018, "AUS", "Australian dollars", "AUD"),
        (2010, "BLR", "Belarusian rubles", "BYR"),
        (2018, "BLR", "Belarusian rubles", "BYN"),
        (2006, "SVK", "Slovak crowns", "SKK"),
    ],
)
def test_the_currency_of_a_name_follows_from_country_and_year(year: int, country: str, noun: str, code: str) -> None:
    (money,) = find_money(f"2 million {noun}", country, year)
    assert money.currency == code


CURRENCIES = {
    "EUR": ("FRA", "€", "euros"),
    "RSD": ("SRB", "RSD", "Serbian dinars"),
    "PHP": ("PHL", "PHP", "pesos"),
    "NOK": ("NOR", "NOK", "kroner"),
    "ZAR": ("ZAF", "R", "rand"),
    "USD": ("KEN", "$", "U.S. dollars"),
    "CHF": ("CHE", "CHF", "Swiss francs"),
    "THB": ("THA", "THB", "baht"),
}


@st.composite
def printed(draw: st.DrawFn) -> tuple[str, float, str, str]:
    """An amount in some notation with what it is worth."""
    code = draw(st.sampled_from(sorted(CURRENCIES)))
    country, sign, name = CURRENCIES[code]
    style = draw(st.sampled_from(["comma", "dot", "blank", "thin", "plain", "million", "decimal_comma", "apostrophe"]))
    if style == "million":
        tenths = draw(st.integers(11, 9999))
        number, value = f"{tenths / 10:g} million", tenths * 100_000.0
    else:
        whole = draw(st.integers(1_000, 999_999_999))
        cents = draw(st.integers(1, 99)) if style == "decimal_comma" else 0
        value = whole + cents / 100
        separator = {
            "comma": ",",
            "dot": ".",
            "blank": " ",
            "thin": "\u202f",
            "plain": "",
            "decimal_comma": ".",
            "apostrophe": "'",
        }[style]
        number = f"{whole:,}".replace(",", separator) + (f",{cents:02d}" if cents else "")
    text = draw(st.sampled_from([f"{sign}{'' if len(sign) == 1 else ' '}{number}", f"{number} {name}"]))
    return text, value, code, country


@given(printed())
@settings(max_examples=400, deadline=None)
def test_any_amount_that_can_be_printed_is_read_back_exactly(case: tuple[str, float, str, str]) -> None:
    text, value, code, country = case
    found = find_money(f"The state allocated {text} to shelters.", country, 2018)
    assert [(m.low, m.currency) for m in found] == [(pytest.approx(value, abs=0.005), code)]


PLAIN_CODES = sorted(
    vocabulary().codes
    - {"ALL", "TOP", "MOP", "CUP", "GEL", "PEN", "SOS", "TRY", "MAD", "ANG", "BAM", "LAK", "BAD", "ESP", "GHC"}
)


@given(
    st.sampled_from(PLAIN_CODES),
    st.integers(1_000, 10**12),
    st.sampled_from([",", ".", " ", "\u202f", "'", ""]),
    st.booleans(),
)
@settings(max_examples=400, deadline=None)
def test_any_code_in_any_grouping_is_read_back_without_knowing_the_country(
    code: str, whole: int, separator: str, code_first: bool
) -> None:
    number = f"{whole:,}".replace(",", separator)
    text = f"{code} {number}" if code_first else f"{number} {code}"
    found = find_money(f"The state allocated {text} to shelters.", None, 2018)
    assert [(m.low, m.currency) for m in found] == [(whole, code)]


@given(st.text(max_size=400))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_the_reader_raise(text: str) -> None:
    find_money(text, "ALB", 2018)


def test_the_raised_mark_of_a_footnote_is_no_part_of_an_amount_and_ends_no_sentence_late() -> None:
    text = "The office gave EUR 40 000¹⁴ to nobody.¹⁵ It gave 7,500 euros²."
    assert [(m.low, m.currency) for m in find_money(text)] == [(40_000, "EUR"), (7_500, "EUR")]
    assert [s.text for s in split_sentences(text)] == [
        "The office gave EUR 40 000¹⁴ to nobody.¹⁵",
        "It gave 7,500 euros².",
    ]
