"""Every page, wide and narrow, light and dark, in both languages, with and without script."""

from itertools import pairwise

import pytest
from playwright.sync_api import Browser
from tests.browser.conftest import Served
from tests.browser.looking import WIDTHS, audit, looking, overflow

PAGES = {
    "desk": "/",
    "dossier": "{dossier}",
    "large dossier": "{large}",
    "article": "{article}",
    "article with a sentence lit": "{article}?at=300#at",
    "hostile article": "{hostile}",
    "actors": "/actors",
    "actor": "{actor}",
    "search without words": "/search",
    "search": "/search?q=de",
    "search narrowed": "/search?q=de&stance=denies&since=2020-01-01",
    "search in vain": "/search?q=xyzzyx",
    "read": "/read",
    "corrections": "/corrections",
    "log": "/corrections/log",
    "health": "/health",
    "nothing there": "/dossiers/nergens",
    "nobody there": "/actors/Niemand%20Nergens",
}
_WORDS = """() => {
  const found = [], walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) found.push(walk.currentNode.data);
  return found.join(' ');
}"""
every_page = pytest.mark.parametrize("name", PAGES)


def path_of(name: str, served: Served) -> str:
    return PAGES[name].format_map({key: getattr(served, key) for key in Served.__dataclass_fields__})


@every_page
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways_or_complains(browser: Browser, served: Served, name: str, width: int) -> None:
    for language in ("nl", "en"):
        with looking(browser, served.base, viewport={"width": width, "height": 800}, locale=language) as (page, faults):
            page.goto(path_of(name, served), wait_until="networkidle")
            assert (page.locator("html").get_attribute("lang"), overflow(page), faults.found) == (language, [], [])


@every_page
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_no_page_has_a_serious_fault(
    browser: Browser, served: Served, axe: str, name: str, scheme: str, width: int
) -> None:
    if name == "large dossier" and (scheme, width) != ("light", 1440):
        pytest.skip("the same as the dossier, and minutes long")
    with looking(browser, served.base, color_scheme=scheme, viewport={"width": width, "height": 900}) as (page, _):
        page.goto(path_of(name, served), wait_until="networkidle")
        page.evaluate("document.querySelectorAll('main details').forEach(closed => { closed.open = true })")
        assert audit(page, axe) == []


@every_page
def test_every_page_does_without_script(browser: Browser, served: Served, name: str) -> None:
    with looking(browser, served.base, java_script_enabled=False, viewport={"width": 360, "height": 800}) as (
        page,
        faults,
    ):
        page.goto(path_of(name, served))
        assert page.locator("main h1").count() == 1
        assert overflow(page) == []
        assert faults.found == []


@every_page
def test_script_takes_no_words_away(browser: Browser, served: Served, name: str) -> None:
    texts = []
    for enabled in (False, True):
        with looking(browser, served.base, java_script_enabled=enabled) as (page, _):
            page.goto(path_of(name, served), wait_until="networkidle")
            texts.append(set(page.evaluate(_WORDS).split()))
    assert texts[0] - texts[1] == set()


@every_page
def test_headings_stand_in_order(browser: Browser, served: Served, name: str) -> None:
    with looking(browser, served.base) as (page, _):
        page.goto(path_of(name, served))
        levels = page.eval_on_selector_all("h1, h2, h3, h4", "all => all.map(it => +it.tagName[1])")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@every_page
def test_what_can_be_pressed_is_large_enough(browser: Browser, served: Served, name: str) -> None:
    """24 by 24 CSS pixels, or inside a line of text, or with as much room around it (WCAG 2.2, 2.5.8)."""
    if name == "large dossier":
        pytest.skip("the same as the dossier")
    with looking(browser, served.base, viewport={"width": 360, "height": 800}) as (page, _):
        page.goto(path_of(name, served))
        small = page.evaluate(
            """() => [...document.querySelectorAll('button, input:not([type=hidden]), select, summary, nav a')]
              .filter(e => e.checkVisibility({visibilityProperty: true})).map(e => [e, e.getBoundingClientRect()])
              .filter(([e, box]) => box.width > 1 && (box.height < 24 || box.width < 24) && e.type !== 'checkbox')
              .map(([e, box]) => e.outerHTML.slice(0, 80) + ' ' + box.width + 'x' + box.height)"""
        )
    assert small == []


@every_page
def test_on_paper_nothing_is_left_to_press(browser: Browser, served: Served, name: str) -> None:
    with looking(browser, served.base, color_scheme="dark", viewport={"width": 720, "height": 1000}) as (page, _):
        page.goto(path_of(name, served))
        page.emulate_media(media="print")
        shown = [it for it in page.locator("header.site nav, header.site form, footer form").all() if it.is_visible()]
        colour = page.evaluate("getComputedStyle(document.body).color.match(/[0-9.]+/g).slice(0, 3).map(Number)")
        assert (shown, overflow(page)) == ([], [])
        assert max(colour) < 90
