"""``python requirements/sbom.py OUT``: what an installation of volgens consists of, as CycloneDX 1.6.

Everything is taken from the metadata of the environment that it runs in, and the same environment gives the same file:
its number is a hash of its contents, and the only time in it is SOURCE_DATE_EPOCH, if that is set.
"""

import json
import os
import re
import sys
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

EXTRAS = frozenset({"parquet", "web"})
SHIPPED = (
    ("machine-learning-model", "volgens-nl", "The Dutch pipeline and the learned parts of extraction", "CC-BY-SA-4.0"),
    ("machine-learning-model", "volgens-nl-links", "The matcher of claims", "CC0-1.0"),
    ("data", "volgens-examples", "The example articles", "CC0-1.0"),
)
"""What the wheel holds that is no program: type, name, description and licence; NOTICE says it at length."""

_SHORT = 60
"""Characters; what stands in a licence field and is longer is the text of a licence, not its name."""


def iter_needed(owner: Distribution, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Names, in their normal form, of what a distribution needs here with these extras, each with its own extras."""
    for line in owner.requires or ():
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in extras | {""}):
            yield str(canonicalize_name(requirement.name)), frozenset(requirement.extras)


def collect(root: str, extras: frozenset[str]) -> tuple[dict[str, Distribution], dict[str, set[str]]]:
    """Everything that is needed, by name, and who needs whom."""
    found: dict[str, Distribution] = {}
    edges: dict[str, set[str]] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting: list[tuple[str, frozenset[str]]] = [(canonicalize_name(root), extras)]
    while waiting:
        name, wanted = waiting.pop()
        if (name, wanted) in seen:
            continue
        seen.add((name, wanted))
        try:
            found[name] = distribution(name)
        except PackageNotFoundError as error:
            raise SystemExit(f"sbom: {name} is not installed; install requirements/run.txt first") from error
        needed = sorted(iter_needed(found[name], wanted), key=lambda pair: pair[0])
        edges.setdefault(name, set()).update(other for other, _ in needed if other != name)
        waiting.extend(needed)
    return found, edges


def _told(owner: Distribution, field: str) -> str:
    # The type of metadata knows no get() in Python 3.11.
    told = owner.metadata[field] if field in owner.metadata else ""  # noqa: SIM401
    return re.sub(r"[^\S\n]+", " ", told).strip()


def name_licences(owner: Distribution) -> list[dict[str, object]]:
    """The licences of a distribution: an SPDX expression where it gives one, else the names that it gives."""
    for field in ("License-Expression", "License"):
        told = _told(owner, field)
        try:
            return [{"expression": canonicalize_license_expression(told)}]
        except InvalidLicenseExpression:
            if told and len(told) <= _SHORT and "\n" not in told:
                return [{"license": {"name": told}}]
    kinds = [
        line.rsplit(" :: ", 1)[-1]
        for line in owner.metadata.get_all("Classifier") or ()
        if line.startswith("License ::")
    ]
    return [{"license": {"name": kind}} for kind in kinds]


def describe(name: str, owner: Distribution) -> dict[str, object]:
    """The component of one distribution."""
    address = f"pkg:pypi/{name}@{owner.version}"
    part: dict[str, object] = {"type": "library", "bom-ref": address, "name": name, "version": owner.version}
    if summary := _told(owner, "Summary"):
        part["description"] = summary
    if licences := name_licences(owner):
        part["licenses"] = licences
    return part | {"purl": address}


def build(root: str = "volgens", extras: frozenset[str] = EXTRAS) -> dict[str, object]:
    """The whole bill."""
    found, edges = collect(root, extras)
    parts = {name: describe(name, owner) for name, owner in sorted(found.items())}
    main = parts.pop(root) | {"type": "application"}
    ours: list[dict[str, object]] = [
        {
            "type": kind, "bom-ref": f"{name}@{main['version']}", "name": name, "version": main["version"],
            "description": text, "licenses": [{"expression": licence}],
        }
        for kind, name, text, licence in SHIPPED
    ]  # fmt: skip
    refs = {name: part["bom-ref"] for name, part in parts.items()} | {root: main["bom-ref"]}
    graph = [
        {"ref": refs[name], "dependsOn": sorted(str(refs[other]) for other in edges[name])} for name in sorted(edges)
    ]
    about: dict[str, object] = {"component": main}
    if moment := os.environ.get("SOURCE_DATE_EPOCH"):
        about["timestamp"] = datetime.fromtimestamp(int(moment), UTC).isoformat()
    bill: dict[str, object] = {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": about,
        "components": [*ours, *parts.values()], "dependencies": graph,
    }  # fmt: skip
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(bill, sort_keys=True))
    return bill | {"serialNumber": f"urn:uuid:{number}"}


def main() -> None:
    """Write the bill to the file that is named on the command line."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: python requirements/sbom.py OUT")
    out = Path(sys.argv[1])
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(build(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
