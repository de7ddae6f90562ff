"""Who permits, refuses, promises, threatens, demands or warns what, to whom, under which condition."""

from collections.abc import Sequence

from volgens.dossier_model import Position
from volgens.dossiers.personas import Cast
from volgens.model import Reading, Terms


def find_positions(readings: Sequence[Reading], cast: Cast) -> tuple[Position, ...]:
    """A position for each `Terms`, in the order of ``readings`` and of the text."""
    found = []
    for reading in readings:
        for terms in reading.terms:
            found.append(
                Position(
                    article_id=reading.article.id,
                    attribution_id=terms.attribution_id,
                    actor=cast.by_actor.get(terms.actor_id or "") or cast.find(terms.entity or "") or terms.entity,
                    act=terms.act,
                    matter=terms.matter,
                    toward=_name_toward(terms, reading, cast),
                    condition=terms.condition,
                    printed=reading.article.modified or reading.article.published,
                )
            )
    return tuple(found)


def _name_toward(terms: Terms, reading: Reading, cast: Cast) -> str | None:
    if not terms.toward:
        return None
    words = " ".join(" ".join(s.of(reading.article.text) for s in terms.toward).split())
    name = terms.toward_name or words
    return cast.find(name) or name
