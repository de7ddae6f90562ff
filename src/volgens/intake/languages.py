"""What a page, feed or table calls its language."""

import re

_CODE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.I)


def language_code(value: str | None) -> str | None:
    """The code of the language in ``nl``, ``nl-BE`` or ``NL_nl``; `None` where it is none."""
    match = _CODE.fullmatch(value or "")
    return match[1].lower() if match else None
