"""Many documents into one ledger: each read once, filed, and compared with what is there.

```
with Ledger.open("nieuws.ledger") as ledger:
    for outcome in Batch(ledger, settings).run(iter_documents(paths, settings=settings)):
        print(outcome.fate, outcome.location)
```

An outcome comes out when its document is in the ledger for good. Documents are kept in the order in which they come,
whatever the number of workers, so a batch that was killed and started again ends as one that ran through.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum

from volgens.desk import Desk
from volgens.dossiers.sharing import Kind, find_copies
from volgens.dossiers.sketches import sketch
from volgens.ledger import CopyLink, Ledger
from volgens.model import Article, Failure, RawDocument, Reading
from volgens.pipeline import reader_of
from volgens.settings import Settings
from volgens.workers import Answer, Asked, Known, open_reader

WHOLE = frozenset({Kind.COPY, Kind.EXCERPT})
"""Ways of sharing words that make an article a copy of another, and not one that quotes from it."""


class Fate(StrEnum):
    """What became of a document."""

    READ = "read"
    REVISED = "revised"
    COPY = "copy"
    KNOWN = "known"
    NO_NEWS = "no_news"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One document and what became of it; ``reading`` is there where it was read now, ``failure`` where it failed."""

    fate: Fate
    location: str
    article_id: str | None = None
    reading: Reading | None = None
    failure: Failure | None = None


class Keeper:
    """Keeps readings in a ledger: added, filed by event, and compared with what is there."""

    def __init__(self, ledger: Ledger, settings: Settings) -> None:
        self._ledger = ledger
        self._desk = Desk(ledger, settings.language)
        self.reader = reader_of(settings.language)
        """Name of the program, its words and its models: what it has read it need not read again."""

    def keep(self, document: RawDocument, reading: Reading) -> Outcome:
        """Keep one reading; the outcome comes when it is in the ledger for good."""
        article = reading.article
        fate = self.fate_of(reading)
        changed = self._ledger.add(document, reading, reader=self.reader)
        self._desk.file(reading)
        # A sketch is made of the text, and outlives a new reading of it.
        links = () if self._ledger.sketch_of(article.id) else self._compare(article)
        if fate is Fate.READ and any(link.kind in WHOLE for link in links):
            fate = Fate.COPY
        elif not changed:
            fate = Fate.KNOWN
        return Outcome(fate=fate, location=document.location, article_id=article.id, reading=reading)

    def settle(self, article_id: str) -> None:
        """Complete what a run that was cut off left undone about an article: it is filed where it would have been."""
        if self._ledger.dossier_of(article_id) is None:
            self._desk.file(self._ledger.reading(article_id))
        if not self._ledger.sketch_of(article_id):
            self._compare(*self._ledger.articles_of([article_id]))

    def _compare(self, article: Article) -> tuple[CopyLink, ...]:
        """Find the articles that an article shares passages with, and keep its sketch for those that come later."""
        links = tuple(
            CopyLink(article_id=article.id, other_id=found.article_id, share=found.shared.share, kind=found.kind)
            for found in find_copies(article, self._ledger.find_by_sketch, self._ledger.articles_of)
        )
        self._ledger.add_sketch(article.id, sketch(article), links=links)
        return links

    def fate_of(self, reading: Reading) -> Fate:
        """What keeping ``reading`` would be, by what the ledger holds now."""
        article = reading.article
        if self._ledger.has_article(article.id):
            return Fate.KNOWN
        if article.address and self._ledger.articles_at(article.address):
            return Fate.REVISED
        return Fate.READ


class Batch:
    """Reads documents into a ledger; ``dry_run`` keeps nothing, ``again`` reads what is known too."""

    def __init__(
        self, ledger: Ledger, settings: Settings, *, workers: int = 1, dry_run: bool = False, again: bool = False
    ) -> None:
        self._ledger, self._settings = ledger, settings
        self._keeper = Keeper(ledger, settings)
        self._workers, self._dry, self._again = workers, dry_run, again

    def run(self, found: Iterable[RawDocument | Failure]) -> Iterator[Outcome]:
        """One outcome a document, in the order in which they come."""
        with closing(open_reader(self._settings, self._workers)) as reader:
            for document, answer in reader.map(self._sift(found)):
                yield self._settle(document, answer)

    def _sift(self, found: Iterable[RawDocument | Failure]) -> Iterator[Asked]:
        """Documents with the answer that needs no reading, `None` where it does."""
        for document in found:
            if isinstance(document, Failure):
                yield None, document
                continue
            known = None if self._again else self._ledger.article_of(document, reader=self._keeper.reader)
            yield document, Known(article_id=known) if known else None

    def _settle(self, document: RawDocument | None, answer: Answer) -> Outcome:
        if isinstance(answer, Failure):
            if not self._dry and (document is not None or not answer.harmless):
                self._ledger.add_failure(answer, document)
            fate = Fate.NO_NEWS if answer.harmless else Fate.FAILED
            return Outcome(fate=fate, location=answer.location, failure=answer)
        if document is None:
            raise TypeError("a reading came without its document")
        if isinstance(answer, Known):
            if not self._dry:
                self._keeper.settle(answer.article_id)
            return Outcome(fate=Fate.KNOWN, location=document.location, article_id=answer.article_id)
        if not self._dry:
            return self._keeper.keep(document, answer)
        fate, id = self._keeper.fate_of(answer), answer.article.id
        return Outcome(fate=fate, location=document.location, article_id=id, reading=answer)
