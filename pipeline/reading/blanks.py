"""Which blanks stand between the letters of a line, by where the letters are.

Belongs here: places of letters against the blanks that the text layer has. Some typesetters move words by hand and leave
the blank out, put it at the wrong letter, or put one behind every letter.
"""

import ctypes
from statistics import median

import pypdfium2.raw as raw

_LEFT, _RIGHT, _BOTTOM, _TOP = (ctypes.c_double() for _ in range(4))
_LOOSE, _LOOSE_BEFORE = raw.FS_RECTF(), raw.FS_RECTF()


def apart(textpage: ctypes.c_void_p, index: int, size: float) -> bool:
    """Whether there is a blank before a character: its ink alone does not tell, a "1" stands in the middle of its width."""
    if not raw.FPDFText_GetLooseCharBox(textpage, index, _LOOSE):
        return True
    if not raw.FPDFText_GetLooseCharBox(textpage, index - 1, _LOOSE_BEFORE):
        return True
    across = max(_LOOSE.left - _LOOSE_BEFORE.right, _LOOSE_BEFORE.left - _LOOSE.right)
    along = max(_LOOSE.bottom - _LOOSE_BEFORE.top, _LOOSE_BEFORE.bottom - _LOOSE.top)
    return bool(max(across, along) > 0.1 * size)


#: In parts of the font size: a gap that surely is a blank, and one that surely is none.
_SURE, _NONE = 0.19, 0.06


def respaced(textpage: ctypes.c_void_p, text: str, first: int, end: int, size: float) -> str:
    """The text at [first, end) with a blank put in where letters stand apart and taken out where they do not."""
    kept: list[str] = []
    edge: float | None = None
    blank = False
    for index in range(first, end):
        letter = text[index]
        if letter.isspace():
            blank = blank or letter not in "\r\n"  # a line's end inside a line is none
            continue
        known = raw.FPDFText_GetLooseCharBox(textpage, index, _LOOSE) and raw.FPDFText_GetCharBox(
            textpage, index, _LEFT, _RIGHT, _BOTTOM, _TOP
        )
        # a font that tells no widths gives the ink's box, from which no blank can be told
        known = known and (_LOOSE.left < _LEFT.value - 0.01 or _LOOSE.right > _RIGHT.value + 0.01)
        if known and edge is not None:
            gap = _LOOSE.left - edge
            if gap > _SURE * size:
                blank = True
            elif -size < gap < _NONE * size:
                blank = False
        if blank and kept:
            kept.append(" ")
        kept.append(letter)
        blank = False
        edge = _LOOSE.right if known else None
    return "".join(kept)


def closed_up(textpage: ctypes.c_void_p, first: int, end: int, size: float) -> str | None:
    """The text of a spaced-out line with blanks only where the gap is wider than between its letters."""
    letters: list[str] = []
    gaps: list[float] = []
    edge = 0.0
    for index in range(first, end):
        letter = chr(raw.FPDFText_GetUnicode(textpage, index))
        if letter.isspace() or not raw.FPDFText_GetCharBox(textpage, index, _LEFT, _RIGHT, _BOTTOM, _TOP):
            continue
        gaps.append(_LEFT.value - edge if letters else 0.0)
        letters.append(letter)
        edge = _RIGHT.value
    if len(letters) < 3 or min(gaps) < -size:
        return None
    usual = median(gaps[1:])
    return "".join(
        f" {letter}" if n and gap > usual + 0.2 * size else letter
        for n, (letter, gap) in enumerate(zip(letters, gaps, strict=True))
    )
