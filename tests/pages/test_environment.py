"""Pages without what HTML can do without: the same elements, words and values for less."""

import pytest
from lxml import html

from volgens.pages.environment import load_environment, load_style, shrink

FULL = """<body><table class="x"><thead><tr><th scope="col">a</th></tr></thead><tbody id="t"><tr><th>b</th>
<td>c <b title="d e">f</b></td></tr></tbody></table><ul><li>g</li><li><p>h</p></li></ul><p>i</p><div>j</div>"""


@pytest.mark.parametrize(
    ("page", "small"),
    [
        (
            '<body><ul>\n<li class="a">x</li>\n<li title="a b">y</li>\n</ul>',
            '<body><ul><li class=a>x<li title="a b">y</ul>',
        ),
        ("<body><p>a</p>\n<div>b</div><p>c</p><b>d</b>", "<body><p>a<div>b</div><p>c</p><b>d</b>"),
        ('<body><a href="/x?y=1">"z="1" </a>', '<body><a href="/x?y=1">"z="1" </a>'),
        ('<head><i a="b"></head><body>', '<head><i a="b"></head><body>'),
        ("<body><td>a</td>\n</tr>\n<tr>", "<body><td>a<tr>"),
    ],
)
def test_what_html_implies_is_left_out(page: str, small: str) -> None:
    assert shrink(page) == small


def test_a_browser_reads_the_small_page_as_the_full_one() -> None:
    full, small = (html.document_fromstring(text) for text in (FULL, shrink(FULL)))
    assert len(shrink(FULL)) < len(FULL)
    assert [(e.tag, dict(e.attrib)) for e in small.iter()] == [(e.tag, dict(e.attrib)) for e in full.iter()]
    assert "".join(small.text_content().split()) == "".join(full.text_content().split())


@pytest.mark.parametrize("words", ["<b>", "a & b", "</p>", '"x"', "a\rb"])
def test_words_inside_an_element_stay_words(words: str) -> None:
    page = load_environment().from_string("<p>{{ words|inline }}</p>").render(words=words)
    assert page.count("<") == 2
    assert html.fromstring(page).text_content() == words


@pytest.mark.parametrize("name", ["article.css", "dossier.css"])
def test_a_style_sheet_keeps_its_rules(name: str) -> None:
    style = load_style(name)
    assert style.count("{") == style.count("}")
    assert "/*" not in style
    assert ".brand{font:700 23px/1 var(--serif)" in style
