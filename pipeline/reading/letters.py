"""All letters of a page with their places, and what is drawn on it, asked of PDFium in one go.

Belongs here: calls that are made for every letter or object of a page. PDFium tells them one at a time, and a call from
Python costs many times what PDFium needs to answer it; numba makes the same calls in compiled loops that fill arrays. What
the letters form is in pieces.py.
"""

import ctypes
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from llvmlite import ir
from numba import njit, types
from numba.core.cgutils import unpack_tuple
from numba.extending import intrinsic
from numpy.typing import NDArray

from pipeline.reading.place import Placing


def _call(result: Any, *given: Any) -> Any:
    """A call, from compiled code, of the function at an address. Pointers are given as numbers, arguments as a tuple."""

    @intrinsic  # type: ignore[untyped-decorator]
    def called(typing: Any, address: Any, arguments: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, values: Any) -> Any:
            kind = ir.FunctionType(context.get_value_type(result), [context.get_value_type(one) for one in given])
            function = builder.inttoptr(values[0], kind.as_pointer())
            return builder.call(function, unpack_tuple(builder, values[1]))  # type: ignore[no-untyped-call]

        return result(types.intp, types.Tuple(given)), code  # type: ignore[no-untyped-call]

    return called


_POINTER, _INT, _UNSIGNED = types.intp, types.int32, types.uint32
_code = _call(_UNSIGNED, _POINTER, _INT)
_number = _call(_INT, _POINTER, _INT)
_measure = _call(types.float64, _POINTER, _INT)
_pointer = _call(_POINTER, _POINTER, _INT)
_place = _call(_INT, _POINTER, _INT, _POINTER)
_box_of_letter = _call(_INT, _POINTER, _INT, _POINTER, _POINTER, _POINTER, _POINTER)
_name = _call(_UNSIGNED, _POINTER, _INT, _POINTER, _POINTER, _POINTER)
_number_of_object = _call(_INT, _POINTER)
_part_of_object = _call(_POINTER, _POINTER)
_four_of_object = _call(_INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
_segment = _call(_POINTER, _POINTER, _INT, _INT)
_point = _call(_INT, _POINTER, _POINTER, _POINTER)


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _addresses(*functions: Any) -> NDArray[np.intp]:
    return np.array([_address(function) for function in functions], np.intp)


@dataclass(frozen=True, slots=True)
class Letters:
    """The n letters of a page in file order, places in points from the top left of the page as it is shown.

    `codes` are code points or halves of pairs; a soft hyphen ends a line. `objects` tells letters of one text object, 0 is a letter that
    PDFium put in. `ink` has x0, top, x1, bottom of each letter as drawn, `reach` where its width begins and ends along
    the line, `size` is its size in points as printed, `base` the height on which it stands, `upright` whether it reads
    from left to right.
    """

    codes: NDArray[np.uint32]
    objects: NDArray[np.intp]
    ink: NDArray[np.float64]
    reach: NDArray[np.float64]
    size: NDArray[np.float64]
    base: NDArray[np.float64]
    upright: NDArray[np.bool_]


_OF_LETTERS = _addresses(
    raw.FPDFText_GetUnicode,
    raw.FPDFText_IsGenerated,
    raw.FPDFText_GetTextObject,
    raw.FPDFText_GetCharBox,
    raw.FPDFText_GetLooseCharBox,
    raw.FPDFText_GetMatrix,
    raw.FPDFText_GetFontSize,
    raw.FPDFText_IsHyphen,
)
#: A hyphen at a line's end, for which PDFium has marks of its own, a letter without a code, and the last code there is.
_SOFT, _UNKNOWN, _LAST = 0xAD, 0xFFFD, 0x10FFFF
#: Controls from 0x80 on, which no report prints, are the dashes, quotes and euro signs that Windows had at these places.
_WINDOWS = np.array([ord(bytes([code]).decode("cp1252", "replace")) for code in range(0x80, 0xA0)], np.uint32)


@njit(cache=True)  # type: ignore[untyped-decorator]
def _shown(sheet, left, bottom, right, top):  # type: ignore[no-untyped-def]
    """`Placing.box`, compiled."""
    quarter, wide, high, from_left, from_bottom = sheet
    x0, y0, x1, y1 = left - from_left, bottom - from_bottom, right - from_left, top - from_bottom
    if quarter == 0:
        return x0, high - y1, x1, high - y0
    if quarter == 1:
        return y0, x0, y1, x1
    if quarter == 2:
        return wide - x1, y0, wide - x0, y1
    return high - y1, wide - x1, high - y0, wide - x0


@njit(cache=True)  # type: ignore[untyped-decorator]
def _gather(textpage, at, sheet, codes, objects, ink, reach, size, base, upright):  # type: ignore[no-untyped-def]
    box, loose, matrix = np.zeros(4), np.zeros(4, np.float32), np.zeros(6, np.float32)
    box_at, loose_at, matrix_at = box.ctypes.data, loose.ctypes.data, matrix.ctypes.data
    a, b, c, d = matrix[0], matrix[1], matrix[2], matrix[3]
    scale, level = 1.0, True
    for n in range(len(codes)):
        code = _code(at[0], (textpage, n))
        if 0x80 <= code < 0xA0:
            code = _WINDOWS[code - 0x80]
        elif code in (0x2, 0xFFFE) and _number(at[7], (textpage, n)):
            code = _SOFT
        elif code < 4 or code == 0xFFFE or code > _LAST:
            code = _UNKNOWN
        codes[n] = code
        objects[n] = 0 if _number(at[1], (textpage, n)) else _pointer(at[2], (textpage, n))
        # what PDFium does not tell of a letter that it put in is that of the letter before
        _box_of_letter(at[3], (textpage, n, box_at, box_at + 16, box_at + 8, box_at + 24))
        _place(at[4], (textpage, n, loose_at))
        _place(at[5], (textpage, n, matrix_at))
        ink[n, 0], ink[n, 1], ink[n, 2], ink[n, 3] = _shown(sheet, box[0], box[1], box[2], box[3])
        wide = _shown(sheet, loose[0], loose[3], loose[2], loose[1])
        reach[n, 0], reach[n, 1] = wide[0], wide[2]
        if n == 0 or matrix[0] != a or matrix[1] != b or matrix[2] != c or matrix[3] != d:
            a, b, c, d = matrix[0], matrix[1], matrix[2], matrix[3]
            scale = math.hypot(c, d) or 1.0
            turned = math.degrees(math.atan2(b, a)) - 90 * sheet[0]
            level = abs((turned + 45) % 360 - 45) < 20
        size[n] = _measure(at[6], (textpage, n)) * scale
        base[n] = _shown(sheet, matrix[4], matrix[5], matrix[4], matrix[5])[3]
        upright[n] = level


def letters_of(textpage: ctypes.c_void_p, place: Placing) -> Letters:
    """The letters of a page of PDFium's text."""
    count = max(0, raw.FPDFText_CountChars(textpage))
    letters = Letters(
        np.empty(count, np.uint32),
        np.empty(count, np.intp),
        np.empty((count, 4)),
        np.empty((count, 2)),
        np.empty(count),
        np.empty(count),
        np.empty(count, np.bool_),
    )
    sheet = place.quarter, place.w, place.h, place.left, place.bottom
    _gather(
        _address(textpage), _OF_LETTERS, sheet,
        letters.codes, letters.objects, letters.ink, letters.reach, letters.size, letters.base, letters.upright,
    )  # fmt: skip
    return letters


@dataclass(frozen=True, slots=True)
class Look:
    """How some letters look: name and weight of their font; render mode, colour and clip of their text object.

    `names` is the font's name, empty where there is none, `weights` 0 to 900, `modes` PDF's render modes (-1 unknown), `white`
    whether it is filled with white, `clips` x0, top, x1, bottom of what shows of it.
    """

    names: list[bytes]
    weights: NDArray[np.int32]
    modes: NDArray[np.int32]
    white: NDArray[np.bool_]
    clips: NDArray[np.float64]


_OF_LOOK = _addresses(
    raw.FPDFText_GetFontInfo,
    raw.FPDFText_GetFontWeight,
    raw.FPDFText_GetTextObject,
    raw.FPDFTextObj_GetTextRenderMode,
    raw.FPDFPageObj_GetFillColor,
    raw.FPDFPageObj_GetClipPath,
    raw.FPDFClipPath_CountPaths,
    raw.FPDFClipPath_CountPathSegments,
    raw.FPDFClipPath_GetPathSegment,
    raw.FPDFPathSegment_GetPoint,
)
#: Bytes of a font's name, with the zero behind it, and the least of each colour that looks white.
_NAME, _PALE = 128, 250


@njit(cache=True)  # type: ignore[untyped-decorator]
def _look(textpage, at, which, names, lengths, weights, modes, white, clips):  # type: ignore[no-untyped-def]
    colour, spot, flags = np.zeros(4, np.uint32), np.zeros(2, np.float32), np.zeros(1, np.int32)
    colour_at, spot_at, flags_at, names_at = colour.ctypes.data, spot.ctypes.data, flags.ctypes.data, names.ctypes.data
    for n in range(len(which)):
        length = _name(at[0], (textpage, which[n], names_at + _NAME * n, _NAME, flags_at))
        lengths[n] = length if 0 < length <= _NAME else 1
        weights[n] = _number(at[1], (textpage, which[n]))
        printed = _pointer(at[2], (textpage, which[n]))
        clips[n, 0] = clips[n, 1] = -np.inf
        clips[n, 2] = clips[n, 3] = np.inf
        modes[n] = -1
        white[n] = False
        if printed == 0:
            continue
        modes[n] = _number_of_object(at[3], (printed,))
        known = _four_of_object(at[4], (printed, colour_at, colour_at + 4, colour_at + 8, colour_at + 12))
        white[n] = known != 0 and min(colour[0], colour[1], colour[2]) > _PALE
        clip = _part_of_object(at[5], (printed,))
        for path in range(_number_of_object(at[6], (clip,))):  # -1 where nothing is clipped
            left, bottom, right, top = np.inf, np.inf, -np.inf, -np.inf
            for k in range(_number(at[7], (clip, path))):
                if _point(at[9], (_segment(at[8], (clip, path, k)), spot_at, spot_at + 4)):
                    left, right = min(left, spot[0]), max(right, spot[0])
                    bottom, top = min(bottom, spot[1]), max(top, spot[1])
            clips[n, 0], clips[n, 1] = max(clips[n, 0], left), max(clips[n, 1], bottom)
            clips[n, 2], clips[n, 3] = min(clips[n, 2], right), min(clips[n, 3], top)


def look_of(textpage: ctypes.c_void_p, which: NDArray[np.int32], place: Placing) -> Look:
    """How the letters with the indexes `which` look."""
    count = len(which)
    names, lengths = np.empty(_NAME * count, np.uint8), np.empty(count, np.int32)
    weights, modes, white = np.empty(count, np.int32), np.empty(count, np.int32), np.empty(count, np.bool_)
    clips = np.empty((count, 4))
    _look(_address(textpage), _OF_LOOK, which, names, lengths, weights, modes, white, clips)
    held = names.tobytes()
    known = [held[_NAME * n : _NAME * n + length - 1] for n, length in enumerate(lengths.tolist())]
    return Look(known, weights, modes, white, np.column_stack(place.box(*clips.T)))


_OF_OBJECTS = _addresses(raw.FPDFPage_GetObject, raw.FPDFPageObj_GetType, raw.FPDFPageObj_GetBounds)
_TEXT = raw.FPDF_PAGEOBJ_TEXT


@njit(cache=True)  # type: ignore[untyped-decorator]
def _drawn(page, at, kinds, bounds):  # type: ignore[no-untyped-def]
    bounds_at = bounds.ctypes.data
    found = 0
    for n in range(len(kinds)):
        drawn = _pointer(at[0], (page, n))
        kind = _number_of_object(at[1], (drawn,))
        here = bounds_at + 16 * found
        if kind != _TEXT and _four_of_object(at[2], (drawn, here, here + 4, here + 8, here + 12)):
            kinds[found] = kind
            found += 1
    return found


def drawn_on(page: ctypes.c_void_p, place: Placing) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """What is drawn on a page besides text: PDFium's kind of each object, and its box as shown."""
    count = max(0, raw.FPDFPage_CountObjects(page))
    kinds, bounds = np.empty(count, np.int32), np.empty((count, 4), np.float32)
    found = _drawn(_address(page), _OF_OBJECTS, kinds, bounds)
    return kinds[:found], np.column_stack(place.box(*bounds[:found].T.astype(np.float64)))
