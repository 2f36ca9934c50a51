"""Cells of columns change an answer in Node as they do in Python, of images and of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

import vizsla

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NEAR = 4e-15  # of a score: exp differs by a unit in the last place
CELLS: tuple[dict[str, Any], ...] = (
    {},
    {"place": "kitchen"},
    {"place": " garden ", "number": 3},
    {"place": "attic", "number": "17.5"},
    {"place": None, "number": -1e9},
)


def rows_of(kind: str) -> list[str]:
    """Return rows of a table in which the place and the number tell two labels apart."""
    chance = np.random.default_rng(5)
    rows = []
    for at in range(60):
        place = ("kitchen", "garden")[at % 2] if chance.random() < 0.9 else "hall"
        number = chance.normal(3 + 6 * (at % 2), 2)
        rows.append(f"{kind.format(at)},{('cup', 'bowl')[at % 2]},{place},{number:.2f}")
    return rows


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("pictured")
    noise = np.random.default_rng(4)
    for at in range(60):
        pixels = noise.integers(0, 255, (40, 40, 3), np.uint8)
        Image.fromarray(pixels).save(home / f"{at}.png")
    (home / "table.csv").write_text("\n".join(["file,label,place,number", *rows_of("{}.png")]))
    vizsla.learn(home / "table.csv", home / "function", columns=["place", "number"])
    return home


def agree(found: dict[str, Any], answer: vizsla.Answer) -> None:
    expected = answer.to_dict()
    assert "error" not in found, found
    assert found["answer"] == expected["answer"]
    assert found["sure"] == expected["sure"]
    assert found["score"] == pytest.approx(expected["score"], abs=NEAR)
    assert [each["score"] for each in found["alternatives"]] == pytest.approx(
        [each["score"] for each in expected["alternatives"]], abs=NEAR
    )


def test_cells_with_an_image_count_in_node_as_in_python(
    pictured: Path, in_node: Callable[..., Any]
) -> None:
    function = vizsla.load(pictured / "function")
    image = pictured / "7.png"
    answers = [function(image, columns=each) for each in CELLS]
    for cells, answer in zip(CELLS, answers, strict=True):
        agree(in_node(str(pictured / "function"), image, columns=cells), answer)
    assert len({each.score for each in answers}) == len(CELLS), "each of these cells counts"
    why = function.explain(image, "cup", columns=CELLS[2])
    found = in_node(
        str(pictured / "function"), image, method="explain", label="cup", columns=CELLS[2]
    )
    assert [each["name"] for each in found["features"]] == [each.name for each in why.features]
    assert {each.name for each in why.features} == {"column place = garden", "column number = 3"}
    assert [each["logOdds"] for each in found["features"]] == pytest.approx(
        [each.log_odds for each in why.features], abs=1e-9
    )
    refused = in_node(str(pictured / "function"), image, columns={"plaice": "x"})
    assert refused["error"] == "OptionError"
    assert '"place", "number"' in refused["message"]


def test_cells_with_a_text_count_in_node_as_in_python(
    tmp_path: Path, in_node: Callable[..., Any]
) -> None:
    table = tmp_path / "table.csv"
    table.write_text("\n".join(["text,label,place,number", *rows_of("what is this {}")]))
    function = vizsla.learn(table, columns=["place", "number"])
    function.save(tmp_path / "function", self_contained=True)
    for cells in CELLS:
        found = in_node(str(tmp_path / "function"), "what is it", columns=cells)
        agree(found, function("what is it", columns=cells))
