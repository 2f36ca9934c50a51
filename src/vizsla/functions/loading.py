"""Finds a function by its name: a path first, then one that Vizsla ships."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.atomic import recover
from vizsla.bundle import read_bundle
from vizsla.bundle.read_bundle import MANIFEST
from vizsla.errors import BundleDamagedError, FunctionNotFoundError
from vizsla.functions.image_classification import Classifier
from vizsla.functions.image_description.describer import Describer
from vizsla.functions.object_detection import Detector
from vizsla.functions.published import find_published, published_names
from vizsla.nearest import did_you_mean

if TYPE_CHECKING:
    import os

    from vizsla.bundle import Bundle
    from vizsla.functions.base import Function

__all__ = ["load", "names", "shipped"]

WEIGHTS = Path(__file__).parents[1] / "weights"
GRAPHS = WEIGHTS / "graphs"


@cache
def names() -> tuple[str, ...]:
    """Return the names of the functions that Vizsla ships, which no other can take."""
    return tuple(sorted(each.parent.name for each in WEIGHTS.glob("*/function.json")))


def load(name: str | os.PathLike[str]) -> Function[Any]:
    """Open a function.

    Args:
        name: the path of a bundle (a folder or a .zip), a shipped function's name, or that of one
            that was published here: ``trees`` (the version that is live) or ``trees@2``.

    Raises:
        FunctionNotFoundError: there is none of that name or at that path.
        BundleError: it can't be used; the error says why.

    """
    path = Path(name)
    recover(path)
    if (path / MANIFEST).exists() or (path.suffix == ".zip" and path.is_file()):
        return _open(read_bundle(path))
    if str(name) in names():
        return _open(read_bundle(WEIGHTS / str(name), GRAPHS))
    published = find_published(str(name))
    if published is not None:
        return _open(read_bundle(published))
    if path.exists():
        return _open(read_bundle(path))
    published_here = published_names()
    question = did_you_mean(str(name), (*names(), *published_here))
    raise FunctionNotFoundError(
        f"there is no function {str(name)!r}; {question and f'{question} '}no bundle is at that "
        f"path, the shipped functions are {', '.join(names())}, and published here are "
        f"{', '.join(published_here) or 'none'}"
    )


def _open(bundle: Bundle) -> Function[Any]:
    # A new kind of function joins here, with its file beside this one.
    match bundle.manifest.kind:
        case "classify":
            return Classifier(bundle)
        case "detect":
            return Detector(bundle)
        case kind:
            classifier, detector = _part(bundle, "classify"), _part(bundle, "detect")
            if kind != "describe" or not isinstance(classifier, Classifier):
                raise _no_part(bundle, "classify")
            if not isinstance(detector, Detector):
                raise _no_part(bundle, "detect")
            return Describer(bundle, classifier, detector)


def _part(bundle: Bundle, use: str) -> Function[Any]:
    name = bundle.manifest.parts.get(use)
    if name not in names():
        raise _no_part(bundle, use)
    return load_shipped(name)


def _no_part(bundle: Bundle, use: str) -> BundleDamagedError:
    return BundleDamagedError(
        f"{bundle.path}: a function of kind {bundle.manifest.kind!r} needs one that Vizsla ships "
        f"to {use} with, and names {bundle.manifest.parts.get(use)!r}; publish it anew"
    )


_shipped: dict[str, Function[Any]] = {}


def shipped(name: str) -> Function[Any]:
    """Return a shipped function, the same one in the whole process until it is closed."""
    held = _shipped.get(name)
    if held is None or held.closed:
        # Two threads may both get here; either's will do.
        held = _shipped[name] = load_shipped(name)
    return held


def load_shipped(name: str) -> Function[Any]:
    """Open a shipped function anew, whatever is at the path of its name."""
    return _open(read_bundle(WEIGHTS / name, GRAPHS))


def shipped_classifier() -> Classifier:
    """Open the classifier whose backbone users' functions stand on."""
    return Classifier(read_bundle(WEIGHTS / "classify-image", GRAPHS))
