"""Where the lines of a page belong: panels, gutters, rows.

Belongs here: geometry of one page. No knowledge of a report's headings; what stands in the margins is in margins.py, what is
read after what in bands.py, how lines form paragraphs in layout.py.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

import numpy as np

from pipeline.reading.model import Box
from pipeline.reading.placed import Page, PlacedLine

#: Pages of a document from which its usual type and gutters are taken.
_SAMPLED = 60


@dataclass(frozen=True, slots=True)
class BodyType:
    """The type in which a document's running text is set; `lead` is the distance of its lines, 0 where none was seen."""

    size: float
    font: str
    lead: float = 0.0


def body_type(pages: Sequence[Page]) -> BodyType:
    """The size, font and distance of lines of most characters of a document."""
    counts: Counter[tuple[float, str]] = Counter()
    leads: Counter[tuple[float, float]] = Counter()
    for page in pages[:: max(1, len(pages) // _SAMPLED)]:
        above: PlacedLine | None = None
        for line in page.lines:
            size = round(line.size, 1)
            counts[(size, family(line.font))] += len(line.text)
            if above is not None and above.size == line.size and abs(above.box[0] - line.box[0]) < 2:
                leads[(size, round(line.base - above.base, 1))] += 1
            above = line
    if not counts:
        return BodyType(10.0, "")
    (size, font), _ = counts.most_common(1)[0]
    seen = Counter({lead: n for (at, lead), n in leads.items() if at == size and 0 < lead < 3 * size})
    return BodyType(size, font, seen.most_common(1)[0][0] if seen.total() > 8 else 0.0)


@lru_cache(maxsize=512)
def family(font: str) -> str:
    """A font's name without subset mark, weight and slant."""
    name = font.split("+", 1)[-1]
    return re.split(r"[-,]|(?<=[a-z])(?=Bold|Italic|Regular|Light|Medium|Roman|Black)", name)[0].lower()


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
        if sum(any(c.isdigit() for c in w) for w in words) > 0.3 * len(words) or len(words) < 6:
            continue
        other = sum(
            abs(lines[n].size - body.size) > 0.35 or family(lines[n].font) != body.font for n in inside
        ) > 0.5 * len(inside)
        across = any(panel[0] < g - 4 and panel[2] > g + 4 for g in gutters)
        edges = [0.06 * page.width, *gutters, 0.94 * page.width]
        narrow = panel[2] - panel[0] < 0.8 * min(b - a for a, b in itertools.pairwise(edges))
        if other or across or narrow:
            found.update(inside)
    return found


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


def top_down(lines: list[PlacedLine]) -> list[PlacedLine]:
    """Lines from top to bottom; runs that share a baseline from left to right."""
    rows: list[list[PlacedLine]] = []
    middle = 0.0
    least = min((ln.size for ln in lines), default=0.0)

    def height(line: PlacedLine) -> float:
        """Its baseline; a large letter that begins a text stands before all the lines that it is as high as."""
        large = len(line.text) == 1 and line.size > 1.5 * least and line.text.isupper()
        return line.box[1] if large else line.base

    for line in sorted(lines, key=height):
        own = height(line)
        if rows and abs(own - middle) < 0.45 * max(line.size, 4.0):
            rows[-1].append(line)
            middle += (own - middle) / len(rows[-1])
        else:
            rows.append([line])
            middle = own
    return [line for row in rows for line in (sorted(row, key=lambda ln: ln.box[0]) if len(row) > 1 else row)]


def gutters_of(page: Page, lines: Sequence[PlacedLine]) -> list[float]:
    """Middles of vertical white strips that at most a few lines cross and that have text on both sides.

    Lines much wider than a column (a heading, or running text in one column above two) are left out of the reckoning.
    """
    if len(lines) < 2:
        return []
    left_edge, right_edge = min(ln.box[0] for ln in lines), max(ln.box[2] for ln in lines)
    narrow = [ln for ln in lines if ln.box[2] - ln.box[0] < 0.6 * (right_edge - left_edge)]
    if len(narrow) < 6:
        return []
    width = int(page.width) + 1
    ink = np.zeros(width + 2)
    for line in narrow:
        # text may be drawn beside the page
        ink[min(width, max(0, int(line.box[0])))] += 1
        ink[min(width, max(0, int(line.box[2]) + 1))] -= 1
    cover = np.cumsum(ink)[:width]
    rows = len({round((ln.box[1] + ln.box[3]) / 8) for ln in narrow})
    limit = max(1.0, 0.08 * rows) if rows > 8 else 0.0
    white = np.flatnonzero(cover[int(0.12 * width) : int(0.88 * width)] <= limit) + int(0.12 * width)
    found: list[float] = []
    for strip in np.split(white, np.flatnonzero(np.diff(white) > 1) + 1):
        if len(strip) >= 6 and _both_sides(narrow, float(strip[0]), float(strip[-1])):
            found.append(float(strip[0] + strip[-1] + 1) / 2)
    return found


def _both_sides(lines: Sequence[PlacedLine], start: float, end: float) -> bool:
    left = [ln for ln in lines if ln.box[2] <= start + 2]
    right = [ln for ln in lines if ln.box[0] >= end - 2]
    if len(left) < 3 or len(right) < 3:
        return False
    # text starts at one edge on the right: a column, not a ragged margin or a list of dates
    rows: dict[int, tuple[float, float]] = {}
    for line in right:
        row = round((line.box[1] + line.box[3]) / 8)
        x0, x1 = rows.get(row, (line.box[0], line.box[2]))
        rows[row] = (min(x0, line.box[0]), max(x1, line.box[2]))
    starts = Counter(round(x0 / 3) for x0, _ in rows.values())
    return starts.most_common(1)[0][1] >= 0.3 * len(rows) and median(x1 - x0 for x0, x1 in rows.values()) > 40
