"""Victims identified: the numbers of trafficking victims that a text says were identified.

Belongs here: which count is one of victims identified (not assisted, referred, expected or prosecuted), by whom, and how
counts hang together. Does not belong here: notation (`victim_counts`), years (`victim_time`), tables (`victim_table`).
"""

import re
from dataclasses import dataclass, replace

from pipeline.claims.model import Context
from pipeline.claims.sentences import Sentence, split_sentences
from pipeline.claims.spans import YEAR
from pipeline.claims.victim_bodies import by_organisations, of_a_part
from pipeline.claims.victim_counts import Count, find_counts
from pipeline.claims.victim_rules import IDENTIFIES, IDENTIFY, OTHER, last_verb, recognised
from pipeline.claims.victim_time import Dated, SentenceTime, is_compared

_SPEAKS = re.compile(
    rf"{IDENTIFY}|\b(?:identification|recognition|detection)[\s ]+of\b|\bvictim[\s ]+status", re.IGNORECASE
)
_TOPIC = re.compile(
    r"\b(?:number[\s ]+of[\s ][^.;]{0,60}?victims?\b|figures?[\s ]+(?:for|on)[\s ][^.;]{0,40}?victims?\b|victims?[\s ]+(?:\w+ly[\s ]+)?identified\b)",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    rf"\b(?P<no>no|not?[\s ]+any)[\s ]+(?P<words>(?:[\w’-]+[\s ]+){{0,4}}?)victims?\b[^.;,]{{0,50}}?\b(?:were|was|had[\s ]+been|have[\s ]+been)[\s ]+(?:\w+[\s ]+)?{IDENTIFY}"
    rf"|\b(?:did|had|has|have)[\s ]+not[\s ]+(?:\w+ly[\s ]+)?{IDENTIFY}[\s ]+(?:(?:and|or)[\s ]+\w+[\s ]+)?(?P<any>any|a[\s ]+single)[\s ]+(?P<words2>(?:[\w’-]+[\s ]+){{0,4}}?)victims?\b"
    rf"|{IDENTIFY}[\s ]+(?P<none>no)[\s ]+(?P<words3>(?:[\w’-]+[\s ]+){{0,4}}?)victims?\b",
    re.IGNORECASE,
)
_LATEST_DATA = re.compile(
    r"\b(?:latest|last|most[\s ]+recent)[\s ]+(?:year|period)\b[^.;]{0,60}\b(?:available|published|released)\b"
    r"|\b(?:latest|most[\s ]+recent)[\s ]+(?:available[\s ]+)?(?:data|statistics|figures)\b",
    re.IGNORECASE,
)
_RESTRICTED = re.compile(
    r"[\s ]+(?:who|that|which)[\s ]+(?:were|are|was|had|came)\b|[\s ]+(?:aged|under|from)\b", re.IGNORECASE
)
_PART_BEFORE = re.compile(
    r"(?:\bincluding|\bof[\s ]+(?:whom|which|these|those|them)|\bamong[\s ]+(?:them|whom|these)|\bcompris(?:ing|ed)|\bconsisting|\binclud(?:ed|es))\b[^.;]{0,80}$",
    re.IGNORECASE,
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
#: Flags that an earlier year's number told beside a count shares with it, whatever noun it has itself.
_SHARED = frozenset({"subset", "abroad", "by_ngo", "one_body"})


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
    described: int | None = None
    for sentence in split_sentences(text):
        if re.search(r"victim|survivor|VoT", sentence.text, re.IGNORECASE) and _SPEAKS.search(sentence.text):
            told = _of_sentence(sentence, _at(described, sentence, context), len(found))
            found += [_echo(finding, found) for finding in told]
            described = _latest_data(sentence.text, told) or described
    return found


def _latest_data(text: str, told: list[VictimFinding]) -> int | None:
    """The year that a paragraph describes from here on: "in 2016, the latest year for which data were available"."""
    years = [f.year for f in told if f.role != "none" and f.year_basis == "explicit" and f.year is not None]
    return max(years) if years and _LATEST_DATA.search(text) else None


def _at(described: int | None, sentence: Sentence, context: Context) -> Context:
    """The context of a sentence that names no later year than the one its paragraph describes."""
    if described is None or any(int(y) > described for y in re.findall(rf"\b{YEAR}\b", sentence.text)):
        return context
    return replace(context, edition_year=described + 1)


def _echo(finding: VictimFinding, before: list[VictimFinding]) -> VictimFinding:
    """A number told again ("all 42 victims identified") is what it was when first told, in the same year."""
    first = next((f for f in before if f.count_low == finding.count_low and f.count_high == finding.count_high), None)
    again = finding.rule.split(";")[0] in ("reduced", "adjective") and finding.year_basis == "reporting_period"
    if first is None or not again:
        return finding
    flags = set(first.flags) | (set(finding.flags) - {"year_assumed"})
    return replace(
        finding, year=first.year, year_basis=first.year_basis, role=first.role, part_of=first.part_of,
        flags=tuple(sorted(flags)), confidence=min(finding.confidence, first.confidence), rule=f"{finding.rule}:again",
    )  # fmt: skip


def _of_sentence(sentence: Sentence, context: Context, offset: int) -> list[VictimFinding]:
    text = sentence.text
    counts = find_counts(text)
    told = [t for t in (_told(text, count, counts, context.country_iso3) for count in counts) if t]
    told = _compared_like_before(text, _with_parts(text, _bare_like_before(told)))
    nothing = _nothing(text, context.country_iso3)
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
    if topic is None or re.search(OTHER, text[topic.end() :], re.IGNORECASE):
        return None
    return topic.end()


def _of_topic(text: str) -> set[str]:
    """Flags of counts that a sentence on "the number of victims" tells."""
    topic = _TOPIC.search(text)
    words = {w.lower() for w in re.findall(r"[\w-]+", topic.group() if topic else "")}
    flags = by_organisations(_subject(text, 0, len(text))[0])
    if words & _POTENTIAL:
        flags.add("potential")
    if words & _SUBSET or (topic and _RESTRICTED.match(text, topic.end())):
        flags.add("subset")
    return flags


def _told(text: str, count: Count, counts: list[Count], country_iso3: str | None) -> _Told | None:
    """The count with what is said of it, or None where it is no count of victims identified."""
    rule = recognised(text, count, counts)
    if rule is None:
        return None
    part_clause = text.rfind(";", 0, count.start) + 1
    if _MUST.search(text, max(part_clause, count.start - 80), count.start):
        return None
    flags = _by_whom(text, part_clause, count, rule, country_iso3)
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


def _by_whom(text: str, start: int, count: Count, rule: str, country_iso3: str | None) -> set[str]:
    """Who identified: flags for organisations, and for one body or place of the state."""
    subject, lead, active = _subject(text, start, count.start)
    flags = by_organisations(subject)
    if not flags and (active or rule in ("active", "bare")):
        flags |= of_a_part(subject, lead, country_iso3)
    return flags


def _subject(text: str, start: int, end: int) -> tuple[str, str, bool]:
    """The words that name who identified, those before them in the sentence, and whether they are a subject or agent."""
    verb = last_verb(IDENTIFIES, text, start, end)
    first = max(start, (verb.start() if verb else end) - 110)
    by = re.search(r"identified[\s ]+by[\s ]+([^.;,(]{0,60})", text[start:], re.IGNORECASE)
    if by:
        return by[1], "", True
    return text[first : verb.start() if verb else end], text[:first], verb is not None


def _compared_like_before(text: str, told: list[_Told]) -> list[_Told]:
    """A number that a comparison leads up to counts what the total before it counts, though it leaves the words out."""
    filled: list[_Told] = []
    for item in told:
        totals = [t for t in filled if t.part_of is None and not _in_brackets(text, t.count.start)]
        if totals and is_compared(text, item.count):
            item = replace(item, flags=item.flags | (totals[-1].flags & _SHARED))
        filled.append(item)
    return filled


def _in_brackets(text: str, place: int) -> bool:
    return text.rfind("(", 0, place) > text.rfind(")", 0, place)


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


def _nothing(text: str, country_iso3: str | None) -> _Told | None:
    """ "No victims were identified": a zero; of a group of victims only, a zero of that group."""
    match = _NOTHING.search(text)
    if not match or re.search(r"\b(?:report|if|whether)\w*[\s ]+$", text[max(0, match.start() - 12) : match.start()]):
        return None
    if re.search(r"\bnot[\s ]+(?:\w+[\s ]+)?report(?:ed|ing)?\b", text[: match.end()], re.IGNORECASE):
        return None
    words = tuple(w.lower() for w in (match["words"] or match["words2"] or match["words3"] or "").split())
    subject, lead, _ = _subject(text, 0, match.end())
    flags = by_organisations(subject)
    if not flags and (match["any"] or match["none"]):
        flags |= of_a_part(text[: match.start()], lead, country_iso3)
    if set(words) & _SUBSET:
        flags.add("subset")
    if set(words) & _POTENTIAL:
        flags.add("includes_potential")
    start = match.start()
    count = Count(start, match.end(), 0, 0, "exact", words, "victim", match.end())
    return _Told(count, "none", frozenset(flags), 0.85)
