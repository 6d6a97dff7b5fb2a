"""A claim's row alone says where it stands."""

import pytest

from pipeline.claims.citation import Origin, cite

TIP = Origin("tip", 2018)
ABRIDGED = Origin("tip", 2018, abridged=True)
GRETA = Origin("greta", 2012, "GRETA(2012)2")


@pytest.mark.parametrize(
    ("origin", "label", "pdf", "paragraph", "locator", "cited"),
    [
        (TIP, "77", 81, "2", None, "TIP Report 2018, page 77"),
        (TIP, None, 81, "2", None, "TIP Report 2018, page 81"),
        (GRETA, "14", 14, "45", None, "GRETA(2012)2, paragraph 45"),
        (Origin("greta", 2012), "14", 14, "45", None, "GRETA report 2012, paragraph 45"),
        (ABRIDGED, "3", 3, "1", "TIP Report 2018, Atlantis: p. 225", "TIP Report 2018, page 225"),
        (ABRIDGED, "3", 3, "1", "TIP Report 2018, Atlantis: pp. 225-226", "TIP Report 2018, pages 225-226"),
        (
            ABRIDGED,
            "3",
            3,
            "1",
            "TIP Report 2018, Atlantis: https://a.example/b",
            "TIP Report 2018, https://a.example/b",
        ),
        (GRETA, "1", 1, "3", "para. 45", "GRETA(2012)2, paragraph 45"),
        (GRETA, "1", 1, "3", "https://a.example/p.12", "GRETA(2012)2, https://a.example/p.12"),
        (ABRIDGED, "3", 3, "1", None, "TIP Report 2018, page 3 of our abridgement"),
        (TIP, None, None, None, None, "TIP Report 2018"),
    ],
)
def test_place_in_words(origin, label, pdf, paragraph, locator, cited):
    assert cite(origin, label, pdf, paragraph, locator) == cited


def test_terms_name_both_sides_or_nothing():
    assert Origin("tip", 2018, licence="Public domain (https://a.example)").terms == (
        "CC BY 4.0; source: Public domain (https://a.example)"
    )
    assert TIP.terms is None
