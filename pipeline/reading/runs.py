"""The pieces of a page to lines: text mended, type, place, and whether it is seen.

Belongs here: how one printed line is set. Which letters and blanks it has is in pieces.py; how lines form columns and paragraphs
is in columns.py and layout.py.
"""

import ctypes
import re
from dataclasses import replace
from functools import lru_cache
from statistics import median

import numpy as np

from pipeline.reading.glyphs import despaced, named, without_overprint
from pipeline.reading.letters import Letters, letters_of, look_of
from pipeline.reading.model import Box
from pipeline.reading.pieces import pieces_of
from pipeline.reading.place import Placing
from pipeline.reading.placed import Page, PlacedLine

_SOFT = "\u00ad"
#: A size in points that running text hardly has.
_LARGE = 13.0
_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
#: The weight from which a font is bold.
_HEAVY = 600
#: Render modes of text that is not drawn: nothing, and nothing but what it clips.
_NOTHING, _CLIP_ONLY = 3, 7
#: The least part of a line's height that must show.
_SHOWS = 0.4
#: Letters with blanks between them, or a large first letter apart from its word ("R EPORT").
_SPACED_OUT = re.compile(r"(?:(?<!\S)[^\W\d_] ){2}|(?<!\S)[B-HJ-Z] [A-Z]{2}")


def lines_of(textpage: ctypes.c_void_p, place: Placing) -> list[PlacedLine]:
    """The lines of a page in file order."""
    letters = letters_of(textpage, place)
    unnamed = (letters.codes > 0xA) & (letters.codes < 0x20) & (letters.codes != 0xD)
    if unnamed.any():
        text = named(letters.codes.tobytes().decode("utf-32-le", "surrogatepass"))
        letters.codes[:] = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    pieces = pieces_of(letters, place.width)
    if not pieces.bounds:
        return []
    firsts, lasts = pieces.letters[:, 0], pieces.letters[:, 1] - 1
    look = look_of(textpage, np.concatenate((firsts, lasts)), place)
    count = len(firsts)
    fonts = [_font(name) for name in look.names]
    heavy = (look.weights >= _HEAVY).tolist()
    bolds = [weighty if named is None else named for (_, named), weighty in zip(fonts, heavy, strict=True)]
    boxes = pieces.boxes
    x0, top, x1, bottom = pieces.begins.T
    left, above, right, below = look.clips[:count].T
    cut = (left >= x1) | (right <= x0) | (np.minimum(bottom, below) - np.maximum(top, above) <= _SHOWS * (bottom - top))
    off = (boxes[:, 2] <= 0) | (boxes[:, 3] <= 0) | (boxes[:, 0] >= place.width) | (boxes[:, 1] >= place.height)
    modes = look.modes[:count]
    visible = ~(cut | off | (modes == _NOTHING) | (modes == _CLIP_ONLY))
    found = []
    for n, ((start, end), box, size, base, size_behind, base_behind, upright, shown, white) in enumerate(
        zip(
            pieces.bounds,
            map(tuple, boxes.tolist()),
            letters.size[firsts].tolist(),
            letters.base[firsts].tolist(),
            letters.size[lasts].tolist(),
            letters.base[lasts].tolist(),
            letters.upright[firsts].tolist(),
            visible.tolist(),
            look.white[:count].tolist(),
            strict=True,
        )
    ):
        text = pieces.text[start:end]
        if pieces.doubled[n]:
            text = _once(letters, int(firsts[n]), int(lasts[n]) + 1, size)
        if _SOFT in text:
            text = text.replace(_SOFT + " ", "")
        bold = bolds[n]
        # what is set in two types is short, bold or large at its beginning, or begins with a number
        if pieces.parts[n] > 1 and (bold or len(text) < 60 or size > _LARGE or text[:1].isdigit()):
            # a footnote's mark and small capitals are smaller than their line, a drop capital is larger
            if size_behind > size or (size > 1.5 * size_behind and len(text.split(" ", 1)[0]) < 2):
                size, base = size_behind, base_behind
            # a bold word that runs into the text does not make the line bold, and a light number before it does not unmake it
            # nor does a footnote's mark behind it
            if (bold or text[:1].isdigit()) and text[-1] not in _RAISED:
                bold = bolds[count + n]
        # few lines have so many blanks, or are display type; only they are looked at letter by letter
        if (
            upright
            and (text[1:2] == " " or 4 * text.count(" ") > len(text) or text.isupper())
            and _SPACED_OUT.search(text)
        ):
            text = despaced(_closed_up(letters, int(firsts[n]), int(lasts[n]) + 1, size) or text)
        size = size or max(1.0, box[3] - box[1])
        opens = bolds[n] and not bold
        found.append(PlacedLine(text, box, size, bold, fonts[n][0], upright, shown, white, base, opens))
    return found


def _once(letters: Letters, first: int, end: int, size: float) -> str:
    """The text of a line without the letters that are printed twice at one place."""
    placed: list[tuple[str, Box | None]] = [
        (letter, None if letter.isspace() else (box[0], box[1], box[2], box[3]))
        for letter, box in zip(
            map(chr, letters.codes[first:end].tolist()), letters.ink[first:end].tolist(), strict=True
        )
    ]
    return without_overprint(placed, size)


def _closed_up(letters: Letters, first: int, end: int, size: float) -> str | None:
    """The text of a spaced-out line with blanks only where the gap is wider than between its letters."""
    ink, reach = letters.ink[first:end, ::2], letters.reach[first:end]
    # a font that tells widths shows the gaps without the white beside each letter
    known = bool((reach[:, 0] < ink[:, 0] - 0.01).any() or (reach[:, 1] > ink[:, 1] + 0.01).any())
    text: list[str] = []
    gaps: list[float] = []
    edge = 0.0
    for code, (left, right) in zip(letters.codes[first:end].tolist(), (reach if known else ink).tolist(), strict=True):
        if chr(code).isspace():
            continue
        gaps.append(left - edge if text else 0.0)
        text.append(chr(code))
        edge = right
    if len(text) < 3 or min(gaps) < -size:
        return None
    usual = median(gaps[1:])
    return "".join(
        f" {letter}" if n and gap > usual + (0.12 if known else 0.2) * size else letter
        for n, (letter, gap) in enumerate(zip(text, gaps, strict=True))
    )


#: How fonts say that they are bold: in a word, as "Bd" or "B" behind a hyphen, or as TeX's do.
_BOLD = re.compile(r"bold|black|heavy|demi|[-,](?:bd|blk|b|bi)(?:it|mt|ps)?$|(?:^|\+)(?:cm|ec|lm|sf)(?:ss)?bx", re.I)


#: How they say that they are not; the weight that a file gives is often that of another font.
_PLAIN = re.compile(
    r"[-,](?:roman|regular|book|light|medium|italic|oblique)(?:mt|ps)?$|(?:^|\+)(?:cm|ec|lm|sf)(?:r|ri|ti|ss)m?\d+$",
    re.I,
)


@lru_cache(maxsize=512)
def _font(name: bytes) -> tuple[str, bool | None]:
    """A font's name, and whether it says that the font is bold; None where it does not say."""
    font = name.decode("utf-8", "ignore")
    return font, True if _BOLD.search(font) else False if _PLAIN.search(font) else None


def with_relative_weight(pages: list[Page]) -> list[Page]:
    """Pages on which running text is not bold: where most of a document is heavy, and no name says so, weight tells nothing."""
    total = even = 0
    for page in pages:
        for line in page.lines:
            total += len(line.text)
            even += len(line.text) if _is_heavy_only(line) else 0
    if 2 * even <= total:
        return pages
    return [
        replace(page, lines=tuple(ln._replace(bold=False) if _is_heavy_only(ln) else ln for ln in page.lines))
        for page in pages
    ]


def _is_heavy_only(line: PlacedLine) -> bool:
    return line.bold and _font(line.font.encode())[1] is None
