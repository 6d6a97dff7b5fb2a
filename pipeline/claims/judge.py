"""Tells funding from fines, wages, debts and every other money that looks the same.

The clause is judged, not the presence of a word: cues weigh less the farther they stand and the more clause
borders lie between; the noun that governs the amount ("a fine of", "in restitution") weighs most.
"""

import re
from dataclasses import dataclass

from pipeline.claims.clauses import Clause
from pipeline.claims.cues import Cue
from pipeline.claims.model import Context
from pipeline.claims.payers import PAID_FROM_SEIZED, STATE_PAYS, USES_SEIZED, private_hands, private_payer
from pipeline.claims.phrases import Phrase

#: "X of / totalling / worth AMOUNT": what stands before governs.
_GOVERNS_BEFORE = Phrase(
    r",?\s(?:of|tot[a-z]+l?ing|totaled|totalled|amount(?:s|ed|ing)\s+to|worth|valued\s+at|equal\s+to|equivalent\s+to|averaging|ranging|reach(?:ed|ing)|was|were|is|at|as\s+high\s+as)\s+"
    r"(?:(?:an?\s+(?:total|minimum|maximum|estimated|average|amount)(?:\s+of)?|from|between|approximately|about|around|some|up\s+to|at\s+least|not\s+less\s+than|not\s+more\s+than|more\s+than|less\s+than|over|nearly|almost|roughly|no\s+more\s+than|no\s+less\s+than|not\s+exceeding|as\s+much\s+as)\s+){0,3}$"
)
#: "AMOUNT in / as / worth of X" and "AMOUNT X": what stands behind governs.
_HEAD_AFTER = re.compile(
    r"\s*,?\s*(?:each\s+)?(?:in|as|worth\s+of|worth|of|to\s+cover|for)?\s*(?P<head>(?:[\w’'/-]+\s+){0,5}[\w’'/-]+)",
    re.I,
)
_COURT = Phrase(
    r"\b(?:court|judge|judgment|verdict|tribunal|convict|defendant|perpetrator|traffickers?\s+(?:to|paid|were|was)|offender|sentenc|civil|plaintiff|employer|ordered|awarded\s+(?:the\s+)?victims?)\w*"
)
#: "a campaign against debt bondage", "posters warning of brokers": what the money is to prevent, not where it comes from.
_TOPIC = re.compile(
    r"\b(?:against|about|combat\w*|fight\w*|prevent\w*|address\w*|tackl\w*|warn\w*(?:\s+of)?|counter\w*|risks?\s+of|dangers?\s+of|investigat\w*|victims\s+of|survivors\s+of)\s+(?:[\w-]+,?\s+){0,3}$",
    re.I,
)
#: Verbs that speak of the sum behind them only: "got 3 million and took 97 calls".
_TAKES_OBJECT = re.compile(r"(?:took|tak\w+|kept|keeps?|ask(?:s|ed)?|found|discovered|demand\w*|collected)\b", re.I)
_TOPICS = frozenset({"recruitment_fee", "price", "profit", "debt", "bribe", "penalty"})
_STATE_REVENUE = Phrase(
    r"\b(?:customs|tax|state|budget|visa|tourism|lottery|government|municipal|public|own)\s+(?:revenues?|income|proceeds)\b"
)
#: Fees that are paid for services.
_SERVICE_FEE = Phrase(
    r"\b(?:school|legal|lawyers?\W?|attorneys?\W?|tuition|medical|court|registration|consultation|service|administration|hospital)\s+fees?\b|\bfees?\b[^.;]{0,40}\bfor\s+(?:lawyers?|attorneys?|counsel|doctors?|interpreters?)\b"
)
#: Reasons for which a sum that somebody was awarded is no funding.
_AWARDED = frozenset({"court_compensation", "restitution"})
_BY_COURT = Phrase(r"\b(?:court|judge|tribunal|jury)s?\b")
_FUND_NOUN = Phrase(
    r"(?:compensation|assistance|trust|restitution|reparations?|asset|assets|solidarity|victims?|crimes?)\s+(?:fund|scheme|program\w*|board|agency|office|commission|authority)\b|\bfund\s+for\b|\b(?:compensation|crime\s+victims?)\s+(?:[\w()]+\s+){0,2}(?:act|law)\b|\bfinancial compensation\b"
)
#: "It gave each victim a compensation payment": a payer that only the sentence before names.
_GIVES = Phrase(
    r"\b(?:it|they|which|who|government|state)\b[^.;]{0,30}\b(?:gave|give|gives|provid\w+|paid|pays|offer\w*|disburs\w+|grant\w*)\b|\bone-time\b|\blump[- ]sum\b"
)
_FEEDS_SERVICES = Phrase(
    r"\b(?:to|for|used|finance\w*|fund\w*|paid|pay|support\w*|direct\w*|channel\w*|distribut\w*|transferr\w*|provid\w*|went|allocat\w*|disburs\w*)\b[^.;]{0,110}\b(?:victims?|services|shelters?|NGOs?|assistance|organi[sz]ations|survivors?|programs?|programmes?)\b"
)
_STAFF = Phrase(
    r"\b(?:staff|employee|social worker|personnel|psychologist|shelter|counsel\w*|officer|caregiver|facilitator|mediator|lawyer|matron|guard|nurse|cook|director|coordinator|teacher|caretaker|case manager|prosecutor|inspector)s?\b"
)
_BY_TIME = re.compile(r"[^.;]{0,16}\b(?:an\s+hour|per\s+hour|hourly|a\s+day|per\s+day|daily|a\s+shift)\b", re.I)
_WORKERS = Phrase(
    r"\b(?:(?<!social )(?<!case )(?<!support )(?<!outreach )(?<!welfare )workers?|laborers?|labourers?|migrants?|employers?|domestic|recruiters?|children|girls|boys|fishermen|jobseekers?|applicants?)\b"
)
_RECOMMENDS = Phrase(
    r"\bGRETA\s+(?:once again\s+|also\s+|therefore\s+|again\s+)*(?:urges?|considers?|invites?|recommends?|encourages?|calls)|\b(?:should|must|ought to)\b|^(?:increase|provide|allocate|ensure|fund|adopt|expand|strengthen|dedicate|establish|develop|continue|improve|implement|enhance|create|designate|disburse|appropriate|commit|restore|resume|devote|set aside|substantially increase|significantly increase|fully fund|consider|offer)\s+(?!(?:was|were|by|in)\b)|\brecommend(?:s|ed|ations?)\b"
)
_NEED = Phrase(
    r"\b(?:would (?:cost|need|require)|needed|needs(?=[^.;]{0,14}\d)|appeal(?:ed|s)?\b[^.;]{0,30}\bfor|asked(?:,\s+\w+,)?\s+for|had\s+asked|shortfall|estimated (?:cost|need|requirement)s?|estimates?\s+(?:the\s+|its\s+|total\s+|annual\s+)*(?:cost|need)s?\s+(?:at|of)|requested|sought|asked for|applied for|funding gap)\b"
)
_GOT_IT = Phrase(
    r"(?<!\bnot )(?<!\bnot been )(?<!\bnever )\b(?:received|provided|allocated|granted|approved|disbursed|gave|given|spent|pledged|committed)\b"
)
_LAW = Phrase(
    r"\b(?:article|law|code|act|statute|prescrib\w+|punishable|criminaliz\w+|criminalis\w+|amend\w+|legislation|decree|penal|carr(?:y|ies|ied) (?:a )?(?:penalt|fine|sentence))\b"
)
#: Money of a body or a total that an earlier sentence named.
_MEANS = Phrase(r"\b(?:of\s+(?:this|that|these)|means|increase|decrease|in\s+cash)\b")
_LAST_WORDS = re.compile(r"(?:\S+\s+){0,5}\S+\s*$")
_HEAD_ENDS = Phrase(r"\b(?:to|for|from|by|and|in|on|at|with|that|which|who|while|but|compared)\b")
#: "5,000 in Sindhupalchok never paid": a verb is no noun that could govern.
_FINITE = re.compile(r"\w+ed\b|(?:paid|gave|given|spent|went|got|gets|drew|put|brought)\b", re.I)
#: "paid below the legal minimum of": verbs of any payment make no funding of what a noun behind them governs.
_MERE_VERB = re.compile(r"(?:paid|pays?|gave|given?|got|gets|receiv\w*|promis\w*|had)\b", re.I)
_TIGHT = re.compile(r"\s*(?:in|as|worth\s+of|of)\s", re.I)
_STATE_COMPENSATES = Phrase(
    r"\bstate[- ](?:funded )?compensation|compensat\w+ (?:by|from) the (?:state|government|treasury)|compensation (?:from|by) (?:the|a) (?:state|government|\w+ fund|fund)"
)
_RESTITUTION_FUND = Phrase(r"restitution fund")
_FINED = Phrase(r"\bfin(?:ed|ing)\b")
_FINE = Phrase(r"\bfin(?:e|es|ed)\b")
_PUNISHED = Phrase(r"\b(?:fine|sentenc|convict|imprison|prison)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an amount is funding; the reason if not; the margin between both sides, 0 to 1; the rule that decided."""

    is_funding: bool
    reason: str | None
    margin: float
    rule: str


def judge(clause: Clause, place: int, context: Context) -> Verdict:
    """Judges one amount of a sentence."""
    text = clause.plain
    money = clause.money[place]
    zone_start, zone_end = clause.zone(place)
    if context.section == "recommendations" or (
        _RECOMMENDS.search(text, 0, min(60, money.start)) and _RECOMMENDS.search(text, zone_start, zone_end)
    ):
        return Verdict(False, "other", 0.9, "recommendation")
    if _only_needed(text, money.end, zone_start, zone_end):
        return Verdict(False, "other", 0.7, "need")
    private = private_payer(clause, place)
    for_it, against = _scores(clause, place)
    governed = _governing(clause, place)
    rule = "cues"
    if governed:
        kind, code, weight = governed
        if kind == "funding":
            for_it += weight if not private or not private["gives"] else 0.0
        else:
            against[code] = against.get(code, 0.0) + weight
        rule = f"governed:{code}"
    if against:
        for_it += _temper(clause, place, (zone_start, zone_end), against, governed[1] if governed else None)
    for code, weight in private_hands(clause, place, private):
        against[code] = against.get(code, 0.0) + weight
    reason, worst = max(against.items(), key=lambda kv: kv[1], default=("other", 0.0))
    total = for_it + worst
    by_court = not clause.codes.isdisjoint(_AWARDED) or _BY_COURT.search(text, zone_start, zone_end)
    if total < 0.35 and by_court and not _FUND_NOUN.search(text, zone_start, zone_end):
        return Verdict(False, "court_compensation", 0.2, "by_court")
    if total < 0.35:
        told = any(c.kind in ("funder", "recipient", "purpose") for c in clause.cues) or _MEANS.search(text) is not None
        likely = told and (
            context.source == "greta" or context.section in (None, "protection", "prevention", "overview")
        )
        return Verdict(likely, None if likely else "other", 0.1, "no_cue")
    margin = abs(for_it - worst) / total
    if for_it >= worst:
        return Verdict(True, None, margin, rule)
    return Verdict(False, _named(reason, clause, place), margin, rule)


#: "a tenth of what it had asked for": what was asked for is another sum than the one before it.
_THAN_ASKED = re.compile(r"\b(?:what|than|as)\b[^.;]{0,16}$", re.I)


def _only_needed(text: str, end: int, zone_start: int, zone_end: int) -> bool:
    """Whether an amount that ends at `end` was asked for or would be needed, and nothing says that it was given."""
    need = _NEED.search(text, zone_start, zone_end)
    if need is None or _GOT_IT.search(text, zone_start, zone_end):
        return False
    return not (need.start() >= end and _THAN_ASKED.search(text[max(end, need.start() - 24) : need.start()]))


def _scores(clause: Clause, place: int) -> tuple[float, dict[str, float]]:
    money = clause.money[place]
    for_it: list[float] = []
    against: dict[str, float] = {}
    near = (max(0, money.start - 120), money.end + 120)
    neutral = _BY_COURT.search(clause.plain, *clause.zone(place)) is not None or (
        not clause.codes.isdisjoint(_AWARDED)
        and not (_FUND_NOUN.search(clause.plain, *near) or _STATE_COMPENSATES.search(clause.plain, *near))
    )
    for cue in clause.weighed:
        if cue.kind == "funding" and neutral and clause.plain.startswith(("award", "grant"), cue.start):
            continue  # courts award too
        if (
            cue.kind == "other"
            and cue.code in _TOPICS
            and _TOPIC.search(clause.plain[max(0, cue.start - 48) : cue.start])
        ):
            continue
        if cue.start >= money.end and _TAKES_OBJECT.match(clause.plain, cue.start):
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
    before = _GOVERNS_BEFORE.search(clause.plain, max(0, money.start - 64), money.start)
    if before:
        words = _LAST_WORDS.search(clause.plain, max(0, before.start() - 70), before.start())
        head = words.start() if words else before.start()
        cues = [
            c
            for c in clause.cues_between(head, before.start())
            if c.kind == "other" or (c.kind == "funding" and not _MERE_VERB.match(clause.plain, c.start))
        ]
        if cues:
            last = next((c for c in reversed(cues) if c.kind == "other" and c.end > cues[-1].start - 14), cues[-1])
            return last.kind, last.code, 2.2
    after = _HEAD_AFTER.match(clause.plain, money.end, money.end + 70)
    if after and after.group().strip():
        ends = _HEAD_ENDS.search(clause.plain, after.start("head"), after.end("head"))
        tight = _TIGHT.match(clause.plain, money.end, money.end + 12)
        head_end = ends.start() if ends else after.end("head")
        reach = head_end if tight else min(head_end, after.start("head") + 24)
        cues = [
            c
            for c in clause.cues_between(money.end, head_end)
            if c.start < reach
            and (c.kind == "other" or (c.kind == "funding" and not _FINITE.match(clause.plain, c.start)))
        ]
        if cues:
            first = next((c for c in cues if c.kind == "other"), cues[-1] if tight else cues[0])
            return first.kind, first.code, 2.4 if tight else 1.2
    return None


def _temper(
    clause: Clause, place: int, zone: tuple[int, int], against: dict[str, float], governed: str | None = None
) -> float:
    """Takes back reasons whose word has another meaning here; returns what then speaks for funding."""
    gained = 0.0
    text, money = clause.plain, clause.money[place]
    near = (max(0, money.start - 120), money.end + 120)
    if "court_compensation" in against:
        court = _COURT.search(text, *zone)
        given = not court and _GIVES.search(text, max(0, money.start - 110), money.start)
        if (
            _FUND_NOUN.search(text, *near)
            or _STATE_COMPENSATES.search(text, *near)
            or given
            or (not court and STATE_PAYS.search(text, *zone))
        ):
            gained = 0.8 * against["court_compensation"]
            against["court_compensation"] *= 0.15
    if "restitution" in against and _RESTITUTION_FUND.search(text, *near):
        against["restitution"] *= 0.15
    if _STATE_COMPENSATES.search(text, *zone):  # "compensation from the State is limited to 50 times the minimum wage"
        against.update({code: 0.15 * against[code] for code in ("price", "wages") if code in against})
    if "profit" in against and _STATE_REVENUE.search(text, *zone):
        against["profit"] *= 0.15
    if "recruitment_fee" in against and _SERVICE_FEE.search(text, *zone):
        against["recruitment_fee"] *= 0.15
    if (
        "wages" in against
        and _STAFF.search(text, *zone)
        and not _WORKERS.search(text, *zone)
        and not _BY_TIME.match(text, money.end)
    ):
        against["wages"] *= 0.15
    for code in ("seized_assets", "profit", "fine", "court_compensation"):
        if code not in against:
            continue
        if _FEEDS_SERVICES.search(text, money.start) and not _FINED.search(text, *zone):
            against[code] *= {"fine": 0.45, "court_compensation": 1.0}.get(code, 0.25)
        if PAID_FROM_SEIZED.search(text, *zone) or USES_SEIZED.search(text, *zone):
            gained = max(gained, 0.3 * against[code])
            against[code] *= 0.2
    if (
        "penalty" in against
        and governed != "penalty"
        and not _LAW.search(text, *zone)
        and not _PUNISHED.search(text, *near)
    ):
        against["penalty"] *= 0.5
    return gained


def _named(reason: str, clause: Clause, place: int) -> str:
    if reason == "penalty" and _FINE.search(clause.plain):
        return "fine"
    return reason
