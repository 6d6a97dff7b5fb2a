"""Characters that no reader sees: they are taken out, counted, and named.

Belongs here: what text may hold so that it reads the same on the page, in a terminal and in a spreadsheet as it was read
here. Such characters can turn the order of what follows, hide in the middle of an amount, or steer a terminal.
Text whose order on the screen is not the order in the file, and that holds digits, is not trusted: what a person reads
there as an amount is not what stands in the file.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from pipeline.reading.model import Paragraph
from pipeline.reading.placed import Page, PlacedLine

#: Embeddings, overrides and isolates that make text run from right to left.
_TURNING = re.compile("[\u202b\u202e\u2067]")
_LEFT_OUT = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls; tab and line breaks are blanks
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # joiners, fillers, selectors
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufe00-\ufe0f"  # width, direction, marks of notes
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # of music, tags
)
_UNSEEN = re.compile(f"[{_LEFT_OUT}]")
_BREAKS = re.compile("[\u2028\u2029\x85]")
_HALF = re.compile("[\ud800-\udfff]")
#: Any of these, in one look.
_ODD = re.compile(f"[{_LEFT_OUT}\u2028\u2029\ud800-\udfff]")
_TURNED = "text that is shown in another order than it stands in the file"


def seen(text: str) -> tuple[str, Counter[str]]:
    """The text as a reader sees it, and how many of which characters were taken out.

    Half a surrogate pair, which no file can hold, becomes the replacement mark.
    """
    if not _is_odd(text):
        return text, Counter()
    text = _BREAKS.sub(" ", _HALF.sub("\ufffd", text))
    found = Counter(_UNSEEN.findall(text))
    return (_UNSEEN.sub("", text) if found else text), found


def _is_odd(text: str) -> bool:
    """Whether a text holds anything that `seen` changes."""
    return not (text.isascii() and text.isprintable()) and _ODD.search(text) is not None


def seen_pages(pages: Iterable[Page]) -> tuple[list[Page], list[str]]:
    """Pages whose lines hold only what is seen, and a line that names the pages where that was not so.

    On a PDF's page letters stand where they are drawn, whatever the text layer says of their direction.
    """
    kept: list[Page] = []
    taken: Counter[str] = Counter()
    where: list[int] = []
    for page in pages:
        odd = [line for line in page.lines if _is_odd(line.text)]
        if not odd:
            kept.append(page)
            continue
        lines, found = _seen_lines(page.lines)
        if found:
            taken += found
            where.append(page.number)
        kept.append(replace(page, lines=lines))
    return kept, [_told(taken, f"pages {', '.join(map(str, where[:20]))}")] if taken else []


def _seen_lines(lines: tuple[PlacedLine, ...]) -> tuple[tuple[PlacedLine, ...], Counter[str]]:
    kept: list[PlacedLine] = []
    taken: Counter[str] = Counter()
    for line in lines:
        text, found = seen(line.text)
        taken += found
        if text == line.text:
            kept.append(line)
        elif text.strip():
            kept.append(line._replace(text=text))
    return tuple(kept), taken


def seen_paragraphs(paragraphs: Iterable[Paragraph]) -> tuple[tuple[Paragraph, ...], list[str]]:
    """Paragraphs without places on a page, holding only what is seen; turned text with digits is untrusted."""
    kept: list[Paragraph] = []
    taken: Counter[str] = Counter()
    turned = 0
    for paragraph in paragraphs:
        text, found = seen(paragraph.text)
        taken += found
        if not text.strip():
            continue
        if _TURNING.search(paragraph.text) and any(c.isdigit() for c in text):
            turned += 1
            paragraph = replace(paragraph, kind="untrusted", reason=_TURNED)
        kept.append(paragraph if text == paragraph.text else replace(paragraph, text=text))
    told = [_told(taken, "the text")] if taken else []
    if turned:
        told.append(f"{turned} paragraphs hold figures in {_TURNED}; they were set aside")
    return tuple(kept), told


def _told(taken: Counter[str], where: str) -> str:
    kinds = ", ".join(f"{unicodedata.name(c, 'control')} U+{ord(c):04X}" for c, _ in taken.most_common(4))
    return (
        f"{where}: {taken.total()} characters that no reader sees were taken out ({kinds}); compare with the original"
    )
