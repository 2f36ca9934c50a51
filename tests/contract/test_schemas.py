from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import vizsla
from vizsla.bundle.read_manifest import read_manifest
from vizsla.bundle.shipped_bundles import WEIGHTS, shipped_names
from vizsla.errors import BundleDamagedError

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = WEIGHTS.parent / "contract"


def schema(name: str) -> jsonschema.Draft202012Validator:
    value = json.loads((FOLDER / f"{name}.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(value)
    return jsonschema.Draft202012Validator(value)


MANIFEST = schema("manifest")
SHIPPED = {
    name: json.loads((WEIGHTS / name / "function.json").read_text()) for name in shipped_names()
}


TEXTS = ("two dogs for $40 each", "mail jo@example.org", "nothing here at all")


def test_every_recognition_conforms_to_the_schema() -> None:
    for text in TEXTS:
        answer = vizsla.recognize_text(text, language="en").to_dict()
        schema("answer").validate(json.loads(json.dumps(answer)))


def test_a_sound_conforms_to_the_schema() -> None:
    schema("answer").validate(json.loads(vizsla.speak("A dog.").to_json()))


def test_a_transcription_conforms_to_the_schema() -> None:
    words = (vizsla.SpokenWord("A", 0.5, 0.7), vizsla.SpokenWord("dog.", 0.7, 1.5))
    heard = vizsla.SpeechSegment(0.5, 1.5, "A dog.", 0.9, words=words)
    unclear = vizsla.SpeechSegment(2.0, 3.0, None, 0.8)
    found = vizsla.Transcription(
        "A dog.", 0.9, sure=False, calibrated=True, segments=(heard, unclear), seconds=4.0
    )
    schema("answer").validate(json.loads(found.to_json()))


@pytest.mark.parametrize("name", sorted({*shipped_names()} - {"listen", "recognize-text", "speak"}))
def test_every_answer_conforms_to_the_schema(name: str, photographs: Path) -> None:
    for image in ("chelsea.png", "astronaut.png", "page.png"):
        answer = vizsla.load(name)(photographs / image).to_dict()
        schema("answer").validate(json.loads(json.dumps(answer)))


@pytest.mark.parametrize("name", [*shipped_names()])
def test_every_shipped_manifest_conforms_to_the_schema(name: str) -> None:
    MANIFEST.validate(SHIPPED[name])


def test_a_users_manifest_conforms_to_the_schema(bundle: Path) -> None:
    MANIFEST.validate(json.loads((bundle / "function.json").read_text()))


def test_a_manifest_that_is_read_and_written_is_unchanged(bundle: Path) -> None:
    content = (bundle / "function.json").read_bytes()
    assert read_manifest(content, "it").to_json() == content


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 3),
    st.floats(-1, 2),
    st.text(max_size=3),
    st.just([]),
    st.just([1]),
    st.just(["a"]),
    st.just([{}]),
    st.just({}),
    st.just({"a": 1}),
)


@given(field=st.sampled_from([*SHIPPED["dog-breeds"]]), value=VALUES, data=st.data())
def test_the_reader_refuses_exactly_the_manifests_that_the_schema_refuses(
    field: str, value: object, data: st.DataObject
) -> None:
    manifest = {**SHIPPED["dog-breeds"], "labels": SHIPPED["dog-breeds"]["labels"][:2]}
    manifest["digest"] = None  # not that of what is changed below
    inner = manifest[field]
    if isinstance(inner, dict) and inner and data.draw(st.booleans()):
        changed = {**inner, data.draw(st.sampled_from([*inner])): value}
    else:
        changed = value
    manifest[field] = changed
    if changed == 1 and field == "format":
        return  # an older format, which the schema of this one does not describe
    try:
        read_manifest(json.dumps(manifest).encode(), "it")
        read = True
    except BundleDamagedError:
        read = False
    except vizsla.VizslaError:
        return  # a later format has its own error
    assert read == MANIFEST.is_valid(manifest)
