"""Lines of pages to paragraphs in reading order, hyphenation mended, furniture and doubts named.

Belongs here: what kind of paragraph one is. Where it begins is in groups.py, where a line belongs on its page in margins.py
and columns.py; no report's headings are known here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.reading.bands import columns_of
from pipeline.reading.body import BodyType, body_type, body_types, family
from pipeline.reading.captions import CAPTION, is_caption, pictures_of
from pipeline.reading.columns import in_panels, usual_gutters
from pipeline.reading.cuts import Dividing
from pipeline.reading.glyphs import broken_in, mend_ligatures
from pipeline.reading.groups import SMALLER, groups_of, is_capitals
from pipeline.reading.joining import CONTENTS, NOTE, join_lines, joined_over_columns, words_of
from pipeline.reading.margins import (
    HEAD,
    PAGE_LABEL,
    furniture,
    heads_and_feet,
    in_margins,
    repeated_margins,
    tab_edges,
)
from pipeline.reading.model import Box, Line, Paragraph, ParagraphKind
from pipeline.reading.placed import Page, PlacedLine
from pipeline.reading.running import running_heads
from pipeline.reading.stamped import stamps
from pipeline.reading.trust import doubts, ranges

_HEAD_LABEL = re.compile(r"^(?P<a>\d{1,4})\s+\S.{2,90}$|^\S.{2,90}?\s(?P<b>\d{1,4})$")
_FIGURE = re.compile(r"\d{3}")
_UNMARKED = "have paragraphs that nothing marks but their short last lines; where they begin is not certain"
#: Why a line with nothing but an accent is set aside.
_LONE = "an accent apart from its letter"
_LEADERS = re.compile(r"\.{6,}|(?:\.\s){6,}")


@dataclass(frozen=True)
class Sorted:
    """Paragraphs of a document and what is doubtful in its layout."""

    paragraphs: tuple[Paragraph, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page with what is no running text set aside.

    `aside` are the paragraphs of furniture and of what is not printed, `running` the lines of running text, `boxed` those
    of call-out boxes.
    """

    page: Page
    body: BodyType
    label: str | None
    aside: list[Paragraph]
    running: list[PlacedLine]
    boxed: list[PlacedLine]
    pictures: list[Box]


def arrange(pages: Sequence[Page]) -> Sorted:
    """Paragraphs of all pages in reading order, furniture included with its kind and reason."""
    words = words_of(pages)
    sheets, mended = _sheets(pages, broken_in(words))
    found: list[Paragraph] = []
    for sheet, columns in zip(sheets, _in_order(sheets, usual_gutters(pages)), strict=True):
        found += sheet.aside
        for column in columns:
            found += _paragraphs(column, sheet, words)
        boxed = _paragraphs(sheet.boxed, sheet, words, pictured=False)
        found += [replace(p, kind="callout", reason="call-out box") for p in boxed]
    joined = joined_over_columns(found, words)
    problems = doubts(pages, found, joined)
    if unmarked := [sheet.page.number for sheet in sheets if sheet.page.lines and not sheet.body.marked]:
        problems.append(f"pages {ranges(unmarked)} {_UNMARKED}")
    if mended:
        problems.append(f"{mended} words with a lost ligature were mended")
    return Sorted(tuple(joined), tuple(problems))


def _sheets(pages: Sequence[Page], broken: frozenset[str]) -> tuple[list[_Sheet], int]:
    """All pages with what is no running text set aside, and how many broken words were mended."""
    margins = [in_margins(page) for page in pages]
    repeated = repeated_margins(margins)
    document_body = body_type(pages)
    own_bodies = body_types(pages, document_body)
    stamped = stamps(pages, document_body.size)
    changing = running_heads(pages)
    sheets: list[_Sheet] = []
    mended = 0
    for page, near, edges in zip(pages, margins, tab_edges(pages), strict=True):
        body = own_bodies.get(page.number, document_body)
        printed, hidden = _printed(page)
        heads = heads_and_feet(page, near, repeated) | changing.get(page.number, frozenset())
        reasons = furniture(printed, heads, edges)
        if page.number in stamped:
            here = stamped[page.number]
            reasons = [here.get(ln, reason) for ln, reason in zip(printed, reasons, strict=True)]
        if _holds_any(broken, printed):
            printed, reasons, count = _mended(printed, reasons)
            mended += count
        out = [(ln, reason) for ln, reason in zip(printed, reasons, strict=True) if reason]
        lines = [ln for ln, reason in zip(printed, reasons, strict=True) if not reason] if out else printed
        label = _label([ln for ln, reason in out if reason == HEAD])
        aside = [_single(ln, page, label, "untrusted", "in the file but not printed") for ln in hidden]
        aside += [_single(ln, page, label, "furniture", reason) for ln, reason in out]
        boxed = in_panels(page, lines, body)
        running = [ln for n, ln in enumerate(lines) if n not in boxed] if boxed else lines
        in_boxes = [lines[n] for n in sorted(boxed)]
        sheets.append(_Sheet(page, body, label, aside, running, in_boxes, pictures_of(page, lines)))
    return sheets, mended


def _in_order(sheets: Sequence[_Sheet], usual: Sequence[float]) -> list[list[list[PlacedLine]]]:
    """The columns of each page in reading order; pages on which a heading leaves it open are read again when all have told."""
    dividing = Dividing()
    columns: list[list[list[PlacedLine]]] = []
    undecided: list[set[float]] = []
    for sheet in sheets:
        columns.append(_columns(sheet, usual, dividing))
        undecided.append(dividing.undecided)
        dividing.undecided = set()
    known = dividing.known()
    for n, sheet in enumerate(sheets):
        if undecided[n] & known:
            columns[n] = _columns(sheet, usual, Dividing(known))
    return columns


def _columns(sheet: _Sheet, usual: Sequence[float], dividing: Dividing) -> list[list[PlacedLine]]:
    beside = [*sheet.boxed, *[PlacedLine("", box, sheet.body.size, False) for box in sheet.pictures]]
    return columns_of(sheet.page, sheet.running, sheet.body, usual, beside, dividing=dividing)


def _holds_any(broken: frozenset[str], lines: Sequence[PlacedLine]) -> bool:
    """Whether some lines may hold a broken word."""
    if not broken:
        return False
    text = "\n".join([ln.text for ln in lines]).lower()
    return any(form in text for form in broken)


def _mended(
    lines: Sequence[PlacedLine], reasons: Sequence[str | None]
) -> tuple[list[PlacedLine], list[str | None], int]:
    """Lines with their ligatures whole, why each is no text, and how many words were mended."""
    texts = [mend_ligatures(ln.text) for ln in lines]
    return (
        [ln._replace(text=text) if text else ln for ln, (text, _) in zip(lines, texts, strict=True)],
        [reason if text else _LONE for reason, (text, _) in zip(reasons, texts, strict=True)],
        sum(n for _, n in texts),
    )


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
    lines: list[PlacedLine], sheet: _Sheet, words: frozenset[str], *, pictured: bool = True
) -> list[Paragraph]:
    groups, rows = groups_of(lines, sheet.body)
    pictures = sheet.pictures if pictured else []
    return [_paragraph(group, sheet.page, sheet.label, sheet.body, words, pictures, rows) for group in groups]


def _paragraph(
    group: list[PlacedLine],
    page: Page,
    label: str | None,
    body: BodyType,
    words: frozenset[str],
    pictures: Sequence[Box],
    rows: set[str],
) -> Paragraph:
    text, lines = join_lines(group, page.number, words)
    kind: ParagraphKind = "body"
    reason = None
    first = group[0]
    small, large = first.size < 0.86 * body.size, first.size > 1.12 * body.size
    if (".." in text or ". ." in text) and _LEADERS.search(text):
        kind, reason = "furniture", CONTENTS
    elif rows and group[-1].text in rows and 2 * sum(g.text in rows for g in group) >= len(group):
        kind = "table"
    elif CAPTION.match(text) or (pictures and is_caption(group, pictures, body)):
        kind, reason = "callout", "caption"
    elif first.size < body.size - SMALLER and first.box[1] > 0.6 * page.height and NOTE.match(text):
        kind = "footnote"
    elif large and not first.bold and len(group) > 1 and (len(text) >= 120 or text.endswith((".", "!", "?", "”", '"'))):
        kind, reason = "callout", "larger type than the running text"
    elif len(text) < 120 and len(group) <= 3 and (all(g.bold for g in group) or large or is_capitals(text)):
        kind = "heading"
    elif small and family(first.font) != body.font and not _FIGURE.search(text):
        kind, reason = "callout", "smaller type of another font than the running text"
    return Paragraph(text, page.number, label, kind, lines, first.bold, first.size, reason)


def _single(line: PlacedLine, page: Page, label: str | None, kind: ParagraphKind, reason: str) -> Paragraph:
    text = line.text
    return Paragraph(
        text, page.number, label, kind, (Line(0, len(text), page.number, line.box),), line.bold, line.size, reason
    )
