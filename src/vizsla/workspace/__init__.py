"""The store: projects, examples, labels, embeddings, runs and versions, in a database and files.

``Workspace.open()`` gives all projects; ``create(name)`` and ``open_project(name)`` give a Store,
which is one project's. The database is SQLite's by default, or any that SQLAlchemy reaches; files
are named by their content, and lie where fsspec reaches.
"""

from vizsla.workspace.json_value import JSONValue
from vizsla.workspace.label_state import LabelState
from vizsla.workspace.name_rules import NONE_OF_THESE
from vizsla.workspace.records import (
    AddedExample,
    Example,
    ExampleCounts,
    HistoryEntry,
    LabelAction,
    LabelCount,
    NewExample,
    ProjectSummary,
    PublishedVersion,
    StoredRun,
)
from vizsla.workspace.store import Store
from vizsla.workspace.workspace import Workspace

__all__ = [
    "NONE_OF_THESE",
    "AddedExample",
    "Example",
    "ExampleCounts",
    "HistoryEntry",
    "JSONValue",
    "LabelAction",
    "LabelCount",
    "LabelState",
    "NewExample",
    "ProjectSummary",
    "PublishedVersion",
    "Store",
    "StoredRun",
    "Workspace",
]
