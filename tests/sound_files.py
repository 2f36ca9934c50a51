"""Folders of made sounds, for tests that learn from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.samples.made_sounds import SOUNDS, made_sound

if TYPE_CHECKING:
    from pathlib import Path


def write_sounds(folder: Path, each: int, kinds: tuple[str, ...] = SOUNDS) -> Path:
    """Write ``each`` sounds of each kind to ``folder/KIND/``, and return the folder."""
    for kind in kinds:
        (folder / kind).mkdir(parents=True)
        for seed in range(each):
            made_sound(kind, seed).save(folder / kind / f"{seed}.wav")
    return folder
