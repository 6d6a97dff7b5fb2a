"""Lines of pages to paragraphs in reading order, hyphenation mended, furniture and doubts named.

Belongs here: what is one paragraph. Where a line belongs on its page is in margins.py and columns.py; no report's headings
are known here.
"""

import re
from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.reading.bands import columns_of
from pipeline.reading.columns import BodyType, body_type, family, in_panels, usual_gutters
from pipeline.reading.glyphs import broken_in, mend_ligatures
from pipeline.reading.joining import CONTENTS, NOTE, NUMBERED, has_ended, join_lines, joined_over_columns, words_of
from pipeline.reading.margins import HEAD, PAGE_LABEL, furniture, heads_and_feet, in_margins, repeated_margins
from pipeline.reading.model import Line, Paragraph, ParagraphKind
from pipeline.reading.placed import Page, PlacedLine
from pipeline.reading.trust import doubts

_HEAD_LABEL = re.compile(r"^(?P<a>\d{1,4})\s+\S.{2,90}$|^\S.{2,90}?\s(?P<b>\d{1,4})$")
_FIGURE = re.compile(r"\d{3}")
_LEADERS = re.compile(r"\.{6,}|(?:\.\s){6,}")


@dataclass(frozen=True)
class Sorted:
    """Paragraphs of a document and what is doubtful in its layout."""

    paragraphs: tuple[Paragraph, ...]
    problems: tuple[str, ...]


def arrange(pages: Sequence[Page]) -> Sorted:
    """Paragraphs of all pages in reading order, furniture included with its kind and reason."""
    margins = [in_margins(page) for page in pages]
    repeated = repeated_margins(margins)
    body = body_type(pages)
    usual = usual_gutters(pages)
    words = words_of(pages)
    broken = broken_in(words)
    found: list[Paragraph] = []
    mended = 0
    for page, near in zip(pages, margins, strict=True):
        printed, hidden = _printed(page)
        reasons = furniture(page, printed, heads_and_feet(page, near, repeated))
        if _holds_any(broken, printed):
            printed, count = _mended(printed)
            mended += count
        aside = [(ln, reason) for ln, reason in zip(printed, reasons, strict=True) if reason]
        lines = [ln for ln, reason in zip(printed, reasons, strict=True) if not reason] if aside else printed
        label = _label([ln for ln, reason in aside if reason == HEAD])
        found += [_single(ln, page, label, "untrusted", "in the file but not printed") for ln in hidden]
        found += [_single(ln, page, label, "furniture", reason) for ln, reason in aside]
        boxed = in_panels(page, lines, body)
        running = [ln for n, ln in enumerate(lines) if n not in boxed] if boxed else lines
        for column in columns_of(page, running, body, usual, [lines[n] for n in boxed]):
            found += _paragraphs(column, page, label, body, words)
        if boxed:
            inside = _paragraphs([lines[n] for n in sorted(boxed)], page, label, body, words)
            found += [replace(p, kind="callout", reason="call-out box") for p in inside]
    joined = joined_over_columns(found, words)
    problems = doubts(pages, found, joined)
    if mended:
        problems.append(f"{mended} words with a lost ligature were mended")
    return Sorted(tuple(joined), tuple(problems))


def _holds_any(broken: frozenset[str], lines: Sequence[PlacedLine]) -> bool:
    """Whether some lines may hold a broken word."""
    if not broken:
        return False
    text = "\n".join([ln.text for ln in lines]).lower()
    return any(form in text for form in broken)


def _mended(lines: Sequence[PlacedLine]) -> tuple[list[PlacedLine], int]:
    """Lines with their ligatures whole, and how many words were mended."""
    texts = [mend_ligatures(ln.text) for ln in lines]
    return [ln._replace(text=text) for ln, (text, _) in zip(lines, texts, strict=True)], sum(n for _, n in texts)


def _printed(page: Page) -> tuple[list[PlacedLine], list[PlacedLine]]:
    """Lines that are printed and lines that only stand in the file; where nearly all is invisible it is a scan's text layer."""
    hidden = [ln for ln in page.lines if not ln.visible]
    if not hidden:
        return list(page.lines), []
    ink = sum(len(ln.text) for ln in page.lines)
    if sum(len(ln.text) for ln in hidden) > 0.8 * ink and page.has_images:
        return list(page.lines), []
    return [ln for ln in page.lines if ln.visible], hidden


def _label(furniture: Sequence[PlacedLine]) -> str | None:
    """The printed page number, from a line of its own or the end of a running head."""
    for line in furniture:
        match = PAGE_LABEL.match(line.text.strip())
        if match:
            return match["label"]
    for line in furniture:
        match = _HEAD_LABEL.match(line.text.strip())
        if match:
            return match["a"] or match["b"]
    return None


def _paragraphs(
    lines: list[PlacedLine], page: Page, label: str | None, body: BodyType, words: frozenset[str]
) -> list[Paragraph]:
    group: _Group | None = None
    groups: list[_Group] = []
    for line in _same_baseline(lines):
        if group and group.takes(line):
            group.add(line)
        else:
            group = _Group(line, body)
            groups.append(group)
    return [_paragraph(g.lines, page, label, body, words) for g in groups]


def _same_baseline(lines: list[PlacedLine]) -> list[PlacedLine]:
    """Runs on one baseline of one column are one printed line (a bold run-in heading and the text behind it)."""
    merged = lines[:1]
    for line in lines[1:]:
        last = merged[-1]
        if abs(last.base - line.base) < 0.35 * line.size + 1 and line.box[0] >= last.box[2] - 2:
            joint = "" if line.box[0] - last.box[2] < 0.1 * line.size else " "
            text = f"{last.text}{joint}{line.text}"
            box = last.box[0], min(last.box[1], line.box[1]), line.box[2], max(last.box[3], line.box[3])
            bold = line.bold and (last.bold or last.text[:1].isdigit())  # a light number before bold text
            merged[-1] = last._replace(text=text, box=box, bold=bold)
        else:
            merged.append(line)
    return merged


class _Group:
    """Lines of one paragraph while it is put together, with what deciding about the next line needs."""

    __slots__ = ("body", "bracket", "last", "leads", "left", "lines", "right", "right_edge")

    def __init__(self, line: PlacedLine, body: BodyType) -> None:
        self.body = body
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
        ended = has_ended(last.text)
        if ended and self._begins(line):
            return False
        if not self.leads:
            return self._takes_second(line, lead)
        if abs(last.size - line.size) > 0.6 or lead > self.leads[len(self.leads) // 2] + 0.2 * line.size:
            return False
        if not ended:
            return True
        if line.box[0] - self.left > 0.9 * line.size:
            return False
        short = last.box[2] < self.right_edge + 0.6 * (self.right - self.right_edge)
        return not (short and len(self.lines) >= 3 and line.text[:1].isupper())

    def _takes_reference(self, line: PlacedLine, gap: float) -> bool:
        """Whether a line is one of a reference in brackets, which may be of smaller type and run over several lines."""
        size = self.last.size
        if self.bracket and gap < 2 * size:
            return True
        return line.text[0] == "[" and line.size < size and gap < 0.5 * size and not self.last.bold

    def _begins(self, line: PlacedLine) -> bool:
        """Whether a line behind the end of a sentence is the first of a note, a numbered paragraph or a heading."""
        if NUMBERED.match(line.text) or (line.size < 0.86 * self.body.size and NOTE.match(line.text)):
            return True
        return not self.last.bold and (line.bold or _is_capitals(line.text))

    def _takes_second(self, line: PlacedLine, lead: float) -> bool:
        """Whether a line goes on with the only one so far."""
        last = self.last
        if _is_capitals(last.text) and sum(word.islower() for word in line.text.split()) > 2:
            return False  # running text under a heading in the same type
        if abs(last.size - line.size) > 0.6 or (last.bold != line.bold and len(last.text) < 80):
            return False
        if abs(line.size - self.body.size) < 0.3 and not last.bold and self.body.lead:
            return lead <= self.body.lead + 0.2 * line.size
        return lead - last.size <= (0.55 if last.bold and line.bold else 0.9) * line.size


def _is_capitals(text: str) -> bool:
    """Whether a line is set in capitals, as headings are; a code or a number is not."""
    return len(text) < 90 and text.isupper() and sum(c.isalpha() for c in text) > max(5, 0.6 * len(text))


def _paragraph(
    group: list[PlacedLine], page: Page, label: str | None, body: BodyType, words: frozenset[str]
) -> Paragraph:
    text, lines = join_lines(group, page.number, words)
    kind: ParagraphKind = "body"
    reason = None
    first = group[0]
    small, large = first.size < 0.86 * body.size, first.size > 1.12 * body.size
    if (".." in text or ". ." in text) and _LEADERS.search(text):
        kind, reason = "furniture", CONTENTS
    elif small and first.box[1] > 0.6 * page.height and NOTE.match(text):
        kind = "footnote"
    elif large and not first.bold and len(group) > 1 and (len(text) >= 120 or text.endswith((".", "!", "?", "”", '"'))):
        kind, reason = "callout", "larger type than the running text"
    elif len(text) < 120 and len(group) <= 3 and (all(g.bold for g in group) or large or _is_capitals(text)):
        kind = "heading"
    elif small and family(first.font) != body.font and not _FIGURE.search(text):
        kind, reason = "callout", "smaller type of another font than the running text"
    return Paragraph(text, page.number, label, kind, lines, first.bold, first.size, reason)


def _single(line: PlacedLine, page: Page, label: str | None, kind: ParagraphKind, reason: str) -> Paragraph:
    text = line.text
    return Paragraph(
        text, page.number, label, kind, (Line(0, len(text), page.number, line.box),), line.bold, line.size, reason
    )
