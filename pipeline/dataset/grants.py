"""Donor grants and programme totals as one table, with the sources' contradictions marked.

Belongs here: typing and checking the bundled lists. Does not belong here: adding grants to a
country's figures; `kind` says which rows may be added at all, and `country_year` uses none of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from pipeline.dataset.frames import each_group, each_row
from schemas import empty_frame, model_of
from schemas.codes import GrantKind

_TERMS = "CC BY 4.0; source: facts, restated in our words with the source named in the row"
_TOTALS = frozenset({GrantKind.PROGRAMME_TOTAL.value, GrantKind.DUPLICATE.value})


def grants(lists: Iterable[pd.DataFrame], conventions: pd.DataFrame) -> pd.DataFrame:
    """The `grants` table from the lists in data/raw/grants/, sorted by grant_id.

    Args:
        lists: tables as read from the CSV files, text or NULL.
        conventions: named fixed rates (data/raw/fx/conventions.csv), to check the sources' own dollars.

    Raises:
        pandera.errors.SchemaErrors: a row breaks the model; all failures at once.
    """
    columns = list(empty_frame("grants").columns)
    table = pd.concat([part.reindex(columns=columns) for part in lists], ignore_index=True)
    table = table.sort_values("grant_id", kind="stable", ignore_index=True)
    table = model_of("grants").validate(table, lazy=True)
    contradicted = set(grant_conflicts(table, conventions)["grant_id"])
    table["flags"] = pd.array(["conflict" if g in contradicted else None for g in table["grant_id"]], dtype="string")
    table["licence"] = pd.array([_TERMS] * len(table), dtype="string")
    return table


def grant_conflicts(table: pd.DataFrame, conventions: pd.DataFrame) -> pd.DataFrame:
    """Rows whose source disagrees with another or with itself; nothing is corrected.

    Three rules, all within one programme and currency:
    * two totals of one period differ by more than the rounding of the coarser one;
    * totals of periods that follow on one another do not add up to the total of the whole period;
    * the source's own dollars are not the amount at the convention it uses, to the dollar.

    Returns columns grant_id, rule, stated, expected; money in the row's own currency, dollars for the third rule.
    """
    found: list[_Conflict] = []
    totals = table[table["kind"].isin(_TOTALS)].dropna(subset=["programme", "amount", "year_start", "year_end"])
    for _, programme in each_group(totals, ["programme", "currency"]):
        rows = [
            _Total(str(r.grant_id), int(r.year_start), int(r.year_end), float(r.amount)) for r in each_row(programme)
        ]
        found += [*_same_period(rows), *_parts_of_period(rows)]
    found += _own_dollars(table, conventions)
    return pd.DataFrame(found, columns=["grant_id", "rule", "stated", "expected"])


#: grant_id, rule, stated, expected.
_Conflict = tuple[str, str, float, float]


@dataclass(frozen=True, slots=True)
class _Total:
    grant_id: str
    start: int
    end: int
    amount: float

    @property
    def rounding(self) -> float:
        """Half a unit of the last digit that is not zero: 5,000 for 1,630,000."""
        digits = str(round(self.amount))
        return 0.5 * 10.0 ** (len(digits) - len(digits.rstrip("0")))


def _same_period(rows: list[_Total]) -> Iterator[_Conflict]:
    for a in rows:
        for b in rows:
            same = a is not b and (a.start, a.end) == (b.start, b.end)
            if same and abs(a.amount - b.amount) > max(a.rounding, b.rounding):
                yield a.grant_id, "same_period", a.amount, b.amount


def _parts_of_period(rows: list[_Total]) -> Iterator[_Conflict]:
    """A total against the chain of shorter periods that covers it; a year may end one period and begin the next."""
    for whole in rows:
        chain: list[_Total] = []
        for part in sorted(rows, key=lambda r: (r.start, r.end, r.grant_id)):
            inside = (
                whole.start <= part.start and part.end <= whole.end and part.end - part.start < whole.end - whole.start
            )
            follows = part.start - chain[-1].end in (0, 1) if chain else part.start == whole.start
            if inside and follows:
                chain.append(part)
        if not chain or chain[-1].end != whole.end:
            continue
        added = sum(part.amount for part in chain)
        if abs(added - whole.amount) > whole.rounding:
            yield whole.grant_id, "parts_of_period", whole.amount, added
            for part in chain:
                yield part.grant_id, "parts_of_period", part.amount, part.amount + whole.amount - added


def _own_dollars(table: pd.DataFrame, conventions: pd.DataFrame) -> Iterator[_Conflict]:
    for rule in each_row(conventions):
        if rule.currency == "USD":
            continue
        rows = table[(table["currency"] == rule.currency) & table["stated_usd"].notna()]
        rows = rows[(rows["year_start"] >= int(rule.year_start)) & (rows["year_end"] <= int(rule.year_end))]
        for row in each_row(rows):
            expected = float(row.amount) / float(rule.units_per_usd)
            if abs(expected - row.stated_usd) > 1:
                yield str(row.grant_id), "own_dollars", float(row.stated_usd), round(expected, 2)
