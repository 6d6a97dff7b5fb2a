"""A release is opened in each of its forms; what is none, or damaged, or a trap, is refused in one line."""

import hashlib
import stat
import zipfile
from pathlib import Path

import duckdb
import pytest

from pipeline.release import opened
from pipeline.release.opened import UnusableRelease, open_release
from pipeline.release.publish import publish
from tests.release.tables_fixture import release_tables


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("held") / "curated"
    publish(release_tables(), directory)
    return directory


def packed(curated: Path, path: Path, top: str = "release-1/") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(curated.rglob("*")):
            if file.is_file():
                archive.write(file, f"{top}{file.relative_to(curated).as_posix()}")
    return path


def refused(path: Path) -> str:
    with pytest.raises(UnusableRelease) as caught:
        open_release(path)
    message = str(caught.value)
    assert "\n" not in message
    assert str(path) in message
    return message


def test_folder_database_and_archive_hold_the_same(curated: Path, tmp_path: Path) -> None:
    folder = open_release(curated).tables
    assert len(folder["claims"]) == 5
    assert open_release(curated / "reintegration_funding.duckdb").tables == folder
    assert open_release(packed(curated, tmp_path / "a.zip")).tables == folder
    assert open_release(packed(curated, tmp_path / "b.zip", top="")).tables == folder


def test_a_folder_with_the_database_alone_is_enough(curated: Path, tmp_path: Path) -> None:
    (tmp_path / "reintegration_funding.duckdb").write_bytes((curated / "reintegration_funding.duckdb").read_bytes())
    assert open_release(tmp_path).tables == open_release(curated).tables


def test_what_is_no_release_is_refused(tmp_path: Path) -> None:
    assert "not found" in refused(tmp_path / "none")
    assert "no release in this folder" in refused(tmp_path)
    (tmp_path / "text.duckdb").write_text("hello")
    assert "no DuckDB file" in refused(tmp_path / "text.duckdb")
    (tmp_path / "text.zip").write_text("hello")
    assert "damaged, no zip archive" in refused(tmp_path / "text.zip")
    with duckdb.connect(str(tmp_path / "other.duckdb")) as connection:
        connection.execute("CREATE TABLE claims (claim_id VARCHAR)")
    assert "holds no table documents" in refused(tmp_path / "other.duckdb")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "no release in this archive" in refused(tmp_path / "other.zip")


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "odd.duckdb")) as connection:
        for name in ("documents", "claims", "country_year"):
            connection.execute(f"CREATE TABLE {name} AS SELECT 'x' AS document_id")
    assert "table documents has no column sha256, read_status" in refused(tmp_path / "odd.duckdb")


def test_a_view_in_a_foreign_database_reads_no_other_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("document_id,sha256,read_status\nsecret,x,ok\n")
    with duckdb.connect(str(tmp_path / "trap.duckdb")) as connection:
        connection.execute(f"CREATE VIEW documents AS SELECT * FROM read_csv('{secret}')")
    assert "holds no table documents" in refused(tmp_path / "trap.duckdb")


@pytest.mark.parametrize("cut", [100, 5_000, 30_000])
def test_a_cut_archive_is_damaged(curated: Path, tmp_path: Path, cut: int) -> None:
    whole = packed(curated, tmp_path / "whole.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[:-cut])
    assert "damaged" in refused(tmp_path / "cut.zip")


def test_a_changed_byte_in_an_archive_is_damage(curated: Path, tmp_path: Path) -> None:
    path = packed(curated, tmp_path / "a.zip")
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("release-1/parquet/claims.parquet")
    content = bytearray(path.read_bytes())
    content[info.header_offset + 200] ^= 0xFF
    path.write_bytes(content)
    assert "damaged" in refused(path)


def test_an_archive_that_contradicts_its_checksums_is_damaged(curated: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted((curated / "parquet").iterdir()):
            archive.write(file, f"r/parquet/{file.name}")
        wrong = hashlib.sha256(b"other").hexdigest()
        archive.writestr("r/SHA256SUMS", f"# a comment\n{wrong}  parquet/claims.parquet\n")
    assert "parquet/claims.parquet does not have the checksum that it states" in refused(path)


@pytest.mark.parametrize("name", ["../outside", "r/../../outside", "/etc/passwd", "C:/x", "r\\..\\outside", "r/..\\x"])
def test_a_name_that_points_outside_refuses_the_whole_archive(curated: Path, tmp_path: Path, name: str) -> None:
    path = packed(curated, tmp_path / "a.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, "trap")
    assert "points outside the archive" in refused(path)


def test_links_and_names_held_twice_are_refused(curated: Path, tmp_path: Path) -> None:
    linked = packed(curated, tmp_path / "a.zip")
    with zipfile.ZipFile(linked, "a") as archive:
        link = zipfile.ZipInfo("release-1/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert "points outside" in refused(linked)
    twice = packed(curated, tmp_path / "b.zip")
    with zipfile.ZipFile(twice, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("release-1/parquet/claims.parquet", "other")
    assert "twice" in refused(twice)


def test_a_member_that_unpacks_to_too_much_is_refused(
    curated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened, "MOST_BYTES", 1024)
    assert "unpacks to more than" in refused(packed(curated, tmp_path / "a.zip"))


def test_a_damaged_parquet_file_is_named(curated: Path, tmp_path: Path) -> None:
    (tmp_path / "parquet").mkdir()
    (tmp_path / "parquet" / "claims.parquet").write_bytes(b"PAR1 nothing")
    with pytest.raises(UnusableRelease, match=r"claims\.parquet: damaged"):
        open_release(tmp_path)
