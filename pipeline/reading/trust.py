"""Which pages of a document are not to be trusted, and why.

Belongs here: signs that a page was read wrong, judged after reading. A doubted page is read all the same and named.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from operator import itemgetter

from pipeline.reading.model import Paragraph
from pipeline.reading.placed import Page, PlacedLine

#: Letters that the file does not name: replacement marks and the private area.
_STRANGE = re.compile("[\ufffd\ue000-\uf8ff]")
_SENTENCE_ENDS = (".", "!", "?", ".”", '."')
#: A word with a small letter that is no item of a list ("a)", "ii.") and no name such as "e-card" or "al-Qasr".
_IN_SENTENCE = re.compile(r"[a-z]{2,}\s")
_ENDS = (".", "!", "?", "]", ":", ";", ")", ".”", '."', "”")


def doubts(pages: Sequence[Page], paragraphs: Sequence[Paragraph], joined: Sequence[Paragraph]) -> list[str]:
    """One line for each kind of doubt, with the pages that it is about.

    Args:
        pages: the pages as read.
        paragraphs: their paragraphs, each on one page.
        joined: the same with those joined that a column or page cuts.
    """
    found: dict[str, list[int]] = defaultdict(list)
    cut, torn = _cut_sentences(paragraphs), _torn_off(joined)
    for page in pages:
        reason = _doubt(page, cut.get(page.number, 0.0))
        if reason is None and page.number in torn:
            reason = "have a paragraph that begins in the middle of a sentence; their order is not certain"
        if reason:
            found[reason].append(page.number)
    return [f"pages {ranges(numbers)} {reason}" for reason, numbers in found.items()]


def _doubt(page: Page, cut: float) -> str | None:
    if page.problem:
        return "are damaged; they were not read"
    letters = len("".join([ln.text for ln in page.lines]))
    if page.has_images and letters < 40:
        return (
            "are pictures without text; they were not read" if not page.lines else "are pictures with hardly any text"
        )
    if letters < 200:
        return None
    if page.has_images and sum(len(ln.text) for ln in page.lines if not ln.visible) > 0.8 * letters:
        return "are scans with a text layer by machine; figures may be misread"
    others = "".join([ln.text for ln in page.lines if not ln.text.isascii()])
    if len(_STRANGE.findall(others)) > 0.03 * letters:
        return "have letters that the file does not name; they are not trusted"
    if _overlapping(page.lines) > 0.15:
        return "have lines printed over each other; their order is not certain"
    if cut > 0.5:
        return "have text whose order is not certain (most paragraphs break off)"
    return None


def _overlapping(lines: Sequence[PlacedLine]) -> float:
    """Share of lines that lie on another line."""
    boxes = sorted([ln.box for ln in lines if ln.visible and ln.upright], key=itemgetter(1))
    count = 0
    for n, (x0, top, x1, bottom) in enumerate(boxes):
        for left, upper, right, lower in boxes[n + 1 : n + 6]:
            if upper >= bottom:
                break
            if left >= x1 or right <= x0:
                continue  # beside it
            high, wide = min(bottom, lower) - upper, min(x1, right) - max(x0, left)
            if high > 0.6 * min(bottom - top, lower - upper) and wide > 0.3 * min(x1 - x0, right - left) > 3:
                count += 1
                break
    return count / len(boxes) if boxes else 0.0


def _cut_sentences(paragraphs: Sequence[Paragraph]) -> dict[int, float]:
    """By page, the share of its long paragraphs that neither end as a sentence does nor go on with a small letter."""
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    body = [p for p in paragraphs if p.kind == "body" and len(p.text) > 90]
    for paragraph, following in itertools.pairwise(body):
        if paragraph.page != following.page:
            continue
        counts[paragraph.page][0] += 1
        text = paragraph.text.rstrip()
        counts[paragraph.page][1] += not (text.endswith(_ENDS) or text[-1:].isdigit())
    return {page: broken / total for page, (total, broken) in counts.items() if total >= 5}


def _torn_off(paragraphs: Sequence[Paragraph]) -> set[int]:
    """Pages with a paragraph that goes on with a sentence, although the one before it has ended or is a heading."""
    found: set[int] = set()
    running = [p for p in paragraphs if p.kind in ("body", "heading")]
    for before, paragraph in itertools.pairwise(running):
        ended = before.kind == "heading" or before.text.rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹ ").endswith(_SENTENCE_ENDS)
        if paragraph.kind == "body" and len(paragraph.text) > 60 and ended and _IN_SENTENCE.match(paragraph.text):
            found.add(paragraph.page)
    return found


def ranges(numbers: Sequence[int]) -> str:
    """Page numbers with runs drawn together: 3, 7-9."""
    parts: list[str] = []
    run = [numbers[0], numbers[0]]
    for number in [*numbers[1:], None]:
        if number is not None and number == run[1] + 1:
            run[1] = number
            continue
        parts.append(str(run[0]) if run[0] == run[1] else f"{run[0]}-{run[1]}")
        if number is not None:
            run = [number, number]
    return ", ".join(parts)
