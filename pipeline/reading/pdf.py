"""PDF files to pages of placed lines, by PDFium through pypdfium2.

Belongs here: characters and boxes of a page. How lines form columns and paragraphs is in layout.py.
PDFium gives the text of a page in one call and a rectangle for each run of one text object; single characters are asked
for only where those do not settle it, which is what makes reading fast. It is not thread-safe; spread documents over
processes.
"""

import ctypes
import re
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, degrees, hypot
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.reading.glyphs import despaced, without_overprint
from pipeline.reading.model import Box, UnreadableDocument


class PlacedLine(NamedTuple):
    """A printed line, or the part of one before a wide gap, with the font of its first character.

    `upright` is False for text that stands on its side, `visible` for text that is in the file but not printed.
    """

    text: str
    box: Box
    size: float
    bold: bool
    font: str = ""
    upright: bool = True
    visible: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number from 1, its size in points as shown, its lines in file order, and the panels drawn on it.

    `panels` are filled or framed rectangles large enough to hold text; `problem` says why a page could not be read.
    """

    number: int
    width: float
    height: float
    lines: tuple[PlacedLine, ...]
    panels: tuple[Box, ...] = ()
    has_images: bool = False
    problem: str | None = None


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
    """All pages of a PDF. Each page is closed before the next is opened, so only text and boxes stay in memory."""
    document = open_pdf(path)
    try:
        if len(document) == 0:
            raise UnreadableDocument(f"{path}: the PDF has no pages; fetch it again")
        return [_read_page(document, n) for n in range(len(document))]
    finally:
        document.close()


def _read_page(document: pdfium.PdfDocument, index: int) -> Page:
    page = raw.FPDF_LoadPage(document, index)
    if not page:
        return Page(index + 1, 612.0, 792.0, (), problem="damaged")
    try:
        place = _Placing(page)
        textpage = raw.FPDFText_LoadPage(page)
        if not textpage:
            return Page(index + 1, place.width, place.height, (), problem="damaged")
        try:
            lines = _lines(textpage, place)
        finally:
            raw.FPDFText_ClosePage(textpage)
        panels, images = _drawn(page, place, bool(lines))
        return Page(index + 1, place.width, place.height, tuple(lines), panels, images)
    finally:
        raw.FPDF_ClosePage(page)


_LEFT, _RIGHT, _BOTTOM, _TOP = (ctypes.c_double() for _ in range(4))
_X0, _Y0, _X1, _Y1 = (ctypes.c_float() for _ in range(4))
_MATRIX = raw.FS_MATRIX()
_FLAGS = ctypes.c_int()
_NAME = ctypes.create_string_buffer(96)


class _Placing:
    """Turns PDF coordinates into points from the top left of the page as it is shown, whatever its rotation."""

    def __init__(self, page: ctypes.c_void_p) -> None:
        self.width, self.height = float(raw.FPDF_GetPageWidthF(page)), float(raw.FPDF_GetPageHeightF(page))
        self.quarter = int(raw.FPDFPage_GetRotation(page)) % 4
        self.w, self.h = (self.height, self.width) if self.quarter % 2 else (self.width, self.height)
        cropped = raw.FPDFPage_GetCropBox(page, _X0, _Y0, _X1, _Y1) or raw.FPDFPage_GetMediaBox(
            page, _X0, _Y0, _X1, _Y1
        )
        self.left, self.bottom = (min(_X0.value, _X1.value), min(_Y0.value, _Y1.value)) if cropped else (0.0, 0.0)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box in PDF coordinates as x0, top, x1, bottom."""
        x0, y0, x1, y1 = left - self.left, bottom - self.bottom, right - self.left, top - self.bottom
        if self.quarter == 0:
            return x0, self.h - y1, x1, self.h - y0
        if self.quarter == 1:
            return y0, x0, y1, x1
        if self.quarter == 2:
            return self.w - x1, y0, self.w - x0, y1
        return self.h - y1, self.w - x1, self.h - y0, self.w - x0


_SOFT = "\u00ad"
#: Where PDFium ends a line. A hyphen at a line's end is one character, and the next line follows without a break.
_ENDS = re.compile(r"[\r\n]+|(?<=\u00ad)")
#: PDFium's marks for a hyphen that ends a line and for a glyph without a letter.
_MARKS = (("\x02", _SOFT), ("\ufffe", _SOFT), ("\x00", "\ufffd"))


def _lines(textpage: ctypes.c_void_p, place: _Placing) -> list[PlacedLine]:
    count = raw.FPDFText_CountChars(textpage)
    if count <= 0:
        return []
    buffer = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(textpage, 0, count, buffer)
    # one UTF-16 unit per character index keeps text and boxes in step
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
    if len(text) != count:  # letters outside the first plane: one unit a character
        text = "".join(map(chr, buffer[:count]))
    for mark, meaning in _MARKS:
        if mark in text:
            text = text.replace(mark, meaning)
    lines: list[PlacedLine] = []
    start = 0
    for end in _ENDS.finditer(text):
        lines += _runs(textpage, text, start, end.start(), place)
        start = end.end()
    lines += _runs(textpage, text, start, count, place)
    return lines


class _Rect(NamedTuple):
    """The rectangle of one text object in a line, as shown."""

    box: Box
    native: tuple[float, float, float, float]


def _runs(textpage: ctypes.c_void_p, text: str, start: int, end: int, place: _Placing) -> list[PlacedLine]:
    """The line at [start, end), cut where a gap wider than any blank or a step up or down divides it."""
    while start < end and text[start].isspace():
        start += 1
    if start >= end:
        return []
    rects = _rects(textpage, start, end, place)
    if not rects:
        return []
    size, angle = _size_and_angle(textpage, start)
    upright = abs((angle - 90 * place.quarter + 45) % 360 - 45) < 20
    if not upright or len(rects) == 1:
        return [_line(textpage, text[start:end], rects, start, size, upright)]
    words = end - start > 2 * len(rects)
    cuts, blanks, doubled = _gaps(rects, size, words)
    if doubled:
        pieces = [(_deduplicated(textpage, text, start, end, place, size), rects, start)]
    else:
        if blanks and len(blanks) <= text.count(" ", start, end):
            blanks = []  # every gap has its blank
        elif words and 2 * text.count(" ", start, end) >= len(blanks):
            # the file writes its blanks: what a narrow gap divides is the ligature of a word and the letter behind it
            _, blanks, _ = _gaps(rects, size, False)
        pieces = _cut(textpage, text, start, end, rects, cuts, blanks, place.quarter != 0)
    return [
        _line(textpage, piece, group, first, size if first == start else _size_and_angle(textpage, first)[0], True)
        for piece, group, first in pieces
        if piece.strip()
    ]


def _rects(textpage: ctypes.c_void_p, start: int, end: int, place: _Placing) -> list[_Rect]:
    found = []
    for n in range(raw.FPDFText_CountRects(textpage, start, end - start)):
        if raw.FPDFText_GetRect(textpage, n, _LEFT, _TOP, _RIGHT, _BOTTOM):
            native = (_LEFT.value, _BOTTOM.value, _RIGHT.value, _TOP.value)
            found.append(_Rect(place.box(*native), native))
    return found


def _size_and_angle(textpage: ctypes.c_void_p, index: int) -> tuple[float, float]:
    """Font size in points as printed, and the direction of the text in degrees."""
    size = float(raw.FPDFText_GetFontSize(textpage, index))
    if raw.FPDFText_GetMatrix(textpage, index, _MATRIX):
        scale = hypot(_MATRIX.c, _MATRIX.d)
        return size * (scale or 1.0), degrees(atan2(_MATRIX.b, _MATRIX.a))
    return size, 0.0


#: In parts of the font size: a gap that no justified line has between words, the least blank where words are drawn one
#: by one and where letters are, a step to another line.
_WIDE, _BLANK, _BLANK_OF_LETTERS, _STEP = 0.95, 0.14, 0.22, 0.75


def _gaps(rects: list[_Rect], size: float, words: bool) -> tuple[list[int], list[int], bool]:
    """Places of rectangles before which the line is cut, before which there is a blank, and whether any is printed twice."""
    cuts: list[int] = []
    blanks: list[int] = []
    doubled = False
    for n in range(1, len(rects)):
        before, box = rects[n - 1].box, rects[n].box
        gap = box[0] - before[2]
        step = abs((box[1] + box[3]) - (before[1] + before[3])) / 2
        if gap > _WIDE * size or gap < -3 * size - 8 or step > max(_STEP * size, 0.6 * (before[3] - before[1])):
            cuts.append(n)
        elif gap > (_BLANK if words else _BLANK_OF_LETTERS) * size:
            blanks.append(n)
        elif -gap > 0.6 * max(box[2] - box[0], 0.1) and -gap > 0.3 * size:
            doubled = True
    return cuts, blanks, doubled


def _cut(
    textpage: ctypes.c_void_p,
    text: str,
    start: int,
    end: int,
    rects: list[_Rect],
    cuts: list[int],
    blanks: list[int],
    turned: bool,
) -> list[tuple[str, list[_Rect], int]]:
    """Text, rectangles and first character of each part of a line; blanks that the text lacks are put in."""
    pieces: list[tuple[str, list[_Rect], int]] = []
    piece, first, group, at = "", start, 0, start
    for n in sorted({*cuts, *blanks}):
        index = _first_character(textpage, text, rects[n], at, end, turned)
        if index is None:
            continue
        piece += text[at:index]
        at = index
        if n in cuts:
            pieces.append((piece, rects[group:n], first))
            piece, first, group = "", index, n
        elif piece and not piece[-1].isspace() and not text[index].isspace():
            piece += " "
    pieces.append((piece + text[at:end], rects[group:], first))
    return pieces


def _first_character(
    textpage: ctypes.c_void_p, text: str, rect: _Rect, after: int, end: int, turned: bool
) -> int | None:
    """The character that stands at the left end of a rectangle; None where the page does not tell."""
    left, bottom, right, top = rect.native
    middle, half = (bottom + top) / 2, max(0.6 * (top - bottom), 2.0)
    low, high = (end, end) if turned else (after + 1, end)
    while low < high:  # letters stand in order, row by row, so few of them need to be asked
        probe = (low + high) // 2
        asked = probe
        while asked < high and text[asked].isspace():
            asked += 1
        if asked < high and _stands_before(textpage, asked, left - 0.6, middle, half):
            low = asked + 1
        else:
            high = probe
    while low < end and text[low].isspace():
        low += 1
    if low < end and raw.FPDFText_GetCharBox(textpage, low, _LEFT, _RIGHT, _BOTTOM, _TOP):
        at_left = abs(_LEFT.value - left) < 1.5
        if at_left and bottom - 0.5 <= _BOTTOM.value and _TOP.value <= top + 0.5:
            return low
    index = raw.FPDFText_GetCharIndexAtPos(textpage, left + min(0.8, (right - left) / 3), middle, 1.0, half)
    return int(index) if after < index < end else None


def _stands_before(textpage: ctypes.c_void_p, index: int, left: float, middle: float, half: float) -> bool:
    """Whether a character is in a row above a place, or in its row and left of it."""
    if not raw.FPDFText_GetCharBox(textpage, index, _LEFT, _RIGHT, _BOTTOM, _TOP):
        return True
    above = (_BOTTOM.value + _TOP.value) / 2 - middle
    return above > half or (abs(above) <= half and _LEFT.value < left)


def _deduplicated(textpage: ctypes.c_void_p, text: str, start: int, end: int, place: _Placing, size: float) -> str:
    """The text of a line without the letters that are printed twice at one place."""
    placed: list[tuple[str, Box | None]] = []
    for index in range(start, end):
        ok = raw.FPDFText_GetCharBox(textpage, index, _LEFT, _RIGHT, _BOTTOM, _TOP)
        known = ok and not text[index].isspace()
        placed.append((text[index], place.box(_LEFT.value, _BOTTOM.value, _RIGHT.value, _TOP.value) if known else None))
    return without_overprint(placed, size)


def _line(
    textpage: ctypes.c_void_p, text: str, rects: list[_Rect], first: int, size: float, upright: bool
) -> PlacedLine:
    box = rects[0].box
    for rect in rects[1:]:
        one = rect.box
        box = (min(box[0], one[0]), min(box[1], one[1]), max(box[2], one[2]), max(box[3], one[3]))
    font, bold = "", False
    if raw.FPDFText_GetFontInfo(textpage, first, _NAME, 96, _FLAGS):
        font, bold = _font(_NAME.value)
    bold = bold or raw.FPDFText_GetFontWeight(textpage, first) >= 600
    printed = raw.FPDFText_GetTextObject(textpage, first)
    mode = raw.FPDFTextObj_GetTextRenderMode(printed) if printed else 0
    clean = " ".join(text.split())
    if _SOFT in clean:
        clean = clean.replace(_SOFT + " ", "")
    return PlacedLine(despaced(clean), box, size or max(1.0, box[3] - box[1]), bold, font, upright, mode not in (3, 7))


@lru_cache(maxsize=512)
def _font(name: bytes) -> tuple[str, bool]:
    """A font's name, and whether it says that the font is bold."""
    font = name.decode("utf-8", "ignore")
    return font, any(w in font.lower() for w in ("bold", "black", "heavy"))


#: A panel holds text: at least so wide and high, in points, and no background of the whole page.
_PANEL = (60.0, 24.0, 0.75)


def _drawn(page: ctypes.c_void_p, place: _Placing, has_text: bool) -> tuple[tuple[Box, ...], bool]:
    """Panels of a page, and whether it shows a picture of half its size or more, or any where it has no text."""
    panels: list[Box] = []
    images = False
    for n in range(raw.FPDFPage_CountObjects(page)):
        drawn = raw.FPDFPage_GetObject(page, n)
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
            continue
        if not raw.FPDFPageObj_GetBounds(drawn, _X0, _Y0, _X1, _Y1):
            continue
        box = place.box(_X0.value, _Y0.value, _X1.value, _Y1.value)
        wide, high = box[2] - box[0], box[3] - box[1]
        if kind != raw.FPDF_PAGEOBJ_PATH:
            images = images or not has_text or wide * high > 0.5 * place.width * place.height
        elif wide > _PANEL[0] and high > _PANEL[1] and wide * high < _PANEL[2] * place.width * place.height:
            panels.append(box)
    return tuple(panels), images
