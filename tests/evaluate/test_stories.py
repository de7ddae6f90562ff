"""What counts as right in a story, on stories of a few lines with figures worked out by hand."""

import json
from pathlib import Path

import pytest

from volgens.errors import GoldError
from volgens.evaluate import StoryFigures, load_story, score_story

CORPUS = Path(__file__).parents[2] / "corpus" / "stories"
STORIES = sorted(path.parent for path in CORPUS.glob("*/gold.json"))
WHOLE = {"p": 1.0, "r": 1.0, "f1": 1.0}

Entry = dict[str, object]

STUCK = "de pont ligt sinds dinsdag stil"
LEAK = "de leiding naar de motor is lek"


def stand(quote: str = STUCK, article: str = "01", **about: object) -> Entry:
    base = {"article": article, "quote": quote, "stance": "asserts", "actor": "Wim Stam", "via": None, "origin": None}
    return {**base, **about}


def claim(*stands: Entry, origins: int = 1) -> Entry:
    return {"id": "k", "stands": list(stands), "origins": origins}


def claims(*all_claims: Entry) -> Entry:
    return {"claims": list(all_claims)}


def figures(gold: Entry, found: Entry) -> dict[str, object]:
    return score_story({"claims": [], **gold}, found).as_dict()


def test_corpus_holds_stories() -> None:
    assert len(STORIES) >= 18


@pytest.mark.parametrize("folder", STORIES, ids=lambda folder: folder.name)
def test_the_annotation_itself_is_without_a_mistake(folder: Path) -> None:
    gold = load_story(folder)
    for name, value in score_story(gold, gold).as_dict().items():
        assert value in (1.0, WHOLE, None), name


@pytest.mark.parametrize("name", ["stands_found", "links", "stance", "actor", "origins"])
def test_an_empty_dossier_finds_nothing(name: str) -> None:
    value = figures(claims(claim(stand(), stand(LEAK))), {})[name]
    assert value in (0.0, {"p": 0.0, "r": 0.0, "f1": 0.0})


def test_half_the_words_are_enough_to_find_a_stand() -> None:
    gold = claims(claim(stand("alfa bravo charlie delta")))
    assert figures(gold, claims(claim(stand("alfa bravo echo golf"))))["stands_found"] == 1.0
    assert figures(gold, claims(claim(stand("alfa foxtrot echo golf"))))["stands_found"] == 0.0


def test_capitals_and_punctuation_do_not_matter() -> None:
    assert figures(claims(claim(stand("„De pont?”"))), claims(claim(stand("de PONT"))))["stands_found"] == 1.0


@pytest.mark.parametrize(("article", "share"), [("01", 1.0), ("1", 1.0), ("articles/01.txt", 1.0), ("02", 0.0)])
def test_a_stand_is_found_in_its_own_article_only(article: str, share: float) -> None:
    assert figures(claims(claim(stand())), claims(claim(stand(article=article))))["stands_found"] == share


def test_a_found_stand_answers_for_one_stand() -> None:
    assert figures(claims(claim(stand(), stand())), claims(claim(stand())))["stands_found"] == 0.5


def test_the_best_quote_is_matched_first() -> None:
    gold = claims(claim(stand("alfa bravo", stance="denies"), stand("alfa bravo charlie")))
    found = claims(claim(stand("alfa bravo charlie"), stand("alfa bravo", stance="denies")))
    assert figures(gold, found)["stance"] == 1.0


def test_of_equal_quotes_the_one_with_the_same_stance_is_matched() -> None:
    gold = claims(claim(stand(), stand(stance="denies", actor="Els Brand")))
    found = claims(claim(stand(stance="denies", actor="Els Brand"), stand()))
    assert figures(gold, found)["actor"] == 1.0


def test_stands_beyond_the_annotation_are_no_mistake() -> None:
    found = claims(claim(stand()), claim(stand(LEAK)))
    assert figures(claims(claim(stand())), found)["stands_found"] == 1.0


def test_a_wrong_stance_is_wrong_and_a_stand_not_found_too() -> None:
    gold = claims(claim(stand(), stand(LEAK), stand("iets geheel anders"), stand("nog weer iets")))
    found = claims(claim(stand(), stand(LEAK, stance="denies")))
    assert figures(gold, found)["stance"] == 0.25


@pytest.mark.parametrize(
    ("gold", "found", "share"),
    [
        ("Wim Stam", "Stam", 1.0),
        ("Stam", "reder Wim Stam", 1.0),
        ("de gemeente", "gemeente", 1.0),
        ("Wim Stam", "Els Stam", 1.0),
        ("Wim Vos", "Els Vos", 0.0),
        ("Wim Stam", "Els Brand", 0.0),
        ("Wim Stam", None, 0.0),
        (None, "Wim Stam", 0.0),
        (None, None, 1.0),
    ],
)
def test_names_agree_by_their_words_or_a_long_surname(gold: str | None, found: str | None, share: float) -> None:
    assert figures(claims(claim(stand(actor=gold))), claims(claim(stand(actor=found))))["actor"] == share


@pytest.mark.parametrize("name", ["via", "origin"])
def test_a_relay_counts_only_where_the_annotation_names_one(name: str) -> None:
    gold = claims(claim(stand(**{name: "RTV Kust"}), stand(LEAK)))
    found = claims(claim(stand(**{name: "RTV Kust"}), stand(LEAK, **{name: "De Merwebode"})))
    assert figures(gold, found)[name] == 1.0
    assert figures(claims(claim(stand())), found)[name] is None


def three() -> tuple[Entry, Entry, Entry]:
    return stand("alfa bravo"), stand("charlie delta"), stand("echo foxtrot")


def test_links_are_pairs_of_stands_of_one_claim() -> None:
    a, b, c = three()
    found = figures(claims(claim(a, b, c)), claims(claim(a, b), claim(c)))["links"]
    assert found == {"p": 1.0, "r": 0.3333, "f1": 0.5}


def test_links_between_claims_cost_precision() -> None:
    a, b, c = three()
    found = figures(claims(claim(a, b), claim(c)), claims(claim(a, b, c)))["links"]
    assert found == {"p": 0.3333, "r": 1.0, "f1": 0.5}


def test_a_stand_that_is_not_found_loses_its_links() -> None:
    a, b, c = three()
    found = figures(claims(claim(a, b, c)), claims(claim(a, b)))["links"]
    assert found == {"p": 1.0, "r": 0.3333, "f1": 0.5}


def test_origins_are_those_of_the_claim_that_shares_most_stands() -> None:
    a, b, c = three()
    gold = claims(claim(a, b, c, origins=2))
    assert figures(gold, claims(claim(a, b, origins=2), claim(c, origins=1)))["origins"] == 1.0
    assert figures(gold, claims(claim(a, b, origins=3), claim(c, origins=2)))["origins"] == 0.0


PROMISE = {
    "article": "01", "actor": "Wim Stam", "act": "promise", "matter": "zaterdag varen wij weer", "quote": "wij varen",
    "condition": "als de motor het doet", "toward": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "f1"),
    [
        ({}, 1.0),
        ({"act": "threaten"}, 0.0),
        ({"actor": "Els Brand"}, 0.0),
        ({"article": "02"}, 0.0),
        ({"matter": "heel iets anders"}, 1.0),
        ({"quote": "heel iets anders"}, 1.0),
        ({"matter": "heel iets anders", "quote": "geheel wat anders"}, 0.0),
        ({"condition": None}, 1.0),
    ],
)
def test_a_position_is_right_by_article_act_actor_and_words(change: Entry, f1: float) -> None:
    found = figures({"positions": [PROMISE]}, {"positions": [{**PROMISE, **change}]})["positions"]
    assert found["f1"] == f1  # type: ignore[index]


def test_positions_too_many_cost_precision() -> None:
    threat = {**PROMISE, "act": "threaten"}
    found = figures({"positions": [PROMISE]}, {"positions": [PROMISE, threat]})["positions"]
    assert found == {"p": 0.5, "r": 1.0, "f1": 0.6667}


@pytest.mark.parametrize(
    ("gold", "found", "share"),
    [
        ("als de motor het doet", "de motor het doet", 1.0),
        ("als de motor het doet", None, 0.0),
        (None, "als de motor het doet", 0.0),
        (None, None, 1.0),
        (None, "", 1.0),
        ("als de motor het doet", "mits betaald", 0.0),
    ],
)
def test_a_condition_is_right_by_its_words_or_by_being_none(gold: str | None, found: str | None, share: float) -> None:
    positions = [{"positions": [{**PROMISE, "condition": c}]} for c in (gold, found)]
    assert figures(*positions)["condition"] == share


def test_a_position_not_found_has_no_condition() -> None:
    assert figures({"positions": [PROMISE]}, {})["condition"] is None


def test_furniture_is_counted_by_line() -> None:
    gold = {"furniture": {"01": ["Lees ook: De brug", "Deel dit artikel"], "02": ["Advertentie"]}}
    found = {"furniture": {"1": [" Lees ook: De brug ", "De pont ligt stil."]}}
    assert figures(gold, found)["furniture"] == {"p": 0.5, "r": 0.3333, "f1": 0.4}


def test_copies_are_counted_by_pair() -> None:
    gold, found = {"near_duplicates": [["01", "02", "03"]]}, {"near_duplicates": [["2", "1"], ["03", "04"]]}
    assert figures(gold, found)["near_duplicates"] == {"p": 0.5, "r": 0.3333, "f1": 0.4}


@pytest.mark.parametrize(
    ("name", "gold", "found"),
    [
        ("near_duplicates", [["01", "02"]], [["articles/01.txt", "articles/02.txt"]]),
        ("furniture", {"01": ["Lees ook: De brug"]}, {"01.txt": ["Lees ook: De brug"]}),
    ],
)
def test_an_article_may_be_named_by_its_file(name: str, gold: object, found: object) -> None:
    assert figures({name: gold}, {name: found})[name] == WHOLE


REVISION = {"from": "01", "to": "02", "added": [LEAK], "dropped": [STUCK], "reworded": [["alfa bravo", "alfa charlie"]]}


@pytest.mark.parametrize(
    ("change", "share"),
    [
        ({}, {"p": 1.0, "r": 1.0, "f1": 1.0}),
        ({"added": []}, {"p": 1.0, "r": 0.6667, "f1": 0.8}),
        ({"added": [LEAK, "golf hotel"]}, {"p": 0.75, "r": 1.0, "f1": 0.8571}),
        ({"added": [STUCK], "dropped": [LEAK]}, {"p": 0.3333, "r": 0.3333, "f1": 0.3333}),
        ({"reworded": [["alfa bravo", "golf hotel"]]}, {"p": 0.6667, "r": 0.6667, "f1": 0.6667}),
        ({"from": "02", "to": "01"}, {"p": 0.0, "r": 0.0, "f1": 0.0}),
    ],
)
def test_a_revision_is_right_by_what_it_added_dropped_and_reworded(change: Entry, share: Entry) -> None:
    assert figures({"revisions": [REVISION]}, {"revisions": [{**REVISION, **change}]})["revisions"] == share


@pytest.mark.parametrize(
    ("gold", "found", "share"),
    [
        ("2026-04-11", "2026-04-11", 1.0),
        ("2026-04-11", "2026-04-11T09:00+02:00", 1.0),
        ("2026-04-11", "2026-04-12", 0.0),
        ("2026-04-11T09:00+02:00", "2026-04-11", 0.0),
        ("2026-04-11T09:00+02:00", "2026-04-11T10:00+02:00", 1.0),
        ("2026-04-11T09:00+02:00", "2026-04-11T10:01+02:00", 0.0),
        ("2026-04", "2026-04", 1.0),
        ("2026-04", "2026-04-01", 0.0),
        ("2026-W15", "2026-W15", 1.0),
    ],
)
def test_a_time_is_right_by_its_date_and_hour(gold: str, found: str, share: float) -> None:
    timelines = [{"timeline": [{"at": at, "what": "de pont vaart", "article": "01"}]} for at in (gold, found)]
    assert figures(*timelines)["timeline"] == share


@pytest.mark.parametrize("change", [{"what": "het zwembad heropent"}, {"article": "02"}])
def test_a_time_belongs_to_its_words_and_article(change: Entry) -> None:
    entry = {"at": "2026-04-11", "what": "de pont vaart", "article": "01"}
    assert figures({"timeline": [entry]}, {"timeline": [{**entry, **change}]})["timeline"] == 0.0


def actor(name: str, *aliases: str) -> Entry:
    return {"name": name, "aliases": list(aliases), "speaks_for": None}


@pytest.mark.parametrize(
    ("found", "share"),
    [
        ([actor("Wim Stam", "Stam", "reder Stam", "de reder")], 1.0),
        ([actor("Wim Stam", "De Reder")], 0.5),
        ([actor("Stam", "reder", "kapitein")], 1.0),
        ([actor("Els Brand", "Stam", "de reder")], 0.0),
        ([actor("reder Stam", "Stam"), actor("Wim Stam", "reder")], 0.5),
        ([], 0.0),
    ],
)
def test_aliases_are_those_of_the_actor_of_that_name(found: list[Entry], share: float) -> None:
    assert figures({"actors": [actor("Wim Stam", "Stam", "de reder")]}, {"actors": found})["aliases"] == share


def test_counts_of_stories_add_up_before_they_become_shares() -> None:
    one = score_story(claims(claim(stand(), stand(LEAK))), claims(claim(stand())))
    other = score_story(claims(claim(stand())), claims(claim(stand())))
    assert (one + other).as_dict()["stands_found"] == 0.6667


def test_no_story_leaves_the_shares_open() -> None:
    empty = StoryFigures(counts={}).as_dict()
    assert empty["stands_found"] is None
    assert empty["revisions"] == WHOLE


@pytest.mark.parametrize("text", ["", "[]", "{}", "geen json"])
def test_an_annotation_without_claims_is_an_error_of_ours(tmp_path: Path, text: str) -> None:
    (tmp_path / "gold.json").write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match=r"gold\.json"):
        load_story(tmp_path)


def test_a_missing_annotation_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"corpus/stories/README\.md"):
        load_story(tmp_path / "nergens")


def test_a_story_is_loaded_as_it_is_annotated(tmp_path: Path) -> None:
    story = claims(claim(stand()))
    (tmp_path / "gold.json").write_text(json.dumps(story), encoding="utf-8")
    assert load_story(tmp_path) == story
