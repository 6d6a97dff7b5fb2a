"""The money of one country, year and purpose group as its documents tell it.

Belongs here: the cell that `country_year` and `restatements` both work from, with its totals and parts. Does not
belong here: adding up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import pandas as pd

from pipeline.dataset.rates import Rates
from pipeline.dataset.streams import Stream, streams
from pipeline.dataset.tellings import CellKey, tellings


@dataclass(frozen=True)
class Cell:
    """The money of one country, year and purpose group as its documents tell it."""

    key: CellKey
    streams: tuple[Stream, ...]

    @property
    def roots(self) -> tuple[int, ...]:
        """Indices of the streams that are part of no other stream of the cell."""
        return tuple(place for place, stream in enumerate(self.streams) if stream.parent is None)

    def children(self, place: int) -> tuple[int, ...]:
        """Indices of the parts of a total."""
        return tuple(p for p, stream in enumerate(self.streams) if stream.parent == place)

    def descendants(self, place: int) -> tuple[int, ...]:
        """The stream and everything that is part of it."""
        return (place, *chain.from_iterable(self.descendants(child) for child in self.children(place)))

    @property
    def documents(self) -> tuple[str, ...]:
        """Every document that tells this cell, sorted."""
        return tuple(sorted({t.document_id for stream in self.streams for t in stream.tellings}))

    @property
    def latest_document(self) -> str:
        """The document that counts where several tell the same money."""
        newest = min((t for s in self.streams for t in s.tellings), key=lambda t: (-t.edition_year, t.document_id))
        return newest.document_id

    @property
    def fullest_document(self) -> str:
        """The document that tells most streams of the year, the latest of several: only its streams are added up.

        Streams that another document alone tells may be the same money in other words, and money told by two documents
        counts once (DESIGN, rule 3).
        """
        told: dict[tuple[str, int], int] = {}
        for place in self.roots:
            for key in {
                (t.document_id, t.edition_year) for p in self.descendants(place) for t in self.streams[p].tellings
            }:
                told[key] = told.get(key, 0) + 1
        return max(told, key=lambda key: (told[key], key[1], key[0]))[0]

    def tells(self, document_id: str, place: int) -> bool:
        """Whether a document tells a stream or a part of it."""
        return any(t.document_id == document_id for p in self.descendants(place) for t in self.streams[p].tellings)

    def is_firm(self, place: int) -> bool:
        """Whether the latest document tells this stream or a part of it."""
        told = (t.document_id for p in self.descendants(place) for t in self.streams[p].tellings)
        return self.latest_document in told


def cells(claims: pd.DataFrame, documents: pd.DataFrame, rates: Rates) -> Iterator[Cell]:
    """Every country, year and purpose group with money that may be added, in order of key."""
    for key, told in tellings(claims, documents, rates):
        yield Cell(key, streams(told))
