"""Run by an older DuckDB client in its own environment: opens a release read-only and prints what it finds as JSON.

Uses the standard library and duckdb alone. Arguments: the database, and a JSON file with queries by name.
"""

import json
import sys
import time

import duckdb


def main() -> None:
    database, queries_file = sys.argv[1:]
    with open(queries_file, encoding="utf-8") as file:  # noqa: PTH123
        queries = json.load(file)
    start = time.perf_counter()
    connection = duckdb.connect(database, read_only=True)
    connection.execute("SELECT count(*) FROM country_year").fetchall()
    opened = time.perf_counter() - start
    answers = {name: answer(connection, query) for name, query in queries.items()}
    connection.close()
    # The other way in: beside other files, under a name of the reader's own.
    connection = duckdb.connect()
    connection.execute("ATTACH '" + database.replace("'", "''") + "' AS funding (READ_ONLY)")
    connection.execute("USE funding")
    answers |= {
        f"{name}, attached": answer(connection, query) for name, query in queries.items() if "comments" not in name
    }
    json.dump({"version": duckdb.__version__, "seconds_to_open": opened, "answers": answers}, sys.stdout)


def answer(connection, query):
    try:
        rows = connection.execute(query).fetchall()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return sorted(repr([comparable(value) for value in row]) for row in rows)


def comparable(value):
    """A value that two versions give alike: the last digits of a sum depend on its order."""
    return float(f"{value:.10g}") if isinstance(value, float) else value


main()
