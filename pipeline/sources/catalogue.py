"""The catalogue data/raw/sources.yaml: what reports, lists and series exist and which files are held.

Belongs here: reading the catalogue, checking it, and the checksums of bundled files. Does not belong here:
downloading, or reading a report.

`python -m pipeline.sources.catalogue pin` writes the checksums, `… verify` checks them.
"""

import hashlib
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from pipeline.printable import printable
from pipeline.sources.strict import UnusableYaml, load_yaml

SourceKind = Literal["tip", "greta", "grant", "fx", "deflators", "codes", "facts"]
BundledKind = Literal["original", "abridged", "table"]

CATALOGUE = Path("data/raw/sources.yaml")

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_ISO3 = re.compile(r"[A-Z]{3}")
_SHA = re.compile(r"[0-9a-f]{64}")
_URLS = ("pdf_url", "landing_url")
_ADDRESSES = (*_URLS, "data_url")
_HOST = re.compile(r"(?!localhost$)[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}")
_CONTACT = re.compile(r"https://[\w./~%-]+|(mailto:)?[\w.+-]+@[\w.-]+", re.ASCII)
_TOP = {"licences", "sources", "hosts", "indexes", "contact"}


class UnusableCatalogue(Exception):
    """The catalogue cannot be used; the message has one line per problem, each naming the entry."""

    def __init__(self, problems: list[str]) -> None:
        """Keep the lines as `problems`."""
        problems = [printable(line)[:1000] for line in problems]
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Licence:
    """Terms under which a source is published."""

    name: str
    terms_url: str


@dataclass(frozen=True, slots=True)
class BundledFile:
    """A file of the repository: path from its root, what it is, and its SHA-256 once pinned."""

    path: Path
    kind: BundledKind
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Host:
    """A host that may be fetched from, and the names under which it shows the same pages."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """A page on which a source announces new reports."""

    source: SourceKind
    url: str
    unverified: bool = False


#: Taken for reports of which the catalogue tells no year at all.
_YEAR_OF_UNDATED = 2025


@dataclass(frozen=True, slots=True)
class Entry:
    """One report, list or series. Fields named in `unverified` were seen nowhere and may be wrong.

    Dates are ISO 8601 as precise as is known; `country_iso3` is None for a volume on many countries. `data_url` is the
    address of the data themselves for a series or list; for a report `pdf_url`, `landing_url` and `country_pages` lead to it.
    """

    id: str
    source: SourceKind
    title: str
    publisher: str
    licence: str
    verified_by: str
    edition_year: int | None = None
    country_iso3: str | None = None
    number: str | None = None
    round: int | None = None
    published_on: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    pdf_url: str | None = None
    landing_url: str | None = None
    country_pages: str | None = None
    data_url: str | None = None
    unverified: tuple[str, ...] = ()
    bundled: tuple[BundledFile, ...] = ()

    @property
    def year(self) -> int:
        """The edition's year, else that of publication; a report listed without any date is a recent one.

        It settles which currency of a country is meant, and the year that a TIP Report describes.
        """
        published = (self.published_on or "")[:4]
        return self.edition_year or (int(published) if published.isdigit() else _YEAR_OF_UNDATED)

    @property
    def is_report(self) -> bool:
        """Whether the entry is a report that claims are read from."""
        return self.source in ("tip", "greta")

    @property
    def url(self) -> str | None:
        """The best address of the original: the first that was seen, the PDF before the page, else an unverified one."""
        held = [name for name in _URLS if getattr(self, name)]
        seen = [name for name in held if name not in self.unverified]
        names = seen or held
        return str(getattr(self, names[0])) if names else None


@dataclass(frozen=True)
class Catalogue:
    """All entries by id, in the order of the file, and the licences they name.

    `read_elsewhere` and `retrieved` are filled by `pipeline.sources.originals`: countries of a document that are read from
    another file of the edition, when an original was taken in, and the entry that a country page or part belongs to.
    """

    entries: Mapping[str, Entry]
    licences: Mapping[str, Licence]
    hosts: tuple[Host, ...] = ()
    indexes: tuple[Index, ...] = ()
    contact: str | None = None
    read_elsewhere: Mapping[str, frozenset[str]] = field(default_factory=dict)
    retrieved: Mapping[str, str] = field(default_factory=dict)
    part_of: Mapping[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Entry]:
        """Entries in the order of the file."""
        return iter(self.entries.values())

    @property
    def reports(self) -> tuple[Entry, ...]:
        """TIP and GRETA reports, held or not."""
        return tuple(entry for entry in self if entry.is_report)

    def bundled(self) -> Iterator[tuple[Entry, BundledFile]]:
        """Every bundled file with its entry."""
        return ((entry, file) for entry in self for file in entry.bundled)

    def terms(self, entry: Entry) -> str:
        """The entry's licence in words, with the address of the terms."""
        licence = self.licences[entry.licence]
        return f"{licence.name} ({licence.terms_url})"


def document_fields(catalogue: Catalogue, entry: Entry) -> dict[str, Any]:
    """The columns of `documents` that the catalogue knows; the rest come from the file read."""
    return {
        "document_id": entry.id,
        "source": entry.source,
        "edition_year": entry.edition_year,
        "title": entry.title,
        "publisher": entry.publisher,
        "published_on": entry.published_on,
        "period_start": entry.period_start,
        "period_end": entry.period_end,
        "country_iso3": entry.country_iso3,
        "url": entry.url,
        "licence": catalogue.terms(entry),
        "retrieved_at": catalogue.retrieved.get(entry.id),
    }


def load(path: Path = CATALOGUE) -> Catalogue:
    """Read and check the catalogue.

    Raises:
        UnusableCatalogue: it is missing, is not YAML, or entries break a rule; every problem is told at once.
    """
    try:
        raw = load_yaml(path)
    except FileNotFoundError:
        raise UnusableCatalogue([f"{path}: not found; restore it from the repository"]) from None
    except UnusableYaml as error:
        raise UnusableCatalogue([str(error)]) from None
    if (
        not isinstance(raw, dict)
        or not isinstance(raw.get("sources"), list)
        or not isinstance(raw.get("licences"), dict)
    ):
        raise UnusableCatalogue([f"{path}: needs the lists 'licences' and 'sources' at the top"])
    problems = [f"{path}: unknown key {key} at the top; it may be {', '.join(sorted(_TOP))}" for key in set(raw) - _TOP]
    licences: dict[str, Licence] = {}
    for name, terms in raw["licences"].items():
        if isinstance(terms, dict) and set(terms) == {"name", "terms_url"}:
            licences[str(name)] = Licence(str(terms["name"]), str(terms["terms_url"]))
        else:
            problems.append(f"{path}: licence {name}: needs exactly name and terms_url")
    entries: dict[str, Entry] = {}
    for number, item in enumerate(raw["sources"], start=1):
        name = str(item.get("id", f"entry {number}")) if isinstance(item, dict) else f"entry {number}"
        wrong = list(_problems(item, licences, entries))
        problems += [f"{path}: {name}: {text}" for text in wrong]
        if not wrong:
            entries[name] = _entry(item)
    hosts, indexes = raw.get("hosts", []), raw.get("indexes", [])
    problems += [f"{path}: {text}" for text in (*_host_problems(hosts), *_index_problems(indexes))]
    if raw.get("contact") is not None and not _CONTACT.fullmatch(str(raw["contact"])):
        problems.append(f"{path}: contact {raw['contact']!r} is neither a web nor a mail address")
    if problems:
        raise UnusableCatalogue(problems)
    return Catalogue(
        entries,
        licences,
        tuple(Host(h["name"], tuple(h.get("aliases", ()))) for h in hosts),
        tuple(Index(i["source"], i["url"], i.get("unverified", False)) for i in indexes),
        raw.get("contact"),
    )


def _host_problems(hosts: object) -> Iterator[str]:
    if not isinstance(hosts, list):
        yield "hosts is no list; write - name: … for each"
        return
    seen: set[str] = set()
    for host in hosts:
        if not isinstance(host, dict) or not set(host) <= {"name", "aliases"} or "name" not in host:
            yield f"hosts: {host!r}: needs name, and may have aliases"
            continue
        aliases = host.get("aliases", [])
        names = [host["name"], *aliases] if isinstance(aliases, list) else [None]
        for name in names:
            if not isinstance(name, str) or not _HOST.fullmatch(name):
                yield f"hosts: {name!r} is no host name; write it in small letters, without https:// and path"
            elif name in seen:
                yield f"hosts: {name} stands twice; keep one"
            else:
                seen.add(name)


def _index_problems(indexes: object) -> Iterator[str]:
    if not isinstance(indexes, list):
        yield "indexes is no list; write - source: … and url: … for each"
        return
    for index in indexes:
        fields = {"source", "url", "unverified"}
        if not isinstance(index, dict) or not {"source", "url"} <= set(index) <= fields:
            yield f"indexes: {index!r}: needs source and url, and may have unverified"
        elif index["source"] not in ("tip", "greta") or not _is_address(index["url"]):
            yield f"indexes: {index['url']!r}: source must be tip or greta, and url an address"
        elif not isinstance(index.get("unverified", False), bool):
            yield f"indexes: {index['url']}: unverified is true or false"


def _is_address(value: object) -> bool:
    if not isinstance(value, str) or not value.startswith(("https://", "http://")) or value != value.strip():
        return False
    try:
        return bool(urlsplit(value).hostname) and not any(c.isspace() or not c.isprintable() for c in value)
    except ValueError:
        return False


def _entry(item: dict[str, Any]) -> Entry:
    files = tuple(BundledFile(Path(file["path"]), file["kind"], file.get("sha256")) for file in item.get("bundled", ()))
    return Entry(**{**item, "unverified": tuple(item.get("unverified", ())), "bundled": files})


def _problems(item: object, licences: Mapping[str, Licence], known: Mapping[str, Entry]) -> Iterator[str]:
    """What is wrong with one entry, a line each."""
    if not isinstance(item, dict):
        yield "is no mapping of fields"
        return
    fields = set(Entry.__dataclass_fields__)
    for name in sorted(map(str, set(item) - fields)):
        yield f"unknown field {name}; the fields are {', '.join(Entry.__dataclass_fields__)}"
    for name in ("id", "source", "title", "publisher", "licence", "verified_by"):
        if not isinstance(item.get(name), str) or not item[name]:
            yield f"{name} is missing; write it as text"
    if isinstance(item.get("id"), str):
        if not _ID.fullmatch(item["id"]):
            yield "id may have small letters, digits and single hyphens only"
        if item["id"] in known:
            yield "this id is already taken by an entry above"
    if item.get("source") not in get_args(SourceKind):
        yield f"source {item.get('source')!r} is none of {', '.join(get_args(SourceKind))}"
    if isinstance(item.get("licence"), str) and item["licence"] not in licences:
        yield f"licence {item.get('licence')!r} is not among the licences at the top"
    yield from _value_problems(item)
    yield from _bundled_problems(item.get("bundled", []))


def _value_problems(item: dict[str, Any]) -> Iterator[str]:
    year = item.get("edition_year")
    if year is not None and (isinstance(year, bool) or not isinstance(year, int) or not 1995 <= year <= 2100):
        yield f"edition_year {year!r} is no year"
    if item.get("source") == "tip" and year is None:
        yield "edition_year is missing; a TIP Report has one"
    if item.get("country_iso3") is not None and not _ISO3.fullmatch(str(item["country_iso3"])):
        yield f"country_iso3 {item['country_iso3']!r} is no ISO 3166-1 alpha-3 code"
    for name in ("published_on", "period_start", "period_end"):
        if item.get(name) is not None and not (isinstance(item[name], str) and _DATE.fullmatch(item[name])):
            yield f"{name} {item[name]!r} is no date; write 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD' in quotes"
    for name in _ADDRESSES:
        if item.get(name) is not None and not _is_address(item[name]):
            yield f"{name} {item[name]!r} is no web address"
    for name in ("number", "country_pages"):
        if item.get(name) is not None and not isinstance(item[name], str):
            yield f"{name} {item[name]!r} is no text; put it in quotes"
    if item.get("round") is not None and (isinstance(item["round"], bool) or not isinstance(item["round"], int)):
        yield f"round {item['round']!r} is no whole number"
    unverified = item.get("unverified", [])
    if not isinstance(unverified, list):
        yield "unverified is no list of fields; write [published_on, …]"
        return
    for name in unverified:
        if not isinstance(name, str) or item.get(name) is None:
            yield f"unverified names {name}, which the entry does not have"


def _bundled_problems(files: object) -> Iterator[str]:
    if not isinstance(files, list):
        yield "bundled is no list of files"
        return
    for file in files:
        if not isinstance(file, dict) or not set(file) <= {"path", "kind", "sha256"} or "path" not in file:
            yield "a bundled file needs path, kind and sha256"
            continue
        path = Path(str(file["path"]))
        if path.is_absolute() or ".." in path.parts:
            yield f"bundled path {path} leaves the repository"
        if "\x00" in str(path):
            yield f"bundled path {str(path)!r} is no file name"
        if file.get("kind") not in get_args(BundledKind):
            yield f"bundled {path}: kind {file.get('kind')!r} is none of {', '.join(get_args(BundledKind))}"
        if file.get("sha256") is not None and not _SHA.fullmatch(str(file["sha256"])):
            yield f"bundled {path}: sha256 is not 64 hexadecimal digits; run pin"


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify(catalogue: Catalogue, root: Path) -> list[str]:
    """One line for every bundled file under `root` that is missing, not pinned or not the one pinned."""
    problems = []
    for entry, file in catalogue.bundled():
        path = root / file.path
        if not path.is_file():
            problems.append(f"{file.path}: missing, though the catalogue bundles it for {entry.id}; restore it")
        elif file.sha256 is None:
            problems.append(f"{file.path}: no checksum in the catalogue; run python -m pipeline.sources.catalogue pin")
        elif sha256_of(path) != file.sha256:
            problems.append(
                f"{file.path}: not the file that was pinned for {entry.id}; restore it, or pin it if the change is meant"
            )
    return problems


def pin(path: Path, root: Path) -> list[str]:
    """Write the SHA-256 of every bundled file that exists into the catalogue, leaving all else as it stands.

    Returns the paths whose checksum changed.

    Raises:
        UnusableCatalogue: the catalogue cannot be read.
    """
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    changed = []
    for _, file in load(path).bundled():
        held = root / file.path
        if held.is_file() and (digest := sha256_of(held)) != file.sha256:
            line = re.compile(rf"(- path: {re.escape(str(file.path))}\n(?: +kind: \w+\n)? +sha256: )\S+")
            text, count = line.subn(rf"\g<1>{digest}", text)
            if count != 1:
                raise UnusableCatalogue(
                    [f"{path}: {file.path}: write path, kind and sha256 on three lines, once, in this order"]
                )
            changed.append(str(file.path))
    if changed:
        path.write_text(text, encoding="utf-8")
    return changed


def main(arguments: list[str]) -> int:
    """`pin` or `verify` the catalogue of the current directory; the exit status says whether all is well."""
    if arguments not in (["pin"], ["verify"]):
        print("usage: python -m pipeline.sources.catalogue pin|verify", file=sys.stderr)
        return 2
    try:
        lines = pin(CATALOGUE, Path()) if arguments == ["pin"] else verify(load(CATALOGUE), Path())
    except UnusableCatalogue as error:
        print(error, file=sys.stderr)
        return 1
    for line in lines:
        print(line, file=sys.stdout if arguments == ["pin"] else sys.stderr)
    return 0 if arguments == ["pin"] else int(bool(lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
