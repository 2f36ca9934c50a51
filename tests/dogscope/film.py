"""Films for Chromium's fake camera, made from images."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageOps

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WIDTH, HEIGHT, FPS = 640, 480, 15


def write_film(
    path: Path, images: Sequence[Image.Image], *, seconds: float = 4, sway: int = 12
) -> None:
    """Write a .y4m film of images, which the camera repeats without end.

    Args:
        path: the film's file.
        images: the images, shown one after the other and moved a little, as by a hand.
        seconds: the time of each image.
        sway: the distance that it moves, in pixels to each side.

    """
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{FPS}:1 Ip A1:1 C420jpeg\n".encode())
        for image in images:
            large = ImageOps.fit(
                image.convert("RGB"),
                (WIDTH + 2 * sway, HEIGHT + 2 * sway),
                Image.Resampling.LANCZOS,
            )
            for frame in range(int(seconds * FPS)):
                turn = 2 * np.pi * frame / (2 * FPS)
                x, y = sway + sway * np.sin(turn), sway + sway * np.sin(turn / 2)
                part = large.crop((int(x), int(y), int(x) + WIDTH, int(y) + HEIGHT))
                luma, blue, red = part.convert("YCbCr").split()
                half = (WIDTH // 2, HEIGHT // 2)
                file.write(b"FRAME\n")
                file.write(luma.tobytes())
                file.write(blue.resize(half, Image.Resampling.BOX).tobytes())
                file.write(red.resize(half, Image.Resampling.BOX).tobytes())
