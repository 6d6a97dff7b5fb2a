"""The release in the vocabulary of Croissant 1.0 (MLCommons): files, and tables with typed columns.

Belongs here: croissant.json, generated from `schemas`. mlcroissant, which validates it, is a tool of the tests alone.
"""

import json
from pathlib import Path
from typing import Any

from pipeline.release import layout
from pipeline.release.checksums import sha256
from pipeline.release.columns import Column, columns
from pipeline.release.dataset import media_type
from pipeline.release.descriptor import CREATOR, DESCRIPTION, KEYWORDS, LICENCE, NAME, SOURCES, citation
from schemas import TABLES

#: The context that Croissant 1.0 prescribes: terms of its own start with `cr:`, all others are schema.org's.
_OWN_TERMS = (
    "citeAs", "column", "equivalentProperty", "extract", "field", "fileProperty", "fileObject", "fileSet", "format",
    "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex",
    "repeated", "replace", "samplingRate", "separator", "source", "subField", "transform",
)  # fmt: skip
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "sc": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    **{term: f"cr:{term}" for term in _OWN_TERMS},
}
_TYPES = {"text": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean"}


def croissant(directory: Path, version: str, released_on: str | None = None) -> dict[str, Any]:
    """The description of a release whose files are written.

    Args:
        directory: the release's folder.
        version: its version.
        released_on: its day, ISO 8601; left out if None.
    """
    files = [f"csv/{name}.csv" for name in TABLES] + [f"parquet/{name}.parquet" for name in TABLES]
    described: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": NAME,
        "description": DESCRIPTION,
        "version": version,
        "license": LICENCE["path"],
        "creator": {"@type": "sc:Organization", "name": CREATOR},
        "keywords": KEYWORDS,
        "citeAs": citation(version),
        "isBasedOn": [
            {"@type": "sc:CreativeWork", "name": s["title"], "url": s["path"], "license": s["licence_url"]}
            for s in SOURCES
        ],
        "distribution": [_file(directory, name) for name in (*files, layout.WORKBOOK)],
        "recordSet": [_records(name) for name in TABLES],
    }
    if released_on:
        described["datePublished"] = released_on
    return described


def _file(directory: Path, name: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": name,
        "encodingFormat": media_type(Path(name)),
        "sha256": sha256(directory / name),
    }


def _records(table: str) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": TABLES[table].description,
        "key": [{"@id": f"{table}/{name}"} for name in TABLES[table].keys],
        "field": [_field(column) for column in columns(table)],
    }


def _field(column: Column) -> dict[str, Any]:
    """A column; references stand in datapackage.json alone, since readers of Croissant join along them and lose rows."""
    return {
        "@type": "cr:Field",
        "@id": f"{column.table}/{column.name}",
        "name": column.name,
        "description": column.comment,
        "dataType": _TYPES[column.kind],
        "source": {"fileObject": {"@id": f"parquet/{column.table}.parquet"}, "extract": {"column": column.name}},
    }


def write_croissant(directory: Path, version: str, released_on: str | None = None) -> None:
    """Write croissant.json into a release."""
    text = json.dumps(croissant(directory, version, released_on), ensure_ascii=False, indent=1)
    (directory / layout.CROISSANT).write_text(text + "\n", encoding="utf-8")
