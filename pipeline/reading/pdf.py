"""PDF files to pages of placed lines, by PDFium through pypdfium2.

Belongs here: characters, words and boxes of a page. How lines form columns and paragraphs is in layout.py.
PDFium is not thread-safe; spread documents over processes.
"""

import ctypes
import itertools
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.reading.model import Box, UnreadableDocument


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a blank, with its box in points from the top left."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A run of words that PDFium gives as one line, with font size and weight of its first character."""

    words: tuple[Word, ...]
    box: Box
    size: float
    bold: bool

    @property
    def text(self) -> str:
        """The words with single blanks between them."""
        return " ".join(w.text for w in self.words).replace("\u00ad ", "")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number from 1, its size in points, and its lines in the order of the content stream."""

    number: int
    width: float
    height: float
    lines: tuple[PlacedLine, ...]
    has_images: bool = False


def open_pdf(path: Path) -> pdfium.PdfDocument:
    """Opens a PDF; raises UnreadableDocument with one line for a file that is encrypted, truncated or no PDF."""
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as problem:
        said = str(problem).lower()
        if "password" in said or "security" in said:
            raise UnreadableDocument(
                f"{path}: the PDF is encrypted; save it without a password and try again"
            ) from problem
        raise UnreadableDocument(f"{path}: the PDF is damaged or cut short; fetch it again") from problem


def read_pages(path: Path) -> list[Page]:
    """All pages of a PDF. Each page is closed before the next is opened, so memory does not grow with the file."""
    document = open_pdf(path)
    try:
        if len(document) == 0:
            raise UnreadableDocument(f"{path}: the PDF has no pages; fetch it again")
        return [_read_page(document, n) for n in range(len(document))]
    finally:
        document.close()


def _read_page(document: pdfium.PdfDocument, index: int) -> Page:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return Page(index + 1, 612.0, 792.0, ())
    try:
        width, height = page.get_size()
        textpage = page.get_textpage()
        try:
            lines = _lines(textpage, float(height))
        finally:
            textpage.close()
        images = not lines and any(o.type == raw.FPDF_PAGEOBJ_IMAGE for o in page.get_objects(max_depth=2))
        return Page(index + 1, float(width), float(height), tuple(lines), images)
    finally:
        page.close()


_SOFT = "\u00ad"
#: PDFium gives the hyphen at a line's end as one character and lets the next line follow without a break.
_BREAKS = frozenset({"\r", "\n", _SOFT})


def _lines(textpage: pdfium.PdfTextPage, height: float) -> list[PlacedLine]:
    count = textpage.count_chars()
    if count <= 0:
        return []
    buffer = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(textpage, 0, count, buffer)
    # one UTF-16 unit per character index keeps text and boxes in step
    text = "".join(map(chr, buffer[:count])).replace("\x02", "\u00ad").replace("\ufffe", "\u00ad").replace("\x00", " ")
    lines: list[PlacedLine] = []
    start = 0
    for end, skip in [*((n + (c == _SOFT), c != _SOFT) for n, c in enumerate(text) if c in _BREAKS), (count, True)]:
        if end > start:
            lines += _placed(textpage, text, start, end, height)
        start = end + skip
    return lines


_LEFT, _RIGHT, _BOTTOM, _TOP = (ctypes.c_double() for _ in range(4))


def _char_box(textpage: pdfium.PdfTextPage, index: int) -> tuple[float, float, float, float] | None:
    ok = raw.FPDFText_GetCharBox(textpage, index, _LEFT, _RIGHT, _BOTTOM, _TOP)
    return (_LEFT.value, _RIGHT.value, _BOTTOM.value, _TOP.value) if ok else None


def _placed(textpage: pdfium.PdfTextPage, text: str, start: int, end: int, height: float) -> list[PlacedLine]:
    """The words of a line; a gap far wider than a blank (a column gutter) makes two lines of it."""
    words: list[Word] = []
    at = start
    while at < end:
        while at < end and text[at].isspace():
            at += 1
        stop = at
        while stop < end and not text[stop].isspace():
            stop += 1
        if stop > at:
            first, last = _char_box(textpage, at), _char_box(textpage, stop - 1)
            if first and last:
                left, right = min(first[0], last[0]), max(first[1], last[1])
                bottom, top = min(first[2], last[2]), max(first[3], last[3])
                words.append(Word(text[at:stop], (left, height - top, right, height - bottom)))
        at = stop
    if not words:
        return []
    size = float(raw.FPDFText_GetFontSize(textpage, start))
    weight = raw.FPDFText_GetFontWeight(textpage, start)
    bold = weight >= 600 or _bold_font(textpage, start)
    runs: list[list[Word]] = [[words[0]]]
    for previous, word in itertools.pairwise(words):
        gap = word.box[0] - previous.box[2]
        if gap > 1.6 * size + 4 or gap < -3 * size - 8 or abs(word.box[3] - previous.box[3]) > 1.2 * size + 2:
            runs.append([])
        runs[-1].append(word)
    return [PlacedLine(tuple(run), _around(run), size, bold) for run in runs if run]


def _bold_font(textpage: pdfium.PdfTextPage, index: int) -> bool:
    buffer = ctypes.create_string_buffer(96)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, index, buffer, 96, flags)
    name = buffer.value.decode("utf-8", "ignore").lower()
    return "bold" in name or "black" in name or "heavy" in name or "semibold" in name


def _around(words: list[Word]) -> Box:
    return (
        min(w.box[0] for w in words),
        min(w.box[1] for w in words),
        max(w.box[2] for w in words),
        max(w.box[3] for w in words),
    )
