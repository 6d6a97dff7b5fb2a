"""Statements about funding without an amount: none, not reported, risen, fallen, or paid with no sum told.

Belongs here: what the words say of the money's status. Amounts are in money.py, fields in fields.py.
"""

import itertools
import re
from dataclasses import dataclass

from pipeline.claims.clauses import Clause
from pipeline.claims.judge import _RECOMMENDS as RECOMMENDS

_MONEY = r"(?:fund(?:s|ed|ing)?|financ(?:e[sd]?|ing|ial(?:ly)?)|money|monies|budget(?:s|ed|ary)?|resources|resourced|allocat\w*|allot\w*|earmark\w*|appropriat\w*|subsid\w+|grants?|spen(?:t|d|ding)|expenditures?|disburs\w*|payments?|pa(?:y|id|ys|ying)|costs?|contribut\w*|donat\w*|compensat\w*|sums?|amounts?|reimburs\w*|stipends?|allowances?|honoraria|under-?(?:funded|resourced|financed)|expenses?|tally)"
_MONEY_RE = re.compile(rf"\b{_MONEY}\b", re.I)
#: Ways to say it without any word for money.
_NO_MONEY_WORD = re.compile(
    r"\bnot\s+(?:a|one)\s+(?:single\s+)?\w+|\b(?:added|contributed|allott?ed|received|gave|got)\s+nothing\b|\bnone\s+(?:of\s+it|was|were)\b|\bown\s+(?:expense|pockets?)\b|\bfinancially\b|\bunfunded\b|\bstate\s+support\b|\bhow\s+much\b|\b(?:say|said|tell|know)\s+what\b|\bempty\s+coffers\b|\bunder-?(?:funded|resourced|financed)\b|\bno\s+(?:information|figures|data)\s+(?:was|were)\s+(?:supplied|provided|communicated)\b|\bgrant(?:ed|s)?\s+nothing\b|\bdonors?\b|\bdonations?\b|\bfigures?\b|\black\w*\s+(?:the\s+)?means\b|\bfree\s+use\b|\b(?:lent|lend|loaned)\b|\bsupport\b[^.;]{0,40}\b(?:stayed|remained|stood|came\s+to\s+an\s+end|ended)\b|\bwhat\s+(?:it|they)\s+(?:gave|gives?|spent|paid)\b",
    re.I,
)
_NOUN = r"(?:fund(?:s|ing)|financing|financial\s+(?:support|assistance|aid|resources|contributions?)|money|monies|budgets?|budgetary\s+\w+|resources|allocations?|allotments?|appropriations?|subsid(?:y|ies)|grants?|spending|expenditures?|contributions?|payments?|sums?|amounts?|compensation|stipends?|allowances?|cash\s+benefits?)"
_ADEQUATE = r"(?:adequate(?:ly)?|sufficient(?:ly)?|enough|fully|full|appropriate|consistent(?:ly)?|regular(?:ly)?|additional|increased|long-term|stable|sustainable|timely|all|specific\s+data)"

_NOT_REPORTED = re.compile(
    rf"\b(?:did|does|do|could|would|has|have|had|was|were)\s+(?:not|n[’']t)\s+(?:\w+\s+){{0,2}}?(?:report|specify|disclose|publish|reveal|state(?!\s+(?:fund|support|budget|subsid|aid|financ|money|shelter|resourc))|indicate|break\s+down|itemi[sz]e|quantify|(?:release|share)\s+(?=(?:\w+\s+){{0,3}}(?:information|data|statistics|figures?|details?|budget))|make\s+(?:public|available)|able\s+to\s+(?:report|provide\s+(?:data|information|figures))|know|track|maintain|collect|provide\s+(?:\w+\s+){{0,3}}(?:information|data|statistics|figures?|details?|breakdown|records?))\w*[^.;]{{0,120}}?\b{_MONEY}\b"
    rf"|\b(?:did|does|do|could)\s+not\s+(?:provide|give|supply|furnish|offer|share|name|release)\s+(?:the\s+|its\s+|their\s+|a\s+|any\s+|an?\s+|exact\s+|total\s+|specific\s+)*(?:costs?|sums?|amounts?|figures?|totals?|breakdown)\b"
    rf"|\b(?:of|in)\s+an?\s+(?:unstated|unspecified|undisclosed|unknown|unreported)\s+(?:size|amount|sum|value)\b"
    rf"|\bhow\s+much\b[^.;]{{0,90}}\b(?:not\s+be\s+(?:established|ascertained|determined|told|traced)|not\s+(?:known|clear|reported|recorded|stated)|unclear|unknown)\b"
    rf"|\b(?:figures?|data|information|details?|statistics|sums?|amounts?)\s+(?:\w+\s+){{0,4}}?(?:was|were|are|is)\s+(?:not|never)\s+(?:\w+\s+)?(?:available|provided|published|released|given|supplied|shared)\b"
    rf"|\b{_MONEY}\b[^.;]{{0,90}}\b(?:was|were|is|are|remained|went|had\s+been)\s+(?:\w+\s+){{0,2}}?(?:not\s+(?:\w+\s+)?(?:reported|specified|disclosed|available|known|made\s+(?:public|available)|published|stated|given|provided\s+to)|unreported|unspecified|undisclosed|unknown|unclear|unavailable)\b"
    rf"|\b{_NOUN}\s+(?:that\s+|which\s+)?(?:they|it|the\s+\w+)\s+(?:did|does|do|could)\s+not\s+\w+|\b(?:unspecified|undisclosed|unreported|unknown|untold|unstated|unquantified)\s+(?:\w+\s+){{0,3}}?{_MONEY}\b"
    rf"|\b(?:gave|provided|offered|released|had|shared|published|reported|disclosed|supplied)\s+no\s+(?:\w+\s+){{0,2}}?(?:information|data|figures?|details?|statistics|breakdown|totals?|sums?|amounts?)\b[^.;]{{0,100}}\b{_MONEY}\b"
    rf"|\bno\s+(?:\w+\s+){{0,3}}?(?:information|data|figures?|details?|statistics|breakdown|totals?|sums?|amounts?)\b[^.;]{{0,70}}\b(?:reported|available|given|provided|disclosed|specified|published|stated|released|named|exist(?:s|ed)?)\b"
    rf"|\bwithout\s+(?:specifying|disclosing|reporting|stating|saying|giving|naming|revealing)\s+(?:\w+\s+){{0,4}}?(?:{_MONEY}|how\s+much|figures?)"
    rf"|\bno\s+(?:\w+\s+){{1,3}}(?:reported|disclosed|specified|published)\b[^.;]{{0,60}}\b{_MONEY}\b"
    rf"|\bnor\s+(?:did|does|do)\s+(?:\w+\s+){{1,3}}?(?:report|specify|disclose|publish|state)\b[^.;]{{0,80}}\b{_MONEY}\b"
    rf"|\b(?:unable|not\s+able)\s+to\s+(?:report|specify|say|state|separate|provide\s+(?:data|information|figures))\b[^.;]{{0,90}}\b{_MONEY}\b"
    rf"|\b(?:declined|refused|failed)\s+to\s+(?:report|specify|disclose|release|publish|share|reveal|state|provide\s+(?:data|information|figures))\b[^.;]{{0,80}}\b{_MONEY}\b"
    rf"|\b(?:could|would|did|does|do)\s+not\s+(?:say|tell|state|know)\s+(?:what|how\s+much|whether\s+any)\b"
    rf"|\b(?:unclear|unknown|not\s+known)\s+(?:to\s+\w+\s+)?(?:how\s+much|what\s+(?:sum|amount|share))\b"
    rf"|\b(?:furnish|provid|supplied|supply|suppl|releas|kept|keep|h[eo]ld|had|has|have|maintain|publish|gave|give)\w*\s+(?:no|nothing)\s+(?:\w+\s+){{0,2}}?(?:information|data|figures?|details?|statistics|records?|tally|account|on|about)\b[^.;]{{0,90}}\b{_MONEY}\b"
    rf"|\b(?:no|not)\s+(?:information|data|figures?|details?)\s+(?:was|were|has\s+been|is)\s+(?:supplied|provided|furnished|communicated|submitted|available)"
    rf"|\bwas\s+not\s+(?:provided|supplied|furnished)\s+with\s+(?:any\s+)?(?:information|data|figures?|details?)\b[^.;]{{0,60}}\b{_MONEY}\b"
    rf"|\b(?:do|does|did)\s+not\s+(?:hold|keep|have|possess|compile)\s+(?:\w+\s+){{0,2}}?(?:information|data|figures?|statistics|records?)\b[^.;]{{0,60}}\b{_MONEY}\b"
    rf"|\b(?:sums?|amounts?|totals?|figures?|costs?|expenses?|expenditures?|budgets?)\s+(?:\w+\s+){{0,4}}?(?:(?:was|were|is|are|has\s+been|have\s+been)\s+)?(?:not\s+(?:\w+\s+)?(?:recorded|communicated|indicated|cited|shared|broken\s+out|tracked|made\s+public|named|mentioned)|unrecorded|unstated|unreported|unspecified|undisclosed)\b"
    rf"|\bno\s+(?:sums?|amounts?|figures?|totals?)\s+(?:was|were)\s+(?:cited|named|mentioned|indicated|recorded|communicated)"
    rf"|\bin\s+(?:sums|amounts)\s+(?:that\s+were\s+)?not\s+(?:\w+\s+)?\w+"
    rf"|\b(?:not|never|did\s+not)\s+(?:say|report|specify|disclose|state|indicate)\s+how\s+much\b",
    re.I,
)
_NONE = re.compile(
    rf"\b(?:did|does|do|has|have|had|was|were|is|are|could|would|will)\s*(?:not|n[’']t)\s+(?:yet\s+)?(?:\w+\s+){{0,2}}?(?:provid|allocat|fund|giv|disburs|grant|financ|allot|earmark|set\s+aside|spen[dt]|receiv|contribut|budget|award|appropriat|subsidi|cover|pa(?:y|id)\b|designat|dedicat|support|offer|release|reimburs)\w*(?!\s+{_ADEQUATE})"
    rf"|\b(?:neither|never)\s+(?:\w+\s+){{0,4}}?(?:provid|allocat|fund|disburs|grant|financ|paid|pay|spent|receiv|budget|award)\w*"
    rf"|\bno\s+(?!(?:\w+\s+){{0,2}}(?:information|data|figures?|details?|longer\s+report))(?:\w+[\s-]+){{0,4}}?{_NOUN}\b"
    rf"|\bnot\s+(?:a|one)\s+(?:single\s+)?(?:cent|penny|dollar|euro|dinar|peso|riel|rupee|franc|pound|shilling|lei|leu|lev|kroner?|taka|baht|naira|cedi|rand|real|sol|som|tenge|gourde|kina)\b"
    rf"|\bwithout\s+(?:a\s+(?:single\s+)?cent|a\s+penny|(?:\w+[\s-]+){{0,3}}{_NOUN})\b"
    rf"|\bnone\s+(?:was|were|has\s+been|had\s+been)\s+(?:paid|given|released|disbursed|allocated|provided|granted|spent|received)\b"
    rf"|\b(?:given|received|saw|got)\s+none\b"
    rf"|\b(?:financ|fund|provid|pa(?:y|id)|bear|bore|cover)\w*\s+(?:no|neither)\s+(?:\w+\s+){{0,3}}?(?:care|services?|shelters?|assistance|support|costs?|programs?|programmes?|cent(?:er|re)s?)\b"
    rf"|\b(?:added|allott?ed|allocated|gave|given|contributed|provided|earmarked|budgeted|set\s+aside|spent|paid|granted|disbursed|received|released|awarded|donated)\s+nothing\b"
    rf"|\b(?:fund|account|budget|coffers|line)s?\s+(?:\w+\s+){{0,6}}?(?:remained|stayed|stood|was|were|lay)\s+(?:still\s+)?empty\b|\bempty\s+coffers\b"
    rf"|\b(?:went|left|remained|stayed|goes|go)\s+(?:entirely\s+|wholly\s+|largely\s+)?unfunded\b"
    rf"|\b(?:was|were)\s+(?:never|not)\s+(?:released|disbursed|paid\s+out|handed\s+over|transferred|made\s+available)\b"
    rf"|\b(?:did|do|does|have|has|had)\s+not\s+(?:benefit(?:ed)?\s+from|have|had|see|seen|get|got|obtain(?:ed)?)\s+(?:any\s+|a\s+|state\s+|such\s+|public\s+|government\s+)*(?:\w+\s+)?{_NOUN}\b"
    rf"|\b(?:had|has|have)\s+(?:had\s+)?no\s+(?:\w+\s+){{0,2}}?(?:state|government|public)\s+(?:support|funding|funds|money|assistance|subsid\w+)\b"
    rf"|\b(?:has|have|had)\s+yet\s+to\s+(?:be\s+)?(?:provid|allocat|fund|disburs|financ|earmark|set\s+aside|spen[dt]|receiv|contribut|budget|award|appropriat|pa(?:y|id)|releas|grant)\w*"
    rf"|\bfail(?:ed|s|ing)?\s+to\s+(?:\w+\s+){{0,1}}?(?:provid|allocat|fund|disburs|financ|earmark|set\s+aside|spend|contribut|budget|award|appropriat|pay|releas|grant)\w*(?!\s+{_ADEQUATE})"
    rf"|\b(?:did|does|do)\s+not\s+[^.;]{{3,60}}?\bor\s+(?:otherwise\s+|financially\s+)?(?:fund|financ|contribut|subsidi|support)\w*"
    rf"|\b(?:could|can|may|do|does|did|is|are|was|were)\s+not\s+(?:be\s+)?(?:draw\s+on|eligible\s+for|access|apply\s+for|entitled\s+to|qualif\w+\s+for)\s+(?:\w+\s+){{0,3}}?(?:{_NOUN}|subsidies)\b"
    rf"|\b{_NOUN}\s+(?:[\w’'-]+\s+){{0,5}}?(?:has|have|had|was|were|is|are)\s+(?:never|not)\s+(?:\w+\s+)?(?:been\s+)?(?:made\s+available|provided|released|allocated|granted|paid|forthcoming)\b"
    rf"|\bno\s+(?:[\w-]+\s+){{1,5}}?(?:was|were|is|are|has\s+been|have\s+been|had\s+been)\s+(?:\w+ly\s+)?(?:funded|financed|subsidi[sz]ed|paid\s+for)\b"
    rf"|\b(?:for\s+(?:want|lack)\s+of|owing\s+to\s+(?:a\s+)?lack\s+of|due\s+to\s+(?:a\s+)?lack\s+of)\s+(?:\w+\s+){{0,2}}?(?:{_NOUN}|means)\b"
    rf"|\black(?:ed|s|ing)?\s+(?:the\s+|necessary\s+|financial\s+)*(?:funds|funding|money|means|resources|financing|budget)\b|\b{_NOUN}\b[^.;,]{{0,50}}\b(?:was|were|is|are|remained)\s+lacking\b|[’']s?\s+lack\s+of\s+(?:funds|funding|resources|money)\b"
    rf"|\b(?:{_NOUN}|donors?|support)\b[^.;,]{{0,40}}\b(?:expired|ended|ran\s+out|lapsed|dried\s+up|(?:came|comes|come|drew)\s+to\s+an\s+end|was\s+exhausted|were\s+exhausted)\b"
    rf"|\bnone\s+of\s+(?:the|its|their|these|this)\s+(?:\w+\s+){{0,3}}?{_NOUN}\b"
    rf"|\bno\s+longer\s+(?:\w+\s+){{0,2}}?(?:fund|financ|provid|receiv|allocat|support|pa(?:y|id)|subsidi)\w*"
    rf"|\b(?:lack(?:ed|s|ing)?|absence\s+of|without)\s+(?:a\s+|an\s+|any\s+|its\s+own\s+|their\s+own\s+)?(?:(?:dedicated|specific|separate|state|government|government-provided|public|national|budgetary|earmarked|own|designated|domestic|central)\s+)*{_NOUN}\b"
    rf"|\b(?:ceas|suspend|discontinu|terminat|eliminat|stopp?|halt|withdr[ae]w|cancel|abolish|froze|freez|cut\s+off|end(?:ed|ing)?\b|withheld|scrapp)\w*\s+(?:\w+\s+){{0,5}}?{_MONEY}\b"
    rf"|\b{_MONEY}\b[^.;,]{{0,60}}\b(?:was|were|had\s+been|been|is|are)\s+(?:\w+\s+)?(?:suspended|discontinued|terminated|eliminated|stopped|halted|withdrawn|cancell?ed|abolished|frozen|withheld|ruled\s+out|barred|prohibited|scrapped|nil|zero)\b"
    rf"|\b(?:unfunded|un-funded|not\s+funded|not\s+financed|unpaid\s+grants?)\b"
    rf"|\b(?:receiv|allocat|provid|given|gave|got|paid|contribut|spent|had|brought|set\s+aside)\w*\s+(?:\w+\s+){{0,2}}?(?:nothing|none|no\s+{_NOUN}|zero)\b"
    rf"|\bno\s+(?:in-kind|financial|material|monetary|direct|state|government|public)\s+(?:\w+\s+)?(?:support|assistance|aid|help)\b"
    rf"|\b(?:fund|financ|provid|pa(?:y|id)|receiv|cover)\w*\s+neither\b"
    rf"|\b(?:barred|prohibit\w*|prevent(?:s|ed|ing)?\b|forb[ia]d\w*|preclud\w*|ruled\s+out)\s+(?:\w+\s+){{0,6}}?{_MONEY}\b"
    rf"|\b(?:left\s+(?:\w+\s+){{0,3}}?without|relied\s+(?:entirely|solely|exclusively|wholly)\s+on)\b[^.;]{{0,40}}\b(?:{_NOUN}|donors?|donations?)\b",
    re.I,
)
_UP_VERB = r"(?:increas\w*|(?<!awareness )(?<!awareness-)(?<!fund-)rais(?:e[sd]?|ing)|boost\w*|enlarg\w*|expand\w*|doubl\w*|tripl\w*|quadrupl\w*|gr[eo]w\w*|rose|ris(?:e|es|en|ing)|augment\w*|strengthen\w*|enhanc\w*|climb\w*|jump\w*|went\s+up|go(?:es|ing)?\s+up|gone\s+up)"
_UP_WORD = r"(?<!once )(?:more|additional|extra|higher|greater|larger|bigger|heightened)"
_DOWN_VERB = r"(?:decreas\w*|reduc\w*|cut(?:s|ting)?|lower(?:ed|ing|s)?|fell(?!\s+short)|fall(?:s|en|ing)?(?!\s+short)|declin\w*|drop\w*|par(?:ed|ing)\s+back|diminish\w*|slash\w*|shr[aiu]nk\w*|scaled\s+back|halv\w*|trimm\w*|went\s+down|gone\s+down)"
_DOWN_WORD = r"(?:less|fewer|smaller|lower)"
_GAP = r"(?:[\w’'/,-]+\s+){0,7}?"
_LONG_GAP = r"[^.;]{0,140}?"


def _moved(verb: str, word: str) -> re.Pattern[str]:
    """Funding that is said to have moved: verb before or behind the money, or an adjective right before it."""
    return re.compile(
        rf"\b{verb}\s+{_GAP}{_NOUN}\b|(?<!once\s)\b{word}\s+(?:\w+\s+){{0,2}}?{_NOUN}\b"
        rf"|\b{_NOUN},?\s+(?:[\w’'/-]+,?\s+){{0,12}}?{verb}\b|\b{verb}\s+what\s+(?:it|they|[\w\s]{{2,30}}?)\s+(?:gives?|gave|pays?|paid|spends?|spent|contributes?|contributed|provides?|provided)\b"
        rf"|\b{_NOUN}\b{_LONG_GAP}\b(?:was|were|been|is|are)\s+(?:\w+\s+){{0,2}}?{verb}\b",
        re.I,
    )


_INCREASED = _moved(_UP_VERB, _UP_WORD)
_DECREASED = _moved(_DOWN_VERB, _DOWN_WORD)
_BETTER_FUNDED = re.compile(
    rf"\b(?:better|well)\s+(?:funded|financed|resourced)\b|\b(?:funded|financed|supported)\s+more\s+(?:generously|fully|heavily|amply)\b|\b(?:{_UP_VERB}|{_UP_WORD})\s+(?:its\s+|their\s+|the\s+)?(?:financial\s+)support\b",
    re.I,
)
_FUNDED = re.compile(
    rf"(?<![-\w])(?:funded|financed|co-financed|co-funded|subsidi[sz]ed|reimbursed|bankrolled|sponsored)\b"
    rf"|\b(?:government|ministry|ministries|state|authorities|it|they|which|that|to|parliament|municipalit\w+|agency|office)\s+(?:also\s+|continues?\s+to\s+|partially\s+|partly\s+)?(?:funds?|finances?|subsidi[sz]es?)\b(?!\s+(?:for|of)\b)"
    rf"|\b(?:funding|financing)\s+(?:the|an?|of|its|their|part)\b"
    rf"|\b(?:paid|pays|paying)\s+(?:for|the|its|their|part|most|half|all|travel|rent|salar\w+|honoraria|costs?|some|stipends?)\b"
    rf"|\b(?:covered|bore|met|defrayed|shared|supplemented)\s+(?:\w+[\s,-]+){{0,4}}?(?:costs?|expenses|rent|salar\w+|travel|bills|fees|utilities)\b"
    rf"|\b(?:provid|g[ai]v|allocat|contribut|disburs|grant|award|earmark|offer|extend|dedicat|devot|releas|receiv|channel|distribut|supply|suppli|set\s+aside|ma[dk]e?|appropriat|kept|keep|obtain|retain|secur|continu)\w*\s+(?:\w+[\s,-]+){{0,6}}?(?:{_NOUN}|financial\s+(?:help|aid))\b"
    rf"|\b{_NOUN}\b[^.;]{{0,60}}\b(?:was|were|had\s+been|has\s+been|have\s+been|to\s+be|continued)\s+(?:\w+\s+)?(?:provided|allocated|disbursed|granted|paid|earmarked|set\s+aside|distributed|given|awarded|made\s+available|continued)\b"
    rf"|\b{_NOUN}\s+(?:\w+\s+){{0,6}}?continued\b"
    rf"|\b(?:used|drew|drawn)\s+(?:\w+\s+){{0,6}}?(?:funds?|assets|proceeds|money)\b[^.;]{{0,50}}\b(?:victims?|services|shelters?|NGOs?|assistance)\b"
    rf"|\bunder-?(?:funded|resourced|financed)\b"
    rf"|\b{_NOUN}\b[^.;]{{0,60}}?\b(?:was|were|is|are|remain(?:s|ed)?|proved|had\s+not\s+kept|has\s+not\s+kept)\s+(?:[^.;]{{0,30}}?\s)?(?:inadequate|insufficient|too\s+(?:small|low|little)|limited|scarce|meagre|meager|low|pace)\b"
    rf"|\b(?:inadequate|insufficient|limited|scarce|meagre|meager|scant)\s+(?:\w+\s+){{0,3}}?{_NOUN}\b"
    rf"|\bat\s+(?:its|their|the\s+\w+['’]s?)\s+own\s+expense\b|\bout\s+of\s+(?:its|their)\s+own\s+(?:pockets?|funds?|budgets?|resources)\b"
    rf"|\b{_NOUN}\b[^.;]{{0,60}}?\b(?:stayed|remained|stood|held|kept)\s+(?:at\s+(?:its|the|their)|the\s+same|unchanged|steady|flat|level|constant|stable)\b"
    rf"|\bsupported\s+financially\b|\bfinancially\s+support(?:s|ed|ing)?\b"
    rf"|\b(?:shouldered|bore|bear|met|meet|meets|carried|carries|footed)\s+(?:\w+\s+){{0,4}}?(?:costs?|expenses?|bills?)\b"
    rf"|\b(?:maintain|sustain|renew|uph[eo]ld|prolong|extend)\w*\s+(?:its|their|the|his|her)\s+(?:\w+\s+){{0,2}}?(?:{_NOUN}|financial\s+\w+)\b"
    rf"|\b(?:reli(?:ed|es)|rely|relying|depend(?:ed|s|ing)?|surviv(?:ed|es|ing)|liv(?:ed|es|ing)|operat(?:ed|es|ing)|drew|draws?|dependent|reliant)\s+(?:\w+\s+){{0,3}}?(?:on|upon|from)\s+(?:[\w-]+\s+){{0,4}}?(?:donors?|donations?|grants?|contributions?|{_NOUN}|foreign\s+(?:assistance|aid)|international\s+(?:assistance|aid))\b"
    rf"|\b(?:shouldered|bore|carried)\s+(?:\w+\s+){{0,4}}?burden\b[^.;]{{0,40}}\b(?:money|funds?|donors?)"
    rf"|\b(?:free\s+use|lent|lend(?:s|ing)?|loaned)\b[^.;]{{0,60}}\b(?:building|office|house|premises|vehicles?|land|space|equipment)\b"
    rf"|\bsupport\b[^.;]{{0,40}}\b(?:stayed|remained|stood|held)\s+(?:at\s+(?:the|its)|the\s+same|unchanged|level|steady)\b"
    rf"|\b(?:in[- ]kind|rent-free)\b",
    re.I,
)
_NOT_OURS = re.compile(
    r"\b(?:fine[sd]?|imprison\w*|sentenced|convicted|court[s]?\s+(?:ordered|awarded)|restitution|recruitment|traffickers?\s+(?:paid|pay|gave|received|used|fund)|employers?\s+(?:paid|pay|did|withheld|fail)|workers?\s+(?:did\s+not\s+receive|paid|pay|received)|wages|debts?|bribe\w*|ransom|victims?\s+(?:paid|pay)|migrants?\s+(?:paid|pay)|money\s+laundering|terroris\w+|financial\s+(?:crimes?|institutions?|investigat\w+|intelligence))\b",
    re.I,
)
_NO_FIGURE = re.compile(
    r"\bwithout\s+(?:\w+ing)\s+(?:\w+\s+){0,3}?(?:figures?|amounts?|sums?|details?|how\s+much)|\bby\s+an?\s+(?:unspecified|undisclosed|unknown|unreported)\s+(?:amount|sum)",
    re.I,
)
_INADEQUATE_NOT = re.compile(
    rf"\b(?:did|does|do|was|were|has|have|had|could)\s+not\s+(?:\w+\s+){{0,2}}?(?:provid|allocat|fund|giv|receiv|grant|financ|cover|disburs|offer)\w*\s+(?:\w+\s+){{0,1}}?{_ADEQUATE}\b|\bnot\s+(?:\w+\s+)?(?:adequately|sufficiently|fully|consistently|regularly)\b|\b(?:lack\w*\s+(?:of\s+)?(?:adequate|sufficient|enough)|insufficient|inadequate|limited)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a stretch [start, end) of a sentence says of funding without naming a sum."""

    start: int
    end: int
    status: str
    core: tuple[int, int]
    in_kind: bool = False


_SPLIT = re.compile(
    r";\s|\s[–—]\s|,\s(?=compared\b|up\s+from|down\s+from)|,?\s\b(?:while|whereas|although|though|but|however|yet(?!\s+to\b))\b\s|,\s(?:and|which|who|so)\s|\.\s|\band\s(?=(?:the\s+government|it|they|NGOs|authorities|(?:did|was|were|had|has)\s+not|had\s|no\s|also\s|increas|decreas|reduc|cut\b))",
    re.I,
)


def find_statements(clause: Clause) -> list[Statement]:
    """Statements about funding in the stretches of a sentence that hold no amount; at most one a stretch."""
    text = clause.text
    if (
        not _MONEY_RE.search(text)
        and not _NO_MONEY_WORD.search(text)
        and "in-kind" not in text
        and "rent-free" not in text
        and "in kind" not in text
    ):
        return []
    if RECOMMENDS.search(text):
        return []
    found: list[Statement] = []
    edges = [
        0,
        *(m.end() for m in _SPLIT.finditer(text) if not any(a.start <= m.start() < a.end for a in clause.money)),
        len(text),
    ]
    pending = 0
    for left, right in itertools.pairwise(edges):
        start = (
            pending
            if pending < left
            and not clause.money
            and not any(s.end > pending for s in found)
            and not _MONEY_RE.search(text[pending:left])
            else left
        )
        pending = left if not found else right
        inside = [m for m in clause.money if start < m.end and m.start < right]
        if inside:  # behind its amount a stretch can still say that another was not told
            tail = inside[-1].end
            untold = _NOT_REPORTED.search(text, tail, right)
            if untold and not _NOT_OURS.search(text[tail:right]):
                found.append(Statement(tail, right, "not_reported", untold.span()))
            nothing = _NONE.search(text, tail, right)
            if nothing and text[: nothing.start()].endswith(", ") and not _NOT_OURS.search(text[tail:right]):
                found.append(Statement(nothing.start(), right, "none", nothing.span()))
            continue
        statement = _read(text, start, right, alone=not clause.money)
        if statement:
            found.append(statement)
    return _distinct(found)


def _distinct(found: list[Statement]) -> list[Statement]:
    """ "funding rose and the budget rose" in one sentence is one statement; different statuses stay apart."""
    kept: list[Statement] = []
    for statement in found:
        if statement.status == "funded" and any(k.status in ("increased", "decreased") for k in kept):
            continue
        if statement.status == "not_reported" and kept and kept[-1].status == "funded" and not kept[-1].in_kind:
            kept.pop()  # "paid for their travel but did not say how much": one statement, that the sum is not told
        if kept and kept[-1].status == statement.status and statement.status in ("funded", "increased", "decreased"):
            continue
        kept.append(statement)
    return kept


def _read(text: str, start: int, end: int, alone: bool) -> Statement | None:
    part = text[start:end]
    if _NOT_OURS.search(part) or (
        not _MONEY_RE.search(part)
        and not _NO_MONEY_WORD.search(part)
        and not re.search(r"in[- ]kind|rent-free", part, re.I)
    ):
        return None
    moved = alone and (_INCREASED.search(part) or _DECREASED.search(part))
    for status, pattern in (("not_reported", _NOT_REPORTED), ("none", _NONE)):
        match = pattern.search(part)
        if (
            match
            and status == "none"
            and (
                _INADEQUATE_NOT.search(part)
                or not (
                    _MONEY_RE.search(match.group() + part[match.end() : match.end() + 90])
                    or _NO_MONEY_WORD.search(part, match.start(), match.end() + 20)
                )
            )
        ):
            continue
        if match and status == "not_reported" and moved and _NO_FIGURE.search(part):
            continue  # "enlarged its budget without giving a figure": that it rose is told
        if match:
            return Statement(start, end, status, (start + match.start(), start + match.end()))
    if not alone:
        return None
    up, down = _INCREASED.search(part) or _BETTER_FUNDED.search(part), _DECREASED.search(part)
    if up or down:
        match = min((m for m in (up, down) if m), key=lambda m: m.end() - m.start())
        return Statement(
            start, end, "increased" if match is up else "decreased", (start + match.start(), start + match.end())
        )
    match = _FUNDED.search(part)
    if match:
        kind = bool(re.search(r"in[- ]kind|rent-free", part, re.I))
        return Statement(start, end, "funded", (start + match.start(), start + match.end()), kind)
    return None
