"""What stretch or unit an amount is for: a year, several years, one payment, a day, a month, a victim; how many get it each.

Belongs here: rates, sums over several years and multipliers, so that none of them enters a year's sum as a level. Which
year an amount is for is period.py's.
"""

import re

from pipeline.claims.phrases import Phrase

_PERSON = r"(?:victims?|persons?|survivors?|child(?:ren)?|residents?|individuals?|beneficiar\w+|woman|women|adults?|minors?|head|capita|family|families|households?|recipients?|applicants?|clients?|returnees?|cases?|beds?|places?|guests?|inhabitants?|occupants?)"
_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|several|\d{1,2}|two-and-a-half|two\s+and\s+a\s+half)"
_MONTHS_OVER_A_YEAR = r"(?:1[3-9]|[2-9]\d|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|twenty|twenty[\s-]four|thirty|thirty[\s-]six)"
#: "year-old", "years ago", "five years in prison", "a multi-year decrease" and the like tell nothing about the sum.
_NOT_A_TERM = r"(?!\s*[\s-](?:old|ago|before|earlier|prior|later|prison|in\s+prison|imprison\w*|sentences?|running|in\s+a\s+row|decreases?|increases?|declines?|rise|trend|low|high|lows?|highs?|average))"
_PER = Phrase(
    rf"(?P<per_victim>\b(?:per|for\s+each|to\s+each|for\s+every|to\s+every|each|every)\s+(?:\w+\s+){{0,2}}?{_PERSON}\b(?!\s+(?:shelters?|cent(?:er|re)s?|NGOs?|organi[sz]ations?|units?|homes?))|\bper-(?:victim|person|capita|child|bed)\b|\bsingle payment\b|\beach\s+victim\b|\bindividual(?:ly)?\s+(?:payment|allowance|grant)s?\b|\b(?:per|a|each|every)\s+week\b|\bweekly\b|/week\b)"
    r"|(?P<per_month>\b(?:per|a|each|every)\s+(?:calendar\s+)?month\b|\bmonthly\b|/month\b)"
    r"|(?P<per_day>\b(?:per|a|each|every)\s+(?:\w+\s+)?(?:day|night)\b|\bdaily\b|/day\b|\bper\s+diem\b|\bnightly\b)"
    r"|(?P<annual>\b(?:per|a|each|every)\s+(?:calendar\s+|fiscal\s+)?year\b(?!\s+(?:ago|before|earlier|prior|later))|\bannual(?:ly)?\b|\byearly\b|\bper\s+annum\b|\bin\s+each\s+of\s+the\b)"
    r"|(?P<one_off>\bone-(?:time|off)\b|\blump[\s-]sum\b|\binitial(?:ly)?\b|\bonce\b|\ba single\b)"
    rf"|(?P<multi_year>\b(?:over|for|across|throughout|during|within|in)\s+(?:the\s+|a\s+(?:period\s+of\s+)?)?(?:next\s+|past\s+|last\s+|coming\s+|following\s+|previous\s+|course\s+of\s+(?:the\s+)?)?{_COUNT}[\s-]*(?:(?:fiscal|financial|calendar|budget)\s+)?years?\b{_NOT_A_TERM}|\b(?:two|three|four|five|six|seven|ten|multi)[\s-]?years?\b{_NOT_A_TERM}(?!\s+of\s+(?:age|imprisonment|service))|\bfor\s+(?:a\s+(?:period|total)\s+of\s+)?{_MONTHS_OVER_A_YEAR}\s+months\b|\b{_MONTHS_OVER_A_YEAR}[- ]months?\b(?!\s+(?:old|ago|in\s+prison|imprison\w*))|\bbiennium\b|\bbiennial\b|\btriennium\b)"
)
#: A rate that the amount itself names: "EUR 700 a month", "$5 per victim per day", "40,000 euros annually".
_RIGHT_BEHIND = re.compile(
    rf"\s*(?:\([^)]*\)\s*)?,?\s*(?:(?P<per_day>(?:per|a|each|every|/)\s*(?:person\s+|victim\s+)?(?:day|night)\b|daily\b)"
    rf"|(?P<per_month>(?:per|a|each|every|/)\s*(?:calendar\s+)?month\b|monthly\b)|(?P<per_victim>(?:per|for\s+each|to\s+each|a|/)\s*{_PERSON}\b|(?:per|a|each|every|/)\s*week\b|weekly\b)"
    r"|(?P<annual>(?:per|a|each|every)\s+(?:calendar\s+|fiscal\s+)?year\b(?!\s+(?:ago|before|earlier|prior|later))|annually\b|yearly\b|per\s+annum\b))",
    re.I,
)
_EACH_OF = Phrase(
    r"\b(?:each\s+of\s+(?:the\s+|its\s+|these\s+|those\s+)?(?:country['’]s\s+)?(?P<n>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})\b|each\s+(?:of\s+the\s+)?(?:specialized\s+|specialised\s+|NGO\s+|state\s+)*(?:shelters?|NGOs?|cent(?:er|re)s?|organi[sz]ations?|regions?|municipalit\w+|provinces?|grantees?))\b"
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
    r"\b(?:victims?|survivors?|residents?|persons?|beneficiaries)\s+(?:\w+\s+){0,4}?(?:could|can|may|were?\s+(?:also\s+)?(?:given|entitled|eligible|paid|handed)|received|receives?|was\s+(?:given|entitled|eligible|paid|handed)|are|is|got|had|with)\s+(?:[\w-]+\s+){0,6}$|\bentitled?\b|\beligible\b"
)
_STIPEND = Phrase(
    r"\b(?:stipends?|allowances?|one-time|single|lump[\s-]sum|per\s?diem|subsistence|monthly|weekly|pocket money|cash (?:payment|benefit)|(?:an?|the)\s+(?:[\w-]+\s+){0,2}(?:payment|benefit|grant)\s+of)\b"
)
#: "a one-time payment of X": what one person gets, where the sentence tells of victims.
_A_PAYMENT = Phrase(
    r"\b(?:an?|one|the|this)\s+(?:[\w-]+\s+){0,3}?(?:one-time|one-off|lump[\s-]sum|single|individual|emergency|start-up|monthly|initial)\s+(?:[\w-]+\s+){0,2}(?:payment|allowance|stipend|benefit|sum|grant|assistance|compensation)\s+(?:of|worth|totaling|amounting\s+to)\s+(?:(?:up\s+to|approximately|about|around|some|at\s+least|over)\s+)*$"
)
_TO_VICTIMS = Phrase(r"^[^,;.]{0,20}\b(?:to|for)\s+(?:[\w-]+\s+){0,3}(?:victims?|survivors?|returnees?)\b")
_VICTIMS_WITH = Phrase(r"\b(?:victims?|survivors?|returnees?)\b[^;]{0,60}$")
_BREAKS_RATE = re.compile(r"[;]|\bcompared\b|, and\b")
_EACH = Phrase(r"\b(?:each|apiece)\b")
_PERSONS = Phrase(r"\b(?:victims?|survivors?|women|children|returnees|labou?rers|workers)\b")
_EACH_PERSON = Phrase(r"\b(?:victims?|survivors?|persons?|residents?)\b[^.;]{0,30}\beach\b")
_PERSON_LAST = Phrase(r"\b(?:victims?|survivors?|residents?|persons?|children|women)\s*$")
_COUNTED_ANY = Phrase(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\s+(?:[\w-]+\s+){0,3}(?:shelters|NGOs|centers|centres|organi[sz]ations|regions|municipalities|provinces)\b"
)
_BODIES = Phrase(r"\bshelters|NGOs|centers|centres|organi[sz]ations\b")
#: Words by which a term of years belongs to something else than the sum: "suspended for two years", "ran for five years".
_OTHERS_TERM = Phrase(r"\b(?:which|that|who|had\s+been|suspended|closed|delayed|residence|stay\w*|prison|sentenced)\b")
_RATES = ("per_day", "per_month", "per_victim")
#: Dollars above which no sum is paid to one person, by the day or by the month.
_HIGHEST_RATE = 20_000


def periodicity_of(text: str, start: int, end: int, core: tuple[int, int]) -> str | None:
    """What the amount at `core` is for, by the words of its stretch [start, end); None where they do not say."""
    own = rate_beside(text, core)
    if own is not None:
        return own
    behind = (core[1], min(end, core[1] + 60))
    ahead = (max(start, core[0] - 70), core[0])
    seen: dict[str, int] = {}
    for match in _PER.finditer(text, *behind):
        name = match.lastgroup or ""
        away = match.start() - core[1]
        far = match.group().lower() in ("monthly", "daily") and away > 14  # "to pay victims' monthly stipends"
        other = name == "multi_year" and _OTHERS_TERM.search(text, core[1], match.start())
        if not far and not other and not _BREAKS_RATE.search(text, core[1], match.start()):
            seen.setdefault(name, away)
    for match in _PER.finditer(text, *ahead):
        seen.setdefault(match.lastgroup or "", 100 + ahead[1] - match.end())
    for rate in _RATES:
        if rate in seen:
            return rate
    if _paid_to_one(text, (start, end), core, ahead, behind):
        return "per_victim"
    return next((p for p in ("multi_year", "one_off", "annual") if p in seen), None)


def rate_beside(text: str, core: tuple[int, int]) -> str | None:
    """The rate that stands right behind an amount or inside it, before its bracketed conversion."""
    match = _RIGHT_BEHIND.match(text, core[1])
    if match and match.lastgroup == "per_victim":  # "per victim per month" is a monthly rate
        then = _RIGHT_BEHIND.match(text, match.end())
        return then.lastgroup if then and then.lastgroup in _RATES else "per_victim"
    bracket = text.find("(", *core)  # "EUR 700 a month (about $770)": the rate stands within the printed amount
    found = match or (_PER.last(text, core[0], bracket) if bracket >= 0 else None)
    return found.lastgroup if found else None


def too_much_for_one(text: str, core: tuple[int, int], dollars: float | None) -> bool:
    """Whether a sum is far too large to be one person's; then it is a total, whatever rate is mentioned near it."""
    return bool(dollars and dollars > _HIGHEST_RATE and rate_beside(text, core) not in _RATES)


def _paid_to_one(
    text: str, zone: tuple[int, int], core: tuple[int, int], ahead: tuple[int, int], behind: tuple[int, int]
) -> bool:
    """ "victims received a stipend of X", "a one-time payment of X to victims", "victims got X each"."""
    if _VICTIM_RATE.search(text, *ahead) and (_STIPEND.search(text, *ahead) or _STIPEND.search(text, *behind)):
        return True
    payment = _A_PAYMENT.search(text, *ahead)
    if payment and (
        _TO_VICTIMS.search(text[core[1] : zone[1]]) or _VICTIMS_WITH.search(text, zone[0], payment.start())
    ):
        return True
    each = _EACH.search(text, core[1], min(behind[1], core[1] + 12))
    return bool(each and _PERSONS.search(text, max(0, core[0] - 80), core[0]))


def bodies_counted(text: str) -> int | None:
    """How many shelters, NGOs and the like a sentence counts, the last if several; for "Each of them got X" behind it."""
    counted = _COUNTED_BODIES.last(text)
    return _NUMBERS.get(counted[1].lower()) if counted else None


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
