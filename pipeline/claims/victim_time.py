"""When: the year of each number of victims, and the earlier years' numbers told beside it.

Belongs here: years, periods, comparisons, chains of years, "respectively". Does not belong here: which number counts
victims identified (`victims`). The year rule is DESIGN's: a named year wins, otherwise the main year of the report.
"""

import re
from dataclasses import dataclass, field, replace

from pipeline.claims.model import Context
from pipeline.claims.spans import YEAR, Span, find_spans
from pipeline.claims.victim_counts import Count

#: `find_spans` leaves out years behind these words, which date laws and courts; here they are the verb itself.
_VERBS = re.compile(r"identified|convicted|launched|established", re.IGNORECASE)
_SINCE = re.compile(
    rf"\bsince[\s ]+(?:\w+[\s ]+)?{YEAR}|\bover[\s ]+the[\s ]+(?:past|last)[\s ]+(?:\w+[\s ]+)?years\b", re.IGNORECASE
)
_PART_OF_YEAR = re.compile(
    r"\b(?:first|second|last|third|fourth)[\s ]+(?:half|quarter|\w+[\s ]+months)\b|\bas[\s ]+of[\s ]|\bso[\s ]+far\b|\bby[\s ]+(?:mid|the[\s ]+end[\s ]+of[\s ](?:March|June|September))",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"(?:\bcompar(?:ed|ing)[\s ]+(?:to|with)|\bin[\s ]+comparison[\s ]+(?:to|with)|\bup[\s ]+from|\bdown[\s ]+from|\bversus|\bas?gainst|\bfrom|"
    r"\b(?:fewer|more|less|higher|lower)[\s ]+than|\b(?:an?[\s ]+)?(?:\w+[\s ]+)?(?:increase|decrease|rise|drop|fall|decline|reduction)[\s ]+(?:from|on|over))"
    r"[\s ]+(?:the[\s ]+|a[\s ]+total[\s ]+of[\s ]+|approximately[\s ]+|about[\s ]+|only[\s ]+|just[\s ]+|at[\s ]+least[\s ]+|as[\s ]+many[\s ]+as[\s ]+){0,2}$",
    re.IGNORECASE,
)
_THAN = re.compile(
    r"\b(?:than|compared|comparison|up[\s ]+from|down[\s ]+from|versus|against|as[\s ]+in)\b", re.IGNORECASE
)
_NOUN = r"(?:[\s ]+(?:[\w’-]+[\s ]+){0,3}?(?:victims?|persons?|people|individuals))?(?:[\s ]+(?:identified|reported|recorded|registered))?"
_IN_YEAR = re.compile(
    rf"{_NOUN}[\s ,]*(?:respectively,?[\s ]+)?[\s ]*(?:in|during|for|of)[\s ]+(?:fiscal[\s ]+year[\s ]+|FY[\s ]?|the[\s ]+year[\s ]+)?(?P<year>{YEAR})",
    re.IGNORECASE,
)
_BEFORE_LAST = re.compile(
    rf"{_NOUN}[\s ,]*(?:in[\s ]+|during[\s ]+|for[\s ]+)?(?:the[\s ]+)?(?:(?:previous|prior|preceding|last|past)[\s ]+(?:reporting[\s ]+|fiscal[\s ]+|calendar[\s ]+)?(?:year|period)|year[\s ]+(?:before|earlier)|a[\s ]+year[\s ]+(?:before|earlier))",
    re.IGNORECASE,
)
_ENDS = re.compile(rf"{_NOUN}[\s ]*(?:[.,;)]|$)", re.IGNORECASE)
_LIST_NEXT = re.compile(r"[\s ]*(?:,|and|,[\s ]*and)[\s ]+$")
_OF_YEAR_BRACKET = re.compile(rf"\b(?P<year>{YEAR})[\s ]*\($")
_SAME = re.compile(
    rf"(?<!half )(?<!twice )(?<!times )\b(?:the[\s ]+same(?:[\s ]+(?:number|figure|as))?|as[\s ]+many)[\s ]+(?:as[\s ]+)?(?:in[\s ]+)?(?:(?P<year>{YEAR})|(?:the[\s ]+)?(?:previous|prior|preceding|year[\s ]+before))",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"\b(?:was|were|numbered|stood[\s ]+at|reached|total(?:l?ed|s)|amounted[\s ]+to|came[\s ]+to|from|to|at)[\s ]+(?:only[\s ]+|just[\s ]+|approximately[\s ]+|about[\s ]+)?$",
    re.IGNORECASE,
)


#: "in the previous reporting period, they identified 380".
_LED_BY_PREVIOUS = re.compile(
    r"\b(?:in|during)[\s ]+the[\s ]+(?:previous|prior|preceding)[\s ]+(?:reporting[\s ]+|fiscal[\s ]+)?(?:year|period)\b[^;.]*$",
    re.IGNORECASE,
)
#: "the fiscal year ending in June 2018" began the year before.
_ENDING = re.compile(
    rf"\byear[\s ]+(?:that[\s ]+)?end(?:ed|ing|s)[\s ]+(?:in|on)?[\s ]*(?:\d{{1,2}}[\s ]+)?(?:January|February|March|April|May|June|July|August|September|October|November)(?:[\s ]+\d{{1,2}},)?[\s ]+(?P<year>{YEAR})",
    re.IGNORECASE,
)


def is_compared(text: str, count: Count) -> bool:
    """Whether a comparison leads up to the number: "compared with 95", "down from 66"."""
    return count.qualifier not in ("more_than", "less_than") and bool(
        _COMPARED.search(text[max(0, count.start - 60) : count.start])
    )


@dataclass(frozen=True, slots=True)
class Dated:
    """A count with its year; `like` is the place of the told count whose nature it shares."""

    count: Count
    like: int
    year: int | None
    period: tuple[str, str] | None
    basis: str | None
    role: str
    rule: str
    confidence: float
    flags: tuple[str, ...] = ()


@dataclass
class SentenceTime:
    """The times of one sentence."""

    text: str
    context: Context
    spans: list[Span] = field(init=False)

    def __post_init__(self) -> None:
        """Find what the sentence names."""
        found = find_spans(_VERBS.sub(lambda m: "x" * len(m.group()), self.text))
        # "in 2012 and 23 in 2013" is a year and a count, not a span of years
        self.spans = [
            replace(s, last=s.first, kind="year", period=None)
            if re.search(r"\band[\s ]+\d\d$", self.text[s.start : s.end])
            else s
            for s in found
        ]
        if ending := _ENDING.search(self.text):
            year = int(ending["year"]) - 1
            self.spans = [
                replace(s, first=year, last=year, kind="fiscal") if ending.start() <= s.start < ending.end() else s
                for s in self.spans
            ]

    @property
    def default(self) -> int | None:
        """The year that a report describes when its text names none; a GRETA report has none."""
        return self.context.main_year if self.context.source == "tip" else None

    def date(self, told: list[tuple[Count, bool]], counts: list[Count], topic: int | None) -> list[Dated]:
        """Every told count and the counts of other years beside them, in order.

        Args:
            told: counts of victims identified, and whether each is a whole and no part.
            counts: all counts of the sentence.
            topic: where "the number of victims identified" ends, if the sentence speaks of it.
        """
        if not told and topic is None:
            return []
        respectively = self._respectively([c for c, _ in told])
        dated: list[Dated] = []
        wholes = [place for place, (_, whole) in enumerate(told) if whole]
        starts = {c.start: place for place, (c, _) in enumerate(told)}
        first = min([c.start for c, _ in told] + ([topic] if topic is not None else []))
        for count in counts + [c for c, _ in told if c not in counts]:
            if count.start in starts:
                place = starts[count.start]
                dated.append(self._own(told[place][0], place, respectively.get(place)))
            elif count.start >= first and (wholes or topic is not None):
                beside = self._beside(count, counts, dated, wholes, topic)
                if beside:
                    dated.append(beside)
        dated += self._same(dated)
        return sorted(dated, key=lambda d: d.count.start)

    def _own(self, count: Count, place: int, paired: int | None) -> Dated:
        if paired is not None:
            return self._make(count, place, paired, None, "respectively", 0.9)
        after = self._after(count)
        compared = is_compared(self.text, count)
        span = after or (None if compared else self._before(count))
        flags: list[str] = []
        if _SINCE.search(self.text):
            flags.append("multi_year")
        if _PART_OF_YEAR.search(self.text):
            flags.append("part_of_year")
        if span is None:
            stretch = self.text[self.text.rfind(";", 0, count.start) + 1 : count.start]
            if _LED_BY_PREVIOUS.search(stretch):
                return self._make(
                    count, place, None if self.default is None else self.default - 1, None, "previous", 0.85, flags
                )
            if last := _BEFORE_LAST.match(self.text, count.end, count.end + 80):
                year = None if self.default is None else self.default - 1
                return self._make(count, place, year, None, f"previous:{last.end() > 0}", 0.85, flags)
            if compared:
                year = None if self.default is None else self.default - 1
                return self._make(count, place, year, None, "compared", 0.8, flags)
            return self._make(count, place, self.default, None, "default_year", 0.9, flags)
        if span.kind in ("span", "pair") and span.last > span.first:
            flags.append("multi_year")
        if span.kind == "months" and span.period:
            months = (
                (int(span.period[1][:4]) - int(span.period[0][:4])) * 12
                + int(span.period[1][5:7])
                - int(span.period[0][5:7])
                + 1
            )
            flags += ["part_of_year"] if months < 10 else ["multi_year"] if months > 14 else []
        return self._make(count, place, span.first, span.period, f"named:{span.kind}", 0.9, flags)

    def _make(
        self, count: Count, like: int, year: int | None, period: tuple[str, str] | None, rule: str, confidence: float,
        flags: list[str] | None = None,
    ) -> Dated:  # fmt: skip
        named = rule.split(":")[0] in ("named", "respectively", "in_year", "same")
        basis = (
            "explicit"
            if named
            else "comparison"
            if rule.split(":")[0] in ("previous", "compared")
            else "reporting_period"
        )
        told = list(flags or ())
        if year is None:
            return Dated(count, like, None, period, None, "current", rule, 0.5, (*told, "year_doubtful"))
        main = self.default
        role = "prior_year" if main is not None and year < main else "current"
        if basis == "reporting_period":
            told.append("year_assumed")
        if main is not None and year > main + 1:
            confidence, told = 0.5, [*told, "year_doubtful"]
        return Dated(count, like, year, period, basis, role, rule, confidence, tuple(told))

    def _after(self, count: Count) -> Span | None:
        """The year right behind the count, before another number or a comparison."""
        for span in self.spans:
            if span.start < count.end:
                continue
            between = self.text[count.noun_end : span.start]
            if len(between) > 90 or _THAN.search(between) or re.search(r"[;]|\(|\b(?:from|while|which|who)\b", between):
                return None
            if re.search(r"\d", between) or re.search(r"\bpar(?:t|ticipat)", between):
                return None
            return span
        return None

    def _before(self, count: Count) -> Span | None:
        """The year that opens the sentence or the stretch before the count."""
        found = None
        for span in self.spans:
            if span.end > count.start:
                break
            lead = self.text[max(0, span.start - 40) : span.start]
            bracket = self.text.rfind("(", 0, span.start) > self.text.rfind(")", 0, span.start)
            closed = ")" in self.text[span.end : count.start]
            if _THAN.search(lead) or (bracket and closed):
                continue
            found = span
        if found is not None and re.search(r";|\bbut\b", self.text[found.end : count.start]):
            return None
        return found

    def _beside(
        self, count: Count, counts: list[Count], dated: list[Dated], wholes: list[int], topic: int | None
    ) -> Dated | None:
        """A number of another year told beside: "(95 in 2016)", "down from 66", "and 31 in 2012"."""
        if count.noun in ("part", "crime"):
            return None
        if count.noun and not _COMPARED.search(self.text[max(0, count.start - 60) : count.start]):
            return None
        before = self.text[max(0, count.start - 60) : count.start]
        compared = bool(_COMPARED.search(before))
        stated = topic is not None and count.start >= topic and bool(_STATED.search(before))
        like = self._like(count, counts, dated, wholes)
        base = next((d.year for d in reversed(dated) if d.role == "current" and d.year is not None), self.default)
        ellipsis = (
            compared
            or stated
            or bool(
                re.search(r"[(,]\s*(?:and\s+)?$|\band\s+$|\bwas\s+$|\bit\s+$|\bthere\s+(?:were|had\s+been)\s+$", before)
            )
        )
        if ellipsis and (year := _IN_YEAR.match(self.text, count.end)):
            return self._make(count, like, int(year["year"]), None, "in_year", 0.85)
        if ellipsis and (joined := self._joined_year(count, counts)):
            return self._make(count, like, joined, None, "in_year:list", 0.8)
        if bracket := _OF_YEAR_BRACKET.search(before):
            return self._make(count, like, int(bracket["year"]), None, "in_year:bracket", 0.8)
        if ellipsis and _BEFORE_LAST.match(self.text, count.end, count.end + 80):
            return self._make(count, like, None if base is None else base - 1, None, "previous", 0.85)
        if compared and _ENDS.match(self.text, count.end):
            return self._make(count, like, None if base is None else base - 1, None, "compared", 0.8)
        if stated and _ENDS.match(self.text, count.end):
            return self._own(count, like, None)
        return None

    def _joined_year(self, count: Count, counts: list[Count]) -> int | None:
        """ "93 and two, respectively, in 2016": the year of the next number of the list."""
        following = next((c for c in counts if c.start > count.start), None)
        if following is None or not _LIST_NEXT.fullmatch(self.text, count.end, following.start):
            return None
        year = _IN_YEAR.match(self.text, following.end)
        return int(year["year"]) if year else None

    def _like(self, count: Count, counts: list[Count], dated: list[Dated], wholes: list[int]) -> int:
        """Which told count an earlier year's number belongs to: in a bracket with as many numbers, each to its own."""
        opened = self.text.rfind("(", 0, count.start)
        if opened >= 0 and self.text.find(")", opened, count.start) < 0:
            closed = self.text.find(")", count.start)
            inside = [c for c in counts if opened < c.start < (closed if closed >= 0 else len(self.text))]
            if len(inside) == len(wholes):
                return wholes[inside.index(count)]
        told = [d.like for d in dated if d.like in wholes]
        return told[-1] if told else 0

    def _respectively(self, told: list[Count]) -> dict[int, int]:
        """Counts and years that pair off in order."""
        if "respectively" not in self.text.lower() or len(told) < 2:
            return {}
        years = [int(y) for y in re.findall(rf"\b{YEAR}\b", self.text)]
        return dict(enumerate(years)) if len(years) == len(told) else {}

    def _same(self, dated: list[Dated]) -> list[Dated]:
        said = _SAME.search(self.text)
        current = [d for d in dated if d.role == "current" and d.count.start < (said.start() if said else 0)]
        if not said or not current:
            return []
        like = current[-1]
        year = int(said["year"]) if said["year"] else (like.year or 0) - 1
        return [self._make(like.count, like.like, year, None, "same", 0.85)]
