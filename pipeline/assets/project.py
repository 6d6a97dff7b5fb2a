"""Paths of a project and the partitions: one per document."""

import hashlib
from functools import cache
from pathlib import Path

import dagster as dg

from pipeline.sources.catalogue import Catalogue, load

DOCUMENTS = dg.DynamicPartitionsDefinition(name="documents")
#: One run for all documents: a run for each costs more than the work (docs/architecture.md).
ONE_RUN = dg.BackfillPolicy.single_run()


class Project(dg.ConfigurableResource):
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
        return load(self.raw / "sources.yaml")

    @property
    def release_folder(self) -> Path:
        """Folder of the release."""
        return Path(self.root) / self.release


@cache
def code_fingerprint(*packages: str) -> str:
    """Hash of the code and data files of some packages: what was made by other code is made anew."""
    digest = hashlib.sha256()
    top = Path(__file__).resolve().parents[2]
    for package in packages:
        for path in sorted((top / package).rglob("*")):
            if path.suffix in (".py", ".yaml", ".csv") and "__pycache__" not in path.parts:
                digest.update(str(path.relative_to(top)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:24]
