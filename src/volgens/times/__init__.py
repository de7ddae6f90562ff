"""Words of time in running text, resolved against the moment of writing."""

from volgens.times.finding import find_moments

__all__ = ["find_moments"]
