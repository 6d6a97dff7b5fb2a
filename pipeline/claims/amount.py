"""What an amount of money in a text is."""

from typing import NamedTuple

#: Words before an amount that call it inexact, as a pattern.
ABOUT = r"(?:approximately|approx\.?|about|around|some|roughly|circa|ca\.|an?\s+estimated|estimated(?:\s+at)?|close\s+to|near|~|≈)"


class Money(NamedTuple):
    """An amount as printed at [start, end), brackets with its conversion taken in.

    `low` and `high` are in whole units of `currency` and equal unless a range; `stated_usd` is the report's own conversion.
    """

    start: int
    end: int
    low: float
    high: float
    currency: str | None
    qualifier: str = "exact"
    stated_usd: float | None = None
    stated_other: tuple[str, float] | None = None
    flags: tuple[str, ...] = ()
    core_end: int = 0
    words: bool = False
    bare: bool = False
    usd_high: float | None = None
