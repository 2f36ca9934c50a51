"""Files come in pieces, are looked at, and are added as a job with a result for each."""

from __future__ import annotations

import io
import json
import time
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from server.running_server import TIMEOUT, thread
from vizsla.project.embedder import shared_embedder
from vizsla.storage.storage_errors import full_error
from vizsla.workspace import Workspace
from vizsla.workspace.uploads import Uploads

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import httpx

TREES = "/v1/projects/trees"
LUIS = {
    "luis_schema_version": "7.0.0",
    "name": "shop",
    "culture": "en-us",
    "intents": [{"name": "Order"}, {"name": "None"}],
    "entities": [{"name": "Size", "roles": []}],
    "utterances": [
        {"text": "a large one", "intent": "Order", "entities": []},
        {"text": "hello there", "intent": "None", "entities": []},
    ],
}


def files_of(textures: Path, count: int) -> dict[str, bytes]:
    """Return ``brick/0.png`` and so on: some images of each of three labels."""
    return {
        f"{label}/{number}.png": (textures / label / f"{number}.png").read_bytes()
        for label in ("brick", "grass", "gravel")
        for number in range(count)
    }


def begin(client: httpx.Client, files: Mapping[str, bytes]) -> str:
    listed = [{"path": path, "bytes": len(content)} for path, content in files.items()]
    begun = client.post(f"{TREES}/uploads", json={"files": listed})
    assert begun.status_code == 201, begun.text
    return str(begun.json()["id"])


def send(client: httpx.Client, upload: str, content: bytes, offset: int = 0) -> httpx.Response:
    headers = {"Content-Type": "application/octet-stream"}
    where = f"{TREES}/uploads/{upload}?offset={offset}"
    return client.patch(where, content=content, headers=headers)


def upload_all(client: httpx.Client, files: Mapping[str, bytes]) -> str:
    upload = begin(client, files)
    assert send(client, upload, b"".join(files.values())).status_code == 200
    return upload


def ended(client: httpx.Client, job: Mapping[str, Any], project: str = TREES) -> dict[str, Any]:
    """Wait until a job has ended."""
    end = time.monotonic() + TIMEOUT
    while time.monotonic() < end:
        found: dict[str, Any] = client.get(f"{project}/jobs/{job['id']}").json()
        if found["state"] not in {"waiting", "running"}:
            return found
        time.sleep(0.1)
    raise AssertionError(found)


def test_an_upload_goes_on_after_a_break(client: httpx.Client, textures: Path) -> None:
    client.post("/v1/projects", json={"name": "trees"})
    files = files_of(textures, 2)
    content, upload = b"".join(files.values()), begin(client, files)
    assert send(client, upload, content[:1_000]).json()["received"] == 1_000
    lost = send(client, upload, content[2_000:], 2_000)
    assert (lost.status_code, lost.json()["code"]) == (409, "request")
    here = client.get(f"{TREES}/uploads/{upload}").json()["received"]
    assert send(client, upload, content[here:], here).json()["received"] == len(content)
    assert [each["id"] for each in client.get(f"{TREES}/uploads").json()["uploads"]] == [upload]
    assert client.delete(f"{TREES}/uploads/{upload}").status_code == 204
    assert client.get(f"{TREES}/uploads/{upload}").status_code == 404


def test_a_full_disk_says_what_to_do_and_the_log_where_it_is(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(_: Any, _upload: str, start: int, content: bytes) -> bool:
        raise full_error(f"/a/folder/{start}-{len(content)}")

    client.post("/v1/projects", json={"name": "trees"})
    upload = begin(client, {"1.png": b"1234"})
    monkeypatch.setattr(Uploads, "_store", full)
    refused = send(client, upload, b"1234")
    found = refused.json()
    assert (refused.status_code, found["code"]) == (503, "workspace-full")
    assert "make room" in found["detail"]
    assert "/a/folder" not in refused.text
    logged = [vars(each).get("fields", {}) for each in caplog.records]
    assert [each["message"] for each in logged if each.get("id") == found["request_id"]] == [
        str(full_error("/a/folder/0-4"))
    ]


def test_labels_are_guessed_before_a_byte_has_come(client: httpx.Client, textures: Path) -> None:
    client.post("/v1/projects", json={"name": "trees"})
    upload = begin(client, files_of(textures, 3))
    source = {"upload": upload, "rename": {"brick": "wall", "gravel": None}}
    found = client.post(f"{TREES}/examples:preview", json=source).json()
    assert [(each["name"], each["becomes"], each["count"]) for each in found["labels"]] == [
        ("brick", "wall", 3),
        ("grass", "grass", 3),
        ("gravel", None, 3),
    ]
    assert (found["examples"], found["unlabelled"], found["complete"]) == (9, 3, True)
    assert client.get(TREES).json()["examples"] == 0


def test_files_are_added_while_they_come_in(client: httpx.Client, textures: Path) -> None:
    client.post("/v1/projects", json={"name": "trees"})
    files = {**files_of(textures, 2), "brick/page.png": b"<html>"}
    content = b"".join(files.values())
    upload = begin(client, files)
    source = {"upload": upload, "rename": {"brick": "wall"}}
    job = client.post(f"{TREES}/examples:import", json=source)
    assert job.status_code == 202
    send(client, upload, content[:2_000])
    send(client, upload, content[2_000:], 2_000)
    done = ended(client, job.json())
    assert done["state"] == "done", done["message"]
    counts = {each: done["result"][each] for each in ("added", "known", "refused", "trains")}
    assert counts == {"added": 6, "known": 0, "refused": 1, "trains": False}
    refused = client.get(f"{TREES}/jobs/{done['id']}/files?status=refused").json()["files"]
    assert [(each["name"], each["error"]["code"]) for each in refused] == [
        ("brick/page.png", "input-format")
    ]
    first = client.get(f"{TREES}/jobs/{done['id']}/files?limit=3").json()
    rest = client.get(f"{TREES}/jobs/{done['id']}/files?after={first['next']}").json()
    assert (len(first["files"]), len(rest["files"]), rest["next"]) == (3, 4, None)
    labels = {each["name"]: each["count"] for each in client.get(TREES).json()["labels"]}
    assert labels == {"wall": 2, "grass": 2, "gravel": 2}
    assert client.get(f"{TREES}/uploads").json()["uploads"] == []


def test_the_first_training_begins_by_itself(client: httpx.Client, textures: Path) -> None:
    client.post("/v1/projects", json={"name": "trees", "trains_itself": True})
    for count, trains in ((4, False), (5, True)):
        source = {"upload": upload_all(client, files_of(textures, count))}
        job = client.post(f"{TREES}/examples:import", json=source).json()
        assert ended(client, job)["result"]["trains"] is trains
    (training,) = [
        each for each in client.get(f"{TREES}/jobs").json()["jobs"] if each["kind"] == "train"
    ]
    assert ended(client, training)["run"] == 1


def test_pictures_of_the_camera_are_embedded_and_train_it(
    client: httpx.Client, textures: Path
) -> None:
    client.post("/v1/projects", json={"name": "trees", "trains_itself": True})
    for label in ("brick", "grass"):
        files = [
            ("files", (path, content))
            for path, content in files_of(textures, 5).items()
            if path.startswith(label)
        ]
        client.post(f"{TREES}/examples?label={label}", files=files).raise_for_status()
    with Workspace.open() as workspace:
        store = workspace.open_project("trees")
        spec = shared_embedder(store.encoder, store.modality).spec
        assert store.without_embedding(spec.name) == []
    end = time.monotonic() + TIMEOUT
    while not (jobs := client.get(f"{TREES}/jobs").json()["jobs"]) and time.monotonic() < end:
        time.sleep(0.1)
    assert ended(client, jobs[0])["run"] == 1


def test_a_zip_is_added_with_its_labels(client: httpx.Client, textures: Path) -> None:
    client.post("/v1/projects", json={"name": "trees"})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, content in files_of(textures, 2).items():
            archive.writestr(path, content)
        archive.writestr("../../evil.png", b"x")
    upload = begin(client, {"photos.zip": packed.getvalue()})
    early = client.post(f"{TREES}/examples:preview", json={"upload": upload})
    assert (early.status_code, early.json()["code"]) == (409, "request")
    send(client, upload, packed.getvalue())
    found = client.post(f"{TREES}/examples:preview", json={"upload": upload}).json()
    assert ({each["name"] for each in found["labels"]}, found["examples"]) == (
        {"brick", "grass", "gravel"},
        6,
    )
    assert [each["name"] for each in found["problems"]] == ["../../evil.png"]
    job = client.post(f"{TREES}/examples:import", json={"upload": upload}).json()
    result = ended(client, job)["result"]
    assert (result["added"], result["refused"]) == (6, 1)


def test_a_table_in_an_upload_opens_no_file_outside_of_it(
    client: httpx.Client, textures: Path
) -> None:
    client.post("/v1/projects", json={"name": "trees"})
    outside = textures / "brick" / "0.png"
    image = (textures / "grass" / "0.png").read_bytes()
    table = f"file,label\nmine.png,grass\n{outside},brick\n../../brick/0.png,brick\n".encode()
    upload = upload_all(client, {"d/labels.csv": table, "d/mine.png": image})
    found = client.post(f"{TREES}/examples:preview", json={"upload": upload}).json()
    assert (found["examples"], [each["name"] for each in found["labels"]]) == (1, ["grass"])


def test_the_export_of_luis_brings_its_features(client: httpx.Client) -> None:
    kind = "text-classification"
    client.post("/v1/projects", json={"name": "trees", "kind": kind})
    upload = upload_all(client, {"shop.json": json.dumps(LUIS).encode()})
    found = client.post(f"{TREES}/examples:preview", json={"upload": upload}).json()
    assert (found["layout"], found["examples"], found["features"]) == ("assistant", 2, 1)
    assert "not used" not in found["summary"]
    job = client.post(f"{TREES}/examples:import", json={"upload": upload}).json()
    assert ended(client, job)["result"]["added"] == 2
    with Workspace.open() as workspace:
        assert workspace.open_project("trees").features()
    again = upload_all(client, {"shop.json": json.dumps(LUIS).encode()})
    found = client.post(f"{TREES}/examples:preview", json={"upload": again}).json()
    assert found["features"] == 0  # the project has its own by now


def test_what_is_not_clear_is_asked(client: httpx.Client, textures: Path) -> None:
    client.post("/v1/projects", json={"name": "trees"})
    content = (textures / "brick" / "0.png").read_bytes()
    upload = upload_all(
        client, {"d/labels.csv": b"file,colour,size\na.png,red,big\n", "d/a.png": content}
    )
    unclear = client.post(f"{TREES}/examples:preview", json={"upload": upload}).json()["unclear"]
    assert unclear["option"] == "label_column"
    source = {"upload": upload, "label_column": unclear["choices"][0]}
    found = client.post(f"{TREES}/examples:preview", json=source).json()
    assert (found["unclear"], len(found["labels"])) == (None, 1)


def test_a_folder_is_opened_for_the_person_at_this_computer_alone(
    client: httpx.Client, textures: Path
) -> None:
    client.post("/v1/projects", json={"name": "trees"})
    shown = client.get("/v1/folders", params={"path": str(textures)}).json()
    assert [each["name"] for each in shown["folders"]] == ["brick", "grass", "gravel"]
    source = {"folder": str(textures)}
    found = client.post(f"{TREES}/examples:preview", json=source).json()
    assert found["examples"] == 36
    job = client.post(f"{TREES}/examples:import", json=source).json()
    assert ended(client, job)["result"]["added"] == 36
    assert client.get("/v1/folders?path=photos").status_code == 400
    assert client.get("/v1/folders", params={"path": str(textures / "no")}).status_code == 422
    with Workspace.open() as workspace:
        secret = workspace.keys.new("desk", may_train=True)
    headers = {"Authorization": f"Bearer {secret}"}
    with thread(studio=True, needs_keys=True) as (others, _):
        for asked in (
            others.get("/v1/folders", headers=headers),
            others.post(f"{TREES}/examples:preview", json=source, headers=headers),
            others.post(f"{TREES}/examples:import", json=source, headers=headers),
        ):
            assert (asked.status_code, asked.json()["code"]) == (403, "access-denied")


def test_the_sample_can_be_played_with(client: httpx.Client) -> None:
    client.post("/v1/projects", json={"name": "trees", "trains_itself": True})
    job = client.post(f"{TREES}/examples:import", json={"sample": True}).json()
    done = ended(client, job)["result"]
    assert (done["added"], done["refused"], done["trains"]) == (32, 0, True)
    assert client.get(TREES).json()["counts"]["unlabelled"] == 8


@pytest.mark.parametrize(
    "source", [{}, {"sample": True, "folder": "/"}, {"sample": True, "label": " "}]
)
def test_a_source_that_is_none_is_refused(client: httpx.Client, source: dict[str, Any]) -> None:
    client.post("/v1/projects", json={"name": "trees"})
    assert client.post(f"{TREES}/examples:preview", json=source).status_code == 400
    assert client.post(f"{TREES}/examples:import", json=source).status_code == 400
    assert client.get(f"{TREES}/jobs").json()["jobs"] == []
