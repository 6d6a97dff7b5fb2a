"""A report is recognised in layouts nobody here drew, and never by what its narratives say of other reports."""

from pathlib import Path

import pytest
import typst

from pipeline.sources.recognise import NotRecognised, Recognised, kind_of, recognise

OTHERS = "As noted in the 2024 TIP Report and the 2023 Trafficking in Persons Report of June 2023, luvan. GRETA(2011)5 said so."
TIP = "\n\n".join(
    f"= {name}\n{'Luvan mortik sandre polgar. ' * 40} {OTHERS}\n\n{'Finwem ritsko dalvur. ' * 40}"
    for name in ("ALBANIA (Tier 2)", "SERBIA (Tier 2 Watch List)", "ZAMBIA (Tier 1)")
)
GRETA = "\n\n".join(
    f"{n}. {'The authorities of Georgia reported luvan to GRETA. ' * 6} In 2019 Armenia and France did mortik."
    for n in range(1, 20)
)
BREAK = "\n#pagebreak()\n"
GROUP = "Group of Experts on Action against Trafficking in Human Beings"


def made(path: Path, text: str) -> Recognised:
    path.with_suffix(".typ").write_text(text, encoding="utf-8")
    typst.compile(path.with_suffix(".typ"), output=path, ignore_system_fonts=True)
    return recognise(path)


@pytest.mark.parametrize(
    "front",
    [
        '#set page(header: "2026 TRAFFICKING IN PERSONS REPORT", columns: 2)\n',
        "#set page(header: [TIP REPORT 2026 #h(1fr) COUNTRY NARRATIVES])\n",
        '#set page(footer: "Department of State · Trafficking in Persons Report · July 2026")\n',
        '#text(40pt)[TRAFFICKING IN PERSONS REPORT]\n\n#text(20pt)[JUNE 2026]\n\nDepartment of State#pagebreak()\n#set page(columns: 2, header: "TRAFFICKING IN PERSONS REPORT")\n',
        "#text(40pt)[Trafficking in Persons]\n\n#text(40pt)[Report]\n\n#text(20pt)[July 2026]" + BREAK,
        "#text(40pt)[2026]\n\n#text(40pt)[Trafficking in Persons Report]" + BREAK,
        "#text(30pt)[T R A F F I C K I N G  I N  P E R S O N S  R E P O R T]\n\n#text(20pt)[J U N E 2 0 2 6]" + BREAK,
        "#text(30pt)[Trafficking in Persons Report]" + BREAK + "This 2026 Trafficking in Persons Report shows luvan, as the 2025 TIP Report did. " * 3 + BREAK,
    ],
)  # fmt: skip
def test_a_volume_says_its_edition_in_many_ways(tmp_path: Path, front: str) -> None:
    found = made(tmp_path / "a.pdf", front + TIP)
    assert (found.source, found.edition_year, found.countries) == ("tip", 2026, ("ALB", "SRB", "ZMB"))


def test_an_edition_that_only_narratives_speak_of_is_not_the_report_s(tmp_path: Path) -> None:
    with pytest.raises(NotRecognised, match="shows no year"):
        made(tmp_path / "a.pdf", '#set page(header: "TRAFFICKING IN PERSONS REPORT")\n' + TIP)


@pytest.mark.parametrize(
    ("front", "number", "round_", "published"),
    [
        (f"G R E T A\n\n{GROUP}\n\nGRETA(2031)2\n\nReport concerning the implementation of the Convention by Georgia\n\nFirst evaluation round\n\nStrasbourg, 31 May 2031{BREAK}#set page(header: [GRETA(2031)2 #h(1fr) 3])\n", "GRETA(2031)2", 1, "2031-05-31"),
        (f"#grid(columns: 2, [GRETA \\ {GROUP}], [Access to justice and effective remedies])\nEVALUATION REPORT\n\n#text(26pt)[GEORGIA]\n\nThird evaluation round\n\nGRETA(2031)09\n\nPublication: 15 December 2031{BREAK}#set page(header: [2 #h(1fr) GRETA(2031)09])\n", "GRETA(2031)9", 3, "2031-12-15"),
        (f"FOURTH EVALUATION ROUND\n\nEVALUATION REPORT\n\n#text(26pt)[GEORGIA]\n\nGRETA(2031)07\n\nAdopted on 27 March 2031\n\nPublished on 10 June 2031\n\n{GROUP} (GRETA){BREAK}", "GRETA(2031)7", 4, "2031-06-10"),
    ],
)  # fmt: skip
def test_a_report_of_greta_of_every_round(tmp_path: Path, front: str, number: str, round_: int, published: str) -> None:
    found = made(tmp_path / "a.pdf", front + GRETA)
    assert (found.source, found.countries, found.number, found.round) == ("greta", ("GEO",), number, round_)
    assert (found.edition_year, found.published_on) == (2031, published)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.4", "pdf"),
        (b"junk\n%PDF-1.4", "pdf"),
        (b"\xef\xbb\xbf <!DOCTYPE html>", "html"),
        (b"<HTML>", "html"),
        (b"PK\x03\x04", None),
        (b"", None),
    ],
)
def test_the_kind_follows_from_the_first_bytes(head: bytes, kind: str | None) -> None:
    assert kind_of(head) == kind
