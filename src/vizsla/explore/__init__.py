"""Findings about the data of a project, and the actions that mend them.

Scikit-learn and SciPy are imported only where they are used: adding examples needs neither.
"""

from __future__ import annotations

from vizsla.explore.exploration import Exploration, explore
from vizsla.explore.explored_examples import ExploredExamples
from vizsla.explore.findings import Action, Evidence, Finding

__all__ = ["Action", "Evidence", "Exploration", "ExploredExamples", "Finding", "explore"]
