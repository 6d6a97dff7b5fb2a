"""Wordings that tell payer from recipient, and the name around a word.

Belongs here: what payer.py and recipient.py both ask of the words before and behind an actor.
"""

import re

from pipeline.claims.cues import Cue

#: "the budget of the commission": the body has the money, it does not give it.
BUDGET_OF = re.compile(
    r"\b(?:budgets?|funding|allocations?|resources|allotments?)\s+(?:of|for|to)\s+(?:the\s+|its\s+)?(?:[\w’'-]+\s+){0,2}$",
    re.IGNORECASE,
)
#: "gave the coordination office 250 million": the body between the verb and the amount has the money.
GAVE_TO = re.compile(
    r"\b(?:gave|gives?|giving|granted|awarded|paid|allocated|allotted|provided|assigned|sent|transferred|voted|handed)\s+(?:the\s+|its\s+|each\s+(?:of\s+)?(?:the\s+)?|every\s+|an?\s+|two\s+|three\s+|four\s+|\d+\s+)*(?:[\w’'-]+\s+){0,4}$",
    re.IGNORECASE,
)
#: "the bureau obtained just 76 million", "the home lived on 3 million": who has the money stands before the verb.
OBTAINS = re.compile(
    r"^[^,;]{0,25}(?:,[^,;]{0,60},)?[^,;]{0,12}\b(?:received|receives|obtained|got|gets|was\s+(?:given|granted|awarded|voted|promised|allocated|allotted|entrusted|paid|handed|kept)|were\s+(?:given|granted|awarded|promised|allocated|paid|handed)|had\s+been\s+(?:given|paid|granted|promised)|drew|promised|had|has|have|lived\s+on|ran\s+on|runs\s+on|worked\s+with|works\s+with|shared?|split|made\s+do\s+with)\s+(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
#: "the committee's budget grew to 4 billion", "the secretariat's means were 120 million".
OWN_BUDGET = re.compile(
    r"^(?:[’']s?|s[’'])?\s+(?:\d{4}\s+|annual\s+|yearly\s+|own\s+|operating\s+|operational\s+|total\s+|overall\s+)*(?:budgets?|means|funds|funding|resources|grants?|allocations?|allotments?)\b[^,;]{0,40}$",
    re.IGNORECASE,
)
TO_WHOM = re.compile(
    r"\b(?:to|for|among|between|with|via|through)\s+(?:the\s+|its\s+|an?\s+|each\s+(?:of\s+)?|one\s+|two\s+|three\s+|four\s+|five\s+|several\s+|some\s+|local\s+|other\s+|various\s+|many\s+|\d+\s+)*(?:[\w’'-]+\s+){0,3}$",
    re.IGNORECASE,
)
_NAME_HEAD = re.compile(
    r"(?:\b[A-Z][\w’'-]+\s+|\b(?:two|three|four|five|six|seven|local|national|one|specialized|specialised|domestic|private|foreign|international|central|federal|provincial|municipal)\s+){1,3}$"
)
_NO_NAME = re.compile(r"(?:The|In|For|During|Its|This|A|An|On|At|To|By|With|From|While|However|Authorities)\b")
_NAME_TAIL = re.compile(
    r"(?:\s+of\s+(?:the\s+)?[A-Z][\w’'-]+(?:(?:,)?\s+(?:and\s+)?[A-Z][\w’'-]+){0,5}|\s+for\s+(?:the\s+)?[A-Z][\w’'-]+(?:\s+(?:and\s+)?[A-Z][\w’'-]+){0,4})"
)


def name_around(text: str, cue: Cue) -> str:
    """The name around a cue: capitalised words and "of …" that belong to it."""
    start, end = cue.start, cue.end
    head = _NAME_HEAD.search(text, max(0, start - 60), start)
    if head and not _NO_NAME.match(text, head.start()):
        start = head.start()
    tail = _NAME_TAIL.match(text, end, end + 90)
    return text[start : tail.end() if tail else end].strip()
