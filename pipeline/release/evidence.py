"""The place of a sentence on its page as an image.

Belongs here: from a PDF and boxes to a PNG. Does not belong here: which claim or document they belong to.
"""

import io
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import pdfplumber
from PIL import Image

#: Page counted from 1, and left, top, right, bottom in PDF points from the top left of the page.
Box = tuple[int, tuple[float, float, float, float]]

_RESOLUTION = 120
#: Points of the page shown around the lines: above and below for the context, little beside, where other columns stand.
_BESIDE, _ABOVE = 12.0, 46.0
_HIGHLIGHT = (255, 214, 10, 90)
_GAP = 8
_COLOURS = 64
#: At most so many pages of one sentence are shown; a sentence runs over two.
_MOST_PAGES = 4


class NoEvidence(Exception):
    """No image can be made; the message is one line."""


def boxes_of(bbox: str | None) -> list[Box]:
    """The boxes of the column `bbox` of the claims: page:x0,top,x1,bottom joined with ';'; [] for NULL.

    Raises:
        NoEvidence: the text is not of that form.
    """
    boxes = []
    for part in (bbox or "").split(";"):
        if part:
            page, _, corners = part.partition(":")
            try:
                x0, top, x1, bottom = (float(n) for n in corners.split(","))
                boxes.append((int(page), (x0, top, x1, bottom)))
            except ValueError:
                raise NoEvidence(f"'{part}' is no place on a page") from None
    return boxes


def evidence_png(pdf: Path, boxes: list[Box]) -> bytes:
    """The lines in boxes, marked, with some of the page around them; pages below one another. A palette PNG.

    Raises:
        NoEvidence: there are no boxes, the file cannot be opened or has no such page.
    """
    if not boxes:
        raise NoEvidence("the place of the sentence is not known")
    pages = [(number, list(group)) for number, group in groupby(sorted(boxes), key=lambda box: box[0])]
    try:
        with pdfplumber.open(pdf, pages=[number for number, _ in pages]) as document:
            by_number = {page.page_number: page for page in document.pages}
            strips = [_strip(by_number[number], [b for _, b in marked]) for number, marked in pages[:_MOST_PAGES]]
    except NoEvidence:
        raise
    except KeyError as error:
        raise NoEvidence(f"{pdf.name} has no page {error}") from None
    except Exception as error:  # whatever a damaged file makes the libraries raise
        raise NoEvidence(f"{pdf.name} cannot be shown ({type(error).__name__})") from error
    return _png(_stacked(strips))


def _strip(page: pdfplumber.page.Page, boxes: Sequence[tuple[float, float, float, float]]) -> Image.Image:
    """The part of a page around boxes, drawn; the page is closed, for pdfplumber keeps it in memory."""
    left, top, right, bottom = page.bbox
    around = (
        max(left, min(b[0] for b in boxes) - _BESIDE),
        max(top, min(b[1] for b in boxes) - _ABOVE),
        min(right, max(b[2] for b in boxes) + _BESIDE),
        min(bottom, max(b[3] for b in boxes) + _ABOVE),
    )
    if around[0] >= around[2] or around[1] >= around[3]:
        raise NoEvidence(f"the place lies outside page {page.page_number}")
    inside = [b for b in (_clipped(box, around) for box in boxes) if b]
    picture = page.crop(around).to_image(resolution=_RESOLUTION, antialias=True)
    picture.draw_rects(inside, fill=_HIGHLIGHT, stroke=_HIGHLIGHT, stroke_width=0)
    drawn: Image.Image = picture.annotated.convert("RGB")
    page.close()
    return drawn


def _clipped(
    box: tuple[float, float, float, float], by: tuple[float, float, float, float]
) -> tuple[float, float, float, float] | None:
    x0, top, x1, bottom = max(box[0], by[0]), max(box[1], by[1]), min(box[2], by[2]), min(box[3], by[3])
    return (x0, top, x1, bottom) if x0 < x1 and top < bottom else None


def _stacked(strips: Sequence[Image.Image]) -> Image.Image:
    if len(strips) == 1:
        return strips[0]
    height = sum(s.height for s in strips) + _GAP * (len(strips) - 1)
    whole = Image.new("RGB", (max(s.width for s in strips), height), (120, 120, 120))
    y = 0
    for strip in strips:
        whole.paste(strip, (0, y))
        y += strip.height + _GAP
    return whole


def _png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.quantize(colors=_COLOURS).save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()
