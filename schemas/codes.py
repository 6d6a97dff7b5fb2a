"""The closed code lists of the data set, each code with its meaning.

A code list is defined once, here; pandera checks, `Literal`-like type hints, the DuckDB comments,
the data dictionary and the extraction rules all take it from this module.
"""

from enum import StrEnum


class Source(StrEnum):
    """Who publishes a document."""

    TIP = "tip"
    GRETA = "greta"
    GRANT = "grant"


class DocumentKind(StrEnum):
    """Whether a file is the publisher's own or our restatement of passages of it."""

    ORIGINAL = "original"
    ABRIDGED = "abridged"


class ReadStatus(StrEnum):
    """What became of a file."""

    OK = "ok"
    QUARANTINED = "quarantined"


class Tier(StrEnum):
    """Tier placement in the TIP Report; `2WL` is the Tier 2 Watch List."""

    ONE = "1"
    TWO = "2"
    WATCH_LIST = "2WL"
    THREE = "3"
    SPECIAL = "special"


class Status(StrEnum):
    """What a claim says of the money."""

    FUNDED = "funded"
    NONE = "none"
    NOT_REPORTED = "not_reported"
    INCREASED = "increased"
    DECREASED = "decreased"


class Qualifier(StrEnum):
    """How the report hedges an amount."""

    EXACT = "exact"
    APPROXIMATELY = "approximately"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    UP_TO = "up_to"
    RANGE = "range"


class YearBasis(StrEnum):
    """How the funding year of a claim was found."""

    EXPLICIT = "explicit"
    REPORTING_PERIOD = "reporting_period"
    COMPARISON = "comparison"


class Role(StrEnum):
    """Whether a claim is about the reporting year or an earlier one told beside it."""

    CURRENT = "current"
    PRIOR_YEAR = "prior_year"


class Periodicity(StrEnum):
    """What stretch or unit an amount covers."""

    ANNUAL = "annual"
    ONE_OFF = "one_off"
    MULTI_YEAR = "multi_year"
    PER_DAY = "per_day"
    PER_MONTH = "per_month"
    PER_VICTIM = "per_victim"


class FunderType(StrEnum):
    """Kind of body that pays."""

    NATIONAL_GOVERNMENT = "national_government"
    SUBNATIONAL_GOVERNMENT = "subnational_government"
    FOREIGN_GOVERNMENT = "foreign_government"
    INTERNATIONAL_ORGANISATION = "international_organisation"
    PRIVATE = "private"
    MIXED = "mixed"
    UNSPECIFIED = "unspecified"


class RecipientType(StrEnum):
    """Kind of body or person that is paid."""

    NGO = "ngo"
    STATE_SHELTER = "state_shelter"
    NGO_SHELTER = "ngo_shelter"
    INTERNATIONAL_ORGANISATION = "international_organisation"
    VICTIMS = "victims"
    AGENCY = "agency"
    UNSPECIFIED = "unspecified"


class Purpose(StrEnum):
    """What the money is for, from narrow to wide."""

    REINTEGRATION = "reintegration"
    SHELTER = "shelter"
    LEGAL_AID = "legal_aid"
    HEALTH_PSYCH = "health_psych"
    FOOD = "food"
    STAFF_SALARIES = "staff_salaries"
    COMPENSATION = "compensation"
    REPATRIATION = "repatriation"
    VICTIM_ASSISTANCE = "victim_assistance"
    IDENTIFICATION = "identification"
    PREVENTION = "prevention"
    TRAINING = "training"
    COORDINATION = "coordination"
    LAW_ENFORCEMENT = "law_enforcement"
    ANTI_TRAFFICKING_GENERAL = "anti_trafficking_general"


class PurposeGroup(StrEnum):
    """Purposes folded into four groups."""

    REINTEGRATION = "reintegration"
    VICTIM_ASSISTANCE = "victim_assistance"
    OTHER_ANTI_TRAFFICKING = "other_anti_trafficking"
    ANTI_TRAFFICKING_TOTAL = "anti_trafficking_total"


PURPOSE_GROUP: dict[Purpose, PurposeGroup] = {
    Purpose.REINTEGRATION: PurposeGroup.REINTEGRATION,
    Purpose.SHELTER: PurposeGroup.VICTIM_ASSISTANCE,
    Purpose.LEGAL_AID: PurposeGroup.VICTIM_ASSISTANCE,
    Purpose.HEALTH_PSYCH: PurposeGroup.VICTIM_ASSISTANCE,
    Purpose.FOOD: PurposeGroup.VICTIM_ASSISTANCE,
    Purpose.STAFF_SALARIES: PurposeGroup.VICTIM_ASSISTANCE,
    Purpose.COMPENSATION: PurposeGroup.VICTIM_ASSISTANCE,
    Purpose.REPATRIATION: PurposeGroup.VICTIM_ASSISTANCE,
    Purpose.VICTIM_ASSISTANCE: PurposeGroup.VICTIM_ASSISTANCE,
    Purpose.IDENTIFICATION: PurposeGroup.OTHER_ANTI_TRAFFICKING,
    Purpose.PREVENTION: PurposeGroup.OTHER_ANTI_TRAFFICKING,
    Purpose.TRAINING: PurposeGroup.OTHER_ANTI_TRAFFICKING,
    Purpose.COORDINATION: PurposeGroup.OTHER_ANTI_TRAFFICKING,
    Purpose.LAW_ENFORCEMENT: PurposeGroup.OTHER_ANTI_TRAFFICKING,
    Purpose.ANTI_TRAFFICKING_GENERAL: PurposeGroup.ANTI_TRAFFICKING_TOTAL,
}


class Scope(StrEnum):
    """Whether the money is for trafficking alone or also for others."""

    TRAFFICKING_SPECIFIC = "trafficking_specific"
    BROADER = "broader"


class Modality(StrEnum):
    """How far the money had come."""

    BUDGETED = "budgeted"
    ALLOCATED = "allocated"
    DISBURSED = "disbursed"
    SPENT = "spent"
    PROVIDED = "provided"
    GRANTED = "granted"
    PLEDGED = "pledged"
    IN_KIND = "in_kind"


class Review(StrEnum):
    """What a person decided about a claim."""

    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"


class Method(StrEnum):
    """How a country-year figure was made from claims."""

    SINGLE_STATEMENT = "single_statement"
    STATED_TOTAL = "stated_total"
    SUM_OF_PARTS = "sum_of_parts"
    LATEST_RESTATEMENT = "latest_restatement"
    STATED_NONE = "stated_none"


class GrantKind(StrEnum):
    """What a grant row counts: only `grant` rows of one country may be added up."""

    GRANT = "grant"
    PROGRAMME_TOTAL = "programme_total"
    SUBSET = "subset"
    DUPLICATE = "duplicate"
    STOCK = "stock"
    WORLD_TOTAL = "world_total"
    PARTNER_RANGE = "partner_range"
    NEED = "need"
    PRIVATE = "private"
    GOVERNMENT = "government"


class UsageWarning(StrEnum):
    """What to know before a country-year figure is used; see USAGE_WARNINGS for the meaning of each."""

    OVERLAPS_OTHER_ROW = "overlaps_other_row"
    MAY_COUNT_TWICE = "may_count_twice"
    IRREGULAR_YEAR = "irregular_year"
    ONE_OFF = "one_off"
    SEVERAL_YEARS = "several_years"
    PLANNED_NOT_SPENT = "planned_not_spent"
    COMPUTED_AMOUNT = "computed_amount"
    DOLLARS_ONLY = "dollars_only"
    BROADER_SCOPE = "broader_scope"
    STATED_ZERO = "stated_zero"
    RANGE = "range"
    BOUND = "bound"
    YEAR_ASSUMED = "year_assumed"
    DOUBTFUL_READING = "doubtful_reading"
    DOUBTFUL_PURPOSE = "doubtful_purpose"
    REDENOMINATED_CURRENCY = "redenominated_currency"
    NOT_CONVERTED = "not_converted"
    SOURCES_DIFFER = "sources_differ"
    BREAK_IN_SERIES = "break_in_series"


#: The closed list of usage warnings of country_year, with what each means for a user.
USAGE_WARNINGS: dict[UsageWarning, str] = {
    UsageWarning.OVERLAPS_OTHER_ROW: "do not add it to the other purpose groups of the country and year: it holds, or is inside, money of another row",
    UsageWarning.MAY_COUNT_TWICE: "added up from statements some of which may tell the same money; low leaves the doubtful ones out",
    UsageWarning.IRREGULAR_YEAR: "covers a fiscal year or another stretch that is no calendar year; filed under the year in which it starts",
    UsageWarning.ONE_OFF: "holds a sum paid once; do not carry it on to other years",
    UsageWarning.SEVERAL_YEARS: "may cover more than one year, a whole plan for example",
    UsageWarning.PLANNED_NOT_SPENT: "holds money budgeted, allocated or promised; that it was spent is not said",
    UsageWarning.COMPUTED_AMOUNT: "holds an amount stated for each of several recipients, multiplied by their number",
    UsageWarning.DOLLARS_ONLY: "the report gives US dollars alone, at a rate of its own; compare years with care",
    UsageWarning.BROADER_SCOPE: "some of the money also serves people who were not trafficked",
    UsageWarning.STATED_ZERO: "a zero that the report states, not a gap",
    UsageWarning.RANGE: "the report gives a range; best is its lower end",
    UsageWarning.BOUND: "the report gives a bound (more than, at least, up to), not the exact sum",
    UsageWarning.YEAR_ASSUMED: "the report names no year; the main year of its reporting period was taken",
    UsageWarning.DOUBTFUL_READING: "the machine is not sure of the amount, the currency, the year, the funder, or that it is funding",
    UsageWarning.DOUBTFUL_PURPOSE: "what the money was for is not certain, so the purpose group may be wrong",
    UsageWarning.REDENOMINATED_CURRENCY: "stated in a currency since redenominated and given here in its present unit",
    UsageWarning.NOT_CONVERTED: "no exchange rate is held, so dollars or euros are missing; leave it out of sums rather than count it as zero",
    UsageWarning.SOURCES_DIFFER: "documents tell this figure differently; see restatements",
    UsageWarning.BREAK_IN_SERIES: "more than threefold or less than a third of the year before: look at the sentences before speaking of a trend",
}

#: Flags a claim or a country-year can carry, with their meaning. Several are joined with ';'.
FLAGS: dict[str, str] = {
    "change": "the amount is a rise or fall, not a level; it never enters a sum",
    "share": "the amount is a share of another sum",
    "multiplied": "stated for each of several recipients; country_year multiplies it where the report tells their number",
    "impossible_number": "digits and scale word contradict each other; left as printed",
    "currency_assumed": "the currency was not written and was taken from the country and year",
    "currency_unknown": "the currency could not be established",
    "conversion_gap": "the report's own dollars differ from the year's average rate by over 20 %",
    "no_rate": "no exchange rate for this currency and year; no conversion",
    "multi_year": "covers more than one year; never entered as one year's figure",
    "plan_period": "may cover a whole plan of several years",
    "year_assumed": "no year named; the reporting period's main year was taken",
    "year_doubtful": "the year is not certain",
    "funder_doubtful": "who pays is not certain",
    "purpose_doubtful": "what it is for is not certain",
    "funding_doubtful": "whether this is funding is not certain",
    "commitment": "a promise or plan for a later year",
    "old_currency": "stated in a currency since redenominated",
    "restated_over_5pct": "documents tell this year differently by more than 5 %",
    "carried_over": "another document tells further money for this year; best holds it only where it is surely other money",
    "part_of_other_group": "this money is also inside a total of another purpose group; do not add the two",
    "stages_mixed": "money planned and money spent by one kind of funder are added; some may be the same, and low leaves it out",
    "jump": "more than threefold or less than a third of the year before",
    "parts_exceed_total": "the parts add up to more than their stated total",
    "mixed_scope": "some of the money also serves people who were not trafficked",
    "currency_converted": "a currency the country does not use was converted",
    "conflict": "sources disagree; all are kept",
    "equals_component": "the total equals one of its own parts in the source",
    "digest": "taken from a digest of the report, not the report itself",
    "potential": "counts potential, presumed or suspected victims, not confirmed ones",
    "includes_potential": "counts confirmed and potential victims together",
    "potential_besides": "potential victims are counted beside these and not included",
    "by_ngo": "identified by non-governmental or international organisations, not by the state",
    "joint_count": "identified by the state and non-governmental organisations together",
    "subset": "counts one group of victims only (children, women, a nationality, a form of exploitation); no total",
    "abroad": "counts victims identified abroad; no total of the country",
    "part_of_year": "covers part of a year only; no total of the year",
    "sum_of_groups": "added up from two groups of victims that one sentence tells apart",
    "low_confidence": "the machine is not sure of this claim",
}
