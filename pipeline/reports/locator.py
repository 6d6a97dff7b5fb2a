"""The locator that ends a passage of an abridgement: where the original says it."""

import re

_LOCATOR = re.compile(r"\s*\[(?P<what>(?:TIP\s+Report\s+\d{4}|GRETA\b)[^\[\]]*?):\s*(?P<where>[^\[\]]+)\]\s*$")


def cut_locator(text: str) -> tuple[str, str | None, str]:
    """A passage without its locator, the locator with blanks inside an address closed, and the text cut off.

    An original has no locators; its text comes back whole.
    """
    match = _LOCATOR.search(text)
    if not match:
        return text.strip(), None, ""
    where = match["where"].strip()
    if "://" in where:
        where = re.sub(r"\s+", "", where)
    what = " ".join(match["what"].split())
    return text[: match.start()].strip(), f"{what}: {where}", text[match.start() :]
