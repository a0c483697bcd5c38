"""Reproducible notebooks for small surveys, and exact answers about published percentages."""

from collabstudy.study import Study

__all__ = ["Study"]
