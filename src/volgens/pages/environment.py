"""How templates become pages: everything that is put into one is escaped, and nothing in it may be missing."""

import base64
import hashlib
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape


def hash_style(style: str) -> str:
    """The hash by which a page's security policy lets its own style sheet in, and no other."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _verbatim(words: str) -> Markup:
    """``words`` escaped; a browser turns a bare carriage return into something else."""
    return escape(words).replace("\r", Markup("&#13;"))


@cache
def load_environment() -> Environment:
    """The templates of this package."""
    environment = Environment(
        loader=PackageLoader("volgens.pages", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["verbatim"] = _verbatim
    return environment
