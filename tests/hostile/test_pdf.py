"""Hostile PDFs: each is read, or refused with one line; none hangs, crashes or exhausts what asked for it."""

import dataclasses
import random
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pipeline.reading import Reading, UnreadableDocument, read_document
from pipeline.reading.limits import Limits
from tests.hostile import files

#: Enough for any of these, little enough that a hang ends soon.
LIMITS = Limits(seconds=30, seconds_per_mb=1, patience=3, memory_mb=1024, text_mb=50)


def read(tmp_path: Path, content: bytes, limits: Limits = LIMITS) -> Reading | str:
    """What was read, or the line that says why nothing was."""
    path = tmp_path / "hostile.pdf"
    path.write_bytes(content)
    try:
        return read_document(path, limits)
    except UnreadableDocument as problem:
        line = str(problem)
        assert "\n" not in line
        assert line.startswith(str(path))
        return line


@pytest.fixture(autouse=True)
def others_are_still_read(tmp_path: Path):  # type: ignore[no-untyped-def]
    """After every hostile file an honest one is read as ever."""
    yield
    path = tmp_path / "honest.pdf"
    path.write_bytes(files.plain())
    assert [p.text for p in read_document(path).paragraphs] == [" ".join([files.SENTENCE] * 3)]


def text_of(reading: Reading | str) -> str:
    assert isinstance(reading, Reading), reading
    return " ".join(p.text for p in reading.paragraphs)


@pytest.mark.parametrize("wrong", [[0] * 5, [10**9] * 5, [17, 17, 17, 17, 17]], ids=["zero", "beyond", "all one"])
def test_a_wrong_cross_reference_table(tmp_path: Path, wrong: list[int]) -> None:
    whole = files.plain()
    start = whole.index(b"xref\n")
    told = read(tmp_path, whole[:start] + b"".join(b"%010d 00000 n \n" % n for n in wrong) + whole[start:])
    assert isinstance(told, Reading | str)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 5 >>"]
    assert isinstance(read(tmp_path, files.pdf(objects, offsets=wrong[:2])), str)


def test_every_way_of_being_cut_short(tmp_path: Path) -> None:
    whole = files.plain()
    for length in range(1, len(whole), 37):
        told = read(tmp_path, whole[:length])
        assert isinstance(told, str) or text_of(told) in ("", " ".join([files.SENTENCE] * 3)), length


def test_an_encrypted_file_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "secret.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("invented", canPrint=0))
    canvas.drawString(72, 700, files.SENTENCE)
    canvas.save()
    with pytest.raises(UnreadableDocument, match="encrypted"):
        read_document(path)


@pytest.mark.parametrize("depth", [600, 20_000, 2_000_000])
def test_deeply_nested_objects(tmp_path: Path, depth: int) -> None:
    told = read(tmp_path, files.nested_arrays(depth))
    assert isinstance(told, str) or text_of(told) in ("", files.SENTENCE)


@pytest.mark.parametrize("depth", [30, 5_000, 100_000])
def test_deep_page_trees(tmp_path: Path, depth: int) -> None:
    assert isinstance(read(tmp_path, files.nested_page_tree(depth)), str)


@pytest.mark.parametrize("make", [files.circular_page_tree, files.circular_forms])
def test_what_goes_round_in_circles_comes_to_an_end(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    assert isinstance(read(tmp_path, make()), str)


def test_a_bomb_is_stopped_by_memory_or_time(tmp_path: Path) -> None:
    content = files.bomb(700)
    assert len(content) < 100_000
    told = read(tmp_path, content, dataclasses.replace(LIMITS, memory_mb=400, seconds=20))
    assert isinstance(told, str)
    assert "stopped" in told


@pytest.mark.parametrize(
    "box",
    [
        b"[0 0 1e30 1e30]",
        b"[0 0 -5 -5]",
        b"[0 0 0 0]",
        b"[nan nan nan nan]",
        b"[0 0 99999999999999999999 1]",
        b"[(a) /b]",
    ],
)
def test_pages_of_impossible_size(tmp_path: Path, box: bytes) -> None:
    told = read(tmp_path, files.one_page(files.printed(files.SENTENCE), box=box))
    assert isinstance(told, str) or text_of(told) in ("", files.SENTENCE)


@pytest.mark.parametrize("number", [b"nan", b"inf", b"1e400", b"-1e38", b"99999999999999999999", b"--5", b"1.2.3"])
def test_coordinates_that_are_no_numbers(tmp_path: Path, number: bytes) -> None:
    content = b"BT /F1 %s Tf %s %s Td (%s) Tj ET\n" % (number, number, number, files.SENTENCE.encode())
    content += b"%s 0 0 %s %s %s cm\n" % (number, number, number, number) + files.printed(files.SENTENCE)
    told = read(tmp_path, files.one_page(content + files.printed(files.SENTENCE)))
    assert isinstance(told, Reading | str)


def test_ten_thousand_pages_are_read_or_refused_within_the_default_limits(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    canvas = Canvas(str(path), pageCompression=1)
    for number in range(10_000):
        for line in range(8):
            canvas.drawString(72, 700 - 14 * line, f"Invented page {number} line {line} of a text without end")
        canvas.showPage()
    canvas.save()
    reading = read_document(path)
    assert reading.pages == 10_000
    assert "Invented page 9999 line 7" in reading.paragraphs[-1].text


def test_a_page_with_a_million_letters(tmp_path: Path) -> None:
    told = read(tmp_path, files.million_glyphs(), dataclasses.replace(LIMITS, seconds=15))
    assert "stopped" in told if isinstance(told, str) else "invented words" in text_of(told)


def test_a_font_that_names_none_of_its_letters_is_told(tmp_path: Path) -> None:
    names = dict.fromkeys(range(65, 91), "\ue000")
    told = read(tmp_path, files.named_by(names | {97: "a"}))
    assert isinstance(told, Reading | str)


def test_null_bytes_and_half_letters_reach_no_table(tmp_path: Path) -> None:
    names = {65: "spent 5", 66: "\x00", 67: "00", 68: "\x1b[31m", 69: " euros"}
    text = text_of(read(tmp_path, files.named_by(names)))
    assert not set(text) & {chr(n) for n in range(32)}
    text.encode("utf-8")


def test_unseen_characters_are_taken_out_and_named(tmp_path: Path) -> None:
    names = {65: "spent 5", 66: "\u200b", 67: "00", 68: "\u202e", 69: " euros"}
    reading = read(tmp_path, files.named_by(names))
    text = text_of(reading)
    assert "\u200b" not in text
    assert "\u202e" not in text
    assert "spent 500" in text
    assert isinstance(reading, Reading)
    assert any("U+202E" in p and "pages 1" in p for p in reading.problems)


def test_mutations_of_an_honest_file(tmp_path: Path) -> None:
    rng = random.Random(20)
    whole = files.plain()
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(rng.randint(1, 12)):
            at = rng.randrange(len(data))
            data[at : at + rng.randint(0, 4)] = bytes(rng.randrange(256) for _ in range(rng.randint(0, 6)))
        told = read(tmp_path, b"%PDF-" + bytes(data[5:]))
        assert isinstance(told, Reading | str)


#: Little enough that what would take hours is stopped in seconds.
TIGHT = Limits(seconds=2, seconds_per_mb=0.01, patience=6, memory_mb=1000)


@pytest.mark.parametrize(
    "content",
    [files.exponential_forms(30), files.exponential_page_tree(40), files.one_page_many_times(300_000)],
    ids=["forms", "page tree", "one page many times"],
)
def test_what_grows_without_end_from_a_few_bytes_is_stopped(tmp_path: Path, content: bytes) -> None:
    assert isinstance(read(tmp_path, content, TIGHT), str)


def _with(old: bytes, new: bytes) -> bytes:
    whole = files.plain()
    assert old in whole
    return whole.replace(old, new, 1)


@pytest.mark.parametrize(
    "content",
    [
        _with(b"/Root 1 0 R", b"/Root 1 0 R /Prev 0"),
        _with(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % files.plain().index(b"xref\n")),
        _with(b"/Count 1", b"/Count -5"),
        _with(b"/Count 1", b"/Count 2147483647"),
        _with(b"/Length ", b"/Length -9"),
        _with(b"/Length ", b"/Length 99999999999"),
        _with(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (while\\(1\\){}) >>"),
        _with(b"/Type /Catalog", b"/Type /Catalog /AA << /WC << /S /Launch /F (/bin/sh) >> >>"),
        b"\0" * 1000 + files.plain(),
        files.plain() + files.plain(),
    ],
    ids=["prev at zero", "prev at itself", "fewer than no pages", "pages without number", "negative length",
         "endless length", "script", "launch", "junk before", "twice"],
)  # fmt: skip
def test_what_can_be_read_in_spite_of_it_is_read_and_nothing_is_run(tmp_path: Path, content: bytes) -> None:
    assert text_of(read(tmp_path, content)).startswith(files.SENTENCE)


@pytest.mark.parametrize("tenths", range(1, 10))
def test_a_file_cut_at_each_tenth_is_refused(tmp_path: Path, tenths: int) -> None:
    whole = files.plain()
    assert isinstance(read(tmp_path, whole[: len(whole) * tenths // 10]), str)
