"""The closed list of headings agrees with CLDR and has no name twice."""

from collections import Counter

from babel import Locale

from pipeline.reports.countries import _forms, _key, country_name, iso3_of, known_codes
from schemas.countries import ALPHA2_OF, FORMER


def test_every_country_is_in_the_list_under_the_name_that_cldr_gives_it() -> None:
    names = Locale("en").territories
    for iso3 in known_codes() - FORMER.keys():
        assert iso3_of(names[ALPHA2_OF[iso3]]) == iso3


def test_no_form_belongs_to_two_countries() -> None:
    counts = Counter(key for forms in _forms().values() for key in {_key(f) for f in forms})
    assert [key for key, n in counts.items() if n > 1] == []


def test_names_are_not_matched_by_likeness() -> None:
    assert iso3_of("Indiana") is None
    assert iso3_of("Georgia") == "GEO"
    assert country_name("XKX") == "Kosovo"
