"""Text in, `volgens.syntax.Parse` out. The only package that imports spaCy at run time."""

from volgens.analysis.analyser import Analyser

__all__ = ["Analyser"]
