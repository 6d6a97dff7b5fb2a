"""Cuts a sentence into the stretches that belong to each amount.

Belongs here: clause borders and how far they keep words from an amount. No vocabulary of money or years.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from pipeline.claims.amount import Money
from pipeline.claims.cues import Cue, find_cues
from pipeline.claims.phrases import Phrase

#: Borders of clauses, strongest first: how much of a cue's weight passes.
_BORDERS = re.compile(
    r"(?P<hard>;|\s[–—]\s?|—|:\s)"
    r"|(?P<turn>,?\s\b(?:while|whereas|although|though|but|however|yet|because|since|unless|despite|after which|in contrast|by contrast|nonetheless)\b)"
    r"|(?P<which>,\s(?:which|who|whose|where|when|of which|of whom)\b)"
    r"|(?P<and>,\s(?:and|plus)\s(?!\d|[€$£]|[A-Z]{3}\s\d)|\sand\s(?=(?:the|an?|it|they|he|she|its|their|some|another|also|two|three|one|NGOs?|[a-z]+ed|spent|gave|paid|set|police|courts?|judges?|authorities)\s))"
    r"|(?P<comma>,\s)"
)
#: Where the earlier year's figure of a comparison begins.
_COMPARISON = Phrase(
    r",?\s(?:compared\s+(?:to|with)|in\s+comparison|up\s+from|down\s+from|versus|as\s+against|an?\s+(?:\w+\s+)?(?:increase|decrease|rise|drop|fall|reduction|decline)\s+(?:over|from|compared|of|on)|(?:slightly\s+|significantly\s+)?(?:more|less|higher|lower)\s+than|(?:double|twice|triple|half)\s+(?:the|its|what|that))\b"
)
_PLAIN_SPLIT = re.compile(r"\s(?:and|plus|compared|up from|down from|from|versus|as against|against|than)\s")
_PASSES = {"hard": 0.25, "turn": 0.3, "which": 0.6, "and": 0.5, "comma": 0.8}


@dataclass(frozen=True)
class Clause:
    """A sentence with its amounts, cues and borders."""

    text: str
    money: tuple[Money, ...]
    country_iso3: str | None = None

    @cached_property
    def plain(self) -> str:
        """The text with points inside amounts made harmless, so that "4.7 million" looks like no end of a sentence."""
        if not any("." in self.text[m.start : m.end] for m in self.money):
            return self.text
        letters = list(self.text)
        for m in self.money:
            letters[m.start : m.end] = self.text[m.start : m.end].replace(".", "_")
        return "".join(letters)

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """Vocabulary marks outside the printed amounts."""
        return tuple(c for c in find_cues(self.plain) if not self.in_money(c.start))

    @cached_property
    def weighed(self) -> tuple[Cue, ...]:
        """The cues that speak for or against funding."""
        return tuple(c for c in self.cues if c.kind in ("funding", "other"))

    @cached_property
    def codes(self) -> frozenset[str]:
        """Codes of the cues that speak for or against funding."""
        return frozenset(c.code for c in self.weighed)

    def in_money(self, at: int) -> bool:
        """Whether a place lies within a printed amount."""
        before = bisect_right(self._money_starts, at) - 1
        return before >= 0 and at < self.money[before].end

    @cached_property
    def _cue_starts(self) -> list[int]:
        return [c.start for c in self.cues]

    def cues_between(self, start: int, end: int) -> tuple[Cue, ...]:
        """Cues that begin in the stretch [start, end)."""
        return self.cues[bisect_left(self._cue_starts, start) : bisect_left(self._cue_starts, end)]

    @cached_property
    def borders(self) -> tuple[tuple[int, int, str], ...]:
        """Start, end and kind of every border outside amounts and brackets."""
        found = []
        for match in _BORDERS.finditer(self.text):
            if not self.in_money(match.start()):
                found.append((match.start(), match.end(), match.lastgroup or "comma"))
        return tuple(found)

    @cached_property
    def _money_starts(self) -> list[int]:
        return [m.start for m in self.money]

    @cached_property
    def _border_starts(self) -> list[int]:
        return [b[0] for b in self.borders]

    def passes(self, start: int, end: int) -> float:
        """Share of a cue's weight that passes from one place to another across the borders between them."""
        share = 1.0
        for at in range(bisect_left(self._border_starts, start), bisect_left(self._border_starts, end)):
            share *= _PASSES[self.borders[at][2]]
        first = bisect_left(self._money_starts, start)
        for m in self.money[first : bisect_left(self._money_starts, end)]:
            if m.end <= end:
                share *= 0.55
        return share

    def split_between(self, place: int) -> int:
        """Where the words between amount `place` and the next one change sides; the next amount's start if nowhere."""
        return self._splits[place]

    @cached_property
    def _splits(self) -> tuple[int, ...]:
        return tuple(self._split(place) for place in range(len(self.money) - 1))

    def _split(self, place: int) -> int:
        left, right = self.money[place].end, self.money[place + 1].start
        turn = _COMPARISON.search(self.text, left, right)
        if turn:
            return turn.start()
        best: tuple[float, int] | None = None
        for at in range(bisect_left(self._border_starts, left), bisect_left(self._border_starts, right)):
            rank = _PASSES[self.borders[at][2]]
            if best is None or rank < best[0]:
                best = (rank, self.borders[at][0])
        if best:
            return best[1]
        plain = _PLAIN_SPLIT.search(self.text, left, right)
        return plain.start() if plain else right

    def zone(self, place: int) -> tuple[int, int]:
        """The stretch of the sentence that belongs to one amount."""
        return self._zones[place]

    @cached_property
    def _zones(self) -> tuple[tuple[int, int], ...]:
        return tuple(self._zone(place) for place in range(len(self.money)))

    def _zone(self, place: int) -> tuple[int, int]:
        start = 0 if place == 0 else self._splits[place - 1]
        end = len(self.text) if place == len(self.money) - 1 else self._splits[place]
        starts = self._border_starts
        for at in range(bisect_left(starts, start), bisect_left(starts, end)):
            border, _, kind = self.borders[at]
            if kind in ("hard", "turn"):
                if start < border <= self.money[place].start - 1:
                    start = border
                elif self.money[place].end <= border:
                    end = border
                    break
        return start, end
