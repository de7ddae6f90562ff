"""The page of mistakes: that each is there, in its group, in its sentence, and that hostile words stay words."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

import pytest

from volgens.evaluate import GoldDocument, render_report, score
from volgens.evaluate.matching import compare
from volgens.evaluate.outcomes import NO_CUE, Flaw, find_flaws, group_outcomes, iter_outcomes, name_cue
from volgens.model import Act, Attribution, Mode

from .documents import TEXT, document, gold, place, predicted

GOLD = document(
    gold("de brug morgen dicht gaat", source="De wethouder", cue="zegt", entity="de wethouder"),
    gold("er scheuren zijn", source="aannemer Piet Bakker", cue="ontkent", act=Act.DENY, entity="Piet Bakker"),
)
READ = (
    predicted(
        "er scheuren zijn",
        source="De Kade",
        cue="ontkent",
        act=Act.DENY,
        entity="Piet Bakker",
        maker="rule:volgens",
    ),
    predicted("Wij wisten van niets", cue="meldt", mode=Mode.DIRECT, maker="rule:quote"),
)
VOID = {"meta", "input", "br", "link", "img", "hr"}


class Page(HTMLParser):
    """Checks that tags close in order; keeps ids, links, tag names and the words of each marked part."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.marked: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if "href" in found else []
        assert not {name for name in found if name.startswith("on") or name in {"src", "action"}}
        if tag not in VOID:
            self.open.append((tag, found.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.marked.append((self.open[-1][1], data))


def render(documents: list[GoldDocument], read: Mapping[str, tuple[Attribution, ...]], title: str = "Fouten") -> str:
    return render_report(documents, read, score(documents, read), title=title)


def parse(page: str) -> Page:
    parser = Page()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser


def cards(page: str) -> list[str]:
    return re.findall(r"<article.*?</article>", page, flags=re.DOTALL)


def test_every_missed_wrong_and_extra_attribution_is_a_card() -> None:
    found = cards(render([GOLD], {"een": READ}))
    assert sorted(flaw for card in found for flaw in re.findall(r'class="flaw">(\w+)', card)) == [
        "extra",
        "missed",
        "source",
    ]


def test_what_is_right_is_no_card() -> None:
    right = predicted("er scheuren zijn", source="aannemer Piet Bakker", cue="ontkent", act=Act.DENY, entity="Bakker")
    page = render([document(GOLD.attributions[1])], {"een": (right,)})
    assert cards(page) == []
    assert "Nothing is missed, extra or wrong." in page


def test_gold_and_predicted_words_are_marked_in_their_sentence() -> None:
    (card,) = (card for card in cards(render([GOLD], {"een": READ})) if 'class="flaw">source' in card)
    assert '<span class="source">aannemer Piet Bakker</span>' in card
    assert '<span class="source">De Kade</span>' in card
    assert card.count('<span class="content">er scheuren zijn</span>') == 2
    assert "wethouder" not in card


def test_overlapping_marks_are_both_drawn() -> None:
    inside = gold("aannemer Piet Bakker dat er scheuren zijn", source="aannemer Piet Bakker", cue="ontkent")
    (card,) = cards(render([document(inside)], {}))
    assert '<span class="source content">aannemer Piet Bakker</span><span class="content"> dat er' in card


def test_a_mistake_stands_under_its_construction_its_act_and_its_cue() -> None:
    page = render([GOLD], {"een": READ})
    for name in ("cue: zeggen", "rule:volgens", "rule:quote", "assert", "deny", "zeggen", "ontkennen"):
        assert f"<summary><b>{name}</b>" in page


def test_counts_stand_on_top() -> None:
    top = render([GOLD], {"een": READ}).split("<form>", 1)[0]
    assert "2 in gold, 2 predicted" in top
    assert '<th scope="row">overlap</th><td class="n">1</td><td class="n">50.0</td>' in top
    assert '<th scope="row">missed</th><td class="n">1</td>' in top


def test_every_link_leads_to_a_place_on_the_page() -> None:
    page = parse(render([GOLD], {"een": READ}))
    assert page.links
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("flaw", Flaw)
def test_every_kind_of_mistake_can_be_shown_alone(flaw: Flaw) -> None:
    page = render([GOLD], {"een": READ})
    assert f'id="only-f-{flaw}"' in page
    assert f"body:has(#only-f-{flaw}:checked) .filtered:not(.f-{flaw})" in page


def test_a_page_loads_nothing_and_runs_nothing() -> None:
    page = render([GOLD], {"een": READ})
    assert not parse(page).tags & {"script", "link", "img", "iframe", "object", "base"}
    assert "url(" not in page
    assert "default-src 'none'" in page
    assert "prefers-color-scheme: dark" in page


def test_hostile_words_stay_words() -> None:
    evil = '<script>alert("1")</script> zegt \'"><img src=x onerror=y>\' </style></span> &amp; ja.'
    expected = gold(
        "ja", source='<script>alert("1")</script>', cue="zegt", entity="<b>x</b>", text=evil, identity="<u>"
    )
    read = predicted("ja", source="zegt", cue="<img src=x", entity="</td>", text=evil, maker='"><script>')
    page = render(
        [document(expected, text=evil, identity='"><script>')], {'"><script>': (read,)}, title="</title><script>"
    )
    parsed = parse(page)
    assert parsed.tags <= parse(render([GOLD], {"een": READ})).tags
    assert ("source", '<script>alert("1")</script>') in parsed.marked


def test_the_same_input_gives_the_same_page() -> None:
    assert render([GOLD], {"een": READ}) == render([GOLD], {"een": READ})


def test_a_missed_attribution_shows_its_nearest_prediction() -> None:
    read = predicted("brug", source="De Kade")
    found = cards(render([document(GOLD.attributions[0])], {"een": (read,)}))
    assert ['<span class="side">nearest</span>' in card for card in found if ">missed<" in card] == [True]
    assert ['<span class="side">nearest gold</span>' in card for card in found if ">extra<" in card] == [True]


def test_a_flaw_is_what_the_measure_holds_against_a_pair() -> None:
    expected = gold("er scheuren zijn", source="Bakker", cue="ontkent", via="De Kade", act=Act.DENY, entity="Bakker")
    read = predicted("dat er scheuren", source="hij", cue="meldt", mode=Mode.MIXED)
    (pair,) = compare(document(expected), [read]).found
    assert find_flaws(pair) == tuple(flaw for flaw in Flaw if flaw not in {Flaw.MISSED, Flaw.EXTRA})


def test_what_the_measure_does_not_ask_is_no_flaw() -> None:
    (pair,) = compare(document(gold("er scheuren zijn", source="hij")), [predicted("er scheuren zijn")]).found
    assert find_flaws(pair) == ()


def test_forms_of_a_cue_come_together() -> None:
    assert name_cue(TEXT, place("zegt")) == "zeggen"
    assert name_cue("Zij zeiden", place("zeiden", "Zij zeiden")) == "zeggen"
    assert name_cue(TEXT, place("Volgens")) == "volgens"
    assert name_cue(TEXT, ()) == NO_CUE


def test_groups_with_most_mistakes_stand_first() -> None:
    outcomes = tuple(iter_outcomes(compare(GOLD, [*READ, predicted("morgen", maker="rule:quote")])))
    groups = group_outcomes(outcomes, lambda outcome: outcome.construction)
    assert [(group.name, group.mistakes, group.right) for group in groups] == [
        ("rule:quote", 2, 0),
        ("cue: zeggen", 1, 0),
        ("rule:volgens", 1, 0),
    ]
