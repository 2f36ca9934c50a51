"""The table of kinds. A new kind of function is a file beside this one, and one row here."""

from __future__ import annotations

from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

from vizsla.errors import BundleTooNewError, OptionError
from vizsla.multi_label_kinds import is_multi_label

if TYPE_CHECKING:
    from vizsla.bundle import Bundle
    from vizsla.functions.base import Function

__all__ = ["classifier_kind", "function_class", "kind_names", "register_kind", "trainable_class"]

# A row holds the class or its import path: classifying imports no detector.
_KINDS: dict[str, type[Function[Any, Any]] | str] = {
    "entity-recognition": "vizsla.functions.entity_recognition:EntityRecognizer",
    "image-classification": "vizsla.functions.image_classification:ImageClassifier",
    "image-description": "vizsla.functions.image_description.image_describer:ImageDescriber",
    "multi-label-image-classification": "vizsla.functions.multi_label_image_classification:"
    "MultiLabelImageClassifier",
    "multi-label-text-classification": "vizsla.functions.multi_label_text_classification:"
    "MultiLabelTextClassifier",
    "object-detection": "vizsla.functions.object_detection:ObjectDetector",
    "sound-classification": "vizsla.functions.sound_classification:SoundClassifier",
    "speech-synthesis": "vizsla.functions.speech_synthesis:SpeechSynthesizer",
    "speech-recognition": "vizsla.functions.speech_recognition:SpeechRecognizer",
    "text-classification": "vizsla.functions.text_classification:TextClassifier",
}


def register_kind(name: str, kind: type[Function[Any, Any]]) -> None:
    """Add a kind to the table, or replace the one of its name.

    Args:
        name: the kind's name, as manifests and projects have it.
        kind: the class of its functions.

    """
    _KINDS[name] = kind


def kind_names() -> tuple[str, ...]:
    """Return the names of the kinds, in order."""
    return tuple(sorted(_KINDS))


def function_class(bundle: Bundle) -> type[Function[Any, Any]]:
    """Return the class of a bundle's function.

    Raises:
        BundleTooNewError: this version of Vizsla knows no such kind, or no such feature of it.

    """
    name = bundle.manifest.kind
    if name not in _KINDS:
        raise BundleTooNewError(
            f"{bundle.path} is a function of kind {name!r}, and this version of Vizsla knows "
            f"{', '.join(kind_names())}: pip install --upgrade vizsla"
        )
    found = _class(name)
    for feature in bundle.manifest.features:
        if feature.kind not in found.known_features:
            raise BundleTooNewError(
                f"{bundle.path} has a feature of kind {feature.kind!r:.80}, and of a function of "
                f"kind {name!r} this version of Vizsla knows "
                f"{', '.join(found.known_features) or 'none'}: pip install --upgrade vizsla"
            )
    return found


def trainable_class(name: str) -> type[Function[Any, Any]]:
    """Return the class of a kind that a project can train.

    Raises:
        OptionError: there is no such kind, or it can't be trained.

    """
    if name not in _KINDS or not _class(name).trainable:
        can = [each for each in kind_names() if _class(each).trainable]
        raise OptionError(
            f"kind={name!r}: a project trains functions of a kind among {', '.join(can)}"
        )
    return _class(name)


def classifier_kind(modality: str) -> str | None:
    """Return the kind that gives inputs of a modality one label each; None where there is none."""
    one_label = (each for each in kind_names() if not is_multi_label(each))
    classes = ((each, _class(each)) for each in one_label)
    own = (each for each, kind in classes if kind.trainable and kind.modality_name == modality)
    return next(own, None)


def _class(name: str) -> type[Function[Any, Any]]:
    found = _KINDS[name]
    if isinstance(found, str):
        found = _KINDS[name] = resolve_name(found)
    return found
