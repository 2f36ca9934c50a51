"""An explanation is the same heat map as in Python, at the size of the image."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import numpy as np
import pytest

import vizsla
from vizsla.bundle.shipped_bundles import shipped_names

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from browser.website import Site

EXPLAIN = """async ([name, url, label]) => {
  const answer = await vizsla.load(name);
  const { heatMap, ...why } = await answer.explain(url, label === null ? {} : { label });
  answer.dispose();
  const reader = new FileReader();
  const map = await new Promise((resolve) => {
    reader.onload = () => resolve(reader.result.split(",")[1]);
    reader.readAsDataURL(new Blob([heatMap]));
  });
  return { ...why, map };
}"""


@pytest.mark.parametrize(
    "name", [each for each in shipped_names() if vizsla.load(each).modality_name == "image"]
)
@pytest.mark.parametrize("picture", ["chelsea.png", "astronaut.png", "page.png"])
def test_the_heat_map_equals_pythons(
    name: str, picture: str, desk: Page, desk_site: Site, photographs: Path
) -> None:
    check(desk, desk_site, name, photographs / picture, None)


def test_any_label_can_be_explained(desk: Page, desk_site: Site, photographs: Path) -> None:
    check(desk, desk_site, "dog-breeds", photographs / "chelsea.png", "beagle")
    check(desk, desk_site, "detect-objects", photographs / "chelsea.png", "dog")


def test_an_unknown_label_is_refused(desk: Page) -> None:
    found = desk.evaluate("""() => vizsla.classifyImage.explain(
      new ImageData(9, 9), { label: "unicorn" }).catch(({ name, message }) => [name, message])""")
    assert found[0] == "OptionError"
    assert "unicorn" in found[1]


def check(desk: Page, site: Site, name: str, picture: Path, label: str | None) -> None:
    site.files[f"/{picture.name}"] = picture.read_bytes()
    found = desk.evaluate(EXPLAIN, [name, f"/{picture.name}", label])
    expected = vizsla.load(name).explain(picture, label)
    assert found["label"] == expected.label
    assert (found["height"], found["width"]) == expected.heat_map.shape
    heat = np.frombuffer(base64.b64decode(found["map"]), np.float32)
    np.testing.assert_allclose(heat.reshape(expected.heat_map.shape), expected.heat_map, atol=1e-5)
