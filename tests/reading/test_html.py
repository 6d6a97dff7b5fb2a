"""HTML pages: the content container, not the navigation. Text here is invented."""

from pathlib import Path

import pytest

from pipeline.reading import UnreadableDocument, read_document
from pipeline.reports import account, split_report

PAGE = """<!DOCTYPE html><html><head><title>x</title><script>var a = "money";</script></head><body>
<nav><ul><li>Home</li><li>Spend $5 here</li></ul></nav>
<div class="banner">ARCHIVED CONTENT: information released online before today</div>
<div class="entry-content"><h2>RURITANIA</h2><h3>PROTECTION</h3>
<p>The government allocated <b>1,230,000</b> dinars to shelters.</p><p><strong>PREVENTION</strong></p>
<ul><li>It spent 4,560 dinars on leaflets.</li></ul></div><footer>Contact</footer></body></html>"""


def test_the_content_is_read_and_the_rest_of_the_page_is_not(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    texts = [p.text for p in read_document(path).paragraphs]
    assert "The government allocated 1,230,000 dinars to shelters." in texts
    assert not any("Spend $5" in t or "Contact" in t or "var a" in t for t in texts)


def test_sections_come_from_headings_and_bold_lines(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    reading = read_document(path)
    split = split_report(reading, "tip", 2018, "SRB")
    assert [(p.section, p.text[:8]) for p in split.narratives[0].paragraphs if p.text != "RURITANIA"] == [
        ("protection", "The gove"),
        ("prevention", "It spent"),
    ]
    assert account(reading, split) == 0


def test_a_page_without_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body><nav>Home</nav></body></html>", encoding="utf-8")
    with pytest.raises(UnreadableDocument, match="holds no text"):
        read_document(path)


def narratives_of(tmp_path: Path, body: str, country: str | None = None) -> dict[str, list[tuple[str | None, str]]]:
    """Section and text of every passage, by country; nothing of the page may be lost."""
    path = tmp_path / "page.html"
    path.write_text(f"<html><head><title>x</title></head><body>{body}</body></html>", encoding="utf-8")
    reading = read_document(path)
    split = split_report(reading, "tip", 2018, country)
    assert account(reading, split) == 0
    return {n.country_iso3: [(p.section, p.text) for p in n.paragraphs] for n in split.narratives}


def test_a_page_of_the_old_site_with_line_breaks_for_paragraphs(tmp_path: Path) -> None:
    body = """<table><tr><td><div id="nav"><a href="x">Spend $5</a></div></td><td><div id="centerblock">
    <p><a name="s"></a><strong>SERBIA (Tier 2)</strong></p><p>The office gave 7,700 dinars.</p>
    <p><b>Protection<br></b>The office spent 1,100 dinars.</p>
    <p><b>ALBANIA (TIER 1)</b><br><br>Albania is a place.<br><br><b>Prevention</b><br>It spent<br>2,200 leks.</p>
    <p><em>Back to top</em></p></div></td></tr></table>"""
    assert narratives_of(tmp_path, body) == {
        "SRB": [("overview", "The office gave 7,700 dinars."), ("protection", "The office spent 1,100 dinars.")],
        "ALB": [("overview", "Albania is a place."), ("prevention", "It spent 2,200 leks.")],
    }


def test_a_page_in_sections_without_what_stands_around_them(tmp_path: Path) -> None:
    body = """<div class="archive"><p>You are viewing ARCHIVED CONTENT</p></div>
    <section class="content report__section"><h2>BOSNIA AND HERZEGOVINA:<br>Tier 2</h2><p>It gave 7,700 marks.</p></section>
    <section class="content report__section"><h3 class="report__section-subtitle">PROTECTION</h3>
    <p>It  spent 1,100&nbsp;marks.<sup>3</sup></p><ul><li>First.</li><li><p>Second.</p></li></ul>
    <table><tr><th>Year</th><th>Marks</th></tr><tr><td>2011</td><td>3,300</td></tr></table>
    <aside>A box.</aside></section>
    <section class="related-content"><p>Spend $9</p></section>"""
    assert narratives_of(tmp_path, body) == {
        "BIH": [
            ("overview", "It gave 7,700 marks."),
            *[("protection", t) for t in ("It spent 1,100 marks.³", "First.", "Second.", "Year Marks", "2011 3,300")],
        ]
    }


def test_a_mirrors_page_begins_with_its_country_heading(tmp_path: Path) -> None:
    body = """<div class="top">A mirror</div><div id="maincontent"><table><tr><td>Title</td><td>Invented - Serbia</td></tr>
    <tr><td>Publisher</td><td>Nobody</td></tr></table><p><b>SERBIA (Tier 2)</b></p><p>It gave 7,700 dinars.</p></div>"""
    assert narratives_of(tmp_path, body, "SRB") == {"SRB": [("overview", "It gave 7,700 dinars.")]}
