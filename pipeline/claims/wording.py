"""Words of a sentence with what each can mean in a statement about money, and in which form a verb stands.

Belongs here: the vocabulary of `statement_words.yaml` and its inflection. What the words say together is in absence.py.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d(?:[\d.,]*\d)?|[;:,()–—]")
_BRACKETS = re.compile(r"\([^()]{0,200}\)")
_VOWEL = "aeiou"
#: Classes of phrases that stand for a verb.
_VERB_CLASSES = frozenset(("give", "stop", "up", "down", "fail", "report"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word at [start, end) of a sentence: lower-case text, its classes, and the forms it can be of a verb."""

    text: str
    start: int
    end: int
    classes: frozenset[str]
    forms: frozenset[str]

    def any(self, *classes: str) -> bool:
        """Whether the word has one of the classes."""
        return not self.classes.isdisjoint(classes)

    @property
    def base(self) -> bool:
        """A verb in its plain form, as behind "did not" and "to"."""
        return "base" in self.forms

    @property
    def finite(self) -> bool:
        """A verb in a form that can stand alone or behind "was"."""
        return not self.forms.isdisjoint(("past", "part", "s"))


@cache
def _vocabulary() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]], dict[tuple[str, ...], str]]:
    raw = yaml.safe_load((Path(__file__).parent / "statement_words.yaml").read_text(encoding="utf-8"))
    classes: dict[str, set[str]] = {}
    forms: dict[str, set[str]] = {}
    irregular = {base: told.split() for base, told in raw["irregular"].items()}
    doubled = frozenset(raw["doubled"].split())
    for name, verbs in raw["verbs"].items():
        for verb in verbs.split():
            for form, word in inflected(verb, irregular.get(verb), verb in doubled):
                classes.setdefault(word, set()).update((name, "verb"))
                forms.setdefault(word, set()).add(form)
    for name, words in raw["words"].items():
        for word in words.split():
            classes.setdefault(word, set()).add(name)
    phrases = {tuple(phrase.split()): name for phrase, name in raw["phrases"].items()}
    return (
        {word: frozenset(found) for word, found in classes.items()},
        {word: frozenset(found) for word, found in forms.items()},
        phrases,
    )


def inflected(verb: str, irregular: list[str] | None, doubled: bool) -> list[tuple[str, str]]:
    """Forms of an English verb: base, s, ing, past, part (the participle)."""
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    if doubled:
        stem += verb[-1]
    ends_in_y = verb.endswith("y") and verb[-2] not in _VOWEL
    s = verb[:-1] + "ies" if ends_in_y else verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    past, part = irregular or [(verb[:-1] + "ied") if ends_in_y else stem + "ed"] * 2
    s = "has" if verb == "have" else s
    return [("base", verb), ("s", s), ("ing", stem + "ing"), ("past", past), ("part", part)]


@lru_cache(maxsize=20_000)
def _meaning(word: str) -> tuple[frozenset[str], frozenset[str]]:
    classes, forms, _ = _vocabulary()
    found = classes.get(word)
    if found is None and word.endswith(("n’t", "n't")):
        return frozenset(("not", "aux")), frozenset()
    if found is None and word.endswith(("’s", "'s", "s’", "s'")):
        found = frozenset(("owner",)) | (classes.get(word.rstrip("s").rstrip("’'"), frozenset()) & {"public"})
    return found or frozenset(), forms.get(word, frozenset())


def words_of(text: str) -> list[Word]:
    """The words and signs of a sentence outside its brackets; phrases of the vocabulary are one word."""
    _, _, phrases = _vocabulary()
    bare = _BRACKETS.sub(lambda m: " " * len(m.group()), text)
    plain = [(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(bare)]
    found: list[Word] = []
    at = 0
    while at < len(plain):
        word, start, end = plain[at]
        length = next(
            (n for n in (4, 3, 2) if at + n <= len(plain) and tuple(w for w, _, _ in plain[at : at + n]) in phrases), 0
        )
        if length:
            whole = tuple(w for w, _, _ in plain[at : at + length])
            name = phrases[whole]
            kinds = frozenset((name, "verb")) if name in _VERB_CLASSES else frozenset((name,))
            found.append(Word(" ".join(whole), start, plain[at + length - 1][2], kinds, _meaning(word)[1]))
            at += length
            continue
        found.append(Word(word, start, end, *_meaning(word)))
        at += 1
    return found
