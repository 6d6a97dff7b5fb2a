"""What the pipeline is given, as the roots of the lineage: files in data/raw, which people and `fetch` bring."""

import dagster as dg

INPUTS = [
    dg.AssetSpec("report_files", group_name="inputs", description="data/raw/sources.yaml and the reports it lists"),
    dg.AssetSpec("rate_files", group_name="inputs", description="data/raw/fx: rates, conventions, redenominations"),
    dg.AssetSpec("grant_files", group_name="inputs", description="data/raw/grants: donors' lists"),
    dg.AssetSpec("price_files", group_name="inputs", description="data/raw/deflators: price indices"),
    dg.AssetSpec("code_files", group_name="inputs", description="data/raw/countries: codes of countries"),
    dg.AssetSpec("review_decisions", group_name="inputs", description="data/raw/review/decisions.csv"),
    dg.AssetSpec("hand_read_figures", group_name="inputs", description="data/raw/facts and data/raw/articles"),
]
