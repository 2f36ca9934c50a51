"""Opens an encoder that a package of its own brings: a folder with ``encoder.json`` and a graph."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.bundle.bundle_fields import BundleFields
from vizsla.bundle.manifest_entries import GraphEntry, InputEntry, Licence
from vizsla.bundle.operators import check_operators
from vizsla.encoders.image_encoder import ImageEncoder
from vizsla.encoders.image_graph import ImageGraph
from vizsla.errors import BundleDamagedError, BundleTooNewError

if TYPE_CHECKING:
    import os

__all__ = ["encoder_from_folder"]

DESCRIPTION = "encoder.json"
FORMAT = 1
BACKBONE = "backbone.tflite"  # the graph's name in the bundles of functions that use it


def encoder_from_folder(folder: str | os.PathLike[str]) -> ImageEncoder:
    """Open the encoder in a folder.

    Raises:
        BundleDamagedError: a file is missing, altered or malformed.
        BundleTooNewError: the folder is of a later format, or of another modality than images.

    """
    root = Path(folder)
    where = f"{root / DESCRIPTION}"
    fields = BundleFields(_parsed(root / DESCRIPTION), where)
    described = fields.inner("input")
    if fields.integer("format", 1) > FORMAT or described.text("modality") != "image":
        raise BundleTooNewError(
            f"{where} is of a format or modality that this version of Vizsla does not read: "
            "pip install --upgrade vizsla"
        )
    settings = described.scalars()
    settings.pop("modality")
    graph = fields.inner("graph")
    file, sha256 = graph.text("file"), graph.sha256("sha256")

    def read() -> bytes:
        content = _content(root / file)
        if hashlib.sha256(content).hexdigest() != sha256:
            raise BundleDamagedError(
                f"{root / file} is not the file that {DESCRIPTION} names; install the package again"
            )
        check_operators(content, f"{root / file}")
        return content

    return ImageEncoder(
        ImageGraph(
            name=fields.text("name"),
            dimension=fields.integer("dimension", 1),
            input=InputEntry("image", settings),
            entry=GraphEntry(BACKBONE, graph.sha256("self_test")),
            sha256=sha256,
            read=read,
            licences=tuple(
                Licence(each.text("what"), each.text("licence"), each.text("source"))
                for each in fields.objects("licences")
            ),
            where=str(root),
        )
    )


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
