"""Where the lines of a page belong: panels, gutters, rows.

Belongs here: geometry of one page. No knowledge of a report's headings; what stands in the margins is in margins.py, what is
read after what in bands.py, how lines form paragraphs in layout.py.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from operator import attrgetter
from statistics import median

import numpy as np
import numpy.typing as npt

from pipeline.reading.body import BodyType, family
from pipeline.reading.model import Box
from pipeline.reading.placed import Page, PlacedLine

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

#: Pages of a document from which its usual gutters are taken.
_SAMPLED = 60
#: Running text is so wide, in points, in most lines of a column, and leaves no more than the rest of its rows white.
_TEXT, _FILLED = 24.0, 0.6


def in_panels(page: Page, lines: Sequence[PlacedLine], body: BodyType) -> set[int]:
    """Indexes of lines in a call-out box: a drawn panel whose text stands apart from the running text.

    A panel counts when it holds two lines or more but not most of the page, is not a table, and either is set in other
    type than the running text or is narrower than a column or lies across the gutter between two.
    """
    found: set[int] = set()
    gutters = gutters_of(page, lines) if page.panels else []
    for panel in page.panels:
        inside = [n for n, ln in enumerate(lines) if _within(ln.box, panel)]
        if len(inside) < 2 or len(inside) > 0.6 * len(lines):
            continue
        words = " ".join(lines[n].text for n in inside).split()
        if len(inside) < 4 and min(lines[n].size for n in inside) > 1.08 * body.size:
            continue  # a heading on a ground of its own
        figures = sum(any(c.isdigit() for c in w) for w in words) > 0.3 * len(words)
        if len(words) < 6 or (figures and not _text_beside(panel, lines, inside, gutters)):
            continue  # a table
        other = sum(
            abs(lines[n].size - body.size) > 0.35 or family(lines[n].font) != body.font for n in inside
        ) > 0.5 * len(inside)
        across = any(panel[0] < g - 4 and panel[2] > g + 4 for g in gutters)
        edges = [0.06 * page.width, *gutters, 0.94 * page.width]
        narrow = panel[2] - panel[0] < 0.8 * min(b - a for a, b in itertools.pairwise(edges))
        if other or across or narrow:
            found.update(inside)
    return found


def _text_beside(panel: Box, lines: Sequence[PlacedLine], inside: Sequence[int], gutters: Sequence[float]) -> bool:
    """Whether running text of its own column goes past a panel: then it is no table of that text."""
    within = set(inside)
    beside = 0
    for n, line in enumerate(lines):
        if n in within or line.box[3] > panel[3] + 1 or line.box[1] < panel[1] - 1:
            continue
        apart = min(line.box[2], panel[2]) < max(line.box[0], panel[0])
        between = sorted((line.box[0] + line.box[2], panel[0] + panel[2]))
        beside += apart and not any(between[0] < 2 * g < between[1] for g in gutters)
    return beside > 1


def _within(box: Box, panel: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return panel[0] <= x <= panel[2] and panel[1] <= y <= panel[3] and box[2] - box[0] <= panel[2] - panel[0] + 4


def usual_gutters(pages: Sequence[Page]) -> list[float]:
    """The gutters of most pages of a document that have any; they settle pages with too few lines to show their own."""
    counts: Counter[tuple[int, ...]] = Counter()
    exact: dict[tuple[int, ...], list[float]] = {}
    for page in pages[:: max(1, len(pages) // _SAMPLED)]:
        gutters = gutters_of(page, page.lines)
        if gutters:
            key = tuple(round(g / 6) for g in gutters)
            counts[key] += 1
            exact.setdefault(key, gutters)
    return exact[counts.most_common(1)[0][0]] if counts else []


def top_down(lines: Sequence[PlacedLine]) -> list[PlacedLine]:
    """Lines from top to bottom; runs that share a baseline from left to right."""
    height = _heights(lines)
    found: list[PlacedLine] = []
    start = 0  # of the last row
    middle = float("-inf")
    for line in sorted(lines, key=height):
        own = height(line)
        if own - middle < 0.45 * (line.size if line.size > 4.0 else 4.0):
            found.append(line)
            middle += (own - middle) / (len(found) - start)
            continue
        if len(found) - start > 1:
            found[start:] = sorted(found[start:], key=_left)
        start, middle = len(found), own
        found.append(line)
    found[start:] = sorted(found[start:], key=_left)
    return found


def _left(line: PlacedLine) -> float:
    return line.box[0]


def _heights(lines: Sequence[PlacedLine]) -> Callable[[PlacedLine], float]:
    """Tells a line's baseline; of a large letter that begins a text, what stands before all the lines that it is as high as."""
    letters = [ln for ln in lines if len(ln.text) == 1 and ln.text.isupper()]
    if not letters:
        return attrgetter("base")
    least = min(ln.size for ln in lines)
    return lambda ln: ln.box[1] if len(ln.text) == 1 and ln.size > 1.5 * least and ln.text.isupper() else ln.base


def gutters_of(page: Page, lines: Sequence[PlacedLine]) -> list[float]:
    """Middles of vertical white strips that at most a few lines cross and that have text on both sides.

    Lines much wider than a column (a heading, or running text in one column above two) are left out of the reckoning.
    """
    if len(lines) < 6:
        return []
    boxes = np.fromiter(itertools.chain.from_iterable([ln.box for ln in lines]), float, 4 * len(lines)).reshape(-1, 4)
    wide = boxes[:, 2] - boxes[:, 0]
    boxes = boxes[wide < 0.6 * (boxes[:, 2].max() - boxes[:, 0].min())]
    if len(boxes) < 6:
        return []
    x0, top, x1, bottom = boxes.T
    rows = np.rint((top + bottom) / 8)
    number = len(set(rows.tolist()))
    limit = max(1.0, 0.08 * number) if number > 8 else 0.0
    width = int(page.width) + 1
    white = _cover(x0, x1, width) <= limit
    white[: int(0.12 * width)] = white[int(0.88 * width) :] = False
    ends = np.flatnonzero(white[1:] != white[:-1]) + 1
    found: list[float] = []
    for start, end in zip(ends[::2].tolist(), ends[1::2].tolist(), strict=True):
        before = x1 <= start + 2
        if end - start < 6 or np.count_nonzero(before) < 3 or np.median((x1 - x0)[before]) < _TEXT:
            continue  # numbers beside their paragraphs are no column
        behind = x0 >= end - 3
        if _is_column(x0[behind], x1[behind], rows[behind]):
            found.append((start + end) / 2)
    return found


def _cover(x0: FloatArray, x1: FloatArray, width: int) -> IntArray:
    """How many lines stand over each point of a page's width; text may be drawn beside the page."""
    starts = np.minimum(np.maximum(x0.astype(int), 0), width)
    ends = np.minimum(np.maximum(x1.astype(int) + 1, 0), width)
    return np.cumsum(np.bincount(starts, minlength=width + 1) - np.bincount(ends, minlength=width + 1))[:width]


def _is_column(x0: FloatArray, x1: FloatArray, rows: FloatArray) -> bool:
    """Whether text starts at one edge and fills its rows: a column, not a ragged margin, a list of dates or a table."""
    if len(rows) < 3:
        return False
    spans: dict[float, tuple[float, float, float]] = {}
    for row, left, right in zip(rows.tolist(), x0.tolist(), x1.tolist(), strict=True):
        first, last, ink = spans.get(row, (left, right, 0.0))
        spans[row] = min(left, first), max(right, last), ink + right - left
    most = max(Counter([round(left / 3) for left, _, _ in spans.values()]).values())
    if most < 0.3 * len(spans) or median([right - left for left, right, _ in spans.values()]) <= 40:
        return False
    return median([ink / max(1.0, right - left) for left, right, ink in spans.values()]) > _FILLED
