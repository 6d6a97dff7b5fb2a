"""A page as it is read from a file: lines with their places, and what is drawn behind them."""

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.reading.model import Box


class PlacedLine(NamedTuple):
    """A printed line, or the part of one before a wide gap, with the font of its first character.

    `upright` is False for text that stands on its side, `visible` for text that is in the file but not printed; `white`
    says that it is printed in white, which only shows on a ground of another colour. `base` is the height of the line on
    which its letters stand, from the top of the page; `opens` says that it begins in bold type and goes on in another.
    """

    text: str
    box: Box
    size: float
    bold: bool
    font: str = ""
    upright: bool = True
    visible: bool = True
    white: bool = False
    base: float = 0.0
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number from 1, its size in points as shown, its lines in file order, and the panels drawn on it.

    `panels` are filled or framed rectangles large enough to hold text, `pictures` images; `problem` says why a page could
    not be read.
    """

    number: int
    width: float
    height: float
    lines: tuple[PlacedLine, ...]
    panels: tuple[Box, ...] = ()
    has_images: bool = False
    problem: str | None = None
    pictures: tuple[Box, ...] = ()
