"""Pages to read: one self-contained HTML file an article or a dossier, with every attribution beside its words."""

from volgens.pages.article import build_article_page, render_article
from volgens.pages.dossier import build_dossier_page, render_dossier
from volgens.pages.environment import Page, hash_style, load_environment, load_style, shrink

__all__ = [
    "Page",
    "build_article_page",
    "build_dossier_page",
    "hash_style",
    "load_environment",
    "load_style",
    "render_article",
    "render_dossier",
    "shrink",
]
