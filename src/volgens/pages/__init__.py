"""Pages to read: one self-contained HTML file an article or a dossier, with every attribution beside its words."""

from volgens.pages.article import render_article
from volgens.pages.dossier import render_dossier

__all__ = ["render_article", "render_dossier"]
