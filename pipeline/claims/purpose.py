"""What an amount, or a statement about money, is for.

Belongs here: choosing among the words of its stretch of the sentence that speak of a use. The order, each step only where
the one before says nothing:

1. the phrase behind the amount ("for legal aid", "to run two shelters"), up to "including", a relative clause or another verb;
2. the words before it in its clause ("salaries at the shelter took …", "the budget for shelters rose to …");
3. the body that has the money ("the coordinating committee's budget");
4. what the phrase names as a part ("…, including for shelters") or adds in a relative clause;
5. persons ("victims"): general assistance.

What stands in the sentence before, or in the heading above, is the business of extract.py.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.claims.clauses import Clause
from pipeline.claims.cues import Cue
from pipeline.claims.names import named_bodies
from pipeline.claims.phrases import Phrase
from pipeline.claims.uses import BODIES, CARE, GENERAL, OVERALL, combined, plain_code

#: How firmly a purpose was read: said of the amount itself, of what it fills, by the body that has it, by persons alone.
SAID, FILLED, BODY, PERSONS = 3, 2, 1, 0

#: Ends the phrase that belongs to an amount: what follows is a part, a comparison, a reason or another statement.
_TAIL = re.compile(
    r"[,(]?\s*\b(?:including|included|includes|such as|among (?:them|which|whom|other)|in addition to|along with|as well as for)\b"
    r"|\s*\b(?:compared (?:to|with)|up from|down from|because|although|though|while|whereas|after|since|but)\b"
    r"|,\s(?:[\w’'-]+\s+){1,7}(?:included|among\s+them|inclusive)\b|,?\s(?:in\s+particular|particularly|notably|especially|inter\s+alia|among\s+others|chiefly|mainly|mostly)\b"
    r"|,?\s+(?:and|but)\s+(?:nothing|none|no\s+\w+|not|only)\b"
    r"|[;]|\s[–—]\s|:\s|,\s(?:which|who|whose|where|when)\b"
    r"|,\s(?:the\s+|an?\s+)?(?:[\w-]+\s+){1,3}(?:came|was|were|had|got|took|went|remained|received)\b"
    r"|,\s(?:of\s+(?:which|this|it)|(?:a|one|two|three|about|almost|some|only)\s+(?:half|thirds?|quarters?|fifths?|tenths?)|half|most|much|part)\b"
    r"|,?\s+and\s+(?:also\s+|then\s+|separately\s+)?(?:spent|gave|paid|set|built|bought|ran|held|made|[a-z]+(?:ated|ided|ined|ened|nded|cted|rted|ished|uced|ned))\b(?!\s+(?:persons|people|victims|women|children|services|shelters?))",
    re.IGNORECASE,
)
#: The amount ends what is said of it: "a hotline with €10,000 and a campaign with €12,000".
_NEXT_ITEM = re.compile(
    r"\s*(?:\([^)]*\)\s*)*(?:in\s+\d{4}|a\s+year|yearly|annually|each|more)?\s*,?\s*(?:and|plus)\s", re.IGNORECASE
)
#: Begins the last clause before an amount.
_HEAD = re.compile(
    r"[;]|\s[–—]\s|:\s|,?\s\b(?:while|whereas|although|though|but|however|whereupon|after which)\b|,\s(?:which|who|whose)\b"
    r"|,?\s+and\s+(?=(?:also\s+|then\s+|separately\s+)?(?:spent|gave|paid|set|built|bought|another|a\s+further|an?\s+additional|[a-z]+(?:ated|ided|ined|ened|nded|cted|rted))\b)",
    re.IGNORECASE,
)
_COMMA = re.compile(r",\s")
#: Parts of what stands before: "victim assistance, including a shelter's costs, was allocated two million".
_PARTS = re.compile(r"[,(]?\s*\b(?:including|such as|among them)\b[^,;)]*", re.IGNORECASE)
#: The one who pays is not the one who is paid: "from the Office for …", "granted by the committee".
_GIVER = re.compile(r"\b(?:from|by)\s+(?:the\s+|its\s+|an?\s+)?$", re.IGNORECASE)
#: "Victim services under the national programme": the programme is where, the services are what for.
_WITHIN = re.compile(
    r"\b(?:under|within|through|via|part\s+of|framework\s+of|in)\s+(?:the\s+|its\s+|an?\s+)?$", re.IGNORECASE
)
#: What gets nothing is not what the amount is for.
_NOTHING_FOR = re.compile(
    r"\b(?:nothing|none|not|no\s+[\w-]+)\s+(?:was\s+|were\s+)?(?:\w+ed\s+|given\s+|set\s+aside\s+)?(?:for|to|on|towards?)\s+(?:[\w’'-]+\s+){0,3}$",
    re.IGNORECASE,
)
#: A body that pays spends on the country's whole response, where no use is told.
_PAYS = re.compile(
    r"(?:,\s[^,;]{3,70},)?\s+(?:also\s+|then\s+)?(?:spent|allocated|provided|paid|disbursed|granted|put|set\s+aside|used|gave|invested|approved|financed|funded|distributed)\b",
    re.IGNORECASE,
)
#: "the ministry of social welfare": what a ministry is named after is not what its money is for.
_MINISTRY_OF = re.compile(
    r"\b(?:ministry|ministries|minister|department|directorate|office|secretary)\s+(?:of|for|responsible\s+for)\s+(?:(?!(?:for|to|of|on|in|at|with)\b)[\w’'-]+,?\s+){0,4}$",
    re.IGNORECASE,
)
#: "spent by the welfare services": the services pay.
_SERVICES = re.compile(r"(?:[\w-]+\s+)?services?\b", re.IGNORECASE)
_BY = re.compile(
    r"\bby\s+(?:the\s+|its\s+)?(?:(?:social|welfare|municipal|public|state|child|immigration|security)\s+)*$",
    re.IGNORECASE,
)
_REFERS_BACK = Phrase(
    r"\b(?:this|that|these|those|the same|such)\s+(?:program\w*|schemes?|tasks?|work|efforts?|plans?|purposes?|services?|projects?|homes?|houses?|shelters?|cent(?:er|re)s?|funds?|activit\w+|end|initiatives?|measures)\b"
    r"|\b(?:gave|gives|paid|pays|granted|awarded|sent|handed|allotted|to|for|on|of|among|amongst|between)\s+(?:it|them)\b|\b(?:it|they)\s+(?:was|were|had|received|got)\b"
)
#: Money that a person gets into the hand is help to that person, wherever he or she lives.
_PERSON_GETS = Phrase(
    r"\b(?:to|for)\s+(?:each|every)\s+(?:\w+\s+){0,2}?(?:victim|survivor)s?\b"
    r"|\b(?:each|every)\s+(?:\w+\s+)?(?:victim|survivor)\s+(?:\w+\s+){0,5}?(?:receives?|received|gets?|got|claim|could|can|was|is)\b"
    r"|\b(?:went|paid|handed)\s+(?:out\s+)?to\s+(?:\w+\s+){0,2}?(?:victims|survivors)\b"
    r"|\b(?:residents|beneficiaries|inmates|occupants|women|girls|children|those)\s+(?:[\w-]+\s+){0,5}?(?:receives?|received|gets?|got|are\s+(?:paid|given|handed)|were\s+(?:paid|given|handed))\s+(?:an?\s+|the\s+|their\s+)?(?:[\w-]+\s+){0,2}(?:allowances?|stipends?|benefits?|pocket\s+money|cash)\b"
    r"|\b(?:each|every)\s+(?:resident|beneficiary|occupant|woman|girl|child|person)\s+(?:[\w-]+\s+){0,5}?(?:receives?|received|gets?|got|(?:is|was)\s+(?:paid|given|handed))\b"
    r"|\b(?:paid|handed|given)\s+(?:out\s+)?to\s+(?:those|residents|women|girls|children|persons|people)\s+(?:who|staying|housed|living|in|at)\b"
    r"|\b(?:allowances?|stipends?|pocket\s+money)\s+(?:[\w-]+\s+){0,3}?(?:to|for)\s+(?:[\w-]+\s+){0,2}?(?:residents|beneficiaries|victims|survivors|women|girls|children)\b"
    r"|\bvictims?\s+(?:\w+\s+){0,3}?(?:entitled|eligible|receives?|received|gets?|got|claim)\b"
)
#: A payment made at once compensates a person; to a body it is only the way in which it was paid.
_AT_ONCE = re.compile(r"lump|single|one-", re.IGNORECASE)
_PERSON = Phrase(
    r"\b(?:victims?|survivors?|persons?|people|returnees?|child(?:ren)?|wom[ae]n|girls?|boys?|m[ae]n|labou?rers?|workers?|citizens?|nationals?|each|apiece|per\s+(?:head|capita))\b"
)
_FOR_WHOM = re.compile(r"\s+(?:for|to)\s+(?:[\w-]+\s+){0,2}(?:victims?|survivors?)\b", re.IGNORECASE)
_TO_RUN = re.compile(
    r"\b(?:establish|set\s+up|setting\s+up|creat|found|run|operat|open|maintain|finance|fund|furnish|staff)\w*\s+(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
_PROGRAMME = re.compile(r"\s(?:program(?:me)?|scheme|project|fund)s?\b", re.IGNORECASE)
_PRONOUN = re.compile(
    r"(?:It|They|Its|Their|This|These|That|The\s+(?:house|home|cent(?:er|re)|sum|money|amount|funds?|scheme|program(?:me)?|project|facility|network|organi[sz]ation|group|body|grant|contract|office|team|teams|line))\b(?!\s+(?:is|was)\s+(?:reported|unclear|known))"
)


@dataclass(frozen=True, slots=True)
class Purpose:
    """A purpose code with how firmly it was read; None where nothing tells. `doubtful` where other purposes compete."""

    code: str | None
    hold: int
    doubtful: bool


def refers_back(text: str) -> bool:
    """Whether a sentence says "this programme", "gave it" or opens with a pronoun: the sentence before tells what is meant."""
    return bool(_PRONOUN.match(text.lstrip()) or _REFERS_BACK.search(text))


def topic_of(clause: Clause) -> Purpose:
    """What a whole sentence is about: the uses that it names, else the bodies."""
    cues = _outermost(
        _without_names(clause.text, [c for c in clause.cues if c.kind == "purpose"], (0, len(clause.text)))
    )
    uses = [c for c in cues if c.code not in BODIES and c.code != "person"]
    named = next((m.start() for m in _PROGRAMME.finditer(clause.text) if any(c.end == m.start() for c in uses)), None)
    if named is not None:  # "through its reintegration programme": what follows are its parts
        uses = [c for c in uses if c.end <= named and named - c.end < 40]
    code = combined(clause.text, uses, False)
    if code is not None:
        return Purpose(code, FILLED, True)
    body = next((c for c in cues if c.code in BODIES), None)
    if body is not None:
        return Purpose(BODIES[body.code], BODY, True)
    return Purpose(GENERAL if cues else None, PERSONS, True)


def read_purpose(
    clause: Clause, cues: Sequence[Cue], core: tuple[int, int], stretch: tuple[int, int], to_ngo: bool = False
) -> Purpose:
    """The purpose of the amount at `core`, from the purpose cues of its stretch.

    Args:
        clause: the sentence.
        cues: purpose cues of the stretch, without words of the payer's name.
        core: place of the amount or of the statement's own words.
        stretch: the part of the sentence that belongs to it.
        to_ngo: the money goes to an NGO, for which "coordinating victim care" is care.
    """
    cues = _outermost(_without_names(clause.text, cues, stretch))
    cues = [_founded(clause.text, c, core[1]) for c in cues]
    if not _PERSON.search(clause.text, *stretch):
        cues = [c for c in cues if c.code != "compensation" or not _AT_ONCE.match(clause.text, c.start)]
    cues = [c for c in cues if not _NOTHING_FOR.search(clause.text, max(0, c.start - 60), c.start)]
    uses = [c for c in cues if c.code not in BODIES and c.code != "person"]
    if uses:
        cues = [
            c for c in cues if c.code != "carrier" or not _WITHIN.search(clause.text, max(0, c.start - 20), c.start)
        ]
    bodies = [c for c in cues if c.code in BODIES and not _GIVER.search(clause.text, max(0, c.start - 12), c.start)]
    tail = _TAIL.search(clause.text, core[1], stretch[1])
    cut = tail.start() if tail else stretch[1]
    behind = [c for c in uses if core[1] <= c.start < cut]
    inside = [c for c in uses if core[0] <= c.start < core[1]]
    before = _clause_before(clause.text, [c for c in uses if c.start < core[0]], stretch[0], core[0])
    before = _not_in_names(clause.text, before)
    added = [c for c in uses if c.start >= cut]
    doubtful = len({plain_code(c.code) for c in cues if c.code != "person"}) > 1
    if before and _NEXT_ITEM.match(clause.text, core[1]):
        behind = []
    said = combined(clause.text, [*inside, *behind], to_ngo)
    if said in (None, "shelter") and _PERSON_GETS.search(clause.text, *stretch):
        others = combined(clause.text, [c for c in uses if c.code != "shelter"], to_ngo)
        return Purpose(others or GENERAL, SAID, doubtful)
    if said is not None:
        filled = combined(clause.text, before, to_ngo) if said == GENERAL else None
        if filled in CARE and not _names_help(clause.text, behind):
            return Purpose(filled, FILLED, True)
        return Purpose(said, SAID, doubtful)
    filled = combined(clause.text, before, to_ngo)
    if filled is not None:
        return Purpose(filled, FILLED, doubtful)
    nearest = _nearest_body(bodies, core, cut)
    if nearest is not None:
        pays = nearest.code == "coordinating_body" and _PAYS.match(clause.text, nearest.end)
        return Purpose(OVERALL if pays else BODIES[nearest.code], BODY, True)
    aside = combined(clause.text, added, to_ngo) or combined(
        clause.text, [c for c in uses if c.start < core[0]], to_ngo
    )
    if aside is not None:
        return Purpose(aside, BODY, True)
    return Purpose(GENERAL if any(c.code == "person" for c in cues) else None, PERSONS, True)


def _founded(text: str, cue: Cue, end: int) -> Cue:
    """A body that the money is to set up or to run is a use: "two million to establish a coordinating unit"."""
    if cue.code != "coordinating_body" or cue.start < end or not _TO_RUN.search(text, end, cue.start):
        return cue
    return cue._replace(code="coordination")


def _without_names(text: str, cues: Sequence[Cue], stretch: tuple[int, int]) -> list[Cue]:
    """Cues with the words within a body's name replaced by what the body is for."""
    kept = [c for c in cues if c.code in BODIES or not _MINISTRY_OF.search(text, max(0, c.start - 70), c.start)]
    kept = [c for c in kept if not (_SERVICES.match(text, c.start) and _BY.search(text, max(0, c.start - 40), c.start))]
    names = named_bodies(text)
    for name in names[bisect_left(names, (stretch[0],)) : bisect_left(names, (stretch[1],))]:
        kept = [c for c in kept if not name.start <= c.start < name.end]
        if name.purpose is None:
            continue
        code = {"coordination": "coordinating_body", "law_enforcement": "police_body"}.get(name.purpose, name.purpose)
        kept.append(Cue(name.start, name.end, "purpose", code, 3.0))
    return sorted(kept)


def _not_in_names(text: str, cues: list[Cue]) -> list[Cue]:
    """The uses told beside a body's name, where there are any: "the Women's Centre was paid for its hotline"."""
    starts = {name.start for name in named_bodies(text)}
    return [c for c in cues if c.start not in starts] or cues


def _outermost(cues: Sequence[Cue]) -> list[Cue]:
    """Cues without those that begin within a longer one: "council against trafficking" is one thing."""
    kept: list[Cue] = []
    for cue in sorted(cues, key=lambda c: (c.start, -c.end)):
        if not kept or cue.start >= kept[-1].end:
            kept.append(cue)
    return kept


def _clause_before(text: str, cues: Sequence[Cue], start: int, core: int) -> list[Cue]:
    """Cues of the nearest part of the amount's clause that has any: a list counts as one part, an opening phrase as another."""
    if not cues:
        return []
    for match in _HEAD.finditer(text, start, core):
        start = match.end()
    for match in _PARTS.finditer(text, start, core):
        whole = [c for c in cues if start <= c.start < match.start()]
        cues = [c for c in cues if not (whole and match.start() <= c.start < match.end())]
    commas = [start, *(m.end() for m in _COMMA.finditer(text, start, core))]
    end = core
    for begin in reversed(commas):
        found = [c for c in cues if begin <= c.start < end]
        if found and not (begin != start and _is_list(text, begin, commas)):
            return [c for c in cues if begin <= c.start < core]
    return []


def _is_list(text: str, begin: int, commas: Sequence[int]) -> bool:
    """Whether what stands before this comma is a short item of a list ("food, clothing and medicine")."""
    last = commas[commas.index(begin) - 1]
    return len(text[last:begin].split()) <= 3


def _nearest_body(bodies: Sequence[Cue], core: tuple[int, int], cut: int) -> Cue | None:
    near = [c for c in bodies if c.start < cut]
    behind = [c for c in near if c.start >= core[1]]
    pick = behind[:1] or near[-1:]
    return pick[0] if pick else None


def _names_help(text: str, cues: Sequence[Cue]) -> bool:
    return any(
        c.code == GENERAL
        and (text[c.start : c.end].lower() not in ("services", "assist", "aid") or _FOR_WHOM.match(text, c.end))
        for c in cues
    )
