"""The client itself: a method for each thing that the API does."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Literal, Self, TypeVar
from urllib.parse import quote

import httpx

from volgens.client import decoding, records
from volgens.client.calling import Caller, ClientError, Row, Wanted
from volgens.dossier_model import Claim, Dossier, Happening, Position, Revision
from volgens.model import Act, Reading, Stance

PAGE = 100
"""Items asked for at a time."""

Moment = datetime | None
T = TypeVar("T")


class Client:
    """A volgens site at ``base_url``; ``token`` is that of an account where the site asks for one.

    Every method raises `ClientError`. Lists are asked for page by page while they are walked through.
    """

    def __init__(
        self,
        base_url: str,
        token: str | None = None,
        *,
        timeout: float = 90.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        headers = {"accept": "application/json"} | ({"authorization": f"Bearer {token}"} if token else {})
        address = f"{base_url.rstrip('/')}/api/v1"
        try:
            http = httpx.Client(base_url=address, headers=headers, timeout=timeout, transport=transport)
        except (httpx.InvalidURL, ValueError, TypeError) as error:
            raise ClientError(f"{base_url!r} is no address of a site: {error}") from error
        self._caller = Caller(http)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._caller.close()

    def health(self) -> records.Health:
        """That the site works."""
        row = self._caller.get("/health")
        return records.Health(
            version=row.text("version"), read_only=row.flag("read_only"), last_article=row.time_if("last_article")
        )

    def articles(
        self, words: str = "", *, outlet: str = "", since: Moment = None, until: Moment = None
    ) -> Iterator[records.ArticleSummary]:
        """Articles, newest first; ``words`` are in title or text."""
        wanted: Wanted = {"words": words, "outlet": outlet, "since": since, "until": until}
        return self._list("/articles", decoding.read_summary, wanted)

    def articles_at(self, address: str) -> tuple[records.ArticleSummary, ...]:
        """The versions of the article at an address."""
        return tuple(self._list("/articles", decoding.read_summary, {"address": address}))

    def article(self, id: str) -> Reading:
        """One article with all that was taken from it."""
        return decoding.read_reading(self._caller.get(f"/articles/{_part(id)}"))

    def attributions(  # noqa: PLR0913  (a filter each)
        self,
        words: str = "",
        *,
        actor: str = "",
        act: Act | None = None,
        stance: Stance | None = None,
        outlet: str = "",
        since: Moment = None,
        until: Moment = None,
    ) -> Iterator[records.Told]:
        """Who says what, the newest articles first."""
        wanted: Wanted = {"words": words, "actor": actor, "act": act, "stance": stance, "outlet": outlet}
        return self._list("/attributions", decoding.read_told, {**wanted, "since": since, "until": until})

    def attribution(self, id: str) -> records.Told:
        """One attribution with the article that it stands in."""
        return decoding.read_told(self._caller.get(f"/attributions/{_part(id)}"))

    def actors(self, prefix: str = "") -> Iterator[records.ActorCount]:
        """Names of actors that begin with ``prefix``, in order."""
        return self._list("/actors", decoding.read_actor, {"prefix": prefix})

    def actor(self, name: str) -> records.ActorProfile:
        """What is known under a name."""
        return decoding.read_profile(self._caller.get(f"/actors/{_part(name)}"))

    def said_by(self, name: str) -> Iterator[records.Told]:
        """What an actor says, newest first."""
        return self._list(f"/actors/{_part(name)}/attributions", decoding.read_told)

    def search(  # noqa: PLR0913
        self,
        words: str,
        *,
        actor: str = "",
        act: Act | None = None,
        stance: Stance | None = None,
        outlet: str = "",
        since: Moment = None,
        until: Moment = None,
        order: Literal["best", "latest"] = "best",
    ) -> Iterator[records.SearchHit]:
        """Full-text search: attributions with the words, then articles in which no attribution has them all."""
        wanted: Wanted = {"words": words, "actor": actor, "act": act, "stance": stance, "outlet": outlet}
        more: Wanted = {"since": since, "until": until, "order": order}
        return self._list("/search", decoding.read_hit, {**wanted, **more})

    def dossiers(self, *, since: Moment = None) -> Iterator[records.DossierSummary]:
        """Dossiers, that with the newest article first."""
        return self._list("/dossiers", decoding.read_dossier_summary, {"since": since})

    def dossier(self, id: str) -> Dossier:
        """One dossier whole; the id of one that was merged gives what it became part of."""
        return decoding.read_dossier(self._caller.get(f"/dossiers/{_part(id)}"))

    def claims(self, dossier_id: str, *, contested: bool = False) -> Iterator[Claim]:
        """What is claimed in a dossier; with ``contested`` only what somebody contradicts."""
        return self._list(f"/dossiers/{_part(dossier_id)}/claims", decoding.read_claim, {"contested": contested})

    def positions(self, dossier_id: str) -> Iterator[Position]:
        """Who permits, refuses, promises, threatens, demands or warns what."""
        return self._list(f"/dossiers/{_part(dossier_id)}/positions", decoding.read_position)

    def timeline(self, dossier_id: str) -> Iterator[Happening]:
        """What the articles of a dossier date."""
        return self._list(f"/dossiers/{_part(dossier_id)}/timeline", decoding.read_happening)

    def revisions(self, dossier_id: str) -> Iterator[Revision]:
        """What later versions of the articles changed."""
        return self._list(f"/dossiers/{_part(dossier_id)}/revisions", decoding.read_revision)

    def corrections(self, *, undone: bool = False) -> Iterator[records.MadeCorrection]:
        """What people put right, the last first; with ``undone`` also what was undone."""
        return self._list("/corrections", decoding.read_correction, {"undone": undone})

    def correct(self, kind: str, **details: str | bool | None) -> records.MadeCorrection:
        """Put something right, e.g. ``correct("same_actor", a="Zelensky", b="Volodymyr Zelensky")``.

        The kinds and what each takes: ``docs/reference/api.md``.
        """
        return decoding.read_correction(self._caller.post("/corrections", {"kind": kind, **details}))

    def undo(self, correction_id: int) -> None:
        """Undo a correction that holds."""
        self._caller.delete(f"/corrections/{correction_id}")

    def runs(self) -> Iterator[records.PastRun]:
        """What was run on the ledger, the last first."""
        return self._list("/runs", decoding.read_run)

    def quarantine(self) -> Iterator[records.Unread]:
        """What could not be read, what failed last first."""
        return self._list("/quarantine", decoding.read_unread)

    def feeds(self) -> Iterator[records.Feed]:
        """The feeds that are watched."""
        return self._list("/feeds", decoding.read_feed)

    def extract(self, text: str) -> Reading:
        """Who says what in a text; nothing is stored."""
        return decoding.read_reading(self._caller.post("/extract", {"text": text}))

    def extract_page(self, html: str, address: str | None = None) -> Reading:
        """Who says what on a page; nothing is stored."""
        return decoding.read_reading(self._caller.post("/extract", {"html": html, "address": address}))

    def read_addresses(self, addresses: Iterable[str]) -> records.Job:
        """Have the site fetch pages and read them into its ledger."""
        return decoding.read_job(self._caller.post("/jobs", {"addresses": list(addresses)}))

    def read_file(self, path: Path) -> records.Job:
        """Send a file to be read into the ledger."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise ClientError(f"{path} cannot be sent: {error.strerror or error}") from error
        return decoding.read_job(self._caller.post_file("/jobs", path.name, data))

    def jobs(self) -> Iterator[records.Job]:
        """The jobs since the site was started, the last first."""
        return self._list("/jobs", decoding.read_job)

    def job(self, id: str) -> records.Job:
        """How far a job is."""
        return decoding.read_job(self._caller.get(f"/jobs/{_part(id)}"))

    def cancel(self, id: str) -> records.Job:
        """Stop a job after the article that it is reading."""
        return decoding.read_job(self._caller.post(f"/jobs/{_part(id)}/cancel", {}))

    def wait(self, id: str, *, seconds: float = 3600.0, pause: float = 1.0) -> records.Job:
        """The job once it is over, or as it stands after so many seconds; it is looked at once in every ``pause``."""
        until = monotonic() + seconds
        while not (job := self.job(id)).over and monotonic() < until:
            sleep(pause)
        return job

    def _list(self, path: str, read: Callable[[Row], T], wanted: Wanted | None = None) -> Iterator[T]:
        return map(read, self._caller.pages(path, wanted, page=PAGE))


def _part(part: str) -> str:
    return quote(part, safe="")
