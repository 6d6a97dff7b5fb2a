"""A small release with invented figures and hostile text, published with its page and one drawn report."""

from functools import partial
from pathlib import Path

import pandas as pd
from reportlab.pdfgen.canvas import Canvas

from pipeline.dataset.article import article_table_1
from pipeline.dataset.country_year import country_year
from pipeline.dataset.coverage import coverage
from pipeline.dataset.restatements import restatements
from pipeline.release.publish import publish
from pipeline.site.write import write_site
from tests.claims_fixture import claims, documents, narratives
from tests.dataset.rates_fixture import RATES
from tests.release.tables_fixture import release_tables

HOSTILE = (
    "</script><script>window.hacked=1</script><img src=x onerror='window.hacked=1'> \u2028 {{ 7*7 }} "
    'gave 1,234 lek "quoted" & <b>bold</b> </textarea> javascript:alert(1) \u202egnorw'
)
FORMULA = '=HYPERLINK("x","y"), it gave 777 lek;\nsecond line'
#: Where the drawn page holds the sentence of claim c1, in points from the top left.
BOX = "1:72.0,100.0,400.0,114.0"


def site_tables() -> dict[str, pd.DataFrame]:
    """Tables with a range, a restatement, a stated zero, a silent year, words without a sum, and hostile text."""
    held = documents("tip-2013", "tip-2017", "tip-2018", "tip-2019", url="https://example.org/report.pdf")
    held.loc[held["document_id"] == "tip-2019", ["kind", "title", "url"]] = ["original", HOSTILE, "javascript:alert(1)"]
    told = narratives(
        ("tip-2013", "ALB", "2"), ("tip-2017", "ALB"), ("tip-2018", "ALB", "2WL"), ("tip-2018", "MKD"), ("tip-2019", "MKD"),
        ("tip-2019", "ROU"), ("tip-2018", "ROU"), ("tip-2017", "BGR"),
    )  # fmt: skip
    made = claims(
        {"amount": 20_200_000, "sentence": "The ministry gave 20.2 million lek to shelters.", "amount_text": "20.2 million lek",
         "locator": "TIP Report 2018, Albania: https://example.org/albania", "bbox": BOX, "page_label": "64", "pdf_page": 1},
        {"amount": 15_300_000, "funding_year": 2016, "role": "prior_year"},
        {"amount": 10_000_000, "funding_year": 2016, "document_id": "tip-2017"},
        {"amount": 1_000, "part_of": "c1", "flags": "year_assumed", "confidence": 0.3},
        {"amount": None, "status": "none", "country_iso3": "MKD", "sentence": "@nothing was given"},
        {"amount": 1_234, "sentence": HOSTILE, "amount_text": "1,234 lek", "document_id": "tip-2019", "country_iso3": "ROU",
         "funding_year": 2018, "funder": HOSTILE, "locator": "javascript:alert(2)", "currency": "RON", "page_label": "9"},
        {"amount": 777, "sentence": FORMULA, "document_id": "tip-2018", "country_iso3": "ROU", "funding_year": 2017,
         "amount_text": "777 lek", "recipient": "-2+3", "currency": "RON", "review": "accepted"},
        {"amount": None, "status": "increased", "country_iso3": "MKD", "document_id": "tip-2019", "funding_year": 2018},
        {"amount_low": 100, "amount_high": 300, "qualifier": "range", "amount_text": "100 to 300 lek", "purpose": "reintegration",
         "funding_year": 2017},
    )  # fmt: skip
    tables = release_tables()
    cells = country_year(made, held, told, RATES)
    article = pd.DataFrame(
        [{"country_iso3": "ALB", "funding_year": 2017, "amount": 99.0, "currency": "USD", "purpose": "food: ngo shelters",
          "summary": "", "source_edition": "TIP-2018", "source_page": "64"}]
    )  # fmt: skip
    known = held[["document_id", "source", "edition_year", "country_iso3"]]
    return tables | {
        "documents": held, "narratives": told, "claims": made, "country_year": cells,
        "coverage": coverage(known, held, told, made, tables["amounts_set_aside"].head(0)),
        "amounts_set_aside": tables["amounts_set_aside"].head(0),
        "restatements": restatements(made, held, RATES), "article_table_1": article_table_1(article, made, cells, held),
    }  # fmt: skip


def draw_report(path: Path) -> Path:
    """A page with a sentence at `BOX`."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    canvas.drawString(72, 842 - 90, "Invented line above.")
    canvas.drawString(72, 842 - 111, "The ministry gave 20.2 million lek to shelters.")
    canvas.drawString(72, 842 - 126, "Invented line below.")
    canvas.save()
    return path


def publish_site(folder: Path) -> Path:
    """Publish the tables with their page; returns the release's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    report = draw_report(folder / "report.pdf")
    publish(site_tables(), folder / "curated", [partial(write_site, files={"tip-2018": report})])
    return folder / "curated"
