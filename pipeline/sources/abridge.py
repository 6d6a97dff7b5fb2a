"""Typesets the bundled abridgements: data/raw/abridged/src/*.txt to PDF, the same bytes each time.

Belongs here: calling the typesetter. The layouts are the .typ files beside the texts; `make abridgements` runs this.
"""

import sys
from pathlib import Path

import typst

FOLDER = Path("data/raw/abridged")


def typeset(source: Path) -> Path:
    """Typesets one text; returns the PDF beside the `src` folder.

    Fonts are those that the typesetter brings, never the machine's, so that every machine makes the same bytes.
    """
    folder = source.parent.parent
    name = source.stem
    is_tip = name.startswith("tip-")
    template = folder / ("tip.typ" if is_tip else "greta.typ")
    inputs = {"edition": name.removeprefix("tip-")} if is_tip else {"name": name}
    target = folder / f"{name}.pdf"
    typst.compile(template, output=target, root=folder, sys_inputs=inputs, ignore_system_fonts=True)
    return target


def main() -> None:
    """Typesets every text of the folder named on the command line, or of the repository."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    sources = sorted((folder / "src").glob("*.txt"))
    if not sources:
        sys.exit(f"{folder}/src: no texts; run this from the top of the repository")
    for source in sources:
        print(typeset(source))


if __name__ == "__main__":
    main()
