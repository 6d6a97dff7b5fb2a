"""What one amount, or one statement, is about: the fields read from its stretch of the sentence.

Belongs here: which reader is asked for which field, and in which order. Years are in period.py, the judgement whether it is
funding in judge.py.
"""

from dataclasses import dataclass

from pipeline.claims.clauses import Clause
from pipeline.claims.modality import modality_of
from pipeline.claims.payer import payer_of
from pipeline.claims.periodicity import multiplier_of, periodicity_of
from pipeline.claims.purpose import PERSONS, read_purpose
from pipeline.claims.recipient import recipient_by_use, recipient_of

_NGOS = frozenset({"ngo", "ngo_shelter", "international_organisation"})


@dataclass(frozen=True, slots=True)
class Fields:
    """What an amount is about; empty values mean that the stretch does not say."""

    purpose: str | None
    funder_type: str | None
    funder: str | None
    recipient_type: str | None
    recipient: str | None
    modality: str | None
    scope: str | None
    periodicity: str | None
    multiplier: int | None
    #: How firmly the purpose was read, see purpose.py.
    purpose_hold: int = PERSONS
    purpose_contested: bool = False
    #: A payer other than the state is named somewhere in the sentence, though perhaps not of this amount.
    payer_near: bool = False
    #: The recipient is named before the amount: it may be the one who spends.
    recipient_first: bool = False


def read_fields(clause: Clause, start: int, end: int, core: tuple[int, int]) -> Fields:
    """Fields from the cues of the stretch [start, end) around the amount or statement at `core`."""
    cues = clause.cues_between(start, end)
    funder_type, funder, funder_at = payer_of(clause, core)
    recipient_type, recipient, recipient_at = recipient_of(clause, core, funder_at)
    about = [c for c in cues if c.kind == "purpose"]
    to_ngo = any(c.kind == "recipient" and c.code in _NGOS for c in cues)
    purpose = read_purpose(clause, about, core, (start, end), to_ngo)
    return Fields(
        purpose=purpose.code,
        funder_type=funder_type,
        funder=funder,
        recipient_type=recipient_type or recipient_by_use(clause, about, purpose),
        recipient=recipient,
        modality=modality_of(clause, cues, core, start, end),
        scope="broader" if any(c.kind == "scope" for c in cues) else None,
        periodicity=periodicity_of(clause.text, start, end, core),
        multiplier=multiplier_of(clause.text, start, end, core),
        purpose_hold=purpose.hold,
        purpose_contested=purpose.doubtful,
        payer_near=any(
            c.kind == "funder" and c.code != "national_government" and c.start != recipient_at for c in clause.cues
        ),
        recipient_first=recipient_at is not None and recipient_at < core[0],
    )
