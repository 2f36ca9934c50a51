"""Measures what is usual of the numbers of the encoder of sounds, and by how much they differ.

    python scripts/fit_sound_scales.py FOLDER...

Each folder counts the same, whatever the number of its files: one of words, others of noises. The
result is sound_scales.json, from which make_sound_encoder.py makes the encoder's file. The one that
is shipped was measured on 2026-11-30 on 480 words by 8 synthetic voices, 270 drums of Debian's
hydrogen-drumkits 2017.09.19, and 780 noises of benchmarks/made_noises.py.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import safetensors.numpy

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from vizsla.encoders.sound.sound_encoder import SoundNumbers  # noqa: E402 - it needs the path above
from vizsla.modalities.audio.audio_modality import AUDIO  # noqa: E402

ENCODER = ROOT / "packages/vizsla-sound/src/vizsla_sound/sound.safetensors"
LEAST = 1e-3  # a spread: a number that never differs

if __name__ == "__main__":
    numbers = SoundNumbers(safetensors.numpy.load_file(ENCODER))
    sets = [
        np.stack([numbers.of(AUDIO.load(each).samples) for each in AUDIO.find_files(one)])
        for one in map(Path, sys.argv[1:])
    ]
    usual = np.mean([each.mean(axis=0) for each in sets], axis=0)
    square = np.mean([np.square(each - usual).mean(axis=0) for each in sets], axis=0)
    spread = np.maximum(np.sqrt(square), LEAST)
    scales = {
        name: [float(f"{x:.5g}") for x in each]
        for name, each in (("usual", usual), ("spread", spread))
    }
    Path(__file__).with_name("sound_scales.json").write_text(json.dumps(scales) + "\n", "utf-8")
