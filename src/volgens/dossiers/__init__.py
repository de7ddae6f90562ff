"""Attributions of several articles in, one dossier out: claims, stances, origins, positions, revisions, timeline."""

from volgens.dossier_model import Claim, Dossier, Persona, Position, Revision, Stand
from volgens.dossiers.building import build_dossier
from volgens.dossiers.judgements import Judgement
from volgens.dossiers.linking import Embedder, Matcher, load_matcher
from volgens.dossiers.personas import Merges
from volgens.dossiers.story_form import to_story

__all__ = [
    "Claim",
    "Dossier",
    "Embedder",
    "Judgement",
    "Matcher",
    "Merges",
    "Persona",
    "Position",
    "Revision",
    "Stand",
    "build_dossier",
    "load_matcher",
    "to_story",
]
