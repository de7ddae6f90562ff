"""Filing articles by event, building their dossiers once, and putting both right by hand."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from volgens import desk as desk_module
from volgens.desk import Desk
from volgens.errors import LedgerError
from volgens.ledger import Ledger
from volgens.model import (
    Act,
    Actor,
    ActorKind,
    Article,
    Attribution,
    Block,
    Mode,
    RawDocument,
    Reading,
    Role,
    Span,
    Statement,
)

START = datetime(2024, 1, 1, tzinfo=UTC)
BRIDGE = (
    ("Kattenbrug dicht na vondst van scheuren", "De wethouder zegt dat de Kattenbrug in Woudsend scheuren heeft."),
    ("Scheuren in Kattenbrug waren bekend", "De aannemer zegt dat Woudsend van de scheuren in de Kattenbrug wist."),
    ("Kattenbrug blijft tot zomer dicht", "De gemeente zegt dat de Kattenbrug in Woudsend scheuren houdt."),
)
STRIKE = (
    ("Buschauffeurs staken vrijdag", "De bond zegt dat de chauffeurs van Rondom in Genk vrijdag het werk neerleggen."),
    ("Rondom betreurt staking chauffeurs", "De directie van Rondom zegt dat chauffeurs in Genk genoeg verdienen."),
)
NAMES = ("Mieke Tolsma", "Tolsma-de Vries", "Sjoerd Huitema")


def read(
    news: tuple[str, str], *, day: int = 0, name: str = NAMES[0], version: str = "1", dated: bool = True
) -> tuple[RawDocument, Reading]:
    """A document with one statement: all after *dat*."""
    title, text = news
    raw = RawDocument(data=text.encode(), media_type="text/plain", location=f"{title}.txt")
    blocks = (Block(role=Role.BODY, span=Span(0, len(text))),)
    published = START + timedelta(days=day) if dated else None
    article = Article(text=text, blocks=blocks, raw_id=raw.id, title=title, published=published)
    actor = Actor(article_id=article.id, name=name, kind=ActorKind.PERSON)
    content = (Span(text.index(" zegt ") + 6, len(text) - 1),)
    attribution = Attribution(
        article_id=article.id,
        content=content,
        mode=Mode.INDIRECT,
        act=Act.ASSERT,
        entity=name,
        actor_id=actor.id,
        maker="rule:verb",
        version=version,
    )
    statement = Statement(
        article_id=article.id,
        attribution_id=attribution.id,
        words=content,
        topic=content,
        lemmas=tuple(word.lower() for word in content[0].of(text).split() if len(word) > 5),
    )
    return raw, Reading(article=article, attributions=(attribution,), actors=(actor,), statements=(statement,))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(str(tmp_path / "nieuws.ledger")) as opened:
        yield opened


@pytest.fixture
def desk(ledger: Ledger) -> Desk:
    return Desk(ledger)


def file(desk: Desk, ledger: Ledger, *read_documents: tuple[RawDocument, Reading]) -> list[str]:
    homes = []
    for raw, reading in read_documents:
        ledger.add(raw, reading)
        homes.append(desk.file(reading))
    return homes


def file_all(desk: Desk, ledger: Ledger) -> tuple[str, str]:
    """Ids of the dossiers of the bridge and of the strike, with everything filed."""
    news = [read(each, day=day) for day, each in enumerate(BRIDGE)] + [read(each) for each in STRIKE]
    homes = file(desk, ledger, *news)
    return homes[0], homes[-1]


def articles(desk: Desk, id: str) -> set[str]:
    return {card.id for card in desk.dossier(id).articles}


def of(*news: tuple[str, str]) -> set[str]:
    every = {each: day for day, each in enumerate(BRIDGE)}
    return {read(each, day=every.get(each, 0))[1].article.id for each in news}


def personas(desk: Desk, id: str) -> set[str]:
    return {persona.name for persona in desk.dossier(id).personas}


def test_articles_of_one_event_share_a_dossier(desk: Desk, ledger: Ledger) -> None:
    bridge, strike = file_all(desk, ledger)
    assert articles(desk, bridge) == of(*BRIDGE)
    assert articles(desk, strike) == of(*STRIKE)


def test_filing_an_article_twice_changes_nothing(desk: Desk, ledger: Ledger) -> None:
    first, _ = file_all(desk, ledger)
    assert desk.file(read(BRIDGE[0])[1]) == first
    assert [entry.articles for entry in desk.dossiers()] == [3, 2]


def test_an_article_that_the_ledger_lacks_cannot_be_filed(desk: Desk) -> None:
    with pytest.raises(LedgerError):
        desk.file(read(BRIDGE[0])[1])
    assert list(desk.dossiers()) == []


def test_an_article_without_a_date_is_filed_by_the_day_on_which_it_came(desk: Desk, ledger: Ledger) -> None:
    homes = file(desk, ledger, *(read(each, dated=False) for each in BRIDGE))
    assert len(set(homes)) == 1


def test_an_article_read_again_keeps_its_dossier(desk: Desk, ledger: Ledger) -> None:
    bridge, _ = file_all(desk, ledger)
    split = desk.split_article(read(BRIDGE[1], day=1)[1].article.id)
    (home,) = file(desk, ledger, read(BRIDGE[1], day=1, version="2", name=NAMES[2]))
    assert home == split.details["into"] != bridge


def test_articles_that_were_never_filed_are_filed_in_order_of_time(desk: Desk, ledger: Ledger) -> None:
    for day, news in reversed(list(enumerate(BRIDGE))):
        ledger.add(*read(news, day=day))
    assert desk.file_rest() == 3
    assert [entry.articles for entry in desk.dossiers()] == [3]
    assert desk.file_rest() == 0


def test_a_dossier_has_the_id_under_which_it_was_asked_for(desk: Desk, ledger: Ledger) -> None:
    homes = file(desk, ledger, read(BRIDGE[2], day=2), read(BRIDGE[0]))
    assert homes[0] == homes[1] == desk.dossier(homes[0]).id


def test_a_dossier_is_built_once(desk: Desk, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    bridge, _ = file_all(desk, ledger)
    built = desk.dossier(bridge)
    monkeypatch.delattr(desk_module, "build_dossier")
    assert desk.dossier(bridge) == built


@pytest.mark.parametrize("change", ["article", "reading", "correction", "title"])
def test_a_dossier_is_built_again_when_what_it_was_built_from_changes(desk: Desk, ledger: Ledger, change: str) -> None:
    (home,) = file(desk, ledger, read(BRIDGE[0]))
    before = desk.dossier(home)
    match change:
        case "article":
            file(desk, ledger, read(BRIDGE[1], day=1, name=NAMES[2]))
        case "reading":
            file(desk, ledger, read(BRIDGE[0], version="2", name=NAMES[2]))
        case "correction":
            file(desk, ledger, read(BRIDGE[1], day=1, name=NAMES[1]))
            before = desk.dossier(home)
            desk.merge_actors(NAMES[0], NAMES[1])
        case "title":
            desk.rename(home, "De Kattenbrug")
    assert desk.dossier(home) != before


def test_a_summary_that_cannot_be_read_is_built_again(desk: Desk, ledger: Ledger) -> None:
    bridge, _ = file_all(desk, ledger)
    built, kept = desk.dossier(bridge), ledger.summary(bridge)
    assert kept is not None
    ledger.keep_summary(bridge, kept[0], '["kapot"]')
    assert desk.dossier(bridge) == built


def test_a_ledger_that_may_only_be_read_shows_its_dossiers(desk: Desk, ledger: Ledger, tmp_path: Path) -> None:
    bridge, _ = file_all(desk, ledger)
    with Ledger.open(f"sqlite:///file:{tmp_path}/nieuws.ledger?mode=ro&uri=true") as closed:
        assert articles(Desk(closed), bridge) == of(*BRIDGE)


def test_a_dossier_that_is_not_there_is_an_error(desk: Desk) -> None:
    with pytest.raises(LedgerError, match="no dossier 000"):
        desk.dossier("0" * 20)


def test_merged_actors_are_one_and_undone_two(desk: Desk, ledger: Ledger) -> None:
    home, _ = file(desk, ledger, read(BRIDGE[0]), read(BRIDGE[1], day=1, name=NAMES[1]))
    assert personas(desk, home) == {NAMES[0], NAMES[1]}
    made = desk.merge_actors(NAMES[0], NAMES[1], by="eindredactie")
    assert len(personas(desk, home)) == 1
    desk.undo(made.id)
    assert personas(desk, home) == {NAMES[0], NAMES[1]}


def test_split_actors_are_two(desk: Desk, ledger: Ledger) -> None:
    home, _ = file(desk, ledger, read(BRIDGE[0]), read(BRIDGE[1], day=1, name="Tolsma"))
    assert personas(desk, home) == {"Mieke Tolsma"}
    desk.split_actors("Tolsma", "Mieke Tolsma")
    assert personas(desk, home) == {"Mieke Tolsma", "Tolsma"}


def test_of_two_words_on_one_pair_the_last_holds(desk: Desk, ledger: Ledger) -> None:
    home, _ = file(desk, ledger, read(BRIDGE[0]), read(BRIDGE[1], day=1, name="Tolsma"))
    desk.split_actors("Tolsma", "Mieke Tolsma")
    desk.merge_actors("Mieke Tolsma", "Tolsma")
    assert personas(desk, home) == {"Mieke Tolsma"}


def test_a_correction_of_one_dossier_leaves_the_others_alone(desk: Desk, ledger: Ledger) -> None:
    news = [read(each, day=n, name=NAMES[n % 2]) for each, n in ((BRIDGE[0], 0), (BRIDGE[1], 1))]
    news += [read(each, name=NAMES[n]) for n, each in enumerate(STRIKE)]
    bridge, _, strike, _ = file(desk, ledger, *news)
    desk.merge_actors(NAMES[0], NAMES[1], dossier_id=bridge)
    assert [len(personas(desk, id)) for id in (bridge, strike)] == [1, 2]


def test_a_correction_holds_for_an_article_that_is_read_again(desk: Desk, ledger: Ledger) -> None:
    home, _ = file(desk, ledger, read(BRIDGE[0]), read(BRIDGE[1], day=1, name=NAMES[1]))
    desk.merge_actors(NAMES[0], NAMES[1])
    file(desk, ledger, read(BRIDGE[1], day=1, name=NAMES[1], version="2"))
    assert len(personas(desk, home)) == 1


@pytest.mark.parametrize("names", [("Tolsma", "Tolsma "), ("", "Tolsma")])
def test_names_that_are_not_two_are_refused(desk: Desk, names: tuple[str, str]) -> None:
    with pytest.raises(LedgerError, match="not two names"):
        desk.merge_actors(*names)


def test_merged_dossiers_are_one_under_both_ids(desk: Desk, ledger: Ledger) -> None:
    bridge, strike = file_all(desk, ledger)
    desk.merge_dossiers(bridge, strike)
    assert articles(desk, bridge) == articles(desk, strike) == of(*BRIDGE, *STRIKE)
    assert desk.dossier(strike).id == bridge
    assert [entry.id for entry in desk.dossiers()] == [bridge]


def test_an_undone_merge_gives_back_both_and_leaves_what_came_since(desk: Desk, ledger: Ledger) -> None:
    news = [read(BRIDGE[0]), read(BRIDGE[1], day=1), *(read(each) for each in STRIKE)]
    bridge, _, strike, _ = file(desk, ledger, *news)
    made = desk.merge_dossiers(bridge, strike)
    file(desk, ledger, read(BRIDGE[2], day=2))
    desk.undo(made.id)
    assert articles(desk, bridge) == of(*BRIDGE)
    assert articles(desk, strike) == of(*STRIKE)


def test_a_merge_can_be_undone_after_a_later_merge(desk: Desk, ledger: Ledger) -> None:
    bridge, strike = file_all(desk, ledger)
    own = str(desk.split_article(read(BRIDGE[0])[1].article.id).details["into"])
    first = desk.merge_dossiers(bridge, strike)
    desk.merge_dossiers(own, bridge)
    desk.undo(first.id)
    assert articles(desk, strike) == of(*STRIKE)
    assert articles(desk, bridge) == articles(desk, own) == of(*BRIDGE)


def test_a_dossier_cannot_be_merged_with_itself(desk: Desk, ledger: Ledger) -> None:
    bridge, strike = file_all(desk, ledger)
    desk.merge_dossiers(bridge, strike)
    with pytest.raises(LedgerError, match="one dossier already"):
        desk.merge_dossiers(strike, bridge)


def test_a_correction_follows_its_dossier_into_a_merge(desk: Desk, ledger: Ledger) -> None:
    news = [read(BRIDGE[0]), read(BRIDGE[1], day=1, name=NAMES[1]), *(read(e, name=NAMES[2]) for e in STRIKE)]
    bridge, _, strike, _ = file(desk, ledger, *news)
    desk.merge_actors(NAMES[0], NAMES[1], dossier_id=bridge)
    desk.merge_dossiers(strike, bridge)
    assert len(personas(desk, strike)) == 2


def test_a_split_article_has_a_dossier_of_its_own_until_it_is_undone(desk: Desk, ledger: Ledger) -> None:
    bridge, _ = file_all(desk, ledger)
    # The first article of a dossier gave it its id.
    made = desk.split_article(read(BRIDGE[0])[1].article.id)
    assert articles(desk, str(made.details["into"])) == of(BRIDGE[0])
    assert articles(desk, bridge) == of(*BRIDGE[1:])
    desk.undo(made.id)
    assert articles(desk, bridge) == of(*BRIDGE)
    with pytest.raises(LedgerError, match="no articles left"):
        desk.dossier(str(made.details["into"]))


def test_an_article_can_be_split_off_again_after_undoing(desk: Desk, ledger: Ledger) -> None:
    bridge, _ = file_all(desk, ledger)
    desk.undo(desk.split_article(read(BRIDGE[0])[1].article.id).id)
    desk.split_article(read(BRIDGE[0])[1].article.id)
    assert articles(desk, bridge) == of(*BRIDGE[1:])


def test_an_only_article_is_not_split_off(desk: Desk, ledger: Ledger) -> None:
    file(desk, ledger, read(BRIDGE[0]))
    with pytest.raises(LedgerError, match="of its own already"):
        desk.split_article(read(BRIDGE[0])[1].article.id)


def test_a_title_lasts_until_its_renaming_is_undone(desk: Desk, ledger: Ledger) -> None:
    bridge, _ = file_all(desk, ledger)
    made = [desk.rename(bridge, title) for title in ("De brug", "  De   Kattenbrug ")]
    assert desk.dossier(bridge).title == "De Kattenbrug"
    desk.undo(made[1].id)
    assert desk.dossier(bridge).title == "De brug"
    desk.undo(made[0].id)
    assert desk.dossier(bridge).title == BRIDGE[0][0]


def test_undoing_an_earlier_renaming_leaves_the_later_title(desk: Desk, ledger: Ledger) -> None:
    bridge, _ = file_all(desk, ledger)
    made = [desk.rename(bridge, title) for title in ("De brug", "De Kattenbrug")]
    desk.undo(made[0].id)
    assert desk.dossier(bridge).title == "De Kattenbrug"


def test_a_title_without_words_is_refused(desk: Desk, ledger: Ledger) -> None:
    bridge, _ = file_all(desk, ledger)
    with pytest.raises(LedgerError, match="needs words"):
        desk.rename(bridge, " \n")


def test_what_was_never_corrected_cannot_be_undone(desk: Desk) -> None:
    with pytest.raises(LedgerError, match="no correction 7"):
        desk.undo(7)


def test_corrections_are_listed_with_who_made_them(desk: Desk) -> None:
    made = desk.merge_actors("Tolsma", "Mieke Tolsma", by="eindredactie")
    assert [(c.id, c.by) for c in desk.corrections()] == [(made.id, "eindredactie")]
    desk.undo(made.id)
    assert desk.corrections() == ()
    assert len(desk.corrections(undone=True)) == 1
