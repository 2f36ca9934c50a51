"""AI is a function call: it returns an answer and a score.

>>> import vizsla
>>> answer, score = vizsla.describe_image("park.jpg")  # doctest: +SKIP

What is here is opened when it is first used: importing Vizsla loads neither the engine nor
Pillow.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vizsla.answer import Alternative, Answer, Box, Description, Detection, Tag
    from vizsla.errors import VizslaError
    from vizsla.functions.explanation import Explanation
    from vizsla.functions.image_classification import ImageClassifier
    from vizsla.functions.image_description.describer import ImageDescriber
    from vizsla.functions.loading import list_functions, load
    from vizsla.functions.object_detection import ObjectDetector
    from vizsla.modalities.image.load_image import Limits
    from vizsla.project.evaluate import evaluate
    from vizsla.project.learn import learn
    from vizsla.project.project import Project

    describe_image: ImageDescriber
    classify_image: ImageClassifier
    detect_objects: ObjectDetector

__all__ = [
    "Alternative",
    "Answer",
    "Box",
    "Description",
    "Detection",
    "Explanation",
    "Limits",
    "Project",
    "Tag",
    "VizslaError",
    "__version__",
    "classify_image",
    "describe_image",
    "detect_objects",
    "evaluate",
    "learn",
    "list_functions",
    "load",
]

__version__ = "0.1.0"

_SHIPPED = {
    "classify_image": "classify-image",
    "describe_image": "describe-image",
    "detect_objects": "detect-objects",
}
_HOMES = {
    "Alternative": "vizsla.answer",
    "Answer": "vizsla.answer",
    "Box": "vizsla.answer",
    "Description": "vizsla.answer",
    "Detection": "vizsla.answer",
    "Explanation": "vizsla.functions.explanation",
    "Limits": "vizsla.modalities.image.load_image",
    "Project": "vizsla.project.project",
    "Tag": "vizsla.answer",
    "VizslaError": "vizsla.errors",
    "evaluate": "vizsla.project.evaluate",
    "learn": "vizsla.project.learn",
    "load": "vizsla.functions.loading",
    "list_functions": "vizsla.functions.loading",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - Python's own interface
    if name in _SHIPPED:
        return importlib.import_module("vizsla.functions.loading").shipped(_SHIPPED[name])
    if name in _HOMES:
        try:
            return getattr(importlib.import_module(_HOMES[name]), name)
        except ModuleNotFoundError as error:
            from vizsla.errors import MissingExtraError  # noqa: PLC0415 - seldom needed

            raise MissingExtraError(
                f"vizsla.{name} needs {error.name}, which is not installed: "
                "pip install 'vizsla[train]'"
            ) from error
    raise AttributeError(f"module 'vizsla' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
