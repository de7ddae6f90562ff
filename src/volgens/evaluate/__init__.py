"""How well attributions were read: the measure, and a page to see where they went wrong."""

from volgens.evaluate.attributions import Figures, score
from volgens.evaluate.gold import GoldAttribution, GoldDocument, load_gold
from volgens.evaluate.report import render_report

__all__ = ["Figures", "GoldAttribution", "GoldDocument", "load_gold", "render_report", "score"]
