"""Tables of money by year, as they come out of a page: "Year Funds allocated (RSD) 2014 3 200 000 2015 3 500 000".

Belongs here: finding such rows and telling each as the sentence it stands for. Tables with several columns of money are not
read.
"""

import re
from dataclasses import dataclass

from pipeline.claims import currencies

_NUMBER = r"\d{1,3}(?:[ \u00a0\u2009.,’']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{4,9}(?!\d)"
_BETWEEN = r"[\s:|–-]+"
_ROW = re.compile(rf"(?<![\d.,])(?P<year>(?:19|20)\d\d){_BETWEEN}(?P<number>{_NUMBER})(?![\d%])")
#: What may stand between two rows.
_GAP = re.compile(r"[\s|;,]*")
_CODE = re.compile(r"\b[A-Z]{3}\b")
_EURO = re.compile(r"€|\beuros?\b", re.IGNORECASE)
#: Letters before the rows in which a heading may name the currency.
_HEAD = 200
_HEAD_STARTS = re.compile(r"(?:[.!?][\d\s]*\s|\n\s*\n)(?=\S)")
_COLUMN = re.compile(r"\b(?:years?|table|total)\b:?|\([^()]*\)|\bin\s+(?=€|[A-Z]{3}\b)|\b[A-Z]{3}\b|€", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class YearRow:
    """One row: the place of its amount, the sentence that says the same, and the place of the whole table."""

    start: int
    end: int
    told: str
    table: tuple[int, int]


def yearly_rows(text: str) -> list[YearRow]:
    """Rows of all tables of a text in order; two rows at least make a table, and its heading names the currency."""
    found: list[YearRow] = []
    run: list[re.Match[str]] = []
    for match in [*_ROW.finditer(text), None]:
        if run and (match is None or not _GAP.fullmatch(text, run[-1].end(), match.start())):
            found += _rows(text, run) if len(run) > 1 else []
            run = []
        if match is not None:
            run.append(match)
    return found


def _rows(text: str, run: list[re.Match[str]]) -> list[YearRow]:
    first, last = run[0].start(), run[-1].end()
    borders = [m.end() for m in _HEAD_STARTS.finditer(text, max(0, first - _HEAD), first)]
    begin = borders[-1] if borders else max(0, first - _HEAD)
    head = text[begin:first]
    code = _currency(head)
    if code is None:
        return []
    title = " ".join(_COLUMN.sub(" ", head).split()) or "Amount"
    return [
        YearRow(m.start("number"), m.end("number"), f"{title}: {code} {m['number']} in {m['year']}.", (begin, last))
        for m in run
    ]


def _currency(head: str) -> str | None:
    codes = [m.group() for m in _CODE.finditer(head) if m.group() in currencies.vocabulary().codes]
    return codes[-1] if codes else ("EUR" if _EURO.search(head) else None)
