"""Pages to look at: their picture, and their words with places as `pdf.py` gives them.

Belongs here: what shows a person where something was read. PDFium draws a page and tells its letters in a hundredth of a second;
pdfplumber's words take twenty times as long.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from pipeline.reading.letters import Letters, letters_of
from pipeline.reading.model import Box
from pipeline.reading.pdf import open_pdf
from pipeline.reading.place import Placing

_POINT = 72
#: In parts of the font size: the gap before a new word where no blank stands, and the step to another line.
_APART, _STEP = 0.2, 0.3
#: How far a word reaches above and below its base, whatever its letters.
_HIGH, _DEEP = 0.9, 0.25

#: A word of a page and its box.
Word = tuple[str, Box]


@contextmanager
def sheets_of(path: Path) -> Iterator["Sheets"]:
    """The pages of a PDF; closed behind it.

    Raises:
        UnreadableDocument: the file is encrypted, truncated or no PDF.
    """
    document = open_pdf(path)
    try:
        yield Sheets(document)
    finally:
        document.close()


class Sheets:
    """Pages of an open PDF by their number in the file, from 1."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    def look(self, number: int, dpi: int) -> tuple[Image.Image, list[Word]]:
        """A page in greys as it is shown, and its words in file order with boxes in points from its top left."""
        page = self._document[number - 1]
        textpage = page.get_textpage()
        try:
            # unsmoothed: few greys make small pictures
            drawn = page.render(scale=dpi / _POINT, grayscale=True, no_smoothtext=True, no_smoothpath=True)
            return drawn.to_pil().convert("L"), words_in(letters_of(textpage.raw, Placing(page.raw)))
        finally:
            textpage.close()
            page.close()


def words_in(letters: Letters) -> list[Word]:
    """Letters between blanks, gaps and line ends."""
    found: list[Word] = []
    text, box = "", (0.0, 0.0, 0.0, 0.0)
    base = 0.0
    for code, (x0, top, x1, bottom), size, stands in zip(
        letters.codes.tolist(), letters.ink.tolist(), letters.size.tolist(), letters.base.tolist(), strict=True
    ):
        letter = chr(code)
        blank = letter.isspace()
        if text and (
            blank
            or abs(stands - base) > _STEP * size
            or not -_APART * size - (box[2] - box[0]) < x0 - box[2] < _APART * size
        ):
            found.append((text, box))
            text = ""
        if blank:
            continue
        box = (
            (min(box[0], x0), min(box[1], top), max(box[2], x1), max(box[3], bottom)) if text else (x0, top, x1, bottom)
        )
        text += letter
        base = stands
    return [*found, (text, box)] if text else found
