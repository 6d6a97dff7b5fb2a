"""How paragraphs begin, and whether a last line is full: what tells where one goes on behind a full stop.

Belongs here: places of lines within paragraphs. Whether two paragraphs are one is in joining.py.
"""

from collections.abc import Sequence
from statistics import median

from pipeline.reading.model import Paragraph

#: Paragraphs from which the usual indent is taken, and the lines that show how far a column reaches.
_SAMPLED, _ABOVE = 400, 6
#: In sizes: an indent that marks a paragraph, one that does not, and how well the lines of a justified column end alike.
_INDENT, _NONE, _ALIKE = 0.6, 0.4, 0.1


def usual_indent(found: Sequence[Paragraph]) -> float:
    """How far first lines stand to the right of the second ones, in sizes; below 0 where they stand to the left."""
    indents = [indent for p in found[:_SAMPLED] if p.kind == "body" and (indent := _indent(p)) is not None]
    return median(indents) if len(indents) > 5 else 0.0


def has_no_indent(paragraph: Paragraph) -> bool:
    """Whether a paragraph's first line stands right above its second one; False where it has none in its column."""
    indent = _indent(paragraph)
    return indent is not None and abs(indent) <= _NONE


def _indent(paragraph: Paragraph) -> float | None:
    if len(paragraph.lines) < 2 or not paragraph.size:
        return None
    first, second = paragraph.lines[0].box, paragraph.lines[1].box
    if first is None or second is None or paragraph.lines[0].page != paragraph.lines[1].page or second[1] < first[1]:
        return None
    return (first[0] - second[0]) / paragraph.size


def is_full(paragraph: Paragraph, following: str, indent: float) -> bool:
    """Whether a paragraph's last line may not be its last one, as far as it reaches.

    Where indents mark paragraphs it is enough that the next word would not have stood on it. Elsewhere nothing but a line
    that is stretched to its measure, as the lines above it are, is full by more than chance.
    """
    end = paragraph.lines[-1]
    if end.box is None:
        return False
    size, reach = paragraph.size or 10.0, end.box[2]
    rights = sorted(
        ln.box[2]
        for ln in paragraph.lines[-_ABOVE - 1 : -1]
        if ln.box and ln.page == end.page and ln.box[1] < end.box[1]
    )
    if not rights:
        return False
    if abs(indent) > _INDENT:
        letter = (reach - end.box[0]) / max(1, end.end - end.start)
        return rights[-1] - reach < (len(following.split(" ", 1)[0]) + 1) * letter
    alike = len(rights) > 2 and rights[-1] - rights[1] < _ALIKE * size
    return alike and abs(rights[-1] - reach) < _ALIKE * size
