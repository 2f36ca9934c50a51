"""The Kotlin of the page about Android compiles, and gives Vizsla's own bytes.

It needs Debian's package `kotlin` (86 MB to download, 355 MB on disk), which is installed by hand.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from vizsla.modalities.image.resize import crop_and_resize

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "android.md").read_text("utf-8")
# Reads lines "WIDTH HEIGHT SIZE CROP" with a file of pixels each, and writes the resized ones.
AROUND = """
import java.io.File

fun main(arguments: Array<String>) {
    for (line in File(arguments[0]).readLines()) {
        val (name, width, height, size, crop) = line.split(" ")
        val bytes = File(name).readBytes()
        val pixels = IntArray(width.toInt() * height.toInt()) {
            val red = bytes[3 * it].toInt() and 255
            val green = bytes[3 * it + 1].toInt() and 255
            val blue = bytes[3 * it + 2].toInt() and 255
            (255 shl 24) or (red shl 16) or (green shl 8) or blue
        }
        File("$name.made").writeBytes(
            cropAndResize(pixels, width.toInt(), height.toInt(), size.toInt(), crop.toDouble())
        )
    }
}
"""
SIZES = [
    (640, 480, 224, 0.875),
    (481, 1023, 224, 0.875),
    (256, 256, 224, 0.875),
    (100, 37, 224, 0.875),
    (301, 299, 260, 0.875),
    (224, 500, 224, 1.0),
    (1, 1, 224, 0.875),
]


def test_the_kotlin_of_the_page_resizes_as_python_does(tmp_path: Path) -> None:
    compiler, java = shutil.which("kotlinc"), shutil.which("java")
    if compiler is None or java is None:
        pytest.skip("there is no kotlinc: apt-get install kotlin brings it")
    (code,) = re.findall(r"^```kotlin\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "CropAndResize.kt").write_text(code)
    (tmp_path / "Main.kt").write_text(AROUND)

    def run(*command: str) -> None:
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "warning: " not in done.stderr.replace("VM warning: ", ""), done.stderr

    files = ("CropAndResize.kt", "Main.kt")
    run(compiler, *files, "-include-runtime", "-d", "it.jar")
    rng = np.random.default_rng(1)
    lines, expected = [], {}
    for number, (width, height, size, crop) in enumerate(SIZES):
        pixels = rng.choice([0, 255, *range(256)], (height, width, 3)).astype(np.uint8)
        (tmp_path / str(number)).write_bytes(pixels.tobytes())
        lines.append(f"{number} {width} {height} {size} {crop}")
        expected[number] = crop_and_resize(pixels, size, crop).tobytes()
    (tmp_path / "list").write_text("\n".join(lines))
    run(java, "-jar", "it.jar", "list")
    for number, each in expected.items():
        assert (tmp_path / f"{number}.made").read_bytes() == each, SIZES[number]
