"""Comparisons in time: "compared to X in 2016", "from A to B", "the previous year".

Belongs here: which amount of a sentence is the earlier half of a comparison, and relative years beside an amount.
"""

import re

from pipeline.claims.clauses import Clause
from pipeline.claims.phrases import Phrase

_RELATIVE = Phrase(
    r"(?P<two>(?<!the )\btwo\s+years\s+(?:before|earlier|ago|prior)\b|\bthe\s+year\s+before\s+(?:that|last)\b)"
    r"|(?P<previous>\b(?:twelve|12)\s+months\s+(?:before|earlier|previously)\b|\b(?:(?:in|during|for|from|than|of|on|over|to|as|with)\s+)?(?:the\s+)?(?:previous|prior|preceding|last|past|earlier)\s+(?:\w+\s+)?(?:year|reporting\s+(?:period|year)|period|fiscal\s+year|year['’]s|cycle)\b(?:['’]s)?|\b(?:the\s+|a\s+|one\s+)?year\s+(?:before|earlier|prior|previously|ago)\b|\bthe\s+two\s+years\s+(?:before|earlier)\b|\bpreviously\b(?!\s+\w+ed\b))"
    r"|(?P<same>\b(?:in|during|for)\s+(?:the\s+)?(?:same|latter)\s+(?:year|period)\b|\bthat\s+year\b)"
    r"|(?P<next>\b(?:for\s+|in\s+|during\s+)?(?:the\s+)?(?:next|coming|following|upcoming|subsequent)\s+(?:(?:fiscal|financial|budget)\s+)?(?:year|(?:twelve|12)\s+months)\b)"
)
#: Words before an amount that make it the earlier half of a comparison.
_COMPARES = Phrase(
    r"(?:\bcompar(?:ed|ing)\s+(?:to|with|against)|\bin\s+contrast\s+(?:to|with)|\bin\s+comparison\s+(?:to|with)|\bversus\b|\bvs\.?|\bas\s+against\b|(?<=,\s)against\b|(?<=\)\s)against\b|\bas\s+opposed\s+to|\brelative\s+to|\b(?:up|down)\s+(?:sharply\s+|slightly\s+|significantly\s+|markedly\s+)?(?:from|on)\b|"
    r"\b(?:increas\w*|ris\w*|rose|grew|growth|decreas\w*|drop\w*|fall\w*|fell|reduc\w*|declin\w*|cut|down|jump\w*|gain|improvement|expand\w*|doubl\w*|tripl\w*|change)\s+(?:\w+\s+){0,4}?(?:over|from|on|above|compared)\b|"
    r"\b(?:more|less|higher|lower|greater|fewer|larger|smaller|better)\s+than(?:\s+(?:the|its|in))?\b(?!\s*(?:€|\$|£|\d|[A-Z]{3}\s?\d))|\bexceed(?:ed|ing|s)\s+the\b|\bfrom\s+(?:the\s+|a\s+)?(?:previous|prior|preceding|earlier|last)|\b(?:slightly|just|well|far|somewhat|marginally|little)\s+(?:under|below|above|over|beyond|short\s+of)\s+(?:the|its|that\s+of)\b|\b(?:below|above)\s+(?:the|its)\b|\binstead\s+of|\brather\s+than|\b(?:double|twice|triple|half|quadruple)\s+(?:the|its|what|that)\b|\bafter\b|\bfollowing\b|\bthan\s+(?:the|in)\b|\bhad\s+(?:been|allocated|provided|spent|received|given|budgeted|paid|granted|earmarked|set|contributed|stood)\b|\bfrom\b)"
)
#: Comparisons that cannot be read otherwise; a bare "from" or "after" can ("from the labour ministry in 2015").
_STRONG_COMPARES = Phrase(
    r"\bcompar(?:ed|ing|ison)\b|\bin\s+contrast\b|\bversus\b|\bvs\b|\bas\s+against\b|\b(?:up|down)\s+(?:\w+\s+)?(?:from|on)\b|\b(?:increase|decrease|rise|drop|fall|reduction|decline|growth)\s+(?:\w+\s+)*?(?:over|from|on|of)\b|\b(?:more|less|higher|lower|greater|fewer)\s+than\b|\brelative\s+to\b|\b(?:double|twice|triple|half|quadruple)\s+(?:the|its|what|that)\b|\bfrom\s+(?:the\s+)?(?:\w+\s+)?level\b|\bsince\b|\binstead\b|\bwhen\s+it\b|\bfrom\s*$"
)
_STOPS_COMPARISON = Phrase(
    r"\b(?:and\s+(?:the|an?|its?|they|also|provided|allocated|spent|gave|another|stood|came|ran|was|were|\w+ed)\b|while|whereas|;|to\s*(?:approximately\s*|about\s*|over\s*|nearly\s*)?$)"
)
#: "7 percent more than the year before, of which 8 million": a part of this year's total again.
_PART = Phrase(r"\b(?:of\s+which|including|of\s+(?:this|that))\b|[^,],\s+and\s+(?:[a-z]+|\d+\s+[a-z]+)\s+[a-z]+")
_HEDGE = Phrase(r"\b(?:more|less|fewer)\s+than\s*(?:an?\s+(?:total|additional)\s+(?:of\s+)?)?$")
#: "fell to A from B": the verb stands before A.
_MOVED_TO = Phrase(
    r"\b(?:increas|ris|rose|gr[eo]w|fell|fall|decreas|declin|drop|reduc|cut|went|rais|jump|climb|shr[aiu]nk|expand|boost|lower|slash|trim|halv|swell|mov|edg)\w*\b[^.;]{0,50}\bto\s+(?:\w+\s+){0,3}$"
)
_TO_AFTER_FROM = Phrase(
    r"\bto\s+(?:(?:approximately|about|around|some|over|nearly|almost|more\s+than|a\s+total\s+of)\s+)*$"
)

_COMPARED_TO = Phrase(r"\b(?:compared|relative)\s+to\s*(?:\w+\s+){0,2}$")
_DIGIT = re.compile(r"\d")
_EARLIER_HAD = re.compile(r"\b(?:while|whereas|when|previous|earlier|before)\b|\bin\s+(?:19|20)\d\d\b")
_MOVED = Phrase(
    r"\b(?:increas|ris|rose|gr[eo]w|fell|fall|decreas|declin|drop|reduc|cut|up|down|went|doubl|rais|chang|jump|climb|shr[aiu]nk|expand|boost|lower|slash|trim|halv|scal|swell|mov)\w*\b[^.;]*$"
)
_NO_RELATIVE = Phrase(
    r"\b(?:where|while|whereas|when|compared|than|increase|decrease|up|down|from|over|same|rise|drop|unchanged)\b"
)
_LEVEL = Phrase(r"\b(?:level|same|unchanged|steady|constant|par)\b")
_NEW_CLAUSE = re.compile(
    r",\s*and\b|;|\band\s+(?:now\s+|then\s+|thus\s+)?(?:stood|came|amounted|totall?ed|reached|was|were|ran)\b"
)
#: "In the previous reporting period the government had pledged …": it dates the first amount however far that stands.
_HEAD_PREVIOUS = re.compile(
    r"\s*(?:in|during|for|over)\s+the\s+(?:previous|prior|preceding|last)\s+(?:(?:reporting|fiscal|financial|budget|calendar)\s+)?(?:year|period|cycle)\b",
    re.I,
)
_TURNS_TO_NOW = re.compile(
    r";|\b(?:while|whereas|but)\b|\b(?:the|this)\s+(?:current\s+)?(?:reporting|review)\s+(?:period|year)\b|\bthis\s+year\b",
    re.I,
)
#: "to A for fiscal year 2020, from B": only the year of A stands between.
_FROM_NEXT = re.compile(
    r"\s*(?:(?:for|in|during)\s+(?:the\s+)?(?:\w+\s+){0,3}(?:19|20)\d\d(?:\s?[-/–]\s?\d{2,4})?)?\s*,?\s*(?:up\s+|down\s+)?from\s*",
    re.I,
)
#: "although it had spent only B of it": not an earlier year but what became of A.
_CONCEDES = re.compile(r"\b(?:although|though|of\s+which)\s+(?:\w+\s+){0,4}$", re.I)
_TO_LAST = re.compile(r"\bto\s*(?:\w+\s+){0,2}$")
_APPOSED = re.compile(
    r"\s*(?:sum|amount|figure|level|total|budget)?\s*(?:,|–|—|:)\s*(?:or\s+|i\.e\.,?\s*|at\s+)?(?:(?:approximately|about|around|some)\s+)?",
    re.I,
)
_FOLLOWING_YEAR = re.compile(
    r"\s+(?:(?:fiscal|financial|budget)\s+)?(?:years?|(?:twelve|12)\s+months|two|three)\b", re.I
)
_THEN_ACTS = re.compile(r",\s+(?:[a-z]+ed|gave|spent|paid|put|set|got)\s", re.I)
_POSSESSIVE = re.compile(r"['’]s\s+(?:(?:approximately|about|around|some)\s+)?", re.I)
_RISES = Phrase(r"\b(?:compared|increase\w*|more|less|decrease\w*)\b")
_AS_THAN = re.compile(r"\b(?:as|than|same)\b")
#: "increased its budget for shelters from A in 2015 to B": however far the verb stands from A.
_FROM = Phrase(
    r"\bfrom\s+(?:(?:approximately|about|around|some|over|nearly|almost|more\s+than|less\s+than|just|only|roughly|a\s+(?:total|budget|level)\s+of|an\s+estimated)\s+)*$"
)
_VERB_OF_MOVE = Phrase(
    r"\b(?:increas|ris(?:e|ing)|rose|gr[eo]w|fell|fall|decreas|declin|drop|reduc|cut|went|doubl|tripl|rais|chang|jump|climb|shr[aiu]nk|expand|boost|lower|slash|trim|halv|scal|swell|mov|quadrupl|augment|lift|step|surg|soar|plung|dip|edg)\w*\b"
)
_TO_NEXT = Phrase(
    r"\bto\s+(?:(?:approximately|about|around|some|over|nearly|almost|more\s+than|less\s+than|just|only|roughly|an?\s+(?:total|budget|level)\s+of|an\s+estimated)\s+)*$"
)


def moves_from(clause: Clause, place: int) -> bool:
    """Whether an amount is A in "moved from A to B"."""
    if place + 1 >= len(clause.money):
        return False
    text, money, following = clause.text, clause.money[place], clause.money[place + 1]
    if following.start - money.end > 130 or ";" in text[money.end : following.start]:
        return False
    start = clause.money[place - 1].end if place else max(0, money.start - 260)
    return bool(
        _FROM.search(text, start, money.start)
        and _TO_NEXT.search(text, money.end, following.start)
        and _VERB_OF_MOVE.search(text, start, money.start)
    )


_YEARS_BACK = Phrase(
    r"\b(?:in|of|for|during|over|than|to|with|as)\s+(?:(?:each|either|both)\s+of\s+)?(?:the\s+)?(?:(?P<n>two|three|four)\s+(?:preceding|previous|prior|earlier|past|foregoing)|(?:preceding|previous|prior|past|foregoing)\s+(?P<n2>two|three|four))\s+(?:fiscal\s+)?years\b"
)
_COUNTS = {"two": 2, "three": 3, "four": 4}


def years_back(text: str, start: int, end: int) -> int:
    """How many earlier years a stretch names together ("in the two preceding years"); 0 if it does not."""
    match = _YEARS_BACK.search(text, start, end)
    return _COUNTS[(match["n"] or match["n2"]).lower()] if match else 0


def strongly(text: str, start: int, end: int) -> bool:
    """Whether a stretch holds a comparison that cannot be read otherwise."""
    return _STRONG_COMPARES.search(text, start, end) is not None


#: "Of the A earmarked for shelters, only B was spent", "out of a budget of A it had been given B by May".
_OF_THE_WHOLE = re.compile(r"(?:^|[;,]\s)(?:out\s+)?of\s+(?:the|its|this|that|a|an|their)\s+(?:[\w-]+\s+){0,4}$", re.I)
_TAKEN = re.compile(r",|\b(?:only|merely|just|had|spent|used|given|released|disbursed|received|paid|put|went)\b", re.I)


def spent_of(clause: Clause, place: int) -> bool:
    """Whether the second amount of a sentence is what became of the first ("of the A … only B")."""
    if place != 1:
        return False
    whole = _OF_THE_WHOLE.search(clause.text, 0, clause.money[0].start)
    return whole is not None and _TAKEN.search(clause.text, clause.money[0].end, clause.money[1].start) is not None


def compares_before(clause: Clause, place: int) -> bool:
    """Whether the words before an amount make it the earlier half of a comparison."""
    text, money = clause.text, clause.money[place]
    if moves_from(clause, place):
        return True
    if spent_of(clause, place):
        return False
    start = clause.money[place - 1].end if place else max(0, money.start - 90)
    end = money.start
    if money.qualifier in ("more_than", "less_than", "up_to", "at_least"):
        hedge = _HEDGE.search(text, start, end)
        end = hedge.start() if hedge else end
    marker = _COMPARES.last(text, start, end)
    if marker is None or _PART.search(text, marker.end(), end):
        return False
    word = marker.group().lower()
    rest = text[marker.end() : end]
    if (
        word.split()[-1] in ("from", "over")
        and _TO_AFTER_FROM.search(text, start, end)
        and _DIGIT.search(rest)
        and not _COMPARED_TO.search(text, start, end)
    ):
        return False
    if {word.split()[0], word.split()[-1]} & {"from", "over", "than"} and _TO_AFTER_FROM.search(rest):
        return False  # "rose by ten percent from the previous year, to four million"
    if _APPOSED.fullmatch(rest):
        return False  # "half that sum, €25,000"
    if word == "following" and _FOLLOWING_YEAR.match(rest):
        return False
    if word in ("after", "following") and (place == 0 or len(rest) > 25):
        return False
    if word.startswith("had ") and _CONCEDES.search(text[start : marker.start()]):
        return False
    if word.startswith("had ") and _THEN_ACTS.search(rest):
        return False  # "the city, which had paid nothing in 2016, added B"
    if word.startswith("had ") and place == 0 and not _EARLIER_HAD.search(text, start, end):
        return False
    if word == "from":
        if place and end - start < 26:
            before = clause.money[place - 1].start
            if _MOVED_TO.search(text, max(0, before - 70), before):
                return True
        before = clause.money[place - 1].start if place else 0
        if place and _FROM_NEXT.fullmatch(text, start, end) and _MOVED_TO.search(text, max(0, before - 70), before):
            return True
        moved = _MOVED.search(text, max(start, marker.start() - 60), marker.start())
        if not moved or len(rest.split()) > 8:
            return False
    stop = _STOPS_COMPARISON.search(rest)
    return not (stop and stop.start() > 0 and stop.group().strip().lower() != "to")


def relative_year(clause: Clause, place: int, same_after: bool) -> str | None:
    """The relative year beside an amount: "previous", "two", "same" or "next"; None if there is none.

    `same_after` tells that the words behind the amount repeat it for another year, which is not its own.
    """
    text, money = clause.text, clause.money[place]
    following = clause.money[place + 1].start if place + 1 < len(clause.money) else len(text)
    match = _RELATIVE.search(text, money.end, min(money.end + 70, following))
    if (
        match
        and not same_after
        and not _NO_RELATIVE.search(text, money.end, match.start() + 4)
        and ";" not in text[money.end : match.start() + 4]
        and clause.passes(money.end, match.start()) > 0.45
    ):
        return match.lastgroup
    start = max(clause.money[place - 1].end if place else 0, money.start - 60)
    last = _RELATIVE.last(text, start, money.start)
    head = _HEAD_PREVIOUS.match(text) if place == 0 else None
    if head and money.start - head.end() < 220 and not _TURNS_TO_NOW.search(text, head.end(), money.start):
        return "previous"
    if last is not None and last.lastgroup == "previous" and _POSSESSIVE.fullmatch(text, last.end() - 2, money.start):
        return "previous"  # "the same as the previous year's two million"
    if last is None or _LEVEL.search(text, start, last.start()) or _NEW_CLAUSE.search(text, last.end(), money.start):
        return None
    if (
        money.start - last.end() < 45
        and not _TO_LAST.search(text, last.end(), money.start)
        and not (place == 0 and _RISES.search(text, start, last.start()))
        and not _AS_THAN.search(text, max(start, last.start() - 8), last.start() + 5)
    ):
        return last.lastgroup
    return None


def names_previous(text: str, start: int, end: int) -> bool:
    """Whether a stretch names the year before ("the previous year")."""
    return _RELATIVE.search(text, start, end) is not None
