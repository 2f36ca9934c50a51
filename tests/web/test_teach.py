from __future__ import annotations

import base64
import io
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

import vizsla
from vizsla.modalities.image.load_image import load_pixels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from vizsla.encoders.embedding import Embedding
    from vizsla.functions.image_classification import Classifier

    Ask = Callable[[object], Any]

TAUGHT = 5  # images of each label that are taught
DRAWS = 10  # random choices of these images
RIGHT = 0.85  # the least share of right answers on the other images
CHANGED = 0.01  # the largest share of the function's own answers that may change
PARTS = 4  # of a texture, along each side


@dataclass
class EmbeddedImages:
    """The embeddings of real images, and the function's own answers to them."""

    function: Classifier
    embeddings: list[Embedding] = field(default_factory=list)
    rows: dict[str, list[int]] = field(default_factory=dict)

    def add(self, label: str, images: Iterable[Path | np.ndarray]) -> None:
        """Embed the images of a label."""
        for each in images:
            self.rows.setdefault(label, []).append(len(self.embeddings))
            self.embeddings.append(self.function.encoder.embed(load_pixels(each)))

    def answers(self, rows: Iterable[int]) -> list[dict[str, Any]]:
        """Return the function's own answers."""
        return [
            self.function.answer_embedding(self.embeddings[row], top=5).to_dict() for row in rows
        ]


@pytest.fixture(scope="module")
def known(data: Path, photographs: Path) -> EmbeddedImages:
    known = EmbeddedImages(vizsla.load("dog-breeds"))
    sets = data / "custom-vision"
    for label in ("Hemlock", "Japanese_Cherry"):
        known.add(label, files(sets / "ImageClassification" / "Images" / label))
    for label in ("fork", "scissors"):
        known.add(label, files(sets / "ObjectDetection" / "Images" / label))
    known.add("gravel", crops(photographs / "gravel.png"))
    known.add("old", files(data / "photos" / "pets") + files(data / "photos" / "imagenet-sample"))
    return known


def with_embeddings(ask: Ask, known: EmbeddedImages) -> Ask:
    """Send the embeddings to the twin, and return the twin."""
    sums = np.array([each.numbers for each in known.embeddings], "<i4")
    packed = base64.b64encode(sums.tobytes()).decode()
    assert ask({"sums": packed, "channels": sums.shape[1]}) == len(sums)
    return ask


def files(folder: Path) -> list[Path]:
    return sorted(each for each in folder.iterdir() if each.suffix.lower() in {".jpg", ".jpeg"})


def crops(path: Path) -> list[np.ndarray]:
    """Return parts of a texture that have nothing in common."""
    with Image.open(path) as file:
        pixels = np.asarray(file.convert("RGB"))
    side = len(pixels) // PARTS
    corners = [(side * x, side * y) for x in range(PARTS) for y in range(PARTS)]
    return [pixels[x : x + side, y : y + side] for x, y in corners]


def test_five_new_labels_are_learned_from_five_images_each(
    known: EmbeddedImages, twin: Callable[[str], Ask]
) -> None:
    ask = with_embeddings(twin("fewShot"), known)
    labels = [label for label in known.rows if label != "old"]
    assert len(labels) == 5
    old = known.answers(known.rows["old"])
    rng = np.random.default_rng(0)
    sure: list[bool] = []
    for _ in range(DRAWS):
        order = {
            label: [int(row) for row in rng.permutation(known.rows[label])] for label in labels
        }
        taught = [[label, [[row] for row in order[label][:TAUGHT]]] for label in labels]
        shares = []
        for label in labels:
            rows = order[label][TAUGHT:]
            found = ask({"taught": taught, "judge": rows, "answers": known.answers(rows)})
            shares.append(np.mean([each["answer"] == label for each in found]))
            new = [each for each in found if each["answer"] in labels]
            assert not any(each["calibrated"] for each in new)
            sure += [each["answer"] == label for each in new if each["sure"]]
        assert np.mean(shares) >= RIGHT, dict(zip(labels, shares, strict=True))

        found = ask({"taught": taught, "judge": known.rows["old"], "answers": old})
        same = [without(one) == without(other) for one, other in zip(found, old, strict=True)]
        assert np.mean(same) >= 1 - CHANGED
        breeds = [kept for kept, each in zip(same, old, strict=True) if each["answer"] is not None]
        assert len(breeds) > 30
        assert all(breeds)
    assert len(sure) > 200
    assert np.mean(sure) >= 0.99


def without(answer: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key != "alternatives"}


def test_an_export_of_taught_labels_is_a_dataset_for_a_project(
    twin: Callable[[str], Ask], images: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    labels = ["Rex", "a/b", "c:\\d", "🐕", ".hidden", "test", "con", "Ame\u0301lie", "=1+1", "7"]
    photos = files(images / "things")
    known = EmbeddedImages(vizsla.load("dog-breeds"))
    known.add("things", photos)
    ask = with_embeddings(twin("fewShot"), known)
    shown, contents = {}, {}
    for number, label in enumerate(labels):
        some = [photos[2 * number].read_bytes(), png(photos[2 * number + 1])]
        contents[label] = set(some)
        shown[label] = [
            [2 * number + at, base64.b64encode(content).decode(), kind]
            for at, (content, kind) in enumerate(
                zip(some, ("image/jpeg", "image/png" if number else ""), strict=True)
            )
        ]
    packed = ask({"taught": list(shown.items()), "exported": True})
    path = tmp_path / "taught.zip"
    path.write_bytes(base64.b64decode(packed))
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None

    composed = {label.replace("e\u0301", "é"): value for label, value in contents.items()}
    assert ask({"zip": packed}) == dict.fromkeys(composed, 2)
    with vizsla.Project.open("mine") as project:
        added = project.add(path)
        assert added.problems == []
        assert added.layout == "zip"
        found: dict[str, set[bytes]] = {}
        for example in project:
            found.setdefault(example.label, set()).add(project.content(example))
        assert found == composed


def png(path: Path) -> bytes:
    content = io.BytesIO()
    with Image.open(path) as image:
        image.convert("RGB").resize((64, 64)).save(content, "PNG")
    return content.getvalue()
