"""Where on a page one set of columns ends and another begins, as sentences and white tell it.

Belongs here: headings in the first column that divide a page. What is read after what otherwise is in bands.py.
"""

import itertools
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.reading.body import BodyType
from pipeline.reading.columns import top_down
from pipeline.reading.joining import NOTE
from pipeline.reading.model import Box
from pipeline.reading.placed import PlacedLine

#: Type larger than the running text by this is that of headings.
LARGE = 1.12
#: The end of a sentence, a heading or a list's item: what stands below may begin something else.
MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
ENDED = (".", "!", "?", "]", ":", ";", ")", "”", '"')
#: So often, and so many times more often than against it, must sentences speak for a new set; how much speaks for one below a
#: heading that is known to begin one.
_SURE, _BEGINS = 2, -4
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
    undecided: set[float] = field(default_factory=set)

    def known(self) -> frozenset[float]:
        """Sizes of headings that begin a new set wherever sentences tell."""
        return frozenset(size for size, n in self.ends.items() if n >= _SURE and n > _SURE * self.runs[size])


def is_heading(line: PlacedLine, body: BodyType) -> bool:
    """Whether a line is set as headings are."""
    return (line.bold or line.size > LARGE * body.size) and len(line.text) <= 90


def in_columns(lines: Sequence[PlacedLine], edges: Sequence[float]) -> list[list[PlacedLine]]:
    """The lines of each column, from top to bottom; `edges` are those of the page and its gutters."""
    middles = [(ln.box[0] + ln.box[2]) / 2 for ln in lines]
    return [
        top_down([ln for ln, middle in zip(lines, middles, strict=True) if left <= middle < right])
        for left, right in itertools.pairwise(edges)
    ]


def crosses(box: Box, gutters: Sequence[float]) -> bool:
    """Whether a box lies across a gutter."""
    left, right = box[0] + 2, box[2] - 2
    for gutter in gutters:  # noqa: SIM110 - asked for every line
        if left < gutter < right:
            return True
    return False


def cuts_of(
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
            columns = in_columns([ln for ln in lines if ln.box[1] >= since], edges)
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
        if math.isnan(cut):
            dividing.undecided.add(size)
        else:
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
    if white > 2.6 * body.size or (white > 1.8 * body.size and not any(is_heading(ln, body) for ln in below)):
        return 1
    return 0 if white > 0.9 * body.size else -2


def _headings(lines: Sequence[PlacedLine], edges: Sequence[float], body: BodyType) -> list[tuple[PlacedLine, float]]:
    """The first line of each heading in the first column, and where its last one ends."""
    found: list[tuple[PlacedLine, float]] = []
    large = LARGE * body.size
    set_apart = [ln for ln in lines if (ln.bold or ln.size > large) and ln.box[0] < edges[1]]
    for line in sorted(set_apart, key=lambda ln: ln.box[1]):
        if not is_heading(line, body) or crosses(line.box, edges[1:-1]):
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
    ended = is_heading(line, body) or line.text.rstrip(MARKS).endswith(ENDED)
    if ended and following.text[:1].islower():
        return 0 if _ABBREVIATED.search(line.text) else 2
    if ended or not any(map(str.islower, line.text)):  # the figures of a table do not go on
        return 0
    if is_heading(following, body):
        return 2
    in_bracket = line.text.rfind("[") > line.text.rfind("]")
    return 1 if following.text[:1].isupper() and not in_bracket else 0
