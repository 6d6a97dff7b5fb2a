"""Every figure that differs is found, with the reason that the two releases prove."""

from dataclasses import replace
from typing import Any

import pytest

from pipeline.release.diff import Change, Diff, compare
from pipeline.release.opened import OpenRelease
from schemas.codes import CHANGE_REASONS, ChangeKind, ChangeReason
from tests.release.opened_fixture import TOLD, TOLD_2016, TOLD_2017, opened, with_rows


def only(diff: Diff) -> Change:
    assert len(diff.changes) == 1, diff.changes
    return diff.changes[0]


def test_a_release_does_not_differ_from_itself() -> None:
    diff = compare(opened(), opened())
    assert diff.changes == ()
    assert diff.broken == ()
    assert diff.figures_same == 2
    assert (diff.claims_added, diff.claims_removed, diff.claims_changed) == (0, 0, 0)


def test_a_figure_of_a_new_report_is_new_because_of_it() -> None:
    told = {"document_id": "tip-2019", "amount": 7, "funding_year": 2018, "sentence": "Seven."}
    diff = compare(opened(), opened(*TOLD, told))
    added = next(c for c in diff.changes if c.kind is ChangeKind.ADDED)
    assert (added.country_iso3, added.year, added.new, added.old) == ("ALB", 2018, 7, None)
    assert added.reasons == (ChangeReason.NEW_REPORT,)
    assert added.evidence == ("tip-2019 was not held before",)
    assert [s.sentence for s in added.statements_after] == ["Seven."]
    assert diff.documents_added == ("tip-2019",)


def test_a_figure_whose_report_is_gone_is_gone_because_of_it() -> None:
    removed = only(compare(opened(), opened(TOLD_2017)))
    assert (removed.kind, removed.year, removed.old) == (ChangeKind.REMOVED, 2016, 15_000_000)
    assert removed.reasons == (ChangeReason.REPORT_GONE,)


def test_a_document_that_could_not_be_read_before_counts_as_new() -> None:
    old = with_rows(opened(), "documents", {"document_id": "tip-2018"}, read_status="quarantined")
    old = replace(
        old,
        tables={
            **old.tables,
            "claims": tuple(r for r in old.rows("claims") if r["document_id"] != "tip-2018"),
            "country_year": tuple(r for r in old.rows("country_year") if r["funding_year"] != 2017),
        },
    )
    assert only(compare(old, opened())).reasons == (ChangeReason.NEW_REPORT,)


def test_an_earlier_year_told_anew_by_a_new_report_is_a_restatement_by_it() -> None:
    again = {
        **TOLD_2016,
        "document_id": "tip-2018",
        "amount": 15_300_000,
        "role": "prior_year",
        "sentence": "Then 15.3.",
    }
    old, new = opened(TOLD_2016), opened(TOLD_2016, again)
    change = only(compare(old, new))
    assert (change.kind, change.old, change.new) == (ChangeKind.CHANGED, 15_000_000, 15_300_000)
    assert change.reasons == (ChangeReason.NEW_REPORT, ChangeReason.RESTATEMENT)
    assert "tip-2018 tells it in place of tip-2017" in change.evidence


def test_a_persons_decision_is_a_correction() -> None:
    corrected = {**TOLD_2017, "amount": 20_000_000, "review": "corrected"}
    change = only(compare(opened(), opened(corrected, TOLD_2016)))
    assert change.reasons == (ChangeReason.CORRECTION,)
    assert "corrected, was unreviewed" in change.evidence[0]
    rejected = {**TOLD_2017, "review": "rejected"}
    assert only(compare(opened(), opened(rejected, TOLD_2016))).reasons == (ChangeReason.CORRECTION,)


def test_the_same_sentence_of_the_same_file_read_otherwise_is_the_code() -> None:
    change = only(compare(opened(), opened({**TOLD_2017, "amount": 20}, TOLD_2016)))
    assert change.reasons == (ChangeReason.CODE,)
    assert "same sentence, other reading (amount_low, amount_high)" in change.evidence[0]


def test_another_file_of_a_known_document_is_named() -> None:
    change = only(compare(opened(), opened({**TOLD_2017, "amount": 20}, TOLD_2016, sha={"tip-2018": "f"})))
    assert change.reasons == (ChangeReason.SOURCE_FILE,)
    other = {**TOLD_2017, "sentence": "It gave twenty.", "amount": 20}
    assert only(compare(opened(), opened(other, TOLD_2016, sha={"tip-2018": "f"}))).reasons == (
        ChangeReason.SOURCE_FILE,
    )


def test_another_rate_changes_only_what_was_converted() -> None:
    new = with_rows(opened(), "exchange_rates", {"currency": "ALL", "year": 2017}, units_per_usd=1.0)
    new = with_rows(new, "country_year", {"funding_year": 2017}, best_usd=1.0, low_usd=1.0, high_usd=1.0)
    change = only(compare(opened(), new))
    assert change.reasons == (ChangeReason.EXCHANGE_RATE,)
    assert [name for name, _, _ in change.fields] == ["best_usd", "low_usd", "high_usd"]


def test_converted_amounts_that_differ_at_the_same_rates_are_the_code() -> None:
    new = with_rows(opened(), "country_year", {"funding_year": 2017}, best_usd=1.0)
    assert only(compare(opened(), new)).reasons == (ChangeReason.CODE,)


def test_another_price_index_changes_constant_prices() -> None:
    def release(index: float, constant: float) -> OpenRelease:
        made = with_rows(opened(), "country_year", {"funding_year": 2017}, best_usd_constant=constant)
        deflator = {"currency": "USD", "year": 2017, "index_value": index, "base_year": 2015, "source": "test"}
        return replace(made, tables={**made.tables, "deflators": (deflator,)})

    assert only(compare(release(100.0, 5.0), release(110.0, 4.0))).reasons == (ChangeReason.DEFLATOR,)


def test_a_warning_that_another_statement_causes_has_that_statements_reason() -> None:
    huge = {"document_id": "tip-2019", "amount": 10, "funding_year": 2018, "sentence": "Ten."}
    old, new = opened(*TOLD), opened(*TOLD, huge)
    new = with_rows(new, "country_year", {"funding_year": 2017}, flags="jump")
    noted = next(c for c in compare(old, new).changes if c.kind is ChangeKind.NOTED)
    assert noted.year == 2017
    assert noted.reasons == (ChangeReason.NEW_REPORT,)
    assert "a statement of the same country" in noted.evidence[0]


@pytest.mark.parametrize(
    "column, value", [("country_iso3", "MKD"), ("document_id", "tip-2017"), ("sentence", "Another sentence.")]
)
def test_an_identifier_that_changes_its_meaning_is_an_error(column: str, value: str) -> None:
    claim_id = str(opened().rows("claims")[0]["claim_id"])
    stands = opened().rows("claims")[0][column]
    new = with_rows(opened(), "claims", {"claim_id": claim_id}, **{column: value if stands != value else "tip-2018"})
    broken = compare(opened(), new).broken
    assert len(broken) == 1
    assert f"{claim_id} changed its meaning: {column}" in broken[0]


def test_blanks_do_not_change_the_meaning_of_an_identifier() -> None:
    claim = opened().rows("claims")[0]
    spaced = str(claim["sentence"]).replace(" ", "  ")
    new = with_rows(opened(), "claims", {"claim_id": claim["claim_id"]}, sentence=spaced)
    assert compare(opened(), new).broken == ()


def test_columns_and_tables_that_one_release_lacks_are_not_differences() -> None:
    new = opened()
    figures = new.rows("country_year")
    plain = tuple({k: v for k, v in row.items() if k != "usage_warnings"} for row in figures)
    warned = tuple({**row, "usage_warnings": "new_column"} for row in figures)
    old = replace(new, tables={**new.tables, "country_year": plain})
    diff = compare(old, replace(new, tables={**new.tables, "country_year": warned, "victims": ()}))
    assert diff.changes == ()
    assert diff.not_compared == ("victims (not in the old release)",)


def test_counts_of_victims_and_grants_are_compared() -> None:
    def release(identified: int, gift: float) -> OpenRelease:
        victim: dict[str, Any] = {
            "country_iso3": "ALB", "year": 2017, "identified": identified, "low": identified, "high": identified,
            "victim_claim_ids": "v1", "flags": None,
        }  # fmt: skip
        told = {
            "victim_claim_id": "v1", "document_id": "tip-2018", "country_iso3": "ALB", "sentence": "Victims.",
            "count_low": identified, "count_high": identified, "year": 2017,
        }  # fmt: skip
        grant = {"grant_id": "g1", "country_iso3": "ALB", "year_start": 2017, "amount": gift, "currency": "EUR"}
        made = opened()
        return replace(made, tables={**made.tables, "victims": (victim,), "victim_claims": (told,), "grants": (grant,)})

    changes = compare(release(10, 5.0), release(11, 6.0)).changes
    assert [(c.table, c.old, c.new, c.reasons) for c in changes] == [
        ("victims", 10, 11, (ChangeReason.CODE,)),
        ("grants", 5.0, 6.0, (ChangeReason.GRANT_LIST,)),
    ]


def test_every_reason_is_explained() -> None:
    assert set(CHANGE_REASONS) == set(ChangeReason)
