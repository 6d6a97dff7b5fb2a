"""Pictures of places: the right place, highlighted, small, and the same each time."""

from pathlib import Path

import pytest
from PIL import Image

from pipeline.site.images import image_name, places, write_images
from tests.site.site_fixture import BOX, draw_report

CLAIM = {"claim_id": "c1", "document_id": "tip-2018", "bbox": BOX}


def test_places_are_read_line_by_line() -> None:
    assert places("2:1,2,3.5,4;3:5,6,7,8") == [(2, (1, 2, 3.5, 4)), (3, (5, 6, 7, 8))]
    assert places(None) == []
    with pytest.raises(ValueError):
        places("2:1,2,3")


def test_the_sentence_is_highlighted_and_the_lines_around_it_are_not(tmp_path: Path) -> None:
    report = draw_report(tmp_path / "report.pdf")
    drawn = write_images([CLAIM, CLAIM | {"claim_id": "c2"}], {"tip-2018": report}, tmp_path / "out")
    assert drawn["c1"] == drawn["c2"]
    name, width, height = drawn["c1"]
    picture = Image.open(tmp_path / "out" / name).convert("RGB")
    assert picture.size == (width, height)
    yellow, white = (255, 226, 120), (255, 255, 255)
    assert picture.getpixel((width - 20, height // 2)) == yellow
    assert picture.getpixel((width - 20, 3)) == picture.getpixel((width - 20, height - 3)) == white
    ink = [picture.getpixel((x, y)) for x in range(width) for y in range(height // 2 - 6, height // 2 + 6)]
    assert min(map(sum, ink)) < 200
    assert (tmp_path / "out" / name).stat().st_size < 10_000


def test_the_same_page_gives_the_same_bytes(tmp_path: Path) -> None:
    report = draw_report(tmp_path / "report.pdf")
    for folder in ("one", "two"):
        write_images([CLAIM], {"tip-2018": report}, tmp_path / folder)
    name = image_name(CLAIM)
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_claim_without_a_place_or_a_pdf_at_hand_gets_no_picture(tmp_path: Path) -> None:
    html = tmp_path / "report.html"
    html.write_text("<p>5 lek</p>")
    lost = tmp_path / "lost.pdf"
    for claim, files in (
        (CLAIM | {"bbox": None}, {"tip-2018": draw_report(tmp_path / "report.pdf")}),
        (CLAIM, {"tip-2018": html}),
        (CLAIM, {"tip-2018": lost}),
        (CLAIM, {}),
    ):
        assert write_images([claim], files, tmp_path / "out") == {}
    assert list((tmp_path / "out").iterdir()) == []
