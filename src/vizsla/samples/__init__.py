"""Small inputs to try things with: pictures, texts and sounds that anybody may use.

>>> import vizsla
>>> answer, score = vizsla.describe_image(vizsla.samples.image())
>>> answer
'a German shepherd'

`SOURCES.json` names who took each picture, its licence and where it is from.
"""

from __future__ import annotations

from pathlib import Path

from vizsla.samples.sample_files import write

__all__ = ["image", "picture_folder", "sound", "text", "write"]

_HERE = Path(__file__).parent


def image() -> Path:
    """Return the path of a photograph: a dog on a meadow, a JPEG of 600 x 450 pixels."""
    return _HERE / "files" / "park.jpg"


def text() -> str:
    """Return a text with numbers, a time, an amount of money and a telephone number."""
    return (_HERE / "files" / "notes.txt").read_text("utf-8").strip()


def sound() -> Path:
    """Return the path of spoken English: two sentences in 9 seconds, a WAV file at 16,000 Hz."""
    return _HERE / "files" / "memo.wav"


def picture_folder() -> Path:
    """Return a folder of photographs: a sub-folder for each label, and ``unlabelled``."""
    return _HERE / "pictures"
