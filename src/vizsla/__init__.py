"""AI is a function call: it returns an answer and a score.

>>> import vizsla
>>> answer, score = vizsla.describe_image("park.jpg")  # doctest: +SKIP

Everything but the errors is imported when it is first used: importing Vizsla loads neither the
engine nor Pillow.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from vizsla.errors import (
    AccessDeniedError,
    AccessError,
    BundleDamagedError,
    BundleError,
    BundleExistsError,
    BundleTooNewError,
    CancelledError,
    ClusterError,
    EngineError,
    FunctionClosedError,
    FunctionNotFoundError,
    InputDamagedError,
    InputError,
    InputFormatError,
    InputNotFoundError,
    InputTooLargeError,
    InputTypeError,
    InputUnclearError,
    MissingExtraError,
    NotFoundError,
    OptionError,
    RateLimitError,
    RequestError,
    ServerBusyError,
    ServerError,
    TrainingDataError,
    UrlError,
    VizslaError,
    WorkspaceBusyError,
    WorkspaceDamagedError,
    WorkspaceError,
    WorkspaceFullError,
    WorkspaceTooNewError,
)

if TYPE_CHECKING:
    from vizsla import samples
    from vizsla.answer import (
        Alternative,
        Answer,
        Box,
        Description,
        Detection,
        Entity,
        HeldLabel,
        Recognition,
        SpeechSegment,
        SpokenWord,
        Tag,
        Transcription,
    )
    from vizsla.functions.base import Function
    from vizsla.functions.entity_recognition import EntityRecognizer
    from vizsla.functions.explanation import Explanation
    from vizsla.functions.image_classification import ImageClassifier
    from vizsla.functions.image_description.image_describer import ImageDescriber
    from vizsla.functions.listen_live import listen_live
    from vizsla.functions.loading import list_functions, load
    from vizsla.functions.object_detection import ObjectDetector
    from vizsla.functions.speech_recognition import SpeechRecognizer
    from vizsla.functions.speech_synthesis import SpeechSynthesizer
    from vizsla.modalities.audio.microphone import Microphone
    from vizsla.modalities.limits import Limits
    from vizsla.project.evaluate import evaluate
    from vizsla.project.import_assistant import import_assistant
    from vizsla.project.learn import learn
    from vizsla.project.project import Project
    from vizsla.speech.speaking.synthesis import Synthesis

    describe_image: ImageDescriber
    classify_image: ImageClassifier
    detect_objects: ObjectDetector
    listen: SpeechRecognizer
    recognize_text: EntityRecognizer
    speak: SpeechSynthesizer

__all__ = [
    "AccessDeniedError",
    "AccessError",
    "Alternative",
    "Answer",
    "Box",
    "BundleDamagedError",
    "BundleError",
    "BundleExistsError",
    "BundleTooNewError",
    "CancelledError",
    "ClusterError",
    "Description",
    "Detection",
    "EngineError",
    "Entity",
    "Explanation",
    "Function",
    "FunctionClosedError",
    "FunctionNotFoundError",
    "HeldLabel",
    "InputDamagedError",
    "InputError",
    "InputFormatError",
    "InputNotFoundError",
    "InputTooLargeError",
    "InputTypeError",
    "InputUnclearError",
    "Limits",
    "Microphone",
    "MissingExtraError",
    "NotFoundError",
    "OptionError",
    "Project",
    "RateLimitError",
    "Recognition",
    "RequestError",
    "ServerBusyError",
    "ServerError",
    "SpeechSegment",
    "SpokenWord",
    "Synthesis",
    "Tag",
    "TrainingDataError",
    "Transcription",
    "UrlError",
    "VizslaError",
    "WorkspaceBusyError",
    "WorkspaceDamagedError",
    "WorkspaceError",
    "WorkspaceFullError",
    "WorkspaceTooNewError",
    "__version__",
    "classify_image",
    "describe_image",
    "detect_objects",
    "evaluate",
    "import_assistant",
    "learn",
    "list_functions",
    "listen",
    "listen_live",
    "load",
    "recognize_text",
    "samples",
    "speak",
]

__version__ = "0.2.0"

_SHIPPED = {
    "classify_image": "classify-image",
    "describe_image": "describe-image",
    "detect_objects": "detect-objects",
    "listen": "listen",
    "recognize_text": "recognize-text",
    "speak": "speak",
}
_HOMES = {
    "Alternative": "vizsla.answer",
    "Answer": "vizsla.answer",
    "Box": "vizsla.answer",
    "Description": "vizsla.answer",
    "Detection": "vizsla.answer",
    "Entity": "vizsla.answer",
    "Explanation": "vizsla.functions.explanation",
    "Function": "vizsla.functions.base",
    "Limits": "vizsla.modalities.limits",
    "Microphone": "vizsla.modalities.audio.microphone",
    "Project": "vizsla.project.project",
    "HeldLabel": "vizsla.answer",
    "Recognition": "vizsla.answer",
    "Synthesis": "vizsla.speech.speaking.synthesis",
    "SpeechSegment": "vizsla.answer",
    "SpokenWord": "vizsla.answer",
    "Tag": "vizsla.answer",
    "Transcription": "vizsla.answer",
    "evaluate": "vizsla.project.evaluate",
    "import_assistant": "vizsla.project.import_assistant",
    "learn": "vizsla.project.learn",
    "list_functions": "vizsla.functions.loading",
    "listen_live": "vizsla.functions.listen_live",
    "load": "vizsla.functions.loading",
}


if not TYPE_CHECKING:  # so that a mistyped name is an error to mypy and pyright

    def __getattr__(name):  # noqa: ANN001, ANN202 - Python's own interface
        if name in _SHIPPED:
            return importlib.import_module("vizsla.functions.loading").shared_shipped(
                _SHIPPED[name]
            )
        if name in _HOMES:
            try:
                return getattr(importlib.import_module(_HOMES[name]), name)
            except ModuleNotFoundError as error:
                raise MissingExtraError(
                    f"vizsla.{name} needs {error.name}, which is not installed: "
                    "pip install 'vizsla[train]'"
                ) from error
        if name == "samples":
            return importlib.import_module("vizsla.samples")
        raise AttributeError(f"module 'vizsla' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
