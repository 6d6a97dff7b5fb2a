"""Scores the extraction against labelled passages.

Belongs here: aligning what was found with the labels and counting. Reading the label files is the command line's work,
the labels themselves stand in tests/evaluation/ with their conventions.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from pipeline.claims.extract import extract
from pipeline.claims.model import Context, Finding

#: Fields compared one by one where both sides call the amount funding; a label of None is not scored.
FIELDS = (
    "currency",
    "amount",
    "stated_usd",
    "year",
    "role",
    "year_basis",
    "qualifier",
    "periodicity",
    "funder_type",
    "recipient_type",
    "purpose",
    "modality",
    "scope",
    "part_of",
    "status",
)
#: A claim is right as a whole when all of these are.
CORE = ("currency", "amount", "year", "role", "purpose")

Passage = Mapping[str, Any]


@dataclass
class Score:
    """Counts of one evaluation; ratios are computed when asked for."""

    gold_amounts: int = 0
    found_amounts: int = 0
    predicted_amounts: int = 0
    invented: int = 0
    true_funding: int = 0
    false_funding: int = 0
    missed_funding: int = 0
    right: Counter[str] = field(default_factory=Counter)
    compared: Counter[str] = field(default_factory=Counter)
    statements: int = 0
    statements_found: int = 0
    statements_invented: int = 0
    #: By status: statements `labelled`, `found` with that status, and `predicted` with it, rightly or not.
    by_status: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    by_class: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    by_rule: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    reliability: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    errors: list[dict[str, Any]] = field(default_factory=list)

    def ratio(self, name: str) -> float | None:
        """Accuracy of a field, or one of `found`, `not invented`, `precision`, `recall`, `statements` (their recall) and
        `statement precision`; None where nothing was compared.
        """
        pairs = {
            "found": (self.found_amounts, self.gold_amounts),
            "not invented": (self.predicted_amounts - self.invented, self.predicted_amounts),
            "precision": (self.true_funding, self.true_funding + self.false_funding),
            "recall": (self.true_funding, self.true_funding + self.missed_funding),
            "statements": (self.statements_found, self.statements),
            "statement precision": (self.statements_found, self.statements_found + self.statements_invented),
        }
        top, bottom = pairs.get(name, (self.right[name], self.compared[name]))
        return top / bottom if bottom else None


def evaluate(passages: Iterable[Passage]) -> Score:
    """Runs the extraction on labelled passages and scores it.

    Args:
        passages: objects as in tests/evaluation/*.jsonl.

    Returns:
        Counts, with one entry in `errors` for everything that differs.
    """
    score = Score()
    for passage in passages:
        context = Context(passage.get("country"), int(passage["edition"]), cast(Any, passage["source"]))
        found = extract(str(passage["text"]), context)
        _score_amounts(score, passage, found)
        _score_statements(score, passage, found)
    return score


def _score_amounts(score: Score, passage: Passage, found: Sequence[Finding]) -> None:
    groups: dict[int, list[Finding]] = {}
    for finding in found:
        if finding.ordinal is not None:
            groups.setdefault(finding.ordinal, []).append(finding)
    pairs, extra = align(passage, list(groups.values()))
    score.predicted_amounts += len(groups)
    score.invented += len(extra)
    for spare in extra:
        score.false_funding += spare[0].is_funding
        score.errors.append(
            {"id": passage["id"], "what": "invented", "got": spare[0].amount_text, "sentence": spare[0].sentence}
        )
    to_gold = {group[0].ordinal: label["ordinal"] for label, group in pairs if group}
    for label, group in pairs:
        score.gold_amounts += 1
        classes = passage.get("classes") or ["none"]
        funding = label["is_funding"] == "yes"
        if not group:
            score.missed_funding += funding
            for name in classes:
                score.by_class[name]["amounts"] += 1
            score.errors.append(
                {"id": passage["id"], "what": "not found", "want": label["amount_text"], "sentence": passage["text"]}
            )
            continue
        score.found_amounts += 1
        wrong = _compare(score, passage, label, group, to_gold)
        _tally(score, classes, group[0], wrong)


def align(
    passage: Passage, groups: list[list[Finding]]
) -> tuple[list[tuple[dict[str, Any], list[Finding] | None]], list[list[Finding]]]:
    """Pairs labels with found amounts that overlap in the text; returns the pairs and what no label claims."""
    text = str(passage["text"])
    left = list(groups)
    pairs: list[tuple[dict[str, Any], list[Finding] | None]] = []
    at = 0
    for label in passage.get("amounts", []):
        place = text.find(label["amount_text"], at)
        start = place if place >= 0 else at
        end = start + len(label["amount_text"])
        at = start + 1 if place >= 0 else at
        match = next((g for g in left if g[0].start < end and start < g[0].end), None)
        if match is not None:
            left.remove(match)
            at = max(at, match[0].end - 1) if match[0].end <= end + 2 else at
        pairs.append((label, match))
    return pairs, left


def _compare(
    score: Score, passage: Passage, label: dict[str, Any], group: list[Finding], to_gold: dict[int | None, int]
) -> list[str]:
    first = group[0]
    funding = label["is_funding"] == "yes"
    wrong: list[str] = []
    if funding and first.is_funding:
        score.true_funding += 1
    elif funding:
        score.missed_funding += 1
        wrong.append("is_funding")
    elif first.is_funding:
        score.false_funding += 1
        wrong.append("is_funding")
    want = _wanted(label)
    got = _got(group, to_gold)
    for name in FIELDS:
        if name not in ("currency", "amount", "stated_usd") and not (funding and first.is_funding):
            continue
        if name not in want:
            continue
        score.compared[name] += 1
        if want[name] == got[name]:
            score.right[name] += 1
        else:
            wrong.append(name)
            score.errors.append(
                {
                    "id": passage["id"],
                    "what": name,
                    "want": want[name],
                    "got": got[name],
                    "amount": first.amount_text,
                    "rule": first.rule,
                    "sentence": first.sentence,
                }
            )
    if "is_funding" in wrong:
        score.errors.append(
            {
                "id": passage["id"],
                "what": "is_funding",
                "want": label["is_funding"],
                "got": first.reason or "funding",
                "amount": first.amount_text,
                "rule": first.rule,
                "sentence": first.sentence,
            }
        )
    return wrong


def _wanted(label: dict[str, Any]) -> dict[str, Any]:
    want: dict[str, Any] = {}
    for name in (
        "currency",
        "stated_usd",
        "qualifier",
        "periodicity",
        "funder_type",
        "recipient_type",
        "purpose",
        "modality",
        "scope",
        "status",
    ):
        if label.get(name) is not None or (name == "stated_usd" and "stated_usd" in label):
            want[name] = label[name]
    if label.get("amount_low") is not None:
        want["amount"] = (float(label["amount_low"]), float(label.get("amount_high") or label["amount_low"]))
    claims = [c for c in label.get("claims") or [] if c]
    if claims and all(c.get("funding_year") is not None for c in claims):
        want["year"] = sorted(c["funding_year"] for c in claims)
    if claims and all(c.get("role") for c in claims):
        want["role"] = sorted(c["role"] for c in claims)
    if claims and all(c.get("year_basis") for c in claims):
        want["year_basis"] = sorted(c["year_basis"] for c in claims)
    if "part_of" in label:
        want["part_of"] = label["part_of"]
    if want.get("stated_usd") is not None:
        want["stated_usd"] = float(want["stated_usd"])
    return want


def _got(group: list[Finding], to_gold: dict[int | None, int]) -> dict[str, Any]:
    first = group[0]
    return {
        "currency": first.currency,
        "amount": (first.amount_low, first.amount_high),
        "stated_usd": first.stated_usd,
        "qualifier": first.qualifier,
        "periodicity": first.periodicity,
        "funder_type": first.funder_type,
        "recipient_type": first.recipient_type,
        "purpose": first.purpose,
        "modality": first.modality,
        "scope": first.scope,
        "status": first.status,
        "part_of": to_gold.get(first.part_of) if first.part_of else None,
        "year": sorted(f.funding_year for f in group if f.funding_year is not None),
        "role": sorted(f.role for f in group),
        "year_basis": sorted(f.year_basis or "" for f in group),
    }


def _tally(score: Score, classes: Sequence[str], first: Finding, wrong: list[str]) -> None:
    core_right = not ({*CORE, "is_funding"} & set(wrong))
    for name in classes:
        score.by_class[name]["amounts"] += 1
        score.by_class[name]["right"] += core_right
    rule = first.rule.split(";")[0]
    score.by_rule[rule]["amounts"] += 1
    score.by_rule[rule]["right"] += core_right
    if first.is_funding:
        level = "≥ 0.9" if first.confidence >= 0.9 else ("0.7-0.9" if first.confidence >= 0.7 else "< 0.7")
        score.reliability[level]["claims"] += 1
        score.reliability[level]["right"] += core_right


def _score_statements(score: Score, passage: Passage, found: Sequence[Finding]) -> None:
    left = [f for f in found if f.ordinal is None]
    for finding in left:
        score.by_status[finding.status]["predicted"] += 1
    for label in passage.get("statements", []):
        score.statements += 1
        score.by_status[label["status"]]["labelled"] += 1
        fitting = [
            f for f in left if label["sentence_contains"] in f.sentence or f.sentence in label["sentence_contains"]
        ]
        match = next((f for f in fitting if f.status == label["status"]), None)
        if match:
            score.statements_found += 1
            score.by_status[match.status]["found"] += 1
            left.remove(match)
            for name in ("purpose", "role"):
                if label.get(name) is not None:
                    score.compared[f"statement {name}"] += 1
                    score.right[f"statement {name}"] += getattr(match, name) == label[name]
        else:
            score.errors.append(
                {
                    "id": passage["id"],
                    "what": "statement",
                    "want": label["status"],
                    "got": [f.status for f in fitting],
                    "sentence": label["sentence_contains"],
                }
            )
    score.statements_invented += len(left)
    for finding in left:
        score.errors.append(
            {"id": passage["id"], "what": "statement invented", "got": finding.status, "sentence": finding.sentence}
        )
