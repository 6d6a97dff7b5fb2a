"""Paths of a project and the partitions: one per document."""

from functools import cache
from pathlib import Path

import dagster as dg

from pipeline.sources.catalogue import Catalogue, load
from pipeline.sources.originals import LOCK, ORIGINALS, read_originals, with_originals

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
        """The catalogue of sources, with the originals that are held."""
        root = Path(self.root)
        files = [self.raw / "sources.yaml", root / LOCK, *sorted((root / ORIGINALS).glob("*"))]
        return _loaded(root, tuple((f, s.st_mtime_ns, s.st_size) for f in files if f.is_file() and (s := f.stat())))

    @property
    def release_folder(self) -> Path:
        """Folder of the release."""
        return Path(self.root) / self.release


@cache
def _loaded(root: Path, state: tuple[tuple[Path, int, int], ...]) -> Catalogue:
    """The catalogue, read once for each state of its files: every document asks for it."""
    return with_originals(load(root / "data" / "raw" / "sources.yaml"), read_originals(root), root)
