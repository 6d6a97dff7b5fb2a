"""Sentences of a paragraph with their places.

A small splitter of our own: the libraries fail on abbreviations, amounts and bracketed sentences of such reports.
Belongs here: where a sentence ends. Nothing about its meaning.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at [start, end) of its paragraph; line breaks within it read as blanks."""

    start: int
    end: int
    text: str


_END = re.compile(
    r"(?:[!?…]|(?<!\d)\.|(?<=\b(?:19|20)\d\d)\.(?=\d{1,2}\s+[A-Z][a-z])|\.(?!\d))[\"'”’)\]]*(?:\s?\^?\d{1,3}|[⁰¹²³⁴-⁹]{1,3})?(?=\s+[\"'“‘(\[]?[A-Z0-9€£$•–—-])|[\n•]|(?<=[a-z0-9)])\.(?=[A-Z][a-z]+\s)"
)
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "no",
        "nos",
        "art",
        "arts",
        "para",
        "paras",
        "p",
        "pp",
        "vol",
        "ch",
        "sec",
        "fig",
        "ed",
        "eds",
        "e.g",
        "i.e",
        "cf",
        "etc",
        "approx",
        "est",
        "ca",
        "incl",
        "excl",
        "resp",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "inc",
        "ltd",
        "co",
        "corp",
        "gen",
        "col",
        "lt",
        "sgt",
        "gov",
        "rep",
        "sen",
        "u.s",
        "u.n",
        "u.k",
        "e.u",
        "d.c",
        "rs",
        "bs",
        "tk",
        "bt",
        "nu",
        "kr",
        "fr",
        "l.e",
        "v",
        "vs",
        "al",
        "ibid",
        "op",
        "cit",
        "rp",
    ]
)
#: Abbreviations that often end a sentence too: only a word that starts sentences decides.
_OPEN = frozenset({"u.s", "u.n", "u.k", "e.u", "d.c", "etc", "inc", "co", "al", "kr"})
_STARTERS = frozenset(
    [
        "The",
        "In",
        "It",
        "This",
        "These",
        "Those",
        "There",
        "He",
        "She",
        "They",
        "We",
        "NGOs",
        "NGO",
        "However",
        "During",
        "While",
        "Although",
        "Authorities",
        "Officials",
        "Government",
        "For",
        "As",
        "At",
        "On",
        "An",
        "A",
        "Some",
        "Many",
        "Most",
        "Several",
        "Police",
        "Prosecutors",
        "Courts",
        "Victims",
        "According",
        "Despite",
        "Of",
        "To",
        "With",
        "From",
        "Both",
        "Each",
        "No",
        "Its",
        "Their",
        "Civil",
        "Local",
        "Foreign",
        "International",
        "GRETA",
        "Also",
        "Additionally",
        "Moreover",
        "Furthermore",
        "Since",
        "After",
        "Before",
        "By",
    ]
)
_LAST_TOKEN = re.compile(r"([A-Za-z][A-Za-z.]*)$")


def split_sentences(paragraph: str) -> list[Sentence]:
    """Sentences of a paragraph, in order, covering all of its text but blanks. Linear in its length."""
    sentences: list[Sentence] = []
    start = 0
    depth_from = 0
    depth = 0
    for match in _END.finditer(paragraph):
        end = match.end()
        depth += paragraph.count("(", depth_from, end) - paragraph.count(")", depth_from, end)
        depth_from = end
        if depth > 0 and end - start < 1200 and paragraph.find(")", end, end + 400) >= 0:
            continue
        depth = 0
        if paragraph[match.start()] == "\n" and _is_wrapped(paragraph, match.start()):
            continue
        if paragraph[match.start()] == "." and not _is_end(paragraph, start, match.start(), end):
            continue
        _add(sentences, paragraph, start, end)
        start = end
    _add(sentences, paragraph, start, len(paragraph))
    return sentences


#: A line of this length that ends without a stop was broken by its width; a shorter one may be a heading.
_FULL_LINE = 60
_ENDS_OPEN = re.compile(r"(?:,|\b(?:to|of|the|and|a|an|in|for|with|from|by|on|at|or|about|than|that|which))$")
_BEGINS_ITEM = re.compile(r"\s*(?:[-–—•*|]|\(?\w{1,3}[.)]\s|$)")


def _is_wrapped(paragraph: str, at: int) -> bool:
    """Whether a line break only wraps a sentence, as in a file with lines of one width."""
    before = paragraph[at - 1 : at]
    line = at - 1 - paragraph.rfind("\n", 0, at)
    after = paragraph[at + 1 : at + 8]
    if not before or before in ".!?:;|\n" or _BEGINS_ITEM.match(after):
        return False
    if after[:1].islower() or _ENDS_OPEN.search(paragraph[max(0, at - 8) : at]):
        return True
    return line >= _FULL_LINE and "|" not in paragraph[at - line : at]


def _is_end(paragraph: str, start: int, dot: int, end: int) -> bool:
    token = _LAST_TOKEN.search(paragraph, max(start, dot - 24), dot)
    if not token:
        return True
    word = token[1].lower()
    following = re.match(r"\s*[\"'“‘(\[]?([A-Za-z]+|\S)", paragraph[end : end + 40])
    follower = following[1] if following else ""
    if word in _OPEN:
        return follower in _STARTERS
    if word in _ABBREVIATIONS:
        # "No. 5", "para. 12", "art. 3": an abbreviation before its number; "no." ends a sentence before a capital
        return (
            word
            in {"no", "p", "co", "may", "sec", "col", "ch", "ed", "v", "gen", "gov", "art", "mar", "rep", "est", "st"}
            and follower in _STARTERS
        )
    return not (len(word) == 1 and token[1].isupper() and follower[:1].isupper() and follower not in _STARTERS)


#: No report has a longer sentence; a text without full stops is cut here so that time stays linear.
_LONGEST = 2500


def _add(sentences: list[Sentence], paragraph: str, start: int, end: int) -> None:
    while end - start > _LONGEST:
        cut = (
            paragraph.rfind("; ", start, start + _LONGEST) + 1
            or paragraph.rfind(" ", start, start + _LONGEST) + 1
            or start + _LONGEST
        )
        _add_one(sentences, paragraph, start, cut)
        start = cut
    _add_one(sentences, paragraph, start, end)


def _add_one(sentences: list[Sentence], paragraph: str, start: int, end: int) -> None:
    text = paragraph[start:end]
    lead = len(text) - len(text.lstrip(" \t\n•"))
    text = text.strip(" \t\n•")
    if text:
        text = text.replace("\n", " ")
        sentences.append(Sentence(start + lead, start + lead + len(text), text))
