"""HTML pages to paragraphs: the content container of the page, never a guess at what is boilerplate.

Main-content extractors lose sections of the State Department's pages; its containers are known and few.
"""

import re
from collections.abc import Iterator

from lxml import etree, html

from pipeline.reading.model import Paragraph, ParagraphKind, Reading, UnreadableDocument

#: Containers of the text, the innermost first: WordPress pages, sections of reports, the old site, mirrors.
_CONTAINERS = (
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' entry-content ')]",
    "//section[contains(concat(' ', normalize-space(@class), ' '), ' content ') or contains(@class, 'report__section')]",
    "//*[@id='centerblock']",
    "//*[@id='content' or @id='main-content' or @id='maincontent']",
    "//article",
    "//main",
    "//body",
)
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = _HEADINGS | {"p", "li", "tr", "blockquote", "pre", "dd", "dt", "figcaption", "caption", "div", "section"}
#: What is no text at all.
_DROP = ("script", "style", "noscript", "template", "svg", "iframe")
#: Parts of a page that are no running text, and what they are.
_APART = {
    **dict.fromkeys(("nav", "header", "footer", "form", "button"), "navigation of the page"),
    **dict.fromkeys(("figcaption", "caption"), "banner or caption of the page"),
    "aside": "box of the page",
}
_BANNER = re.compile(
    r"archived content|official website of the united states|information released online (?:from|prior)|printable banner"
    r"|^share$|^home page$|^\W*(?:back to )?(?:the )?top\W*$",
    re.I,
)
#: A piece of a block: its text and whether it is bold. A line's end is one by itself.
_Piece = tuple[str, bool]
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read_html(text: str, name: str) -> Reading:
    """Paragraphs of an HTML page, archive banners and captions set aside as furniture.

    Raises:
        UnreadableDocument: the page holds no text.
    """
    parser = html.HTMLParser(huge_tree=False)
    try:
        tree = html.document_fromstring(text.replace("\x00", ""), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as problem:
        raise UnreadableDocument(f"{name}: the HTML cannot be parsed; fetch it again") from problem
    if any(e.level == etree.ErrorLevels.FATAL for e in parser.error_log):
        # what stands behind such a place is lost without a word
        said = " ".join(str(parser.error_log.last_error.message).split())
        raise UnreadableDocument(f"{name}: the HTML cannot be parsed to its end ({said}); fetch it again")
    for tag in _DROP:
        for node in list(tree.iter(tag)):
            node.drop_tree()
    aside = _hidden(tree)
    _mark_turned(tree)
    containers = next(
        (nodes for path in _CONTAINERS if (nodes := [n for n in tree.xpath(path) if (n.text_content() or "").strip()])),
        [],
    )
    inner = set(containers)
    outer = [n for n in containers if not any(a in inner for a in n.iterancestors())]
    found: list[Paragraph] = []
    for container in outer:
        _walk(container, found)
    if not any(p.kind in ("body", "heading", "table") for p in found):
        raise UnreadableDocument(f"{name}: the page holds no text; fetch it again")
    return Reading(1, (*found, *aside))


_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d])", re.I
)
_OVERRIDE = re.compile(r"unicode-bidi\s*:\s*[\w-]*override", re.I)


def _hidden(tree: html.HtmlElement) -> list[Paragraph]:
    """Takes out what the page does not show and returns it: a reader of the page never saw it."""
    aside: list[Paragraph] = []
    for node in tree.xpath("//body//*[@hidden or @style]"):
        if "hidden" in node.attrib or _HIDDEN.search(node.get("style", "")):
            if text := " ".join(node.text_content().split()):
                aside.append(Paragraph(text, 1, None, "untrusted", reason="in the file but not shown"))
            if node.getparent() is not None:
                node.drop_tree()
    return aside


def _mark_turned(tree: html.HtmlElement) -> None:
    """Puts the character for turned text where the markup turns it, so that unseen.py finds both alike."""
    for node in tree.xpath("//bdo[@dir='rtl'] | //*[@style]"):
        if node.tag == "bdo" or _OVERRIDE.search(node.get("style", "")):
            node.text = "\u202e" + (node.text or "")


def _walk(node: html.HtmlElement, found: list[Paragraph]) -> None:
    """Leaf blocks in document order; text between blocks is a paragraph of its own."""
    pending: list[_Piece] = [(node.text or "", False)]

    def flush() -> None:
        _add(found, pending, "div")
        pending.clear()

    for child in node:
        if not isinstance(child.tag, str):
            pass
        elif child.tag in _APART:
            flush()
            if text := " ".join(child.text_content().split()):
                kind: ParagraphKind = "callout" if child.tag == "aside" else "furniture"
                found.append(Paragraph(text, 1, None, kind, reason=_APART[child.tag]))
        elif child.tag == "tr":
            flush()
            row = " ".join(" ".join(cell.text_content().split()) for cell in child.iter("td", "th"))
            if _holds_blocks(child) and len(list(child.iter("td", "th"))) < 3:  # a table that only places the page
                _walk(child, found)
            elif row.strip():
                found.append(Paragraph(row.strip(), 1, None, "table"))
        elif _holds_blocks(child):
            flush()
            _walk(child, found)
        elif child.tag in _BLOCKS:
            flush()
            _add(found, list(_pieces(child)), child.tag)
        else:
            pending += _pieces(child)
        pending.append((child.tail or "", False))
    flush()


def _holds_blocks(node: html.HtmlElement) -> bool:
    return any(isinstance(d.tag, str) and (d.tag in _BLOCKS or d.tag in _APART) for d in node.iterdescendants())


def _pieces(node: html.HtmlElement, bold: bool = False) -> Iterator[_Piece]:
    """The text of an element that holds no blocks, line ends and raised digits as such."""
    if node.tag == "br":
        yield "\n", False
        return
    bold = bold or node.tag in ("b", "strong")
    text = " ".join(re.split(r"[\r\n\t ]+", node.text or ""))
    # the mark of a footnote is no digit of the amount before it
    yield (text.translate(_RAISED) if node.tag == "sup" and len(text) < 4 else text), bold
    for child in node:
        if isinstance(child.tag, str):
            yield from _pieces(child, bold)
        yield " ".join(re.split(r"[\r\n\t ]+", child.tail or "")), bold


def _add(found: list[Paragraph], pieces: list[_Piece], tag: str) -> None:
    """Paragraphs of one block: an empty line divides it, and a bold line is a heading of its own."""
    lines: list[list[_Piece]] = [[]]
    for text, bold in pieces:
        if text == "\n":
            lines.append([])
        else:
            lines[-1].append((text, bold))
    group: list[str] = []
    for line in [*lines, []]:
        text = " ".join("".join(t for t, _ in line).split())
        bold = bool(text) and all(b for t, b in line if t.strip())
        alone = bold and len(text) < 120 and tag not in _HEADINGS
        if (alone or not text) and (tag not in _HEADINGS or line == []) and group:
            _put(found, " ".join(group), tag, False)
            group.clear()
        if alone:
            _put(found, text, tag, True)
        elif text:
            group.append(text)


def _put(found: list[Paragraph], text: str, tag: str, bold: bool) -> None:
    if _BANNER.search(text) and len(text) < 400:
        found.append(Paragraph(text, 1, None, "furniture", reason="banner or caption of the page"))
    else:
        heading = tag in _HEADINGS or bold
        found.append(Paragraph(text, 1, None, "heading" if heading else "body", bold=heading))
