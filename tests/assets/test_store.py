"""What is kept between steps: one document at a time, and nothing that was done is lost."""

from pathlib import Path

import dagster as dg
import pandas as pd
import pytest

from pipeline.assets import documents, store
from pipeline.assets.project import DOCUMENTS, Project
from pipeline.assets.store import ParquetStore, StoredTables
from pipeline.reading import Reading
from tests import small_project as small


def test_tables_by_document_are_read_one_by_one_and_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper = ParquetStore(folder=str(tmp_path))
    for document in ("b", "a"):
        keeper.keep("passages", document, pd.DataFrame({"n": [document]}), "key")
    asked: list[str] = []
    read = store.read
    monkeypatch.setattr(store, "read", lambda path: asked.append(path.stem) or read(path))
    tables = StoredTables({d: keeper.path("passages", d) for d in ("b", "a")})
    assert (list(tables), len(tables), asked) == (["a", "b"], 2, [])
    assert tables["b"]["n"].tolist() == ["b"]
    assert asked == ["b"]


def test_a_build_that_is_cut_short_keeps_what_it_has_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = small.make(tmp_path / "project")
    keeper = ParquetStore(folder=str(folder / "build" / "store"))
    project = Project(root=str(folder))
    held = sorted(small.DOCUMENTS)
    read: list[str] = []
    read_one = documents.read_one

    def dies_on_the_last(catalogue: object, document: str, root: Path) -> tuple[dict[str, object], Reading]:
        read.append(document)
        if len(read) == len(held):
            raise KeyboardInterrupt
        return read_one(catalogue, document, root)  # type: ignore[arg-type]

    def run() -> None:
        with dg.DagsterInstance.ephemeral() as instance:
            instance.add_dynamic_partitions(DOCUMENTS.name or "", held)
            dg.materialize(
                [dg.AssetSpec("report_files"), documents.read_documents],
                instance=instance,
                resources={"io_manager": keeper, "store": keeper, "project": project},
                tags={"dagster/asset_partition_range_start": held[0], "dagster/asset_partition_range_end": held[-1]},
                selection=["documents", "paragraphs"],
            )

    monkeypatch.setattr(documents, "read_one", dies_on_the_last)
    with pytest.raises(KeyboardInterrupt):
        run()
    assert keeper.documents("paragraphs") == held[:-1]
    run()
    assert read == [*held, held[-1]]
    assert keeper.documents("paragraphs") == held
