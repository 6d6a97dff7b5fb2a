"""Addresses: which may be asked, and which of them show one and the same page.

Belongs here: pure functions on addresses. Does not belong here: asking.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

from pipeline.sources.catalogue import Host

_STATE_PAGE = re.compile(r"/(?:md)?(?P<id>\d{4,7})\.html?$")
_PAST = re.compile(r"^(?P<first>\d{4})-(?P<last>\d{4})\.")


class NotAllowed(Exception):
    """An address that is never asked; the message is one line of why."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be asked: https, these hosts, these ports."""

    hosts: frozenset[str]
    ports: frozenset[int] = frozenset({443})

    def check(self, url: str) -> str:
        """The address itself, if it may be asked.

        Raises:
            NotAllowed: another scheme, host or port, a name and password in it, or no address at all.
        """
        try:
            parts = urlsplit(url)
            port = parts.port or 443
        except ValueError:
            raise NotAllowed(f"{url!r} is no address") from None
        if parts.scheme != "https":
            raise NotAllowed(f"{shown(url)} is not https")
        if parts.username is not None or parts.password is not None or "\\" in url:
            raise NotAllowed(f"{shown(url)} hides another address in it")
        if (parts.hostname or "") not in self.hosts:
            raise NotAllowed(
                f"host {shown(parts.hostname or '(none)')} is not listed under hosts in data/raw/sources.yaml"
            )
        if port not in self.ports:
            raise NotAllowed(f"{shown(url)} asks for port {port}")
        return url

    def allows(self, url: str) -> bool:
        """Whether an address may be asked."""
        try:
            self.check(url)
        except NotAllowed:
            return False
        return True

    def redirected(self, url: str, location: str) -> str:
        """Where a redirect leads, if it may be followed.

        Raises:
            NotAllowed: it may not.
        """
        try:
            target = urljoin(url, location.strip())
            return self.check(target)
        except (NotAllowed, ValueError) as problem:
            raise NotAllowed(f"{shown(url)} leads elsewhere: {problem}") from None


def allowed_by(hosts: Iterable[Host]) -> Allowed:
    """What a catalogue allows."""
    return Allowed(frozenset(name for host in hosts for name in (host.name, *host.aliases)))


def shown(url: str) -> str:
    """An address as it may be printed: at most 200 characters, without control characters."""
    return "".join(c if c.isprintable() else "?" for c in url[:200])


def https_of(url: str) -> str:
    """The address with https in place of http and without the part behind #."""
    parts = urlsplit(url)
    scheme = "https" if parts.scheme == "http" else parts.scheme
    return urlunsplit((scheme, parts.netloc.lower(), parts.path or "/", parts.query, ""))


def page_key(url: str, hosts: Iterable[Host]) -> str:
    """The same for all addresses of one page: alias hosts, http or https, the mobile pages, and a slash at the end."""
    parts = urlsplit(https_of(url))
    name = parts.hostname or ""
    first = next((h.name for h in hosts if name in (h.name, *h.aliases)), name)
    path = parts.path.rstrip("/")
    if first.endswith("state.gov") and (page := _STATE_PAGE.search(path)):
        return f"{first}#{page['id']}"
    return f"{first}{path}" + (f"?{parts.query}" if parts.query else "")


def other_hosts(url: str, hosts: Iterable[Host], edition: int | None) -> Iterator[str]:
    """The page on those alias hosts that keep the pages of an edition's years."""
    parts = urlsplit(https_of(url))
    for host in hosts:
        if parts.hostname in (host.name, *host.aliases):
            for alias in (host.name, *host.aliases):
                years = _PAST.match(alias)
                if (
                    years
                    and edition
                    and int(years["first"]) <= edition <= int(years["last"])
                    and alias != parts.hostname
                ):
                    yield urlunsplit((parts.scheme, alias, parts.path, parts.query, ""))
