"""The entries of a manifest, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vizsla.bundle.bundle_fields import BundleFields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.bundle.column_entry import ColumnEntry
    from vizsla.json_value import JSONObject

__all__ = [
    "AccuracyEntry",
    "BoxScores",
    "Calibration",
    "DecoderEntry",
    "EncoderEntry",
    "EncoderSelfTest",
    "FeatureEntry",
    "FileEntry",
    "GraphEntry",
    "InputEntry",
    "Label",
    "LabelCalibration",
    "Licence",
    "Line",
    "Novelty",
    "SharedFile",
    "StrangersEntry",
    "Threshold",
]

_INPUT = "function.json: input"


@dataclass(frozen=True, slots=True)
class FileEntry:
    """The hash and size in bytes that a file of the bundle must have."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class InputEntry:
    """The input that the function takes.

    Attributes:
        modality: the modality's name, such as ``image``.
        settings: the modality's own settings, as JSON. Those of images are ``resize``: ``crop`` (a
            centre square, then bicubic), ``letterbox`` (bicubic, as large as it fits into the
            square, the rest grey) or ``stretch`` (bicubic, the proportions changed by at most 1.5
            to fill the square, the rest grey); and ``crop``, the square's side as a share of the
            image's shorter side, 1 for the others.

    """

    modality: str
    settings: Mapping[str, bool | float | str | None] = field(default_factory=dict)

    def number(self, name: str, low: float, high: float) -> float:
        """Return a number among the settings.

        Raises:
            BundleDamagedError: the number is missing or out of its range.

        """
        return BundleFields(self.settings, _INPUT).number(name, low, high)

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """Return a word among the settings.

        Raises:
            BundleDamagedError: the word is missing, or none of the choices.

        """
        fields = BundleFields(self.settings, _INPUT)
        if fields.text(name) not in choices:
            fields.refuse(name, f"must be one of {', '.join(choices)}")
        return fields.text(name)


@dataclass(frozen=True, slots=True)
class GraphEntry:
    """The graph.

    Attributes:
        file: the file's name in the bundle.
        self_test: the sha256 of the graph's outputs for the modality's self-test input.

    """

    file: str
    self_test: str


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file of an encoder, which all functions on that encoder share.

    Attributes:
        file: the file's name.
        sha256: its hash.
        bytes: its size.

    """

    file: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class EncoderSelfTest:
    """The self-test of an encoder of texts.

    Attributes:
        texts: the texts.
        sha256: the hash of their embeddings, as int16, little end first.

    """

    texts: tuple[str, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class EncoderEntry:
    """The encoder whose embeddings the head takes.

    Attributes:
        name: the encoder's name.
        dimension: the length of its embeddings.
        files: its files by their parts, such as ``weights``, where a package holds them and not
            the bundle; None for an encoder that is the bundle's graph.
        self_test: the self-test of an encoder without a graph; None for one with a graph.

    """

    name: str
    dimension: int
    files: Mapping[str, SharedFile] | None = None
    self_test: EncoderSelfTest | None = None


@dataclass(frozen=True, slots=True)
class FeatureEntry:
    """A feature: what a function looks at besides the embedding.

    Attributes:
        kind: the feature's kind, such as ``words``.
        file: the name of its file in the bundle.
        columns: of the kind ``weights`` the columns of metadata that the function knows.

    """

    kind: str
    file: str
    columns: tuple[ColumnEntry, ...] = ()

    def to_json(self) -> JSONObject:
        """Return the manifest's entry."""
        entry: JSONObject = {"kind": self.kind, "file": self.file}
        columns = [each.to_json() for each in self.columns]
        return {**entry, "columns": columns} if columns else entry


@dataclass(frozen=True, slots=True)
class DecoderEntry:
    """The name of the decoder that turns a detector's outputs into boxes, such as ``ssd``."""

    name: str


@dataclass(frozen=True, slots=True)
class Threshold:
    """The confidence threshold of a sure answer, or of a likely one.

    Attributes:
        score: the least score of a sure answer; None where too few examples support any, so that
            no answer is sure.
        precision: the share of right answers among the sure ones, 0 to 1; None where not measured.
        examples: the number of sure answers that the precision was measured on.
        measured_on: the data of that measurement, in words.
        target: the precision that was aimed at, 0 to 1, or None.
        confidence: the certainty that the precision is at least the target, 0 to 1, or None.
        share: the share of sure answers among all answers, 0 to 1, or None.
        more: about how many more labelled examples it would take until some answers are sure;
            None where some are, or where nobody can tell.

    """

    score: float | None
    precision: float | None = None
    examples: int = 0
    measured_on: str = ""
    target: float | None = None
    confidence: float | None = None
    share: float | None = None
    more: int | None = None


@dataclass(frozen=True, slots=True)
class LabelCalibration:
    """The calibration of one label of a multi-label function; the head includes it already.

    Attributes:
        slope: by which the label's outputs were multiplied (Platt, 1999), above 0.
        intercept: what was added to them.
        examples: the number of out-of-fold predictions that both were fitted on.
        error: the expected calibration error on these, 0 to 1.
        error_by_chance: the error that a perfectly calibrated label would show on so many, 0 to 1.

    """

    slope: float
    intercept: float
    examples: int
    error: float
    error_by_chance: float


@dataclass(frozen=True, slots=True)
class Label:
    """A label.

    Attributes:
        answer: the label's name.
        id: its key, where names repeat; None for none.
        path: the names of the kinds above the label, the widest first, and its own.
        threshold: of a multi-label function the score from which this label is sure; None for
            other functions.
        likely: of a multi-label function the score from which this label is likely.
        calibration: of a multi-label function the label's calibration; None where its scores were
            not calibrated.

    """

    answer: str
    id: str | None = None
    path: tuple[str, ...] = ()
    threshold: Threshold | None = None
    likely: Threshold | None = None
    calibration: LabelCalibration | None = None


@dataclass(frozen=True, slots=True)
class Calibration:
    """The calibration of the scores; the head's weights include it already.

    Attributes:
        method: ``temperature``: the head's outputs were divided by it (Guo et al., 2017); or
            ``logistic``: a logistic regression on what the model says (Platt, 1999).
        temperature: above 0; 1 for the other method.
        examples: the number of out-of-fold predictions that the temperature was fitted on.
        error: the expected calibration error on these, 0 to 1.
        error_by_chance: the error that a perfectly calibrated function would show on so many, 0
            to 1.
        measured_on: the data of that measurement, in words.

    """

    method: str
    temperature: float
    examples: int
    error: float
    error_by_chance: float
    measured_on: str


@dataclass(frozen=True, slots=True)
class StrangersEntry:
    """Inputs that are none of the labels, and how many of them pass as one.

    Attributes:
        examples: the number of inputs.
        familiar: the number that gets a label and is not novel.
        sure: the number of these whose answer is also sure.
        measured_on: the inputs, in words.

    """

    examples: int
    familiar: int
    sure: int
    measured_on: str


@dataclass(frozen=True, slots=True)
class Line:
    """A logistic model of how often something is right: ``sigmoid(intercept + slope x + ...)``.

    Attributes:
        intercept: the constant term.
        slope: the factor of the score, or of its logit.
        evidence: the factor of the classifier's evidence; 0 where it is not asked.

    """

    intercept: float
    slope: float
    evidence: float = 0.0


@dataclass(frozen=True, slots=True)
class BoxScores:
    """How a detector's scores become shares of right boxes: lines fitted on boxes judged by eye.

    The slopes are those of the logit of the network's own score, except in ``nothing``.

    Attributes:
        shown: the least score of a box in an answer.
        sure_nothing: the least score of a sure answer None; None where no such answer is sure.
        known: for labels that have classes in the classifier; the evidence is the logarithm of the
            share of these classes in its answer.
        unknown: for labels that have none; the evidence is the score of its best class.
        unasked: for boxes that the classifier is not asked about.
        labels: a line of its own for each label that the classifier is never asked about.
        nothing: for the answer None, from the score of the best box that is not shown.
        examples: the number of boxes that the lines were fitted on.
        error: the expected calibration error on these, 0 to 1.
        error_by_chance: the error that perfectly calibrated scores would show on so many, 0 to 1.
        measured_on: the data of that measurement, in words.

    """

    shown: float
    sure_nothing: float | None
    known: Line
    unknown: Line
    unasked: Line
    labels: Mapping[str, Line]
    nothing: Line
    examples: int
    error: float
    error_by_chance: float
    measured_on: str


@dataclass(frozen=True, slots=True)
class Novelty:
    """The novelty at which an input is unlike the training examples, and no answer is sure.

    Attributes:
        limit: the greatest novelty of an input that is not novel; ``functions/novelty.py``
            computes it.
        score_weight: 0 or more, how much a high score makes up for distance.
        near: inputs that are like the labels, but none of them; None where not measured.
        far: inputs of quite another kind; None where not measured.

    """

    limit: float
    score_weight: float = 0.0
    near: StrangersEntry | None = None
    far: StrangersEntry | None = None


@dataclass(frozen=True, slots=True)
class AccuracyEntry:
    """An accuracy with its 95 % interval, each 0 to 1, the number of examples and their source."""

    accuracy: float
    low: float
    high: float
    examples: int
    measured_on: str


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: the part of the bundle that it covers, its name, and the part's source."""

    what: str
    licence: str
    source: str

    def __str__(self) -> str:
        """Return the licence as a line for people."""
        return f"{self.what}: {self.licence} ({self.source})"
