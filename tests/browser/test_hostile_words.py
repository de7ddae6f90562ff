"""Words of articles that try to be more than words, as a browser takes them."""

import pytest
from playwright.sync_api import Browser
from tests.browser.conftest import Served
from tests.browser.looking import looking

PAGES = ("{hostile}", "/", "/search?q=brug", "/health", "/actors", "/search?q=%3Cscript%3E")
LOOSE = """() => {
  const found = [], walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    if (!/[\\u202a-\\u202e]/.test(walk.currentNode.data)) continue;
    const around = walk.currentNode.parentElement, style = getComputedStyle(around);
    if (style.display === 'inline' && !style.unicodeBidi.includes('isolate')) found.push(around.outerHTML);
  }
  return found;
}"""


@pytest.mark.parametrize("path", PAGES)
def test_no_words_of_an_article_are_run(browser: Browser, served: Served, path: str) -> None:
    with looking(browser, served.base) as (page, faults):
        page.goto(path.format(hostile=served.hostile), wait_until="networkidle")
        assert page.evaluate("window.stolen") is None
        assert faults.found == []


@pytest.mark.parametrize("path", PAGES)
def test_words_that_turn_around_turn_nothing_else(browser: Browser, served: Served, path: str) -> None:
    with looking(browser, served.base) as (page, _):
        page.goto(path.format(hostile=served.hostile))
        assert page.evaluate(LOOSE) == []
