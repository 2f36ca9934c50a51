"""Makes a project of an assistant that another tool exported."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vizsla.errors import OptionError
from vizsla.exchange.assistants.assistant_features import features_of
from vizsla.exchange.assistants.assistant_files import read_assistant
from vizsla.project.project import Project

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from vizsla.exchange.assistants.assistant import Unread
    from vizsla.features.definitions import FeatureDefinitions
    from vizsla.progress import Progress
    from vizsla.project.add_examples import AddedExamples

__all__ = ["ImportedAssistant", "import_assistant"]

NOT_ALLOWED = re.compile(r"[^A-Za-z0-9._-]+")
KIND = "text-classification"
LONGEST = 80


@dataclass(frozen=True, eq=False, slots=True)
class ImportedAssistant:
    """What was imported, and what could not be.

    Attributes:
        project: the project, open.
        summary: the assistant in one line: ``LUIS 7.0.0: 11 intents, 113 utterances, ...``.
        added: the texts that were added.
        unread: the parts of the export that can't be carried over, each with the reason.

    """

    project: Project
    summary: str
    added: AddedExamples
    unread: tuple[Unread, ...]


def import_assistant(
    source: str | os.PathLike[str],
    name: str | None = None,
    *,
    encoder: str | None = None,
    who: str | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> ImportedAssistant:
    """Make a project of texts from an export of LUIS, CLU, Rasa, Dialogflow, Lex or others.

    Its texts become examples with their intents as labels and their entities marked; its entities,
    phrase lists and patterns become features. An import that was interrupted goes on.

    Args:
        source: the exported file, folder or .zip.
        name: the project's name; by default the assistant's.
        encoder: the encoder's name; by default that of texts.
        who: the person or program to record for the changes.
        progress: called with each Progress.

    Raises:
        InputError: the source can't be read, or is no export that is known.
        OptionError: the project has examples of something else, or is no project of texts.

    """
    assistant = read_assistant(source)
    features, unread = features_of(assistant)
    if name is None:
        written = assistant.name or Path(source).stem
        name = NOT_ALLOWED.sub("-", written).strip("-._")[:LONGEST] or "assistant"
    project = Project.open(name, kind=KIND, encoder=encoder, who=who)
    try:
        _check_free(project, features)
        project.set_features(features)
        added = project.add(source, progress=progress)
    except BaseException:
        project.close()
        raise
    return ImportedAssistant(project, assistant.summary(), added, (*assistant.unread, *unread))


def _check_free(project: Project, features: FeatureDefinitions) -> None:
    """Refuse a project with examples, unless they are of an import that was interrupted.

    Raises:
        OptionError: the project has examples of something else.

    """
    if project.counts().examples and not (features and project.features() == features):
        raise OptionError(
            f"there is a project {project.name!r} with examples already: choose another name"
        )
