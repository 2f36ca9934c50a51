from __future__ import annotations

from typing import TYPE_CHECKING

import vizsla
from on_ray.conftest import two_nodes

if TYPE_CHECKING:
    from pathlib import Path


def test_each_input_has_its_answer_once_though_a_machine_dies(images: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"no image")
    paths = [*sorted(images.rglob("*.jpg")), bad] * 4
    classify = vizsla.load("classify-image")
    expected = [(path, _comparable(result)) for path, result in classify.over(paths, top=2)]
    with two_nodes() as (cluster, second):
        found = []
        for path, result in classify.over(paths, top=2, on="ray"):
            if not found:
                cluster.remove_node(second, allow_graceful=False)
            found.append((path, _comparable(result)))
        assert len(cluster.list_all_nodes()) == 1
    assert found == expected


def _comparable(result: object) -> object:
    return (type(result), str(result)) if isinstance(result, vizsla.VizslaError) else result
