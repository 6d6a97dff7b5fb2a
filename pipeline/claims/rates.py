"""What stretch an amount covers: per day, month or victim, once, yearly, over years; and for how many it is stated each.

Belongs here: rates and multipliers. Which year an amount belongs to is in period.py.
"""

import re

from pipeline.claims.phrases import Phrase

_PER = Phrase(
    r"(?P<per_victim>\b(?:per|for\s+each|to\s+each|each|every)\s+(?:\w+\s+){0,2}?(?:victims?|persons?|survivors?|child(?:ren)?|residents?|individuals?|beneficiar\w+|woman|women|adults?|minors?|head|capita|family|recipients?|applicants?)\b|\bper-(?:victim|person|capita)\b|\bsingle payment\b|\beach\s+victim\b|\bindividual(?:ly)?\s+(?:payment|allowance|grant)s?\b)"
    r"|(?P<per_month>\b(?:per|a|each|every)\s+month\b|\bmonthly\b|/month\b)"
    r"|(?P<per_day>\b(?:per|a|each|every)\s+(?:\w+\s+)?(?:day|night)\b|\bdaily\b|/day\b|\bper\s+diem\b)"
    r"|(?P<annual>\b(?:per|a|each|every)\s+year\b|\bannual(?:ly)?\b|\byearly\b|\bper\s+annum\b)"
    r"|(?P<one_off>\bone-(?:time|off)\b|\blump[\s-]sum\b|\binitial(?:ly)?\b|\bonce\b|\ba single\b)"
    r"|(?P<multi_year>\bover\s+(?:the\s+(?:next|past|course\s+of)\s+)?(?:two|three|four|five|six|seven|ten|several|\d+)\s*-?\s*(?:years?|months)\b|\b(?:two|three|four|five|six|seven|multi)[\s-]years?\b(?!\s+(?:old|ago|before|earlier|prison|in\s+prison|sentence|running|in\s+a\s+row|imprison))|\bfor\s+(?:1[3-9]|[2-9]\d)\s+months\b|\bmultiyear\b|\b(?:1[3-9]|[2-9]\d)[- ]month\b)"
)
_EACH_OF = Phrase(
    r"\b(?:each\s+of\s+(?:the\s+|its\s+)?(?P<n>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})\b|each\s+(?:of\s+the\s+)?(?:specialized\s+|specialised\s+|NGO\s+|state\s+)*(?:shelters?|NGOs?|cent(?:er|re)s?|organi[sz]ations?|regions?|municipalit\w+|provinces?|grantees?))\b"
)
_EACH_GETS = Phrase(
    r"\beach\s+of\s+(?:them|these|which|whom)\b|\beach\s+(?:received|got|was|were|had|obtained)\b|\bper\s+(?:shelter|NGO|cent(?:er|re)|organi[sz]ation|municipality|region)\b"
)
_EACH_AFTER = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:each|apiece)\b", re.IGNORECASE)
_NUMBERS = {
    w: n
    for n, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
_COUNTED_BODIES = Phrase(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?:[\w-]+\s+){0,3}(?:shelters|NGOs|cent(?:er|re)s|organi[sz]ations|regions|municipalities|provinces)\b"
)
_VICTIM_RATE = Phrase(
    r"\b(?:victims?|survivors?|residents?|persons?|beneficiaries)\s+(?:\w+\s+){0,4}?(?:could|can|may|were?\s+(?:given|entitled|eligible|paid|handed)|received|receives?|was\s+(?:given|entitled|eligible|paid|handed)|are|is|got|had)\s+(?:\w+\s+){0,6}$|\bentitled?\b|\beligible\b"
)
_STIPEND = Phrase(
    r"\b(?:stipends?|allowances?|one-time|single|lump[\s-]sum|per\s?diem|subsistence|monthly|weekly|pocket money|cash (?:payment|benefit))\b"
)
_BREAKS_RATE = re.compile(r"[;]|\bcompared\b|, and\b")
_EACH = Phrase(r"\b(?:each|apiece)\b")
_PERSONS = Phrase(r"\b(?:victims?|survivors?|women|children|returnees|labou?rers|workers)\b")
_EACH_PERSON = Phrase(r"\b(?:victims?|survivors?|persons?|residents?)\b[^.;]{0,30}\beach\b")
_PERSON_LAST = Phrase(r"\b(?:victims?|survivors?|residents?|persons?|children|women)\s*$")
_COUNTED_ANY = Phrase(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\s+(?:\w+\s+){0,3}(?:shelters|NGOs|centers|centres|organi[sz]ations|regions|municipalities|provinces)\b"
)
_BODIES = Phrase(r"\bshelters|NGOs|centers|centres|organi[sz]ations\b")


def periodicity_of(text: str, start: int, end: int, core: tuple[int, int]) -> str | None:
    """The periodicity that the words around an amount say; None where they do not, which means a yearly sum."""
    behind = (core[1], min(end, core[1] + 60))
    ahead = (max(start, core[0] - 70), core[0])
    seen: dict[str, int] = {}
    for match in _PER.finditer(text, *behind):
        away = match.start() - core[1]
        far = match.group().lower() in ("monthly", "daily") and away > 14  # "to pay victims' monthly stipends"
        if not far and not _BREAKS_RATE.search(text, core[1], match.start()):
            seen.setdefault(match.lastgroup or "", away)
    for match in _PER.finditer(text, *ahead):
        seen.setdefault(match.lastgroup or "", 100 + ahead[1] - match.end())
    for rate in ("per_day", "per_month", "per_victim"):
        if rate in seen:
            return rate
    if (_VICTIM_RATE.search(text, *ahead) and (_STIPEND.search(text, *ahead) or _STIPEND.search(text, *behind))) or (
        _EACH.search(text, core[1], min(behind[1], core[1] + 12))
        and _PERSONS.search(text, max(0, core[0] - 80), core[0])
    ):
        return "per_victim"
    return next((p for p in ("multi_year", "one_off", "annual") if p in seen), None)


def multiplier_of(text: str, start: int, end: int, core: tuple[int, int]) -> int | None:
    """For how many recipients the amount is stated each; 0 where it is each but the number is not told."""
    match = _EACH_OF.search(text, start, end)
    after = _EACH_AFTER.match(text, core[1], core[1] + 40)
    if not match and not after and _EACH_GETS.search(text, start, end) and not _EACH_PERSON.search(text, start, end):
        bodies = _COUNTED_BODIES.search(text)
        return (_NUMBERS.get(bodies[1].lower()) or 0) if bodies else 0
    if not match and not after:
        return None
    word = (match["n"] if match else None) or ""
    if not word:
        if _PERSON_LAST.search(text, start, match.end() if match else end):
            return None
        counted = _COUNTED_ANY.search(text)
        word = counted[1] if counted else ""
    if not word:
        return 0 if not after or _BODIES.search(text) else None
    return _NUMBERS.get(word.lower()) or (int(word) if word.isdigit() else 0)
