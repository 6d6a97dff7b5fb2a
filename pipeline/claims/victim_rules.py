"""By which words a number is one of victims identified: the verb that governs it, active, passive or cut short.

Belongs here: telling identified from assisted, referred, expected or prosecuted. Does not belong here: who counted
(`victim_bodies`), what kind of number it is (`victims`), years (`victim_time`).
"""

import re

from pipeline.claims.victim_counts import Count, find_counts

IDENTIFY = (
    r"\b(?:identif(?:y|ied|ies|ying)|recogni[sz](?:ed?|es|ing)|confirm(?:ed|ing|s)?|detect(?:ed|ing|s)?|"
    r"register(?:ed|ing|s)?|verif(?:y|ied|ying)|discover(?:ed|ing|s)?|encounter(?:ed|ing)|uncover(?:ed|ing)|"
    r"certif(?:ied|y|ying)|counted|came[\s ]+across|granted[\s ]+(?:the[\s ]+)?(?:official[\s ]+|formal[\s ]+)?"
    r"(?:victim[\s ]+status|status[\s ]+of[\s ]+(?:a[\s ]+)?victims?))\b"
)
OTHER = (
    r"\b(?:assist|refer|provid|shelter|hous|accommodat|repatriat|return|rescu|remov|prosecut|convict|charg|arrest|"
    r"investigat|screen|train|deport|detain|grant|receiv|support|help|compensat|testif|award|order|treat|serv|offer|fund|"
    r"estimat|interview|cooperat|releas|benefit|transfer|involv|expect|sentenc|indict|plac|enroll?|participat|need)"
    r"(?:e|ed|es|ing|s|red|ring|ied|ies|y)?\b|\b(?:paid|pay|pays|paying|sent|gave|given|give|gives|giving|cared|took|taken|led)\b"
)
IDENTIFIES = re.compile(IDENTIFY, re.IGNORECASE)
_VERB = re.compile(rf"(?P<identify>{IDENTIFY})|(?P<other>{OTHER})", re.IGNORECASE)
_BOTH = re.compile(rf"{IDENTIFY}[\s ]+(?:and|or)[\s ]+(?:\w+ly[\s ]+)?$", re.IGNORECASE)
_PASSIVE = re.compile(
    rf"(?P<gap>[^.;:]{{0,110}}?)\b(?:were|was|had[\s ]+been|have[\s ]+been|has[\s ]+been|being)[\s ]+(?:\w+[\s ]+){{0,2}}?"
    rf"(?P<verb>{IDENTIFY})(?P<as>[\s ]+as[\s ]+[^.;]{{0,40}}?victims?\b)?",
    re.IGNORECASE,
)
_REDUCED = re.compile(
    r"(?:[\s ]+of[\s ]+[\w\s ]{1,30}?)?[\s ]+(?:(?:\w+ly|newly|first)[\s ]+)?(?P<verb>identified|recogni[sz]ed|detected|registered|confirmed)\b",
    re.IGNORECASE,
)
_ALL_OF = re.compile(
    r"\b(?:the|all|these|those|its|there[\s ]+were|there[\s ]+was)[\s ]+(?:\w+[\s ]+)?$", re.IGNORECASE
)
_AS_VICTIMS = re.compile(r"[^.;,]{0,60}?\bas[\s ]+(?:[\w’-]+[\s ]+){0,4}?victims?\b", re.IGNORECASE)
_OF_WHOM = re.compile(
    rf"[\s ]+of[\s ]+(?:whom|them|these|those|which)[\s ]+(?:were|was|had[\s ]+been)[\s ]+(?:\w+[\s ]+){{0,2}}?{IDENTIFY}[\s ]+as[\s ]+[^.;]{{0,40}}?victims?\b",
    re.IGNORECASE,
)
#: "identified 45 as trafficking victims".
_AT_ONCE_AS_VICTIMS = re.compile(r"[\s ]+as[\s ]+(?:[\w’-]+[\s ]+){0,4}?victims?\b", re.IGNORECASE)
#: "of which 88 were confirmed as victims".
_WHOM_BEFORE = re.compile(r"\bof[\s ]+(?:whom|which|these|them)[\s ]+(?:\w+[\s ]+)?$", re.IGNORECASE)
_WERE_IDENTIFIED = re.compile(
    rf"[\s ]+(?:were|was|had[\s ]+been)[\s ]+(?:\w+[\s ]+){{0,2}}?{IDENTIFY}[\s ]+as[\s ]+[^.;]{{0,40}}?victims?\b",
    re.IGNORECASE,
)
#: "Of the 29 victims the government identified".
_RELATIVE = re.compile(
    rf"(?:[\s ]+of[\s ]+[\w\s ]{{1,25}}?)?[\s ]+(?:that[\s ]+)?(?:the|its|their|NGOs|police|officials|authorities)[\s ]+(?:[\w’-]+[\s ]+){{0,3}}?(?P<verb>{IDENTIFY})",
    re.IGNORECASE,
)
_HEDGED = r"(?:(?:at[\s ]+least|more[\s ]+than|approximately|about|nearly|over|a[\s ]+total[\s ]+of)[\s ]+)?"
#: "reported the identification of 84 victims".
_IDENTIFICATION_OF = re.compile(rf"\b(?:identification|recognition|detection)[\s ]+of[\s ]+{_HEDGED}$", re.IGNORECASE)
#: "granted 65 people official victim status".
_GRANTED_STATUS = re.compile(
    r"[\s ]+(?:the[\s ]+)?(?:official[\s ]+|formal[\s ]+)?(?:victim[\s ]+status|status[\s ]+of[\s ]+(?:a[\s ]+)?victim)",
    re.IGNORECASE,
)
_OUT_OF = re.compile(r"[\s ]+(?:out[\s ]+)?of[\s ]+(?:the[\s ]+|its[\s ]+|these[\s ]+)?\d", re.IGNORECASE)
_AFTER_OF = re.compile(r"(?<!total)(?<!number)(?<!sum)[\s ]+of[\s ]+(?:\w+[\s ]+)?$", re.IGNORECASE)
_BARE_AFTER = re.compile(
    r"(?:[\s ]*$|[\s ]*[.,;)]|[\s ]+(?:in|during)[\s ]+(?:the[\s ]+)?(?:\d{4}|previous|prior|year|reporting|fiscal))"
)
_BARE_BEFORE = re.compile(
    rf"{IDENTIFY}[\s ]+(?:a[\s ]+further[\s ]+|another[\s ]+|an[\s ]+additional[\s ]+|only[\s ]+|at[\s ]+least[\s ]+|approximately[\s ]+)?$",
    re.IGNORECASE,
)
#: "identified fewer victims (62)".
_SHOWN = re.compile(rf"{IDENTIFY}(?P<gap>[^.;()]{{0,60}}?)\bvictims?[\s ]*\($", re.IGNORECASE)
#: After "Of the 60 victims they identified in 2017," the next number is a part of them.
_PARTITIVE = re.compile(r"^[\s ]*(?:Of|Among|Out[\s ]+of)[\s ]+(?:the|these|those|its|all|which)\b[^,]*,")


def recognised(text: str, count: Count, counts: list[Count]) -> str | None:
    """The rule by which a number counts victims identified; None where it counts something else.

    Args:
        text: the sentence.
        count: the number.
        counts: all numbers of the sentence.
    """
    if _OF_WHOM.match(text, count.end) or (
        _WHOM_BEFORE.search(text, 0, count.start) and _WERE_IDENTIFIED.match(text, count.end)
    ):
        return "of_whom"
    if count.noun is None and (shown := _SHOWN.search(text, 0, count.start)):
        alone = text.startswith(")", count.end) and not re.search(r"\bvictims?\b|\d", shown["gap"], re.IGNORECASE)
        return "bracket" if alone and not re.search(OTHER, shown["gap"], re.IGNORECASE) else None
    if count.noun == "crime" or (count.noun is None and not _may_be_bare(text, count)):
        return None
    fronted = _PARTITIVE.match(text)
    if fronted and fronted.end() <= count.start and find_counts(fronted.group()):
        return None
    if count.noun == "victim" and _IDENTIFICATION_OF.search(text, 0, count.start):
        return "active"
    if count.noun == "person" and _GRANTED_STATUS.match(text, count.noun_end):
        return "status"
    clause = text.rfind(";", 0, count.start) + 1
    verb = last_verb(_VERB, text, clause, count.start, counts)
    governed = verb is not None and _governs(text, verb.end(), count.start)
    if count.noun in ("person", "part"):
        passive = _passive(text, count)
        if passive and (passive["as"] or "status" in passive["verb"].lower()):
            return "status" if "status" in passive["verb"].lower() else "passive"
        return "active" if governed and verb and verb["identify"] and _AS_VICTIMS.match(text, count.noun_end) else None
    if count.noun is None:
        return "bare"
    whole = bool(_ALL_OF.search(text, max(0, count.start - 24), count.start))
    if governed and verb and not (_AFTER_OF.search(text[max(0, count.start - 24) : count.start])):
        if verb["identify"]:
            return "active"
        if _BOTH.search(text, clause, verb.start()):
            return "active"
        if not whole:
            return None
    if whole or not governed:
        if _REDUCED.match(text, count.noun_end) and (whole or not _AFTER_OF.search(text[: count.start])):
            return "reduced"
        relative = _RELATIVE.match(text, count.noun_end) if whole else None
        if relative and not re.search(OTHER, relative.group(), re.IGNORECASE):
            return "reduced"
        if "identified" in count.words:
            return "adjective"
    if not governed and not _AFTER_OF.search(text[max(0, count.start - 24) : count.start]) and _passive(text, count):
        return "passive"
    return None


def last_verb(
    pattern: re.Pattern[str], text: str, start: int, end: int, counts: list[Count] | None = None
) -> re.Match[str] | None:
    """The last match that is a verb: "20 recognized victims" holds an adjective."""
    found = [
        m for m in pattern.finditer(text, start, end) if not any(c.end <= m.start() < c.noun_end for c in counts or ())
    ]
    return found[-1] if found else None


def _may_be_bare(text: str, count: Count) -> bool:
    """A number without a noun that an identifying verb governs, victims having been named before: "identified a further 41"."""
    if not _BARE_BEFORE.search(text, 0, count.start):
        return False
    if _AT_ONCE_AS_VICTIMS.match(text, count.end):
        return True
    out_of = _OUT_OF.match(text, count.end)
    named = re.search(r"\b(?:victims?|survivors?)\b", text[: count.start], re.IGNORECASE)
    return bool(out_of) or bool(named and _BARE_AFTER.match(text, count.end))


def _governs(text: str, verb_end: int, start: int) -> bool:
    """Whether the number is the object of the verb before it: no new subject stands between."""
    gap = text[verb_end:start]
    return len(gap) < 140 and not re.search(r"\bthat\b|[;:]|,[\s ](?!\d)(?:[A-Z]|the\b|and[\s ]+(?!\d))", gap)


def _passive(text: str, count: Count) -> re.Match[str] | None:
    match = _PASSIVE.match(text, count.noun_end)
    if not match or re.search(OTHER, match["gap"], re.IGNORECASE) or re.search(r"\bwh(?:ile|ereas)\b", match["gap"]):
        return None
    return match
