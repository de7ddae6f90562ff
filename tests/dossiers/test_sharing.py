"""Which articles are copies of one another, of what kind, and where."""

import random
import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volgens.dossiers import sharing
from volgens.dossiers.sharing import HOUSE, LEAST_WHOLE, ROUNDS, Found, Kind, find_copies, verify
from volgens.dossiers.sketches import Finder, sketch
from volgens.model import Article, Block, Role, Span

WIRE = (
    "De veerpont tussen Kerkmeer en Nieuwdorp vaart sinds dinsdagochtend niet meer, omdat de motor door een lekke "
    "leiding oververhit is geraakt. Een bergingsbedrijf heeft het schip naar de kade gesleept.",
    "Reizigers moeten voorlopig omrijden over de brug bij Oudesluis. Dat kost met de auto een half uur en met de fiets "
    "ruim anderhalf uur, zo heeft de provincie uitgerekend.",
    "De burgemeester hoopt dat de pont zaterdag weer vaart. Lukt dat niet, dan huurt de gemeente een schip uit Zeeland "
    "dat plaats heeft voor zestig fietsers en twaalf auto's.",
)
OWN = (
    "Kapitein Els Brand zag maandagavond al rook uit de schoorsteen komen en belde meteen met de werf in Delfzijl.",
    "Op de kade staan intussen twintig fietsers in de regen te wachten op een bus die volgens het bord al lang weg is.",
    "Een bakker uit het dorp deelt gratis krentenbollen uit aan wie blijft, want weggooien vindt hij zonde.",
    "Schooldirecteur Henk Postma laat alle leerlingen vandaag een uur later beginnen dan anders.",
)
QUOTE = (
    "Wij hebben de reder in het voorjaar al gewaarschuwd dat die leiding het niet lang meer zou houden, en toen is er "
    "gezegd dat er geen geld voor was en dat we niet moesten zeuren over een paar druppels olie"
)


def invent(count: int, seed: int) -> str:
    draw = random.Random(seed)
    return " ".join("".join(draw.choices("abdeghiklmnoprstuvw", k=6)) for _ in range(count))


def article(*paragraphs: str, outlet: str | None = "De Merwebode", address: str | None = None) -> Article:
    text, blocks = "", []
    for paragraph in paragraphs:
        blocks.append(Block(role=Role.BODY, span=Span(len(text), len(text) + len(paragraph))))
        text += paragraph + "\n\n"
    return Article(text=text, blocks=tuple(blocks), raw_id="", outlet=outlet, address=address)


def elsewhere(*paragraphs: str, address: str | None = None) -> Article:
    return article(*paragraphs, outlet="RTV Kust", address=address)


class Shelf:
    """Articles as a ledger gives them, and what was asked of it."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self.articles = {a.id: a for a in articles}
        self.finder = Finder((a.id, sketch(a)) for a in self.articles.values())
        self.fetched: list[str] = []

    def fetch(self, ids: Sequence[str]) -> list[Article]:
        self.fetched.extend(ids)
        return [self.articles[id] for id in sorted(ids) if id in self.articles]


def copies(new: Article, *others: Article) -> tuple[Found, ...]:
    shelf = Shelf([*others, new])
    return find_copies(new, shelf.finder.find, shelf.fetch)


def kinds(new: Article, *others: Article) -> dict[str, Kind]:
    return {found.article_id: found.kind for found in copies(new, *others)}


def test_the_same_words_at_another_address_are_a_copy() -> None:
    one, other = article(*WIRE, address="https://a.example/1"), article(*WIRE, address="https://a.example/2")
    (found,) = copies(one, other)
    assert (found.article_id, found.kind, found.shared.share, found.shared.other_share) == (other.id, "copy", 1.0, 1.0)


def test_a_short_item_is_a_copy_only_where_every_word_is_the_same() -> None:
    item = "De pont bij Kerkmeer vaart zaterdag weer."
    assert len((item + " Hoera.").split()) == LEAST_WHOLE
    assert kinds(article(item + " Hoera."), elsewhere(item + " Hoera.")) != {}
    assert kinds(article(item), elsewhere(item)) == {}
    assert kinds(article(item + " Hoera."), elsewhere(item + " Helaas.")) == {}


def test_wire_copy_under_another_lead_is_adapted() -> None:
    one = article("Pont ligt stil", *WIRE)
    other = elsewhere("Reizigers balen van kapotte veerpont", *OWN, *WIRE[1:])
    assert kinds(one, other) == {other.id: Kind.ADAPTED}


def test_a_copy_cut_to_its_beginning_is_an_excerpt_from_both_sides() -> None:
    long, short = article(*WIRE, *OWN), elsewhere(WIRE[0])
    assert kinds(long, short) == {short.id: Kind.EXCERPT}
    assert kinds(short, long) == {long.id: Kind.EXCERPT}


def test_one_paragraph_in_two_long_articles_is_a_passage() -> None:
    one = article(invent(300, 1), WIRE[0], invent(300, 2))
    other = elsewhere(invent(200, 3), WIRE[0], invent(400, 4))
    (found,) = copies(one, other)
    (passage,) = found.shared.passages
    assert found.kind == Kind.PASSAGE
    assert passage.here.of(one.text) == passage.there.of(other.text) == WIRE[0].rstrip(".")


def test_a_changed_word_does_not_break_a_passage() -> None:
    altered = WIRE[0].replace("oververhit", "te warm").replace("dinsdagochtend", "dinsdag")
    one, other = article(OWN[0], WIRE[0]), elsewhere(OWN[1], altered)
    (passage,) = verify(one, other).passages
    assert passage.here.of(one.text).startswith("De veerpont tussen Kerkmeer")
    assert passage.there.of(other.text).endswith("naar de kade gesleept")


def test_changed_words_do_not_count_as_shared() -> None:
    altered = WIRE[0].replace("oververhit", "heet").replace("dinsdagochtend", "woensdagochtend")
    length = len(WIRE[0].split())
    assert verify(article(WIRE[0]), elsewhere(altered)).share == pytest.approx((length - 2) / length)


def test_paragraphs_in_another_order_are_shared_all_the_same() -> None:
    assert verify(article(*WIRE), elsewhere(*reversed(WIRE))).share == 1.0


def test_strangers_share_nothing() -> None:
    assert verify(article(*WIRE), elsewhere(*OWN)).passages == ()
    assert kinds(article(*WIRE), elsewhere(*OWN)) == {}


@pytest.mark.parametrize("marks", ["“”", '""', "‘’", "''", "„”", "«»"])
def test_the_same_quotation_makes_no_copies(marks: str) -> None:
    said = f"{marks[0]}{QUOTE}{marks[1]}, zegt schipper Kees Hoorn."
    assert verify(article(OWN[0], said), elsewhere(OWN[1], said)).share > 0.3
    assert kinds(article(OWN[0], said), elsewhere(OWN[1], said)) == {}


def test_the_same_words_without_quotation_marks_do() -> None:
    assert kinds(article(OWN[0], QUOTE + "."), elsewhere(OWN[1], QUOTE + ".")) != {}


def test_an_article_that_is_quotation_throughout_has_copies() -> None:
    said = f"“{QUOTE}.”"
    assert list(kinds(article(said), elsewhere(said)).values()) == [Kind.COPY]


def test_an_apostrophe_opens_no_quotation() -> None:
    paragraph = "'s Avonds " + WIRE[0] + " Het was 's nachts foto's maken."
    assert verify(article(paragraph, OWN[0]), elsewhere(paragraph, OWN[1])).words > 30


def test_a_quotation_inside_one_of_other_marks_is_one_quotation() -> None:
    said = f'"\'t Is dat ‘gezeur’ niet. {QUOTE}", zegt hij.'
    assert kinds(article(OWN[0], said), elsewhere(OWN[1], said)) == {}


def test_a_set_phrase_is_no_passage() -> None:
    phrase = "De politie doet onderzoek naar de toedracht van het ongeval."
    assert verify(article(OWN[0], phrase), elsewhere(OWN[1], phrase)).passages == ()


def test_versions_of_an_article_are_no_copies() -> None:
    address = "https://a.example/pont"
    assert kinds(article(*WIRE, address=address), article(*WIRE, OWN[0], address=address)) == {}


def test_articles_without_an_address_may_be_copies() -> None:
    one, other = article(*WIRE), elsewhere(*WIRE)
    assert kinds(one, other) == {other.id: Kind.COPY}


def house_page(number: int, line: str) -> Article:
    return article(invent(120, number), line, address=f"https://a.example/{number}")


LINE = " ".join((*WIRE, OWN[0]))
"""Longer than what counts at once as a line of the house."""


def test_lines_on_the_pages_of_one_outlet_are_no_passages() -> None:
    pages = [house_page(n, WIRE[0]) for n in range(2)]
    assert kinds(*pages) == {}


def test_a_long_line_counts_until_enough_pages_have_it() -> None:
    pages = [house_page(n, LINE) for n in range(HOUSE + 1)]
    assert len(kinds(*pages[:HOUSE])) == HOUSE - 1
    assert kinds(*pages) == {}


def test_a_whole_copy_within_an_outlet_is_found_beside_lines_of_the_house() -> None:
    first = article(invent(120, 0), LINE, address="https://a.example/0")
    again = article(invent(120, 0), LINE, address="https://a.example/again")
    pages = [house_page(n, LINE) for n in range(1, 30)]
    assert kinds(again, first, *pages) == {first.id: Kind.COPY}


def test_lines_of_the_house_do_not_crowd_out_a_passage() -> None:
    pages = [house_page(n, LINE) for n in range(3 * sum(ROUNDS))]
    new = article(invent(120, 900), WIRE[0][::-1], LINE, invent(30, 901), address="https://a.example/new")
    source = elsewhere(invent(400, 902), invent(30, 901), invent(400, 903))
    assert kinds(new, *pages, source) == {source.id: Kind.PASSAGE}


def test_few_pages_are_read_where_only_lines_of_the_house_are_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    read_words = sharing._read
    monkeypatch.setattr(sharing, "_read", lambda article: read.append(article.id) or read_words(article))
    kinds(*(house_page(n, LINE) for n in range(150)))
    assert len(read) <= 1 + HOUSE


def test_an_article_that_is_gone_is_left_out() -> None:
    new, other = article(*WIRE), elsewhere(*WIRE)
    shelf = Shelf([new, other])
    del shelf.articles[other.id]
    assert find_copies(new, shelf.finder.find, shelf.fetch) == ()


def test_the_greatest_share_comes_first() -> None:
    whole, part = elsewhere(*WIRE), elsewhere(invent(200, 1), WIRE[0])
    assert [f.article_id for f in copies(article(*WIRE), part, whole)] == [whole.id, part.id]


@pytest.mark.parametrize("text", ["", "…", "Gesloten."])
def test_an_article_with_hardly_a_word_has_no_copies(text: str) -> None:
    one = article(text) if text else Article(text="", blocks=(), raw_id="")
    other = elsewhere(text) if text else Article(text="", blocks=(), raw_id="", outlet="RTV Kust")
    assert kinds(one, other, elsewhere(*WIRE)) == {}


@pytest.mark.parametrize(
    "text",
    ["ja nee " * 50_000, "\" ' “ ‘a" * 50_000, "a\u0301\u200b" * 100_000, "de pont vaart niet en dat is zo " * 15_000],
    ids=["two words", "marks", "hidden", "refrain"],
)
def test_a_hostile_text_takes_no_quadratic_time(text: str) -> None:
    started = time.process_time()
    verify(article(text, "een"), elsewhere(text, "twee"))
    assert time.process_time() - started < 10


WORDS = st.lists(st.sampled_from(["de", "pont", "vaart", "niet", "meer", "zegt", "hij", "“", "”", "'s"]), max_size=80)


@given(left=WORDS, right=WORDS)
@settings(max_examples=150, deadline=None)
def test_passages_lie_within_both_texts_and_in_order(left: list[str], right: list[str]) -> None:
    one, other = article(" ".join(left) or "x"), elsewhere(" ".join(right) or "y")
    shared = verify(one, other)
    starts = [p.here.start for p in shared.passages]
    assert starts == sorted(starts)
    assert all(p.here.end <= len(one.text) and p.there.end <= len(other.text) for p in shared.passages)
    assert 0 <= shared.share <= 1
    assert 0 <= shared.other_share <= 1
