"""A run is tried and explained over HTTP before it is published, and sent to browsers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

import vizsla
from server.document_check import DocumentCheck
from shop_sentences import SENTENCES, UNSEEN
from vizsla.project.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

WALLS = "/v1/projects/walls"
RUN = f"{WALLS}/runs/1"


def test_a_run_answers_as_its_function_does_and_says_how_long_it_took(
    trained: httpx.Client, textures: Path
) -> None:
    DocumentCheck(trained)
    picture = (textures / "grass" / "3.png").read_bytes()
    found = trained.post(f"{RUN}:try", files={"file": picture}).json()
    with Project.open("walls") as project, project.function_of(1) as function:
        assert found["answer"] == function(picture).to_dict()
    assert (found["run"], found["seconds"] > 0) == (1, True)
    assert trained.get(f"{WALLS}/versions").json()["versions"] == []
    two = trained.post(f"{RUN}:try", params={"top": 2}, content=picture).json()
    assert len(two["answer"]["alternatives"]) == 2


def test_what_can_not_be_tried_is_refused(trained: httpx.Client) -> None:
    assert trained.post(f"{RUN}:try", content=b"no image").status_code == 415
    assert trained.post(f"{WALLS}/runs/9:try", content=b"no image").status_code == 404
    assert trained.post(f"{RUN}:try", params={"colour": "red"}, content=b"x").status_code == 400
    assert trained.post(f"{RUN}:try", params={"language": "en"}, content=b"x").status_code == 400


def test_the_files_of_a_run_are_a_whole_function(trained: httpx.Client, tmp_path: Path) -> None:
    DocumentCheck(trained)
    manifest = trained.get(f"{RUN}/bundle/function.json")
    (tmp_path / "function.json").write_bytes(manifest.content)
    for name, entry in manifest.json()["files"].items():
        sent = trained.get(f"{RUN}/bundle/{name}")
        assert sent.headers["ETag"] == f'"{entry["sha256"]}"'
        (tmp_path / name).write_bytes(sent.content)
    with vizsla.load(tmp_path) as function:
        assert function.labels == ("brick", "grass", "gravel")
    unchanged = {"If-None-Match": sent.headers["ETag"]}
    assert trained.get(f"{RUN}/bundle/{name}", headers=unchanged).status_code == 304
    assert trained.get(f"{RUN}/bundle/other.bin").status_code == 404


def test_a_heat_map_lies_over_the_picture(trained: httpx.Client) -> None:
    DocumentCheck(trained)
    shown = trained.get(f"{RUN}/examples/1/heat-map", params={"label": "brick"})
    assert shown.headers["content-type"] == "image/png"
    with Image.open(io.BytesIO(shown.content)) as overlay:
        low, high = overlay.getchannel("A").getextrema()
    assert (low, high > 200) == (0, True)
    explained = trained.get(f"{RUN}/examples/1/explanation").json()
    assert (explained["label"], explained["words"]) == ("brick", [])
    for address in ("1/heat-map?label=sand", "1/explanation?label=sand"):
        assert trained.get(f"{RUN}/examples/{address}").status_code == 400
    assert trained.get(f"{RUN}/examples/99/heat-map").status_code == 404


def test_a_run_of_texts_is_tried_and_explained_by_words(client: httpx.Client) -> None:
    DocumentCheck(client)
    with Project.open("shop", kind="text-classification") as project:
        project.add(texts=SENTENCES)
        project.train()
        first = next(each for each in project if each.label == "cancel order").id
    run = "/v1/projects/shop/runs/1"
    tried = client.post(f"{run}:try", json={"text": UNSEEN["cancel order"][0]}).json()
    assert tried["answer"]["answer"] == "cancel order"
    explained = client.get(f"{run}/examples/{first}/explanation").json()
    assert explained["label"] == "cancel order"
    assert max(each["weight"] for each in explained["words"]) == 1
    assert client.get(f"{run}/examples/{first}/heat-map").status_code == 404
