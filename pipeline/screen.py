"""What the commands print in a terminal.

Belongs here: laying figures and scores out with rich. No figure is computed here.
"""

import time
from collections.abc import Callable, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape as _escape_markup
from rich.table import Table

from pipeline.claims.evaluation import FIELDS, Score
from pipeline.printable import printable
from pipeline.release.show import CountryFigures, Figure, Statement
from schemas.codes import Method, UsageWarning


def escape(text: str) -> str:
    """Text from a report for the terminal: neither markup nor control sequences in it do anything."""
    return _escape_markup(printable(text))


def money(amount: float | None, currency: str | None) -> str:
    """An amount with its currency, thousands parted by commas."""
    if amount is None:
        return "no sum"
    digits = f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"
    return f"{digits} {currency or ''}".strip()


def _amount(figure: Figure) -> str:
    """The figure, and its dollars; a zero of one purpose or recipient is no zero of the group, and nothing to convert."""
    if figure.method == Method.STATED_NONE:
        whole = UsageWarning.ZERO_OF_PART not in figure.usage_warnings
        return "none[/bold]" if whole else "none for a part, see the sentence[/bold]"
    told = f"{money(figure.best, figure.currency)}[/bold]"
    if figure.best_usd is None or figure.currency == "USD":
        return told
    return f"{told} = {money(round(figure.best_usd), 'USD')} at the year's average rate"


def print_country(figures: CountryFigures, out: Console) -> None:
    """A country's figures, each with the sentences behind it, then what enters no figure."""
    out.print(
        f"[bold]{escape(figures.country)}[/bold] ({figures.country_iso3}); editions read: {', '.join(map(str, figures.editions_read)) or 'none'}"
    )
    for figure in figures.figures:
        out.print(f"\n[bold]{figure.funding_year}  {figure.purpose_group.replace('_', ' ')}: {_amount(figure)}")
        if figure.low != figure.high:
            out.print(f"  range {money(figure.low, None)} to {money(figure.high, figure.currency)}", highlight=False)
        out.print(
            f"  [dim]{figure.method.replace('_', ' ')}" + (f", tier {figure.tier}" if figure.tier else "") + "[/dim]"
        )
        for caveat in figure.caveats:
            out.print(f"  [yellow]note:[/yellow] {escape(caveat)}")
        for statement in figure.statements:
            _statement(statement, out)
    if figures.other_statements:
        out.print("\n[bold]Said, but in no figure[/bold]")
        for statement in figures.other_statements:
            _statement(statement, out)


def _statement(statement: Statement, out: Console) -> None:
    what = (
        money(statement.amount_low, statement.currency)
        if statement.amount_low is not None
        else statement.status.replace("_", " ")
    )
    out.print(
        f"  • {escape(what)} — {statement.purpose.replace('_', ' ')}, {statement.periodicity or 'no period'}, confidence {statement.confidence:.2f}, {statement.review} \\[{statement.claim_id}]",
        highlight=False,
    )
    out.print(f"    “{escape(statement.sentence)}”", highlight=False)
    out.print(f"    [dim]{escape(statement.place)}[/dim]", highlight=False)
    if statement.locator or statement.url:
        out.print(f"    [dim]{escape(statement.locator or statement.url or '')}[/dim]", highlight=False)


def print_agreement(table: Any, out: Console) -> None:
    """The table `agreement`: counts of each comparison, then every row that was not found as expected."""
    for comparison, rows in table.groupby("comparison", sort=True):
        counts = rows["outcome"].value_counts()
        told = ", ".join(f"{counts[o]} {o.replace('_', ' ')}" for o in sorted(counts.index))
        out.print(f"[bold]{str(comparison).replace('_', ' ')}[/bold]: {told}", highlight=False)
    for row in table.sort_values(["document_id", "country_iso3", "comparison", "item_id"]).to_dict("records"):
        value: dict[str, Any] = {k: None if v is None or v != v or str(v) == "<NA>" else v for k, v in row.items()}
        said = " → ".join(
            f"{money(value[f'{side}_amount'], value[f'{side}_currency']) if value[f'{side}_amount'] is not None else value[f'{side}_status']} for {value[f'{side}_year']}"
            if value[f"{side}_status"]
            else "nothing"
            for side in ("expected", "found")
        )
        out.print(
            f"{value['document_id']} {value['country_iso3']} [bold]{value['outcome'].replace('_', ' ')}[/bold]: {escape(said)}  [dim]{escape(value['item_id'])}[/dim]",
            highlight=False,
        )
        for text in (value["differences"], value["place"]):
            if text:
                out.print(f"    [dim]{escape(str(text))}[/dim]", highlight=False)


#: Measures of a score, and what the table calls them.
_SHARES = {
    "found": "found",
    "not invented": "not invented",
    "precision": "funding: precision",
    "recall": "funding: recall",
    "statements": "statements: recall",
    "statement precision": "statements: precision",
}


def print_score(name: str, score: Score, passages: Sequence[Any], out: Console, errors: int, against: bool) -> None:
    """The scores of one label file."""
    out.print(
        f"\n[bold]{escape(name)}[/bold]: {len(passages)} passages, {score.gold_amounts} amounts, {score.statements} statements without amount"
    )
    table = Table("measure", "share", "of", box=None, pad_edge=False)
    for what, name in _SHARES.items():
        _row(table, name, score.ratio(what), None)
    for what in (*FIELDS, "statement purpose", "statement role"):
        _row(table, what, score.ratio(what), score.compared[what])
    out.print(table)
    _groups("by class", score.by_class, out)
    _statuses(score, out)
    worst = dict(sorted(score.by_rule.items(), key=lambda kv: kv[1]["right"] / kv[1]["amounts"])[:12])
    _groups("worst rules", worst, out)
    _groups("by confidence", score.reliability, out, "claims")
    if against:
        _rivals(passages, out)
    for error in score.errors[:errors]:
        out.print(escape(str(error)), highlight=False)


def _statuses(score: Score, out: Console) -> None:
    """Statements without amount, status by status: recall, and precision among all that were read."""
    table = Table("statements", "recall", "of", "precision", "of ", box=None, pad_edge=False)
    for status, n in sorted(score.by_status.items()):
        table.add_row(status, *_share(n["found"], n["labelled"]), *_share(n["found"], n["predicted"]))
    out.print(table)


def _share(part: int, whole: int) -> tuple[str, str]:
    return (f"{part / whole:.0%}" if whole else "", str(whole))


def _row(table: Table, name: str, share: float | None, count: int | None) -> None:
    if share is not None:
        table.add_row(name, f"{share:.1%}", str(count) if count is not None else "")


def _groups(title: str, groups: Any, out: Console, total: str = "amounts") -> None:
    table = Table(title, "right", "of", box=None, pad_edge=False)
    for name, counts in sorted(groups.items(), key=lambda kv: kv[1]["right"] / max(1, kv[1][total])):
        table.add_row(name, f"{counts['right'] / max(1, counts[total]):.0%}", str(counts[total]))
    out.print(table)


def _rivals(passages: Sequence[Any], out: Console) -> None:
    """How many labelled amounts other packages read with the right value, on the same passages in the same run."""
    table = Table("amounts read with the right value", "share", "seconds", box=None, pad_edge=False)
    for name, reader in (("this project", _ours), ("quantulum3", _quantulum()), ("price-parser", _price_parser())):
        if reader is None:
            table.add_row(name, "not installed", "")
            continue
        started = time.perf_counter()
        right = total = 0
        for passage in passages:
            values = reader(passage)
            for label in passage.get("amounts", []):
                if label.get("amount_low") is not None:
                    total += 1
                    right += float(label["amount_low"]) in values
        table.add_row(name, f"{right / max(1, total):.1%}", f"{time.perf_counter() - started:.2f}")
    out.print(table)


def _ours(passage: Any) -> set[float]:
    from pipeline.claims.extract import extract
    from pipeline.claims.model import Context

    found = extract(passage["text"], Context(passage.get("country"), passage["edition"], passage["source"]))
    return {f.amount_low for f in found if f.amount_low is not None}


def _quantulum() -> Callable[[Any], set[float]] | None:
    try:
        from quantulum3 import parser
    except ImportError:
        return None
    return lambda passage: {float(q.value) for q in parser.parse(passage["text"]) if q.unit.entity.name == "currency"}


def _price_parser() -> Callable[[Any], set[float]] | None:
    try:
        from price_parser import Price
    except ImportError:
        return None
    # it reads one price from a short text, so it is given the printed amount alone: an easier task
    return lambda passage: {
        float(p.amount)
        for a in passage.get("amounts", [])
        if (p := Price.fromstring(a["amount_text"])).amount is not None
    }
