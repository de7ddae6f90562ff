"""What comes of fetching: a document, the word that nothing changed, or an error that says whether to try again."""

import re
from dataclasses import dataclass

from volgens.errors import IntakeError
from volgens.model import RawDocument

_SENDABLE = re.compile(r"[\x20-\x7e]{1,500}")


class FetchError(IntakeError):
    """An address cannot be fetched.

    ``temporary`` says that it may go well later, ``again`` that it may within seconds, ``wait`` after how many seconds
    the server wants to be asked again, and ``unreachable`` that nobody answered, as where the network is gone.
    """

    def __init__(
        self,
        reason: str,
        *,
        temporary: bool = False,
        again: bool = False,
        wait: float | None = None,
        unreachable: bool = False,
    ) -> None:
        super().__init__(reason)
        self.temporary = temporary or again or unreachable
        self.again = again
        self.wait = wait
        self.unreachable = unreachable


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave to ask by whether something changed; what cannot be sent in a header counts as not given."""

    etag: str | None = None
    last_modified: str | None = None

    def __post_init__(self) -> None:
        for name in ("etag", "last_modified"):
            value = getattr(self, name)
            if value is not None and not _SENDABLE.fullmatch(value):
                object.__setattr__(self, name, None)

    def __bool__(self) -> bool:
        return bool(self.etag or self.last_modified)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A document with the address that gave it in the end; ``permanent_redirect`` says that this one is for good."""

    document: RawDocument
    address: str
    validators: Validators
    permanent_redirect: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The server's word that nothing changed since ``validators`` were given."""

    address: str
    validators: Validators
