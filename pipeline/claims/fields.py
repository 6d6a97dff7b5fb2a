"""Who pays, who is paid, what for, how far the money had come, and what stretch it covers.

Belongs here: reading the fields of one amount (or one statement) from the cues of its stretch of the sentence.
Years are in period.py, the judgement whether it is funding in judge.py.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.claims.clauses import Clause
from pipeline.claims.cues import Cue
from pipeline.claims.periodicity import multiplier_of, periodicity_of
from pipeline.claims.phrases import Phrase
from pipeline.claims.places import giving_places

_IN_KIND = Phrase(
    r"\b(?:in[- ]kind|lent\s+(?:a|an|the|its|\w+)\s+(?:house|building|office|flat|vehicle)|free\s+use\s+of|worth\s+of\s+(?:equipment|vehicles|goods|food|supplies|furniture|clothing|medicine)|in\s+(?:yearly\s+|annual\s+|monthly\s+)?rent\b|rent-free|free of (?:charge|rent)|without (?:charge|rent)|premises|donated (?:a\s+)?(?:building|land|house|vehicle|furniture)|use of (?:a\s+)?(?:state|government)-owned)\b"
)
#: Letters, weighted by clause borders, beyond which a purpose is not surely that of the amount.
_FAR = 60.0
#: "from its anti-trafficking fund" tells where money comes from, not what it is for.
_SOURCE = re.compile(r"\bfrom\s+(?:its|the|a|an|their)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_SERVICES = Phrase(r"\bservices|assistance|support\b")
_JOINTLY = re.compile(r"\s*,?\s*(?:and|jointly with|together with|as well as)\s+(?:the\s+|its\s+)?(?:\w+\s+){0,1}")
_NAME_HEAD = re.compile(
    r"(?:\b[A-Z][\w’'-]+\s+|\b(?:two|three|four|five|six|seven|local|national|one|specialized|specialised|domestic|private|foreign|international|central|federal|provincial|municipal)\s+){1,3}$"
)
_NO_NAME = re.compile(r"(?:The|In|For|During|Its|This|A|An|On|At|To|By|With|From|While|However|Authorities)\b")
_NAME_TAIL = re.compile(
    r"(?:\s+of\s+(?:the\s+)?[A-Z][\w’'-]+(?:(?:,)?\s+(?:and\s+)?[A-Z][\w’'-]+){0,5}|\s+for\s+(?:the\s+)?[A-Z][\w’'-]+(?:\s+(?:and\s+)?[A-Z][\w’'-]+){0,4})"
)
#: Bodies that do nothing but coordinate; a commission or committee may also run the country's whole programme.
_BODY = Phrase(r"secretariat|task force|coordinator|coordination|rapporteur|working group")
_SPECIFIC = frozenset(
    {
        "reintegration",
        "legal_aid",
        "health_psych",
        "food",
        "staff_salaries",
        "compensation",
        "repatriation",
        "identification",
        "prevention",
        "training",
        "law_enforcement",
    }
)
_SHELTERS = frozenset({"ngo_shelter", "state_shelter"})
_PERSON_WORD = re.compile(r"(?:trafficking\s+)?(?:victims?|survivors?|women|children)", re.IGNORECASE)
_CARE = frozenset({"legal_aid", "health_psych", "food", "repatriation", "shelter", "reintegration"})
_WIDE = frozenset({"victim_assistance", "anti_trafficking_general", "coordination"})


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
    purpose_contested: bool = False
    #: A payer is named somewhere in the sentence, though perhaps not of this amount.
    payer_near: bool = False


def read_fields(clause: Clause, start: int, end: int, core: tuple[int, int]) -> Fields:
    """Fields from the cues of the stretch [start, end) around the amount or statement at `core`."""
    cues = clause.cues_between(start, end)
    multiplier = multiplier_of(clause.text, start, end, core)
    funder_type, funder, funder_at = _funder(clause, cues, core)
    recipient_type, recipient = _recipient(clause, cues, core, funder_at)
    purpose_cues = [c for c in _outside_name(clause.text, cues, funder, funder_at) if c.kind == "purpose"]
    purpose = _purpose(clause, purpose_cues, core, start, end, recipient_type)
    if purpose == "victim_assistance" and recipient_type in _SHELTERS and _only_persons(clause.text, purpose_cues):
        purpose = "shelter"
    return Fields(
        purpose=purpose,
        funder_type=funder_type,
        funder=funder,
        recipient_type=recipient_type,
        recipient=recipient,
        modality=_modality(clause, cues, core, start, end),
        scope="broader" if any(c.kind == "scope" for c in cues) else None,
        periodicity=periodicity_of(clause.text, start, end, core),
        multiplier=multiplier,
        purpose_contested=_contested(clause, purpose, purpose_cues, core),
        payer_near=any(c.kind == "funder" for c in clause.cues),
    )


def _only_persons(text: str, cues: Sequence[Cue]) -> bool:
    """Whether help is spoken of only by naming whom it is for: "the shelter for victims got two million"."""
    wide = [c for c in cues if c.code == "victim_assistance"]
    return all(_PERSON_WORD.fullmatch(text, c.start, c.end) for c in wide)


def _contested(clause: Clause, purpose: str | None, cues: Sequence[Cue], core: tuple[int, int]) -> bool:
    """Whether the purpose is in doubt: other purposes are named too, or its own words stand far off.

    That victims are named says nothing yet.
    """
    others = {c.code for c in cues if c.code not in (purpose, "victim_assistance")}
    near = min((_distance(clause, c, core) for c in cues if c.code == purpose), default=999.0)
    # a body that coordinates may also run the whole programme: its money is not surely for coordination
    wide = purpose == "coordination" or (purpose == "victim_assistance" and len(cues) < 2)
    return bool(others) or near > _FAR or wide


def _distance(clause: Clause, cue: Cue, core: tuple[int, int]) -> float:
    if cue.end <= core[0]:
        return (core[0] - cue.end) / max(clause.passes(cue.end, core[0]), 0.05)
    return max(0, cue.start - core[1]) / max(clause.passes(core[1], cue.start), 0.05)


def _modality(clause: Clause, cues: Sequence[Cue], core: tuple[int, int], start: int, end: int) -> str | None:
    if _IN_KIND.search(clause.text, start, end):
        return "in_kind"
    best: tuple[float, str] | None = None
    for cue in cues:
        if cue.kind != "funding" or cue.modality is None:
            continue
        away = _distance(clause, cue, core)
        word = clause.text[cue.start : cue.end].lower()
        if cue.end > core[0]:
            away *= 1.4
        if not _is_verb(word):
            away = away * 1.5 + 12  # "provided grants": the verb tells, the noun adds
        if word.startswith(("had", "cover", "cost", "operat", "running", "support")) or word in (
            "services",
            "resources",
            "support",
            "paid",
            "available",
            "transfers",
            "worth",
        ):
            away += 25
        if best is None or away < best[0]:
            best = (away, cue.modality)
    return best[1] if best else None


def _is_verb(word: str) -> bool:
    return (
        word.endswith("ed")
        or word
        in {
            "gave",
            "given",
            "spent",
            "set aside",
            "paid",
            "paid out",
            "put up",
            "spend",
            "provide",
            "giving",
            "received",
            "handed",
            "made available",
            "had ",
            "had",
            "budgeted",
            "allotted",
            "brought",
        }
        or word.startswith(("will ", "would "))
    )


def _purpose(
    clause: Clause, cues: Sequence[Cue], core: tuple[int, int], start: int, end: int, recipient_type: str | None
) -> str | None:
    found = [c for c in cues if c.kind == "purpose"]
    if not found:
        return None
    right = [c for c in found if c.start >= core[1]]
    left = [c for c in found if c.start < core[0]]
    side = _decide(clause, right, core, recipient_type)
    if side in (None, "victim_assistance", "coordination") and left:
        other = _decide(clause, left, core, recipient_type)
        if side is None:
            return other
        if other in _SPECIFIC or (other in ("shelter", "anti_trafficking_general") and side == "coordination"):
            return other if _near(clause, left, core) else side
        if (
            other == "shelter"
            and side == "victim_assistance"
            and _near(clause, left, core)
            and not _SERVICES.search(clause.text, core[1], end)
        ):
            return other
    return side


def _outside_name(text: str, cues: Sequence[Cue], funder: str | None, funder_at: int | None) -> Sequence[Cue]:
    """Cues that are not words of the payer's proper name ("Office for the Fight against Trafficking in Persons")."""
    if not funder or funder_at is None or " " not in funder:
        return cues
    start = text.find(funder, max(0, funder_at - 70))
    end = start + len(funder)
    return [c for c in cues if c.kind != "purpose" or not start <= c.start < end] if start >= 0 else cues


def _near(clause: Clause, cues: Sequence[Cue], core: tuple[int, int]) -> bool:
    return any(clause.passes(c.end, core[0]) > 0.6 for c in cues)


def _decide(clause: Clause, cues: Sequence[Cue], core: tuple[int, int], recipient_type: str | None) -> str | None:
    """One purpose out of the cues on one side of an amount.

    Narrow purposes beat wide ones; several kinds of help to victims are victim_assistance (DESIGN).
    """
    reach: dict[str, float] = {}
    for cue in cues:
        word = clause.text[cue.start : cue.end].lower()
        weight = cue.weight / (1.0 + _distance(clause, cue, core) / 80.0)
        if word in ("victim", "victims", "survivors", "survivor", "care", "social workers", "social worker"):
            weight *= 0.5
        if cue.code == "victim_assistance" and len(word) > 12 and " " in word:
            weight *= 1.5  # "victim assistance" says it; "victims" alone only names whom a wider programme is about
        if _SOURCE.search(clause.text, max(0, cue.start - 24), cue.start):
            weight *= 0.3
        reach[cue.code] = max(reach.get(cue.code, 0.0), weight)
    if not reach:
        return None
    top = max(reach.values())
    codes = {code for code, weight in reach.items() if weight >= 0.28 * top}
    if "staff_salaries" in codes:
        return "staff_salaries"
    if "compensation" in codes:
        return "compensation"
    care = codes & _CARE
    if care == {"shelter", "food"}:
        return "food"
    if "reintegration" in codes and not care - {"reintegration", "shelter"}:
        return (
            "reintegration"
            if "shelter" not in codes or reach["reintegration"] >= reach["shelter"]
            else "victim_assistance"
        )
    if len(care - {"shelter"}) >= 2 or (len(care) >= 2 and "shelter" in care):
        return "victim_assistance"
    help_codes = (codes & (_CARE | {"identification"})) - {"shelter"}
    if len(help_codes) >= 2 and not codes & {"prevention", "law_enforcement", "training"}:
        return "victim_assistance"
    other = codes - care - _WIDE
    if care and not other:
        only = next(iter(care))
        if only == "shelter" and "victim_assistance" in codes and reach["victim_assistance"] > 1.25 * reach["shelter"]:
            return "victim_assistance"
        if (
            only == "shelter"
            and "anti_trafficking_general" in codes
            and reach["anti_trafficking_general"] > reach["shelter"]
        ):
            return "anti_trafficking_general"
        return only
    if other and not care:
        if "anti_trafficking_general" in codes and (
            len(other) >= 2 or reach["anti_trafficking_general"] > 1.1 * max(reach[c] for c in other)
        ):
            return "anti_trafficking_general"
        if "victim_assistance" in codes and len(other) >= 2:
            return "anti_trafficking_general"
        if "victim_assistance" in codes and reach["victim_assistance"] > 1.3 * max(reach[c] for c in other):
            return "victim_assistance"
        if len(other) >= 3:
            return "anti_trafficking_general"
        return max(other, key=lambda c: (reach[c], c))
    if care and other:
        if other & {"prevention", "law_enforcement", "training"} and len(care | other) >= 3:
            return "anti_trafficking_general"
        return max(care | other, key=lambda c: (reach[c], c))
    if {"anti_trafficking_general", "victim_assistance"} <= codes:
        return (
            "anti_trafficking_general"
            if reach["anti_trafficking_general"] >= 0.9 * reach["victim_assistance"]
            else "victim_assistance"
        )
    if {"coordination", "anti_trafficking_general"} <= codes:
        body = any(c.code == "coordination" and _BODY.search(clause.text, c.start, c.end) for c in cues)
        ratio = reach["coordination"] / reach["anti_trafficking_general"]
        return "coordination" if ratio > (0.6 if body else 1.6) else "anti_trafficking_general"
    return max(codes, key=lambda c: (reach[c], c))


_BY_OR_SUBJECT = re.compile(
    r"\b(?:by|from|through|out\s+of|of\s+the)\s+(?:the\s+|its\s+|an?\s+)?(?:[\w’'-]+\s+){0,2}$", re.IGNORECASE
)
#: "the budget of the commission": the body has the money, it does not give it.
_BUDGET_OF = re.compile(
    r"\b(?:budgets?|funding|allocations?|resources|allotments?)\s+(?:of|for|to)\s+(?:the\s+|its\s+)?(?:[\w’'-]+\s+){0,2}$",
    re.IGNORECASE,
)
_FROM_PAYER = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:in\s+\d{4}\s+)?(?:from|paid\s+by|given\s+by|provided\s+by|donated\s+by|granted\s+by|financed\s+by|funded\s+by|by)\s+(?:the\s+|its\s+|an?\s+|other\s+)?(?:[\w’'-]+\s+){0,2}",
    re.IGNORECASE,
)
#: "gave the coordination office 250 million": the body between the verb and the amount has the money.
_GAVE_TO = re.compile(
    r"\b(?:gave|gives?|giving|granted|awarded|paid|allocated|allotted|provided|assigned|sent|transferred)\s+(?:the\s+|its\s+|each\s+(?:of\s+)?(?:the\s+)?|every\s+|an?\s+|two\s+|three\s+|four\s+|\d+\s+)*(?:[\w’'-]+\s+){0,4}$",
    re.IGNORECASE,
)
#: "the bureau obtained just 76 million": who is given money stands before the verb.
_OBTAINS = re.compile(
    r"^[^,;]{0,25}(?:,[^,;]{0,60},)?[^,;]{0,12}\b(?:received|receives|obtained|got|gets|was\s+(?:given|granted|awarded|voted|promised|allocated|allotted|entrusted|paid)|were\s+(?:given|granted|awarded|promised|allocated|paid)|had\s+been\s+(?:given|paid|granted|promised)|drew|promised)\s+(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
_TO_WHOM = re.compile(
    r"\b(?:to|for|among|between|with|via|through)\s+(?:the\s+|its\s+|an?\s+|each\s+(?:of\s+)?|one\s+|two\s+|three\s+|four\s+|five\s+|several\s+|some\s+|local\s+|other\s+|various\s+|many\s+|\d+\s+)*(?:[\w’'-]+\s+){0,3}$",
    re.IGNORECASE,
)


def _funder(clause: Clause, cues: Sequence[Cue], core: tuple[int, int]) -> tuple[str | None, str | None, int | None]:
    """Who pays: the last payer named before the amount that is not a recipient, or one named with "by" behind it."""
    all_cues = [*(c for c in clause.cues if c.kind == "funder"), *giving_places(clause)]
    scored: list[tuple[float, Cue]] = []
    for cue in all_cues:
        before = (max(0, cue.start - 40), cue.start)
        budget_of = _BUDGET_OF.search(clause.text, *before)
        given = budget_of or _TO_WHOM.search(clause.text, *before)
        paid_by = None if budget_of else _BY_OR_SUBJECT.search(clause.text, *before)
        if cue.end <= core[0]:
            score = clause.passes(cue.end, core[0]) / (1 + (core[0] - cue.end) / 200)
            if given and not paid_by:
                score *= 0.25
            if cue.end + 2 >= core[0] and _GAVE_TO.search(clause.text, max(0, cue.start - 60), cue.start):
                score *= 0.1  # "gave an international organization $190,000"
        else:
            score = clause.passes(core[1], cue.start) / (1 + (cue.start - core[1]) / 120)
            score *= 0.8 if paid_by else 0.12
            if _FROM_PAYER.fullmatch(clause.text, core[1], cue.start):
                score = 1.5  # "$310,000 from two European governments": whoever stands before it only spends it
        scored.append((score * (0.85 + 0.08 * cue.weight), cue))
    scored.sort(key=lambda s: (-s[0], s[1].start))
    if not scored or scored[0][0] < 0.06:
        return None, None, None
    best_score, best = scored[0]
    text = _phrase(clause.text, best)
    kinds = {best.code}
    for score, cue in scored[1:4]:
        joint = clause.text[min(best.end, cue.end) : max(best.start, cue.start)]
        if cue.code != best.code and score > 0.5 * best_score and _JOINTLY.fullmatch(joint):
            kinds.add(cue.code)
            text = clause.text[min(best.start, cue.start) : max(best.end, cue.end)]
        elif cue.start == best.start and cue.weight > best.weight:
            kinds = {cue.code}
            text = _phrase(clause.text, cue)
    if len(kinds) > 1:
        return "mixed", text, best.start
    return next(iter(kinds)), text, best.start


def _recipient(
    clause: Clause, cues: Sequence[Cue], core: tuple[int, int], funder_at: int | None
) -> tuple[str | None, str | None]:
    scored: list[tuple[float, Cue]] = []
    for cue in (c for c in clause.cues if c.kind == "recipient"):
        if funder_at is not None and cue.start <= funder_at < cue.end + 1 and cue.code == "agency":
            continue
        given = bool(_TO_WHOM.search(clause.text, max(0, cue.start - 50), cue.start))
        if cue.end <= core[0]:
            near = core[0] - cue.end < 90
            direct = near and core[0] - cue.end < 30 and _GAVE_TO.search(clause.text, max(0, cue.start - 60), cue.start)
            obtains = near and _OBTAINS.search(clause.text, cue.end, core[0])
            if direct or obtains:
                scored.append((1.3 * (0.7 + 0.1 * cue.weight), cue))
                continue
        if cue.start >= core[1]:
            score = clause.passes(core[1], cue.start) / (1 + (cue.start - core[1]) / 90) * (1.2 if given else 0.7)
        else:
            score = clause.passes(cue.end, core[0]) / (1 + (core[0] - cue.end) / 120) * (1.0 if given else 0.75)
        scored.append((score * (0.7 + 0.1 * cue.weight), cue))
    if not scored:
        return None, None
    scored.sort(key=lambda s: (-s[0], -s[1].weight, s[1].start))
    best = scored[0][1]
    for _, cue in scored[1:]:
        if cue.start <= best.start < cue.end and cue.weight > best.weight:
            best = cue
    if scored[0][0] < 0.08:
        return None, None
    return best.code, _phrase(clause.text, best)


def _phrase(text: str, cue: Cue) -> str:
    """The name around a cue: capitalised words and "of …" that belong to it."""
    start, end = cue.start, cue.end
    head = _NAME_HEAD.search(text, max(0, start - 60), start)
    if head and not _NO_NAME.match(text, head.start()):
        start = head.start()
    tail = _NAME_TAIL.match(text, end, end + 90)
    return text[start : tail.end() if tail else end].strip()
