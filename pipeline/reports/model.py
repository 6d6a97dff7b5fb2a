"""What splitting a report yields: one narrative per country, and what belongs to none."""

from dataclasses import dataclass

from pipeline.reading.model import Paragraph


@dataclass(frozen=True, slots=True)
class NarrativeParagraph:
    """A paragraph of a narrative with its section, number and the locator it ends with.

    `text` has the locator cut off; it is a prefix of `source.text`, so positions in it are positions there.
    `number` is the printed paragraph number (GRETA) or the count within the narrative.
    """

    text: str
    section: str | None
    number: str
    locator: str | None
    source: Paragraph


@dataclass(frozen=True, slots=True)
class Narrative:
    """One country in one document."""

    country_iso3: str
    heading: str | None
    tier: str | None
    paragraphs: tuple[NarrativeParagraph, ...]


@dataclass(frozen=True, slots=True)
class SetAside:
    """Text that belongs to no narrative, with the reason."""

    text: str
    page: int
    reason: str


@dataclass(frozen=True, slots=True)
class SplitReport:
    """Narratives in order, text set aside, and one line per problem (an unknown heading, for example)."""

    narratives: tuple[Narrative, ...]
    set_aside: tuple[SetAside, ...]
    problems: tuple[str, ...] = ()
