"""GRETA reports: country, numbered paragraphs, recommendations. Text here is invented."""

from pathlib import Path

from pipeline.reading import read_document
from pipeline.reading.model import Paragraph, Reading
from pipeline.reports import account, split_report
from pipeline.reports.greta import country_of, number_of


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


def test_footnotes_follow_their_paragraph_and_their_marks_spoil_no_year() -> None:
    paragraphs = (
        Paragraph("7. The fund had RSD 1 234 in 2016 and RSD 2 345 in 2017.12 The city gave RSD 2.5 million.", 1, None),
        Paragraph("12 In 2015, it had RSD 1 111.", 1, None),
        Paragraph("Financing", 1, None, "heading"),
        Paragraph("8. NGOs received RSD 3 456.", 1, None),
    )
    read = Reading(1, paragraphs)
    split = split_report(read, "greta", country="SRB")
    (narrative,) = split.narratives
    assert [(p.number, p.section) for p in narrative.paragraphs] == [
        ("7", None),
        ("7 fn 12", None),
        ("8", "Financing"),
    ]
    assert "2017.   The city gave RSD 2.5 million" in narrative.paragraphs[0].text
    assert account(read, split) == 0


def test_the_country_is_the_one_of_the_cover_however_often_the_text_names_another() -> None:
    paragraphs = (
        Paragraph("EVALUATION REPORT", 1, None, "heading"),
        Paragraph("REPUBLIC OF MOLDOVA", 1, None, "heading"),
        Paragraph("1. The embassy of Norway gave 66 euros, and so did Norway again.", 2, None),
    )
    assert country_of(Reading(2, paragraphs)) == "MDA"


def test_where_the_first_page_names_no_country_the_second_is_asked() -> None:
    paragraphs = (
        Paragraph("GRETA(2031)3", 1, None),
        Paragraph("Report concerning the implementation of the Convention by Serbia", 2, None),
        Paragraph("1. Serbia gave 66 euros.", 3, None),
    )
    assert country_of(Reading(3, paragraphs)) == "SRB"


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


def test_a_heading_numbered_as_paragraphs_are_is_a_section_and_a_footnote_needs_no_blank_behind_its_number() -> None:
    paragraphs = (
        Paragraph("7. The fund had RSD 1 234 in 2016.³", 1, None),
        Paragraph("3. Compensation", 1, None, "heading"),
        Paragraph("8. NGOs received RSD 3 456.", 1, None),
        Paragraph("3The city gave RSD 5 678.", 1, None, "footnote"),
    )
    (narrative,) = split_report(Reading(1, paragraphs), "greta", country="SRB").narratives
    assert [(p.number, p.section) for p in narrative.paragraphs] == [
        ("7", None), ("8", "Compensation"), ("7 fn 3", "Compensation"),
    ]  # fmt: skip
