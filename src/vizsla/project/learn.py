"""Learn a function from a folder, in one line."""

from __future__ import annotations

import os
import warnings
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from vizsla.bundle.shipped_bundles import shipped_names
from vizsla.bundle.write_bundle import check_target
from vizsla.encoders.registry import encoder_named
from vizsla.errors import OptionError, TrainingDataError
from vizsla.functions.registry import trainable_class
from vizsla.modalities.registry import modality_named
from vizsla.multi_label_kinds import is_multi_label, multi_label_kind
from vizsla.nearest import by_letters
from vizsla.training.one_thread import require_training
from vizsla.vizsla_warning import VizslaWarning
from vizsla.wording import listed, printable
from vizsla.workspace.name_rules import check_project

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vizsla.errors import VizslaError
    from vizsla.exchange import Texts
    from vizsla.exchange.hints import ReadOptions
    from vizsla.functions.classifier import Classifier
    from vizsla.modalities.base import Modality
    from vizsla.modalities.sources.find_files import Where
    from vizsla.project.labelled_source import LabelledSource
    from vizsla.project.snapshot import Snapshot

__all__ = ["learn"]


def learn(
    source: Where | Texts,
    save: str | os.PathLike[str] | None = None,
    *,
    kind: str | None = None,
    encoder: str | None = None,
    multi_label: bool = False,
    test: float = 0.2,
    replace: bool = False,
    layout: str | None = None,
    label_column: str | None = None,
    encoding: str | None = None,
    text_column: str | None = None,
    columns: Sequence[str] = (),
    on_read: Callable[[str], None] | None = None,
    progress: Callable[[int, int], None] | None = None,
    on_bad: Callable[[Path, VizslaError], None] | None = None,
) -> Classifier[Any]:
    """Make a function from labelled examples, such as a folder with one sub-folder for each label.

    This is the loop in one line, without a project: a share of the examples becomes the test set,
    a head is trained and calibrated on the others, and ``function.manifest.test`` tells the
    accuracy on the test set. Where the source has a test part of its own (``test/LABEL/*.jpg``
    beside ``train/``), that is the test set, without near-duplicates of what is trained on.

    Args:
        source: ``folder/LABEL/*.jpg``, or anything with labels that ``Project.add`` takes, such as
            a table of texts; or a dict of lists of texts by their labels.
        save: a name, such as ``"my-function"``, under which the function is published:
            ``vizsla.load("my-function")`` opens it from anywhere. Or a path: a new folder such as
            ``"./my-function"``, or a ``.zip``. None keeps the function in memory, and its
            ``save()`` writes it later.
        kind: the function's kind; by default ``image-classification`` where the source has
            images, else ``sound-classification`` where it has sounds, else
            ``text-classification`` where it has texts.
        encoder: the encoder's name, or ``"accurate"`` for the accurate one of the kind's modality
            (``pip install 'vizsla[accurate]'``, and of texts ``'vizsla[text-accurate]'``), or for
            texts ``"multilingual"`` (``'vizsla[text-multilingual]'``); by default the modality's
            fast one, of texts for English.
        multi_label: whether an example, and an answer, may have several labels.
        test: the share of each label's examples in the test set, above 0 and below 1.
        replace: whether a function at that path may be replaced, or the name may get its next
            version.
        layout: the source's layout; by default it is recognised.
        label_column: the column, question or key that holds the labels; as in ``Project.add``.
        encoding: the encoding of a table's text or of a zip's names; as in ``Project.add``.
        text_column: the column that holds the texts; as in ``Project.add``.
        columns: the columns of metadata that may help to predict the label, such as
            ``["place"]``; each one's gain is measured, and one that does not help is not used.
            Calls may give their cells: ``function(x, columns={"place": "garden"})``.
        on_read: called with the line that says how the source was understood.
        progress: called with the number of files done, and their number in all.
        on_bad: called with each file that can't be used, and the error; by default a warning.

    Returns:
        The function, opened from the published bundle.

    Raises:
        TrainingDataError: a label has too few examples, an example has two labels, or the
            examples of each label are near-duplicates of one another.
        InputUnclearError: the source can be read in several ways.
        BundleExistsError: the name or the path is taken.
        OptionError: an option is out of its range, a shipped function has the name, or the source
            has no such column.
        MissingExtraError: the packages for training, or the encoder, are not installed.

    """
    _check_options(save, test)
    require_training()
    from vizsla.functions.loading import load
    from vizsla.project.check_columns import check_columns
    from vizsla.project.choose_kind import choose_kind
    from vizsla.project.embed_examples import embed_examples
    from vizsla.project.embedder import Embedder
    from vizsla.project.labelled_source import read_labelled
    from vizsla.project.learn_from_examples import learn_from_examples
    from vizsla.project.own_test_part import with_own_test_part
    from vizsla.project.publish_learned import LearnedName

    options: ReadOptions = {
        "layout": layout,
        "label_column": label_column,
        "encoding": encoding,
        "text_column": text_column,
    }
    kind = choose_kind(source, options) if kind is None else kind
    kind = multi_label_kind(kind) if multi_label else kind
    multi_label = is_multi_label(kind)
    name = _name(source if save is None else save)
    published = None
    if save is not None:
        if name in shipped_names():
            raise OptionError(f"{name!r} is a function that Vizsla ships; choose another name")
        if LearnedName.is_name(save):
            published = LearnedName(check_project(name), replace=replace)
        else:
            check_target(Path(save), replace_old=replace)
    modality = modality_named(trainable_class(kind).modality_name)
    read = read_labelled(source, modality.name, options, on_read, multi_label=multi_label)
    _check_labels(read, modality, 1 if multi_label else 2)
    for names in _spelt_alike(read):
        warnings.warn(
            f"the labels {listed(names)} are spelt alike, and learnt as different ones; give one "
            "name to what is one label",
            VizslaWarning,
            stacklevel=2,
        )
    embedder = Embedder(encoder_named(encoder, modality.name))
    snapshot, bad = embed_examples(
        embedder, with_own_test_part(read.examples), progress, multi_label=multi_label
    )
    for bad_path, error in (*read.unusable, *bad):
        if on_bad:
            on_bad(bad_path, error)
        else:
            warnings.warn(f"left out: {error}", VizslaWarning, stacklevel=2)
    _warn_of_language(snapshot, embedder.encoder.name)
    check_columns(columns, (each.columns for each in snapshot.examples))
    function = learn_from_examples(
        snapshot,
        embedder,
        name,
        test,
        kind,
        version=1 if published is None else published.version,
        columns=tuple(columns),
    )
    if save is None:
        return function
    path = published.publish(function.save) if published else function.save(save, replace=replace)
    return cast("Classifier[Any]", load(path))


def _check_options(save: str | os.PathLike[str] | None, test: float) -> None:
    if not 0 < test < 1:
        raise OptionError(f"test must be above 0 and below 1, not {test!r}")
    if save is not None and not os.fspath(save):
        raise OptionError("save is empty; give a name or a path")


def _check_labels(read: LabelledSource, modality: Modality[Any], least: int) -> None:
    labels = {label for each in read.examples for label in each.labels}
    if len(labels) < least:
        have = "There is one label" if labels else "There is no label"
        raise TrainingDataError(
            f"{have}, and at least {least} are needed. {read.summary}. Put the "
            f"{modality.plural} into one folder for each label, as in {modality.example_path}."
        )


def _warn_of_language(snapshot: Snapshot, encoder: str) -> None:
    """Warn of texts in a language that the encoder does not know."""
    from vizsla.project.encoder_language_note import encoder_language_note

    note = encoder_language_note(snapshot, encoder)
    if note is not None:
        warnings.warn(note, VizslaWarning, stacklevel=3)


def _spelt_alike(read: LabelledSource) -> list[list[str]]:
    """Return the labels that differ only in case, spaces and the like, together."""
    spelt = by_letters(sorted({label for each in read.examples for label in each.labels}))
    return [names for letters, names in spelt.items() if letters and len(names) > 1]


def _name(source: Where | Texts) -> str:
    if not isinstance(source, str | os.PathLike):
        return "function"
    path = Path(source)
    with suppress(OSError, ValueError):  # no name that a system has
        path = path.resolve()
    # A name on disk need not be Unicode, and a card must.
    return printable(path.name).removesuffix(".zip") or "function"
