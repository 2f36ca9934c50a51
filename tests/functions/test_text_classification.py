"""A function of texts: learnt, saved, loaded, called and explained."""

from __future__ import annotations

import hashlib
import importlib.metadata
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest

import vizsla
from shop_sentences import SENTENCES, STRANGE, UNSEEN, write_sentences
from vizsla import errors
from vizsla.bundle.manifest_digest import UNSEALED, seal
from vizsla.bundle.read_bundle import read_bundle
from vizsla.encoders import registry
from vizsla.functions.text_classification import TextClassifier

if TYPE_CHECKING:
    from pytest import MonkeyPatch, TempPathFactory  # noqa: PT013


@pytest.fixture(scope="module")
def shop(tmp_path_factory: TempPathFactory) -> TextClassifier:
    """A function that tells what a customer wants."""
    folder = write_sentences(tmp_path_factory.mktemp("texts"))
    return cast("TextClassifier", vizsla.learn(folder, kind="text-classification"))


@pytest.fixture
def saved(shop: TextClassifier, tmp_path: Path) -> Path:
    """The function in a folder of its own, without its encoder."""
    return shop.save(tmp_path / "shop")


def test_new_sentences_get_their_label(shop: TextClassifier) -> None:
    expected = {each: label for label, texts in UNSEEN.items() for each in texts}
    assert {each: shop(each).answer for each in expected} == expected
    assert [each.answer for each in shop([*expected])] == [*expected.values()]
    assert [each.answer for _, each in shop.over([*expected])] == [*expected.values()]


def test_texts_that_are_answered_together_get_the_answers_that_each_gets_by_itself(
    shop: TextClassifier,
) -> None:
    texts = [*STRANGE, *(each for texts in UNSEEN.values() for each in texts), "hello " * 40]
    options = shop.call_options(top=2)
    assert shop.most_together(shop.manifest) > 1
    assert shop.answer_together(texts, options) == [shop(each, top=2) for each in texts]
    first, second, third = shop.answer_together([texts[0], " ", texts[1]], options)
    assert (first, third) == (shop(texts[0], top=2), shop(texts[1], top=2))
    assert isinstance(second, errors.InputDamagedError)


def test_a_saved_function_gives_the_same_answers(shop: TextClassifier, tmp_path: Path) -> None:
    for name in ("shop", "shop.zip"):
        loaded = vizsla.load(shop.save(tmp_path / name))
        assert type(loaded) is TextClassifier
        for each in ("stop my order", *STRANGE):
            assert loaded(each) == shop(each)


def test_a_bundle_names_its_encoder_and_does_not_carry_it(saved: Path) -> None:
    manifest = read_bundle(saved).manifest
    assert (manifest.kind, manifest.input.modality) == ("text-classification", "text")
    assert manifest.encoder is not None
    assert manifest.encoder.files is not None
    assert {*manifest.encoder.files} == {"weights", "vocabulary", "code_points"}
    assert {*manifest.files} == {"README.md", "head.safetensors"}
    assert sum(each.stat().st_size for each in saved.iterdir()) < 300_000


def test_functions_share_one_model_in_memory(shop: TextClassifier, saved: Path) -> None:
    other = vizsla.load(saved)
    other.warm_up()
    shop.warm_up()
    assert cast("TextClassifier", other).encoder._loaded is shop.encoder._loaded


def test_every_kind_of_source_is_read(shop: TextClassifier, tmp_path: Path) -> None:
    path = tmp_path / "mail.txt"
    path.write_text("cancel my order", encoding="utf-8")
    expected = shop("cancel my order")
    for source in (path, path.read_bytes(), io.BytesIO(path.read_bytes())):
        assert shop(source) == expected
    assert dict(shop.over(tmp_path)) == {path: expected}
    assert dict(shop.over([path])) == {path: expected}


@pytest.mark.parametrize("bad", ["", "\n", "\ud800", b"\xff", 7, None, Path("missing.txt")])
def test_a_bad_input_is_an_input_error_and_the_others_go_on(
    shop: TextClassifier, bad: object
) -> None:
    with pytest.raises(errors.InputError):
        shop(bad)
    (_, failed), (_, answered) = shop.over(iter([bad, "cancel my order"]))
    assert isinstance(failed, errors.InputError)
    assert isinstance(answered, vizsla.Answer)


def test_the_manifest_counts_the_everyday_sentences_that_pass(shop: TextClassifier) -> None:
    novelty = shop.manifest.novelty
    assert novelty is not None
    assert novelty.far is not None
    assert novelty.far.measured_on == "sentences on many subjects"
    assert novelty.far.examples == 40
    assert novelty.far.sure <= 1
    assert "sentences on many subjects" in shop.card


def test_sentences_about_something_else_are_not_sure(shop: TextClassifier) -> None:
    assert not any(shop(each).sure for each in STRANGE)


def test_the_word_that_matters_explains_the_answer(shop: TextClassifier) -> None:
    text = "good morning, could you please cancel it"
    explained = shop.explain(text)
    assert explained.label == "cancel order"
    assert [text[each.start : each.end] for each in explained.words] == text.split()
    strongest = max(explained.words, key=lambda each: each.weight)
    assert (strongest.text, strongest.weight) == ("cancel", 1.0)
    assert explained.heat_map.shape == (len(text),)
    assert explained.heat_map[text.index("cancel")] == 1
    assert str(explained).startswith("cancel order: 'cancel' 1.00")
    assert "<span" in (explained._repr_html_() or "")


def test_another_label_and_a_long_text_are_explained_too(shop: TextClassifier) -> None:
    text = " ".join(each for texts in SENTENCES.values() for each in texts)
    explained = shop.explain(text, "plant care")
    assert explained.label == "plant care"
    assert len(explained.words) == len(text.split())
    assert min(each.weight for each in explained.words) >= 0
    assert np.isfinite(explained.heat_map).all()
    with pytest.raises(errors.OptionError, match="no such label"):
        shop.explain("cancel", "refund")


def test_an_answer_shows_the_beginning_of_its_text_in_a_notebook(shop: TextClassifier) -> None:
    shown = shop("<b>cancel</b> my order " * 40)._repr_html_()
    assert "&lt;b&gt;cancel&lt;/b&gt; my order" in shown
    assert len(shown) < 4000


def test_without_the_package_a_bundle_says_how_to_install_it(
    saved: Path, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_entry_points", lambda: importlib.metadata.EntryPoints(()))
    with pytest.raises(errors.MissingExtraError, match=r"pip install 'vizsla\[text\]'"):
        vizsla.load(saved)("cancel my order")


def test_a_bundle_that_carries_its_encoder_stands_alone(
    shop: TextClassifier, tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    expected = shop("cancel my order")
    path = shop.save(tmp_path / "alone.zip", self_contained=True)
    monkeypatch.setattr(registry, "_entry_points", lambda: importlib.metadata.EntryPoints(()))
    assert vizsla.load(path)("cancel my order") == expected
    # Saved again, it still carries what it came with.
    again = vizsla.load(path).save(tmp_path / "again.zip")
    assert vizsla.load(again)("cancel my order") == expected


@pytest.mark.parametrize("part", ["weights", "vocabulary", "code_points"])
def test_a_model_that_nobody_knows_is_not_run(
    shop: TextClassifier, tmp_path: Path, part: str
) -> None:
    path = shop.save(tmp_path / "alone", self_contained=True)
    manifest = json.loads((path / "function.json").read_bytes())
    file = path / manifest["encoder"]["files"][part]["file"]
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    sha256 = hashlib.sha256(content).hexdigest()
    manifest["files"][file.name]["sha256"] = sha256
    (path / "function.json").write_bytes(_named(manifest, sha256, part))
    with pytest.raises(errors.BundleTooNewError, match="does not run"):
        vizsla.load(path)("cancel my order")


def test_other_files_of_the_encoder_than_are_installed_are_refused(
    shop: TextClassifier, tmp_path: Path
) -> None:
    path = shop.save(tmp_path / "old")
    manifest = json.loads((path / "function.json").read_bytes())
    (path / "function.json").write_bytes(_named(manifest, "0" * 64))
    with pytest.raises(errors.BundleTooNewError, match="other files of the encoder"):
        vizsla.load(path)("cancel my order")


def test_a_manifest_without_the_encoder_s_files_is_damaged(
    shop: TextClassifier, tmp_path: Path
) -> None:
    path = shop.save(tmp_path / "old")
    manifest = json.loads((path / "function.json").read_bytes())
    del manifest["encoder"]["files"]
    (path / "function.json").write_bytes(_sealed(manifest))
    with pytest.raises(errors.BundleDamagedError, match="no encoder of texts"):
        vizsla.load(path)("cancel my order")


def _named(manifest: dict[str, Any], sha256: str, part: str = "weights") -> bytes:
    """Return the manifest with another hash of a file of the encoder."""
    manifest["encoder"]["files"][part]["sha256"] = sha256
    return _sealed(manifest)


def _sealed(manifest: dict[str, Any]) -> bytes:
    return seal(json.dumps({**manifest, "digest": UNSEALED}).encode())
