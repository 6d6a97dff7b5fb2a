"""What is printed on a page besides its text: numbers of lines in the margin, a word across the page.

Belongs here: what is known by how it stands to the lines of text. Running heads are in margins.py and running.py.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pipeline.reading.placed import Page, PlacedLine

#: So many numbers of lines on a page or more; they go down this part of its height.
_LEAST, _DOWN = 5, 0.3
#: Pages that are compared, and on how many of them, at least, a watermark stands.
_SAMPLED, _PAGES = 40, 4
#: A word across the page is so many times as large as the running text, and no longer than this.
_LARGE, _SHORT = 3.5, 30


def stamps(pages: Sequence[Page], size: float) -> dict[int, dict[PlacedLine, str]]:
    """By page number, lines that are no text of the page, with the reason; `size` is that of the running text."""
    found: dict[int, dict[PlacedLine, str]] = {}
    numbered = [_line_numbers(page) for page in pages]
    edges = [(ln.box[0], ln.box[2]) for lines in numbered for ln in lines]
    everywhere = _on_every_page(pages)
    for page, numbers in zip(pages, numbered, strict=True):
        if edges:  # a short column has too few to tell by themselves
            numbers = [ln for ln in _numbers(page) if any(ln.box[0] < x1 and ln.box[2] > x0 for x0, x1 in edges)]
        here = dict.fromkeys(numbers, "number of a line")
        if everywhere:
            same = [ln for ln in page.lines if _place(ln) in everywhere and not _in_text(ln, page)]
            few = 5 * sum(len(ln.text) for ln in same) < sum(len(ln.text) for ln in page.lines)
            here |= dict.fromkeys(same if few else (), "printed at one place of every page")
        for line in page.lines:
            if line.size > _LARGE * size and 1 < len(line.text) < _SHORT and _lies_over(line, page.lines):
                here[line] = "printed across the text"
        if here:
            found[page.number] = here
    return found


def _place(line: PlacedLine) -> tuple[str, int, int]:
    return line.text, round(line.box[0]), round(line.base)


def _in_text(line: PlacedLine, page: Page) -> bool:
    """Whether a line of the same type stands right above or below, as in a paragraph."""
    return any(
        other.font == line.font
        and abs(other.size - line.size) < 0.3
        and 0 < abs(other.base - line.base) < 1.6 * line.size
        and min(other.box[2], line.box[2]) > max(other.box[0], line.box[0])
        for other in page.lines
    )


def _on_every_page(pages: Sequence[Page]) -> set[tuple[str, int, int]]:
    """Text that stands at one place of nearly every page, as a watermark made of small words does."""
    sample = pages[:: max(1, len(pages) // _SAMPLED)]
    if len(sample) < _PAGES:
        return set()
    counts = Counter(place for page in sample for place in {_place(ln) for ln in page.lines})
    return {place for place, n in counts.items() if n >= max(_PAGES, 0.7 * len(sample))}


def _lies_over(large: PlacedLine, lines: Sequence[PlacedLine]) -> bool:
    """Whether a line stands on two lines of text or more."""
    left, top, right, bottom = large.box
    over = (
        line for line in lines
        if line is not large and line.box[0] < right and line.box[2] > left and line.box[1] < bottom - 1 and line.box[3] > top + 1
    )  # fmt: skip
    return sum(1 for _ in zip(over, range(2), strict=False)) == 2


def _numbers(page: Page) -> list[PlacedLine]:
    return [line for line in page.lines if len(line.text) < 4 and line.text.isdecimal()]


def _line_numbers(page: Page) -> list[PlacedLine]:
    """Numbers below each other that count on by one step, as the numbers of lines do; years are none."""
    numbers = _numbers(page)
    found: list[PlacedLine] = []
    while len(numbers) >= _LEAST:
        x0, _, x1, _ = numbers[0].box
        column = sorted((ln for ln in numbers if ln.box[0] < x1 and ln.box[2] > x0), key=lambda ln: ln.base)
        numbers = [ln for ln in numbers if ln not in column]
        if len(column) < _LEAST or column[-1].base - column[0].base < _DOWN * page.height:
            continue
        steps = Counter(int(b.text) - int(a.text) for a, b in pairwise(column))
        step, often = steps.most_common(1)[0]
        if step > 0 and often >= 0.8 * (len(column) - 1):
            found += column
    return found
