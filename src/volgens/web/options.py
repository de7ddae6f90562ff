"""How the web application is run."""

import ipaddress
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WebOptions:
    """What whoever starts the server may set; the defaults are those of one editor on one machine."""

    host: str = "127.0.0.1"
    port: int = 8420
    read_only: bool = False
    """For publishing: nothing can be changed, and nothing is read for visitors."""

    names: tuple[str, ...] = ()
    """Host names under which the site is reached besides ``host``; a request for any other is refused."""

    https: bool = False
    """Whether a proxy in front speaks HTTPS: then cookies are sent over nothing else."""

    largest_body: int = 5_000_000
    """Bytes that one request may hold."""

    requests_a_minute: int = 1200
    """Of one client; pages that cost much (reading, signing in) may be asked for a twentieth as often."""

    @property
    def exposed(self) -> bool:
        """Whether others than the users of this machine can reach it, straight or through a proxy."""
        return self.public or self.https or bool(self.names)

    @property
    def public(self) -> bool:
        """Whether it listens to others than the users of this machine."""
        try:
            return not ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host != "localhost"
