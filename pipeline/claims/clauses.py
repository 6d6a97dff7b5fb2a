"""Cuts a sentence into the stretches that belong to each amount.

Belongs here: clause borders and how far they keep words from an amount. No vocabulary of money or years.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from pipeline.claims.cues import Cue, find_cues
from pipeline.claims.money import Money

#: Borders of clauses, strongest first: how much of a cue's weight passes.
_BORDERS = re.compile(
    r"(?P<hard>;|\s[–—]\s?|—|:\s)"
    r"|(?P<turn>,?\s\b(?:while|whereas|although|though|but|however|yet|because|since|unless|despite|after which|in contrast|by contrast|nonetheless)\b)"
    r"|(?P<which>,\s(?:which|who|whose|where|when|of which|of whom)\b)"
    r"|(?P<and>,\s(?:and|plus)\s(?!\d|[€$£]|[A-Z]{3}\s\d)|\sand\s(?=(?:the|an?|it|they|he|she|its|their|some|another|also|two|three|one|NGOs?|[a-z]+ed|spent|gave|paid|set|police|courts?|judges?|authorities)\s))"
    r"|(?P<comma>,\s)"
)
#: Where the earlier year's figure of a comparison begins.
_COMPARISON = re.compile(
    r",?\s(?:compared\s+(?:to|with)|in\s+comparison|up\s+from|down\s+from|versus|as\s+against|an?\s+(?:\w+\s+)?(?:increase|decrease|rise|drop|fall|reduction|decline)\s+(?:over|from|compared|of|on)|(?:slightly\s+|significantly\s+)?(?:more|less|higher|lower)\s+than|(?:double|twice|triple|half)\s+(?:the|its|what|that))\b",
    re.IGNORECASE,
)
_PASSES = {"hard": 0.25, "turn": 0.3, "which": 0.6, "and": 0.5, "comma": 0.8}


@dataclass(frozen=True)
class Clause:
    """A sentence with its amounts, cues and borders."""

    text: str
    money: tuple[Money, ...]

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """Vocabulary marks outside the printed amounts."""
        inside = [(m.start, m.end) for m in self.money]
        return tuple(c for c in find_cues(self.text) if not any(s <= c.start < e for s, e in inside))

    @cached_property
    def borders(self) -> tuple[tuple[int, int, str], ...]:
        """Start, end and kind of every border outside amounts and brackets."""
        inside = [(m.start, m.end) for m in self.money]
        found = []
        for match in _BORDERS.finditer(self.text):
            if not any(s <= match.start() < e for s, e in inside):
                found.append((match.start(), match.end(), match.lastgroup or "comma"))
        return tuple(found)

    @cached_property
    def _border_starts(self) -> list[int]:
        return [b[0] for b in self.borders]

    def passes(self, start: int, end: int) -> float:
        """Share of a cue's weight that passes from one place to another across the borders between them."""
        share = 1.0
        for at in range(bisect_left(self._border_starts, start), bisect_left(self._border_starts, end)):
            share *= _PASSES[self.borders[at][2]]
        for m in self.money:
            if start <= m.start and m.end <= end:
                share *= 0.55
        return share

    def split_between(self, place: int) -> int:
        """Where the words between amount `place` and the next one change sides; the next amount's start if nowhere."""
        left, right = self.money[place].end, self.money[place + 1].start
        turn = _COMPARISON.search(self.text, left, right)
        if turn:
            return turn.start()
        best: tuple[float, int] | None = None
        for start, _, kind in self.borders:
            if left <= start < right:
                rank = _PASSES[kind]
                if best is None or rank < best[0]:
                    best = (rank, start)
        if best:
            return best[1]
        plain = re.search(
            r"\s(?:and|plus|compared|up from|down from|from|versus|as against|against|than)\s", self.text[left:right]
        )
        return left + plain.start() if plain else right

    def zone(self, place: int) -> tuple[int, int]:
        """The stretch of the sentence that belongs to one amount."""
        start = 0 if place == 0 else self.split_between(place - 1)
        end = len(self.text) if place == len(self.money) - 1 else self.split_between(place)
        for at, _, kind in self.borders:
            if kind in ("hard", "turn"):
                if start < at <= self.money[place].start - 1 and at > start:
                    start = at
                elif self.money[place].end <= at < end:
                    end = at
                    break
        return start, end
