"""Text from outside as one line that a terminal or a table can show without being steered by it."""

import re
import unicodedata

_KINDS = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_SUSPECT = re.compile(r"[^\x20-\x7e]")


def printable(text: str) -> str:
    """The text with every control, direction or unseen character written out as its code, line breaks too.

    Escape sequences can move a terminal's cursor, rename its window or hide what was printed before; a file name or a
    sentence of a report may hold them.
    """
    return _SUSPECT.sub(_written_out, text)


def _written_out(match: re.Match[str]) -> str:
    letter = match[0]
    if unicodedata.category(letter) not in _KINDS or letter == "\u00ad":
        return letter
    return f"\\x{ord(letter):02x}" if ord(letter) < 256 else f"\\u{ord(letter):04x}"
