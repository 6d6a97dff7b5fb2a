"""The shortcut before a pattern must never hide a match."""

import importlib
import pkgutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline.claims
from pipeline.claims.phrases import Phrase, needed_strings


def _all_phrases() -> list[tuple[str, Phrase]]:
    found = []
    for info in pkgutil.iter_modules(pipeline.claims.__path__):
        module = importlib.import_module(f"pipeline.claims.{info.name}")
        for name, value in vars(module).items():
            values = [v[-1] for v in value if isinstance(v, tuple)] if isinstance(value, tuple) else [value]
            found += [(f"{info.name}.{name}", v) for v in values if isinstance(v, Phrase)]
    return found


PHRASES = _all_phrases()


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\bspent\b", ("spent",)),
        (r"(?:up|down)\s+from", ("from",)),
        (r"(?:compared|relative)\s+to", ("compared", "relative")),
        (r"(?:very\s+)?large", ("large",)),
        (r"(?:very)?", ()),
        (r"\d+|total", ()),
        (r"(?!not)total(?=s)", ("total",)),
    ],
)
def test_needs_are_what_every_match_holds(pattern: str, needed: tuple[str, ...]) -> None:
    assert needed_strings(pattern) == needed


def test_the_project_has_phrases_with_needs() -> None:
    assert len(PHRASES) > 30
    assert sum(bool(p.needed) for _, p in PHRASES) > len(PHRASES) / 2


@pytest.mark.parametrize(("name", "phrase"), PHRASES, ids=[n for n, _ in PHRASES])
@given(data=st.data())
@settings(deadline=None)
def test_a_guard_never_hides_a_match(name: str, phrase: Phrase, data: st.DataObject) -> None:
    """Any text that the plain pattern matches passes the look for needed strings, in any case of letters."""

    text = data.draw(st.from_regex(phrase.pattern))
    for form in (text, text.upper(), text.lower()):
        assert (phrase.search(form) is None) == (phrase.pattern.search(form) is None)


def test_a_stretch_of_a_sentence_is_searched_with_its_surroundings() -> None:
    phrase = Phrase(r"\bfunded\b")
    text = "refunded and funded"
    assert phrase.search(text, 2) is not None
    assert phrase.search(text, 2, 12) is None
    assert phrase.last("funded, funded", 0).start() == 8  # type: ignore[union-attr]
    assert [m.start() for m in phrase.finditer(text)] == [13]
