"""A build runs again when what a release is made from has changed, its declared version too."""

import os
from pathlib import Path

import pytest

from pipeline.sources.freshness import fingerprint


@pytest.mark.parametrize("name", ["data/release.yaml", "data/changes/CHANGES.md", "data/raw/sources.yaml"])
def test_a_changed_input_is_seen(tmp_path: Path, name: str) -> None:
    release = tmp_path / "data" / "curated"
    before = fingerprint(tmp_path, release)
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("one")
    one = fingerprint(tmp_path, release)
    path.write_text("two")
    assert len({before, one, fingerprint(tmp_path, release)}) == 3


def test_names_that_no_text_can_hold_are_inputs_too_and_the_inbox_is_none(tmp_path: Path) -> None:
    release, raw = tmp_path / "data" / "curated", tmp_path / "data" / "raw"
    (raw / "inbox").mkdir(parents=True)
    before = fingerprint(tmp_path, release)
    name = os.fsdecode(b"bad\xff\xfe.csv")
    (raw / "inbox" / name).write_text("waits")
    assert fingerprint(tmp_path, release) == before
    (raw / name).write_text("one")
    assert fingerprint(tmp_path, release) != before
