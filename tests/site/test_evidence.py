"""What stands behind a figure, as plain values."""

import pytest

from pipeline.site.evidence import marked, place, safe_link, tellings, warnings_of
from pipeline.site.tables import Release


@pytest.mark.parametrize(
    "sentence, amount, expected",
    [
        ("It gave 5 lek (2 dollars).", "5 lek", ("It gave ", "5 lek", " (2 dollars).")),
        ("It gave 5\n lek, then 5 lek.", "5 lek", ("It gave ", "5\n lek", ", then 5 lek.")),
        ("It gave $5 (+1).", "$5 (+1)", ("It gave ", "$5 (+1)", ".")),
        ("It gave none.", "5 lek", ("It gave none.", "", "")),
        ("It gave none.", None, ("It gave none.", "", "")),
        ("It gave none.", " ", ("It gave none.", "", "")),
    ],
)
def test_the_amount_is_found_in_its_sentence(sentence: str, amount: str | None, expected: tuple[str, str, str]) -> None:
    assert marked(sentence, amount) == expected
    assert "".join(expected) == sentence


def test_only_web_addresses_become_links() -> None:
    assert safe_link("javascript:alert(1)", "data:text/html,x", None) is None
    assert safe_link(None, "TIP Report 2018: https://example.org/a_(b)?c=1.") == "https://example.org/a_(b)?c=1"
    assert safe_link('https://example.org/"onclick="x') == "https://example.org/"


def test_a_place_names_the_report_once() -> None:
    document = {
        "document_id": "tip-2018",
        "title": "Trafficking in Persons Report 2018",
        "kind": "abridged",
        "edition_year": 2018,
    }
    claim = {"locator": "TIP Report 2018, Albania: https://example.org/x", "page_label": "2", "pdf_page": 2}
    assert place(claim, document) == "Trafficking in Persons Report 2018, Albania"
    assert place(claim | {"locator": "TIP Report 2018, Albania: p. 64"}, document).endswith("2018, Albania: p. 64")
    assert place(claim | {"locator": None}, document) == "Trafficking in Persons Report 2018"
    assert (
        place(claim | {"locator": None}, document | {"kind": "original"}) == "Trafficking in Persons Report 2018, p. 2"
    )
    greta = document | {"title": "First report on Utopia", "edition_year": 2012}
    assert (
        place(claim | {"locator": "GRETA(2012)2, paragraph 3: http://x.org"}, greta)
        == "First report on Utopia (2012), GRETA(2012)2, paragraph 3"
    )


def test_a_warning_without_meaning_is_shown_and_not_lost() -> None:
    assert warnings_of("a;new_code", {"a": "what it is for is not certain"}) == (
        "What it is for is not certain",
        "New_code",
    )
    assert warnings_of(None, {}) == ()


def test_tellings_come_by_edition_and_those_of_reports_without_a_date_last() -> None:
    key = {"country_iso3": "ALB", "funding_year": 2013, "purpose_group": "victim_assistance"}
    telling = {**key, "series": "unspecified", "amount": 5.0, "currency": "ALL", "used": False, "difference_pct": None}
    rows = [
        telling | {"document_id": name, "edition_year": edition}
        for name, edition in (("undated", None), ("later", 2015), ("earlier", 2014))
    ]
    documents = [{"document_id": name, "title": name} for name in ("undated", "later", "earlier")]
    told = tellings(key, Release({"restatements": rows, "documents": documents}, {}, {}))
    assert [t.title for t in told] == ["earlier", "later", "undated"]
