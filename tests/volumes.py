"""Full-size reports from a seed: invented text that looks invented, in the layouts of the real volumes.

`invent_volume` and `invent_greta` make what is to be read back, `typeset_volume` and `typeset_greta` print it with
reportlab. Nothing here is a statement about any country.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipeline.reports.countries import country_name, known_codes

_SYLLABLES = [
    "bra",
    "vel",
    "mor",
    "tik",
    "lu",
    "san",
    "dre",
    "por",
    "fin",
    "gal",
    "hon",
    "ze",
    "ska",
    "rin",
    "tol",
    "wem",
    "bur",
    "cha",
    "nel",
    "dov",
    "pri",
    "gus",
]
_LINKS = ["of", "the", "and", "in", "to", "with", "for", "by", "on", "after"]
#: What one content-stream operation prints, and in which order the lines of a page come.
Unit = Literal["line", "word"]
Order = Literal["column", "row"]


@dataclass(frozen=True)
class Told:
    """One country as invented: code, printed heading, tier, and (section, paragraph) in printed order."""

    iso3: str
    heading: str
    tier: str
    paragraphs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Volume:
    """A whole invented edition."""

    edition: int
    countries: tuple[Told, ...]


def invented_word(rng: random.Random) -> str:
    """A word of two to four syllables that is in no language."""
    return "".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4)))


def invented_sentence(rng: random.Random, words: int | None = None) -> str:
    """A sentence without figures."""
    length = words or rng.randint(8, 26)
    chosen = [rng.choice(_LINKS) if n % 3 == 2 else invented_word(rng) for n in range(length)]
    return " ".join(chosen).capitalize() + "."


def invented_money(rng: random.Random, edition: int) -> str:
    """A sentence with an invented sum of euros and its dollars."""
    euros = rng.randint(20, 900) * 1000
    return (
        f"The government allocated {euros:,} euros (${round(euros * 1.1):,}) to the {invented_word(rng).capitalize()} shelter "
        f"in {edition - 1}, compared with {euros - 7000:,} euros in {edition - 2}."
    )


def invented_paragraph(rng: random.Random, edition: int, sentences: int = 6) -> str:
    """Some sentences, about as many with a sum as in a real volume."""
    found = [invented_sentence(rng) for _ in range(rng.randint(2, sentences))]
    if rng.random() < 0.07:
        found.insert(rng.randrange(len(found)), invented_money(rng, edition))
    return " ".join(found)


def volume_codes() -> list[str]:
    """The countries of a whole-world volume, in the order of their printed names."""
    left_out = {"ALA", "ANT", "BES", "BLM", "MAF", "SJM", "UMI", "ATA", "BVT", "HMD", "IOT", "SGS", "TKL", "WLF", "SPM"}
    return sorted(known_codes() - left_out, key=country_name)[:190]


def invent_volume(seed: int, edition: int = 2016, countries: int = 190, paragraphs: int = 16) -> Volume:
    """An edition of so many countries; `paragraphs` is the mean per country (16 gives about 500 pages for 190)."""
    rng = random.Random(seed)
    told = []
    for code in volume_codes()[:countries]:
        tier = rng.choice(["1", "2", "2WL", "3"])
        words = "Tier 2 Watch List" if tier == "2WL" else f"Tier {tier}"
        heading = (
            f"{country_name(code).upper()}: {words}"
            if edition in range(2015, 2022)
            else f"{country_name(code).upper()} ({words})"
        )
        body = []
        for section in ("overview", "prosecution", "protection", "prevention"):
            for _ in range(max(1, round(rng.gauss(paragraphs / 4, 1)))):
                body.append((section, invented_paragraph(rng, edition, 9)))
        told.append(Told(code, heading, tier, tuple(body)))
    return Volume(edition, tuple(told))


@dataclass(frozen=True)
class _Printed:
    """A line to print: text, font, size, and whether it is to be stretched to the measure."""

    text: str
    font: str
    size: float
    stretch: bool
    indent: float = 0.0


def broken_lines(
    text: str, font: str, size: float, measure: float, rng: random.Random, hyphens: bool
) -> Iterator[_Printed]:
    """A paragraph broken to a measure; long invented words are divided between syllables where hyphens are wanted."""
    blank = stringWidth(" ", font, size)
    line: list[str] = []
    width = 0.0
    for word in text.split():
        wide = stringWidth(word, font, size)
        if line and width + blank + wide > measure:
            cut = len(word) // 2
            head = word[:cut] + "-"
            if (
                hyphens
                and word.isalpha()
                and word.islower()
                and len(word) > 7
                and width + blank + stringWidth(head, font, size) <= measure
            ):
                line.append(head)
                word = word[cut:]
                wide = stringWidth(word, font, size)
            yield _Printed(" ".join(line), font, size, True)
            line, width = [], -blank
        line.append(word)
        width += wide + (blank if len(line) > 1 else 0.0)
        if len(line) == 1:
            width = wide
    if line:
        yield _Printed(" ".join(line), font, size, False)


def typeset_volume(
    volume: Volume,
    path: Path,
    *,
    columns: int = 2,
    unit: Unit = "line",
    order: Order = "column",
    hyphens: bool = True,
    first_label: int = 1,
) -> int:
    """Prints a volume; returns the number of pages.

    Args:
        volume: what to print.
        path: the PDF to write.
        columns: columns of a page.
        unit: `word` prints each word by itself and no blanks, as many layout programmes do.
        order: `row` prints the lines of all columns from top to bottom, so that the order in the file is not the reading order.
        hyphens: whether words are divided at line ends.
        first_label: the number printed on the first page.
    """
    rng = random.Random(len(volume.countries))
    width, height = LETTER
    left, gap, top, bottom, lead = 54.0, 20.0, height - 72, 66.0, 11.6
    measure = (width - 2 * left - gap * (columns - 1)) / columns
    canvas = Canvas(str(path), pagesize=LETTER, invariant=1)
    pending: list[tuple[float, float, _Printed]] = []
    page, column, y = first_label, 0, top

    def flush() -> None:
        nonlocal page
        in_order = sorted(pending, key=lambda it: (-it[1], it[0])) if order == "row" else pending
        for x, at, line in in_order:
            _print_line(canvas, line, x, at, measure, unit)
        canvas.setFont("Helvetica", 8)
        head = f"TRAFFICKING IN PERSONS REPORT {volume.edition}"
        if page % 2:
            canvas.drawRightString(width - left, height - 40, head)
        else:
            canvas.drawString(left, height - 40, head)
        canvas.drawCentredString(width / 2, 34, str(page))
        canvas.showPage()
        pending.clear()
        page += 1

    def put(line: _Printed, above: float, keep: int) -> None:
        nonlocal column, y
        y -= above if y < top else 0
        if y - keep * lead < bottom:
            column, y = column + 1, top
            if column == columns:
                flush()
                column = 0
        pending.append((left + column * (measure + gap), y, line))
        y -= lead if line.size < 11 else lead + 4

    for told in volume.countries:
        for n, line in enumerate(broken_lines(told.heading, "Times-Bold", 12, measure, rng, False)):
            put(line, 14 if n == 0 else 0, 5)
        section = "overview"
        for name, text in told.paragraphs:
            if name != section:
                section = name
                put(_Printed(name.upper(), "Times-Bold", 9.6, False), 8, 4)
            for n, line in enumerate(broken_lines(text, "Times-Roman", 9.6, measure, rng, hyphens)):
                put(line, 5 if n == 0 else 0, 1)
    if pending:
        flush()
    canvas.save()
    return page - first_label


def _print_line(canvas: Canvas, line: _Printed, x: float, y: float, measure: float, unit: Unit) -> None:
    words = line.text.split(" ")
    spare = measure - stringWidth(line.text, line.font, line.size)
    extra = spare / (len(words) - 1) if line.stretch and len(words) > 1 and spare > 0 else 0.0
    canvas.setFont(line.font, line.size)
    if unit == "line":
        canvas.drawString(x, y, line.text, wordSpace=extra)
        return
    blank = stringWidth(" ", line.font, line.size)
    for word in words:
        canvas.drawString(x, y, word)
        x += stringWidth(word, line.font, line.size) + blank + extra


@dataclass(frozen=True)
class GretaTold:
    """An invented GRETA report: its number, country and (section, paragraph, footnote or None)."""

    number: str
    iso3: str
    country: str
    paragraphs: tuple[tuple[str, str, str | None], ...]


def invent_greta(seed: int, iso3: str = "MNE", number: str = "GRETA(2016)19", paragraphs: int = 260) -> GretaTold:
    """A report of so many numbered paragraphs; 260 give about 70 pages."""
    rng = random.Random(seed)
    name = country_name(iso3)
    body: list[tuple[str, str, str | None]] = []
    section = ""
    for n in range(paragraphs):
        if n % 12 == 0:
            section = f"{invented_word(rng).capitalize()} {rng.choice(_LINKS)} {invented_word(rng)}"
        text = invented_paragraph(rng, 2016, 7).replace("The government", f"The authorities of {name}")
        note = f"See {invented_sentence(rng, 9)}" if rng.random() < 0.25 else None
        body.append((section, text, note))
    return GretaTold(number, iso3, name, tuple(body))


def typeset_greta(told: GretaTold, path: Path, hidden_cover: str | None = None) -> int:
    """Prints a GRETA report in one column; returns the number of pages.

    Args:
        told: what to print.
        path: the PDF to write.
        hidden_cover: text printed invisibly on the cover, as some published files have it (another country's template).
    """
    rng = random.Random(told.number)
    width, height = A4
    left, top, bottom, lead, size = 64.0, height - 84, 70.0, 13.2, 10.5
    measure = width - 2 * left
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    if hidden_cover:
        invisible = canvas.beginText(left, height - 200)
        invisible.setTextRenderMode(3)
        invisible.setFont("Times-Roman", 14)
        for part in hidden_cover.split("\n"):
            invisible.textLine(part)
        canvas.drawText(invisible)
    for at, (text, points) in enumerate(
        [
            ("G R E T A", 26),
            ("Group of Experts on Action against Trafficking in Human Beings", 12),
            (told.number, 13),
            (f"Report on {told.country}", 18),
            ("SECOND EVALUATION ROUND", 12),
            ("Adopted on 8 July 2016", 10),
            ("Published on 28 September 2016", 10),
        ]
    ):
        canvas.setFont("Times-Bold" if points > 12 else "Times-Roman", points)
        canvas.drawString(left, height - 150 - 60 * at, text)
    canvas.showPage()
    page, y, notes = 2, top, []

    def note_lines(number: int, text: str) -> list[_Printed]:
        return list(broken_lines(f"{number} {text}", "Times-Roman", 8, measure, rng, False))

    def flush() -> None:
        nonlocal page
        canvas.setFont("Times-Roman", 8.5)
        if page % 2:
            canvas.drawString(left, height - 44, told.number)
            canvas.drawRightString(width - left, height - 44, str(page))
        else:
            canvas.drawString(left, height - 44, str(page))
            canvas.drawRightString(width - left, height - 44, told.number)
        canvas.setFont("Times-Roman", 6)
        canvas.drawString(left, height - 52, "_" * 100)
        at = bottom - 30 + 9.6 * len(notes)
        for line in notes:
            at -= 9.6
            _print_line(canvas, line, left, at, measure, "line")
        notes.clear()
        canvas.showPage()
        page += 1

    section, count = "", 0
    for number, (name, text, note) in enumerate(told.paragraphs, start=1):
        if name != section:
            section = name
            if y - 5 * lead < bottom + 9.6 * len(notes):
                flush()
                y = top
            canvas.setFont("Times-Bold", 12)
            canvas.drawString(left, y - 6, name)
            y -= lead + 16
        y -= 6
        lines = list(broken_lines(f"{number}. {text}", "Times-Roman", size, measure, rng, False))
        for n, line in enumerate(lines):
            last = n == len(lines) - 1
            mark = note_lines(count + 1, note) if note and last else []
            if y - lead < bottom + 9.6 * (len(notes) + len(mark)):
                flush()
                y = top
            _print_line(canvas, line, left, y, measure, "line")
            if mark:
                count += 1
                canvas.setFont("Times-Roman", 6)
                canvas.drawString(left + stringWidth(line.text, "Times-Roman", size), y + 4, str(count))
                notes.extend(mark)
            y -= lead
    flush()
    canvas.save()
    return page - 1
