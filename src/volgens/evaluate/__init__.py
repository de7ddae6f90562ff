"""How well attributions were read and dossiers made: the measures, and a page to see where it went wrong."""

from volgens.evaluate.attributions import Figures, score
from volgens.evaluate.foreign_gold import BratLabels, ForeignGold, load_brat, load_polnear
from volgens.evaluate.gold import GoldAttribution, GoldDocument, load_gold
from volgens.evaluate.report import render_report
from volgens.evaluate.stories import StoryFigures, load_story, score_story

__all__ = [
    "BratLabels",
    "Figures",
    "ForeignGold",
    "GoldAttribution",
    "GoldDocument",
    "StoryFigures",
    "load_brat",
    "load_gold",
    "load_polnear",
    "load_story",
    "render_report",
    "score",
    "score_story",
]
