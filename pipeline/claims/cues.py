"""Finds the cues of `cues.yaml` in a sentence, in one pass over its words.

Belongs here: loading the vocabulary and marking where its patterns stand. What the marks mean together is
judged elsewhere (judge.py, fields.py, purpose.py, payer.py, recipient.py).
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from pipeline.claims.phrases import in_lower_case, lowered


class Cue(NamedTuple):
    """A vocabulary pattern found at [start, end): its kind, code and weight, and the modality it speaks for."""

    start: int
    end: int
    kind: str
    code: str
    weight: float
    modality: str | None = None


@dataclass(frozen=True, slots=True)
class CuePattern:
    """A vocabulary entry: what it marks, in lower case, and the phrase that shows it."""

    kind: str
    code: str
    weight: float
    modality: str | None
    pattern: re.Pattern[str]
    example: str


@cache
def patterns() -> tuple[CuePattern, ...]:
    """All entries of `cues.yaml` in file order."""
    raw = yaml.safe_load((Path(__file__).parent / "cues.yaml").read_text(encoding="utf-8"))
    found = []
    for kind, codes in raw.items():
        for code, entry in codes.items():
            for source, example in entry["patterns"].items():
                found.append(
                    CuePattern(
                        kind,
                        str(code),
                        float(entry["weight"]),
                        entry.get("modality"),
                        re.compile(in_lower_case(str(source))),
                        str(example),
                    )
                )
    return tuple(found)


_WORD_START = re.compile(r"(?<![\w-])(?=[a-zà-ž])|(?<=[a-z]-)(?=[a-z])|(?<=/)(?=[a-z])")


@cache
def _index() -> tuple[dict[str, tuple[CuePattern, ...]], ...]:
    """Entries by the first four, three or two letters of the words they can start with; a word tries only its own few."""
    tables: dict[int, dict[str, list[CuePattern]]] = {2: {}, 3: {}, 4: {}}
    for entry in patterns():
        for head in _heads(entry.pattern.pattern):
            tables[len(head)].setdefault(head, []).append(entry)
    return tuple({head: tuple(entries) for head, entries in tables[size].items()} for size in (2, 3, 4))


_LETTERS = re.compile(r"[^\W\d_]+(?![?*{])|[^\W\d_]+(?=[^\W\d_][?*{])")


def _heads(source: str) -> set[str]:
    """First letters of a pattern, two to four; of each alternative where it begins with a group."""
    if source.startswith("(?:"):
        return {_head(alternative) for alternative in source[3 : source.index(")")].split("|")}
    if source.startswith("l[aä]"):
        return {"la", "lä"}
    return {_head(source)}


def _head(source: str) -> str:
    match = _LETTERS.match(source.replace("\\.", "."))
    letters = match.group() if match else source[:2]
    if len(letters) < 2:
        letters = source.replace("\\.", ".")[:2]
    return letters[:4].lower()


@lru_cache(maxsize=20_000)
def _starting(head: str) -> tuple[CuePattern, ...]:
    """Entries that a word with these first four letters may hold."""
    return tuple(entry for size, table in zip((2, 3, 4), _index(), strict=True) for entry in table.get(head[:size], ()))


def find_cues(text: str) -> list[Cue]:
    """All cues in a sentence in order of place. Time is linear in the number of words."""
    low = lowered(text)
    if len(low) != len(text):  # "İ" has two letters in lower case
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    found: list[Cue] = []
    for start in _WORD_START.finditer(low):
        at = start.start()
        for entry in _starting(low[at : at + 4]):
            match = entry.pattern.match(low, at)
            if match:
                found.append(Cue(at, match.end(), entry.kind, entry.code, entry.weight, entry.modality))
    return found
