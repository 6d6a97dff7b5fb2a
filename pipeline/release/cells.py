"""Text as a cell that no spreadsheet runs, and back.

Belongs here: the one rule for every CSV and XLSX file of ours. Imports nothing heavy: `reintegration extract` uses it.
"""

import re

#: What a spreadsheet may take for a formula: the four signs, also in full width, also behind blanks or characters
#: that cannot be seen, or a control character that some programs cut off. Any apostrophes before it belong to it, so
#: that the mark can be taken off again.
_HIDDEN = r"\s\x00-\x1f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_FORMULA = re.compile(rf"'*(?:[{_HIDDEN}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])")


def safe_text(text: str) -> str:
    """Text as a cell that no spreadsheet runs: an apostrophe stands before what looks like a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def plain_text(cell: str) -> str:
    """The text that `safe_text` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
