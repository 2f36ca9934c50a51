"""Finds the boxes of a tree with one file for each image: YOLO's, Pascal VOC's and labelme's."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from vizsla.errors import InputError
from vizsla.exchange.folders.annotation_file import AnnotationFile
from vizsla.exchange.formats.data_yaml import read_data_yaml_names
from vizsla.exchange.formats.labelme import may_be_labelme, read_labelme
from vizsla.exchange.formats.voc import read_voc
from vizsla.exchange.formats.yolo import read_classes_txt, read_yolo
from vizsla.exchange.tables.locate_rows import locate_rows
from vizsla.exchange.texts.decode_text import decode_text
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vizsla.exchange.tables.table_rows import LabelTable
    from vizsla.exchange.trees.tree import Tree

__all__ = ["read_box_files"]

_CLASS_LISTS = (
    *("classes.txt", "obj.names", "_darknet.labels", "labels.txt"),
    "predefined_classes.txt",
)
_SAMPLE = 20  # files
_BOX = re.compile(r"\s*[0-9]+(\.0)?(\s+[-+.0-9eE]+){4,}\s*$")


def read_box_files(tree: Tree, locations: Sequence[str]) -> list[AnnotationFile]:
    """Return what the boxes of a tree say of the images' labels; nothing where it has none.

    Args:
        tree: the folder or archive.
        locations: its files that may hold boxes.

    """
    images = {_stem(each) for each in tree.example_files()}

    def of_images(ending: str) -> list[str]:
        """Return the files with an ending that have an image's name."""
        named = (each for each in locations if each.casefold().endswith(ending))
        return [each for each in named if _stem(each) in images]

    texts = of_images(".txt")
    found = _yolo(tree, texts, locations) if texts and _are_boxes(tree, texts) else []
    descriptions = of_images(".xml")
    if descriptions:
        table = read_voc(_contents(tree, descriptions))
        found += _made(tree, table, "Pascal VOC's boxes", descriptions)
    objects = _contents(tree, of_images(".json"))
    contents = [(each, data) for each, data in objects if may_be_labelme(data)]
    if contents:
        files = [each for each, _ in contents]
        found += _made(tree, read_labelme(contents), "labelme's shapes", files)
    return found


def _yolo(tree: Tree, texts: Sequence[str], locations: Sequence[str]) -> list[AnnotationFile]:
    of_images = set(texts)
    named = _class_names(tree, [each for each in locations if each not in of_images])
    if named is None:
        note = f"{counted(len(texts), 'file')} of boxes not read: no data.yaml or classes.txt names"
        return [AnnotationFile("", "", "", has_labels=False, notes=[f"{note} their classes"])]
    source, names = named
    table = read_yolo(_contents(tree, texts), names)
    return _made(tree, table, "YOLO's boxes", [*texts, source])


def _are_boxes(tree: Tree, texts: Sequence[str]) -> bool:
    """Return whether texts with the images' names are YOLO's, and not captions."""
    for each in texts[:_SAMPLE]:
        try:
            lines = decode_text(tree.read(each), each).split("\n")
        except InputError:
            return False
        if any(line.strip() and not _BOX.match(line) for line in lines):
            return False
    return True


def _made(tree: Tree, table: LabelTable, title: str, files: Sequence[str]) -> list[AnnotationFile]:
    entries, problems = locate_rows(table, tree)
    if not entries:
        return []
    notes = list(table.notes)
    return [AnnotationFile(title, "", "", table.has_labels, entries, problems, notes, tuple(files))]


def _class_names(tree: Tree, locations: Sequence[str]) -> tuple[str, list[str]] | None:
    """Return the file with the names of YOLO's classes, and the names; None without one."""
    for location in locations:
        if posixpath.splitext(location)[1].casefold() in {".yaml", ".yml"}:
            try:
                text = decode_text(tree.read(location), location)
                return location, read_data_yaml_names(text, location)
            except InputError:
                continue  # a .yaml of something else
    for name in _CLASS_LISTS:
        for location in locations:
            if posixpath.basename(location).casefold() == name:
                text = decode_text(tree.read(location), location)
                return location, read_classes_txt(text)
    return None


def _contents(tree: Tree, locations: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    for each in locations:
        try:
            yield each, tree.read(each)
        except InputError:  # too large, or damaged: no boxes
            yield each, b""


def _stem(location: str) -> str:
    return posixpath.splitext(posixpath.basename(location))[0].casefold()
