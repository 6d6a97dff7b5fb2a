"""Country headings of every edition's form, sections, and nothing lost. Text here is invented."""

from pathlib import Path

import pytest

from pipeline.reading import read_document
from pipeline.reading.model import Paragraph, Reading
from pipeline.reports import account, split_report


def reading(*texts: str, kinds: dict[int, str] | None = None) -> Reading:
    kinds = kinds or {}
    return Reading(1, tuple(Paragraph(t, 1, None, kinds.get(n, "body")) for n, t in enumerate(texts)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("heading", "code", "tier"),
    [
        ("Romania (Tier 3)", "ROU", "3"),
        ("ALBANIA (TIER 2)", "ALB", "2"),
        ("HONDURAS (Tier 2 Watch List)", "HND", "2WL"),
        ("BOSNIA AND HERZEGOVINA:\nTier 2", "BIH", "2"),
        ("BOSNIA AND HERZEGOVINA: Tier 2", "BIH", "2"),
        ("TURKEY: TIER 2", "TUR", "2"),
        ("TÜRKIYE (Tier 2)", "TUR", "2"),
        ("KOSOVO (Tier 2)", "XKX", "2"),
        ("NORTH MACEDONIA: Tier 2", "MKD", "2"),
        ("MACEDONIA (Tier 1)", "MKD", "1"),
        ("COTE D’IVOIRE: Tier 2", "CIV", "2"),
        ("SWAZILAND (Tier 2)", "SWZ", "2"),
        ("ESWATINI: Tier 2 Watch List", "SWZ", "2WL"),
        ("BURMA: Tier 3", "MMR", "3"),
        ("SOMALIA: Special Case", "SOM", "special"),
        ("PAPUA NEW GUINEA: Tier 3 (Auto-Downgrade)", "PNG", "3"),
        ("CHINA, PEOPLE'S REPUBLIC OF: Tier 3", "CHN", "3"),
        ("YUGOSLAVIA, FEDERAL REPUBLIC OF (Tier 2)", "SCG", "2"),
        ("SERBIA AND MONTENEGRO (Tier 2)", "SCG", "2"),
        ("SERBIA & MONTENEGRO (Tier 2 Watch List)", "SCG", "2WL"),
        ("SERBIA-MONTENEGRO (TIER 2)", "SCG", "2"),
        ("SERBIA – MONTENEGRO: Tier 2", "SCG", "2"),
        ("NETHERLANDS ANTILLES (Tier 2)", "ANT", "2"),
    ],
)
def test_every_form_of_a_country_heading_is_known(heading: str, code: str, tier: str) -> None:
    split = split_report(reading(heading, "The government acted."), "tip")
    assert [(n.country_iso3, n.tier) for n in split.narratives] == [(code, tier)]


def test_a_heading_and_its_tier_can_stand_on_two_lines() -> None:
    split = split_report(reading("SERBIA", "Tier 2", "It acted.", kinds={0: "heading"}), "tip")
    assert [(n.country_iso3, n.tier) for n in split.narratives] == [("SRB", "2")]


def test_a_country_named_inside_a_narrative_is_no_heading() -> None:
    split = split_report(
        reading("SERBIA: Tier 2", "Victims came from Albania.", "Albania", "Romania was upgraded to Tier 2."), "tip"
    )
    assert [n.country_iso3 for n in split.narratives] == ["SRB"]


def test_headings_of_parts_within_a_narrative_lose_nothing_and_are_no_unknown_countries() -> None:
    texts = (
        "SERBIA AND MONTENEGRO (Tier 2)",
        "It acted.",
        "REPUBLIC OF SERBIA",
        "The republic acted.",
        "KOSOVO",
        "The mission acted.",
    )
    read = reading(*texts, "SEYCHELLES (Tier 1)", "It acted.", kinds={0: "heading", 2: "heading", 4: "heading"})
    split = split_report(read, "tip")
    assert split.problems == ()
    assert account(read, split) == 0
    assert [(n.country_iso3, [p.text for p in n.paragraphs]) for n in split.narratives] == [
        ("SCG", ["It acted.", "REPUBLIC OF SERBIA", "The republic acted."]),
        ("XKX", ["The mission acted."]),
        ("SYC", ["It acted."]),
    ]


def test_an_unknown_heading_is_reported_and_its_text_set_aside_not_merged() -> None:
    read = reading(
        "SERBIA: Tier 2",
        "Serbia acted.",
        "RURITANIA: Tier 2",
        "Ruritania spent 5 crowns.",
        "TURKEY: Tier 2",
        "Turkey acted.",
    )
    split = split_report(read, "tip")
    assert [n.country_iso3 for n in split.narratives] == ["SRB", "TUR"]
    assert len(split.problems) == 1
    assert "RURITANIA" in split.problems[0]
    assert not any("crowns" in p.text for n in split.narratives for p in n.paragraphs)
    assert account(read, split) == 0


@pytest.mark.parametrize("form", ["PROTECTION", "Protection", "PROTECTION:"])
def test_sections_are_found_as_lines_and_run_in(form: str) -> None:
    alone = split_report(reading("SERBIA: Tier 2", form, "It helped."), "tip")
    run_in = split_report(reading("SERBIA: Tier 2", f"{form.rstrip(':')}: It helped."), "tip")
    for split in (alone, run_in):
        assert [(p.section, p.text) for p in split.narratives[0].paragraphs] == [("protection", "It helped.")]


def test_recommendations_are_a_section_of_their_own() -> None:
    split = split_report(
        reading("SERBIA: Tier 2", "PRIORITIZED RECOMMENDATIONS:", "Increase funding.", "PROSECUTION", "It acted."),
        "tip",
    )
    assert [p.section for p in split.narratives[0].paragraphs] == ["recommendations", "prosecution"]


def test_a_locator_is_cut_off_and_its_address_closed() -> None:
    split = split_report(reading("SERBIA: Tier 2", "It helped. [TIP Report 2017, Serbia: http://a.example/ b]"), "tip")
    (paragraph,) = split.narratives[0].paragraphs
    assert (paragraph.text, paragraph.locator) == ("It helped.", "TIP Report 2017, Serbia: http://a.example/b")


def test_every_bundled_abridgement_is_read_whole_and_every_passage_has_its_locator() -> None:
    for path in sorted(Path("data/raw/abridged").glob("tip-*.pdf")):
        read = read_document(path)
        split = split_report(read, "tip", int(path.stem[-4:]))
        assert split.problems == ()
        assert account(read, split) == 0
        assert all(p.locator for n in split.narratives for p in n.paragraphs), path


def test_a_text_with_the_country_given_is_one_narrative() -> None:
    split = split_report(reading("Money went to shelters.", "More money followed."), "tip", 2018, "ALB")
    assert [(n.country_iso3, len(n.paragraphs)) for n in split.narratives] == [("ALB", 2)]


def test_a_strip_of_tiers_by_year_is_no_text_of_the_narrative() -> None:
    strip = "TIER RANKING BY YEAR 2009 2010 2011 2012"
    read = reading("SERBIA (Tier 2)", strip, "2 2WL 3 2009 2010 2011", "In 2009 and 2010 it acted.")
    split = split_report(read, "tip")
    assert [p.text for p in split.narratives[0].paragraphs] == ["In 2009 and 2010 it acted."]
    assert next(a.text for a in split.set_aside if a.reason == "strip of tiers by year") == strip
    assert account(read, split) == 0


def test_a_list_of_countries_holds_no_country_heading() -> None:
    read = reading(
        "ALBANIA",
        "BELGIUM",
        "CHAD",
        "Words about the list.",
        "SERBIA (Tier 2)",
        "It acted.",
        kinds=dict.fromkeys(range(3), "heading"),
    )
    split = split_report(read, "tip")
    assert [(n.country_iso3, [p.text for p in n.paragraphs]) for n in split.narratives] == [("SRB", ["It acted."])]


def test_a_report_without_any_country_heading_says_so() -> None:
    assert "no country heading was found" in split_report(reading("Words.", "More words."), "tip").problems[0]


def test_a_tier_that_stands_before_its_country_or_between_two_lines_of_the_name() -> None:
    read = reading(
        "Tier 2 Watch List", "ALBANIA", "The government acted.", "SAINT VINCENT AND THE Tier 2", "Watch List", "GRENADINES",
        "The council met.", kinds=dict.fromkeys((0, 1, 3, 4, 5), "heading"),
    )  # fmt: skip
    split = split_report(read, "tip")
    assert [(n.country_iso3, n.tier, len(n.paragraphs)) for n in split.narratives] == [
        ("ALB", "2WL", 1),
        ("VCT", "2WL", 1),
    ]
    assert account(read, split) == 0


def test_a_heading_of_several_lines_or_with_blanks_at_wrong_places_is_known() -> None:
    read = reading(
        "CONGO, DEMOCRATIC", "REPUBLIC OF THE (Tier 2)", "One.", "FIJI (Tier 3) (Auto", "Downgrade)", "Two.",
        "ANTIGUA AND BARBUDA ( TIE R 1 )", "Three.", "GUINEA-BISSAU – Tier 2 Wa t ch Li s t", "Four.",
        kinds=dict.fromkeys((0, 1, 3, 4, 6, 8), "heading"),
    )  # fmt: skip
    split = split_report(read, "tip")
    told = [(n.country_iso3, n.tier, [p.text for p in n.paragraphs]) for n in split.narratives]
    assert told == [
        ("COD", "2", ["One."]), ("FJI", "3", ["Two."]), ("ATG", "1", ["Three."]), ("GNB", "2WL", ["Four."]),
    ]  # fmt: skip
    assert account(read, split) == 0


def test_the_title_and_the_tiers_of_a_strip_are_no_text_where_they_stand_alone() -> None:
    read = reading("ALBANIA (Tier 2)", "TIER RANKING BY YEAR", "2 2WL 3 1 2", "2001 2002 2003 2004", "The council met.")
    (narrative,) = split_report(read, "tip").narratives
    assert [p.text for p in narrative.paragraphs] == ["The council met."]


def test_a_heading_that_was_set_aside_as_a_call_out_is_doubted() -> None:
    read = reading("BURUNDI (Tier 1)", "One.", "5. ALBANIA (Tier 2)", "Two.", kinds={2: "callout"})
    (problem,) = split_report(read, "tip").problems
    assert "page 1: '5. ALBANIA (Tier 2)' is set aside as a call-out" in problem


def test_a_country_that_is_headed_twice_and_a_tier_without_a_known_country_are_doubted() -> None:
    read = reading(
        "ALBANIA (Tier 2)", "One.", "BURUNDI (Tier 1)", "Two.", "ALBANIA (Tier 2)", "Three.", "Tier 3 of nobody known", "Four.",
        kinds={6: "heading"},
    )  # fmt: skip
    twice, unknown = split_report(read, "tip").problems
    assert "page 1: 'ALBANIA (Tier 2)' heads a country a second time" in twice
    assert "'Tier 3 of nobody known' speaks of a tier" in unknown
