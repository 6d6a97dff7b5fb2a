"""How sure the machine is that every field of a finding is right.

The factors are fitted on the open part of the gold set and checked for reliability on the frozen part
(`reintegration evaluate`); they say how often a finding with that doubt was right.
"""

from pipeline.claims.model import Finding

#: Share of findings that stay right when this flag is on.
_FLAG_FACTOR = {
    "impossible_number": 0.3,
    "currency_unknown": 0.4,
    "currency_assumed": 0.9,
    "funding_doubtful": 0.7,
    "purpose_doubtful": 0.72,
    "year_doubtful": 0.7,
    "change": 0.9,
    "multiplied": 0.95,
    "commitment": 0.85,
    "multi_year": 0.9,
}
#: No claim is sure whose purpose or year is not told at the amount itself.
_NOT_SURE = 0.89
#: In rules: the year, or that it is funding, follows from another amount.
_TOLD_ELSEWHERE = ("+running", "+compared", "previous_year", "comparison_without_year")
#: Purposes other than care for victims are told apart less surely: police work, training, campaigns and plans share words.
_OTHER_PURPOSES = frozenset(
    ["law_enforcement", "training", "prevention", "coordination", "identification", "anti_trafficking_general"]
)


def confidence_of(
    finding: Finding, margin: float, inherited: int, purpose_said: bool = True, year_beside: bool = False
) -> float:
    """Confidence from 0 to 1, two decimals: the product of what each doubt leaves.

    Args:
        finding: the finding with its flags.
        margin: how clearly funding was told from not-funding, 0 to 1.
        inherited: number of fields taken over from the rest of the sentence.
        purpose_said: whether the words at the amount say what it is for; else only a body's name or what it does.
        year_beside: whether the year is assumed although the sentence dates other amounts.
    """
    value = 0.98 if finding.ordinal is not None else 0.88
    for flag in finding.flags:
        value *= _FLAG_FACTOR.get(flag, 1.0)
    value *= 0.75 + 0.25 * min(1.0, margin / 0.6)
    if finding.is_funding and finding.purpose in _OTHER_PURPOSES:
        value *= 0.91
    value *= 0.985 ** max(0, inherited - 1)
    if "comparison_without_year" in finding.rule or "previous_year" in finding.rule:
        value *= 0.95
    if finding.is_funding and finding.funder_type == "unspecified" and finding.recipient_type == "unspecified":
        value *= 0.93
    told_elsewhere = any(how in finding.rule for how in _TOLD_ELSEWHERE)
    if finding.is_funding and (not purpose_said or year_beside or told_elsewhere):
        value = min(value, _NOT_SURE)
    return round(max(0.05, min(0.99, value)), 2)
