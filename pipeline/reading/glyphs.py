"""Letters that a text layer gets wrong: printed twice, spaced out for display, or lost with their ligature.

Belongs here: mending single words by what surely stood there. Nothing is guessed: a word is mended only when the broken
form is no word and exactly one whole form fits.
"""

import itertools
import re
import unicodedata
from collections.abc import Sequence
from functools import cache, partial

from pipeline.reading.model import Box

_SPACED = re.compile(r"^(?:[^\W_] ){3,}[^\W_]$|^(?:[^\W_] ){2,}[^\W_](?:  ?(?:[^\W_] )*[^\W_])+$")
_SPACED_PART = re.compile(r"(?<![^\s])(?:[A-Z] ){3,}[A-Z](?![^\s])")


def without_overprint(placed: Sequence[tuple[str, Box | None]], size: float) -> str:
    """A line's text without letters that are printed a second time at the same place (shadow and fake bold type).

    Args:
        placed: characters in file order with their boxes; None for blanks.
        size: font size in points.
    """
    kept: list[tuple[str, Box | None]] = []
    for letter, box in placed:
        if box is not None and any(
            other == letter and seen is not None and _at_one_place(box, seen, size) for other, seen in kept
        ):
            continue
        kept.append((letter, box))
    kept_ink = sorted((k for k in kept if k[1] is not None), key=lambda k: k[1][0] if k[1] else 0.0)
    text = ""
    edge: float | None = None
    for letter, box in kept_ink:
        if box is None:
            continue
        if edge is not None and box[0] - edge > 0.14 * size:
            text += " "
        text += letter
        edge = box[2]
    return text


def _at_one_place(one: Box, other: Box, size: float) -> bool:
    return abs(one[0] - other[0]) < 0.22 * size and abs(one[1] - other[1]) < 0.22 * size


def despaced(text: str) -> str:
    """Display type with a blank after every letter, closed up: "R E P O R T" is "REPORT".

    Where words divide cannot be told from single blanks, so a run becomes one word.
    """
    if len(text) < 7 or (text[1:2] != " " and not _SPACED_PART.search(text)):
        return text
    return _SPACED_PART.sub(lambda m: m.group().replace(" ", ""), text)


#: Words of such reports that hold a ligature. Source: our own reading of what these reports are about.
_WORDS = """
traffic trafficking trafficked trafficker traffickers traffickers' anti-trafficking counter-trafficking
effort efforts effect effects effective effectively effectiveness ineffective affect affected affects affair affairs
offer offered offers offering office offices officer officers official officials officially offense offenses offence
offences offend offender offenders offending suffer suffered suffering suffers sufficient sufficiently insufficient
insufficiently staff staffed staffing differ differed difference differences different differently difficult difficulty
difficulties afford affordable affidavit affiliate affiliated efficient efficiency efficiently inefficient
benefit benefits benefited beneficiary beneficiaries beneficial certificate certificates certificate certification
certified classified confident confidential confidentiality confirm confirmed confirms confiscate confiscated
confiscation conflict conflicts define defined defines definition definitions deficient deficiency deficiencies
financial financially finance financed finances financing find finding findings finds fine fined fines final finalize
finalized finally first firm firms fish fishing fishery fisheries fisherman fishermen five fifteen fifty field fields
fight fighting figure figures file filed files filing fill filled film firmly identification identified identify
identifies identifying influence inflict inflicted infrastructure justified justify modified modify notification
notified notify official overflow profile profiles profit profits ratification ratified ratify refine reflect reflected
reflects sacrifice scientific significant significantly specific specifically specified specify unidentified
verification verified verify victim-identification workflow flee fled fleeing flight flights flow flows flexible floor
fluent inflow outflow unofficial rectify rectified amplify simplified clarified clarify clarification qualified
qualification unified unify
"""
_LIGATURES = ("ffi", "ffl", "ff", "fi", "fl")
#: What a lost ligature leaves: one of its letters, a mark for an unknown glyph, or nothing.
_LEFT_OVER = {
    "ffi": ("f", "fi", "\ufffd", ""),
    "ffl": ("f", "fl", "\ufffd", ""),
    "ff": ("f", "\ufffd", ""),
    "fi": ("f", "\ufffd", ""),
    "fl": ("f", "\ufffd", ""),
}
#: Broken forms that are words or names of their own.
_REAL = frozenset(
    ["fling", "fled", "fed", "fees", "feld", "offer", "often", "infant", "staff", "stang", "dene", "suer"]
)
_COMPOSED = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
)


#: Where TeX's fonts keep ligatures; a file that names no letters hands these numbers over as they are.
_LIGATURE_CODES = str.maketrans(
    {"\x0b": "\ufb00", "\x0c": "\ufb01", "\x0e": "\ufb03", "\x0f": "\ufb04",
     "\x1b": "\ufb00", "\x1c": "\ufb01", "\x1d": "\ufb02", "\x1e": "\ufb03", "\x1f": "\ufb04"}
)  # fmt: skip
_LIGATURE_CODE = re.compile("(?<=[A-Za-z])[\x0b\x0c\x0e\x0f\x1b-\x1f]|[\x0b\x0c\x0e\x0f\x1b-\x1f](?=[a-z])")
_OLD_LIGATURE = re.compile("[A-Za-z][\x0b\x0c\x0e\x0f]|[\x0b\x0c\x0e\x0f][a-z]")
_MARK_CODES = (
    (re.compile(r"(?m)^\x0f\s*(?=\S)"), "\u2022 "), (re.compile("\x10(?=[\\w\x0b-\x1f])"), "“"), (re.compile(r"(?<=\S)\x11"), "”"),
    (re.compile(r"(?<=\S)\x15"), "–"), (re.compile(r"(?<=\S)\x16"), "—"),
)  # fmt: skip
_OLD_MARKS = str.maketrans({"\\": "“", '"': "”", "{": "–", "|": "—"})


def _as_long(mark: str, match: re.Match[str]) -> str:
    return mark.ljust(len(match.group()))[: len(match.group())]


def named(text: str) -> str:
    """A page's text with what it holds as bare numbers of TeX's fonts, which only its context tells from rubbish."""
    old = _OLD_LIGATURE.search(text) is not None
    for code, mark in _MARK_CODES:
        text = code.sub(partial(_as_long, mark), text)
    if old:  # the first of TeX's encodings, where fl is the code of a line's end
        text = re.sub(r"(?<=[A-Za-z])\r(?=[a-z])", "\ufb02", text).translate(_OLD_MARKS)
    return _LIGATURE_CODE.sub(lambda m: m.group().translate(_LIGATURE_CODES), text)


@cache
def _broken_forms() -> dict[str, str]:
    """Broken form to whole word. Where nothing is left of a ligature only long forms count: short ones are names."""
    words = set(_WORDS.split())
    found: dict[str, set[str]] = {}
    for word in words:
        places = [(m.start(), m.group()) for m in re.finditer("ffi|ffl|ff|fi|fl", word)]
        for chosen in itertools.product(*([lig, *_LEFT_OVER[lig]] for _, lig in places)):
            broken, at = "", 0
            for (start, lig), form in zip(places, chosen, strict=True):
                broken += word[at:start] + form
                at = start + len(lig)
            broken += word[at:]
            long_enough = len(broken) >= (7 if "" in chosen else 4)
            if broken not in words and broken not in _REAL and long_enough:
                found.setdefault(broken, set()).add(word)
    return {broken: next(iter(whole)) for broken, whole in found.items() if len(whole) == 1}


#: Accents that are printed as letters of their own, before the letter or (a cedilla) behind it.
_ACCENTS = {"\u00a8": "\u0308", "\u00b4": "\u0301", "\u02c6": "\u0302", "\u02dc": "\u0303", "\u02c7": "\u030c", "\u02d8": "\u0306",
            "\u02da": "\u030a", "\u02d9": "\u0307", "\u00af": "\u0304", "\u02dd": "\u030b", "`": "\u0300", "\u00b8": "\u0327"}  # fmt: skip
#: Acute and grave are typed for apostrophes, too: before the ends of English words, and between a French article and a name.
_NO_APOSTROPHE = r"(?!(?:[stdm]|ll|re|ve)\b)(?!(?<=\b[A-Za-z][\u00b4`])[A-Z])"
_ACCENTED = re.compile(
    rf"(?P<before>[\u00a8\u02c6\u02dc\u02c7\u02d8\u02da\u02d9\u00af\u02dd]|(?:\u00b4|(?<=[^\W\d_])`){_NO_APOSTROPHE})(?P<under>[^\W\d_])"
    r"|(?P<over>[cCsStT])(?P<behind>\u00b8)"
)
#: An accent that has lost its letter.
_STRAY = re.compile(
    r"(?:^|(?<=\s))[\u00a8\u00b4\u02c6\u02dc\u02c7\u02d8\u02da\u02d9\u00af\u02dd](?:\s|$)|\s[\u00a8\u00b4\u02c6\u02dc\u02c7\u02d8\u02da\u02d9\u00af\u02dd]$"
)
_DOTLESS = {"\u0131": "i", "\u0237": "j"}
#: Characters that tell that a text holds composed ligatures, or accents apart from their letters.
_TELLING = frozenset([*map(chr, _COMPOSED), *_ACCENTS])


def composed(text: str) -> str:
    """A text with accents that are printed as letters of their own put on their letters ("T¨urkiye"); lost ones go."""

    def whole(match: re.Match[str]) -> str:
        letter, accent = match["under"] or match["over"], match["before"] or match["behind"]
        return unicodedata.normalize("NFC", _DOTLESS.get(letter, letter) + _ACCENTS[accent])

    text = "\u2022" + text[1:] if text.startswith("\u02c6 ") else text  # how the bullet of TeX's symbols comes
    return _STRAY.sub("", _ACCENTED.sub(whole, text))


_TOKEN = re.compile(r"[A-Za-z\ufffd]+(?:-[A-Za-z\ufffd]+)*")


def broken_in(words: frozenset[str]) -> frozenset[str]:
    """The broken forms, composed letters and lone accents among the words of a document, in small letters: often there are none.

    Words with hyphens count whole and in parts, since there are several hyphens.
    """
    odd = " ".join([word for word in words if not (word.isascii() and word.isalpha())])
    tokens = {*_TOKEN.findall(odd), *_TOKEN.findall(odd.replace("-", " "))}
    known = _broken_forms().keys()
    return frozenset([*(known & words), *(known & tokens), *_TELLING.intersection(odd)])


def mend_ligatures(text: str) -> tuple[str, int]:
    """A text with its ligatures whole, and how many words were mended ("traficking", "e\ufffdorts", "\ufb01ne").

    Only words of a closed list are mended, and only where one whole form fits.
    """
    if not _TELLING.isdisjoint(text):
        text = composed(text.translate(_COMPOSED))
    broken = _broken_forms().keys() & set(_TOKEN.findall(text.lower()))
    if not broken:
        return text, 0
    known = _broken_forms()
    count = 0

    def whole(match: re.Match[str]) -> str:
        nonlocal count
        token = match.group()
        fixed = known.get(token.lower())
        if fixed is None:
            return token
        count += 1
        if token.isupper():
            return fixed.upper()
        return fixed.capitalize() if token[0].isupper() else fixed

    return _TOKEN.sub(whole, text), count
