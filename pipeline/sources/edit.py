"""Changing the catalogue as a careful person would: one entry, and not a letter besides.

Belongs here: adding an entry to the text of sources.yaml and setting fields of one. Comments, order, quotes and line breaks of
everything else stay as they are, so that a diff shows only what was meant.
"""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from pipeline.sources.catalogue import UnusableCatalogue, load
from pipeline.sources.originals import write_aside


def _yaml(offset: int = 2) -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    yaml.width = 110
    return yaml


def _parsed(text: str) -> Any:
    try:
        return _yaml().load(text)
    except YAMLError as problem:
        raise UnusableCatalogue([f"sources.yaml: not YAML: {' '.join(str(problem).split())}"]) from None


def _printed(item: Any, document: Any) -> str:
    """An entry as text, its dash where the file has the others'."""
    buffer = io.StringIO()
    _yaml(document["sources"].lc.item(0)[1] - 2).dump({"sources": [item]}, buffer)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()[1:]).rstrip() + "\n"


def _spans(text: str, document: Any) -> list[tuple[int, int]]:
    """First and last line (exclusive) of every entry, without the blank and comment lines behind it."""
    lines = text.splitlines()
    starts = [document["sources"].lc.item(n)[0] for n in range(len(document["sources"]))]
    behind = [line for key, (line, _) in ((k, document.lc.key(k)) for k in document) if line > (starts or [0])[-1]]
    ends = [*starts[1:], min(behind, default=len(lines))]
    spans = []
    for start, end in zip(starts, ends, strict=True):
        while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
            end -= 1
        spans.append((start, end))
    return spans


def with_entry(text: str, entry: Mapping[str, Any]) -> str:
    """The text of a catalogue with an entry added behind the last one of its source.

    Raises:
        UnusableCatalogue: the text is not YAML.
    """
    document = _parsed(text)
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    spans = _spans(text, document)
    same = [n for n, item in enumerate(document["sources"]) if item.get("source") == entry["source"]]
    if not spans:
        raise UnusableCatalogue(["sources.yaml: holds no entry yet; write the first one by hand"])
    printed = _printed({k: v for k, v in entry.items() if v is not None and v != []}, document)
    at = spans[same[-1] if same else -1][1]
    return "".join([*lines[:at], "\n", printed, *lines[at:]])


def with_fields(text: str, entry_id: str, fields: Mapping[str, Any]) -> str:
    """The text of a catalogue with fields of one entry set; a field that is None is removed.

    Raises:
        UnusableCatalogue: the text is not YAML, or has no such entry.
    """
    document = _parsed(text)
    number = next((n for n, item in enumerate(document["sources"]) if item.get("id") == entry_id), None)
    if number is None:
        raise UnusableCatalogue([f"sources.yaml: has no entry {entry_id}"])
    item = document["sources"][number]
    for name, value in fields.items():
        if value is None or value == []:
            item.pop(name, None)
        elif name in item:
            item[name] = value
        else:
            item.insert(list(item).index("publisher") + 1, name, value)
    start, end = _spans(text, document)[number]
    lines = text.splitlines(keepends=True)
    return "".join([*lines[:start], _printed(item, document), *lines[end:]])


def save(path: Path, text: str) -> None:
    """Writes a changed catalogue, once it has been read back without a problem; otherwise the old one stays.

    Raises:
        UnusableCatalogue: the new text breaks a rule.
    """
    trial = path.with_name(f".{path.name}.trial")
    try:
        trial.write_text(text, encoding="utf-8")
        load(trial)
    except UnusableCatalogue as problem:
        raise UnusableCatalogue([line.replace(str(trial), str(path)) for line in problem.problems]) from None
    finally:
        trial.unlink(missing_ok=True)
    write_aside(path, text.encode("utf-8"))
