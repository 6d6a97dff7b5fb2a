"""How the verbs of a sentence stand: which words are verbs, and whether a verb is denied, wished for or a fact.

Belongs here: the grammar of one sentence over its words. Nouns of money are in money_nouns.py, what both mean for funding
in statement_verbs.py, statement_nouns.py and untold.py.
"""

from dataclasses import dataclass

from pipeline.claims.wording import Word

#: How many words a verb and its object, or a subject and its verb, may stand apart.
FAR = 14
BE = frozenset(["was", "were", "is", "are", "be", "been", "being"])
_DO = frozenset(["do", "does", "did"])
#: Verbs of money by class.
PAYS = ("give", "get", "keep", "pay", "fund", "cover")


#: What follows the last word.
_END = Word("", 0, 0, frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said of money: its status and the words, first to last, that say it.

    `kind` is "in_kind", "rely" (living on somebody's money), "cause" (a phrase without a verb) or "".
    """

    status: str
    first: int
    last: int
    kind: str = ""


class Predication:
    """The words of a sentence and how they hang together."""

    def __init__(self, words: list[Word], state_pays: bool = False, courts: bool = False, priced: bool = False) -> None:
        self.words = words
        #: Whether the sentence names sums.
        self.priced = priced
        #: Whether courts or criminals are spoken of, whose payments are no funding.
        self.courts = courts
        #: Whether compensation that the sentence speaks of is the state's, not a court's.
        self.state_pays = state_pays
        self.stops = [self._hard(at) for at in range(len(words))]
        self.verbs = [self._is_verb(at) for at in range(len(words))]

    def _hard(self, at: int) -> bool:
        word = self.words[at]
        if word.text in (";", ":", "(", ")", "–", "—"):
            return True
        if word.text == "yet" and at + 1 < len(self.words) and self.words[at + 1].text in ("to", "another"):
            return False
        return word.any("break")

    def _is_verb(self, at: int) -> bool:
        """Whether a word that may be a verb is one here: "to fund", "the ministry funds", not "the fund"."""
        word = self.words[at]
        if word.any("verbal"):
            return True
        if not word.any("verb") or (word.text in ("have", "has", "had") and self._auxiliary(at)):
            return False
        if word.text in ("resources", "resource"):
            return False
        if word.text == "state":
            return at > 0 and self.words[at - 1].any("not")
        doubtful = word.any("money", "cost", "help", "info", "absence") or word.any("noun_too")
        if not doubtful or not word.forms & {"base", "s", "ing"}:
            return True
        before = at - 1
        while before >= 0 and (self.words[before].any("beside") or self.words[before].text.endswith("ly")):
            before -= 1
        if before < 0:
            return False
        last, after = self.words[before], self.words[at + 1] if at + 1 < len(self.words) else _END
        if "ing" in word.forms:
            return (
                not last.any("det")
                and not last.any("public", "moneyed")
                and (after.any("det") or (after.text.endswith("s") and after.text not in ("services", "was")))
                and last.any("before_gerund")
            )
        if last.text == "to" and before and self.words[before - 1].any("before_to"):
            return False
        if last.text == "to" or last.any("not", "must") or last.text in _DO:
            return True
        if word.text == "pay" and after.text == "for" and last.text.endswith("s") and not last.classes:
            return True  # "churches pay for the home"
        if last.any("join"):
            if word.text == "pay" and after.text == "for":
                return True
            if last.text in ("or", "nor"):  # "did not train police or fund shelters"
                return word.base and not after.any("prep", "aux", "join", "money") and after.text not in (",", "")
            return after.any("det")
        return last.any("body") and (after.any("det") or after.text in ("ngos", "shelters", "services", "victims"))

    def _auxiliary(self, at: int) -> bool:
        """Whether "have" only helps another verb: "has provided", "had not been paid"."""
        for word in self.words[at + 1 : at + 5]:
            if word.any("not") or word.any("beside") or word.text in BE or word.text.endswith("ly"):
                continue
            return (bool(word.forms & {"part"}) and not word.any("more", "less")) or word.text.endswith("ed")
        return False

    def generic_verb(self, at: int) -> bool:
        """A verb that the vocabulary does not know, by its ending."""
        text = self.words[at].text
        return (
            not self.words[at].classes
            and len(text) > 4
            and text.endswith("ed")
            and "-" not in text
            and at > 0
            and not self.words[at - 1].any("det")
        )

    def plain_noun(self, at: int) -> bool:
        """A word that is nothing else, as far as one can see: "a support program"."""
        word = self.words[at]
        return (
            not word.classes
            and word.text[0].isalpha()
            and not word.any("prep", "det", "beside")
            and not word.text.endswith(("ly", "ed", "ing"))
        )

    def limits(self, at: int) -> tuple[int, int]:
        """First and last word between the hard borders around a word."""
        first = at
        while first > 0 and not self.stops[first - 1]:
            first -= 1
        last = at
        while last + 1 < len(self.words) and not self.stops[last + 1]:
            last += 1
        return first, last

    def mood(self, at: int) -> str:
        """Of a verb: "fact", "denied" or "unreal" (wished, ordered, allowed, planned)."""
        verb = self.words[at]
        to = at > 0 and (self.words[at - 1].text == "to" or self.words[at - 1].text.endswith(" to"))
        plain = verb.base and (not verb.forms & {"past"} or to or self._do_before(at))
        chain = True
        if "ing" in verb.forms and any(w.text in ("responsible", "tasked") for w in self.words[max(0, at - 8) : at]):
            return "unreal"
        for j in range(at - 1, max(-1, at - FAR - 4), -1):
            word = self.words[j]
            if self.stops[j]:
                break
            if word.any("relative") and at - j > 3:
                break
            if word.text == "," and self.words[j + 1].text in ("it", "they", "the"):
                return "fact"  # another subject: what was said before its comma does not reach here
            if word.text == "and" and self.words[j + 1].text in BE and "part" in verb.forms:
                return "fact"  # "has no budget and was helped by donors"
            if word.text == "," and self.words[j + 1].text == "and" and self.words[j + 2].any("det"):
                return "fact"
            near = chain or at - j <= 2
            if word.any("not"):
                if self._only(j):
                    return "fact"
                if self.words[j + 1].text in ("a", "one", "any") and not self._verb_between(j, at):
                    return "denied"  # "not a single municipality paid"
                if plain or near or (word.text in ("nor", "neither")):
                    return "denied"
                if self._or_between(j, at):
                    return "denied"
                continue
            if word.any("without") and (near or ("ing" in verb.forms and self._or_between(j, at))):
                return "denied"
            if word.any("must") and (plain or near):
                return "denied" if self._not_after(j, at) else "unreal"
            if word.any("fail") and word.text.endswith(" to") and plain:
                return "denied"
            if word.text == "to" and plain and at - j <= 8:
                return self._controlled(j, at)
            if (
                word.any("none")
                and word.text in ("no", "none", "nobody", "neither")
                and not self._verb_between(j, at)
                and self.words[j + 1].text != "longer"
            ):
                return "denied"
            if self.verbs[j] and word.finite and not chain and not plain and verb.finite:
                return "fact"
            if not (word.any("beside") or word.text.endswith("ly") or word.any("aux")):
                chain = False
        return "fact"

    def _do_before(self, at: int) -> bool:
        return any(w.text in _DO or w.any("must") for w in self.words[max(0, at - 4) : at])

    def _only(self, at: int) -> bool:
        return at + 1 < len(self.words) and self.words[at + 1].text == "only"

    def _not_after(self, first: int, at: int) -> bool:
        return any(w.any("not") for w in self.words[first:at]) or self.words[first].text == "cannot"

    def _or_between(self, first: int, at: int) -> bool:
        """Whether "or", and nothing that turns the sentence, joins a later verb to an earlier denial."""
        between = self.words[first:at]
        return any(w.text in ("or", "nor") for w in between) and not any(w.text == "and" for w in between)

    def _verb_between(self, first: int, at: int) -> bool:
        return any(self.verbs[j] and self.words[j].finite for j in range(first + 1, at))

    def _controlled(self, to: int, at: int) -> str:
        """The mood of "to" with a verb, by what stands before it: "failed to fund", "continued to fund", "required to fund"."""
        for j in range(to - 1, max(-1, to - 9), -1):
            word = self.words[j]
            if self.stops[j]:
                break
            if word.any("unsettled") and j >= to - 2:
                return "unreal"
            if word.any("fail") or word.text in ("failure", "inability", "refusal"):
                return "denied" if self.mood(j) != "denied" else "fact"
            if word.any("unreal") or word.text in ("told", "tell"):
                return "unreal"
            if self.verbs[j] or self.generic_verb(j):
                return self.mood(j)
        return "fact" if to > 0 else "unreal"
