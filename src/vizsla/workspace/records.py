"""The values that go into a workspace and come out of it, all of them frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import numpy as np

    from vizsla.json_value import JSONObject, JSONValue
    from vizsla.workspace.encoder_spec import EncoderSpec
    from vizsla.workspace.label_state import LabelState

__all__ = [
    "AddedExample",
    "Example",
    "ExampleCounts",
    "ExamplePage",
    "HistoryEntry",
    "LabelAction",
    "LabelCount",
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
        content: of the file.
        name: of the file, for people.
        facts: measured on the file, by name, as the project's modality defines them; None only
            where the project has the same file already.
        fingerprint: 64 bits, unsigned, most of which near-duplicates share; None where the
            modality has none.
        embedding: (dimension,) of the encoder's dtype, or None.
        encoder: that made the embedding, or None.
        label: of the example, or None.
        not_labels: labels that the example is a negative example of.
        split: ``train`` or ``test`` where the import names one.
        state: ``unsure`` or ``skipped`` where the import names one.

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


@dataclass(frozen=True, slots=True)
class AddedExample:
    """The result of adding one file.

    Attributes:
        id: of the example.
        new: False where the project had the file already.
        contradicts: the label (or ``not LABEL``) that the example had and that the new label
            contradicts, or None.

    """

    id: int
    new: bool
    contradicts: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """One file of a project, with its labels.

    Attributes:
        id: counts the project's examples, from 1; never given twice, not even after a removal.
        sha256: of the file, in hexadecimal.
        name: of the file as it was added, for people.
        added_at: UTC.
        facts: measured on the file, by name, as the project's modality defines them.
        fingerprint: 64 bits, unsigned, most of which near-duplicates share, or None.
        label: of the example (a positive example of that label), or None.
        not_labels: labels that the example is a negative example of, in order.
        state: ``labelled`` (it has a label or a negative one), ``unlabelled``, ``unsure`` or
            ``skipped``.
        used: False where the example is labelled but left out of training.
        split: ``train``, ``test``, or None where that was not chosen yet.
        contradicts: other labels that the same file was added with, until somebody settles it.

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

    @property
    def is_labelled(self) -> bool:
        """Whether the example has a label or a negative one, even if it was set aside since."""
        return self.label is not None or bool(self.not_labels)


@dataclass(frozen=True, slots=True)
class ExamplePage(Sequence["Example"]):
    """Some examples of a project, by id, and how many there are in all.

    Attributes:
        examples: of this page.
        total: number of examples on all pages together; None where it was not asked for.

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
    """How many examples a project has.

    Attributes:
        examples: all of them.
        by_state: of each of ``labelled``, ``unlabelled``, ``unsure`` and ``skipped``.
        by_split: of each of ``train`` and ``test``; the others belong to neither yet.
        unused: labelled and left out of training.
        contradictions: with a contradiction that nobody has settled.

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
        who: did it.
        at: UTC.
        after: the label state afterwards.
        before: the label state before; None for the first entry.
        description: of the action, such as ``label as 'hemlock'``; empty for the first entry.
        undone_by: who undid the action, or None.
        undone_at: UTC, or None.

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
        description: of the action, such as ``label as 'hemlock'``.
        examples: how many the action changed.
        who: did it.
        at: UTC.

    """

    kind: str
    description: str
    examples: int
    who: str
    at: datetime

    def __str__(self) -> str:
        """Return the action for people."""
        return f"{self.description}: {counted(self.examples, 'example')}, by {self.who}"


@dataclass(frozen=True, slots=True)
class StoredRun:
    """One training run as the workspace stores it.

    Attributes:
        number: counts the project's runs, from 1.
        created_at: UTC.
        figures: of the training, as JSON.
        created_by: who trained, or None where that was not recorded.

    """

    number: int
    created_at: datetime
    figures: dict[str, JSONValue]
    created_by: str | None = None


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """One published version of a project.

    Attributes:
        number: counts the project's versions, from 1.
        run: the number of the run that was published.
        created_at: UTC.
        figures: of the version, as JSON.
        created_by: who published it, or None where that was not recorded.

    """

    number: int
    run: int
    created_at: datetime
    figures: dict[str, JSONValue]
    created_by: str | None = None


@dataclass(frozen=True, slots=True)
class ProjectSummary:
    """A project in one line.

    Attributes:
        name: of the project.
        examples: how many the project has.
        labelled: how many of the examples are labelled.
        labels: how many different labels the examples have.
        versions: how many were published.
        created_at: UTC.
        kind: of function that the project trains, such as ``image-classification``.
        modality: of the examples, such as ``image``.
        encoder: that embeds the examples, such as ``efficientnet-lite0``.

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
        revision: that these changes lead to; ask for the next ones with it.
        examples: ids of the examples that were added or changed, oldest change first.
        removed: ids of the examples that were removed.
        runs: numbers of the runs that were added, tested or changed.
        versions: numbers of the versions that were published.
        more: whether there are more changes than were asked for; ask again with ``revision``.

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
