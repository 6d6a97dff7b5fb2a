"""A small project of its own to run whole: one bundled report, and an invented edition 2026 in a layout of its own.

Every sentence and figure of that edition is invented: round or repeating digits, rates of 50 and 100 to the dollar.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import yaml
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from pipeline.sources.catalogue import pin

ROOT = Path(__file__).parents[2]
EDITION = "tip-2026"
FILE = Path("data/raw/added/tip-2026.pdf")


@dataclass(frozen=True)
class Figure:
    """One figure that the invented edition tells."""

    iso3: str
    year: int
    amount: float
    currency: str
    role: str
    group: str


@dataclass(frozen=True)
class Country:
    """A narrative: heading, and paragraphs under section names."""

    heading: str
    tier: str
    paragraphs: tuple[tuple[str, str], ...]


#: Pure padding between the sentences that count, so that narratives run over columns and pages.
_PADDING = (
    "Vorle tansik of the mordrel and funkavel galpor, with sanzela on brenu the velhon rintol. Dovpri gusfin to the "
    "chanel and porska lumor by tikwem, after zebur the dresan of the mortol. Hongal brafin in the tikvel and the zeska. "
) * 3
#: The doubtful claim: the report's own dollars are sixty-four times what the rate gives.
DOUBTFUL_AMOUNT = 7_777_777
FIGURES = (
    Figure("ALB", 2025, 30_300_000, "ALL", "current", "victim_assistance"),
    Figure("ALB", 2024, 20_200_000, "ALL", "prior_year", "victim_assistance"),
    Figure("MKD", 2025, DOUBTFUL_AMOUNT, "MKD", "current", "victim_assistance"),
    Figure("SRB", 2025, 4_440_000, "RSD", "current", "reintegration"),
)
COUNTRIES = (
    Country(
        "ALBANIA",
        "TIER 2",
        (
            ("PROSECUTION", _PADDING + "A court fined one company 123,000 lek."),
            (
                "PROTECTION",
                _PADDING
                + "The government allocated 30.3 million lek to NGO-run shelters for trafficking victims in 2025, "
                "compared with 20.2 million lek in 2024.",
            ),
            ("PREVENTION", _PADDING),
        ),
    ),
    Country(
        "NORTH MACEDONIA",
        "TIER 2 WATCH LIST",
        (
            ("PROSECUTION", _PADDING),
            (
                "PROTECTION",
                "The government allocated 7,777,777 denars ($9,999,999) to the shelter for trafficking victims in 2025. "
                + _PADDING,
            ),
        ),
    ),
    Country(
        "SERBIA",
        "TIER 2",
        (
            (
                "PROTECTION",
                _PADDING
                + "In 2025, the government spent 4,440,000 dinars on the reintegration of trafficking victims. "
                + _PADDING,
            ),
        ),
    ),
)


def _furniture(canvas: Canvas, document: BaseDocTemplate) -> None:
    width, height = A4
    canvas.saveState()
    canvas.setFont("Helvetica-Oblique", 8)
    canvas.drawCentredString(width / 2, height - 12 * mm, "TRAFFICKING IN PERSONS REPORT 2026, INVENTED")
    canvas.drawRightString(width - 17 * mm, 10 * mm, str(200 + document.page))
    canvas.setLineWidth(0.4)
    canvas.line(width / 2, 20 * mm, width / 2, height - 20 * mm)
    canvas.restoreState()


def typeset(path: Path, countries: tuple[Country, ...] = COUNTRIES) -> None:
    """Two ragged columns with a rule between them, sans serif, headings with a dash: no layout of the real editions."""
    path.parent.mkdir(parents=True, exist_ok=True)
    width, height = A4
    frames = [
        Frame(x, 18 * mm, width / 2 - 24 * mm, height - 38 * mm, leftPadding=0, rightPadding=0)
        for x in (17 * mm, width / 2 + 7 * mm)
    ]
    body = ParagraphStyle("body", fontName="Helvetica", fontSize=9.5, leading=12, spaceAfter=6, alignment=TA_JUSTIFY)
    heading = ParagraphStyle("heading", fontName="Helvetica-Bold", fontSize=15, leading=19, spaceBefore=10)
    section = ParagraphStyle("section", fontName="Helvetica-Bold", fontSize=10, leading=13, spaceBefore=4)
    story: list[Flowable] = []
    for country in countries:
        story.append(Paragraph(f"{country.heading} – {country.tier}", heading))
        for name, text in country.paragraphs:
            story += [Paragraph(name, section), Paragraph(text, body)]
    document = BaseDocTemplate(str(path), pagesize=A4, invariant=1)
    document.addPageTemplates([PageTemplate(frames=frames, onPage=_furniture)])
    document.build(story)


def add_rates(root: Path) -> None:
    """The invented rates of the new year, a line a currency, as the maintainer adds them."""
    with (root / "data/raw/fx/annual_average.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("ALL,2025,100\nMKD,2025,50\nRSD,2025,100\nEUR,2025,0.5\n")


def add_edition(root: Path, file: Path = FILE) -> None:
    """Adds the edition without the inbox: the file, its entry in the catalogue, the checksum; and the year's rates."""
    add_rates(root)
    path = root / "data/raw/sources.yaml"
    text = path.read_text(encoding="utf-8")
    entry = {
        "id": EDITION,
        "source": "tip",
        "edition_year": 2026,
        "title": "Invented Report on Nothing 2026",
        "publisher": "nobody",
        "licence": "us-government-work",
        "verified_by": "invented for a test",
        "bundled": [{"path": str(file), "kind": "original", "sha256": "0" * 64}],
    }
    added = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False)
    path.write_text(text.rstrip("\n") + "\n" + added, encoding="utf-8")
    pin(path, root)


def environment(root: Path) -> dict[str, str]:
    """Environment of a process that works in a project."""
    return {
        **os.environ,
        "DAGSTER_HOME": str(root / ".dagster"),
        "PYTHONPATH": str(ROOT),
        "REINTEGRATION_ROOT": str(root),
    }
