"""Patterns that know which letters a sentence must hold for them to match.

Belongs here: the shortcut that makes reading fast. Most patterns match in few sentences; a look for a handful of plain
strings, once a sentence, spares the regular expression. What the patterns mean stands in the modules that define them.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

try:  # the parser of the standard library's own patterns; without it every pattern is simply tried
    from re import _constants as _codes  # type: ignore[attr-defined]
    from re import _parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover
    _parser = None

#: With more alternatives than this the look costs as much as the pattern.
_MOST = 60


class Phrase:
    """A pattern, read without regard to case, that is tried only where its text holds a string that it needs.

    `needed` are lower-case strings of which every match holds at least one; empty where none can be derived, and then
    the pattern is always tried. Calls take a whole sentence and a stretch of it, so that the look is made once a sentence.
    """

    __slots__ = ("_low", "_seen", "needed", "pattern")

    def __init__(self, pattern: str) -> None:
        self.pattern = re.compile(pattern, re.IGNORECASE)
        self._low = re.compile(in_lower_case(pattern))
        self.needed = needed_strings(pattern)
        self._seen: tuple[str, tuple[re.Pattern[str], str] | None] = ("", None)

    def _look(self, text: str) -> tuple[re.Pattern[str], str] | None:
        """What to search in what, or None where no match can be. Lower case is searched several times as fast."""
        seen, look = self._seen
        if seen is not text:
            low = lowered(text)
            look = None
            for needed in self.needed or ("",):
                if needed in low:  # "İ" has two letters in lower case, and places would shift
                    look = (self._low, low) if len(low) == len(text) else (self.pattern, text)
                    break
            self._seen = (text, look)
        return look

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """First match in text[start:end), with the letters before `start` seen by word borders; its groups are in lower case."""
        look = self._look(text)
        return look[0].search(look[1], start, len(text) if end is None else end) if look else None

    def match(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Match right at `start`."""
        look = self._look(text)
        return look[0].match(look[1], start, len(text) if end is None else end) if look else None

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """All matches in text[start:end)."""
        look = self._look(text)
        return look[0].finditer(look[1], start, len(text) if end is None else end) if look else iter(())

    def last(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Last match in text[start:end)."""
        found = None
        for match in self.finditer(text, start, end):
            found = match
        return found


@lru_cache(maxsize=8)
def lowered(text: str) -> str:
    """A text in lower case, made once for all that ask for it."""
    return text.lower()


def in_lower_case(pattern: str) -> str:
    """The pattern with its letters in lower case; escapes and names of groups stay."""
    return _LETTERS_APART.sub(lambda m: m.group() if m.group()[0] in "\\(" else m.group().lower(), pattern)


_LETTERS_APART = re.compile(r"\\.|\(\?P<\w+>|\(\?P=\w+\)|[A-ZÀ-Þ]", re.DOTALL)


def needed_strings(pattern: str) -> tuple[str, ...]:
    """Strings of which every match of the pattern holds at least one, in lower case; () where there are none.

    Derived from the pattern's own parse tree: a sequence needs what its most selective element needs, an alternation
    needs one of what its branches need. Lookarounds and optional parts need nothing.
    """
    if _parser is None:
        return ()
    found = _of_sequence(_parser.parse(pattern, re.IGNORECASE))
    if found is None or len(found) > _MOST or min(map(len, found)) < 2:
        return ()
    return tuple(sorted(s for s in found if not any(o != s and o in s for o in found)))


def _of_sequence(items: Any) -> set[str] | None:
    best: set[str] | None = None
    run = ""
    for code, value in [*items, (None, None)]:
        if code is _codes.LITERAL and chr(value).lower() != chr(value).upper():
            run += chr(value).lower()
            continue
        if run:
            best = _better(best, {run})
            run = ""
        if code is not None:
            best = _better(best, _of_item(code, value))
    return best


def _of_item(code: Any, value: Any) -> set[str] | None:
    if code is _codes.SUBPATTERN:
        return _of_sequence(value[-1])
    if code in (_codes.MAX_REPEAT, _codes.MIN_REPEAT):
        least, _, inner = value
        return _of_sequence(inner) if least else None
    if code is _codes.BRANCH:
        found: set[str] = set()
        for branch in value[1]:
            part = _of_sequence(branch)
            if part is None:
                return None
            found |= part
        return found
    return None


def _better(one: set[str] | None, other: set[str] | None) -> set[str] | None:
    """The more selective of two needs: the one whose shortest string is longer; of equals the smaller set."""
    if one is None or other is None:
        return one if other is None else other
    return max(one, other, key=lambda s: (min(min(map(len, s)), 5), -len(s)))
