"""What of a document could not be split or extracted: left out, told in `documents`, tried again by the next build.

One document, and one narrative of a volume, never stops the others, whatever is in it. What a document cannot even be
read for is told by documents.py.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pipeline.assets.store import ParquetStore, read
from pipeline.claims.citation import Origin
from pipeline.claims.failing import ExtractionFailed, said
from pipeline.claims.table import claims_of
from pipeline.claims.victim_table import victim_claims_of
from pipeline.reports import Narrative
from pipeline.sources.catalogue import Entry

#: Ends the key of tables that lack something: they are made again by the next build, whose code may be mended.
_FAILED = ":failed"
#: Failures of one document that its line names; their number is always told.
_MOST_TOLD = 3
#: Tables of the store that hold such failures, in the order of the steps.
PROBLEMS = ("split_problems", "claim_problems")
_COLUMNS = ["document_id", "country_iso3", "problem"]

#: Country (none where the whole document failed) and what went wrong where.
Problem = tuple[str | None, str]


@dataclass(frozen=True)
class Extracted:
    """Tables of one document, and the narratives that are not in them."""

    claims: pd.DataFrame
    aside: pd.DataFrame
    victims: pd.DataFrame
    problems: tuple[Problem, ...] = ()


def extract_document(entry: Entry, origin: Origin, narratives: Sequence[Narrative]) -> Extracted:
    """Claims, amounts set aside and victim counts of the narratives that can be extracted; the others as problems."""
    try:
        return _extracted(entry, origin, narratives)
    except Exception as problem:
        failed = {n.country_iso3: told for n in narratives if (told := _problem_of(entry, origin, n))}
        if not failed:  # no narrative by itself, so the document as a whole
            told = str(ExtractionFailed("as a whole", said(problem)))
            return replace(_extracted(entry, origin, []), problems=((None, told),))
        sound = [n for n in narratives if n.country_iso3 not in failed]
        rest = extract_document(entry, origin, sound)
        return replace(rest, problems=(*failed.items(), *rest.problems))


def _extracted(entry: Entry, origin: Origin, narratives: Sequence[Narrative]) -> Extracted:
    claims, aside = claims_of(narratives, entry.id, entry.year, entry.source, origin)
    return Extracted(claims, aside, victim_claims_of(narratives, entry.id, entry.year, entry.source, origin))


def _problem_of(entry: Entry, origin: Origin, narrative: Narrative) -> str | None:
    try:
        _extracted(entry, origin, [narrative])
    except ExtractionFailed as problem:
        return str(problem)
    except Exception as problem:  # not in the words of one paragraph
        return str(ExtractionFailed(narrative.country_iso3, said(problem)))
    return None


def key_with(problems: Sequence[Problem], key: str) -> str:
    """The key to store the tables of a document under."""
    return key + _FAILED if problems else key


def problems_table(document: str, problems: Sequence[Problem]) -> pd.DataFrame:
    """Problems of one document as a table to store."""
    return pd.DataFrame([(document, *p) for p in problems], columns=_COLUMNS, dtype="string")


def all_problems(*found: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Problems of all documents and steps as one table, in the order of documents and steps."""
    tables = [table for step in found for _, table in sorted(step.items())]
    return pd.concat([pd.DataFrame(columns=_COLUMNS, dtype="string"), *tables], ignore_index=True)


def problems_held(store: ParquetStore) -> pd.DataFrame:
    """Problems that the store holds of each document, whatever became of the run."""
    return all_problems(*({d: read(store.path(name, d)) for d in store.documents(name)} for name in PROBLEMS))


def with_problems(documents: pd.DataFrame, problems: pd.DataFrame, file_of: Callable[[str, str], str]) -> pd.DataFrame:
    """The table `documents`, with the documents that have problems as quarantined.

    Args:
        documents: what reading said of each document.
        problems: what could not be split or extracted.
        file_of: path of a document's file by document and kind.
    """
    marked = documents.reset_index(drop=True)
    for document, told in problems.groupby("document_id", sort=False)["problem"]:
        for at in marked.index[marked["document_id"] == document]:
            before = marked.loc[at, "read_problem"]
            line = f"{file_of(str(document), str(marked.loc[at, 'kind']))}: {_line(list(told))}"
            marked.loc[at, "read_problem"] = line if pd.isna(before) else f"{before}; {line}"
            marked.loc[at, "read_status"] = "quarantined"
    return marked


def _line(problems: Sequence[str]) -> str:
    more = f"; and {len(problems) - _MOST_TOLD} more" if len(problems) > _MOST_TOLD else ""
    return f"{'; '.join(problems[:_MOST_TOLD])}{more}; this is left out, the rest is published; report this as a bug with the file"


def without_failed(narratives: pd.DataFrame, problems: pd.DataFrame) -> pd.DataFrame:
    """The table `narratives` without those that could not be extracted: nobody may take them for silent on money."""
    countries = problems["country_iso3"].fillna("")  # none where the document failed as a whole
    failed = set(zip(problems["document_id"], countries, strict=True))
    out = [
        bool(failed & {(document, country), (document, "")})
        for document, country in zip(narratives["document_id"], narratives["country_iso3"], strict=True)
    ]
    return narratives[~pd.Series(out, index=narratives.index, dtype=bool)].reset_index(drop=True)
