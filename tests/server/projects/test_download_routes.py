"""Files to download: a job makes each, and a link leads to it until it ends."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import vizsla
from server.conftest import until
from server.running_server import thread
from vizsla.project.project import Project
from vizsla.workspace import Workspace, download_files

if TYPE_CHECKING:
    from pathlib import Path

    import httpx
    import pytest


def made(client: httpx.Client, project: str, **wanted: Any) -> dict[str, Any]:
    asked = client.post(f"{project}/downloads", json=wanted)
    assert asked.status_code == 202, asked.text
    address = f"{project}/downloads/{asked.json()['id']}"
    found: dict[str, Any] = {}

    def ended() -> bool:
        found.update(client.get(address).json())
        return found["state"] not in {"waiting", "running"}

    until(ended)
    assert found["state"] == "done", found
    return found


def fetched(client: httpx.Client, found: dict[str, Any]) -> bytes:
    response = client.get(found["url"])
    assert response.status_code == 200
    assert found["file"] in response.headers["content-disposition"]
    assert len(response.content) == found["bytes"]
    return response.content


def test_a_function_is_downloaded_as_a_bundle_a_page_and_a_tflite_file(
    client: httpx.Client, walls: str, textures: Path, tmp_path: Path
) -> None:
    with Project.open("walls") as project:
        project.publish(project.train(), untested=True).close()
    photo = next(iter(sorted((textures / "brick").iterdir())))
    bundle = made(client, walls, form="bundle")
    assert (bundle["file"], bundle["version"]) == ("walls-1.zip", 1)
    path = tmp_path / "walls.zip"
    path.write_bytes(fetched(client, bundle))
    assert vizsla.load(path)(photo).to_dict() == vizsla.load("walls")(photo).to_dict()
    part = client.get(bundle["url"], headers={"Range": "bytes=4-9"})
    assert (part.status_code, part.content) == (206, path.read_bytes()[4:10])
    tflite = fetched(client, made(client, walls, form="tflite"))
    assert tflite[4:8] == b"TFL3"
    page = zipfile.ZipFile(io.BytesIO(fetched(client, made(client, walls, form="web", version=1))))
    assert {"index.html", "vizsla/index.js", "functions/walls/function.json"} <= set(
        page.namelist()
    )
    assert page.testzip() is None
    listed = client.get(f"{walls}/downloads").json()["downloads"]
    assert [each["form"] for each in listed] == ["web", "tflite", "bundle"]
    client.post("/v1/projects", json={"name": "trees"})
    elsewhere = f"/v1/projects/trees/downloads/{bundle['id']}"
    assert client.get(elsewhere).status_code == client.get(f"{elsewhere}/file").status_code == 404


def test_a_dataset_has_negative_labels_and_who_labelled(client: httpx.Client, walls: str) -> None:
    ids = [each["id"] for each in client.get(f"{walls}/examples").json()["examples"]][:2]
    with Project.open("walls", who="ann") as project:
        project.clear(ids)
        project.label(ids[0], "grass")
        project.label(ids[1], "grass", positive=False)
    found = made(client, walls, form="dataset", layout="json lines")
    archive = zipfile.ZipFile(io.BytesIO(fetched(client, found)))
    rows = [json.loads(each) for each in archive.read("metadata.jsonl").splitlines()]
    assert len(rows) == 36
    by_ann = [(each["label"], each["not_labels"]) for each in rows if each["labelled_by"] == "ann"]
    assert sorted(by_ann, key=str) == [("grass", []), (None, ["grass"])]


def test_the_link_works_without_a_key_and_ends(
    home: Path, textures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del home
    with Project.open("walls") as project:
        project.add(textures / "brick", "brick")
    with Workspace.open() as workspace:
        secret = workspace.keys.new("teacher", may_train=True)
        calls = workspace.keys.new("caller")
    with thread(studio=True, needs_keys=True) as (client, _):
        walls = "/v1/projects/walls"
        client.headers["Authorization"] = f"Bearer {secret}"
        found = made(client, walls, form="dataset")
        del client.headers["Authorization"]
        fetched(client, found)
        plain = found["url"].partition("?")[0]
        caller = {"Authorization": f"Bearer {calls}"}
        assert client.get(plain, headers=caller).status_code == 403
        assert client.get(plain).status_code == 401
        assert client.get(found["url"].replace("signature=", "signature=0")).status_code == 401
        now = datetime.now(UTC)

        class Later(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
                return now.astimezone(tz) + timedelta(hours=25)

        monkeypatch.setattr(download_files, "datetime", Later)
        assert client.get(found["url"]).status_code == 404
    with Workspace.open() as workspace:
        workspace.downloads.discard_ended()
        assert list((workspace.home / "downloads").iterdir()) == []


def test_what_can_not_be_made_is_refused_with_the_reason(client: httpx.Client, walls: str) -> None:
    assert client.post(f"{walls}/downloads", json={"form": "bundle"}).status_code == 404
    assert client.post(f"{walls}/downloads", json={"form": "iso"}).status_code == 400
    client.post("/v1/projects", json={"name": "mails", "kind": "text-classification"})
    mails = client.post("/v1/projects/mails/downloads", json={"form": "tflite"})
    assert mails.status_code in {400, 404}
    missing = f"{walls}/downloads/{'0' * 32}"
    assert client.get(missing).status_code == client.get(f"{missing}/file").status_code == 404
