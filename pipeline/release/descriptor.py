"""The release's description of itself: datapackage.json, the data dictionary and the list of flags.

Belongs here: generating them from `schemas`. Does not belong here: any description written by hand, dates of making
or anything else that would differ between two releases of the same data.
"""

import csv
import json
from pathlib import Path
from typing import Any

from pipeline.release import layout
from pipeline.release.checksums import sha256
from pipeline.release.columns import Column, columns
from pipeline.release.validation import REFERENCES
from schemas import TABLES
from schemas.codes import FLAGS, USAGE_WARNINGS

NAME = "reintegration-funding"
TITLE = "Who funds re/integration: what governments and donors say they spend on trafficking victims"
DESCRIPTION = (
    "Figures on funding for people recovering from trafficking, by country and year, as the US State Department's "
    "Trafficking in Persons Reports and the Council of Europe's GRETA reports tell them. Every figure names the sentence, "
    "page and document it stands in. Claims are not to be added up; country_year holds figures that count each sum once."
)
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
#: What the figures are taken from, each with the terms of its publisher (LICENSE-DATA.md, data/raw/sources.yaml).
SOURCES = [
    {"title": "Trafficking in Persons Reports, US Department of State", "path": "https://www.state.gov/trafficking-in-persons-report/",
     "licence": "Work of the US government, public domain in the United States (17 U.S.C. 105)", "licence_url": "https://www.state.gov/copyright-information/"},
    {"title": "Evaluation reports of GRETA, Council of Europe", "path": "https://www.coe.int/en/web/anti-human-trafficking/greta",
     "licence": "© Council of Europe; only figures and facts are taken over, with the source named", "licence_url": "https://www.coe.int/en/web/portal/disclaimer"},
    {"title": "Scorecard Diplomacy data, Judith Kelley and Andrew Heiss (MIT)", "path": "https://github.com/andrewheiss/scorecard-diplomacy",
     "licence": "MIT licence, © 2017 Judith Kelley and Andrew Heiss", "licence_url": "https://github.com/andrewheiss/scorecard-diplomacy/blob/master/LICENSE"},
    {"title": "Source: International Monetary Fund, Exchange Rates", "path": "https://data.imf.org/",
     "licence": 'IMF data terms: may be copied and redistributed with the attribution "Source: International Monetary Fund", without distortion, passing the terms on',
     "licence_url": "https://www.imf.org/external/terms.htm"},
    {"title": "Euro foreign exchange reference rates, European Central Bank", "path": "https://www.ecb.europa.eu/stats/eurofxref/",
     "licence": "ECB reference rates, published for information only; the clause on reuse was not seen", "licence_url": "https://www.ecb.europa.eu/services/using-our-site/disclaimer/html/index.en.html"},
    {"title": "Consumer Price Index for All Urban Consumers, US Bureau of Labor Statistics", "path": "https://www.bls.gov/cpi/",
     "licence": "Work of the US government, public domain in the United States (17 U.S.C. 105)", "licence_url": "https://www.bls.gov/opub/copyright-information.htm"},
    {"title": "State System Membership, Correlates of War Project", "path": "https://correlatesofwar.org/data-sets/state-system-membership/",
     "licence": "Codes, taken over as facts with the source named", "licence_url": "https://correlatesofwar.org/data-sets/"},
    {"title": "Surtees and de Kerchove, Who Funds Re/integration?, Anti-Trafficking Review 3 (2014)", "path": "https://doi.org/10.14197/atr.20121434",
     "licence": "Single facts restated with their source; arrangement under CC BY 4.0", "licence_url": "https://creativecommons.org/licenses/by/4.0/"},
]  # fmt: skip
CREATOR = "The Re/integration Funding maintainers"
KEYWORDS = ["human trafficking", "reintegration", "victim assistance", "public spending"]

_DIALECT = {"delimiter": ",", "header": True}


def citation(version: str) -> str:
    """How to cite the data set in a version."""
    year = f" ({version[:4]})" if version[:4].isdigit() else ""
    return f"{CREATOR}{year}. {TITLE}. Version {version}. Data set."


def write_dictionary(path: Path) -> None:
    """One line per column of every table: type, unit, whether it can be NULL, closed values, meaning."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["table", "column", "type", "unit", "key", "nullable", "values", "meaning"])
        for name in TABLES:
            for column in columns(name):
                writer.writerow(_dictionary_line(column))


def _dictionary_line(column: Column) -> list[str]:
    return [
        column.table, column.name, column.kind, column.unit or "", "yes" if column.key else "no",
        "yes" if column.nullable else "no", " ".join(column.values), column.description,
    ]  # fmt: skip


def write_flags(path: Path) -> None:
    """The closed list of flags with their meaning."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["flag", "meaning"])
        writer.writerows(FLAGS.items())


def write_usage_warnings(path: Path) -> None:
    """The closed list of usage warnings with their meaning."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["usage_warning", "meaning"])
        writer.writerows((warning.value, meaning) for warning, meaning in USAGE_WARNINGS.items())


def write_descriptor(directory: Path, version: str) -> None:
    """datapackage.json for the CSV files of a release, with checksums of them, the Parquet files and the workbook.

    Those are named with their checksums outside `resources`: frictionless takes no Parquet with a size, and in a tabular
    package every resource is one table.
    """
    package = {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": TITLE,
        "version": version,
        "description": DESCRIPTION,
        "keywords": KEYWORDS,
        "contributors": [{"title": CREATOR, "role": "author"}],
        "citation": citation(version),
        "licenses": [LICENCE],
        "sources": SOURCES,
        "resources": [_resource(directory, name) for name in TABLES],
        "parquet": [
            {"path": path.relative_to(directory).as_posix(), "hash": f"sha256:{sha256(path)}"}
            for path in sorted((directory / "parquet").glob("*.parquet"))
        ],
        "workbook": {"path": layout.WORKBOOK, "hash": f"sha256:{sha256(directory / layout.WORKBOOK)}"},
    }
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (directory / layout.DESCRIPTOR).write_text(text + "\n", encoding="utf-8")


def _resource(directory: Path, name: str) -> dict[str, Any]:
    path = directory / "csv" / f"{name}.csv"
    return {
        "profile": "tabular-data-resource",
        "name": name.replace("_", "-"),
        "title": name,
        "description": TABLES[name].description,
        "path": path.relative_to(directory).as_posix(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256(path)}",
        "dialect": _DIALECT,
        "schema": {
            "fields": [column.frictionless for column in columns(name)],
            "missingValues": [""],
            "primaryKey": TABLES[name].keys,
            **_foreign_keys(name),
        },
    }


def _foreign_keys(name: str) -> dict[str, Any]:
    """References of single values; lists joined with ';' cannot be said in Frictionless."""
    keys = [
        {
            "fields": list(r.columns),
            "reference": {
                "resource": "" if r.target == name else r.target.replace("_", "-"),
                "fields": list(r.target_columns),
            },
        }
        for r in REFERENCES
        if r.table == name and not r.many
    ]
    return {"foreignKeys": keys} if keys else {}
