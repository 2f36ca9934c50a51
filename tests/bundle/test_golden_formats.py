from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

import vizsla
from vizsla.bundle import FORMAT
from vizsla.bundle.shipped_bundles import GRAPHS, WEIGHTS

if TYPE_CHECKING:
    from pathlib import Path

GOLDEN = sorted((WEIGHTS.parent / "contract" / "golden").glob("format-*"))


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.name)
def test_a_bundle_of_an_old_format_gives_the_recorded_answers(
    golden: Path, tmp_path: Path, photographs: Path
) -> None:
    """The golden bundle leaves out its graph, which is the shipped one of 4 MB."""
    bundle = shutil.copytree(golden, tmp_path / "bundle")
    expected = json.loads((bundle / "expected.json").read_text())
    graph = json.loads((bundle / "function.json").read_text())["files"]["backbone.tflite"]
    shutil.copy(GRAPHS / f"{graph['sha256']}.tflite", bundle / "backbone.tflite")
    function = vizsla.load(bundle)
    for name, answer in expected.items():
        found = function(photographs / name).to_dict()
        assert found.pop("score") == pytest.approx(answer.pop("score"), abs=1e-9)
        for ours, theirs in zip(found["alternatives"], answer["alternatives"], strict=True):
            assert ours.pop("score") == pytest.approx(theirs.pop("score"), abs=1e-9)
        # Old bundles know no weaker word than sure; of these images, the others are novel.
        sure = answer["sure"]
        assert found == {**answer, "likely": sure, "novel": not sure}


def test_there_is_a_golden_bundle_of_each_old_format() -> None:
    assert {path.name for path in GOLDEN} >= {f"format-{n}" for n in range(1, FORMAT)}
