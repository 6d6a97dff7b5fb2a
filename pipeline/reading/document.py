"""Reads one file of any kind in this process: the kind follows from the content, not from the name.

Only child.py and measurements call it: what reads a file from elsewhere goes through `pipeline.reading.read_document`,
within limits.
"""

from pathlib import Path

from pipeline.reading.html import read_html
from pipeline.reading.layout import arrange
from pipeline.reading.model import Reading, UnreadableDocument
from pipeline.reading.pdf import read_pages
from pipeline.reading.text import read_text
from pipeline.reading.unseen import seen_pages, seen_paragraphs


def read_document(path: Path) -> Reading:
    """Paragraphs of a PDF, HTML or text file in reading order.

    Raises:
        UnreadableDocument: the file is missing, empty, encrypted, cut short or of an unknown kind; one line says which
            and what to do.
    """
    path = Path(path)
    if not path.exists():
        raise UnreadableDocument(f"{path}: no such file; check the name")
    if path.is_dir():
        raise UnreadableDocument(f"{path}: is a folder; name a file")
    try:
        head = path.open("rb").read(2048)
    except OSError as problem:
        raise UnreadableDocument(f"{path}: cannot be opened ({problem.strerror}); check its permissions") from problem
    if not head.strip():
        raise UnreadableDocument(f"{path}: the file is empty; fetch it again")
    if b"%PDF-" in head[:1024]:
        pages, unseen = seen_pages(read_pages(path))
        sorted_pages = arrange(pages)
        if not any(p.lines for p in pages):
            raise UnreadableDocument(
                f"{path}: no text on any of its {len(pages)} pages (scanned?); run OCR on it first"
            )
        return Reading(len(pages), sorted_pages.paragraphs, (*sorted_pages.problems, *unseen))
    if path.suffix.lower() == ".pdf":
        raise UnreadableDocument(f"{path}: is not a PDF, although its name says so; fetch it again")
    if b"\x00" in head:
        raise UnreadableDocument(f"{path}: is neither PDF, HTML nor text; give one of these")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text(encoding="cp1252", errors="replace")
    low = text[:2048].lstrip().lower()
    if low.startswith(("<!doctype html", "<html", "<?xml")) or "<body" in low or "<p>" in low or "<p " in low:
        return _seen(read_html(text, str(path)))
    return _seen(read_text(text))


def _seen(reading: Reading) -> Reading:
    paragraphs, unseen = seen_paragraphs(reading.paragraphs)
    return Reading(reading.pages, paragraphs, (*reading.problems, *unseen))
