"""Extraction measured: `python -m pytest tests/benchmarks/test_extraction_speed.py --benchmark-only -s` prints sentences a second.

Three texts: whole narratives, where one sentence in eight holds money; the open labelled passages, nearly all money; one
paragraph of a million letters. No time is asserted here; that time grows no faster than the text is tested in tests/claims.
"""

import json
from pathlib import Path

import pytest

from pipeline.claims.extract import extract
from pipeline.claims.model import Context
from pipeline.claims.sentences import split_sentences

GOLD = Path(__file__).parents[1] / "evaluation" / "gold_open.jsonl"
#: A narrative of the usual kind in our own words, its figures invented.
NARRATIVE = """The government kept up its efforts to protect victims, yet officials seldom looked for them among migrants. \
Police and social workers identified 44 victims, 31 of them women and girls, compared with 39 in the year before. \
Of these, 27 had been exploited in prostitution, 12 on farms and five in begging. \
First responders followed written procedures, although several organizations said that border guards did not know them. \
The welfare ministry ran two shelters and allocated 12,345,000 dinars ($111,000) for their staff, compared to 11,111,000 dinars ($99,900) in 2016. \
Residents could leave unaccompanied during the day. Medical care, counseling and job training were free of charge. \
Foreign victims were granted a reflection period of 60 days and could apply for a residence permit. \
Observers noted that interviews took place in the presence of suspects. \
The law makes trafficking a crime punishable by five to 15 years in prison, which is as severe as the penalty for rape. \
Prosecutors opened 17 cases against 29 suspects; courts convicted eight, and three appeals were pending. \
One judge ordered a defendant to pay 600,000 dinars ($5,400) to a victim. \
A coordinator led the national council, which met four times and published a yearly report. \
Schools in nine districts held lessons on safe migration. The hotline took 2,345 calls, of which 61 led to referrals. \
Labor inspectors visited 1,212 sites and found no child labor. Embassy staff received training before they went abroad.
"""


def _sentences(texts: list[str]) -> int:
    return sum(len(split_sentences(t)) for t in texts)


@pytest.mark.benchmark(group="sentences per second")
@pytest.mark.parametrize("kind", ["whole narratives", "dense money passages", "one paragraph of 1 MB"])
def test_sentences_per_second(benchmark, kind: str) -> None:  # type: ignore[no-untyped-def]
    passages = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    context = Context("SRB", 2018, "tip", None)
    work = {
        "whole narratives": [(NARRATIVE, context)] * 40,
        "dense money passages": [(p["text"], Context(p["country"], p["edition"], p["source"], None)) for p in passages],
        "one paragraph of 1 MB": [
            ((NARRATIVE.replace("\n", " ") * (1_000_000 // len(NARRATIVE) + 1))[:1_000_000], context)
        ],
    }[kind]
    sentences = _sentences([text for text, _ in work])
    found = benchmark.pedantic(
        lambda: sum(len(extract(text, where)) for text, where in work),
        rounds=1 if "1 MB" in kind else 8,
        warmup_rounds=1,
    )
    assert found >= 3 * len(work)
    seconds = benchmark.stats["min"]
    benchmark.extra_info["sentences per second"] = round(sentences / seconds)
    print(f"\n{kind}: {sentences} sentences in {seconds:.2f} s, {sentences / seconds:,.0f} a second")
