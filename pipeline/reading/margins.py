"""What stands around the text of a page: running heads and feet, page numbers, side tabs, slug lines, rules.

Belongs here: which lines are no text of the report. Where the others stand is in columns.py.
"""

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.reading.placed import Page, PlacedLine

PAGE_LABEL = re.compile(r"^(?:page\s+)?(?P<label>\d{1,4}|[ivxlc]{1,7})$", re.I)
HEAD = "running head, foot or page number"

#: Letters of a line that no tab in a margin has.
_LONG = 30
_DIGITS = re.compile(r"\d+")
_STROKES = "_-–—.="
_RULE = re.compile(r"^[_\-–—.=\s]{8,}$")
_SLUG = re.compile(r"\.indd\b|\b\d{1,2}/\d{1,2}/\d{2,4}\s+\d{1,2}:\d{2}", re.I)


def repeated_margins(margins: Sequence[Sequence[PlacedLine]]) -> frozenset[str]:
    """Texts that stand at the top or bottom of three pages or more, digits aside; `margins` are those of each page."""
    counts: Counter[str] = Counter()
    for near in margins:
        # footnotes may say the same on many pages; they end as sentences do
        counts.update({_key(ln) for ln in near if not ln.text.endswith(".")})
    need = 3 if len(margins) > 4 else 2
    return frozenset(k for k, n in counts.items() if n >= need)


def _key(line: PlacedLine) -> str:
    """A line's text with its digits aside, by which running heads are known again."""
    return _DIGITS.sub("#", line.text).strip().lower()


def in_margins(page: Page) -> list[PlacedLine]:
    """Lines that stand where running heads and feet do: at the edge of the page, or first or last with white between."""
    if not page.lines:
        return []
    low, high = 0.095 * page.height, 0.91 * page.height
    tops, bottoms = [ln.box[1] for ln in page.lines], [ln.box[3] for ln in page.lines]
    found = [
        ln for ln, top, bottom in zip(page.lines, tops, bottoms, strict=True) if bottom < low or top > high
    ]  # fmt: skip
    first, last = page.lines[tops.index(min(tops))], page.lines[bottoms.index(max(bottoms))]
    edge = 0.15 * page.height
    for line, inner in ((first, first.box[3] < edge), (last, last.box[1] > page.height - edge)):
        if inner and line not in found and not _has_near(line, 1.2 * line.size, page.lines):
            found.append(line)
    return found


def _has_near(line: PlacedLine, white: float, lines: Sequence[PlacedLine]) -> bool:
    """Whether another line stands less than some points above or below a line."""
    _, top, _, bottom = line.box
    return any(other.box[1] - bottom < white and top - other.box[3] < white for other in lines if other is not line)


def heads_and_feet(page: Page, near: Sequence[PlacedLine], repeated: frozenset[str]) -> frozenset[PlacedLine]:
    """Running heads, feet and page numbers: repeated text in the margins with white between it and the running text.

    Args:
        page: the page.
        near: its lines that stand in the margins.
        repeated: what stands there on several pages.
    """
    known = [ln for ln in near if _key(ln) in repeated or PAGE_LABEL.match(ln.text.strip())]
    return frozenset(ln for ln in known if all(other in known for other in _attached(ln, page.lines)))


def _attached(line: PlacedLine, others: Sequence[PlacedLine]) -> list[PlacedLine]:
    """Lines that stand as close to one as lines of one paragraph, or words of one line, do."""
    x0, top, x1, bottom = line.box
    white = 0.6 * line.size
    found: list[PlacedLine] = []
    for other in others:
        left, upper, right, lower = other.box
        if upper - bottom < white and top - lower < white:
            one_row = upper < bottom and lower > top
            if max(left - x1, x0 - right) < (2.5 * line.size if one_row else 0):
                found.append(other)
    return found


def tab_edges(pages: Sequence[Page]) -> list[tuple[float, float]]:
    """For each page how far its text reaches to the left and to the right; what is short and stands beyond is a side tab.

    The long lines of a page and of the two before and behind it tell. Where no pages are there to compare, only the
    paper's edge does.
    """
    found: list[tuple[float, float]] = []
    reaches = [(_reach(page), page.width) for page in pages]
    for n, (own, width) in enumerate(reaches):
        near = [reach for reach, other in reaches[max(0, n - 2) : n + 3] if reach and abs(other - width) < 1]
        if len(near) > 2:
            found.append((min(left for left, _ in near) - 2, max(right for _, right in near) + 2))
            continue
        margin = 0.065 * width
        left, right = own or (margin, width - margin)
        found.append((min(margin, left), max(width - margin, right)))
    return found


def _reach(page: Page) -> tuple[float, float] | None:
    long = [ln.box for ln in page.lines if len(ln.text) >= _LONG and ln.upright]
    return (min([b[0] for b in long]), max([b[2] for b in long])) if long else None


def furniture(
    lines: Sequence[PlacedLine], heads: frozenset[PlacedLine], edges: tuple[float, float]
) -> list[str | None]:
    """For each of some lines of a page why it is no text of the report; None if it is. `edges` are those of `tab_edges`."""
    left, right = edges
    found: list[str | None] = []
    for line in lines:
        text, (x0, top, x1, bottom) = line.text, line.box
        reason = None
        if not line.upright or (bottom - top > 3 * (x1 - x0) and len(text) > 3):
            reason = "text on its side"
        elif heads and line in heads:
            reason = HEAD
        elif (x1 < left or x0 > right) and len(text) < _LONG:
            reason = "side tab"
        elif text[0] in _STROKES or "/" in text or ".indd" in text:
            reason = _rule_or_slug(text)
        found.append(reason)
    return found


def _rule_or_slug(text: str) -> str | None:
    if text[0] in _STROKES and _RULE.match(text):
        return "rule"
    if ("/" in text or ".indd" in text) and _SLUG.search(text):
        return "slug line of the layout program"
    return None
