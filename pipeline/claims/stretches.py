"""Cuts a sentence into stretches, so that each can say one thing of money.

Belongs here: borders between them. What is said is in statement_verbs.py, statement_nouns.py and untold.py.
"""

from collections.abc import Iterator

from pipeline.claims.predication import Predication


def stretches(p: Predication) -> Iterator[tuple[int, int]]:
    """Stretches between borders: hard ones, and where "and" or a comma begins another verb."""
    first = 0
    for at in range(1, len(p.words)):
        if _border(p, at):
            yield first, at - 1
            first = at
    if p.words:
        yield first, len(p.words) - 1


def _border(p: Predication, at: int) -> bool:
    if p.stops[at - 1] or p.words[at].any("relative", "break", "without"):
        return True
    before, word = p.words[at - 1], p.words[at]
    if word.text in ("after", "since") and _subject(p, at + 1):
        return True
    if before.any("join") and word.text == ",":
        return True
    if before.any("join") and at > 1 and p.words[at - 2].text == "," and _subject(p, at):
        return True
    if before.text == "," and word.text in ("it", "they", "the", "its", "some", "no") and _verb_behind(p, at):
        return True
    if before.text == "," and word.text.endswith("ing") and _gerund(p, at):
        return True
    if not before.any("join") or at + 1 >= len(p.words):
        return False
    follows = at + 1 if word.text.endswith("ly") or word.text in ("also", "then", "again", "did") else at
    verb = p.words[min(follows, len(p.words) - 1)]
    return (
        (word.text in ("the", "it", "they", "no", "did", "was", "were", "had", "has") and _verb_behind(p, at))
        or (p.verbs[follows] and bool(verb.forms & {"past", "s", "base", "ing"}))
        or p.generic_verb(follows)
    )


def _gerund(p: Predication, at: int) -> bool:
    """Whether "…ing" is a verb of its own: ", relying on donors", not ", funding was allocated"."""
    word = p.words[at]
    if "ing" in word.forms:
        return p.verbs[at]
    return len(word.text) > 5 and not word.classes and word.text not in ("during", "nothing", "everything")


def _subject(p: Predication, at: int) -> bool:
    """Whether a new subject with its verb begins here: ", and a foreign donor paid …"."""
    for j in range(at, min(len(p.words), at + 8)):
        word = p.words[j]
        if p.stops[j] or word.text == "," or word.any("join", "relative"):
            return False
        if word.any("aux") or (p.verbs[j] and word.finite):
            return True
    return False


def _verb_behind(p: Predication, at: int) -> bool:
    return any(p.verbs[j] or p.words[j].any("aux") for j in range(at, min(len(p.words), at + 8)))
