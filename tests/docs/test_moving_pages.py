"""The commands on the pages about moving from other tools run, and print what the pages say."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from PIL import Image

import vizsla
from command_line import vizsla as run
from printed_lines import unlike

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
BLOCK = re.compile(r"^```sh\n(.*?)^```\n+```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample files, and the same photos as the other tools export them."""
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    vizsla.samples.write(tmp_path)
    (tmp_path / "photos").rename(tmp_path / "lobe-dataset")
    write_teachable_machine(tmp_path / "animals.tm", tmp_path / "lobe-dataset")
    return tmp_path


def write_teachable_machine(path: Path, photos: Path) -> None:
    classes = []
    with zipfile.ZipFile(path, "w") as project:
        for label in ("fish", "windmill"):
            names = []
            for number, photo in enumerate(sorted((photos / label).iterdir())):
                content = io.BytesIO()
                Image.open(photo).convert("RGB").resize((224, 224)).save(content, "JPEG")
                names.append(f"{label}-!-{number}.jpg")
                project.writestr(names[-1], content.getvalue())
            classes.append({"name": label, "samples": names})
        manifest = {"type": "image", "version": "2.4.7", "classes": classes}
        project.writestr("manifest.json", json.dumps(manifest))


@pytest.mark.parametrize("name", ["teachable-machine", "lobe"])
def test_the_commands_of_the_page_print_what_it_says(name: str, place: Path) -> None:
    ((code, said),) = BLOCK.findall((HOW_TO / f"{name}.md").read_text("utf-8"))
    printed = ""
    for line in code.splitlines():
        done = run(*line.removeprefix("$ vizsla ").split(), folder=place, merge=True)
        assert done.code == 0, done.stdout
        printed += done.stdout
    assert not unlike(said, printed), unlike(said, printed)
