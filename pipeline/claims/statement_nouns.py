"""What a noun of money says with the verb before it, the verb behind it, or alone.

Belongs here: the status of each such phrase. Verbs that need no noun are in statement_verbs.py, what is not told in untold.py.
"""

from collections.abc import Iterator

from pipeline.claims.money_nouns import MoneyNoun, Predicate, money_noun, predicate_of
from pipeline.claims.predication import BE, PAYS, Predication, Said
from pipeline.claims.statement_verbs import ours
from pipeline.claims.wording import Word

#: Verbs whose object stands behind a preposition.
_GOVERNING = {
    ("draw", "on"),
    ("benefit", "from"),
    ("qualify", "for"),
    ("eligible", "for"),
    ("entitled", "to"),
    ("access", "to"),
    ("provide", "for"),
}
_SAME_MONEY = frozenset(["the", "that", "this", "such", "these", "those"])
#: Before "funding" that is a verb: "… and funding repatriation".
_STARTS = frozenset([",", ";", "and", "by", "including", "included", "continued", "resumed"])
#: Of money stopped or lost only in part.
_PARTS = frozenset(["third", "half", "quarter", "part", "most", "some", "much", "percent"])
#: A noun behind money that tells how it moved: "budget cuts".
_MOVES = frozenset(["cut", "cuts", "reduction", "reductions", "increase", "increases"])


def noun_said(p: Predication, at: int) -> Iterator[Said]:
    """What the noun at a place says, if it is one of money paid by or withheld from the state or donors."""
    noun = money_noun(p, at)
    follows = p.words[at + 1] if at + 1 < len(p.words) else None
    if not _is_money(p, noun, follows):
        return
    if follows is not None and follows.text == "empty":
        yield Said("none", at, at + 1)
    elif follows is not None and follows.any("untold"):
        yield Said("not_reported", noun.first, at + 1)
    elif follows is not None and follows.text in _MOVES and not p.verbs[at + 1]:
        if not any(w.any("unreal", "must") for w in p.words[max(0, at - 8) : at]):
            yield Said("increased" if follows.any("up") else "decreased", at, at + 1)
    else:
        yield from _of_phrase(p, noun)


def _is_money(p: Predication, noun: MoneyNoun, follows: Word | None) -> bool:
    word = p.words[noun.last]
    if word.any("recompense") and not p.state_pays:
        return False
    if follows is not None and follows.any("no_head"):
        return False
    if word.text == "resources" and _human(p, noun.last):
        return False
    if not word.any("help") or word.any("money"):
        return True
    if follows is not None and p.plain_noun(noun.last + 1):
        return False
    if word.text == "means":
        if follows is not None and follows.text in ("to", "of"):
            return noun.verb is not None and p.words[noun.verb].any("lack")
        governed = noun.verb is not None and p.words[noun.verb].any("lack", *(("get",) if "none" in noun.marks else ()))
        governed = governed or "without" in noun.marks
        moved = predicate_of(p, noun)
        return governed or "moneyed" in noun.marks or (moved is not None and p.words[moved.place].any("up", "down"))
    return bool(noun.marks & {"moneyed", "public"}) or _from_state(p, noun.last) or _kept_going(p, noun)


def _from_state(p: Predication, at: int) -> bool:
    """ "no support from the state", "no help whatever from public bodies"."""
    behind = [w for w in p.words[at + 1 : at + 6] if not w.any("beside", "det")]
    return len(behind) > 1 and behind[0].text == "from" and behind[1].any("public")


def _kept_going(p: Predication, noun: MoneyNoun) -> bool:
    """ "support to shelters was discontinued": help that bodies got and that can be stopped is money."""
    behind = p.words[noun.last + 1 : noun.last + 6]
    if not behind or behind[0].text not in ("to", "for") or not any(w.any("payee") for w in behind):
        return False
    moved = predicate_of(p, noun)
    return moved is not None and p.words[moved.place].any("stop")


def _of_phrase(p: Predication, noun: MoneyNoun) -> Iterator[Said]:
    """What verb, predicate or the phrase alone says."""
    at = noun.last
    word, behind = p.words[at], predicate_of(p, noun)
    cost = word.any("cost") and not word.any("money")
    status, place, kind = None, at, ""
    governor = p.words[noun.verb] if noun.verb is not None else None
    if behind is not None and (governor is None or _gives_way(p, noun, governor)):
        place = behind.place
        status = _of_predicate(p, noun, behind, cost)
    elif governor is not None and noun.verb is not None:
        place = noun.verb
        if not cost and (governor.any("get") or ours(p, place)):
            status = _of_verb(p, noun, word.any("help") and "moneyed" not in noun.marks)
    alone = governor is None or not governor.any(*PAYS, "unreal", "report", "up", "down", "stop")
    if status is None and not cost and alone:
        status, kind = _of_marks(p, noun, at), "" if _without_any(p, noun) else "cause"
    if status == "funded" and word.text in ("money", "payments") and p.words[noun.first].text in _SAME_MONEY:
        return  # "when the money was handed out": money told of elsewhere
    if status is not None:
        yield Said(status, min(place, noun.first), max(place, at), kind)


def _without_any(p: Predication, noun: MoneyNoun) -> bool:
    """ "was still without means" is a predicate, "closed, without means" is not."""
    before = [w for w in p.words[max(0, noun.first - 4) : noun.first] if not w.any("beside")]
    return "without" in noun.marks and bool(before) and (before[-1].text in BE or before[-1].any("be", "leftover"))


def _gives_way(p: Predication, noun: MoneyNoun, governor: Word) -> bool:
    """Whether the verb behind a noun counts and not the one before it: "observers said that funding fell"."""
    if noun.joined or governor.any("be", "light"):
        return True
    hardly = governor.any("report") or not governor.any("verb")
    return hardly and noun.verb is not None and p.mood(noun.verb) != "denied"


def _human(p: Predication, at: int) -> bool:
    before = [w.text for w in p.words[max(0, at - 3) : at]]
    return "human" in before and "financial" not in before


def _of_verb(p: Predication, noun: MoneyNoun, weak: bool) -> str | None:
    """What the verb before its object says; `weak` of an object that may be other help than money."""
    assert noun.verb is not None
    verb, marks, preposition = p.words[noun.verb], noun.marks, noun.preposition
    mood = p.mood(noun.verb)
    denied = mood == "denied"
    if mood == "unreal" or verb.any("unreal"):
        return None
    if verb.any("stop") or (verb.text == "cut" and p.words[noun.verb + 1].text == "all"):
        if verb.text.startswith("los") and "public" not in marks and not _kept_for(p.words[noun.last]):
            return None
        if denied or _about(preposition):
            return "funded"
        return "decreased" if any(w.text in _PARTS for w in p.words[noun.verb + 1 : noun.last]) else "none"
    if verb.any("up", "down") and not verb.any("give", "get", "keep"):
        beside = denied or preposition is not None or (weak and "public" not in marks)
        return None if beside else _moved(verb)
    if verb.any("verbal"):
        return "none" if denied and _governs(verb, preposition) else None
    if verb.any("lack"):
        return "funded" if "enough" in marks or denied else "none"
    if verb.any("rely", "report", "hinder"):
        if "none" in marks and verb.any("report") and p.words[noun.last].text.startswith(("expen", "spending")):
            return "not_reported"  # "reported no spending": it may be that none was counted
        return _settled(marks) if marks & {"absence", "none", "scarce", "more", "less"} else None
    if not verb.any(*PAYS):
        if preposition is None or not preposition.any("means_of") or not _from_payer(p, noun):
            return None
        return "none" if denied else _settled(marks)
    if _about(preposition) and not _governs(verb, preposition):
        return None
    after = p.words[noun.last + 1] if noun.last + 1 < len(p.words) else None
    if after is not None and verb.any("get") and not denied and after.forms & {"part", "base"}:
        moved = _moved(after)  # "saw its funding fall"
        if moved is not None:
            return moved
    return _settled(marks, denied)


def _kept_for(word: Word) -> bool:
    """Whether a noun names what funders give, and not what anybody may lose: "lost its grant", "lost their money"."""
    return (
        word.text.startswith(("fund", "financ", "grant", "subsid", "subvent", "budget", "alloc"))
        and word.text != "funds"
    )


def _moved(verb: Word) -> str | None:
    for name, status in (("up", "increased"), ("down", "decreased"), ("stop", "none")):
        if verb.any(name):
            return status
    return None


def _about(preposition: Word | None) -> bool:
    return preposition is not None and preposition.any("about")


def _governs(verb: Word, preposition: Word | None) -> bool:
    if preposition is None:
        return False
    if preposition.text == "to" and verb.text.startswith(("contribut", "add")):
        return True
    return any(verb.text[:4] == v[:4] and preposition.text == to for v, to in _GOVERNING)


def _settled(marks: frozenset[str], denied: bool = False) -> str | None:
    """The status of money that is given, or not, by what qualifies it: enough, too little, more, none, unspecified."""
    if "more" in marks and not denied and "none" not in marks:
        return "increased"
    if "enough" in marks and not marks >= {"steady", "none"}:
        return "funded"  # "did not provide adequate funding": some was paid
    if denied:
        return None if marks & {"more", "less"} else "none"
    for mark, status in (("none", "none"), ("absence", "none"), ("untold", "not_reported"), ("less", "decreased")):
        if mark in marks:
            return status
    return "funded"


def _from_payer(p: Predication, noun: MoneyNoun) -> bool:
    """Whether "with funding" names whose it is."""
    behind = p.words[noun.last + 1 : noun.last + 6]
    told = noun.marks & {"public", "none", "absence", "scarce", "more", "less"}
    return bool(told) or any(w.text in ("from", "by") for w in behind)


def _of_predicate(p: Predication, noun: MoneyNoun, behind: Predicate, cost: bool) -> str | None:
    """What the verb behind its subject says."""
    word, marks = p.words[behind.place], noun.marks
    denied = behind.denied or "none" in marks
    if word.any("unreal") or (cost and not word.any("report", "settle", "untold", "told", "cover", "pay")):
        return None
    if denied and word.any("told", "report", "settle") and _of_data(p, noun.first):
        return None  # "data on people helped with this money were not available"
    if word.any("stop", "gone"):
        return "funded" if denied else "none"
    if word.any("up", "down", "more", "less") and not word.any("give"):
        return None if denied else ("increased" if word.any("up", "more") else "decreased")
    public = word.text == "made" and p.words[behind.place + 1 : behind.place + 2]
    if word.any("untold") or (public and public[0].text == "public" and denied):
        return "not_reported"
    if word.any("report") or (word.any("settle") and p.words[noun.last].text != "fund"):
        return "not_reported" if denied else None
    if word.any("told"):
        if not denied:
            return _settled(marks) if word.text == "available" else None
        figure = p.words[noun.last].text.startswith(("budget", "expend", "spending", "sums", "amounts"))
        return "not_reported" if cost or figure or word.text == "known" else "none"
    if word.any("enough", "scarce"):
        return None if _mere_help(p, noun) else "funded"
    if word.any("hinder"):
        return _settled(marks) if marks & {"absence", "none", "scarce"} else None
    if word.any("be"):
        stayed = _stayed(p, behind.place)
        return None if stayed == "funded" and _mere_help(p, noun) and not _same(p, behind.place) else stayed
    if _flows(word) and p.words[noun.first].text == "payments":
        return None  # "payments came late": when, and not whether
    if not denied and not word.any(*PAYS, "rely") and (behind.passive or word.any("light")) and not _flows(word):
        return None  # "the Social Insurance Fund launched a campaign"
    return _settled(marks - {"none"}, denied)


def _of_data(p: Predication, at: int) -> bool:
    return any(w.any("info") for w in p.words[p.limits(at)[0] : at])


def _flows(word: Word) -> bool:
    """ "funding came from donors", "money went to shelters"."""
    return word.text.startswith(("came", "come", "went", "go", "ran", "run", "help", "work", "arriv", "operat"))


def _mere_help(p: Predication, noun: MoneyNoun) -> bool:
    """Whether "support" may be other than money."""
    word = p.words[noun.last]
    return word.any("help") and not word.any("money") and "moneyed" not in noun.marks


def _same(p: Predication, at: int) -> bool:
    return any(w.any("same") or w.text == "at" for w in p.words[at + 1 : at + 5])


def _stayed(p: Predication, at: int) -> str | None:
    """ "remained empty", "stayed the same", "remained insufficient"."""
    for word in p.words[at + 1 : at + 5]:
        if word.any("gone", "unused"):
            return "none"
        if word.any("untold"):
            return "not_reported"
        if word.any("scarce", "enough", "same") or word.text in ("at", "pace"):
            return "funded"
    return None


def _of_marks(p: Predication, noun: MoneyNoun, at: int) -> str | None:
    """What a noun without a verb says by itself: "without funding", "insufficient funds", "for lack of money"."""
    marks = noun.marks
    low, _ = p.limits(at)
    if "without" not in marks and any(w.any("unreal", "must") for w in p.words[max(low, at - 8) : at]):
        return None
    if marks & {"absence", "none", "gone", "without"}:
        return "funded" if "enough" in marks else "none"
    if "scarce" in marks:
        return "funded"
    if "untold" in marks:
        return "not_reported"
    if marks & {"more", "less"} and not _about(noun.preposition):
        return "increased" if "more" in marks else "decreased"
    first = noun.first
    if first >= 2 and p.words[first - 1].any("aux") and p.words[first - 2].text == "there":
        return "funded"
    starts = first == 0 or p.words[first - 1].text in _STARTS
    return "funded" if starts and at == first and p.words[at].text in ("funding", "financing") else None
