"""What stands in the margins or across the text and is none of it, one trap at a time; each test fails without its handling.

Text is invented.
"""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from pipeline.reading import Reading
from pipeline.reports import split_report
from tests.reading.drawn import HEIGHT, WIDTH, column, filled, read, text_of

NAMES = ["Albania", "Burundi", "Croatia", "Denmark", "Estonia", "Finland", "Ghana", "Haiti", "Iceland"]


def volume(tmp_path: Path, *, heads: bool, starts: dict[int, str], pages: int = 8) -> Reading:
    """Pages in two columns; `starts` are countries that begin on a page, `heads` says whether the first and last are on top."""
    page = iter(range(1, pages + 1))
    told = [""]

    def draw(canvas: Canvas) -> None:
        number = next(page)
        before = told[0]
        told[0] = starts.get(number, before)
        if heads:
            column(canvas, [before or told[0]], 60, HEIGHT - 40, 9, "Helvetica-Bold")
            canvas.drawRightString(WIDTH - 60, HEIGHT - 40, told[0])
        column(canvas, filled(number * 70, 24, 4), 60, HEIGHT - 76)
        if number in starts:
            column(canvas, [starts[number]], 320, HEIGHT - 76, 13, "Helvetica-Bold")
            column(canvas, filled(number * 70 + 30, 20, 4), 320, HEIGHT - 100)
        else:
            column(canvas, filled(number * 70 + 30, 22, 4), 320, HEIGHT - 76)

    return read(tmp_path / "a.pdf", draw, pages=pages)


def test_running_heads_that_name_the_first_and_the_last_country_are_no_headings(tmp_path: Path) -> None:
    starts = {1: "ALBANIA (Tier 1)", 3: "BURUNDI (Tier 2)", 4: "CROATIA (Tier 2)", 7: "DENMARK (Tier 1)"}
    reading = volume(tmp_path, heads=True, starts=starts)
    assert [p.text for p in reading.paragraphs if p.kind == "heading"] == list(starts.values())
    split = split_report(reading, "tip")
    burundi = next(n for n in split.narratives if n.country_iso3 == "BDI")
    assert (
        " ".join(p.text for p in burundi.paragraphs).split()
        == " ".join([*filled(240, 20, 4), *filled(280, 24, 4)]).split()
    )


def test_a_heading_that_begins_every_page_is_no_running_head(tmp_path: Path) -> None:
    names = iter(NAMES)

    def draw(canvas: Canvas) -> None:
        name = next(names)
        column(canvas, [f"{name.upper()} (Tier 2)"], 60, HEIGHT - 60, 14, "Helvetica-Bold")
        column(canvas, filled(NAMES.index(name) * 40, 20, 7), 60, HEIGHT - 96)

    reading = read(tmp_path / "a.pdf", draw, pages=len(NAMES))
    assert [n.heading for n in split_report(reading, "tip").narratives] == [f"{n.upper()} (Tier 2)" for n in NAMES]


def test_the_heading_below_a_running_head_of_its_own_name_stays_one(tmp_path: Path) -> None:
    page = iter(range(10))

    def draw(canvas: Canvas) -> None:
        number = next(page)
        name = f"{NAMES[number // 2].upper()} (Tier 2)"
        column(canvas, [name], 250, HEIGHT - 30, 9, "Helvetica-Bold")
        if number % 2 == 0:
            column(canvas, [name], 60, HEIGHT - 66, 14, "Helvetica-Bold")
        column(canvas, filled(number * 40, 20, 7), 60, HEIGHT - 96)

    reading = read(tmp_path / "a.pdf", draw, pages=10)
    assert [p.text for p in reading.paragraphs if p.kind == "heading"] == [f"{n.upper()} (Tier 2)" for n in NAMES[:5]]


def test_numbers_of_lines_are_no_text_not_even_on_a_short_last_page(tmp_path: Path) -> None:
    page = iter(range(3))

    def draw(canvas: Canvas) -> None:
        number = next(page)
        for n in range(30 if number < 2 else 3):
            column(canvas, [str(number * 30 + n + 1)], 56, 720 - 14 * n, 7, "Helvetica")
        column(canvas, filled(number * 40, 30 if number < 2 else 3, 7), 80, 720, lead=14)

    reading = read(tmp_path / "a.pdf", draw, pages=3)
    assert text_of(reading).split() == " ".join([*filled(0, 30, 7), *filled(40, 30, 7), *filled(80, 3, 7)]).split()


def test_the_years_of_a_table_are_no_numbers_of_lines(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(0, 14, 8), 60, 740)
        for n, year in enumerate(range(2001, 2013)):
            column(canvas, [str(year)], 60, 540 - 30 * n)
            column(canvas, [f"{7700 + n} euros told"], 120, 540 - 30 * n)

    assert "2007" in text_of(read(tmp_path / "a.pdf", draw), "body", "heading", "table")


def test_a_word_across_the_page_does_not_take_its_columns_apart(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.85)
        column(canvas, ["DRAFT"], 100, 400, 120, "Helvetica-Bold")
        canvas.setFillGray(0)
        column(canvas, filled(0, 40, 4), 60, 720)
        column(canvas, filled(60, 40, 4), 320, 720)

    reading = read(tmp_path / "a.pdf", draw)
    assert text_of(reading).split() == " ".join([*filled(0, 40, 4), *filled(60, 40, 4)]).split()
    assert next(p.reason for p in reading.paragraphs if p.text == "DRAFT") == "printed across the text"


def test_small_words_at_one_place_of_every_page_are_set_aside(tmp_path: Path) -> None:
    page = iter(range(5))

    def draw(canvas: Canvas) -> None:
        number = next(page)
        for y in (640, 400):
            column(canvas, ["SENSITIVE"], 150, y, 14, "Helvetica-Bold")
        column(canvas, filled(number * 90, 40, 4), 60, 720)
        column(canvas, filled(number * 90 + 45, 40, 4), 320, 720)

    reading = read(tmp_path / "a.pdf", draw, pages=5)
    assert "SENSITIVE" not in text_of(reading)


def test_a_side_tab_close_to_the_text_is_set_aside(tmp_path: Path) -> None:
    page = iter(range(4))

    def draw(canvas: Canvas) -> None:
        number = next(page)
        column(canvas, ["CONGO,", "REPUBLIC", "OF THE"], 528, 720, 9, "Helvetica-Bold")
        column(canvas, filled(number * 90, 40, 4), 60, 720)
        column(canvas, filled(number * 90 + 45, 1 if number == 3 else 40, 4), 330, 720)

    reading = read(tmp_path / "a.pdf", draw, pages=4)
    assert text_of(reading).split()[-4:] == filled(3 * 90 + 45, 1, 4)[0].split()
    assert "CONGO" not in text_of(reading)
