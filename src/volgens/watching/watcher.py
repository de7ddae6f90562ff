"""The watcher: rounds of polling, fetching, reading and filing."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from threading import Event
from typing import TypeVar

from volgens.batches import Fate, Keeper
from volgens.errors import IntakeError, VolgensError
from volgens.fetching import Fetched, Fetcher, FetchError, NotModified, Validators
from volgens.fetching.guard import parse_address
from volgens.intake import read_article
from volgens.ledger import AddressState, FeedState, Ledger
from volgens.model import Article, Failure, RawDocument
from volgens.pipeline import Pipeline
from volgens.settings import Settings
from volgens.watching.crew import Errand, fetch_all
from volgens.watching.events import WatchEvent, WatchKind
from volgens.watching.links import Links, find_links
from volgens.watching.rhythm import is_given_up, next_poll, next_try, next_visit

BATCH = 200
"""Addresses between two looks at the feeds, so that a slow host does not keep the news of others waiting."""

FEWEST_REVISITS = 10
MOST_CHILDREN = 20
"""Sitemaps of one index that are looked at in one poll."""

LONGEST_NAP = 60.0
SHORTEST_EVERY = 60.0
NEWS_WORDS = ("news", "nieuws", "recent", "latest", "laatste")
T = TypeVar("T")


class Watcher:
    """Watches ``feeds`` (feeds, sitemaps or pages, found out by content) beside those that the ledger watches already.

    ``every`` is in seconds. Raises `IntakeError` where one of ``feeds`` is no address that may be fetched.
    """

    def __init__(
        self, ledger: Ledger, fetcher: Fetcher, settings: Settings, feeds: Sequence[str] = (), every: float = 900.0
    ) -> None:
        for feed in feeds:
            try:
                parse_address(feed)
            except IntakeError as error:
                raise IntakeError(f"{feed[:200]}: {error}") from error
        self._ledger = ledger
        self._fetcher = fetcher
        self._settings = settings
        self._feeds = tuple(feed.strip() for feed in feeds)
        self._every = max(every, SHORTEST_EVERY)
        self._keeper = Keeper(ledger, settings)
        self._clock = fetcher.clock

    @cached_property
    def pipeline(self) -> Pipeline:
        """Loaded when the first article is there, for many rounds bring none."""
        return Pipeline(self._settings)

    def run(self, rounds: int | None = None, stop: Event | None = None) -> Iterator[WatchEvent]:
        """Watch for ``rounds`` rounds, or until ``stop`` is set; each event comes out when it is in the ledger.

        Raises `LedgerError` where the ledger fails; anything else that goes wrong is an event.
        """
        stop = stop or Event()
        for feed in self._feeds:
            self._ledger.watch_feed(feed, self._every, self._clock())
        done = 0
        while not stop.is_set():
            yield from self._round(stop)
            done += 1
            if done == rounds or stop.wait(min(self._every, LONGEST_NAP)):
                return

    def _round(self, stop: Event) -> Iterator[WatchEvent]:
        counts: Counter[str] = Counter()
        with self._ledger.journal("watch", counts):
            for event in self._work(stop):
                counts[event.kind.value] += 1
                yield event
        yield WatchEvent(kind=WatchKind.ROUND, at=self._clock(), counts=tuple(sorted(counts.items())))

    def _work(self, stop: Event) -> Iterator[WatchEvent]:
        yield from self._poll(stop)
        until = self._clock()
        while not stop.is_set() and (batch := self._ledger.due_addresses(until, BATCH)):
            wanted = self._within_share(batch)
            errands = [Errand(number=n, address=s.address, validators=_validators(s)) for n, s in enumerate(wanted)]
            for errand, answer in fetch_all(self._fetcher, errands, stop):
                yield self._note_answer(wanted[errand.number], answer)
            yield from self._poll(stop)

    def _within_share(self, batch: Sequence[AddressState]) -> list[AddressState]:
        """New addresses, and as many known ones of each feed as its share of the time allows; the others are put off.

        A feed that says of all its articles at each poll that they changed gets no more than that.
        """
        share = max(FEWEST_REVISITS, int(self._every / max(self._settings.host_pause, 0.1) / 2))
        taken: defaultdict[str | None, int] = defaultdict(int)
        wanted = []
        for state in batch:
            if state.article_id is not None:
                taken[state.feed] += 1
                if taken[state.feed] > share:
                    at = self._clock()
                    self._note(state, at=at, due=at + timedelta(seconds=self._every), status=state.status or "put off")
                    continue
            wanted.append(state)
        return wanted

    def _poll(self, stop: Event) -> Iterator[WatchEvent]:
        feeds = self._ledger.due_feeds(self._clock())
        errands = [Errand(number=n, address=f.address, validators=_validators(f)) for n, f in enumerate(feeds)]
        children: list[tuple[FeedState, str]] = []
        for errand, answer in fetch_all(self._fetcher, errands, stop):
            feed = feeds[errand.number]
            try:
                if isinstance(answer, FetchError):
                    yield self._fail_feed(feed, answer)
                elif isinstance(answer, NotModified):
                    self._note_feed(feed, validators=answer.validators)
                    yield self._event(WatchKind.UNCHANGED, feed.address, feed=feed.address)
                else:
                    yield from self._take_feed(feed, answer, children)
            except IntakeError as error:
                yield self._fail_feed(feed, FetchError(str(error)))
        errands = [Errand(number=n, address=a, validators=Validators()) for n, (_, a) in enumerate(children)]
        for errand, answer in fetch_all(self._fetcher, errands, stop):
            yield self._take_child(children[errand.number][0], errand.address, answer)

    def _take_feed(
        self, feed: FeedState, answer: Fetched, children: list[tuple[FeedState, str]]
    ) -> Iterator[WatchEvent]:
        """Note what a feed names; the sitemaps of an index are added to ``children``."""
        links = _protected(lambda: find_links(answer.document))
        if links is None:
            event = self._take_page(feed, answer)
            self._note_feed(feed, validators=answer.validators)
            yield event
            return
        newest = _newest_children(links.children)
        children.extend((feed, address) for address in newest)
        # An index that did not change may still point to sitemaps that did.
        self._note_feed(feed, validators=answer.validators if not newest else Validators())
        yield self._take_links(feed, feed.address, links)
        if len(links.children) > len(newest):
            left = f"{len(links.children) - len(newest)} of its sitemaps are left out; watch those that you need"
            yield self._event(WatchKind.REFUSED, feed.address, feed=feed.address, reason=left)

    def _take_child(self, feed: FeedState, address: str, answer: Fetched | NotModified | FetchError) -> WatchEvent:
        try:
            if not isinstance(answer, Fetched):
                raise answer if isinstance(answer, FetchError) else IntakeError("did not change")
            links = _protected(lambda: find_links(answer.document))
            if links is None:
                raise IntakeError("is no sitemap, though the index calls it one")
            return self._take_links(feed, address, links)
        except IntakeError as error:
            temporary = isinstance(error, FetchError) and error.temporary
            kind = WatchKind.FAILED if temporary else WatchKind.REFUSED
            return self._event(kind, address, feed=feed.address, reason=_reason(error))

    def _take_links(self, feed: FeedState, address: str, links: Links) -> WatchEvent:
        at = self._clock()
        due = sum(
            self._ledger.note_address(link.address, feed=feed.address, at=at, changed=link.changed)
            for link in links.links
        )
        remarks = [*links.remarks, *([f"the {links.left} oldest of its links left out"] if links.left else [])]
        counts = (("links", len(links.links)), ("due", due))
        event = self._event(WatchKind.FETCHED, address, feed=feed.address, reason="; ".join(remarks) or None)
        return replace(event, counts=counts)

    def _take_page(self, feed: FeedState, answer: Fetched) -> WatchEvent:
        """A watched page is read at each poll, and its versions are those at its address."""
        article = self._read(answer.document)
        versions = self._ledger.articles_at(article.address or answer.address)
        known = next((v for v in versions if self._is_same(v, article)), versions[-1] if versions else None)
        return self._keep(answer.document, article, known, feed.address, feed.address)

    def _fail_feed(self, feed: FeedState, error: FetchError) -> WatchEvent:
        self._note_feed(feed, error=error)
        kind = WatchKind.FAILED if error.temporary else WatchKind.REFUSED
        return self._event(kind, feed.address, feed=feed.address, reason=_reason(error))

    def _note_feed(
        self, feed: FeedState, *, validators: Validators | None = None, error: FetchError | None = None
    ) -> None:
        at = self._clock()
        errors = feed.errors + 1 if error else 0
        unreachable, wait = (error.unreachable, error.wait or 0.0) if error else (False, 0.0)
        kept = validators or Validators(etag=feed.etag, last_modified=feed.last_modified) if error else validators
        self._ledger.note_feed(
            feed.address,
            at=at,
            due=next_poll(at, feed.every, errors, unreachable=unreachable, wait=wait),
            etag=kept.etag if kept else None,
            last_modified=kept.last_modified if kept else None,
            errors=errors,
            reason=_reason(error) if error else None,
        )

    def _note_answer(self, state: AddressState, answer: Fetched | NotModified | FetchError) -> WatchEvent:
        if isinstance(answer, FetchError):
            return self._fail(state, answer)
        if isinstance(answer, NotModified):
            at = self._clock()
            due = next_visit(at, self._since(state))
            self._note(state, at=at, due=due, status=WatchKind.UNCHANGED.value, validators=answer.validators)
            return self._event(WatchKind.UNCHANGED, state.address, feed=state.feed, article_id=state.article_id)
        try:
            article = self._read(answer.document)
            event = self._keep(answer.document, article, state.article_id, state.address, state.feed)
        except IntakeError as error:
            return self._refuse(state, str(error), answer.document)
        self._note_article(state, answer, article, event)
        return event

    def _read(self, document: RawDocument) -> Article:
        return _protected(lambda: read_article(document, settings=self._settings))

    def _keep(
        self, document: RawDocument, article: Article, known: str | None, address: str, feed: str | None
    ) -> WatchEvent:
        """Read, add and file ``article``, unless its own words are those of the version ``known``."""
        if known is not None and self._is_same(known, article):
            return self._event(WatchKind.UNCHANGED, address, feed=feed, article_id=known)
        reading = _protected(lambda: self.pipeline.read_article(article))
        outcome = self._keeper.keep(document, reading)
        kind, reason = WatchKind.NEW_ARTICLE, None
        if known is not None:
            kind = WatchKind.REVISION
        elif outcome.fate is Fate.KNOWN:
            kind = WatchKind.UNCHANGED
        elif outcome.fate is Fate.COPY:
            link = self._ledger.copies_of(article.id)[0]
            kind, reason = WatchKind.COPY, f"{link.share:.0%} of the words stand in {link.other_id} too"
        event = self._event(kind, address, feed=feed, article_id=article.id, reason=reason)
        return replace(event, dossier_id=self._ledger.dossier_of(article.id))

    def _is_same(self, known: str, article: Article) -> bool:
        """Whether only page furniture differs, such as the number of comments or how long ago it was posted."""
        if known == article.id:
            return True
        if not self._ledger.has_article(known):
            return False
        return _own_words(self._ledger.reading(known).article) == _own_words(article)

    def _note_article(self, state: AddressState, answer: Fetched, article: Article, event: WatchEvent) -> None:
        at = self._clock()
        since = at if event.kind is WatchKind.REVISION else _appeared(article, state.first_seen, at)
        due, status = next_visit(at, since), event.kind.value
        target = answer.address if answer.address != state.address else None
        if not (target and answer.permanent_redirect):
            self._note(
                state, at=at, due=due, status=status, validators=answer.validators, article=event.article_id, to=target
            )
            return
        # It moved for good: from now on its new address is looked at.
        moved = replace(state, address=target, article_id=event.article_id)
        self._note(moved, at=at, due=due, status=status, validators=answer.validators, article=event.article_id)
        self._note(state, at=at, due=None, status="moved", article=event.article_id, to=target)

    def _fail(self, state: AddressState, error: FetchError) -> WatchEvent:
        if not error.temporary:
            return self._refuse(state, _reason(error), None)
        at, errors = self._clock(), state.errors + 1
        if is_given_up(at, state.first_seen, errors, unreachable=error.unreachable):
            return self._refuse(state, f"{_reason(error)}; given up after {errors} tries", None)
        due = next_try(at, errors, unreachable=error.unreachable, wait=error.wait or 0.0)
        self._note(state, at=at, due=due, status=WatchKind.FAILED.value, errors=errors)
        return self._event(WatchKind.FAILED, state.address, feed=state.feed, reason=_reason(error))

    def _refuse(self, state: AddressState, reason: str, document: RawDocument | None) -> WatchEvent:
        raw_id = document.id if document else None
        location = document.location if document else state.address
        self._ledger.add_failure(Failure(location=location, reason=reason, raw_id=raw_id), document)
        at = self._clock()
        # A page that was an article and is a wall today may be an article again; one that is gone may not.
        due = next_visit(at, state.first_seen) if document is not None and state.article_id is not None else None
        self._note(state, at=at, due=due, status=WatchKind.REFUSED.value, errors=state.errors + 1)
        return self._event(WatchKind.REFUSED, state.address, feed=state.feed, reason=reason)

    def _note(  # noqa: PLR0913  (the ledger's own method takes these, by name)
        self,
        state: AddressState,
        *,
        at: datetime,
        due: datetime | None,
        status: str,
        validators: Validators | None = None,
        errors: int = 0,
        article: str | None = None,
        to: str | None = None,
    ) -> None:
        """Keep what became of an address; validators that are not given stay as they are."""
        kept = validators or Validators(etag=state.etag, last_modified=state.last_modified)
        self._ledger.note_fetch(
            state.address,
            at=at,
            due=due,
            status=status,
            etag=kept.etag,
            last_modified=kept.last_modified,
            errors=errors,
            article_id=article or state.article_id,
            target=to,
        )

    def _since(self, state: AddressState) -> datetime:
        """When the article at an address that did not change appeared."""
        if state.article_id is None or not self._ledger.has_article(state.article_id):
            return state.first_seen
        article = self._ledger.reading(state.article_id).article
        return _appeared(article, state.first_seen, self._clock())

    def _event(
        self,
        kind: WatchKind,
        address: str,
        *,
        feed: str | None,
        article_id: str | None = None,
        reason: str | None = None,
    ) -> WatchEvent:
        at = self._clock()
        return WatchEvent(kind=kind, at=at, address=address, feed=feed, article_id=article_id, reason=reason)


def _validators(state: AddressState | FeedState) -> Validators:
    return Validators(etag=state.etag, last_modified=state.last_modified)


def _own_words(article: Article) -> list[str]:
    return [block.span.of(article.text) for block in article.body_blocks()]


def _appeared(article: Article, first_seen: datetime, at: datetime) -> datetime:
    """When an article was published; when it was first seen, where it does not say or names a time to come."""
    published = article.published
    return published if published is not None and published <= at else first_seen


def _newest_children(children: Sequence[str]) -> Sequence[str]:
    """Those that are called news, then the last and the first of the list: indexes are sorted one way or the other."""
    if len(children) <= MOST_CHILDREN:
        return children
    news = [child for child in children if any(word in child.lower() for word in NEWS_WORDS)]
    half = MOST_CHILDREN // 2
    return list(dict.fromkeys([*news, *children[-half:], *children[:half]]))[:MOST_CHILDREN]


def _protected(work: Callable[[], T]) -> T:
    """What ``work`` makes of a page; raises `IntakeError` where the page trips our own code.

    Such a page is kept aside like one that cannot be read: a watch of months must not end at one page.
    """
    try:
        return work()
    except VolgensError:
        raise
    except Exception as error:
        raise IntakeError(f"the program failed on it: {error!r}"[:400]) from error


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:500]
