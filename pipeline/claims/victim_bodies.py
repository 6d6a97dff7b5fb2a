"""Who counted victims: the state as a whole, one of its bodies or places, or organisations.

Belongs here: the subject of an identifying verb. A number of the police alone, or of one town, may be a share of the
country's; as its total it would be a wrong denominator, which is worse than none. Does not belong here: the numbers.
"""

import re

from pipeline.reports.countries import iso3_of

_NGO = re.compile(
    r"\b(?:NGOs?|non-?governmental|civil[\s ]+society|international[\s ]+organi[sz]ations?|IOM|UNHCR|UNICEF|charit(?:y|ies)|faith-based|churches)\b",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:governments?|authorit(?:y|ies)|police|officials?|minist\w+|prosecut\w+|inspect\w+|border|law[\s ]+enforcement|state|courts?|commission|units?|agenc\w+|referral[\s ]+mechanism|NRM|task[\s ]+forces?)\b",
    re.IGNORECASE,
)
#: A state that pays or helps does not identify: "an NGO, with government funding, identified".
_NO_ACTOR = re.compile(
    r",[\s ]+with[\s ][^,]{0,60},|\b(?:government|state)[\s -]*(?:fund\w*|support\w*|run|financ\w*)", re.IGNORECASE
)
#: Bodies that speak for the whole state.
_WHOLE = r"governments?|authorit(?:y|ies)|officials|the[\s ]+state|countr(?:y|ies)|referral[\s ]+mechanism|NRM|rapporteur|registr\w+|statistic\w*|national[\s ]+(?:center|centre|commission|agency|coordinator|committee|data\w*)"
#: Bodies and places that are a part of it.
_PART = (
    r"police|gendarm\w+|prosecut\w+|inspect\w+|border|immigration|customs|coast[\s ]+guard|army|military|navy|minist\w+|departments?|"
    r"directorates?|divisions?|units?|bureaus?|offices?|task[\s ]+forces?|law[\s ]+enforcement|courts?|hotlines?|ombuds\w+|social[\s ]+workers?|"
    r"labou?r|health\w*|hospitals?|schools?|shelters?|missions?|airports?"
)
_PLACE = r"municipal\w*|local|regional|provincial|provinces?|regions?|states|state[\s ]+governments|districts?|cit(?:y|ies)|islands?"
_BODY = re.compile(rf"\b(?:(?P<place>{_PLACE})|(?P<part>{_PART})|(?P<whole>{_WHOLE}))\b", re.IGNORECASE)
#: "authorities in Port Atlas", "officials in ten provinces"; "in 2017" and "in the country" are no such place.
_IN_PLACE = re.compile(
    rf"\b(?i:{_WHOLE}|{_PART})[\s ]+(?:in|of|on|from)[\s ]+(?:the[\s ]+)?(?:(?P<name>[A-Z][\w’-]+(?:[\s ]+(?:and[\s ]+)?[A-Z][\w’-]+)*)|"
    r"(?:\d{1,2}|\w+)[\s ]+(?:of[\s ]+)?(?:the[\s ]+)?(?:\d+[\s ]+)?(?:states|provinces|regions|districts|cities|municipalities|counties|islands))\b"
)
#: A pronoun stands for whoever the sentence began with.
_PRONOUN = re.compile(r"\b(?:it|they|which|who)\b[\s ]*(?:\w+[\s ]+){0,2}$", re.IGNORECASE)


def by_organisations(subject: str) -> set[str]:
    """The flag `by_ngo` or `joint_count` where organisations counted, alone or with the state."""
    actors = _NO_ACTOR.sub(" ", subject)
    ngo, state = bool(_NGO.search(actors)), bool(_STATE.search(actors))
    return {"joint_count"} if ngo and state else {"by_ngo"} if ngo else set()


def of_a_part(subject: str, lead: str, country_iso3: str | None) -> set[str]:
    """The flag `subset` where one place of the country counted, `one_body` where one body of the state did; else nothing.

    Nothing is said of the state as a whole, and where no subject is named.

    Args:
        subject: the words before the verb, back to the beginning of its clause.
        lead: the words before them in the sentence, for a pronoun.
        country_iso3: the country that the text is about, whose own name is no part of it.
    """
    actors = _NO_ACTOR.sub(" ", f"{lead} {subject}" if _PRONOUN.search(subject) else subject)
    place = _IN_PLACE.search(actors)
    if place and not (place["name"] and iso3_of(place["name"]) == country_iso3):
        return {"subset"}
    bodies = list(_BODY.finditer(actors))
    if bodies:
        return {"subset"} if bodies[-1]["place"] else {"one_body"} if bodies[-1]["part"] else set()
    return {"one_body"} if _is_named(actors) else set()


def _is_named(actors: str) -> bool:
    """A subject known by its name alone, such as an agency's letters; the first word of a sentence is large for that alone."""
    names = re.findall(r"(?<=[\s ])[A-Z][\w’-]+|\b[A-Z]{2,}\b", actors)
    return any(name.upper() not in ("NRM", "TIP", "THB") for name in names)
