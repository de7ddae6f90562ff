"""Articles about one event find each other; others stay away."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from volgens.dossiers.events import (
    ADDRESS,
    MOST_KEYS,
    NAME,
    WINDOW,
    Candidate,
    choose_dossier,
    fingerprint,
)
from volgens.model import Actor, ActorKind, Article, Block, Reading, Role, Span, Statement

START = datetime(2024, 1, 1, tzinfo=UTC)


def reading(
    text: str, *, title: str = "", lemmas: tuple[str, ...] = (), actor: str | None = None, address: str | None = None
) -> Reading:
    blocks = (Block(role=Role.BODY, span=Span(0, len(text))),)
    article = Article(text=text, blocks=blocks, raw_id="", title=title, address=address)
    everything = (Span(0, len(text)),)
    statement = Statement(article_id=article.id, attribution_id="", words=everything, topic=everything, lemmas=lemmas)
    actors = (Actor(article_id=article.id, name=actor, kind=ActorKind.PERSON),) if actor else ()
    return Reading(article=article, attributions=(), actors=actors, statements=(statement,))


def candidate(id: str, *readings: Reading, day: float = 0) -> Candidate:
    keys = Counter(key for each in readings for key in fingerprint(each))
    at = START + timedelta(days=day)
    return Candidate(id=id, keys=keys, articles=len(readings), first=at, last=at)


def choose(new: Reading, *candidates: Candidate, day: float = 0) -> str | None:
    counts = sum((Counter(c.keys) for c in candidates), Counter[str]())
    total = sum(c.articles for c in candidates)
    return choose_dossier(fingerprint(new), candidates, counts, total, START + timedelta(days=day))


BRIDGE = reading(
    "Volgens wethouder Mieke Tolsma is de Kattenbrug in Woudsend niet veilig.",
    title="Kattenbrug in Woudsend dicht na scheuren",
    lemmas=("scheur", "brugdek", "onveilig"),
    actor="Mieke Tolsma",
)
BRIDGE_LATER = reading(
    "De aannemer zegt dat de scheuren in de Kattenbrug al jaren bekend waren. Ook Tolsma wist ervan.",
    title="Aannemer waarschuwde jaren geleden",
    lemmas=("scheur", "waarschuwing", "aannemer"),
    actor="Sjoerd Huitema",
)
STRIKE = reading(
    "De bond kondigt voor vrijdag een staking aan bij vervoerder Rondom, zegt Petra Claes.",
    title="Buschauffeurs leggen vrijdag het werk neer",
    lemmas=("staking", "chauffeur", "loon"),
    actor="Petra Claes",
)


def test_an_article_joins_the_dossier_of_its_event() -> None:
    assert choose(BRIDGE_LATER, candidate("strike", STRIKE), candidate("bridge", BRIDGE)) == "bridge"


def test_an_article_of_another_event_joins_none() -> None:
    assert choose(STRIKE, candidate("bridge", BRIDGE, BRIDGE_LATER)) is None


def test_the_first_article_joins_none() -> None:
    assert choose(BRIDGE) is None


def test_an_article_without_a_single_key_joins_none() -> None:
    assert choose(reading("Niets."), candidate("bridge", BRIDGE)) is None


def test_after_the_window_the_same_words_are_another_event() -> None:
    almost = WINDOW.days - 0.1
    assert choose(BRIDGE, candidate("bridge", BRIDGE), day=almost) == "bridge"
    assert choose(BRIDGE, candidate("bridge", BRIDGE), day=WINDOW.days + 0.1) is None


def test_an_article_from_before_the_dossier_may_join_it() -> None:
    assert choose(BRIDGE_LATER, candidate("bridge", BRIDGE, day=2)) == "bridge"


def test_of_two_events_that_fit_the_recent_one_is_chosen() -> None:
    old, recent = candidate("a", BRIDGE, day=-8), candidate("b", BRIDGE, day=-1)
    assert choose(BRIDGE_LATER, old, recent) == "b"


def test_the_order_of_the_candidates_does_not_matter() -> None:
    equal = [candidate("b", BRIDGE), candidate("a", BRIDGE)]
    assert choose(BRIDGE_LATER, *equal) == choose(BRIDGE_LATER, *equal[::-1]) == "a"


def test_one_rare_name_is_not_enough() -> None:
    elsewhere = reading("In Woudsend is kermis.", lemmas=("kermis",))
    assert choose(elsewhere, candidate("bridge", BRIDGE)) is None


def test_common_keys_count_less_than_rare_ones() -> None:
    keys = ("politie", "agent", "onderzoek", "@woudsend", "@tolsma", "@kattenbrug")
    common = Candidate(id="common", keys=dict.fromkeys(keys[:3], 1), articles=1, first=START, last=START)
    rare = Candidate(id="rare", keys=dict.fromkeys(keys[3:], 1), articles=1, first=START, last=START)
    counts = dict.fromkeys(keys[:3], 900) | dict.fromkeys(keys[3:], 1)
    assert choose_dossier(keys, (common,), counts, 1000, START) is None
    assert choose_dossier(keys, (common, rare), counts, 1000, START) == "rare"


def test_a_new_version_joins_although_its_headline_changed() -> None:
    address = "https://dekade.example/nieuws/10293847/brug.html"
    first = reading("In de Kattenbrug zitten scheuren.", title="Brug dicht", lemmas=("scheur",), address=address)
    text = "De gemeente sluit de Kattenbrug. Omrijden kan over Hommerts en via Jutrijp, of langs Oosthem en Abbega."
    later = reading(text, title="Gemeente sluit oeververbinding", lemmas=("gemeente",), address=address)
    assert choose(later, candidate("bridge", first)) == "bridge"
    elsewhere = address.replace("10293847", "55555555")
    assert choose(reading(text, title="Gemeente sluit", address=elsewhere), candidate("bridge", first)) is None


def test_an_address_that_does_not_tell_articles_apart_is_no_key() -> None:
    for address in ("https://dekade.example/", "https://dekade.example/artikel?id=12345"):
        assert not [key for key in fingerprint(reading("Tekst.", address=address)) if key.startswith(ADDRESS)]


def test_a_fingerprint_holds_names_and_telling_words_in_lower_case() -> None:
    keys = fingerprint(BRIDGE)
    assert {NAME + "tolsma", NAME + "kattenbrug", "scheur"} <= set(keys)
    assert all(key == key.lower() for key in keys)


def test_a_fingerprint_holds_each_key_once_and_is_short() -> None:
    long = reading(" ".join(f"en Naam{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10]}" for n in range(100)), title="Naam")
    keys = fingerprint(long)
    assert len(set(keys)) == len(keys) <= MOST_KEYS


def test_a_fingerprint_holds_no_dates_or_amounts() -> None:
    dated = reading("Op 12 maart 2024.", title="Twee doden op 12-3-2024", lemmas=("2024", "12-3", "dode"))
    assert not [key for key in fingerprint(dated) if any(character.isdigit() for character in key)]
