"""Write docs/reference/settings.md from our records: ``python docs/reference/generate_settings.py [--print]``."""

import ast
import inspect
import sys
from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path

from volgens.settings import Settings
from volgens.web import WebOptions

HEAD = """# Settings

Generated from `volgens.settings.Settings` and `volgens.web.WebOptions` by `docs/reference/generate_settings.py`; change
the program, not this file.

There is no file of settings. The command line sets what a command needs, two variables of the environment set what all
of them share, and from Python a record is given: `Settings(ledger="nieuws.ledger")`. An option comes before a variable,
a variable before the default.

| variable | what it sets |
| --- | --- |
| `VOLGENS_LEDGER` | the ledger, where no `--ledger` is given |
| `VOLGENS_LANG` | language of the interface, where no `--lang` is given: what begins with `en` is English, else Dutch |

Without `VOLGENS_LANG` the locale decides: `LC_ALL`, else `LANG`.
"""

SET_BY = {
    "ledger": "`--ledger`, `VOLGENS_LEDGER`",
    "language": "",
    "interface_language": "`--lang`, `VOLGENS_LANG`",
    "largest_document": "",
    "longest_text": "",
    "user_agent": "`--agent`",
    "host_pause": "",
    "fetch_timeout": "",
    "inside_hosts": "`--inside`",
    "host": "`--host`",
    "port": "`--port`",
    "read_only": "`--read-only`",
    "names": "`--name`",
    "https": "`--https`",
    "largest_body": "",
    "requests_a_minute": "",
}
"""How the command line sets each; a setting that is not here makes this program stop."""

PLAIN = {
    "ledger": "Where the ledger is.",
    "language": "Language of the articles: the folder under `language/` and the models.",
    "interface_language": "Language of what the program itself says: `nl` or `en`.",
    "host": "Address to listen at; any but this machine's own needs an account.",
    "port": "Port to listen at; 0 takes a free one.",
}
"""What is said of fields that the record itself leaves without a word."""


def read_notes(record: type) -> dict[str, str]:
    """The string that stands under each field."""
    (body,) = ast.parse(inspect.getsource(record)).body
    assert isinstance(body, ast.ClassDef)
    notes = {}
    for field, note in zip(body.body, body.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(note, ast.Expr):
            notes[field.target.id] = " ".join(ast.literal_eval(note.value).replace("``", "`").split())
    return notes


def iter_rows(record: type) -> Iterator[str]:
    notes = read_notes(record)
    for field in fields(record):
        default = "none: it must be given" if field.default is MISSING else f"`{field.default!r}`"
        kind = field.type.__name__ if type(field.type) is type else field.type
        meaning = notes.get(field.name) or PLAIN[field.name]
        yield f"| `{field.name}` | {kind} | {default} | {SET_BY[field.name]} | {meaning} |"


def render() -> str:
    head = "| setting | type | default | set by | what it does |\n| --- | --- | --- | --- | --- |"
    return "\n".join(
        [
            *(HEAD, "## Reading and fetching: `Settings`\n", head, *iter_rows(Settings)),
            *(
                "\n## The site: `WebOptions`\n",
                "Of `volgens serve`; [how to serve](../how-to/serve-the-newsroom.md).\n",
            ),
            *(head, *iter_rows(WebOptions), ""),
        ]
    )


if __name__ == "__main__":
    if "--print" in sys.argv:
        sys.stdout.write(render())
    else:
        (Path(__file__).parent / "settings.md").write_text(render(), encoding="utf-8")
