"""What verbs of money say by themselves: who funds, pays, covers costs or lives on donors.

Belongs here: statements whose verb needs no noun of money. Nouns are in statement_nouns.py.
"""

import re
from collections.abc import Iterator

from pipeline.claims.predication import BE, PAYS, Predication, Said
from pipeline.claims.untold import is_sum_clause

#: Verbs that say "lived on": "the shelter ran on donations".
_ON = ("operat", "ran", "run", "drew", "draw")


#: Who pays out of their own pocket, or is paid: no funding.
_PERSONS = frozenset(["victims", "workers", "migrants", "women", "men", "laborers", "clients", "they"])
_ATTRIBUTE = re.compile(
    r"(?:state|government|public(?:ly)?|private(?:ly)?|donor|foreign|grant|federal(?:ly)?|ministry)-(?:funded|financed|subsidi[sz]ed)$"
)
_ATTRIBUTES = frozenset(["publicly", "privately", "state", "federally", "donor", "locally"])


def verb_said(p: Predication, at: int) -> Iterator[Said]:
    """What the verb at a place says by itself."""
    word = p.words[at]
    if word.any("fund"):
        yield from _funds(p, at)
    elif word.any("pay", "cover"):
        yield from _pays(p, at)
    if word.any(*PAYS):
        yield from _nothing(p, at)
    moved = word.any("up", "down") and any(is_sum_clause(p, n) for n in range(at + 1, min(len(p.words), at + 3)))
    if moved and p.mood(at) == "fact":  # "increased what it gives"
        yield Said("increased" if word.any("up") else "decreased", at, at + 1)
    if word.text in ("spent", "paid", "spends", "pays") and p.mood(at) == "fact" and ours(p, at):
        moved_by = [w.text for w in p.words[at + 1 : at + 3]]
        if moved_by in (["more", "on"], ["more", "for"], ["less", "on"], ["less", "for"]):
            yield Said("increased" if "more" in moved_by else "decreased", at, at + 1)
    if word.text.startswith("contribut"):
        yield from _contributes(p, at, at)


def word_said(p: Predication, at: int) -> Iterator[Said]:
    """What other words say: "financially", "underfunded", "relied on donors", "not a cent"."""
    word = p.words[at]
    if word.text == "financially":
        near = [j for j in (at - 1, at + 1, at - 2) if 0 <= j < len(p.words) and _supports(p, j)]
        if near:
            yield from _contributes(p, at, near[0])
    elif word.any("coin") and _not_one(p, at):
        yield Said("none", at, at)
    elif word.text in ("nothing", "none", "no") and _beside_gift(p, at):
        yield Said("none", at, at + 1)
    elif _supports(p, at) and "ing" not in word.forms:
        yield from _helps(p, at)
    elif word.any("rely", "verbal") or (p.verbs[at] and word.text.startswith(_ON)):
        yield from _relies(p, at)
    elif word.text == "unfunded" and at and p.words[at - 1].any("be", "light", "leftover"):
        yield Said("none", at, at)
    elif word.text.startswith(("underf", "under-", "underr")) and word.any("scarce") and _predicative(p, at):
        yield Said("funded", at, at)
    elif _ATTRIBUTE.search(word.text):
        yield from _attribute(p, at)


def in_kind_said(p: Predication, at: int, kind: str) -> Iterator[Said]:
    """What a phrase of help in kind, or of somebody's own pocket, says with the verb before it."""
    verb = next((j for j in range(at, max(-1, at - 10), -1) if p.verbs[j] or p.generic_verb(j)), None)
    low, _ = p.limits(at)
    if any(p.words[j].any("without") for j in range(max(low, at - 4), at)):
        yield Said("none", at, at)
    elif verb is None or verb < low or p.mood(verb) == "fact":
        yield Said("funded", at, at, kind)
    elif p.mood(verb) == "denied":
        yield Said("none", at, at)


def _predicative(p: Predication, at: int) -> bool:
    return any(w.any("be") or w.text in BE for w in p.words[max(0, at - 4) : at])


def _attribute(p: Predication, at: int) -> Iterator[Said]:
    """ "Government-funded services included …", and "the government-funded the opening" as some reports spell it."""
    if any(w.any("without") for w in p.words[max(0, at - 3) : at]):
        yield Said("none", at, at)
        return
    if at + 1 < len(p.words) and p.words[at + 1].text in ("the", "a", "an", "one", "two", "three"):
        yield Said("funded", at, at)
        return
    ends = at + 1 == len(p.words) or p.stops[at + 1] or p.words[at + 1].any("prep", "join", "relative")
    if (ends or p.words[at + 1].text == ",") and _predicative(p, at):
        denied = any(w.any("not") for w in p.words[max(0, at - 3) : at])
        yield Said("none" if denied else "funded", at, at, "" if denied else "rely")
        return
    behind = p.words[at + 1 : at + 7]
    if any(w.text in ("services", "assistance", "care", "support", "programs") for w in behind) and any(
        w.text in ("included", "include", "includes", "consisted", "comprised") for w in p.words[at + 1 : at + 12]
    ):
        yield Said("funded", at, at)


def ours(p: Predication, at: int) -> bool:
    """Whether nobody who pays for or in the crime stands before a verb of paying."""
    low, high = p.limits(at)
    for n in range(at, min(high, at + 8) + 1):
        if p.words[n].any("relative"):
            break
        if p.words[n].any("crime"):
            return False
    return not _paid_privately(p, max(low, at - 5), at) and not any(
        w.any("crime") for w in p.words[max(low, at - 5) : at]
    )


def _paid_privately(p: Predication, low: int, at: int) -> bool:
    """Whether the subject of a verb is someone around the crime: "employers did not pay"."""
    for j in range(at - 1, low - 1, -1):
        if p.words[j].text == "," or p.words[j].any("join", "relative"):
            return False
        if p.words[j].any("private"):
            return True
    return False


def _funds(p: Predication, at: int) -> Iterator[Said]:
    word = p.words[at]
    if not ours(p, at) or (word.text.startswith("compensat") and not p.state_pays) or _attributive(p, at):
        return
    mood = p.mood(at)
    if "ing" in word.forms and at and p.verbs[at - 1] and p.words[at - 1].any("stop"):
        yield Said("none", at - 1, at)
    elif mood == "fact" and at + 1 < len(p.words) and p.words[at + 1].text in ("no", "none"):
        yield Said("none", at, at + 1)
    elif mood == "denied":
        enough = any(w.any("enough") for w in p.words[max(0, at - 2) : at])
        yield Said("funded" if enough else "none", at, at)
    elif mood == "fact":
        around = p.words[max(0, at - 2) : at] + p.words[at + 1 : at + 2]
        more = "part" in word.forms and any(w.any("more") for w in around) and _predicative(p, at)
        yield Said("increased" if more else "funded", at, at)


def _attributive(p: Predication, at: int) -> bool:
    """ "publicly funded NGOs" names NGOs and tells no funding."""
    if "part" not in p.words[at].forms or not at or at + 1 >= len(p.words):
        return False
    if p.words[at + 1].text == "by" and not p.words[at - 1].any("aux", "not", "beside"):
        low, _ = p.limits(at)
        return any(w.any("not") for w in p.words[low:at])  # "not entitled to legal aid financed by the state"
    if p.words[at - 1].text not in _ATTRIBUTES:
        return False
    return not (p.words[at + 1].any("prep", "join") or p.words[at + 1].text == ",")


def _pays(p: Predication, at: int) -> Iterator[Said]:
    behind = range(at + 1, min(len(p.words), at + 7))
    behind_words = p.words[at + 1 : at + 7]
    if at and p.words[at - 1].any("without") and any(w.text == "rent" for w in behind_words[:2]):
        return  # "used a house without paying rent": help in kind
    if p.words[at].any("cover"):
        cost = next((n for n in behind if p.words[n].any("cost") or p.words[n].text == "burden"), None)
        paid = cost is not None
        no = cost is not None and any(w.text == "no" for w in p.words[at + 1 : cost])
    else:
        low = max(p.limits(at)[0], at - 4)
        passive = any(w.text in BE for w in p.words[low:at])
        private = not passive and any(_pays_himself(p, n) for n in range(low, at))
        paid = not private and any(p.words[n].text == "for" or p.words[n].any("cost", "money") for n in behind[:5])
        paid = paid or (
            passive and p.words[at + 1 : at + 2] != [] and p.words[at + 1].text == "by" and _by_state(p, at)
        )
        paid = paid or (not private and not passive and _to_payee(p, at))
        no = [w.text for w in behind_words[:2]] in (["for", "no"], ["for", "none"])
    mood = p.mood(at)
    if mood != "unreal" and (paid or _costs_before(p, at)) and ours(p, at) and not _by_victims(p, at):
        yield Said("none" if no or mood == "denied" else "funded", at, at)


def _to_payee(p: Predication, at: int) -> bool:
    """ "pays providers", "paid the hotels that take victims in"."""
    for word in p.words[at + 1 : at + 5]:
        if word.any("prep", "join") or word.text == ",":
            return False
        if word.any("payee"):
            return True
    return False


def _pays_himself(p: Predication, at: int) -> bool:
    """Whether persons are who pays: "victims paid for …", not "a fund for victims paid for …"."""
    return p.words[at].text in _PERSONS and not any(w.any("prep") for w in p.words[max(0, at - 2) : at])


def _by_state(p: Predication, at: int) -> bool:
    return any(w.any("public", "body", "donor") for w in p.words[at + 2 : at + 6])


def _costs_before(p: Predication, at: int) -> bool:
    """ "had its costs covered by the state", "salaries were paid by the city"."""
    if not any(w.text == "by" for w in p.words[at + 1 : at + 3]):
        return False
    return any(w.any("cost") for w in p.words[max(0, at - 5) : at])


def _by_victims(p: Predication, at: int) -> bool:
    behind = [w.text for w in p.words[at + 1 : at + 5]]
    return "by" in behind and any(t.startswith(("victim", "famil", "migrant", "worker")) for t in behind)


def _nothing(p: Predication, at: int) -> Iterator[Said]:
    """ "contributed nothing", "were given none of it"."""
    behind = p.words[at + 1 : at + 4]
    of_it = any(w.text == "none" for w in behind[:1]) and any(w.text == "of" for w in behind[1:2])
    if not of_it and p.words[at].text.startswith(("offer", "see", "saw", "ha", "hold", "held", "provid")):
        return
    if any(w.text in ("nothing", "none") for w in behind[:2]) and p.mood(at) == "fact" and ours(p, at):
        yield Said("none", at, at + 1)
    before = p.words[max(0, at - 4) : at]
    if any(w.text in ("none", "nothing") for w in before) and p.words[at].any("give", "pay") and not p.courts:
        yield Said("none", at, at)


def _beside_gift(p: Predication, at: int) -> bool:
    """ "approved two million for police and nothing for shelters", "… and no money for shelters"."""
    last = at + (p.words[at].text == "no")
    if last > at and not (last < len(p.words) and p.words[last].any("money")):
        return False
    if not at or last + 1 >= len(p.words) or p.words[last + 1].text not in ("for", "to", "towards", "toward"):
        return False
    if not (p.words[at - 1].any("join") or p.words[at - 1].text in (",", "but", "yet")):
        return False
    return any(p.verbs[n] and p.words[n].any("give", "pay", "fund") and p.mood(n) == "fact" for n in range(at))


def _helps(p: Predication, at: int) -> Iterator[Said]:
    """ "supported none of the NGOs", "helped with its rent"."""
    behind = p.words[at + 1 : at + 7]
    goes_on = at > 1 and p.words[at - 1].text == "to" and p.words[at - 2].text.startswith("continu")
    if not behind or not (goes_on or p.words[at].text.endswith(("ed", "s"))) or p.mood(at) == "unreal":
        return
    if goes_on and p.mood(at) == "fact" and any(w.any("payee") for w in behind[:4]):
        yield Said("funded", at, at)
    before = p.words[max(0, at - 3) : at]
    if behind[0].text == "by" and any(w.text in BE for w in before) and any(w.any("donor") for w in behind[1:5]):
        yield Said("none" if p.mood(at) == "denied" else "funded", at, at + 1)
    if behind[0].text in ("no", "none") and any(w.any("payee") for w in behind[1:5]):
        yield Said("none", at, at + 1)
    elif behind[0].text in ("with", "towards") and any(w.any("cost") for w in behind[1:6]) and ours(p, at):
        yield Said("none" if p.mood(at) == "denied" else "funded", at, at + 1)


def _not_one(p: Predication, at: int) -> bool:
    """ "not a single franc", "without a cent", "not one riel"."""
    before = [w.text for w in p.words[max(0, at - 4) : at]]
    return any(t in ("not", "neither", "without", "nor") for t in before) and any(
        t in ("a", "one", "single") for t in before
    )


def _contributes(p: Predication, at: int, verb: int) -> Iterator[Said]:
    """ "did not contribute to its costs", "supported financially": money without a noun for it."""
    mood = p.mood(verb)
    behind = p.words[at + 1 : at + 6]
    plain = p.words[at].text == "financially"
    to = bool(behind) and behind[0].text == "to"
    if mood == "denied" and (plain or to) and not _money_behind(p, verb):
        yield Said("none", min(at, verb), max(at, verb))
    elif mood == "fact" and (plain or (to and any(w.any("cost", "money") for w in behind))):
        yield Said("funded", min(at, verb), max(at, verb))


def _money_behind(p: Predication, at: int) -> bool:
    """Whether the verb has money as its object, and so is told of there."""
    return any(w.any("money") for w in p.words[at + 1 : at + 4])


def _supports(p: Predication, at: int) -> bool:
    return p.words[at].text.startswith(("support", "contribut", "assist", "help", "backed"))


def _relies(p: Predication, at: int) -> Iterator[Said]:
    """ "relied on donors", "the shelter ran on donations": somebody else pays."""
    behind = p.words[at + 1 : at + 8]
    on = next((n for n, w in enumerate(behind, at + 1) if w.text in ("on", "upon", "from", "off")), None)
    if p.words[at].text.startswith(_ON) and (on is None or on > at + 1):
        return
    if on is None or p.mood(at) != "fact":
        return
    for n in range(on + 1, min(len(p.words), on + 8)):
        if p.stops[n] or p.words[n].text == "to":
            return
        if p.words[n].any("donor", "money") or (
            p.words[n].any("help")
            and any(
                w.text in ("foreign", "international", "donor", "financial", "government", "state")
                for w in p.words[on:n]
            )
        ):
            yield Said("funded", at, n, "rely")
            return
