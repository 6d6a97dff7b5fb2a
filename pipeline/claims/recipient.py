"""Who gets an amount.

Belongs here: choosing among the recipients that a sentence names.
"""

import re
from collections.abc import Sequence

from pipeline.claims.actor_wording import GAVE_TO, OBTAINS, OWN_BUDGET, TO_WHOM, name_around
from pipeline.claims.clauses import Clause
from pipeline.claims.cues import Cue
from pipeline.claims.phrases import Phrase
from pipeline.claims.purpose import BODY, Purpose
from pipeline.claims.uses import is_house

_CHARITY = Phrase(r"\b(?:charit\w+|church\w*|foundation|nuns|association|Catholic|women[’']s group)\b")

_SERVES = re.compile(
    r"(?:shelters?|houses?|homes?|cent(?:er|re)s?|refuges?|facilit(?:y|ies)|NGOs?|organi[sz]ations?|associations)(?:\s+(?:that\s+)?\w+ing|\s+for)?\s+$",
    re.IGNORECASE,
)
_IN_HAND = Phrase(r"\b(?:stipends?|allowances?|lump[- ]sums?|pocket money|cash (?:benefit|assistance|aid)s?)\b")


def recipient_of(
    clause: Clause, core: tuple[int, int], funder_at: int | None
) -> tuple[str | None, str | None, int | None]:
    """Who gets the amount at `core`; the payer, whose word stands at `funder_at`, is not its own recipient.

    Returns:
        Recipient type, name as printed and place; three None where nobody is named.
    """
    scored: list[tuple[float, Cue]] = []
    for cue in (c for c in clause.cues if c.kind == "recipient"):
        if funder_at is not None and cue.start <= funder_at < cue.end + 1 and cue.code == "agency":
            continue
        if cue.code == "victims" and _SERVES.search(clause.text, max(0, cue.start - 30), cue.start):
            continue  # "two shelters for victims": whom the shelters serve, not who is paid
        given = bool(TO_WHOM.search(clause.text, max(0, cue.start - 50), cue.start))
        if cue.end <= core[0]:
            near = core[0] - cue.end < 90
            direct = near and core[0] - cue.end < 30 and GAVE_TO.search(clause.text, max(0, cue.start - 60), cue.start)
            obtains = near and (
                OBTAINS.search(clause.text, cue.end, core[0]) or OWN_BUDGET.search(clause.text, cue.end, core[0])
            )
            if direct or obtains:
                scored.append((1.3 * (0.7 + 0.1 * cue.weight), cue))
                continue
        if cue.start >= core[1]:
            score = clause.passes(core[1], cue.start) / (1 + (cue.start - core[1]) / 90) * (1.2 if given else 0.7)
        else:
            score = clause.passes(cue.end, core[0]) / (1 + (core[0] - cue.end) / 120) * (1.0 if given else 0.75)
        scored.append((score * (0.7 + 0.1 * cue.weight), cue))
    if not scored:
        return None, None, None
    scored.sort(key=lambda s: (-s[0], -s[1].weight, s[1].start))
    best = scored[0][1]
    for _, cue in scored[1:]:
        if cue.start <= best.start < cue.end and cue.weight > best.weight:
            best = cue
    if scored[0][0] < 0.08:
        return None, None, None
    return best.code, name_around(clause.text, best), best.start


def recipient_by_use(clause: Clause, cues: Sequence[Cue], purpose: Purpose) -> str | None:
    """Who gets money where only what it is for is told: the shelter that it keeps, the body that has it."""
    if purpose.code == "shelter" and any(c.code == "shelter" and is_house(clause.text, c) for c in cues):
        by_ngo = any(c.kind == "recipient" and c.code in ("ngo", "ngo_shelter") for c in clause.cues)
        return "ngo_shelter" if by_ngo or _CHARITY.search(clause.text) else "state_shelter"
    if purpose.code == "compensation" or (purpose.code == "victim_assistance" and _IN_HAND.search(clause.text)):
        return "victims"
    if purpose.hold == BODY and purpose.code in ("coordination", "law_enforcement"):
        return "agency"
    return None
