"""The dossier page: every word an article's own, every way back drawn, nobody declared right."""

import re
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from html import unescape
from html.parser import HTMLParser
from typing import ClassVar

import pytest
from lxml import html

from volgens.dossier_model import (
    Card,
    Claim,
    Difference,
    Dossier,
    Happening,
    Persona,
    Position,
    Revision,
    Stand,
)
from volgens.language.interface import load_interface
from volgens.model import Act, ActorKind, Article, Block, Role, Span, Spans, Stance
from volgens.pages import render_dossier
from volgens.pages.dossier_revisions import compare_words
from volgens.pages.time_words import read_when

WINTER = timezone(timedelta(hours=1))
MONDAY = datetime(2026, 3, 2, 14, 5, tzinfo=WINTER)
HOSTILE = '"><script>alert("x")</script><b onclick=x>'
TEXTS = (
    "De sluis is maandag gesloten, zegt de beheerder. De burgemeester ontkent dat de sluis dicht is.",
    "Volgens het persbureau is de sluis maandag gesloten. De provincie wil niets bevestigen. De sluis gaat open "
    "zodra het hek is gemaakt.",
    "De sluis is dinsdag gesloten, zegt de beheerder. Hoeveel schepen er liggen is niet bekend.",
)


def _article(number: int, text: str, **parts: str | None) -> Article:
    known: dict[str, str | None] = {"outlet": f"Krant {number}", "title": f"Kop {number}", "address": None, **parts}
    return Article(
        text=text,
        blocks=(Block(role=Role.BODY, span=Span(0, len(text))),),
        raw_id=str(number),
        published=MONDAY + timedelta(hours=number),
        **known,  # type: ignore[arg-type]
    )


def _card(article: Article) -> Card:
    return Card(
        id=article.id,
        outlet=article.outlet,
        title=article.title,
        address=article.address,
        published=article.published,
    )


def _spans(article: Article, words: str) -> Spans:
    start = article.text.index(words)
    return (Span(start, start + len(words)),)


def _stand(article: Article, words: str, **parts: object) -> Stand:
    actor = parts.get("actor", "beheerder")
    known: dict[str, object] = {
        "id": f"{article.id}-{words}",
        "article_id": article.id,
        "attribution_id": "a",
        "words": _spans(article, words),
        "quote": words,
        "stance": Stance.ASSERTS,
        "act": Act.ASSERT,
        "actor": actor,
        "via": None,
        "origin": actor,
        "path": tuple(p for p in (article.outlet, actor) if p),
        "printed": article.published,
        "sure": 0.9,
        **parts,
    }
    return Stand(**known)  # type: ignore[arg-type]


ARTICLES = tuple(_article(number, text) for number, text in enumerate(TEXTS, 1))
BY_ID = {article.id: article for article in ARTICLES}
ONE, TWO, THREE = ARTICLES
CLOSED = Claim(
    id="dicht",
    stands=(
        _stand(ONE, "De sluis is maandag gesloten", path=("Krant 1", "beheerder", "provincie"), origin="provincie"),
        _stand(TWO, "de sluis maandag gesloten", via="ANP", path=("Krant 2", "ANP", "beheerder", "provincie")),
        _stand(ONE, "de sluis dicht is", actor="burgemeester", stance=Stance.DENIES, act=Act.DENY),
        _stand(TWO, "niets bevestigen", actor="provincie", stance=Stance.WITHHOLDS, act=Act.WITHHOLD),
    ),
    origins=1,
    differs=(Difference(claim_id="dinsdag", what="time"),),
)
TUESDAY = Claim(
    id="dinsdag",
    stands=(_stand(THREE, "De sluis is dinsdag gesloten"),),
    origins=1,
    differs=(Difference(claim_id="dicht", what="time"),),
)
SHIPS = Claim(
    id="schepen",
    stands=(_stand(THREE, "Hoeveel schepen er liggen", actor=None, stance=Stance.UNKNOWN, act=Act.UNKNOWN),),
    origins=0,
)
VIEW = Dossier(
    id="d0",
    title="Sluis dicht",
    articles=tuple(map(_card, ARTICLES)),
    claims=(TUESDAY, CLOSED, SHIPS),
    positions=(
        Position(
            article_id=TWO.id,
            attribution_id=None,
            actor="provincie",
            act=Act.PERMIT,
            matter=_spans(TWO, "De sluis gaat open"),
            toward="schippers",
            condition=_spans(TWO, "zodra het hek is gemaakt"),
            printed=TWO.published,
        ),
    ),
    personas=(
        Persona(name="beheerder", kind=ActorKind.PERSON, aliases=("de beheerder", "Bos"), speaks_for="provincie"),
        Persona(name="provincie", kind=ActorKind.ORGANISATION, aliases=("provincie",)),
        Persona(name="schippers", kind=ActorKind.GROUP, aliases=()),
    ),
    copies=((ONE.id, TWO.id, THREE.id),),
    revisions=(
        Revision(
            earlier=ONE.id,
            later=THREE.id,
            added=(_spans(THREE, "Hoeveel schepen er liggen"),),
            dropped=(_spans(ONE, "de sluis dicht is"),),
            reworded=((_spans(ONE, "De sluis is maandag gesloten"), _spans(THREE, "De sluis is dinsdag gesloten")),),
            headline=("Sluis dicht", "Sluis nog dicht"),
        ),
    ),
    timeline=(
        Happening(article_id=ONE.id, at="2026-03-02", what=_spans(ONE, "De sluis is maandag gesloten")),
        Happening(article_id=TWO.id, at="2026-W11", what=_spans(TWO, "De sluis gaat open")),
        Happening(article_id=THREE.id, at="2026-03-03T17:30+01:00", what=_spans(THREE, "gesloten")),
    ),
)


class _Balance(HTMLParser):
    """Which elements stand open, to see that every one is closed, by its own tag or by one that HTML lets do it."""

    VOID = frozenset({"meta", "br", "path", "link"})
    IMPLIED = frozenset({"p", "li", "td", "th", "tr", "tbody", "thead"})
    HOMES: ClassVar[dict[str, tuple[str, ...]]] = {
        "td": ("tr",),
        "th": ("tr",),
        "tr": ("tbody", "thead"),
        "tbody": ("table",),
        "li": ("ul", "ol"),
    }

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.VOID:
            return
        if tag in {"p", "ul", "ol", "div", "section", "article", "table", "details"} and self.open[-1:] == ["p"]:
            self.open.pop()
        while tag in self.HOMES and self.open[-1] in self.IMPLIED and self.open[-1] not in self.HOMES[tag]:
            self.open.pop()
        if tag in self.HOMES and self.open[-1] not in self.HOMES[tag]:
            self.wrong.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while tag not in self.VOID and self.open and self.open[-1] != tag and self.open[-1] in self.IMPLIED:
            self.open.pop()
        if tag not in self.VOID and (not self.open or self.open.pop() != tag):
            self.wrong.append(tag)


def _render(view: Dossier, articles: Mapping[str, Article] = BY_ID, language: str = "nl") -> str:
    """The page as a browser understands it, every attribute in quotes and every element closed."""
    page = render_dossier(view, articles, language=language)
    return html.tostring(html.document_fromstring(page), encoding="unicode")


def _plain(page: str) -> str:
    body = re.sub(r"<style.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(body))


def _element(page: str, anchor: str) -> str:
    found = html.document_fromstring(page).get_element_by_id(anchor)
    return html.tostring(found, encoding="unicode", with_tail=False)


@pytest.fixture(scope="module")
def page() -> str:
    return _render(VIEW)


def test_the_head_counts_articles_outlets_and_voices(page: str) -> None:
    head = _plain(page.partition("<nav")[0])
    assert "3 artikelen" in head
    assert "3 media" in head
    assert "3 stemmen" in head
    assert "2 mrt 2026, 15.05 tot 2 mrt 2026, 17.05" in head


def test_contested_claims_come_first_whatever_the_order(page: str) -> None:
    assert page.index('id="c-dicht"') < page.index('id="c-dinsdag"')


def test_uncontested_claims_are_folded(page: str) -> None:
    assert '<details class="claim" id="c-dinsdag"' in page
    assert '<article class="claim" id="c-dicht"' in page


def test_each_stance_stands_in_its_own_column(page: str) -> None:
    claim = _element(page, "c-dicht")
    for stance, words in (
        ("asserts", "De sluis is maandag gesloten"),
        ("denies", "de sluis dicht is"),
        ("withholds", "niets bevestigen"),
    ):
        cell = re.search(rf'<section class="{stance}">.*?</section>', claim, re.DOTALL)
        assert cell is not None
        assert words in cell[0]
    assert '<section class="unknown">' not in claim


def test_a_sign_and_words_say_what_colour_says(page: str) -> None:
    claim = _element(page, "c-dicht")
    for stance, sign, words in (
        ("asserts", "●", "zegt het"),
        ("denies", "✕", "spreekt tegen"),
        ("withholds", "◐", "bevestigt niet"),
    ):
        assert f'<section class="{stance}"><h4>{words} ' in claim
        assert f'.{stance} {{ --k: "{sign}" }}' in page
        assert f"{sign} {words}" in _plain(page)


def test_a_cell_says_who_for_whom_via_whom_where_and_when(page: str) -> None:
    claim = _plain(_element(page, "c-dicht"))
    assert "beheerder zegt namens provincie" in claim
    assert "via ANP · Krant 2, 2 mrt, 16.05" in claim


def test_words_without_a_source_say_so() -> None:
    page = _render(replace(VIEW, claims=(SHIPS,)), BY_ID)
    assert "Zonder bron" in _plain(_element(page, "c-schepen"))


def test_every_citation_leads_to_its_sentence_with_the_words_marked(page: str) -> None:
    link = re.search(r'<q>de sluis dicht is</q>.*?href="#([^"]+)"', page, re.DOTALL)
    assert link is not None
    sentence = re.search(rf'<p id="{link[1]}">(.*?)</p>', page, re.DOTALL)
    assert sentence is not None
    assert _plain(sentence[1]).strip().startswith("De burgemeester ontkent dat")
    assert '<mark class="d">de sluis dicht is</mark>' in sentence[1]


def test_every_link_inside_the_page_has_its_target_once(page: str) -> None:
    anchors = Counter(re.findall(r'\sid="([^"]+)"', page))
    assert set(anchors.values()) == {1}
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(anchors)


def test_a_callers_link_replaces_the_appendix() -> None:
    page = render_dossier(VIEW, BY_ID, link_to=lambda article_id, start: f"/lees/{article_id}?van={start}&tot=0")
    start = ONE.text.index("de sluis dicht is")
    assert f'href="/lees/{ONE.id}?van={start}&amp;tot=0"' in page
    assert 'id="sentences"' not in page
    assert "#zin-" not in page


def test_an_article_that_is_not_at_hand_is_cited_without_a_link() -> None:
    page = _render(VIEW, {ONE.id: ONE})
    assert "#zin-1-" in page
    assert "#zin-2-" not in page
    assert "Krant 2, 2 mrt, 16.05" in _plain(page)


def test_articles_and_first_sources_are_counted_side_by_side(page: str) -> None:
    assert "2 artikelen, 1 bron" in _plain(_element(page, "c-dicht"))


def test_the_way_to_the_reader_is_drawn_through_every_relay(page: str) -> None:
    ways = _plain(_element(page, "c-dicht"))
    assert re.search(r"lezer ← Krant 2 ← ANP ← beheerder ← provincie", re.sub(r" +", " ", ways))


def test_outlets_with_the_same_way_share_it() -> None:
    stands = tuple(_stand(a, w) for a, w in ((ONE, "De sluis is maandag gesloten"), (TWO, "de sluis maandag gesloten")))
    page = _render(replace(VIEW, claims=(Claim(id="x", stands=stands, origins=1),)), BY_ID)
    assert re.search(r"lezer ← Krant 1 , Krant 2 ← beheerder", re.sub(r" +", " ", _plain(page)))


def test_look_alikes_are_linked_with_what_sets_them_apart(page: str) -> None:
    claim = _element(page, "c-dicht")
    assert "verschilt in: tijd" in _plain(claim)
    assert '<a href="#c-dinsdag">De sluis is dinsdag gesloten</a>' in claim


def test_repeats_of_one_actor_fold() -> None:
    assert "nog 1 keer" in _plain(_element(_render(VIEW), "c-dicht"))


def test_equal_words_in_two_articles_are_one_entry_with_two_places() -> None:
    words = "gesloten, zegt de beheerder"
    claim = Claim(id="x", stands=(_stand(ONE, words), _stand(THREE, words)), origins=1)
    page = _element(_render(replace(VIEW, claims=(claim,)), BY_ID), "c-x")
    assert page.count(f"<q>{words}</q>") == 1
    assert "Krant 1, 2 mrt, 15.05" in page
    assert "Krant 3, 2 mrt, 17.05" in page


def test_a_heading_is_one_of_the_claims_own_wordings(page: str) -> None:
    heading = re.search(r"<h3>(.*?)</h3>", _element(page, "c-dicht"))
    assert heading is not None
    assert unescape(heading[1]).removeprefix("… ") in {stand.quote for stand in CLOSED.stands}


def test_a_position_stands_with_its_condition_in_the_articles_words(page: str) -> None:
    section = _plain(_element(page, "positions"))
    assert re.search(r"provincie ● staat toe schippers De sluis gaat open zodra het hek is gemaakt", section)


def test_the_matrix_has_a_row_an_actor_and_a_column_an_act(page: str) -> None:
    matrix = re.search(r'<table class="matrix">.*?</table>', page, re.DOTALL)
    assert matrix is not None
    assert '<th scope="col">staat toe</th>' in matrix[0]
    assert '<th scope="row">provincie</th>' in matrix[0]
    assert 'href="#p-1"' in matrix[0]


def test_the_timeline_is_a_picture_and_a_table_in_order_of_time(page: str) -> None:
    section = _element(page, "timeline")
    assert "<svg" in section
    table = _plain(section[section.index("<table") :])
    assert (
        table.index("maandag 2 maart 2026")
        < table.index("dinsdag 3 maart 2026")
        < table.index("17.30 uur")
        < table.index("week 11 van 2026")
    )


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        ("2026", "2026", "2026"),
        ("2026-03", "maart 2026", "March 2026"),
        ("2026-W38", "week 38 van 2026", "week 38 of 2026"),
        ("2026-21", "voorjaar 2026", "spring 2026"),
        ("2026-23", "najaar 2026", "autumn 2026"),
        ("2026-24", "winter 2026", "winter 2026"),
        ("2026-33", "eerste kwartaal van 2026", "first quarter of 2026"),
        ("2026-36", "vierde kwartaal van 2026", "fourth quarter of 2026"),
        ("2026-03-05", "donderdag 5 maart 2026", "Thursday 5 March 2026"),
    ],
)
def test_values_of_time_are_printed_in_words(value: str, dutch: str, english: str) -> None:
    for language, words in (("nl", dutch), ("en", english)):
        when = read_when(value, load_interface(language))
        assert when is not None
        assert when.words == words


@pytest.mark.parametrize("value", ["2026-99", "2026-W99", "gisteren", "2026-02-31", ""])
def test_what_is_no_time_is_shown_as_it_is(value: str) -> None:
    assert read_when(value, load_interface("nl")) is None
    happening = Happening(article_id=ONE.id, at=value, what=_spans(ONE, "De sluis"))
    assert "De sluis" in _element(_render(replace(VIEW, timeline=(happening,))), "timeline")


def test_a_long_story_is_drawn_by_the_month() -> None:
    days = tuple(
        Happening(article_id=ONE.id, at=f"2026-0{1 + day // 28}-{1 + day % 28:02}", what=_spans(ONE, "De sluis"))
        for day in range(80)
    )
    section = _element(_render(replace(VIEW, timeline=days)), "timeline")
    assert section.count("<title>") == 3


def test_a_revision_shows_both_wordings_and_what_came_and_went(page: str) -> None:
    section = _element(page, "revisions")
    assert "<del>maandag</del>" in section
    assert "<ins>dinsdag</ins>" in section
    assert "<ins>nog " in section
    plain = _plain(section)
    assert plain.index("Weggevallen") < plain.index("de sluis dicht is") < plain.index("Erbij gekomen")
    assert "Hoeveel schepen er liggen" in plain


@pytest.mark.parametrize(
    ("old", "new"), [("De brug is dicht.", "De brug ging open"), ("", "nieuw"), ("a  b c", "a b  c"), ("x", "x")]
)
def test_compared_words_are_those_that_were_given(old: str, new: str) -> None:
    left, right = compare_words(old, new)
    assert "".join(shift.words for shift in left) == old
    assert "".join(shift.words for shift in right) == new


def test_actors_stand_with_their_names_and_for_whom_they_speak(page: str) -> None:
    section = _plain(_element(page, "actors"))
    assert re.search(r"beheerder persoon provincie de beheerder · Bos", section)
    assert "1 genoemd, niet aan het woord" in section


def test_near_duplicates_are_marked(page: str) -> None:
    section = _plain(_element(page, "articles"))
    assert "zelfde tekst als Krant 2, 2 mrt, 16.05" in section
    assert "zelfde tekst als Krant 1, 2 mrt, 15.05; Krant 3, 2 mrt, 17.05" in section


def test_a_later_version_is_no_copy_of_the_earlier_one(page: str) -> None:
    section = _plain(_element(page, "articles"))
    assert section.count("zelfde tekst als Krant 2, 2 mrt, 16.05 ") == 2
    assert "nieuwere versie van Krant 1, 2 mrt, 15.05" in section


def test_names_that_differ_in_a_capital_are_one_alias() -> None:
    persona = Persona(name="Bos", kind=ActorKind.PERSON, aliases=("bos", "De schipper", "de schipper"))
    stand = _stand(ONE, "De sluis", actor="Bos")
    view = replace(VIEW, personas=(persona,), claims=(Claim(id="x", stands=(stand,), origins=1),))
    section = _element(_render(view), "actors")
    assert "De schipper" in section
    assert "de schipper" not in section
    assert "bos" not in section


def test_speaks_english_and_says_which_words_are_dutch() -> None:
    page = _render(VIEW, language="en")
    assert '<html lang="en">' in page
    assert '<q lang="nl">de sluis dicht is</q>' in page
    plain = _plain(page)
    assert "2 articles, 1 source" in plain
    assert "✕ denies it" in plain


@pytest.mark.parametrize("language", ["nl", "en"])
def test_elements_are_closed_in_their_turn(language: str) -> None:
    balance = _Balance()
    balance.feed(render_dossier(VIEW, BY_ID, language=language))
    assert balance.wrong == []
    assert balance.open == []


def test_loads_nothing_and_runs_nothing(page: str) -> None:
    assert "default-src 'none'" in page
    assert not re.search(r"<(script|img|iframe|object|embed|link)\b", page)
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", page)
    assert not re.search(r"\sstyle=|\son[a-z]+=", page)


def test_an_empty_dossier_is_a_page() -> None:
    view = Dossier(
        id="leeg",
        title="",
        articles=(),
        claims=(),
        positions=(),
        personas=(),
        copies=(),
        revisions=(),
        timeline=(),
    )
    plain = _plain(render_dossier(view, {}))
    assert "Dossier zonder titel" in plain
    assert "niemand een ander" in plain


def test_hostile_words_show_as_text_wherever_they_stand() -> None:
    text = f"De bron zegt dat {HOSTILE} waar is. {HOSTILE} mag als {HOSTILE} komt."
    article = _article(9, text, outlet=HOSTILE, title=HOSTILE, address="javascript:alert(1)")
    spans = _spans(article, HOSTILE)
    stand = replace(
        _stand(article, HOSTILE), actor=HOSTILE, via=HOSTILE, origin=HOSTILE, path=(HOSTILE, HOSTILE), id=HOSTILE
    )
    denial = replace(stand, stance=Stance.DENIES)
    view = Dossier(
        id=HOSTILE,
        title=HOSTILE,
        articles=(_card(article),),
        claims=(
            Claim(id=HOSTILE, stands=(stand, denial), origins=1, differs=(Difference(claim_id="x", what="x"),)),
            Claim(id="x", stands=(stand,), origins=1, differs=(Difference(claim_id=HOSTILE, what=HOSTILE),)),
        ),
        positions=(
            Position(
                article_id=article.id,
                attribution_id=None,
                actor=HOSTILE,
                act=Act.PERMIT,
                matter=spans,
                toward=HOSTILE,
                condition=spans,
                printed=None,
            ),
        ),
        personas=(
            Persona(name=HOSTILE, kind=ActorKind.PERSON, aliases=(HOSTILE, "x"), speaks_for=HOSTILE),
            Persona(name="x", kind=ActorKind.OTHER, aliases=(HOSTILE,), speaks_for=HOSTILE),
        ),
        copies=((article.id, "elders"),),
        revisions=(
            Revision(
                earlier="elders",
                later=article.id,
                added=(spans,),
                dropped=(spans,),
                reworded=((spans, spans),),
                headline=(HOSTILE, "x"),
            ),
        ),
        timeline=(Happening(article_id=article.id, at=HOSTILE, what=spans),),
    )
    for link_to in (None, lambda article_id, start: f'/x?"><script>{article_id}'):
        page = render_dossier(view, {article.id: article}, link_to=link_to)
        assert "<script" not in page
        assert "<b onclick" not in page
        assert 'href="javascript' not in page
        assert page.count(HOSTILE) == 0
        assert unescape(page).count(HOSTILE) > 20
        balance = _Balance()
        balance.feed(page)
        assert balance.wrong == []


def _long_view() -> tuple[Dossier, dict[str, Article]]:
    """A story of five hundred statements: 25 articles, 50 claims, a cast of 40."""
    people = [f"Woordvoerder {number} van Waterschap" for number in range(40)]
    sentences = [
        [f"Het waterpeil bij gemaal {20 * article + line} is volgens hem {line} duim gezakt." for line in range(20)]
        for article in range(25)
    ]
    articles = [_article(number, " ".join(lines)) for number, lines in enumerate(sentences)]
    stands = [
        _stand(
            article,
            f"Het waterpeil bij gemaal {20 * number + line} is volgens hem {line} duim gezakt",
            actor=people[(number + line) % 40],
            stance=tuple(Stance)[(number * line) % 4],
        )
        for number, article in enumerate(articles)
        for line in range(20)
    ]
    view = Dossier(
        id="lang",
        title="Peil",
        articles=tuple(map(_card, articles)),
        claims=tuple(Claim(id=f"c{k}", stands=tuple(stands[k::50]), origins=3) for k in range(50)),
        positions=(),
        personas=tuple(
            Persona(name=name, kind=ActorKind.PERSON, aliases=(name, "hij"), speaks_for="Waterschap")
            for name in people
        ),
        copies=(),
        revisions=(),
        timeline=tuple(
            Happening(article_id=stand.article_id, at=f"2026-03-{1 + number % 28:02}", what=stand.words)
            for number, stand in enumerate(stands[::10])
        ),
    )
    return view, {article.id: article for article in articles}


def test_five_hundred_statements_stay_small_and_quick() -> None:
    view, articles = _long_view()
    render_dossier(VIEW, BY_ID)  # templates and calendar data are loaded once a run
    took = []
    for _ in range(5):
        # The best of five: what else the machine and the collector of this long process do is not the page's.
        started = time.process_time()
        page = render_dossier(view, articles)
        took.append(time.process_time() - started)
    assert sum(len(claim.stands) for claim in view.claims) == 500
    assert len(page.encode()) < 200_000
    assert min(took) < 0.3


def test_the_same_dossier_gives_the_same_page() -> None:
    assert render_dossier(VIEW, BY_ID) == render_dossier(VIEW, dict(reversed(BY_ID.items())))
