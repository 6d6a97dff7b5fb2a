"""What is read after what on a page: bands from top to bottom, columns in each from left to right.

Belongs here: the order of the lines of one page. Where its gutters are is in columns.py.
"""

import itertools
from collections.abc import Sequence

from pipeline.reading.body import BodyType
from pipeline.reading.columns import gutters_of, top_down
from pipeline.reading.cuts import ENDED, LARGE, MARKS, Dividing, crosses, cuts_of, in_columns, is_heading
from pipeline.reading.parts import parts_of
from pipeline.reading.placed import Page, PlacedLine

#: Gutters nearer to each other than this are one, in points.
_NEAR = 12.0
#: Letters that the number of a paragraph has not.
_NUMBER = 6


def columns_of(
    page: Page,
    lines: list[PlacedLine],
    body: BodyType,
    usual: Sequence[float] = (),
    boxed: Sequence[PlacedLine] = (),
    *,
    whole: bool = False,
    dividing: Dividing | None = None,
) -> list[list[PlacedLine]]:
    """Columns in reading order. Lines that cross a gutter cut the page into bands; columns are read within a band.

    Args:
        page: the page.
        lines: its running text.
        body: the type of the document's running text.
        usual: the document's gutters, taken for a page that shows none or some of them where no line crosses the others.
        boxed: text of call-out boxes, and pictures, which stand in the columns too.
        whole: whether the lines are known to stand in one set of columns.
        dividing: what is known of the document's headings; what this page tells is added.
    """
    if len(lines) < 2:
        return [lines] if lines else []
    lines = sorted(lines, key=_top_left)
    dividing = dividing or Dividing()
    gutters = gutters_of(page, lines)
    if not whole and (parts := parts_of(page, lines, gutters, body)):
        beside = [_level_with(part, boxed) for part in parts]
        found = [
            columns_of(page, part, body, usual, b, whole=True, dividing=dividing)
            for part, b in zip(parts, beside, strict=True)
        ]
        return list(itertools.chain.from_iterable(found))
    if len(gutters) < len(usual) and _hides(gutters, usual, lines, body):
        gutters = list(usual)
    if not gutters:
        return [top_down(lines)]
    edges = [0.0, *gutters, page.width]
    large = LARGE * body.size
    everything = [*lines, *boxed]
    bands: list[tuple[bool, list[PlacedLine]]] = []  # each goes across the columns or stands in them
    band: list[PlacedLine] = []
    is_across: bool | None = None
    for line in lines:
        across = (
            crosses(line.box, gutters)
            or (len(line.text) < _NUMBER and _begins_row(line, lines, gutters))
            or ((line.bold or line.size > large) and _heads_all(line, everything, edges, body))
        )
        if is_across and not across:  # beside a line that crosses: the rest of its row
            across = line.box[1] + line.box[3] < band[-1].box[3] * 2 - 1
        if across is not is_across:
            is_across, band = across, []
            bands.append((is_across, band))
        band.append(line)
    columns: list[list[PlacedLine]] = []
    for is_across, band in bands:
        columns += [top_down(band)] if is_across else _in_order(band, edges, body, boxed, dividing)
    return [column for column in columns if column]


def _hides(gutters: Sequence[float], usual: Sequence[float], lines: Sequence[PlacedLine], body: BodyType) -> bool:
    """Whether a page may have the document's gutters, although its lines show none or some: no text lies across them."""
    if any(min(abs(own - g) for g in usual) > _NEAR for own in gutters):
        return False
    missing = [g for g in usual if all(abs(own - g) > _NEAR for own in gutters)]
    return not any(
        ln.box[0] < g + 3 and ln.box[2] > g - 3 and not (gutters and is_heading(ln, body))
        for g in missing
        for ln in lines
    )


def _top_left(line: PlacedLine) -> tuple[float, float]:
    return line.box[1], line.box[0]


def _in_order(
    band: Sequence[PlacedLine],
    edges: list[float],
    body: BodyType,
    boxed: Sequence[PlacedLine],
    dividing: Dividing,
) -> list[list[PlacedLine]]:
    """The columns of a band, which is cut where one set of columns ends and another begins."""
    columns = in_columns(band, edges)
    if boxed:
        top, bottom = min(ln.box[1] for ln in band), max(ln.box[3] for ln in band)
        boxed = [ln for ln in boxed if top <= ln.box[1] <= bottom]
    cuts = cuts_of(band, columns, edges, body, boxed, dividing)
    if not cuts:
        return columns
    heights = [float("-inf"), *cuts, float("inf")]
    parts = [[ln for ln in band if a <= (ln.box[1] + ln.box[3]) / 2 < b] for a, b in itertools.pairwise(heights)]
    return [column for part in parts for column in in_columns(part, edges)]


def _begins_row(line: PlacedLine, lines: Sequence[PlacedLine], gutters: Sequence[float]) -> bool:
    """Whether a line stands right before one that crosses, on its row: the number of a paragraph."""
    return any(
        abs(ln.base - line.base) < 0.3 * line.size and ln.box[0] > line.box[0] and crosses(ln.box, gutters)
        for ln in lines
    )


def _level_with(lines: Sequence[PlacedLine], boxed: Sequence[PlacedLine]) -> list[PlacedLine]:
    top, bottom = min(ln.box[1] for ln in lines), max(ln.box[3] for ln in lines)
    return [ln for ln in boxed if top <= ln.box[1] <= bottom]


def _heads_all(line: PlacedLine, lines: Sequence[PlacedLine], edges: Sequence[float], body: BodyType) -> bool:
    """Whether a short heading stands over all columns: white goes right across the page at its height.

    Where the other columns have text above it only, they may just have ended; then the text above a heading in the first
    column tells, which breaks off where it goes on in the next column before the heading.
    """
    if not is_heading(line, body) or line.box[0] >= edges[1]:
        return False
    beside = [ln for ln in lines if (ln.box[0] + ln.box[2]) / 2 >= edges[1]]
    edge = max(ln.box[2] for ln in lines)
    others = [ln for ln in beside if not _other_end_of_heading(line, ln, body, edge) or _goes_on_below(ln, beside)]
    if len(others) < len(beside):  # a row that goes right across stands over all columns
        # boxes are as high as the type: those of lines set solid overlap by a hair
        below_it = [ln for ln in others if ln.box[1] >= line.box[3] - 1]
        return bool(below_it) and all(ln in below_it or ln.box[3] <= line.box[1] + 1 for ln in others)
    white = 0.35 * line.size
    above = [ln.box[3] for ln in beside if ln.box[3] <= line.box[1] - white]
    below = [ln.box[1] for ln in beside if ln.box[1] >= line.box[3] + white]
    if not above or len(above) + len(below) < len(beside):
        return False
    if below:
        return False  # the sentences decide, in cuts.py
    own = [ln for ln in lines if ln.box[0] < edges[1] and ln.box[3] <= line.box[1] + 1]
    last = max(own, key=lambda ln: ln.box[3], default=None)
    return last is not None and not is_heading(last, body) and not last.text.rstrip(MARKS).endswith(ENDED[:6])


def _goes_on_below(line: PlacedLine, lines: Sequence[PlacedLine]) -> bool:
    """Whether a line is the first of several in its type, as those of a pull quote."""
    return any(
        ln.font == line.font and abs(ln.size - line.size) < 0.3 and 0 < ln.base - line.base < 1.8 * line.size
        for ln in lines
    )


def _other_end_of_heading(line: PlacedLine, other: PlacedLine, body: BodyType, edge: float) -> bool:
    """Whether two lines are the ends of one heading's row: both set apart, in type of two sizes, one at the right edge.

    Other headings side by side are those of two columns.
    """
    at_edge = other.box[2] > edge - 6
    same_row = other.box[1] < line.box[3] and other.box[3] > line.box[1]
    apart = other.bold or other.size > LARGE * body.size
    return at_edge and same_row and apart and len(other.text) < 40 and abs(other.size - line.size) > 1
