"""Draws small pages with reportlab, one trap of real reports at a time. All text is invented."""

from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from pipeline.reading import Reading, read_document

WIDTH, HEIGHT = LETTER
WORDS = ["luvan", "mortik", "sandre", "polgar", "finwem", "ritsko", "dalvur", "gonpra", "zelnik", "horvat"]


def sentence(seed: int, words: int = 9) -> str:
    """An invented sentence that no other seed gives."""
    mark = f"{chr(97 + seed % 26)}{chr(97 + seed // 26 % 26)}"
    return " ".join(f"{WORDS[(seed * 3 + n * 7) % len(WORDS)]}{mark}{chr(97 + n)}" for n in range(words)) + "."


def column(
    canvas: Canvas,
    lines: list[str],
    x: float,
    top: float,
    size: float = 10,
    font: str = "Times-Roman",
    lead: float = 12,
) -> None:
    """Lines one below the other."""
    canvas.setFont(font, size)
    for n, line in enumerate(lines):
        canvas.drawString(x, top - n * lead, line)


def filled(first: int, count: int = 12, words: int = 5) -> list[str]:
    """So many lines of invented text, the last with a full stop."""
    return [
        " ".join(sentence(first + n, words).rstrip(".").split()) + ("." if n == count - 1 else "") for n in range(count)
    ]


def read(path: Path, draw: Callable[[Canvas], None], pages: int = 1) -> Reading:
    """A PDF of so many equal pages, read."""
    canvas = Canvas(str(path), pagesize=LETTER, invariant=1)
    for _ in range(pages):
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return read_document(path)


def text_of(reading: Reading, *kinds: str) -> str:
    """All text of the given kinds, in order."""
    return " ".join(p.text for p in reading.paragraphs if p.kind in (kinds or ("body", "heading")))
