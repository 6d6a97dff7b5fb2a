"""The drop folder data/raw/inbox: a report put there is recognised, checked and taken in.

Belongs here: what waits and what becomes of it. What a file is, `recognise` tells; where it goes, `intake`.
A Dagster sensor may call `waiting` and `take_in`; both know nothing of Dagster.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipeline.sources.catalogue import UnusableCatalogue, load
from pipeline.sources.intake import NotTaken, place, take, why_not
from pipeline.sources.originals import Originals, exclusive, read_originals
from pipeline.sources.recognise import NotRecognised, recognise

INBOX = Path("data/raw/inbox")
#: Names of files that a browser or a copy has not finished.
_UNFINISHED = (".part", ".crdownload", ".download", ".tmp", ".partial")
#: Larger than any report by far; the whole of it is read into memory.
LARGEST = 400_000_000


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of one file of the inbox.

    `document_id` is None where it stays, and `line` then says why; otherwise `line` says what it is.
    """

    file: Path
    document_id: str | None
    line: str

    @property
    def taken(self) -> bool:
        """Whether the file is now an original."""
        return self.document_id is not None


def waiting(root: Path) -> list[Path]:
    """Files of the inbox in order of their names; hidden and unfinished ones are not yet there."""
    folder = root / INBOX
    if not folder.is_dir():
        return []
    return sorted(
        p for p in folder.iterdir() if not p.name.startswith(".") and not p.name.lower().endswith(_UNFINISHED)
    )


def take_in(root: Path, now: datetime | None = None) -> list[TakenIn]:
    """Takes in what is recognised and leaves the rest where it is; one bad file never stops the others.

    Args:
        root: folder of the project.
        now: time of intake, for `documents.retrieved_at`; the present if not given.

    Returns:
        One result a file, in order of the names.

    Raises:
        UnusableCatalogue: data/raw/sources.yaml cannot be read; nothing was changed.
        UnusableOriginals: the checksums cannot be read, or another process is at work.
    """
    if not waiting(root):
        return []
    stamp = (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with exclusive(root):
        originals = read_originals(root)
        results = []
        for path in waiting(root):
            result, originals = _take_in_one(path, root, originals, stamp)
            results.append(result)
    return results


def _take_in_one(path: Path, root: Path, originals: Originals, stamp: str) -> tuple[TakenIn, Originals]:
    name = printable(str(path.relative_to(root)))

    def stays(why: str) -> tuple[TakenIn, Originals]:
        return TakenIn(path, None, f"{name}: {why}"), originals

    if path.is_symlink() or not path.is_file():
        return stays("is a link or a folder; put the report itself there")
    before = path.stat()
    if before.st_size > LARGEST:
        return stays(f"is larger than {LARGEST // 1_000_000} MB, and no report is")
    catalogue_file = root / "data" / "raw" / "sources.yaml"
    catalogue = load(catalogue_file)
    try:
        found = recognise(path)
        placement = place(found, catalogue, root)
    except (NotRecognised, NotTaken) as problem:
        return stays(str(problem))
    except Exception as problem:  # one file never stops the others, whatever is in it
        return stays(f"could not be looked through ({printable(repr(problem))}); report this as a bug with the file")
    after = path.stat()
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        return stays("is still being written; it is taken in next time")
    if why := why_not(path, placement, catalogue, originals, root):
        return stays(why)
    text = catalogue_file.read_text(encoding="utf-8")
    try:
        pin, _, originals = take(path, found, placement, root, text, originals, origin="inbox", now=stamp)
    except UnusableCatalogue as problem:
        return stays(f"its entry cannot be written: {problem.problems[0]}")
    except OSError as problem:
        return stays(f"cannot be copied to data/raw/originals ({problem.strerror}); nothing was changed")
    path.unlink()
    new = ", new in the catalogue" if placement.new_entry else ""
    put_right = sorted(set(placement.corrections) - {"verified_by", "unverified"})
    put_right_text = f", {' and '.join(put_right)} put right in the catalogue" if put_right else ""
    line = f"{name}: {found.summary}; taken in as {pin.document_id}{new}{put_right_text}"
    return TakenIn(path, pin.document_id, line), originals


def printable(name: str) -> str:
    """A file's name as it may be shown: control and bidirectional characters spelled out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)
