"""PDF files to pages of placed lines, by PDFium through pypdfium2.

Belongs here: opening a file, its pages, and what is drawn on them. The letters of a page are read in runs.py.
PDFium is not thread-safe; spread documents over processes.
"""

import ctypes
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from pipeline.reading.letters import drawn_on
from pipeline.reading.model import Box, UnreadableDocument
from pipeline.reading.place import Placing
from pipeline.reading.placed import Page, PlacedLine
from pipeline.reading.runs import lines_of, with_relative_weight


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
        return with_relative_weight([_read_page(document, n) for n in range(len(document))])
    finally:
        document.close()


def _read_page(document: pdfium.PdfDocument, index: int) -> Page:
    page = raw.FPDF_LoadPage(document, index)
    if not page:
        return Page(index + 1, 612.0, 792.0, (), problem="damaged")
    try:
        place = Placing(page)
        textpage = raw.FPDFText_LoadPage(page)
        if not textpage:
            return Page(index + 1, place.width, place.height, (), problem="damaged")
        try:
            lines = lines_of(textpage, place)
        finally:
            raw.FPDFText_ClosePage(textpage)
        panels, pictures, images = _drawn(page, place, bool(lines))
        if any(line.white for line in lines):
            lines = _on_grounds(lines, _grounds(page, place))
        return Page(index + 1, place.width, place.height, tuple(lines), panels, images, pictures=pictures)
    finally:
        raw.FPDF_ClosePage(page)


_X0, _Y0, _X1, _Y1 = (ctypes.c_float() for _ in range(4))
#: A panel holds text: at least so wide and high, in points, and no background of the whole page.
_PANEL = (60.0, 16.0, 0.75)
#: A picture is at least so wide and high, in points; what is smaller is an ornament.
_PICTURE = 30.0
#: Rules of a page of which frames are made; a drawing of thousands is no frame.
_MOST_RULES = 60


def _drawn(page: ctypes.c_void_p, place: Placing, has_text: bool) -> tuple[tuple[Box, ...], tuple[Box, ...], bool]:
    """Panels and pictures of a page, and whether one is half its size or more, or there is any where it has no text."""
    kinds, boxes = drawn_on(page, place)
    if not len(kinds):
        return (), (), False
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    paths, area = kinds == raw.FPDF_PAGEOBJ_PATH, wide * high / (place.width * place.height)
    pictures = (kinds == raw.FPDF_PAGEOBJ_IMAGE) | (kinds == raw.FPDF_PAGEOBJ_FORM)
    panels = paths & (wide > _PANEL[0]) & (high > _PANEL[1]) & (area < _PANEL[2])
    rules = paths & ~panels & (np.minimum(wide, high) < _RULE) & (np.maximum(wide, high) > _RULE)
    images = bool((pictures & (area > 0.5)).any() if has_text else pictures.any())
    large = pictures & (np.minimum(wide, high) > _PICTURE)
    return (*_boxes(boxes[panels]), *_framed(_boxes(boxes[rules]))), tuple(_boxes(boxes[large])), images


def _boxes(places: NDArray[np.float64]) -> list[Box]:
    return [(x0, top, x1, bottom) for x0, top, x1, bottom in places.tolist()]


#: A rule is thinner, in points, than this and longer; ends of rules that make a frame meet within it.
_RULE = 3.0


def _framed(rules: list[Box]) -> list[Box]:
    """Panels whose frame is drawn as four rules, each by itself."""
    level = [r for r in rules if r[2] - r[0] > _PANEL[0]]
    upright = [r for r in rules if r[3] - r[1] > _PANEL[1]]
    found: list[Box] = []
    for n, top in enumerate(sorted(level, key=lambda r: r[1])[:_MOST_RULES]):
        for bottom in sorted(level, key=lambda r: r[1])[n + 1 : _MOST_RULES]:
            panel = (top[0], top[1], top[2], bottom[3])
            if abs(top[0] - bottom[0]) > _RULE or abs(top[2] - bottom[2]) > _RULE or panel[3] - panel[1] < _PANEL[1]:
                continue
            if all(_has_side(upright, x, panel[1], panel[3]) for x in (panel[0], panel[2])):
                found.append(panel)
                break
    return found


def _has_side(upright: list[Box], x: float, top: float, bottom: float) -> bool:
    return any(abs((r[0] + r[2]) / 2 - x) < _RULE and r[1] < top + _RULE and r[3] > bottom - _RULE for r in upright)


def _grounds(page: ctypes.c_void_p, place: Placing) -> list[Box]:
    """What is filled with a colour, pictures included."""
    found: list[Box] = []
    fill, stroke, colour = ctypes.c_int(), ctypes.c_int(), [ctypes.c_uint() for _ in range(4)]
    for n in range(raw.FPDFPage_CountObjects(page)):
        drawn = raw.FPDFPage_GetObject(page, n)
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind == raw.FPDF_PAGEOBJ_TEXT or not raw.FPDFPageObj_GetBounds(drawn, _X0, _Y0, _X1, _Y1):
            continue
        if kind == raw.FPDF_PAGEOBJ_PATH:
            filled = raw.FPDFPath_GetDrawMode(drawn, fill, stroke) and fill.value
            known = filled and raw.FPDFPageObj_GetFillColor(drawn, *colour)
            if not filled or (known and min(c.value for c in colour[:3]) > 250):
                continue
        found.append(place.box(_X0.value, _Y0.value, _X1.value, _Y1.value))
    return found


def _on_grounds(lines: list[PlacedLine], grounds: list[Box]) -> list[PlacedLine]:
    """Lines in white are printed only where a ground lies behind them."""
    return [
        line._replace(visible=line.visible and any(_covers(ground, line.box) for ground in grounds))
        if line.white
        else line
        for line in lines
    ]


def _covers(ground: Box, box: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return ground[0] <= x <= ground[2] and ground[1] <= y <= ground[3]
