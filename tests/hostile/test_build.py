"""A build over hostile documents: each is named, the rest is published, the exit status is 1."""

import subprocess
from pathlib import Path

import duckdb
import pytest

from tests import small_project as small
from tests.hostile import files


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small.built(tmp_path_factory)
    small.hold(folder, "tip-2014", files.bomb(900))
    small.hold(folder, "tip-2015", files.million_glyphs(2_000_000))
    small.hold(folder, "tip-2016", b"%PDF-1.7\n" + b"\x00" * 3000)
    small.hold(folder, "tip-2018", (small.ROOT / "data/raw/abridged/tip-2018.pdf").read_bytes()[:20_000])
    sentence = b"The government allocated 4,000 euros to a shelter =cmd|'/c calc'!A0 \x1b[31m'; DROP TABLE claims; --."
    small.hold(folder, "tip-2017", b"ALBANIA (Tier 2)\n\n" + sentence + b"\n", "tip\n2017 $(reboot).txt")
    return folder


@pytest.fixture(scope="module")
def hostile(project: Path) -> subprocess.CompletedProcess[str]:
    """The build over them."""
    return small.build(
        project,
        REINTEGRATION_READ_SECONDS="1",
        REINTEGRATION_READ_SECONDS_PER_MB="0.01",
        REINTEGRATION_READ_MEMORY_MB="400",
    )


def test_hostile_documents_are_named_and_the_rest_is_published(
    project: Path, hostile: subprocess.CompletedProcess[str]
) -> None:
    done = hostile
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    assert "\x1b[31m" not in done.stdout + done.stderr
    for document, why in (
        ("tip-2014", "stopped"),
        ("tip-2015", "stopped"),
        ("tip-2016", "damaged"),
        ("tip-2018", "cut short"),
    ):
        (line,) = [ln for ln in done.stderr.splitlines() if f"{document} quarantined" in ln]
        assert why in line
        assert f"data/raw/abridged/{document}.pdf" in line
    with duckdb.connect(str(small.database(project)), read_only=True) as connection:
        statuses = dict(connection.execute("SELECT document_id, read_status FROM documents").fetchall())
        (sentence,) = connection.execute("SELECT sentence FROM claims WHERE document_id = 'tip-2017'").fetchone() or (
            "",
        )
        (honest,) = connection.execute("SELECT count(*) FROM claims WHERE document_id = 'tip-2013'").fetchone() or (0,)
    assert statuses == {
        "tip-2013": "ok", "tip-2014": "quarantined", "tip-2015": "quarantined", "tip-2016": "quarantined", "tip-2017": "ok",
        "tip-2018": "quarantined",
    }  # fmt: skip
    assert honest > 5
    assert "\x1b" not in sentence
    assert "DROP TABLE" in sentence


def test_what_was_stopped_is_read_by_a_later_build_with_more_time(project: Path, hostile: object) -> None:
    small.hold(project, "tip-2014", files.plain())
    small.hold(project, "tip-2016", files.plain())
    done = small.run(project, "build", "--force")
    (line,) = [ln for ln in done.stderr.splitlines() if "tip-2015 quarantined" in ln]
    assert "no country heading" in line


def test_a_limit_that_is_no_number_is_one_line(project: Path) -> None:
    done = small.build(project, REINTEGRATION_READ_MEMORY_MB="plenty")
    assert done.returncode == 2
    assert "REINTEGRATION_READ_MEMORY_MB='plenty'" in done.stderr
