"""Assets that are made of all documents together: rates, grants, country-years and what belongs to them."""

import dagster as dg
import pandas as pd

from pipeline.assets.claims import rates_of, together
from pipeline.assets.documents import file_of
from pipeline.assets.project import Project
from pipeline.assets.quarantine import all_problems, with_problems, without_failed
from pipeline.assets.store import StoredTables
from pipeline.dataset.article import article_table_1 as article_table
from pipeline.dataset.checks import domain_findings
from pipeline.dataset.countries import countries as countries_table
from pipeline.dataset.country_year import country_year as country_years
from pipeline.dataset.coverage import coverage as coverage_table
from pipeline.dataset.deflators import deflators as deflators_table
from pipeline.dataset.grants import grants as grants_table
from pipeline.dataset.rates import exchange_rates as rates_table
from pipeline.dataset.rates import rate_differences
from pipeline.dataset.restatements import restatements as restatements_table
from pipeline.dataset.victims import victims as victims_table
from pipeline.sources.ecb import annual_averages
from pipeline.sources.tables import read_table


@dg.asset(
    deps=["rate_files"],
    group_name="inputs",
    description="Annual average exchange rates: IMF (used), ECB (cross-check), the article's convention",
)
def exchange_rates(context: dg.AssetExecutionContext, project: Project) -> pd.DataFrame:
    """Rates from data/raw/fx, cross-checked with the ECB's series."""
    fx = project.raw / "fx"
    imf = read_table(fx / "annual_average.csv")
    ecb = annual_averages(last_year=int(imf["year"].astype(int).max()))
    table = rates_table(imf, read_table(fx / "relabelled.csv"), read_table(fx / "conventions.csv"), ecb)
    context.add_output_metadata({"rows": len(table), "differ from ECB by over 1 %": len(rate_differences(table))})
    return table


@dg.asset(deps=["code_files"], group_name="inputs", description="Names and codes of countries")
def countries(project: Project) -> pd.DataFrame:
    """Codes from data/raw/countries, names from CLDR."""
    return countries_table(read_table(project.raw / "countries" / "codes.csv", {"country_iso3", "cow_code"}))


@dg.asset(deps=["price_files"], group_name="inputs", description="Price indices for constant prices")
def deflators(project: Project) -> pd.DataFrame:
    """The index of data/raw/deflators."""
    return deflators_table(read_table(project.raw / "deflators" / "us_cpi_u.csv", {"year", "annual_average"}))


@dg.asset(deps=["grant_files"], group_name="inputs", description="Donor grants and programme totals")
def grants(context: dg.AssetExecutionContext, project: Project) -> pd.DataFrame:
    """Grant lists from data/raw/grants."""
    lists = [read_table(path) for path in sorted((project.raw / "grants").glob("*.csv"))]
    table = grants_table(lists, read_table(project.raw / "fx" / "conventions.csv"))
    context.add_output_metadata({"rows": len(table), "in conflict": int(table["flags"].notna().sum())})
    return table


@dg.asset(group_name="tables", description="All documents, read or quarantined")
def all_documents(
    project: Project,
    documents: StoredTables,
    split_problems: StoredTables,
    claim_problems: StoredTables,
) -> pd.DataFrame:
    """Rows of every document, with what could not be split or extracted."""
    problems = all_problems(split_problems, claim_problems)
    return with_problems(together("documents", documents), problems, file_of(project.catalogue))


@dg.asset(group_name="tables", description="All narratives")
def all_narratives(narratives: StoredTables, claim_problems: StoredTables) -> pd.DataFrame:
    """Rows of every document's narratives that could be extracted."""
    return without_failed(together("narratives", narratives), all_problems(claim_problems))


@dg.asset(group_name="tables", description="Best figure for each country, year and purpose group")
def country_year(
    context: dg.AssetExecutionContext,
    project: Project,
    claims: pd.DataFrame,
    all_documents: pd.DataFrame,
    all_narratives: pd.DataFrame,
    exchange_rates: pd.DataFrame,
    countries: pd.DataFrame,
    deflators: pd.DataFrame,
) -> pd.DataFrame:
    """Reconciles the claims."""
    rates = rates_of(project, exchange_rates)
    table = country_years(claims, all_documents, all_narratives, rates, countries, deflators)
    context.add_output_metadata({"rows": len(table), **domain_findings(claims, table, rates).counts()})
    return table


@dg.asset(group_name="tables", description="Victims identified for each country and year")
def victims(
    context: dg.AssetExecutionContext, victim_claims: pd.DataFrame, all_documents: pd.DataFrame
) -> pd.DataFrame:
    """Chooses among the stated numbers."""
    table = victims_table(victim_claims, all_documents)
    context.add_output_metadata({"rows": len(table), "statements": len(victim_claims)})
    return table


@dg.asset(group_name="tables", description="One year's money as successive documents told it")
def restatements(
    project: Project, claims: pd.DataFrame, all_documents: pd.DataFrame, exchange_rates: pd.DataFrame
) -> pd.DataFrame:
    """Tellings of each year side by side."""
    return restatements_table(claims, all_documents, rates_of(project, exchange_rates))


@dg.asset(group_name="tables", description="What was read and what is silent")
def coverage(
    project: Project,
    claims: pd.DataFrame,
    amounts_set_aside: pd.DataFrame,
    all_documents: pd.DataFrame,
    all_narratives: pd.DataFrame,
) -> pd.DataFrame:
    """Every report that exists beside what was found in it."""
    columns = ["document_id", "source", "edition_year", "country_iso3"]
    known = pd.DataFrame(
        [
            {"document_id": e.id, "source": e.source, "edition_year": e.edition_year, "country_iso3": e.country_iso3}
            for e in project.catalogue.reports
        ],
        columns=columns,
    )
    return coverage_table(known, all_documents, all_narratives, claims, amounts_set_aside)


@dg.asset(deps=["hand_read_figures"], group_name="tables", description="The article's Table 1 beside our figures")
def article_table_1(
    project: Project, claims: pd.DataFrame, country_year: pd.DataFrame, all_documents: pd.DataFrame
) -> pd.DataFrame:
    """Cell by cell with the differences explained."""
    article = read_table(project.raw / "articles" / "table_1.csv")
    return article_table(article, claims, country_year, all_documents)
