"""What happens inside of a run, over HTTP."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from vizsla.project.project import Project

if TYPE_CHECKING:
    import httpx


def test_an_example_is_followed_through_a_run(client: httpx.Client, walls: str) -> None:
    with Project.open("walls") as project:
        project.train()
    found = client.get(f"{walls}/runs/1/inside?example=1").json()
    assert (found["run"], found["example"]["id"], found["answer"]) == (1, 1, "brick")
    assert found["input"]["shape"] == [224, 224, 3]
    assert (found["input"]["width"], found["input"]["height"]) == (96, 96)
    assert (len(found["embedding"]["values"]), found["embedding"]["rows"]) == (1280, 7)
    assert [each["label"] for each in found["labels"]] == ["brick", "grass", "gravel"]
    for each in found["labels"]:
        assert sum(map(sum, each["places"])) == pytest.approx(each["total"])
        assert each["output"] == pytest.approx(each["total"] + each["bias"])
    assert sum(each["score"] for each in found["labels"]) == pytest.approx(1)
    for pull in (*found["nearest"], *found["pulling"]):
        assert pull["example"]["part"] == "train"
        assert len(pull["pulls"]) == 3
    assert found["nearest"][0]["example"]["label"] == "brick"
    assert client.get(f"{walls}/runs/1/inside?example=99").status_code == 404
    assert client.get(f"{walls}/runs/2/inside?example=1").status_code == 404
    assert client.get(f"{walls}/runs/1/inside").status_code == 400


def test_the_numbers_that_the_model_takes_are_the_pixels_of_a_png(
    client: httpx.Client, walls: str
) -> None:
    sha256 = client.get(f"{walls}/examples/1").json()["sha256"]
    sent = client.get(f"{walls}/examples/1/tensor?sha256={sha256}")
    assert sent.headers["content-type"] == "image/png"
    assert "immutable" in sent.headers["cache-control"]
    with Project.open("walls") as project:
        tensor = project.tensor(1)
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(sent.content))), tensor)
