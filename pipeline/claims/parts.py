"""Totals and their parts, and amounts that are changes of another.

Belongs here: how the amounts of a passage relate to each other. Their own fields are read elsewhere.
"""

import re

from pipeline.claims.clauses import Clause
from pipeline.claims.comparison import compares_before, spent_of

_INCLUDES = re.compile(
    r"\b(?:includ(?:ing|ed|es)|(?<!top )(?<!because )of\s+which|(?<!number )of\s+(?:the|its|this)\s+(?:[12]\d{3}\s+)?(?:allocation|budget|total|appropriation|sum|grant)\s+(?!(?:of|for|was|were|is)\b)|(?<!top )(?<!because )(?<!instead )(?<!spite )of\s+(?:this|that|these)(?:\s+(?:amount|sum|total|money|funding|budget|funds))?|compris(?:ing|ed|es)|consist(?:ing|ed|s)\s+of|made\s+up\s+of|among\s+(?:them|this)|half\s+of\s+(?:it|this|that|them)|of\s+the\s+latter|broken\s+down|divided\s+(?:into|between|among)|split\s+(?:into|between|among)|with\s+(?=[^,;]*\b(?:going|earmarked|set\s+aside|allocated|devoted|for)\b))",
    re.I,
)
_SEQUEL = re.compile(
    r"^(?:Of\s+(?:this|that|these|the\s+(?:total|sum|amount))|This\s+(?:amount|sum|total|figure|funding|budget)?\s*includ|The\s+(?:total|sum|amount)\s+includ|Out\s+of\s+(?:this|that)|It\s+included|These\s+included)",
    re.I,
)
_RESPECTIVELY = re.compile(r"\brespectively\b", re.I)
_WITH = re.compile(
    r"(?<!compared )(?<!contrast )(?<!comparison )(?<!par )\bwith\s+(?:(?:approximately|about|around|some|over|nearly|almost|another|only|just)\s+)*$",
    re.I,
)
_GOING = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:of\s+(?:it|this|that)\s+)?(?:going|earmarked|set\s+aside|allocated|devoted|dedicated|reserved|used|spent|meant|intended|destined|directed)\b",
    re.I,
)
#: A new act between two amounts ends the list of parts.
_ACTS = re.compile(
    r"(?<!\bwas )(?<!\bwere )(?<!\bbeen )\b(?:allocated|provided|gave|spent|committed|pledged|granted|contributed|awarded|assigned|disbursed|received|approved)\b",
    re.I,
)
#: "including possible victims, in addition to B": what is included is not B.
_BESIDES = re.compile(
    r"\b(?:in\s+addition\s+to|besides|apart\s+from|as\s+well\s+as|on\s+top\s+of|an?\s+(?:further|additional|extra)|another|separately|compared|up\s+from|down\s+from)\b",
    re.I,
)
#: "B of which": the part stands before the words that make it one.
_OF_WHICH_BEHIND = re.compile(
    r"\s*(?:\([^)]*\)\s*)?of\s+(?:which|(?:this|that|it|these|those|the\s+(?:latter|former|total|whole|sum))\b(?:\s+(?:money|amount|sum|total|funding|budget|allocation))?(?=\s*[,.;)]|\s+(?:was|were|went|is|to|for|on|in|directly|had|has|came|ran|furnished|[a-z]+ed)\b))",
    re.I,
)
#: "A third of this money", "two million baht of that": a share of what an earlier sentence told.
_OF_THIS = re.compile(
    r"(?:[\d)%]|\d[^.;,]{0,25}[a-z]|\b(?:half|thirds?|quarters?|fifths?|part|most|much|some|bulk|rest|portion|share|percent|remainder|majority|none|little|all))\s+of\s+(?:(?:this|that|it)|(?:this|that|these|those)\s+(?:money|amounts?|sums?|funds?|funding|budget|total|allocation|grant))(?=\s*[,.;)]|\s+(?:was|were|went|to|for|on|directly|had|has|[a-z]+ed)\b)",
)
_CONTINUES = re.compile(
    r"(?:In\s+addition|Additionally|Moreover|Furthermore|Besides|Also|Separately|Further|A\s+further|An\s+additional|Another|The\s+(?:rest|remaining|remainder|balance)|As\s+for|On\s+top\s+of\s+(?:this|that))\b"
)
_OUT_OF = re.compile(
    r"\bout\s+of\s+(?:a\s+|the\s+|its\s+|an\s+)?(?:[\w-]+\s+){0,4}(?:of\s+)?(?:approximately\s+|about\s+)?$|^\s*of\s+(?:a|the|its|an)\s+(?:[\w-]+\s+){0,4}(?:of\s+)?$|\bpart\s+of\s+(?:a|the|its)\s+(?:\w+\s+){0,4}$|\bfrom\s+(?:a|the|its)\s+(?:\w+\s+){0,2}(?:budget|total|fund)\s+of\s+$",
    re.I,
)
_RISE = r"(?:increas|rais|ris|rose|grew|grow|boost|expand|augment|lift|top)"
_FALL = r"(?:decreas|reduc|cut|fell|fall|declin|drop|shr[aiu]nk|slash|lower|trim)"
_BY = re.compile(
    rf"\b(?:(?P<up>{_RISE})|(?P<down>{_FALL}))\w*\s+(?:[\w’'-]+\s+){{0,9}}?by\s+(?:(?:approximately|about|around|some|over|nearly|almost|more\s+than|up\s+to|an?\s+(?:additional|further))\s+)*$",
    re.I,
)
_OF = re.compile(
    r"\b(?:(?P<up>increase|rise|raise|growth|boost|uplift|gain)|(?P<down>decrease|reduction|cut|decline|drop|fall|loss))\s+(?:[\w-]+\s+){0,4}?of\s+(?:(?:approximately|about|around|some|over|nearly|almost|more\s+than)\s+)*$",
    re.I,
)
_MORE_THAN = re.compile(
    r"^\s*(?:(?P<up>more|higher|greater|increase|rise)|(?P<down>less|lower|fewer|decrease|cut))\b(?:\s+than\s+(?:in|the|last|its|what|during|an?\s+year|one\s+year|previously|it|they|had|that|for|before|20\d\d|19\d\d)|\s+(?:over|on|from)\s+(?:the\s+)?(?:previous|prior|last|20))"
    r"|^\s*(?:\([^)]*\)\s*)?(?:(?P<up2>above|over)|(?P<down2>below|under|short\s+of))\s+(?:the|its|that\s+of|last\s+year['’]s|what)\s+(?:\w+\s+){0,3}?(?:levels?|figures?|amounts?|budget|allocation|sum|year['’]s?|20\d\d)\b",
    re.I,
)
#: "the grant of one rose from A to B, and that of the other by C".
_AS_THE_OTHER = re.compile(
    r"\b(?:that|those)\s+(?:of|for|to)\s+[^,;]{1,70}\sby\s+(?:(?:approximately|about|around|some|over|nearly)\s+)*$",
    re.I,
)
_MOVES = re.compile(rf"\b(?:(?P<up>{_RISE})|(?P<down>{_FALL}))\w*", re.I)
#: "a two million increase", "rose two million to nine", "trimmed two million from the budget", "added two million to it".
_NOUN_BEHIND = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:annual\s+|yearly\s+)?(?:(?P<up>increase|rise|raise|boost|hike|uplift|increment)|(?P<down>decrease|reduction|cut|decline|drop|shortfall))\b",
    re.I,
)
_ARTICLE = re.compile(r"\b(?:an?|the|this|another)\s+(?:approximate\s+|estimated\s+)?$", re.I)
_VERB_AHEAD = re.compile(
    r"\b(?:(?P<up>rose|rising|grew|increased|gained|added|adding)|(?P<down>fell|dropped|declined|decreased|shrank|lost|cut|cutting|slashed|trimmed|removed|diverted))\s+(?:by\s+)?(?:(?:approximately|about|around|some|nearly|almost|another)\s+)*$",
    re.I,
)
_VERB_BEHIND = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:(?:to|from|off)\s+(?:the|its|this|their|that|last|(?:approximately|about|around|nearly)?\s*[€$£\d])|away\s+from)",
    re.I,
)


def change_of(clause: Clause, place: int) -> str | None:
    """ "increased" or "decreased" where the amount is a change and not a level; None otherwise."""
    money = clause.money[place]
    ahead = clause.text[max(0, money.start - 110) : money.start]
    for pattern in (_BY, _OF):
        match = pattern.search(ahead)
        if match:
            return "increased" if match["up"] else "decreased"
    behind = _MORE_THAN.match(clause.text[money.end : money.end + 60])
    if behind and (behind["up2"] or behind["down2"]):
        return "increased" if behind["up2"] else "decreased"
    if _AS_THE_OTHER.search(ahead):
        moved = _MOVES.search(clause.text, 0, money.start)
        return ("increased" if moved["up"] else "decreased") if moved else None
    noun = _NOUN_BEHIND.match(clause.text, money.end) if _ARTICLE.search(ahead) else None
    verb = _VERB_AHEAD.search(ahead) if _VERB_BEHIND.match(clause.text, money.end) else None
    said = behind or noun or verb
    if said:
        return "increased" if said["up"] else "decreased"
    return None


def totals_in_sentence(clause: Clause) -> dict[int, int]:
    """Place of each part to the place of its total, by what the words between them say."""
    found: dict[int, int] = {}
    for place in range(1, len(clause.money)):
        gap = clause.text[clause.money[place - 1].end : clause.money[place].start]
        money, prior = clause.money[place], clause.money[place - 1]
        behind = _OF_WHICH_BEHIND.match(clause.text, money.end, money.end + 60) is not None
        if spent_of(clause, place) and money.high < prior.high and money.currency == prior.currency:
            found[place] = place - 1
        elif _OUT_OF.search(gap) and money.high > prior.high and money.currency == prior.currency and len(gap) < 90:
            found[place - 1] = place
        elif behind or _includes(gap) or _with_share(clause, place, gap):
            larger = [
                p
                for p in range(place - 1, -1, -1)
                if clause.money[p].high > money.high and clause.money[p].currency == money.currency and p not in found
            ]
            # the earlier year's figure of a comparison has no part in this year's breakdown
            total = next((p for p in larger if not compares_before(clause, p)), next(iter(larger), None))
            if total is not None:
                found[place] = total
        elif (
            place - 1 in found
            and found[place - 1] < place
            and re.match(r"^[^;]*?(?:,|\band\b)[^;]*$", gap)
            and not re.search(r"\b(?:compared|up from|down from|while|whereas|additional|another|further)\b", gap)
            and not compares_before(clause, place)
            and not _ACTS.search(gap)
            and len(gap) < 110
            and clause.money[found[place - 1]].high > money.high
        ):
            found[place] = found[place - 1]
    return _paired(clause, found)


def _paired(clause: Clause, found: dict[int, int]) -> dict[int, int]:
    """ "A in 2018 and B in 2019, of which C and D, respectively": C is of A and D of B."""
    if len(clause.money) != 4 or len(found) != 2 or {2, 3} != set(found) or not _RESPECTIVELY.search(clause.text):
        return found
    return {2: 0, 3: 1}


def _includes(gap: str) -> bool:
    """Whether the words between two amounts make the second a part of the first."""
    said = None
    for match in _INCLUDES.finditer(gap):
        said = match
    return said is not None and not _BESIDES.search(gap, said.end())


def _with_share(clause: Clause, place: int, gap: str) -> bool:
    """ "A in 2022, with B going to returns": B is a share of A."""
    return bool(_WITH.search(gap) and _GOING.match(clause.text, clause.money[place].end))


def is_sequel(sentence: str) -> bool:
    """Whether a sentence breaks down the total of the sentence before ("Of this amount, ...", "A third of this money ...")."""
    return bool(_SEQUEL.match(sentence) or (" of " in sentence and _OF_THIS.search(sentence)))


def continues(sentence: str) -> bool:
    """Whether a sentence goes on about the time of the sentence before ("In addition, ...", "A further ...")."""
    return bool(_CONTINUES.match(sentence))


def totals_by_sum(amounts: list[tuple[int, float, str | None, int | None, bool]]) -> dict[int, int]:
    """Parts found by arithmetic: neighbours of one currency and year that add up to an amount beside them.

    `amounts` are ordinal, value, currency, year and whether the text calls it a total. Source of the rule: DESIGN, rule 2.
    """
    found: dict[int, int] = {}
    for at, (ordinal, value, currency, year, _) in enumerate(amounts):
        for others in (amounts[at + 1 :], amounts[:at][::-1]):
            run: list[int] = []
            total = 0.0
            for other, worth, other_currency, other_year, _called in others[:6]:
                if other_currency != currency or other_year != year or worth >= value:
                    continue
                run.append(other)
                total += worth
                if len(run) >= 2 and abs(total - value) <= 0.005 * value:
                    found.update({part: ordinal for part in run if part not in found})
                    break
                if total > 1.005 * value:
                    break
    return found
