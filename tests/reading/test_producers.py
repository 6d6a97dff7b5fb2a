"""Files of several typesetters read the same: every narrative whole, in order, nothing lost."""

import pytest

from pipeline.reading import read_document
from pipeline.reports import account, split_report
from tests.reading.make_files import BOX, FILES, story

CODES = ["ALB", "BDI", "HRV"]


@pytest.mark.parametrize("producer", ["chromium", "libreoffice", "typst"])
def test_narratives_are_whole_and_in_order(producer: str) -> None:
    reading = read_document(FILES / f"{producer}.pdf")
    split = split_report(reading, "tip", 1999)
    assert [n.country_iso3 for n in split.narratives] == CODES
    assert [n.tier for n in split.narratives] == ["2", "3", "2WL"]
    for narrative, (_, body) in zip(split.narratives, story(), strict=True):
        assert [p.text for p in narrative.paragraphs] == [text for _, text in body]
        assert [p.section for p in narrative.paragraphs] == [(s or "overview").lower() for s, _ in body]
    assert account(reading, split) == 0
    assert reading.problems == ()


def test_the_box_of_a_web_page_is_set_aside() -> None:
    split = split_report(read_document(FILES / "chromium.pdf"), "tip", 1999)
    boxes = [a.text for a in split.set_aside if a.reason == "call-out box"]
    assert boxes == [BOX] * 3


@pytest.mark.parametrize(("producer", "labels"), [("libreoffice", {"1", "2", "3"}), ("typst", {"i", "ii"})])
def test_labels_are_the_printed_numbers(producer: str, labels: set[str]) -> None:
    assert labels <= {p.page_label for p in read_document(FILES / f"{producer}.pdf").paragraphs}
