"""What is read after what on a page: bands from top to bottom, columns in each from left to right.

Belongs here: the order of the lines of one page. Where its gutters are is in columns.py.
"""

import itertools
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.reading.body import BodyType
from pipeline.reading.columns import gutters_of, top_down
from pipeline.reading.joining import NOTE
from pipeline.reading.model import Box
from pipeline.reading.parts import parts_of
from pipeline.reading.placed import Page, PlacedLine

#: Type larger than the running text by this is that of headings.
_LARGE = 1.12
#: The end of a sentence, a heading or a list's item: what stands below may begin something else.
_MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_ENDED = (".", "!", "?", "]", ":", ";", ")", "”", '"')
#: So often, and so many times more often than against it, must sentences speak for a new set; how much speaks for a new set of columns below one that is known to.
_SURE, _BEGINS = 2, -4
#: Gutters nearer to each other than this are one, in points.
_NEAR = 12.0
#: Letters that the number of a paragraph has not.
_NUMBER = 6
#: A full stop that ends no sentence.
_ABBREVIATED = re.compile(r"\b(?:[A-Z]\.|Mr\.|Mrs\.|Ms\.|Dr\.|No\.|St\.|art\.|para\.)$")


@dataclass
class Dividing:
    """Which headings of a document, by their size, begin a new set of columns: it does so on all pages or on none.

    `ends` and `runs` count what sentences tell while pages are read: that columns end above a heading in the first one, or
    that text runs on beside it. `sizes` are those of which it is known that they do.
    """

    sizes: frozenset[float] = frozenset()
    ends: Counter[float] = field(default_factory=Counter)
    runs: Counter[float] = field(default_factory=Counter)

    def known(self) -> frozenset[float]:
        """Sizes of headings that begin a new set wherever sentences tell."""
        return frozenset(size for size, n in self.ends.items() if n >= _SURE and n > _SURE * self.runs[size])


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
        boxed: text of call-out boxes, which stands in the columns too.
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
    large = _LARGE * body.size
    everything = [*lines, *boxed]
    bands: list[tuple[bool, list[PlacedLine]]] = []  # each goes across the columns or stands in them
    band: list[PlacedLine] = []
    is_across: bool | None = None
    for line in lines:
        across = (
            _crosses(line.box, gutters)
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
        ln.box[0] < g + 3 and ln.box[2] > g - 3 and not (gutters and _is_heading(ln, body))
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
    columns = _in_columns(band, edges)
    if boxed:
        top, bottom = min(ln.box[1] for ln in band), max(ln.box[3] for ln in band)
        boxed = [ln for ln in boxed if top <= ln.box[1] <= bottom]
    cuts = _cuts(band, columns, edges, body, boxed, dividing)
    if not cuts:
        return columns
    heights = [float("-inf"), *cuts, float("inf")]
    parts = [[ln for ln in band if a <= (ln.box[1] + ln.box[3]) / 2 < b] for a, b in itertools.pairwise(heights)]
    return [column for part in parts for column in _in_columns(part, edges)]


def _crosses(box: Box, gutters: Sequence[float]) -> bool:
    left, right = box[0] + 2, box[2] - 2
    for gutter in gutters:  # noqa: SIM110 - asked for every line
        if left < gutter < right:
            return True
    return False


def _begins_row(line: PlacedLine, lines: Sequence[PlacedLine], gutters: Sequence[float]) -> bool:
    """Whether a line stands right before one that crosses, on its row: the number of a paragraph."""
    return any(
        abs(ln.base - line.base) < 0.3 * line.size and ln.box[0] > line.box[0] and _crosses(ln.box, gutters)
        for ln in lines
    )


def _level_with(lines: Sequence[PlacedLine], boxed: Sequence[PlacedLine]) -> list[PlacedLine]:
    top, bottom = min(ln.box[1] for ln in lines), max(ln.box[3] for ln in lines)
    return [ln for ln in boxed if top <= ln.box[1] <= bottom]


def _in_columns(lines: Sequence[PlacedLine], edges: Sequence[float]) -> list[list[PlacedLine]]:
    middles = [(ln.box[0] + ln.box[2]) / 2 for ln in lines]
    return [
        top_down([ln for ln, middle in zip(lines, middles, strict=True) if left <= middle < right])
        for left, right in itertools.pairwise(edges)
    ]


def _is_heading(line: PlacedLine, body: BodyType) -> bool:
    return (line.bold or line.size > _LARGE * body.size) and len(line.text) <= 90


def _heads_all(line: PlacedLine, lines: Sequence[PlacedLine], edges: Sequence[float], body: BodyType) -> bool:
    """Whether a short heading stands over all columns: white goes right across the page at its height.

    Where the other columns have text above it only, they may just have ended; then the text above a heading in the first
    column tells, which breaks off where it goes on in the next column before the heading.
    """
    if not _is_heading(line, body) or line.box[0] >= edges[1]:
        return False
    beside = [ln for ln in lines if (ln.box[0] + ln.box[2]) / 2 >= edges[1]]
    edge = max(ln.box[2] for ln in lines)
    others = [ln for ln in beside if not _other_end_of_heading(line, ln, body, edge)]
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
        return False  # the sentences decide, in _cuts
    own = [ln for ln in lines if ln.box[0] < edges[1] and ln.box[3] <= line.box[1] + 1]
    last = max(own, key=lambda ln: ln.box[3], default=None)
    return last is not None and not _is_heading(last, body) and not last.text.rstrip(_MARKS).endswith(_ENDED[:6])


def _other_end_of_heading(line: PlacedLine, other: PlacedLine, body: BodyType, edge: float) -> bool:
    """Whether two lines are the ends of one heading's row: both set apart, in type of two sizes, one at the right edge.

    Other headings side by side are those of two columns.
    """
    at_edge = other.box[2] > edge - 6
    same_row = other.box[1] < line.box[3] and other.box[3] > line.box[1]
    apart = other.bold or other.size > _LARGE * body.size
    return at_edge and same_row and apart and len(other.text) < 40 and abs(other.size - line.size) > 1


def _cuts(
    lines: Sequence[PlacedLine],
    columns: Sequence[list[PlacedLine]],
    edges: Sequence[float],
    body: BodyType,
    boxed: Sequence[PlacedLine],
    dividing: Dividing,
) -> list[float]:
    """Heights at which one set of columns ends and another begins, each with a heading in its first column.

    White across the page near a heading can be chance; the sentences tell. Where a column breaks off, the one that is
    read next must go on with it.
    """
    found: list[float] = []
    for heading, bottom in _headings(lines, edges, body):
        since = found[-1] if found else float("-inf")
        own = [ln for ln in lines if ln.box[0] < edges[1] and since <= ln.box[1] and ln.box[3] <= heading.box[1] + 1]
        if not own:
            continue
        size = round(heading.size, 1)
        room = max(ln.box[3] for ln in own) - 0.3 * body.size, bottom + 2.5 * heading.size
        beside = [ln for ln in [*lines, *boxed] if (ln.box[0] + ln.box[2]) / 2 >= edges[1] and ln.box[1] >= since]
        # no further than text stands beside the heading
        ends = [e for e in _ends_beside(beside, room) if e[0] - e[1] <= heading.box[1] + 0.3 * body.size]
        if not ends:
            dividing.runs[size] += bool(beside)
            continue
        if found:
            columns = _in_columns([ln for ln in lines if ln.box[1] >= since], edges)
        below = [_above_notes(column, body) for column in columns]
        uncut = _breaks(below, body)
        most, cut = (_BEGINS if size in dividing.sizes else 0), float("nan")
        told = 0
        for at, white in ends:
            upper = [[ln for ln in column if ln.box[1] < at - 0.1] for column in below]
            lower = [[ln for ln in column if ln.box[1] >= at - 0.1] for column in below]
            lower[0] = [ln for ln in below[0] if ln.box[1] >= heading.box[1] - 1]
            upper[0] = [ln for ln in below[0] if ln.box[1] < heading.box[1] - 1]
            torn = sum(_break(a[-1], b[0], body) for a, b in zip(upper[1:], lower[1:], strict=True) if a and b)
            sentences = uncut + torn - _breaks([*upper, *lower], body)
            mended = sentences + _likelihood(white, [c[0] for c in lower[1:] if c], body)
            if mended > most:
                most, cut, told = mended, at, sentences
        dividing.ends[size] += told > 1
        if not math.isnan(cut):
            found.append(min(cut, heading.box[1]) - 0.1)
    return found


def _above_notes(column: list[PlacedLine], body: BodyType) -> list[PlacedLine]:
    """A column without the footnotes below it, which go on with no sentence."""
    end = len(column)
    while end and column[end - 1].size < 0.86 * body.size:
        end -= 1
    first = next((n for n in range(end, len(column)) if NOTE.match(column[n].text)), len(column))
    return column[:first]


def _likelihood(white: float, below: Sequence[PlacedLine], body: BodyType) -> int:
    """What white across the page says for a new set of columns.

    More than stands between paragraphs speaks for it, unless a heading of another column is the reason.
    """
    if white > 2.6 * body.size or (white > 1.8 * body.size and not any(_is_heading(ln, body) for ln in below)):
        return 1
    return 0 if white > 0.9 * body.size else -2


def _headings(lines: Sequence[PlacedLine], edges: Sequence[float], body: BodyType) -> list[tuple[PlacedLine, float]]:
    """The first line of each heading in the first column, and where its last one ends."""
    found: list[tuple[PlacedLine, float]] = []
    large = _LARGE * body.size
    set_apart = [ln for ln in lines if (ln.bold or ln.size > large) and ln.box[0] < edges[1]]
    for line in sorted(set_apart, key=lambda ln: ln.box[1]):
        if not _is_heading(line, body) or _crosses(line.box, edges[1:-1]):
            continue
        if found and line.box[1] - found[-1][1] < line.size:
            found[-1] = (found[-1][0], line.box[3])
        else:
            found.append((line, line.box[3]))
    return found


def _ends_beside(beside: Sequence[PlacedLine], room: tuple[float, float]) -> list[tuple[float, float]]:
    """Tops of lines in the other columns, within some room, above which no line reaches down, and the white above each."""
    found: list[tuple[float, float]] = []
    for top in sorted({ln.box[1] for ln in beside if room[0] <= ln.box[1] <= room[1]}):
        above = [ln.box[3] for ln in beside if ln.box[1] < top - 0.1]
        if above and max(above) <= top + 1.5:
            found.append((top, top - max(above)))
    return found


def _breaks(columns: Sequence[Sequence[PlacedLine]], body: BodyType) -> int:
    """How much sentences break off where another column begins or a heading stands."""
    ends: list[tuple[PlacedLine, PlacedLine]] = []
    kept = [c for c in columns if c]
    for column in kept:
        ends += [
            (a, b) for a, b in itertools.pairwise(column) if b.bold != a.bold or b.box[1] - a.box[3] > 0.9 * a.size
        ]
    ends += [(a[-1], b[0]) for a, b in itertools.pairwise(kept)]
    return sum(_break(a, b, body) for a, b in ends)


def _break(line: PlacedLine, following: PlacedLine, body: BodyType) -> int:
    """2 where one line surely does not go on in the other, 1 where it may, 0 where nothing speaks against it."""
    ended = _is_heading(line, body) or line.text.rstrip(_MARKS).endswith(_ENDED)
    if ended and following.text[:1].islower():
        return 0 if _ABBREVIATED.search(line.text) else 2
    if ended or not any(map(str.islower, line.text)):  # the figures of a table do not go on
        return 0
    if _is_heading(following, body):
        return 2
    in_bracket = line.text.rfind("[") > line.text.rfind("]")
    return 1 if following.text[:1].isupper() and not in_bracket else 0
