"""A parse in, attributions out: who says what, through which words."""

from volgens.extraction.extract import EXTRACTION_VERSION, extract
from volgens.extraction.scoring import Judges

__all__ = ["EXTRACTION_VERSION", "Judges", "extract"]
