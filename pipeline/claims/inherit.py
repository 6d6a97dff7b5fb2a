"""What an amount takes over: from the amount it is compared with, its total, its neighbours, its sentence, the sentence before.

Belongs here: filling what an amount's own stretch leaves open. Reading a stretch is fields.py's work.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from pipeline.claims.amount import Money
from pipeline.claims.clauses import Clause
from pipeline.claims.fields import Fields, read_fields
from pipeline.claims.judge import Verdict
from pipeline.claims.purpose import BODY, PERSONS, SAID, refers_back, topic_of
from pipeline.claims.recipient import recipient_of
from pipeline.claims.sentences import Sentence
from pipeline.claims.terms import part_in_time
from pipeline.claims.when import When

#: An earlier year's figure is about the same money as the figure it is compared with.
_AS_COMPARED = frozenset({"recipient_type", "scope", "periodicity", "multiplier", "funder_type"})
#: "X, made up of Y for shelters and Z for training": what the parts are for is not what the whole is for.
_BREAKS_DOWN = re.compile(
    r"\s*(?:\([^)]*\)\s*)?,?\s*(?:made\s+up\s+of|consisting\s+of|compris(?:ing|ed)|composed\s+of|split\s+into|broken\s+down)"
)
#: "the shelter": the one that the sentence before spoke of.
_THE_SAME = re.compile(
    r"\b(?:the|this|these|such|its)\s+(?:same\s+)?(?:shelters?|homes?|houses?|cent(?:er|re)s?|refuges?|facilit(?:y|ies))\b"
)
#: "spent 300,000 of the 500,000 held by the fund to furnish shelters": one use, told behind the second amount.
_OUT_OF_THE = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:out\s+)?of\s+(?:the|its|that|a|those)\s+(?:total\s+|allocated\s+|budgeted\s+|available\s+)?(?:of\s+)?",
    re.IGNORECASE,
)
_UNREAD_USE = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:in\s+\d{4}\s+)?(?:for|to|on|toward|towards)\s")
_TAKEN = ("funder_type", "recipient_type", "modality", "scope", "periodicity", "multiplier")


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount with all that was read about it."""

    ordinal: int
    money: Money
    verdict: Verdict
    when: When
    fields: Fields
    change: str | None
    part_of: int | None
    sentence: Sentence
    inherited: frozenset[str] = frozenset()


def topic_fields(clause: Clause | None) -> Fields | None:
    """What a sentence is about as a whole, for the sentence that follows it; None where it does not tell."""
    if clause is None or not clause.cues:
        return None
    end = len(clause.text)
    purpose = topic_of(clause)
    recipient_type, recipient, _ = recipient_of(clause, (end, end), None)
    return Fields(
        purpose=purpose.code,
        purpose_hold=purpose.hold,
        recipient_type=recipient_type,
        recipient=recipient,
        funder_type=None,
        funder=None,
        modality=None,
        scope="broader" if any(c.kind == "scope" for c in clause.cues) else None,
        periodicity=None,
        multiplier=None,
    )


def purpose_in_context(
    own: Fields, donors: Sequence[Fields], topic: Fields | None, sentence: str, end: int
) -> tuple[str | None, int, bool]:
    """Purpose and hold of what was read, else of a neighbour, else of the sentence before; and whether it is taken over.

    A neighbour is anything else in the sentence that shares its words. The sentence before tells where the sentence refers
    to it ("It received …", "to implement this programme") or names no use at all.
    """
    named = own.recipient_first or (own.recipient or "").lower().startswith("to ")
    to_victims = own.recipient_type == "victims" and named and own.purpose is not None
    if own.purpose_hold >= BODY or to_victims:
        return own.purpose, own.purpose_hold, False
    near = next((d for d in donors if d.purpose and d.purpose_hold > PERSONS), None)
    if near is not None:
        return near.purpose, near.purpose_hold, True
    if (
        topic
        and topic.purpose
        and topic.purpose_hold > PERSONS
        and (refers_back(sentence) or (own.purpose is None and not _UNREAD_USE.match(sentence, end)))
    ):
        return topic.purpose, BODY, True
    return own.purpose or next((d.purpose for d in donors if d.purpose), None), PERSONS, False


def take_over(
    read: list[Amount],
    clause: Clause,
    before: Sequence[Amount],
    last: Clause | None,
    told: Sequence[Amount] = (),
) -> list[Amount]:
    """Fills what an amount's own stretch leaves open.

    Args:
        read: the amounts of one sentence.
        clause: that sentence.
        before: amounts of the sentence before, where this one goes on with them.
        last: the sentence before.
        told: its amounts, whether this one goes on with them or only refers to it ("split among them").
    """
    open_ = any(a.fields.purpose_hold < BODY for a in read) or refers_back(clause.text) or _THE_SAME.search(clause.text)
    topic = _told(topic_fields(last), told) if open_ else None
    end = len(clause.text)
    alone = len(read) == 1 and clause.zone(0) == (0, end)
    whole = read[0].fields if alone else read_fields(clause, 0, end, (clause.money[0].start, clause.money[-1].end))
    filled: list[Amount] = []
    for place, amount in enumerate(read):
        amount = _of_the_same_use(amount, read[place + 1 : place + 2], clause.text)
        compared = amount.when.basis == "comparison" and amount.when.role == "prior_year"
        donors: list[Fields] = []
        if compared and filled:
            donors.append(filled[-1].fields)
        if (
            compared
            and place + 1 < len(read)
            and (not filled or clause.text[amount.money.end : read[place + 1].money.start].strip().startswith("to"))
        ):
            donors.insert(0, read[place + 1].fields)
        if filled:
            donors.append(filled[-1].fields)
        parts = [a for a in read if a.part_of == amount.ordinal]
        if not _BREAKS_DOWN.match(clause.text, amount.money.end):
            donors += [a.fields for a in read[place + 1 : place + 2] if a not in parts]
            donors.append(replace(whole, purpose=None) if parts else whole)
        donors += [a.fields for a in sorted(before, key=lambda a: a.part_of is not None)[:1]]
        filled.append(_filled(amount, donors, compared, topic))
    return _agree(_date_parts(filled, before), clause)


def _of_the_same_use(amount: Amount, after: Sequence[Amount], text: str) -> Amount:
    """An amount taken out of the next one is for what is told behind that one."""
    for whole in after:
        use = whole.fields
        linked = _OUT_OF_THE.fullmatch(text, amount.money.end, whole.money.start)
        if linked and use.purpose_hold == SAID and amount.fields.purpose_hold < SAID:
            own = replace(amount.fields, purpose=use.purpose, purpose_hold=use.purpose_hold)
            return replace(amount, fields=own)
    return amount


def _told(topic: Fields | None, told: Sequence[Amount]) -> Fields | None:
    """What the sentence before is about; where its words do not say, what its amounts were found to be for."""
    purposes = {a.fields.purpose for a in told if a.fields.purpose_hold > PERSONS}
    if topic is None or (topic.purpose and topic.purpose_hold > PERSONS) or len(purposes) != 1:
        return topic
    return replace(topic, purpose=purposes.pop(), purpose_hold=BODY)


def _date_parts(amounts: list[Amount], before: Sequence[Amount]) -> list[Amount]:
    """A part without a year of its own has its total's year."""
    by_ordinal = {a.ordinal: a for a in [*before, *amounts]}
    dated = []
    for amount in amounts:
        total = by_ordinal.get(amount.part_of) if amount.part_of else None
        if total is not None:
            whole = replace(total.when, multi_year=total.when.multi_year or total.fields.periodicity == "multi_year")
            when, shares = part_in_time(amount.when, whole, before_total=amount.ordinal < total.ordinal)
            periodicity = amount.fields.periodicity or ("multi_year" if shares else None)
            amount = replace(amount, when=when, fields=replace(amount.fields, periodicity=periodicity))
        dated.append(amount)
    return dated


def _filled(amount: Amount, donors: list[Fields], compared: bool, topic: Fields | None) -> Amount:
    own = amount.fields
    if compared and donors and donors[0].purpose and own.purpose_hold < SAID:
        own = replace(own, purpose=donors[0].purpose, purpose_hold=donors[0].purpose_hold)
    sentence = amount.sentence.text
    purpose, hold, taken_purpose = purpose_in_context(own, donors, topic, sentence, amount.money.end)
    if purpose == "compensation" and own.periodicity in ("per_month", "per_day"):
        purpose = "victim_assistance"  # nobody is compensated by the month
    back = refers_back(sentence)
    further = [*donors, topic] if topic and back else donors
    if topic and topic.scope and own.scope is None and (back or _THE_SAME.search(sentence)):
        own = replace(own, scope=topic.scope)
    taken = {"purpose"} if taken_purpose else set()

    def pick(name: str) -> object:
        value = getattr(own, name)
        if compared and donors and name in _AS_COMPARED and getattr(donors[0], name) is not None:
            value = getattr(donors[0], name)
        if amount.part_of is not None and donors and name == "modality" and value == "provided":
            value = next((d.modality for d in reversed(donors) if d.modality), value)
        if compared and donors and name == "modality" and donors[0].modality and value in (None, "provided"):
            value = donors[0].modality
        if value is None and name not in ("periodicity", "multiplier"):
            value = next((getattr(d, name) for d in further if getattr(d, name) is not None), None)
            if value is not None:
                taken.add(name)
        return value

    values = {name: pick(name) for name in _TAKEN}
    names = {
        actor: getattr(own, actor)
        if getattr(own, f"{actor}_type")
        else next((getattr(d, actor) for d in further if getattr(d, f"{actor}_type") == values[f"{actor}_type"]), None)
        for actor in ("funder", "recipient")
    }
    return replace(
        amount,
        fields=replace(own, **cast(Any, {**values, **names}), purpose=purpose, purpose_hold=hold),
        inherited=frozenset(taken),
    )


def _agree(amounts: list[Amount], clause: Clause) -> list[Amount]:
    """An amount compared with another is funding or not as that one is, where its own words hardly say."""
    agreed = list(amounts)
    for place, amount in enumerate(agreed):
        partners = []
        if amount.when.basis == "comparison" and amount.when.role == "prior_year":
            partners = [p for p in (place - 1, place + 1) if 0 <= p < len(agreed)]
        elif amount.part_of is not None:
            partners = [p for p, a in enumerate(agreed) if a.ordinal == amount.part_of]
        for partner in partners[:1]:
            other = agreed[partner].verdict
            doubtful = amount.verdict.rule == "no_cue" or amount.verdict.margin < 0.4
            if (other.margin > amount.verdict.margin and doubtful) or (
                other.is_funding != amount.verdict.is_funding and other.margin >= amount.verdict.margin * 0.8
            ):
                agreed[place] = replace(amount, verdict=replace(other, rule=other.rule + "+compared"))
    return agreed
