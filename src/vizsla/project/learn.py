"""Learn a function from a folder, in one line."""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from vizsla.bundle.shipped_bundles import shipped_names
from vizsla.bundle.write_bundle import check_target
from vizsla.encoders.registry import encoder_named
from vizsla.errors import InputError, InputNotFoundError, OptionError
from vizsla.functions.registry import trainable_class
from vizsla.modalities.labelled_folder import labelled_files
from vizsla.modalities.registry import modality_named
from vizsla.training.one_thread import require_training
from vizsla.workspace.name_rules import check_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vizsla.errors import VizslaError
    from vizsla.functions.classifier import Classifier
    from vizsla.modalities.base import Modality
    from vizsla.modalities.labelled_folder import LabelledFiles

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
    """Make a function from a folder with one sub-folder of examples for each label.

    This is the loop in one line, without a project: a share of the examples becomes the test set,
    a head is trained and calibrated on the others, and ``function.manifest.test`` tells the
    accuracy on the test set.

    Args:
        folder: ``folder/LABEL/*.jpg``.
        save: a name, such as ``"my-function"``, under which the function is published:
            ``vizsla.load("my-function")`` opens it from anywhere. Or a path: a new folder such as
            ``"./my-function"``, or a ``.zip``. None keeps the function in memory, and its
            ``save()`` writes it later.
        kind: the function's kind.
        encoder: the encoder's name, or ``"accurate"`` for the accurate one of the kind's modality
            (``pip install 'vizsla[accurate]'``); by default the modality's fast one.
        test: the share of each label's examples in the test set, above 0 and below 1.
        replace: whether a function at that path may be replaced, or the name may get its next
            version.
        progress: called with the number of files done, and their number in all.
        on_bad: called with each file that can't be used, and the error; by default a warning.

    Returns:
        The function, opened from the published bundle.

    Raises:
        TrainingDataError: a label has too few examples, or an example has two labels.
        BundleExistsError: the name or the path is taken.
        OptionError: an option is out of its range, or a shipped function has the name.
        MissingExtraError: the packages for training, or the encoder, are not installed.

    """
    if not 0 < test < 1:
        raise OptionError(f"test must be above 0 and below 1, not {test!r}")
    if save is not None and not os.fspath(save):
        raise OptionError("save is empty; give a name or a path")
    require_training()
    from vizsla.functions.loading import load
    from vizsla.project.embedder import Embedder
    from vizsla.project.learn_from_examples import learn_from_examples
    from vizsla.project.publish_learned import LearnedName
    from vizsla.project.read_folder import read_folder

    name = _name(Path(folder if save is None else save))
    published = None
    if save is not None:
        if name in shipped_names():
            raise OptionError(f"{name!r} is a function that Vizsla ships; choose another name")
        if LearnedName.is_name(save):
            published = LearnedName(check_project(name), replace=replace)
        else:
            check_target(Path(save), replace_old=replace)
    modality = modality_named(trainable_class(kind).modality_name)
    files = labelled_files(folder, modality)
    embedder = Embedder(encoder_named(encoder, modality.name))
    snapshot, bad = read_folder(embedder, files, progress)
    for bad_path, error in (*_without_label(files, modality), *bad):
        if on_bad:
            on_bad(bad_path, error)
        else:
            warnings.warn(f"left out: {error}", stacklevel=2)
    function = learn_from_examples(
        snapshot, embedder, name, test, kind, version=1 if published is None else published.version
    )
    if save is None:
        return function
    path = published.publish(function.save) if published else function.save(save, replace=replace)
    return cast("Classifier[Any]", load(path))


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
