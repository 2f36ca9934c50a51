"""The door for what leaves a project: pictures and labels as a dataset that others read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.errors import OptionError, VizslaError
from vizsla.exchange.export_names import FileNames, FolderNames
from vizsla.exchange.export_target import check_target, open_target
from vizsla.exchange.layouts import FOLDER, LAYOUTS, folder_for, record_of, tables
from vizsla.exchange.outgoing import Written
from vizsla.modalities.registry import modality_named
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from vizsla.exchange.incoming import Problem
    from vizsla.exchange.outgoing import Outgoing

__all__ = ["write_dataset"]


def write_dataset(
    items: Iterable[Outgoing],
    target: str | os.PathLike[str],
    *,
    layout: str = FOLDER,
    keep_metadata: bool = False,
    replace: bool = False,
    modality: str = "image",
) -> Written:
    """Write pictures and labels as a dataset: a folder, or a ``.zip`` where ``target`` ends so.

    The layouts:

    - ``folder``: ``train/LABEL/NAME.jpg`` and ``test/LABEL/NAME.jpg``, as torchvision's
      ``ImageFolder("target/train")`` and ``load_dataset("imagefolder", data_dir="target")`` read
      them. Unlabelled pictures are in ``unlabelled/`` beside, which neither looks into; labelled
      ones that are in no part are in ``train``. ``vizsla.jsonl`` holds what folders can't:
      negative labels, states, parts, the names as they were. Where a label is only in one of the
      parts, ImageFolder numbers the labels of the parts differently: go by their names.
    - ``csv``: ``metadata.csv`` and ``pictures/``; ``json lines``: ``metadata.jsonl`` and
      ``pictures/``. Hugging Face reads these too, with all columns.
    - ``label studio``: ``tasks.json`` to import, ``labelling.xml`` for the labelling interface,
      and ``pictures/``, which Label Studio finds where its local storage is ``target/pictures``
      and ``LABEL_STUDIO_LOCAL_FILES_DOCUMENT_ROOT`` is ``target``.

    ``read_source(target, parts=True)`` gives all of it back, from each of them. A folder is named
    as its label, but for labels that are no names of folders, or that others would take for a part
    of the dataset, such as ``test``. Metadata stay out (``strip_metadata`` says what stays in);
    a GIF becomes PNG in the layout ``folder``, because ImageFolder takes none.

    Args:
        items: what to write, one at a time in memory.
        target: where to; its folder is made if it is not there.
        layout: one of the above.
        keep_metadata: write each file as it came, with place and device. TIFF, GIF, AVIF and HEIC
            then stay what they are, though not all readers take them.
        modality: the name of the items' modality.
        replace: whether an older export at ``target`` may go. Nothing else ever goes.

    Returns:
        How many pictures were written, and what was left out and why.

    Raises:
        OptionError: the layout is none, or the target is taken or can't be written to. Nothing
            was changed then: it is made beside its place, and moved there in one step.

    """
    if layout not in LAYOUTS:
        raise OptionError(f"layout must be one of {', '.join(LAYOUTS)}, not {layout!r}.")
    path = Path(target)
    if not path.name:
        raise OptionError(f"{str(target)!r} can't be written to. Name a new folder or .zip.")
    check_target(path, replace=replace)
    folders, files = FolderNames(), FileNames()
    kind = modality_named(modality)
    records: list[dict[str, Any]] = []
    skipped: list[Problem] = []
    with open_target(path) as writer:
        for item in items:
            name = shorten(item.name)
            try:
                exported = kind.export_file(
                    item.read(), name, keep_metadata=keep_metadata, common=layout == FOLDER
                )
            except VizslaError as error:
                skipped.append((name, error))
                continue
            folder = folder_for(item, layout, folders)
            file = files.of(folder, item.name, item.sha256, exported.suffixes)
            writer.add(f"{folder}/{file}", exported.content, compressed=exported.compressed)
            records.append(record_of(item, f"{folder}/{file}"))
        for table, text in tables(records, layout).items():
            writer.add(table, text)
    return Written(path, len(records), tuple(skipped))
