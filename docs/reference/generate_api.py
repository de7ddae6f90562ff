"""Write docs/reference/api.md from the OpenAPI description: ``python docs/reference/generate_api.py [--print]``."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from volgens.settings import Settings
from volgens.web import WebOptions, make_app

HEAD = """# The API

Generated from the OpenAPI description (`/api/v1/openapi.json` of a running site) by `docs/reference/generate_api.py`;
change the program, not this file.

- **Lists** come in pages: `{"items": [...], "next": "..."}`. Ask again with `cursor` set to `next`, which is null where
  nothing follows. A page holds 50 items unless `limit` (200 at most) says otherwise. No item comes twice or is left out
  while the ledger grows; only a search in the order `best` moves a little.
- **Errors** have one form: `{"error": {"status": 404, "kind": "not_found", "message": "...", "details": null}}`.
- **Unchanged answers**: every answer to GET has an `ETag`; send it back in `If-None-Match` and get 304 without a body.
- **Parameters** that are not known are ignored. Times are ISO 8601; one without a zone is UTC.
- **Words** come with their place: `spans` are `[start, end]` pairs of characters (Unicode code points, the end not
  included) into the text of the article, `words` what stands there.
- **Bounds**: a body holds 5 MB at most, a text to be read at once 100,000 characters, a job 1,000 addresses; reading a
  text may take a minute (504). A client may ask 1,200 times a minute, and 60 times for what is read (429).
- **Who may**: a site on another address than this machine's own asks for `Authorization: Bearer TOKEN`. A site for
  reading only (`--read-only`) neither reads nor changes anything (403).
- **Feeds**: `/dossiers/{id}.atom`, and `/search.atom` with the parameters of `/api/v1/search`.

From Python:

```python
from volgens.client import Client
from volgens.model import Stance

with Client("http://127.0.0.1:8420") as client:
    for told in client.attributions("drones", stance=Stance.DENIES):
        print(told.attribution.entity, told.words, told.outlet)
```
"""

Json = Mapping[str, object]


def below(value: object, *names: str) -> Json:
    """The object at the end of a path of names; empty where there is none."""
    for name in names:
        value = cast(Json, value).get(name, {}) if isinstance(value, dict) else {}
    return cast(Json, value) if isinstance(value, dict) else {}


def name_type(schema: Json) -> str:
    """A schema in a few words."""
    if "$ref" in schema:
        return f"[{str(schema['$ref']).rpartition('/')[2]}](#{str(schema['$ref']).rpartition('/')[2].lower()})"
    if options := cast(list[Json], schema.get("anyOf") or schema.get("oneOf") or []):
        return " or ".join(name_type(option) for option in options)
    if "enum" in schema:
        return ", ".join(f"`{each}`" for each in cast(list[object], schema["enum"]))
    if "const" in schema:
        return f"`{schema['const']}`"
    if "prefixItems" in schema:
        return f"[{', '.join(name_type(each) for each in cast(list[Json], schema['prefixItems']))}]"
    if schema.get("type") == "array":
        return f"list of {name_type(below(schema, 'items'))}"
    if schema.get("type") == "object" and "additionalProperties" in schema:
        return f"object of {name_type(below(schema, 'additionalProperties'))}"
    return str(schema.get("format") or schema.get("type") or "anything")


def iter_operation(path: str, method: str, operation: Json) -> Iterator[str]:
    """A section about one thing that can be done."""
    yield f"### {method.upper()} {path}\n"
    yield str(operation.get("description", "")).strip() + "\n"
    for parameter in cast(list[Json], operation.get("parameters", [])):
        schema = below(parameter, "schema")
        told = " — ".join(filter(None, (name_type(schema), str(parameter.get("description", "")))))
        yield f"- `{parameter['name']}` ({parameter['in']}): {told}"
    for kind, content in below(operation, "requestBody", "content").items():
        yield f"- body ({kind}): {name_type(below(content, 'schema'))}"
    for status, answer in below(operation, "responses").items():
        if status.startswith("2"):
            kinds = [name_type(below(content, "schema")) for content in below(answer, "content").values()]
            yield f"- {status}: {', '.join(kinds) or 'nothing'}"
    codes = [status for status in below(operation, "responses") if not status.startswith("2")]
    yield f"- else: {', '.join(sorted(codes))}\n"


def iter_schema(name: str, schema: Json) -> Iterator[str]:
    """A section about one object."""
    yield f"### {name}\n"
    if description := str(schema.get("description", "")).strip():
        yield f"{description}\n"
    required = cast(list[str], schema.get("required", []))
    for field, about in below(schema, "properties").items():
        needed = "" if field in required else " (may be left out)"
        yield f"- `{field}`: {name_type(cast(Json, about))}{needed}"
    if "enum" in schema:
        yield f"One of {name_type(schema)}."
    yield ""


def render() -> str:
    description = cast(Json, make_app("volgens.ledger", Settings(), WebOptions()).openapi())
    lines = [HEAD, "## What can be asked\n"]
    for path, methods in below(description, "paths").items():
        for method, operation in cast(dict[str, Json], methods).items():
            lines.extend(iter_operation(path, method, operation))
    lines.append("## What comes and goes\n")
    for name, schema in sorted(below(description, "components", "schemas").items()):
        lines.extend(iter_schema(name, cast(Json, schema)))
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    if "--print" in sys.argv:
        sys.stdout.write(render())
    else:
        (Path(__file__).parent / "api.md").write_text(render(), encoding="utf-8")
