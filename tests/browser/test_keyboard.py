"""The site by keyboard alone, as somebody without a mouse uses it."""

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.conftest import Served
from tests.browser.looking import looking

ARTICLE = (
    "Brug blijft dicht\n\nDe wethouder zegt dat de brug tot maandag dicht blijft. "
    "De aannemer ontkent dat hij te laat begon.\n"
)
FOCUSED = """() => {
  const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
  return [it.tagName, it.id, style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
          box.width > 0 && box.bottom > 0 && box.top < innerHeight];
}"""


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Press Tab until the element has the focus."""
    wanted = page.locator(selector).first
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("it => it === document.activeElement"):
            return
    raise AssertionError(f"{selector} is not reached by {most} times Tab")


def test_the_first_key_leads_past_the_menu(browser: Browser, served: Served) -> None:
    with looking(browser, served.base) as (page, _):
        page.goto(served.article)
        page.keyboard.press("Tab")
        words = str(page.locator(":focus").get_attribute("href"))
        assert words.startswith("#")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.locator(words).evaluate("it => it.contains(document.activeElement)")


@pytest.mark.parametrize(
    "path", ["/", "{dossier}", "{article}", "{actor}", "/search?q=de", "/read", "/corrections", "/health"]
)
def test_focus_is_seen_wherever_it_goes(browser: Browser, served: Served, path: str) -> None:
    with looking(browser, served.base) as (page, _):
        page.goto(path.format(dossier=served.dossier, article=served.article, actor=served.actor))
        page.keyboard.press("Tab")
        unseen = []
        for _ in range(60):
            page.keyboard.press("Tab")
            tag, id, outlined, visible = page.evaluate(FOCUSED)
            if tag == "BODY":
                break
            if not (outlined and visible):
                unseen.append((tag, id))
    assert unseen == []


@pytest.mark.parametrize("scripted", [True, False])
def test_a_text_is_read_in_and_kept_without_a_mouse(browser: Browser, own_base: str, scripted: bool) -> None:
    with looking(browser, own_base, java_script_enabled=scripted) as (page, faults):
        page.set_default_timeout(90_000)
        page.goto("/read")
        tab_to(page, "#text")
        page.keyboard.insert_text(ARTICLE)
        tab_to(page, "form.ask button.main")
        page.keyboard.press("Enter")
        page.wait_for_url("**/read/*")
        tab_to(page, "form[action$='/keep'] button")
        page.keyboard.press("Enter")
        page.wait_for_url("**/articles/*")
        assert "Brug blijft dicht" in page.locator("h1").text_content()
        assert faults.found == []


@pytest.mark.parametrize("scripted", [True, False])
def test_an_attribution_is_corrected_and_put_back_without_a_mouse(
    browser: Browser, own_base: str, served: Served, scripted: bool
) -> None:
    with looking(browser, own_base, java_script_enabled=scripted) as (page, faults):
        page.goto(served.article)
        tab_to(page, "a.fix-link")
        page.keyboard.press("Enter")
        name = page.locator("input[name=name]")
        name.wait_for()
        if not scripted:  # Script puts the focus there itself.
            tab_to(page, "input[name=name]", most=120)
        assert name.evaluate("it => it === document.activeElement")
        page.keyboard.press("Control+A")
        page.keyboard.insert_text("Aagje Dekker")
        tab_to(page, "button[value=save]")
        page.keyboard.press("Enter")
        page.wait_for_function("document.body.textContent.includes('Aagje Dekker')")
        page.goto("/corrections")
        assert "Aagje Dekker" in page.locator("main").text_content()
        tab_to(page, "form[action$='/undo'] button")
        page.keyboard.press("Enter")
        page.wait_for_function("document.body.textContent.includes('teruggedraaid')")
        assert "teruggedraaid" in page.locator("main").text_content()
        assert faults.found == []


@pytest.mark.parametrize("scripted", [True, False])
def test_search_works_without_a_mouse(browser: Browser, served: Served, scripted: bool) -> None:
    with looking(browser, served.base, java_script_enabled=scripted) as (page, faults):
        page.goto("/")
        tab_to(page, "#find")
        page.keyboard.insert_text("de")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=de*")
        assert page.locator(".hit mark").count() > 0
        assert faults.found == []


@pytest.mark.parametrize("scripted", [True, False])
def test_language_and_theme_are_chosen_and_stay(browser: Browser, served: Served, scripted: bool) -> None:
    with looking(browser, served.base, java_script_enabled=scripted) as (page, faults):
        page.goto(served.dossier)
        page.locator("footer button[value=en]").press("Enter")
        page.locator("footer button[value=dark]").press("Enter")
        page.goto("/search")
        html = page.locator("html")
        assert (html.get_attribute("lang"), html.get_attribute("data-theme")) == ("en", "dark")
        assert faults.found == []
