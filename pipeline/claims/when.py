"""The time of an amount, as the reading of years yields it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class When:
    """The year an amount is for. `also` are further years that the same amount is said to stand for."""

    year: int | None
    basis: str
    role: str
    multi_year: bool = False
    period: tuple[str, str] | None = None
    also: tuple[int, ...] = ()
    rule: str = "default_year"
    flags: tuple[str, ...] = ()
