"""The site as files: the same each time, safe, and tolerant of tables that a release may lack."""

import hashlib
import json
import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from pipeline.release.publish import ReleaseNotWritten, publish
from pipeline.site.country import country, values, views
from pipeline.site.gaps import known_by_year
from pipeline.site.overview import compact
from pipeline.site.tables import ReleaseIncomplete, load_release
from pipeline.site.write import json_ld, write_site
from tests.site.site_fixture import HOSTILE, publish_site, site_tables


def checksums(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }


def copied(release: Path, to: Path) -> Path:
    for path in (release / "parquet").iterdir():
        (to / "parquet").mkdir(parents=True, exist_ok=True)
        (to / "parquet" / path.name).write_bytes(path.read_bytes())
    return to


def test_the_same_release_gives_the_same_bytes(release: Path, tmp_path: Path) -> None:
    assert checksums(publish_site(tmp_path) / "site") == checksums(release / "site")


def test_no_file_names_a_time_or_a_machine(release: Path) -> None:
    for path in (release / "site").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert str(release) not in text
        assert 'http-equiv="Content-Security-Policy"' in text


def test_no_page_loads_anything_from_elsewhere(release: Path) -> None:
    loading = re.compile(r"<(?:script|img|link|iframe|source|object|embed)\b[^>]*?(?:src|href)=\"([^\"]+)\"")
    for path in (release / "site").rglob("*.html"):
        for address in loading.findall(path.read_text(encoding="utf-8")):
            assert address == "data:," or (path.parent / address).resolve().is_file(), f"{path}: {address}"


def test_hostile_text_closes_no_element(release: Path) -> None:
    for path in (release / "site").rglob("*.html"):
        assert "<script>window.hacked" not in path.read_text(encoding="utf-8")
        assert "<img src=x" not in path.read_text(encoding="utf-8")
    text = (release / "site" / "country" / "ROU.html").read_text(encoding="utf-8")
    data = re.search(r'id="data">(.*?)</script>', text, re.S)
    assert data is not None
    assert json.loads(data.group(1))["code"] == "ROU"
    assert "</script" not in (release / "site" / "assets" / "claims.js").read_text(encoding="utf-8")
    assert "\\u2028" in compact(HOSTILE)
    assert json.loads(compact(HOSTILE)) == HOSTILE


def test_a_description_of_the_release_stands_in_the_start_page(release: Path, tmp_path: Path) -> None:
    folder = copied(release, tmp_path)
    (folder / "dataset.jsonld").write_text(
        '{"@type": "Dataset", "name": "</script><script>window.hacked=1"}', encoding="utf-8"
    )
    (folder / "VERSION").write_text("2099.01.0\n", encoding="utf-8")
    write_site(folder, {})
    text = (folder / "site" / "index.html").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    assert found is not None
    assert json.loads(found.group(1)) == {"@type": "Dataset", "name": "</script><script>window.hacked=1"}
    assert "version 2099.01.0" in text
    assert json_ld(None) is None


def test_victims_and_constant_prices_appear_where_the_release_holds_them(release: Path, tmp_path: Path) -> None:
    folder = copied(release, tmp_path)
    victims = [{"country_iso3": "ALB", "year": 2017, "identified": 55, "low": 50, "high": 60, "victim_claim_ids": "v1",
                "flags": "potential"}]  # fmt: skip
    told = [{"victim_claim_id": "v1", "document_id": "tip-2018", "sentence": "It knew 55 <b>victims</b>.", "count_text": "55",
             "locator": None, "page_label": "64", "pdf_page": 1}]  # fmt: skip
    pyarrow.parquet.write_table(pa.Table.from_pylist(told), folder / "parquet" / "victim_claims.parquet")
    pyarrow.parquet.write_table(pa.Table.from_pylist(victims), folder / "parquet" / "victims.parquet")
    prices = [{"currency": "USD", "year": 2017, "index_value": 98.0, "base_year": 2020, "source": "invented"}]
    pyarrow.parquet.write_table(pa.Table.from_pylist(prices), folder / "parquet" / "deflators.parquet")
    rows = pyarrow.parquet.read_table(folder / "parquet" / "country_year.parquet").to_pylist()
    for row in rows:
        row["best_usd_constant"] = row["best_usd"] * 2 if row["best_usd"] else None
    pyarrow.parquet.write_table(pa.Table.from_pylist(rows), folder / "parquet" / "country_year.parquet")
    write_site(folder, {})
    text = (folder / "site" / "country" / "ALB.html").read_text(encoding="utf-8")
    assert "People identified as victims" in text
    assert "50 to 60" in text
    assert "Counts potential, presumed or suspected victims, not confirmed ones" in text
    assert "It knew <mark>55</mark> &lt;b&gt;victims&lt;/b&gt;." in text
    assert "US dollars, prices of 2020" in text
    made = country("ALB", load_release(folder), {}, known_by_year(load_release(folder))["ALB"])
    assert next(f for f in made.figures if f.anchor == "f-2016-victim_assistance").values[
        "usd_constant"
    ] == pytest.approx((306_000, 200_000, 306_000))
    assert "US dollars at prices of 2020" in (folder / "site" / "compare.html").read_text(encoding="utf-8")


def test_a_release_without_a_needed_table_is_named(release: Path, tmp_path: Path) -> None:
    folder = copied(release, tmp_path)
    (folder / "parquet" / "coverage.parquet").unlink()
    with pytest.raises(ReleaseIncomplete, match=r"coverage\.parquet"):
        write_site(folder, {})


def test_a_site_that_cannot_be_written_leaves_the_release_of_before(tmp_path: Path) -> None:
    curated = publish_site(tmp_path)
    before = checksums(curated)

    def full(folder: Path) -> None:
        write_site(folder, {})
        raise OSError(28, "No space left on device")

    with pytest.raises(ReleaseNotWritten, match="No space left"):
        publish(site_tables() | {"article_table_1": site_tables()["article_table_1"].head(0)}, curated, [full])
    assert checksums(curated) == before


def test_a_figure_is_offered_in_the_views_it_is_held_in() -> None:
    figure = {"method": "single_statement", "currency": "ALL", "best": 200.0, "low": 100.0, "high": 200.0,
              "best_usd": 2.0, "low_usd": 1.0, "high_usd": 2.0, "best_eur": 1.0, "best_usd_constant": None}  # fmt: skip
    assert values(figure) == {"ALL": (200, 100, 200), "usd": (2, 1, 2), "eur": (1, 0.5, 1)}
    assert values(figure | {"best_usd": None, "best_eur": None}) == {"ALL": (200, 100, 200)}
    assert values(figure | {"method": "stated_none"}) == {}
    assert [v.code for v in views([figure], [])] == ["ALL", "usd", "eur"]
    assert [v.label for v in views([figure | {"best_usd_constant": 3.0}], [2020])][-1] == "US dollars, prices of 2020"
