"""Files are added over HTTP, each with a result of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.running_server import thread
from vizsla.project.project import Project
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    import httpx


def test_one_bad_file_refuses_none_of_the_others(
    client: httpx.Client, walls: str, textures: Path
) -> None:
    client.post("/v1/projects", json={"name": "trees"})
    content = (textures / "brick" / "0.png").read_bytes()
    files = [
        ("files", ("a/oak.png", content)),
        ("files", ("page.html", b"<html><script>")),
        ("files", ("again.png", content)),
    ]
    added = client.post("/v1/projects/trees/examples?label=oak", files=files).json()
    assert [(each["name"], each["status"], each["id"]) for each in added["results"]] == [
        ("a/oak.png", "added", 1),
        ("page.html", "refused", None),
        ("again.png", "known", 1),
    ]
    assert added["results"][1]["error"]["code"] == "input-format"
    found = client.get("/v1/projects/trees/examples").json()
    assert [(each["name"], each["labels"]) for each in found["examples"]] == [
        ("a/oak.png", ["oak"])
    ]
    assert added["revision"] == client.get("/v1/projects/trees").json()["revision"]
    del walls


def test_what_is_no_form_or_has_no_file_is_refused(client: httpx.Client, walls: str) -> None:
    assert client.post(f"{walls}/examples", content=b"x").status_code == 415
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    assert client.post(f"{walls}/examples", content=b"--x--\r\n", headers=kind).status_code == 400
    assert client.post(f"{walls}/examples", files={"files": (None, b"x")}).status_code == 400
    assert client.post(f"{walls}/examples", files={"image": ("a", b"x")}).status_code == 400
    file = {"files": ("a.png", b"x")}
    assert client.post(f"{walls}/examples?label=%20", files=file).status_code == 400


def test_each_file_counts_against_the_rate_of_a_key(home: Path, textures: Path) -> None:
    Project.open("walls").close()
    with Workspace.open(home) as workspace:
        secret = workspace.keys.new("desk", may_train=True, per_minute=1)
    headers = {"Authorization": f"Bearer {secret}"}
    files = [("files", (f"{n}.png", (textures / "brick" / f"{n}.png").read_bytes())) for n in "012"]
    with thread(studio=True, needs_keys=True) as (client, _):
        sent = [client.post("/v1/projects/walls/examples", headers=headers, files=files)]
        sent += [client.post("/v1/projects/walls/examples", headers=headers, files=files[:1])]
    assert [each.status_code for each in sent] == [200, 429]
