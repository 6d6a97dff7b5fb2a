"""No text makes extraction raise or take time out of proportion to its length."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.claims.extract import extract
from pipeline.claims.model import Context
from pipeline.claims.numbers import words_value

CONTEXT = Context("SRB", 2018, "tip", "protection")

UNITS = [
    "1",
    "1,",
    "12 ",
    "$1 ",
    "(",
    "(about ",
    "in 2019 ",
    "one hundred and ",
    "million ",
    "from ",
    "compared to ",
    "the ministry spent ",
    "the government did not provide ",
    "\n",
    "\u202e",
    "allocated 5,000 euros (about $6,000), compared to 4,000 in 2016, and ",
]


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_length_only(unit: str) -> None:
    """Four times the text takes nowhere near the sixteen times of a quadratic rule."""

    def taken(letters: int) -> float:
        text = (unit * (letters // len(unit) + 1))[:letters]
        runs = []
        for _ in range(2):
            begun = time.process_time()
            extract(text, CONTEXT)
            runs.append(time.process_time() - begun)
        return min(runs)

    taken(2_000)
    assert taken(80_000) < 9 * taken(20_000) + 0.05


def test_a_chain_of_hundreds_is_no_number() -> None:
    assert words_value("hundred hundred") is None
    assert extract("one hundred and " * 5_000, CONTEXT) == []


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from([*UNITS, "€", "5 ", "ALL ", "not ", "euros. ", ") ", "fined ", "GRETA urges "]), max_size=60
    )
)
def test_no_mixture_raises(parts: list[str]) -> None:
    text = "".join(parts)
    for finding in extract(text, CONTEXT):
        assert 0 <= finding.start <= finding.end <= len(text)


@pytest.mark.parametrize(
    "amount",
    ["1e400 euros", "٥٬٠٠٠ euros", "５，０００ euros", "⁵⁰⁰⁰ euros", "000 euros", "1," + "000," * 5_000 + "000 euros", "9" * 5_000 + " euros"],
)  # fmt: skip
def test_half_a_number_is_no_amount(amount: str) -> None:
    """The digits that can be read are not what stands there."""
    found = extract(f"The government allocated {amount} to shelters for victims in 2017.", CONTEXT)
    assert [f.amount_low for f in found if f.amount_low is not None] == []
