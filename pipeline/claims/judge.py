"""Tells funding from fines, wages, debts and every other money that looks the same.

The clause is judged, not the presence of a word: cues weigh less the farther they stand and the more clause
borders lie between; the noun that governs the amount ("a fine of", "in restitution") weighs most.
"""

import re
from dataclasses import dataclass

from pipeline.claims.clauses import Clause
from pipeline.claims.cues import Cue
from pipeline.claims.model import Context
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
_STATE_PAYS = Phrase(
    r"\b(?:government|state|ministry|ministries|fund|agency|board|office|commission|authorit\w+|parliament|municipal\w*|department|program\w*|scheme|budget|cabinet|federal|national|institute|secretariat|council)\b"
)
_STATE = Phrase(r"\b(?:government|state|ministr\w+|authorit\w+|municipal\w*|treasury|fund|parliament)\b")
_FUND_NOUN = Phrase(
    r"(?:compensation|assistance|trust|restitution|reparations?|asset|assets|solidarity|victims?|crimes?)\s+(?:fund|scheme|program\w*|board|agency|office|commission|authority)\b|\bfund\s+for\b|\bfinancial compensation\b"
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
_GOT_IT = Phrase(r"(?<!\bnot )(?<!\bnot been )(?<!\bnever )\b(?:received|provided|allocated|granted|approved|disbursed|gave|given|spent|pledged|committed)\b")
_LAW = Phrase(
    r"\b(?:article|law|code|act|statute|prescrib\w+|punishable|criminaliz\w+|criminalis\w+|amend\w+|legislation|decree|penal|carr(?:y|ies|ied) (?:a )?(?:penalt|fine|sentence))\b"
)
_PRIVATE_PAYER = Phrase(
    r"(?<!\bfor\s)(?<!\bof\s)(?<!\bto\s)(?<!\bfrom\s)(?<!\bwith\s)(?<!\bby\s)\b(?P<who>victims?|(?<!\bsocial\s)workers?|migrants?|famil(?:y|ies)|parents?|mothers?|fathers?|recruits?|wom[ae]n|m[ae]n|clients?|customers?|traffickers?|employers?|jobseekers?|smugglers?|agents?|recruiters?|pupils?|students?|boys?|girls?|nurses|villagers?|passengers?|those|labou?rers?)\s+"
    r"(?:(?!it\b|they\b|which\b|government|ministr|state\b|authorit|agenc|fund\b|board\b|scheme|program|office|shelter|NGO|association|council|commission|bureau|trust\b|cent(?:er|re))[\w-]+\s+){0,9}?"
    r"(?<!\bbeen\s)(?<!\bwere\s)(?<!\bwas\s)(?<!\bbe\s)(?:(?P<gives>pa(?:y|id|ys|ying)|brought\s+in|bill(?:ed)?|borrow\w*|hand\w*|gave|give|owe\w*|charg\w*|demand\w*|spen[dt]s?)|receiv\w*|earn\w*|mak(?:e|ing)|made)\b"
)
#: Private persons around the crime; what passes through their hands is no funding.
_CRIMINAL = Phrase(
    r"\b(?:pimps?|brothel\s+(?:owners?|keepers?)|bar\s+owners?|kidnapp?ers?|gangs?|go-betweens?|madams?|tourists?|johns|buyers?|landlords?|(?:farm|factory|business|boat|kiln|mine|plantation)\s+owners?|owners?|sponsors|hotel(?:ier|\s+owner)s?|(?:unlicensed|illegal|recruit\w+|employment|labou?r)\s+(?:agents?|agenc(?:y|ies))|job\s+agencies|masters|captors|networks?\s+(?:took|earned|made|charged)|rings?|bosses|captains|foremen|husbands)\s+(?:[\w’'-]+\s+){0,6}?(?:pa(?:y|id|ys|ying)|gave|g[ie]v(?:e|es|en|ing)|ask\w*|demand\w*|charg\w*|took|tak(?:e|es|en|ing)|receiv\w*|earn\w*|ma[dk]\w*|kept|keep\w*|withh\w+|offer\w*|sold|sell\w*|spent|bought|borrow\w*|collect\w*|pocket\w*|deduct\w*|promis\w*)\b"
    r"|\bnetworks?\s+(?:took\s+in|earned|made|grossed|charged)\b|\bhad\s+each\s+received\b|\bwir(?:ed|es|e)\s+home\b|\bsen[dt]s?\s+home\b"
)
_FOR_CRIME = Phrase(
    r"[^.;]{0,60}?\b(?:virginity|brides?|summer\s+marriage|by\s+(?:\w+\s+)?(?:pimps?|traffickers?|brokers?|recruiters?|agents?|smugglers?)|to\s+look\s+(?:elsewhere|away)|of\s+(?:their\s+|his\s+|her\s+)?(?:pay|wages|earnings))\b"
)
#: "ordered two men to pay the bills of": the payment that a court or an inspector orders, not one that a law asks of the state.
_ORDERED_TO_PAY = Phrase(
    r"\b(?:ordered|sentenced|condemned|compelled|obliged|forced|told|directed|required)\s+(?:(?!ministr|government|state\b|authorit|agenc|fund\b|municipal|NGO|NAPTIP)[\w’'-]+,?\s+){0,8}?to\s+(?:pay|compensate|hand|return|reimburse|repay|refund|deposit|surrender|give|make\s+good)\b[^.;]{0,80}$"
)
#: "agencies had to pay 5,000 each": what others than the state are made to pay.
_MUST_PAY = Phrase(
    r"\b(?:had\s+to|ha(?:s|ve)\s+to|must|obliged\s+to|required\s+to|forced\s+to|made\s+to)\s+(?:first\s+)?(?:pay|deposit|hand|post|repay|return|bring)\b"
)
#: "the tribunal granted three women 18,000 in lost income".
_COURT_GRANTS = Phrase(
    r"\b(?:courts?|tribunals?|judges?|jury|magistrates?)\s+(?!fund|fee|cost|room|support|interpret)(?:[\w’'-]+\s+){0,5}?(?:grant(?:ed|s)?|award(?:ed|s)?|allow(?:ed|s)?|gave|accorded|assigned|set)\s"
)
_PLAINLY_FUNDS = re.compile(
    r"(?:fund|financ|equipp|stipend|allowance|lump|one-time|sponsor|endow|program|operat|running|in-kind|contribut|donat|suppl|provid|transfer)",
    re.I,
)
_PRIVATE_PERSONS = Phrase(
    r"\b(?:workers?|labou?rers?|migrants?|employers?|recruiters?|recruits|children|girls?|boys?|women|woman|men|man|famil(?:y|ies)|parents?|mothers?|fathers?|relatives|husbands?|wives|wife|brides?|fishermen|jobseekers?|applicants?|farmers?|clients?|customers?|buyers?|traffickers?|agents?|brokers?|dealers?|drivers?|smugglers?|pimps?|owners?|tourists?|soldiers|guards|officers?|beggars?|apprentices?|maids?|servants?|interns?|students?|teenagers?|youths?|refugees|villagers|tenants|gangs?)\b(?!['’])"
)
#: Money of a body or a total that an earlier sentence named.
_MEANS = Phrase(r"\b(?:of\s+(?:this|that|these)|means|increase|decrease|in\s+cash)\b")
_VICTIMS_RECEIVE = Phrase(r"\bvictims?\s+(?:\w+\s+){0,3}receiv")
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
#: Money that seizures or fines brought in and that then paid for services.
_PAID_FROM_SEIZED = Phrase(
    r"(?:fund(?:ed|s|ing)?|financ\w+|paid|provid\w+|allocat\w+|drawn|support\w*|disburs\w+|gave|granted|spent|equipp\w+|used|renovat\w+|built|transferr\w+|donat\w+)\b[^.;]{0,80}\b(?:from|out of|with|using|by|through)\s+(?:\w+\s+){0,4}(?:seized|confiscated|forfeited|proceeds|fines|recovered|damages|settlements?)"
    r"|\b(?:out of|from|of|using|with)\s+(?:\w+\s+){0,4}(?:seized|confiscated|forfeited|proceeds|recovered|damages|settlements?|fines)\b[^.;]{0,90}\b(?:passed|gave|paid|granted|transferred|provided|allocated|spent|financed|funded|went|awarded)\b"
)
#: "used 3 million in seized assets to support shelters", "paid 2 million of confiscated money into the fund".
_USES_SEIZED = Phrase(
    r"\b(?:used?|using|spent|drew|paid|put|gave|allocated|provided|transferred|distributed|donated|contributed|disbursed)\s[^.;]{0,60}\d[^.;]{0,40}?\s(?:in|of)\s(?:\w+\s){0,2}(?:seized|confiscated|forfeited|recovered)\s[^.;]{0,40}\s(?:to|into|for|on|towards)\s"
)
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
    private = _PRIVATE_PAYER.search(text, max(zone_start, money.start - 110), money.start)
    if private and _is_name(text, private.start("who")):
        private = None
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
    if _CRIMINAL.search(text, max(zone_start, money.start - 140), money.start) or _FOR_CRIME.match(
        text, money.end, zone_end
    ):
        against["price"] = against.get("price", 0.0) + 3.2
    if private and not _VICTIMS_RECEIVE.search(text, zone_start, zone_end):
        weight = 3.2 if private["gives"] else 2.0
        against["recruitment_fee"] = against.get("recruitment_fee", 0.0) + weight
    if _COURT_GRANTS.search(text, max(zone_start, money.start - 120), money.start):
        against["court_compensation"] = against.get("court_compensation", 0.0) + 3.0
    must = _MUST_PAY.search(text, max(zone_start, money.start - 90), money.start)
    if must and not _STATE.search(text, max(zone_start, must.start() - 22), must.start()):
        against["price"] = against.get("price", 0.0) + 3.0
    if _ORDERED_TO_PAY.search(text, max(zone_start, money.start - 170), money.start):
        against["court_compensation"] = against.get("court_compensation", 0.0) + 3.0
    if _among_private_persons(clause, (zone_start, zone_end)):
        against["price"] = against.get("price", 0.0) + 3.0
    reason, worst = max(against.items(), key=lambda kv: kv[1], default=("other", 0.0))
    total = for_it + worst
    if total < 0.35 and not clause.codes.isdisjoint(_AWARDED) and not _FUND_NOUN.search(text, zone_start, zone_end):
        return Verdict(False, "court_compensation", 0.2, "no_cue")
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


#: "services to adult women": persons for whom money is spent, not who pay it.
_BENEFICIARY = re.compile(r"\b(?:for|to)\s+(?:[\w-]+\s+){0,3}$", re.I)
#: Verbs that say nothing of who pays and why.
_MERELY_PAID = re.compile(r"(?:pa(?:y|id)|g[eo]t|receiv|promis|brought|had\b)", re.I)
_PRONOUN = Phrase(r"\b(?:it|they|this|these|that|which|who|he|she|we|its|their)\b")


#: "a tenth of what it had asked for": what was asked for is another sum than the one before it.
_THAN_ASKED = re.compile(r"\b(?:what|than|as)\b[^.;]{0,16}$", re.I)


def _only_needed(text: str, end: int, zone_start: int, zone_end: int) -> bool:
    """Whether an amount that ends at `end` was asked for or would be needed, and nothing says that it was given."""
    need = _NEED.search(text, zone_start, zone_end)
    if need is None or _GOT_IT.search(text, zone_start, zone_end):
        return False
    return not (need.start() >= end and _THAN_ASKED.search(text[max(end, need.start() - 24) : need.start()]))


def _is_name(text: str, at: int) -> bool:
    """Whether the word at a place is part of a name: a capital that no sentence begins with ("MEN VIA", "Crime Victims")."""
    return text[at].isupper() and (at > 0 or text[at + 1 : at + 2].isupper())


def _among_private_persons(clause: Clause, zone: tuple[int, int]) -> bool:
    """Whether a sentence names no payer and no recipient of public money, only people who pay and are paid."""
    if any(c.kind == "funder" or (c.kind == "recipient" and c.code != "victims") for c in clause.cues):
        return False
    if _STATE_PAYS.search(clause.plain, *zone) or _PAID_FROM_SEIZED.search(clause.plain):
        return False
    said = [c for c in clause.cues if c.kind == "funding"]
    if any(c.modality not in ("provided", "pledged") or _PLAINLY_FUNDS.match(clause.plain, c.start) for c in said):
        return False
    for person in _PRIVATE_PERSONS.finditer(clause.plain, *zone):
        at = person.start()
        if not _is_name(clause.plain, at) and not _BENEFICIARY.search(clause.plain[max(0, at - 40) : at]):
            return True
    mere = bool(said) and all(_MERELY_PAID.match(clause.plain, c.start) for c in said)
    return mere and not any(c.kind == "purpose" for c in clause.cues) and not _PRONOUN.search(clause.plain, *zone)


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
        if cue.kind == "other" and cue.code in _TOPICS and _TOPIC.search(clause.plain[max(0, cue.start - 48) : cue.start]):
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
            or (not court and _STATE_PAYS.search(text, *zone))
        ):
            gained = 0.8 * against["court_compensation"]
            against["court_compensation"] *= 0.15
    if "restitution" in against and _RESTITUTION_FUND.search(text, *near):
        against["restitution"] *= 0.15
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
        if _PAID_FROM_SEIZED.search(text, *zone) or _USES_SEIZED.search(text, *zone):
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
