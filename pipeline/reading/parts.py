"""Pages on which the number of columns changes: the parts from top to bottom that each have columns of their own.

Belongs here: where one set of columns ends because another stands below it. What is read after what in one set is in bands.py.
"""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.reading.body import BodyType
from pipeline.reading.columns import gutters_of
from pipeline.reading.placed import Page, PlacedLine

#: Lines that lie across the gutters before other gutters are looked for, lines of a part, and lines that hide no gutter.
_ACROSS, _LEAST, _FEW = 3, 8, 6
#: White across the page between two parts, in sizes of the running text; less before a heading.
_WHITE, _BEFORE_HEADING = 0.8, 0.1


def parts_of(
    page: Page, lines: Sequence[PlacedLine], gutters: Sequence[float], body: BodyType
) -> list[list[PlacedLine]]:
    """The parts of a page, from top to bottom; none where all its lines stand in one set of columns.

    Args:
        page: the page.
        lines: its running text, from top to bottom.
        gutters: the gutters that its lines show together.
        body: the type of the running text.
    """
    if not gutters and not _many_narrow(lines):
        return []
    pieces = _between_white(lines, body)
    largest = max(pieces, key=len)
    if len(pieces) == 1:
        return []
    if sum(any(ln.box[0] < g - 2 and ln.box[2] > g + 2 for g in gutters) for ln in lines) < _ACROSS:
        own = gutters_of(page, largest) if len(lines) - len(largest) >= _FEW else gutters
        if len(own) == len(gutters) or not _even(largest, own):
            return []
    parts = _same_columns(page, pieces)
    return [part for part, _ in parts] if len(parts) > 1 else []


def _many_narrow(lines: Sequence[PlacedLine]) -> bool:
    """Whether most lines are narrower than the text, as lines of columns are."""
    width = max(ln.box[2] for ln in lines) - min(ln.box[0] for ln in lines)
    return 2 * sum(ln.box[2] - ln.box[0] < 0.6 * width for ln in lines) > len(lines) > 2 * _LEAST


def _between_white(lines: Sequence[PlacedLine], body: BodyType) -> list[list[PlacedLine]]:
    """The lines cut wherever white goes right across the page: a strip of it, or a little before a heading."""
    found: list[list[PlacedLine]] = []
    bottom = float("-inf")
    for line in lines:
        heading = line.bold or line.size > 1.12 * body.size
        if line.box[1] - bottom > (_BEFORE_HEADING if heading else _WHITE) * body.size:
            found.append([])
        found[-1].append(line)
        bottom = max(bottom, line.box[3])
    return found


def _same_columns(page: Page, pieces: list[list[PlacedLine]]) -> list[tuple[list[PlacedLine], list[float]]]:
    """Pieces put together where they have as many gutters; one that shows none by itself goes with the piece below it."""
    found: list[tuple[list[PlacedLine], list[float]]] = []
    waiting: list[PlacedLine] = []
    width = max(ln.box[2] for piece in pieces for ln in piece) - min(ln.box[0] for piece in pieces for ln in piece)
    for piece in pieces:
        waiting += piece
        gutters = gutters_of(page, waiting) if len(waiting) >= _LEAST else []
        gutters = gutters if _even(waiting, gutters) else []
        wide = sum(ln.box[2] - ln.box[0] > 0.6 * width for ln in waiting)
        if not gutters and (len(waiting) < _LEAST or 2 * wide < len(waiting)):
            continue
        if found and len(found[-1][1]) == len(gutters):
            found[-1][0].extend(waiting)
        else:
            found.append((waiting, gutters))
        waiting = []
    if waiting and found:
        found[-1][0].extend(waiting)
    elif waiting:
        found.append((waiting, []))
    return found


def _even(lines: Sequence[PlacedLine], gutters: Sequence[float]) -> bool:
    """Whether gutters divide the text into columns of one width; a box in a column leaves white, too."""
    edges = [min(ln.box[0] for ln in lines), *gutters, max(ln.box[2] for ln in lines)]
    widths = [b - a for a, b in pairwise(edges)]
    return max(widths) < 1.25 * min(widths)
