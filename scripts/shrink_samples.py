"""Makes the pictures of the sample project, src/vizsla/sample_images, of the tests' photographs.

Some lie in ``unlabelled``: they are for whoever plays with the project to label.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[1]
PHOTOGRAPHS = ROOT / "tests" / "images"
TARGET = ROOT / "src" / "vizsla" / "sample_images" / "pictures"
SIDE, QUALITY = 224, 60
TENS = [f"{number:02}" for number in range(1, 11)]
MAMMALS = ["bison", "cows", "giraffes", "german_shepherd", "horses", "kangaroo", "kitten", "koala"]
CHOSEN = {
    "fish": [f"fish/{each}" for each in TENS[:8]],
    "mammal": [f"things/{each}" for each in MAMMALS],
    "windmill": [f"windmill/{each}" for each in TENS[:8]],
    "unlabelled": [
        *(f"{folder}/{each}" for each in TENS[8:] for folder in ("fish", "windmill")),
        *(f"things/{each}" for each in ("polar_bear", "panda", "macaw", "lemurs")),
    ],
}


def main() -> None:
    """Write the pictures, and where each is from."""
    about = json.loads((PHOTOGRAPHS / "SOURCES.json").read_text("utf-8"))
    known = {each["file"]: each for each in about["images"]}
    sources = []
    for label, names in CHOSEN.items():
        folder = TARGET / label
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for number, name in enumerate(names, 1):
            picture = Image.open(PHOTOGRAPHS / f"{name}.jpg").convert("RGB")
            picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
            stem = name.partition("/")[2] if name.startswith("things") else f"{number:02}"
            target = folder / f"{stem}.webp"
            picture.save(target, quality=QUALITY, method=6)
            given = known[f"{name}.jpg"]
            sources.append(
                {
                    "file": target.relative_to(TARGET).as_posix(),
                    **{each: given[each] for each in ("author", "licence", "source")},
                }
            )
    text = json.dumps({"images": sources}, indent=1, ensure_ascii=False)
    (TARGET.parent / "SOURCES.json").write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main()
