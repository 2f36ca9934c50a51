"""The images for measuring ``teach``, with the function's own answers to them."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import skimage
from PIL import Image

sys.path.append(str(Path(__file__).parents[1]))

import loop_sources as sources
import photos

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loop_sources import LabelledImage
    from vizsla.encoders.embedding import Embedding
    from vizsla.functions.image_classification import Classifier

PLACES = 4  # of a texture, along each side
MOST = 600  # images of clothes, and of digits
STAMPS, CLOTHES, DIGITS = "stamps", "clothes, 28 x 28 pixels", "digits, 8 x 8 pixels"
FITTED = 8  # the least number of images in a folder of stamps that the constants were fitted on
TOP = 5


@dataclass
class EmbeddedImages:
    """Embedded images, by label.

    Attributes:
        function: the function whose encoder embeds them.
        rows: the numbers of each label's images.
        embeddings: the embeddings of all images.
        names: the names of their files, without the ending; empty for an image without a file.

    """

    function: Classifier
    rows: dict[str, list[int]] = field(default_factory=dict)
    embeddings: list[Embedding] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    _answers: dict[int, dict[str, Any]] = field(default_factory=dict)

    def add(self, label: str, images: Iterable[Path | np.ndarray]) -> None:
        """Embed images of a label."""
        from vizsla.modalities.image.load_image import load_pixels  # noqa: PLC0415 - as above

        for each in images:
            self.rows.setdefault(label, []).append(len(self.embeddings))
            self.embeddings.append(self.function.encoder.embed(load_pixels(each)))
            self.names.append(each.stem if isinstance(each, Path) else "")

    def answers(self, rows: Iterable[int]) -> list[dict[str, Any]]:
        """Return the function's own answers."""
        return [self._answer(row) for row in rows]

    def _answer(self, row: int) -> dict[str, Any]:
        if row not in self._answers:
            answer = self.function.answer_embedding(self.embeddings[row], top=TOP)
            self._answers[row] = answer.to_dict()
        return self._answers[row]


def new_kinds(images: EmbeddedImages) -> None:
    """Embed images that have none of the function's labels: trees, cutlery and textures."""
    sets = photos.need_test_data() / "custom-vision"
    for label in ("Hemlock", "Japanese_Cherry"):
        images.add(label, _files(sets / "ImageClassification" / "Images" / label))
    for label in ("fork", "scissors"):
        images.add(label, _files(sets / "ObjectDetection" / "Images" / label))
    for label in ("brick", "grass", "gravel"):
        with Image.open(Path(skimage.__file__).parent / "data" / f"{label}.png") as file:
            pixels = np.asarray(file.convert("RGB"))
        side = len(pixels) // PLACES
        corners = [(side * x, side * y) for x in range(PLACES) for y in range(PLACES)]
        images.add(label, [pixels[x : x + side, y : y + side] for x, y in corners])


def old_kinds(images: EmbeddedImages) -> None:
    """Embed dogs, photographs of other things, and stamps that the constants were not fitted on."""
    pets = _files(photos.need_test_data() / "photos" / "pets")
    images.add("dogs", [each for each in pets if each.stem[0].isupper()])
    images.add("other things", [each for each in pets if not each.stem[0].isupper()])
    names = {each.thing: each.label for each in sources.imagenet()}
    for path, _ in photos.labelled():
        images.add("dogs" if names[path.stem] == "dog" else "other things", [path])
    for paths in stamps().values():
        if len(paths) < FITTED:
            images.add("stamps", paths)


def views_of_dogs(images: EmbeddedImages) -> list[str]:
    """Embed six views of each of some photographs of dogs; return the photographs' names."""
    dogs = [each for each in sources.views() if each.label == "dog"]
    for each in dogs:
        images.add(each.thing, [_pixels(each)])
    return list(dict.fromkeys(each.thing for each in dogs))


def many_kinds(images: EmbeddedImages) -> dict[str, list[str]]:
    """Embed the images that the constants were fitted on, and digits; return each set's labels."""
    found: dict[str, list[str]] = {STAMPS: [], CLOTHES: [], DIGITS: []}
    for folder, paths in stamps().items():
        if len(paths) >= FITTED:
            found[STAMPS].append(f"{STAMPS}: {folder}")
            images.add(found[STAMPS][-1], paths)
    for name, every in ((CLOTHES, sources.fashion("t10k", MOST)), (DIGITS, sources.digits())):
        for each in islice(every, MOST):
            images.add(f"{name}: {each.label}", [_pixels(each)])
            found[name].append(f"{name}: {each.label}")
        found[name] = sorted(set(found[name]))
    return found


def stamps() -> dict[str, list[Path]]:
    """Return Tux Paint's stamps by their folder."""
    found: dict[str, list[Path]] = {}
    for path in sorted(sources.STAMPS.rglob("*.png")):
        with Image.open(path) as image:
            usable = min(image.size) >= sources.LEAST_SIDE and "mirror" not in path.stem
        if usable and "cartoon" not in str(path):
            found.setdefault(str(path.parent.relative_to(sources.STAMPS)), []).append(path)
    return found


def _files(folder: Path) -> list[Path]:
    return sorted(each for each in folder.iterdir() if each.suffix == ".jpg")


def _pixels(image: LabelledImage) -> np.ndarray:
    with Image.open(io.BytesIO(image.read())) as file:
        return np.asarray(file.convert("RGB"))
