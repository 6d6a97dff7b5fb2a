"""Where tables wait between steps: one Parquet file a table, or a table and document.

Belongs here: the IO manager and the freshness mark of a file. Nothing of what a table means.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dagster as dg
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

_MARK = b"reintegration_key"
_SHAPE = b"reintegration_shape"
_ASIDE = ".tmp"


def _shape(schema: pa.Schema) -> bytes:
    """Short hash of the names and types of columns."""
    return hashlib.sha256(repr([(f.name, str(f.type)) for f in schema]).encode()).hexdigest()[:16].encode()


def write(frame: pd.DataFrame, path: Path, key: str = "") -> None:
    """Writes a table aside and moves it into place, with the key of what it was made from."""
    path.parent.mkdir(parents=True, exist_ok=True)
    table = pa.Table.from_pandas(frame, preserve_index=False)
    table = table.replace_schema_metadata(
        {**(table.schema.metadata or {}), _MARK: key.encode(), _SHAPE: _shape(table.schema)}
    )
    aside = path.with_suffix(f".{os.getpid()}{_ASIDE}")
    try:
        pq.write_table(table, aside, write_page_checksum=True)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def is_whole(path: Path) -> bool:
    """Whether a file holds what was written: every page with its checksum, and the columns it was written with."""
    try:
        table = pq.ParquetFile(path, page_checksum_verification=True).read()
    except (OSError, pa.ArrowException, ValueError):
        return False
    return (table.schema.metadata or {}).get(_SHAPE) == _shape(table.schema)


def read(path: Path) -> pd.DataFrame:
    """A table as it was written."""
    frame: pd.DataFrame = pq.read_table(path).to_pandas()
    return frame


def key_of(path: Path) -> str | None:
    """The key a file was written with; None for a file that is missing or not whole."""
    try:
        mark: bytes = (pq.read_schema(path).metadata or {}).get(_MARK, b"")
        return mark.decode()
    except (OSError, pa.ArrowException, UnicodeDecodeError):
        return None


@dataclass(frozen=True)
class Made:
    """What a partitioned asset hands over when it has kept its tables: how many documents it made anew."""

    documents: int


class StoredTables(Mapping[str, pd.DataFrame]):
    """Tables by document, each read when it is asked for: only those in use are in memory."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = dict(sorted(files.items()))

    def __getitem__(self, document: str) -> pd.DataFrame:
        return read(self._files[document])

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


class ParquetStore(dg.ConfigurableIOManager):
    """Keeps asset values as Parquet under `folder`.

    A partitioned asset keeps the table of each document as soon as it is made and hands over only how many it made: a
    build holds one document in memory, and one that is killed loses no more than one. An input from a partitioned
    asset is `StoredTables` of every document.
    """

    folder: str

    def path(self, asset: str, document: str | None = None) -> Path:
        """File of an asset, or of one document of it."""
        base = Path(self.folder) / asset
        return base / f"{document}.parquet" if document else base.with_suffix(".parquet")

    def is_fresh(self, asset: str, document: str, key: str) -> bool:
        """Whether the file of a document was made from this key."""
        return key_of(self.path(asset, document)) == key

    def keep(self, asset: str, document: str, frame: pd.DataFrame, key: str) -> None:
        """Stores the table of one document with the key of what it was made from."""
        write(frame, self.path(asset, document), key)

    def are_fresh(self, assets: Sequence[str], document: str, key: str) -> bool:
        """Whether every file of a document was made from this key."""
        return all(self.is_fresh(asset, document, key) for asset in assets)

    def handle_output(self, context: dg.OutputContext, obj: Any) -> None:
        """Stores what an asset returned."""
        name = context.asset_key.path[-1]
        if isinstance(obj, Made):
            context.add_output_metadata({"documents made anew": obj.documents})
        elif isinstance(obj, pd.DataFrame):
            write(obj, self.path(name))
            context.add_output_metadata({"dagster/row_count": len(obj)})

    def load_input(self, context: dg.InputContext) -> Any:
        """The table of an asset, or its tables by document."""
        name = context.asset_key.path[-1]
        if context.has_asset_partitions or self._is_folder(name):
            keys = list(context.asset_partition_keys) if context.has_asset_partitions else self.documents(name)
            return StoredTables({k: self.path(name, k) for k in keys if self.path(name, k).exists()})
        return read(self.path(name))

    def _is_folder(self, name: str) -> bool:
        return (Path(self.folder) / name).is_dir()

    def documents(self, name: str) -> list[str]:
        """Documents that an asset holds a file of."""
        return sorted(p.stem for p in (Path(self.folder) / name).glob("*.parquet"))

    def forget(self, documents: set[str]) -> None:
        """Removes the files of documents that are no longer in the catalogue."""
        for path in Path(self.folder).glob("*/*.parquet"):
            if path.stem not in documents:
                path.unlink()

    def mend(self) -> list[str]:
        """Removes what a build that was cut short or a failing disk left: files that are not whole, and halves.

        What is removed is made anew. Only one build at a time may call this.

        Returns:
            The names of the tables that were not whole.
        """
        folder = Path(self.folder)
        for half in (*folder.glob(f"*{_ASIDE}"), *folder.glob(f"*/*{_ASIDE}")):
            half.unlink(missing_ok=True)
        damaged = [p for p in sorted((*folder.glob("*.parquet"), *folder.glob("*/*.parquet"))) if not is_whole(p)]
        for path in damaged:
            path.unlink() if path.is_file() else shutil.rmtree(path)
        return [str(p.relative_to(folder)) for p in damaged]
