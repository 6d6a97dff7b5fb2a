"""Files of several typesetters read the same: every narrative whole, in order, nothing lost."""

import pytest

from pipeline.reading import read_document
from pipeline.reports import account, split_report
from tests.reading.make_files import BOX, FILES, NOTE, story

CODES = ["ALB", "BDI", "HRV"]


@pytest.mark.parametrize("producer", ["chromium", "libreoffice", "typst", "groff", "latex"])
def test_narratives_are_whole_and_in_order(producer: str) -> None:
    reading = read_document(FILES / f"{producer}.pdf")
    split = split_report(reading, "tip", 1999)
    assert [n.country_iso3 for n in split.narratives] == CODES
    assert [n.tier for n in split.narratives] == ["2", "3", "2WL"]
    for narrative, (_, body) in zip(split.narratives, story(), strict=True):
        told = [p for p in narrative.paragraphs if p.source.kind != "footnote"]
        assert [p.text.rstrip("¹²³") for p in told] == [text for _, text in body]
        assert [p.section for p in told] == [(s or "overview").lower() for s, _ in body]
    assert account(reading, split) == 0
    assert reading.problems == ()


@pytest.mark.parametrize("producer", ["chromium", "groff"])
def test_a_box_is_set_aside(producer: str) -> None:
    split = split_report(read_document(FILES / f"{producer}.pdf"), "tip", 1999)
    boxes = [a.text for a in split.set_aside if a.reason == "call-out box"]
    assert boxes == [BOX] * 3


@pytest.mark.parametrize(
    ("producer", "labels"),
    [("libreoffice", {"1", "2", "3"}), ("typst", {"i", "ii"}), ("groff", {"1", "2"}), ("latex", {"57", "58"})],
)
def test_labels_are_the_printed_numbers(producer: str, labels: set[str]) -> None:
    assert labels <= {p.page_label for p in read_document(FILES / f"{producer}.pdf").paragraphs}


def test_footnotes_keep_their_marks() -> None:
    paragraphs = read_document(FILES / "latex.pdf").paragraphs
    assert [p.text for p in paragraphs if p.kind == "footnote"] == [f"{n}{NOTE}" for n in (1, 2, 3)]
    assert [p.text[-1] for p in paragraphs if p.kind == "body" and p.text.endswith(tuple("¹²³"))] == list("¹²³")
