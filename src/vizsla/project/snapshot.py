"""A project's examples at one moment, with their embeddings."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vizsla.errors import WorkspaceDamagedError
from vizsla.functions.feature_values import FeatureValues
from vizsla.modalities.registry import modality_named
from vizsla.project.add_examples import BATCH
from vizsla.project.group_near_duplicates import groups_of
from vizsla.project.project_files import read_those_left
from vizsla.training.data_split import choose_split
from vizsla.training.multi_label_set import HAS, MultiLabelSet, label_table
from vizsla.training.multi_label_split import choose_multi_label_split
from vizsla.training.training_set import UNKNOWN, TrainingSet
from vizsla.vizsla_warning import VizslaWarning
from vizsla.wording import counted
from vizsla.workspace import NONE_OF_THESE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from vizsla.progress import ProgressReporter
    from vizsla.project.embedder import Embedder
    from vizsla.workspace import Example, Store

__all__ = ["ExampleText", "Snapshot", "Snapshots"]


class ExampleText(NamedTuple):
    """The text of an example, and its words as the encoder returns them."""

    text: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """Examples, in the order of their ids.

    Attributes:
        examples: the examples.
        vectors: (examples, dimension) the stored numbers of their embeddings.
        groups: (examples,) near-duplicates have the same number.
        labels: the labels' names, in order, without 'none of these'.
        multi_label: whether an example may have several labels.
        scale: the factor that turns the vectors into embeddings.
        texts: each example's text and its words, where they are texts; None for others.

    """

    examples: tuple[Example, ...]
    vectors: np.ndarray
    groups: np.ndarray
    labels: tuple[str, ...]
    scale: float
    texts: tuple[ExampleText, ...] | None = None
    multi_label: bool = False

    def take(self, which: np.ndarray) -> Snapshot:
        """Return some of the examples, (examples,) bool."""
        return Snapshot(
            tuple(each for each, chosen in zip(self.examples, which, strict=True) if chosen),
            self.vectors[which],
            self.groups[which],
            self.labels,
            self.scale,
            None if self.texts is None else tuple(self.texts[n] for n in np.flatnonzero(which)),
            self.multi_label,
        )

    def take_keys(self, keys: AbstractSet[str]) -> Snapshot:
        """Return the examples with these sha256."""
        return self.take(np.array([each.sha256 in keys for each in self.examples], bool))

    def splits(self, share: float, *, anew: bool = False) -> list[str | None]:
        """Return each example's split, ``train`` or ``test``; None for unlabelled ones.

        Args:
            share: the share of each label's examples in the test set, 0 up to 1.
            anew: whether to choose as if no training had chosen before.

        """
        known = [n for n, each in enumerate(self.examples) if each.is_labelled]
        keys = [self.examples[n].sha256 for n in known]
        groups = self.groups[known] if known else np.zeros(0, int)
        parts = [None if anew else self.examples[n].split for n in known]
        if self.multi_label:
            labels = [self.examples[n].labels for n in known]
            chosen = choose_multi_label_split(keys, labels, groups, parts, share)
        else:
            strata = [_stratum(self.examples[n]) for n in known]
            chosen = choose_split(keys, strata, groups, parts, share)
        found: list[str | None] = [each.split for each in self.examples]
        for number, split in zip(known, chosen, strict=True):
            found[number] = split
        return found

    def trainable(self, splits: Sequence[str | None]) -> np.ndarray:
        """Return which examples are for training, given their splits, (examples,) bool."""
        chosen = np.array([split == "train" for split in splits], bool)
        found: np.ndarray = self.usable() & chosen
        return found

    def usable(self) -> np.ndarray:
        """Return which examples are labelled and may be used, (examples,) bool."""
        return np.array([each.used and each.is_labelled for each in self.examples], bool)

    def tables(self) -> tuple[np.ndarray, np.ndarray]:
        """Return each example's row, (examples,), and its negative labels, (examples, labels)."""
        number = {label: n for n, label in enumerate((*self.labels, NONE_OF_THESE))}
        positive = np.full(len(self.examples), UNKNOWN)
        negative = np.zeros((len(self.examples), len(self.labels)), bool)
        for n, each in enumerate(self.examples):
            if each.label is not None:
                positive[n] = number[each.label]
            for label in each.not_labels:
                # 'Not none of these' says nothing about the labels.
                if label != NONE_OF_THESE:
                    negative[n, number[label]] = True
        return positive, negative

    def feature_values(
        self,
        by_rule: Callable[[str], frozenset[str]] | None = None,
        columns: Sequence[str] = (),
    ) -> tuple[FeatureValues, ...] | None:
        """Return what each example has besides its embedding; None where none has anything.

        Args:
            by_rule: returns what rules find in a text; None without rules.
            columns: the names of the columns of metadata to read.

        """
        if self.texts is None and not columns:
            return None
        cells = [
            {name: each.columns[name] for name in columns if name in each.columns}
            for each in self.examples
        ]
        if self.texts is None:
            return tuple(FeatureValues(cells=each) for each in cells)
        return tuple(
            FeatureValues(each.words, frozenset() if by_rule is None else by_rule(each.text), own)
            for each, own in zip(self.texts, cells, strict=True)
        )

    def table(self) -> np.ndarray:
        """Return what is known of each example and label, (examples, labels) int8.

        An example has no labels but its own, unless it is labelled only partly.
        """
        return label_table(
            self.labels,
            [each.labels for each in self.examples],
            [each.not_labels if each.is_partly_labelled else None for each in self.examples],
        )

    def set_to_train(
        self,
        which: np.ndarray,
        by_rule: Callable[[str], frozenset[str]] | None = None,
        columns: Sequence[str] = (),
    ) -> TrainingSet | MultiLabelSet:
        """Return some of the examples as the training set of the project's kind.

        Args:
            which: (examples,) bool.
            by_rule: returns what rules find in a text; None without rules.
            columns: the names of the columns of metadata to read.

        """
        make = self.multi_label_set if self.multi_label else self.training_set
        return make(which, by_rule, columns)

    def multi_label_set(
        self,
        which: np.ndarray,
        by_rule: Callable[[str], frozenset[str]] | None = None,
        columns: Sequence[str] = (),
    ) -> MultiLabelSet:
        """Return some of the examples as a multi-label training set.

        A label without any example that has it is left out: nothing can be learnt of it.

        Args:
            which: (examples,) bool.
            by_rule: returns what rules find in a text; None without rules.
            columns: the names of the columns of metadata to read.

        """
        numbers = np.flatnonzero(which)
        table = self.table()[numbers]
        kept = (table == HAS).any(axis=0)
        return MultiLabelSet(
            tuple(label for label, has in zip(self.labels, kept, strict=True) if has),
            self.vectors[numbers],
            self.scale,
            table[:, kept],
            self.groups[numbers],
            tuple(self.examples[n].sha256 for n in numbers),
            self.take(which).feature_values(by_rule, columns),
        )

    def training_set(
        self,
        which: np.ndarray,
        by_rule: Callable[[str], frozenset[str]] | None = None,
        columns: Sequence[str] = (),
    ) -> TrainingSet:
        """Return some of the examples as a training set.

        Args:
            which: (examples,) bool.
            by_rule: returns what rules find in a text; None without rules.
            columns: the names of the columns of metadata to read.

        """
        positive, negative = self.tables()
        numbers = np.flatnonzero(which)
        present = {self.examples[n].label for n in numbers} | {
            label for n in numbers for label in self.examples[n].not_labels
        }
        kept = [n for n, label in enumerate(self.labels) if label in present]
        again = np.full(len(self.labels) + 2, UNKNOWN)
        again[kept] = np.arange(len(kept))
        again[len(self.labels)] = len(kept)
        return TrainingSet.of(
            tuple(self.labels[n] for n in kept),
            self.vectors[numbers],
            self.scale,
            again[positive[numbers]],
            negative[numbers][:, kept],
            self.groups[numbers],
            tuple(self.examples[n].sha256 for n in numbers),
            self.take(which).feature_values(by_rule, columns),
        )


def _stratum(example: Example) -> str:
    """Return the stratum of a labelled example: its label, or else its negative labels."""
    return example.label or "\0".join(("not", *example.not_labels))


class Snapshots:
    """Takes snapshots, and keeps the embeddings and groups until examples are added or removed."""

    def __init__(self, store: Store, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder
        self._ids: np.ndarray = np.zeros(0, np.int64)
        self._vectors: np.ndarray = np.zeros((0, 0), np.int16)
        self._groups: np.ndarray = np.zeros(0, int)
        self._texts: tuple[ExampleText, ...] | None = None

    def take(self, reporter: ProgressReporter) -> Snapshot:
        """Read the project as it is now, and embed the examples that have no embedding yet.

        Args:
            reporter: the reporter of the progress, which may stop the work.

        """
        unread = self._embed(reporter)
        examples = tuple(self._store.examples())
        _warn_of_unread([unread[each.sha256] for each in examples if each.sha256 in unread])
        examples = tuple(each for each in examples if each.sha256 not in unread)
        ids = np.array([each.id for each in examples], np.int64)
        if not np.array_equal(ids, self._ids):
            found, vectors = self._store.embeddings(self._embedder.spec.name)
            keep = np.isin(found, ids)
            self._vectors = vectors[keep]
            there = set(found[keep].tolist())
            examples = tuple(each for each in examples if each.id in there)
            reporter.report("grouping near-duplicates", 0, 1)
            self._groups = groups_of(
                [each.sha256 for each in examples],
                [each.fingerprint for each in examples],
                self._vectors,
                modality_named(self._store.modality),
            )
            self._texts = self._read_texts(examples)
            self._ids = np.array([each.id for each in examples], np.int64)
        names = {label for each in examples for label in each.labels}
        names = names.union(*(each.not_labels for each in examples)) - {NONE_OF_THESE}
        return Snapshot(
            examples,
            self._vectors,
            self._groups,
            tuple(sorted(names)),
            self._embedder.spec.scale,
            self._texts,
            self._store.multi_label,
        )

    def _read_texts(self, examples: tuple[Example, ...]) -> tuple[ExampleText, ...] | None:
        """Return the text of each example; None where the modality is not one of texts."""
        modality = modality_named(self._store.modality)
        if not modality.str_is_content:
            return None
        found = {}
        for each, content in read_those_left(self._store, examples):
            text = modality.load(content)
            found[each.id] = ExampleText(text, self._embedder.encoder.words(text) or ())
        return tuple(found.get(each.id, ExampleText("", ())) for each in examples)

    def _embed(self, reporter: ProgressReporter) -> dict[str, WorkspaceDamagedError]:
        """Embed the examples without an embedding; return the errors of unreadable files."""
        modality = modality_named(self._store.modality)
        missing = self._store.without_embedding(self._embedder.spec.name)

        def read(example: Example) -> tuple[object, None]:
            try:
                content = self._store.read(example)
            except WorkspaceDamagedError as error:
                unread[example.sha256] = error
                raise
            return modality.load(content), None

        ready: list[tuple[str, np.ndarray]] = []
        unread: dict[str, WorkspaceDamagedError] = {}
        for done, each in enumerate(self._embedder.embed_all(missing, read), 1):
            if each.error is not None and each.item.sha256 not in unread:
                raise each.error
            if each.vector is not None:
                ready.append((each.item.sha256, each.vector))
            reporter.report("embedding", done, len(missing))
            if len(ready) >= BATCH or done == len(missing):
                self._store.put_embeddings(self._embedder.spec, ready)
                ready = []
        return unread


def _warn_of_unread(errors: Sequence[WorkspaceDamagedError]) -> None:
    if errors:
        others = "" if len(errors) == 1 else f"; and {counted(len(errors) - 1, 'other')} like it"
        warnings.warn(f"left out: {errors[0]}{others}", VizslaWarning, stacklevel=5)
