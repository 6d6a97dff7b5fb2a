"""GRETA reports: country, numbered paragraphs, recommendations. Text here is invented."""

from pathlib import Path

from pipeline.reading import read_document
from pipeline.reading.model import Paragraph, Reading
from pipeline.reports import account, split_report
from pipeline.reports.greta import number_of


def test_the_running_head_gives_the_number_not_the_template_of_another_country() -> None:
    paragraphs = (
        Paragraph("GRETA(2016)6 by Albania", 1, None),
        Paragraph("GRETA(2016)19", 1, None),
        *(Paragraph(f"{n} GRETA(2016)19", n, None, "furniture") for n in range(2, 6)),
    )
    assert number_of(Reading(5, paragraphs)) == (2016, 19)


def test_the_bundled_reports_are_read_by_paragraph() -> None:
    for name, country in (("greta-2012-2-rou", "ROU"), ("greta-2025-bgr", "BGR")):
        read = read_document(Path(f"data/raw/abridged/{name}.pdf"))
        split = split_report(read, "greta")
        (narrative,) = split.narratives
        assert narrative.country_iso3 == country
        assert [p.number for p in narrative.paragraphs][:2] == ["1", "2"]
        assert narrative.paragraphs[0].locator
        assert account(read, split) == 0


def test_a_recommendation_is_marked_so_that_it_never_becomes_a_claim() -> None:
    paragraphs = (
        Paragraph("Evaluation report on Serbia", 1, None, "heading"),
        Paragraph("1. Serbia gave EUR 5 000 to NGOs.", 2, None),
        Paragraph("2. GRETA urges the authorities to give EUR 9 000.", 2, None, bold=True),
    )
    (narrative,) = split_report(Reading(2, paragraphs), "greta", country="SRB").narratives
    assert [p.section for p in narrative.paragraphs] == [None, "recommendations"]


def test_a_raised_mark_leads_a_footnote_to_its_paragraph() -> None:
    paragraphs = (
        Paragraph("Evaluation report on Serbia", 1, None, "heading"),
        Paragraph("7. Serbia gave EUR 5 000¹² to NGOs.", 2, None),
        Paragraph("12. See an invented source of EUR 3 000.", 2, None, "footnote"),
        Paragraph("¹³See another one.", 2, None, "footnote"),
    )
    (narrative,) = split_report(Reading(2, paragraphs), "greta", country="SRB").narratives
    assert [(p.number, p.text) for p in narrative.paragraphs] == [
        ("7", "Serbia gave EUR 5 000¹² to NGOs."),
        ("7 fn 12", "See an invented source of EUR 3 000."),
        ("fn 13", "See another one."),
    ]
