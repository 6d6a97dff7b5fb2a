"""The type of a document's running text: its size, its font, the distance of its lines, and how its paragraphs begin.

Belongs here: what is told by counting over pages. Where lines stand on one page is in columns.py.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from pipeline.reading.placed import Page, PlacedLine

#: Pages of a document from which its usual type is taken.
_SAMPLED = 60
#: Ends of paragraphs that tell whether what follows them is marked.
_ENDS = 6
_STOPS = (".", "!", "?", "”")
#: Pages with a type of their own that make it one of running text, and letters by which a page shows its type.
_OWN_PAGES, _LETTERS = 3, 600


@dataclass(frozen=True, slots=True)
class BodyType:
    """The type in which a document's running text is set; `lead` is the distance of its lines, 0 where none was seen.

    `marked` says that paragraphs begin with an indent or with white above them, `hanging` that they begin to the left of
    their other lines.
    """

    size: float
    font: str
    lead: float = 0.0
    marked: bool = True
    hanging: bool = False


def body_type(pages: Sequence[Page]) -> BodyType:
    """The size, font and distance of lines of most characters of a document."""
    counts: Counter[tuple[float, str]] = Counter()
    leads: Counter[tuple[float, float]] = Counter()
    ends: list[
        tuple[float, float, float]
    ] = []  # size, distance and indent of what follows a paragraph's short last line
    indents: Counter[float] = Counter()
    hangs: Counter[float] = Counter()
    for page in pages[:: max(1, len(pages) // _SAMPLED)]:
        for (size, font), run in itertools.groupby(page.lines, key=attrgetter("size", "font")):
            counts[(round(size, 1), family(font))] += sum([len(line.text) for line in run])
        before: float | None = None  # how far the line above stands to the right of the one above it, in sizes
        for above, line in itertools.pairwise(page.lines):
            if above.size != line.size or above.bold != line.bold:
                before = None
                continue
            size = line.size or 1.0
            right, lead = (line.box[0] - above.box[0]) / size, line.base - above.base
            if abs(line.box[0] - above.box[0]) < 2:
                leads[(line.size, lead)] += 1
            elif 0.6 < right < 4 and before is not None:
                indents[line.size] += 1
                hangs[line.size] += -4 < before < -0.6
            before = right
            if line.box[2] - above.box[2] > 4 * size and above.text.endswith(_STOPS) and line.text[0].isupper():
                ends.append((line.size, lead, right))
    if not counts:
        return BodyType(10.0, "")
    (size, font), _ = counts.most_common(1)[0]
    seen: Counter[float] = Counter()
    for (at, lead), number in leads.items():
        if round(at, 1) == size and 0 < round(lead, 1) < 3 * size:
            seen[round(lead, 1)] += number
    lead = seen.most_common(1)[0][0] if seen.total() > 8 else 0.0
    behind = [(distance, right) for at, distance, right in ends if round(at, 1) == size and 0 < distance < 3 * size]
    marks = sum(abs(right) > 0.6 or distance > 1.12 * lead for distance, right in behind)
    marked = not lead or len(behind) < _ENDS or 2 * marks > len(behind)
    indented, hung = (sum(n for at, n in of.items() if round(at, 1) == size) for of in (indents, hangs))
    return BodyType(size, font, lead, marked, 2 * hung > indented)


def body_types(pages: Sequence[Page], usual: BodyType) -> dict[int, BodyType]:
    """By page number, the running text's type where it is another than the document's on three pages or more.

    That is so where two documents are bound as one, or a part is set in a type of its own.
    """
    main: dict[int, tuple[float, str]] = {}
    for page in pages:
        total = sum([len(ln.text) for ln in page.lines])
        of_size = sum([len(ln.text) for ln in page.lines if abs(ln.size - usual.size) < 0.06])
        if total < _LETTERS or (2 * of_size > total and family(page.lines[len(page.lines) // 2].font) == usual.font):
            continue
        counts = _types(page.lines)
        kind, most = counts.most_common(1)[0]
        if kind != (usual.size, usual.font) and most > 0.6 * total and counts[(usual.size, usual.font)] < 0.2 * total:
            main[page.number] = kind
    found: dict[int, BodyType] = {}
    for kind, number in Counter(main.values()).items():
        if number >= _OWN_PAGES:
            own = body_type([page for page in pages if main.get(page.number) == kind])
            found |= {page: own for page, at in main.items() if at == kind}
    return found


def _types(lines: Sequence[PlacedLine]) -> Counter[tuple[float, str]]:
    counts: Counter[tuple[float, str]] = Counter()
    for line in lines:
        counts[(round(line.size, 1), family(line.font))] += len(line.text)
    return counts


@lru_cache(maxsize=512)
def family(font: str) -> str:
    """A font's name without subset mark, weight and slant."""
    name = font.split("+", 1)[-1]
    return re.split(r"[-,]|(?<=[a-z])(?=Bold|Italic|Regular|Light|Medium|Roman|Black)", name)[0].lower()
