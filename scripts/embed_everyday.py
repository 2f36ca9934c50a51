"""Embeds the everyday photographs of ``tests/images/things`` with each installed image encoder.

Training tries every function on them: ``vizsla.training.everyday`` reads the files.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import safetensors.numpy

from vizsla.encoders.registry import encoder_named, encoder_names
from vizsla.errors import OptionError
from vizsla.modalities.image.load_image import load_pixels
from vizsla.training.everyday import KEY, everyday_file

THINGS = Path(__file__).parents[1] / "tests" / "images" / "things"


def main() -> None:
    """Write a file for each encoder."""
    for name in encoder_names():
        try:
            encoder = encoder_named(name, "image")
        except OptionError:  # an encoder of texts
            continue
        found = [encoder.embed(load_pixels(path), 1).numbers for path in sorted(THINGS.iterdir())]
        embeddings = np.array(found, encoder.dtype)
        path = everyday_file(encoder)
        path.parent.mkdir(exist_ok=True)
        tensors = {"embeddings": embeddings}
        path.write_bytes(safetensors.numpy.save(tensors, {KEY: encoder.key}))
        print(f"{path.name}: {embeddings.shape}, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
