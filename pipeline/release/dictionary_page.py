"""docs/data_dictionary.md: what every table, view and macro of the release holds, made from `schemas`.

Belongs here: laying the descriptions out as a page. Does not belong here: any description.
"""

from pathlib import Path

from pipeline.release.columns import Column, columns
from schemas import TABLES
from schemas.codes import FLAGS, USAGE_WARNINGS
from schemas.macros import MACROS
from schemas.views import VIEWS

PAGE = Path("docs/data_dictionary.md")
_HEAD = """# Data dictionary

Made from `schemas/` by `make dictionary`; change the wording there. The same words are the comments of the DuckDB file
(`SELECT * FROM duckdb_columns()`), `data_dictionary.csv` and the descriptors. Money is in whole units of the named currency. NULL (an
empty cell in CSV) means not known or not said, never zero. “key” marks the columns that name a row.
"""


def dictionary_page() -> str:
    """The page as Markdown."""
    tables = [_table(name) for name in TABLES]
    views = [
        _section(view.name, view.description, [(name, "", meaning) for name, meaning in view.columns.items()])
        for view in VIEWS
    ]
    macros = _section("Macros", "Functions of the DuckDB file.", [(m.name, "", m.description) for m in MACROS])
    flags = _section("Flags", "Codes of the flags columns.", [(code, "", meaning) for code, meaning in FLAGS.items()])
    warnings = _section(
        "Usage warnings",
        "Codes of country_year.usage_warnings.",
        [(str(code), "", meaning) for code, meaning in USAGE_WARNINGS.items()],
    )
    return "\n".join(
        [
            _HEAD,
            "# Tables\n",
            *tables,
            "# Views (DuckDB file only)\n",
            *views,
            "# Macros and codes\n",
            macros,
            flags,
            warnings,
        ]
    )


def _table(name: str) -> str:
    return _section(name, TABLES[name].comment, [(c.name, _form(c), _meaning(c)) for c in columns(name)])


def _form(column: Column) -> str:
    """Type, unit and what the column is for a row, in few words."""
    said = [column.kind, column.unit or "", "key" if column.key else "", "" if column.nullable else "never NULL"]
    return ", ".join(word for word in said if word)


def _meaning(column: Column) -> str:
    listed = ", ".join(f"`{value}`" for value in column.values)
    return f"{column.description}. One of: {listed}" if listed else column.description


def _section(title: str, text: str, rows: list[tuple[str, str, str]]) -> str:
    with_form = any(form for _, form, _ in rows)
    lines = [f"## {title}", "", _plain(text), ""]
    lines += (
        ["| name | form | meaning |", "| --- | --- | --- |"] if with_form else ["| name | meaning |", "| --- | --- |"]
    )
    for name, form, meaning in rows:
        lines.append(f"| `{name}` | {f'{form} | ' if with_form else ''}{_plain(meaning)} |")
    return "\n".join([*lines, ""])


def _plain(text: str) -> str:
    """Text that no table cell or list marker of Markdown breaks on."""
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    PAGE.write_text(dictionary_page(), encoding="utf-8")
