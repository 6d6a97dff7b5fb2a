"""What to beware of with a figure, each thing once.

Belongs here: which codes are told, and in what order. Does not belong here: their meaning, which is in `schemas.codes`.
"""

from schemas.codes import WARNING_OF_FLAG, UsageWarning


def cautions(usage_warnings: str | None, flags: str | None) -> tuple[str, ...]:
    """Codes of a figure: its usage warnings, the gravest first, then the flags that none of these tells.

    Args:
        usage_warnings: codes joined with ';', NULL for none.
        flags: the same.
    """
    held = (usage_warnings or "").split(";")
    usage = [code.value for code in UsageWarning if code in held]
    return (*usage, *(f for f in (flags or "").split(";") if f and WARNING_OF_FLAG.get(f) not in usage))
