"""Rates, price indices and grant lists from their publishers, as proposals.

Belongs here: turning what a publisher sends into a table like ours, and telling what would change. Nothing here writes into
data/raw: a figure that moves under a published data set must be looked at by a person first.
"""

import csv
import io
import json
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.sources.catalogue import Catalogue, Entry
from pipeline.sources.download import Downloader, NotAllowed, NotFetched, Unreachable
from pipeline.sources.ecb import averages_of
from pipeline.sources.originals import write_aside
from pipeline.sources.tables import UnusableTable, read_table

PROPOSED = Path("build/proposed")
#: Our tables begin with the euro.
FIRST_YEAR = 1999


class UnusableSeries(Exception):
    """What a publisher sent is not the table it was; the message is one line."""


@dataclass(frozen=True)
class Series:
    """A table of ours and the publisher's: how theirs is read, where ours is, and which columns are its key.

    `selection` is true where ours holds some rows of theirs only, so that theirs cannot take its place.
    """

    read: Callable[[bytes], pd.DataFrame]
    ours: Path
    keys: tuple[str, ...]
    selection: bool = False

    @property
    def proposed(self) -> Path:
        """Where the table made anew goes."""
        path = PROPOSED / self.ours.relative_to("data/raw")
        return path.with_stem(f"{path.stem}_at_source") if self.selection else path


#: The World Bank's answer, the longest, has about 10 MB.
LARGEST = 100_000_000


@dataclass(frozen=True)
class Proposal:
    """A table made anew, and how it differs from ours; `ok` is false where there is none, and the line says why."""

    entry_id: str
    ok: bool
    line: str
    path: Path | None = None
    changes: tuple[str, ...] = ()


def imf_averages(content: bytes) -> pd.DataFrame:
    """Annual averages per US dollar from the file of Code for IATI: currency, year, units_per_usd (six digits).

    Where countries with one currency differ in the last digits the euro area's row, else the commonest value is taken.

    Raises:
        UnusableSeries: it is not that file.
    """
    values: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
    try:
        for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"))):
            year = int(row["Date"][:4])
            if row["Frequency"] == "A" and year >= FIRST_YEAR and row["Currency"] and float(row["Rate"]) > 0:
                values[row["Currency"], year].append((row["Country"], f"{float(row['Rate']):.6g}"))
    except (UnicodeDecodeError, KeyError, TypeError, ValueError) as problem:
        raise UnusableSeries(
            f"is not the table of annual averages it was ({type(problem).__name__}: {problem})"
        ) from None
    if not values:
        raise UnusableSeries("holds no annual averages")
    rows = []
    for (currency, year), told in sorted(values.items()):
        area = [rate for country, rate in told if country.lower().startswith("euro area")]
        commonest = Counter(rate for _, rate in told).most_common(1)[0][0]
        rows.append((currency, str(year), (area or [commonest])[0]))
    return pd.DataFrame(rows, columns=["currency", "year", "units_per_usd"], dtype="string")


def ecb_averages(content: bytes) -> pd.DataFrame:
    """Annual averages from the ECB's zip of daily rates: currency, year, units_per_usd, units_per_eur.

    Raises:
        UnusableSeries: it is not that file.
    """
    try:
        table = averages_of(content, last_year=9999, first_year=FIRST_YEAR)
    except Exception as problem:
        raise UnusableSeries(f"is not the zip of daily rates it was ({type(problem).__name__})") from None
    if table.empty:
        raise UnusableSeries("holds no year with 200 days of rates")
    shown = table[["currency", "year"]].astype("string")
    for name in ("units_per_usd", "units_per_eur"):
        shown[name] = pd.array([f"{v:.6g}" for v in table[name]], dtype="string")
    return shown


def gdp_deflators(content: bytes) -> pd.DataFrame:
    """GDP deflators from the World Bank's answer in JSON: country_iso3, year, index_value in the country's own base year.

    Raises:
        UnusableSeries: it is not that answer, or only a page of it.
    """
    try:
        about, rows = json.loads(content)
        if int(about["pages"]) != 1:
            raise UnusableSeries(f"is page 1 of {about['pages']}; raise per_page in data_url")
        table = [
            (str(r["countryiso3code"]), str(int(r["date"])), f"{float(r['value']):.6g}")
            for r in rows
            if r["value"] is not None and len(str(r["countryiso3code"])) == 3 and int(r["date"]) >= FIRST_YEAR
        ]
    except (ValueError, KeyError, TypeError) as problem:
        raise UnusableSeries(f"is not the answer it was ({type(problem).__name__}: {problem})") from None
    if not table:
        raise UnusableSeries("holds no deflator")
    return pd.DataFrame(sorted(table), columns=["country_iso3", "year", "index_value"], dtype="string")


def us_awards(content: bytes) -> pd.DataFrame:
    """Amounts of the list of US awards by our grant_id, which bears the number of the row.

    Raises:
        UnusableSeries: it is not that list.
    """
    try:
        table = pd.read_csv(io.BytesIO(content), dtype="string", keep_default_na=False)
    except (ValueError, UnicodeDecodeError) as problem:
        raise UnusableSeries(f"is no CSV ({str(problem).splitlines()[0]})") from None
    if not {"id", "cowcode", "amount"} <= set(table.columns):
        raise UnusableSeries("lacks id, cowcode or amount")
    numbers = pd.to_numeric(table["id"], errors="coerce")
    amounts = pd.to_numeric(table["amount"], errors="coerce")  # some awards have none ("Not Listed")
    if numbers.isna().any() or amounts.isna().all():
        raise UnusableSeries("has ids that are no numbers, or no amounts")
    rows = [
        (f"us-award-{int(i):04d}", None if pd.isna(a) else f"{float(a):.10g}")
        for i, a in zip(numbers, amounts, strict=True)
    ]
    return pd.DataFrame(rows, columns=["grant_id", "amount"], dtype="string")


#: What each entry of the catalogue with a `data_url` is made into.
SERIES: dict[str, Series] = {
    "fx-imf": Series(imf_averages, Path("data/raw/fx/annual_average.csv"), ("currency", "year")),
    "fx-ecb": Series(ecb_averages, Path("data/raw/fx/ecb_annual_average.csv"), ("currency", "year")),
    "deflators-world-bank": Series(
        gdp_deflators, Path("data/raw/deflators/gdp_deflators.csv"), ("country_iso3", "year")
    ),
    "grants-scorecard-diplomacy": Series(us_awards, Path("data/raw/grants/us_awards.csv"), ("grant_id",), True),
}


def series_of(catalogue: Catalogue, source: str | None) -> list[Entry]:
    """Entries whose data can be fetched as a table."""
    kinds = {"fx": ("fx",), "grants": ("grant",), "deflators": ("deflators",)}.get(
        source or "", ("fx", "grant", "deflators")
    )
    return [e for e in catalogue if e.source in kinds and e.data_url and e.id in SERIES]


def propose(entry: Entry, root: Path, downloader: Downloader) -> Proposal:
    """Fetches a table and writes it to build/proposed, beside what would change in ours.

    Raises:
        Unreachable: the host does not answer.
    """
    series, url = SERIES[entry.id], str(entry.data_url)
    part = root / PROPOSED / f"{entry.id}.part"
    try:
        got = downloader.get(url, part)
        if got and got.path.stat().st_size > LARGEST:
            raise UnusableSeries(f"is larger than {LARGEST // 1_000_000} MB, and none of these tables is")
        table = series.read(got.path.read_bytes() if got else b"")
        held = read_table(root / series.ours) if (root / series.ours).is_file() else None
    except Unreachable:
        raise
    except (NotFetched, NotAllowed, UnusableTable) as problem:
        return Proposal(entry.id, False, f"{entry.id}: {problem}")
    except UnusableSeries as problem:
        return Proposal(entry.id, False, f"{entry.id}: what came from {url} {problem}")
    finally:
        part.unlink(missing_ok=True)
    path = root / series.proposed
    write_aside(path, table.to_csv(index=False, lineterminator="\n").encode())
    where = path.relative_to(root)
    if held is None:
        return Proposal(entry.id, True, f"{entry.id}: {len(table)} rows, written to {where}; none are held", path)
    changes = tuple(differences(held, table, series.keys))
    if series.selection:
        changes = tuple(line for line in changes if not line.startswith("added"))
    counts = Counter(line.split()[0] for line in changes)
    told = ", ".join(f"{counts[k]} {k}" for k in ("added", "changed", "removed") if counts[k]) or "nothing changes"
    line = f"{entry.id}: {len(table)} rows, {told}; written to {where}, {series.ours} is as it was"
    return Proposal(entry.id, True, line, path, changes)


def differences(ours: pd.DataFrame, theirs: pd.DataFrame, keys: tuple[str, ...]) -> list[str]:
    """Rows added, changed and removed, a line each, in order of the key; numbers count as equal to six digits."""
    old, new = _by_key(ours, keys), _by_key(theirs, keys)
    lines = []
    for key in sorted(old.keys() | new.keys()):
        name = " ".join(key)
        if key not in old:
            lines.append(f"added   {name}: {_cells(new[key])}")
        elif key not in new:
            lines.append(f"removed {name}: {_cells(old[key])}")
        elif moved := [c for c in new[key] if c in old[key] and not _same(old[key][c], new[key][c])]:
            lines.append(f"changed {name}: " + ", ".join(f"{c} {old[key][c]} to {new[key][c]}" for c in moved))
    return lines


def _by_key(table: pd.DataFrame, keys: tuple[str, ...]) -> dict[tuple[str, ...], dict[str, str]]:
    rows = table.astype("string").fillna("").to_dict("records")
    return {tuple(str(r[k]) for k in keys): {str(c): str(v) for c, v in r.items() if c not in keys} for r in rows}


def _cells(row: dict[str, str]) -> str:
    return ", ".join(f"{k} {v}" for k, v in list(row.items())[:4])


def _same(one: str, other: str) -> bool:
    try:
        return f"{float(one):.6g}" == f"{float(other):.6g}"
    except ValueError:
        return one == other
