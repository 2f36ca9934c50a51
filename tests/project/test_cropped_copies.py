"""Copies of a photograph that were cropped or turned stay on one side of the test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

import vizsla
from vizsla.modalities.image.load_image import load_image

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def photos_and_crops(images: Path, tmp_path: Path) -> Path:
    """Photographs under two labels, and a crop of each to 80 % of its sides."""
    for number, path in enumerate(sorted((images / "things").iterdir())):
        folder = tmp_path / "photos" / ("odd" if number % 2 else "even")
        folder.mkdir(parents=True, exist_ok=True)
        image = load_image(path)
        image.save(folder / f"{path.stem}.png")
        across, down = image.width // 10, image.height // 10
        crop = image.crop((across, down, image.width - across, image.height - down))
        crop.save(folder / f"{path.stem}-crop.png")
    return tmp_path / "photos"


def test_no_cropped_copy_of_a_training_image_is_in_the_test_set(photos_and_crops: Path) -> None:
    with vizsla.Project.open("copies") as project:
        project.add(photos_and_crops)
        finding = project.explore().finding("duplicates")
        assert finding is not None
        assert len(finding.examples) >= 33
        project.train()
        sides: dict[str, set[str | None]] = {}
        for each in project.examples(limit=100):
            sides.setdefault(each.name.rpartition("/")[2].split(".")[0], set()).add(each.split)
        assert len(sides) == 68
        assert sum(sides[name] != sides[f"{name}-crop"] for name in sides if "-" not in name) <= 1


def test_images_of_one_texture_are_no_copies(photographs: Path, tmp_path: Path) -> None:
    for label in ("brick", "grass"):
        (tmp_path / "in" / label).mkdir(parents=True)
        whole = Image.open(photographs / f"{label}.png")
        for n in range(6):
            part = whole.crop((n * 60, 0, n * 60 + 96, 96))
            part.save(tmp_path / "in" / label / f"{n}.png")
    with vizsla.Project.open("textures") as project:
        project.add(tmp_path / "in")
        assert project.explore().finding("duplicates") is None
