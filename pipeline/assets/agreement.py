"""Assets that measure accuracy: the claims of abridgements whose original was read, and the table `agreement`."""

from pathlib import Path

import dagster as dg
import pandas as pd

from pipeline.assets.claims import decisions_of, together
from pipeline.assets.documents import hash_of, held_file
from pipeline.assets.project import DOCUMENTS, ONE_RUN, Project
from pipeline.assets.quarantine import all_problems, key_with, problems_table
from pipeline.assets.store import Made, ParquetStore, StoredTables, read
from pipeline.claims.failing import said
from pipeline.claims.review import apply_decisions
from pipeline.claims.table import claims_of
from pipeline.dataset.agreement import agreement as compare
from pipeline.dataset.agreement_table import agreement_table, by_volume, shares
from pipeline.dataset.facts import facts as facts_table
from pipeline.printable import printable
from pipeline.reading import UnreadableDocument, read_document
from pipeline.reports import split_report
from pipeline.sources.catalogue import BundledFile, Catalogue, Entry, sha256_of
from pipeline.sources.freshness import code_fingerprint
from pipeline.sources.tables import read_table
from schemas import empty_frame


def abridgement_beside(catalogue: Catalogue, document: str) -> BundledFile | None:
    """The abridgement of a document that is read from its original, whole or for some countries; None if there is none."""
    if held_file(catalogue, document).kind != "original" and document not in set(parts_of(catalogue).values()):
        return None
    return next((f for f in catalogue.entries[document].bundled if f.kind == "abridged"), None)


def parts_of(catalogue: Catalogue) -> dict[str, str]:
    """Documents that hold some countries of a volume (a country page, a part), with the volume."""
    volumes = getattr(catalogue, "read_elsewhere", {})
    return {e.id: volume for volume in volumes for e in catalogue if e.id.startswith(f"{volume}-")}


def claims_of_abridgement(entry: Entry, path: Path) -> pd.DataFrame:
    """What the extraction reads in an abridgement.

    Raises:
        UnreadableDocument: the file cannot be read.
    """
    country = entry.country_iso3 if entry.source == "greta" else None
    split = split_report(read_document(path), entry.source, entry.edition_year, country)
    return claims_of(split.narratives, entry.id, entry.year, entry.source)[0]


@dg.multi_asset(
    name="read_abridgements",
    outs={
        "abridged_claims": dg.AssetOut(description="Claims of the abridgement of a document read from its original"),
        "abridgement_problems": dg.AssetOut(description="Abridgements that no figure could be compared with"),
    },
    deps=["report_files"],
    partitions_def=DOCUMENTS,
    backfill_policy=ONE_RUN,
    group_name="agreement",
)
def abridged_claims(
    context: dg.AssetExecutionContext, project: Project, store: dg.ResourceParam[ParquetStore]
) -> tuple[Made, Made]:
    """Reads those abridgements that are a yardstick and have changed."""
    catalogue = project.catalogue
    made = 0
    code = code_fingerprint("pipeline/reading", "pipeline/reports", "pipeline/claims", "pipeline/assets", "schemas")
    for document in context.partition_keys:
        file = abridgement_beside(catalogue, document)
        if file is None or not (path := Path(project.root) / file.path).is_file():
            continue
        entry = catalogue.entries[document]
        key = f"{sha256_of(path)}:{hash_of({'edition': entry.edition_year, 'country': entry.country_iso3})}:{code}"
        if store.are_fresh(("abridged_claims", "abridgement_problems"), document, key):
            continue
        table, problem = empty_frame("claims"), []
        try:
            table = claims_of_abridgement(entry, path)
        except UnreadableDocument as error:
            unreadable = printable(str(error).replace(f"{project.root}/", ""))
            problem = [(None, f"{unreadable}; its figures are not compared")]
        except Exception as error:  # one document never stops the others, whatever is in it
            told = f"{file.path}: {said(error)}; its figures are not compared; report this as a bug with the file"
            problem = [(None, told)]
        key = key_with(problem, key)
        store.keep("abridgement_problems", document, problems_table(document, problem), key)
        store.keep("abridged_claims", document, table, key)
        made += 1
    return Made(made), Made(made)


def abridgement_problems(catalogue: Catalogue, store: ParquetStore) -> list[str]:
    """A line for each abridgement that is a yardstick and could not be read or extracted."""
    name = "abridgement_problems"
    held = {d: read(store.path(name, d)) for d in store.documents(name) if abridgement_beside(catalogue, d)}
    return [f"{row.document_id}: {row.problem}" for row in all_problems(held).itertuples()]


def _facts(raw: Path) -> pd.DataFrame:
    folder = raw / "facts"
    return facts_table(
        read_table(folder / "tip_figures.csv"),
        read_table(folder / "greta_figures.csv"),
        read_table(raw / "articles" / "table_1.csv"),
        read_table(folder / "article_other.csv"),
        read_table(folder / "left_out.csv"),
    )


@dg.asset(
    name="agreement",
    deps=["hand_read_figures"],
    group_name="agreement",
    description="Figure by figure: found again, missed or new",
)
def agreement_figures(
    context: dg.AssetExecutionContext,
    project: Project,
    claims: pd.DataFrame,
    all_documents: pd.DataFrame,
    abridged_claims: StoredTables,
) -> pd.DataFrame:
    """Compares the claims with the figures read by hand and with the abridgements."""
    catalogue = project.catalogue
    parts = parts_of(catalogue)
    originals = frozenset(all_documents.loc[all_documents["kind"] == "original", "document_id"])
    # an abridgement that stood in for an unreadable original is no yardstick of itself
    wanted = {parts.get(d, d) for d in originals}
    held = {d: t for d, t in abridged_claims.items() if d in wanted and abridgement_beside(catalogue, d)}
    yardstick = apply_decisions(together("claims", held), decisions_of(project.raw)).claims
    elsewhere = getattr(catalogue, "read_elsewhere", {})
    read = [
        document in originals or country in elsewhere.get(document, ())
        for document, country in zip(yardstick["document_id"], yardstick["country_iso3"], strict=True)
    ]
    table = agreement_table(claims, _facts(project.raw), yardstick[pd.Series(read, dtype=bool)], originals, parts)
    context.add_output_metadata({"rows": len(table), **shares(table)})
    return table


@dg.asset(group_name="agreement", description="Agreement with the figures read by hand, in words")
def agreement_with_facts(
    context: dg.AssetExecutionContext, project: Project, claims: pd.DataFrame, agreement: pd.DataFrame
) -> pd.DataFrame:
    """Facts that no claim carries and claims that no fact holds, in lines for the end of a build."""
    result = compare(by_volume(claims, parts_of(project.catalogue)), _facts(project.raw))
    new = set(agreement.loc[(agreement["comparison"] == "hand_read") & (agreement["outcome"] == "new"), "item_id"])
    extra = result.extra[result.extra["claim_id"].isin(new)]
    context.add_output_metadata({"facts": result.n_facts, "found": result.n_found, "extra": len(extra)})
    lines = [{"kind": "summary", "text": result.summary()}]
    if (found := shares(agreement)).get("abridgement amounts expected"):
        lines.append(
            {
                "kind": "summary",
                "text": f"Originals against their abridgements: {found['abridgement amounts found']} of "
                f"{found['abridgement amounts expected']} amounts found again, "
                f"{found['abridgement amounts new']} new; see `reintegration agreement`.",
            }
        )
    lines += [
        {"kind": "missed", "text": " ".join(str(v) for v in row if not pd.isna(v))}
        for row in result.misses.to_numpy().tolist()
    ]
    lines += [
        {"kind": "extra", "text": f"{r.document_id} {r.country_iso3} {r.amount_text} {r.funding_year}: {r.sentence}"}
        for r in extra.itertuples()
    ]
    return pd.DataFrame(lines, columns=["kind", "text"])
