"""Who pays an amount.

Belongs here: choosing among the payers that a sentence names. Countries and regions are found in places.py; whether nobody
named means the state is judged in extract.py.
"""

import re
from collections.abc import Sequence

from pipeline.claims.actor_wording import BUDGET_OF, GAVE_TO, TO_WHOM, name_around
from pipeline.claims.clauses import Clause
from pipeline.claims.cues import Cue
from pipeline.claims.places import giving_places

_JOINTLY = re.compile(
    r"\s*(?:,?\s*(?:and|jointly with|together with|as well as)\s+|,\s)(?:the\s+|its\s+)?(?:\w+\s+){0,1}"
)
_AND = re.compile(r"\s+(?:and|jointly with|together with|as well as)\s+(?:the\s+|its\s+)?(?:\w+\s+){0,1}")
_BY_OR_SUBJECT = re.compile(
    r"(?<!run )(?<!operated )(?<!managed )(?<!led )(?<!administered )(?<!maintained )(?<!owned )\b(?:by|from|through|out\s+of|of\s+the)\s+(?:the\s+|its\s+|an?\s+)?(?:[\w’'-]+\s+){0,2}$",
    re.IGNORECASE,
)
_FROM_PAYER = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:in\s+\d{4}\s+)?(?:from|paid\s+by|given\s+by|provided\s+by|donated\s+by|granted\s+by|financed\s+by|funded\s+by|by)\s+(?:the\s+|its\s+|an?\s+|other\s+)?(?:[\w’'-]+\s+){0,2}",
    re.IGNORECASE,
)


def payer_of(clause: Clause, core: tuple[int, int]) -> tuple[str | None, str | None, int | None]:
    """Who pays: the last payer named before the amount that is not a recipient, or one named with "by" behind it.

    Returns:
        Funder type, the payer's name as printed, and where its word stands; three None where nobody is named.
    """
    all_cues = [*(c for c in clause.cues if c.kind == "funder"), *giving_places(clause)]
    scored: list[tuple[float, Cue]] = []
    for cue in all_cues:
        before = (max(0, cue.start - 40), cue.start)
        budget_of = BUDGET_OF.search(clause.text, *before)
        given = budget_of or TO_WHOM.search(clause.text, *before)
        paid_by = None if budget_of else _BY_OR_SUBJECT.search(clause.text, *before)
        if cue.end <= core[0]:
            score = clause.passes(cue.end, core[0]) / (1 + (core[0] - cue.end) / 200)
            if given and not paid_by:
                score *= 0.25
            if cue.end + 2 >= core[0] and GAVE_TO.search(clause.text, max(0, cue.start - 60), cue.start):
                score *= 0.04  # "gave an international organization $190,000"
        else:
            score = clause.passes(core[1], cue.start) / (1 + (cue.start - core[1]) / 120)
            score *= 0.8 if paid_by else (0.04 if given else 0.12)
            if _FROM_PAYER.fullmatch(clause.text, core[1], cue.start):
                score = 1.5  # "$310,000 from two European governments": whoever stands before it only spends it
        scored.append((score * (0.85 + 0.08 * cue.weight), cue))
    scored.sort(key=lambda s: (-s[0], s[1].start))
    if not scored or scored[0][0] < 0.06:
        return None, None, None
    best = scored[0][1]
    best = next((c for _, c in scored[1:] if c.start == best.start and c.weight > best.weight), best)
    joint = _jointly(clause.text, best, [c for _, c in scored])
    kinds = {c.code for c in joint}
    text = name_around(clause.text, best) if len(kinds) == 1 else clause.text[joint[0].start : joint[-1].end]
    if len(kinds) > 1:
        return "mixed", text, best.start
    return next(iter(kinds)), text, best.start


def _jointly(text: str, best: Cue, cues: Sequence[Cue]) -> list[Cue]:
    """The payer with those who pay with it, in their order: "the federal budget, the regions and a foundation"."""
    chain = [best]
    for cue in sorted(cues):
        if cue.start >= chain[-1].end and _JOINTLY.fullmatch(text, chain[-1].end, cue.start):
            chain.append(cue)
    for cue in sorted(cues, reverse=True):
        if cue.end <= chain[0].start and _AND.fullmatch(text, cue.end, chain[0].start):
            chain.insert(0, cue)
    return chain
