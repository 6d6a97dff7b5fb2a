"""Running heads that change from page to page, as those of a dictionary: known by their place, not by their text.

Belongs here: lines in a margin that stand at one height and in one type on page after page. Heads that say the same on
every page are in margins.py.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence

from pipeline.reading.placed import Page, PlacedLine

#: Parts of a page's height in which running heads and feet stand.
_MARGINS = (0.13, 0.9)
#: A head stands on so many pages or more, and on this part of those between its first and its last.
_LEAST, _SHARE = 3, 0.4
#: Pages that tell whether lines in a margin are those of running text.
_SAMPLED = 16
#: The part of a head's lines that must be told of by another line.
_TOLD = 0.8
#: Letters that a running head, or a heading that it names, is shorter than.
_LONGEST = 90
#: What follows a name in a heading, and what stands between two names of a head.
_BEHIND = re.compile(r"\s*(?:[(:]|\btier\b).*$", re.I | re.S)
_BETWEEN = re.compile(r"\s*[–—/|•·]\s*|\s+-\s+")

_Slot = tuple[bool, int, float, str]


def running_heads(pages: Sequence[Page]) -> dict[int, frozenset[PlacedLine]]:
    """By page number, lines that are running heads or feet because of where they stand.

    At one height and in one type in the margin there is a line on most pages, and what it says is said again: by the head
    of the page before or behind, or by a heading in the text of its own page. A heading that begins every page says
    something new each time and is none.
    """
    slots: dict[_Slot, dict[int, list[PlacedLine]]] = defaultdict(lambda: defaultdict(list))
    for index, page in enumerate(pages):
        top, bottom = (part * page.height for part in _MARGINS)
        for line in [ln for ln in page.lines if ln.box[3] < top or ln.box[1] > bottom]:
            slots[(line.box[3] < top, round(line.base), round(line.size, 1), line.font)][index].append(line)
    found: dict[int, set[PlacedLine]] = defaultdict(set)
    for slot, all_lines in slots.items():
        if len(all_lines) < max(_LEAST, _SHARE * (max(all_lines) - min(all_lines) + 1)):
            continue
        if _is_text(slot, all_lines, pages):
            continue
        lines = {
            index: kept
            for index, row in all_lines.items()
            if (kept := [ln for ln in row if ln.upright and len(ln.text) < _LONGEST and _names(ln)])
        }
        told = sum(
            _told(line, slot[0], pages[index], {n for at in (index - 1, index + 1) for other in lines.get(at, ()) for n in _names(other)})
            for index, row in lines.items()
            for line in row
        )  # fmt: skip
        if told < _TOLD * sum(map(len, lines.values())):
            continue
        for index, row in lines.items():
            found[pages[index].number].update(row)
    return {number: frozenset(lines) for number, lines in found.items()}


def _names(line: PlacedLine) -> list[str]:
    """What a head names, letters alone: one thing, or the first and the last on the page."""
    parts = (_BEHIND.sub("", part) for part in _BETWEEN.split(line.text))
    return [name for part in parts if len(name := re.sub(r"[\W\d_]+", "", part).lower()) > 2]


def _told(line: PlacedLine, at_top: bool, page: Page, beside: set[str]) -> bool:
    """Whether the pages beside, or a heading of the page itself, farther from its edge, say what a line says."""
    names = _names(line)
    if all(name in beside for name in names):
        return True
    others = [
        other for other in page.lines
        if len(other.text) < _LONGEST
        and (other.base - line.base if at_top else line.base - other.base) > line.size
        and (other.bold or other.size != line.size)
    ]  # fmt: skip
    said = {name for other in others for name in _names(other)}
    return all(name in beside or any(_same(name, other) for other in said) for name in names)


def _same(one: str, other: str) -> bool:
    """Whether two names are one; a heading may break a long one over two lines."""
    return one == other or (min(len(one), len(other)) > 7 and (one.startswith(other) or other.startswith(one)))


def _is_text(slot: _Slot, lines: dict[int, list[PlacedLine]], pages: Sequence[Page]) -> bool:
    """Whether text stands as close to most of the lines as one line of a paragraph to another."""
    some = [(index, line) for index, row in itertools.islice(lines.items(), _SAMPLED) for line in row]
    close = sum(
        any(
            0 < (other.base - line.base if slot[0] else line.base - other.base) < 1.5 * line.size
            and other.font == line.font
            and abs(other.size - line.size) < 0.3
            for other in pages[index].lines
        )
        for index, line in some
    )
    return 2 * close > len(some)
