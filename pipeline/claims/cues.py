"""Finds the cues of `cues.yaml` in a sentence, in one pass over its words.

Belongs here: loading the vocabulary and marking where its patterns stand. What the marks mean together is
judged elsewhere (judge.py, fields.py).
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Cue:
    """A vocabulary pattern found at [start, end): its kind, code and weight, and the modality it speaks for."""

    start: int
    end: int
    kind: str
    code: str
    weight: float
    modality: str | None = None


@dataclass(frozen=True, slots=True)
class CuePattern:
    """A vocabulary entry: what it marks and the phrase that shows it."""

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
                        re.compile(str(source), re.IGNORECASE),
                        str(example),
                    )
                )
    return tuple(found)


_WORD_START = re.compile(r"(?<![\w-])(?=[A-Za-zÀ-ž])|(?<=[a-z]-)(?=[a-z])|(?<=/)(?=[a-z])")


@cache
def _index() -> dict[str, tuple[CuePattern, ...]]:
    """Entries by the first two letters of the words they can start with, so that a word tries only its own few."""
    table: dict[str, list[CuePattern]] = {}
    for entry in patterns():
        for head in _heads(entry.pattern.pattern):
            table.setdefault(head, []).append(entry)
    return {head: tuple(entries) for head, entries in table.items()}


def _heads(source: str) -> set[str]:
    """First two letters of a pattern; of each alternative where it begins with a group."""
    if source.startswith("(?:"):
        group = source[3 : source.index(")")]
        return {alternative[:2].lower() for alternative in group.split("|")}
    if source.startswith("l[aä]"):
        return {"la", "lä"}
    return {source.replace("\\.", ".")[:2].lower()}


def find_cues(text: str) -> list[Cue]:
    """All cues in a sentence in order of place. Time is linear in the number of words."""
    index = _index()
    found: list[Cue] = []
    for start in _WORD_START.finditer(text):
        at = start.start()
        for entry in index.get(text[at : at + 2].lower(), ()):
            match = entry.pattern.match(text, at)
            if match:
                found.append(Cue(at, match.end(), entry.kind, entry.code, entry.weight, entry.modality))
    return found
