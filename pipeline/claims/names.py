"""Proper names of bodies and what such a body is for: "Coordination Office for Prevention of Trafficking", "Victim Assistance Center".

Belongs here: the words within a body's name, which say what the body is and not what an amount is for.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_CONNECTED = re.compile(
    r"(?!(?:The|A|An|From|By|In|For|To|At|On|With|While|Under|Through|During|Its|This|Of)\b)[A-Z][\w’'-]*(?:\s+(?:(?:of|for|on|against|in|to|the|and|&)\s+){0,3}[A-Z][\w’'-]*)+(?:\s+\([A-Z][\w-]+\))?"
)
#: The noun that says which kind of body a name names; of several the first counts.
_HEAD = re.compile(
    r"\b(?P<fund>Fund)\b|\b(?P<house>Shelters?|Homes?(?!\s+(?:Affairs|Office|Secretar|Department))|Houses?|Refuge|Facility|Security\s+Facility)\b"
    r"|\b(?P<centre>Cent(?:er|re)s?)\b"
    r"|\b(?P<coordinating>(?:Sub-)?(?:Committee|Council|Commission)|Secretariat|Task\s*-?\s*Force|Coordinator|Rapporteur|Working\s+Group)\b"
    r"|\b(?P<authority>Authority|Coalition|Alliance|Delegation)\b|\b(?P<office>Office)\b|\b(?P<police>Police|Unit|Division|Squad|Brigade)\b"
    r"|\b(?P<other>Ministry|Department|Directorate|Agency|Board|Bureau|Administration|Service|Institute|Institution)\b"
)
_TRAFFICKING = re.compile(r"Traffick|Coordinat|Co-ordinat")
#: Reports name the body that leads the response once in full and then in short.
_BARE = re.compile(r"(?:The\s+)?National\s+(?:Authority|Coalition|Alliance)")
_COORDINATES = re.compile(
    r"Traffick|Coordinat|Co-ordinat|National|Inter-?\s?(?:[Aa]gency|[Mm]inisterial|[Dd]epartmental)|Steering|Secretariat|Task"
)
_NOT_COORDINATING = re.compile(r"Human\s+Rights|Europe|Ministers|Victims|Refugee|Assembly")
_REHABILITATES = re.compile(r"Rehabilitat|Reintegrat")
_HOUSES = re.compile(r"Shelter|Refuge|Crisis|Reception|Transit")
_HELPS = re.compile(r"Victim|Assist|Support|Protect")


class NamedBody(NamedTuple):
    """A body's proper name at [start, end) and the purpose of money for it; None where the name does not tell."""

    start: int
    end: int
    purpose: str | None


@lru_cache(maxsize=8)
def named_bodies(text: str) -> tuple[NamedBody, ...]:
    """Proper names of bodies in a sentence. Names of plans, laws and projects are not bodies."""
    found = []
    for match in _CONNECTED.finditer(text):
        head = _HEAD.search(text, match.start(), match.end())
        if head:
            found.append(NamedBody(match.start(), match.end(), _purpose(match.group(), head.lastgroup or "other")))
    return tuple(found)


def _purpose(name: str, kind: str) -> str | None:
    if kind == "fund":
        if "Compensat" in name:
            return "compensation"
        if _HELPS.search(name):
            return "victim_assistance"
        return "anti_trafficking_general" if "Traffick" in name else None
    if kind == "house":
        return "shelter"
    if kind == "centre":
        return _of_centre(name)
    if kind == "coordinating" and _COORDINATES.search(name) and not _NOT_COORDINATING.search(name):
        return "coordination"
    if kind == "authority":
        return "coordination" if _TRAFFICKING.search(name) or _BARE.fullmatch(name) else None
    if kind in ("office", "police") and _TRAFFICKING.search(name):
        return "coordination" if kind == "office" else "law_enforcement"
    return None


def _of_centre(name: str) -> str | None:
    if _REHABILITATES.search(name):
        return "reintegration"
    return "shelter" if _HOUSES.search(name) else "victim_assistance"
