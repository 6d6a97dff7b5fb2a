"""Statements about funding without an amount: none, not reported, risen, fallen, or paid with no sum told.

Belongs here: which sentences can hold one, and which of the things that a stretch of a sentence says counts. The words are in
statement_words.yaml; amounts are in money.py, fields in fields.py.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.claims.clauses import Clause
from pipeline.claims.judge import _RECOMMENDS as RECOMMENDS
from pipeline.claims.phrases import Phrase
from pipeline.claims.predication import Predication, Said
from pipeline.claims.statement_nouns import noun_said
from pipeline.claims.statement_verbs import in_kind_said, verb_said, word_said
from pipeline.claims.stretches import stretches
from pipeline.claims.untold import untold_said
from pipeline.claims.wording import words_of

#: Sentences without any of these say nothing of money.
_GATE = Phrase(
    r"fund|financ|money|monies|budget|resourc|allocat|allot|appropriat|subsid|subvention|grant|spen[dt]|expendit|disburs|payment|\bpa(?:y|id|ys|ying)\b|cost|contribut|donat|donor|compensat|reimburs|stipend|allowance|honorari|outlay|expens|in-kind|in kind|rent-free|\brents?\b|free of charge|at no charge|\bgifts?\b|\bdata\b|\b(?:assistance|aid|help)\b|\bembass|\bbacked\b|material|state support|government support|public support|cash|coffers|sponsor|\blent\b|\bloaned\b|\bfigures\b|pockets?\b|\bmeans\b|amount|\bsupport\b|how much|nothing|\bnone\b|\bnot (?:a|one)\b|\bunfunded\b|\bwhat\b|\bsums?\b"
)
_IN_KIND = Phrase(
    r"\bin[- ]kind\b|\brent-free\b|\brent free\b|\bwithout\s+(?:(?:paying|charging)\s+)?rent\b|\bfree\s+(?:use|of\s+(?:charge|rent))\b|\b(?:building|house|premises|office|flat|apartment|villa|land|space|vehicles?)\b(?:\s+\w+){0,3}?\s+at\s+no\s+(?:cost|charge|rent)\b|\b(?:contributed|donated)\s+(?:\w+\s+){0,3}?(?:cent(?:er|re)|shelter|home|vehicles?|bedding|clothes|computers)\b|\b(?:lent|lend(?:s|ing)?|loaned|donated|supplied)\s+(?:\w+\s+){0,4}?(?:building|office|house|premises|vehicles?|land|space|equipment|food|furniture|clothing|rice)\b|\b(?:land|building|house|premises|food|clothing|rice)\s+(?:was\s+|were\s+)?(?:donated|supplied)\b"
)
_OWN = Phrase(
    r"\bat\s+(?:its|their|the\s+\w+['’]s?)\s+own\s+expense\b|\bout\s+of\s+(?:its|their)\s+own\s+(?:pockets?|funds?|budgets?)\b"
)
#: Courts and criminals pay no state compensation.
_COURTS = Phrase(
    r"\b(?:courts?|judges?|traffickers?|perpetrators?|offenders?|employers?|defendants?|convict\w*|civil (?:courts?|suits?|cases?|claims?|actions?)|lawsuits?|criminal proceedings|wages)\b"
)
_VICTIMS = Phrase(r"\bvictims?|survivors?|NGOs?\b|shelters?\b|by the State\b|from the State\b")
_STATE = Phrase(r"\b(?:state|government|ministry|fund|scheme|board|municipal\w*|public|agency)\b")
#: Where another subject begins.
_OTHERS = Phrase(r";|, and (?!it\b|they\b)")
#: The reports' set phrase for a waiver says nothing of money paid.
_WAIVER = Phrase(r"resources to (?:a|its) written plan")
#: A list of things to do: "Vigorously investigate …", "Train police …".
_TO_DO = re.compile(
    r"\W*(?:(?:[A-Z][a-z]+ly|In \w+),?\s+)?(?:and\s+)?(?:adopt|allocate|allow|amend|appoint|approve|assign|build|cease|clarify|conduct|consider|consistently|continue|coordinate|create|dedicate|designate|develop|direct|disburse|draft|educate|eliminate|enact|enforce|enhance|ensure|establish|expand|expedite|extend|finalize|fund|fully|further|grant|hire|hold|identify|implement|improve|increase|institute|institutionalize|investigate|issue|launch|make|mandate|pass|prioriti[sz]e|bolster|build|cooperate|collaborate|prosecute|provide|publish|raise|reduce|refer|remove|resume|restore|screen|seek|separate|strengthen|substantially|systematically|take|train|update|use|work|give|offer|pay|set|finance|budget)\b(?!\s+(?:was|were|is|are|by|in\s+\d|of|for)\b)",
    re.I,
)
#: Which of several things said in one stretch counts: the first of these.
_PRIORITY = {"not_reported": 0, "none": 1, "increased": 2, "decreased": 2, "funded": 3}


@dataclass(frozen=True, slots=True)
class Statement:
    """What a stretch [start, end) of a sentence says of funding without naming a sum."""

    start: int
    end: int
    status: str
    core: tuple[int, int]
    in_kind: bool = False


def find_statements(clause: Clause) -> list[Statement]:
    """Statements about funding in the stretches of a sentence that hold no amount; at most one a stretch.

    The row of a table is no sentence.
    """
    text = clause.text
    if "\t" in text or not _GATE.search(text) or RECOMMENDS.search(text) or _TO_DO.match(text) or _WAIVER.search(text):
        return []
    words = words_of(text)
    courts = _COURTS.search(text) is not None
    state_pays = not courts and bool(_STATE.search(text) and _VICTIMS.search(text))
    grammar = Predication(words, state_pays, courts, bool(clause.money))
    said_all = sorted(_everything(grammar, text), key=lambda s: (s.first, s.last))
    # an amount in brackets stands at the word before them
    amounts = [max((n for n, w in enumerate(words) if w.start <= m.end), default=0) for m in clause.money]
    found: list[Statement] = []
    kinds: dict[int, str] = {}
    for first, last in stretches(grammar):
        here = [s for s in said_all if first <= s.first <= last]
        if not here:
            continue
        said = min(here, key=lambda s: (_PRIORITY[s.status], s.first))
        if said.status == "not_reported":  # "was cut, by how much was not said": that it was cut is told
            said = next((s for s in here if s.status in ("increased", "decreased") and s.last < said.first), said)
        alike = sorted((s for s in here if s.status == said.status), key=lambda s: s.first)
        apart = [s for s in [said, *alike] if not _beside_amount(grammar, amounts, s, first, last)]
        if not apart:
            continue
        said = apart[0]
        start, end = words[first].start, words[last].end
        core = (words[said.first].start, words[said.last].end)
        found.append(Statement(start, end, said.status, core, said.kind == "in_kind"))
        kinds[start] = said.kind
    return _distinct(found, kinds, text)


def _distinct(found: list[Statement], kinds: dict[int, str], text: str) -> list[Statement]:
    """ "funding rose and the budget rose" in one sentence is one statement; different statuses stay apart."""
    kept: list[Statement] = []
    for statement in found:
        moved = any(
            k.status in ("increased", "decreased") and not _OTHERS.search(text, k.core[1], statement.core[0])
            for k in kept
        )
        if statement.status == "funded" and moved and kinds[statement.start] != "rely":
            continue
        if statement.status == "not_reported" and kept and kept[-1].status in ("increased", "decreased"):
            continue  # "enlarged its budget without giving a figure": that it rose is told
        if statement.status == "not_reported" and kept and kept[-1].status == "funded" and not kept[-1].in_kind:
            kept.pop()  # "paid for their travel but did not say how much": one statement, that the sum is not told
        if kept and kept[-1].status == statement.status:
            other = kept[-1].in_kind != statement.in_kind and _OTHERS.search(text, kept[-1].core[1], statement.core[0])
            if statement.status == "funded" and other:
                kept.append(statement)  # "works in the city's house, and the ministry helps with its expenses"
                continue
            if statement.status != "none" or kinds[statement.start] == "cause":
                continue
            if kinds[kept[-1].start] == "cause":
                kept.pop()  # "for lack of money, no shelter was financed": one denial
        kept.append(statement)
    return kept


def _beside_amount(p: Predication, amounts: list[int], said: Said, first: int, last: int) -> bool:
    """Whether an amount tells the same money: statements beside amounts are only what is denied or not told."""
    if not amounts:
        return False
    aside = said.kind == "rely" and p.words[first].any("relative")
    if aside:  # "NGO A, whose work is donor-funded, was promised two million"
        last = next((n for n in range(said.last, last) if p.words[n].text == ","), last)
    before = [a for a in amounts if first <= a <= last]
    if before:
        apart = any(w.text == "," for w in p.words[said.last : before[0]])
        return said.status not in ("not_reported", "none") or (said.first < before[-1] and not apart)
    low, high = said.first, said.first
    short = said.status == "none" and p.words[said.first].any("lack", "absence")
    while low > 0 and not _apart(p, low - 1):
        low -= 1
    while high + 1 < len(p.words) and not _apart(p, high + 1) and not (aside and p.words[high + 1].text == ","):
        high += 1
    return (short or said.status not in ("not_reported", "none")) and any(low <= a <= high for a in amounts)


def _apart(p: Predication, at: int) -> bool:
    return p.words[at].text == ";" or p.words[at].any("break")


def _stands_for_money(p: Predication, at: int) -> bool:
    """ "Payments to shelters fell, those for interpreters rose"."""
    if p.words[at].text != "those" or at + 1 == len(p.words) or p.words[at + 1].text not in ("for", "to"):
        return False
    return any(w.any("money", "cost") and w.text.endswith("s") for w in p.words[:at])


def _everything(p: Predication, text: str) -> Iterator[Said]:
    """All that the words of a sentence say of money, stretch after stretch or not."""
    for at, word in enumerate(p.words):
        if word.any("private", "crime"):
            continue
        if p.verbs[at]:
            yield from verb_said(p, at)
        elif word.any("money", "cost", "help", "recompense") or _stands_for_money(p, at):
            yield from noun_said(p, at)
        if word.classes:
            yield from untold_said(p, at)
        yield from word_said(p, at)
    for pattern, kind in ((_IN_KIND, "in_kind"), (_OWN, "")):
        match = pattern.search(text)
        if match:
            place = next((n for n, w in enumerate(p.words) if w.end > match.start()), None)
            if place is not None:
                yield from in_kind_said(p, place, kind)
