"""A function from a folder of pictures, in one line."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.bundle.shipped import shipped_names
from vizsla.bundle.write_bundle import check_target
from vizsla.encoders.registry import encoder_named
from vizsla.errors import InputError, InputNotFoundError, OptionError
from vizsla.functions.registry import trainable_class
from vizsla.modalities.registry import modality_named
from vizsla.modalities.sources.labelled_folder import labelled_files
from vizsla.training.one_thread import require_training

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator

    from vizsla.errors import VizslaError
    from vizsla.functions.classification import Classifier
    from vizsla.modalities.base import Modality
    from vizsla.modalities.sources.labelled_folder import LabelledFiles

__all__ = ["learn"]


def learn(
    folder: str | os.PathLike[str],
    save: str | os.PathLike[str] | None = None,
    *,
    kind: str = "image-classification",
    encoder: str | None = None,
    test: float = 0.2,
    replace: bool = False,
    progress: Callable[[int, int], None] | None = None,
    on_bad: Callable[[Path, VizslaError], None] | None = None,
) -> Classifier[Any]:
    """Make a function from a folder with one sub-folder of pictures for each label.

    The loop in one line, without a project: a part of the pictures is kept apart for the test, a
    head is trained and calibrated on the others, and the function says how it did on what it was
    not shown: ``function.manifest.test``.

    Args:
        folder: ``folder/LABEL/*.jpg``.
        save: where to publish it, a new folder or a ``.zip``; None keeps it in memory.
        kind: the function's kind.
        encoder: the encoder's name, or ``"accurate"`` for the accurate one of the kind's modality
            (``pip install 'vizsla[accurate]'``); by default the modality's fast one.
        test: the share of each label's pictures to keep apart, above 0 and below 1.
        replace: whether a published function that is there may go.
        progress: is told how many pictures are done, and of how many.
        on_bad: is told of each file that can't be used; by default that is a warning.

    Returns:
        The function, loaded from what was published.

    Raises:
        TrainingDataError: the pictures don't suffice, or one has two labels.
        BundleExistsError: the place is taken.
        OptionError: an option is out of its range, or the name is a shipped function's.
        MissingExtraError: scikit-learn is not installed.

    """
    if not 0 < test < 1:
        raise OptionError(f"test must be above 0 and below 1, not {test!r}")
    require_training()
    from vizsla.project.embedder import Embedder
    from vizsla.project.learn_from_examples import function_of_examples
    from vizsla.project.read_folder import read_folder

    path = None if save is None else Path(save)
    name = _name(path or Path(folder))
    if path is not None:
        check_target(path, replace_old=replace)
        if name in shipped_names():
            raise OptionError(f"{name!r} is a function that Vizsla ships; choose another name")
    modality = modality_named(trainable_class(kind).modality_name)
    files = labelled_files(folder, modality)
    embedder = Embedder(encoder_named(encoder, modality.name))
    snapshot, bad = read_folder(embedder, files, progress)
    for bad_path, error in (*_without_label(files, modality), *bad):
        if on_bad:
            on_bad(bad_path, error)
        else:
            warnings.warn(f"left out: {error}", stacklevel=2)
    return function_of_examples(snapshot, embedder, name, test, path, kind, replace_old=replace)


def _without_label(
    files: LabelledFiles, modality: Modality[Any]
) -> Iterator[tuple[Path, VizslaError]]:
    for path in files.unlabelled:
        yield path, InputError(f"{path} lies beside the labels' folders; move it into its label's")
    for label in files.empty:
        path = Path(label)
        yield (
            path,
            InputNotFoundError(f"the folder of label {label!r} holds no {modality.singular}"),
        )


def _name(path: Path) -> str:
    return path.resolve().name.removesuffix(".zip") or "function"
