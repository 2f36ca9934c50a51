"""Findings about the data of a project, and the actions that deal with them.

Scikit-learn and SciPy are imported only where they are used: adding examples needs neither.
"""

from __future__ import annotations

from vizsla.explore.exploration import Exploration
from vizsla.explore.explore_examples import explore
from vizsla.explore.explored_examples import ExploredExamples
from vizsla.explore.findings import Evidence, Finding, SuggestedAction

__all__ = ["Evidence", "Exploration", "ExploredExamples", "Finding", "SuggestedAction", "explore"]
