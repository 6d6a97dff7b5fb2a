"""A few hundred inputs for each fuzzed target, and every input that ever broke one. `make fuzz` runs for longer."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.__main__ import CRASHERS, seeds
from tests.fuzz.targets import TARGETS

KEPT = sorted(p for p in CRASHERS.glob("*/*") if p.is_file())
EXAMPLES = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("path", KEPT, ids=[f"{p.parent.name}-{p.name[:24]}" for p in KEPT])
def test_what_once_broke_a_target_no_longer_does(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_no_input_breaks_a_target(target: str) -> None:
    parts = [seed[at : at + 60] for seed in seeds(target) for at in range(0, min(len(seed), 6000), 30)]
    mixture = st.lists(
        st.one_of(st.sampled_from(parts), st.binary(max_size=30), st.text(max_size=20).map(str.encode)), max_size=30
    )

    @EXAMPLES
    @given(mixture.map(b"".join))
    def run(data: bytes) -> None:
        TARGETS[target](data)

    run()


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.dates()
    | st.sampled_from(["tip", "us", "2013"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_FIELDS = ["id", "source", "title", "publisher", "licence", "verified_by", "edition_year", "country_iso3", "published_on",
           "pdf_url", "unverified", "bundled", "number", "round"]  # fmt: skip


@EXAMPLES
@given(st.dictionaries(st.sampled_from(_FIELDS), _VALUES), st.booleans())
def test_an_entry_of_any_values_is_taken_or_named(changed: dict[str, object], nested: bool) -> None:
    import yaml

    entry = {"id": "tip-2013", "source": "tip", "title": "t", "publisher": "p", "licence": "us", "verified_by": "v",
             "edition_year": 2013, **changed}  # fmt: skip
    files = [{"path": "a.pdf", "kind": changed.get("id"), "sha256": changed.get("title")}] if nested else None
    if files:
        entry["bundled"] = files
    whole = {"licences": {"us": {"name": "n", "terms_url": "u"}}, "sources": [entry, changed.get("source")]}
    TARGETS["catalogue"](yaml.safe_dump(whole, allow_unicode=True).encode("utf-8", "replace"))
