"""Writes a function as one .tflite file."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.atomic import write_errors, write_file
from vizsla.errors import BundleError, OptionError
from vizsla.functions.image_classification import ImageClassifier
from vizsla.modalities.image.image_modality import IMAGE
from vizsla.multi_label_kinds import is_multi_label
from vizsla.publish.standalone.layers import OUTPUT, add_head, has_none
from vizsla.publish.standalone.metadata import write_metadata
from vizsla.publish.standalone.metadata_text import (
    FACTS,
    INPUT,
    LABELS,
    facts_json,
    labels_text,
    model_metadata,
)
from vizsla.publish.standalone.model_writer import GraphExtender
from vizsla.publish.standalone.tflite_target import check_target
from vizsla.runtime import Graph
from vizsla.zip_files import zip_entry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from vizsla.functions.base import Function

__all__ = ["standalone", "write_standalone"]

CLOSE = 1e-4  # between float32 in the file and float64 in Vizsla; on 87 photographs at most 2e-6


def write_standalone(function: Function[Any, Any], path: Path, *, replace: bool = False) -> Path:
    """Write a function as one .tflite file that needs no Vizsla.

    Its input is one image, uint8 (1, height, width, 3) RGB, cropped and resized as the metadata
    says. Its output is ``probabilities``, float32 (1, labels), or (1, labels + 1) where the
    function knows 'none of these', which is then the last. All operators are LiteRT's own, and
    TFLite Micro has them too. Weights are float32, and the probabilities are within 1e-4 of
    Vizsla's scores. TFLite Micro's kernels round otherwise inside the backbone: its probabilities
    were up to 0.05 apart on 33 images, the answer the same on all.

    The labels (``labels.txt``) and the manifest's facts (``vizsla.json``: threshold, calibration,
    preprocessing) are attached as the metadata says, in the .zip that the file ends in. The
    metadata also names what the file can't hold: the novelty check, on which ``sure`` depends
    besides the threshold; the presence, by which the scores of ``classify-image`` are multiplied;
    and the taxonomy above the labels.

    Args:
        function: an image classifier.
        path: the .tflite file.
        replace: whether a .tflite file at ``path`` may be replaced.

    Returns:
        The path.

    Raises:
        OptionError: the function is of another kind, or its head is too large.
        BundleExistsError: the path is taken and may not be replaced.
        BundleError: the file can't be written, or its probabilities would differ from the
            function's; nothing was changed.
        FunctionClosedError: the function was closed.

    """
    if not isinstance(function, ImageClassifier) or is_multi_label(function.kind):
        raise OptionError(
            f"{function.name!r} is of kind {function.manifest.kind!r}, and only a function of kind "
            "'image-classification' can be written as one .tflite file; name one of these"
        )
    check_target(path, replace=replace)
    content = standalone(function)
    with write_errors(path, BundleError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, content)
    return path


def standalone(function: ImageClassifier) -> bytes:
    """Return the content of the .tflite file: the same for the same function.

    Raises:
        OptionError: the head is too large.
        BundleError: the file's probabilities would differ from the function's.

    """
    function.warm_up()
    bundle = function.bundle
    head, labels = bundle.head(), len(bundle.manifest.labels)
    graph = GraphExtender(bundle.read_graph(), f"{bundle.path}: {bundle.graph.file}")
    size = graph.input_shape[1], graph.input_shape[2]
    output = add_head(graph, head, labels)
    title = f"{bundle.manifest.name}@{bundle.manifest.version}"
    holds = {"none": has_none(head, labels), "presence": head.presence is not None}
    metadata = write_metadata(model_metadata(bundle.manifest, size, **holds))
    tflite = graph.finish(output, (INPUT, OUTPUT), title, metadata)
    _check_probabilities(tflite, function, size)
    lines = labels_text(bundle.manifest, none=holds["none"])
    facts = facts_json(bundle.manifest, size, **holds)
    return _with_files(tflite, {LABELS: lines, FACTS: facts})


def _check_probabilities(tflite: bytes, function: ImageClassifier, size: tuple[int, int]) -> None:
    image = IMAGE.self_test_input((*size, 3))
    graph = Graph(tflite, "", None, IMAGE.self_test_input)
    found = graph.run(image)[0].values[0].astype(np.float64)
    scores = function.scores(image, crop=1.0)
    expected = np.append(scores, 1 - scores.sum())[: len(found)]
    difference = float(np.abs(found - expected).max())
    if not difference <= CLOSE:
        raise BundleError(
            f"the .tflite file's probabilities differ by {difference:.2g} from those of "
            f"{function.name!r}, so it was not written; this is a bug in Vizsla"
        )


def _with_files(tflite: bytes, files: Mapping[str, str]) -> bytes:
    """Append files as a .zip, not compressed, as readers of the metadata expect them."""
    content = io.BytesIO(tflite)
    with zipfile.ZipFile(content, "a") as archive:
        for name, text in files.items():
            archive.writestr(zip_entry(name, compress=False), text.encode(errors="replace"))
    return content.getvalue()
