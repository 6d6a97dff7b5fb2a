"""The data set in the words of schema.org, for search engines and for the page that embeds them.

Belongs here: dataset.jsonld. Does not belong here: any description of its own, or the vocabulary of Croissant.
"""

import json
import mimetypes
from pathlib import Path
from typing import Any

import pyarrow.parquet

from pipeline.release import layout
from pipeline.release.checksums import sha256
from pipeline.release.columns import columns
from pipeline.release.descriptor import CREATOR, DESCRIPTION, KEYWORDS, LICENCE, SOURCES, TITLE, citation
from schemas.countries import english_name

#: Parquet in the name that readers of Croissant know; the registered one, application/vnd.apache.parquet, they refuse.
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".parquet": "application/x-parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".duckdb": "application/vnd.duckdb",
}
#: Figures of country_year that a reader of a search result should see named.
_MEASURED = ("best", "low", "high", "best_usd", "best_eur", "best_usd_constant")


def dataset_description(
    directory: Path, version: str, released_on: str | None = None, base: str = ""
) -> dict[str, Any]:
    """The data set as a schema.org Dataset.

    Args:
        directory: the release's folder, with its CSV and Parquet files and the workbook written.
        version: the release's version.
        released_on: its day, ISO 8601; left out if None.
        base: what stands before the file names in addresses, such as `../` for a page in a folder of its own.

    Returns:
        JSON-LD; dump it with `embedded` to put it into a page.
    """
    figures = pyarrow.parquet.read_table(
        directory / "parquet" / "country_year.parquet", columns=["country_iso3", "funding_year"]
    )
    years = sorted(set(figures["funding_year"].to_pylist()))
    described: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": TITLE,
        "description": DESCRIPTION,
        "version": version,
        "creator": {"@type": "Organization", "name": CREATOR},
        "license": LICENCE["path"],
        "isAccessibleForFree": True,
        "inLanguage": "en",
        "keywords": KEYWORDS,
        "creditText": citation(version),
        "citation": [s["title"] for s in SOURCES if s["path"].startswith("https://doi.org/")],
        "isBasedOn": [
            {"@type": "CreativeWork", "name": s["title"], "url": s["path"], "license": s["licence_url"],
             "usageInfo": s["licence"]}
            for s in SOURCES
        ],
        "spatialCoverage": [_place(code) for code in sorted(set(figures["country_iso3"].to_pylist()))],
        "variableMeasured": [_variable(name) for name in _MEASURED],
        "distribution": [_download(directory, path, base) for path in _files(directory)],
    }  # fmt: skip
    if years:
        described["temporalCoverage"] = f"{years[0]}/{years[-1]}"
    if released_on:
        described["datePublished"] = released_on
    return described


def _place(code: str) -> dict[str, Any]:
    return {"@type": "Country", "name": english_name(code), "identifier": code}


def _variable(name: str) -> dict[str, Any]:
    column = next(c for c in columns("country_year") if c.name == name)
    unit = {"unitText": column.unit} if column.unit else {}
    return {"@type": "PropertyValue", "name": name, "description": column.description} | unit


def _files(directory: Path) -> list[Path]:
    """What people download, each in order of its name."""
    tables = [
        p for folder, end in (("csv", "csv"), ("parquet", "parquet")) for p in (directory / folder).glob(f"*.{end}")
    ]
    return [directory / layout.DATABASE, directory / layout.WORKBOOK, *sorted(tables)]


def media_type(path: Path) -> str:
    """The media type of a file of the release."""
    return MEDIA_TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def _download(directory: Path, path: Path, base: str) -> dict[str, Any]:
    """A file of the release; the database has no checksum here, since its bytes differ from build to build."""
    name = path.relative_to(directory).as_posix()
    known = {} if name == layout.DATABASE else {"sha256": sha256(path), "contentSize": f"{path.stat().st_size} B"}
    return {
        "@type": "DataDownload", "name": name, "contentUrl": f"{base}{name}", "encodingFormat": media_type(path)
    } | known  # fmt: skip


def embedded(described: dict[str, Any]) -> str:
    """JSON-LD that may stand in a `script` element: nothing in it can end the element."""
    text = json.dumps(described, ensure_ascii=False, indent=1)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def write_dataset(directory: Path, version: str, released_on: str | None = None) -> None:
    """Write dataset.jsonld into a release."""
    text = json.dumps(dataset_description(directory, version, released_on), ensure_ascii=False, indent=1)
    (directory / layout.DATASET).write_text(text + "\n", encoding="utf-8")
