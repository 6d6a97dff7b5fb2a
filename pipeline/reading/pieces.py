"""The letters of a page to pieces: printed lines, or the parts of one that wide gaps divide, with their blanks.

Belongs here: what the places of letters alone tell, compiled by numba since it looks at every letter. Some typesetters move words
by hand and leave the blank out, put it at the wrong letter or behind every letter: places tell which blanks stand. What
a piece looks like is in runs.py.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from pipeline.reading.letters import Letters

_SOFT = 0xAD
#: In parts of the font size: a gap that no justified line has between words, a move back that no line has, a step to another
#: line, a gap that surely is a blank, and one that surely is none.
_WIDE, _BACK, _STEP, _SURE, _NONE = 0.95, 3.0, 0.75, 0.19, 0.06
#: The mark of a footnote stands higher than its line by this part of its size, and is smaller than this part of it, or is
#: a small figure of the line's own font, which is no higher than this part of it.
_MARK_RISE, _MARK_SIZE, _MARK_HEIGHT = 0.15, 0.85, 0.55
_RAISED = np.array([ord(mark) for mark in "⁰¹²³⁴⁵⁶⁷⁸⁹"], np.uint32)
#: Letters of a line: on a page with shorter ones PDFium has taken the text for one that runs downwards.
_SHORT = 6
#: A box narrower than this is no ink.
_NO_INK = 0.0001


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a page in file order.

    `text` holds the text of all, piece n at [`bounds`[n, 0], `bounds`[n, 1]); `letters` has its first letter and the one behind its
    last; `boxes` x0, top, x1, bottom; `begins` the same of its first text object; `parts` how many text objects it
    has; `doubled` whether letters are printed twice in it: its text is then as in the file.
    """

    text: str
    bounds: list[list[int]]
    letters: NDArray[np.int32]
    boxes: NDArray[np.float64]
    begins: NDArray[np.float64]
    parts: list[int]
    doubled: list[bool]


@njit(cache=True)  # type: ignore[untyped-decorator]
def _is_blank(code):  # type: ignore[no-untyped-def]
    if code <= 32:
        return code == 32 or 9 <= code <= 13 or code >= 28
    if code < 0x1680:
        return code in (0x85, 0xA0)
    return 0x2000 <= code <= 0x200A or code in (0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)


@njit(cache=True)  # type: ignore[untyped-decorator]
def _line_ends(codes, ink, base, size, lines):  # type: ignore[no-untyped-def]
    """Begin and end of each line as PDFium divides them; on a page that it took for one of columns of letters, as they stand."""
    count = start = 0
    for n in range(len(codes) + 1):
        breaks = n < len(codes) and codes[n] in (10, 13)
        if breaks or n == len(codes) or (n > start and codes[n - 1] == _SOFT):
            if n > start:
                lines[count, 0], lines[count, 1] = start, n
                count += 1
            start = n + 1 if breaks else n
    if count <= 8 * _SHORT or len(codes) >= _SHORT * count:
        return count
    kept = 0
    for n in range(1, count):
        last, following = lines[kept, 1] - 1, lines[n, 0]
        gap = ink[following, 0] - ink[last, 2]
        same_line = (
            abs(base[following] - base[last]) <= 0.3 * size[last] and -0.4 * size[last] < gap < _WIDE * size[last]
        )
        if same_line:
            lines[kept, 1] = lines[n, 1]
        else:
            kept += 1
            lines[kept] = lines[n]
    return kept + 1


@njit(cache=True)  # type: ignore[untyped-decorator]
def _objects_of(first, end, objects, ink, size, places, begins):  # type: ignore[no-untyped-def]
    """Boxes of the text objects at [first, end), and the first letter of each; letters without ink are none.

    What goes on far to the left of where it began is another object: a page number drawn with the running head.
    """
    count = 0
    for n in range(first, end):
        if objects[n] == 0 or ink[n, 2] - ink[n, 0] < _NO_INK or ink[n, 3] - ink[n, 1] < _NO_INK:
            continue
        jumps = count > 0 and ink[n, 2] < places[count - 1, 0] - _BACK * size[n]
        if count == 0 or jumps or objects[n] != objects[begins[count - 1]]:
            begins[count] = n
            places[count] = ink[n]
            count += 1
        else:
            box = places[count - 1]
            box[0], box[1] = min(box[0], ink[n, 0]), min(box[1], ink[n, 1])
            box[2], box[3] = max(box[2], ink[n, 2]), max(box[3], ink[n, 3])
    return count


@njit(cache=True)  # type: ignore[untyped-decorator]
def _gaps(places, begins, reach, size, words, width, cut):  # type: ignore[no-untyped-def]
    """Marks the objects of a line before which it is cut, and tells whether any is printed twice."""
    count = len(places)
    wide = _WIDE * size
    if not words and count > 4:  # letters one by one: how far they are spaced out
        wide += 3 * max(0.0, np.median(reach[begins[1:], 0] - reach[begins[:-1], 1]))
    doubled = False
    cuts, least, most = 0, np.inf, -np.inf
    for n in range(1, count):
        before, box = places[n - 1], places[n]
        gap = box[0] - before[2]
        step = abs((box[1] + box[3]) - (before[1] + before[3])) / 2
        cut[n] = gap > wide or gap < -_BACK * size - 8 or step > max(_STEP * size, 0.6 * (before[3] - before[1]))
        if cut[n]:
            cuts += 1
            least, most = min(least, gap), max(most, gap)
        elif -gap > 0.6 * max(box[2] - box[0], 0.1) and -gap > 0.3 * size:
            doubled = True
    # wide gaps of a line that is stretched to its measure: all alike, in a line no wider than a column
    if cuts > 1 and 0 < most < 1.8 * least and places[count - 1, 2] - places[0, 0] < 0.5 * width:
        cut[1:count] = False
    return doubled


@njit(cache=True)  # type: ignore[untyped-decorator]
def _raise_marks(codes, ink, size, base, first, end, places, begins):  # type: ignore[no-untyped-def]
    """Writes raised digits as such: the mark of a footnote is no digit of the amount before it."""
    above = base[first] - _MARK_RISE * size[first]
    for n in range(1, len(places)):
        at = begins[n]
        if places[n, 3] > above or not 48 <= codes[at] <= 57:
            continue
        if size[at] > _MARK_SIZE * size[first] and ink[at, 3] - ink[at, 1] > _MARK_HEIGHT * size[first]:
            continue
        while at < end and (48 <= codes[at] <= 57 or codes[at] == 44):
            if codes[at] != 44:
                codes[at] = _RAISED[codes[at] - 48]
            at += 1


@njit(cache=True)  # type: ignore[untyped-decorator]
def _one_glyph(reach, one, other):  # type: ignore[no-untyped-def]
    return reach[one, 0] == reach[other, 0] and reach[one, 1] == reach[other, 1]


@njit(cache=True)  # type: ignore[untyped-decorator]
def _spaced(codes, objects, ink, reach, of, size, first, end, places, text, at):  # type: ignore[no-untyped-def]
    """Writes the letters at [first, end) with one blank where they stand apart and none where they do not.

    Without `places` the blanks are those of the file; so is a drawn one between two sizes of type, or in a glyph that stands
    for several letters.
    """
    start = at
    edge = np.nan
    blank, drawn = False, -1
    before = first
    for n in range(first, end):
        if _is_blank(codes[n]):
            blank = blank or codes[n] not in (10, 13)  # a line's end inside a line is none
            drawn = n if objects[n] != 0 else drawn
            continue
        if 0xDC00 <= codes[n] < 0xE000 and at > start and 0xD800 <= text[at - 1] < 0xDC00:
            text[at - 1] = 0x10000 + ((text[at - 1] - 0xD800) << 10) + codes[n] - 0xDC00
            continue
        # a font that tells no widths gives the ink's box, from which no blank can be told
        known = places and (reach[n, 0] < ink[n, 0] - 0.01 or reach[n, 1] > ink[n, 2] + 0.01)
        if known:
            gap = reach[n, 0] - edge
            if gap > _SURE * size:
                blank = True
            elif -size < gap < _NONE * size:
                own = drawn >= 0 and (
                    of[n] != of[before] or _one_glyph(reach, drawn, n) or _one_glyph(reach, drawn, before)
                )
                blank = blank and own
        if blank and at > start:
            text[at] = 32
            at += 1
        text[at] = codes[n]
        at += 1
        blank, drawn = False, -1
        before = n
        edge = reach[n, 1] if known else np.nan
    return at


@njit(cache=True)  # type: ignore[untyped-decorator]
def _divide(  # type: ignore[no-untyped-def]
    codes, objects, ink, reach, size, base, upright, width, text, bounds, letters, boxes, begin, parts, doubled
):
    total = len(codes)
    lines = np.empty((total + 1, 2), np.int32)
    places, begins, cut = np.empty((total + 1, 4)), np.empty(total + 1, np.int32), np.zeros(total + 1, np.bool_)
    pieces = at = 0
    for line in range(_line_ends(codes, ink, base, size, lines)):
        first, end = lines[line]
        while first < end and _is_blank(codes[first]):
            first += 1
        while first < end and _is_blank(codes[end - 1]):
            end -= 1
        if first >= end:
            continue
        count = _objects_of(first, end, objects, ink, size, places, begins)
        if count == 0:  # nothing that is printed
            places[0], begins[0], count = 0.0, first, 1
        twice = False
        cut[1:count] = False
        if upright[first] and count > 1:
            twice = _gaps(places[:count], begins[:count], reach, size[first], end - first > 2 * count, width, cut)
            if twice:
                cut[1:count] = False
            else:
                _raise_marks(codes, ink, size, base, first, end, places[:count], begins)
        group = 0
        for n in range(1, count + 1):
            if n < count and not cut[n]:
                continue
            behind = begins[n] if n < count else end
            start = at
            at = _spaced(
                codes, objects, ink, reach, size, size[first], first, behind, upright[first] and not twice, text, at
            )
            bounds[pieces, 0], bounds[pieces, 1] = start, at
            while behind > first and _is_blank(codes[behind - 1]):
                behind -= 1
            letters[pieces, 0], letters[pieces, 1] = first, behind
            begin[pieces] = boxes[pieces] = places[group]
            for k in range(group + 1, n):
                boxes[pieces, 0], boxes[pieces, 1] = (
                    min(boxes[pieces, 0], places[k, 0]),
                    min(boxes[pieces, 1], places[k, 1]),
                )
                boxes[pieces, 2], boxes[pieces, 3] = (
                    max(boxes[pieces, 2], places[k, 2]),
                    max(boxes[pieces, 3], places[k, 3]),
                )
            parts[pieces], doubled[pieces] = n - group, twice
            if at > start:
                pieces += 1
            if n < count:
                first, group = begins[n], n
    return pieces, at


def pieces_of(letters: Letters, width: float) -> Pieces:
    """The pieces of a page that is `width` points wide; digits of footnote marks become raised ones."""
    total = len(letters.codes)
    text, bounds = np.empty(2 * total + 1, np.uint32), np.empty((total + 1, 2), np.int32)
    of, boxes, begins = np.empty((total + 1, 2), np.int32), np.empty((total + 1, 4)), np.empty((total + 1, 4))
    parts, doubled = np.empty(total + 1, np.int32), np.empty(total + 1, np.bool_)
    count, end = _divide(
        letters.codes, letters.objects, letters.ink, letters.reach, letters.size, letters.base, letters.upright,
        width, text, bounds, of, boxes, begins, parts, doubled,
    )  # fmt: skip
    return Pieces(
        text[:end].tobytes().decode("utf-32-le", "surrogatepass"),
        bounds[:count].tolist(),
        of[:count],
        boxes[:count],
        begins[:count],
        parts[:count].tolist(),
        doubled[:count].tolist(),
    )
