"""The one bound that all forms of documents share."""

from volgens.errors import IntakeError
from volgens.settings import Settings


def check_size(size: int, settings: Settings) -> None:
    """Raise `IntakeError` where a document of ``size`` bytes is larger than one may be."""
    if size > settings.largest_document:
        raise IntakeError(too_large(f"{size / 1e6:.1f} MB", settings))


def too_large(size: str, settings: Settings) -> str:
    """Why a document of ``size``, as people say it, is refused."""
    limit = settings.largest_document / 1e6
    return f"holds {size}; the largest document allowed is {limit:.1f} MB; split it or raise largest_document"
