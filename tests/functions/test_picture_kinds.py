from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

import vizsla
from functions.described_scenes import KNOWN, SIZE, TABLES, A, scores, thing
from vizsla.bundle.head import write_head
from vizsla.errors import BundleDamagedError
from vizsla.functions.image_description.sentence import describe

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [each.noun.noun for each in TABLES.pictures]
LARGE = (0, 0, 900, 700)


def pictures(**likely: float) -> list[float]:
    return [likely.get(name.replace(" ", "_"), 0.0) for name in NAMES]


def sentence(kinds: list[float], whole: list[float], *things: object) -> str:
    return describe(things, whole, KNOWN, SIZE, TABLES, kinds).text  # type: ignore[arg-type]


def test_what_the_classifier_has_no_name_for_has_the_name_of_its_kind() -> None:
    assert sentence(pictures(), scores(tench=0.4, crane=0.4)) == "something natural"
    assert sentence(pictures(animal=0.9), scores(tench=0.4, crane=0.4)) == "an animal"
    assert sentence(pictures(animal=0.99, bird=0.95), scores()) == "a bird"
    assert sentence(pictures(animal=0.7), scores()) == "a picture"


def test_a_class_is_not_named_where_the_picture_is_certainly_of_another_kind() -> None:
    assert sentence(pictures(), scores(hay=0.95)) == "some hay"
    assert sentence(pictures(forest=0.95), scores(hay=0.95)) != "some hay"
    assert sentence(pictures(animal=0.95), scores(tench=0.95)) == "a tench"


def test_of_a_drawing_only_that_is_said() -> None:
    dog = thing("dog", 0.9, A)
    assert sentence(pictures(drawing=0.95), scores(pug=0.9), dog) == "a drawing"
    assert sentence(pictures(drawing=0.5), scores(pug=0.9), dog) == "a dog"


def test_a_person_that_fills_the_image_would_be_seen_there() -> None:
    person = thing("person", 0.9, LARGE)
    assert sentence(pictures(person=0.01), scores(), person) == "a picture"
    assert sentence(pictures(person=0.3), scores(), person) == "a person"
    assert sentence(pictures(person=0.01), scores(), thing("person", 0.9, A)) == "a person"


def test_a_scene_is_named_beside_small_things() -> None:
    person = thing("person", 0.9, A)
    assert sentence(pictures(forest=0.95), scores(), person) == "a forest and a person"


def test_each_kind_of_picture_has_its_row_in_the_shipped_head() -> None:
    bundle = vizsla.describe_image._bundle
    assert len(bundle.head().weights) == len(TABLES.pictures)


def copied(folder: Path, head: bytes | None) -> Path:
    """Copy the shipped bundle with another head, or without one."""
    shipped = vizsla.describe_image._bundle
    manifest = {**json.loads(shipped.manifest.to_json()), "digest": None}
    contents = {"README.md": shipped.read("README.md")}
    if head is None:
        del manifest["files"]["head.safetensors"]
    else:
        contents["head.safetensors"] = head
        entry = {"sha256": hashlib.sha256(head).hexdigest(), "bytes": len(head)}
        manifest["files"]["head.safetensors"] = entry
    contents["function.json"] = json.dumps(manifest).encode()
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder


def test_a_bundle_without_a_head_answers_by_the_rules_alone(
    tmp_path: Path, photographs: Path
) -> None:
    with vizsla.load(copied(tmp_path, None)) as function:
        assert function(photographs / "chelsea.png").answer == "a cat"


def test_a_head_that_does_not_fit_the_tables_is_refused(tmp_path: Path, photographs: Path) -> None:
    head = write_head(np.ones((2, 1280)), np.zeros(2), small=True)
    with (
        vizsla.load(copied(tmp_path, head)) as function,
        pytest.raises(BundleDamagedError, match=r"\(2, 1280\).*27 kinds"),
    ):
        function(photographs / "chelsea.png")
