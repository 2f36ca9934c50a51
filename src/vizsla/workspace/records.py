"""The values that go into a workspace and come out of it, all of them frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, overload

from vizsla.answer import NONE_OF_THESE
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import numpy as np

    from vizsla.json_value import JSONObject, JSONValue
    from vizsla.workspace.encoder_spec import EncoderSpec
    from vizsla.workspace.label_state import LabelState
    from vizsla.workspace.labelled_entity import LabelledEntity

__all__ = [
    "AddedExample",
    "Example",
    "ExampleCounts",
    "ExamplePage",
    "HistoryEntry",
    "LabelAction",
    "LabelCount",
    "NamedProject",
    "NewExample",
    "ProjectChanges",
    "ProjectSummary",
    "PublishedVersion",
    "StoredRun",
]


@dataclass(frozen=True, slots=True, eq=False)
class NewExample:
    """A file to add to a project.

    Attributes:
        content: the bytes of the file.
        name: the file's name, for people.
        facts: the properties measured on the file, by name, as the project's modality defines
            them; None only where the project has the same file already.
        fingerprint: 64 unsigned bits, most of which near-duplicates share, such as a perceptual
            hash; None where the modality has none.
        embedding: the file's embedding, (dimension,) of the encoder's dtype, or None.
        encoder: the encoder of the embedding, or None.
        label: the example's label, or None.
        not_labels: the labels that the example is a negative example of.
        split: ``train`` or ``test`` where the import names one, else None.
        state: ``unsure`` or ``skipped`` where the import names one, else None.
        columns: the example's metadata, by column; None leaves what the example has.
        entities: the entities that are marked in a text; None leaves what the example has.
        more_labels: its further labels, in a multi-label project.

    """

    content: bytes
    name: str
    facts: JSONObject | None
    fingerprint: int | None = None
    embedding: np.ndarray | None = None
    encoder: EncoderSpec | None = None
    label: str | None = None
    not_labels: tuple[str, ...] = ()
    split: str | None = None
    state: str | None = None
    columns: Mapping[str, str] | None = None
    entities: tuple[LabelledEntity, ...] | None = None
    more_labels: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels of the example; in a single-label project at most one."""
        return () if self.label is None else (self.label, *self.more_labels)


@dataclass(frozen=True, slots=True)
class AddedExample:
    """The result of adding one file.

    Attributes:
        id: the example's id.
        new: whether the project did not have the file before.
        contradicts: the earlier label (or ``not LABEL``) that the new label contradicts, or None.

    """

    id: int
    new: bool
    contradicts: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """One file of a project, with its labels.

    Attributes:
        id: the example's number within the project, from 1; never used twice, not even after a
            removal.
        sha256: the file's sha256, in hexadecimal.
        name: the file's name when it was added, for people.
        added_at: the time of adding, UTC.
        facts: the properties measured on the file, by name, as the project's modality defines
            them.
        fingerprint: 64 unsigned bits, most of which near-duplicates share, or None.
        label: the example's label (it is a positive example of that label), or None; in a
            multi-label project the first of its labels.
        not_labels: the labels that the example is a negative example of, in order.
        state: ``labelled`` (it has a label or a negative one), ``unlabelled``, ``unsure`` or
            ``skipped``.
        used: False where the example is labelled but left out of training.
        split: ``train``, ``test``, or None where none was chosen yet.
        contradicts: other labels that the same file was added with, until somebody settles it.
        columns: the example's metadata, by column.
        entities: the entities that are marked in a text; empty where somebody looked and there is
            none, None where nobody marked any.
        more_labels: its further labels, in order, in a multi-label project.

    """

    id: int
    sha256: str
    name: str
    added_at: datetime
    facts: JSONObject
    fingerprint: int | None = None
    label: str | None = None
    not_labels: tuple[str, ...] = ()
    state: str = "unlabelled"
    used: bool = True
    split: str | None = None
    contradicts: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    entities: tuple[LabelledEntity, ...] | None = None
    more_labels: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels of the example, in order; in a single-label project at most one."""
        return () if self.label is None else (self.label, *self.more_labels)

    @property
    def is_partly_labelled(self) -> bool:
        """Whether labels that are not named are unknown, in a multi-label project.

        Negative labels say so: where some are named, the others were not looked at.
        """
        return bool(self.not_labels) and self.label != NONE_OF_THESE

    @property
    def is_labelled(self) -> bool:
        """Whether the example has a label or a negative one, even if it was set aside since."""
        return self.label is not None or bool(self.not_labels)


@dataclass(frozen=True, slots=True)
class ExamplePage(Sequence["Example"]):
    """Some examples of a project, by id, and the number of all.

    Attributes:
        examples: the examples on this page.
        total: the number of examples on all pages; None where the call did not ask for it.

    """

    examples: tuple[Example, ...]
    total: int | None = None

    @property
    def after(self) -> int | None:
        """The last id of this page, to ask for the next one with; None where it is empty."""
        return self.examples[-1].id if self.examples else None

    def __len__(self) -> int:
        """Return the number of examples on this page."""
        return len(self.examples)

    @overload
    def __getitem__(self, index: int) -> Example: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Example, ...]: ...
    def __getitem__(self, index: int | slice) -> Example | tuple[Example, ...]:
        """Return one example of this page, or some."""
        return self.examples[index]


@dataclass(frozen=True, slots=True)
class ExampleCounts:
    """The number of examples in a project.

    Attributes:
        examples: the number of all examples.
        by_state: the number of ``labelled``, ``unlabelled``, ``unsure`` and ``skipped`` examples.
        by_split: the number of ``train`` and ``test`` examples; the others have no split yet.
        unused: the number of labelled examples that are left out of training.
        contradictions: the number of examples with a contradiction that nobody has settled.

    """

    examples: int
    by_state: Mapping[str, int]
    by_split: Mapping[str, int]
    unused: int
    contradictions: int


@dataclass(frozen=True, slots=True)
class LabelCount:
    """A label, and how many positive and negative examples of it a project has."""

    name: str
    positive: int
    negative: int


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One entry in an example's history.

    Attributes:
        kind: ``added``, ``label``, ``not``, ``clear``, ``unsure``, ``skip``, ``use``, ``rename``,
            ``merge``, ``remove label``, ``import`` or ``split``.
        who: the person or program that acted.
        at: the time of the action, UTC.
        after: the label state afterwards.
        before: the label state before; None for the first entry.
        description: the action in words, such as ``label as 'hemlock'``; empty for the first
            entry.
        undone_by: the person or program that undid the action, or None.
        undone_at: the time of undoing, UTC, or None.

    """

    kind: str
    who: str
    at: datetime
    after: LabelState
    before: LabelState | None = None
    description: str = ""
    undone_by: str | None = None
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LabelAction:
    """An act of labelling, on one example or many at once.

    Attributes:
        kind: as in ``HistoryEntry.kind``.
        description: the action in words, such as ``label as 'hemlock'``.
        examples: the number of examples that the action changed.
        who: the person or program that acted.
        at: the time of the action, UTC.
        number: the number by which it can be undone; None where it changed nothing.

    """

    kind: str
    description: str
    examples: int
    who: str
    at: datetime
    number: int | None = None

    def __str__(self) -> str:
        """Return the action for people."""
        return f"{self.description}: {counted(self.examples, 'example')}, by {self.who}"


@dataclass(frozen=True, slots=True)
class StoredRun:
    """One training run as the workspace stores it.

    Attributes:
        number: the run's number within the project, from 1.
        created_at: the time of the training, UTC.
        figures: the figures of the training, as JSON.
        created_by: the person or program that trained; None where it was not recorded.

    """

    number: int
    created_at: datetime
    figures: dict[str, JSONValue]
    created_by: str | None = None


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """One published version of a project.

    Attributes:
        number: the version's number within the project, from 1.
        run: the number of the run that was published.
        created_at: the time of publishing, UTC.
        figures: the figures of the version, as JSON.
        created_by: the person or program that published; None where it was not recorded.

    """

    number: int
    run: int
    created_at: datetime
    figures: dict[str, JSONValue]
    created_by: str | None = None


@dataclass(frozen=True, slots=True)
class NamedProject:
    """A project by its name, without any numbers.

    Attributes:
        name: the project's name.
        kind: the kind of function that the project trains, such as ``image-classification``.
        created_at: the time when the project was made, UTC.

    """

    name: str
    kind: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ProjectSummary:
    """A project in one line.

    Attributes:
        name: the project's name.
        examples: the number of examples.
        labelled: the number of labelled examples.
        labels: the number of different labels.
        versions: the number of published versions.
        created_at: the time when the project was made, UTC.
        kind: the kind of function that the project trains, such as ``image-classification``.
        modality: the modality of the examples, such as ``image``.
        encoder: the encoder of the examples, such as ``efficientnet-lite0``.

    """

    name: str
    examples: int
    labelled: int
    labels: int
    versions: int
    created_at: datetime
    kind: str
    modality: str
    encoder: str


@dataclass(frozen=True, slots=True)
class ProjectChanges:
    """The changes to a project since a revision.

    Attributes:
        revision: the revision after these changes; ask for the next ones with it.
        examples: the ids of the examples that were added or changed, oldest change first.
        removed: the ids of the examples that were removed.
        runs: the numbers of the runs that were added, tested or changed.
        versions: the numbers of the versions that were published.
        more: whether there are more changes than the limit; ask again with ``revision``.

    """

    revision: int
    examples: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()
    runs: tuple[int, ...] = ()
    versions: tuple[int, ...] = ()
    more: bool = False

    def __bool__(self) -> bool:
        """Return whether anything changed."""
        return bool(self.examples or self.removed or self.runs or self.versions)
