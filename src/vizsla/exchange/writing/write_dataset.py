"""Writes examples and labels as a dataset that other tools read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.errors import OptionError, VizslaError
from vizsla.exchange.writing.export_example import ExportResult
from vizsla.exchange.writing.export_names import FileNames, FolderNames
from vizsla.exchange.writing.export_target import check_target, open_target
from vizsla.exchange.writing.layouts import (
    FOLDER,
    LABEL_STUDIO,
    LAYOUTS,
    choose_folder,
    is_inline,
    make_record,
    make_tables,
)
from vizsla.modalities.registry import modality_named
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from vizsla.exchange.import_source import Problem
    from vizsla.exchange.writing.export_example import ExportExample

__all__ = ["write_dataset"]


def write_dataset(
    examples: Iterable[ExportExample],
    target: str | os.PathLike[str],
    *,
    layout: str = FOLDER,
    keep_metadata: bool = False,
    replace: bool = False,
    modality: str = "image",
) -> ExportResult:
    """Write examples as a dataset: a folder, or a ``.zip`` where ``target`` ends so.

    The layouts:

    - ``folder``: ``train/LABEL/NAME.jpg`` and ``test/LABEL/NAME.jpg``, as torchvision's
      ``ImageFolder("target/train")`` and ``load_dataset("imagefolder", data_dir="target")`` read
      them. Unlabelled examples are in ``unlabelled/`` beside, which neither reads; labelled ones
      without a split are in ``train``. ``vizsla.jsonl`` holds what folders can't: negative
      labels, states, splits, the original names. Where a label is only in one of the splits,
      ImageFolder numbers the labels of the splits differently: go by their names.
    - ``csv``: ``metadata.csv`` and ``pictures/``; ``json lines``: ``metadata.jsonl`` and
      ``pictures/``. Hugging Face reads these too, with all columns. Texts stand in the table
      itself, in the column ``text``, and there are no files.
    - ``label studio``, for images: ``tasks.json`` to import, ``labelling.xml`` for the labelling
      interface, and ``pictures/``, which Label Studio finds where its local storage is
      ``target/pictures`` and ``LABEL_STUDIO_LOCAL_FILES_DOCUMENT_ROOT`` is ``target``.

    ``read_source(target, splits=True)`` reads all of it back, from each layout. A folder has its
    label's name, except for labels that can't be the name of a folder, or that other tools would
    read as a split, such as ``test``. Metadata that could identify somebody is stripped (see
    ``Modality.strip_metadata``); a GIF becomes PNG in the layout ``folder``, because ImageFolder
    reads none.

    Args:
        examples: the examples; only one at a time is in memory.
        target: the dataset's folder or .zip; the folder above is made if it does not exist.
        layout: one of the above.
        keep_metadata: whether each file is written unchanged, with place and device. TIFF, GIF,
            AVIF and HEIC are then not converted, though not all readers take them.
        replace: whether an older export at ``target`` may be replaced; nothing else ever is.
        modality: the name of the examples' modality.

    Returns:
        The number of examples that were written, and those that were left out and why.

    Raises:
        OptionError: there is no such layout or modality, or the target is taken or can't be
            written. Nothing was changed then: the dataset is made beside its place, and moved
            there in one step.

    """
    if layout not in LAYOUTS:
        raise OptionError(f"layout must be one of {', '.join(LAYOUTS)}, not {layout!r}.")
    kind = modality_named(modality)
    if layout == LABEL_STUDIO and kind.name != "image":
        raise OptionError(
            f"The layout {layout!r} is for images, not for {kind.plural}. Choose another layout."
        )
    path = Path(target)
    if not path.name:
        raise OptionError(f"{str(target)!r} can't be written to. Name a new folder or .zip.")
    check_target(path, replace=replace)
    folders, files = FolderNames(), FileNames()
    records: list[dict[str, Any]] = []
    skipped: list[Problem] = []
    with open_target(path) as writer:
        for example in examples:
            name = shorten(example.name)
            try:
                exported = kind.export_file(
                    example.read(), name, keep_metadata=keep_metadata, common=layout == FOLDER
                )
            except VizslaError as error:
                skipped.append((name, error))
                continue
            text = kind.inline(exported.content)
            if is_inline(layout, text):
                records.append(make_record(example, None, text))
                continue
            folder = choose_folder(example, layout, folders)
            file = files.name_for(folder, example.name, example.sha256, exported.suffixes)
            location = f"{folder}/{file}"
            writer.add(location, exported.content, compressed=exported.compressed)
            records.append(make_record(example, location, text))
        for table, content in make_tables(records, layout).items():
            writer.add(table, content)
    return ExportResult(path, len(records), tuple(skipped))
