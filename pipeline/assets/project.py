"""Paths of a project and the partitions: one per document."""

from functools import cache
from pathlib import Path

import dagster as dg

from pipeline.sources.catalogue import Catalogue, load

DOCUMENTS = dg.DynamicPartitionsDefinition(name="documents")
#: One run for all documents: a run for each costs more than the work (docs/architecture.md).
ONE_RUN = dg.BackfillPolicy.single_run()


class Project(dg.ConfigurableResource["Project"]):
    """Where inputs stand and the release goes."""

    root: str = "."
    release: str = "data/curated"

    @property
    def raw(self) -> Path:
        """Folder of the inputs."""
        return Path(self.root) / "data" / "raw"

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue of sources."""
        path = self.raw / "sources.yaml"
        stat = path.stat()
        return _loaded(path, stat.st_mtime_ns, stat.st_size)

    @property
    def release_folder(self) -> Path:
        """Folder of the release."""
        return Path(self.root) / self.release


@cache
def _loaded(path: Path, changed: int, size: int) -> Catalogue:
    """The catalogue, read once for each state of its file: every document asks for it."""
    return load(path)
