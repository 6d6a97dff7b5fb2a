"""A comparison as text, CSV, Markdown and page: complete, and harmless whatever a report's sentence holds."""

import csv
import io
from html.parser import HTMLParser

import pytest

from pipeline.release import changes
from pipeline.release.diff import Change, Diff, compare
from schemas.codes import ChangeKind, ChangeReason
from tests.release.opened_fixture import TOLD, TOLD_2016, TOLD_2017, opened

HOSTILE = "=cmd|' /C calc'!A0 <script>alert(1)</script> \u202egnihton\u202c \u200b\x07 [link](javascript:x) `x` | end"


def diff_with(sentence: str = HOSTILE) -> Diff:
    told = {"document_id": "tip-2019", "amount": 7, "funding_year": 2018, "sentence": sentence}
    return compare(opened(*TOLD), opened({**TOLD_2017, "amount": 20.5}, TOLD_2016, told, version="2020.02.0"))


class Page(HTMLParser):
    """Tags of a page, and its visible text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def test_text_names_the_figure_both_amounts_the_reason_and_the_sentence() -> None:
    text = "\n".join(changes.text_lines(diff_with("Seven.")))
    assert "2020.01.0 (test) → 2020.02.0 (test)" in text
    assert "figures: Albania 2017, victim assistance: 20,200,000 ALL → 20.50 ALL" in text
    assert "why: code" in text
    assert "figures: Albania 2018, victim assistance: new: 7 ALL" in text
    assert "“Seven.” (tip-2019)" in text


def test_nothing_hides_in_text() -> None:
    text = "\n".join(changes.text_lines(diff_with()))
    for character in "\u202e\u202c\u200b\x07":
        assert character not in text
        assert rf"\u{ord(character):04x}" in text


def test_csv_holds_every_change_and_no_formula() -> None:
    diff = diff_with()
    text = changes.as_csv(diff)
    assert text.startswith("\ufefftable,key,kind,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == len(diff.changes) == 2 + sum(c.kind == "noted" for c in diff.changes)
    assert not any(value[:1] in tuple("=+-@\t\r\n") for row in rows for value in row.values() if value)
    new = next(row for row in rows if row["kind"] == "added")
    assert new["sentences_now"].startswith("'=cmd")
    assert (new["before"], new["now"], new["reasons"]) == ("", "7", "new_report")


def test_the_page_runs_nothing_and_loads_nothing() -> None:
    html = changes.as_page(diff_with())
    page = Page()
    page.feed(html)
    assert "script" not in page.tags
    assert not {"link", "img", "iframe", "a", "form", "object"} & set(page.tags)
    assert not any(name in ("src", "href") or name.startswith("on") for name, _ in page.attributes)
    assert "<script>alert(1)</script>" in page.text
    assert "\u202e" not in html
    assert "default-src 'none'" in html


def test_markdown_has_no_link_or_html_of_a_report() -> None:
    diff = diff_with()
    hostile = changes.as_markdown(
        Diff(**{**{f: getattr(diff, f) for f in diff.__slots__}, "not_compared": ("[x](javascript:1) <b>",)})
    )
    assert "[x](" not in hostile
    assert "<b>" not in hostile
    assert "Albania 2018, victim assistance: new: 7 ALL (new report)" in hostile


def test_no_change_is_said() -> None:
    diff = compare(opened(), opened())
    assert "No published figure differs." in changes.as_page(diff)
    assert len(list(csv.reader(io.StringIO(changes.as_csv(diff))))) == 1


@pytest.mark.parametrize(
    "value, currency, shown", [(None, "ALL", "no amount"), (1234567.0, "ALL", "1,234,567 ALL"), (0.5, None, "0.50")]
)
def test_amounts_are_in_full_digits(value: float | None, currency: str | None, shown: str) -> None:
    assert changes.amount(value, currency) == shown


def test_a_figure_of_the_same_amount_says_which_warnings_came_and_went() -> None:
    change = Change(
        "country_year", ("ALB", "2017", "victim_assistance"), ChangeKind.NOTED, "ALB", 2017, "ALL", 5.0, "ALL", 5.0,
        (ChangeReason.CODE,), (), (("usage_warnings", "bound;one_off", "one_off;range"), ("method", None, "stated_total")), (), (),
    )  # fmt: skip
    assert changes.movement(change) == "5 ALL; usage_warnings +range -bound; method nothing → stated_total"
