"""HTML pages to paragraphs: the content container of the page, never a guess at what is boilerplate.

Main-content extractors lose sections of the State Department's pages; its containers are known and few.
"""

import re

from lxml import etree, html

from pipeline.reading.model import Paragraph, Reading, UnreadableDocument

#: Containers of the text, the innermost first: WordPress pages, sections of reports, the old site, mirrors.
_CONTAINERS = (
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' entry-content ')]",
    "//section[contains(@class, 'content')]",
    "//*[@id='centerblock']",
    "//*[@id='content' or @id='main-content']",
    "//article",
    "//main",
    "//body",
)
_BLOCKS = {
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "td",
    "th",
    "blockquote",
    "pre",
    "dd",
    "dt",
    "figcaption",
    "caption",
    "div",
    "section",
}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_DROP = (
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "form",
    "svg",
    "header",
    "footer",
    "aside",
    "iframe",
    "button",
)
_BANNER = re.compile(
    r"archived content|official website of the united states|information released online (?:from|prior)|printable banner|^share$|^home page$",
    re.I,
)


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
    if not any(p.kind in ("body", "heading") for p in found):
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
    pending = [node.text or ""]

    def flush(bold: bool = False) -> None:
        _add(found, "".join(pending), "div", bold)
        pending.clear()

    for child in node:
        if not isinstance(child.tag, str):
            pending.append(child.tail or "")
            continue
        if child.tag == "br":
            pending.append("\n")
        elif _holds_blocks(child):
            flush()
            _walk(child, found)
        elif child.tag in _BLOCKS:
            flush()
            _add(found, child.text_content(), child.tag, _all_bold(child))
        else:
            pending.append(child.text_content())
        pending.append(child.tail or "")
    flush()


def _holds_blocks(node: html.HtmlElement) -> bool:
    return any(isinstance(d.tag, str) and d.tag in _BLOCKS for d in node.iterdescendants())


def _all_bold(node: html.HtmlElement) -> bool:
    bold = "".join(b.text_content() for b in node.iter("b", "strong"))
    return bool(bold.strip()) and bold.strip() == (node.text_content() or "").strip()


def _add(found: list[Paragraph], text: str, tag: str, bold: bool) -> None:
    for part in re.split(r"\n\s*\n", text):
        clean = " ".join(part.split())
        if not clean:
            continue
        if (_BANNER.search(clean) and len(clean) < 400) or tag == "figcaption":
            found.append(Paragraph(clean, 1, None, "furniture", reason="banner or caption of the page"))
        else:
            heading = tag in _HEADINGS or (bold and len(clean) < 120)
            found.append(Paragraph(clean, 1, None, "heading" if heading else "body", bold=heading or bold))
