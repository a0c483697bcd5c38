"""Results as a reader meets them: tables, figures and sentences; ``show`` is the only way out."""

from collabstudy.reporting.results import Finding, Missing, Plot, Table
from collabstudy.reporting.show import show

__all__ = ["Finding", "Missing", "Plot", "Table", "show"]
