"""The content of a project of texts as a LUIS app, and in place of what a project has."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vizsla.answer import NONE_OF_THESE
from vizsla.exchange.assistants.assistant_features import features_of, marked_entities
from vizsla.exchange.assistants.luis_app import read_luis_app
from vizsla.exchange.assistants.write_luis_app import LabelledText, write_luis_app
from vizsla.features.definitions import read_definitions
from vizsla.project.project_files import read_those_left
from vizsla.workspace.label_state import LABELLED

if TYPE_CHECKING:
    from vizsla.features.definitions import FeatureDefinitions
    from vizsla.json_value import JSONObject, JSONValue
    from vizsla.project.project import Project
    from vizsla.workspace import Store

__all__ = ["AppContent", "app_of", "read_app", "replace_content"]

SCHEMA_KEY, SCHEMA = "luis_schema_version", "7.0.0"


def app_of(store: Store, version: str, description: str = "") -> JSONObject:
    """Return the content of a project as a LUIS app: its features, and its labelled texts.

    Args:
        store: the project's store.
        version: the id of the app's version.
        description: the app's description.

    Raises:
        OptionError: something is there that a LUIS app can't hold; the error names it.

    """
    features = read_definitions(store.features(), f"the features of {store.name!r}")
    return write_luis_app(store.name, version, features, _texts(store).values(), description)


@dataclass(frozen=True, eq=False, slots=True)
class AppContent:
    """A LUIS app that was read.

    Attributes:
        app: the app.
        features: its features.
        texts: its texts, by their places in the app's list.

    """

    app: JSONObject
    features: FeatureDefinitions
    texts: dict[LabelledText, JSONValue]


def read_app(app: JSONObject, where: str) -> AppContent:
    """Read a LUIS app.

    Args:
        app: the app; without the number of its schema it is of version 7.0.0.
        where: its name, for messages.

    Raises:
        InputFormatError: something in it is not as it should be; the message names the place.

    """
    app = {SCHEMA_KEY: SCHEMA, **app}
    assistant = read_luis_app(app, where)
    features, _ = features_of(assistant)
    written = app.get("utterances")
    utterances = written if isinstance(written, list) else []
    texts = {
        LabelledText(
            each.text, str(assistant.label_of(each.intent)), tuple(sorted(marked_entities(each)))
        ): one
        for each, one in zip(assistant.utterances, utterances, strict=True)
        if each.intent is not None
    }
    return AppContent(app, features, texts)


def replace_content(project: Project, store: Store, content: AppContent) -> None:
    """Write a LUIS app in place of a project's features and labelled texts.

    Texts that are the same stay as they are; those without a label stay, too.

    Args:
        project: the project.
        store: its store.
        content: the app.

    """
    had = _texts(store)
    project.remove([number for number, each in had.items() if each not in content.texts])
    project.set_features(content.features)
    known = set(had.values())
    added = [one for each, one in content.texts.items() if each not in known]
    if added:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "app.json")
            file.write_text(json.dumps({**content.app, "utterances": added}), "utf-8")
            project.add(file)


def _texts(store: Store) -> dict[int, LabelledText]:
    """Return the texts with a label, by their examples' ids."""
    labelled = [each for each in store.examples() if each.state == LABELLED and each.label]
    found = {}
    for each, content in read_those_left(store, labelled):
        marks = each.entities or ()
        entities = tuple(sorted((one.start, one.end, one.name, one.role) for one in marks))
        label = each.label or NONE_OF_THESE
        found[each.id] = LabelledText(content.decode("utf-8"), label, entities)
    return found
