"""Claims of a text: puts notation, judgement, time, fields and relations together.

Belongs here: the order of the steps and what one amount takes over from another. Each step has its own module.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.claims.absence import Statement, find_statements
from pipeline.claims.clauses import Clause
from pipeline.claims.comparison import names_previous
from pipeline.claims.confidence import confidence_of
from pipeline.claims.currencies import names_money
from pipeline.claims.fields import Fields, read_fields
from pipeline.claims.inherit import Amount, purpose_in_context, take_over, topic_fields
from pipeline.claims.judge import judge
from pipeline.claims.model import Context, Finding
from pipeline.claims.money import find_money
from pipeline.claims.names import named_bodies
from pipeline.claims.parts import change_of, continues, is_sequel, totals_by_sum, totals_in_sentence
from pipeline.claims.period import date_amounts
from pipeline.claims.periodicity import bodies_counted, too_much_for_one
from pipeline.claims.phrases import Phrase
from pipeline.claims.places import gives_unknown
from pipeline.claims.purpose import BODY, FILLED, SAID
from pipeline.claims.redenomination import in_their_years
from pipeline.claims.sentences import Sentence, split_sentences
from pipeline.claims.spans import find_spans
from pipeline.claims.yearly import YearRow, yearly_rows

#: What a paragraph is about when its words do not say: the section of a TIP narrative.
_SECTION_PURPOSE = {"prosecution": "law_enforcement", "prevention": "anti_trafficking_general"}


#: Recipients whose work is care for victims: money for them without a named use is general assistance.
_CARERS = frozenset({"ngo", "ngo_shelter", "state_shelter", "victims"})
#: What money is for where only who gets it is told.
_RECIPIENT_PURPOSE = {"agency": "anti_trafficking_general", "ngo_shelter": "shelter", "state_shelter": "shelter"}


def extract(text: str, context: Context, first_ordinal: int = 1) -> list[Finding]:
    """All amounts of money and all statements about funding in a text, in order of appearance.

    Args:
        text: a paragraph or a whole passage; line breaks end sentences.
        context: country, edition year, series and section.
        first_ordinal: number of the first amount.

    Returns:
        Findings; amounts that are not funding have `is_funding` False and a reason. Never raises on any text.
    """
    rows = yearly_rows(text)
    if rows:
        return _with_rows(text, rows, context, first_ordinal)
    amounts: list[Amount] = []
    statements: list[tuple[Sentence, Clause, Statement, Clause | None]] = []
    ordinal = first_ordinal
    before: list[Amount] = []
    last: Clause | None = None
    for sentence in split_sentences(text):
        money = (
            tuple(find_money(sentence.text, context.country_iso3, context.main_year))
            if names_money(sentence.text)
            else ()
        )
        clause = Clause(sentence.text, money, context.country_iso3)
        now = _amounts_of(sentence, clause, context, ordinal, before, last) if money else []
        if last is not None and any(a.fields.multiplier == 0 for a in now):
            now = _multiplied(now, bodies_counted(last.text))
        statements += (
            [(sentence, clause, s, last) for s in find_statements(clause)]
            if context.section != "recommendations"
            else []
        )
        ordinal += len(money)
        amounts += now
        before = now or (before if is_sequel(sentence.text) else [])
        last = clause
    amounts = _with_sums(amounts)
    later = {a.ordinal for before_it, a in pairwise(amounts) if a.sentence is before_it.sentence}
    found = [f for a in amounts for f in _findings(a, context, a.ordinal in later)]
    found += [f for s in statements for f in _statement(*s, context)]
    return sorted(found, key=lambda f: (f.start, f.ordinal or 0))


def _with_rows(text: str, rows: list[YearRow], context: Context, first_ordinal: int) -> list[Finding]:
    """Findings of a text with tables by year: each row is read as the sentence that it stands for."""
    pieces, at = [], 0
    for start, end in dict.fromkeys(row.table for row in rows):
        pieces += [text[at:start], " " * (end - max(at, start))]
        at = end
    found = extract("".join(pieces) + text[at:], context)
    for number, row in enumerate(rows, start=max((f.ordinal or 0 for f in found), default=0) + 1):
        told = [f for f in extract(row.told, context) if f.ordinal == 1]
        printed = text[slice(*row.table)].strip()
        found += [
            replace(
                f,
                ordinal=number,
                sentence=printed,
                amount_text=text[row.start : row.end],
                start=row.start,
                end=row.end,
                part_of=None,
            )
            for f in told
        ]
    found.sort(key=lambda f: (f.start, f.ordinal or 0))
    order = {n: k for k, n in enumerate(dict.fromkeys(f.ordinal for f in found if f.ordinal), start=first_ordinal)}
    return [replace(f, ordinal=order.get(f.ordinal or 0), part_of=order.get(f.part_of or 0)) for f in found]


def _amounts_of(
    sentence: Sentence,
    clause: Clause,
    context: Context,
    ordinal: int,
    before: Sequence[Amount],
    last: Clause | None,
) -> list[Amount]:
    sequel = is_sequel(sentence.text)
    topic = _topic_year(before, sequel or (context.source == "greta" and continues(sentence.text)))
    dates = date_amounts(clause, context, topic)
    totals = totals_in_sentence(clause)
    read: list[Amount] = []
    for place, money in enumerate(in_their_years(clause, dates, context)):
        start, end = clause.zone(place)
        core = (money.start, money.end)
        change = change_of(clause, place)
        part_of = ordinal + totals[place] if place in totals and change is None else None
        if part_of is None and sequel and before:
            larger = [
                a
                for a in before
                if a.verdict.is_funding and a.money.currency == money.currency and a.money.high > money.high
            ]
            largest = max(larger, key=lambda a: (a.when.basis != "comparison", a.money.high), default=None)
            part_of = largest.ordinal if largest else None
        read.append(
            Amount(
                ordinal + place,
                money,
                judge(clause, place, context),
                dates[place],
                read_fields(clause, start, end, core),
                change,
                part_of,
                sentence,
            )
        )
    return take_over(_as_before(read, clause, before), clause, before if sequel else (), last, before)


#: Words by which a sentence speaks of what the one before it told.
_POINTS_BACK = Phrase(
    r"\b(?:it|this|these|that|figure|total|sum|amount|remainder|rest|remaining|another|a\s+further|same|of\s+which|latter|former|breakdown)\b"
)


def _as_before(read: list[Amount], clause: Clause, before: Sequence[Amount]) -> list[Amount]:
    """ "In 2018 it stood at 3 million": an amount of which nothing is said goes with its neighbours or the sentence before."""
    told_here = [a.verdict for a in read if a.verdict.rule != "no_cue"]
    if told_here and all(v.is_funding for v in told_here):
        carried = replace(told_here[-1], margin=min(told_here[-1].margin, 0.3), rule="as_beside")
        return [replace(a, verdict=carried) if a.verdict.rule == "no_cue" else a for a in read]
    if not before or any(a.verdict.is_funding != before[0].verdict.is_funding for a in before):
        return read
    told = before[-1].verdict
    if told.is_funding and not _POINTS_BACK.search(read[0].sentence.text, 0, 60):
        return read
    if not told.is_funding and any(c.kind in ("funder", "recipient") for c in clause.cues):
        return read
    carried = replace(told, margin=min(told.margin, 0.3), rule="as_before")
    return [replace(a, verdict=carried) if a.verdict.rule == "no_cue" else a for a in read]


def _multiplied(amounts: list[Amount], number: int | None) -> list[Amount]:
    """ "Three shelters carry the system. Each of them was given X": the number stands in the sentence before."""
    return [
        replace(a, fields=replace(a.fields, multiplier=number)) if number and a.fields.multiplier == 0 else a
        for a in amounts
    ]


def _topic_year(before: Sequence[Amount], sequel: bool) -> int | None:
    if not (before and sequel):
        return None
    first = before[0].when
    return first.year if first.basis == "explicit" else None


def _with_sums(amounts: list[Amount]) -> list[Amount]:
    """Parts that the arithmetic of a passage shows."""
    plain = [
        (a.ordinal, a.money.high, a.money.currency, a.when.year, False)
        for a in amounts
        if a.verdict.is_funding
        and a.change is None
        and a.money.qualifier != "range"
        and (a.fields.periodicity or "") not in ("per_day", "per_month", "per_victim")
    ]
    found = totals_by_sum(plain)
    return [replace(a, part_of=found.get(a.ordinal)) if a.part_of is None else a for a in amounts]


def _is_the_states(amount: Amount, fields: Fields, context: Context) -> bool:
    """Whether money of no named payer is the state's: the reports are about governments, others are named.

    Not where somebody unknown gives, nor where an organisation spends or has money that may be its own.
    """
    spender = fields.recipient_type in _CARERS and fields.recipient_type != "state_shelter"
    own_money = spender and fields.recipient_first and fields.modality == "spent"
    return not fields.payer_near and not own_money and not gives_unknown(amount.sentence.text, context.country_iso3)


def _findings(amount: Amount, context: Context, later: bool) -> list[Finding]:
    """One finding for each year that the amount stands for; `later` of one that is not the first of its sentence."""
    money, when, fields, verdict = amount.money, amount.when, amount.fields, amount.verdict
    flags = [*money.flags, *when.flags]
    if amount.change:
        flags.append("change")
    if fields.multiplier is not None:
        flags.append("multiplied")
    if not verdict.is_funding:
        flags = [f for f in flags if f in ("impossible_number", "currency_assumed", "currency_unknown")]
    elif verdict.margin < 0.25:
        flags.append("funding_doubtful")
    fields = _not_a_rate(fields, amount)
    periodicity = fields.periodicity or ("multi_year" if when.multi_year else "annual")
    if periodicity == "multi_year" and "multi_year" not in flags and verdict.is_funding:
        flags.append("multi_year")
    if when.multi_year and periodicity == "annual" and fields.periodicity == "annual":
        flags = [f for f in flags if f != "multi_year"]
    by_recipient = _RECIPIENT_PURPOSE.get(fields.recipient_type or "", "victim_assistance")
    purpose = fields.purpose or (
        by_recipient if fields.recipient_type in _CARERS else _SECTION_PURPOSE.get(context.section or "", by_recipient)
    )
    if verdict.is_funding and (
        fields.purpose_contested or (fields.purpose is None and fields.recipient_type not in _CARERS)
    ):
        flags.append("purpose_doubtful")
    if verdict.is_funding and fields.funder_type is None and _is_the_states(amount, fields, context):
        fields = replace(fields, funder_type="national_government")
        flags.append("payer_assumed")
    rule = "; ".join(filter(None, [verdict.rule, when.rule, "change" if amount.change else ""]))
    first = Finding(
        ordinal=amount.ordinal,
        is_funding=verdict.is_funding,
        reason=verdict.reason,
        status=amount.change or "funded",
        amount_low=money.low,
        amount_high=money.high,
        multiplier=fields.multiplier if verdict.is_funding and fields.multiplier else None,
        currency=money.currency,
        qualifier=money.qualifier,
        # a column for one figure holds no converted range
        stated_usd=money.stated_usd if money.low == money.high or money.usd_high is None else None,
        amount_text=amount.sentence.text[money.start : money.end],
        funding_year=when.year,
        period_start=when.period[0] if when.period else None,
        period_end=when.period[1] if when.period else None,
        year_basis=when.basis,
        role=when.role,
        periodicity=periodicity,
        funder_type=fields.funder_type or "unspecified",
        funder=fields.funder,
        recipient_type=fields.recipient_type or "unspecified",
        recipient=fields.recipient,
        purpose=purpose,
        modality=fields.modality or "provided",
        scope=fields.scope or "trafficking_specific",
        part_of=amount.part_of,
        confidence=0.0,
        rule=rule,
        flags=tuple(dict.fromkeys(flags)),
        sentence=amount.sentence.text,
        start=amount.sentence.start + money.start,
        end=amount.sentence.start + money.end,
        section=context.section,
    )
    said = fields.purpose_hold == SAID or (
        fields.purpose_hold == FILLED and not any(name.purpose for name in named_bodies(amount.sentence.text))
    )
    beside = later and "year_assumed" in when.flags and _names_time(amount.sentence.text)
    first = replace(
        first, confidence=confidence_of(first, verdict.margin, len(amount.inherited), said, year_beside=beside)
    )
    others = []
    if verdict.is_funding:
        both = when.rule.startswith("both_years")
        series = when.rule.endswith("+series")
        rate = periodicity in ("per_day", "per_month", "per_victim")
        for year in when.also if not rate else ():
            others.append(
                replace(
                    first,
                    funding_year=year,
                    year_basis="explicit" if series else "comparison",
                    role="current" if series or year >= context.main_year or _later(first, year) else "prior_year",
                    stated_usd=first.stated_usd if both else None,
                    flags=tuple(f for f in first.flags if f != "year_assumed"),
                    part_of=first.part_of,
                )
            )
    return [first, *others]


def _names_time(text: str) -> bool:
    """Whether a sentence names years or speaks of the year before."""
    return bool(find_spans(text)) or names_previous(text, 0, len(text))


def _later(first: Finding, year: int) -> bool:
    """Whether a further year follows the amount's own: "EUR 4 million for 2018 and the same for 2019"."""
    return first.role == "current" and first.funding_year is not None and year > first.funding_year


def _not_a_rate(fields: Fields, amount: Amount) -> Fields:
    """A sum far too large for one person is a total, whatever rate the sentence mentions near it."""
    money = amount.money
    dollars = money.low if money.currency in ("USD", "EUR", "GBP") else money.stated_usd
    rate = fields.periodicity in ("per_day", "per_month", "per_victim")
    if rate and too_much_for_one(amount.sentence.text, (money.start, money.end), dollars):
        return replace(fields, periodicity=None)
    return fields


def _statement(
    sentence: Sentence, clause: Clause, statement: Statement, last: Clause | None, context: Context
) -> list[Finding]:
    """The finding of a statement; one for each of two years that it names together."""
    fields = read_fields(clause, statement.start, statement.end, statement.core)
    end = len(clause.text)
    alone = (statement.start, statement.end) == (0, end)
    whole = fields if alone else read_fields(clause, 0, end, statement.core)
    spans = [
        s
        for s in find_spans(clause.text[statement.start : statement.end])
        if s.kind in ("year", "fiscal", "span", "pair")
    ]
    spans = [s for s in spans if not _bracketed(clause.text, statement.start + s.start)]
    spans = [s for s in spans if not _ENDS_OR_HAPPENS.search(clause.text, 0, statement.start + s.start + 1)]
    main = context.main_year
    year: int | None = main
    basis, role = "reporting_period", "current"
    further: int | None = None
    if context.source == "greta":
        year = None
    if spans:
        compared = [s for s in spans if _after_comparison(clause.text[statement.start : statement.start + s.start])]
        own = [s for s in spans if s not in compared]
        if not own and context.source == "greta":
            own = compared  # "reduced from 2009": a GRETA report has no other year that this could be compared with
        if own:
            year, basis = own[0].first, "explicit"
            role = "prior_year" if year < main and context.source == "tip" else "current"
            if own[0].kind == "pair":
                further = own[0].last
    topic = topic_fields(last) if fields.purpose_hold < BODY else None
    read, _, _ = purpose_in_context(fields, [whole], topic, sentence.text, statement.core[1])
    purpose = read or _SECTION_PURPOSE.get(context.section or "", "victim_assistance")
    modality = (
        "in_kind"
        if statement.in_kind
        else (fields.modality if statement.status in ("funded", "increased", "decreased") else None)
    )
    finding = Finding(
        ordinal=None,
        is_funding=True,
        reason=None,
        status=statement.status,
        amount_low=None,
        amount_high=None,
        multiplier=None,
        currency=None,
        qualifier=None,
        stated_usd=None,
        amount_text=None,
        funding_year=year,
        period_start=None,
        period_end=None,
        year_basis=basis,
        role=role,
        periodicity=None,
        funder_type=fields.funder_type or whole.funder_type or "unspecified",
        funder=fields.funder or whole.funder,
        recipient_type=fields.recipient_type or whole.recipient_type or "unspecified",
        recipient=fields.recipient or whole.recipient,
        purpose=purpose,
        modality=modality,
        scope=fields.scope or "trafficking_specific",
        part_of=None,
        confidence=0.0,
        rule=f"statement:{statement.status}",
        flags=(),
        sentence=sentence.text,
        start=sentence.start + statement.core[0],
        end=sentence.start + statement.core[1],
        section=context.section,
    )
    sure = replace(finding, confidence=confidence_of(finding, 0.6, 0))
    return [sure] if further is None else [sure, replace(sure, funding_year=further)]


#: Before a year: when something ends, or the month of an event in the reporting period, not the year of the money.
_ENDS_OR_HAPPENS = re.compile(
    r"(?:\b(?:until|through|due to (?:end|expire) in|(?:expir\w+|ending) in)\s+(?:\w+\s+)?|\b(?:January|February|March)\s+)\d$",
    re.IGNORECASE,
)


def _bracketed(text: str, at: int) -> bool:
    opened = text.rfind("(", 0, at)
    return opened >= 0 and text.find(")", opened, at) < 0


def _after_comparison(text: str) -> bool:
    tail = text[-60:].lower()
    return any(
        w in tail
        for w in (
            "compared to",
            "compared with",
            " than in",
            " than the",
            "from ",
            " over ",
            " since ",
            "unlike",
            "as in",
        )
    )
