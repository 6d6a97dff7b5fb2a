"""What a release adds to the repository: git keeps every release for ever, so it must stay light."""

import zlib

from tests.release.clients import ROOT

CURATED = ROOT / "data" / "curated"
MOST = 3_000_000


def test_a_release_adds_less_than_three_megabytes_to_git_even_if_every_file_is_new() -> None:
    # git deflates each file on its own; what it shares with the release before only makes this smaller
    sizes = {p.relative_to(CURATED): len(zlib.compress(p.read_bytes())) for p in CURATED.rglob("*") if p.is_file()}
    assert len(sizes) > 50
    heaviest = sorted(sizes.items(), key=lambda pair: -pair[1])[:5]
    assert sum(sizes.values()) < MOST, heaviest
