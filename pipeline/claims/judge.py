"""Tells funding from fines, wages, debts and every other money that looks the same.

The clause is judged, not the presence of a word: cues weigh less the farther they stand and the more clause
borders lie between; the noun that governs the amount ("a fine of", "in restitution") weighs most.
"""

import re
from dataclasses import dataclass

from pipeline.claims.clauses import Clause
from pipeline.claims.cues import Cue, find_cues
from pipeline.claims.model import Context

#: "X of / totalling / worth AMOUNT": what stands before governs.
_GOVERNS_BEFORE = re.compile(
    r",?\s(?:of|tot[a-z]+l?ing|totaled|totalled|amount(?:s|ed|ing)\s+to|worth|valued\s+at|equal\s+to|equivalent\s+to|averaging|ranging|reach(?:ed|ing)|was|were|is|at|as\s+high\s+as)\s+"
    r"(?:(?:an?\s+(?:total|minimum|maximum|estimated|average|amount)(?:\s+of)?|from|between|approximately|about|around|some|up\s+to|at\s+least|not\s+less\s+than|not\s+more\s+than|more\s+than|less\s+than|over|nearly|almost|roughly|no\s+more\s+than|no\s+less\s+than|not\s+exceeding|as\s+much\s+as)\s+){0,3}$",
    re.I,
)
#: "AMOUNT in / as / worth of X" and "AMOUNT X": what stands behind governs.
_HEAD_AFTER = re.compile(
    r"^\s*,?\s*(?:each\s+)?(?:in|as|worth\s+of|worth|of|to\s+cover|for)?\s*(?P<head>(?:[\w’'/-]+\s+){0,5}[\w’'/-]+)",
    re.I,
)
_COURT = re.compile(
    r"\b(?:court|judge|judgment|verdict|tribunal|convict|defendant|perpetrator|traffickers?\s+(?:to|paid|were|was)|offender|sentenc|civil|plaintiff|employer|ordered|awarded\s+(?:the\s+)?victims?)\w*",
    re.I,
)
_STATE_PAYS = re.compile(
    r"\b(?:government|state|ministry|ministries|fund|agency|board|office|commission|authorit\w+|parliament|municipal\w*|department|program\w*|scheme|budget|cabinet|federal|national)\b",
    re.I,
)
_FUND_NOUN = re.compile(
    r"(?:compensation|assistance|trust|restitution|reparations?|asset|assets|solidarity|victims?|crimes?)\s+(?:fund|scheme|program\w*|board|agency|office|commission|authority)\b|\bfund\s+for\b|\bfinancial compensation\b",
    re.I,
)
#: "It gave each victim a compensation payment": a payer that only the sentence before names.
_GIVES = re.compile(
    r"\b(?:it|they|which|who|government|state)\b[^.;]{0,30}\b(?:gave|give|gives|provid\w+|paid|pays|offer\w*|disburs\w+|grant\w*)\b|\bone-time\b|\blump[- ]sum\b",
    re.I,
)
_FEEDS_SERVICES = re.compile(
    r"\b(?:to|for|used|finance\w*|fund\w*|paid|pay|support\w*|direct\w*|channel\w*|distribut\w*|transferr\w*|provid\w*|went|allocat\w*|disburs\w*)\b[^.;]{0,110}\b(?:victims?|services|shelters?|NGOs?|assistance|organi[sz]ations|survivors?|programs?|programmes?)\b",
    re.I,
)
_STAFF = re.compile(
    r"\b(?:staff|employee|social worker|personnel|psychologist|shelter|counsel\w*|officer|caregiver|facilitator|mediator|lawyer)s?\b",
    re.I,
)
_WORKERS = re.compile(
    r"\b(?:workers?|laborers?|labourers?|migrants?|employers?|domestic|recruiters?|children|girls|boys|fishermen|jobseekers?|applicants?)\b",
    re.I,
)
_RECOMMENDS = re.compile(
    r"\bGRETA\s+(?:once again\s+|also\s+|therefore\s+|again\s+)*(?:urges?|considers?|invites?|recommends?|encourages?|calls)|\b(?:should|must|ought to)\b|^(?:increase|provide|allocate|ensure|fund|adopt|expand|strengthen)\b|\brecommend(?:s|ed|ations?)\b",
    re.I,
)
_NEED = re.compile(
    r"\b(?:would (?:cost|need|require)|needed|needs|shortfall|estimated (?:cost|need|requirement)s?|requested|sought|asked for|applied for|funding gap)\b",
    re.I,
)
_GOT_IT = re.compile(
    r"\b(?:received|provided|allocated|granted|approved|disbursed|gave|given|spent|pledged|committed)\b", re.I
)
_LAW = re.compile(
    r"\b(?:article|law|code|act|statute|prescrib\w+|punishable|criminaliz\w+|criminalis\w+|amend\w+|legislation|decree|penal|carr(?:y|ies|ied) (?:a )?(?:penalt|fine|sentence))\b",
    re.I,
)
_PRIVATE_PAYER = re.compile(
    r"\b(?:victims?|workers?|migrants?|families|parents|recruits?|women|men|clients?|customers?|traffickers?|employers?|jobseekers?|smugglers?|agents?|recruiters?)\s+(?:\w+\s+){0,3}(?:pa(?:y|id|ys|ying)|borrow\w*|hand\w*|gave|give|owe\w*|charg\w*|receiv\w*|earn\w*|mak(?:e|ing)|made|demand\w*)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an amount is funding; the reason if not; the margin between both sides, 0 to 1; the rule that decided."""

    is_funding: bool
    reason: str | None
    margin: float
    rule: str


def judge(clause: Clause, place: int, context: Context) -> Verdict:
    """Judges one amount of a sentence."""
    money = clause.money[place]
    zone_start, zone_end = clause.zone(place)
    zone = clause.text[zone_start:zone_end]
    if context.section == "recommendations" or (
        _RECOMMENDS.search(clause.text[: money.start][:60]) and _RECOMMENDS.search(zone)
    ):
        return Verdict(False, "other", 0.9, "recommendation")
    if _NEED.search(zone) and not _GOT_IT.search(zone):
        return Verdict(False, "other", 0.7, "need")
    for_it, against = _scores(clause, place)
    governed = _governing(clause, place)
    rule = "cues"
    if governed:
        kind, code, weight = governed
        if kind == "funding":
            for_it += weight
        else:
            against[code] = against.get(code, 0.0) + weight
        rule = f"governed:{code}"
    for_it += _temper(clause, place, zone, against)
    if _PRIVATE_PAYER.search(clause.text[zone_start : money.start][-70:]) and not re.search(
        r"\bvictims?\s+(?:\w+\s+){0,3}receiv", zone, re.I
    ):
        against["recruitment_fee"] = against.get("recruitment_fee", 0.0) + 2.0
    reason, worst = max(against.items(), key=lambda kv: kv[1], default=("other", 0.0))
    total = for_it + worst
    if total < 0.35:
        likely = context.source == "greta" or context.section in (None, "protection", "prevention", "overview")
        return Verdict(likely, None if likely else "other", 0.1, "no_cue")
    margin = abs(for_it - worst) / total
    if for_it >= worst:
        return Verdict(True, None, margin, rule)
    return Verdict(False, _named(reason, clause, place), margin, rule)


def _scores(clause: Clause, place: int) -> tuple[float, dict[str, float]]:
    money = clause.money[place]
    for_it: list[float] = []
    against: dict[str, float] = {}
    for cue in clause.cues:
        if cue.kind not in ("funding", "other"):
            continue
        score = cue.weight * _reach(clause, cue, money.start, money.core_end, money.end)
        if cue.kind == "funding":
            for_it.append(score)
        else:
            against[cue.code] = max(against.get(cue.code, 0.0), score)
    for_it.sort(reverse=True)
    return (for_it[0] + 0.3 * sum(for_it[1:3]) if for_it else 0.0), against


def _reach(clause: Clause, cue: Cue, start: int, core_end: int, end: int) -> float:
    """How much of a cue reaches an amount: by words between and by borders."""
    if cue.end <= start:
        gap, share, side = start - cue.end, clause.passes(cue.end, start), 1.0
    else:
        gap, share, side = max(0, cue.start - end), clause.passes(end, cue.start), 0.8
    return share * side / (1.0 + gap / 45.0)


def _governing(clause: Clause, place: int) -> tuple[str, str, float] | None:
    """The cue in the noun phrase that governs the amount, if there is one: kind, code, added weight."""
    money = clause.money[place]
    before = _GOVERNS_BEFORE.search(clause.text, max(0, money.start - 64), money.start)
    if before:
        head = " ".join(clause.text[max(0, before.start() - 70) : before.start()].split()[-6:])
        cues = [c for c in find_cues(head) if c.kind in ("funding", "other")]
        if cues:
            last = next((c for c in reversed(cues) if c.kind == "other" and c.end > cues[-1].start - 14), cues[-1])
            return last.kind, last.code, 2.2
    after = _HEAD_AFTER.match(clause.text[money.end : money.end + 70])
    if after and after.group().strip():
        head = re.split(r"\b(?:to|for|from|by|and|in|on|at|with|that|which|who|while|but|compared)\b", after["head"])[0]
        tight = re.match(r"^\s*(?:in|as|worth\s+of|of)\s", clause.text[money.end : money.end + 12], re.I)
        cues = [c for c in find_cues(head) if c.kind in ("funding", "other") and (tight or c.start < 24)]
        if cues:
            first = next((c for c in cues if c.kind == "other"), cues[-1] if tight else cues[0])
            return first.kind, first.code, 2.4 if tight else 1.2
    return None


def _temper(clause: Clause, place: int, zone: str, against: dict[str, float]) -> float:
    """Takes back reasons whose word has another meaning here; returns what then speaks for funding."""
    gained = 0.0
    money = clause.money[place]
    near = clause.text[max(0, money.start - 120) : money.end + 120]
    if "court_compensation" in against:
        state = re.search(
            r"\bstate[- ](?:funded )?compensation|compensation (?:from|by) (?:the|a) (?:state|government|\w+ fund|fund)",
            near,
            re.I,
        )
        given = _GIVES.search(clause.text[: money.start][-110:]) and not _COURT.search(zone)
        if _FUND_NOUN.search(near) or state or given or (_STATE_PAYS.search(zone) and not _COURT.search(zone)):
            gained = 0.8 * against["court_compensation"]
            against["court_compensation"] *= 0.15
    if "restitution" in against and re.search(r"restitution fund", near, re.I):
        against["restitution"] *= 0.15
    if "wages" in against and _STAFF.search(zone) and not _WORKERS.search(zone):
        against["wages"] *= 0.15
    for code in ("seized_assets", "profit", "fine"):
        if (
            code in against
            and _FEEDS_SERVICES.search(clause.text[money.start :])
            and not re.search(r"\bfin(?:ed|ing)\b", zone, re.I)
        ):
            against[code] *= 0.45 if code == "fine" else 0.25
        if code in against and re.search(
            r"(?:fund(?:ed|s|ing)?|financ\w+|paid|provid\w+|allocat\w+|drawn|support\w*|disburs\w+|gave|granted|spent)\b[^.;]{0,80}\b(?:from|out of|with|using|by|through)\s+(?:\w+\s+){0,4}(?:seized|confiscated|forfeited|proceeds|fines|recovered)",
            clause.text,
            re.I,
        ):
            against[code] *= 0.2
    if (
        "penalty" in against
        and not _LAW.search(zone)
        and not re.search(r"\b(?:fine|sentenc|convict|imprison|prison)", near, re.I)
    ):
        against["penalty"] *= 0.5
    return gained


def _named(reason: str, clause: Clause, place: int) -> str:
    if reason == "penalty" and re.search(r"\bfin(?:e|es|ed)\b", clause.text, re.I):
        return "fine"
    return reason
