"""Asset checks: one blocking check per table from its pandera model, and the domain checks beside them.

A blocking check that fails stops everything behind it, so nothing is published that a schema rejects.
"""

from typing import Any

import dagster as dg
import pandas as pd
import pandera.errors

from pipeline.assets.claims import rates_of
from pipeline.assets.project import Project
from pipeline.dataset.checks import domain_findings
from pipeline.release.validation import failures_by_row
from schemas import model_of

#: Asset that holds each published table.
TABLE_OF_ASSET = {
    "all_documents": "documents",
    "all_narratives": "narratives",
    "countries": "countries",
    "claims": "claims",
    "amounts_set_aside": "amounts_set_aside",
    "exchange_rates": "exchange_rates",
    "deflators": "deflators",
    "grants": "grants",
    "country_year": "country_year",
    "victim_claims": "victim_claims",
    "victims": "victims",
    "coverage": "coverage",
    "restatements": "restatements",
    "article_table_1": "article_table_1",
}


def schema_check(asset: str, table: str) -> dg.AssetChecksDefinition:
    """The blocking check of an asset against the model of its table; all failures at once, grouped by row."""

    @dg.asset_check(asset=asset, name=f"{table}_schema", blocking=True)
    def check(frame: Any) -> dg.AssetCheckResult:
        """Validates lazily."""
        try:
            model_of(table).validate(frame, lazy=True)
        except pandera.errors.SchemaErrors as error:
            lines = list(failures_by_row(table, frame, error))
            return dg.AssetCheckResult(
                passed=False, metadata={"failures": len(lines), "first": dg.MetadataValue.text("\n".join(lines[:20]))}
            )
        return dg.AssetCheckResult(passed=True, metadata={"rows": len(frame)})

    return check


def _domain_check(name: str, what: str) -> dg.AssetChecksDefinition:
    @dg.asset_check(
        asset="country_year",
        name=name,
        description=what,
        additional_ins={"found": dg.AssetIn("claims"), "fx": dg.AssetIn("exchange_rates")},
    )
    def check(table: Any, found: Any, fx: Any, project: Project) -> dg.AssetCheckResult:
        """Reports findings as a warning."""
        findings: pd.DataFrame = getattr(domain_findings(found, table, rates_of(project, fx)), name)
        text = findings.head(20).to_csv(index=False) if len(findings) else "none"
        return dg.AssetCheckResult(
            passed=findings.empty,
            severity=dg.AssetCheckSeverity.WARN,
            metadata={"findings": len(findings), "first": dg.MetadataValue.text(text)},
        )

    return check


@dg.asset_check(
    asset="amounts_set_aside",
    name="every_amount_accounted_for",
    description="Every amount in a narrative is a claim or set aside with a reason",
)
def every_amount_accounted_for(frame: Any) -> dg.AssetCheckResult:
    """No amount is set aside without a reason."""
    silent = frame[frame["reason"].isna()]
    return dg.AssetCheckResult(passed=silent.empty, metadata={"set aside": len(frame), "without reason": len(silent)})


@dg.asset_check(
    asset="agreement_with_facts",
    name="agreement",
    description="At least 99 % of the figures read by hand are found again and nothing else is published",
)
def agreement_check(frame: Any) -> dg.AssetCheckResult:
    """Warns of facts missed and of claims that no fact holds."""
    counts = frame["kind"].value_counts().to_dict()
    missed, extra = int(counts.get("missed", 0)), int(counts.get("extra", 0))
    return dg.AssetCheckResult(
        passed=not missed and not extra,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"missed": missed, "extra": extra},
    )


SCHEMA_CHECKS = [schema_check(asset, table) for asset, table in TABLE_OF_ASSET.items()]
DOMAIN_CHECKS: list[Any] = [
    _domain_check("conversion_gaps", "The report's own dollars differ from the year's average rate by over 20 %"),
    _domain_check("jumps", "More than threefold or less than a third of the year before"),
    _domain_check("parts_and_totals", "Parts that do not fit their stated total"),
    _domain_check("missing_rates", "Amounts for which no rate is held"),
    every_amount_accounted_for,
    agreement_check,
]
