"""A half-fetched file: what it is half of.

Belongs here: the note beside it, address and the mark by which the server knows the version. Does not belong here: fetching.
"""

import json
from pathlib import Path


class Note:
    """What a half-fetched file is half of: its address and the mark by which the server knows the version."""

    def __init__(self, part: Path, url: str, validator: str, have: int) -> None:
        """A part of `have` bytes."""
        self.part, self.url, self.validator, self.have = part, url, validator, have

    @staticmethod
    def _file(part: Path) -> Path:
        return part.with_name(part.name + ".json")

    @classmethod
    def of(cls, part: Path, url: str) -> "Note":
        """The note of a part; a part of something else, or without a mark, is thrown away."""
        try:
            told = json.loads(cls._file(part).read_text(encoding="utf-8"))
            if told["url"] == url and told["validator"] and part.is_file():
                return cls(part, url, str(told["validator"]), part.stat().st_size)
        except (OSError, ValueError, KeyError, TypeError):
            pass
        note = cls(part, url, "", 0)
        note.drop()
        return note

    def begin(self, validator: str | None) -> None:
        """Writes down what is being fetched."""
        self.part.parent.mkdir(parents=True, exist_ok=True)
        self._file(self.part).write_text(json.dumps({"url": self.url, "validator": validator}), encoding="utf-8")

    def drop(self) -> None:
        """Throws part and note away."""
        self.part.unlink(missing_ok=True)
        self.forget()

    def forget(self) -> None:
        """Throws the note away: the file is whole."""
        self._file(self.part).unlink(missing_ok=True)
