"""A small project with a catalogue of its own and invented reports."""

from pathlib import Path

from tests.volumes import GretaTold, Volume, invent_greta, invent_volume, typeset_greta, typeset_volume

CATALOGUE = """\
# the first line stays
licences:
  us-government-work: {name: Public domain, terms_url: https://example.org/us}
  council-of-europe: {name: Figures only, terms_url: https://example.org/coe}
hosts:
  - name: www.state.gov
    aliases: [2009-2017.state.gov, m.state.gov]
  - name: rm.coe.int
sources:
  - id: tip-2013   # a remark that stays
    source: tip
    edition_year: 2013
    title: Trafficking in Persons Report 2013
    publisher: US Department of State
    licence: us-government-work
    verified_by: 'a test, with: a colon'
    landing_url: https://www.state.gov/tip/2013

  # a remark on what follows
  - id: greta-round-2-mne
    source: greta
    country_iso3: MNE
    round: 2
    title: Second-round evaluation report on Montenegro
    publisher: Council of Europe, GRETA
    licence: council-of-europe
    verified_by: a test
    number: GRETA(2016)77
    unverified: [number]
"""
#: What a GRETA cover hides: the template of another country's report.
HIDDEN = "GRETA(2016)6\nReport on Albania\nAdopted on 11 March 2016\nPublished on 1 June 2016"


def make_project(root: Path, catalogue: str = CATALOGUE) -> Path:
    """Folders and a catalogue."""
    for name in ("inbox", "originals", "abridged"):
        (root / "data" / "raw" / name).mkdir(parents=True)
    (root / "data" / "raw" / "sources.yaml").write_text(catalogue, encoding="utf-8")
    return root


def volume(path: Path, edition: int = 2013, countries: int = 4, seed: int = 1) -> Volume:
    """An invented edition as a PDF."""
    made = invent_volume(seed, edition, countries, 4)
    typeset_volume(made, path)
    return made


def greta(path: Path, iso3: str = "MNE", number: str = "GRETA(2016)19", hidden: str | None = HIDDEN) -> GretaTold:
    """An invented report of GRETA as a PDF."""
    made = invent_greta(1, iso3, number, 20)
    typeset_greta(made, path, hidden_cover=hidden)
    return made


def page(title: str, heading: str, text: str = "The luvan mortik was sandre. " * 12, more: str = "") -> bytes:
    """A country page as the State Department's site has them."""
    return (
        f"<!DOCTYPE html><html><head><title>{title} - United States Department of State</title></head><body>"
        f"<nav>Menu</nav><div class='entry-content'>{heading}<p>{text}</p>{more}</div></body></html>"
    ).encode()
