"""Makes a project folder with full-size invented reports, for measuring a whole build.

`python -m tests.benchmarks.fullsize FOLDER --volumes 25 --reports 160` prints the number of pages; then
`reintegration build --root FOLDER --workers 2` builds it. Everything in the reports is invented.
"""

import argparse
import shutil
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from tests.volumes import invent_greta, invent_volume, typeset_greta, typeset_volume

RAW = Path("data/raw")


def make(
    folder: Path, volumes: int, reports: int, countries: int = 190, paragraphs: int = 22, numbered: int = 420
) -> int:
    """Writes the folder; returns the pages of all its documents.

    Args:
        folder: a new folder.
        volumes: TIP volumes, in turn by column and across columns, by line and by word.
        reports: GRETA reports; more than the catalogue lists are entered under names of their own.
        countries: narratives of a volume.
        paragraphs: mean paragraphs of a narrative.
        numbered: paragraphs of a GRETA report.
    """
    shutil.copytree(RAW, folder / "data" / "raw", ignore=shutil.ignore_patterns("abridged", "originals"))
    made_here = folder / "data" / "raw" / "made"
    made_here.mkdir()
    catalogue = yaml.safe_load((RAW / "sources.yaml").read_text(encoding="utf-8"))
    pages = 0
    _enter_more(catalogue["sources"], reports)
    made: dict[str, int] = {"tip": 0, "greta": 0}
    for entry in catalogue["sources"]:
        source = entry.get("source")
        if source not in made:
            continue
        entry.pop("bundled", None)
        wanted = volumes if source == "tip" else reports
        if made[source] >= wanted:
            continue
        made[source] += 1
        path = made_here / f"{entry['id']}.pdf"
        if source == "tip":
            seed = int(entry["edition_year"])
            pages += typeset_volume(
                invent_volume(seed, seed, countries, paragraphs),
                path,
                unit="word" if seed % 4 == 0 else "line",
                order="row" if seed % 2 else "column",
            )
        else:
            told = invent_greta(made["greta"], entry["country_iso3"], f"GRETA(2016){made['greta']}", numbered)
            pages += typeset_greta(told, path)
        entry["bundled"] = [{"path": f"data/raw/made/{entry['id']}.pdf", "kind": "original"}]
    text = yaml.safe_dump(catalogue, sort_keys=False, allow_unicode=True)
    (folder / "data" / "raw" / "sources.yaml").write_text(text, encoding="utf-8")
    return pages


def _enter_more(sources: list[dict[str, Any]], reports: int) -> None:
    """Adds entries for further rounds of GRETA reports until there are so many."""
    known = [entry for entry in sources if entry.get("source") == "greta"]
    for n in range(len(known), reports):
        entry = known[n % len(known)]
        sources.append({**deepcopy(entry), "id": f"{entry['id']}-again-{n // len(known)}"})


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--volumes", type=int, default=25)
    parser.add_argument("--reports", type=int, default=160)
    asked = parser.parse_args()
    print(make(asked.folder, asked.volumes, asked.reports), "pages")
