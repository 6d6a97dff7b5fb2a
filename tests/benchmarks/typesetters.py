"""Whole invented volumes by other typesetters than reportlab: what a reader costs depends on how a file is drawn."""

import html
import subprocess
import tempfile
from pathlib import Path

import typst

from tests.volumes import Volume


def by_typst(volume: Volume, target: Path) -> None:
    """Two justified columns with embedded fonts and kerning."""
    parts = [
        '#set page(paper: "us-letter", columns: 2, margin: 1.8cm, header: [INVENTED PERSONS REPORT], numbering: "1")',
        "#set text(size: 9.5pt, hyphenate: true)\n#set par(justify: true)",
    ]
    for told in volume.countries:
        parts.append(f'#text(size: 13pt, weight: "bold")[{told.heading}]')
        parts += [_escaped(text) for _, text in told.paragraphs]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.typ"
        source.write_text("\n\n".join(parts), encoding="utf-8")
        typst.compile(str(source), output=str(target))


def _escaped(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "\\$#*_`<>@[]~=" else letter for letter in text)


def by_chromium(volume: Volume, target: Path) -> None:
    """Two justified columns in a font whose letters Chromium draws one by one."""
    body = "".join(
        f"<h2>{html.escape(told.heading)}</h2>" + "".join(f"<p>{html.escape(text)}</p>" for _, text in told.paragraphs)
        for told in volume.countries
    )
    style = "@page{size:letter;margin:0.8in}body{font:9.5pt/1.2 serif;columns:2;column-gap:18pt;text-align:justify;hyphens:auto}h2{column-span:all;font-size:13pt}"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(f"<html lang=en><meta charset=utf-8><style>{style}</style>{body}</html>", encoding="utf-8")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", f"--user-data-dir={folder}/profile"]
        command = ["chromium", *flags, "--no-pdf-header-footer", f"--print-to-pdf={target}", str(source)]
        subprocess.run(command, check=True, capture_output=True)


def by_groff(volume: Volume, target: Path) -> None:
    """Two columns by groff and Ghostscript, which moves words by hand."""
    parts = [".nr PS 9\n.nr VS 11\n.nr LL 6.5i\n.P1\n.2C\n"]
    for told in volume.countries:
        parts.append(f".SH\n{told.heading}\n")
        parts += [f".PP\n\\&{text}\n" for _, text in told.paragraphs]
    typeset = subprocess.run(
        ["groff", "-k", "-ms", "-Tps"], input="".join(parts).encode(), check=True, capture_output=True
    )
    subprocess.run(["ps2pdf", "-", str(target)], input=typeset.stdout, check=True, capture_output=True)
