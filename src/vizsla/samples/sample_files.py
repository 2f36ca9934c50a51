"""The files that the documentation works on."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from vizsla.atomic import write_file
from vizsla.errors import OptionError
from vizsla.samples.made_sounds import made_sound

if TYPE_CHECKING:
    import os

__all__ = ["write"]

_HERE = Path(__file__).parent
_SOUNDS = 10
"""Sounds of each label: enough to learn from."""


def write(folder: str | os.PathLike[str] = ".") -> list[Path]:
    """Write files to try things with, about 2 MB: the documentation's examples work on them.

    Photographs of a dog (``park.jpg``), of four hens (``yard.jpg``) and of a windmill
    (``new.jpg``); ``photos/`` with a sub-folder for each label, to learn from; ``folder/`` to
    answer, and ``labelled/`` to test on; texts (``notes.txt``) and tables
    (``utterances.csv``, ``complaints.csv``, ``pictures.csv``); spoken English (``memo.wav``) and
    ``sounds/`` of knocks and whistles; and the export of a language app, ``app.json``.

    Args:
        folder: the folder to write to; it is made where there is none.

    Returns:
        The paths of the files and folders at the top, by name.

    Raises:
        OptionError: a file of such a name is there already, with another content; nothing was
            written. One with the same content stays.
        OSError: the folder can't be written to.

    """
    target = Path(folder)
    files = {each.name: each.read_bytes() for each in (_HERE / "files").iterdir() if each.is_file()}
    files |= {name: made_sound("knock", seed).to_wav() for name, seed in _LONE_SOUNDS.items()}
    photos = _photos()
    files["pictures.csv"] = _table_of(photos)
    folders = {
        "photos": photos,
        "folder": {"park.jpg": files["park.jpg"], "yard.jpg": files["yard.jpg"], **_animals()},
        "labelled": {
            "German shepherd/park.jpg": files["park.jpg"],
            "hen/yard.jpg": files["yard.jpg"],
        },
        "sounds": _sounds(),
    }
    names = sorted([*files, *folders])
    for folder_name, contents in folders.items():
        files |= {f"{folder_name}/{name}": content for name, content in contents.items()}
    missing = {name: content for name, content in files.items() if not (target / name).exists()}
    for name in sorted(files.keys() - missing.keys()):
        if not (target / name).is_file() or (target / name).read_bytes() != files[name]:
            raise OptionError(
                f"{target / name} is there already, with another content, and nothing is "
                "overwritten: choose an empty folder, such as vizsla samples try"
            )
    for name, content in missing.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        write_file(target / name, content)
    return [target / name for name in names]


_LONE_SOUNDS = {"new.wav": 30, "day.wav": 31}


def _photos() -> dict[str, bytes]:
    """Return the photographs that have a label, by their names: LABEL/NAME."""
    pictures = _HERE / "pictures"
    paths = sorted(each for each in pictures.rglob("*.webp") if each.parent.name != "unlabelled")
    return {each.relative_to(pictures).as_posix(): each.read_bytes() for each in paths}


def _animals() -> dict[str, bytes]:
    """Return photographs of animals, which have no label."""
    unlabelled = (_HERE / "pictures" / "unlabelled").iterdir()
    return {each.name: each.read_bytes() for each in unlabelled if each.stem.isidentifier()}


def _table_of(photos: dict[str, bytes]) -> bytes:
    """Return a table of the photographs with a label: file, label, and two more columns."""
    labelled = [(name, name.partition("/")[0]) for name in photos]
    rows = [
        (f"photos/{name}", label, "water" if label == "fish" else "land", 10 + number % 15)
        for number, (name, label) in enumerate(labelled)
    ]
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(
        [("file", "label", "place", "temperature"), *rows]
    )
    return text.getvalue().encode()


def _sounds() -> dict[str, bytes]:
    return {
        f"{kind}/{seed}.wav": made_sound(kind, seed).to_wav()
        for kind in ("knock", "whistle")
        for seed in range(_SOUNDS)
    }
