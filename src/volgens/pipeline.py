"""The one place where the stages are joined, on one machine."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from volgens.actors import resolve
from volgens.actors.resolution import Sourced
from volgens.analysis import Analyser
from volgens.dossiers import build_dossier, load_matcher, to_story
from volgens.errors import IntakeError
from volgens.extraction import EXTRACTION_VERSION, Judges, extract, find_positions, find_statements
from volgens.intake import iter_documents, read_article
from volgens.language.conditions import load_conditions
from volgens.language.lexicon import load_lexicon
from volgens.language.times import load_times
from volgens.language.writing import load_writing
from volgens.ledger.migration import program_version
from volgens.model import ActorKind, Article, Attribution, Block, Failure, RawDocument, Reading, Role, Span
from volgens.settings import Settings
from volgens.times import find_moments


class Pipeline:
    """Loads the Dutch model once and reads any number of documents; one instance a thread.

    ``judges`` take the place of the learned parts that come with the package.
    """

    def __init__(self, settings: Settings, *, judges: Judges | None = None) -> None:
        self._settings = settings
        self._lexicon = load_lexicon(settings.language)
        self._writing = load_writing(settings.language)
        self._conditions = load_conditions(settings.language)
        self._times = load_times(settings.language)
        self._judges = judges or Judges.load(settings.language)
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
        resolved = resolve(parse, sourced, self._lexicon.people, article_id=article.id, outlet=article.outlet)
        names = {actor.id: actor.name for actor in resolved.actors}
        media = frozenset(actor.name for actor in resolved.actors if actor.kind is ActorKind.MEDIUM)
        return Reading(
            article=article,
            attributions=resolved.attributions,
            actors=resolved.actors,
            mentions=resolved.mentions,
            moments=find_moments(
                parse, self._times, article_id=article.id, published=article.modified or article.published
            ),
            terms=find_positions(parse, resolved.attributions, self._conditions, media=media),
            statements=find_statements(parse, resolved.attributions, resolved.mentions, names, self._lexicon),
        )


@cache
def reader_of(language: str) -> str:
    """Name of all that a reading depends on beside its document: the program, its rules, its word lists and models.

    Two programs with the same name read every document alike, so what one has read the other need not read again.
    """
    digest = hashlib.sha256()
    for package in ("volgens.language", "volgens.extraction", "volgens.analysis", "volgens.intake"):
        found = (path.name.encode() + path.read_bytes() for path in _data_files(files(package)))
        for one in sorted(hashlib.sha256(data).digest() for data in found):
            digest.update(one)
    return f"volgens {program_version()} {EXTRACTION_VERSION} {language} {digest.hexdigest()[:12]}"


def _data_files(folder: Traversable) -> Iterator[Traversable]:
    """Word lists and cards; the weights of a model are told by its card, and would take long to go through."""
    for path in folder.iterdir():
        if path.is_dir():
            yield from _data_files(path)
        elif path.name.endswith((".toml", ".json", ".json.gz", ".cfg")):
            yield path


def read_folder(folder: Path, pipeline: Pipeline, settings: Settings) -> dict[str, Reading]:
    """Readings by the names of their files, without their endings; raises `IntakeError` where one is no article."""
    readings = {}
    for found in iter_documents([folder], settings=settings):
        if isinstance(found, Failure):
            raise IntakeError(f"{found.location}: {found.reason}")
        readings[Path(found.location).stem] = pipeline.read(found)
    return readings


def make_story(folder: Path, pipeline: Pipeline, settings: Settings) -> Mapping[str, object]:
    """The dossier of the articles in ``folder``, in the form of the corpus; raises `IntakeError` where one is none."""
    readings = read_folder(folder, pipeline, settings)
    people = load_lexicon(settings.language).people
    dossier = build_dossier(list(readings.values()), people, load_matcher(settings.language))
    form: Mapping[str, object] = json.loads(json.dumps(to_story(dossier, {n: r.article for n, r in readings.items()})))
    return form
