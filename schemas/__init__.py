"""One pandera model per table: the source of column names, types, units and descriptions.

Belongs here: models, code lists, what a column means. Does not belong here: anything that reads,
computes or writes. This package imports nothing of the project.
"""

from schemas.tables import TABLES, Table, empty_frame, model_of

__all__ = ["TABLES", "Table", "empty_frame", "model_of"]
