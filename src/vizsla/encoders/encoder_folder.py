"""Opens an encoder that a package of its own brings: a folder with ``encoder.json`` and a model."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.bundle.bundle_fields import BundleFields
from vizsla.bundle.manifest_entries import GraphEntry
from vizsla.bundle.read_manifest import read_input, read_licences
from vizsla.encoders.image_encoder import ImageEncoder
from vizsla.encoders.image_graph import ImageGraph
from vizsla.encoders.text.text_encoder import TextEncoder
from vizsla.encoders.text.text_model import TextModel
from vizsla.errors import BundleDamagedError, BundleTooNewError

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from vizsla.encoders.base import Encoder

__all__ = ["encoder_from_folder"]

DESCRIPTION = "encoder.json"
FORMAT = 2  # 1 knows WordPiece alone
BACKBONE = "backbone.tflite"  # the graph's name in the bundles of functions that use it


def encoder_from_folder(folder: str | os.PathLike[str]) -> Encoder[Any]:
    """Open the encoder in a folder.

    Raises:
        BundleDamagedError: a file is missing, altered or malformed.
        BundleTooNewError: the folder is of a later format, or of an unknown modality.

    """
    root = Path(folder)
    where = f"{root / DESCRIPTION}"
    fields = BundleFields(_parsed(root / DESCRIPTION), where)
    modality = fields.inner("input").text("modality")
    if fields.integer("format", 1) > FORMAT or modality not in _OPENERS:
        raise BundleTooNewError(
            f"{where} is of a format or modality that this version of Vizsla does not read: "
            "pip install --upgrade vizsla"
        )
    return _OPENERS[modality](root, fields)


def _image_encoder(root: Path, fields: BundleFields) -> ImageEncoder:
    graph = fields.inner("graph")
    file, sha256 = graph.text("file"), graph.sha256("sha256")
    return ImageEncoder(
        ImageGraph(
            name=fields.text("name"),
            dimension=fields.integer("dimension", 1),
            input=read_input(fields.inner("input")),
            entry=GraphEntry(BACKBONE, graph.sha256("self_test")),
            sha256=sha256,
            read=lambda: _checked(root / file, sha256),
            licences=read_licences(fields),
            where=str(root),
            is_strange=False,  # a package that is installed could run any code
        )
    )


def _text_encoder(root: Path, fields: BundleFields) -> TextEncoder:
    parts = {part: fields.inner(part) for part in ("weights", "vocabulary", "code_points")}
    sha256 = {each.text("file"): each.sha256("sha256") for each in parts.values()}
    self_test = fields.inner("self_test")
    return TextEncoder(
        TextModel(
            name=fields.text("name"),
            dimension=fields.integer("dimension", 1),
            input=read_input(fields.inner("input")),
            **{part: each.text("file") for part, each in parts.items()},
            sha256=sha256,
            sizes={name: _size(root / name) for name in sha256},
            read=lambda name: _checked(root / name, sha256[name]),
            self_test_texts=self_test.texts("texts"),
            self_test=self_test.sha256("sha256"),
            licences=read_licences(fields),
            where=str(root),
        )
    )


_OPENERS: dict[str, Callable[[Path, BundleFields], Encoder[Any]]] = {
    "image": _image_encoder,
    "text": _text_encoder,
}


def _checked(path: Path, sha256: str) -> bytes:
    content = _content(path)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise BundleDamagedError(
            f"{path} is not the file that {DESCRIPTION} names; install the package again"
        )
    return content


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise BundleDamagedError(
            f"{path} can't be read ({error.strerror or error}); install the package again"
        ) from error


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BundleDamagedError(
            f"{path} can't be read ({error.strerror or error}); install the package again"
        ) from error


def _parsed(path: Path) -> Any:  # noqa: ANN401 - JSON may hold any value
    try:
        return json.loads(_content(path))
    except (ValueError, RecursionError) as error:
        raise BundleDamagedError(
            f"{path} is not JSON ({error}); install the package again"
        ) from error
