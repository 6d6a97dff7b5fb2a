"""The codes of the data set in plain words, and numbers as people read them.

Belongs here: wording for someone who has not read the documentation. Does not belong here: HTML, or rules about data.
Codes without words here would raise KeyError when the page is made: a new code must be given its words.
"""

from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import get_currency_name

from schemas.codes import (  # fmt: skip
    FunderType,
    Method,
    Modality,
    Periodicity,
    Purpose,
    PurposeGroup,
    Qualifier,
    RecipientType,
    Review,
    Status,
    Tier,
    YearBasis,
)

SIGNS = {"USD": "$", "EUR": "€"}

GROUPS: dict[str, tuple[str, str]] = {
    PurposeGroup.REINTEGRATION: (
        "Re/integration", "money that the report itself ties to rebuilding a life: a home, training, work, a way back into society"),
    PurposeGroup.VICTIM_ASSISTANCE: (
        "Help for victims", "shelter, food, health care, legal aid, compensation, the journey home, and help in general"),
    PurposeGroup.OTHER_ANTI_TRAFFICKING: (
        "Other work against trafficking", "prevention, training of officials, finding victims, police work, coordination"),
    PurposeGroup.ANTI_TRAFFICKING_TOTAL: (
        "All work against trafficking", "a total that the report gives for everything; it may hold the other three, so never add them"),
}  # fmt: skip

PURPOSES: dict[str, str] = {
    Purpose.REINTEGRATION: "re/integration", Purpose.SHELTER: "shelter", Purpose.LEGAL_AID: "legal aid",
    Purpose.HEALTH_PSYCH: "health care or counselling", Purpose.FOOD: "food", Purpose.STAFF_SALARIES: "salaries of staff",
    Purpose.COMPENSATION: "compensation paid by the state", Purpose.REPATRIATION: "the journey home",
    Purpose.VICTIM_ASSISTANCE: "help for victims in general", Purpose.IDENTIFICATION: "finding and recognising victims",
    Purpose.PREVENTION: "prevention", Purpose.TRAINING: "training of officials", Purpose.COORDINATION: "coordination",
    Purpose.LAW_ENFORCEMENT: "police and courts", Purpose.ANTI_TRAFFICKING_GENERAL: "all work against trafficking",
}  # fmt: skip

METHODS: dict[str, str] = {
    Method.SINGLE_STATEMENT: "one statement in a report", Method.STATED_TOTAL: "a total that the report states",
    Method.SUM_OF_PARTS: "the sum of amounts stated one by one",
    Method.LATEST_RESTATEMENT: "several reports tell it; the latest is used",
    Method.STATED_NONE: "the report says there was none",
}  # fmt: skip

FUNDERS: dict[str, str] = {
    FunderType.NATIONAL_GOVERNMENT: "the national government", FunderType.SUBNATIONAL_GOVERNMENT: "a regional or local government",
    FunderType.FOREIGN_GOVERNMENT: "a foreign government", FunderType.INTERNATIONAL_ORGANISATION: "an international organisation",
    FunderType.PRIVATE: "a private body", FunderType.MIXED: "several kinds of bodies", FunderType.UNSPECIFIED: "not said",
}  # fmt: skip

RECIPIENTS: dict[str, str] = {
    RecipientType.NGO: "a non-governmental organisation", RecipientType.STATE_SHELTER: "a state shelter",
    RecipientType.NGO_SHELTER: "a shelter run by a non-governmental organisation",
    RecipientType.INTERNATIONAL_ORGANISATION: "an international organisation", RecipientType.VICTIMS: "victims themselves",
    RecipientType.AGENCY: "a public agency", RecipientType.UNSPECIFIED: "not said",
}  # fmt: skip

#: Several recipients of one kind, as in "none to NGOs".
RECEIVERS: dict[str, str] = {
    RecipientType.NGO: "NGOs", RecipientType.STATE_SHELTER: "state shelters", RecipientType.NGO_SHELTER: "shelters run by NGOs",
    RecipientType.INTERNATIONAL_ORGANISATION: "international organisations", RecipientType.AGENCY: "a public agency",
}  # fmt: skip

STATUSES: dict[str, str] = {
    Status.FUNDED: "money was given, no sum told", Status.NONE: "the report says there was no money",
    Status.NOT_REPORTED: "the report says that no figure was given", Status.INCREASED: "money rose, no sum told",
    Status.DECREASED: "money fell, no sum told",
}  # fmt: skip

QUALIFIERS: dict[str, str] = {
    Qualifier.EXACT: "", Qualifier.APPROXIMATELY: "about ", Qualifier.MORE_THAN: "more than ", Qualifier.AT_LEAST: "at least ",
    Qualifier.LESS_THAN: "less than ", Qualifier.UP_TO: "up to ", Qualifier.RANGE: "",
}  # fmt: skip

PERIODS: dict[str, str] = {
    Periodicity.ANNUAL: "", Periodicity.ONE_OFF: ", a single payment", Periodicity.MULTI_YEAR: ", for several years together",
    Periodicity.PER_DAY: " a day", Periodicity.PER_MONTH: " a month", Periodicity.PER_VICTIM: " for each victim",
}  # fmt: skip

STAGES: dict[str, str] = {
    Modality.BUDGETED: "in a budget", Modality.ALLOCATED: "set aside for it", Modality.DISBURSED: "paid out", Modality.SPENT: "spent",
    Modality.PROVIDED: "provided", Modality.GRANTED: "granted", Modality.PLEDGED: "promised", Modality.IN_KIND: "given in kind",
}  # fmt: skip

YEAR_BASES: dict[str, str] = {
    YearBasis.EXPLICIT: "the report names the year",
    YearBasis.REPORTING_PERIOD: "no year named; the report mostly describes the year before it came out",
    YearBasis.COMPARISON: "an earlier year that the report compares with",
}

DECISIONS: dict[str, str] = {
    Review.UNREVIEWED: "read by machine; nobody has checked this one yet", Review.ACCEPTED: "a person checked it and agreed",
    Review.CORRECTED: "a person checked it and corrected it", Review.REJECTED: "a person checked it and rejected it; it enters no figure",
}  # fmt: skip

TIERS: dict[str, str] = {
    Tier.ONE: "Tier 1", Tier.TWO: "Tier 2", Tier.WATCH_LIST: "Tier 2 Watch List", Tier.THREE: "Tier 3", Tier.SPECIAL: "special case",
}  # fmt: skip

_SURE, _FAIR = 0.8, 0.6


def version(text: str | None) -> str:
    """The version after the name of the data set; tables that were never released have no number to be cited by."""
    if text is None:
        return ""
    return ", not yet released" if text == "unreleased" else f", version {text}"


def confidence(value: float) -> str:
    """How sure the machine is, 0 to 1, as a sentence of advice."""
    if value >= _SURE:
        return f"good ({value:.2f} of 1)"
    if value >= _FAIR:
        return f"fair ({value:.2f} of 1): check the details in the sentence"
    return f"low ({value:.2f} of 1): read the sentence before you use the figure"


def number(amount: float) -> str:
    """A number with commas; cents only where they matter."""
    places = "1" if amount == int(amount) or abs(amount) >= 100 else "0.01"
    # Half up on the exact value, as browsers do it: the pages' scripts print the same numbers.
    return f"{Decimal(amount).quantize(Decimal(places), ROUND_HALF_UP):,}"


def money(amount: float | None, currency: str | None) -> str:
    """An amount with its currency, such as $9,775 or 20,200,000 ALL; a dash for no amount."""
    if amount is None:
        return "–"
    if currency in SIGNS:
        return f"{SIGNS[currency]}{number(amount)}"
    return f"{number(amount)} {currency}" if currency else number(amount)


def span(low: float, high: float, currency: str | None) -> str:
    """A range of money; one amount where both ends are the same."""
    return money(low, currency) if low == high else f"{money(low, currency)} to {money(high, currency)}"


def currency_name(code: str) -> str:
    """The currency's English name with its code, such as Albanian lek (ALL)."""
    name = get_currency_name(code, locale="en")
    return f"{name} ({code})" if name != code else code
