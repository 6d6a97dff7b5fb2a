"""How much of the machine reading one document may take.

Each limit can be set by an environment variable, on each machine that reads; docs/reliability.md lists them.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass

_PREFIX = "REINTEGRATION_READ_"


class UnusableLimit(ValueError):
    """A limit in the environment that is no positive number; the message is one line."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on one document.

    `seconds` of processor time are granted to every file and `seconds_per_mb` more for each megabyte of it; the clock on
    the wall may show `patience` times as many, since other processes share the machine. `memory_mb` bounds the address
    space of the process that reads, `text_mb` the characters, in millions, that a report may hold, `numbers` the
    numbers printed in it: what follows takes longest over them, and has no process of its own.

    A volume of 600 pages takes about 2 seconds, 600 MB of address space, 3 million characters and some ten thousand numbers.
    """

    seconds: float = 60.0
    seconds_per_mb: float = 10.0
    patience: float = 4.0
    memory_mb: float = 2048.0
    text_mb: float = 50.0
    numbers: float = 200_000.0

    def processor_seconds(self, size: int) -> float:
        """Processor time for a file of so many bytes."""
        return self.seconds + self.seconds_per_mb * size / 1e6

    def wall_seconds(self, size: int) -> float:
        """Time on the clock for a file of so many bytes."""
        return self.patience * self.processor_seconds(size)


def limits_from(environment: Mapping[str, str] = os.environ) -> Limits:
    """The limits of this machine: REINTEGRATION_READ_SECONDS, …_SECONDS_PER_MB, …_PATIENCE, …_MEMORY_MB, …_TEXT_MB,
    …_NUMBERS.

    Raises:
        UnusableLimit: one of them is no positive number.
    """
    given: dict[str, float] = {}
    for name in Limits.__dataclass_fields__:
        variable = _PREFIX + name.upper()
        if (text := environment.get(variable, "").strip()) == "":
            continue
        try:
            value = float(text)
        except ValueError:
            value = 0.0
        if not 0 < value < 1e9:
            raise UnusableLimit(f"{variable}={text!r}: is no positive number; mend it or leave it out")
        given[name] = value
    return Limits(**given)
