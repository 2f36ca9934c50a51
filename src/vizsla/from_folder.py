"""A function from a folder of pictures, in one line."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from vizsla.bundle.manifest import Label, Likeness, Manifest, Measured, Threshold
from vizsla.bundle.write import check_target
from vizsla.errors import InputError, InputNotFoundError, OptionError
from vizsla.functions.find import names, shipped_classifier
from vizsla.inputs.folder import labelled_files
from vizsla.publish.pack import pack
from vizsla.testing.held_out import measure
from vizsla.training.examples import read_examples
from vizsla.training.fit import fit, require_training
from vizsla.training.split import held_out

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator

    from vizsla.errors import VizslaError
    from vizsla.functions.classify import Classifier
    from vizsla.inputs.folder import LabelledFiles

__all__ = ["learn"]

SEED = 0


def learn(
    folder: str | os.PathLike[str],
    save: str | os.PathLike[str] | None = None,
    *,
    test: float = 0.2,
    replace: bool = False,
    progress: Callable[[int, int], None] | None = None,
    on_bad: Callable[[Path, VizslaError], None] | None = None,
) -> Classifier:
    """Make a function from a folder with one sub-folder of pictures for each label.

    A part of the pictures is held out, the head is fitted on the others, and the function says
    how it did on what it was not shown: ``function.manifest.test``.

    Args:
        folder: ``folder/LABEL/*.jpg``.
        save: where to publish it, a new folder or a ``.zip``; None keeps it in memory.
        test: the share of each label's pictures to hold out, above 0 and below 1.
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
    path = None if save is None else Path(save)
    name = _name(path or Path(folder))
    if path is not None:
        check_target(path, replace_old=replace)
        if name in names():
            raise OptionError(f"{name!r} is a function that Vizsla ships; choose another name")
    files = labelled_files(folder)
    backbone = shipped_classifier()
    examples = read_examples(backbone, files, progress)
    for bad_path, error in (*_without_label(files), *examples.bad):
        if on_bad:
            on_bad(bad_path, error)
        else:
            warnings.warn(f"left out: {error}", stacklevel=2)
    apart = held_out(examples, test, SEED)
    shown = examples.embeddings[~apart], examples.targets[~apart]
    fitted = fit(*shown, SEED)
    head = fitted.head()
    result = measure(
        head, examples.embeddings[apart], examples.targets[apart], fitted.threshold, fitted.like
    )
    where = f"{result.examples} pictures held out from training, chosen at random"
    low, high = result.interval
    manifest = Manifest(
        kind="classify",
        name=name,
        description=f"Tells {_listed(examples.labels)} apart in pictures.",
        version=1,
        labels=tuple(Label(each) for each in examples.labels),
        graph=backbone.manifest.graph,
        threshold=Threshold(
            fitted.threshold,
            result.sure_right / result.sure if result.sure else None,
            result.sure,
            where,
        ),
        likeness=Likeness(fitted.like),
        fingerprint=examples.fingerprint(),
        trained_on=_trained_on(examples.labels, examples.targets[~apart].tolist()),
        test=Measured(result.accuracy, low, high, result.examples, where),
        licences=backbone.manifest.licences,
        files={},
    )
    return pack(
        manifest, head, examples.embeddings[apart], backbone.bundle, path, replace_old=replace
    )


def _without_label(files: LabelledFiles) -> Iterator[tuple[Path, VizslaError]]:
    for path in files.loose:
        yield path, InputError(f"{path} lies beside the labels' folders; move it into its label's")
    for label in files.empty:
        path = Path(label)
        yield path, InputNotFoundError(f"the folder of label {label!r} holds no picture")


def _name(path: Path) -> str:
    return path.resolve().name.removesuffix(".zip") or "function"


def _listed(labels: tuple[str, ...]) -> str:
    if len(labels) > 6:  # noqa: PLR2004 - a sentence's worth
        return f"{len(labels)} labels"
    return f"{', '.join(labels[:-1])} and {labels[-1]}"


def _trained_on(labels: tuple[str, ...], targets: list[int]) -> str:
    counts = ", ".join(f"{targets.count(n)} of {label}" for n, label in enumerate(labels))
    return f"{len(targets)} pictures: {counts}."
