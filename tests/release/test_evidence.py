"""The image of a sentence on its page."""

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipeline.release.evidence import NoEvidence, boxes_of, evidence_png

LINE = (100.0, 190.0, 300.0, 204.0)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "invented.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for _ in range(3):
        canvas.drawString(100, A4[1] - 200, "An invented sentence of 123 invented coins.")
        canvas.showPage()
    canvas.save()
    return path


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def yellow(image: Image.Image) -> int:
    return sum(1 for r, g, b in image.convert("RGB").get_flattened_data() if r > 230 and g > 200 and b < 190)


def test_the_line_is_marked_and_some_of_the_page_stands_around_it(pdf: Path) -> None:
    image = picture(evidence_png(pdf, [(2, LINE)]))
    scale = image.width / (300 - 100 + 24)
    assert image.height == pytest.approx((14 + 92) * scale, abs=2)
    marked = yellow(image)
    assert marked > 0.5 * (200 * 14) * scale**2  # the box but for the letters on it
    assert marked < 0.3 * image.width * image.height


def test_the_letters_stay_readable_under_the_mark(pdf: Path) -> None:
    image = picture(evidence_png(pdf, [(1, LINE)])).convert("L")
    assert image.getextrema()[0] < 90


def test_a_sentence_over_two_pages_shows_both(pdf: Path) -> None:
    one = picture(evidence_png(pdf, [(1, LINE)]))
    two = picture(evidence_png(pdf, [(1, LINE), (2, LINE)]))
    assert two.height > 2 * one.height
    assert yellow(two) == pytest.approx(2 * yellow(one), rel=0.1)


def test_the_same_place_gives_the_same_small_file(pdf: Path) -> None:
    data = evidence_png(pdf, [(1, LINE)])
    assert data == evidence_png(pdf, [(1, LINE)])
    assert len(data) < 20_000
    assert picture(data).mode == "P"


@pytest.mark.parametrize(
    ("boxes", "message"),
    [
        ([], "not known"),
        ([(9, LINE)], "has no page 9"),
        ([(1, (5000.0, 5000.0, 5100.0, 5010.0))], "lies outside page 1"),
    ],
)
def test_a_place_that_cannot_be_shown_is_one_line(pdf: Path, boxes: list, message: str) -> None:
    with pytest.raises(NoEvidence, match=message):
        evidence_png(pdf, boxes)


def test_a_damaged_or_missing_file_is_one_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing more")
    for path in (broken, tmp_path / "none.pdf"):
        with pytest.raises(NoEvidence, match="cannot be shown"):
            evidence_png(path, [(1, LINE)])


def test_the_boxes_of_a_claim_are_read_from_its_column() -> None:
    assert boxes_of("2:1.5,2,3,4;3:5,6,7,8") == [(2, (1.5, 2, 3, 4)), (3, (5, 6, 7, 8))]
    assert boxes_of(None) == []
    with pytest.raises(NoEvidence, match="no place"):
        boxes_of("2:1,2,3")
