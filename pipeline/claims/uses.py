"""One purpose out of the several uses of money that a phrase names.

Belongs here: what "A, B, and C" are together (DESIGN: several kinds of help to victims are victim_assistance). Which phrase
speaks of an amount is purpose.py's work.
"""

import re
from collections.abc import Sequence

from pipeline.claims.cues import Cue

CARE = ("shelter", "legal_aid", "health_psych", "food", "repatriation", "reintegration", "service")
BODIES = {"coordinating_body": "coordination", "police_body": "law_enforcement", "carrier": "anti_trafficking_general"}
GENERAL = "victim_assistance"
OVERALL = "anti_trafficking_general"
#: A shelter that is only where something happens or who is paid: "food for two shelters", "salaries at the shelter".
_PLACE = re.compile(
    r"\b(?:to|at|in|of|from|by|among|for|those in)\s+(?:the\s+|its\s+|an?\s+|each\s+(?:of\s+)?(?:the\s+)?|all\s+|\w+\s+){0,2}(?:NGO(?:[- ]\w+)?\s+|state(?:[- ]\w+)?\s+|government(?:[- ]\w+)?\s+|women[’']s\s+|[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
#: "from its anti-trafficking fund" tells where money comes from, not what it is for.
_SOURCE = re.compile(r"\b(?:from|out\s+of)\s+(?:(?:its|the|a|an|their)\s+)?(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_HOUSES = re.compile(
    r"shelters|homes?\b|houses?\b|cent(?:er|re)s?|refuge|hostel|dormitor|facilit|apartments|flats", re.IGNORECASE
)
_THE = re.compile(
    r"(?:\b(?:the|its|an?|one|each|their|that|NGO|\w+-run|\w+-operated|state|government)|[’']s)\s+(?:(?!for\b|to\b|of\b|in\b|on\b)[\w-]+\s+)?$",
    re.IGNORECASE,
)
_JOINS = re.compile(r",|\b(?:and|or|as well as|plus)\b")
_QUALIFIES = re.compile(
    r"\s*(?:(?:on|about|for|of|to|in|against|at|within|under|the|its|a|all|their|other|and to)\s+){0,3}"
)


def plain_code(code: str) -> str:
    """The purpose code of the tables for a code of the vocabulary."""
    return "victim_assistance" if code == "service" else BODIES.get(code, code)


def combined(text: str, cues: Sequence[Cue], to_ngo: bool) -> str | None:
    """One purpose out of the uses that a phrase names, in their order; None where it names none.

    Args:
        text: the sentence.
        cues: cues of uses, without bodies and persons.
        to_ngo: the money goes to an NGO, for which "coordinating victim care" is care.
    """
    used = [c for c in cues if c.code == "compensation" or not _SOURCE.search(text, max(0, c.start - 30), c.start)]
    cues = _unqualified(text, used)
    codes = list(dict.fromkeys(c.code for c in cues))
    if not codes:
        return None
    for narrow in ("staff_salaries", "compensation"):
        if narrow in codes:
            return narrow
    help_ = _help(text, cues)
    other = [c for c in codes if c not in CARE and c != GENERAL]
    if to_ngo and help_ and "coordination" in other:
        other.remove("coordination")
    if not other or not help_:
        return _without_help(other) if other else help_
    if other == ["identification"]:
        return GENERAL
    first = cues[0].code
    if first not in other or (other[0] in ("prevention", OVERALL) and len(other) == 1 and _joined(text, cues)):
        return help_
    return OVERALL if len(other) > 1 or first == "law_enforcement" else plain_code(first)


def _unqualified(text: str, cues: Sequence[Cue]) -> list[Cue]:
    """Cues without those that only say what another is about: "campaign against trafficking", "training in identification"."""
    kept: list[Cue] = []
    for cue in cues:
        between = text[kept[-1].end : cue.start] if kept else None
        if between is not None and cue.code == OVERALL and _QUALIFIES.fullmatch(between):
            continue
        if between is not None and kept[-1].code == "training" and not _JOINS.search(between):
            continue  # what is taught and to whom
        kept.append(cue)
    return kept


def _help(text: str, cues: Sequence[Cue]) -> str | None:
    """The help to victims that a phrase names: one kind, or several, which are assistance in general.

    Shelters beside general help, journeys home or small services stay shelters; shelter as one of the things done is not more
    than the help beside it.
    """
    found = [c for c in cues if c.code in CARE or c.code == GENERAL]
    kinds = list(dict.fromkeys(c.code for c in found if c.code in CARE))
    if not kinds:
        return GENERAL if found else None
    general = any(c.code == GENERAL for c in found)
    if "shelter" in kinds:
        housed = [c for c in found if c.code == "shelter"]
        others = [k for k in kinds if k != "shelter"]
        houses = any(is_house(text, c) for c in housed)
        if not others:
            if found[0].code == GENERAL:
                return GENERAL
            plain = all(text[c.start : c.end].lower() == "services" for c in found if c.code == GENERAL)
            return GENERAL if general and not houses and not plain and _joined(text, found) else "shelter"
        if all(_is_place(text, c, found) for c in housed):
            kinds = others
        elif houses and set(others) <= {"repatriation", "service"}:
            return "shelter"
    if set(kinds) == {"repatriation", "reintegration"}:
        return "reintegration"  # the way home is the first step of it
    if len(kinds) > 1 or kinds == ["service"]:
        return GENERAL
    (kind,) = kinds
    return GENERAL if found[0].code == GENERAL and kind != "reintegration" else kind


def _is_place(text: str, cue: Cue, cues: Sequence[Cue]) -> bool:
    """Whether a shelter is only where another kind of help is given: the two are joined by no "and"."""
    if not _PLACE.search(text, max(0, cue.start - 60), cue.start):
        return False
    at = cues.index(cue)
    beside = (
        text[cues[at - 1].end : cue.start] if at else text[cue.end : cues[at + 1].start] if at + 1 < len(cues) else ","
    )
    return not _JOINS.search(beside)


def is_house(text: str, cue: Cue) -> bool:
    """Whether a shelter is a place that somebody runs, not the roof over a head that help consists in."""
    word = text[cue.start : cue.end]
    return bool(_HOUSES.search(word)) or bool(_THE.search(text, max(0, cue.start - 20), cue.start))


def _joined(text: str, cues: Sequence[Cue]) -> bool:
    return bool(_JOINS.search(text, cues[0].end, cues[-1].start))


def _without_help(other: Sequence[str]) -> str:
    """One of several purposes none of which is help to victims."""
    if len(other) == 1:
        return plain_code(other[0])
    if OVERALL in other or len(other) > 2:
        return OVERALL
    if "prevention" in other and "law_enforcement" in other:
        return OVERALL
    return plain_code(other[0])
