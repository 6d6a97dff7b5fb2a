"""Blanks, marks and letters that a typesetter places by hand; each test fails without what handles it. Text is invented."""

from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipeline.reading import read_document
from pipeline.reading.glyphs import mend_ligatures
from pipeline.reading.letters import _shown
from pipeline.reading.pdf import read_pages
from pipeline.reading.place import Placing
from tests.hostile.files import named_by, pdf, stream
from tests.reading.drawn import HEIGHT, column, filled, read, text_of


def letter_by_letter(canvas: Canvas, text: str, x: float, y: float, font: str, size: float, spacing: float = 0) -> None:
    """Each letter by itself at its place, blanks left out."""
    canvas.setFont(font, size)
    for letter in text:
        if letter != " ":
            canvas.drawString(x, y, letter)
        x += stringWidth(letter, font, size) + spacing


def test_a_figure_drawn_digit_by_digit_is_one_figure(tmp_path: Path) -> None:
    lines = ["It spent 11,510 crowns in 2011 and 1,010 in 2015", "on 111 homes in 10 towns and 31 villages of 12"]

    def draw(canvas: Canvas) -> None:
        for n, line in enumerate(lines * 6):
            letter_by_letter(canvas, line, 60, 700 - 12 * n, "Helvetica", 9.5)

    assert text_of(read(tmp_path / "a.pdf", draw)) == " ".join(lines * 6)


def test_blanks_that_are_only_a_move_are_put_in_and_those_moved_away_taken_out(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for n in range(24):
            text = canvas.beginText(60, 700 - 12 * n)
            text.setFont("Times-Roman", 10)
            text._code.append("[(the new law)-290(inv)( )250(ented a new plan)-290(of mew)-290(and wrote)] TJ T*")
            canvas.drawText(text)

    line = "the new law invented a new plan of mew and wrote"
    assert text_of(read(tmp_path / "a.pdf", draw)) == " ".join([line] * 24)


def test_the_mark_of_a_footnote_is_no_digit_of_the_amount_before_it(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(3, 8, 8), 60, 700)
        for n, amount in enumerate(["It gave EUR 5 000", "and 7,500"]):
            canvas.setFont("Times-Roman", 10)
            canvas.drawString(60, 600 - 12 * n, amount)
            edge = 60 + stringWidth(amount, "Times-Roman", 10)
            canvas.setFont("Times-Roman", 6)
            canvas.drawString(edge, 603.6 - 12 * n, f"12{n}")
            canvas.setFont("Times-Roman", 10)
            canvas.drawString(edge + 12, 600 - 12 * n, "to nobody in 2011,")

    assert "It gave EUR 5 000¹²⁰ to nobody in 2011, and 7,500¹²¹ to nobody" in text_of(read(tmp_path / "a.pdf", draw))


def test_a_spaced_out_heading_keeps_the_blanks_between_its_words(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        letter_by_letter(canvas, "United Invented Isles (Tier 9)", 60, 720, "Helvetica", 13, spacing=2.6)
        column(canvas, filled(3, 12, 8), 60, 690)

    assert text_of(read(tmp_path / "a.pdf", draw), "heading") == "United Invented Isles (Tier 9)"


def test_a_bold_word_that_runs_into_the_text_does_not_end_its_line_as_a_paragraph(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(40, 6, 5), 60, 720)
        column(canvas, ["Protection"], 60, 640, font="Times-Bold")
        column(canvas, ["The office gave nothing to"], 62 + stringWidth("Protection", "Times-Bold", 10), 640)
        column(canvas, ["anybody in that year and"], 60, 628)
        column(canvas, ["the next."], 60, 616)

    reading = read(tmp_path / "a.pdf", draw)
    assert "Protection The office gave nothing to anybody in that year and the next." in [
        p.text for p in reading.paragraphs
    ]


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (["plans of survivor-", "minded people.", "A survivor-minded plan."], "survivor-minded people"),
        (["plans of unmind-", "ful people.", "An unmindful plan."], "unmindful people"),
        (["a plan of the 24-", "hour line."], "24-hour line"),
        (["a plan—as they say—", "of nobody."], "say—of nobody"),
        (["a plan—as they say", "—of nobody."], "say—of nobody"),
        (["a plan for Guinea-", "Bissauland."], "Guinea-Bissauland"),
        (["A PLAN FOR NOBODY'S RE-", "PUBLIC OF PLACES AND NAMES."], "REPUBLIC"),
    ],
)
def test_what_the_rest_of_the_document_writes_decides_about_a_hyphen(
    tmp_path: Path, lines: list[str], meant: str
) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, lines, 60, 700)

    assert meant in text_of(read(tmp_path / "a.pdf", draw))


def test_text_that_is_cut_away_white_or_beside_the_page_is_not_trusted(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(3, 20, 8), 60, 700)
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(60, 300, 400, 50)
        canvas.clipPath(path, stroke=0)
        column(canvas, ["Words below the edge of what is shown."], 60, 280)
        canvas.restoreState()
        canvas.setFillGray(1)
        column(canvas, ["White words on white paper."], 60, 200)
        canvas.setFillGray(0.2)
        canvas.rect(50, 140, 300, 30, fill=1)
        canvas.setFillGray(1)
        column(canvas, ["White words on a dark ground."], 60, 150)
        canvas.setFillGray(0)
        column(canvas, ["Words above the sheet."], 60, HEIGHT + 20)

    reading = read(tmp_path / "a.pdf", draw)
    unseen = {p.text for p in reading.paragraphs if p.kind == "untrusted"}
    assert unseen == {"Words below the edge of what is shown.", "White words on white paper.", "Words above the sheet."}
    assert "White words on a dark ground." in text_of(reading)


@pytest.mark.parametrize(
    ("named", "printed"),
    [
        (
            {65: "a 2011", 66: "\x96", 67: "2012 plan"},
            "a 2011–2012 plan",
        ),  # a dash of Windows that a font calls a control
        ({65: "its share: ", 66: "\x80", 67: "50 000"}, "its share: €50 000"),
        ({65: "in letters ", 66: "\U0001d4d0", 67: "bc"}, "in letters \U0001d4d0bc"),
        ({65: "a ", 66: "\x02", 67: "mark"}, "a \ufffdmark"),  # a letter without a name is not a hyphen
    ],
)
def test_letters_with_odd_codes(tmp_path: Path, named: dict[int, str], printed: str) -> None:
    (tmp_path / "a.pdf").write_bytes(named_by(named))
    assert text_of(read_document(tmp_path / "a.pdf")) == printed


def test_a_page_number_drawn_with_the_running_head_is_apart_from_it(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(300, 760)
        text.setFont("Times-Roman", 10)
        text._code.append("[(INVENTED PERSONS REPORT) 36000 (57)] TJ T*")
        canvas.drawText(text)
        column(canvas, filled(3, 30, 8), 60, 700)

    reading = read(tmp_path / "a.pdf", draw, pages=3)
    assert {p.page_label for p in reading.paragraphs if p.kind == "body"} == {"57"}


@pytest.mark.parametrize(
    ("named", "printed"),
    [
        ({65: "the e", 66: "\x1b", 67: "orts of nobody"}, "the efforts of nobody"),
        ({65: "a bene", 66: "\x0c", 67: "t of nobody"}, "a benefit of nobody"),
        ({65: "see the ", 66: "\x10", 67: "plan"}, "see the “plan"),
    ],
)
def test_letters_that_tex_left_unnamed(tmp_path: Path, named: dict[int, str], printed: str) -> None:
    (tmp_path / "a.pdf").write_bytes(named_by(named))
    assert text_of(read_document(tmp_path / "a.pdf")) == printed


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("T¨urkiye and Curac¸ao", "Türkiye and Curaçao"),
        ("Cˆote d’Ivoire", "Côte d’Ivoire"),
        ("S˜ao Tom´e", "São Tomé"),
        ("TURKIYE: Tier 3 ¨", "TURKIYE: Tier 3"),
        ("a `word’ of theirs", "a `word’ of theirs"),
        ("Côte d´Ivoire", "Côte d´Ivoire"),  # an apostrophe to whoever typed it
        ("the government´s plan that it didn`t fund", "the government´s plan that it didn`t fund"),
    ],
)
def test_accents_apart_from_their_letters(printed: str, meant: str) -> None:
    assert mend_ligatures(printed)[0] == meant


def test_a_raised_figure_of_the_lines_own_size_is_a_footnotes_mark(tmp_path: Path) -> None:
    """Some typesetters take the small figures of the font and do not make the type smaller."""
    small = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [65 /onesuperior] >> /ToUnicode 7 0 R >>"
    named = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <41> <0031> endbfchar endcmap"
    (tmp_path / "a.pdf").write_bytes(
        pdf(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
                b"/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
                stream(b"BT 72 700 Td /F1 11 Tf (it gave 5 000) Tj /F2 11 Tf (A) Tj /F1 11 Tf ( to nobody) Tj ET"),
                b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
                small,
                stream(named),
            ]
        )
    )
    assert text_of(read_document(tmp_path / "a.pdf")) == "it gave 5 000¹ to nobody"


def heavy_by_its_descriptor(*names: str) -> bytes:
    """A page of a line in each font; every descriptor gives the stems of a bold one, as some typesetters write for all."""
    widths = b" ".join([b"500"] * 95)
    shown = b"".join(
        b"BT /F%d 10 Tf 72 %d Td (an invented line of text that tells nothing) Tj ET\n" % (n, 700 - 30 * n)
        for n in range(len(names))
    )
    fonts = [
        b"<< /Type /Font /Subtype /TrueType /BaseFont /%s /FirstChar 32 /LastChar 126 /Widths [%s] /Encoding /WinAnsiEncoding "
        b"/FontDescriptor << /Type /FontDescriptor /FontName /%s /Flags 32 /StemV 190 /FontBBox [0 -200 1000 900] "
        b"/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 >> >>" % (name.encode(), widths, name.encode())
        for name in names
    ]
    listed = b" ".join(b"/F%d %d 0 R" % (n, 5 + n) for n in range(len(names)))
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << %s >> >> >>"
        % listed
    )
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page,
            stream(shown),
            *fonts,
        ]
    )


@pytest.mark.parametrize(
    ("names", "bold"),
    [
        (["Inventa-Roman", "Inventa-Bold", "Inventa"], [False, True, True]),  # a name that speaks goes before the stems
        (["Inventa", "Inventa", "Inventa-Bold"], [False, False, True]),  # running text is not bold
    ],
)
def test_what_is_bold_among_fonts_with_the_stems_of_bold_ones(
    tmp_path: Path, names: list[str], bold: list[bool]
) -> None:
    (tmp_path / "a.pdf").write_bytes(heavy_by_its_descriptor(*names))
    assert [line.bold for line in read_pages(tmp_path / "a.pdf")[0].lines] == bold


def test_columns_of_letters_drawn_one_by_one_are_told_apart_at_a_narrow_gutter(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for row in range(20):  # across both columns, letter by letter, justified
            for x, seed in ((60, 0), (309.6, 50)):
                words = filled(seed, 20, 5)[row].split()
                blank = (240 - sum(stringWidth(word, "Helvetica", 9) for word in words)) / (len(words) - 1)
                for word in words:
                    letter_by_letter(canvas, word, x, 700 - 12 * row, "Helvetica", 9)
                    x += stringWidth(word, "Helvetica", 9) + blank

    text = text_of(read(tmp_path / "a.pdf", draw))
    assert text.split() == [*" ".join(filled(0, 20, 5)).split(), *" ".join(filled(50, 20, 5)).split()]


@pytest.mark.parametrize("quarter", range(4))
def test_compiled_places_are_those_of_the_page(quarter: int) -> None:
    place = object.__new__(Placing)
    place.quarter, place.w, place.h, place.left, place.bottom = quarter, 612.0, 792.0, 7.0, 11.0
    box = (30.0, 40.0, 130.0, 52.0)
    assert _shown((quarter, 612.0, 792.0, 7.0, 11.0), *box) == place.box(*box)
