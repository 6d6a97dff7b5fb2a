"""What holds for any claims whatever: nothing is lost, nothing counts twice, ranges hold their figure."""

from collections import Counter
from itertools import chain
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dataset.cells import cells
from pipeline.dataset.country_year import country_year, uncounted
from schemas.codes import FunderType, Modality, Periodicity, Purpose, RecipientType, Status
from tests.claims_fixture import claims, documents, narratives
from tests.dataset.rates_fixture import RATES

DOCUMENTS = documents("tip-2017", "tip-2018", "tip-2019", "greta-2019-1-alb")


def one_of(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


CLAIM = st.fixed_dictionaries(
    {
        "document_id": one_of(*DOCUMENTS["document_id"]),
        "funding_year": one_of(2015, 2016, 2017, 2025, None),
        "amount": one_of(None, 0, 50, 100, 101, 300, 5_000_000),
        "currency": one_of("ALL", "USD", "EUR", "ROL", "KPW", None),
        "stated_usd": one_of(None, 1, 50),
        "status": one_of(*Status),
        "periodicity": one_of(*Periodicity),
        "modality": one_of(None, *Modality),
        "purpose": one_of(*list(Purpose)[:10], Purpose.ANTI_TRAFFICKING_GENERAL),
        "funder_type": one_of(*FunderType),
        "recipient_type": one_of(*RecipientType),
        "recipient": one_of(None, "La Strada", "Caritas", "shelters"),
        "part_of": one_of(None, None, "c1", "c2", "c5"),
        "sentence": one_of("One.", "Two.", "Three."),
        "flags": one_of(None, "share", "change", "year_assumed", "multiplied"),
        "multiplier": one_of(None, None, 3),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(CLAIM, max_size=12))
def test_every_countable_claim_is_in_one_stream_and_every_figure_within_its_range(rows: list[dict[str, Any]]) -> None:
    table = claims(*rows)
    told = Counter(
        chain.from_iterable(t.claim_ids for c in cells(table, DOCUMENTS, RATES) for s in c.streams for t in s.tellings)
    )
    left_out = set(uncounted(table)["claim_id"])
    priced = set(table[table["amount_low"].notna()]["claim_id"])
    assert set(told) == priced - left_out
    assert all(count == 1 for count in told.values())

    figures = country_year(table, DOCUMENTS, narratives(), RATES)
    assert (figures["low"] <= figures["best"]).all()
    assert (figures["best"] <= figures["high"]).all()
    used = list(chain.from_iterable(ids.split(";") for ids in figures["claim_ids"]))
    summed = set(figures[figures["method"] != "stated_none"]["claim_ids"].str.split(";").explode())
    levels = table[table["claim_id"].isin(summed)]
    assert set(levels["periodicity"].dropna()) <= {"annual", "one_off"}
    assert not set(levels["flags"].dropna()) & {"share", "change"}
    assert levels[levels["flags"] == "multiplied"]["multiplier"].notna().all()
    assert set(levels["status"]) <= {"funded"}
    assert len(used) == len(set(used))
    assert set(figures[figures["method"] != "stated_none"]["claim_ids"].str.split(";").explode()) <= set(told)


@settings(max_examples=20, deadline=None)
@given(st.lists(CLAIM, min_size=1, max_size=8), st.randoms())
def test_the_order_of_claims_never_matters(rows: list[dict[str, Any]], random: Any) -> None:
    table = claims(*rows)
    order = list(range(len(table)))
    random.shuffle(order)
    mixed = table.iloc[order].reset_index(drop=True)
    expected = country_year(table, DOCUMENTS, narratives(), RATES)
    assert country_year(mixed, DOCUMENTS, narratives(), RATES).equals(expected)
