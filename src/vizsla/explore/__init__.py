"""What a look at the data finds, and what to do about it.

The rooms: ``look`` measures one picture, its ``sharpness`` among others; ``near_duplicates`` finds
copies, by their ``unlikeness`` and what ``surroundings`` they have; ``copies``, ``labels``,
``doubtful``, ``outliers`` and ``quality`` each make ``findings`` of one kind, with the ``actions``
that mend them; ``plane`` lays the embeddings out in two dimensions; ``exploration`` asks them all;
``page`` shows it.

Scikit-learn and SciPy are only imported where they are used: adding pictures needs neither.
"""

from __future__ import annotations

from vizsla.explore.exploration import Exploration, explore
from vizsla.explore.findings import Action, Evidence, Finding
from vizsla.explore.looked import Looked

__all__ = ["Action", "Evidence", "Exploration", "Finding", "Looked", "explore"]
