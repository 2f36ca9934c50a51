"""The store: projects, examples, labels, embeddings, runs and versions, in a database and files.

``Workspace.open()`` gives all projects; ``create(name)`` and ``open_project(name)`` give a Store,
which is one project's. The database is SQLite's by default, or any that SQLAlchemy reaches; files
are named by their content, and lie where fsspec reaches.
"""

from vizsla.workspace.names import NONE_OF_THESE
from vizsla.workspace.standing import Standing
from vizsla.workspace.store import Store
from vizsla.workspace.values import (
    Action,
    Added,
    Change,
    Counts,
    Example,
    LabelCount,
    NewExample,
    ProjectSummary,
    Run,
    Seen,
    Version,
)
from vizsla.workspace.workspace import Workspace

__all__ = [
    "NONE_OF_THESE",
    "Action",
    "Added",
    "Change",
    "Counts",
    "Example",
    "LabelCount",
    "NewExample",
    "ProjectSummary",
    "Run",
    "Seen",
    "Standing",
    "Store",
    "Version",
    "Workspace",
]
