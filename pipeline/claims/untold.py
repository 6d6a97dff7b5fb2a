"""Money that is not told: "did not report its budget", "an unspecified amount", "no figures were available".

Belongs here: statements that a sum or a fact about funding is withheld or unknown.
"""

from collections.abc import Iterator

from pipeline.claims.money_nouns import money_noun, predicate_of
from pipeline.claims.predication import PAYS, Predication, Said

_MONEY = ("money", "cost", "fund", "howmuch")


def untold_said(p: Predication, at: int) -> Iterator[Said]:
    """What the word at a place says of money that is not told, if it does."""
    word, verb = p.words[at], p.verbs[at]
    behind = _behind(p, at)
    if (verb and word.any("report")) or (word.text == "public" and at and p.words[at - 1].text == "make"):
        yield from _not_reported(p, at, behind)
    elif verb and word.any("give") and p.mood(at) == "denied" and _sum_next(p, at, behind):
        yield Said("not_reported", at, at)
    elif verb and word.any("give", "get", "keep"):
        yield from _no_information(p, at, behind)
    elif word.any("untold") or (word.text in ("clear", "known") and _denied_near(p, at)):
        yield from _unknown(p, at, behind)
    elif word.any("info") and not verb:
        yield from _info(p, at)
    elif word.any("howmuch") or (word.any("howmany") and behind and p.words[at + 1].any("coin")):
        told = next((n for n in range(at + 1, p.limits(at)[1] + 1) if _withheld(p, n)), None)
        if told is not None:
            yield Said("not_reported", at, told)


def _behind(p: Predication, at: int) -> range:
    """The words behind a place up to the end of its clause."""
    _, last = p.limits(at)
    return range(at + 1, next((n for n in range(at + 1, last + 1) if p.words[n].any("relative")), last + 1))


def _not_reported(p: Predication, at: int, behind: range) -> Iterator[Said]:
    """ "did not report its budget", "the amount was not disclosed"."""
    if p.mood(at) != "denied":
        return
    money = next((n for n in behind if _money(p, n)), None)
    if money is not None and any(p.words[n].text in ("number", "numbers") for n in range(at + 1, money)):
        return  # "did not report the number of stipends": no sum
    if money is not None or _subject_money(p, at):
        yield Said("not_reported", at, at if money is None else money)


def _sum_next(p: Predication, at: int, behind: range) -> bool:
    """ "did not provide the cost", but not "did not contribute to the cost"."""
    return any(
        (p.words[n].text in ("cost", "costs", "total", "breakdown") or _sum(p, n))
        and not any(w.text == "to" for w in p.words[at + 1 : n])
        for n in behind[:3]
    )


def _no_information(p: Predication, at: int, behind: range) -> Iterator[Said]:
    """ "did not provide data on funding", "had no figures on spending"."""
    info = next((n for n in behind[:5] if p.words[n].any("info")), None)
    if info is None or any(p.words[n].any("money") and not p.words[n].any("info") for n in range(at, info)):
        return
    if p.mood(at) != "denied" and not any(w.text == "no" for w in p.words[at + 1 : info]):
        return
    money = next((n for n in range(info, behind.stop) if _money(p, n)), None)
    if money is not None and not _of_people(p, info, money):
        yield Said("not_reported", at, money)
    elif money is None and p.priced and _ends(p, info):
        yield Said("not_reported", at, info)  # beside sums: "the other city did not supply figures"


def _of_people(p: Predication, info: int, money: int) -> bool:
    """Whether what is not known are people and not a sum: "data on those helped with this money"."""
    return not _sum(p, info) and any(p.words[n].any("counted") for n in range(info + 1, money))


def _ends(p: Predication, at: int) -> bool:
    return at + 1 == len(p.words) or p.stops[at + 1] or p.words[at + 1].text == ","


def _unknown(p: Predication, at: int, behind: range) -> Iterator[Said]:
    """ "unclear how much was spent", "an undisclosed sum"."""
    ask = next(
        (n for n in behind[:4] if p.words[n].any("howmuch") or p.words[n].text in ("whether", "if", "what")), None
    )
    if ask is None:
        if p.words[at].any("untold") and any(_sum(p, n) for n in behind[:3]):
            yield Said("not_reported", at, at)
    elif any(p.words[n].any(*_MONEY, "give") for n in range(ask, behind.stop)):
        yield Said("not_reported", at, ask)


def _withheld(p: Predication, at: int) -> bool:
    word = p.words[at]
    return word.any("untold") or (p.verbs[at] and word.any("report", "settle") and p.mood(at) == "denied")


def _money(p: Predication, at: int) -> bool:
    return p.words[at].any(*_MONEY, "pay") or _sum(p, at) or is_sum_clause(p, at)


def is_sum_clause(p: Predication, at: int) -> bool:
    """ "what they spent", "what had been paid", "what it came to": a sum."""
    if p.words[at].text not in ("what", "whether"):
        return False
    return any(
        (p.verbs[n] and p.words[n].any("give", "pay", "fund")) or p.words[n].text in ("came", "cost")
        for n in range(at + 1, min(len(p.words), at + 6))
    )


def _sum(p: Predication, at: int) -> bool:
    return p.words[at].text in ("amount", "amounts", "sum", "sums", "size")


def _denied_near(p: Predication, at: int) -> bool:
    return any(w.any("not") for w in p.words[max(0, at - 3) : at])


def _subject_money(p: Predication, at: int) -> bool:
    """Whether what is not told is a sum named before: "the amount was not disclosed"."""
    low, _ = p.limits(at)
    verbs = [n for n in range(low, at) if p.verbs[n] and p.words[n].finite]
    if any(is_sum_clause(p, n) for n in range(low, at)):
        return True
    return any(
        (p.words[n].any("money", "cost") or _sum(p, n) or p.words[n].any("howmuch"))
        and not any(p.words[i].any("info") and _of_people(p, i, n) for i in range(low, n))
        for n in range(max([low, *verbs]), at)
    )


def _info(p: Predication, at: int) -> Iterator[Said]:
    """ "no data were available on spending", "figures were not provided"."""
    noun = money_noun(p, at)
    told = predicate_of(p, noun)
    if told is None:
        return
    verb = p.words[told.place]
    if not (told.denied or "none" in noun.marks):
        return
    if not (verb.any("told", "give", "get", "report", "keep") or verb.text.endswith("ed")):
        return
    _, high = p.limits(at)
    money = next((n for n in range(at + 1, high + 1) if p.words[n].any("money", "cost", "fund")), None)
    about = money is not None and not _of_people(p, at, money)
    earlier = p.words[at].text in ("figures", "amount", "amounts", "sum", "sums", "breakdown", "total") and any(
        (p.verbs[n] and p.words[n].any(*PAYS)) or p.words[n].any("money") for n in range(at)
    )
    if about or earlier or _sum(p, at):
        yield Said("not_reported", at, told.place)
