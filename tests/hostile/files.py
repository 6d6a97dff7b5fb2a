"""Hostile files, made byte by byte. All text and figures in them are invented."""

import random
import zlib
from collections.abc import Sequence

SENTENCE = "The invented government allocated 1.2 million euros to shelters for victims."
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def pdf(objects: Sequence[bytes], *, root: int = 1, offsets: Sequence[int] | None = None) -> bytes:
    """A PDF of numbered objects from 1 on, with a cross-reference table, right or with the offsets given."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    found = []
    for number, body in enumerate(objects, start=1):
        found.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets if offsets is not None else found:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return bytes(out)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object with its length."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def printed(text: str, x: float = 72, y: float = 700) -> bytes:
    """Content that prints a line."""
    return b"BT /F1 11 Tf %f %f Td (%s) Tj ET\n" % (x, y, text.encode("latin-1"))


def one_page(
    content: bytes,
    *,
    box: bytes = b"[0 0 612 792]",
    font: bytes = _FONT,
    filters: Sequence[bytes] = (),
    more: bytes = b"",
) -> bytes:
    """A PDF of one page with this content."""
    entries = b"/Filter [%s]" % b" ".join(filters) if filters else b""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> %s >>"
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page % (box, more),
            stream(content, entries),
            font,
        ]
    )


def plain() -> bytes:
    """A page that is well."""
    return one_page(b"".join(printed(SENTENCE, y=700 - 14 * n) for n in range(3)))


def bomb(megabytes: int) -> bytes:
    """A small file whose page content is this long when unpacked, twice packed."""
    packer = zlib.compressobj(9)
    block = printed("a" * 200) * 1000
    inner = b"".join(packer.compress(block) for _ in range(megabytes * 10**6 // len(block))) + packer.flush()
    return one_page(zlib.compress(inner, 9), filters=[b"/FlateDecode", b"/FlateDecode"])


def million_glyphs(glyphs: int = 1_000_000) -> bytes:
    """One page on which a million letters are printed, a few at each place."""
    rng = random.Random(7)
    lines = [printed("invented words " * 6, rng.uniform(0, 500), rng.uniform(0, 780)) for _ in range(glyphs // 90)]
    return one_page(zlib.compress(b"".join(lines)), filters=[b"/FlateDecode"])


def nested_arrays(depth: int) -> bytes:
    """A page with an entry nested this deep."""
    return one_page(printed(SENTENCE), more=b"/Deep " + b"[" * depth + b"]" * depth)


def nested_page_tree(depth: int) -> bytes:
    """A chain of page tree nodes, the page at its end."""
    nodes = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    for number in range(2, depth + 2):
        parent = b"/Parent %d 0 R" % (number - 1) if number > 2 else b""
        nodes.append(b"<< /Type /Pages /Kids [%d 0 R] /Count 1 %s >>" % (number + 1, parent))
    nodes.append(b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 612 792] >>" % (depth + 1))
    return pdf(nodes)


def circular_page_tree() -> bytes:
    """Page tree nodes that are each other's children, and claim many pages."""
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 100000 >>",
            b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 100000 /Parent 2 0 R >>",
        ]
    )


def circular_forms() -> bytes:
    """A form that draws itself."""
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X 4 0 R >> >>"
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /XObject << /X 4 0 R >> >> >>",
            stream(b"/X Do /X Do", form),
            stream(b"/X Do " * 50),
        ]
    )


def exponential_forms(depth: int) -> bytes:
    """Forms that each draw the next one twice: few bytes, two to this power drawings."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
        stream(b"/X Do"),
    ]
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X %d 0 R >> >>"
    objects += [stream(b"/X Do /X Do", form % (number + 1)) for number in range(5, 5 + depth)]
    return pdf([*objects, stream(printed(SENTENCE), b"/Type /XObject /Subtype /Form /BBox [0 0 600 800]")])


def exponential_page_tree(depth: int) -> bytes:
    """Page tree nodes that each have the next one twice as a child, and say how many pages that makes."""
    nodes = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    for n in range(depth):
        nodes.append(b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count %d >>" % (n + 3, n + 3, 2 ** (depth - n)))
    return pdf([*nodes, b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 612 792] >>" % (depth + 1)])


def one_page_many_times(times: int) -> bytes:
    """A page tree whose only page is named so many times."""
    return plain().replace(b"/Kids [3 0 R] /Count 1", b"/Kids [" + b"3 0 R " * times + b"] /Count %d" % times)


def named_by(unicode_map: dict[int, str]) -> bytes:
    """A page whose letters are named by a ToUnicode map: what is drawn and what is read differ."""
    rows = b"".join(
        b"<%02x> <%s>\n" % (code, text.encode("utf-16-be").hex().encode()) for code, text in unicode_map.items()
    )
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n%d beginbfchar\n%sendbfchar endcmap end end"
    ) % (len(unicode_map), rows)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    codes = b"".join(b"%02x" % code for code in unicode_map)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page,
            stream(b"BT /F1 11 Tf 72 700 Td <%s> Tj ET" % codes),
            font,
            stream(cmap),
        ]
    )


def html_page(body: str) -> bytes:
    """A web page with this body."""
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>".encode()
