"""Whose hands an amount passes through: those of private persons, of whoever a court orders to pay, or of the state.

Belongs here: payers and payees. What the words beside an amount say of it is weighed in judge.py.
"""

import re

from pipeline.claims.amount import Money
from pipeline.claims.clauses import Clause
from pipeline.claims.phrases import Phrase

STATE_PAYS = Phrase(
    r"\b(?:government|state|ministry|ministries|fund|agency|board|office|commission|authorit\w+|parliament|municipal\w*|department|program\w*|scheme|budget|cabinet|federal|national|institute|secretariat|council|social\s+services?)\b"
)
_STATE = Phrase(r"\b(?:government|state|ministr\w+|authorit\w+|municipal\w*|treasury|fund|parliament)\b")
_PRIVATE_PAYER = Phrase(
    r"(?<!\bfor\s)(?<!\bof\s)(?<!\bto\s)(?<!\bfrom\s)(?<!\bwith\s)(?<!\bby\s)\b(?P<who>victims?|(?<!\bsocial\s)workers?|migrants?|famil(?:y|ies)|parents?|mothers?|fathers?|recruits?|wom[ae]n|m[ae]n|clients?|customers?|traffickers?|employers?|jobseekers?|smugglers?|agents?|recruiters?|pupils?|students?|boys?|girls?|nurses|villagers?|passengers?|those|labou?rers?)\s+"
    r"(?:(?!it\b|they\b|which\b|government|ministr|state\b|authorit|agenc|fund\b|board\b|scheme|program|office|shelter|NGO|association|council|commission|bureau|trust\b|cent(?:er|re))[\w-]+\s+){0,9}?"
    r"(?<!\bbeen\s)(?<!\bwere\s)(?<!\bwas\s)(?<!\bbe\s)(?<!\bis\s)(?<!\bare\s)(?<!\bbeing\s)(?:(?P<gives>pa(?:y|id|ys|ying)(?!\s+(?:an?|the|their)\s+(?:[\w-]+\s+)?(?:stipend|allowance|benefit|grant|lump))|brought\s+in|bill(?:ed)?|borrow\w*|hand\w*|gave|give|owe\w*|charg\w*|demand\w*|surrender\w*|spen[dt]s?)|receiv\w*|earn\w*|mak(?:e|ing)|made)\b"
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
    r"\b(?:had\s+to|ha(?:s|ve)\s+to|must|obliged\s+to|required\s+to|forced\s+to|made\s+to)\s+(?:first\s+)?(?:pay|deposit|hand|post|repay|return|bring|reimburse|refund|leave|compensate|surrender)\b"
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
_VICTIMS_RECEIVE = Phrase(r"\bvictims?\s+(?:\w+\s+){0,3}receiv")
#: Money that seizures or fines brought in and that then paid for services.
PAID_FROM_SEIZED = Phrase(
    r"(?:\bfed|fund(?:ed|s|ing)?|financ\w+|paid|provid\w+|allocat\w+|drawn|support\w*|disburs\w+|gave|granted|spent|equipp\w+|used|renovat\w+|built|transferr\w+|donat\w+)\b[^.;]{0,80}\b(?:from|out of|with|using|by|through)\s+(?:\w+\s+){0,4}(?:seized|confiscated|forfeited|proceeds|fines|recovered|damages|settlements?)"
    r"|\b(?:out of|from|of|using|with)\s+(?:\w+\s+){0,4}(?:seized|confiscated|forfeited|proceeds|recovered|damages|settlements?|fines)\b[^.;]{0,90}\b(?:passed|gave|paid|granted|transferred|provided|allocated|spent|financed|funded|went|awarded)\b"
)
#: "used 3 million in seized assets to support shelters", "paid 2 million of confiscated money into the fund".
USES_SEIZED = Phrase(
    r"\b(?:used?|using|spent|drew|paid|put|gave|allocated|provided|transferred|distributed|donated|contributed|disbursed)\s[^.;]{0,60}\d[^.;]{0,40}?\s(?:in|of)\s(?:\w+\s){0,2}(?:seized|confiscated|forfeited|recovered)\s[^.;]{0,40}\s(?:to|into|for|on|towards)\s"
)
#: "services to adult women": persons for whom money is spent, not who pay it.
_BENEFICIARY = re.compile(r"\b(?:for|to)\s+(?:[\w-]+\s+){0,3}$", re.I)
#: Verbs that say nothing of who pays and why.
_MERELY_PAID = re.compile(r"(?:pa(?:y|id)|g[eo]t|receiv|promis|brought)", re.I)
_PRONOUN = Phrase(r"\b(?:it|they|this|these|that|which|who|he|she|we|its|their)\b")


def _is_name(text: str, at: int) -> bool:
    """Whether the word at a place is part of a name: a capital that no sentence begins with ("MEN VIA", "Crime Victims")."""
    return text[at].isupper() and (at > 0 or text[at + 1 : at + 2].isupper())


#: "5 pesos a garment", "600,000 a month": a price or a wage where nothing is said of who pays.
_RATE = re.compile(r"\s*(?:a|an|per|each|every)\s+(?!year|total|further)\w+", re.I)


#: Dollars above which a sum is seldom one person's; units of other money above which it seldom is, dollars unknown.
_SMALL_DOLLARS, _SMALL_UNITS = 10_000, 1_000_000


#: Dollars above which no worker, migrant or family pays or is paid.
_LARGE_DOLLARS = 200_000


def _dollars(money: Money) -> float | None:
    return money.low if money.currency in ("USD", "EUR", "GBP") else money.stated_usd


def _is_small(money: Money) -> bool:
    dollars = _dollars(money)
    return dollars < _SMALL_DOLLARS if dollars is not None else money.low < _SMALL_UNITS


def _among_private_persons(clause: Clause, place: int, zone: tuple[int, int]) -> bool:
    """Whether a sentence names no payer and no recipient of public money, only people who pay and are paid."""
    if any(c.kind == "funder" or (c.kind == "recipient" and c.code != "victims") for c in clause.cues):
        return False
    if STATE_PAYS.search(clause.plain, *zone) or PAID_FROM_SEIZED.search(clause.plain):
        return False
    said = [c for c in clause.cues if c.kind == "funding"]
    if any(c.modality not in ("provided", "pledged") or _PLAINLY_FUNDS.match(clause.plain, c.start) for c in said):
        return False
    for person in _PRIVATE_PERSONS.finditer(clause.plain, *zone):
        at = person.start()
        if not _is_name(clause.plain, at) and not _BENEFICIARY.search(clause.plain[max(0, at - 40) : at]):
            return True
    if not (_RATE.match(clause.plain, clause.money[place].end) or _is_small(clause.money[place])):
        return False
    mere = bool(said) and all(_MERELY_PAID.match(clause.plain, c.start) for c in said)
    return mere and not any(c.kind == "purpose" for c in clause.cues) and not _PRONOUN.search(clause.plain, *zone)


def private_payer(clause: Clause, place: int) -> re.Match[str] | None:
    """The private person that pays or gets an amount, with the verb; group `gives` where the person gives."""
    zone_start, _ = clause.zone(place)
    start = clause.money[place].start
    found = _PRIVATE_PAYER.search(clause.plain, max(zone_start, start - 110), start)
    return None if found is None or _is_name(clause.plain, found.start("who")) else found


def private_hands(clause: Clause, place: int, payer: re.Match[str] | None) -> list[tuple[str, float]]:
    """Reasons for which an amount is no public money, each with its weight, told by who pays it to whom."""
    text, money = clause.plain, clause.money[place]
    start, end = clause.zone(place)
    found: list[tuple[str, float]] = []
    if _CRIMINAL.search(text, max(start, money.start - 140), money.start) or _FOR_CRIME.match(text, money.end, end):
        found.append(("price", 3.2))
    large = (_dollars(money) or 0) >= _LARGE_DOLLARS
    if payer and not large and not _VICTIMS_RECEIVE.search(text, start, end):
        found.append(("recruitment_fee", 3.2 if payer["gives"] else 2.0))
    if _COURT_GRANTS.search(text, max(start, money.start - 120), money.start):
        found.append(("court_compensation", 3.0))
    must = _MUST_PAY.search(text, max(start, money.start - 90), money.start)
    if must and not _STATE.search(text, max(start, must.start() - 22), must.start()):
        found.append(("price", 3.6))
    if _ORDERED_TO_PAY.search(text, max(start, money.start - 170), money.start):
        found.append(("court_compensation", 3.0))
    if not large and _among_private_persons(clause, place, (start, end)):
        found.append(("price", 3.0))
    return found
