"""How far money had come: budgeted, allocated, disbursed, spent, provided, granted, pledged, given in kind.

Belongs here: choosing among the verbs and nouns of money around an amount.
"""

import re
from collections.abc import Sequence

from pipeline.claims.clauses import Clause
from pipeline.claims.cues import Cue
from pipeline.claims.phrases import Phrase

_IN_KIND = Phrase(
    r"\b(?:in[- ]kind|lent\s+(?:a|an|the|its|\w+)\s+(?:house|building|office|flat|vehicle)|free\s+use\s+of|worth\s+of\s+(?:equipment|vehicles|goods|food|supplies|furniture|clothing|medicine)|in\s+(?:yearly\s+|annual\s+|monthly\s+)?rent\b|rent-free|free of (?:charge|rent)|without (?:charge|rent)|premises|donated (?:a\s+)?(?:building|land|house|vehicle|furniture)|use of (?:a\s+)?(?:state|government)-owned)\b"
)


#: "allocated two million to provide shelter": what the money shall do says nothing about how far it had come.
_SHALL_DO = re.compile(r"\b(?:to|for|of)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_DOING = re.compile(
    r"provid(?:e|ing)|support(?:ing)?|fund(?:ing)?|pay(?:ing)?|cover(?:ing)?|financ(?:e|ing)|assist|deliver|giv(?:e|ing)|reimburs(?:e|ing)|subsidi[sz](?:e|ing)|grant|spend|award"
)
_GRANTS = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:in|as)\s+(?:\w+\s+)?(?:grants?|subsid\w+)\b(?!\s+scheme)", re.IGNORECASE)
_GRANT_OF = re.compile(r"\b(?:grants?|subsid\w+)\s+(?:of|worth|total(?:l)?ing)\s+(?:\w+\s+)?$", re.IGNORECASE)
#: "Parliament set aside two million in grants": the grants are still to be made.
_RESERVED = re.compile(
    r"\b(?:set\s+aside|earmarked|reserved|appropriated|approved|voted)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE
)
#: A budget that rose or fell, rather than money that was given.
_BUDGET_MOVES = re.compile(
    r"\b(?:increas|decreas|rais|reduc|cut|trimm|doubl|slash|lower)\w*\s+(?:its|the|their)\s+(?:[\w-]+\s+){0,3}budget\b",
    re.IGNORECASE,
)
_BUDGET_SAYS = re.compile(
    r"\bbudget\s+(?:allocated|provide[ds]?|foresaw|foresees|set\s+aside|earmarked|includes?d?)\b", re.IGNORECASE
)
#: A fund that holds money pays it out.
_FUND_PAYS = re.compile(
    r"\bfund\b[^,;]{0,45}\b(?:paid|distributed|handed)\s+(?:out\s+)?(?:[\w-]+\s+){0,2}$", re.IGNORECASE
)
#: Running or doing something "cost the ministry 432,000 dinars": that much was spent.
_COST = re.compile(
    r"\bcost\s+(?!(?:of|for)\b)(?:[\w’'-]+\s+){0,8}(?:[\w’'-]+,\s+(?:[\w’'-]+,?\s+){0,4}and\s+[\w’'-]+\s+)?$",
    re.IGNORECASE,
)
#: "Two million were used to feed …".
_USED = re.compile(
    r"\s*(?:\([^)]*\)\s*)*(?:was|were|had\s+been|has\s+been|have\s+been)\s+(?:\w+ly\s+)?used\b", re.IGNORECASE
)
#: Expenditure that a plan foresees has not happened.
_FORESEEN = re.compile(
    r"\b(?:envisag|foresee|foresaw|foreseen|plan|project|estimat|expect|forecast|provid)\w*\s+(?:for\s+)?(?:an?\s+|the\s+|total\s+|overall\s+|annual\s+)*(?:expen\w+|spending|outlays?|costs?|financing|funding)\b"
    r"|\bshould\s+(?:come|be\s+(?:paid|covered|financed|met|spent))\b|\b(?:expected|supposed|due|meant)\s+to\s+(?:be\s+(?:spent|paid|disbursed|covered)|cost|come\s+from)\b",
    re.IGNORECASE,
)
#: Words that tell how high a sum was, and nothing where another word tells how it came about.
_STANDS = frozenset({"stood at", "planned for"})
_IN_BUDGET = re.compile(r"\bin\s+(?:the|its|their)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
#: "shelters that it subsidizes": what is usual says nothing about this amount.
_BY_THE_WAY = re.compile(
    r"\b(?:that|which|whom)\s+(?:(?:it|they|the\s+\w+|he|she)\s+)?(?:also\s+|regularly\s+)?$", re.IGNORECASE
)
_OUT_OF = re.compile(r"\b(?:from|out\s+of)\s+(?:(?:its|the|their)\s+)?(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_WEAK_VERBS = frozenset(
    {"gets", "got", "give", "gives", "gave", "went to", "going to", "drew", "pay", "pays", "paying"}
)
#: Words that speak of money in passing; a nearer verb tells more.
_WEAK = ("had", "cover", "cost", "operat", "running", "support")
_WEAK_WORDS = frozenset({"services", "resources", "support", "paid", "available", "transfers", "worth"})
_VERBS = frozenset(
    [
        "gave",
        "given",
        "spent",
        "paid",
        "spend",
        "provide",
        "giving",
        "received",
        "handed",
        "had",
        "budgeted",
        "allotted",
        "brought",
    ]
) | {"set aside", "paid out", "put up", "made available", "had "}


def modality_of(clause: Clause, cues: Sequence[Cue], core: tuple[int, int], start: int, end: int) -> str | None:
    """The modality that the nearest verb of money says, or a noun where no verb does; None where nothing tells."""
    text = clause.text
    if _IN_KIND.search(text, start, end):
        return "in_kind"
    reserved = _RESERVED.search(text, start, core[0])
    if (not reserved and _GRANTS.match(text, core[1], end)) or _GRANT_OF.search(
        text, max(start, core[0] - 40), core[0]
    ):
        return "granted"
    if _BUDGET_MOVES.search(text, start, core[0]) or _BUDGET_SAYS.search(text, start, core[0]):
        return "budgeted"
    if _FUND_PAYS.search(text, max(start, core[0] - 80), core[0]):
        return "disbursed"
    if _COST.search(text, start, core[0]) or _USED.match(text, core[1], end):
        return "spent"
    if _FORESEEN.search(text, start, core[0]) or _FORESEEN.search(text, core[1], min(end, core[1] + 60)):
        return "budgeted"
    best: tuple[float, str] | None = None
    for cue in cues:
        if cue.kind != "funding" or cue.modality is None:
            continue
        word = text[cue.start : cue.end].lower()
        if _DOING.fullmatch(word) and _SHALL_DO.search(text, max(start, cue.start - 20), cue.start):
            continue
        if cue.modality == "provided" and not _is_verb(word) and word not in _WEAK_VERBS:
            continue  # a noun such as "funding" or "allowance" tells nothing that a verb or the neighbours do not tell better
        if cue.modality == "budgeted" and _OUT_OF.search(text, max(start, cue.start - 30), cue.start):
            continue  # "paid from the state budget"
        if cue.start > core[1] and _BY_THE_WAY.search(text, core[1], cue.start):
            continue
        away = _distance(clause, cue, core)
        if cue.end > core[0]:
            away *= 1.4
        if not _is_verb(word):
            away = away * 1.5 + 12  # "provided grants": the verb tells, the noun adds
        if word.startswith(_WEAK) or word in _WEAK_WORDS:
            away += 25
        if word in _STANDS or (word == "budget" and _IN_BUDGET.search(text, max(start, cue.start - 30), cue.start)):
            away += 200
        if best is None or away < best[0]:
            best = (away, cue.modality)
    return best[1] if best else None


def _is_verb(word: str) -> bool:
    return word.endswith("ed") or word in _VERBS or word.startswith(("will ", "would "))


def _distance(clause: Clause, cue: Cue, core: tuple[int, int]) -> float:
    """Letters between a cue and an amount, more where borders of clauses stand between."""
    if cue.end <= core[0]:
        return (core[0] - cue.end) / max(clause.passes(cue.end, core[0]), 0.05)
    return max(0, cue.start - core[1]) / max(clause.passes(core[1], cue.start), 0.05)
