"""A version belongs to a content and to a declaration, never to the day of a build."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.release.publish import publish
from pipeline.release.version import (
    Declared,
    UnusableVersion,
    add_changes,
    content_hash,
    declaration,
    declaration_of,
    declared,
    next_version,
    release_version,
)
from tests.release.tables_fixture import release_tables

HASH = "0" * 64


def written(root: Path, text: str) -> Path:
    path = declaration_of(root)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return root


def test_what_is_declared_reads_back(tmp_path: Path) -> None:
    said = Declared("2020.01.0", "2020-01-02", HASH, {"tip-1999": "the file is an empty page: see the note"})
    assert declared(written(tmp_path, declaration(said))) == said


def test_nothing_declared_is_no_error(tmp_path: Path) -> None:
    assert declared(tmp_path) == Declared()
    assert declared(written(tmp_path, "# nothing yet\n")) == Declared()
    assert declared(written(tmp_path, declaration(Declared()))) == Declared()


@pytest.mark.parametrize(
    "text, why",
    [
        ("version: 2020.13.0\nreleased_on: 2020-01-02\ncontent: x", "none of the form YYYY.MM.N"),
        ("version: 1.0\nreleased_on: 2020-01-02\ncontent: x", "none of the form"),
        (f"version: 2020.01.0\nreleased_on: soon\ncontent: '{HASH}'", "released_on soon is no day"),
        ("version: 2020.01.0\nreleased_on: 2020-01-02\ncontent: abc", "content is no SHA-256"),
        ("version: 2020.01.0", "no day"),
        ("known_quarantined: {tip-1999: ''}", "needs a reason"),
        ("known_quarantined: [tip-1999]", "needs a reason"),
        ("verzion: 2020.01.0", "may stand here"),
        ("[1, 2]", "may stand here"),
        ("a: b: c", "cannot be read"),
    ],
)
def test_a_damaged_declaration_is_one_line(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(UnusableVersion, match=why) as caught:
        declared(written(tmp_path, text))
    assert "\n" not in str(caught.value)
    assert "release.yaml" in str(caught.value)


def test_the_version_counts_within_a_month() -> None:
    assert next_version(None, date(2020, 1, 2)) == "2020.01.0"
    assert next_version("2020.01.0", date(2020, 1, 2)) == "2020.01.1"
    assert next_version("2020.01.9", date(2020, 1, 31)) == "2020.01.10"
    assert next_version("2020.01.10", date(2020, 2, 1)) == "2020.02.0"
    with pytest.raises(UnusableVersion, match="set the clock right"):
        next_version("2020.02.0", date(2020, 1, 31))


def test_released_tables_carry_the_version_and_others_are_marked(tmp_path: Path) -> None:
    publish(release_tables(), tmp_path / "one")
    assert release_version(tmp_path / "one") == "unreleased"
    said = Declared("2020.01.0", "2020-01-02", content_hash(tmp_path / "one"))
    publish(release_tables(), tmp_path / "one", declared=said)
    assert release_version(tmp_path / "one") == "2020.01.0"
    publish(release_tables(best=7), tmp_path / "one", declared=said)
    assert release_version(tmp_path / "one") == "2020.01.0+unreleased"


def test_a_folder_without_version_is_no_release(tmp_path: Path) -> None:
    with pytest.raises(UnusableVersion, match="no release with a version"):
        release_version(tmp_path)


def test_the_changes_of_the_last_release_are_taken_over(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    add_changes(tmp_path, tmp_path / "new")
    assert list((tmp_path / "new").iterdir()) == []
    (tmp_path / "data" / "changes").mkdir(parents=True)
    (tmp_path / "data" / "changes" / "CHANGES.md").write_text("# Changes")
    (tmp_path / "data" / "changes" / "other.txt").write_text("not ours")
    add_changes(tmp_path, tmp_path / "new")
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["CHANGES.md"]
