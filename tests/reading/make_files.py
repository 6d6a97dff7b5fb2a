"""Makes the small files of tests/reading/files with five typesetters: Chromium, LibreOffice, Typst, groff and LaTeX.

For maintainers: `python -m tests.reading.make_files` needs chromium, soffice, groff, ps2pdf and pdflatex on the PATH. The files are committed, so
that the tests need neither. All text is invented.
"""

import shutil
import subprocess
import tempfile
from html import escape
from pathlib import Path

import typst

FILES = Path(__file__).parent / "files"
COUNTRIES = [("ALBANIA", "Tier 2"), ("BURUNDI", "Tier 3"), ("CROATIA", "Tier 2 Watch List")]
_PARTS = ["luvan", "mortik", "sandre", "polgar", "finwem", "ritsko", "dalvur", "gonpra", "zelnik", "horvat"]
NOTE = "See a note that tells of nobody."
BOX = "A story in a box stands beside the text and tells of nobody at all in words that mean nothing."


def paragraph(seed: int) -> str:
    """An invented paragraph of long words, so that typesetters divide some."""
    words = [f"{_PARTS[(seed + 3 * n) % 10]}{_PARTS[(seed * 7 + n) % 10]}{chr(97 + n % 26)}" for n in range(46)]
    money = f"the official office allocated {seed * 1000 + 77_000:,} euros to sufficiently different efforts"
    return f"{' '.join(words[:23]).capitalize()} {money} {' '.join(words[23:])}."


def story() -> list[tuple[str, list[tuple[str, str]]]]:
    """Headings, and under each (section, paragraph)."""
    found = []
    for c, (name, tier) in enumerate(COUNTRIES):
        sections = [("", 3), ("Prosecution", 3), ("Protection", 4), ("Prevention", 3)]
        body = [(s, paragraph(c * 40 + n * 9 + k)) for n, (s, count) in enumerate(sections) for k in range(count)]
        found.append((f"{name} ({tier})", body))
    return found


def chromium(target: Path) -> None:
    """Two justified columns with automatic hyphens, headings across them and a floating box."""
    parts = []
    for heading, body in story():
        parts.append(f"<h2>{heading}</h2>")
        seen = ""
        for n, (section, text) in enumerate(body):
            if section != seen:
                parts.append(f"<h3>{section}</h3>")
                seen = section
            parts.append(f"<p>{escape(text)}</p>")
            if n == 4:
                parts.append(f"<aside>{BOX}</aside>")
    style = (
        "@page{size:letter;margin:0.9in}body{font:10pt/1.25 serif;columns:2;column-gap:20pt;text-align:justify;hyphens:auto}"
        "h2{column-span:all;font-size:15pt}h3{font-size:11pt}p{margin:0 0 6pt}"
        "aside{width:120pt;border:1px solid #333;background:#ddd;font:8.5pt sans-serif;padding:8pt;margin:8pt auto;hyphens:none}"
    )
    page = f"<html lang=en><meta charset=utf-8><style>{style}</style><body>{''.join(parts)}</body></html>"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page, encoding="utf-8")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        subprocess.run(
            [
                "chromium",
                *flags,
                f"--user-data-dir={folder}/profile",
                "--no-pdf-header-footer",
                f"--print-to-pdf={target}",
                str(source),
            ],
            check=True,
            capture_output=True,
        )


def libreoffice(target: Path) -> None:
    """Two columns in a text document with a running head and page numbers."""
    parts = []
    for heading, body in story():
        parts.append(f'<text:p text:style-name="H">{heading}</text:p>')
        seen = ""
        for section, text in body:
            if section != seen:
                parts.append(f'<text:p text:style-name="S">{section}</text:p>')
                seen = section
            parts.append(f'<text:p text:style-name="B">{escape(text)}</text:p>')
    names = ["office", "style", "text", "fo"]
    spaces = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n if n != "fo" else "xsl-fo-compatible"}:1.0"'
        for n in names
    )
    document = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {spaces} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:text-align="justify" fo:margin-bottom="0.08in"/>
<style:text-properties fo:font-size="10pt" fo:language="en" fo:country="US" fo:hyphenate="true"/></style:style>
<style:style style:name="H" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.1in" fo:margin-top="0.2in" fo:keep-with-next="always"/>
<style:text-properties fo:font-size="13pt" fo:font-weight="bold"/></style:style>
<style:style style:name="S" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.05in" fo:keep-with-next="always"/>
<style:text-properties fo:font-size="10pt" fo:font-weight="bold"/></style:style>
<style:style style:name="F" style:family="paragraph"><style:text-properties fo:font-size="8pt"/></style:style>
<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="8.5in" fo:page-height="11in" fo:margin-top="0.5in"
 fo:margin-bottom="0.5in" fo:margin-left="0.9in" fo:margin-right="0.9in"><style:columns fo:column-count="2" fo:column-gap="0.3in"/></style:page-layout-properties>
<style:header-style><style:header-footer-properties fo:margin-bottom="0.3in"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:margin-top="0.3in"/></style:footer-style></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P">
<style:header><text:p text:style-name="F">INVENTED PERSONS REPORT 1999</text:p></style:header>
<style:footer><text:p text:style-name="F"><text:page-number text:select-page="current">1</text:page-number></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>{"".join(parts)}</office:text></office:body></office:document>"""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "libreoffice.fodt"
        source.write_text(document, encoding="utf-8")
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                folder,
                str(source),
            ],
            check=True,
            capture_output=True,
        )
        shutil.copyfile(Path(folder) / "libreoffice.pdf", target)


def typst_file(target: Path) -> None:
    """Three narrow columns on landscape paper with a running head and roman page numbers."""
    parts = [
        '#set page(paper: "us-letter", flipped: true, columns: 3, margin: 1.6cm, header: [INVENTED PERSONS REPORT], numbering: "i")',
        "#set text(size: 9pt, hyphenate: true)\n#set par(justify: true)",
    ]
    for heading, body in story():
        parts.append(f'#text(size: 13pt, weight: "bold")[{heading}]')
        seen = ""
        for section, text in body:
            if section != seen:
                parts.append(f'#text(weight: "bold")[{section}]')
                seen = section
            parts.append(text)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.typ"
        source.write_text("\n\n".join(parts), encoding="utf-8")
        typst.compile(str(source), output=str(target))


def groff(target: Path) -> None:
    """Two columns by groff and Ghostscript, which moves words by hand; indents, a framed box, page numbers far from the edge."""
    parts = [".nr PS 9\n.nr VS 11\n.nr LL 6.5i\n.ds CH Invented Persons Report\n.ds CF %\n.P1\n.2C\n"]
    for heading, body in story():
        parts.append(f".SH\n{heading}\n")
        seen = ""
        for n, (section, text) in enumerate(body):
            if section != seen:
                parts.append(f".LP\n.B\n{section}\n.R\n.br\n")
                seen = section
            parts.append(f".PP\n{text}\n")
            if n == 4:
                parts.append(f".B1\n.ps 8\n{BOX}\n.B2\n")
    typeset = subprocess.run(
        ["groff", "-k", "-ms", "-Tps"], input="".join(parts).encode(), check=True, capture_output=True
    )
    subprocess.run(["ps2pdf", "-", str(target)], input=typeset.stdout, check=True, capture_output=True)


def latex(target: Path) -> None:
    """Balanced columns under headings of their own, footnotes with raised marks, sections in capitals of the text's type."""
    parts = [
        "\\documentclass[10pt,a4paper]{article}\\usepackage[margin=1.8cm]{geometry}\\usepackage{multicol}",
        "\\begin{document}\\setcounter{page}{57}",
    ]
    for heading, body in story():
        parts.append(f"\\section*{{{heading}}}\\begin{{multicols}}{{2}}")
        seen = ""
        for n, (section, text) in enumerate(body):
            if section != seen:
                parts.append(f"\\noindent {section.upper()}\n")
                seen = section
            parts.append(text + (f"\\footnote{{{NOTE}}}" if n == 4 else "") + "\n")
        parts.append("\\end{multicols}")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.tex"
        source.write_text("\n".join([*parts, "\\end{document}"]), encoding="utf-8")
        subprocess.run(["pdflatex", "-interaction=batchmode", source.name], cwd=folder, check=True, capture_output=True)
        shutil.copyfile(Path(folder) / "page.pdf", target)


if __name__ == "__main__":
    FILES.mkdir(exist_ok=True)
    for name, make in (
        ("chromium", chromium),
        ("libreoffice", libreoffice),
        ("typst", typst_file),
        ("groff", groff),
        ("latex", latex),
    ):
        make(FILES / f"{name}.pdf")
