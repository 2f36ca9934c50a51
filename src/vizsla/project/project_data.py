"""A project's methods for its data: add, read, remove and export examples."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from vizsla.errors import OptionError
from vizsla.progress import ProgressReporter
from vizsla.project.project_base import ProjectBase

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator

    from vizsla.exchange import ExportResult, Texts
    from vizsla.progress import Cancel, Progress
    from vizsla.project.add_examples import AddedExamples
    from vizsla.project.example_ids import ExampleNames
    from vizsla.workspace import Example, ExampleCounts, ExamplePage, LabelCount, ProjectChanges

__all__ = ["ProjectData"]


class ProjectData(ProjectBase):
    """The data of a project."""

    def add(
        self,
        source: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] | None = None,
        label: str | None = None,
        *,
        texts: Texts | None = None,
        layout: str | None = None,
        root: str | os.PathLike[str] | None = None,
        splits: bool = False,
        label_column: str | None = None,
        encoding: str | None = None,
        text_column: str | None = None,
        on_read: Callable[[str], None] | None = None,
        who: str | None = None,
        progress: Callable[[Progress], None] | None = None,
        cancel: Cancel | None = None,
        on: str | None = None,
    ) -> AddedExamples:
        """Add examples; the same file twice is one example.

        If the work is interrupted, the examples added so far stay, and adding the same source
        again continues from there.

        Args:
            source: a folder (``photos/LABEL/*`` is labelled, ``photos/*`` is not), a file, a
                pattern, a list of these, a .zip, or a table: CSV, JSON lines, Label Studio's JSON.
            label: the label of all of them, whatever the source says.
            texts: texts themselves, in place of a source: one, an iterable of them, or a dict of
                these by their labels.
            layout: the source's layout; by default it is recognised.
            root: the folder to which paths in a table are relative; by default the table's own.
            splits: whether the source's training and test sets become the project's.
            label_column: the column of a table, or the question of Label Studio, that holds the
                labels; by default it is known by its name.
            encoding: the encoding of a table, or of the names in a .zip, such as ``big5``; by
                default it is recognised.
            text_column: the column of a table that holds the texts, in a project of texts; by
                default it is known by its name or its content.
            on_read: called with the line that says how the source was understood, before anything
                is added.
            who: the person or program to record for the change.
            progress: called with each Progress.
            cancel: stops the work once it is set, such as a ``threading.Event``.
            on: ``"ray"`` to embed on a Ray cluster, found as ``over`` finds it; the files are read
                and stored here.

        Returns:
            The numbers of new and known examples, the contradictions and the problems.

        Raises:
            InputUnclearError: the source can be read in several ways.
            InputError: the source can't be read.
            OptionError: both a source and texts are given, or neither.
            ClusterError: the cluster can't be reached, or fails; the examples added so far stay.

        """
        from vizsla.exchange import read_inline_texts, read_source
        from vizsla.functions.many_machines import check_on
        from vizsla.on_ray.cluster import cluster
        from vizsla.project.add_examples import add_examples

        if on is not None:
            check_on(on)
        if label is not None:
            self._warn_of_spelling(label)
        modality = self._store.modality
        if source is not None and texts is None:
            incoming = read_source(
                source,
                label=label,
                layout=layout,
                root=root,
                splits=splits,
                label_column=label_column,
                encoding=encoding,
                text_column=text_column,
                modality=modality,
                multi_label=self.multi_label,
            )
        elif source is None and texts is not None:
            incoming = read_inline_texts(texts, label, modality)
        else:
            raise OptionError("give a source, or texts=, and not both")
        if on_read:
            on_read(incoming.summary)
        reporter = ProgressReporter(
            progress, cancel, "the examples added so far stay; add the same to go on"
        )
        with cluster() if on else nullcontext() as ray:
            added = add_examples(
                self._store,
                incoming,
                len(incoming),
                self._embedder,
                reporter,
                self._who(who),
                ray=ray,
            )
        added.problems[:0] = incoming.problems
        added.layout, added.summary = incoming.layout, incoming.summary
        return added

    def examples(
        self,
        limit: int = 50,
        after: int | None = None,
        *,
        label: str | None = None,
        state: str | None = None,
        split: str | None = None,
        total: bool = False,
    ) -> ExamplePage:
        """Return a page of the examples, by id.

        Args:
            limit: the most examples on the page.
            after: the last id of the page before, which is that page's ``after``.
            label: only examples of this label.
            state: only examples that are ``labelled``, ``unlabelled``, ``unsure`` or ``skipped``.
            split: only examples of ``train`` or of ``test``.
            total: whether to count the examples on all pages: the page's ``total``.

        """
        return self._store.page(limit, after, label=label, state=state, split=split, total=total)

    def __iter__(self) -> Iterator[Example]:
        """Iterate over all examples, by id."""
        return self._store.examples()

    def counts(self) -> ExampleCounts:
        """Return the numbers of examples, by state and by split."""
        return self._store.counts()

    def labels(self) -> list[LabelCount]:
        """Return the labels, with their numbers of positive and negative examples."""
        return self._store.labels()

    def content(self, example: ExampleNames) -> bytes:
        """Return an example's file.

        Args:
            example: one example, id or file name.

        Raises:
            NotFoundError: there is no such example.

        """
        return self._store.read(self._store.get([self._one(example)])[0])

    def changes_since(self, revision: int, limit: int = 1_000) -> ProjectChanges:
        """Return the examples that changed since a revision, for a screen that is open.

        Args:
            revision: the ``revision`` of the changes before; 0 for all.
            limit: the number of examples, at most.

        """
        return self._store.changes_since(revision, limit)

    def remove(self, examples: ExampleNames, *, who: str | None = None) -> int:
        """Remove examples for good, with their files and all traces; return their number.

        Args:
            examples: one or several: examples, suggestions, findings, ids, file names.
            who: the person or program to record for the change.

        Raises:
            NotFoundError: there is no such example.

        """
        ids = self._ids(examples)
        self._store.remove(ids, self._who(who))
        return len(ids)

    def export_data(
        self,
        target: str | os.PathLike[str],
        *,
        layout: str = "folder",
        keep_metadata: bool = False,
        replace: bool = False,
        progress: Callable[[Progress], None] | None = None,
        cancel: Cancel | None = None,
    ) -> ExportResult:
        """Write the examples as a dataset that other tools read, too.

        Args:
            target: a new folder, or a ``.zip``.
            layout: ``folder`` (ImageFolder's), ``csv``, ``json lines`` or ``label studio``.
            keep_metadata: whether metadata such as place and device stay in the files.
            replace: whether an export at ``target`` may be replaced.
            progress: called with each Progress.
            cancel: stops the work when it is set; nothing is then written.

        """
        from vizsla.exchange import ExportExample, write_dataset

        reporter = ProgressReporter(progress, cancel, "nothing was written")
        count = self._store.counts().examples
        labellers = self._store.labellers()

        def example(number: int, each: Example) -> ExportExample:
            reporter.report("writing", number, count)
            return ExportExample(
                each.name,
                each.sha256,
                partial(self._store.read, each),
                each.label,
                each.not_labels,
                each.split,
                each.state,
                each.more_labels if self.multi_label else None,
                labellers.get(each.id),
            )

        items = (example(number, each) for number, each in enumerate(self))
        return write_dataset(
            items,
            Path(target),
            layout=layout,
            keep_metadata=keep_metadata,
            replace=replace,
            modality=self._store.modality,
        )
