"""Attributions of several articles in, one dossier out: claims, stances, origins, positions, revisions, timeline."""

from volgens.dossiers.building import build_dossier
from volgens.dossiers.linking import Matcher, load_matcher
from volgens.dossiers.personas import Merges
from volgens.dossiers.records import Claim, Dossier, Persona, Position, Revision, Stand

__all__ = [
    "Claim",
    "Dossier",
    "Matcher",
    "Merges",
    "Persona",
    "Position",
    "Revision",
    "Stand",
    "build_dossier",
    "load_matcher",
]
