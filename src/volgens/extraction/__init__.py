"""A parse in, attributions out: who says what, through which words."""

from volgens.extraction.extract import EXTRACTION_VERSION, extract
from volgens.extraction.positions import find_positions
from volgens.extraction.scoring import Judges
from volgens.extraction.statements import find_statements

__all__ = ["EXTRACTION_VERSION", "Judges", "extract", "find_positions", "find_statements"]
