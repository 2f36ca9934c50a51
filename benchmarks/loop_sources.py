"""The sources of the loop's labelled images: real images on this machine."""

from __future__ import annotations

import gzip
import io
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageOps

import photos
from photos import MissingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# Debian: dataset-fashion-mnist (Xiao, Rasul and Vollgraf, 2017; MIT), tuxpaint-stamps-default.
FASHION = Path("/usr/share/datasets/fashion-mnist")
FASHION_LABELS = (
    *("t-shirt", "trouser", "pullover", "dress", "coat"),
    *("sandal", "shirt", "sneaker", "bag", "ankle boot"),
)
STAMPS = Path("/usr/share/tuxpaint/stamps")
STAMP_FOLDERS = {
    "bird": "animals/birds",
    "insect": "animals/insects",
    "mammal": "animals/mammals",
    "flower": "plants/flowers",
    "fruit": "food/fruit",
    "vegetable": "food/vegetables",
    "coin or note": "symbols/money",
    "vehicle": "vehicles",
}
# The label of an ImageNet photograph: the first of these kinds above its class.
KINDS = ("dog", "bird", "mammal", "animal", "food", "vehicle", "structure", "container")
REST = "something else"
VIEWS = 6  # of one photograph
DIGITS_MOST = 16  # the brightest value of scikit-learn's digits
LEAST_SIDE = 40  # of a stamp that counts as a photograph


@dataclass(frozen=True)
class LabelledImage:
    """A labelled image.

    Attributes:
        label: the image's label.
        thing: the photographed thing; several images may show the same.
        name: the file's name, without the suffix.
        suffix: the file's suffix.
        read: returns the file's bytes.

    """

    label: str
    thing: str
    name: str
    suffix: str
    read: Callable[[], bytes]


def fashion(part: str, count: int) -> Iterator[LabelledImage]:
    """Iterate over images of clothes, 28 x 28, grey, in the same order every time.

    Args:
        part: "train" (60,000) or "t10k" (10,000).
        count: the number of images; a smaller number gives the first of a larger one.

    """
    if not FASHION.is_dir():
        raise MissingError("no Fashion-MNIST: apt-get install dataset-fashion-mnist")
    pixels = _idx(FASHION / f"{part}-images-idx3-ubyte.gz", 16).reshape(-1, 28, 28)
    targets = _idx(FASHION / f"{part}-labels-idx1-ubyte.gz", 8)
    for number in np.random.default_rng(0).permutation(len(targets))[:count]:
        yield _grey(FASHION_LABELS[targets[number]], f"{number:05}", pixels[number])


def digits() -> Iterator[LabelledImage]:
    """Iterate over scikit-learn's 1,797 handwritten digits, 8 x 8, grey."""
    from sklearn.datasets import load_digits  # noqa: PLC0415 - only this set needs it

    found = load_digits()
    for number in np.random.default_rng(0).permutation(len(found.target)):
        grey = np.round(found.images[number] * (255 / DIGITS_MOST)).astype(np.uint8)
        yield _grey(str(found.target[number]), f"{number:04}", grey)


def stamps() -> Iterator[LabelledImage]:
    """Iterate over Tux Paint's cut-out photographs, PNG with alpha."""
    if not STAMPS.is_dir():
        raise MissingError("no stamps: apt-get install tuxpaint-stamps-default")
    for label, folder in STAMP_FOLDERS.items():
        for path in sorted((STAMPS / folder).rglob("*.png")):
            with Image.open(path) as image:
                usable = min(image.size) >= LEAST_SIDE and "cartoon" not in path.name
            # Some exist a second time, mirrored.
            if usable and "mirror" not in path.stem:
                name = "-".join(path.relative_to(STAMPS).with_suffix("").parts)
                yield replace(_file(label, path), thing=name, name=name)


def trees() -> Iterator[LabelledImage]:
    """Iterate over Azure Custom Vision's tutorial set."""
    return labelled_folder(
        "custom-vision/ImageClassification/Images", ("Hemlock", "Japanese_Cherry")
    )


def labelled_folder(name: str, labels: Sequence[str]) -> Iterator[LabelledImage]:
    """Iterate over the JPEGs in a folder of the test data, in the sub-folders of these labels."""
    for label in labels:
        for path in sorted((photos.need_test_data() / name / label).glob("*.jpg")):
            yield _file(label, path)


def pets() -> Iterator[LabelledImage]:
    """Iterate over twenty photographs of dogs and other animals."""
    for path in sorted((photos.need_test_data() / "photos" / "pets").glob("*.jpg")):
        yield _file("dog" if path.stem[0].isupper() else "other animal", path)


def imagenet() -> Iterator[LabelledImage]:
    """Iterate over 200 photographs, one for each of 200 classes of ImageNet."""
    import vizsla  # noqa: PLC0415 - for the kinds of its labels

    photos.need_test_data()
    ids = [each.id for each in vizsla.classify_image.manifest.labels]
    of_kind = {kind: vizsla.classify_image.label_kinds.within(kind) for kind in KINDS}
    for path, synset in photos.labelled():
        row = ids.index(synset)
        label = next((kind for kind, of_it in of_kind.items() if of_it[row]), REST)
        yield _file(label, path)


def views() -> Iterator[LabelledImage]:
    """Iterate over six views of each photograph of ``imagenet``, of 500 x 375 pixels."""
    rng = np.random.default_rng(0)
    for whole in imagenet():
        for number in range(VIEWS):
            share, *at = rng.uniform((0.6, 0, 0), (1, 1, 1))
            read = partial(_view, whole.read, share, at, mirrored=bool(number % 2))
            yield replace(whole, name=f"{whole.thing}-{number}", suffix=".jpg", read=read)


def _idx(path: Path, header: int) -> np.ndarray:
    return np.frombuffer(gzip.decompress(path.read_bytes()), np.uint8, offset=header)


def _grey(label: str, name: str, grey: np.ndarray) -> LabelledImage:
    return LabelledImage(label, name, name, ".png", lambda: _saved(Image.fromarray(grey), "PNG"))


def _file(label: str, path: Path) -> LabelledImage:
    return LabelledImage(label, path.stem, path.stem, path.suffix, path.read_bytes)


def _saved(image: Image.Image, form: str) -> bytes:
    content = io.BytesIO()
    image.save(content, form, quality=photos.QUALITY)
    return content.getvalue()


def _view(read: Callable[[], bytes], share: float, at: Sequence[float], *, mirrored: bool) -> bytes:
    with Image.open(io.BytesIO(read())) as file:
        image = file.convert("RGB")
    width, height = (round(share * each) for each in image.size)
    left, top = (
        int((all_ - part) * where)
        for all_, part, where in zip(image.size, (width, height), at, strict=True)
    )
    cut = image.crop((left, top, left + width, top + height))
    cut = ImageOps.fit(cut, photos.SIZE, Image.Resampling.LANCZOS)
    return _saved(ImageOps.mirror(cut) if mirrored else cut, "JPEG")
