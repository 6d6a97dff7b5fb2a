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

#: Purposes that speak of a whole group rather than of one kind of work within it.
WHOLE_PURPOSES = frozenset({Purpose.REINTEGRATION, Purpose.VICTIM_ASSISTANCE, Purpose.ANTI_TRAFFICKING_GENERAL})


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


class ChangeKind(StrEnum):
    """What became of a published figure between two releases; `noted` is the same figure told otherwise."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    NOTED = "noted"


class ChangeReason(StrEnum):
    """Why a published figure differs between two releases; CHANGE_REASONS says how each is established."""

    NEW_REPORT = "new_report"
    REPORT_GONE = "report_gone"
    RESTATEMENT = "restatement"
    CORRECTION = "correction"
    SOURCE_FILE = "source_file"
    EXCHANGE_RATE = "exchange_rate"
    DEFLATOR = "deflator"
    GRANT_LIST = "grant_list"
    CODE = "code"


#: How each reason for a change is established, in words.
CHANGE_REASONS: dict[ChangeReason, str] = {
    ChangeReason.NEW_REPORT: "a document that the old release did not hold tells it",
    ChangeReason.REPORT_GONE: "a document that told it is no longer held",
    ChangeReason.RESTATEMENT: "another document's telling takes the place of the one used before",
    ChangeReason.CORRECTION: "a person accepted, corrected or rejected a statement behind it",
    ChangeReason.SOURCE_FILE: "the file of a document is another one (its SHA-256 differs)",
    ChangeReason.EXCHANGE_RATE: "an exchange rate used for it is another one",
    ChangeReason.DEFLATOR: "a price index used for it is another one",
    ChangeReason.GRANT_LIST: "the list of grants says otherwise, or is read otherwise; it has no checksum in a release",
    ChangeReason.CODE: "the same sentences of the same files are read or reconciled otherwise",
}


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


class Comparison(StrEnum):
    """What the claims are compared with."""

    HAND_READ = "hand_read"
    ABRIDGEMENT = "abridgement"


class Outcome(StrEnum):
    """What became of a figure that was to be found again."""

    FOUND = "found"
    FOUND_WITH_DIFFERENCES = "found_with_differences"
    MISSED = "missed"
    NEW = "new"


class UsageWarning(StrEnum):
    """What to know before a country-year figure is used, the gravest first; see USAGE_WARNINGS for the meaning of each."""

    EXCEEDS_TOTAL = "exceeds_total"
    ZERO_OF_PART = "zero_of_part"
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
    UsageWarning.EXCEEDS_TOTAL: "this and the total for all work of the same year contradict each other: a part is larger than the whole",
    UsageWarning.ZERO_OF_PART: "the zero holds for one purpose or one kind of recipient only; the group may have had other money",
    UsageWarning.OVERLAPS_OTHER_ROW: "do not add it to the other purpose groups of the country and year: it holds, or is inside, money of another row",
    UsageWarning.MAY_COUNT_TWICE: "added up from statements some of which may tell the same money; the lowest amount (low) leaves the doubtful ones out",
    UsageWarning.IRREGULAR_YEAR: "covers a fiscal year or another stretch that is no calendar year; filed under the year in which it starts",
    UsageWarning.ONE_OFF: "holds a sum paid once; do not carry it on to other years",
    UsageWarning.SEVERAL_YEARS: "may cover more than one year, a whole plan for example",
    UsageWarning.PLANNED_NOT_SPENT: "holds money budgeted, allocated or promised; that it was spent is not said",
    UsageWarning.COMPUTED_AMOUNT: "holds an amount stated for each of several recipients, multiplied by their number",
    UsageWarning.DOLLARS_ONLY: "the report gives US dollars alone, at a rate of its own; compare years with care",
    UsageWarning.BROADER_SCOPE: "some of the money also serves people who were not trafficked",
    UsageWarning.STATED_ZERO: "a zero that the report states, not a gap",
    UsageWarning.RANGE: "the report gives a range, of which the figure (best) is the lower end",
    UsageWarning.BOUND: "the report gives a bound (more than, at least, up to), not the exact sum",
    UsageWarning.YEAR_ASSUMED: "the report names no year; the main year of its reporting period was taken",
    UsageWarning.DOUBTFUL_READING: "the machine is not sure of the amount, the currency, the year, the funder, or that it is funding",
    UsageWarning.DOUBTFUL_PURPOSE: "what the money was for is not certain, so the purpose group may be wrong",
    UsageWarning.REDENOMINATED_CURRENCY: "stated in a currency since redenominated and given here in its present unit",
    UsageWarning.NOT_CONVERTED: "no exchange rate is held, so dollars or euros are missing; leave it out of sums rather than count it as zero",
    UsageWarning.SOURCES_DIFFER: "reports tell this figure differently; each telling stands in restatements",
    UsageWarning.BREAK_IN_SERIES: "more than threefold or less than a third of the year before: look at the sentences before speaking of a trend",
}

#: Flags of a figure, or of a claim behind it, that a usage warning tells in the user's terms.
WARNING_OF_FLAG: dict[str, UsageWarning] = {
    "part_of_other_group": UsageWarning.OVERLAPS_OTHER_ROW,
    "stages_mixed": UsageWarning.MAY_COUNT_TWICE,
    "carried_over": UsageWarning.MAY_COUNT_TWICE,
    "multi_year": UsageWarning.SEVERAL_YEARS,
    "plan_period": UsageWarning.SEVERAL_YEARS,
    "commitment": UsageWarning.PLANNED_NOT_SPENT,
    "multiplied": UsageWarning.COMPUTED_AMOUNT,
    "mixed_scope": UsageWarning.BROADER_SCOPE,
    "year_assumed": UsageWarning.YEAR_ASSUMED,
    "year_doubtful": UsageWarning.DOUBTFUL_READING,
    "funder_doubtful": UsageWarning.DOUBTFUL_READING,
    "funding_doubtful": UsageWarning.DOUBTFUL_READING,
    "currency_assumed": UsageWarning.DOUBTFUL_READING,
    "conversion_gap": UsageWarning.DOUBTFUL_READING,
    "low_confidence": UsageWarning.DOUBTFUL_READING,
    "purpose_doubtful": UsageWarning.DOUBTFUL_PURPOSE,
    "old_currency": UsageWarning.REDENOMINATED_CURRENCY,
    "no_rate": UsageWarning.NOT_CONVERTED,
    "restated_over_5pct": UsageWarning.SOURCES_DIFFER,
    "conflict": UsageWarning.SOURCES_DIFFER,
    "jump": UsageWarning.BREAK_IN_SERIES,
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
    "payer_assumed": "no payer is named; taken to be the government that the report is about",
    "purpose_doubtful": "what it is for is not certain",
    "funding_doubtful": "whether this is funding is not certain",
    "commitment": "a promise or plan for a later year",
    "old_currency": "stated in a currency since redenominated",
    "restated_over_5pct": "documents tell this year differently by more than 5 %",
    "carried_over": "another document tells further money for this year; the figure (best) holds it only where it is surely other money",
    "part_of_other_group": "this money is also inside a total of another purpose group; do not add the two",
    "stages_mixed": "money planned and money spent by one kind of funder are added; some may be the same, and the lowest amount (low) leaves it out",
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
    "one_body": "counted by one body of the state, the police say; the country's total may be larger",
    "joint_count": "identified by the state and non-governmental organisations together",
    "subset": "counts one group of victims only (children, women, a nationality, a form of exploitation, one place); no total",
    "abroad": "counts victims identified abroad; no total of the country",
    "part_of_year": "covers part of a year only; no total of the year",
    "sum_of_groups": "added up from two groups of victims that one sentence tells apart",
    "low_confidence": "the machine is not sure of this claim",
}
