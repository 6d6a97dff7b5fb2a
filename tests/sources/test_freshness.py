"""A build runs again when what a release is made from has changed, its declared version too."""

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
