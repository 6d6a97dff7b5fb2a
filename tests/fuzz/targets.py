"""What is fuzzed: each target takes bytes and must either do its work or raise the error that it documents."""

import contextlib
import json
import random
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

from pipeline.claims.extract import extract
from pipeline.claims.model import Context
from pipeline.printable import printable
from pipeline.reading.document import read_document
from pipeline.reading.html import read_html
from pipeline.reading.model import UnreadableDocument
from pipeline.reading.text import read_text
from pipeline.reading.unseen import seen, seen_paragraphs
from pipeline.reading.wire import from_bytes, to_bytes
from pipeline.reports import account, split_report
from pipeline.sources.catalogue import UnusableCatalogue, document_fields, load
from pipeline.sources.tables import UnusableTable, read_table
from tests.hostile import files

_FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-"))
_COUNTRIES = (None, "ALB", "SRB", "GBR", "XKX", "JPN")


def reader(data: bytes) -> None:
    """Any file: a reading that survives the pipe and the tables' encoding, or one line."""
    path = _FOLDER / "any.bin"
    path.write_bytes(data)
    with contextlib.suppress(UnreadableDocument):
        reading = read_document(path)
        assert from_bytes(to_bytes(reading)) == reading
        for paragraph in reading.paragraphs:
            paragraph.text.encode("utf-8")
            assert seen(paragraph.text)[1].total() == 0


def mutated_pdf(data: bytes) -> None:
    """An honest PDF with bytes exchanged: the first eight bytes of data are the seed of where, the others are what."""
    rng = random.Random(data[:8])
    whole = bytearray(files.plain())
    for n in range(8, len(data), 3):
        at = rng.randrange(8, len(whole))
        whole[at : at + rng.randint(0, 3)] = data[n : n + 3]
    reader(bytes(whole))


def page_content(data: bytes) -> None:
    """A PDF page with any content stream."""
    reader(files.one_page(data))


def web_page(data: bytes) -> None:
    """Any text as HTML."""
    with contextlib.suppress(UnreadableDocument):
        reading = read_html(data.decode("utf-8", "replace"), "fuzz")
        seen_paragraphs(reading.paragraphs)


def split(data: bytes) -> None:
    """Any text as a report: nothing of it is lost."""
    paragraphs, _ = seen_paragraphs(read_text(data.decode("utf-8", "replace")).paragraphs)
    reading = read_text("\n\n".join(p.text for p in paragraphs))
    for source, country in (("tip", None), ("tip", "ALB"), ("greta", "ALB")):
        assert account(reading, split_report(reading, source, 2018, country)) == 0


def money(data: bytes) -> None:
    """Any text as a passage: findings lie in it and their amounts are in order."""
    if not data:
        return
    country = _COUNTRIES[data[0] % len(_COUNTRIES)]
    source = "greta" if data[0] & 64 else "tip"
    text = seen(data[1:].decode("utf-8", "replace"))[0]
    for finding in extract(text, Context(country, 2001 + data[0] % 25, source, "protection")):
        assert 0 <= finding.start <= finding.end <= len(text)
        if finding.amount_low is not None:
            assert finding.amount_high is not None
            assert 0 <= finding.amount_low <= finding.amount_high < float("inf")
        json.dumps(finding.sentence, allow_nan=False)


def catalogue(data: bytes) -> None:
    """Any bytes as sources.yaml: a catalogue whose documents can be told, or lines that name what is wrong."""
    path = _FOLDER / "sources.yaml"
    path.write_bytes(data)
    told: tuple[str, ...] = ()
    try:
        held = load(path)
    except UnusableCatalogue as problem:
        told = problem.problems or ("nothing told\n",)
    if told:
        assert not any("\n" in line or len(line) > 5_000 for line in told)
        return
    for entry in held.reports:
        document_fields(held, entry)


def table(data: bytes) -> None:
    """Any bytes as a CSV: every row as long as the header, or one line."""
    path = _FOLDER / "any.csv"
    path.write_bytes(data)
    with contextlib.suppress(UnusableTable):
        frame = read_table(path)
        assert len(set(frame.columns)) == len(frame.columns)


def terminal(data: bytes) -> None:
    """Any text for the terminal: one line without a control."""
    shown = printable(data.decode("utf-8", "surrogateescape"))
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") and c != "\u00ad" for c in shown)


TARGETS: dict[str, Callable[[bytes], None]] = {
    f.__name__: f for f in (reader, mutated_pdf, page_content, web_page, split, money, catalogue, table, terminal)
}
