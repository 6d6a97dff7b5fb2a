"""Traps of real reports, one at a time; each test fails without what handles its trap. Text is invented."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.reading.glyphs import despaced, mend_ligatures, without_overprint
from pipeline.reading.model import Reading
from tests.reading.drawn import HEIGHT, WIDTH, WORDS, column, filled, read, sentence, text_of


def in_order(text: str, *parts: str) -> None:
    places = [text.index(p) for p in parts]
    assert places == sorted(places), text


def reason_of(reading: Reading, text: str) -> str | None:
    return next(p.reason for p in reading.paragraphs if text in p.text)


def test_three_columns(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for n in range(3):
            column(canvas, filled(n * 20, 14, 3), 60 + 172 * n, 700, 9)

    text = text_of(read(tmp_path / "a.pdf", draw))
    assert text.split() == " ".join(" ".join(filled(n * 20, 14, 3)) for n in range(3)).split()


@pytest.mark.parametrize("gap", [11, 18, 40])
def test_narrow_and_wide_gutters(tmp_path: Path, gap: int) -> None:
    def draw(canvas: Canvas) -> None:
        for row in range(20):  # drawn across, as some layout programs do
            for x, seed in ((60, 0), (60 + 230 + gap, 50)):
                line = filled(seed, 20, 4)[row]
                canvas.setFont("Times-Roman", 10)
                spare = 230 - canvas.stringWidth(line, "Times-Roman", 10)
                canvas.drawString(x, 700 - 12 * row, line, wordSpace=spare / line.count(" "))

    text = text_of(read(tmp_path / "a.pdf", draw))
    assert text.split() == [*" ".join(filled(0, 20, 4)).split(), *" ".join(filled(50, 20, 4)).split()]


def test_one_column_above_two_and_a_heading_across_both(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(1, 6, 11), 60, 720)
        column(canvas, ["A HEADING THAT GOES ACROSS BOTH COLUMNS OF THE INVENTED PAGE"], 80, 620, 13, "Times-Bold")
        column(canvas, filled(20, 16, 4), 60, 590)
        column(canvas, filled(60, 16, 4), 320, 590)

    reading = read(tmp_path / "a.pdf", draw)
    in_order(
        text_of(reading),
        filled(1, 6, 11)[5],
        "A HEADING THAT GOES",
        filled(20, 16, 4)[0],
        filled(20, 16, 4)[15],
        filled(60, 16, 4)[0],
    )
    assert next(p for p in reading.paragraphs if p.text.startswith("A HEADING")).kind == "heading"
    first = next(p for p in reading.paragraphs if p.text.startswith(filled(1, 6, 11)[0]))
    assert first.text == " ".join(filled(1, 6, 11))  # running text above the columns is one paragraph


def test_a_sentence_that_opens_every_page_is_no_running_head(tmp_path: Path) -> None:
    page = iter(range(1, 9))

    def draw(canvas: Canvas) -> None:
        number = next(page)
        column(canvas, ["INVENTED REPORT"], 60, HEIGHT - 30, 8)
        column(canvas, ["The council met again.", *filled(number * 9, 12, 6)], 60, HEIGHT - 62)
        column(canvas, [str(number)], 300, 30, 8)

    reading = read(tmp_path / "a.pdf", draw, pages=8)
    assert text_of(reading).count("The council met again.") == 8
    assert text_of(reading, "furniture").count("INVENTED REPORT") == 8


@pytest.mark.parametrize(("printed", "label"), [("xvii", "xvii"), ("Page 212", "212"), ("7", "7")])
def test_the_printed_page_number_is_the_label(tmp_path: Path, printed: str, label: str) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(3), 60, 700)
        column(canvas, [printed], 300, 30, 8)

    assert {p.page_label for p in read(tmp_path / "a.pdf", draw).paragraphs} == {label}


def test_a_side_tab_is_set_aside(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(3, 20, 8), 60, 700)
        canvas.saveState()
        canvas.translate(WIDTH - 20, 500)
        canvas.rotate(90)
        canvas.drawString(0, 0, "LILLIPUT TO RURITANIA")
        canvas.restoreState()

    reading = read(tmp_path / "a.pdf", draw)
    assert "LILLIPUT" not in text_of(reading)
    assert reason_of(reading, "LILLIPUT TO RURITANIA") == "text on its side"


def test_a_boxed_call_out_is_kept_out_of_the_running_text(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.85)
        canvas.rect(230, 470, 160, 100, fill=1)  # lies across the gutter
        canvas.setFillGray(0)
        left, right = filled(5, 30, 4), filled(50, 30, 4)
        for n in range(30):
            if not 10 <= n <= 19:
                column(canvas, [left[n]], 60, 690 - 12 * n)
                column(canvas, [right[n]], 330, 690 - 12 * n)
        column(
            canvas,
            ["A story in a box that", "tells of somebody with", "no name and no place."],
            240,
            550,
            9,
            "Helvetica",
        )

    reading = read(tmp_path / "a.pdf", draw)
    assert "A story in a box" not in text_of(reading)
    assert text_of(reading, "callout") == "A story in a box that tells of somebody with no name and no place."
    assert reason_of(reading, "A story in a box") == "call-out box"


def test_a_pull_quote_and_a_caption_are_set_aside_by_their_type(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(3, 12, 8), 60, 700)
        quote = [
            "The words of nobody stand here large",
            "and are followed by more of the same",
            "until the quotation is at its end.",
        ]
        column(canvas, quote, 60, 520, 16, "Helvetica-Oblique", 20)
        column(
            canvas,
            ["A picture shows nothing at all in an invented", "place that no map knows of."],
            60,
            440,
            7,
            "Helvetica",
            8,
        )
        column(canvas, filled(30, 12, 8), 60, 400)

    reading = read(tmp_path / "a.pdf", draw)
    assert "words of nobody" not in text_of(reading, "body")
    assert "A picture shows" not in text_of(reading, "body")
    assert {p.kind for p in reading.paragraphs if "nobody" in p.text or "picture" in p.text} == {"callout"}


def test_footnotes_stand_apart(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(3, 30, 8), 60, 700)
        column(canvas, ["12 See an invented source of EUR 5 000."], 60, 90, 8)

    reading = read(tmp_path / "a.pdf", draw)
    assert [p.text for p in reading.paragraphs if p.kind == "footnote"] == ["12 See an invented source of EUR 5 000."]


def test_a_word_divided_at_a_page_end_is_whole_again(tmp_path: Path) -> None:
    pages = iter([("ends with a divi-", 60), ("ded word and goes on.", 60)])

    def draw(canvas: Canvas) -> None:
        text, x = next(pages)
        top = [text] if text.startswith("ded") else []
        column(canvas, [*top, *filled(3 if top else 40, 8, 7)[:-1], *([] if top else [f"The page {text}"])], x, 700)

    assert "The page ends with a divided word and goes on" in text_of(read(tmp_path / "a.pdf", draw, pages=2))


def test_words_drawn_one_by_one_without_blanks(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 10)
        for n, line in enumerate(filled(3, 12, 7)):
            x = 60.0
            for word in line.split():
                canvas.drawString(x, 700 - 12 * n, word)
                x += canvas.stringWidth(word, "Times-Roman", 10) + 2.3

    assert text_of(read(tmp_path / "a.pdf", draw)) == " ".join(filled(3, 12, 7))


@pytest.mark.parametrize("quarter", [90, 180, 270])
def test_a_rotated_page_reads_like_an_upright_one(tmp_path: Path, quarter: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(quarter)
        canvas.saveState()
        # the sheet of a page turned by a quarter is as wide as the page is high
        shift = {90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}[quarter]
        canvas.translate(*shift)
        canvas.rotate(quarter)
        column(canvas, filled(3, 20, 4), 60, 500)
        column(canvas, filled(40, 20, 4), 330, 500)
        canvas.restoreState()

    reading = read(tmp_path / "a.pdf", draw)
    assert text_of(reading).split() == [*" ".join(filled(3, 20, 4)).split(), *" ".join(filled(40, 20, 4)).split()]
    (_, box) = reading.paragraphs[0].boxes(0, 5)[0]
    assert box[0] < 80  # the first line stands at the left of the page as it is shown


def test_text_that_is_not_printed_is_not_trusted(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        hidden = canvas.beginText(60, 600)
        hidden.setFont("Times-Roman", 10)
        hidden.setTextRenderMode(3)
        hidden.textLine("A template of another country.")
        canvas.drawText(hidden)
        shown = canvas.beginText(60, 500)
        shown.setFont("Times-Roman", 10)
        shown.setTextRenderMode(0)
        for line in filled(3):
            shown.textLine(line)
        canvas.drawText(shown)

    reading = read(tmp_path / "a.pdf", draw)
    assert "template" not in text_of(reading)
    assert reason_of(reading, "A template of another country.") == "in the file but not printed"


def test_rules_leaders_and_slug_lines_are_furniture(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(3, 8, 8), 60, 700)
        column(canvas, ["_" * 40], 60, 560)
        column(canvas, ["Contents of nothing ........................ 7"], 60, 520)
        column(canvas, ["invented_AW.indd 12   3/25/13 8:09 AM"], 60, 480, 7)

    assert text_of(read(tmp_path / "a.pdf", draw)) == " ".join(filled(3, 8, 8))


def test_overprinted_type_is_read_once(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 20)
        x = 60.0
        for letter in "RURITANIA":  # each letter twice, as shadow type is set
            canvas.drawString(x, 720, letter)
            canvas.drawString(x + 0.8, 720, letter)
            x += canvas.stringWidth(letter, "Helvetica-Bold", 20)
        column(canvas, filled(3), 60, 680)

    assert text_of(read(tmp_path / "a.pdf", draw)).startswith("RURITANIA ")


def test_overprint_keeps_letters_that_are_double_in_the_word() -> None:
    boxes = [("t", 0.0), ("t", 0.5), ("o", 5.0), ("o", 10.0), ("o", 10.4), ("k", 15.0)]
    placed = [(letter, (x, 0.0, x + 5, 10.0)) for letter, x in boxes]
    assert without_overprint(placed, 10) == "took"


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("R E P O R T", "REPORT"),
        ("J U N E 2003", "JUNE 2003"),
        ("A B testing", "A B testing"),
        ("A rule of law", "A rule of law"),
    ],
)
def test_spaced_out_display_type_is_closed_up(printed: str, meant: str) -> None:
    assert despaced(printed) == meant


@pytest.mark.parametrize(
    ("broken", "whole", "count"),
    [
        ("human traficking", "human trafficking", 1),
        ("Trafcking and eforts", "Trafficking and efforts", 2),
        ("e\ufffdective of\ufb01cers", "effective officers", 1),
        ("they were fined and fled", "they were fined and fled", 0),
        ("fling stones, often", "fling stones, often", 0),
        ("FINANCED", "FINANCED", 0),
    ],
)
def test_lost_ligatures_are_mended_only_where_one_word_fits(broken: str, whole: str, count: int) -> None:
    assert mend_ligatures(broken) == (whole, count)


def test_mended_words_are_counted_in_the_report(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, ["Eforts against traficking were made.", *filled(3)], 60, 700)

    reading = read(tmp_path / "a.pdf", draw)
    assert "Efforts against trafficking" in text_of(reading)
    assert "2 words with a lost ligature were mended" in reading.problems


def test_pages_printed_over_each_other_are_doubted(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(3, 30, 8), 60, 700)
        column(canvas, filled(70, 30, 8), 64, 698)

    problems = read(tmp_path / "a.pdf", draw, pages=2).problems
    assert problems == ("pages 1-2 have lines printed over each other; their order is not certain",)


def test_a_scan_with_a_text_layer_is_read_and_named(tmp_path: Path) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("RGB", (30, 40), "grey")), 0, 0, WIDTH, HEIGHT)
        text = canvas.beginText(60, 700)
        text.setFont("Times-Roman", 10)
        text.setTextRenderMode(3)
        for line in filled(3, 30, 8):
            text.textLine(line)
        canvas.drawText(text)

    reading = read(tmp_path / "a.pdf", draw)
    assert filled(3, 30, 8)[0] in text_of(reading)
    assert reading.problems == ("pages 1 are scans with a text layer by machine; figures may be misread",)


def test_every_letter_of_a_page_is_in_some_paragraph(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, ["HEAD OF THE PAGE"], 60, HEIGHT - 30, 8)
        column(canvas, filled(3, 20, 4), 60, 700)
        column(canvas, filled(50, 20, 4), 330, 700)
        column(canvas, [sentence(9)], 60, 300, 7, "Helvetica")

    reading = read(tmp_path / "a.pdf", draw, pages=5)
    drawn = "".join(["HEAD OF THE PAGE", *filled(3, 20, 4), *filled(50, 20, 4), sentence(9)]).replace(" ", "") * 5
    got = "".join(p.text for p in reading.paragraphs).replace(" ", "")
    assert sorted(got) == sorted(drawn)


def test_a_small_set_bracket_that_the_column_break_cuts_stays_with_its_paragraph(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        body = [*filled(0, 55, 4), "An invented sentence with its [Invented Source,"]
        column(canvas, body, 60, 740, 10)
        column(canvas, ["Another Place: page 7]"], 330, 740, 7)
        column(canvas, filled(70, 40, 4), 330, 700, 10)

    reading = read(tmp_path / "a.pdf", draw)
    whole = [p.text for p in reading.paragraphs if "Invented Source" in p.text]
    assert whole[0].endswith("[Invented Source, Another Place: page 7]"), whole


def test_a_heading_that_a_column_break_cuts_is_one_heading(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(0, 40, 4), 60, 740, 10)
        column(canvas, ["UNITED INVENTED"], 60, 235, 13, "Times-Bold")
        column(canvas, ["PLACE (Tier 9)"], 330, 740, 13, "Times-Bold")
        column(canvas, filled(70, 40, 4), 330, 710, 10)

    reading = read(tmp_path / "a.pdf", draw)
    assert [p.text for p in reading.paragraphs if p.kind == "heading"] == ["UNITED INVENTED PLACE (Tier 9)"]


def test_a_heading_over_three_columns_in_mid_page_ends_the_text_above_in_all_of_them(tmp_path: Path) -> None:
    """Its type is large and the text under it begins at once."""

    def draw(canvas: Canvas) -> None:
        for n in range(3):
            column(canvas, filled(n * 30, 22, 3), 60 + 172 * n, 740, 9, lead=11)
            column(canvas, filled(n * 30 + 100, 20, 3), 60 + 172 * n, 466, 9, lead=11)
        column(canvas, ["LUVAN (Tier 9)"], 60, 476, 20, "Helvetica-Bold")

    text = text_of(read(tmp_path / "a.pdf", draw))
    above = [part for n in range(3) for part in filled(n * 30, 22, 3)]
    below = [part for n in range(3) for part in filled(n * 30 + 100, 20, 3)]
    in_order(text, *above, "LUVAN (Tier 9)", *below)


def test_a_heading_whose_row_ends_in_smaller_type_at_the_far_edge_is_one_row(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for n in range(3):
            column(canvas, filled(n * 30, 22, 3), 60 + 172 * n, 740, 9, lead=11)
            column(canvas, filled(n * 30 + 100, 20, 3), 60 + 172 * n, 466, 9, lead=11)
        column(canvas, ["LUVAN"], 60, 476, 20, "Helvetica-Bold")
        column(canvas, ["TIER 9"], 530, 476, 12, "Helvetica-Bold")

    text = text_of(read(tmp_path / "a.pdf", draw))
    above = [part for n in range(3) for part in filled(n * 30, 22, 3)]
    below = [part for n in range(3) for part in filled(n * 30 + 100, 20, 3)]
    in_order(text, *above, "LUVAN", "TIER 9", *below)


def test_a_heading_over_a_table_does_not_run_on_into_the_heading_of_the_next_page(tmp_path: Path) -> None:
    pages = iter(range(2))

    def draw(canvas: Canvas) -> None:
        if next(pages) == 0:
            column(canvas, filled(9, 30, 8), 60, 740, 9)
            column(canvas, ["An invented list"], 60, 340, 18, "Helvetica-Bold")
            column(canvas, [f"{word} of the invented list, Tier 1" for word in WORDS], 60, 300, 12, lead=14)
        else:
            column(canvas, ["Luvanland"], 60, 740, 18, "Helvetica-Bold")
            column(canvas, filled(60, 30, 8), 60, 700, 9)

    headings = [p.text for p in read(tmp_path / "a.pdf", draw, 2).paragraphs if p.size == 18]
    assert headings == ["An invented list", "Luvanland"]


def test_a_large_first_letter_belongs_to_its_word(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, ["T"], 60, 678, 24)
        column(canvas, ["he luvan of the mortik is", "sandre and polgar and"], 76, 690, 10)
        column(canvas, filled(5, 20, 5), 60, 666, 10)

    text = text_of(read(tmp_path / "a.pdf", draw))
    assert text.startswith("The luvan of the mortik"), text


def test_the_letter_behind_a_narrow_ligature_is_no_word_of_its_own(tmp_path: Path) -> None:
    """Words are drawn one by one, and what stands behind the ligature too; the blanks between words are wider."""

    def draw(canvas: Canvas) -> None:
        for n in range(10):
            canvas.setFont("Courier", 10.5)
            x = 60.0
            for part in ("luvan ", "mortik ", "of ", "traffi", "cking ", "in ", "luvan "):
                canvas.drawString(x, 700 - 14 * n, part.strip())
                x += canvas.stringWidth(part)

    text = text_of(read(tmp_path / "a.pdf", draw))
    assert text.count("of trafficking in luvan") == 10, text
