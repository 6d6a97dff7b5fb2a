"""The Dagster code location: assets, checks, jobs, schedule, sensor and resources."""

import os
from pathlib import Path

import dagster as dg

from pipeline.assets import agreement, checks, claims, documents, release, tables
from pipeline.assets.failures import say_what_to_do
from pipeline.assets.inputs import INPUTS
from pipeline.assets.project import Project
from pipeline.assets.refresh import inbox, look_for_new_reports, refresh, release_job
from pipeline.assets.store import ParquetStore

ASSETS = dg.load_assets_from_modules([documents, claims, tables, agreement, release])
CHECKS = [*checks.SCHEMA_CHECKS, *checks.DOMAIN_CHECKS]


def definitions(root: Path, release_folder: str = "data/curated", store: str | None = None) -> dg.Definitions:
    """Definitions for a project folder.

    Args:
        root: folder with data/raw.
        release_folder: where the release goes, relative to `root` or absolute.
        store: folder of the intermediate tables; build/store under `root` by default.
    """
    keeper = ParquetStore(folder=store or str(root / "build" / "store"))
    return dg.Definitions(
        assets=[*INPUTS, *ASSETS],
        asset_checks=CHECKS,
        jobs=[
            dg.define_asset_job(
                "build",
                selection=dg.AssetSelection.all(),
                hooks={say_what_to_do},
                description="Everything from the report files to data/curated.",
            ),
            refresh,
            release_job,
        ],
        schedules=[look_for_new_reports],
        sensors=[inbox],
        resources={"io_manager": keeper, "store": keeper, "project": Project(root=str(root), release=release_folder)},
        executor=dg.in_process_executor,
    )


defs = definitions(Path(os.environ.get("REINTEGRATION_ROOT", ".")).absolute())
