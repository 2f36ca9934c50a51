"""Makes src/vizsla/weights from published packages: ``make weights``.

With ``--check`` nothing is written: it tells whether what is there is what would be made.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import bundles
import packages
from checkpoint import read_checkpoint
from classifier import SIDE, build_backbone
from detector import build_detector
from dog_breeds import dog_breeds
from labels import imagenet_labels, taxonomy
from pictures import crops, photographs

ROOT = Path(__file__).parents[2]
WEIGHTS = ROOT / "src" / "vizsla" / "weights"


def build(target: Path) -> None:
    """Write the graphs, the shipped bundles and their provenance into an empty folder."""
    state = read_checkpoint(packages.python_file(packages.CHECKPOINT))
    classes = packages.python_file(packages.CLASSES).parent
    wordnet = packages.npm_archive(packages.WORDNET)
    labels = imagenet_labels(wordnet, classes)
    print("the backbone: quantising", flush=True)
    backbone = bundles.Graph("backbone.tflite", build_backbone(state, crops(SIDE)))
    print("the detector: quantising", flush=True)
    detector = bundles.Graph(
        "detector.tflite", build_detector(packages.nanodet_files(), photographs())
    )
    graphs = target / "graphs"
    graphs.mkdir(parents=True)
    for graph in (backbone, detector):
        (graphs / f"{graph.sha256}.tflite").write_bytes(graph.content)
    weights, bias = state["_fc.weight"], state["_fc.bias"]
    kinds = taxonomy(wordnet, labels)
    bundles.classify_image(target, backbone, labels, kinds, weights, bias)
    bundles.dog_breeds(target, backbone, labels, dog_breeds(kinds), weights, bias)
    bundles.detect_objects(target, detector)
    bundles.describe_image(target)
    provenance(target)


def provenance(target: Path) -> None:
    """Write where everything comes from, and the sha256 of what was made of it."""
    made = sorted(each for each in target.rglob("*") if each.is_file())
    value = {
        "made_by": "scripts/build_weights",
        "sources": [
            {
                "package": each.package,
                "file": each.file,
                "sha256": each.sha256,
                "licence": each.licence,
                "what": each.what,
            }
            for each in packages.SOURCES
        ],
        "calibration": "activations' ranges from the photographs in scikit-image and scikit-learn",
        "files": {
            each.relative_to(target).as_posix(): hashlib.sha256(each.read_bytes()).hexdigest()
            for each in made
        },
    }
    text = json.dumps(value, indent=1, ensure_ascii=False) + "\n"
    (target / "PROVENANCE.json").write_text(text, encoding="utf-8")


def main() -> int:
    """Build, and compare or put in place."""
    parser = argparse.ArgumentParser(prog="build_weights", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / "weights"
        build(made)
        new, old = (
            {each.relative_to(top).as_posix(): each.read_bytes() for each in sorted(files(top))}
            for top in (made, WEIGHTS)
        )
        differing = sorted(name for name in new | old if new.get(name) != old.get(name))
        if not differing:
            print(f"the same bytes: all {len(new)} files")
            return 0
        print("other bytes:", *differing, sep="\n  ")
        if check:
            return 1
        for top in {name.partition("/")[0] for name in old}:
            path = WEIGHTS / top
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(made, WEIGHTS, dirs_exist_ok=True)
    return 0


def files(top: Path) -> list[Path]:
    """Return the built files in a folder: all but the package's own code."""
    return [each for each in top.rglob("*") if each.is_file() and ".py" not in each.suffix]


if __name__ == "__main__":
    sys.exit(main())
