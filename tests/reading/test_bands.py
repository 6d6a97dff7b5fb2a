"""The order of a page: bands, columns, what stands beside them. Each test fails without what handles it. Text is invented."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.reading.drawn import WIDTH, column, filled, read, text_of


def going_on(first: int, count: int) -> list[str]:
    """Lines in the middle of a sentence."""
    return [line.rstrip(".") for line in filled(first, count, 4)]


def test_balanced_columns_under_a_heading_in_the_first_column(tmp_path: Path) -> None:
    upper, lower = [going_on(0, 20), filled(40, 20, 4)], [going_on(80, 12), filled(120, 13, 4)]

    def draw(canvas: Canvas) -> None:
        column(canvas, upper[0], 60, 740)
        column(canvas, upper[1], 330, 740)
        column(canvas, ["RURITANIA (Tier 9)"], 60, 470, 14, "Times-Bold")
        column(canvas, ["Afterwards", *lower[0]], 60, 450)
        column(canvas, lower[1], 330, 476)

    reading = read(tmp_path / "a.pdf", draw)
    whole = [*upper[0], *upper[1], "RURITANIA (Tier 9)", "Afterwards", *lower[0], *lower[1]]
    assert text_of(reading) == " ".join(whole)


def test_what_some_pages_tell_of_a_heading_holds_for_those_that_tell_nothing(tmp_path: Path) -> None:
    page = iter(range(4))
    told: list[str] = []

    def draw(canvas: Canvas) -> None:
        number = next(page)
        cut = going_on if number < 3 else lambda first, count: filled(first, count, 4)
        upper = [cut(number * 200, 22), filled(number * 200 + 40, 22, 4)]
        lower = [cut(number * 200 + 80, 12), filled(number * 200 + 120, 13, 4)]
        heading = f"RURITANIA {'I' * number} (Tier 9)"
        column(canvas, upper[0], 60, 740)
        column(canvas, upper[1], 330, 740)
        column(canvas, [heading], 60, 468, 14, "Times-Bold")
        column(canvas, ["Afterwards", *lower[0]], 60, 450)
        column(canvas, lower[1], 330, 474)
        told.extend([*upper[0], *upper[1], heading, "Afterwards", *lower[0], *lower[1]])

    assert text_of(read(tmp_path / "a.pdf", draw, pages=4)).split() == " ".join(told).split()


def test_the_white_around_a_picture_does_not_divide_a_page(tmp_path: Path) -> None:
    left = [*filled(0, 20, 4), "Prosecution", *filled(120, 12, 4)]
    right = [*filled(160, 15, 4), *filled(200, 12, 4)]

    def draw(canvas: Canvas) -> None:
        column(canvas, left[:20], 60, 740)
        column(canvas, left[20:21], 60, 470, 14, "Times-Bold")
        column(canvas, left[21:], 60, 450)
        column(canvas, right[:15], 330, 740)
        canvas.rect(330, 460, 200, 100, fill=1)
        column(canvas, right[15:], 330, 440)

    assert text_of(read(tmp_path / "a.pdf", draw)) == " ".join([*left, *right])


def test_a_quotation_beside_a_heading_is_no_end_of_its_row(tmp_path: Path) -> None:
    left = [*filled(0, 20, 4), "Prosecution", *filled(120, 12, 4)]
    right = [*filled(160, 20, 4), *filled(200, 10, 4)]

    def draw(canvas: Canvas) -> None:
        column(canvas, left[:20], 60, 740)
        column(canvas, left[20:21], 60, 470, font="Times-Bold")
        column(canvas, left[21:], 60, 450)
        column(canvas, right[:20], 330, 710)
        column(canvas, ["“They told of nobody at all and", "of nothing that was ever told”"], 330, 462, 15, lead=18)
        column(canvas, right[20:], 330, 426)

    text = text_of(read(tmp_path / "a.pdf", draw))
    assert text == " ".join([*left, *right])


def test_a_heading_beside_a_chance_gap_stays_in_its_column(tmp_path: Path) -> None:
    left = [*filled(0, 20, 4), "RURITANIA (Tier 9)", "Afterwards", *going_on(120, 12)]
    right = [*filled(160, 20, 4), "Later", *filled(200, 13, 4)]  # goes on with the foot of the first column

    def draw(canvas: Canvas) -> None:
        column(canvas, left[:20], 60, 740)
        column(canvas, left[20:21], 60, 470, 14, "Times-Bold")
        column(canvas, left[21:], 60, 450)
        column(canvas, right[:20], 330, 740)
        column(canvas, right[20:], 330, 476)

    assert text_of(read(tmp_path / "a.pdf", draw)) == " ".join([*left, *right])


def test_a_heading_beside_the_hole_of_a_box_stays_in_its_column(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, going_on(0, 14), 60, 740)
        canvas.setFillGray(0.9)
        canvas.rect(56, 470, 240, 90, fill=1)
        canvas.setFillGray(0)
        column(
            canvas,
            ["A story in a box tells", "of nobody in particular and", "has no end at all."],
            64,
            540,
            8,
            "Helvetica",
        )
        column(canvas, going_on(40, 20), 60, 450)
        column(canvas, filled(80, 16, 4), 330, 740)
        column(canvas, ["RURITANIA (Tier 9)"], 330, 520, 14, "Times-Bold")
        column(canvas, filled(120, 20, 4), 330, 500)

    text = text_of(read(tmp_path / "a.pdf", draw))
    assert text.index(going_on(40, 20)[19]) < text.index(filled(80, 16, 4)[0]) < text.index("RURITANIA")


def test_the_stretched_first_word_of_a_narrow_line_is_no_side_tab(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        lines = filled(3, 20, 4)
        column(canvas, lines[:10], 30, 700)
        for x, word in ((30, "to"), (75, "nobody"), (130, "at"), (170, "all")):
            column(canvas, [word], x, 580)
        column(canvas, lines[10:], 30, 568)

    text = text_of(read(tmp_path / "a.pdf", draw))
    assert f"{filled(3, 20, 4)[9]} to nobody at all {filled(3, 20, 4)[10]}" in text


def test_a_frame_of_four_rules_is_a_call_out_box(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(3, 12, 8), 60, 700)
        for a, b, c, d in ((60, 500, 360, 500), (60, 560, 360, 560), (60, 500, 60, 560), (360, 500, 360, 560)):
            canvas.line(a, b, c, d)
        column(
            canvas, ["A story in a frame tells of nobody", "in particular and has no end."], 70, 540, 10, "Helvetica"
        )
        column(canvas, filled(40, 12, 8), 60, 480)

    reading = read(tmp_path / "a.pdf", draw)
    assert text_of(reading, "callout") == "A story in a frame tells of nobody in particular and has no end."


def test_a_heading_of_two_lines_on_a_ground_of_its_own_is_no_call_out(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(3, 20, 4), 60, 740)
        canvas.setFillGray(0.2)
        canvas.rect(56, 455, 240, 40, fill=1)
        canvas.setFillGray(1)
        column(
            canvas, ["RURITANIA, INVENTED STATES", "OF (Tier 9 with a long name)"], 60, 480, 13, "Helvetica-Bold", 15
        )
        canvas.setFillGray(0)
        column(canvas, filled(40, 20, 4), 60, 435)
        column(canvas, filled(80, 45, 4), 330, 740)

    reading = read(tmp_path / "a.pdf", draw)
    assert text_of(reading, "heading") == "RURITANIA, INVENTED STATES OF (Tier 9 with a long name)"


def test_headings_in_capitals_of_the_texts_own_type_stand_apart(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, [*filled(3, 8, 8), "PROTECTION OF NOBODY", *filled(40, 8, 8)], 60, 700)

    reading = read(tmp_path / "a.pdf", draw)
    assert text_of(reading, "heading") == "PROTECTION OF NOBODY"
    assert len(reading.paragraphs) == 3


def test_a_page_number_far_from_the_edge_is_the_label(tmp_path: Path) -> None:
    page = iter(range(31, 36))

    def draw(canvas: Canvas) -> None:
        column(canvas, going_on(3, 40), 60, 700)
        column(canvas, [str(next(page))], WIDTH / 2, 95)

    reading = read(tmp_path / "a.pdf", draw, pages=5)
    assert [p.page_label for p in reading.paragraphs if p.kind == "furniture"] == ["31", "32", "33", "34", "35"]
    assert not any(word.isdigit() for word in text_of(reading).split())


def test_a_sentence_whose_column_ends_with_an_abbreviation_goes_on(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, [*going_on(0, 40), "the office of the U.S."], 60, 740)
        column(canvas, ["envoy gave nothing.", *filled(80, 30, 4)], 330, 740)

    assert any("U.S. envoy gave nothing." in p.text for p in read(tmp_path / "a.pdf", draw).paragraphs)


def test_a_page_on_which_a_sentence_begins_in_its_middle_is_doubted(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, filled(0, 20, 8), 60, 740)
        column(canvas, filled(40, 20, 8), 60, 440)

    problems = read(tmp_path / "a.pdf", draw).problems
    assert problems == ("pages 1 have a paragraph that begins in the middle of a sentence; their order is not certain",)
