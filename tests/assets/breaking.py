"""Breaks the extraction and the splitting of texts with certain words, as a bug would, in this process and in those it starts."""

import os
from pathlib import Path

import pytest

#: A paragraph with this word cannot be extracted.
UNEXTRACTABLE = "zwulf"
#: A report with this word cannot be split.
UNSPLITTABLE = "zwelm"

_BREAK = f"""
import pipeline.assets.documents as documents
import pipeline.claims.findings as findings

whole, split = findings.extract, documents.split_report

def extract(text, *more):
    if "{UNEXTRACTABLE}" in text:
        raise ZeroDivisionError("an invented bug")
    return whole(text, *more)

def split_report(reading, *more):
    if any("{UNSPLITTABLE}" in p.text for p in reading.paragraphs):
        raise ZeroDivisionError("an invented bug")
    return split(reading, *more)

findings.extract, documents.split_report = extract, split_report
"""


def path_that_breaks(folder: Path) -> str:
    """A PYTHONPATH under which every Python that starts is broken."""
    (folder / "sitecustomize.py").write_text(_BREAK, encoding="utf-8")
    return os.pathsep.join((str(folder), str(Path.cwd())))


def break_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Breaks this process until the test ends."""
    import pipeline.assets.documents as documents
    import pipeline.claims.findings as findings

    monkeypatch.setattr(findings, "extract", findings.extract)  # put back whatever stands there when the test ends
    monkeypatch.setattr(documents, "split_report", documents.split_report)
    exec(_BREAK, {})
