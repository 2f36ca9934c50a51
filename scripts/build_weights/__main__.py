"""Builds the shipped models from published packages: ``make weights``.

The models go into src/vizsla/weights, and the encoders that have packages of their own into
packages/. With ``--check`` nothing is written: the built files are compared with the existing ones.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import bundles
import packages
from checkpoint import read_checkpoint
from classifier import LITE0, build_backbone
from detector import build_detector
from dog_breeds import dog_breeds, renamed
from encoder_package import PACKAGE, build_encoder_package
from labels import imagenet_labels, taxonomy
from photographs import crops, photographs
from text_package import TEXT_PACKAGES

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
WEIGHTS = ROOT / "src" / "vizsla" / "weights"


def build(target: Path) -> None:
    """Write the graphs, the shipped bundles and their provenance into an empty folder."""
    state = read_checkpoint(packages.python_file(packages.CHECKPOINT))
    classes = packages.python_file(packages.CLASSES).parent
    wordnet = packages.npm_archive(packages.WORDNET)
    labels = imagenet_labels(wordnet, classes)
    breeds = dog_breeds({label.id for label in labels})
    labels = renamed(labels, breeds)
    print("the backbone: quantising", flush=True)
    backbone = bundles.Graph("backbone.tflite", build_backbone(LITE0, state, crops(LITE0.side)))
    print("the detector: quantising", flush=True)
    detector = bundles.Graph(
        "detector.tflite", build_detector(packages.coco_ssd_files(), photographs())
    )
    graphs = target / "graphs"
    graphs.mkdir(parents=True)
    for graph in (backbone, detector):
        (graphs / f"{graph.sha256}.tflite").write_bytes(graph.content)
    weights, bias = state["_fc.weight"], state["_fc.bias"]
    kinds = taxonomy(wordnet, labels)
    bundles.classify_image(target, backbone, labels, kinds, weights, bias)
    bundles.dog_breeds(target, backbone, labels, breeds, weights, bias)
    bundles.detect_objects(target, detector)
    bundles.describe_image(target)
    bundles.recognize_text(target)
    bundles.speak(target)
    bundles.listen(target)
    provenance(target)


def provenance(target: Path) -> None:
    """Write PROVENANCE.json: the sources of the weights, and the sha256 of every built file."""
    built = sorted(each for each in target.rglob("*") if each.is_file())
    value = {
        "made_by": "scripts/build_weights",
        "sources": [asdict(each) for each in packages.SOURCES],
        "calibration": packages.CALIBRATION,
        "picture_kinds": packages.PICTURE_KINDS,
        "files": {
            each.relative_to(target).as_posix(): hashlib.sha256(each.read_bytes()).hexdigest()
            for each in built
        },
    }
    text = json.dumps(value, indent=1, ensure_ascii=False) + "\n"
    (target / "PROVENANCE.json").write_text(text, encoding="utf-8")


def main() -> int:
    """Build the files, and compare them with the existing ones or replace those."""
    parser = argparse.ArgumentParser(prog="build_weights", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    check = parser.parse_args().check
    folders = {
        WEIGHTS: build,
        PACKAGE: build_encoder_package,
        **{each.folder: each.build for each in TEXT_PACKAGES},
    }
    same = [update(folder, build_folder, check=check) for folder, build_folder in folders.items()]
    return 0 if all(same) or not check else 1


def update(folder: Path, build_folder: Callable[[Path], None], *, check: bool) -> bool:
    """Build a folder's files, and replace the existing ones where they differ.

    Args:
        folder: the folder of the existing files.
        build_folder: writes the files into another folder.
        check: whether to compare only.

    Returns:
        Whether the folder had the same bytes already.

    """
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / folder.name
        build_folder(made)
        new, old = (
            {each.relative_to(top).as_posix(): each.read_bytes() for each in sorted(files(top))}
            for top in (made, folder)
        )
        differing = sorted(name for name in new | old if new.get(name) != old.get(name))
        if not differing:
            print(f"{folder.name}: the same bytes: all {len(new)} files")
            return True
        print(f"{folder.name}: other bytes:", *differing, sep="\n  ")
        if not check:
            for top in {name.partition("/")[0] for name in old}:
                path = folder / top
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            shutil.copytree(made, folder, dirs_exist_ok=True)
    return False


def files(top: Path) -> list[Path]:
    """Return the built files in a folder: all but the package's own code."""
    code = (".py", ".pyc", ".typed")
    return [each for each in top.rglob("*") if each.is_file() and each.suffix not in code]


if __name__ == "__main__":
    sys.exit(main())
