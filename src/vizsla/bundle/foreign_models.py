"""Recognises models that other tools made, and says how to bring their pictures over."""

from __future__ import annotations

import os
import zipfile
from itertools import islice
from pathlib import Path, PurePosixPath

from vizsla.bundle.manifest import MANIFEST
from vizsla.zip_files import ZIP_ERRORS

__all__ = ["foreign_model"]

_OWN = "Vizsla runs its own functions alone. Make one of the images that this was made of:"
# The ways to the images.
_TEACHABLE_MACHINE = (
    "open the project there, choose 'Download project as file', and add the .tm file, which holds "
    "them."
)
_LOBE = "export the project's dataset in Lobe, and add its folder, which has one for each label."
_CUSTOM_VISION = (
    "download them (the training API lists them with their tags) into one folder for each tag, and "
    "add that folder."
)
_OTHER = "put them into one folder for each label, and add that folder."
# The files that tell a model, the surest first; each of them must be there.
_BY_FILES = (
    (("cvexport.manifest",), "a model of Azure Custom Vision", _CUSTOM_VISION),
    (("signature.json", "saved_model.pb"), "a model of Lobe", _LOBE),
    (("signature.json", "saved_model.tflite"), "a model of Lobe", _LOBE),
    (("signature.json", "model.onnx"), "a model of Lobe", _LOBE),
    (("signature.json", "labels.txt"), "a model of Lobe", _LOBE),
    (("model.json", "metadata.json"), "a model of Teachable Machine", _TEACHABLE_MACHINE),
    (("keras_model.h5", "labels.txt"), "a model of Teachable Machine", _TEACHABLE_MACHINE),
    (("model_unquant.tflite", "labels.txt"), "a model of Teachable Machine", _TEACHABLE_MACHINE),
    (("model.json",), "a TensorFlow.js model", _OTHER),
    (("saved_model.pb",), "a TensorFlow model (SavedModel)", _OTHER),
)
_BY_SUFFIX = {
    ".tflite": "a TensorFlow Lite model",
    ".onnx": "an ONNX model",
    ".pb": "a TensorFlow model",
    ".h5": "a Keras model",
    ".hdf5": "a Keras model",
    ".keras": "a Keras model",
    ".mlmodel": "a Core ML model",
    ".mlpackage": "a Core ML model",
    ".pt": "a PyTorch model",
    ".pth": "a PyTorch model",
    ".ckpt": "a training checkpoint",
    ".safetensors": "a file of weights (safetensors)",
    ".pkl": "a Python pickle",
    ".pickle": "a Python pickle",
    ".joblib": "a Python pickle",
}
_MOST_NAMES = 1_000


def foreign_model(path: str | os.PathLike[str]) -> str | None:
    """Return what a foreign model is, and how to make a function of its images; None for no model.

    Nothing of the model is read but the names of its files.

    Args:
        path: a file, a folder or a .zip.

    """
    path = Path(path)
    names = _names(path)
    if MANIFEST in names:  # a function of Vizsla's
        return None
    for files, what, way in _BY_FILES:
        if names.issuperset(files):
            return f"{path} is {what}. {_OWN} {way}"
    own = _BY_SUFFIX.get(path.suffix.lower()) if path.is_file() else None
    if own is not None:
        return f"{path} is {own}. {_OWN} {_OTHER}"
    # A folder or archive with a model in it, and nothing that tells whose.
    within = (_BY_SUFFIX.get(PurePosixPath(each).suffix) for each in sorted(names))
    held = next((each for each in within if each is not None), None)
    return None if held is None else f"{path} holds {held}. {_OWN} {_OTHER}"


def _names(path: Path) -> set[str]:
    """Return the names of a folder's or archive's files, without folders, in small letters."""
    try:
        if path.is_dir():
            with os.scandir(path) as found:
                return {each.name.casefold() for each in islice(found, _MOST_NAMES)}
        if path.is_file() and zipfile.is_zipfile(path):  # a pipe would be waited for
            with zipfile.ZipFile(path) as packed:
                names = packed.namelist()[:_MOST_NAMES]
            return {PurePosixPath(each).name.casefold() for each in names}
    except (*ZIP_ERRORS, OSError):
        pass  # what is wrong with the file is said where it is read
    return set()
