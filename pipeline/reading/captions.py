"""Captions: text that belongs to a picture and not to the column it stands in.

Belongs here: what tells a caption from running text. Text in boxes is told in columns.py.
"""

import re
from collections.abc import Sequence

from pipeline.reading.body import BodyType, family
from pipeline.reading.model import Box
from pipeline.reading.placed import Page, PlacedLine

#: A caption that says so.
CAPTION = re.compile(r"^(?:Figure|Fig\.|Photo(?:graph)?|Picture|Map|Chart|Graph)\s+\d{1,3}(?:\.\d{1,2})?\s?[:.–—-]\s")
#: The part of a page from which a picture is its ground.
_GROUND = 0.3
#: A caption is no longer than this, in lines.
_LONGEST = 7


def pictures_of(page: Page, lines: Sequence[PlacedLine]) -> list[Box]:
    """Images of a page that are not its ground, and drawings of the size of a panel in which no text stands."""
    drawn = [
        panel for panel in page.panels
        if panel[3] - panel[1] > 30 and not any(panel[0] < (ln.box[0] + ln.box[2]) / 2 < panel[2] and panel[1] < ln.base < panel[3] for ln in lines)
    ]  # fmt: skip
    most = _GROUND * page.width * page.height
    return [box for box in (*page.pictures, *drawn) if (box[2] - box[0]) * (box[3] - box[1]) < most]


def is_caption(group: Sequence[PlacedLine], pictures: Sequence[Box], body: BodyType) -> bool:
    """Whether the lines of a paragraph stand right under a picture in a type of their own."""
    first = group[0]
    if len(group) > _LONGEST or first.size > body.size + 0.3 or (first.bold and first.size > body.size - 0.3):
        return False  # a heading
    if first.size > body.size - 0.3 and family(first.font) == body.font:
        return False
    return any(_under(first, picture) for picture in pictures)


def _under(line: PlacedLine, picture: Box) -> bool:
    box = line.box
    if not -3 < box[1] - picture[3] < 2 * line.size:
        return False
    return min(box[2], picture[2]) - max(box[0], picture[0]) > 0.4 * min(box[2] - box[0], picture[2] - picture[0])
