"""Phrases of money: what qualifies the noun, the verb before it, and the verb that it is the subject of.

Belongs here: finding both in a sentence. What they say of funding is in statement_nouns.py.
"""

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.claims.predication import BE, FAR, Predication
from pipeline.claims.wording import Word


@dataclass(frozen=True, slots=True)
class MoneyNoun:
    """A noun phrase of money: its words first to last, what qualifies it, its verb (None if it has none before it)."""

    first: int
    last: int
    marks: frozenset[str]
    verb: int | None
    preposition: Word | None
    #: Whether "and" or a comma stands between the verb and the noun.
    joined: bool = False


class Predicate(NamedTuple):
    """The verb or adjective that a noun is the subject of."""

    place: int
    denied: bool
    passive: bool


def money_noun(p: Predication, at: int) -> MoneyNoun:
    """The phrase around a noun of money, with the verb or preposition that governs it."""
    marks: set[str] = set()
    preposition: Word | None = None
    j, first, joined = at - 1, at, False
    while j >= 0 and not p.stops[j] and at - j <= FAR:
        word = p.words[j]
        if word.any("relative"):
            break
        listed = joined and j > 0 and p.words[j - 1].text == "," and (word.any("light") or p.generic_verb(j))
        if p.verbs[j] and j and p.verbs[j - 1] and word.any("more", "less") and "part" in word.forms:
            # "reported increased challenges due to …": an adjective, of the money only if nothing stands between
            marks |= set() if joined else word.classes & {"more", "less"}
            j -= 1
            continue
        if p.verbs[j] and not _adjective(p, j, at) and not (listed and "part" in word.forms):
            return MoneyNoun(first, at, frozenset(marks), j, preposition, joined)
        if word.any("prep") or word.any("without"):
            if not joined:
                head = j - 1
                if word.any("without"):
                    return MoneyNoun(j, at, frozenset(marks | {"without"}), None, word)
                if word.text in ("of", "in", "to", "for", "on") and head >= 0 and _head(p, head, marks):
                    first, j = head, head - 1
                    continue
                preposition, joined = word, True
        elif word.text in ("nor", "neither"):
            marks.add("none")
            joined = True
        elif word.text == "," or word.any("join"):
            joined = joined or not (word.any("join") and j and _of_money(p, j - 1))
        elif listed:
            pass  # "vehicles, trained staff, and funding"
        elif p.generic_verb(j) and not _adjective(p, j, at):
            return MoneyNoun(first, at, frozenset(marks), j, preposition, joined)
        elif word.any("aux", "must") and not joined:
            break
        elif not joined:
            marks |= word.classes & {
                "none",
                "enough",
                "steady",
                "scarce",
                "more",
                "less",
                "untold",
                "public",
                "moneyed",
                "absence",
                "gone",
            }
            if word.any("not") and word.text != "not":
                marks.add("none")
            first = j
        elif word.any("none") and p.words[j + 1].text != "longer":
            marks.add("none")
        elif word.any("absence"):
            marks.add("absence")
        j -= 1
    return MoneyNoun(first, at, frozenset(marks), None, preposition)


def _of_money(p: Predication, at: int) -> bool:
    return p.words[at].any("money") and not p.verbs[at]


def _head(p: Predication, at: int, marks: set[str]) -> bool:
    """Whether a noun only measures what follows it: "a lack of funds", "an increase in the budget"."""
    word = p.words[at]
    if p.verbs[at] and not word.any("noun_too"):
        return False
    for name, kind in (("absence", "absence"), ("up", "more"), ("down", "less")):
        if word.any(name) and (word.any("noun_too") or word.any("absence")) and not p.verbs[at]:
            marks.add(kind)
            return True
    marks |= word.classes & {"none"}
    return word.any("measure")


def _adjective(p: Predication, at: int, noun: int) -> bool:
    """Whether a participle stands as an adjective before its noun: "devoted increased funding", "allocated funds"."""
    word = p.words[at]
    if not (word.forms & {"part", "ing"} or word.text.endswith("ed")) or at + 1 > noun:
        return False
    between = p.words[at + 1 : noun]
    if any(w.any("det") or w.any("prep") or w.text == "," or w.any("join") for w in between):
        return False
    if at == 0:
        return "ing" not in word.forms
    last = p.words[at - 1]
    if "ing" in word.forms:
        return last.any("det") or last.any("none")
    return (
        p.verbs[at - 1]
        or last.any("det")
        or last.any("prep")
        or (last.any("enough", "scarce", "public", "none", "moneyed") and not last.any("body"))
        or (last.text.endswith("ly") and at > 1 and (p.words[at - 2].any("det") or p.verbs[at - 2]))
    )


def predicate_of(p: Predication, noun: MoneyNoun) -> Predicate | None:
    """The verb or adjective that a money noun is the subject of: its place, whether it is denied, whether passive."""
    denied = False
    helped = passive = False
    last = min(len(p.words), noun.last + 1 + FAR + 8)
    aside = infinitive = False
    resume = 0
    within = _in_aside(p, noun.first)
    for j in range(noun.last + 1, last):
        word = p.words[j]
        if j < resume:
            continue
        if p.stops[j]:
            return None
        if (infinitive and word.any("join")) or _new_subject(p, j) or _left(p, noun, j, within):
            return None
        infinitive = infinitive or (word.text == "to" and j + 1 < len(p.words) and p.words[j + 1].base)
        if j == noun.last + 1 and "ing" in word.forms and word.any("stop", "up", "down"):
            return Predicate(j, False, False)
        if aside:  # ", on which NGOs rely,"
            aside = word.text != ","
            continue
        if word.any("relative"):
            if p.words[j - 1].text != "," and p.words[j - 2].text != ",":
                resume = _behind_relative(p, j, last)
                if not resume:
                    return None
                continue
            aside = True
            continue
        if word.any("not"):
            denied = True
        elif word.any("must") and j + 1 < last and p.words[j + 1].any("not"):
            helped = True  # "could not be established"
        elif word.any("must") or (word.text == "be" and not helped):
            return None
        elif word.any("aux"):
            helped = True
            passive = passive or word.text in BE
        elif helped and (
            word.forms & {"part", "base"}
            or word.any("enough", "scarce", "gone", "told", "untold", "more", "less")
            or word.text.endswith("ed")
        ):
            return Predicate(j, denied, passive)
        elif (helped and word.any("beside")) or word.text.endswith("ly"):
            continue
        elif p.verbs[j] and word.forms & {"past", "s"} and not _reduced(p, j):
            goes_on = word.any("keep") and j + 1 < last and p.words[j + 1].any("up", "down")
            return Predicate(j + goes_on, denied, False)
        elif helped:
            helped = helped and word.text in ("for", "the", "a", "an", "not", "often", "largely", "entirely", "too")
            if not helped:
                passive = False
    return None


def _in_aside(p: Predication, at: int) -> bool:
    """Whether a noun stands in ", which live on donors,", so that the next comma ends what is said of it."""
    for j in range(at - 1, 0, -1):
        if p.stops[j]:
            return False
        if p.words[j].any("relative"):
            return p.words[j - 1].text == ","
    return False


def _left(p: Predication, noun: MoneyNoun, at: int, within: bool) -> bool:
    """Whether a word behind a noun opens what no longer speaks of it."""
    word = p.words[at]
    if within and word.text == ",":
        return True
    if noun.verb is None or not p.words[noun.verb].any("rely"):
        return False
    return word.text in ("after", "before", "since") or (word.any("join") and p.words[at - 1].text == ",")


def _behind_relative(p: Predication, at: int, last: int) -> int:
    """Where the sentence goes on behind "that house victims": at the next "was" or "had"; 0 if it does not."""
    verb = False
    for j in range(at + 1, last):
        word = p.words[j]
        if p.stops[j] or word.text == "," or word.any("join", "relative"):
            return 0
        if verb and word.text in ("was", "were", "is", "are", "has", "had") and not p.words[j - 1].any("relative"):
            return j
        verb = verb or p.verbs[j] or p.generic_verb(j)
    return 0


def _new_subject(p: Predication, at: int) -> bool:
    """Whether a comma ends the phrase and another subject follows: "launching the fund, it did not …"."""
    return (
        p.words[at].text == ","
        and at + 1 < len(p.words)
        and (
            p.words[at + 1].any("det")
            or p.words[at + 1].text in ("it", "they", "ngos", "authorities", "officials", "observers", "experts")
        )
    )


def _reduced(p: Predication, at: int) -> bool:
    """Whether a participle only describes the noun: "funds provided by donors ran out", "money allocated to NGOs"."""
    word = p.words[at]
    if not word.forms & {"part"} or (word.any("up", "down", "stop", "be") and not word.text.startswith("rais")):
        return False
    if at + 1 < len(p.words) and p.words[at + 1].any("aux"):
        return True
    return at + 1 < len(p.words) and p.words[at + 1].any("prep")
