"""Sounds over HTTP: a project gets them, shows them, and its function answers them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

from modalities.audio.sound_files import sound_file
from sound_files import write_sounds
from vizsla.project.project import Project
from vizsla.samples.made_sounds import made_sound

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

KNOCKS = "/v1/projects/knocks"


def test_a_project_of_sounds_is_made_filled_and_shown(client: httpx.Client) -> None:
    asked = {"name": "knocks", "kind": "sound-classification"}
    made = client.post("/v1/projects", json=asked).json()
    assert made["modality"] == "audio"
    wav = made_sound("knock", 1).to_wav()
    mp3 = sound_file(made_sound("knock", 2).samples, 16_000, "MP3")
    files = [("files", ("a.wav", wav)), ("files", ("b.mp3", mp3)), ("files", ("c.wav", b"RIFF"))]
    added = client.post(f"{KNOCKS}/examples?label=knock", files=files).json()
    assert [each["status"] for each in added["results"]] == ["added", "added", "refused"]

    content = client.get(f"{KNOCKS}/examples/1/content")
    assert (content.headers["content-type"], content.content) == ("audio/wav", wav)
    assert client.get(f"{KNOCKS}/examples/2/content").headers["content-type"] == "audio/mpeg"
    drawn = client.get(f"{KNOCKS}/examples/1/thumbnail?size=160")
    assert Image.open(io.BytesIO(drawn.content)).size == (160, 80)


def test_a_published_function_of_sounds_answers(client: httpx.Client, tmp_path: Path) -> None:
    with Project.open("knocks", kind="sound-classification") as project:
        project.add(write_sounds(tmp_path / "sounds", 20, ("knock", "whistle")))
        project.publish(project.train(), untested=True)
    wav = made_sound("whistle", 99).to_wav()
    address = "/v1/functions/knocks:call"
    by_form = client.post(address, files={"file": ("new.wav", wav)}).json()
    by_body = client.post(address, content=wav, headers={"Content-Type": "audio/wav"}).json()
    assert by_form["answer"] == by_body["answer"] == "whistle"
    bad = client.post(address, content=b"GIF89a", headers={"Content-Type": "audio/wav"})
    assert (bad.status_code // 100, bad.json()["code"]) == (4, "input-format")
    found = client.get(f"{KNOCKS}/snippets").json()["snippets"]
    assert "sound.wav" in found[0]["code"]
    (page,) = (each["code"] for each in found if each["id"] == "browser")
    assert "input.files[0]" in page
