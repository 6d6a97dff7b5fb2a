"""Joining what a line, column or page end cuts: words with their hyphens, sentences, headings, brackets.

Belongs here: whether two pieces are one, and the text of both. Where one begins is in groups.py.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.reading.indents import has_no_indent, is_full, usual_indent
from pipeline.reading.model import Line, Paragraph
from pipeline.reading.placed import Page, PlacedLine

#: The end of a sentence, with the marks of footnotes behind it.
_ENDED = re.compile(r"[.!?\]:][\"”’)]*(?:\s?(?:\d{1,3}|[⁰¹²³⁴-⁹]{1,3})(?:,\s?(?:\d{1,3}|[⁰¹²³⁴-⁹]{1,3}))*)?$")
_STOPS = (".", "!", "?", "]", ":")
#: A title before a name, which ends no sentence.
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Sen|Rep|Gov)\.$")
#: A numbered paragraph begins.
NUMBERED = re.compile(r"^\d{1,3}\.\s+[A-Z“\"]")
#: A footnote begins.
NOTE = re.compile(r"^(?:\d{1,3}|[⁰¹²³⁴-⁹]{1,3})\.?\s*[A-Z“\"]")

#: Marks before the items of a list.
BULLETS = frozenset("•·◦▪■●‣∙⁃\uf0b7\uf0a7")

#: Why lines with leaders are set aside.
CONTENTS = "table of contents"

_SOFT = "\u00ad"
_HYPHENS = ("-", "\u2010", _SOFT)
_STROKES = ("-", "\u2010", "/", "—", "–")
#: What stands beside a word and is no part of it, and a hyphen of another kind.
_MARKS = [*[(mark, " ") for mark in ",.;:)(”“"], ("\u2010", "-")]
_BEHIND_WORD = re.compile(r"[^\w-]")
#: Halves of words whose hyphen is their own, for words that a document holds nowhere else; PDFium hands a hyphen at a
#: line's end over as a soft one.
_SECOND_HALF = re.compile(
    r"^(?:run|managed|operated|funded|based|trafficking|level|term|time|related|led|owned|free|governmental|kind|specific|wide|profit|"
    r"administered|provided|sponsored|financed|year|month|day|hour|old|border|in-charge|makers?|making|ministerial|agency|house|home|up|"
    r"being|centered|centred|informed|sensitive|trained|enforcement|Herzegovina)\b"
)
_FIRST_HALF = re.compile(r"(?:^|[^\w])(?:anti|non|self|well|cross|NGO|EU|US|UN|\d+)$", re.I)


def has_ended(text: str, within: int = 16) -> bool:
    """Whether a text ends as sentences do, marks of footnotes in its last letters aside."""
    if text[-1:].isalpha():  # as most lines do
        return False
    if text.endswith(_STOPS):
        return _TITLE.search(text[-8:]) is None
    return _ENDED.search(text[-within:]) is not None


def words_of(pages: Sequence[Page]) -> frozenset[str]:
    """Every word of a document as it stands inside a line, in small letters; words that a line's end divides are none."""
    found: set[str] = set()
    cut = ""
    for page in pages:  # one at a time: the text of a whole volume is slow to handle
        texts = [line.text for line in page.lines]
        text = cut + "".join([f"{t[:-1]}{_SOFT}" if t.endswith(_HYPHENS) else f"{t}\n" for t in texts]).lower()
        for mark, meaning in _MARKS:
            if mark in text:
                text = text.replace(mark, meaning)
        words = text.split()
        cut = words.pop() if text.endswith(_SOFT) else ""
        found.update(words)
    return frozenset(found)


def _keeps_hyphen(stem: str, following: str, words: frozenset[str]) -> bool:
    """Whether the hyphen that a line ends with belongs to the word: what the rest of the document writes tells first."""
    first = stem[stem.rfind(" ") + 1 :].lstrip('(“"‘')
    if "/" in first:  # an address
        return True
    second = _BEHIND_WORD.split(following, maxsplit=1)[0]
    whole, hyphened = (f"{first}{second}").lower() in words, (f"{first}-{second}").lower() in words
    if whole != hyphened:
        return hyphened
    if not following[:1].islower() and not (first[-2:].isupper() and following[:2].isupper()):
        return True  # of a double name, or of a year or number
    return bool(_SECOND_HALF.match(following)) or (bool(_FIRST_HALF.search(first)) and len(second) > 2)


def join_lines(
    group: Sequence[PlacedLine], page: int, words: frozenset[str] = frozenset()
) -> tuple[str, tuple[Line, ...]]:
    """One text of several lines; a hyphen that only breaks a word is dropped, one that belongs to it is kept.

    `words` are those of the document, by `words_of`.
    """
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    tail, length = "", 0
    for line in group:
        piece = line.text
        if tail.endswith(_HYPHENS) and piece[0].isalnum():
            stem = "".join(parts)[:-1]
            parts = [f"{stem}-" if _keeps_hyphen(stem, piece, words) else stem]
            ends[-1] = length = len(parts[0])
        elif tail and not ((tail[-1] in _STROKES or piece[0] == "—") and _adjoin(tail, piece)):
            parts.append(" ")
            length += 1
        starts.append(length)
        length += len(piece)
        ends.append(length)
        parts.append(piece)
        tail = piece if len(piece) > 1 else "".join(parts[-2:])
    text = "".join(parts)
    if _SOFT in text[:-1]:
        starts, ends = ([n - text.count(_SOFT, 0, n) for n in places] for places in (starts, ends))
        open_end = _SOFT if text.endswith(_SOFT) else ""  # a word that goes on in the next column
        text = text.replace(_SOFT, "") + open_end
    return text, tuple([Line(a, b, page, line.box) for a, b, line in zip(starts, ends, group, strict=True)])


def _adjoin(text: str, piece: str) -> bool:
    """Whether no blank stands between two lines: one ends with a hyphen, stroke or dash that has none before it."""
    if text.endswith(_STROKES):
        return text[-2:-1] != " "
    return piece[:1] == "—" and piece[1:2] != " "


#: A bracket that a column break cuts: what stands in it is often set smaller than the text around it.
_BRACKET_OPEN = re.compile(r"[\[(][^\[\]()]{0,300}$")
_BRACKET_CLOSED = re.compile(r"[^\[\]()]{0,300}[\])]")
_SMALL = re.compile(r"[a-z]{2,}(?![.)])")
#: Letters at the end of a paragraph that decide whether it goes on; in a text without end the whole would be searched anew
#: at every page.
_TAIL = 400


def joined_over_columns(found: list[Paragraph], words: frozenset[str] = frozenset()) -> list[Paragraph]:
    """A paragraph that a column or page break cuts is joined again: the first half has no end, the second starts small."""
    joined: list[Paragraph] = []
    last_body: int | None = None
    last_heading: int | None = None
    indent = usual_indent(found)
    for paragraph in found:
        if (
            paragraph.kind == "body"
            and last_body is not None
            and (_runs_on(joined[last_body], paragraph) or _goes_on(joined[last_body], paragraph, indent))
        ):
            joined[last_body] = _one(joined[last_body], paragraph, words)
            continue
        if (
            paragraph.kind == "heading"
            and last_heading is not None
            and _heading_cut(joined[last_heading], paragraph)
            and not _something_below(joined[last_heading], found)
        ):
            joined[last_heading] = _one(joined[last_heading], paragraph, words)
            continue
        if paragraph.kind == "body" and last_heading is not None and _bold_cut(joined[last_heading], paragraph):
            joined[last_heading] = replace(_one(joined[last_heading], paragraph, words), kind="body")
            last_body, last_heading = last_heading, None
            continue
        if paragraph.kind == "body" and joined and _drop_capital(joined[-1], paragraph):
            joined[-1] = replace(
                _one(joined[-1], paragraph, words, blank=""), kind="body", bold=paragraph.bold, size=paragraph.size
            )
            last_body, last_heading = len(joined) - 1, None
            continue
        joined.append(paragraph)
        if paragraph.kind == "body":
            last_body, last_heading = len(joined) - 1, None
        elif paragraph.kind == "heading":
            last_body, last_heading = None, len(joined) - 1
        elif paragraph.kind != "furniture" or paragraph.reason == CONTENTS:
            last_heading = None
    return [replace(p, text=p.text.rstrip(_SOFT)) if p.text.endswith(_SOFT) else p for p in joined]


def _drop_capital(first: Paragraph, second: Paragraph) -> bool:
    """A large letter that stands before the text it begins."""
    larger = (first.size or 0) > 1.5 * (second.size or first.size or 0)
    return larger and len(first.text) == 1 and first.text.isupper() and second.text[:1].islower()


def _one(first: Paragraph, second: Paragraph, words: frozenset[str], blank: str = " ") -> Paragraph:
    text = first.text
    if text.endswith(_HYPHENS) and second.text[:1].isalnum():
        text = f"{text[:-1]}-" if _keeps_hyphen(text[:-1], second.text, words) else text[:-1]
    elif not _adjoin(text, second.text):
        text += blank
    shift = len(text)
    text += second.text
    moved = tuple(Line(ln.start + shift, ln.end + shift, ln.page, ln.box) for ln in second.lines)
    return replace(first, text=text, lines=first.lines + moved)


def _heading_cut(first: Paragraph, second: Paragraph) -> bool:
    """Two headings of one type with a column or page break and nothing else between them: no one ends a column so."""
    if first.bold != second.bold or first.size != second.size or not (first.lines and second.lines):
        return False
    before, after = first.lines[-1], second.lines[0]
    if after.page == before.page + 1:
        return True
    if after.page != before.page or before.box is None or after.box is None:
        return False
    return after.box[3] <= before.box[1] and after.box[0] >= before.box[2]  # at the top of the next column


def _something_below(heading: Paragraph, found: Sequence[Paragraph]) -> bool:
    """Whether a table or box is printed below a heading in its column: then the heading ends there, and no break cuts it."""
    last = heading.lines[-1]
    if last.box is None:
        return False
    left, _, right, bottom = last.box
    return any(
        line.page == last.page and line.box is not None and line.box[1] >= bottom and line.box[0] < right
        and line.box[2] > left
        for paragraph in found
        if paragraph.page == last.page and paragraph.kind not in ("furniture", "untrusted", "footnote")
        for line in paragraph.lines
    )  # fmt: skip


def _bold_cut(first: Paragraph, second: Paragraph) -> bool:
    """A bold paragraph of which so little stands in front of a column or page break that it was taken for a heading."""
    one_type = first.bold and second.bold and abs((first.size or 0) - (second.size or 0)) < 0.3
    return one_type and second.text[:1].islower() and _after_a_break(first, second)


def _after_a_break(first: Paragraph, second: Paragraph) -> bool:
    """Whether a column or page ends between two paragraphs."""
    if not (first.lines and second.lines) or second.lines[0].page != first.lines[-1].page:
        return True
    before, after = first.lines[-1].box, second.lines[0].box
    return before is not None and after is not None and after[1] < before[1]


def _runs_on(first: Paragraph, second: Paragraph) -> bool:
    one_size = first.size is None or second.size is None or abs(first.size - second.size) <= 0.6
    if not one_size and not _in_bracket(first, second):
        return False
    if not 0 <= second.page - (first.lines[-1].page if first.lines else first.page) <= 1:
        return False
    if _SMALL.match(second.text) and _after_a_break(first, second):
        return True  # no sentence begins with a small letter: what looks like its end was an abbreviation
    ends = first.text[-_TAIL:].rstrip()
    if has_ended(ends, _TAIL) or NUMBERED.match(second.text) or second.text[:1] in BULLETS:
        return False
    goes_on = second.text[:1].islower() or second.text[:1] in "€$£([0123456789"
    return goes_on or len(ends) > 60 or _in_bracket(first, second)


def _goes_on(first: Paragraph, second: Paragraph, indent: float) -> bool:
    """Whether a paragraph goes on in the next column although the one before ends with a full stop."""
    one_type = first.bold == second.bold and abs((first.size or 0) - (second.size or 0)) < 0.3
    if not one_type or not _after_a_break(first, second) or not 0 <= second.page - first.lines[-1].page <= 1:
        return False
    begins = second.text[:1] in BULLETS or NUMBERED.match(second.text)
    return not begins and is_full(first, second.text, indent) and has_no_indent(second)


def _in_bracket(first: Paragraph, second: Paragraph) -> bool:
    return bool(_BRACKET_CLOSED.match(second.text) and _BRACKET_OPEN.search(first.text[-_TAIL:]))
