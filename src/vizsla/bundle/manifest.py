"""``function.json``: what a bundle says of itself. ``contract/manifest.schema.json`` is its twin.

To change the format: raise FORMAT, add the step from the number before to ``old_formats.py``, add a
bundle of the old number to ``contract/golden``, and say in the changelog what is new.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from vizsla.bundle.fields import Fields
from vizsla.bundle.old_formats import upgraded
from vizsla.errors import BundleDamagedError, BundleTooNewError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "FORMAT",
    "MANIFEST",
    "Calibration",
    "DecoderEntry",
    "EncoderEntry",
    "File",
    "GraphEntry",
    "InputEntry",
    "Label",
    "Licence",
    "Manifest",
    "Measured",
    "Novelty",
    "Threshold",
]

MANIFEST = "function.json"
FORMAT = 3
MOST_LABELS = 20_000


@dataclass(frozen=True, slots=True)
class File:
    """A file of the bundle, as it must be found."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class InputEntry:
    """The input that the function takes.

    Attributes:
        modality: the modality's name, such as ``image``.
        settings: what belongs to that modality, as JSON. Of images: ``resize``, either ``crop`` (a
            centre square, then bicubic) or ``letterbox`` (bicubic, as large as it fits into the
            square, the rest grey); and ``crop``, the square's side as a share of the image's
            shorter side, 1 for ``letterbox``.

    """

    modality: str
    settings: Mapping[str, bool | float | str | None] = field(default_factory=dict)

    def number(self, name: str, low: float, high: float) -> float:
        """Return a number among the settings.

        Raises:
            BundleDamagedError: it is missing or out of its range.

        """
        return Fields(dict(self.settings), f"{MANIFEST}: input").number(name, low, high)

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """Return a word among the settings.

        Raises:
            BundleDamagedError: it is missing, or none of the choices.

        """
        fields = Fields(dict(self.settings), f"{MANIFEST}: input")
        if fields.text(name) not in choices:
            fields.refuse(name, f"must be one of {', '.join(choices)}")
        return fields.text(name)


@dataclass(frozen=True, slots=True)
class GraphEntry:
    """The graph.

    Attributes:
        file: its name in the bundle.
        self_test: the sha256 of its outputs for the modality's self-test input.

    """

    file: str
    self_test: str


@dataclass(frozen=True, slots=True)
class EncoderEntry:
    """The encoder whose embeddings the head takes: its name, and their length."""

    name: str
    dimension: int


@dataclass(frozen=True, slots=True)
class DecoderEntry:
    """The way in which a detector's outputs become boxes, by its name: ``nanodet``."""

    name: str


@dataclass(frozen=True, slots=True)
class Label:
    """One label: its name, its key where names repeat, its place among kinds."""

    answer: str
    id: str | None = None
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Threshold:
    """Where an answer counts as sure.

    Attributes:
        score: the least score of a sure answer; None where too few examples support any, and no
            answer is sure.
        precision: the share of right answers among the sure ones, where it was measured.
        examples: how many sure answers that share comes from.
        measured_on: what it was measured on, in words.
        target: what share of the sure answers was meant to be right, 0 to 1, or None.
        confidence: how certain it is that at least so many are, 0 to 1, or None.
        share: how many of all answers are sure, 0 to 1, or None.

    """

    score: float | None
    precision: float | None = None
    examples: int = 0
    measured_on: str = ""
    target: float | None = None
    confidence: float | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Calibration:
    """How the scores were made to be believed; they are within the head's weights already.

    Attributes:
        method: ``temperature``: the head's outputs were divided by it (Guo et al., 2017).
        temperature: above 0.
        examples: how many predictions it was fitted on, of examples not shown for them.
        error: the expected calibration error of these, 0 to 1.
        error_by_chance: what a perfectly calibrated function would show on so many, 0 to 1.
        measured_on: in words.

    """

    method: str
    temperature: float
    examples: int
    error: float
    error_by_chance: float
    measured_on: str


@dataclass(frozen=True, slots=True)
class Novelty:
    """The distance from the training examples at which an input is novel, and no answer is sure.

    Attributes:
        limit: the greatest cosine distance, 0 to 2, from the embedding to the nearest of the
            head's prototypes.

    """

    limit: float


@dataclass(frozen=True, slots=True)
class Measured:
    """An accuracy, with its 95 % interval, the number of examples and what they are."""

    accuracy: float
    low: float
    high: float
    examples: int
    measured_on: str


@dataclass(frozen=True, slots=True)
class Licence:
    """What of the bundle is under which licence, and where it is from."""

    what: str
    licence: str
    source: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that ``function.json`` holds.

    Attributes:
        kind: the kind of function, such as ``image-classification``: a row of the registry.
        name: the function's name.
        description: its purpose, in a sentence.
        version: the number of the publication under this name, from 1.
        labels: its possible answers; of a classifier in the order of the head's first rows, of a
            detector in the order of the graph's classes. The head's rows beyond the labels stand
            for what the function knows to be something else.
        input: the modality, and its settings.
        graph: None for a function without a graph of its own.
        encoder: None for a function that takes no embedding.
        decoder: None for a function that finds no boxes.
        parts: the functions that it is made of, by kind.
        least_known: below this sum of its labels' scores the answer is None; 0 for never.
        threshold: the score from which an answer is sure.
        novelty: None where the function can't tell a novel input.
        calibration: None where the scores were not calibrated.
        fingerprint: the sha256 of the examples and labels that it was trained on, or None.
        trained_on: the training data, in words.
        test: None where it was not tested.
        licences: the licences of its files.
        files: the bundle's other files, by name.

    """

    kind: str
    name: str
    description: str
    version: int
    labels: tuple[Label, ...]
    input: InputEntry
    graph: GraphEntry | None
    threshold: Threshold
    trained_on: str
    files: dict[str, File]
    encoder: EncoderEntry | None = None
    decoder: DecoderEntry | None = None
    parts: dict[str, str] = field(default_factory=dict)
    least_known: float = 0.0
    novelty: Novelty | None = None
    calibration: Calibration | None = None
    fingerprint: str | None = None
    test: Measured | None = None
    licences: tuple[Licence, ...] = ()
    format: int = FORMAT

    def to_json(self) -> bytes:
        """Return the file's content: the same for the same manifest."""
        value = {"format": self.format, **asdict(self)}
        value["input"] = {"modality": self.input.modality, **self.input.settings}
        value["labels"] = [
            {key: each for key, each in label.items() if each} for label in value["labels"]
        ]
        text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)
        return (text + "\n").encode()

    @classmethod
    def from_json(cls, content: bytes, where: str) -> Manifest:
        """Check and read the file's content.

        Raises:
            BundleTooNewError: a later version of Vizsla wrote it.
            BundleDamagedError: it is not what ``contract/manifest.schema.json`` describes.

        """
        try:
            parsed = json.loads(content)
        except (ValueError, RecursionError) as error:
            raise BundleDamagedError(
                f"{where} is not JSON ({error}); copy the bundle again"
            ) from error
        number = Fields(parsed, where).integer("format", 1)
        if number > FORMAT:
            raise BundleTooNewError(
                f"{where} is of format {number}, and this version of Vizsla reads up to "
                f"{FORMAT}: pip install --upgrade vizsla"
            )
        return _read(Fields(upgraded(parsed, number, where), where))


def _read(fields: Fields) -> Manifest:
    labels = fields.objects("labels")
    if len(labels) > MOST_LABELS:
        fields.refuse("labels", f"must be at most {MOST_LABELS}")
    if not labels and (fields.has("encoder") or fields.has("decoder")):
        fields.refuse("labels", "must not be empty")
    if not fields.has("encoder") and not fields.inner("threshold").has("score"):
        # Only a head that was fitted to few examples may never be sure.
        fields.refuse("threshold", "must have a score")
    return Manifest(
        kind=fields.text("kind"),
        name=fields.text("name"),
        description=fields.text("description"),
        version=fields.integer("version", 1),
        labels=tuple(_label(each) for each in labels),
        input=_input(fields.inner("input")),
        graph=_graph(fields.inner("graph")) if fields.has("graph") else None,
        encoder=_encoder(fields.inner("encoder")) if fields.has("encoder") else None,
        decoder=DecoderEntry(fields.inner("decoder").text("name"))
        if fields.has("decoder")
        else None,
        parts=fields.named_texts("parts"),
        least_known=fields.share("least_known"),
        threshold=_threshold(fields.inner("threshold")),
        novelty=Novelty(fields.inner("novelty").number("limit", 0, 2))
        if fields.has("novelty")
        else None,
        calibration=_calibration(fields.inner("calibration"))
        if fields.has("calibration")
        else None,
        fingerprint=fields.sha256("fingerprint") if fields.has("fingerprint") else None,
        trained_on=fields.text("trained_on"),
        test=_measured(fields.inner("test")) if fields.has("test") else None,
        licences=tuple(
            Licence(each.text("what"), each.text("licence"), each.text("source"))
            for each in fields.objects("licences")
        ),
        files={
            name: File(each.sha256("sha256"), each.integer("bytes"))
            for name, each in fields.named("files").items()
        },
    )


def _label(fields: Fields) -> Label:
    return Label(
        fields.text("answer"),
        fields.text("id") if fields.has("id") else None,
        fields.texts("path") if fields.has("path") else (),
    )


def _input(fields: Fields) -> InputEntry:
    settings = fields.scalars()
    modality = fields.text("modality")
    settings.pop("modality")
    return InputEntry(modality, settings)


def _graph(fields: Fields) -> GraphEntry:
    return GraphEntry(fields.text("file"), fields.sha256("self_test"))


def _encoder(fields: Fields) -> EncoderEntry:
    return EncoderEntry(fields.text("name"), fields.integer("dimension", 1))


def _threshold(fields: Fields) -> Threshold:
    return Threshold(
        fields.share_or_none("score"),
        fields.share_or_none("precision"),
        fields.integer("examples"),
        fields.text("measured_on"),
        fields.share_or_none("target"),
        fields.share_or_none("confidence"),
        fields.share_or_none("share"),
    )


def _calibration(fields: Fields) -> Calibration:
    if fields.text("method") != "temperature":
        fields.refuse("method", "must be 'temperature'")
    return Calibration(
        fields.text("method"),
        fields.number("temperature", 1e-6, 1e6),
        fields.integer("examples", 1),
        fields.share("error"),
        fields.share("error_by_chance"),
        fields.text("measured_on"),
    )


def _measured(fields: Fields) -> Measured:
    return Measured(
        fields.share("accuracy"),
        fields.share("low"),
        fields.share("high"),
        fields.integer("examples"),
        fields.text("measured_on"),
    )
