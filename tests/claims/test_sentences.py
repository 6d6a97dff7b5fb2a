"""Where a sentence ends, and where only a line does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.sentences import split_sentences


def _texts(paragraph: str) -> list[str]:
    return [s.text for s in split_sentences(paragraph)]


@pytest.mark.parametrize(
    "wrapped",
    [
        "The ministry gave 3 million lek to\nthe shelter.",
        "In 2013 the Ministry of Labor, Family, Social Affairs and Equality of\nChances gave 3 million lek.",
        "Grants came to 3 million lek,\nDonors gave more.",
    ],
)
def test_a_line_that_only_wraps_does_not_end_its_sentence(wrapped: str) -> None:
    assert _texts(wrapped) == [wrapped.replace("\n", " ")]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("PROTECTION\nThe ministry gave 3 million lek.", 2),
        ("It gave 3 million lek.\nthe rest came later.", 2),
        ("Budget of the commission\n2016 | 3 million\n2017 | 4 million", 3),
        ("The ministry funded:\n- a shelter\n- a hotline", 3),
    ],
)
def test_headings_lists_and_rows_stay_apart(text: str, count: int) -> None:
    assert len(_texts(text)) == count


@given(st.text(alphabet="ab. \n,A1(", max_size=200))
def test_a_sentence_stands_at_its_place(text: str) -> None:
    for sentence in split_sentences(text):
        assert text[sentence.start : sentence.end].replace("\n", " ") == sentence.text
