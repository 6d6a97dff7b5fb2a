"""Hostile web pages, names and sentences: nothing hangs, nothing unseen gets through, nothing steers a screen or a sheet."""

import csv
import io
import json
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.printable import printable
from pipeline.reading import Reading, UnreadableDocument, read_document
from pipeline.reports import account, split_report
from pipeline.screen import escape
from tests.hostile import files

runner = CliRunner()
MONEY = "The government allocated 5,000 euros to a shelter."


def read(tmp_path: Path, content: bytes | str, name: str = "page.html") -> Reading | str:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    try:
        return read_document(path)
    except UnreadableDocument as problem:
        told = str(problem)
    assert "\n" not in told.replace(str(path), "")
    return told


def trusted(reading: Reading | str) -> str:
    assert isinstance(reading, Reading), reading
    return " ".join(p.text for p in reading.paragraphs if p.kind != "untrusted")


@pytest.mark.parametrize("tag", ["div", "span", "b", "table", "blockquote"])
def test_deep_nesting_is_refused_and_not_read_by_half(tmp_path: Path, tag: str) -> None:
    told = read(tmp_path, files.html_page(f"<p>{MONEY}</p>" + f"<{tag}>" * 50_000 + "<p>and 7,000 euros</p>"))
    assert isinstance(told, str)
    assert "cannot be parsed to its end" in told


def test_entities_are_not_expanded_without_end(tmp_path: Path) -> None:
    rows = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    page = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e0 "bomb">{rows}]><html><body><p>{MONEY} &e11;</p></body></html>'
    assert len(trusted(read(tmp_path, page))) < 200


def test_an_entity_reads_no_file_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("a secret of this machine")
    page = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]><html><body><p>{MONEY} &x;</p></body></html>'
    assert "secret of this machine" not in trusted(read(tmp_path, page))


def test_fifty_megabytes_of_text_are_read_or_refused(tmp_path: Path) -> None:
    paragraph = "<p>" + "invented words without any sum " * 40 + "</p>\n"
    told = read(tmp_path, files.html_page(paragraph * (52_000_000 // len(paragraph))))
    assert isinstance(told, Reading) or "million characters" in told
    assert isinstance(read(tmp_path, files.html_page("<p>" + "word " * 12_000_000)), str)


@pytest.mark.parametrize(
    "content", [b"\x00\x01\x02" * 500, b"GIF89a" + b"\x00" * 600, b"PK\x03\x04" + bytes(range(256)) * 4]
)
def test_what_is_no_html_is_told(tmp_path: Path, content: bytes) -> None:
    assert "neither PDF, HTML nor text" in str(read(tmp_path, content))


@pytest.mark.parametrize(
    "body",
    [
        "<p>The government spent \u202e000,5\u202c euros on shelters.</p>",
        '<p>The government spent <bdo dir="rtl">000,5</bdo> euros on shelters.</p>',
        '<p>The government spent <span style="unicode-bidi: bidi-override; direction: rtl">000,5</span> euros.</p>',
        "<p>The government spent \u2067from 5 to 900\u2069 euros on shelters.</p>",
    ],
)
def test_an_amount_that_a_screen_shows_turned_is_never_read(tmp_path: Path, body: str) -> None:
    reading = read(tmp_path, files.html_page(f"<p>{MONEY}</p>{body}"))
    assert trusted(reading) == MONEY
    assert isinstance(reading, Reading)
    assert any("shown in another order" in p for p in reading.problems)
    for source in ("tip", "greta"):
        split = split_report(reading, source, 2018, "ALB")
        assert account(reading, split) == 0
        assert not any("000,5" in p.text for n in split.narratives for p in n.paragraphs)


@pytest.mark.parametrize(
    "hidden", ['style="display:none"', "hidden", 'style="font-size:0"', 'style="visibility: hidden"']
)
def test_what_a_page_does_not_show_is_not_read_as_told(tmp_path: Path, hidden: str) -> None:
    reading = read(tmp_path, files.html_page(f"<p>{MONEY}</p><p {hidden}>It allocated 9 million euros.</p>"))
    assert trusted(reading) == MONEY
    assert isinstance(reading, Reading)
    assert any("9 million" in p.text for p in reading.paragraphs)


def test_an_amount_is_read_as_it_is_seen(tmp_path: Path) -> None:
    """Characters without width or ink between digits are not there for a reader, so not for us."""
    text = MONEY.replace("5,000", "5\u200b,0\u20600\u200d\ufeff0").replace("shelter", "shel\x07\x1b[31mter")
    reading = read(tmp_path, text, "passage.txt")
    assert trusted(reading) == MONEY.replace("shelter", "shel[31mter")
    assert isinstance(reading, Reading)
    assert "ZERO WIDTH SPACE U+200B" in reading.problems[0]


def test_half_a_letter_can_be_stored(tmp_path: Path) -> None:
    trusted(read(tmp_path, files.html_page(f"<p>{MONEY} &#xD800; &#55357;</p>"))).encode("utf-8")


@pytest.mark.parametrize(
    "name",
    [
        "a\nb.txt",
        "a\x1b]0;owned\x07.txt",
        "-rf.txt",
        "$(touch owned).txt",
        "\u202etxt.fdp",
        "a" * 200,
        "%s%n.txt",
        "[red]x.txt",
    ],
)
def test_names_of_files_do_nothing(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(b"")
    (tmp_path / "good.txt").write_text(MONEY)
    result = runner.invoke(
        app, ["extract", "--source", "tip", "--edition", "2018", "--country", "ALB", "--", name, "good.txt"]
    )
    assert result.exit_code == 1
    assert "the file is empty" in " ".join(result.stderr.split())
    assert not set(result.stderr) & {"\x1b", "\x07", "\u202e"}
    assert len(result.stderr.splitlines()) == 1 or len(name) > 100
    assert next(csv.DictReader(io.StringIO(result.stdout)))["amount_low"] == "5000"
    assert not (tmp_path / "owned").exists()


def test_no_formula_leaves_the_extract_command(tmp_path: Path) -> None:
    (tmp_path / "f.txt").write_text('=HYPERLINK("http://x","The government allocated 5,000 euros to a shelter")')
    arguments = ["extract", str(tmp_path / "f.txt"), "--source", "tip", "--edition", "2018", "--country", "ALB"]
    rows = list(csv.DictReader(io.StringIO(runner.invoke(app, arguments).stdout)))
    assert rows
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    plain = json.loads(runner.invoke(app, [*arguments, "--format", "json"]).stdout)
    assert plain[0]["sentence"].startswith("=HYPERLINK")


@pytest.mark.parametrize(
    "text", ["\x1b[2J\x1b[H", "\x1b]0;title\x07", "a\rb", "\x9b31m", "x\u202ey", "[link=file:///etc]x[/link]", "a\nb"]
)
def test_nothing_from_a_report_steers_the_terminal(text: str) -> None:
    screen = io.StringIO()
    Console(file=screen, force_terminal=True, width=200, highlight=False).print(f"“{escape(text)}”", highlight=False)
    shown = screen.getvalue().removesuffix("\n")
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 or c == "\u202e" for c in shown)
    assert printable(text) in shown
