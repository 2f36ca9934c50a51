"""Tells what the name of a dataset's folder means: a part, a holder of files, thumbnails."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from vizsla.exchange.dataset_names import SPLITS, UNLABELLED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = [
    "holds_copies",
    "holds_extras",
    "holds_unlabelled",
    "is_holder",
    "named_part",
    "named_parts",
    "numbered_holders",
    "part_of_table",
]

_SMALL = r"[^\W\d_A-Z]"  # letters of other alphabets, too
_WORD = re.compile(rf"[A-Z]+(?!{_SMALL})|[A-Z]?{_SMALL}+|[0-9]+")
_IMAGES = frozenset(("image", "images", "img", "imgs", "picture", "pictures", "photo", "photos"))
# Words that say nothing of what a folder's files show.
_NEUTRAL = frozenset(
    (
        *(*_IMAGES, "pic", "pics"),
        *("jpeg", "jpg", "png", "file", "files", "data", "dataset", "datasets"),
        *("raw", "original", "originals", "input", "inputs", "media", "upload", "uploads", "all"),
        # Not 'class' and 'category': class1 and class2 are labels.
        *("my", "classes", "categories", "folder", "export", "downloads"),
        *("dcim", "camera", "bild", "bilder", "foto", "fotos", "imagens", "imagenes", "imágenes"),
    )
)
# Some of them may be labels where the folders beside them are: 'photo' beside 'painting'.
_NO_LABEL = _NEUTRAL - frozenset(
    (
        *("image", "img", "picture", "photo", "foto", "bild", "raw", "input", "camera"),
        *("original", "originals"),
    )
)
_BESIDE_A_PART = _NEUTRAL | {"set", "seg", "split", "obj", "class", "category"}
_ABOUT_TABLES = frozenset(
    (
        *("label", "labels", "annotation", "annotations", "metadata", "list", "df", "csv"),
        *("solution", "instances"),
    )
)
_CAMERA_FOLDER = re.compile(r"[1-9][0-9]{2}[A-Z0-9_]{5}")  # 100APPLE, as DCF has it
# Not 'thumb' and 'mask': they may well be labels.
_COPIES = frozenset(
    (
        *("thumbs", "thumbnail", "thumbnails", "preview", "previews", "cache"),
        *("masks", "segmentation", "segmentations", "object", "objects", "trimaps"),
        *("annotation", "annotations", "labels", "groundtruth"),
        *("augmented", "augmentation", "augmentations"),
    )
)
_UNLABELLED = frozenset((*UNLABELLED, "pred", "predict", "prediction", "predictions", "unknown"))
_EXTRA = frozenset(("sample", "samples", "demo", "extra", "extras", "misc", "other", "others"))


def named_part(folder: str) -> str | None:
    """Return the part of a dataset that a folder is named for.

    ``train``, ``Training_Set``, ``train2017``, ``images-train``, ``seg_train`` and CVAT's
    ``obj_train_data`` are ``train``; a ``toy train`` is none.

    Returns:
        ``train``, ``test``, ``validation``, or None.

    """
    part, others = _part_and_others(folder)
    return part if _BESIDE_A_PART.issuperset(others) else None


def part_of_table(name: str) -> str | None:
    """Return the part that a table is named for, without its ending: ``trainLabels``."""
    part, others = _part_and_others(name)
    return part if (_BESIDE_A_PART | _ABOUT_TABLES).issuperset(others) else None


def named_parts(folders: Collection[str]) -> dict[str, str]:
    """Return the folders beside one another that are named for parts of a dataset, with the parts.

    Besides those that ``named_part`` knows alone, they are folders whose names differ in the part
    only: ``cars_train`` and ``cars_test``.
    """
    found = {each: part for each in folders if (part := named_part(each))}
    if found:
        return found
    sets: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for each in folders:
        part, others = _part_and_others(each)
        if part is not None:
            sets[tuple(others)][each] = part
    # Several sets would be labels in parts: train_oak, test_oak, train_elm, test_elm.
    only = next(iter(sets.values())) if len(sets) == 1 else {}
    return only if {"train"} < set(only.values()) else {}


def is_holder(folder: str, *, beside_labels: bool = False) -> bool:
    """Return whether a folder's name says only that files are in it: ``images``, ``raw-img``.

    Args:
        folder: the name.
        beside_labels: whether folders beside it may be labels: then ``photo`` may be one, too.

    """
    words = _words(folder)
    neutral = [each for each in words if not each.isdigit()]
    is_neutral = bool(neutral) and (_NO_LABEL if beside_labels else _NEUTRAL).issuperset(neutral)
    return is_neutral or _CAMERA_FOLDER.fullmatch(folder) is not None


def numbered_holders(folders: Iterable[str]) -> set[str]:
    """Return the folders where all are pieces of one: ``x_images_1`` and ``x_images_2``."""
    words = {each: _words(each) for each in folders}
    others = {tuple(word for word in each if not word.isdigit()) for each in words.values()}
    are_numbered = all(each and each[-1].isdigit() for each in words.values())
    is_one = len(words) > 1 and len(others) == 1 and are_numbered
    return set(words) if is_one and _IMAGES.intersection(*others) else set()


def holds_copies(folder: str) -> bool:
    """Return whether a folder is named for thumbnails, masks and the like, made of other files."""
    return _is_named(folder, _COPIES) and folder.casefold() not in {"object", "objects"}


def holds_unlabelled(folder: str) -> bool:
    """Return whether a folder beside the parts of a dataset holds files without labels."""
    return _is_named(folder, _UNLABELLED)


def holds_extras(folder: str) -> bool:
    """Return whether a folder beside the parts of a dataset is none of them: ``samples``."""
    return _is_named(folder, _EXTRA)


def _part_and_others(folder: str) -> tuple[str | None, list[str]]:
    """Return the one part that a name has words for, or None, and its other words."""
    words = [_without_set(each) for each in _words(folder)]
    parts = {SPLITS[each] for each in words if each in SPLITS}
    others = [each for each in words if each not in SPLITS and not each.isdigit()]
    return parts.pop() if len(parts) == 1 else None, others


def _is_named(folder: str, names: frozenset[str]) -> bool:
    words = [each for each in _words(folder) if each not in _BESIDE_A_PART and not each.isdigit()]
    return bool(words) and names.issuperset(words)


def _without_set(word: str) -> str:
    """Return ``train`` for ``trainset``, and any other word as it is."""
    short = word.removesuffix("set")
    return short if short in SPLITS else word


def _words(folder: str) -> list[str]:
    # Some systems store an accent apart from its letter.
    return [each.casefold() for each in _WORD.findall(unicodedata.normalize("NFC", folder))]
