"""What goes into the store and what comes out: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import numpy as np

    from vizsla.workspace.json_value import JSONValue
    from vizsla.workspace.label_state import LabelState

__all__ = [
    "AddedExample",
    "Example",
    "ExampleCounts",
    "HistoryEntry",
    "LabelAction",
    "LabelCount",
    "NewExample",
    "ProjectSummary",
    "PublishedVersion",
    "StoredRun",
]


@dataclass(frozen=True, slots=True, eq=False)
class NewExample:
    """A picture to add.

    Attributes:
        content: the file.
        name: the file's name as it came, for people.
        facts: what was measured, by name, as the modality defines it; None only where the project
            has the same file already.
        fingerprint: 64 bits, unsigned, that near-duplicates share most of; None where the
            modality has none.
        model: what embedded it, with its preprocessing; None where nothing did yet.
        sums: (channels,) int16, the embedding's whole-number sums of that model, or None.
        label: what it is, or None.
        not_labels: what it is not.
        split: ``train`` or ``test`` where the import says so.
        state: ``unsure`` or ``skipped`` where the import says so.

    """

    content: bytes
    name: str
    facts: Mapping[str, JSONValue] | None
    fingerprint: int | None = None
    model: str | None = None
    sums: np.ndarray | None = None
    label: str | None = None
    not_labels: tuple[str, ...] = ()
    split: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class AddedExample:
    """What came of one picture that was added.

    Attributes:
        id: the example's.
        new: False where the project had the picture already.
        contradicts: the label (or ``not LABEL``) that it had and that the new one contradicts,
            or None.

    """

    id: int
    new: bool
    contradicts: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """One picture of a project, and what is known of it.

    Attributes:
        id: never given twice, not even after a removal.
        sha256: of the file, in hexadecimal.
        name: the file's name as it came, for people.
        added_at: when, UTC.
        facts: what was measured, by name, as the modality defines it.
        fingerprint: 64 bits, unsigned, that near-duplicates share most of, or None.
        label: what it is, or None.
        not_labels: what it is not, in order.
        state: ``labelled`` (it has a label, or is known not to be something), ``unlabelled``,
            ``unsure`` or ``skipped``.
        used: False where it is labelled and not used for training.
        split: ``train``, ``test``, or None where that was not chosen yet.
        contradicts: other labels that the same picture was added with, which nobody has settled.

    """

    id: int
    sha256: str
    name: str
    added_at: datetime
    facts: Mapping[str, JSONValue]
    fingerprint: int | None = None
    label: str | None = None
    not_labels: tuple[str, ...] = ()
    state: str = "unlabelled"
    used: bool = True
    split: str | None = None
    contradicts: tuple[str, ...] = ()

    @property
    def is_labelled(self) -> bool:
        """Whether anything is known of what it shows: a label, or what it is not."""
        return self.label is not None or bool(self.not_labels)


@dataclass(frozen=True, slots=True)
class ExampleCounts:
    """How many examples there are.

    Attributes:
        examples: all.
        by_state: of each of ``labelled``, ``unlabelled``, ``unsure`` and ``skipped``.
        by_split: of each of ``train`` and ``test``; the others belong to neither yet.
        unused: labelled and not used for training.
        contradictions: with a contradiction that nobody has settled.

    """

    examples: int
    by_state: Mapping[str, int]
    by_split: Mapping[str, int]
    unused: int
    contradictions: int


@dataclass(frozen=True, slots=True)
class LabelCount:
    """A label, and how many examples are that (positive) or are known not to be (negative)."""

    name: str
    positive: int
    negative: int


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of an example's history.

    Attributes:
        kind: ``added``, ``label``, ``not``, ``clear``, ``unsure``, ``skip``, ``use``, ``rename``,
            ``merge``, ``remove label`` or ``import``.
        who: did it.
        at: when, UTC.
        after: what was known of the example afterwards.
        before: what was known before; None for the first entry.
        undone_by: who took it back, or None.
        undone_at: when that was, or None.

    """

    kind: str
    who: str
    at: datetime
    after: LabelState
    before: LabelState | None = None
    undone_by: str | None = None
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LabelAction:
    """Something that was done to one or many examples at once.

    Attributes:
        kind: as a Change's.
        description: what was done, such as ``label as 'hemlock'``.
        examples: how many it changed.
        who: did it.
        at: when, UTC.

    """

    kind: str
    description: str
    examples: int
    who: str
    at: datetime

    def __str__(self) -> str:
        """Return it for people."""
        return f"{self.description}: {counted(self.examples, 'example')}, by {self.who}"


@dataclass(frozen=True, slots=True)
class StoredRun:
    """One training: its number (per project, from 1), when (UTC), and its figures."""

    number: int
    created_at: datetime
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """One published version: its number, its run's, when (UTC), and its figures."""

    number: int
    run: int
    created_at: datetime
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ProjectSummary:
    """A project in one line.

    Attributes:
        name: its own.
        examples: how many.
        labelled: of them.
        labels: how many different labels they have.
        versions: how many were published.
        created_at: when the project was made, UTC.

    """

    name: str
    examples: int
    labelled: int
    labels: int
    versions: int
    created_at: datetime
