"""What reading yields: pages of lines, put together as paragraphs that know their place."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

#: x0, top, x1, bottom in PDF points from the top left of the page.
Box = tuple[float, float, float, float]

ParagraphKind = Literal["heading", "body", "footnote", "table", "furniture", "callout", "untrusted"]


class UnreadableDocument(Exception):
    """A file that cannot be read; the message is one line that says what is wrong and what to do."""


class ReadingStopped(UnreadableDocument):
    """Reading a file broke a limit or the process that read it; another try, with other limits, may go well."""


class Line(NamedTuple):
    """A printed line inside a paragraph: which of the paragraph's characters it holds, and where."""

    start: int
    end: int
    page: int
    box: Box | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text in reading order. `page` counts from 1 in the file, `page_label` is the printed number.

    `kind` is what the layout says; `furniture` (running heads, feet, page numbers, slug lines) and
    `untrusted` text is kept so that nothing is lost, with `reason` saying why it is set aside.
    """

    text: str
    page: int
    page_label: str | None
    kind: ParagraphKind = "body"
    lines: tuple[Line, ...] = ()
    bold: bool = False
    size: float | None = None
    reason: str | None = None

    def boxes(self, start: int, end: int) -> list[tuple[int, Box]]:
        """Page and box of every line that holds some of the characters [start, end)."""
        return [(ln.page, ln.box) for ln in self.lines if ln.box and ln.start < end and start < ln.end]


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read: its pages and paragraphs in reading order, and what is doubtful in it."""

    pages: int
    paragraphs: tuple[Paragraph, ...]
    problems: tuple[str, ...] = ()
