"""GRETA reports: one country, numbered paragraphs, footnotes, recommendations.

Belongs here: what is particular to the Council of Europe's reports; no money.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipeline.reading.model import Paragraph, Reading
from pipeline.reports.countries import _forms as forms_of_countries
from pipeline.reports.countries import iso3_of, known_codes
from pipeline.reports.locator import cut_locator
from pipeline.reports.model import Narrative, NarrativeParagraph, SetAside, SplitReport

_NUMBER = re.compile(r"GRETA\s*\((?P<year>\d{4})\)\s*(?P<n>\d{1,2})\b")
_PARAGRAPH = re.compile(r"^(?P<n>\d{1,3})\.\s+(?=\S)")
#: Marks of footnotes are raised digits where the layout shows them so.
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_FOOTNOTE = re.compile(r"^(?P<n>\d{1,3}(?=\.?\s|[A-Z“\"(€])|[⁰¹²³⁴-⁹]{1,3})\.?\s*(?=[A-Z“\"(€])")
_RECOMMENDS = re.compile(
    r"\bGRETA\s+(?:(?:once\s+)?again\s+|also\s+|therefore\s+|strongly\s+|further\s+)*(?:urges|considers\s+that|considers\s+it|invites|recommends|encourages|calls\s+(?:on|upon)|asks)",
    re.I,
)
#: The mark of a footnote behind a full stop: "in 2017.12 The", "for victims.8"; not a decimal place.
_NOTE_MARK = re.compile(
    r"(?P<before>[A-Za-z)”’][.;]|\b(?:in|of|for|and|to|by)\s(?:19|20)\d\d\.)(?P<n>\d{1,3})(?=\s+[A-Z“(]|\s*$)"
)
_HEADING_NUMBER = re.compile(r"^(?:[IVX]+|[a-z]|\d{1,2})[.)]\s+")


def number_of(reading: Reading) -> tuple[int, int] | None:
    """Year and number of a report, from its running heads; a cover can hold the number of another country's template."""
    heads = Counter(
        (int(m["year"]), int(m["n"]))
        for p in reading.paragraphs
        if p.kind == "furniture"
        for m in _NUMBER.finditer(p.text)
    )
    if heads:
        return heads.most_common(1)[0][0]
    cover = [m for p in reading.paragraphs if p.page == 1 for m in _NUMBER.finditer(p.text)]
    return (int(cover[-1]["year"]), int(cover[-1]["n"])) if cover else None


def country_of(reading: Reading) -> str | None:
    """The country that the running text speaks of most often, among those the cover names; None if no cover names one.

    The second page is asked only where the first names none: an address stands there, or the text begins.
    """
    named: set[str] = set()
    for last in (1, 2):
        cover = " ".join(p.text for p in reading.paragraphs if p.page <= last and p.kind != "furniture")
        named = named or {code for code in known_codes() if _names(code, cover)}
    if not named:
        named = {code for p in reading.paragraphs[:12] if (code := iso3_of(p.text))}
    body = " ".join(p.text for p in reading.paragraphs if p.page > 1)
    counts = {
        code: sum(len(re.findall(rf"\b{re.escape(f)}\b", body, re.I)) for f in forms_of_countries()[code])
        for code in sorted(named)
    }
    return max(counts, key=lambda c: counts[c]) if counts else None


def _names(code: str, text: str) -> bool:
    return any(
        re.search(rf"(?<![\w-]){re.escape(form)}(?![\w-])", text, re.I)
        for form in forms_of_countries()[code]
        if len(form) > 3
    )


def split_greta(reading: Reading, country: str | None = None) -> SplitReport:
    """The narrative of a GRETA report: numbered paragraphs with their headings as sections, footnotes behind theirs.

    Recommendations are kept with the section `recommendations`; they are never statements of funding.
    """
    code = country or country_of(reading)
    aside: list[SetAside] = []
    if code is None:
        return SplitReport(
            (),
            tuple(SetAside(p.text, p.page, "no country") for p in reading.paragraphs),
            ("page 1: the cover names no country; pass --country",),
        )
    found: list[NarrativeParagraph] = []
    notes: dict[str, tuple[int, str]] = {}
    section = None
    plain_text = not any(_PARAGRAPH.match(p.text) for p in reading.paragraphs)
    for paragraph in reading.paragraphs:
        if paragraph.kind in ("furniture", "untrusted"):
            aside.append(SetAside(paragraph.text, paragraph.page, paragraph.reason or "furniture"))
            continue
        numbered = None if _is_title(paragraph) else _PARAGRAPH.match(paragraph.text)
        note = _footnote(paragraph, notes)
        if note:
            mark = note["n"].translate(_RAISED)
            home = notes.get(mark)
            number = f"{home[1]} fn {mark}" if home else f"fn {mark}"
            _append(found, paragraph, note.end(), section, number, aside)
        elif numbered or plain_text or (found and paragraph.kind in ("body", "table")):
            if not numbered and not plain_text and paragraph.page == 1 and reading.pages > 1:
                aside.append(SetAside(paragraph.text, paragraph.page, "cover"))
                continue
            number = (
                numbered["n"] if numbered else (found[-1].number if found and not plain_text else str(len(found) + 1))
            )
            _append(found, paragraph, numbered.end() if numbered else 0, section, number, aside)
            for mark in _note_marks(paragraph.text):
                notes.setdefault(mark, (len(found), number))
        elif paragraph.kind == "heading" and (paragraph.page > 1 or reading.pages == 1):
            section = _HEADING_NUMBER.sub("", " ".join(paragraph.text.split()))[:120]
            aside.append(SetAside(paragraph.text, paragraph.page, "heading"))
        else:
            aside.append(SetAside(paragraph.text, paragraph.page, "before the first numbered paragraph"))
    return SplitReport((Narrative(code, None, None, tuple(found)),), tuple(aside), ())


def _is_title(paragraph: Paragraph) -> bool:
    """Whether a heading is one, although it is numbered as paragraphs are: paragraphs are sentences."""
    return paragraph.kind == "heading" and not paragraph.text.rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹ ").endswith(
        (".", ":", ";", "?", "!", "”", ")", "]")
    )


def _footnote(paragraph: Paragraph, notes: Mapping[str, object]) -> re.Match[str] | None:
    """A footnote: set as one, or, in a text without layout, under a number that a mark before it has."""
    found = _FOOTNOTE.match(paragraph.text)
    if found is None or paragraph.kind == "footnote":
        return found
    numbered = _PARAGRAPH.match(paragraph.text)
    return found if found["n"].translate(_RAISED) in notes and not numbered else None


def _without_marks(text: str) -> str:
    """The text with blanks in place of footnote marks, so that places in it stay the same."""
    return _NOTE_MARK.sub(lambda m: m["before"] + " " * len(m["n"]), text)


def _note_marks(text: str) -> Iterable[str]:
    raised = [mark.translate(_RAISED) for mark in re.findall(r"[⁰¹²³⁴-⁹]{1,3}", text)]
    if raised:
        return raised
    return [*re.findall(r"(?<=[a-z.,;)”])(\d{1,3})(?=[\s.,;]|$)", text), *(m["n"] for m in _NOTE_MARK.finditer(text))]


def _append(
    found: list[NarrativeParagraph],
    paragraph: Paragraph,
    start: int,
    section: str | None,
    number: str,
    aside: list[SetAside],
) -> None:
    if start:
        aside.append(SetAside(paragraph.text[:start], paragraph.page, "paragraph number"))
    lines = tuple(
        ln._replace(start=max(0, ln.start - start), end=ln.end - start) for ln in paragraph.lines if ln.end > start
    )
    aside += [SetAside(m["n"], paragraph.page, "footnote mark") for m in _NOTE_MARK.finditer(paragraph.text[start:])]
    body = replace(paragraph, text=_without_marks(paragraph.text[start:]), lines=lines)
    text, locator, rest = cut_locator(body.text)
    if rest:
        aside.append(SetAside(rest, paragraph.page, "locator of the abridgement"))
    where = "recommendations" if _RECOMMENDS.search(text) and (paragraph.bold or _RECOMMENDS.match(text)) else section
    if text:
        found.append(NarrativeParagraph(text, where, number, locator, body))
