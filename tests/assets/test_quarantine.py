"""A document whose splitting or extraction fails is quarantined with one line; the rest is published, and it is tried again."""

import json
import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from pipeline.assets.quarantine import all_problems, extract_document, problems_table, with_problems, without_failed
from pipeline.claims import failing, findings, table, victim_table
from pipeline.claims.citation import Origin
from pipeline.reading.model import Paragraph
from pipeline.reports.model import Narrative, NarrativeParagraph
from pipeline.sources.catalogue import load
from tests import small_project as small
from tests.assets.breaking import UNEXTRACTABLE, UNSPLITTABLE, path_that_breaks
from tests.claims_fixture import documents, narratives

BROKEN = f"""ALBANIA (Tier 2)

The government allocated 4,000 euros to a shelter in 2013.

ZAMBIA (Tier 2)

The government acted.

The government allocated 5,000 euros to the {UNEXTRACTABLE} shelter in 2013.
"""
LINE = (
    "tip-2014 quarantined: data/raw/abridged/tip-2014.txt: ZMB, page 1, paragraph 2: its claims could not be extracted "
    "(ZeroDivisionError('an invented bug')); this is left out, the rest is published; report this as a bug with the file"
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report that is whole, one with a narrative that breaks the extraction, one that breaks the splitting, and one that
    is whole and has an abridgement that breaks the extraction."""
    folder = small.built(tmp_path_factory)
    small.hold(folder, "tip-2014", BROKEN.encode(), "tip-2014.txt")
    small.hold(folder, "tip-2015", f"ALBANIA (Tier 2)\n\nIt gave a {UNSPLITTABLE} home.\n".encode(), "tip-2015.txt")
    small.hold(folder, "tip-2016", BROKEN.encode(), "tip-2016.txt")
    catalogue = small.read_catalogue(folder)
    for entry in catalogue["sources"]:
        if entry["id"] == "tip-2016":
            entry["bundled"].append({"path": "data/raw/whole.txt", "kind": "original"})
    small.write_catalogue(folder, catalogue)
    (folder / "data/raw/whole.txt").write_text(BROKEN.replace(UNEXTRACTABLE, "first"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def broken(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The project built with the bug in one process and in two, with what each build said."""
    path = path_that_breaks(tmp_path_factory.mktemp("bug"))
    made = {}
    for workers in ("1", "2"):
        made[workers] = Path(shutil.copytree(project, tmp_path_factory.mktemp("broken") / "project"))
        done = small.build(made[workers], "--workers", workers, PYTHONPATH=path)
        (made[workers] / "said.json").write_text(json.dumps([done.returncode, done.stdout, done.stderr]))
    return made


def said(folder: Path) -> tuple[int, str, list[str]]:
    code, out, err = json.loads((folder / "said.json").read_text())
    return code, out, err.splitlines()


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(small.database(folder)), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_what_cannot_be_extracted_or_split_is_one_line_each_and_the_exit_status_is_1(
    broken: dict[str, Path], workers: str
) -> None:
    code, out, err = said(broken[workers])
    assert code == 1, out
    assert [line for line in err if "tip-2014" in line] == [f"error {LINE}"]
    (unsplit,) = [line for line in err if "tip-2015" in line]
    assert unsplit.startswith("error tip-2015 quarantined: data/raw/abridged/tip-2015.txt: could not be split (ZeroDiv")
    assert not any("Traceback" in line for line in err)
    assert "Read: 2 of 4 documents" in out


def test_an_abridgement_that_cannot_be_compared_is_one_line_and_the_original_is_published(
    broken: dict[str, Path],
) -> None:
    _, _, err = said(broken["1"])
    assert [line for line in err if "tip-2016" in line] == [
        "error tip-2016: data/raw/abridged/tip-2016.txt: ZMB, page 1, paragraph 2: its claims could not be extracted "
        "(ZeroDivisionError('an invented bug')); its figures are not compared; report this as a bug with the file"
    ]
    told = "SELECT amount_low FROM claims WHERE document_id = 'tip-2016' ORDER BY 1"
    assert rows(broken["1"], told) == [(4000.0,), (5000.0,)]
    assert rows(broken["1"], "SELECT count(*) FROM agreement WHERE comparison = 'abridgement'") == [(0,)]


def test_the_rest_is_published_and_what_is_left_out_is_a_gap_and_no_silence(broken: dict[str, Path]) -> None:
    folder = broken["1"]
    documents_told = rows(folder, "SELECT document_id, read_status, read_problem FROM documents ORDER BY 1")
    assert [row[:2] for row in documents_told] == [
        ("tip-2013", "ok"),
        ("tip-2014", "quarantined"),
        ("tip-2015", "quarantined"),
        ("tip-2016", "ok"),
    ]
    assert f"tip-2014 quarantined: {documents_told[1][2]}" == LINE
    amounts = "SELECT document_id, country_iso3, amount_low FROM claims WHERE document_id = 'tip-2014'"
    assert rows(folder, amounts) == [("tip-2014", "ALB", 4000.0)]
    assert rows(folder, "SELECT count(*) > 5 FROM claims WHERE document_id = 'tip-2013'") == [(True,)]
    told = "SELECT country_iso3, narrative_found, read_status FROM coverage WHERE document_id = 'tip-2014'"
    found = {country: rest for country, *rest in rows(folder, told)}
    assert found["ALB"] == [True, "quarantined"]
    assert all(rest == [False, "quarantined"] for country, rest in found.items() if country != "ALB")


def test_two_processes_publish_the_same_as_one(broken: dict[str, Path]) -> None:
    assert small.release_bytes(broken["2"]) == small.release_bytes(broken["1"])


def test_mended_code_tries_again(broken: dict[str, Path]) -> None:
    """The same inputs, without the bug: nothing that failed is taken for done."""
    folder = Path(shutil.copytree(broken["2"], broken["2"].parent / "mended"))
    done = small.build(folder, "--force")
    assert done.returncode == 0, done.stderr
    assert rows(folder, "SELECT DISTINCT read_status FROM documents") == [("ok",)]
    assert rows(folder, "SELECT count(*) FROM documents WHERE read_problem IS NOT NULL") == [(0,)]
    told = "SELECT country_iso3, amount_low FROM claims WHERE document_id = 'tip-2014' ORDER BY 1"
    assert rows(folder, told) == [("ALB", 4000.0), ("ZMB", 5000.0)]
    assert rows(folder, "SELECT country_iso3 FROM narratives WHERE document_id = 'tip-2015'") == [("ALB",)]


ENTRY = load(small.ROOT / "data/raw/sources.yaml").entries["tip-2014"]
ORIGIN = Origin("tip", 2014)


def narrative(country: str, *texts: str) -> Narrative:
    return Narrative(
        country,
        None,
        None,
        tuple(
            NarrativeParagraph(text, None, str(n), None, Paragraph(text, 7, None, "body"))
            for n, text in enumerate(texts, start=1)
        ),
    )


TOLD = [
    narrative("ALB", "The government allocated 4,000 euros to a shelter."),
    narrative("ZMB", "It acted.", "The government allocated 5,000 euros to a home and identified 12 victims."),
]


@pytest.mark.parametrize(("module", "name"), [(findings, "extract"), (victim_table, "find_victims")])
def test_a_failure_in_a_paragraph_leaves_its_narrative_out_and_tells_the_place(
    monkeypatch: pytest.MonkeyPatch, module: object, name: str
) -> None:
    whole = getattr(module, name)

    def broken_at_homes(text: str, *more: object) -> object:
        if "home" in text:
            raise KeyError("luv\x1b[31mans")
        return whole(text, *more)

    monkeypatch.setattr(module, name, broken_at_homes)
    made = extract_document(ENTRY, ORIGIN, TOLD)
    assert list(made.claims["country_iso3"]) == ["ALB"]
    assert made.victims.empty
    ((country, problem),) = made.problems
    assert country == "ZMB"
    assert problem.startswith("ZMB, page 7, paragraph 2: its claims could not be extracted (KeyError(")
    assert "\x1b" not in problem


def test_a_failure_behind_the_words_leaves_the_narrative_or_the_whole_out(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = table._claim

    def broken_at_zambia(
        item: object, identifier: str, part: object, document: str, country: str, origin: Origin
    ) -> object:
        if country == "ZMB":
            raise KeyError("luvans")
        return whole(item, identifier, part, document, country, origin)  # type: ignore[arg-type]

    monkeypatch.setattr(table, "_claim", broken_at_zambia)
    made = extract_document(ENTRY, ORIGIN, TOLD)
    assert made.problems == (("ZMB", "ZMB: its claims could not be extracted (KeyError('luvans'))"),)
    assert list(made.claims["country_iso3"]) == ["ALB"]

    monkeypatch.undo()
    frame = table._frame

    def broken_at_two(name: str, found: list[dict[str, object]]) -> pd.DataFrame:
        if len(found) > 1:
            raise KeyError("luvans")
        return frame(name, found)

    monkeypatch.setattr(table, "_frame", broken_at_two)
    made = extract_document(ENTRY, ORIGIN, TOLD)
    assert made.problems == ((None, "as a whole: its claims could not be extracted (KeyError('luvans'))"),)
    assert made.claims.empty


def test_what_is_sound_has_no_problem() -> None:
    made = extract_document(ENTRY, ORIGIN, TOLD)
    assert made.problems == ()
    assert list(made.claims["country_iso3"]) == ["ALB", "ZMB"]
    assert list(made.victims["count_low"]) == [12]


def test_a_line_names_three_failures_and_the_number_of_the_rest_and_keeps_what_reading_said() -> None:
    held = documents("tip-2018", "tip-2019", read_problem="a page is blank")
    problems = all_problems(
        {}, {"tip-2018": problems_table("tip-2018", [(c, f"{c} failed") for c in ("ALB", "AND", "ARG", "ARM", "AUT")])}
    )
    marked = with_problems(held, problems, lambda document, kind: f"{document}.{kind}").set_index("document_id")
    assert marked.loc["tip-2018", "read_problem"] == (
        f"a page is blank; tip-2018.{held.loc[0, 'kind']}: ALB failed; AND failed; ARG failed; and 2 more; "
        "this is left out, the rest is published; report this as a bug with the file"
    )
    assert list(marked["read_status"]) == ["quarantined", "ok"]
    assert marked.loc["tip-2019", "read_problem"] == "a page is blank"


def test_narratives_that_failed_are_left_out_one_or_all_of_a_document() -> None:
    held = narratives(("tip-2018", "ALB"), ("tip-2018", "AND"), ("tip-2019", "ALB"), ("tip-2019", "AND"))
    one = problems_table("tip-2018", [("AND", "it failed")])
    whole = problems_table("tip-2019", [(None, "it failed")])
    left = without_failed(held, all_problems({"tip-2018": one, "tip-2019": whole}))
    assert left[["document_id", "country_iso3"]].to_numpy().tolist() == [["tip-2018", "ALB"]]
    assert len(without_failed(held, all_problems({}))) == 4


def test_an_error_is_one_short_line() -> None:
    assert "\n" not in failing.said(ValueError("x\ny" * 500))
    assert len(failing.said(ValueError("x" * 500))) == 200
