"""PDF files are read in order, with places, and bad files are named in one line. Text here is invented."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from pipeline.reading import UnreadableDocument, read_document

LEFT = ["Left column line one of Ruritania", "goes on in line two and it", "ends here in line three."]
RIGHT = ["Right column begins with Lilliput", "and its second line follows", "until the third one closes."]


def two_columns(path: Path, *, by_row: bool, pages: int = 4) -> Path:
    """A two-column file with running heads; `by_row` draws it across the columns, as some layout programs do."""
    canvas = Canvas(str(path), pagesize=letter)
    for page in range(1, pages + 1):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 760, "INVENTED REPORT 1999")
        canvas.drawString(300, 30, str(page + 100))
        canvas.setFont("Helvetica", 10)
        rows = [(72, LEFT), (330, RIGHT)]
        lines = [(x, 700 - 13 * n, text) for x, column in rows for n, text in enumerate(column * 3)]
        for x, y, text in sorted(lines, key=lambda ln: (-ln[1], ln[0])) if by_row else lines:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return path


@pytest.mark.parametrize("by_row", [False, True])
def test_columns_are_read_one_after_the_other_however_they_were_drawn(tmp_path: Path, by_row: bool) -> None:
    reading = read_document(two_columns(tmp_path / "a.pdf", by_row=by_row))
    text = " ".join(p.text for p in reading.paragraphs if p.kind == "body" and p.page == 1)
    assert text.index("ends here in line three") < text.index("Right column begins")
    assert "Ruritania goes on" in text
    assert "Lilliput and its" in text


def test_running_heads_and_page_numbers_are_furniture_and_give_the_label(tmp_path: Path) -> None:
    reading = read_document(two_columns(tmp_path / "a.pdf", by_row=False))
    furniture = {p.text for p in reading.paragraphs if p.kind == "furniture"}
    assert "INVENTED REPORT 1999" in furniture
    assert {p.page_label for p in reading.paragraphs if p.page == 2} == {"102"}


def test_every_line_keeps_its_box(tmp_path: Path) -> None:
    reading = read_document(two_columns(tmp_path / "a.pdf", by_row=False))
    paragraph = next(p for p in reading.paragraphs if p.text.startswith("Left column"))
    place = paragraph.text.index("goes on")
    ((page, (left, top, right, bottom)),) = paragraph.boxes(place, place + 4)
    assert page == 1
    assert left == pytest.approx(72, abs=2)
    assert 72 < right < 330
    assert top < bottom
    assert top == pytest.approx(letter[1] - 700 + 13 - 10, abs=6)


def test_a_hyphen_that_breaks_a_word_goes_and_one_that_belongs_to_it_stays(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "h.pdf"), pagesize=letter)
    for n, line in enumerate(
        [
            "The invented ministry gave assis-",
            "tance to victims of anti-",
            "trafficking work and NGO-",
            "run shelters near the sea.",
        ]
    ):
        canvas.drawString(72, 700 - 13 * n, line)
    canvas.save()
    (paragraph,) = [p for p in read_document(tmp_path / "h.pdf").paragraphs if p.kind == "body"]
    assert (
        paragraph.text
        == "The invented ministry gave assistance to victims of anti-trafficking work and NGO-run shelters near the sea."
    )


def test_a_page_that_is_a_picture_is_reported_and_not_read_as_empty(tmp_path: Path) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas = Canvas(str(tmp_path / "s.pdf"), pagesize=letter)
    canvas.drawString(72, 700, "A page with text.")
    canvas.showPage()
    canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), "grey")), 72, 300, 400, 400)
    canvas.showPage()
    canvas.save()
    assert read_document(tmp_path / "s.pdf").problems == ("pages 2 are pictures without text; they were not read",)


def test_bad_files_are_named_in_one_line_with_what_to_do(tmp_path: Path) -> None:
    good = two_columns(tmp_path / "good.pdf", by_row=False).read_bytes()
    cases = {
        "empty.pdf": (b"", "the file is empty"),
        "cut.pdf": (good[: len(good) // 3], "damaged or cut short"),
        "page.pdf": (b"<html><body>Not here</body></html>", "is not a PDF, although its name says so"),
        "noise.bin": (b"\x00\x01\x02" * 50, "is neither PDF, HTML nor text"),
    }
    for name, (content, said) in cases.items():
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(UnreadableDocument, match=said) as caught:
            read_document(path)
        assert "\n" not in str(caught.value)
        assert name in str(caught.value)
    with pytest.raises(UnreadableDocument, match="no such file"):
        read_document(tmp_path / "missing.pdf")


def test_an_encrypted_pdf_is_named_as_such(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    canvas = Canvas(str(tmp_path / "e.pdf"), pagesize=letter, encrypt=StandardEncryption("secret", strength=128))
    canvas.drawString(72, 700, "Hidden.")
    canvas.save()
    with pytest.raises(UnreadableDocument, match="encrypted"):
        read_document(tmp_path / "e.pdf")
