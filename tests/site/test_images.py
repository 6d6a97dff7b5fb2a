"""Pictures of places: the right place, highlighted, small, and the same each time."""

from pathlib import Path

import pytest
from PIL import Image

from pipeline.site import images
from pipeline.site.images import image_name, narrowed, places, write_images
from tests.site.site_fixture import BOX, draw_report

SENTENCE = "The ministry gave 20.2 million lek to shelters."
CLAIM = {"claim_id": "c1", "document_id": "tip-2018", "bbox": BOX, "sentence": SENTENCE}


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
    assert picture.getpixel((16, height // 2)) == yellow
    assert yellow not in {picture.getpixel((x, y)) for x in range(width) for y in (3, height - 3)}
    assert picture.getpixel((width - 20, height // 2)) == white, "the line goes on beyond the sentence"
    ink = [picture.getpixel((x, y)) for x in range(width) for y in range(height // 2 - 6, height // 2 + 6)]
    assert min(map(sum, ink)) < 200
    assert (tmp_path / "out" / name).stat().st_size < 10_000


#: Two lines: "one. Two halves of a word-" and "break. Three".
LINES = [(10.0, 0.0, 100.0, 10.0), (10.0, 12.0, 100.0, 22.0)]
WORDS = [
    ("one.", (10, 1, 20, 9)), ("Two", (25, 1, 35, 9)), ("halves", (40, 1, 60, 9)), ("word-", (65, 1, 95, 9)),
    ("break.", (10, 13, 40, 21)), ("Three", (45, 13, 70, 21)), ("far", (300, 1, 320, 9)),
]  # fmt: skip


def test_only_the_part_of_a_line_that_the_sentence_stands_on_is_marked() -> None:
    assert narrowed(LINES, WORDS, "Two halves wordbreak.") == [(25, 0, 95, 10), (10, 12, 40, 22)]
    assert narrowed(LINES, WORDS, "Three") == [(45, 12, 70, 22)]
    assert narrowed(LINES, WORDS, "A sentence that is not there") == LINES
    assert narrowed(LINES, WORDS, "...") == LINES


def test_the_same_page_gives_the_same_bytes(tmp_path: Path) -> None:
    report = draw_report(tmp_path / "report.pdf")
    for folder in ("one", "two"):
        write_images([CLAIM], {"tip-2018": report}, tmp_path / folder)
    name = image_name(CLAIM)
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_picture_is_drawn_once_and_anew_from_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = draw_report(tmp_path / "report.pdf")
    drawn: list[Path] = []
    draw = images._draw
    monkeypatch.setattr(images, "_draw", lambda path, *rest: drawn.append(path) or draw(path, *rest))
    kept = tmp_path / "kept"
    made = [write_images([CLAIM], {"tip-2018": report}, tmp_path / f, kept) for f in ("one", "two")]
    assert made[0] == made[1]
    assert len(drawn) == 1
    name = image_name(CLAIM)
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    report.write_bytes(report.read_bytes() + b"%")
    write_images([CLAIM], {"tip-2018": report}, tmp_path / "three", kept)
    assert len(drawn) == 2
    assert len(list(kept.iterdir())) == 1, "what nothing is drawn from any more is gone"


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
