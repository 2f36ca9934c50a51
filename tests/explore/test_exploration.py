from __future__ import annotations

import json
import pickle
import re
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from vizsla.explore import Exploration, explore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from vizsla.explore import ExploredExamples

    Make = Callable[[Sequence[tuple[Any, ...]]], ExploredExamples]


def test_sentences_about_one_image_speak_of_one(
    explored_of: Make, photos: list[Image.Image], two_kinds: list[tuple[Image.Image, str]]
) -> None:
    blank = Image.new("RGB", (200, 200), (200, 190, 180))
    dark = ImageEnhance.Brightness(two_kinds[0][0]).enhance(0.08)
    odd = [(photos[0], "windmill"), (blank, "fish"), (dark, None)]
    found = explore(explored_of([*two_kinds, *odd]))
    for kind in ("outliers", "blank", "dark", "unlabelled"):
        each = found.finding(kind)
        assert each is not None
        assert each.title.startswith("1 "), each.title
        text = f"{each.title} {each.why} {each.act.text if each.act else ''}"
        assert not re.search(r"\b(they|them|their|these)\b", text, re.IGNORECASE), text


def test_the_most_important_finding_comes_first_and_each_has_an_action(
    explored_of: Make, two_kinds: list[tuple[Image.Image, str]], photos: list[Image.Image]
) -> None:
    first = two_kinds[0][0]
    found = explore(
        explored_of(
            [
                *two_kinds,
                (first.resize((300, 500)), "windmill"),
                (two_kinds[5][0].resize((300, 500)), "fish"),
                (ImageEnhance.Brightness(two_kinds[12][0]).enhance(0.1), "fish"),
                (photos[0], None),
            ]
        )
    )
    order = ["must", "should", "look"]
    ranks = [order.index(each.severity) for each in found.findings]
    assert ranks == sorted(ranks)
    kinds = {each.kind for each in found.findings}
    assert {"contradictions", "duplicates", "dark", "outliers", "unlabelled"} <= kinds
    for each in found.findings:
        assert each.act is not None
        assert each.act.python.startswith(("p.", "for s in p."))
        assert each.act.command.startswith("vizsla ")
    assert found.finding("contradictions") is found.findings[0]
    assert found.finding("leaks") is None
    assert found.points.shape == (24, 2)
    assert found.labels == {"windmill": 11, "fish": 12}
    assert json.loads(json.dumps(found.to_dict(), allow_nan=False))["examples"] == 24
    assert str(found).startswith("24 images, 23 labelled, 2 labels\n")


@pytest.mark.parametrize("count", [0, 1, 2, 3, 10])
@pytest.mark.parametrize("label", ["one", "each", None])
def test_a_few_images_are_explored(
    explored_of: Make, photos: list[Image.Image], count: int, label: str | None
) -> None:
    labels = [f"label {n}" if label == "each" else label for n in range(count)]
    explored = explored_of(list(zip(photos, labels, strict=False)))
    found = explore(explored)
    assert found.findings
    assert found.findings[0].severity == "must"
    assert "<!doctype html>" in found.page()


def test_copies_of_one_image_are_explored(explored_of: Make, photos: list[Image.Image]) -> None:
    for labels in ([None] * 12, ["a"] * 12, ["a", "b"] * 6, [str(n) for n in range(12)]):
        found = explore(explored_of([(photos[0], each) for each in labels]))
        kinds = {each.kind for each in found.findings}
        assert kinds & {"duplicates", "contradictions"}
        assert np.isfinite(found.points).all()


def test_ordinary_photos_of_two_kinds_give_no_finding(
    explored_of: Make, two_kinds: list[tuple[Image.Image, str]]
) -> None:
    assert explore(explored_of(two_kinds)).findings == ()


def test_exploring_loads_scikit_learn_only_when_it_is_used() -> None:
    code = (
        "import sys, vizsla.explore, vizsla.modalities.image.measure_image; "
        "print([each for each in ('sklearn', 'jinja2', 'threadpoolctl') if each in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_exploration_shows_itself_and_survives_a_pickle(
    explored_of: Make, two_kinds: list[tuple[Image.Image, str]], tmp_path: Path
) -> None:
    read_ids: list[int] = []
    found = replace(explore(explored_of(two_kinds)), read=read_ids.append)
    page = found.show(tmp_path / "page.html")
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert set(read_ids) == set(range(1, 21))
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - written here
    assert isinstance(again, Exploration)
    assert again.to_dict() == found.to_dict()
    assert again.read is None
