"""A release is whole or absent, validated, and the same for the same tables."""

import hashlib
import os
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from filelock import FileLock
from frictionless import Package

from pipeline.release import cells, files, swap
from pipeline.release import publish as publishing
from pipeline.release.database import differences, same_content
from pipeline.release.publish import ReleaseNotWritten, ReleaseRefused, publish
from schemas import TABLES
from tests.release.tables_fixture import AWKWARD, release_tables


def checksums(directory: Path) -> dict[str, str]:
    return {
        p.relative_to(directory).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(directory.rglob("*"))
        if p.is_file()
    }


def litter(directory: Path) -> list[str]:
    return sorted(
        p.name for p in directory.parent.iterdir() if p.name not in (directory.name, f".{directory.name}.lock")
    )


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    return tmp_path / "data" / "curated"


def test_every_table_is_there_in_every_format(curated: Path) -> None:
    published = publish(release_tables(), curated)
    assert published.changed
    assert published.rows["claims"] == 5
    for name in TABLES:
        assert (curated / "csv" / f"{name}.csv").is_file()
        assert (curated / "parquet" / f"{name}.parquet").is_file()
    with duckdb.connect(str(curated / "reintegration_funding.duckdb"), read_only=True) as connection:
        assert {row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()} == set(
            TABLES
        )
    assert litter(curated) == []


def test_the_same_tables_give_the_same_bytes(curated: Path, tmp_path: Path) -> None:
    publish(release_tables(), curated)
    shuffled = {name: frame.sample(frac=1, random_state=7) for name, frame in reversed(release_tables().items())}
    publish(shuffled, tmp_path / "other")
    one, other = checksums(curated), checksums(tmp_path / "other")
    database = "reintegration_funding.duckdb"
    assert one.keys() == other.keys()
    assert {n: s for n, s in one.items() if n != database} == {n: s for n, s in other.items() if n != database}
    assert same_content(curated / database, tmp_path / "other" / database)


def test_a_release_of_the_same_content_leaves_every_file_as_it_is(curated: Path) -> None:
    publish(release_tables(), curated)
    before = {p: (p.stat().st_ino, p.stat().st_mtime_ns) for p in curated.rglob("*")}
    assert not publish(release_tables(), curated).changed
    assert {p: (p.stat().st_ino, p.stat().st_mtime_ns) for p in curated.rglob("*")} == before


def test_a_database_of_the_same_content_keeps_its_bytes_when_other_files_change(curated: Path) -> None:
    publish(release_tables(), curated)
    before = checksums(curated)["reintegration_funding.duckdb"]

    def add(new: Path) -> None:
        (new / "note.txt").write_text("a page that is new")

    assert publish(release_tables(), curated, [add]).changed
    assert checksums(curated)["reintegration_funding.duckdb"] == before


def test_a_changed_release_replaces_the_old_one_whole(curated: Path) -> None:
    publish(release_tables(), curated)
    (curated / "csv" / "left_over.csv").write_text("from an older version")
    assert publish(release_tables(best=1_234), curated).changed
    assert not (curated / "csv" / "left_over.csv").exists()
    with duckdb.connect(str(curated / "reintegration_funding.duckdb"), read_only=True) as connection:
        assert connection.execute(
            "SELECT best FROM country_year WHERE funding_year = 2017 AND country_iso3 = 'ALB'"
        ).fetchall() == [(1_234,)]
    assert litter(curated) == []


def test_an_open_reader_keeps_the_release_it_opened(curated: Path) -> None:
    publish(release_tables(), curated)
    with duckdb.connect(str(curated / "reintegration_funding.duckdb"), read_only=True) as reader:
        publish(release_tables(best=1_234), curated)
        assert reader.execute("SELECT max(best) FROM country_year").fetchone() == (20_200_000,)


def test_refused_tables_leave_the_old_release_untouched(curated: Path) -> None:
    publish(release_tables(), curated)
    before = checksums(curated)
    tables = release_tables(best=1_234)
    tables["country_year"] = tables["country_year"].assign(claim_ids="c99")
    with pytest.raises(ReleaseRefused, match="claim_ids c99 stands in no row of claims"):
        publish(tables, curated)
    assert checksums(curated) == before
    assert litter(curated) == []


@pytest.mark.parametrize("step", ["write_release", "read_back", "replace_directory", "write_descriptor"])
def test_a_failure_at_any_step_leaves_the_old_release_and_no_litter(
    curated: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    publish(release_tables(), curated)
    before = checksums(curated)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publishing, step, full)
    with pytest.raises(
        ReleaseNotWritten, match=r"not written \(No space left on device\); the release of before is untouched"
    ):
        publish(release_tables(best=1_234), curated)
    assert checksums(curated) == before
    assert litter(curated) == []


def test_what_does_not_read_back_is_not_published(curated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        files, "_cell", lambda value: "" if value == 20_200_000 else str(value if value is not None else "")
    )
    with pytest.raises(ReleaseRefused, match=r"csv/claims\.csv: does not read back as it was written"):
        publish(release_tables(), curated)
    assert not curated.exists()
    assert litter(curated) == []


def test_further_files_are_swapped_in_with_the_rest(curated: Path) -> None:
    publish(release_tables(), curated, additions=[lambda new: (new / "note.txt").write_text("hello") and None])
    assert (curated / "note.txt").read_text() == "hello"


def test_a_second_build_says_that_another_is_publishing(curated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_LOCK_SECONDS", 0.05)
    curated.parent.mkdir(parents=True)
    with (
        FileLock(curated.with_name(".curated.lock")),
        pytest.raises(ReleaseNotWritten, match="another build is publishing"),
    ):
        publish(release_tables(), curated)


def test_a_damaged_database_in_place_is_replaced(curated: Path) -> None:
    publish(release_tables(), curated)
    (curated / "reintegration_funding.duckdb").write_bytes(b"damaged")
    assert publish(release_tables(), curated).changed
    with duckdb.connect(str(curated / "reintegration_funding.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM claims").fetchone() == (5,)


def test_an_unwritable_place_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    with pytest.raises(ReleaseNotWritten) as caught:
        publish(release_tables(), tmp_path / "data" / "curated")
    assert "\n" not in str(caught.value)


# The swap, also where it is cut short.


@pytest.fixture(params=["exchange", "two renames"])
def exchange(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "two renames":
        monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    return str(request.param)


def prepared(target: Path) -> None:
    target.mkdir(parents=True)
    (target / "a").write_text("old")
    swap.staging_of(target).mkdir()
    (swap.staging_of(target) / "a").write_text("new")


def test_directories_change_places(curated: Path, exchange: str) -> None:
    prepared(curated)
    swap.replace_directory(curated)
    assert (curated / "a").read_text() == "new"
    assert [p.name for p in curated.parent.iterdir()] == ["curated"]


def test_a_failed_second_rename_puts_the_old_one_back(curated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    prepared(curated)
    rename = Path.rename

    def fails(self: Path, target: Path) -> Path:
        if self == swap.staging_of(curated):
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(OSError, match="Input/output error"):
        swap.replace_directory(curated)
    assert (curated / "a").read_text() == "old"


def test_a_run_killed_between_two_renames_is_made_good(curated: Path) -> None:
    prepared(curated)
    curated.rename(curated.with_name(".curated.old"))
    swap.recover(curated)
    assert (curated / "a").read_text() == "old"
    assert [p.name for p in curated.parent.iterdir()] == ["curated"]


def test_a_run_killed_after_the_swap_is_cleared_up(curated: Path) -> None:
    prepared(curated)
    curated.with_name(".curated.old").mkdir()
    swap.recover(curated)
    assert (curated / "a").read_text() == "old"
    assert [p.name for p in curated.parent.iterdir()] == ["curated"]


@pytest.mark.parametrize("at", ["write_release", "read_back", "replace_directory"])
def test_a_killed_build_leaves_a_whole_release_and_the_next_one_succeeds(curated: Path, at: str) -> None:
    publish(release_tables(), curated)
    before = checksums(curated)
    child = os.fork()
    if child == 0:  # the build that dies
        real = getattr(publishing, at)

        def dies(*arguments: object) -> None:
            if at != "replace_directory":
                real(*arguments)
            os._exit(9)

        setattr(publishing, at, dies)
        try:
            publish(release_tables(best=1_234), curated)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert checksums(curated) == before
    assert litter(curated) == [".curated.new"]
    assert publish(release_tables(best=1_234), curated).changed
    assert litter(curated) == []


# What is in the files.


def test_the_descriptor_is_valid_and_its_checksums_hold(curated: Path) -> None:
    publish(release_tables(), curated)
    report = Package(str(curated / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "type", "message"])
    package = Package(str(curated / "datapackage.json")).to_descriptor()
    for part in (*package["resources"], *package["parquet"]):
        assert part["hash"] == "sha256:" + hashlib.sha256((curated / part["path"]).read_bytes()).hexdigest()


def test_a_descriptor_finds_a_csv_that_was_changed(curated: Path) -> None:
    publish(release_tables(), curated)
    path = curated / "csv" / "claims.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("funded", "fundet"), encoding="utf-8-sig")
    assert not Package(str(curated / "datapackage.json")).validate().valid


def test_csv_opens_in_a_spreadsheet_and_runs_nothing(curated: Path) -> None:
    publish(release_tables(), curated)
    raw = (curated / "csv" / "claims.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfclaim_id,document_id,")
    assert b"\r" not in raw
    table = pd.read_csv(curated / "csv" / "claims.csv", dtype=str, keep_default_na=False)
    assert table["sentence"][0] == f"'{AWKWARD}"
    assert table["sentence"][4] == "'@nothing"
    assert table["amount_low"][0] == "20200000"
    assert table["stated_usd"][0] == "82640.5"
    assert table["amount_low"][4] == ""
    assert not table["sentence"].str.match(r"[=+\-@]").any()


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\ta", "'=1", "''-1", "plain", "'quoted'", "a=b", "'"])
def test_a_neutralised_text_is_read_back_as_it_was(text: str) -> None:
    cell = cells.safe_text(text)
    assert cells.plain_text(cell) == text
    assert cell[0] not in "=+-@\t\r"


def test_the_database_carries_comments_and_checks_and_no_keys(curated: Path) -> None:
    publish(release_tables(), curated)
    with duckdb.connect(str(curated / "reintegration_funding.duckdb"), read_only=True) as connection:
        silent = connection.execute(
            "SELECT count(*) FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"
        ).fetchone()
        kinds = {
            row[0] for row in connection.execute("SELECT DISTINCT constraint_type FROM duckdb_constraints()").fetchall()
        }
        indexes = connection.execute("SELECT count(*) FROM duckdb_indexes()").fetchone()
        comment = connection.execute(
            "SELECT comment FROM duckdb_columns() WHERE table_name = 'country_year' AND column_name = 'best_usd'"
        ).fetchone()
        tags = connection.execute(
            "SELECT tags FROM duckdb_databases() WHERE database_name LIKE 'reintegration%'"
        ).fetchone()
    assert silent == (0,)
    assert kinds == {"NOT NULL", "CHECK"}
    assert indexes == (0,)
    assert comment == ("best in US dollars at funding_year's average rate, not adjusted for prices [USD]",)
    assert tags is not None
    assert "v1.0.0" in str(tags[0])


def test_databases_are_told_apart_by_content(curated: Path, tmp_path: Path) -> None:
    publish(release_tables(), curated)
    publish(release_tables(best=1_234), tmp_path / "other")
    one, other = curated / "reintegration_funding.duckdb", tmp_path / "other" / "reintegration_funding.duckdb"
    assert differences(one, one) == []
    assert set(differences(one, other)) == {f"the rows of {t} differ" for t in ("agreement", "claims", "country_year")}
    with duckdb.connect(str(other)) as connection:
        connection.execute("COMMENT ON COLUMN claims.claim_id IS 'another'")
    assert "columns or their comments" in differences(one, other)[0]


def test_the_dictionary_names_every_published_column(curated: Path) -> None:
    publish(release_tables(), curated)
    dictionary = pd.read_csv(curated / "data_dictionary.csv")
    published = {(t, c) for t in TABLES for c in pd.read_csv(curated / "csv" / f"{t}.csv", nrows=0).columns}
    assert set(dictionary[["table", "column"]].itertuples(index=False, name=None)) == published
    assert dictionary["meaning"].notna().all()
