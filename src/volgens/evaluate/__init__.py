"""How well attributions were read and dossiers made: the measures, and a page to see where it went wrong."""

from volgens.evaluate.attributions import Figures, score
from volgens.evaluate.gold import GoldAttribution, GoldDocument, load_gold
from volgens.evaluate.report import render_report
from volgens.evaluate.stories import StoryFigures, load_story, score_story

__all__ = [
    "Figures",
    "GoldAttribution",
    "GoldDocument",
    "StoryFigures",
    "load_gold",
    "load_story",
    "render_report",
    "score",
    "score_story",
]
