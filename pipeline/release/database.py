"""The DuckDB file: tables, views and macros with types, value checks and comments, readable from DuckDB 1.0 on.

Belongs here: writing the file and comparing two by content. Does not belong here: keys and indexes, which
DuckDB 1.0 cannot read; `validation` checks uniqueness and references before anything is written.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.release.columns import columns, quoted
from schemas import TABLES
from schemas.macros import MACROS, Macro
from schemas.views import VIEWS, View

_STORAGE_VERSION = "v1.0.0"


def write_database(tables: Mapping[str, pa.Table], path: Path) -> None:
    """Write a new database with the tables; the file's bytes differ from run to run, its content does not.

    Raises:
        duckdb.Error: a row breaks a check; pandera should have told so before.
    """
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {quoted(str(path))} AS release (STORAGE_VERSION '{_STORAGE_VERSION}')")
        for name, table in tables.items():
            lines = ",\n  ".join(column.ddl for column in columns(name))
            connection.execute(f'CREATE TABLE release."{name}" (\n  {lines}\n)')
            connection.execute(f'COMMENT ON TABLE release."{name}" IS {quoted(TABLES[name].comment)}')
            for column in columns(name):
                target = f'release."{name}"."{column.name}"'
                connection.execute(f"COMMENT ON COLUMN {target} IS {quoted(column.comment)}")
            connection.register("rows", table)
            connection.execute(f'INSERT INTO release."{name}" SELECT * FROM rows')  # noqa: S608 - names of our schemas
            connection.unregister("rows")
        # Views and macros name their tables without the file's name, which is the reader's to choose.
        connection.execute("USE release")
        for view in VIEWS:
            write_view(connection, view)
        for macro in MACROS:
            write_macro(connection, macro)
        connection.execute("USE memory")
        connection.execute("DETACH release")


def write_view(connection: duckdb.DuckDBPyConnection, view: View) -> None:
    """Make a view with its comments in the connection's database.

    Raises:
        ValueError: the view's columns are not the ones it describes.
        duckdb.Error: a table or column that it reads is missing.
    """
    connection.execute(f'CREATE VIEW "{view.name}" AS {view.query}')
    made = [row[0] for row in connection.execute(f'DESCRIBE "{view.name}"').fetchall()]
    if made != list(view.columns):
        raise ValueError(f"view {view.name}: gives {made} and describes {list(view.columns)}; mend schemas/views.py")
    connection.execute(f'COMMENT ON VIEW "{view.name}" IS {quoted(view.description)}')
    for column, meaning in view.columns.items():
        connection.execute(f'COMMENT ON COLUMN "{view.name}"."{column}" IS {quoted(meaning)}')


def write_macro(connection: duckdb.DuckDBPyConnection, macro: Macro) -> None:
    """Make a macro with its comment in the connection's database."""
    connection.execute(f'CREATE MACRO "{macro.name}"({", ".join(macro.parameters)}) AS {macro.expression}')
    connection.execute(f'COMMENT ON MACRO "{macro.name}" IS {quoted(macro.description)}')


def read_table(path: Path, name: str, schema: pa.Schema) -> pa.Table:
    """The rows of a table in the order written, in the types of a schema."""
    with duckdb.connect(str(path), read_only=True) as connection:
        result = connection.sql(f'SELECT * FROM "{name}" ORDER BY rowid').to_arrow_table()  # noqa: S608
    return result.cast(pa.schema([pa.field(f.name, f.type) for f in schema]))


_DESCRIPTION = """
    SELECT table_name, column_name, data_type, is_nullable, column_default, comment
    FROM duckdb_columns() WHERE NOT internal ORDER BY table_name, column_index
"""
_COMMENTS = "SELECT table_name, comment FROM duckdb_tables() ORDER BY table_name"
_CHECKS = """
    SELECT table_name, constraint_type, constraint_text FROM duckdb_constraints()
    ORDER BY table_name, constraint_type, constraint_text
"""
_VIEWS = "SELECT view_name, sql, comment FROM duckdb_views() WHERE NOT internal ORDER BY view_name"
_MACROS = """
    SELECT function_name, function_type, parameters, macro_definition, comment FROM duckdb_functions()
    WHERE NOT internal ORDER BY function_name
"""


def differences(one: Path, other: Path) -> list[str]:
    """What differs in content between two databases: one line for each kind of difference."""
    found = []
    with duckdb.connect(str(one), read_only=True) as left, duckdb.connect(str(other), read_only=True) as right:
        for what, query in (
            ("columns or their comments", _DESCRIPTION), ("tables or their comments", _COMMENTS),
            ("checks", _CHECKS), ("views or their comments", _VIEWS), ("macros or their comments", _MACROS),
        ):  # fmt: skip
            if left.execute(query).fetchall() != right.execute(query).fetchall():
                found.append(f"the {what} differ")
        names = [row[0] for row in left.execute(_COMMENTS).fetchall()]
        if not found:
            for name in names:
                rows = f'SELECT * FROM "{name}" ORDER BY ALL'  # noqa: S608 - names read from the database itself
                if left.execute(rows).fetchall() != right.execute(rows).fetchall():
                    found.append(f"the rows of {name} differ")
    return found


def same_content(one: Path, other: Path) -> bool:
    """Whether two databases hold the same, whatever their bytes."""
    return not differences(one, other)
