"""Wire copy is found by its sentences, whatever stands around them."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.dossiers.stories import make_article

from volgens.dossiers.copies import LEAST_SENTENCES, LEAST_SHARE, find_copies, read_passages
from volgens.model import Article

WIRE = (
    "De veerpont bij Kerkmeer vaart sinds dinsdagochtend niet meer.",
    "Volgens de reder is de motor door een lekke leiding oververhit geraakt.",
    "Reizigers moeten voorlopig omrijden over de brug bij Nieuwdorp.",
    "De burgemeester hoopt dat de pont zaterdag weer vaart.",
)
OWN = (
    "Kapitein Els Brand zag maandagavond al rook uit de schoorsteen komen.",
    "Op de kade staan intussen twintig fietsers in de regen te wachten.",
    "Een bakker uit het dorp deelt gratis krentenbollen uit aan wie blijft.",
    "Schooldirecteur Henk Postma laat alle leerlingen vandaag een uur later beginnen.",
)
ELSEWHERE = tuple(f"Alfa{n} bravo{n} charlie{n} delta{n} echo{n}." for n in range(20))


def padding(count: int) -> tuple[str, ...]:
    return tuple(f"Fox{n} golf{n} hotel{n} india{n} kilo{n}." for n in range(count))


def article(*sentences: str, outlet: str = "De Merwebode", **about: object) -> Article:
    return make_article(" ".join(sentences), outlet=outlet, **about)  # type: ignore[arg-type]


ONE = article(*WIRE, OWN[0])
OTHER = article(OWN[1], *WIRE, outlet="RTV Kust")
THIRD = article(*OWN, outlet="Het Blad")


def groups(*articles: Article, versions: dict[str, str] | None = None) -> tuple[tuple[str, ...], ...]:
    return find_copies(articles, versions or {})


def test_articles_with_the_same_sentences_are_copies() -> None:
    assert groups(ONE, OTHER) == ((ONE.id, OTHER.id),)


def test_articles_with_sentences_of_their_own_are_none() -> None:
    assert groups(ONE, THIRD) == ()


def test_one_sentence_less_than_needed_is_no_copy() -> None:
    enough = article(*WIRE[:LEAST_SENTENCES], outlet="RTV Kust")
    fewer = article(*WIRE[: LEAST_SENTENCES - 1], *OWN[:1], outlet="RTV Kust")
    assert groups(ONE, enough)
    assert not groups(article(*WIRE), fewer)


def test_shared_sentences_that_are_a_small_part_of_both_are_no_copy() -> None:
    shared = WIRE[:LEAST_SENTENCES]
    own = int(LEAST_SENTENCES / LEAST_SHARE) - LEAST_SENTENCES
    long = article(*shared, *ELSEWHERE)
    assert groups(long, article(*shared, *padding(own), outlet="RTV Kust"))
    assert not groups(long, article(*shared, *padding(own + 1), outlet="RTV Kust"))


def test_an_altered_word_does_not_hide_a_copy() -> None:
    altered = [s.replace("dinsdagochtend", "dinsdagmorgen").replace("reder", "eigenaar") for s in WIRE]
    assert groups(ONE, article(*altered, outlet="RTV Kust"))


def test_other_quotation_marks_and_capitals_do_not_hide_a_copy() -> None:
    quoted = ['"Wij varen zaterdag weer", zegt reder Wim Stam tegen het ANP.', *WIRE[:2]]
    styled = ["‘Wij varen zaterdag weer’, zegt reder Wim Stam tegen het ANP.", *(s.upper() for s in WIRE[:2])]
    assert groups(article(*quoted), article(*styled, outlet="RTV Kust"))


def test_short_sentences_are_nobodys_copy() -> None:
    replies = ("Dat klopt niet.", "Ik weet niets.", "Wij zeggen niets.", "Ja, echt waar.")
    assert groups(article(*replies), article(*replies, outlet="RTV Kust")) == ()


def test_page_furniture_is_nobodys_copy() -> None:
    line = " ".join(WIRE)
    pair = [make_article(own, outlet=own[:6], furniture=line) for own in OWN[:2]]
    assert find_copies(pair, {}) == ()


def test_versions_of_one_article_are_no_copies() -> None:
    later = article(*WIRE, OWN[2], hours=3)
    assert groups(ONE, later, versions={ONE.id: ONE.id, later.id: ONE.id}) == ()


def test_a_version_of_a_copy_belongs_to_its_group() -> None:
    later = article(*WIRE, OWN[2], hours=3)
    versions = {ONE.id: ONE.id, later.id: ONE.id}
    assert groups(ONE, later, OTHER, versions=versions) == ((ONE.id, later.id, OTHER.id),)


def test_copies_of_a_copy_are_one_group() -> None:
    first, last = article(*OWN, outlet="A"), article(*WIRE, outlet="C")
    middle = article(*OWN, *WIRE, outlet="B")
    assert groups(first, last) == ()
    assert groups(first, last, middle) == ((first.id, last.id, middle.id),)


def test_two_wire_stories_are_two_groups_in_the_order_of_the_articles() -> None:
    more = article(*OWN, outlet="RTV Kust")
    assert groups(THIRD, ONE, OTHER, more) == ((THIRD.id, more.id), (ONE.id, OTHER.id))


def test_the_passages_of_a_text_are_its_longer_sentences() -> None:
    passages = read_passages(article("Dat klopt niet.", WIRE[0]))
    assert len(passages) == 1
    assert "de veerpont bij kerkmeer" in passages[0]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from((*WIRE, *OWN)), min_size=1, max_size=6), max_size=6), st.data())
def test_groups_are_disjoint_and_of_two_or_more(texts: list[list[str]], data: st.DataObject) -> None:
    articles = [article(*text, outlet=f"Krant {n}") for n, text in enumerate(texts)]
    first = {a.id: data.draw(st.sampled_from(articles[: n + 1])).id for n, a in enumerate(articles)}
    found = find_copies(articles, first)
    members = [key for group in found for key in group]
    assert len(members) == len(set(members))
    assert set(members) <= {a.id for a in articles}
    assert all(len(group) > 1 for group in found)
