"""What we know of outlets: their names, and where their pages keep what general rules do not find."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from lxml import etree
from lxml.html import HtmlElement

from volgens.errors import LexiconError
from volgens.intake.addresses import host_of

FILE = "outlets.toml"
_PLACES = ("title", "byline", "section", "lead", "caption", "furniture", "entry")
_PAGE_KEYS = frozenset({"hosts", *_PLACES})
_SIMPLE = re.compile(
    r"(?P<tag>[a-z][a-z0-9-]*)?(?P<rest>(?:[.#][\w-]+|\[[\w-]+(?:[~^*$]?=[^\]]+)?\])*)",
)
_STEP = re.compile(r"([.#])([\w-]+)|\[([\w-]+)(?:([~^*$]?)=([^\]]+))?\]")
_TESTS = {
    "": "@{0}={1}",
    "~": "contains(concat(' ', normalize-space(@{0}), ' '), concat(' ', {1}, ' '))",
    "^": "starts-with(@{0}, {1})",
    "*": "contains(@{0}, {1})",
    "$": "substring(@{0}, string-length(@{0}) - string-length({1}) + 1)={1}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Compiled selectors of one outlet, by what stands there."""

    paths: Mapping[str, tuple[etree.XPath, ...]] = field(default_factory=dict)

    def find(self, place: str, root: HtmlElement) -> list[HtmlElement]:
        """The elements under ``root`` that stand in ``place``, in the order of the selectors."""
        return [element for path in self.paths.get(place, ()) for element in path(root)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlets:
    """Names and places by host; a host stands for its subdomains too."""

    names: Mapping[str, str]
    places: Mapping[str, Places]


def find_outlet(address: str | None) -> str | None:
    """The name of the outlet whose host ``address`` has, or `None` where we do not know it."""
    names = load_outlets().names
    return next((names[host] for host in _hosts(address) if host in names), None)


def find_places(address: str | None) -> Places:
    """Where the pages of the outlet at ``address`` keep things; empty where the general rules do."""
    places = load_outlets().places
    return next((places[host] for host in _hosts(address) if host in places), Places())


def _hosts(address: str | None) -> list[str]:
    labels = host_of(address).split(".")
    return [".".join(labels[i:]) for i in range(len(labels))]


@cache
def load_outlets() -> Outlets:
    """The shipped file, read once; raises `LexiconError` where it is wrong."""
    return parse_outlets(resources.files("volgens.intake").joinpath(FILE).read_text(encoding="utf-8"))


def parse_outlets(text: str) -> Outlets:
    """Outlets from the text of a TOML file; raises `LexiconError` naming the entry that is wrong."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{FILE}: not valid TOML: {error}") from error
    if not {"outlets"} <= set(tables) <= {"outlets", "pages"}:
        raise LexiconError(f"{FILE}: needs [outlets], may have [[pages]], and has {sorted(tables)}")
    for host, name in tables["outlets"].items():
        if not isinstance(name, str) or not name or not _is_host(host):
            raise LexiconError(f"{FILE}: entry {host!r}: a lower-case host and a name")
    places: dict[str, Places] = {}
    for entry in tables.get("pages", []):
        for host, found in _parse_pages(entry).items():
            if host in places:
                raise LexiconError(f"{FILE}: [[pages]]: {host!r} stands in two entries")
            places[host] = found
    return Outlets(names=dict(tables["outlets"]), places=places)


def _parse_pages(entry: Mapping[str, object]) -> dict[str, Places]:
    hosts = entry.get("hosts")
    if not isinstance(hosts, list) or not hosts or not all(_is_host(host) for host in hosts):
        raise LexiconError(f"{FILE}: [[pages]]: `hosts` is a list of lower-case hosts, not {hosts!r}")
    unknown = set(entry) - _PAGE_KEYS
    if unknown:
        raise LexiconError(f"{FILE}: [[pages]] of {hosts[0]}: unknown key {sorted(unknown)[0]!r}")
    paths: dict[str, tuple[etree.XPath, ...]] = {}
    for place in _PLACES:
        selectors = entry.get(place, [])
        if not isinstance(selectors, list) or not all(isinstance(selector, str) for selector in selectors):
            raise LexiconError(f"{FILE}: [[pages]] of {hosts[0]}: `{place}` is a list of selectors")
        paths[place] = tuple(_compile(selector, str(hosts[0])) for selector in selectors)
    return {host: Places(paths=paths) for host in hosts}


def _compile(selector: str, host: str) -> etree.XPath:
    """A simple selector, ``tag.class#id[name=value]`` with ``^= *= $= ~=``, parents before children, as an XPath."""
    steps: list[str] = []
    for simple in selector.split():
        match = _SIMPLE.fullmatch(simple)
        if match is None:
            raise LexiconError(f"{FILE}: [[pages]] of {host}: {selector!r} is no selector such as 'div.name[title]'")
        tests = [_test(*found) for found in _STEP.findall(match["rest"])]
        steps.append((match["tag"] or "*") + "".join(f"[{test}]" for test in tests))
    if not steps:
        raise LexiconError(f"{FILE}: [[pages]] of {host}: an empty selector")
    return etree.XPath(".//" + "//".join(steps))


def _test(sign: str, name: str, attribute: str, how: str, value: str) -> str:
    if sign:
        return _TESTS["~" if sign == "." else ""].format("class" if sign == "." else "id", f"'{name}'")
    value = value.strip("\"'").replace("'", "")
    return _TESTS[how].format(attribute, f"'{value}'") if value else f"@{attribute}"


def _is_host(host: object) -> bool:
    return isinstance(host, str) and bool(host) and host == host.lower() and "/" not in host
