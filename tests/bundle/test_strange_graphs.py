from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import vizsla
from bundle.fuzz_bundles import with_right_self_test
from bundle.made_graph import GraphMaker, every_operator, packed, schema
from bundle.mutations import GRAPH, MANIFEST, classifier, with_hashes
from bundle.test_check_graph import WRONG

if TYPE_CHECKING:
    from pathlib import Path

UINT8 = 3


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))


def loaded(files: dict[str, bytes], folder: Path) -> vizsla.Function[object, vizsla.Answer]:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return vizsla.load(folder)


def test_a_strangers_function_answers(tmp_path: Path, photographs: Path) -> None:
    files = with_right_self_test(with_hashes(classifier(), {}))
    answer = loaded(files, tmp_path / "good")(photographs / "coffee.png")
    labels = {each.answer for each in answer.alternatives}
    assert labels == {"label 0", "label 1", "label 2"}


@pytest.mark.parametrize("wrong", ["a scale of 0", "a scale that is no number"])
def test_a_graph_that_ends_its_process_does_not_end_this_one(
    wrong: str, tmp_path: Path, photographs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = every_operator()
    WRONG[wrong](model)
    files = with_hashes({**classifier(), GRAPH: packed(model)}, {})
    with pytest.raises(vizsla.BundleDamagedError, match="it has a scale"):
        loaded(files, tmp_path / "checked")(photographs / "coffee.png")
    monkeypatch.setattr("vizsla.bundle.graph.check_graph", lambda *_: None)
    function = loaded(files, tmp_path / "unchecked")
    for _ in range(2):
        with pytest.raises(vizsla.EngineError, match="ends its process"):
            function(photographs / "coffee.png")


def test_a_graph_that_takes_no_image_is_refused(tmp_path: Path, photographs: Path) -> None:
    make = GraphMaker()
    numbers = make.tensor((1, 12), UINT8, 0.1)
    last = make.tensor((1, 12), UINT8, 0.2)
    make.operator("QUANTIZE", [numbers], last, schema.QuantizeOptionsT)
    files = with_hashes({**classifier(), GRAPH: packed(make.finish([last]))}, {})
    with pytest.raises(vizsla.EngineError, match="self-test"):
        loaded(files, tmp_path / "mine")(photographs / "coffee.png")


def test_a_function_on_a_shipped_encoder_starts_no_process(
    bundle: Path, photographs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vizsla.runtime.graph.run_first", pytest.fail)
    assert json.loads((bundle / MANIFEST).read_bytes())["graph"] is not None
    assert vizsla.load(bundle)(photographs / "grass.png").answer == "grass"
