"""Who the sources of one article are: names, functions and pronouns resolved to the fullest name it gives."""

from volgens.actors.resolution import resolve

__all__ = ["resolve"]
