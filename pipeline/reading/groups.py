"""Lines of one column to groups that are one paragraph each.

Belongs here: where a paragraph begins. What kind it is, and the text of it, is in layout.py.
"""

import re
from bisect import insort

from pipeline.reading.body import BodyType
from pipeline.reading.captions import CAPTION
from pipeline.reading.joining import BULLETS, NOTE, NUMBERED, has_ended
from pipeline.reading.placed import PlacedLine

#: Footnotes are smaller than the running text by more points than this.
SMALLER = 0.6
#: How captions that say so, and items of lists, begin.
_OWN_BEGINNINGS = frozenset([*BULLETS, *"FPMCG"])
#: How rows of tables end: with a figure, or with a tier.
_ROW_ENDS = frozenset("0123456789%)L")
_FIGURE = re.compile(r"(?<!\S)[€$£(]?\d\S*")
_ONLY_FIGURES = re.compile(r"(?:\S*\d\S*(?:\s+|$)){3,}$")


def groups_of(lines: list[PlacedLine], body: BodyType) -> tuple[list[list[PlacedLine]], set[str]]:
    """The lines of each paragraph of a column, and the texts of those that are rows of a table."""
    lines, rows = _same_baseline(lines)
    edges = min([ln.box[0] for ln in lines], default=0.0), max([ln.box[2] for ln in lines], default=0.0)
    group: _Group | None = None
    groups: list[list[PlacedLine]] = []
    for line in lines:
        if group and group.takes(line):
            group.add(line)
        else:
            group = _Group(line, body, edges, rows)
            groups.append(group.lines)
    return groups, rows


def _same_baseline(lines: list[PlacedLine]) -> tuple[list[PlacedLine], set[str]]:
    """Runs on one baseline of one column are one printed line (a bold run-in heading and the text behind it).

    The texts of those that white divides into figures for the most part, or that hold nothing else, are told, too: they
    are rows of a table.
    """
    merged = lines[:1]
    rows: set[str] = set()
    for line in lines[1:]:
        last = merged[-1]
        if abs(last.base - line.base) < 0.35 * line.size + 1 and line.box[0] >= last.box[2] - 2:
            gap = line.box[0] - last.box[2]
            text = f"{last.text}{'' if gap < 0.1 * line.size else ' '}{line.text}"
            box = last.box[0], min(last.box[1], line.box[1]), line.box[2], max(last.box[3], line.box[3])
            bold = line.bold and (last.bold or last.text[:1].isdigit())  # a light number before bold text
            merged[-1] = last._replace(text=text, box=box, bold=bold)
            if gap > line.size and text[-1] in _ROW_ENDS and _holds_figures(text):
                rows.add(text)
        else:
            merged.append(line)
    rows.update([ln.text for ln in merged if ln.text[0].isdigit() and _ONLY_FIGURES.match(ln.text)])
    return merged, rows


def _holds_figures(text: str) -> bool:
    return not NUMBERED.match(text) and 10 * len(_FIGURE.findall(text)) > 4 * (text.count(" ") + 1) > 4


class _Group:
    """Lines of one paragraph while it is put together, with what deciding about the next line needs."""

    __slots__ = ("body", "bracket", "edges", "last", "leads", "left", "lines", "right", "right_edge", "rows")

    def __init__(self, line: PlacedLine, body: BodyType, edges: tuple[float, float], rows: set[str]) -> None:
        self.body = body
        self.edges = edges
        self.rows = rows
        self.lines = [line]
        self.last = line
        self.left = self.right_edge = line.box[0]
        self.right = line.box[2]
        self.leads: list[float] = []
        self.bracket = line.text.rfind("[") > line.text.rfind("]")

    def add(self, line: PlacedLine) -> None:
        """Takes in the next line."""
        x0, _, x1, _ = line.box
        # the first line may be indented: the edge is that of the lines behind it
        if x0 < self.left or not self.leads:
            self.left = x0
        insort(self.leads, line.base - self.last.base)
        if x0 < self.right_edge:
            self.right_edge = x0
        if x1 > self.right:
            self.right = x1
        if "[" in line.text or "]" in line.text:
            self.bracket = line.text.rfind("[") > line.text.rfind("]")
        self.last = line
        self.lines.append(line)

    def takes(self, line: PlacedLine) -> bool:
        """Whether a line goes on with the paragraph."""
        last = self.last
        lead = line.base - last.base
        if (self.bracket or line.text[0] == "[") and self._takes_reference(line, lead - last.size):
            return True
        if self._stands_apart(line):
            return False
        ended = has_ended(last.text)
        if (ended and self._begins(line)) or (last.text[-1] == ";" and NUMBERED.match(line.text)):
            return False
        if not self.leads:
            return self._takes_second(line, lead) and not (ended and self._first_is_whole(line))
        if abs(last.size - line.size) > 0.6 or lead > self.leads[len(self.leads) // 2] + 0.2 * line.size:
            return False
        if not ended:
            return True
        if line.box[0] - self.left > 0.9 * line.size or self._leaves_room(line) or self._is_behind_item(line):
            return False
        if self.body.hanging and abs(line.box[0] - self.lines[0].box[0]) < 2 < last.box[0] - line.box[0]:
            return False
        short = last.box[2] < self.right_edge + 0.6 * (self.right - self.right_edge)
        return not (short and len(self.lines) >= 3 and line.text[:1].isupper())

    def _stands_apart(self, line: PlacedLine) -> bool:
        """Whether a line goes on with nothing: a caption, an item of a list, text below a table, a numbered paragraph."""
        if line.text[0] in _OWN_BEGINNINGS and (
            CAPTION.match(line.text) or (line.text[0] in BULLETS and line.text[1:2] == " ")
        ):
            return True
        if self.rows and self.last.text in self.rows and line.text not in self.rows:
            return True
        return self.last.bold and len(self.lines) < 3 and NUMBERED.match(line.text) is not None

    def _first_is_whole(self, line: PlacedLine) -> bool:
        """Whether a first line that ends with a sentence is a paragraph by itself."""
        last = self.last
        indented = 0.9 * line.size < line.box[0] - last.box[0] < 4 * line.size and not self.body.hanging
        running = abs(line.size - self.body.size) < 0.3 and not last.bold and not last.text[:1].isdigit()
        return (indented and running) or self._leaves_room(line)

    def _is_behind_item(self, line: PlacedLine) -> bool:
        """Whether a line stands to the left of the lines of an item that hang behind its mark."""
        hang = self.last.box[0] - self.lines[0].box[0]
        return (
            self.lines[0].text[0] in BULLETS
            and hang > 0.4 * line.size
            and self.last.box[0] - line.box[0] > 0.4 * line.size
        )

    def _leaves_room(self, line: PlacedLine) -> bool:
        """Whether the next line's first word would have stood on the last line: only a paragraph's end leaves it white.

        Asked where nothing else marks paragraphs, and of items of a list whose marks are drawn, or missing.
        """
        set_in = self.right_edge - self.edges[0] > line.size or self.lines[0].text[0] in BULLETS
        if not (set_in or not self.body.marked) or not line.text[:1].isupper():
            return False
        last = self.last
        measure = self.right if len(self.lines) > 2 else self.edges[1]
        letter = (last.box[2] - last.box[0]) / max(1, len(last.text))
        rights = sorted([ln.box[2] for ln in self.lines[:-1]])
        stretched = len(rights) > 2 and rights[-1] - rights[1] < 0.15 * last.size
        room = (1.05 if stretched else 1.3) * (len(line.text.split(" ", 1)[0]) + 1) * letter
        longer = line.box[2] - last.box[2]  # beside a box all lines are short
        return measure - last.box[2] > room and longer > 0.5 * room

    def _takes_reference(self, line: PlacedLine, gap: float) -> bool:
        """Whether a line is one of a reference in brackets, which may be of smaller type and run over several lines."""
        size = self.last.size
        if self.bracket and gap < 2 * size:
            return True
        return line.text[0] == "[" and line.size < size and gap < 0.5 * size and not self.last.bold

    def _begins(self, line: PlacedLine) -> bool:
        """Whether a line behind the end of a sentence is the first of a note, a numbered paragraph or a heading."""
        if NUMBERED.match(line.text) or (line.size < self.body.size - SMALLER and NOTE.match(line.text)):
            return True
        return not self.last.bold and (line.bold or line.opens or is_capitals(line.text))

    def _takes_second(self, line: PlacedLine, lead: float) -> bool:
        """Whether a line goes on with the only one so far."""
        last = self.last
        if is_capitals(last.text) and sum(word.islower() for word in line.text.split()) > 2:
            return False  # running text under a heading in the same type
        if abs(last.size - line.size) > 0.6 or (last.bold != line.bold and len(last.text) < 80):
            return False
        if abs(line.size - self.body.size) < 0.3 and not last.bold and self.body.lead:
            return lead <= self.body.lead + 0.2 * line.size
        # headings of two lines may be set as wide as the text
        heading = max(0.55, self.body.lead / self.body.size - 0.85)
        return lead - last.size <= (heading if last.bold and line.bold else 0.9) * line.size


def is_capitals(text: str) -> bool:
    """Whether a line is set in capitals, as headings are; a code or a number is not."""
    return len(text) < 90 and text.isupper() and sum(c.isalpha() for c in text) > max(5, 0.6 * len(text))
