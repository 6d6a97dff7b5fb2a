"""One pandera model per table: the source of column names, types, units and descriptions.

Belongs here: models, code lists, what a column means. Does not belong here: anything that reads,
computes or writes. This package imports nothing of the project.

The models are loaded when first asked for: `schemas.codes` alone must not cost the import of pandas and pandera,
which takes longer than a whole `reintegration extract`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from schemas.tables import TABLES, Table, empty_frame, model_of

__all__ = ["TABLES", "Table", "empty_frame", "model_of"]


def __getattr__(name: str) -> Any:
    """Load `schemas.tables` for one of its public names."""
    if name in __all__:
        from schemas import tables

        return getattr(tables, name)
    raise AttributeError(f"module 'schemas' has no attribute {name!r}")
