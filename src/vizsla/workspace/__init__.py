"""The store: projects, examples, labels, embeddings, runs and versions, in a database and files.

``Workspace.open()`` opens all projects; ``create(name)`` and ``open_project(name)`` return a Store,
which is one project's. The database is SQLite's by default, or PostgreSQL; files are named by their
content, and are in a local folder or in an object store.
"""

from vizsla.json_value import JSONObject, JSONValue
from vizsla.workspace.encoder_spec import EncoderSpec
from vizsla.workspace.label_state import LabelState
from vizsla.workspace.labelled_entity import LabelledEntity
from vizsla.workspace.name_rules import NONE_OF_THESE
from vizsla.workspace.records import (
    AddedExample,
    Example,
    ExampleCounts,
    ExamplePage,
    HistoryEntry,
    LabelAction,
    LabelCount,
    NamedProject,
    NewExample,
    ProjectChanges,
    ProjectSummary,
    PublishedVersion,
    StoredRun,
)
from vizsla.workspace.store import Store
from vizsla.workspace.workspace import Workspace

__all__ = [
    "NONE_OF_THESE",
    "AddedExample",
    "EncoderSpec",
    "Example",
    "ExampleCounts",
    "ExamplePage",
    "HistoryEntry",
    "JSONObject",
    "JSONValue",
    "LabelAction",
    "LabelCount",
    "LabelState",
    "LabelledEntity",
    "NamedProject",
    "NewExample",
    "ProjectChanges",
    "ProjectSummary",
    "PublishedVersion",
    "Store",
    "StoredRun",
    "Workspace",
]
