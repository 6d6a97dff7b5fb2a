"""Small pictures of the places that statements stand at, the sentence highlighted.

Belongs here: cropping, colouring and writing. Does not belong here: which statements are shown.

Eight colours and no time stamp: the same file gives the same bytes. A page is drawn once; a picture that an earlier build
has drawn is taken from there. `claims.bbox` holds whole lines; the words of the page tell where in them the sentence begins and ends.
"""

import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from PIL import Image, ImageDraw

from pipeline.reading.sheet import Word, sheets_of
from pipeline.site.tables import Row
from pipeline.sources.catalogue import sha256_of
from pipeline.sources.freshness import code_fingerprint

_DPI = 100
_POINT = 72
#: Context around the sentence, in PDF points: a line above and below, a little at the sides.
_ABOVE, _BESIDE = 13, 10
_GREYS = 4
_PAPER, _HIGHLIGHT = (255, 255, 255), (255, 226, 120)

Box = tuple[float, float, float, float]
Place = tuple[int, Box]
#: `claims.bbox` and `claims.sentence`.
Sentence = tuple[str, str]


def places(bbox: str | None) -> list[Place]:
    """Pages and boxes of a sentence's lines from `claims.bbox`: page:x0,top,x1,bottom in points, joined with ';'.

    Raises:
        ValueError: the text is not in that form.
    """
    found = []
    for line in (bbox or "").split(";"):
        if line:
            page, _, box = line.partition(":")
            x0, top, x1, bottom = map(float, box.split(","))
            found.append((int(page), (x0, top, x1, bottom)))
    return found


def image_name(claim: Row) -> str:
    """Name of the picture of a claim's place; claims of one sentence share it."""
    place = f"{claim['document_id']} {claim['bbox']} {claim['sentence']}"
    return sha256(place.encode()).hexdigest()[:12] + ".webp"


def write_images(
    claims: Iterable[Row], files: Mapping[str, Path], folder: Path, drawn_before: Path | None = None
) -> dict[str, tuple[str, int, int]]:
    """Draw each claim's place; claims without a place, or whose file is no PDF at hand, get none.

    Args:
        claims: rows of `claims`.
        files: the file read for each document.
        folder: where pictures go; made if missing.
        drawn_before: where pictures wait for the next build, by what they are drawn from; None to draw all.

    Returns:
        File name, width and height in pixels by claim_id.
    """
    wanted: dict[str, dict[Sentence, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        path = files.get(claim["document_id"])
        if claim["bbox"] and path is not None and path.suffix.lower() == ".pdf" and path.is_file():
            wanted[claim["document_id"]][claim["bbox"], claim["sentence"]].append(claim)
    folder.mkdir(parents=True, exist_ok=True)
    names = {sentence: image_name(rows[0]) for sentences in wanted.values() for sentence, rows in sentences.items()}
    for document_id in sorted(wanted):
        kept = drawn_before / _drawn_from(files[document_id]) if drawn_before else folder
        kept.mkdir(parents=True, exist_ok=True)
        missing = [sentence for sentence in wanted[document_id] if not (kept / names[sentence]).is_file()]
        if missing:
            _draw(files[document_id], missing, names, kept)
        if kept != folder:
            for sentence in wanted[document_id]:
                shutil.copyfile(kept / names[sentence], folder / names[sentence])
    if drawn_before and drawn_before.is_dir():
        used = {_drawn_from(files[document_id]) for document_id in wanted}
        for outdated in (f for f in drawn_before.iterdir() if f.name not in used):
            shutil.rmtree(outdated)
    sizes = {name: _size(folder / name) for name in set(names.values())}
    return {
        claim["claim_id"]: (names[sentence], *sizes[names[sentence]])
        for sentences in wanted.values()
        for sentence, sharing in sentences.items()
        for claim in sharing
    }


def _drawn_from(path: Path) -> str:
    """A name for the file, the code and the libraries that the pictures of a document are drawn from."""
    reading = (f"pipeline/reading/{module}.py" for module in ("sheet", "letters", "place", "pdf"))
    code = code_fingerprint("pipeline/site/images.py", *reading), version("pypdfium2"), version("pillow")
    return f"{sha256_of(path)[:16]}-{sha256(repr(code).encode()).hexdigest()[:8]}"


def _draw(path: Path, sentences: Iterable[Sentence], names: Mapping[Sentence, str], folder: Path) -> None:
    with sheets_of(path) as sheets:
        for page, begun in _by_page(sentences).items():
            picture, words = sheets.look(page, _DPI)
            for bbox, sentence in begun:
                lines = [box for p, box in places(bbox) if p == page]
                cut = _cut(picture, lines, narrowed(lines, words, sentence), words)
                _write(cut, folder / names[bbox, sentence])


def _size(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        return picture.size


def _by_page(sentences: Iterable[Sentence]) -> dict[int, list[Sentence]]:
    """Sentences by the page that they begin on."""
    found: dict[int, list[Sentence]] = defaultdict(list)
    for bbox, sentence in sorted(sentences):
        found[places(bbox)[0][0]].append((bbox, sentence))
    return dict(sorted(found.items()))


def narrowed(lines: list[Box], words: Iterable[Word], sentence: str) -> list[Box]:
    """The parts of some lines that a sentence stands on; the lines as they are where its letters are not found in them.

    Args:
        lines: whole lines in reading order, in points.
        words: words of the page with their boxes.
        sentence: its letters and digits count; hyphens and blanks may differ.
    """
    inside: list[tuple[int, Word]] = []
    for number, line in enumerate(lines):
        held = sorted((w for w in words if _within(w[1], line)), key=lambda w: w[1][0])
        inside += [(number, word) for word in held]
    letters = [(letter, place) for place, (_, word) in enumerate(inside) for letter in _letters(word[0])]
    wanted = _letters(sentence)
    start = "".join(letter for letter, _ in letters).find(wanted)
    if not wanted or start < 0:
        return lines
    first, last = letters[start][1], letters[start + len(wanted) - 1][1]
    on = inside[first : last + 1]
    found = []
    for number in sorted({n for n, _ in on}):
        boxes = [word[1] for n, word in on if n == number]
        _, top, _, bottom = lines[number]
        found.append((min(b[0] for b in boxes), top, max(b[2] for b in boxes), bottom))
    return found


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def _within(word: Box, line: Box) -> bool:
    """The middle of the word stands in the line."""
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return line[0] <= x <= line[2] and line[1] <= y <= line[3]


def _whole_lines(top: float, bottom: float, words: Iterable[Word]) -> tuple[float, float]:
    """The edges moved outwards so that none cuts through a word."""
    cut_above = [box[1] - 2 for _, box in words if box[1] < top < box[3]]
    cut_below = [box[3] + 2 for _, box in words if box[1] < bottom < box[3]]
    return min([top, *cut_above]), max([bottom, *cut_below])


def _cut(page: Image.Image, lines: list[Box], sentence: list[Box], words: list[Word]) -> Image.Image:
    """The part of a page around some lines, in greys on paper, the sentence on the highlight."""
    scale = _DPI / _POINT
    left, right = min(b[0] for b in lines) - _BESIDE, max(b[2] for b in lines) + _BESIDE
    beside = [word for word in words if word[1][0] < right and left < word[1][2]]
    top, bottom = _whole_lines(min(b[1] for b in lines) - _ABOVE, max(b[3] for b in lines) + _ABOVE, beside)
    frame = (
        max(0, int(left * scale)), max(0, int(top * scale)),
        min(page.width, int(right * scale)), min(page.height, int(bottom * scale)),
    )  # fmt: skip
    greys = page.crop(frame).point(lambda value: round(value / 255 * (_GREYS - 1)))
    lit = Image.new("L", greys.size, 0)
    pen = ImageDraw.Draw(lit)
    for x0, y0, x1, y1 in sentence:
        pen.rectangle(
            [
                int(x0 * scale) - frame[0] - 2,
                int(y0 * scale) - frame[1] - 1,
                int(x1 * scale) - frame[0] + 2,
                int(y1 * scale) - frame[1] + 1,
            ],
            fill=1,
        )
    plain, highlighted = _shades(greys, _PAPER), _shades(greys, _HIGHLIGHT)
    return Image.composite(highlighted, plain, lit.point(lambda value: 255 * value))


def _shades(greys: Image.Image, ground: tuple[int, int, int]) -> Image.Image:
    """Black ink in few steps on a ground."""
    steps = [greys.point(lambda value, most=most: value * most // (_GREYS - 1)) for most in ground]
    return Image.merge("RGB", steps)


def _write(picture: Image.Image, path: Path) -> None:
    aside = path.with_suffix(f".{os.getpid()}.tmp")
    picture.save(aside, "WEBP", lossless=True, quality=50, method=3)
    aside.replace(path)
