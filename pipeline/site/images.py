"""Small pictures of the places that statements stand at, the sentence highlighted.

Belongs here: cropping, colouring and writing. Does not belong here: which statements are shown.

Eight colours and no time stamp: the same file gives the same bytes. A page is drawn once and closed, because pdfplumber
keeps pages in memory.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

import pdfplumber
from PIL import Image, ImageDraw

from pipeline.site.tables import Row

_DPI = 100
_POINT = 72
#: Context around the sentence, in PDF points: a line above and below, a little at the sides.
_ABOVE, _BESIDE = 13, 10
_GREYS = 4
_PAPER, _HIGHLIGHT = (255, 255, 255), (255, 226, 120)

Box = tuple[float, float, float, float]
Place = tuple[int, Box]


def places(bbox: str | None) -> list[Place]:
    """Pages and boxes of a sentence's lines from `claims.bbox`: page:x0,top,x1,bottom in points, joined with ';'.

    Raises:
        ValueError: the text is not in that form.
    """
    found = []
    for line in (bbox or "").split(";"):
        if line:
            page, _, box = line.partition(":")
            x0, top, x1, bottom = map(float, box.split(","))
            found.append((int(page), (x0, top, x1, bottom)))
    return found


def image_name(claim: Row) -> str:
    """Name of the picture of a claim's place; claims of one sentence share it."""
    return sha256(f"{claim['document_id']} {claim['bbox']}".encode()).hexdigest()[:12] + ".webp"


def write_images(claims: Iterable[Row], files: Mapping[str, Path], folder: Path) -> dict[str, tuple[str, int, int]]:
    """Draw each claim's place; claims without a place, or whose file is no PDF at hand, get none.

    Args:
        claims: rows of `claims`.
        files: the file read for each document.
        folder: where pictures go; made if missing.

    Returns:
        File name, width and height in pixels by claim_id.
    """
    wanted: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        path = files.get(claim["document_id"])
        if claim["bbox"] and path is not None and path.suffix.lower() == ".pdf" and path.is_file():
            wanted[claim["document_id"]][claim["bbox"]].append(claim)
    folder.mkdir(parents=True, exist_ok=True)
    drawn: dict[str, tuple[str, int, int]] = {}
    for document_id in sorted(wanted):
        with pdfplumber.open(files[document_id]) as pdf:
            for page, boxes in _by_page(wanted[document_id]).items():
                picture = pdf.pages[page - 1].to_image(resolution=_DPI).original.convert("L")
                pdf.pages[page - 1].close()
                for bbox in boxes:
                    sharing = wanted[document_id][bbox]
                    name = image_name(sharing[0])
                    size = _write(_cut(picture, [box for p, box in places(bbox) if p == page]), folder / name)
                    drawn |= {claim["claim_id"]: (name, *size) for claim in sharing}
    return drawn


def _by_page(boxes: Iterable[str]) -> dict[int, list[str]]:
    """Boxes by the page their sentence begins on."""
    found: dict[int, list[str]] = defaultdict(list)
    for bbox in sorted(boxes):
        found[places(bbox)[0][0]].append(bbox)
    return dict(sorted(found.items()))


def _cut(page: Image.Image, lines: list[Box]) -> Image.Image:
    """The part of a page around some lines, in greys on paper, the lines on the highlight."""
    scale = _DPI / _POINT
    left, right = min(b[0] for b in lines) - _BESIDE, max(b[2] for b in lines) + _BESIDE
    top, bottom = min(b[1] for b in lines) - _ABOVE, max(b[3] for b in lines) + _ABOVE
    frame = (
        max(0, int(left * scale)), max(0, int(top * scale)),
        min(page.width, int(right * scale)), min(page.height, int(bottom * scale)),
    )  # fmt: skip
    greys = page.crop(frame).point(lambda value: round(value / 255 * (_GREYS - 1)))
    lit = Image.new("L", greys.size, 0)
    pen = ImageDraw.Draw(lit)
    for x0, y0, x1, y1 in lines:
        pen.rectangle(
            [
                int(x0 * scale) - frame[0] - 2,
                int(y0 * scale) - frame[1] - 1,
                int(x1 * scale) - frame[0] + 2,
                int(y1 * scale) - frame[1] + 1,
            ],
            fill=1,
        )
    plain, highlighted = _shades(greys, _PAPER), _shades(greys, _HIGHLIGHT)
    return Image.composite(highlighted, plain, lit.point(lambda value: 255 * value))


def _shades(greys: Image.Image, ground: tuple[int, int, int]) -> Image.Image:
    """Black ink in few steps on a ground."""
    steps = [greys.point(lambda value, most=most: value * most // (_GREYS - 1)) for most in ground]
    return Image.merge("RGB", steps)


def _write(picture: Image.Image, path: Path) -> tuple[int, int]:
    picture.save(path, "WEBP", lossless=True, quality=50, method=3)
    return picture.size
