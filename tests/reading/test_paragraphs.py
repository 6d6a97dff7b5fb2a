"""Where a paragraph begins and ends, one trap at a time; each test fails without its handling. Text is invented."""

from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipeline.reading import Reading
from tests.reading.drawn import HEIGHT, column, filled, read, sentence, text_of


def paragraphs(reading: Reading, *kinds: str) -> list[str]:
    return [p.text for p in reading.paragraphs if p.kind in (kinds or ("body",))]


def justified(
    canvas: Canvas,
    lines: list[str],
    x: float,
    top: float,
    *,
    measure: float = 230,
    indent: float = 0,
    ends: bool = True,
) -> None:
    """Lines stretched to a measure, the last only if the paragraph does not end with it; the first one is indented."""
    canvas.setFont("Times-Roman", 10)
    for n, line in enumerate(lines):
        left = x + (indent if n == 0 else 0)
        spare = x + measure - left - stringWidth(line, "Times-Roman", 10)
        last = ends and n == len(lines) - 1
        canvas.drawString(left, top - 12 * n, line, wordSpace=0 if last else spare / line.count(" "))


def test_paragraphs_without_indent_or_white_end_where_the_next_word_would_have_stood_on_the_line(
    tmp_path: Path,
) -> None:
    told = [[*filled(n * 9, 1, 4), f"{filled(n * 9 + 90, 1, 3)[0]} Ends {n}."] for n in range(1, 20)]

    def draw(canvas: Canvas) -> None:
        y = 740.0
        for lines in told:
            justified(
                canvas,
                [line[:1].upper() + line[1:] if n == 0 else line for n, line in enumerate(lines)],
                60,
                y,
                measure=275,
            )
            y -= 12 * len(lines)

    reading = read(tmp_path / "a.pdf", draw)
    found = paragraphs(reading)
    assert any("nothing marks but their short last lines" in problem for problem in reading.problems)
    assert [p.split()[-2:] for p in found] == [["Ends", f"{n}."] for n in range(1, 20)]


def test_a_list_whose_marks_are_not_in_the_text_is_read_item_by_item(tmp_path: Path) -> None:
    items = [[f"Item {n} {filled(n * 5, 1, 4)[0].rstrip('.')}", f"{filled(n * 5 + 60, 1, 2)[0]}"] for n in range(6)]

    def draw(canvas: Canvas) -> None:
        y = 740.0
        for n in range(4):
            column(canvas, filled(n * 20, 6, 5), 60, y)
            y -= 80
        for lines in items:
            column(canvas, lines, 80, y)
            y -= 24

    assert [p for p in paragraphs(read(tmp_path / "a.pdf", draw)) if p.startswith("Item")] == [
        " ".join(i) for i in items
    ]


def test_a_paragraph_behind_an_item_is_none_of_it(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(30, 5, 7), 60, 740)
        column(canvas, ["•"], 72, 680)
        column(canvas, filled(1, 3, 6), 84, 680)
        column(canvas, [f"Afterwards {line}" if n == 0 else line for n, line in enumerate(filled(60, 5, 7))], 60, 644)

    assert [p.split()[0] for p in paragraphs(read(tmp_path / "a.pdf", draw))][1:] == ["•", "Afterwards"]


def test_items_with_marks_are_paragraphs_although_they_end_with_a_semicolon(tmp_path: Path) -> None:
    items = [f"• item {n} {filled(n * 5, 1, 7)[0].rstrip('.')};" for n in range(5)]

    def draw(canvas: Canvas) -> None:
        column(canvas, [*filled(30, 5, 7), *items], 60, 700)

    assert paragraphs(read(tmp_path / "a.pdf", draw))[1:] == items


@pytest.mark.parametrize("indent", [12, 0])
def test_a_paragraph_goes_on_in_the_next_column_although_its_last_line_there_ends_with_a_full_stop(
    tmp_path: Path, indent: float
) -> None:
    def draw(canvas: Canvas) -> None:
        y = 740.0
        for n in range(6):
            justified(canvas, [*filled(n * 9, 5, 4), f"Ends {n}."], 60, y, indent=indent)
            y -= 72 if indent else 78
        justified(canvas, filled(100, 5, 4), 60, y, indent=indent, ends=False)
        y = 740.0
        justified(canvas, ["Goes on " + filled(150, 1, 3)[0].rstrip("."), *filled(160, 3, 4)], 320, y)
        y -= 48 if indent else 54
        for n in range(6, 10):
            justified(canvas, [*filled(n * 9, 5, 4), f"Ends {n}."], 320, y, indent=indent)
            y -= 72 if indent else 78

    found = paragraphs(read(tmp_path / "a.pdf", draw))
    whole = next(p for p in found if "Goes on" in p)
    assert not whole.startswith("Goes on")
    assert sum("Ends" in p for p in found) == 10


def test_text_below_a_table_is_no_row_of_it(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(1, 8, 4), 60, 720)
        for n, row in enumerate([("2001", "77", "7,100"), ("2002", "88", "8,200"), ("2003", "99", "9,300")]):
            for k, cell in enumerate(row):
                column(canvas, [cell], 60 + 70 * k, 614 - 12 * n)
        column(canvas, ["The council met.", *filled(30, 6, 4)], 60, 578)
        column(canvas, filled(50, 30, 4), 320, 720)

    reading = read(tmp_path / "a.pdf", draw)
    assert paragraphs(reading, "table") == ["2001 77 7,100 2002 88 8,200 2003 99 9,300"]
    assert any(p.startswith("The council met.") for p in paragraphs(reading))


def test_numbers_set_apart_from_their_paragraphs_are_no_column(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for n in range(7):
            top = 720 - 84 * n
            column(canvas, [f"{n + 1}."], 60, top)
            column(canvas, [*filled(n * 11, 4, 9), "The end of it is told."], 96, top)

    found = paragraphs(read(tmp_path / "a.pdf", draw))
    assert [p.split()[0] for p in found] == [f"{n}." for n in range(1, 8)]
    assert all(p.endswith("told.") for p in found)


def test_a_bold_numbered_paragraph_under_a_bold_heading_stands_apart_and_keeps_its_mark(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(1, 20, 8), 60, 740)
        last = "meet in invented halls."
        lines = ["3. Trends that nobody saw", "21. The group considers that", *filled(60, 3, 8)[:2], last]
        column(canvas, lines, 60, 470, font="Times-Bold", lead=13)
        canvas.setFont("Times-Roman", 6)
        canvas.drawString(60 + stringWidth(last, "Times-Bold", 10), 421.6, "14")

    reading = read(tmp_path / "a.pdf", draw)
    assert paragraphs(reading, "heading") == ["3. Trends that nobody saw"]
    assert paragraphs(reading)[-1].startswith("21. The group")
    assert paragraphs(reading)[-1].endswith("invented halls.¹⁴")


def test_a_footnote_hardly_smaller_than_the_text_does_not_stand_in_a_sentence(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(1, 50, 5)[:49], 60, 740, 9)
        column(canvas, ["2 The note tells of nobody at all in", "words that mean nothing."], 60, 120, 8)
        column(canvas, ["goes on here and there.", *filled(90, 40, 5)], 320, 740, 9)

    reading = read(tmp_path / "a.pdf", draw)
    assert paragraphs(reading, "footnote") == ["2 The note tells of nobody at all in words that mean nothing."]
    assert not reading.problems


def picture() -> ImageReader:
    from io import BytesIO

    from PIL import Image

    held = BytesIO()
    Image.new("RGB", (8, 8), (40, 90, 140)).save(held, "PNG")
    held.seek(0)
    return ImageReader(held)


def test_a_caption_with_figures_is_no_text_but_a_heading_under_a_picture_is_one(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(1, 16, 4), 60, 740)
        canvas.drawImage(picture(), 60, 450, 120, 80)
        column(
            canvas,
            ["A house that cost 770,000 euros in 2001", "stands in an invented town."],
            60,
            440,
            8,
            "Helvetica",
            10,
        )
        column(canvas, filled(30, 16, 4), 60, 410)
        column(canvas, filled(60, 16, 4), 320, 740)
        canvas.drawImage(picture(), 320, 450, 120, 80)
        column(canvas, ["ALBANIA (Tier 2)"], 320, 434, 13, "Helvetica-Bold")
        column(canvas, filled(90, 16, 4), 320, 410)

    reading = read(tmp_path / "a.pdf", draw)
    assert [p.reason for p in reading.paragraphs if "770,000" in p.text] == ["caption"]
    assert paragraphs(reading, "heading") == ["ALBANIA (Tier 2)"]


def test_a_caption_that_says_so_does_not_stand_in_the_sentence_it_interrupts(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(1, 40, 4)[:39], 60, 740)
        column(canvas, ["Figure 3: A house that nobody built."], 320, 740)
        column(canvas, ["and goes on here", *filled(60, 30, 4)], 320, 716)

    reading = read(tmp_path / "a.pdf", draw)
    assert [p.reason for p in reading.paragraphs if p.text.startswith("Figure 3")] == ["caption"]
    assert f"{filled(1, 40, 4)[38]} and goes on here" in text_of(reading)


def test_a_framed_strip_of_figures_that_text_goes_past_is_a_call_out(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(1, 8, 2), 60, 740)
        column(canvas, filled(30, 30, 4), 60, 644)
        canvas.rect(200, 650, 90, 100)
        column(canvas, [f"{2001 + n} Tier {n % 3 + 1}" for n in range(8)], 205, 738, 8)
        column(canvas, filled(70, 36, 4), 320, 740)

    text = text_of(read(tmp_path / "a.pdf", draw))
    assert "Tier" not in text
    assert " ".join(filled(1, 8, 2)) in text


def test_text_of_another_type_on_several_pages_is_running_text_there(tmp_path: Path) -> None:
    page = iter(range(9))

    def draw(canvas: Canvas) -> None:
        number = next(page)
        own = ("Times-Roman", 11) if number < 6 else ("Helvetica", 9)
        for n in range(3):
            column(canvas, [sentence(number * 40 + n * 10 + k, 8) for k in range(8)], 60, 720 - 220 * n, own[1], own[0])

    reading = read(tmp_path / "a.pdf", draw, pages=9)
    assert not paragraphs(reading, "callout")


def test_a_page_of_two_columns_above_three(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(1, 14, 5), 50, HEIGHT - 60, 9)
        column(canvas, filled(30, 14, 5), 310, HEIGHT - 60, 9)
        column(canvas, ["An invented heading"], 50, HEIGHT - 260, 14, "Times-Bold")
        for n in range(3):
            column(canvas, filled(60 + 40 * n, 30, 3), 50 + 173 * n, HEIGHT - 290, 9)

    text = text_of(read(tmp_path / "a.pdf", draw))
    assert text.split() == [
        *" ".join([*filled(1, 14, 5), *filled(30, 14, 5)]).split(), "An", "invented", "heading",
        *" ".join(line for n in range(3) for line in filled(60 + 40 * n, 30, 3)).split(),
    ]  # fmt: skip


def test_the_lines_of_a_large_quotation_do_not_divide_the_page(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(1, 10, 4), 60, 740)
        column(
            canvas,
            ["“The invented people met", "in halls that nobody built", "and told of nothing at all.”"],
            60,
            600,
            14,
            lead=18,
        )
        column(canvas, filled(30, 40, 4), 60, 540)
        column(canvas, filled(90, 9, 4), 320, 740)

    reading = read(tmp_path / "a.pdf", draw)
    assert [p.text for p in reading.paragraphs if "invented people" in p.text] == [
        "“The invented people met in halls that nobody built and told of nothing at all.”"
    ]


def test_a_title_before_a_name_ends_no_sentence(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, [*filled(1, 40, 4)[:39], "told them by Ms."], 60, 740)
        column(canvas, ["Nobody of the house.", *filled(60, 40, 4)], 320, 740)

    assert any("told them by Ms. Nobody of the house." in p for p in paragraphs(read(tmp_path / "a.pdf", draw)))


def test_a_bold_word_that_runs_into_the_text_begins_a_paragraph(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        lines = [line[:1].upper() + line[1:] for line in filled(1, 12, 5)]
        column(canvas, [*lines[:11], "It told them of everything that there was."], 60, 740)
        column(canvas, ["Protection"], 60, 740 - 12 * 12, font="Times-Bold")
        column(canvas, ["The office gave nothing to anybody."], 62 + stringWidth("Protection", "Times-Bold", 10), 596)
        column(canvas, filled(40, 12, 5), 60, 584)

    found = paragraphs(read(tmp_path / "a.pdf", draw))
    assert [p for p in found if p.startswith("Protection The office")]
    assert next(p for p in found if "everything" in p).endswith("there was.")


def test_a_page_that_hides_one_gutter_takes_it_from_the_others(tmp_path: Path) -> None:
    page = iter(range(4))

    def draw(canvas: Canvas) -> None:
        number = next(page)
        if number == 3:
            for n in range(34):  # no line begins where the next one does, so nothing shows that these are a column
                column(canvas, filled(900 + n * 3, 1, 2), 230 + 4 * (n % 8), 720 - 12 * n, 9)
            column(canvas, filled(700, 34, 3), 60, 720, 9)
            column(canvas, filled(800, 34, 3), 404, 720, 9)
        else:
            for n in range(3):
                column(canvas, filled(number * 120 + n * 40, 34, 3), 60 + 172 * n, 720, 9)

    text = text_of(read(tmp_path / "a.pdf", draw, pages=4)).split()
    first, third = filled(700, 34, 3), filled(800, 34, 3)
    assert text[text.index(first[0].split()[0]) :][: 34 * 3] == " ".join(first).split()
    assert text[-34 * 3 :] == " ".join(third).split()
