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
