"""The one place where the stages are joined, on one machine."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from volgens.actors import resolve
from volgens.actors.resolution import Sourced
from volgens.analysis import Analyser
from volgens.errors import IntakeError
from volgens.extraction import Judges, extract, find_positions, find_statements
from volgens.intake import iter_documents, read_article
from volgens.language.conditions import load_conditions
from volgens.language.lexicon import load_lexicon
from volgens.language.times import load_times
from volgens.language.writing import load_writing
from volgens.ledger import Ledger
from volgens.model import Article, Attribution, Block, Failure, RawDocument, Reading, Role, Span
from volgens.settings import Settings
from volgens.times import find_moments


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one document: a reading, ``new`` to the ledger or known to it, or a failure."""

    document: RawDocument | None = None
    reading: Reading | None = None
    failure: Failure | None = None
    new: bool = False


class Pipeline:
    """Loads the Dutch model once and reads any number of documents; one instance a thread."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lexicon = load_lexicon(settings.language)
        self._writing = load_writing(settings.language)
        self._conditions = load_conditions(settings.language)
        self._times = load_times(settings.language)
        self._judges = Judges.load(settings.language)
        self._analyser = Analyser(self._lexicon.people, language=settings.language)

    def read(self, document: RawDocument) -> Reading:
        """The reading of one document; raises `IntakeError` where it is no article."""
        return self.read_article(read_article(document, settings=self._settings))

    def read_article(self, article: Article) -> Reading:
        """The reading of an article: its own blocks only, page furniture and bylines left out."""
        return self._attribute(article, [b.span for b in article.body_blocks()])

    def read_text(self, text: str) -> tuple[Attribution, ...]:
        """Attributions of a bare text, exactly as given."""
        blocks = (Block(role=Role.BODY, span=Span(0, len(text))),) if text.strip() else ()
        return self._attribute(Article(text=text, blocks=blocks, raw_id=""), None).attributions

    def _attribute(self, article: Article, spans: list[Span] | None) -> Reading:
        parse = self._analyser.parse(article.text, spans)
        found = extract(parse, self._lexicon, self._writing, self._judges, article_id=article.id)
        sourced = [Sourced(attribution=f.attribution, source_at=f.source_at, sentence=f.sentence) for f in found]
        resolved = resolve(parse, sourced, self._lexicon.people, article_id=article.id)
        names = {actor.id: actor.name for actor in resolved.actors}
        return Reading(
            article=article,
            attributions=resolved.attributions,
            actors=resolved.actors,
            mentions=resolved.mentions,
            moments=find_moments(
                parse, self._times, article_id=article.id, published=article.modified or article.published
            ),
            terms=find_positions(parse, resolved.attributions, self._conditions),
            statements=find_statements(parse, resolved.attributions, resolved.mentions, names, self._lexicon),
        )


def read_into(ledger: Ledger, paths: Iterable[Path], settings: Settings) -> Iterator[Outcome]:
    """Read documents into the ledger; an outcome comes out when its document is committed."""
    pipeline = Pipeline(settings)
    for found in iter_documents(paths, settings=settings):
        if isinstance(found, Failure):
            ledger.add_failure(found)
            yield Outcome(failure=found)
            continue
        try:
            reading = pipeline.read(found)
        except (IntakeError, ValueError, IndexError, KeyError, RecursionError) as error:
            # A page that trips our own code is kept aside like one that cannot be read: the batch goes on.
            reason = str(error) if isinstance(error, IntakeError) else f"the program failed on it: {error!r}"
            failure = Failure(location=found.location, reason=reason, raw_id=found.id)
            ledger.add_failure(failure)
            yield Outcome(document=found, failure=failure)
            continue
        new = ledger.add(found, reading)
        yield Outcome(document=found, reading=reading, new=new)
