"""How a place in a report is cited, so that one row can be traced without any other table.

Belongs here: edition, page or paragraph in words. Does not belong here: finding the place, or the terms of a source.
"""

import re
from dataclasses import dataclass

from pipeline.reports.model import NarrativeParagraph

_PAGES = re.compile(r"\bpp\.\s*(?=\d)")
_PAGE = re.compile(r"\bp\.\s*(?=\w)")
_PARAGRAPH = re.compile(r"\bparas?\.\s*(?=\d)")
#: "TIP Report 2018, Sweden: " before the place: the citation names the edition itself, and the row the country.
_OWN_EDITION = re.compile(r"^(?:TIP Report|GRETA)[^:/]*:\s+")


@dataclass(frozen=True, slots=True)
class Origin:
    """The document that claims are read from, as far as a citation needs it.

    `number` is the report's own (GRETA(2012)2), `licence` the terms of the source in words; `abridged` says that the
    file read is a restatement, whose own pages are no pages of the report.
    """

    source: str
    edition_year: int | None
    number: str | None = None
    licence: str | None = None
    abridged: bool = False

    @property
    def edition(self) -> str:
        """The edition as it is cited: TIP Report 2018, GRETA(2012)2."""
        if self.source == "greta" and self.number:
            return self.number
        name = {"tip": "TIP Report", "greta": "GRETA report"}.get(self.source, self.source)
        return f"{name} {self.edition_year}" if self.edition_year else name

    @property
    def terms(self) -> str | None:
        """Terms of this data set and of the source, in one line; None where the source's are not known."""
        return f"CC BY 4.0; source: {self.licence}" if self.licence else None


def cite_paragraph(origin: Origin, paragraph: NarrativeParagraph, pdf_page: int | None) -> str:
    """The place of a sentence in a narrative's paragraph, in one line."""
    return cite(origin, paragraph.source.page_label, pdf_page, paragraph.number, paragraph.locator)


def cite(
    origin: Origin, page_label: str | None, pdf_page: int | None, paragraph: str | None, locator: str | None
) -> str:
    """Edition and place in one line: `TIP Report 2018, page 77` or `GRETA(2012)2, paragraph 45`.

    The locator of an abridgement names the place in the original and goes before the abridgement's own page.
    """
    if locator:
        place = _OWN_EDITION.sub("", locator)
        if "://" not in place:
            place = _PARAGRAPH.sub("paragraph ", _PAGE.sub("page ", _PAGES.sub("pages ", place)))
        return f"{origin.edition}, {place}"
    page = page_label or (str(pdf_page) if pdf_page else None)
    if origin.abridged:
        return f"{origin.edition}, page {page} of our abridgement" if page else f"{origin.edition}, our abridgement"
    if origin.source == "greta" and paragraph:
        return f"{origin.edition}, paragraph {paragraph}"
    return f"{origin.edition}, page {page}" if page else origin.edition
