"""A dossier in the form in which stories are annotated."""

import json
from dataclasses import replace

import pytest
from tests.dossiers.stories import permit, read, say, spans

from volgens.dossiers import build_dossier, load_matcher, to_story
from volgens.language.lexicon import Lexicon
from volgens.model import Act, Moment, Reading

STUCK = say("de pont bij Kerkmeer door een lekke leiding stilligt", by="Wim Stam", speaks_for="Rederij Stam")
FREE = say("reizigers zaterdag gratis mee mogen als de pont vaart", by="Wim Stam", speaks_for="Rederij Stam")
ADDRESS = "https://kust.example/48172/pont"
FIRST = read(STUCK, address=ADDRESS, furniture="Lees ook: De brug\nReacties (4)", byline="Van onze verslaggever")
SECOND = read(FREE, address=ADDRESS, modified=3)

Form = dict[str, object]


@pytest.fixture(scope="module")
def story(lexicon: Lexicon) -> Form:
    return form(lexicon, {"01": FIRST, "02": furnished()})


def furnished() -> Reading:
    text = SECOND.article.text
    moment = Moment(
        article_id=SECOND.article.id,
        words=spans(text, "zaterdag"),
        about=spans(text, "reizigers zaterdag"),
        value="2026-04-11",
    )
    terms = replace(
        permit(
            SECOND,
            "gratis mee mogen",
            toward="reizigers",
            entity="Wim Stam",
            condition=spans(text, "als de pont vaart"),
        ),
        act=Act.PROMISE,
    )
    return replace(SECOND, moments=(moment,), terms=(terms,))


def form(lexicon: Lexicon, readings: dict[str, Reading]) -> Form:
    dossier = build_dossier(list(readings.values()), lexicon.people, load_matcher())
    made: Form = json.loads(json.dumps(to_story(dossier, {name: r.article for name, r in readings.items()})))
    return made


def test_a_stand_has_its_words_and_names(story: Form) -> None:
    stands = [s for claim in story["claims"] for s in claim["stands"]]  # type: ignore[attr-defined]
    assert {
        "article": "01",
        "quote": STUCK.words,
        "stance": "asserts",
        "actor": "Wim Stam",
        "via": None,
        "origin": "Rederij Stam",
    } in stands


def test_a_claim_counts_its_origins(lexicon: Lexicon) -> None:
    assert [c["origins"] for c in form(lexicon, {"01": FIRST})["claims"]] == [1]  # type: ignore[attr-defined]


def test_a_position_has_its_words(story: Form) -> None:
    assert story["positions"] == [
        {
            "article": "02",
            "actor": "Wim Stam",
            "toward": "reizigers",
            "matter": "gratis mee mogen",
            "quote": "gratis mee mogen",
            "act": "promise",
            "condition": "als de pont vaart",
        }
    ]


def test_no_condition_is_none(lexicon: Lexicon) -> None:
    bare = replace(SECOND, terms=(permit(SECOND, "gratis mee mogen"),))
    assert form(lexicon, {"02": bare})["positions"][0]["condition"] is None  # type: ignore[index]


def test_an_actor_has_its_aliases_and_whom_it_speaks_for(story: Form) -> None:
    assert {"name": "Wim Stam", "aliases": ["Wim Stam"], "speaks_for": "Rederij Stam"} in story["actors"]


def test_a_revision_goes_from_one_article_to_the_other(story: Form) -> None:
    assert story["revisions"] == [
        {"from": "01", "to": "02", "added": [FREE.words], "dropped": [STUCK.words], "reworded": []}
    ]


def test_a_reworded_statement_has_both_its_forms(lexicon: Lexicon) -> None:
    other = say("de pont bij Kerkmeer vermoedelijk door een defecte leiding stilligt", by="Wim Stam")
    later = read(other, address=ADDRESS, modified=3)
    revisions = form(lexicon, {"01": FIRST, "02": later})["revisions"]
    assert revisions[0]["reworded"] == [[STUCK.words, other.words]]  # type: ignore[index]


def test_a_happening_has_its_time_words_and_article(story: Form) -> None:
    assert story["timeline"] == [{"at": "2026-04-11", "what": "reizigers zaterdag", "article": "02"}]


def test_page_furniture_is_given_line_by_line_and_a_byline_counts(story: Form) -> None:
    assert story["furniture"] == {"01": ["Van onze verslaggever", "Lees ook: De brug", "Reacties (4)"], "02": []}


def test_copies_go_by_the_names_of_the_story(lexicon: Lexicon) -> None:
    lead = "De pont bij Kerkmeer ligt stil. Reizigers moeten nu omrijden via Nieuwdorp. De reder zoekt naar een motor."
    pair = {"07": read(STUCK, lead=lead, outlet="RTV Kust"), "03": read(STUCK, lead=lead, hours=1)}
    assert form(lexicon, pair)["near_duplicates"] == [["07", "03"]]
