"""Every entry of the vocabulary is found in its own example."""

import pytest

from pipeline.claims.cues import CuePattern, find_cues, patterns


@pytest.mark.parametrize("entry", patterns(), ids=lambda e: f"{e.kind}:{e.code}:{e.example}")
def test_an_entry_is_found_in_its_example(entry: CuePattern) -> None:
    found = find_cues(entry.example)
    assert any(
        c.kind == entry.kind and c.code == entry.code and entry.pattern.match(entry.example.lower(), c.start)
        for c in found
    )
