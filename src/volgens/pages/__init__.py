"""Pages to read: one self-contained HTML file an article, with every attribution beside its words."""

from volgens.pages.article import render_article

__all__ = ["render_article"]
