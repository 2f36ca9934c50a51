"""A function of texts to serve: the intents of Banking77, learnt from 10 sentences each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from text_sets import DATA, banking, draw
from text_vizsla import learnt
from vizsla.functions.function_library import local_functions

if TYPE_CHECKING:
    from pathlib import Path

NAME = "intents"
SENTENCES = 400


def publish(home: Path, folder: Path) -> list[Path]:
    """Publish the function; return requests for it, sentences that it has not seen.

    Args:
        home: the workspace.
        folder: a new folder for the requests.

    Returns:
        The files, each ``{"text": "..."}``; none where the sentences are not on this machine.

    """
    if not DATA.is_dir():
        print(f"not measured here: functions of texts ({DATA} is missing)")
        return []
    training, test = draw(banking("train"), 10, 0), banking("test")
    function = learnt(training, test, None)
    library = local_functions(home)
    staging = library.staging()
    function.save(staging)
    library.put(NAME, 1, staging)
    library.make_live(NAME, 1)
    folder.mkdir()
    files = []
    for number, (text, _) in enumerate(test[:: len(test) // SENTENCES][:SENTENCES]):
        path = folder / f"{number:04}.json"
        path.write_text(json.dumps({"text": text}), encoding="utf-8")
        files.append(path)
    return files
