"""Every cited word led back to its sentence: on a page of the caller's, or in an appendix of the dossier itself."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from volgens.dossier_model import Card, Dossier
from volgens.language.interface import Interface
from volgens.language.sentences import iter_sentences
from volgens.model import Article, Span, Spans, Stance
from volgens.pages.time_words import short_moment

LinkTo = Callable[[str, int], str]
"""From an article's id and the place of a word in its text to an address that shows the word there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where words were printed: ``label`` says outlet and time, ``href`` leads to the sentence if it can be shown."""

    label: str
    href: str | None
    article_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words of a sentence; ``stance`` is `None` for words that no statement holds, ``cited`` false for the rest."""

    words: str
    cited: bool
    stance: Stance | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedSentence:
    anchor: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedArticle:
    """An article of the appendix with the sentences that the dossier cites."""

    card: Card
    when: str
    language: str
    sentences: tuple[CitedSentence, ...]


@dataclass(frozen=True, slots=True)
class _Cited:
    spans: Spans
    stance: Stance | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citations:
    """The articles of a dossier as the page shows them; make one with `find_citations`."""

    cards: Mapping[str, Card]
    articles: Mapping[str, Article]
    moments: Mapping[str, str]
    appendix: tuple[CitedArticle, ...]
    link_to: LinkTo | None
    sentences: Mapping[str, tuple[Span, ...]]
    interface: Interface

    def place(self, article_id: str, spans: Spans) -> Place:
        """Where ``spans`` stand printed."""
        card = self.cards.get(article_id)
        outlet = (card.outlet if card else None) or self.interface.text("dossier.no_outlet")
        return Place(
            label=f"{outlet}, {self.moments.get(article_id, self.interface.text('page.no_date'))}",
            href=self._link(article_id, spans[0].start),
            article_id=article_id,
        )

    def words(self, article_id: str, spans: Spans) -> str:
        """The words of ``spans``, each run of white space one space; empty where the article is not at hand."""
        article = self.articles.get(article_id)
        return " … ".join(" ".join(s.of(article.text).split()) for s in spans) if article else ""

    def language(self, article_id: str) -> str | None:
        """The language of an article where it is not that of the page, so a screen reader can change its voice."""
        article = self.articles.get(article_id)
        return article.language if article and article.language != self.interface.language else None

    def _link(self, article_id: str, start: int) -> str | None:
        if self.link_to is not None:
            return self.link_to(article_id, start)
        sentences = self.sentences.get(article_id)
        if not sentences:
            return None
        home = sentences[max(bisect_right(sentences, start, key=lambda s: s.start) - 1, 0)]
        return f"#{_anchor(tuple(self.cards).index(article_id), home)}"


def find_citations(
    view: Dossier, articles: Mapping[str, Article], interface: Interface, link_to: LinkTo | None
) -> Citations:
    """The sentences of all words that ``view`` points at; without ``link_to`` they make an appendix."""
    cards = {card.id: card for card in view.articles}
    printed = {card.id: card.modified or card.published for card in view.articles}
    # The head of the page says the year; a dossier within one year need not repeat it in every citation.
    years = len({moment.year for moment in printed.values() if moment is not None}) > 1
    moments = {key: short_moment(moment, interface, year=years) for key, moment in printed.items()}
    cited: dict[str, list[_Cited]] = defaultdict(list)
    for article_id, entry in _iter_cited(view):
        if article_id in articles and article_id in cards:
            cited[article_id].append(entry)
    sentences = {} if link_to else {key: _cited_sentences(articles[key], cited[key]) for key in cards if key in cited}
    appendix = tuple(
        CitedArticle(
            card=cards[key],
            when=moments[key],
            language=articles[key].language,
            sentences=tuple(_print(articles[key].text, list(cards).index(key), found, cited[key])),
        )
        for key, found in sentences.items()
    )
    return Citations(
        cards=cards,
        articles=articles,
        moments=moments,
        appendix=appendix,
        link_to=link_to,
        sentences=sentences,
        interface=interface,
    )


def _iter_cited(view: Dossier) -> Iterator[tuple[str, _Cited]]:
    for claim in view.claims:
        for stand in claim.stands:
            yield stand.article_id, _Cited(stand.words, stand.stance)
    for position in view.positions:
        yield position.article_id, _Cited(position.matter, None)
        yield position.article_id, _Cited(position.condition, None)
    for happening in view.timeline:
        yield happening.article_id, _Cited(happening.what, None)
    for revision in view.revisions:
        for earlier, later in revision.reworded:
            yield revision.earlier, _Cited(earlier, None)
            yield revision.later, _Cited(later, None)
        for spans in revision.added:
            yield revision.later, _Cited(spans, None)
        for spans in revision.dropped:
            yield revision.earlier, _Cited(spans, None)


def _cited_sentences(article: Article, cited: Iterable[_Cited]) -> tuple[Span, ...]:
    """The sentences that hold cited words, in text order."""
    homes = [block.span for block in article.blocks] or [Span(0, len(article.text))]
    sentences = [sentence for home in homes for sentence in iter_sentences(article.text, home)]
    starts = [sentence.start for sentence in sentences]
    kept: set[int] = set()
    for span in (span for entry in cited for span in entry.spans):
        index = max(bisect_right(starts, span.start) - 1, 0)
        while index < len(sentences) and sentences[index].start < span.end:
            kept.add(index)
            index += 1
    return tuple(sentences[index] for index in sorted(kept))


def _print(text: str, number: int, sentences: Iterable[Span], cited: Iterable[_Cited]) -> Iterator[CitedSentence]:
    """Each sentence cut where a mark begins or ends; over the same words the shortest statement gives the mark."""
    marks = sorted(
        ((span, entry.stance) for entry in cited for span in entry.spans),
        key=lambda mark: (mark[1] is None, mark[0].end - mark[0].start, mark[0], mark[1] or ""),
    )
    for sentence in sentences:
        inside = [mark for mark in marks if mark[0].overlaps(sentence)]
        borders = {sentence.start, sentence.end}
        for span, _ in inside:
            borders |= {max(span.start, sentence.start), min(span.end, sentence.end)}
        stretches: list[Stretch] = []
        for start, end in pairwise(sorted(borders)):
            over = next((mark for mark in inside if mark[0].contains(Span(start, end))), None)
            words, stance = text[start:end], over[1] if over else None
            if stretches and (stretches[-1].cited, stretches[-1].stance) == (over is not None, stance):
                words = stretches.pop().words + words
            stretches.append(Stretch(words=words, cited=over is not None, stance=stance))
        yield CitedSentence(anchor=_anchor(number, sentence), stretches=tuple(stretches))


def _anchor(number: int, sentence: Span) -> str:
    """The sentence's place on the page, by the number of its article in the dossier, from 1."""
    return f"zin-{number + 1}-{sentence.start}"
