"""The letters of a page to lines with their places.

Belongs here: what one printed line is and which blanks stand in it. How lines form columns and paragraphs is in columns.py
and layout.py. PDFium gives the text of a page in one call and a rectangle for each run of one text object; single
characters are asked for only where those do not settle it, which is what makes reading fast.
"""

import ctypes
import itertools
import re
from functools import lru_cache
from math import atan2, degrees, hypot
from statistics import median
from typing import NamedTuple

import pypdfium2.raw as raw

from pipeline.reading.blanks import apart, closed_up, respaced
from pipeline.reading.glyphs import despaced, without_overprint
from pipeline.reading.model import Box
from pipeline.reading.place import Placing, shown
from pipeline.reading.placed import PlacedLine

_LEFT, _RIGHT, _BOTTOM, _TOP = (ctypes.c_double() for _ in range(4))
_MATRIX = raw.FS_MATRIX()
_FLAGS = ctypes.c_int()
_NAME = ctypes.create_string_buffer(96)


_SOFT = "\u00ad"
#: Where PDFium ends a line. A hyphen at a line's end is one character, and the next line follows without a break.
_ENDS = re.compile(r"[\r\n]+|(?<=\u00ad)")
#: PDFium's marks for a hyphen that ends a line and for a glyph without a letter.
_MARKS = (("\x02", _SOFT), ("\ufffe", _SOFT), ("\x00", "\ufffd"))


def lines_of(
    textpage: ctypes.c_void_p, place: Placing, careful: bool = False, most: int | None = None
) -> list[PlacedLine]:
    """The lines of a page in file order, no more than the first `most` of them.

    `careful` compares every blank with the places of the letters beside it.
    """
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
    ends = list(itertools.islice(_ENDS.finditer(text), most))
    if len(ends) > 8 * _SHORT and count < _SHORT * len(ends) and place.quarter == 0:
        ends = [end for end in ends if not _same_line(textpage, end.start() - 1, end.end())]
        careful = True
    for end in ends:
        lines += _runs(textpage, text, start, end.start(), place, careful)
        start = end.end()
    if most is None:
        lines += _runs(textpage, text, start, count, place, careful)
    return lines


#: Letters of a line: on a page with shorter ones PDFium has taken the text for one that runs downwards.
_SHORT = 6


def _same_line(textpage: ctypes.c_void_p, last: int, following: int) -> bool:
    """Whether a character stands right behind another one on the same line, although PDFium ends a line between them."""
    if not raw.FPDFText_GetMatrix(textpage, last, _MATRIX):
        return False
    base, size = _MATRIX.f, float(raw.FPDFText_GetFontSize(textpage, last)) * (hypot(_MATRIX.c, _MATRIX.d) or 1.0)
    if not raw.FPDFText_GetMatrix(textpage, following, _MATRIX) or abs(_MATRIX.f - base) > 0.3 * size:
        return False
    if not raw.FPDFText_GetCharBox(textpage, last, _LEFT, _RIGHT, _BOTTOM, _TOP):
        return False
    edge = _RIGHT.value
    known = raw.FPDFText_GetCharBox(textpage, following, _LEFT, _RIGHT, _BOTTOM, _TOP)
    return bool(known) and -0.4 * size < _LEFT.value - edge < _WIDE * size


class _Rect(NamedTuple):
    """The rectangle of one text object in a line, as shown."""

    box: Box
    native: tuple[float, float, float, float]


class _Piece(NamedTuple):
    """A part of a line: its text, its rectangles, its first character, and the place behind its last one."""

    text: str
    rects: list[_Rect]
    first: int
    end: int


def _runs(
    textpage: ctypes.c_void_p, text: str, start: int, end: int, place: Placing, careful: bool
) -> list[PlacedLine]:
    """The line at [start, end), cut where a gap wider than any blank or a step up or down divides it."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return []
    rects = _rects(textpage, start, end, place)
    if not rects:
        return []
    kind = _type_at(textpage, start, place)
    turned = place.quarter != 0
    careful = careful and kind.upright and not turned
    if not kind.upright or len(rects) == 1:
        whole = respaced(textpage, text, start, end, kind.size) if careful else text[start:end]
        return [_line(textpage, _Piece(whole, rects, start, end), kind, place)]
    cuts, blanks, doubled = _gaps(rects, kind.size, end - start > 2 * len(rects))
    if doubled:
        pieces = [_Piece(_deduplicated(textpage, text, start, end, place, kind.size), rects, start, end)]
    else:
        if careful or (blanks and len(blanks) <= text.count(" ", start, end)):
            blanks = []  # every gap has its blank, or gets it below
        if len(cuts) > 1 and _stretched(rects, cuts, place.width):
            cuts = []
        text = _with_marks(textpage, text, start, end, rects, kind, place)
        pieces = _cut(textpage, text, start, end, rects, cuts, blanks, kind.size, turned)
        if careful:
            pieces = [p._replace(text=respaced(textpage, text, p.first, p.end, kind.size)) for p in pieces]
    return [
        _line(textpage, piece, kind if piece.first == start else _type_at(textpage, piece.first, place), place)
        for piece in pieces
        if piece.text.strip()
    ]


def _rects(textpage: ctypes.c_void_p, start: int, end: int, place: Placing) -> list[_Rect]:
    found = []
    for n in range(raw.FPDFText_CountRects(textpage, start, end - start)):
        if raw.FPDFText_GetRect(textpage, n, _LEFT, _TOP, _RIGHT, _BOTTOM):
            native = (_LEFT.value, _BOTTOM.value, _RIGHT.value, _TOP.value)
            found.append(_Rect(place.box(*native), native))
    return found


class _Type(NamedTuple):
    """How a character is set: size in points as printed, its line's height from the top of the page, and its direction."""

    size: float
    base: float
    upright: bool


def _type_at(textpage: ctypes.c_void_p, index: int, place: Placing) -> _Type:
    size = float(raw.FPDFText_GetFontSize(textpage, index))
    if not raw.FPDFText_GetMatrix(textpage, index, _MATRIX):
        return _Type(size, 0.0, place.quarter == 0)
    a, b, c, d = _MATRIX.a, _MATRIX.b, _MATRIX.c, _MATRIX.d
    scale = 1.0 if c == 0.0 and d == 1.0 else hypot(c, d) or 1.0
    level = b == 0.0 and a > 0.0 and place.quarter == 0
    upright = level or abs((degrees(atan2(b, a)) - 90 * place.quarter + 45) % 360 - 45) < 20
    base = place.h - _MATRIX.f + place.bottom if level else place.box(_MATRIX.e, _MATRIX.f, _MATRIX.e, _MATRIX.f)[3]
    return _Type(size * scale, base, upright)


def _stretched(rects: list[_Rect], cuts: list[int], width: float) -> bool:
    """Whether wide gaps are those of a line that is stretched to its measure: all alike, in a line no wider than a column."""
    gaps = [rects[n].box[0] - rects[n - 1].box[2] for n in cuts]
    whole = rects[-1].box[2] - rects[0].box[0]
    return 0 < max(gaps) < 1.8 * min(gaps) and whole < 0.5 * width


#: In parts of the font size: a gap that no justified line has between words, the least blank where words are drawn one
#: by one and where letters are, a step to another line.
_WIDE, _BLANK, _BLANK_OF_LETTERS, _STEP = 0.95, 0.14, 0.22, 0.75


def _gaps(rects: list[_Rect], size: float, words: bool) -> tuple[list[int], list[int], bool]:
    """Places of rectangles before which the line is cut, before which there is a blank, and whether any is printed twice."""
    cuts: list[int] = []
    blanks: list[int] = []
    doubled = False
    wide = _WIDE * size
    if not words and len(rects) > 4:  # spaced-out letters
        wide += 3 * max(0.0, median(b.box[0] - a.box[2] for a, b in itertools.pairwise(rects)))
    for n in range(1, len(rects)):
        before, box = rects[n - 1].box, rects[n].box
        gap = box[0] - before[2]
        step = abs((box[1] + box[3]) - (before[1] + before[3])) / 2
        if gap > wide or gap < -3 * size - 8 or step > max(_STEP * size, 0.6 * (before[3] - before[1])):
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
    size: float,
    turned: bool,
) -> list[_Piece]:
    """The parts of a line; blanks that the text lacks are put in."""
    pieces: list[_Piece] = []
    piece, first, group, at = "", start, 0, start
    for n in sorted({*cuts, *blanks}):
        index = _first_character(textpage, text, rects[n], at, end, turned)
        if index is None:
            continue
        piece += text[at:index]
        at = index
        if n in cuts:
            pieces.append(_Piece(piece, rects[group:n], first, index))
            piece, first, group = "", index, n
        elif piece and not piece[-1].isspace() and not text[index].isspace() and apart(textpage, index, size):
            piece += " "
    pieces.append(_Piece(piece + text[at:end], rects[group:], first, end))
    return pieces


#: The mark of a footnote stands higher than its line by this part of its size.
_MARK_RISE = 0.15
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _with_marks(
    textpage: ctypes.c_void_p, text: str, start: int, end: int, rects: list[_Rect], kind: _Type, place: Placing
) -> str:
    """The text with raised digits as such: the mark of a footnote is no digit of the amount before it."""
    above = kind.base - _MARK_RISE * kind.size
    for n in range(1, len(rects)):
        if rects[n].box[3] > above:
            continue
        index = _first_character(textpage, text, rects[n], start, end, place.quarter != 0)
        if index is None or not text[index].isdigit() or _type_at(textpage, index, place).size > 0.85 * kind.size:
            continue
        behind = index
        while behind < end and (text[behind].isdigit() or text[behind] == ","):
            behind += 1
        text = text[:index] + text[index:behind].translate(_RAISED) + text[behind:]
    return text


def _first_character(
    textpage: ctypes.c_void_p, text: str, rect: _Rect, after: int, end: int, turned: bool
) -> int | None:
    """The character that stands at the left end of a rectangle; None where the page does not tell."""
    left, bottom, _, top = rect.native
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
    for index in range(after + 1, end):  # letters that stand in no order: lines printed over each other
        if not text[index].isspace() and raw.FPDFText_GetCharBox(textpage, index, _LEFT, _RIGHT, _BOTTOM, _TOP):
            inside = bottom - 0.5 <= _BOTTOM.value and _TOP.value <= top + 0.5
            if inside and abs(_LEFT.value - left) < 0.5:
                return index
    return None


def _stands_before(textpage: ctypes.c_void_p, index: int, left: float, middle: float, half: float) -> bool:
    """Whether a character is in a row above a place, or in its row and left of it."""
    if not raw.FPDFText_GetCharBox(textpage, index, _LEFT, _RIGHT, _BOTTOM, _TOP):
        return True
    above = (_BOTTOM.value + _TOP.value) / 2 - middle
    return above > half or (abs(above) <= half and _LEFT.value < left)


def _deduplicated(textpage: ctypes.c_void_p, text: str, start: int, end: int, place: Placing, size: float) -> str:
    """The text of a line without the letters that are printed twice at one place."""
    placed: list[tuple[str, Box | None]] = []
    for index in range(start, end):
        ok = raw.FPDFText_GetCharBox(textpage, index, _LEFT, _RIGHT, _BOTTOM, _TOP)
        known = ok and not text[index].isspace()
        placed.append((text[index], place.box(_LEFT.value, _BOTTOM.value, _RIGHT.value, _TOP.value) if known else None))
    return without_overprint(placed, size)


def _line(textpage: ctypes.c_void_p, piece: _Piece, kind: _Type, place: Placing) -> PlacedLine:
    box = piece.rects[0].box
    font, bold = _font_at(textpage, piece.first)
    visible, white = shown(raw.FPDFText_GetTextObject(textpage, piece.first), piece.rects[0].native)
    clean = " ".join(piece.text.split())
    if _SOFT in clean:
        clean = clean.replace(_SOFT + " ", "")
    size, base = kind.size, kind.base
    if len(piece.rects) > 1:
        for rect in piece.rects[1:]:
            one = rect.box
            box = (min(box[0], one[0]), min(box[1], one[1]), max(box[2], one[2]), max(box[3], one[3]))
    # what is set in two types is short, bold or large at its beginning, or begins with a number
    if len(piece.rects) > 1 and (bold or len(clean) < 60 or size > _LARGE or clean[:1].isdigit()):
        behind, bold_behind = _at_end(textpage, piece, place)
        # a footnote's mark and small capitals are smaller than their line, a drop capital is larger
        if behind.size > size or (size > 1.5 * behind.size and len(clean.split(" ", 1)[0]) < 2):
            size, base = behind.size, behind.base
        # a bold word that runs into the text does not make the line bold, and a light number before it does not unmake it
        if bold or clean[:1].isdigit():
            bold = bold_behind
    # few lines have so many blanks, or are display type; only they are looked at letter by letter
    display = 4 * clean.count(" ") > len(clean) or clean[1:2] == " " or clean.isupper()
    if display and kind.upright and _SPACED_OUT.search(clean):
        clean = despaced(closed_up(textpage, piece.first, piece.end, size) or clean)
    size = size or max(1.0, box[3] - box[1])
    visible = visible and box[2] > 0 and box[3] > 0 and box[0] < place.width and box[1] < place.height
    return PlacedLine(clean, box, size, bold, font, kind.upright, visible, white, base)


#: A size in points that running text hardly has.
_LARGE = 13.0


def _at_end(textpage: ctypes.c_void_p, piece: _Piece, place: Placing) -> tuple[_Type, bool]:
    """How the last letter of a line is set, and whether it is bold."""
    last = piece.end - 1
    while last > piece.first and chr(raw.FPDFText_GetUnicode(textpage, last)).isspace():
        last -= 1
    return _type_at(textpage, last, place), _font_at(textpage, last)[1]


def _font_at(textpage: ctypes.c_void_p, index: int) -> tuple[str, bool]:
    """The font of a character and whether it is bold."""
    font, bold = "", False
    if raw.FPDFText_GetFontInfo(textpage, index, _NAME, 96, _FLAGS):
        font, bold = _font(_NAME.value)
    return font, bold or raw.FPDFText_GetFontWeight(textpage, index) >= 600


#: Letters with blanks between them, or a large first letter apart from its word ("R EPORT").
_SPACED_OUT = re.compile(r"(?:(?<!\S)[^\W\d_] ){2}|(?<!\S)[B-HJ-Z] [A-Z]{2}")


#: How fonts say that they are bold: in a word, as "Bd" or "B" behind a hyphen, or as TeX's do.
_BOLD = re.compile(r"bold|black|heavy|demi|[-,](?:bd|blk|b|bi)(?:it|mt|ps)?$|(?:^|\+)(?:cm|ec|lm|sf)(?:ss)?bx", re.I)


@lru_cache(maxsize=512)
def _font(name: bytes) -> tuple[str, bool]:
    """A font's name, and whether it says that the font is bold."""
    font = name.decode("utf-8", "ignore")
    return font, bool(_BOLD.search(font))
