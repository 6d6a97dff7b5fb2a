"""Lines of a page to paragraphs in reading order: columns, furniture, page labels, hyphenation.

Belongs here: geometry. No knowledge of a report's headings. Rules come from the layouts described in docs/reading.md.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from pipeline.reading.model import Line, Paragraph, ParagraphKind
from pipeline.reading.pdf import Page, PlacedLine

_PAGE_LABEL = re.compile(r"^(?:page\s+)?(?P<label>\d{1,4}|[ivxlc]{1,7})$", re.I)
_HEAD_LABEL = re.compile(r"^(?P<a>\d{1,4})\s+\S.{2,90}$|^\S.{2,90}?\s(?P<b>\d{1,4})$")
_RULE = re.compile(r"^[_\-–—.=\s]{8,}$")
_SLUG = re.compile(r"\.indd\b|\b\d{1,2}/\d{1,2}/\d{2,4}\s+\d{1,2}:\d{2}", re.I)
_LEADERS = re.compile(r"\.{6,}|(?:\.\s){6,}")


@dataclass(frozen=True)
class Sorted:
    """Paragraphs of a document and what is doubtful in its layout."""

    paragraphs: tuple[Paragraph, ...]
    problems: tuple[str, ...]


def arrange(pages: Sequence[Page]) -> Sorted:
    """Paragraphs of all pages in reading order, furniture included with its kind and reason."""
    repeated = _repeated_margins(pages)
    found: list[Paragraph] = []
    blank = [p.number for p in pages if not p.lines and p.has_images]
    body_size = median([round(ln.size, 1) for p in pages for ln in p.lines] or [10.0])
    for page in pages:
        furniture, body = _part(page, repeated)
        label = _label(page, furniture)
        for line in furniture:
            found.append(_single(line, page, label, "furniture", "running head, foot or page number"))
        for column in _columns(page, body):
            found += _paragraphs(column, page, label, body_size)
    problems = [f"pages {', '.join(map(str, blank))} are pictures without text; they were not read"] if blank else []
    return Sorted(tuple(_joined_over_columns(found)), tuple(problems))


def _margin_key(line: PlacedLine) -> str:
    return re.sub(r"\d+", "#", line.text).strip().lower()


def _repeated_margins(pages: Sequence[Page]) -> frozenset[str]:
    """Texts that stand at the top or bottom of three pages or more, digits aside."""
    counts: Counter[str] = Counter()
    for page in pages:
        keys = {_margin_key(ln) for ln in page.lines if _in_margin(ln, page)}
        counts.update(keys)
    need = 3 if len(pages) > 4 else 2
    return frozenset(k for k, n in counts.items() if n >= need)


def _in_margin(line: PlacedLine, page: Page) -> bool:
    return line.box[3] < 0.095 * page.height or line.box[1] > 0.91 * page.height


def _part(page: Page, repeated: frozenset[str]) -> tuple[list[PlacedLine], list[PlacedLine]]:
    furniture: list[PlacedLine] = []
    body: list[PlacedLine] = []
    for line in page.lines:
        text = line.text.strip()
        tall = line.box[3] - line.box[1] > 3 * (line.box[2] - line.box[0]) and len(text) > 3
        is_furniture = (
            (_in_margin(line, page) and (_margin_key(line) in repeated or _PAGE_LABEL.match(text)))
            or _RULE.match(text)
            or _SLUG.search(text)
            or tall
        )
        (furniture if is_furniture else body).append(line)
    return furniture, body


def _label(page: Page, furniture: list[PlacedLine]) -> str | None:
    """The printed page number, from a line of its own or the end of a running head."""
    for line in furniture:
        match = _PAGE_LABEL.match(line.text.strip())
        if match:
            return match["label"]
    for line in furniture:
        match = _HEAD_LABEL.match(line.text.strip())
        if match:
            return match["a"] or match["b"]
    return None


def _columns(page: Page, lines: list[PlacedLine]) -> list[list[PlacedLine]]:
    """Columns in reading order. Lines that cross a gutter cut the page into bands; columns are read within a band."""
    if len(lines) < 2:
        return [lines] if lines else []
    gutters = _gutters(page, lines)
    if not gutters:
        return [_top_down(lines)]
    edges = [0.0, *gutters, page.width]
    crossing = [ln for ln in lines if any(ln.box[0] < g - 2 and ln.box[2] > g + 2 for g in gutters)]
    inside = [ln for ln in lines if ln not in crossing]
    cuts = sorted({ln.box[1] for ln in crossing})
    columns: list[list[PlacedLine]] = []
    top = -1.0
    for cut in [*cuts, page.height + 1]:
        band = [ln for ln in inside if top <= ln.box[1] < cut]
        for left, right in itertools.pairwise(edges):
            column = _top_down([ln for ln in band if left <= (ln.box[0] + ln.box[2]) / 2 < right])
            if column:
                columns.append(column)
        across = sorted((ln for ln in crossing if ln.box[1] == cut), key=lambda ln: ln.box[0])
        if across:
            columns.append(across)
        top = cut
    return columns


def _top_down(lines: list[PlacedLine]) -> list[PlacedLine]:
    """Lines from top to bottom; runs that share a baseline from left to right, whatever their ascenders and descenders."""
    rows: list[list[PlacedLine]] = []
    for line in sorted(lines, key=lambda ln: ln.box[1] + ln.box[3]):
        middle = (line.box[1] + line.box[3]) / 2
        if rows and abs(middle - sum(r.box[1] + r.box[3] for r in rows[-1]) / (2 * len(rows[-1]))) < 0.45 * max(
            line.size, 4.0
        ):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda ln: ln.box[0])]


def _gutters(page: Page, lines: list[PlacedLine]) -> list[float]:
    """Middles of vertical white strips that at most a few lines cross and that have text on both sides."""
    width = int(page.width) + 1
    ink = np.zeros(width + 2)
    for line in lines:
        left, right = max(0, int(line.box[0])), min(width, int(line.box[2]) + 1)
        ink[left] += 1
        ink[right] -= 1
    cover = np.cumsum(ink)[:width]
    limit = max(1.0, 0.12 * len(lines)) if len(lines) > 8 else 0.0
    white = cover <= limit
    lo, hi = int(0.18 * width), int(0.82 * width)
    found: list[float] = []
    start = None
    for x in range(lo, hi + 1):
        if white[x] and x < hi:
            start = x if start is None else start
        elif start is not None:
            if x - start >= 7 and _both_sides(lines, start, x):
                found.append((start + x) / 2)
            start = None
    return found


def _both_sides(lines: list[PlacedLine], start: int, end: int) -> bool:
    left = [ln for ln in lines if ln.box[2] <= start + 2]
    right = [ln for ln in lines if ln.box[0] >= end - 2]
    if len(left) < 3 or len(right) < 3:
        return False
    # text starts at one edge on the right: a column, not a ragged margin or a list of dates
    starts = Counter(round(ln.box[0] / 3) for ln in right)
    return starts.most_common(1)[0][1] >= 0.35 * len(right) and median(ln.box[2] - ln.box[0] for ln in right) > 40


def _paragraphs(lines: list[PlacedLine], page: Page, label: str | None, body_size: float) -> list[Paragraph]:
    lines = _same_baseline(lines)
    groups: list[list[PlacedLine]] = []
    for line in lines:
        if groups and _continues(groups[-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(g, page, label, body_size) for g in groups]


def _same_baseline(lines: list[PlacedLine]) -> list[PlacedLine]:
    """Runs on one baseline of one column are one printed line (a bold run-in heading and the text behind it)."""
    merged: list[PlacedLine] = []
    for line in lines:
        if (
            merged
            and abs(merged[-1].box[3] - line.box[3]) < 0.45 * line.size + 1
            and line.box[0] >= merged[-1].box[2] - 2
        ):
            words = merged[-1].words + line.words
            box = (
                merged[-1].box[0],
                min(merged[-1].box[1], line.box[1]),
                line.box[2],
                max(merged[-1].box[3], line.box[3]),
            )
            merged[-1] = replace(merged[-1], words=words, box=box)
        else:
            merged.append(line)
    return merged


def _continues(group: list[PlacedLine], line: PlacedLine) -> bool:
    last = group[-1]
    gap = line.box[1] - last.box[3]
    lead = [b.box[1] - a.box[3] for a, b in itertools.pairwise(group)]
    usual = median(lead) if lead else None
    if _inside_bracket(group) and gap < 2 * last.size:
        return True
    if line.text.startswith("[") and line.size < last.size and gap < 0.5 * last.size and not last.bold:
        return True
    if abs(last.size - line.size) > 0.6 or (last.bold != line.bold and len(group) == 1 and len(last.text) < 80):
        return False
    if gap > (1.1 * line.size if usual is None else max(usual + 0.32 * line.size, 0.2 * line.size)):
        return False
    if len(group) == 1 and last.bold and line.bold and gap > 0.75 * line.size:
        return False
    indent = line.box[0] - min(g.box[0] for g in group[1:] or group)
    if len(group) >= 2 and indent > 0.9 * line.size and last.text.rstrip().endswith((".", "]", ":", "!", "?")):
        return False
    width = max(g.box[2] for g in group) - min(g.box[0] for g in group)
    short = last.box[2] < min(g.box[0] for g in group) + 0.6 * width
    return not (
        short and len(group) >= 3 and last.text.rstrip().endswith((".", "]")) and line.words[0].text[:1].isupper()
    )


def _inside_bracket(group: list[PlacedLine]) -> bool:
    """Whether a square bracket is still open: a reference in smaller type that runs over several lines."""
    text = "".join(g.text for g in group)
    return text.rfind("[") > text.rfind("]")


def _paragraph(group: list[PlacedLine], page: Page, label: str | None, body_size: float) -> Paragraph:
    text, lines = join_lines(group, page.number)
    kind: ParagraphKind = "body"
    reason = None
    first = group[0]
    if _LEADERS.search(text):
        kind, reason = "furniture", "table of contents"
    elif first.size < 0.86 * body_size and first.box[1] > 0.6 * page.height and re.match(r"^\d{1,3}\s*\S", text):
        kind = "footnote"
    elif len(text) < 120 and len(group) <= 3 and (all(g.bold for g in group) or first.size > 1.12 * body_size):
        kind = "heading"
    return Paragraph(text, page.number, label, kind, lines, first.bold, first.size, reason)


_SOFT = "\u00ad"
_HYPHENS = ("-", "\u2010", _SOFT)
#: First and second halves of words whose hyphen is their own; PDFium hands a hyphen at a line's end over as a soft one.
_SECOND_HALF = re.compile(
    r"^(?:run|managed|operated|funded|based|trafficking|level|term|time|related|led|owned|free|governmental|kind|specific|wide|profit|"
    r"governmental|administered|provided|sponsored|financed|year|month|day|old|border|in-charge|makers?|ministerial|agency|house|home|Herzegovina)\b"
)


def _keeps_hyphen(stem: str, following: str) -> bool:
    word = following.split(" ", 1)[0]
    if "/" in stem.rsplit(" ", 1)[-1]:  # an address
        return True
    if _SECOND_HALF.match(following):
        return True
    return bool(re.search(r"(?:^|[^\w])(?:anti|non|self|NGO|EU|US|UN)$", stem)) and len(word) > 2


def join_lines(group: Sequence[PlacedLine], page: int) -> tuple[str, tuple[Line, ...]]:
    """One text of several lines; a hyphen that only breaks a word is dropped, one that belongs to it is kept."""
    text = ""
    lines: list[Line] = []
    for line in group:
        piece = line.text
        if text.endswith(_HYPHENS) and piece[:1].islower():
            stem = text[:-1]
            text = f"{stem}-" if _keeps_hyphen(stem, piece) else stem
            if lines:
                lines[-1] = replace(lines[-1], end=len(text))
        elif text and not (text.endswith(("-", "\u2010", "/")) and not text.endswith((" -", " /"))):
            text += " "
        start = len(text)
        text += piece
        lines.append(Line(start, len(text), page, line.box))
    tail = _SOFT if text.endswith(_SOFT) else ""  # a word that goes on in the next column
    clean = text.replace(_SOFT, "") + tail
    if len(clean) != len(text):
        lines = [
            Line(ln.start - text.count(_SOFT, 0, ln.start), ln.end - text.count(_SOFT, 0, ln.end), ln.page, ln.box)
            for ln in lines
        ]
    return clean, tuple(lines)


def _single(line: PlacedLine, page: Page, label: str | None, kind: ParagraphKind, reason: str) -> Paragraph:
    text = line.text
    return Paragraph(
        text, page.number, label, kind, (Line(0, len(text), page.number, line.box),), line.bold, line.size, reason
    )


def _joined_over_columns(found: list[Paragraph]) -> list[Paragraph]:
    """A paragraph that a column or page break cuts is joined again: the first half has no end, the second starts small."""
    joined: list[Paragraph] = []
    last_body: int | None = None
    for paragraph in found:
        if paragraph.kind == "body" and last_body is not None and _runs_on(joined[last_body], paragraph):
            first = joined[last_body]
            text = first.text
            if text.endswith(_HYPHENS) and paragraph.text[:1].islower():
                text = f"{text[:-1]}-" if _keeps_hyphen(text[:-1], paragraph.text) else text[:-1]
                shift = len(text)
                text += paragraph.text
            else:
                shift = len(text) + 1
                text = f"{text} {paragraph.text}"
            moved = tuple(Line(ln.start + shift, ln.end + shift, ln.page, ln.box) for ln in paragraph.lines)
            joined[last_body] = replace(first, text=text, lines=first.lines + moved)
            continue
        joined.append(paragraph)
        if paragraph.kind == "body":
            last_body = len(joined) - 1
        elif paragraph.kind == "heading":
            last_body = None
    return [replace(p, text=p.text.rstrip(_SOFT)) if p.text.endswith(_SOFT) else p for p in joined]


def _runs_on(first: Paragraph, second: Paragraph) -> bool:
    if first.size is not None and second.size is not None and abs(first.size - second.size) > 0.6:
        return False
    if not 0 <= second.page - (first.lines[-1].page if first.lines else first.page) <= 1:
        return False
    ends = first.text.rstrip()
    if ends.endswith((".", "!", "?", "]", ":", ".”", '."')):
        return False
    return second.text[:1].islower() or second.text[:1] in "€$£([0123456789" or len(ends) > 60
