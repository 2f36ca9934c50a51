"""Opens a function by its name: a path first, then a shipped function, then a published one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from vizsla.atomic import recover
from vizsla.bundle import read_bundle
from vizsla.bundle.manifest import MANIFEST
from vizsla.bundle.shipped_bundles import shipped_bundle, shipped_names
from vizsla.errors import BundleDamagedError, FunctionNotFoundError
from vizsla.functions.find_published import find_published, published_names
from vizsla.functions.registry import function_class
from vizsla.nearest import did_you_mean

if TYPE_CHECKING:
    from vizsla.bundle import Bundle
    from vizsla.functions.base import Function
    from vizsla.functions.entity_recognition import EntityRecognizer
    from vizsla.functions.image_classification import ImageClassifier
    from vizsla.functions.image_description.image_describer import ImageDescriber
    from vizsla.functions.object_detection import ObjectDetector
    from vizsla.functions.speech_recognition import SpeechRecognizer
    from vizsla.functions.speech_synthesis import SpeechSynthesizer

__all__ = ["list_functions", "load", "load_shipped", "open_bundle", "shared_shipped"]


def list_functions() -> tuple[str, ...]:
    """Return the names of all functions that ``load`` opens by name, in order.

    These are the functions that Vizsla ships, and the published ones.
    """
    return tuple(sorted({*shipped_names(), *published_names()}))


@overload
def load(name: Literal["classify-image", "dog-breeds"]) -> ImageClassifier: ...
@overload
def load(name: Literal["detect-objects"]) -> ObjectDetector: ...
@overload
def load(name: Literal["describe-image"]) -> ImageDescriber: ...
@overload
def load(name: Literal["listen"]) -> SpeechRecognizer: ...
@overload
def load(name: Literal["recognize-text"]) -> EntityRecognizer: ...
@overload
def load(name: Literal["speak"]) -> SpeechSynthesizer: ...
@overload
def load(name: str | os.PathLike[str]) -> Function[Any, Any]: ...


def load(name: str | os.PathLike[str]) -> Function[Any, Any]:
    """Open a function.

    Args:
        name: the path of a bundle (a folder or a .zip), a shipped function's name, or the name of
            a published function: ``trees`` (the live version) or ``trees@2``.

    Raises:
        FunctionNotFoundError: no function has that name, and none is at that path.
        BundleError: the bundle can't be used; the error's class says why.

    """
    path = Path(name)
    recover(path)
    exists = os.path.exists(path)  # noqa: PTH110 - a name too long for a path is no error here
    if exists and ((path / MANIFEST).exists() or (path.suffix == ".zip" and path.is_file())):
        return open_bundle(read_bundle(path))
    if str(name) in shipped_names():
        return load_shipped(str(name))
    published = find_published(str(name))
    if published is not None:
        return open_bundle(read_bundle(published))
    if exists:
        return open_bundle(read_bundle(path))
    published_here = published_names()
    question = did_you_mean(str(name), (*shipped_names(), *published_here))
    raise FunctionNotFoundError(
        f"there is no function {str(name)!r}; {question and f'{question} '}no bundle is at that "
        f"path, the shipped functions are {', '.join(shipped_names())}, and published here are "
        f"{', '.join(published_here) or 'none'}"
    )


def open_bundle(bundle: Bundle) -> Function[Any, Any]:
    """Return the function of a bundle.

    Raises:
        BundleError: the bundle can't be used; the error's class says why.

    """

    def open_part(kind: str) -> Function[Any, Any]:
        name = bundle.manifest.parts.get(kind)
        found = None
        if name in shipped_names():
            part = shipped_bundle(str(name))
            found = function_class(part).open(part, None)
        if found is None or found.kind != kind:
            raise BundleDamagedError(
                f"{bundle.path}: a function of kind {bundle.manifest.kind!r} needs a shipped one "
                f"of kind {kind!r}, and names {name!r}; publish it again"
            )
        return found

    return function_class(bundle).open(bundle, open_part)


_shipped: dict[str, Function[Any, Any]] = {}


def shared_shipped(name: str) -> Function[Any, Any]:
    """Return a shipped function, the same object in the whole process until it is closed."""
    function = _shipped.get(name)
    if function is None or function.closed:
        # Two threads may both load the function; either object will do.
        function = _shipped[name] = load_shipped(name)
    return function


def load_shipped(name: str) -> Function[Any, Any]:
    """Open a shipped function, even where the working folder holds something of that name."""
    return open_bundle(shipped_bundle(name))
