"""The page as a reader uses it: in a real browser, from a file, with text from reports that means harm."""

import csv
import io
from itertools import pairwise
from pathlib import Path

import duckdb
import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from pipeline.release.files import plain_text
from tests.site.site_fixture import FORMULA, HOSTILE

PAGES = ("index", "country/ALB", "country/MKD", "country/ROU", "country/BGR", "compare", "article", "figures", "method")


def address(site: Path, name: str, mark: str = "") -> str:
    return (site / f"{name}.html").as_uri() + mark


def settled(page: Page) -> Page:
    """Wait until a page that has a chart has drawn it."""
    if page.locator("#chart").count():
        page.wait_for_selector("#chart svg")
    return page


def downloaded(page: Page, button: str) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def rows_of(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def released(release: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(release / "reintegration_funding.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_without_an_error_and_asks_for_nothing_but_files(page: Page, site: Path, name: str) -> None:
    page.goto(address(site, name))
    settled(page)
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(page: Page, site: Path, name: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(address(site, name))
    settled(page)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    found = Axe().run(page, options={"preload": False}).response["violations"]
    serious = [v for v in found if v["impact"] in ("serious", "critical")]
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]][:3]) for v in serious] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_needs_no_sideways_scrolling(page: Page, site: Path, name: str) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(address(site, name))
    settled(page)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_searching_leaves_the_country_and_enter_opens_it(page: Page, site: Path) -> None:
    page.goto(address(site, "index"))
    page.get_by_label("Find a country").fill("alban")
    assert page.locator("#cards > li:visible .name").all_text_contents() == ["Albania"]
    expect(page.locator("#found")).to_have_text("1 country")
    page.keyboard.press("Enter")
    page.wait_for_url("**/country/ALB.html")


@pytest.mark.parametrize("name", ["Macedonia", "north mac", "FYR Macedonia", "mkd"])
def test_a_country_is_found_by_any_of_its_names(page: Page, site: Path, name: str) -> None:
    page.goto(address(site, "index"))
    page.get_by_label("Find a country").fill(name)
    assert page.locator("#cards > li:visible .name").all_text_contents() == ["North Macedonia"]


def test_a_country_that_is_not_held_is_said_not_to_be(page: Page, site: Path) -> None:
    page.goto(address(site, "index"))
    page.get_by_label("Find a country").fill("Atlantis")
    expect(page.locator("#found")).to_contain_text("no report on it was read")


def test_a_gap_a_zero_and_a_sum_look_and_read_differently(page: Page, site: Path) -> None:
    page.goto(address(site, "index"))
    strips = page.locator("#cards > li .strip")
    words = " ".join(strips.nth(n).get_attribute("aria-label") for n in range(strips.count()))
    for said in (
        "A sum is reported: 2016 to 2017",
        "no money for some purpose: 2017",
        "Read, nothing about money: 2016",
        "not known",
    ):
        assert said in words
    looks = {
        kind: page.locator(f".strip .k-{kind}").first.evaluate(
            "e => { const s = getComputedStyle(e); return [s.backgroundImage, s.backgroundColor, s.borderTopWidth, s.borderTopColor].join() }"
        )
        for kind in ("sum", "zero", "words", "silent", "not_held")
    }
    assert len(set(looks.values())) == 5


def test_a_click_on_a_figure_shows_its_sentence_with_the_amount_marked(page: Page, site: Path) -> None:
    page.goto(address(site, "country/ALB"))
    settled(page)
    quote = page.locator("#c-c1 blockquote")
    expect(quote).to_be_hidden()
    page.locator("tr[data-figure=f-2017-victim_assistance] a.amount").click()
    expect(quote).to_be_visible()
    expect(quote).to_have_text("The ministry gave 20.2 million lek to shelters.")
    expect(quote.locator("mark")).to_have_text("20.2 million lek")
    expect(page.locator("#c-c1")).to_contain_text("Our wording, not the report’s")
    assert page.locator("#c-c1 .place a").first.get_attribute("href") == "https://example.org/albania"
    picture = page.locator("#c-c1 img")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('#c-c1 img').complete")
    assert picture.evaluate("i => i.naturalWidth") == int(picture.get_attribute("width"))


def test_a_bar_of_the_chart_leads_to_the_same_place(page: Page, site: Path) -> None:
    page.goto(address(site, "country/ALB"))
    settled(page)
    page.locator("#chart .mark-rect path[aria-label], #chart .mark-rect path").last.click()
    page.wait_for_url("**#f-201*")
    expect(page.locator(".behind:visible blockquote").first).to_be_visible()


def test_the_keyboard_alone_reaches_a_sentence(page: Page, site: Path) -> None:
    page.goto(address(site, "country/ALB"))
    settled(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("tr[data-figure=f-2016-victim_assistance] a.amount").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#c-c2 blockquote")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "f-2016-victim_assistance"


def test_earlier_tellings_and_ranges_are_shown_beside_the_figure(page: Page, site: Path) -> None:
    page.goto(address(site, "country/ALB", "#f-2016-victim_assistance"))
    behind = page.locator("#f-2016-victim_assistance")
    expect(behind).to_contain_text("TIP 2017")
    expect(behind).to_contain_text("10,000,000 ALL to 15,300,000 ALL")
    expect(behind).to_contain_text("Reports tell this figure differently")
    expect(behind).to_contain_text("-34.6 %")


def test_switching_the_currency_changes_table_and_chart(page: Page, site: Path) -> None:
    page.goto(address(site, "country/ALB"))
    settled(page)
    amount = page.locator("tr[data-figure=f-2017-victim_assistance] a.amount")
    expect(amount).to_have_text("$202,000")
    before = page.locator("#chart svg").inner_html()
    page.get_by_label("as stated").check()
    expect(amount).to_have_text("20,200,000 ALL")
    page.wait_for_function("before => document.querySelector('#chart svg')?.innerHTML !== before", arg=before)
    page.get_by_label("euros").check()
    expect(amount).to_have_text("€161,600")
    expect(page.locator("tr[data-figure=f-2016-victim_assistance] .range")).to_have_text("€80,000 to €122,400")
    assert page.get_by_label("prices of").count() == 0


def test_a_country_page_saves_what_the_database_holds(page: Page, site: Path, release: Path) -> None:
    page.goto(address(site, "country/ALB"))
    settled(page)
    name, content = downloaded(page, "Save figures (CSV)")
    assert name == "reintegration-funding-ALB.csv"
    rows = rows_of(content)
    columns = [
        r[0] for r in released(release, "SELECT column_name FROM duckdb_columns() WHERE table_name = 'country_year'")
    ]
    assert list(rows[0]) == columns
    held = released(
        release,
        "SELECT funding_year, purpose_group, best, low, high, best_usd, claim_ids, flags FROM country_year WHERE country_iso3 = 'ALB'",
    )
    told = [
        (
            int(r["funding_year"]),
            r["purpose_group"],
            *(float(r[c]) for c in ("best", "low", "high", "best_usd")),
            r["claim_ids"],
            r["flags"] or None,
        )
        for r in rows
    ]
    assert sorted(told) == sorted(held)
    name, content = downloaded(page, "Save figures (XLSX)")
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Data", "Notes"]
    lines = list(book["Data"].iter_rows(values_only=True))
    assert list(lines[0]) == columns
    assert sorted((line[1], line[2], line[4]) for line in lines[1:]) == sorted((h[0], h[1], h[2]) for h in held)


@pytest.mark.parametrize(
    ("name", "heading", "key"),
    [("country/ALB", "Albania", "Help for victims"), ("compare", "Help for victims", "Albania")],
)
def test_a_saved_chart_says_what_it_shows_in_what_unit_and_where_it_comes_from(
    page: Page, site: Path, name: str, heading: str, key: str
) -> None:
    page.goto(address(site, name))
    settled(page)
    drawing = downloaded(page, "Save chart (SVG)")[1].decode()
    assert drawing.lstrip().startswith("<svg")
    for told in (heading, "US dollars", "Re/integration Funding", "CC BY 4.0", f">{key}<"):
        assert told in drawing, told
    assert "…" not in drawing
    assert downloaded(page, "Save chart (PNG)")[1].startswith(b"\x89PNG")


def test_the_chart_on_the_page_names_its_unit(page: Page, site: Path) -> None:
    page.goto(address(site, "country/ALB"))
    expect(page.locator("#chart-unit")).to_have_text("US dollars")
    page.get_by_label("as stated").check()
    expect(page.locator("#chart-unit")).to_have_text("Albanian Lek (ALL)")


def test_on_a_phone_the_years_under_the_chart_do_not_run_into_one_another(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(address(site, "country/ALB"))
    settled(page)
    spans = page.evaluate(
        "[...document.querySelectorAll('#chart .role-axis-label text')].filter(t => /^\\d{4}$/.test(t.textContent) && t.getAttribute('opacity') !== '0')"
        ".map(t => { const b = t.getBoundingClientRect(); return [b.left, b.right]; })"
    )
    assert len(spans) > 2
    assert all(before[1] + 3 <= after[0] for before, after in pairwise(spans))


def test_a_link_to_a_figure_shows_its_heading(page: Page, site: Path) -> None:
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 780})
        page.goto(address(site, "country/ALB", "#f-2016-victim_assistance"))
        settled(page)
        heading = page.locator("details.figure[open] > summary").first
        expect(heading).to_contain_text("2016")
        expect(heading).to_be_in_viewport(ratio=1)


def test_a_zero_for_a_part_says_for_what_and_is_no_point_of_a_comparison(page: Page, site: Path) -> None:
    page.goto(address(site, "country/MKD"))
    settled(page)
    expect(page.locator("tr[data-figure] a.amount")).to_have_text("none to shelters run by NGOs for shelter")
    page.goto(address(site, "compare"))
    settled(page)
    points = page.locator("#chart .mark-symbol.role-mark path")
    while page.locator("#choices input:checked").count():
        page.locator("#choices input:checked").first.uncheck()
    page.get_by_label("Albania").check()
    expect(points).to_have_count(2)
    page.get_by_label("North Macedonia").check()
    expect(page.locator("#rows tr")).to_have_count(3)
    expect(page.locator("#rows")).to_contain_text("none to shelters run by NGOs for shelter")
    expect(points).to_have_count(2)
    page.goto(address(site, "figures"))
    expect(page.locator("#rows")).to_contain_text("none to shelters run by NGOs for shelter")
    assert "$0" not in page.locator("#rows").inner_text()


def test_what_is_saved_from_a_page_carries_source_licence_and_the_meaning_of_its_codes(page: Page, site: Path) -> None:
    for name, list_of in (
        ("country/ALB", None),
        ("compare", None),
        ("figures", "Figures by"),
        ("figures", "Every statement"),
    ):
        page.goto(address(site, name))
        settled(page)
        if list_of:
            page.get_by_label(list_of).check()
        buttons = page.locator("[data-save=xlsx]")
        rows = rows_of(downloaded(page, page.locator("[data-save=csv]").inner_text())[1])
        assert rows
        assert all(row["citation"] and "licence" in row and "flags" in row for row in rows)
        book = openpyxl.load_workbook(io.BytesIO(downloaded(page, buttons.inner_text())[1]))
        notes = {line[0]: line[1] for line in book["Notes"].iter_rows(values_only=True, max_col=2)}
        assert notes["stated_zero"].startswith("a zero that the report states")
        assert any("Version" in str(note) for note in notes)


def test_a_citation_is_copied(page: Page, site: Path) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address(site, "country/ALB", "#f-2017-victim_assistance"))
    page.locator("#f-2017-victim_assistance button[data-copy]").click()
    expect(page.locator("#said")).to_have_text("Citation copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == (
        "Albania, 2017, help for victims: 20,200,000 ALL. Re/integration Funding, not yet released (CC BY 4.0), "
        "from: TIP 2018, page 1."
    )


def test_filters_and_sorting_leave_the_rows_they_name(page: Page, site: Path, release: Path) -> None:
    page.goto(address(site, "figures"))
    expect(page.locator("#count")).to_have_text("6 of 6 figures")
    page.get_by_label("Country", exact=True).select_option("ALB")
    page.get_by_label("From year").fill("2017")
    expect(page.locator("#count")).to_have_text("2 of 6 figures")
    content = downloaded(page, "Save these rows (CSV)")[1]
    assert sorted(r["claim_ids"] for r in rows_of(content)) == ["c1", "c9"]
    page.get_by_label("Warnings").select_option("sources_differ")
    expect(page.locator("#page")).to_contain_text("Nothing is left")
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator("#count")).to_have_text("6 of 6 figures")
    page.get_by_role("button", name="US dollars").click()
    expect(page.locator("th[aria-sort=descending]")).to_have_text("US dollars")
    assert page.locator("#rows tr").first.locator("td").nth(3).inner_text() == "$202,000"
    page.get_by_label("Text", exact=True).fill("ALBAN")
    expect(page.locator("#count")).to_have_text("3 of 6 figures")


def test_every_statement_is_listed_and_saved_with_no_formula(page: Page, site: Path, release: Path) -> None:
    page.goto(address(site, "figures"))
    page.get_by_label("Every statement").check()
    expect(page.locator("#count")).to_have_text("9 of 9 statements")
    rows = rows_of(downloaded(page, "Save these rows (CSV)")[1])
    sentences = dict(released(release, "SELECT claim_id, sentence FROM claims"))
    assert {r["claim_id"]: plain_text(r["sentence"]) for r in rows} == sentences
    raw = {r["claim_id"]: r["sentence"] for r in rows}
    assert raw["c7"] == f"'{FORMULA}"
    assert raw["c5"] == "'@nothing was given"
    book = openpyxl.load_workbook(io.BytesIO(downloaded(page, "Save these rows (XLSX)")[1]))
    cells = [c for row in book["Data"].iter_rows() for c in row]
    assert FORMULA in [c.value for c in cells]
    assert {c.data_type for c in cells} <= {"s", "inlineStr", "n"}


def test_hostile_text_is_shown_as_text(page: Page, site: Path) -> None:
    page.goto(address(site, "country/ROU"))
    settled(page)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.locator("#c-c6 blockquote").text_content() == HOSTILE
    expect(page.locator("#c-c6 mark")).to_have_text("1,234 lek")
    links = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.protocol)")
    assert set(links) <= {"file:", "https:"}
    page.goto(address(site, "figures"))
    page.get_by_label("Every statement").check()
    expect(page.locator("#rows")).to_contain_text("<img src=x onerror")
    assert page.locator("#rows img, #rows b, #rows script").count() == 0


def test_comparing_countries_draws_and_lists_those_chosen(page: Page, site: Path, release: Path) -> None:
    page.goto(address(site, "compare"))
    settled(page)
    while page.locator("#choices input:checked").count():
        page.locator("#choices input:checked").first.uncheck()
    assert page.locator("#rows tr").count() == 0
    page.get_by_label("Albania").check()
    expect(page.locator("#rows tr")).to_have_count(2)
    expect(page.locator("#rows")).to_contain_text("$202,000")
    rows = rows_of(downloaded(page, "Save table (CSV)")[1])
    held = released(
        release,
        "SELECT funding_year, best_usd FROM country_year WHERE country_iso3 = 'ALB' AND purpose_group = 'victim_assistance'",
    )
    assert sorted((int(r["funding_year"]), float(r["best_usd"])) for r in rows) == sorted(held)
    page.get_by_label("What for").select_option("reintegration")
    expect(page.locator("#rows")).to_contain_text("$1")
    page.locator("#rows a").first.click()
    page.wait_for_url("**/country/ALB.html#f-2017-reintegration")
    expect(page.locator("#c-c9 blockquote")).to_be_visible()


def test_no_link_within_the_release_leads_nowhere(page: Page, site: Path) -> None:
    for file in sorted(site.rglob("*.html")):
        page.goto(file.as_uri())
        for link in page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)"):
            if link.startswith("file:"):
                path, _, mark = link.removeprefix("file://").partition("#")
                assert Path(path).is_file(), f"{file.name}: {link}"
                if mark:
                    assert f'id="{mark}"' in Path(path).read_text(encoding="utf-8"), f"{file.name}: {link}"
