"""A look at what a source would add, before anything is added."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.errors import InputUnclearError
from vizsla.project.adding_source import is_begun, opened_source

if TYPE_CHECKING:
    from vizsla.errors import VizslaError
    from vizsla.exchange.assistants.assistant import Assistant
    from vizsla.project.adding_source import AddingSource
    from vizsla.workspace import Store
    from vizsla.workspace.uploads import Uploads

__all__ = ["AddingPreview", "GuessedLabel", "preview_source"]

# What is not read with the texts alone; here it comes, too.
_NOT_USED = re.compile(r"; not used: [^;]*")
# How callers in Python read it otherwise; on a screen it is a choice.
_PYTHON_ONLY = re.compile(r": layout='[^']*' takes [^;]*")


@dataclass(frozen=True, slots=True)
class GuessedLabel:
    """A label of a source.

    Attributes:
        name: its name in the source.
        becomes: the label that its examples will get; None for none.
        count: the number of its examples.

    """

    name: str
    becomes: str | None
    count: int


@dataclass(frozen=True, slots=True)
class AddingPreview:
    """What a source would add.

    Attributes:
        layout: the layout as which it is read; empty where that is not clear.
        summary: how it is understood, in one line.
        examples: the number of examples.
        labels: the labels, the most frequent first.
        left_out: the number of files of each ending that are left out, the most frequent first.
        notes: what else the summary says, each a part of a sentence.
        unlabelled: the number of examples without a label.
        features: the number of entities, phrase lists and patterns that come with it.
        problems: the files and rows that can't be used, and why.
        is_complete: whether nothing of this changes with the bytes that are still to come.
        unclear: where it can be read in several ways, the error that says which; else None.

    """

    layout: str
    summary: str
    examples: int
    labels: tuple[GuessedLabel, ...]
    left_out: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]
    unlabelled: int
    features: int
    problems: tuple[tuple[str, VizslaError], ...]
    is_complete: bool
    unclear: InputUnclearError | None = None


def preview_source(store: Store, uploads: Uploads, source: AddingSource) -> AddingPreview:
    """Look at a source without adding anything.

    Args:
        store: the project's store.
        uploads: the uploads of the workspace.
        source: the source.

    Raises:
        InputError: the source can't be read.
        NotFoundError: there is no such upload.
        RequestError: an upload that has to be here whole is not.

    """
    try:
        with opened_source(store, uploads, source) as opened:
            found = opened.examples
            labels = [
                GuessedLabel(name, source.rename.get(name, name), count)
                for name, count in opened.counts.most_common()
                if name is not None
            ]
            features = 0 if is_begun(store) else _feature_count(opened.assistant)
            summary = _PYTHON_ONLY.sub("", found.summary)
            return AddingPreview(
                found.layout,
                _NOT_USED.sub("", summary) if features else summary,
                len(found),
                tuple(labels),
                tuple(found.left_out.most_common()),
                tuple(
                    _PYTHON_ONLY.sub("", each)
                    for each in found.notes
                    if not (features and each.startswith("not used: "))
                ),
                found.label_counts()[None],
                features,
                tuple(found.problems),
                opened.is_complete,
            )
    except InputUnclearError as error:
        return AddingPreview(
            "", str(error), 0, (), (), (), 0, 0, (), is_complete=True, unclear=error
        )


def _feature_count(assistant: Assistant | None) -> int:
    if assistant is None:
        return 0
    return len(assistant.entities) + len(assistant.phrase_lists) + len(assistant.patterns)
