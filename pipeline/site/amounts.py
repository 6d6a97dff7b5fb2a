"""A figure's amount as the page writes it.

Belongs here: what a stated zero covers: a report that denies money for legal aid has not said that nothing was spent on
victims. Does not belong here: notation of money (`words`), or deciding how narrow a zero is (`usage_warnings` says so).
"""

from pipeline.site import words
from pipeline.site.tables import Release, Row
from schemas.codes import WHOLE_PURPOSES, Method, RecipientType, UsageWarning


def amount(figure: Row, release: Release) -> str:
    """The figure in its currency, or what the stated zero covers, such as "none for legal aid"."""
    if figure["method"] != Method.STATED_NONE:
        return words.money(figure["best"], figure["currency"])
    if not is_narrow(figure):
        return "none, as stated"
    claims = (release.claims[i] for i in figure["claim_ids"].split(";"))
    return "none " + " and ".join(dict.fromkeys(_denied(claim) for claim in claims))


def is_narrow(figure: Row) -> bool:
    """The figure is a zero for one purpose or one kind of recipient only, so it is no zero of the whole group."""
    return UsageWarning.ZERO_OF_PART.value in (figure.get("usage_warnings") or "").split(";")


def _denied(claim: Row) -> str:
    found = []
    if claim["recipient_type"] not in (None, RecipientType.UNSPECIFIED, RecipientType.VICTIMS):
        found.append(f"to {words.RECEIVERS[claim['recipient_type']]}")
    if claim["purpose"] not in WHOLE_PURPOSES:
        found.append(f"for {words.PURPOSES[claim['purpose']]}")
    return " ".join(found) or "as stated"
