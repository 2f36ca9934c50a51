"""Names sources of sounds in messages and logs."""

from __future__ import annotations

from typing import Any

import numpy as np

from vizsla.modalities.audio.sound import Sound
from vizsla.modalities.sources.describe_source import describe_source

__all__ = ["describe_sound_source"]


def describe_sound_source(source: Any) -> str:  # noqa: ANN401 - any object has a name
    """Name a source, such as ``memo.m4a`` or ``a sound of 2.4 s``. Never raises."""
    if isinstance(source, Sound):
        return f"a sound of {source.seconds:.1f} s (Sound)"
    if isinstance(source, tuple) and source and isinstance(source[0], np.ndarray):
        return f"a sound of shape {source[0].shape} (ndarray)"
    return describe_source(source)
