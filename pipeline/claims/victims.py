"""Victims identified: the numbers of trafficking victims that a text says were identified.

Belongs here: which count is one of victims identified (not assisted, referred, expected or prosecuted), by whom, and how
counts hang together. Does not belong here: notation (`victim_counts`), years (`victim_time`), tables (`victim_table`).
"""

import re
from dataclasses import dataclass, replace

from pipeline.claims.model import Context
from pipeline.claims.sentences import Sentence, split_sentences
from pipeline.claims.victim_counts import Count, find_counts
from pipeline.claims.victim_time import Dated, SentenceTime, is_compared

_IDENTIFY = (
    r"\b(?:identif(?:y|ied|ies|ying)|recogni[sz](?:ed?|es|ing)|confirm(?:ed|ing|s)?|detect(?:ed|ing|s)?|"
    r"register(?:ed|ing|s)?|verif(?:y|ied|ying)|discover(?:ed|ing|s)?|encounter(?:ed|ing)|uncover(?:ed|ing)|"
    r"certif(?:ied|y|ying)|counted|came[\s ]+across|granted[\s ]+(?:the[\s ]+)?(?:official[\s ]+|formal[\s ]+)?"
    r"(?:victim[\s ]+status|status[\s ]+of[\s ]+(?:a[\s ]+)?victims?))\b"
)
_OTHER = (
    r"\b(?:assist|refer|provid|shelter|hous|accommodat|repatriat|return|rescu|remov|prosecut|convict|charg|arrest|"
    r"investigat|screen|train|deport|detain|grant|receiv|support|help|compensat|testif|award|order|treat|serv|offer|fund|"
    r"estimat|interview|cooperat|releas|benefit|transfer|involv|expect|sentenc|indict|plac|enroll?|participat|need)"
    r"(?:e|ed|es|ing|s|red|ring|ied|ies|y)?\b|\b(?:paid|pay|pays|paying|sent|gave|given|give|gives|giving|cared|took|taken|led)\b"
)
_IDENTIFIES = re.compile(_IDENTIFY, re.IGNORECASE)
_VERB = re.compile(rf"(?P<identify>{_IDENTIFY})|(?P<other>{_OTHER})", re.IGNORECASE)
_SPEAKS = re.compile(
    rf"{_IDENTIFY}|\b(?:identification|recognition|detection)[\s ]+of\b|\bvictim[\s ]+status", re.IGNORECASE
)
_BOTH = re.compile(rf"{_IDENTIFY}[\s ]+(?:and|or)[\s ]+(?:\w+ly[\s ]+)?$", re.IGNORECASE)
_PASSIVE = re.compile(
    rf"(?P<gap>[^.;:]{{0,110}}?)\b(?:were|was|had[\s ]+been|have[\s ]+been|has[\s ]+been|being)[\s ]+(?:\w+[\s ]+){{0,2}}?"
    rf"(?P<verb>{_IDENTIFY})(?P<as>[\s ]+as[\s ]+[^.;]{{0,40}}?victims?\b)?",
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
    rf"[\s ]+of[\s ]+(?:whom|them|these|those|which)[\s ]+(?:were|was|had[\s ]+been)[\s ]+(?:\w+[\s ]+){{0,2}}?{_IDENTIFY}[\s ]+as[\s ]+[^.;]{{0,40}}?victims?\b",
    re.IGNORECASE,
)
#: "identified 45 as trafficking victims".
_AT_ONCE_AS_VICTIMS = re.compile(r"[\s ]+as[\s ]+(?:[\w’-]+[\s ]+){0,4}?victims?\b", re.IGNORECASE)
#: "of which 88 were confirmed as victims".
_WHOM_BEFORE = re.compile(r"\bof[\s ]+(?:whom|which|these|them)[\s ]+(?:\w+[\s ]+)?$", re.IGNORECASE)
_WERE_IDENTIFIED = re.compile(
    rf"[\s ]+(?:were|was|had[\s ]+been)[\s ]+(?:\w+[\s ]+){{0,2}}?{_IDENTIFY}[\s ]+as[\s ]+[^.;]{{0,40}}?victims?\b",
    re.IGNORECASE,
)
#: "Of the 29 victims the government identified".
_RELATIVE = re.compile(
    rf"(?:[\s ]+of[\s ]+[\w\s ]{{1,25}}?)?[\s ]+(?:that[\s ]+)?(?:the|its|their|NGOs|police|officials|authorities)[\s ]+(?:[\w’-]+[\s ]+){{0,3}}?(?P<verb>{_IDENTIFY})",
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
_TOPIC = re.compile(
    r"\b(?:number[\s ]+of[\s ][^.;]{0,60}?victims?\b|figures?[\s ]+(?:for|on)[\s ][^.;]{0,40}?victims?\b|victims?[\s ]+(?:\w+ly[\s ]+)?identified\b)",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"\b(?:was|were|numbered|stood[\s ]+at|reached|total(?:l?ed|s)|amounted[\s ]+to|came[\s ]+to|from|to|at|is)[\s ]+(?:only[\s ]+|just[\s ]+)?"
    r"(?:approximately[\s ]+|about[\s ]+|at[\s ]+least[\s ]+)?$",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    rf"\b(?P<no>no|not?[\s ]+any)[\s ]+(?P<words>(?:[\w’-]+[\s ]+){{0,4}}?)victims?\b[^.;,]{{0,50}}?\b(?:were|was|had[\s ]+been|have[\s ]+been)[\s ]+(?:\w+[\s ]+)?{_IDENTIFY}"
    rf"|\b(?:did|had|has|have)[\s ]+not[\s ]+(?:\w+ly[\s ]+)?{_IDENTIFY}[\s ]+(?:(?:and|or)[\s ]+\w+[\s ]+)?(?P<any>any|a[\s ]+single)[\s ]+(?P<words2>(?:[\w’-]+[\s ]+){{0,4}}?)victims?\b"
    rf"|{_IDENTIFY}[\s ]+(?P<none>no)[\s ]+(?P<words3>(?:[\w’-]+[\s ]+){{0,4}}?)victims?\b",
    re.IGNORECASE,
)
_BARE_AFTER = re.compile(
    r"(?:[\s ]*$|[\s ]*[.,;)]|[\s ]+(?:in|during)[\s ]+(?:the[\s ]+)?(?:\d{4}|previous|prior|year|reporting|fiscal))"
)
_BARE_BEFORE = re.compile(
    rf"{_IDENTIFY}[\s ]+(?:a[\s ]+further[\s ]+|another[\s ]+|an[\s ]+additional[\s ]+|only[\s ]+|at[\s ]+least[\s ]+|approximately[\s ]+)?$",
    re.IGNORECASE,
)
#: "identified fewer victims (62)".
_SHOWN = re.compile(rf"{_IDENTIFY}(?P<gap>[^.;()]{{0,60}}?)\bvictims?[\s ]*\($", re.IGNORECASE)
_PART_BEFORE = re.compile(
    r"(?:\bincluding|\bof[\s ]+(?:whom|which|these|those|them)|\bamong[\s ]+(?:them|whom|these)|\bcompris(?:ing|ed)|\bconsisting|\binclud(?:ed|es))\b[^.;]{0,80}$",
    re.IGNORECASE,
)
_NGO = re.compile(
    r"\b(?:NGOs?|non-?governmental|civil[\s ]+society|international[\s ]+organi[sz]ations?|IOM|UNHCR|UNICEF|charit(?:y|ies)|faith-based|churches)\b",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:governments?|authorit(?:y|ies)|police|officials?|minist\w+|prosecut\w+|inspect\w+|border|law[\s ]+enforcement|state|courts?|commission|units?|agenc\w+|referral[\s ]+mechanism|NRM|task[\s ]+forces?)\b",
    re.IGNORECASE,
)
#: A state that pays or helps does not identify: "an NGO, with government funding, identified".
_NO_ACTOR = re.compile(
    r",[\s ]+with[\s ][^,]{0,60},|\b(?:government|state)[\s -](?:fund\w*|support\w*|run|financ\w*)", re.IGNORECASE
)
_ABROAD = re.compile(
    r"\b(?:abroad|overseas|embass(?:y|ies)|consulates?|consular|foreign[\s ]+missions?|diplomats?)\b", re.IGNORECASE
)
_MUST = re.compile(r"\b(?:should|urges?|recommends?|invites?|must|need[\s ]+to|could|would)\b", re.IGNORECASE)

_POTENTIAL = frozenset({"potential", "possible", "presumed", "suspected", "alleged", "probable", "likely", "apparent"})
_CONFIRMED = frozenset(
    {"official", "officially", "confirmed", "formal", "formally", "recognised", "recognized", "identified"}
)
_SUBSET = frozenset(
    {"child", "minor", "underage", "female", "male", "adult", "foreign", "foreign-national", "domestic", "internal", "sex",
     "sexual", "labor", "labour", "forced", "girl", "boy", "women", "transgender", "local", "migrant", "juvenile"}
)  # fmt: skip
_TYPE_AFTER = re.compile(
    r"[\s ]+of[\s ]+(?:sex\b|sexual|labou?r[\s ]+(?:traffic|exploit)|forced[\s ]+labou?r|domestic[\s ]+servitude)",
    re.IGNORECASE,
)
#: Flags that keep a count from standing for a country and year.
NOT_A_TOTAL = frozenset({"subset", "abroad", "multi_year", "part_of_year"})


@dataclass(frozen=True, slots=True)
class VictimFinding:
    """One stated number of victims identified; `part_of` is the place in the list of findings of the total it belongs to.

    `start` and `end` are places in the paragraph's text.
    """

    count_low: int
    count_high: int
    qualifier: str
    count_text: str
    year: int | None
    period_start: str | None
    period_end: str | None
    year_basis: str | None
    role: str
    part_of: int | None
    confidence: float
    rule: str
    flags: tuple[str, ...]
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Told:
    """A count that is one of victims identified, before it is dated."""

    count: Count
    rule: str
    flags: frozenset[str]
    confidence: float
    part_of: int | None = None


def find_victims(text: str, context: Context) -> list[VictimFinding]:
    """All numbers of victims identified in a paragraph, in order.

    Args:
        text: a paragraph.
        context: edition year, series and section; recommendations state nothing and yield nothing.
    """
    if (context.section or "").lower().startswith("recommendation"):
        return []
    found: list[VictimFinding] = []
    for sentence in split_sentences(text):
        if re.search(r"victim|survivor|VoT", sentence.text, re.IGNORECASE) and _SPEAKS.search(sentence.text):
            found += _of_sentence(sentence, context, len(found))
    return found


def _of_sentence(sentence: Sentence, context: Context, offset: int) -> list[VictimFinding]:
    text = sentence.text
    counts = find_counts(text)
    told = [t for t in (_told(text, count, counts) for count in counts) if t]
    told = _with_parts(text, _bare_like_before(told))
    nothing = _nothing(text)
    if nothing and not any(t.count.start == nothing.count.start for t in told):
        told = sorted([*told, nothing], key=lambda t: t.count.start)
    topic = _topic(text)
    dated = SentenceTime(text, context).date([(t.count, t.part_of is None) for t in told], counts, topic)
    return [_finding(sentence, told, d, offset) for d in dated]


def _finding(sentence: Sentence, told: list[_Told], dated: Dated, offset: int) -> VictimFinding:
    like = told[dated.like] if told else None
    flags = set(like.flags if like else _of_topic(sentence.text)) | set(dated.flags)
    confidence = min(like.confidence if like else 0.8, dated.confidence)
    if flags & NOT_A_TOTAL:
        confidence = min(confidence, 0.65)
    count = dated.count
    own = like is not None and count is like.count
    if not own and re.search(r"\btotal[\s ]+of[\s ]+$", sentence.text[: count.start], re.IGNORECASE):
        flags.discard("subset")
    return VictimFinding(
        count_low=int(count.low),
        count_high=int(count.high),
        qualifier=count.qualifier,
        count_text=sentence.text[count.start : count.noun_end or count.end].strip(),
        year=dated.year,
        period_start=dated.period[0] if dated.period else None,
        period_end=dated.period[1] if dated.period else None,
        year_basis=dated.basis,
        role=dated.role,
        part_of=None if like is None or like.part_of is None else offset + like.part_of,
        confidence=round(confidence, 2),
        rule=f"{like.rule if own and like else 'beside'}; {dated.rule}",
        flags=tuple(sorted(flags)),
        sentence=sentence.text,
        start=sentence.start + count.start,
        end=sentence.start + count.end,
    )


def _topic(text: str) -> int | None:
    """Where "the number of victims identified" ends; None where another verb follows, whose numbers are its own."""
    topic = _TOPIC.search(text)
    if topic is None or re.search(_OTHER, text[topic.end() :], re.IGNORECASE):
        return None
    return topic.end()


def _of_topic(text: str) -> set[str]:
    """Flags of counts that a sentence on "the number of victims" tells."""
    topic = _TOPIC.search(text)
    words = {w.lower() for w in re.findall(r"[\w-]+", topic.group() if topic else "")}
    flags = _by_whom(text, 0, len(text))
    if words & _POTENTIAL:
        flags.add("potential")
    if words & _SUBSET:
        flags.add("subset")
    return flags


def _told(text: str, count: Count, counts: list[Count]) -> _Told | None:
    """The count with what is said of it, or None where it is no count of victims identified."""
    rule = _rule(text, count, counts)
    if rule is None:
        return None
    part_clause = text.rfind(";", 0, count.start) + 1
    if _MUST.search(text, max(part_clause, count.start - 80), count.start):
        return None
    flags = set(_by_whom(text, part_clause, count.start))
    words = set(count.words)
    if words & _POTENTIAL:
        flags.add("includes_potential" if words & (_CONFIRMED - {"identified"}) else "potential")
    named = any(w[:1].isupper() and not w.isupper() for w in count.words if w.lower() not in ("trafficking", "human"))
    if words & _SUBSET or named or count.noun == "part" or _TYPE_AFTER.match(text, count.noun_end):
        flags.add("subset")
    if _ABROAD.search(text, part_clause, count.start) or re.match(
        r"[^,;.(]{0,60}?\b(?:abroad|overseas)\b", text[count.noun_end :], re.IGNORECASE
    ):
        flags.add("abroad")
    confidence = {"active": 0.9, "passive": 0.9, "reduced": 0.85, "adjective": 0.8, "status": 0.8}.get(rule, 0.75)
    return _Told(count, rule, frozenset(flags), confidence)


def _rule(text: str, count: Count, counts: list[Count]) -> str | None:
    if _OF_WHOM.match(text, count.end) or (
        _WHOM_BEFORE.search(text, 0, count.start) and _WERE_IDENTIFIED.match(text, count.end)
    ):
        return "of_whom"
    if count.noun is None and (shown := _SHOWN.search(text, 0, count.start)):
        alone = text.startswith(")", count.end) and not re.search(r"\bvictims?\b|\d", shown["gap"], re.IGNORECASE)
        return "bracket" if alone and not re.search(_OTHER, shown["gap"], re.IGNORECASE) else None
    if count.noun == "crime" or (count.noun is None and not _may_be_bare(text, count)):
        return None
    if count.noun == "victim" and _IDENTIFICATION_OF.search(text, 0, count.start):
        return "active"
    if count.noun == "person" and _GRANTED_STATUS.match(text, count.noun_end):
        return "status"
    clause = text.rfind(";", 0, count.start) + 1
    verb = _last(_VERB, text, clause, count.start, counts)
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
        if relative and not re.search(_OTHER, relative.group(), re.IGNORECASE):
            return "reduced"
        if "identified" in count.words:
            return "adjective"
    if not governed and not _AFTER_OF.search(text[max(0, count.start - 24) : count.start]) and _passive(text, count):
        return "passive"
    return None


def _last(
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
    if not match or re.search(_OTHER, match["gap"], re.IGNORECASE) or re.search(r"\bwh(?:ile|ereas)\b", match["gap"]):
        return None
    return match


def _by_whom(text: str, start: int, end: int) -> set[str]:
    """Who identified, from the words before the count, or behind "by"."""
    verb = _last(_IDENTIFIES, text, start, end)
    subject = text[max(start, (verb.start() if verb else end) - 110) : verb.start() if verb else end]
    by = re.search(r"identified[\s ]+by[\s ]+([^.;,(]{0,60})", text[start:], re.IGNORECASE)
    if by:
        subject = by[1]
    subject = _NO_ACTOR.sub(" ", subject)
    ngo, state = bool(_NGO.search(subject)), bool(_STATE.search(subject))
    return {"joint_count"} if ngo and state else {"by_ngo"} if ngo else set()


def _bare_like_before(told: list[_Told]) -> list[_Told]:
    """A number without a noun counts what the one before it counts: potential victims, say."""
    filled: list[_Told] = []
    for item in told:
        if item.rule == "bare" and filled:
            item = replace(item, flags=item.flags | (filled[-1].flags & {"potential", "includes_potential"}))
        filled.append(item)
    return filled


def _with_parts(text: str, told: list[_Told]) -> list[_Told]:
    """Counts behind "including" or "of whom" are parts of the one before."""
    linked: list[_Told] = []
    for place, item in enumerate(told):
        whole = next((p for p in range(place - 1, -1, -1) if linked[p].part_of is None), None)
        if (
            whole is not None
            and item.rule != "of_whom"
            and not is_compared(text, item.count)
            and _PART_BEFORE.search(text, told[whole].count.noun_end, item.count.start)
            and item.count.high <= told[whole].count.high
        ):
            item = replace(item, part_of=whole)
        linked.append(item)
    return linked


def _nothing(text: str) -> _Told | None:
    """ "No victims were identified": a zero; of a group of victims only, a zero of that group."""
    match = _NOTHING.search(text)
    if not match or re.search(r"\b(?:report|if|whether)\w*[\s ]+$", text[max(0, match.start() - 12) : match.start()]):
        return None
    if re.search(r"\bnot[\s ]+(?:\w+[\s ]+)?report(?:ed|ing)?\b", text[: match.end()], re.IGNORECASE):
        return None
    words = tuple(w.lower() for w in (match["words"] or match["words2"] or match["words3"] or "").split())
    flags = _by_whom(text, 0, match.end())
    if set(words) & _SUBSET:
        flags.add("subset")
    if set(words) & _POTENTIAL:
        flags.add("includes_potential")
    start = match.start()
    count = Count(start, match.end(), 0, 0, "exact", words, "victim", match.end())
    return _Told(count, "none", frozenset(flags), 0.85)
