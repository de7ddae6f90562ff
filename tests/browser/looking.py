"""A browser that looks at one page, and what went wrong while it did."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

WIDTHS = (360, 768, 1440)
USUAL = {"viewport": {"width": 1440, "height": 900}, "locale": "nl-NL", "reduced_motion": "reduce"}
"""Without motion, so that what the focus went to is in sight at once."""

AXE_RULES = ("serious", "critical")


@dataclass(slots=True)
class Faults:
    """What no page may do."""

    found: list[str] = field(default_factory=list)


@contextmanager
def looking(browser: Browser, base: str, **options: object) -> Iterator[tuple[Page, Faults]]:
    """A page of a visitor of its own: nothing is remembered from another test."""
    faults = Faults()
    context = browser.new_context(base_url=base, **{**USUAL, **options})
    context.set_default_timeout(20_000)
    host = urlsplit(base).netloc
    context.on("request", lambda r: _note_request(faults, r.url, host))
    context.on("dialog", lambda dialog: faults.found.append(f"dialog: {dialog.message}"))
    context.on("weberror", lambda error: faults.found.append(f"script: {error.error}"))
    page = context.new_page()
    page.on("console", lambda message: _note_console(faults, message.type, message.text))
    try:
        yield page, faults
    finally:
        context.close()


def _note_request(faults: Faults, address: str, host: str) -> None:
    parts = urlsplit(address)
    if parts.scheme not in {"data", "blob"} and parts.netloc != host:
        faults.found.append(f"another host: {address}")


def _note_console(faults: Faults, kind: str, text: str) -> None:
    # A page that says *not found* says so with its status, of which a browser complains.
    if kind in {"error", "warning"} and "status of 40" not in text:
        faults.found.append(f"console: {text}")


def overflow(page: Page) -> list[str]:
    """What sticks out of the page to the right, so that the whole page scrolls; `SCROLLING` boxes may."""
    return list(page.evaluate(_OVERFLOW))


_OVERFLOW = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const clips = it => getComputedStyle(it).overflowX !== "visible";
  const inside = it => { while ((it = it.parentElement)) if (clips(it)) return true; };
  const out = [...document.querySelectorAll('body *')].filter(it => it.getBoundingClientRect().right > wide + 1);
  const own = out.filter(it => !inside(it)).slice(0, 5);
  return ['the page', ...own.map(it => it.tagName + '.' + it.className + ': ' + it.textContent.trim().slice(0, 40))];
}"""


def audit(page: Page, axe: str) -> list[str]:
    """The serious and critical faults that axe-core finds on the page as it is now."""
    page.evaluate(axe)
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [_describe(fault) for fault in found["violations"] if fault["impact"] in AXE_RULES]


def _describe(fault: Mapping[str, object]) -> str:
    nodes = fault["nodes"]
    assert isinstance(nodes, list)
    where = "; ".join(
        f"{node['target']} {str(node['html'])[:120]} {str(node.get('failureSummary'))[:200]}" for node in nodes[:3]
    )
    return f"{fault['id']} ({fault['impact']}, {len(nodes)}): {where}"
