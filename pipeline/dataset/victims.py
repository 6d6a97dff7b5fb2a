"""The `victims` table: one number of victims identified for a country and year, from what documents state.

Belongs here: choosing among stated numbers. Does not belong here: reading them (`pipeline.claims.victims`). Nothing is
added up but complementary groups that one sentence tells ("20 sex trafficking and 13 labor trafficking victims").
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pipeline.claims.victims import NOT_A_TOTAL
from pipeline.dataset.frames import each_group, each_once, each_row, is_null
from pipeline.dataset.tellings import flags_of, joined
from schemas import empty_frame, model_of

#: Numbers of later documents that differ by more than this share are flagged.
_RESTATED = 0.05
_DOUBTFUL = 0.7
#: Groups of which one sentence may tell both halves, by words of the counts as printed.
_HALVES = (
    (("sex", "sexual"), ("labor", "labour", "forced")),
    (("child", "children", "minor", "minors"), ("adult", "adults")),
    (("female", "women", "girls"), ("male", "men", "boys")),
)


def victims(victim_claims: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """The `victims` table, sorted by its key.

    Of several numbers for a year those of a state body go before those of a state and NGOs together, then numbers of
    potential victims, then those of NGOs alone, and all of these before what one body or place of the state counted; among equals the latest document counts, and of several of one document the
    largest, since a smaller one is some body's share. A doubtful number is used only where there is no other.

    Args:
        victim_claims: every stated number.
        documents: for the edition.

    Raises:
        pandera.errors.SchemaErrors: a row breaks the model.
    """
    editions = dict(zip(documents["document_id"], documents["edition_year"], strict=True))
    rows = []
    for (country, year), told in each_group(victim_claims.dropna(subset=["year"]), ["country_iso3", "year"]):
        row = _cell(list(each_row(told)), editions)
        if row:
            rows.append({"country_iso3": country, "year": int(year), **row})
    table = pd.DataFrame(rows, columns=list(empty_frame("victims").columns)) if rows else empty_frame("victims")
    return model_of("victims").validate(
        table.sort_values(["country_iso3", "year"], kind="stable", ignore_index=True), lazy=True
    )


def _rank(claim: Any) -> tuple[bool, bool, int]:
    flags = flags_of(claim.flags)
    order = ("by_ngo", "potential", "joint_count", "includes_potential")
    kind = next((4 - n for n, flag in enumerate(order) if flag in flags), 0)
    return claim.confidence < _DOUBTFUL, "one_body" in flags, kind


def _cell(told: Sequence[Any], editions: dict[str, Any]) -> dict[str, Any] | None:
    wholes = [c for c in told if is_null(c.part_of) and not flags_of(c.flags) & NOT_A_TOTAL]
    if not wholes:
        return _of_halves(told, editions)
    best = min(_rank(c) for c in wholes)
    equals = [c for c in wholes if _rank(c) == best]
    newest = max(_edition(c, editions) for c in equals)
    latest = [c for c in equals if _edition(c, editions) == newest]
    chosen = max(latest, key=lambda c: (c.count_low, c.confidence, c.victim_claim_id))
    flags = set(flags_of(chosen.flags))
    if len({(c.count_low, c.count_high) for c in latest}) > 1:
        flags.add("conflict")
    if any(
        abs(c.count_low - chosen.count_low) > _RESTATED * max(chosen.count_low, 1) for c in equals if c not in latest
    ):
        flags.add("restated_over_5pct")
    if any("potential" in flags_of(c.flags) for c in wholes) and "potential" not in flags:
        flags.add("potential_besides")
    return {
        "identified": int(chosen.count_low),
        "low": int(min(c.count_low for c in equals)),
        "high": int(max(c.count_high for c in equals)),
        "n_claims": len(equals),
        "n_documents": len({c.document_id for c in equals}),
        "victim_claim_ids": ";".join(sorted(c.victim_claim_id for c in equals)),
        "flags": joined(flags),
        **_provenance(equals, editions),
    }


def _provenance(claims: Sequence[Any], editions: dict[str, Any]) -> dict[str, str | None]:
    """Citation and licence of the statements behind a number, the latest edition first."""
    newest = sorted(claims, key=lambda c: (-_edition(c, editions), str(c.citation)))
    return {"citation": each_once(c.citation for c in newest), "licence": each_once(c.licence for c in newest)}


def _edition(claim: Any, editions: dict[str, Any]) -> int:
    edition = editions.get(claim.document_id)
    return 0 if edition is None or is_null(edition) else int(edition)


def _of_halves(told: Sequence[Any], editions: dict[str, Any]) -> dict[str, Any] | None:
    """The sum of two groups that make a whole, told in one sentence; None where no sentence tells both."""
    by_sentence: dict[tuple[str, str], list[Any]] = {}
    for claim in told:
        flags = flags_of(claim.flags)
        if is_null(claim.part_of) and "subset" in flags and not flags & (NOT_A_TOTAL - {"subset"}):
            by_sentence.setdefault((claim.document_id, claim.sentence_sha), []).append(claim)
    for (document, _), claims in sorted(by_sentence.items(), reverse=True):
        for halves in _HALVES:
            found = [[c for c in claims if _speaks_of(c, half)] for half in halves]
            if len(claims) == 2 and all(len(half) == 1 for half in found):
                return {
                    "identified": sum(int(c.count_low) for c in claims),
                    "low": sum(int(c.count_low) for c in claims),
                    "high": sum(int(c.count_high) for c in claims),
                    "n_claims": 2,
                    "n_documents": len({document}),
                    "victim_claim_ids": ";".join(sorted(c.victim_claim_id for c in claims)),
                    "flags": joined({f for c in claims for f in flags_of(c.flags)} - {"subset"} | {"sum_of_groups"}),
                    **_provenance(claims, editions),
                }
    return None


def _speaks_of(claim: Any, words: tuple[str, ...]) -> bool:
    return bool({w.lower() for w in str(claim.count_text).replace("-", " ").split()} & set(words))
